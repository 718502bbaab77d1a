import type { Config } from '../../shared/config.ts';
import { PetLogError } from '../../shared/errors.ts';
import { type H265Limits, isWithin, readH265Codec } from '../../shared/h265-limits.ts';
import type { PacketSource } from '../media/packet-hub.ts';
import type { PictureSize } from '../media/protocol.ts';
import { mostEncodedHeightPixels, smallerBitrateKbps, smallerSize } from '../media/rendition.ts';
import type { VideoCodec } from '../mp4/video-codec.ts';
import { passedRenditionName, readPassedRendition } from './passed-rendition.ts';
import { PlayableSource } from './playable-source.ts';
import type { SentRendition } from './webrtc/protocol.ts';

/** What the camera's own size is called. */
export const fullRendition = 'full';

/** One size in which a camera can be watched as a video. */
export interface LiveRendition extends PictureSize {
  /** `full`, or a height such as `360p`. */
  readonly name: string;
  /** At most; null where the camera encodes by itself, as it likes. */
  readonly bitrateKbps: number | null;
  readonly codec: VideoCodec;
  /** How MIME types name it where it is H.265, by which players know whether they decode it. */
  readonly h265?: string;
}

interface LiveRenditionsOptions {
  config(): Pick<Config, 'video' | 'recording'>;
  /** Width and height of what the camera gives, or is asked for while it gives nothing. */
  resolution(): readonly [widthPixels: number, heightPixels: number];
  readonly media: PacketSource & {
    /** How the camera encodes what is passed on; null where it gives JPEGs. */
    readonly passedCodec: VideoCodec | null;
    /** The same as MIME types name it, where that is H.265; else null. */
    readonly passedH265: string | null;
    rendition(heightPixels: number): PacketSource;
    /** null for the camera's own size. */
    publishedPackets(heightPixels: number | null): number;
  };
}

/** In which sizes one camera can be watched as a video. */
export class LiveRenditions {
  readonly #options: LiveRenditionsOptions;

  constructor(options: LiveRenditionsOptions) {
    this.#options = options;
  }

  /** The largest first, which is the camera's own. Where that is H.265, the next one is the same as H.264. */
  get all(): readonly [LiveRendition, ...LiveRendition[]] {
    const { config, resolution, media } = this.#options;
    const { video, recording } = config();
    const bitrateKbps = recording.bitrate_kbps;
    const [widthPixels, heightPixels] = resolution();
    const picture = { widthPixels, heightPixels };
    const encoded = (size: PictureSize, height: number): LiveRendition => ({
      name: nameOf(height),
      ...size,
      bitrateKbps: smallerBitrateKbps(bitrateKbps, picture, size),
      codec: 'h264',
    });
    const largest = this.#isOtherCodec
      ? [encoded(smallerSize(picture, this.#encodedHeightPixels) ?? picture, this.#encodedHeightPixels)]
      : [];
    const smaller = video.renditions
      .toSorted((one, other) => other - one)
      .flatMap((height) => {
        const size = smallerSize(picture, height);
        return size === null || (this.#isOtherCodec && height >= this.#encodedHeightPixels) ? [] : [encoded(size, height)];
      });
    const full = {
      name: fullRendition,
      ...picture,
      bitrateKbps: media.passedCodec === null ? bitrateKbps : null,
      codec: media.passedCodec ?? 'h264',
      ...(media.passedH265 === null ? {} : { h265: media.passedH265 }),
    };
    return [full, ...largest, ...smaller];
  }

  /** Those that play everywhere, the largest first. */
  get h264(): readonly [LiveRendition, ...LiveRendition[]] {
    const [first, ...others] = this.all;
    const [second, ...rest] = others;
    return first.codec === 'h264' || second === undefined ? [first, ...others] : [second, ...rest];
  }

  /**
   * @returns the name, of the full one where it is left out
   * @throws PetLogError `rendition_not_found`
   */
  nameOf(asked: string | undefined): string {
    if (asked === undefined || asked === fullRendition) {
      return fullRendition;
    }
    const names = this.all.map(({ name }) => name);
    if (!names.includes(asked)) {
      throw new PetLogError('rendition_not_found', { name: asked, names: names.join(', ') });
    }
    return asked;
  }

  /**
   * Those that a viewer of WebRTC may be changed among, the largest first: the one that is asked for alone, or all. The smaller
   * ones, which are for narrow links, leave at an even pace. All are H.264, but for the camera's own H.265 where that is taken.
   *
   * @param h265 what is taken of it; null for nothing
   * @throws PetLogError `rendition_not_found`
   */
  sentFor(asked: string | undefined, h265: H265Limits | null): readonly SentRendition[] {
    const name = asked === undefined ? undefined : this.nameOf(asked);
    if (h265 !== null && this.#isPassedTo(h265) && (name ?? fullRendition) === fullRendition) {
      const smaller = name === undefined ? this.h264.slice(1) : [];
      return [{ name: passedRenditionName(h265), paceKbps: null, mayBeH265: true }, ...smaller.map((each) => this.#sent(each))];
    }
    const sent = name === undefined ? this.h264 : this.all.filter((rendition) => rendition.name === name);
    return sent.map((rendition) => this.#sent(rendition));
  }

  /**
   * As the camera gives it, or encoded.
   *
   * @param name of one that there was when it was asked for
   */
  readonly packetsOf = (name: string): PacketSource => {
    const { media } = this.#options;
    return name === fullRendition ? media : media.rendition(heightOf(name));
  };

  /** The same for those who take H.264 alone, and H.265 where the name is one of those that they were given for that. */
  readonly playablePacketsOf = (name: string): PacketSource => {
    const { media } = this.#options;
    const h265 = readPassedRendition(name);
    return name === fullRendition || h265 !== null
      ? new PlayableSource({
          own: media,
          ownH265: () => media.passedH265,
          h265,
          encoded: (heightPixels) => media.rendition(this.#encodedHeightOf(heightPixels)),
        })
      : this.packetsOf(name);
  };

  #sent({ name, bitrateKbps }: LiveRendition): SentRendition {
    const isLarge = [fullRendition, this.h264[0].name].includes(name);
    return { name, paceKbps: isLarge || bitrateKbps === null ? null : bitrateKbps * paceToBitrate };
  }

  /** Whether what the camera gives is H.265 that can be passed on to whom takes that. */
  #isPassedTo(h265: H265Limits): boolean {
    const grade = readH265Codec(this.#options.media.passedH265 ?? '');
    return grade !== null && isWithin(grade, h265);
  }

  /** The camera is known to give something else than H.264. */
  get #isOtherCodec(): boolean {
    const { passedCodec } = this.#options.media;
    return passedCodec !== null && passedCodec !== 'h264';
  }

  /** Of what is encoded in the place of the camera's own. */
  get #encodedHeightPixels(): number {
    return this.#encodedHeightOf();
  }

  #encodedHeightOf(heightPixels = this.#options.resolution()[1]): number {
    return Math.min(heightPixels, mostEncodedHeightPixels);
  }

  /** How many pictures there were for those who watch one, since the application started. */
  pictureCount(name: string): number {
    return this.#options.media.publishedPackets(name === fullRendition ? null : heightOf(name));
  }
}

/** Pictures that differ in size have left before the next large one comes. */
const paceToBitrate = 1.2;

const heightOf = (name: string): number => Number.parseInt(name, 10);

const nameOf = (heightPixels: number): string => `${heightPixels}p`;
