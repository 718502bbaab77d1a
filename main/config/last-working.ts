import { join } from 'node:path';
import { type Config, ConfigPatch } from '../../shared/config.ts';
import { type ServerKey, serverKeys } from '../network/server-settings.ts';
import type { Logger } from '../system/logger.ts';
import { readSmallFile } from '../system/read-small-file.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import { merge, nest, valueAt } from './merge.ts';

/** In the data directory: the settings with which the server listened last. */
const file = 'server-settings.json';

/** What cannot be read counts as unknown: it is a help, not a truth. */
export async function readLastWorking(dataDirectory: string): Promise<ReadonlyMap<ServerKey, unknown>> {
  try {
    const patch = ConfigPatch.parse(JSON.parse(await readSmallFile(join(dataDirectory, file))));
    return new Map(serverKeys.map((key) => [key, valueAt(patch, key)] as const).filter(([, value]) => value !== undefined));
  } catch {
    return new Map();
  }
}

/** For a server that listens by now. Only where somebody changed one of them: all else is in the owner's own file. */
export async function keepLastWorking(dataDirectory: string, config: Config, saved: ConfigPatch, logger: Logger): Promise<void> {
  if (serverKeys.every((key) => valueAt(saved, key) === undefined)) {
    return;
  }
  const text = `${JSON.stringify(serverKeys.map((key) => nest(key, valueAt(config, key))).reduce(merge, {}))}\n`;
  try {
    const path = join(dataDirectory, file);
    if ((await readSmallFile(path).catch(() => null)) !== text) {
      await writeAtomically(path, text);
    }
  } catch (error) {
    logger.warn({ err: error }, 'the settings that the server works with could not be kept');
  }
}
