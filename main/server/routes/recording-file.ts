import { stat } from 'node:fs/promises';
import type { Request, Response } from 'express';
import { PetLogError } from '../../../shared/errors.ts';
import type { RawHandlers } from '../raw-handlers.ts';

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
    (error: unknown) => !(error instanceof Error && 'code' in error && error.code === 'ENOENT'),
  );

interface SendError extends Error {
  status?: number;
  statusCode?: number;
}

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

interface VideoFile {
  readonly path: string;
  /** What an attachment is called; null for none. */
  readonly filename: string | null;
  readonly request: Request;
  readonly response: Response;
  /** What is thrown where there is no such file. */
  missing(): PetLogError;
}

/** Sends a file with byte ranges. Resolves when it is sent, or its reader went away. */
export function sendVideoFile({ path, filename, request, response, missing }: VideoFile): Promise<void> {
  if (filename !== null) {
    response.attachment(filename);
  }
  response.setHeader('Content-Type', 'video/mp4');
  return new Promise<void>((resolve, reject) => {
    response.sendFile(path, { dotfiles: 'allow', cacheControl: false, acceptRanges: true }, (error: SendError | undefined) => {
      if (error === undefined || error === null || response.headersSent) {
        resolve(); // a client that goes away in the middle is no error
      } else if (error.status === 416) {
        const size = /\d+$/.exec(String(response.getHeader('Content-Range') ?? ''))?.[0] ?? 'unknown';
        reject(new PetLogError('range_not_satisfiable', { range: String(request.headers.range), sizeBytes: size }));
      } else {
        reject(error.status === 404 ? missing() : error);
      }
    });
  });
}
