import type { RecordingPart, VideoFacts } from '../media/protocol.ts';

/** What the library needs of the media process. */
export interface MediaFiles {
  /** Joins the parts into one plain MP4 that is on the disk when this resolves. The error's code is `ENODATA` when they hold no whole picture. */
  finalize(parts: readonly RecordingPart[], outputPath: string): Promise<VideoFacts>;
  /** What a video file holds; rejects when it is none. */
  probe(path: string): Promise<VideoFacts>;
}

/** The same, but nobody waits for an answer any more once the signal is given: joining hours of video takes minutes. */
export function untilAborted(media: MediaFiles, signal: AbortSignal): MediaFiles {
  // Each call listens for itself and stops listening: a race with one promise for all would keep something of every call for ever.
  const orAborted = <Result>(work: Promise<Result>): Promise<Result> =>
    new Promise((resolve, reject) => {
      const abort = (): void => reject(new Error('PetLog is stopping'));
      signal.addEventListener('abort', abort, { once: true });
      void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
      if (signal.aborted) {
        abort();
      }
    });
  return {
    finalize: (parts, outputPath) => orAborted(media.finalize(parts, outputPath)),
    probe: (path) => orAborted(media.probe(path)),
  };
}
