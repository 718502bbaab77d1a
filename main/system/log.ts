import { pino, type DestinationStream, type Level } from 'pino';
import type { Logger } from './logger.ts';

/**
 * The application's logger. Lines go out at once, so that the last words before a crash are not lost.
 *
 * @param readable one line of text for people instead of one of JSON
 */
export function createLogger(
  level: Level,
  output: NodeJS.WritableStream & { isTTY?: boolean } = process.stderr,
  readable = output.isTTY === true,
): Logger {
  const write = (line: string): void => void output.write(line);
  const destination: DestinationStream = { write: readable ? (line) => write(readableLine(line)) : write };
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
}

/** Turns pino's JSON into `12:00:00.000 WARN  The camera is lost. source=rpicam`. */
function readableLine(json: string): string {
  const { level, time, msg, ...fields } = JSON.parse(json) as Record<string, unknown>;
  const details = Object.entries(fields).map(([key, value]) => `${key}=${fieldText(value)}`);
  const clock = String(time).slice(11, 23);
  return `${[clock, String(level).toUpperCase().padEnd(5), String(msg), ...details].join(' ')}\n`;
}

/** An error as its stack, which begins with its message; all else as JSON, or as it is when it is one word. */
function fieldText(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'stack' in value) {
    return String(value.stack);
  }
  return typeof value === 'string' && /^\S+$/.test(value) ? value : JSON.stringify(value);
}
