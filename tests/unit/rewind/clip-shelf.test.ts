import { beforeEach, describe, expect, it } from 'vitest';
import type { CaptureSpan, OpenClip } from '../../../main/media/protocol.ts';
import { ClipShelf, type HeldClip, mostClips } from '../../../main/rewind/clip-shelf.ts';

/** What the media process keeps open, as it does: the oldest goes when there are too many. */
class Opened {
  readonly ids = new Set<string>();
  isWhole = true;
  failure: Error | null = null;
  isEmpty = false;
  #count = 0;

  readonly open = async (span: CaptureSpan, closing: readonly string[]): Promise<OpenClip | null> => {
    await Promise.resolve();
    if (this.failure !== null) {
      throw this.failure;
    }
    closing.forEach((id) => this.ids.delete(id));
    if (this.isEmpty) {
      return null;
    }
    this.#count += 1;
    const clipId = `clip ${this.#count}`;
    this.ids.add(clipId);
    const [oldest] = this.ids;
    if (this.ids.size > mostClips && oldest !== undefined) {
      this.ids.delete(oldest);
    }
    return { ...span, clipId, sizeBytes: 1000, isWhole: this.isWhole };
  };
}

const full = new Error('every place is taken');
const span = (): CaptureSpan => ({ fromMilliseconds: 0, untilMilliseconds: 1000 });
let media: Opened;
let shelf: ClipShelf;

beforeEach(() => {
  media = new Opened();
  shelf = new ClipShelf({ open: media.open, full: () => full });
});

async function take(name: string, isBeginning = true): Promise<HeldClip> {
  const held = await shelf.take(name, isBeginning, span);
  if (held === null) {
    throw new Error(`there is no ${name}`);
  }
  return held;
}

const takeAll = (prefix = 'reader'): Promise<HeldClip[]> =>
  Promise.all(Array.from({ length: mostClips }, (_, index) => take(`${prefix} ${index}`)));
const isOpen = ({ clip }: HeldClip): boolean => media.ids.has(clip.clipId);

describe('ClipShelf', () => {
  it('refuses the seventeenth reader, and keeps every clip of the sixteen whole', async () => {
    const held = await takeAll();
    await expect(take('one more')).rejects.toBe(full);
    expect(held.every(isOpen)).toBe(true);
    held[5]!.release();
    const next = await take('one more');
    expect(held.map(isOpen)).toEqual(held.map((_, index) => index !== 5));
    expect(isOpen(next)).toBe(true);
  });

  it('gives more readers the clip that is being read, though every place is taken', async () => {
    const held = await takeAll();
    const second = await take('reader 3');
    expect(second.clip.clipId).toBe(held[3]!.clip.clipId);
    held[3]!.release();
    held[3]!.release(); // once only: the other one still reads
    await expect(take('one more')).rejects.toBe(full);
    second.release();
    await take('one more');
  });

  it('lets go of the one that nobody has read for longest', async () => {
    const held = await takeAll();
    held.forEach((one) => one.release());
    (await take('reader 0', false)).release();
    const next = await take('one more');
    expect(held.map(isOpen)).toEqual(held.map((_, index) => index !== 1));
    expect(isOpen(next)).toBe(true);
  });

  it('opens one clip for all who ask at the same time, and keeps it while they wait', async () => {
    const [first, ...others] = await Promise.all(Array.from({ length: 40 }, () => take('the same')));
    expect(new Set(others.map(({ clip }) => clip.clipId))).toEqual(new Set([first!.clip.clipId]));
  });

  it('opens a longer one at its beginning when more has been seen, and readers of the shorter one go on', async () => {
    media.isWhole = false;
    const early = await take('growing');
    const late = await take('growing');
    expect(late.clip.clipId).not.toBe(early.clip.clipId);
    expect([isOpen(early), isOpen(late)]).toEqual([true, true]);
    expect((await take('growing', false)).clip.clipId).toBe(late.clip.clipId);
  });

  it('opens another one when a clip cannot be read any more', async () => {
    const gone = await take('gone');
    gone.forget();
    expect((await take('gone', false)).clip.clipId).not.toBe(gone.clip.clipId);
  });

  it('takes no place for what is not there, or could not be opened', async () => {
    media.isEmpty = true;
    for (let index = 0; index <= mostClips; index += 1) {
      expect(await shelf.take(`nothing ${index}`, true, span)).toBeNull();
    }
    media.failure = new Error('no media process');
    for (let index = 0; index <= mostClips; index += 1) {
      await expect(take(`failed ${index}`)).rejects.toBe(media.failure);
    }
    media.isEmpty = false;
    media.failure = null;
    expect((await takeAll()).every(isOpen)).toBe(true);
  });

  it('closes what made room for a clip that could not be opened: nobody else is cut off for it', async () => {
    const held = await takeAll();
    held[9]!.release();
    media.failure = new Error('late');
    await expect(take('failed')).rejects.toBe(media.failure);
    media.failure = null;
    const next = await take('one more');
    expect(held.map(isOpen)).toEqual(held.map((_, index) => index !== 9));
    expect(isOpen(next)).toBe(true);
  });
});
