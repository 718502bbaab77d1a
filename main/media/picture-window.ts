import { type CameraPicture, type EncodedFrame, isEncoded } from '../frames/encoded-frame.ts';
import { FrameWindow } from './frame-window.ts';
import { PacketWindow } from './packet-window.ts';
import { codecString } from '../mp4/codec-string.ts';
import { codecOf, type VideoCodec } from '../mp4/video-codec.ts';
import { formatOf, jpegFormat } from './picture-format.ts';

/** A camera's pictures on their way to the media process: JPEGs or what it encoded, as the camera gives them now. */
export class PictureWindow {
  readonly #frames = new FrameWindow();
  readonly #packets = new PacketWindow();
  #current: FrameWindow | PacketWindow = this.#frames;
  /** Of the newest picture that the camera encoded. */
  #codec: VideoCodec = 'h264';
  /** Of the newest keyframe of H.265: what stands for its parameter sets, and what these are called. */
  #h265: { readonly parameterSets: string | undefined; readonly name: string } | null = null;

  get isPassedOn(): boolean {
    return this.#current === this.#packets;
  }

  /** Of what is passed on; null where the camera gives JPEGs. */
  get passedCodec(): VideoCodec | null {
    return this.isPassedOn ? this.#codec : null;
  }

  /** The same as MIME types name it, such as `hvc1.1.6.L93.B0`, of H.265; null of what else is given. */
  get passedH265(): string | null {
    return this.passedCodec === 'h265' ? (this.#h265?.name ?? null) : null;
  }

  get droppedFrames(): number {
    return this.#frames.droppedFrames + this.#packets.droppedFrames;
  }

  get waiting(): readonly CameraPicture[] {
    return this.#current.waiting;
  }

  get hasUnencoded(): boolean {
    return this.#current.hasUnencoded;
  }

  /** Of what the camera gives now; null where that is not known yet. */
  get format(): string | null {
    const keyframe = this.isPassedOn ? this.#packets.newestKeyframe : null;
    return this.isPassedOn ? keyframe && formatOf(keyframe) : jpegFormat;
  }

  /** Where the camera's own H.264 can begin that shall show that moment; null without one. */
  keyframeBefore(milliseconds: number): number | null {
    return this.isPassedOn ? (this.#packets.keyframeBefore(milliseconds)?.monotonicMilliseconds ?? null) : null;
  }

  /** What the camera gave before is of no use any more when it gives something else now. @returns whether it does */
  takeKind(picture: CameraPicture): boolean {
    if (isEncoded(picture)) {
      this.#codec = codecOf(picture);
      this.#takeName(picture);
    }
    const window = isEncoded(picture) ? this.#packets : this.#frames;
    if (window === this.#current) {
      return false;
    }
    this.#frames.clear();
    this.#packets.empty();
    this.#current = window;
    return true;
  }

  add(picture: CameraPicture): void {
    if (isEncoded(picture)) {
      this.#packets.add(picture);
    } else {
      this.#frames.add(picture);
    }
  }

  /** While nobody needs it: H.264 is kept since the newest keyframe, JPEGs are not. */
  keep(picture: CameraPicture): void {
    if (isEncoded(picture)) {
      this.#packets.keep(picture);
    }
  }

  next(): CameraPicture | null {
    return this.#current.next();
  }

  encoded(sequence: number): void {
    this.#current.encoded(sequence);
  }

  written(sequence: number): void {
    this.#current.written(sequence);
  }

  replay(): void {
    this.#current.replay();
  }

  endSoon(endMilliseconds: number): void {
    this.#current.endSoon(endMilliseconds);
  }

  clear(): void {
    this.#current.clear();
  }

  /** The camera stopped with that picture: what it encoded up to then is not kept for whoever comes later. */
  stoppedWith(sequence: number): void {
    this.#packets.stoppedWith(sequence);
  }

  #takeName(frame: EncodedFrame): void {
    const { annexB, isKeyframe, codec, parameterSets } = frame;
    if (codec === 'h265' && isKeyframe && this.#h265?.parameterSets !== parameterSets) {
      this.#h265 = { parameterSets, name: codecString(annexB, { codec }) };
    }
  }
}
