/** The HomeKit process: a bridge with PetLog's cameras for Apple's Home. Started by the main process while HomeKit is switched on, and ends with it. */
import { MessageChannel } from '../frames/message-channel.ts';
import type { HomeKitCommand, HomeKitReport } from '../homekit/protocol.ts';
import { createSystemClock } from '../system/clock.ts';
import { endingSignals } from '../system/shutdown.ts';
import { HomeKitProgram } from './homekit-program.ts';

// What the library writes is the key of the pairing.
process.umask(0o077);
const program = new HomeKitProgram({
  report: (report: HomeKitReport) => channel.send(report),
  clock: createSystemClock(),
  machineMilliseconds: () => Number(process.hrtime.bigint()) / 1e6,
});

// A terminal or a service manager signals the whole group; the main process decides when this one ends.
for (const signal of [...endingSignals, 'SIGQUIT'] as const) {
  process.on(signal, () => {});
}
const channel = MessageChannel.toParent({
  onMessage: (command) => program.handle(command as HomeKitCommand),
  // The network is told that nobody is here any more; nothing is lost where it is not.
  onEnd: () => void program.close().finally(() => process.exit(0)),
});

channel.send({ type: 'ready' } satisfies HomeKitReport);
