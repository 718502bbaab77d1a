import type { Device } from '../../shared/access.ts';

const headings = ['ID', 'NAME', 'ROLE', 'ACCOUNT', 'LAST SEEN', 'ADDRESS'] as const;

/** Devices as lines of columns, for a terminal. */
export function deviceTable(devices: readonly Device[]): string {
  const rows = devices.map(({ device_id, name, role, account_name, last_seen_at, last_address }) => [
    device_id,
    name,
    role,
    account_name ?? '-',
    last_seen_at.slice(0, 16).replace('T', ' '),
    last_address,
  ]);
  const widths = headings.map((heading, column) =>
    Math.max(...[heading, ...rows.map((row) => row[column] ?? '')].map((text) => [...text].length)),
  );
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, column) => text + ' '.repeat((widths[column] ?? 0) - [...text].length))
      .join('  ')
      .trimEnd();
  return `${[headings, ...rows].map(line).join('\n')}\n`;
}
