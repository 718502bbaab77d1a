/** The picture process: makes the small pictures of recordings. Forked by the main process, which gives it the lowest priority, and ends with it. */
import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { MessageChannel } from '../frames/message-channel.ts';
import type { PictureCommand, PictureReport } from '../pictures/protocol.ts';
import { Pause } from './pause.ts';
import { recordingPictures } from './recording-pictures.ts';

Log.setLevel(AV_LOG_QUIET);

const pause = new Pause();

const report = (message: PictureReport): void => channel.send(message);

function handle(command: PictureCommand): void {
  switch (command.type) {
    case 'make':
      recordingPictures(command, () => pause.over()).then(
        (pictures) => report({ type: 'made', ...pictures }),
        (error: unknown) => report({ type: 'unreadable', reason: error instanceof Error ? error.message : String(error) }),
      );
      break;
    case 'pause':
      pause.begin();
      break;
    case 'resume':
      pause.end();
      break;
  }
}

// A terminal or a service manager signals the whole group; the main process decides when this one ends.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
const channel = MessageChannel.toParent({
  onMessage: (command) => handle(command as PictureCommand),
  onEnd: () => process.kill(process.pid, 'SIGKILL'),
});
