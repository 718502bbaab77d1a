/** The WebRTC process: sends live video to browsers over UDP. Started by the main process when somebody watches that way, and ends with it. */
import { initLogger } from 'node-datachannel';
import { MessageChannel } from '../frames/message-channel.ts';
import type { WebRtcCommand, WebRtcReport } from '../live/webrtc/protocol.ts';
import { endingSignals } from '../system/shutdown.ts';
import { WebRtcProgram } from './webrtc-program.ts';

initLogger('Error', (_level, message) => process.stderr.write(`${message.trim()}\n`));
const program = new WebRtcProgram((report: WebRtcReport) => channel.send(report));

// A terminal or a service manager signals the whole group; the main process decides when this one ends.
for (const signal of [...endingSignals, 'SIGQUIT'] as const) {
  process.on(signal, () => {});
}
const channel = MessageChannel.toParent({
  onMessage: (command) => program.handle(command as WebRtcCommand),
  // It writes no files, and the threads of the library would take their time.
  onEnd: () => process.kill(process.pid, 'SIGKILL'),
});

channel.send({ type: 'ready' } satisfies WebRtcReport);
