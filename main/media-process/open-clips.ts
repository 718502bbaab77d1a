import type { Answer, Question } from '../media/protocol.ts';
import type { SoundBuffer } from '../media/sound/sound-buffer.ts';
import { ClipFile } from './clip-file.ts';
import { uniqueName } from './unique-name.ts';
import type { VideoHistory } from './video-history.ts';

/** More than anyone watches at once: at most half a megabyte each, and usually a few kilobytes. */
const mostClips = 16;

/** The clips that are being watched; those that were read last stay open. */
export class OpenClips {
  readonly #clips = new Map<string, ClipFile>();

  async open(history: VideoHistory, heard: SoundBuffer, { closing = [], ...span }: Question<'open-clip'>): Promise<Answer<'open-clip'>> {
    closing.forEach((clipId) => this.#clips.delete(clipId));
    const clip = await ClipFile.open(history, heard, span);
    if (clip === null) {
      return null;
    }
    const clipId = uniqueName();
    this.#clips.set(clipId, clip);
    const [oldest] = this.#clips.keys();
    if (this.#clips.size > mostClips && oldest !== undefined) {
      this.#clips.delete(oldest);
    }
    const { fromMilliseconds, untilMilliseconds, sizeBytes } = clip;
    const isWhole = (history.facts().span?.untilMilliseconds ?? 0) >= span.untilMilliseconds;
    return { clipId, fromMilliseconds, untilMilliseconds, sizeBytes, isWhole };
  }

  async read({ clipId, positionBytes }: Question<'read-clip'>): Promise<Answer<'read-clip'>> {
    const clip = this.#clips.get(clipId);
    if (clip === undefined) {
      return null;
    }
    this.#clips.delete(clipId); // and last again
    this.#clips.set(clipId, clip);
    return clip.read(positionBytes);
  }
}
