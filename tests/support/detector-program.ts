/** A detection process for tests of who asks it: does what the path of the model says. */
import { type DetectorMessage, unusableModelCode } from '../../main/detection/detector-protocol.ts';
import { MessageChannel } from '../../main/frames/message-channel.ts';

const box = { x: 0.1, y: 0.2, width: 0.3, height: 0.4 };

function answer({ type, requestId, model }: DetectorMessage): void {
  switch (model.modelPath) {
    case 'crashes':
      return process.kill(process.pid, 'SIGSEGV') as unknown as void;
    case 'silent':
      return;
    case 'unusable':
      return channel.send({ type: 'refused', requestId, code: unusableModelCode, reason: 'the model is broken' });
    case 'picture':
      return channel.send({ type: 'refused', requestId, code: 'EUNKNOWN', reason: 'the picture is broken' });
    default: {
      const processorMilliseconds = model.modelPath === 'slow' ? 4000 : 25;
      const detections = [{ label: 'cat', score: 0.8, box }];
      return channel.send({
        type: 'succeeded',
        requestId,
        answer: type === 'try' ? { processorMilliseconds } : { detections, processorMilliseconds },
      });
    }
  }
}

const channel = MessageChannel.toParent({
  onMessage: (message) => answer(message as DetectorMessage),
  onEnd: () => process.kill(process.pid, 'SIGKILL'),
});
channel.send({ type: 'ready' });
