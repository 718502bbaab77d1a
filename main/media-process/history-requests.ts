import type { SoundBuffer } from '../media/sound/sound-buffer.ts';
import type { Answer, MediaRequest } from '../media/protocol.ts';
import { findClip, saveClip } from './clip.ts';
import { readPicture } from './history-picture.ts';
import type { OpenClips } from './open-clips.ts';
import type { VideoHistory } from './video-history.ts';

type HistoryRequest = Extract<
  MediaRequest,
  { type: 'describe-history' | 'find-clip' | 'open-clip' | 'read-clip' | 'save-clip' | 'read-picture' }
>;

/**
 * Answers what is asked about the last minutes.
 *
 * @param history null while there is none
 * @param heard the sound of that time
 */
export async function answerFromHistory(
  request: HistoryRequest,
  history: VideoHistory | null,
  heard: SoundBuffer,
  clips: OpenClips,
): Promise<Answer<HistoryRequest['type']>> {
  switch (request.type) {
    case 'describe-history':
      return history?.facts() ?? { span: null, gaps: [], sizeBytes: 0, storage: 'memory' };
    case 'find-clip':
      return history === null ? null : findClip(history, request);
    case 'open-clip':
      return history === null ? null : clips.open(history, heard, request);
    case 'read-clip':
      return clips.read(request);
    case 'save-clip':
      return history === null ? null : saveClip(history, heard, request);
    case 'read-picture':
      return history === null ? null : readPicture(history, request.atMilliseconds);
  }
}
