import { z } from 'zod';
import { allowedBy, unwrap } from '../../shared/schema-words.ts';

/** First lines of a generated page. */
export function pageHead(title: string, introduction: string): string {
  return `# ${title}\n\n<!-- Made by \`npm run docs\` from the schemas in shared/; do not edit. -->\n\n${introduction}\n`;
}

export function code(text: string): string {
  return `\`${text}\``;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A table of an object's fields; the empty string when it has none. */
export function fieldTable(schema: z.core.$ZodType): string {
  const object = unwrap(schema);
  const fields = object instanceof z.ZodObject ? Object.entries<z.core.$ZodType>(object.shape) : [];
  if (fields.length === 0) {
    return '';
  }
  const rows = fields.map(([name, field]) => [code(name), valueWords(field), z.globalRegistry.get(field)?.description ?? '']);
  const hasMeaning = rows.some(([, , meaning]) => meaning !== '');
  return hasMeaning
    ? table(['Field', 'Value', 'Meaning'], rows)
    : table(
        ['Field', 'Value'],
        rows.map((row) => row.slice(0, 2)),
      );
}

function valueWords(schema: z.core.$ZodType): string {
  const canBeMissing = z.safeParse(schema, undefined).success;
  const canBeNull = z.safeParse(schema, null).success;
  return `${allowedBy(schema)}${canBeNull ? ' or null' : ''}${canBeMissing ? ' (may be missing)' : ''}`;
}
