import type { Config } from '../../shared/config.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { PacketSource } from '../media/packet-hub.ts';
import type { PictureSize } from '../media/protocol.ts';
import { smallerBitrateKbps, smallerSize } from '../media/rendition.ts';

/** What the camera's own size is called. */
export const fullRendition = 'full';

/** One size in which a camera can be watched as a video. */
export interface LiveRendition extends PictureSize {
  /** `full`, or a height such as `360p`. */
  readonly name: string;
  /** At most; null where the camera encodes by itself, as it likes. */
  readonly bitrateKbps: number | null;
}

interface LiveRenditionsOptions {
  config(): Pick<Config, 'video' | 'recording'>;
  /** Width and height of what the camera gives, or is asked for while it gives nothing. */
  resolution(): readonly [widthPixels: number, heightPixels: number];
  readonly media: PacketSource & {
    /** The camera's own H.264 is passed on. */
    readonly isPassedOn: boolean;
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

  /** The largest first, which is the camera's own. */
  get all(): readonly [LiveRendition, ...LiveRendition[]] {
    const { config, resolution, media } = this.#options;
    const { video, recording } = config();
    const bitrateKbps = recording.bitrate_kbps;
    const [widthPixels, heightPixels] = resolution();
    const picture = { widthPixels, heightPixels };
    const smaller = video.renditions
      .toSorted((one, other) => other - one)
      .flatMap((height) => {
        const size = smallerSize(picture, height);
        return size === null ? [] : [{ name: nameOf(height), ...size, bitrateKbps: smallerBitrateKbps(bitrateKbps, picture, size) }];
      });
    return [{ name: fullRendition, ...picture, bitrateKbps: media.isPassedOn ? null : bitrateKbps }, ...smaller];
  }

  /**
   * @returns the name, of the full one where it is left out
   * @throws PetLogError `rendition_not_found`
   */
  nameOf(asked: string | undefined): string {
    const names = this.all.map(({ name }) => name);
    if (asked !== undefined && !names.includes(asked)) {
      throw new PetLogError('rendition_not_found', { name: asked, names: names.join(', ') });
    }
    return asked ?? fullRendition;
  }

  /**
   * Those that a viewer may be changed among, the largest first: the one that is asked for alone, or all. The smaller ones,
   * which are for narrow links, leave at an even pace.
   *
   * @throws PetLogError `rendition_not_found`
   */
  sentFor(asked: string | undefined): readonly { readonly name: string; readonly paceKbps: number | null }[] {
    const name = asked === undefined ? undefined : this.nameOf(asked);
    return this.all
      .filter((rendition) => name === undefined || rendition.name === name)
      .map(({ name: sent, bitrateKbps }) => ({
        name: sent,
        paceKbps: sent === fullRendition || bitrateKbps === null ? null : bitrateKbps * paceToBitrate,
      }));
  }

  /** @param name of one that there was when it was asked for */
  packetsOf(name: string): PacketSource {
    const { media } = this.#options;
    return name === fullRendition ? media : media.rendition(heightOf(name));
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
