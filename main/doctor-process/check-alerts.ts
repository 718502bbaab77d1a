import { existsSync } from 'node:fs';
import { rowsOf } from './rows-of.ts';

/** A channel whose last message did not arrive. */
export interface DeadChannel {
  readonly name: string;
  /** One sentence. */
  readonly reason: string;
}

export interface AlertStates {
  /** By which something arrived, or was to. */
  readonly usedCount: number;
  readonly dead: readonly DeadChannel[];
}

/** How the channels of alerts did lately, of those that are switched on. Throws SQLite's error. */
export function alertStates(alertsPath: string, outboxPath: string): AlertStates {
  if (!existsSync(alertsPath) || !existsSync(outboxPath)) {
    return { usedCount: 0, dead: [] };
  }
  const channels = rowsOf(alertsPath, 'SELECT id, name FROM channels WHERE is_enabled = 1');
  const targets = rowsOf(outboxPath, 'SELECT channel_id, last_error FROM targets');
  const used = channels.filter(({ id }) => targets.some(({ channel_id: channelId }) => channelId === id));
  const dead = used.flatMap(({ id, name }) => {
    const failed = targets.find(({ channel_id: channelId, last_error: error }) => channelId === id && typeof error === 'string');
    const { message = '' } = failed === undefined ? {} : (JSON.parse(String(failed['last_error'])) as { message?: string });
    return failed === undefined ? [] : [{ name: String(name), reason: message }];
  });
  return { usedCount: used.length, dead };
}
