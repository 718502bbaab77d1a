/** A camera that is played by HLS, in two sizes, by a clock that the test moves. */
import type { HlsCaller } from '../../main/live/hls/hls-readers.ts';
import { LiveHls } from '../../main/live/hls/live-hls.ts';
import type { PlaylistWish } from '../../main/live/hls/playlist-wish.ts';
import { PacketHub } from '../../main/media/packet-hub.ts';
import type { EncodedPacket } from '../../main/media/protocol.ts';
import { silentLogger } from '../../main/system/logger.ts';
import type { PetLogError } from '../../shared/errors.ts';
import { cameraH264 } from './camera-h264.ts';
import { ManualClock } from './manual-clock.ts';
import { type ReadPlaylist, readPlaylist } from './playlist-reader.ts';

type Footage = readonly Pick<EncodedPacket, 'annexB' | 'isKeyframe'>[];

/** Pictures from one keyframe of the camera to the next. */
export const keyframeEvery = 20;
export const intervalMilliseconds = 100;
/** Of a request that somebody waits for. */
export const never = new AbortController().signal;
export const anything: PlaylistWish = { segment: undefined, part: undefined, mayLeaveOut: false };
const small = { widthPixels: 160, heightPixels: 90 };

/** What the camera films, again and again. */
export const hlsFootage = (): Promise<Footage> => cameraH264(keyframeEvery * 2, { keyframeEvery });

export const caller = (readerId?: string, given: Partial<HlsCaller> = {}): HlsCaller => ({
  watcher: { address: '127.0.0.1', permission: null, isBehindProxy: false },
  program: 'player',
  readerId,
  onPermissionEnd: () => () => {},
  ...given,
});

/** With which error it is refused. */
export const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'answered',
    (error: unknown) => (error as PetLogError).code,
  );

/** The number in the name of a piece. */
export const numberOf = (uri: string): number => Number(/\d+/.exec(uri)?.[0]);

export class HlsStage {
  readonly clock = new ManualClock();
  /** Each time that packets were wanted, or were not any more, in full size. */
  readonly wanted: boolean[] = [];
  readonly smallWanted: boolean[] = [];
  /** How often the camera is needed now. */
  leases = 0;
  keyframeRequests = 0;
  /** Pictures that the camera gave; with 0, the next one is a keyframe. */
  published = 0;
  widthPixels = 320;
  viewersAllowed = 3;
  readonly hub = new PacketHub((areWanted) => this.wanted.push(areWanted));
  readonly hls: LiveHls;
  readonly #smallHub = new PacketHub((areWanted) => this.smallWanted.push(areWanted));
  readonly #footage: Footage;

  constructor(footage: Footage) {
    this.#footage = footage;
    this.hls = new LiveHls({
      heard: () => null,
      renditions: () => [
        { name: 'full', widthPixels: this.widthPixels, heightPixels: 180, bitrateKbps: 2000, codec: 'h264' },
        { name: '90p', ...small, bitrateKbps: 500, codec: 'h264' },
      ],
      packetsOf: (rendition) => ({
        subscribe: (options) => (rendition === 'full' ? this.hub : this.#smallHub).subscribe(options),
        requestKeyframe: () => (this.keyframeRequests += 1),
      }),
      camera: {
        acquire: () => {
          this.leases += 1;
          return { release: () => (this.leases -= 1) };
        },
      },
      clock: this.clock,
      logger: silentLogger,
      limits: () => ({ viewers: this.viewersAllowed, viewers_per_device: 9, viewers_per_address: 9 }),
      allWatchers: () => this.hls.watchers,
    });
  }

  /** Ends everything; what is still needed then: the camera, timers, pictures in both sizes. */
  end(): [leases: number, timers: number, full: boolean, small: boolean] {
    this.hls.endAll();
    return [this.leases, this.clock.pendingTimers, this.wanted.at(-1) ?? false, this.smallWanted.at(-1) ?? false];
  }

  /** So many further pictures of the camera. */
  async film(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      const picture = this.#footage[this.published % this.#footage.length]!;
      const packet = { ...picture, captureMilliseconds: this.clock.monotonicMilliseconds(), sequence: this.published };
      this.hub.publish({ ...packet, size: { widthPixels: this.widthPixels, heightPixels: 180 } });
      this.#smallHub.publish({ ...packet, size: small });
      this.published += 1;
      await this.clock.advance(intervalMilliseconds);
    }
  }

  /** The same, while somebody plays it. */
  async play(count: number): Promise<void> {
    for (let left = count; left > 0; left -= 50) {
      await this.film(Math.min(left, 50));
      await this.playlist();
    }
  }

  async playlist(wish: Partial<PlaylistWish> = {}, who = caller('one')): Promise<ReadPlaylist> {
    return readPlaylist(await this.hls.playlist(who, 'full', { ...anything, ...wish }, '', never));
  }

  async smallPlaylist(wish: Partial<PlaylistWish> = {}): Promise<ReadPlaylist> {
    return readPlaylist(await this.hls.playlist(caller('one'), '90p', { ...anything, ...wish }, '', never));
  }

  /** The reader's playlist, once the camera gives pictures. */
  async begun(who = caller('one')): Promise<ReadPlaylist> {
    const first = this.playlist({}, who);
    await this.film(keyframeEvery + 4);
    await first;
    return this.playlist({}, who);
  }

  async piece(uri: string, rendition = 'full'): Promise<Buffer> {
    const [kind = ''] = uri.split('-');
    const name = { kind: kind === 'init' ? ('initialization' as const) : (kind as 'segment' | 'part'), number: numberOf(uri) };
    return Buffer.concat(await this.hls.piece(caller('one'), rendition, name, never));
  }
}
