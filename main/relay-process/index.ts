/** The relay process: publishes live video to media servers. Started by the main process while there is somewhere to publish to, and ends with it. */
import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { MessageChannel } from '../frames/message-channel.ts';
import type { RelayCommand, RelayReport } from '../relays/protocol.ts';
import { endingSignals } from '../system/shutdown.ts';
import { RelayProgram } from './relay-program.ts';

// What FFmpeg says of a connection has the address in it, with its password.
Log.setLevel(AV_LOG_QUIET);
const program = new RelayProgram((report: RelayReport) => channel.send(report));

// A terminal or a service manager signals the whole group; the main process decides when this one ends.
for (const signal of [...endingSignals, 'SIGQUIT'] as const) {
  process.on(signal, () => {});
}
const channel = MessageChannel.toParent({
  onMessage: (command) => program.handle(command as RelayCommand),
  // Servers are told where they listen; nothing is lost where they do not. The threads of the library for WebRTC would take their time.
  onEnd: () => void program.close().finally(() => process.kill(process.pid, 'SIGKILL')),
});

channel.send({ type: 'ready' } satisfies RelayReport);
