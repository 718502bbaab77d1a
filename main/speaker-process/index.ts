/** The speaker process: plays what somebody says through a speaker of this machine. Started by the main process while somebody talks, and ends with it. */
import { spawn } from 'node:child_process';
import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { MessageChannel } from '../frames/message-channel.ts';
import type { SpeakerCommand, SpeakerReport } from '../media/sound/speaker-protocol.ts';
import { createSystemClock } from '../system/clock.ts';
import { endingSignals } from '../system/shutdown.ts';
import { SpeakerProgram } from './speaker-program.ts';

// Whoever talks sends what he likes, and the log is no place for it.
Log.setLevel(AV_LOG_QUIET);
const program = new SpeakerProgram({
  report: (report: SpeakerReport) => channel.send(report),
  clock: createSystemClock(),
  spawn,
});

// A terminal or a service manager signals the whole group; the main process decides when this one ends.
for (const signal of [...endingSignals, 'SIGQUIT'] as const) {
  process.on(signal, () => {});
}
const channel = MessageChannel.toParent({
  onMessage: (command) => program.handle(command as SpeakerCommand),
  onEnd: () => void program.close().finally(() => process.exit(0)),
});

channel.send({ type: 'ready' } satisfies SpeakerReport);
