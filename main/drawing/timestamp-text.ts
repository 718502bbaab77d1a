const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** Every character of a timestamp. */
export const TIMESTAMP_CHARACTERS = '0123456789-:. ';

/** `2026-05-01 12:00:00`, in local time. */
export function timestampText(microseconds: number): string {
  const date = new Date(microseconds / 1000);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}

/** `2026-05-01 12:00:00.123`, in local time. */
export function timestampTextWithMilliseconds(microseconds: number): string {
  return `${timestampText(microseconds)}.${pad(Math.floor(microseconds / 1000) % 1000, 3)}`;
}
