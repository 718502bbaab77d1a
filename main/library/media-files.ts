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
  const stopped = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('PetLog is stopping')), { once: true }));
  stopped.catch(() => {});
  return {
    finalize: (parts, outputPath) => Promise.race([media.finalize(parts, outputPath), stopped]),
    probe: (path) => Promise.race([media.probe(path), stopped]),
  };
}
