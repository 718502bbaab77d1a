import { probeVideoFile } from '../ffmpeg/video-file.ts';
import type { Answer, MediaRequest } from '../media/protocol.ts';
import { makeFilm } from './films.ts';
import { finalizeRecording } from './finalize.ts';
import { trimFile } from './trim.ts';

/** What is asked about files, and of no camera. */
const namesOfFiles = ['finalize', 'probe', 'trim', 'make-timelapse', 'make-day-film'] as const;
type FileRequestName = (typeof namesOfFiles)[number];
type FileRequest = Extract<MediaRequest, { type: FileRequestName }>;

export const isOfFiles = (request: MediaRequest): request is FileRequest => (namesOfFiles as readonly string[]).includes(request.type);

/** @param onProgress told how far a film is, from 0 to 1 */
export async function answerFromFiles(request: FileRequest, onProgress: (share: number) => void): Promise<Answer<FileRequestName>> {
  switch (request.type) {
    case 'finalize':
      return finalizeRecording(request.parts, request.outputPath);
    case 'probe':
      return probeVideoFile(request.path);
    case 'trim':
      return trimFile(request);
    case 'make-timelapse':
    case 'make-day-film':
      return makeFilm(request, onProgress);
  }
}
