/** The media process: forked by the main process, which alone tells it what to do and when to end. */
import { AV_LOG_ERROR } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { MessageChannel } from '../frames/message-channel.ts';
import type { MediaCommand, MediaReport } from '../media/protocol.ts';
import { BufferCollector } from '../system/buffer-collector.ts';
import { createSystemClock } from '../system/clock.ts';
import { collectEverything } from '../system/garbage-collection.ts';
import { afterAwake } from '../system/patience.ts';
import { endingSignals } from '../system/shutdown.ts';
import { MediaProgram } from './media-program.ts';

/** For the last fragment to reach a slow disk after the main process is gone. */
const lastWordsMilliseconds = 10_000;
/** Until what a camera's video takes has been loaded and set up. */
const startMilliseconds = 5000;

Log.setLevel(AV_LOG_ERROR);

/** Often, as there is one such process for each camera: what waits to be collected counts eight times in a house of eight. */
const buffers = new BufferCollector({ collectedBytes: 500_000 });
const program = new MediaProgram((report: MediaReport) => channel.send(report));

// A terminal or a service manager signals the whole group. What ends this
// process is the end of the channel, so that no picture on it is lost.
for (const signal of [...endingSignals, 'SIGQUIT'] as const) {
  process.on(signal, () => {});
}
const channel = MessageChannel.toParent({
  onMessage(message) {
    const command = message as MediaCommand;
    program.handle(command);
    if (command.type === 'frame') {
      buffers.passed(command.jpeg.length);
    }
  },
  onEnd() {
    afterAwake(createSystemClock(), lastWordsMilliseconds, () => process.exit(1));
    void program.close().finally(() => process.exit(0));
  },
});

channel.send({ type: 'ready' } satisfies MediaReport);
// What the start needed is a megabyte, which V8 would keep: it never runs out of memory here.
setTimeout(collectEverything, startMilliseconds).unref();
