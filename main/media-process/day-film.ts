import { readFile } from 'node:fs/promises';
import { JpegDecoder } from '../ffmpeg/jpeg-decoder.ts';
import { withVideoFile } from '../ffmpeg/video-file.ts';
import type { FilmPart, Question, VideoFacts } from '../media/protocol.ts';
import { picturesAt } from './timelapse.ts';
import { TimelapseFilm } from './timelapse-film.ts';

/** Pictures a second of the film: as many as most cameras give. */
export const dayFilmRate = 15;

/**
 * Makes a film of parts of recordings, at the speed at which they happened, and
 * of pictures. What cannot be read is left out.
 *
 * @throws when there is no picture at all, or the film cannot be written
 */
export async function makeDayFilm(
  { parts, bitrateKbps, outputPath }: Question<'make-day-film'>,
  onProgress: (share: number) => void,
): Promise<VideoFacts> {
  const film = new TimelapseFilm({ path: outputPath, frameRate: dayFilmRate, bitrateKbps });
  try {
    for (const [index, part] of parts.entries()) {
      try {
        await (part.kind === 'clip' ? showClip(film, part) : showPicture(film, part));
      } catch (error) {
        film.throwIfFailed();
        process.stderr.write(`${part.path}: ${error instanceof Error ? error.message : String(error)}\n`);
      }
      onProgress((index + 1) / parts.length);
    }
    return await film.finish();
  } finally {
    film.close();
  }
}

async function showClip(film: TimelapseFilm, { path, fromMilliseconds, untilMilliseconds }: FilmPart & { kind: 'clip' }): Promise<void> {
  const count = Math.round(((untilMilliseconds - fromMilliseconds) * dayFilmRate) / 1000);
  const moments = Array.from({ length: count }, (_, index) => fromMilliseconds + (index * 1000) / dayFilmRate);
  await withVideoFile(path, async (file, video) => {
    for await (const picture of picturesAt(file, video, moments)) {
      film.show(picture);
      film.throwIfFailed();
    }
  });
}

async function showPicture(film: TimelapseFilm, { path, durationMilliseconds }: FilmPart & { kind: 'picture' }): Promise<void> {
  const decoder = new JpegDecoder();
  try {
    film.show(decoder.decode(await readFile(path)));
    film.holdUntil(film.frameCount - 1 + Math.round((durationMilliseconds * dayFilmRate) / 1000));
    film.throwIfFailed();
  } finally {
    decoder.close();
  }
}
