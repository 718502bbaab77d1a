import { cameraAddress, recordingAddress } from '../../transport/page-address.ts';
import type { Delay } from '../delay.ts';
import { previewFrame } from '../library/preview.ts';
import { NewestWins } from '../newest-wins.ts';
import type { Moment } from './moment.ts';
import type { RecordedSpan } from './recording-spans.ts';

/** A picture of a moment: an image, or one of several that stand in a row in an image. */
export interface MomentPicture {
  readonly address: string;
  readonly frames: number;
  readonly frame: number;
  /** Width by height of what is seen. */
  readonly aspect: number;
}

/** Resolves with the size of an image as soon as it can be shown; null where there is none. */
export type LoadImage = (address: string) => Promise<{ readonly width: number; readonly height: number } | null>;

export interface MomentPicturesOptions {
  readonly delay: Delay;
  readonly load?: LoadImage;
}

/** A finger that stays so long at a place wants to see it: one that moves has what is loaded already. */
const restMilliseconds = 80;
/** A quarter of a second apart, the same picture will do. */
const pictureStepMilliseconds = 250;

export const loadImage: LoadImage = async (address) => {
  const image = new Image();
  image.src = address;
  return image.decode().then(
    () => ({ width: image.naturalWidth, height: image.naturalHeight }),
    () => null,
  );
};

/** The picture of the moment that somebody points at or looks at: loaded before it is shown, so that one stays until the next is there. */
export class MomentPictures {
  readonly #cameraId: () => string | undefined;
  readonly #load: LoadImage;
  readonly #delay: Delay;
  readonly #onChange: () => void;
  readonly #previews = new Map<string, number>();
  readonly #work = new NewestWins<Moment>((moment) => this.#show(moment));
  #asked = '';
  #cancelRest: () => void = () => undefined;
  shown: MomentPicture | null = null;

  constructor(cameraId: () => string | undefined, onChange: () => void, options: MomentPicturesOptions) {
    this.#cameraId = cameraId;
    this.#onChange = onChange;
    this.#load = options.load ?? loadImage;
    this.#delay = options.delay;
  }

  /** Null where nobody wants to see one. */
  want(moment: Moment | null): void {
    const asked = moment === null ? '' : keyOf(moment);
    if (asked === this.#asked) {
      return;
    }
    this.#asked = asked;
    this.#cancelRest();
    if (moment?.kind === 'unknown') {
      return;
    }
    if (moment?.kind === 'last-minutes' || moment?.kind === 'recording') {
      const known = moment.kind === 'recording' ? this.#frameOf(moment.recording, moment.at) : null;
      if (known === null) {
        this.#work.cancel();
        this.#cancelRest = this.#delay(restMilliseconds, () => this.#work.request(moment));
      } else {
        this.#work.cancel();
        this.#tell(known);
      }
      return;
    }
    this.#work.cancel();
    this.shown = null;
  }

  cancel(): void {
    this.#cancelRest();
    this.#work.cancel();
  }

  async #show(moment: Moment): Promise<void> {
    if (moment.kind === 'last-minutes') {
      const address = cameraAddress('/live/rewind/picture', this.#cameraId());
      address.searchParams.set('at', new Date(roundedTime(moment.at)).toISOString());
      const size = await this.#load(address.href);
      if (size !== null) {
        this.#arrived({ address: address.href, frames: 1, frame: 0, aspect: size.width / size.height });
      }
    }
    if (moment.kind === 'recording') {
      const { recording, at } = moment;
      const size = recording.previewFrames === 0 ? null : await this.#load(previewOf(recording));
      if (size !== null) {
        this.#previews.set(recording.recordingId, size.width / recording.previewFrames / size.height);
      }
      this.#arrived(this.#frameOf(recording, at));
    }
  }

  #frameOf(recording: RecordedSpan, at: number): MomentPicture | null {
    const aspect = this.#previews.get(recording.recordingId);
    if (aspect === undefined) {
      return null;
    }
    const frames = recording.previewFrames;
    const frame = previewFrame((at - recording.start) / Math.max(1, recording.end - recording.start), frames);
    return { address: previewOf(recording), frames, frame, aspect };
  }

  /** Somebody may have looked away meanwhile. */
  #arrived(picture: MomentPicture | null): void {
    if (this.#asked !== '') {
      this.#tell(picture);
    }
  }

  #tell(picture: MomentPicture | null): void {
    this.shown = picture;
    this.#onChange();
  }
}

const roundedTime = (time: number): number => Math.round(time / pictureStepMilliseconds) * pictureStepMilliseconds;

const previewOf = ({ recordingId }: RecordedSpan): string => recordingAddress(recordingId, 'preview').href;

function keyOf(moment: Moment): string {
  switch (moment.kind) {
    case 'last-minutes':
      return `${moment.kind} ${roundedTime(moment.at)}`;
    case 'recording':
      return `${moment.recording.recordingId} ${moment.at}`;
    default:
      return moment.kind;
  }
}
