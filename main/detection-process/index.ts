/** The detection process: tells what is in pictures. Forked by the main process, which gives it a low priority, and ends with it. */
import { setFlagsFromString } from 'node:v8';
import { type DetectorMessage, unusableModelCode } from '../detection/detector-protocol.ts';
import { MessageChannel } from '../frames/message-channel.ts';
import { Detector, UnusableModelError } from './detector.ts';

// Pixels become numbers in a loop of our own, which takes ten times as long without the optimizing compilers.
setFlagsFromString('--opt');

const detector = new Detector();

async function answer(message: DetectorMessage): Promise<void> {
  const { requestId } = message;
  try {
    const answer = message.type === 'try' ? await detector.try(message.model) : await detector.detect(message);
    channel.send({ type: 'succeeded', requestId, answer });
  } catch (error) {
    const code = error instanceof UnusableModelError ? unusableModelCode : 'EUNKNOWN';
    channel.send({ type: 'refused', requestId, code, reason: error instanceof Error ? error.message : String(error) });
  }
}

// A terminal or a service manager signals the whole group; the main process decides when this one ends.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
const channel = MessageChannel.toParent({
  onMessage: (message) => void answer(message as DetectorMessage),
  onEnd: () => process.kill(process.pid, 'SIGKILL'),
});

channel.send({ type: 'ready' });
