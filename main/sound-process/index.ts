/** The sound process: listens to a camera's microphone. Started by the main process while somebody wants to hear it, and ends with it. */
import { spawn } from 'node:child_process';
import { AV_LOG_ERROR } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { MessageChannel } from '../frames/message-channel.ts';
import type { SoundCommand, SoundReport } from '../media/sound/protocol.ts';
import { createSystemClock } from '../system/clock.ts';
import { endingSignals } from '../system/shutdown.ts';
import { SoundProgram } from './sound-program.ts';

Log.setLevel(AV_LOG_ERROR);

const program = new SoundProgram({
  report: (report: SoundReport) => channel.send(report),
  clock: createSystemClock(),
  spawn,
  machineMilliseconds: () => Number(process.hrtime.bigint()) / 1e6,
});

// A terminal or a service manager signals the whole group; the main process decides when this one ends.
for (const signal of [...endingSignals, 'SIGQUIT'] as const) {
  process.on(signal, () => {});
}
const channel = MessageChannel.toParent({
  onMessage: (command) => program.handle(command as SoundCommand),
  onEnd: () => void program.close().finally(() => process.exit(0)),
});

channel.send({ type: 'ready' } satisfies SoundReport);
