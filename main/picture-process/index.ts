/** The picture process: makes the small pictures of recordings. Forked by the main process, which gives it the lowest priority, and ends with it. */
import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { MessageChannel } from '../frames/message-channel.ts';
import { type PictureMessage, type PictureReport, type PictureRequests, unreadableCode } from '../pictures/protocol.ts';
import { framedPicture, portrait } from './own-picture.ts';
import { Pause } from './pause.ts';
import { recordingPictures } from './recording-pictures.ts';

Log.setLevel(AV_LOG_QUIET);

const pause = new Pause();

const report = (message: PictureReport): void => channel.send(message);

function handle(command: PictureMessage): void {
  switch (command.type) {
    case 'make':
      answer(
        command.requestId,
        recordingPictures(command, () => pause.over()),
      );
      break;
    case 'portrait':
      answer(command.requestId, portrait(command.image));
      break;
    case 'frame':
      answer(command.requestId, framedPicture(command.jpeg, command.part));
      break;
    case 'pause':
      pause.begin();
      break;
    case 'resume':
      pause.end();
      break;
  }
}

function answer(requestId: number, pictures: Promise<PictureRequests[keyof PictureRequests]['answer']>): void {
  pictures.then(
    (made) => report({ type: 'succeeded', requestId, answer: made }),
    (error: unknown) =>
      report({ type: 'refused', requestId, code: unreadableCode, reason: error instanceof Error ? error.message : String(error) }),
  );
}

// A terminal or a service manager signals the whole group; the main process decides when this one ends.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
const channel = MessageChannel.toParent({
  onMessage: (command) => handle(command as PictureMessage),
  onEnd: () => process.kill(process.pid, 'SIGKILL'),
});

report({ type: 'ready' });
