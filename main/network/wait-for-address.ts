import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { listenForAMoment } from './server-settings.ts';

interface WaitOptions {
  clock: Clock;
  logger: Logger;
  /** Asked each time that the address is not there. */
  mayWait(): boolean;
  /** Tries to listen there for a moment. Rejects with the system's error. */
  tryToListen?: (host: string, port: number) => Promise<void>;
}

const pauseMilliseconds = 1000;
/** The address is not one of this machine, or its name is not known: both come with the network. */
const comesLater: readonly unknown[] = ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'];

/** After a power cut PetLog is often there before the router has given this machine its address: resolves when it has, or when nobody may wait any more. */
export async function waitForAddress(host: string, { clock, logger, mayWait, tryToListen = listenForAMoment }: WaitOptions): Promise<void> {
  for (let isFirst = true; ; isFirst = false) {
    const code = await tryToListen(host, 0).then(
      () => null,
      (error: unknown) => (error as NodeJS.ErrnoException).code,
    );
    if (!comesLater.includes(code) || !mayWait()) {
      return;
    }
    if (isFirst) {
      logger.warn({ host }, 'waiting for the address of server.host, which this machine does not have yet');
    }
    await new Promise<void>((resolve) => void clock.after(pauseMilliseconds, resolve));
  }
}
