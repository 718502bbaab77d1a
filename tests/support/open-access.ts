import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type AccessControl, openAccessControl } from '../../main/access/access-control.ts';
import type { Logger } from '../../main/system/logger.ts';
import type { BusEvents } from '../../shared/events.ts';
import type { Caller } from '../../shared/routes/route.ts';
import { ManualClock } from './manual-clock.ts';
import { quickPasswords } from './quick-passwords.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export const admin: Caller = { kind: 'device', id: 'of-the-test', name: 'Admin', role: 'admin', address: '192.168.1.2' };

export const hours = 3600_000;
export const days = 24 * hours;

export interface LogLine {
  readonly level: string;
  readonly fields: object;
  readonly message: string;
}

/** A logger that keeps what it is told. */
export function collectingLogger(): Logger & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: string) => (fields: object, message: string) => void lines.push({ level, fields, message });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export interface OpenAccess extends AsyncDisposable {
  readonly access: AccessControl;
  readonly clock: ManualClock;
  readonly changes: BusEvents['access.changed'][];
  readonly dataDirectory: string;
  /** Of the cameras that there are. */
  readonly cameraIds: string[];
  stop(): void;
  /** Ends and starts it again on the same data, as a restart does. The time that passes meanwhile is not PetLog's. */
  restart(): Promise<void>;
  /** Days and months in which it ran, and nothing happened. */
  runFor(milliseconds: number): Promise<void>;
  /** Lets a device in with a code, at an address. */
  pair(role?: 'viewer' | 'admin', address?: string): ReturnType<AccessControl['sessions']['pair']>;
}

/** Everything about who may come in, on files in a directory of its own, with a clock that moves when told to. */
export async function openAccess(): Promise<OpenAccess> {
  const directory = await temporaryDirectory();
  const clock = new ManualClock();
  const changes: BusEvents['access.changed'][] = [];
  const cameraIds = ['main'];
  const open = (): Promise<AccessControl> =>
    openAccessControl({
      dataDirectory: directory.path,
      clock,
      logger: collectingLogger(),
      passwords: quickPasswords(),
      cameraIds: () => cameraIds,
      pairingUrl: (code) => `http://petlog.test/#pair=${code}`,
      onChanged: (change) => changes.push(change),
    });
  let access = await open();
  let isOpen = true;
  const stop = (): void => {
    if (isOpen) {
      access.close();
    }
    isOpen = false;
  };
  const restart = async (): Promise<void> => {
    stop();
    access = await open();
    isOpen = true;
  };
  return {
    get access() {
      return access;
    },
    clock,
    changes,
    dataDirectory: directory.path,
    cameraIds,
    stop,
    restart,
    async runFor(milliseconds) {
      stop();
      await clock.advance(milliseconds);
      {
        using database = new DatabaseSync(join(directory.path, 'access', 'access.db'));
        database.prepare('UPDATE running_time SET milliseconds = milliseconds + ?').run(milliseconds);
      }
      await restart();
    },
    async pair(role = 'viewer', address = '192.168.1.20') {
      const { code } = await access.operations['invitations.create']({ role }, admin);
      return access.sessions.pair({ code, device_name: 'Phone', token_delivery: 'cookie' }, address);
    },
    async [Symbol.asyncDispose]() {
      stop();
      await directory[Symbol.asyncDispose]();
    },
  };
}

/** The code of what a function throws, or `accepted`. */
export async function refusalOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
      return error.code;
    }
    throw error;
  }
  return 'accepted';
}
