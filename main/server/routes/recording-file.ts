import { stat } from 'node:fs/promises';
import { PetLogError } from '../../../shared/errors.ts';
import { isMissing } from '../../system/is-missing.ts';
import type { RawHandlers } from '../raw-handlers.ts';
import { sendVideoFile } from './video-file.ts';

/** What the route needs to know of a recording. */
export interface RecordingFile {
  cameraId: string;
  absolutePath: string;
  filename: string;
}

export interface RecordingFiles {
  find(id: string): RecordingFile | null;
  /** Keeps it from clean-up until the function that it returns is called. */
  hold(id: string): () => void;
  /** Takes those of them from the list whose files are gone. */
  forgetRemoved(ids: readonly string[]): Promise<void>;
}

/** Whether it may be sent: who opens a pipe waits for ever. What cannot be asked is left to the one who sends it. */
const isFileOrUnknown = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    (error: unknown) => !isMissing(error),
  );

/** `GET /recordings/{id}`: the file, with byte ranges (RFC 9110, 14). */
export function recordingFile(recordings: RecordingFiles): RawHandlers['recordings.file'] {
  return async (input, request, response) => {
    const recording = recordings.find(input.id);
    if (recording === null) {
      throw new PetLogError('recording_not_found', { id: input.id });
    }
    if (!(await isFileOrUnknown(recording.absolutePath))) {
      await recordings.forgetRemoved([input.id]);
      throw new PetLogError('recording_not_found', { id: input.id });
    }
    const release = recordings.hold(input.id);
    await sendVideoFile({
      path: recording.absolutePath,
      filename: input.download === true ? recording.filename : null,
      request,
      response,
      missing: () => new PetLogError('recording_not_found', { id: input.id }),
    }).finally(release);
  };
}
