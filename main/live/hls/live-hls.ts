import { PetLogError } from '../../../shared/errors.ts';
import { keyframeIntervalMilliseconds } from '../../media/keyframe-interval.ts';
import type { PacketSubscription, PacketSubscriptionOptions } from '../../media/packet-hub.ts';
import type { Clock } from '../../system/clock.ts';
import type { Logger } from '../../system/logger.ts';
import type { Watcher, WatcherLimits } from '../watcher.ts';
import { firstNumbers, HlsPackager, type HlsNumbers } from './hls-packager.ts';
import type { HlsListing, HlsPart } from './hls-pieces.ts';
import { type HlsCaller, type HlsReader, HlsReaders } from './hls-readers.ts';
import { HlsWaiting } from './hls-waiting.ts';
import { HlsWindow } from './hls-window.ts';
import { assertNear, assertWhole, hasCome, type PlaylistWish } from './playlist-wish.ts';
import { mediaPlaylist, multivariantPlaylist } from './playlists.ts';

interface LiveHlsOptions {
  readonly packets: {
    subscribe(options: PacketSubscriptionOptions): PacketSubscription;
    requestKeyframe(): void;
  };
  /** The need that each reader has of the camera. */
  readonly camera: { acquire(who: string): { release(): void } };
  readonly clock: Clock;
  readonly logger: Logger;
  limits(): WatcherLimits;
  /** Who watches any camera: the limits are for all of them together. */
  allWatchers(): Iterable<Watcher>;
}

/** One of the files of a stream. */
export interface PieceName {
  readonly kind: 'initialization' | 'segment' | 'part';
  readonly number: number;
}

/** A camera that is not there by then is not waited for. */
const beginMilliseconds = 20_000;
/** A held request is answered by then, in target durations (RFC 8216bis, 6.2.5.2). */
const heldTargets = 3;
/** The first segment is ended after so many parts, so that a player has one soon. */
const firstSegmentParts = 3;
/** They are taken as they come; this bounds what a main process that stands still finds. */
const mostPacketBytes = 16 * 1024 * 1024;

/** One camera's live picture by HLS (RFC 8216bis), with low latency for players that know it. Does nothing while nobody plays it. */
export class LiveHls {
  readonly droppedFrames = 0; // each player takes what it likes
  readonly #options: LiveHlsOptions;
  readonly #readers: HlsReaders;
  readonly #window = new HlsWindow();
  readonly #waiting: HlsWaiting;
  #numbers: HlsNumbers = firstNumbers;
  #packager: HlsPackager | null = null;
  #packets: PacketSubscription | null = null;
  #hasAskedForKeyframe = false;

  constructor(options: LiveHlsOptions) {
    const { clock, camera } = options;
    this.#options = options;
    this.#waiting = new HlsWaiting(clock);
    this.#readers = new HlsReaders({
      clock,
      limits: () => options.limits(),
      allWatchers: () => options.allWatchers(),
      onCome: () => {
        const lease = camera.acquire('viewer');
        this.#begin();
        return () => {
          lease.release();
          this.#endUnlessRead();
        };
      },
    });
  }

  get watchers(): Watcher[] {
    return this.#readers.watchers;
  }

  get viewerCount(): number {
    return this.#readers.count;
  }

  /**
   * The multivariant playlist: the camera starts, and it is answered when there is something to play.
   *
   * @param addressOf of the playlist of the only rendition, for the reader with this id
   * @param signal the caller does not wait any more
   * @throws PetLogError `too_many_viewers`, `too_many_viewers_of_device`, `too_many_viewers_from_address`, `camera_unavailable`, `hls_gone`
   */
  async index(caller: HlsCaller, addressOf: (readerId: string) => string, signal: AbortSignal): Promise<string> {
    const reader = this.#readers.open(caller);
    const listing = await this.#held(reader, () => this.#begun(signal));
    const picturesPerSecond = this.#packager?.picturesPerSecond ?? 0;
    return multivariantPlaylist([{ address: addressOf(reader.id), picturesPerSecond, listing }]);
  }

  /**
   * The playlist of the only rendition, as soon as it has what is asked for.
   *
   * @param query what the addresses in it end with
   * @throws PetLogError as `index`; `malformed_request` where it asks for what is far away
   */
  async playlist(caller: HlsCaller, wish: PlaylistWish, query: string, signal: AbortSignal): Promise<string> {
    assertWhole(wish);
    const reader = this.#entered(caller);
    let listing = await this.#held(reader, () => this.#begun(signal));
    assertNear(listing, wish);
    if (!hasCome(listing, wish)) {
      const find = (): HlsListing | null => {
        const now = this.#listing();
        return now !== null && hasCome(now, wish) ? now : null;
      };
      const mostMilliseconds = heldTargets * listing.rhythm.targetSeconds * 1000;
      listing = await this.#held(reader, () => this.#waiting.until(find, mostMilliseconds, signal));
    }
    return mediaPlaylist(listing, { query, mayLeaveOut: wish.mayLeaveOut });
  }

  /**
   * One file of the stream; the next part as soon as it is there.
   *
   * @returns its bytes, in pieces
   * @throws PetLogError `hls_gone` where it is not there any more, or never was; `malformed_request` where it is far away; `camera_unavailable`
   */
  async piece(caller: HlsCaller, { kind, number }: PieceName, signal: AbortSignal): Promise<readonly Buffer[]> {
    if (this.#packager === null) {
      throw new PetLogError('hls_gone');
    }
    const reader = this.#entered(caller);
    if (kind === 'part') {
      return [await this.#part(reader, number, signal)];
    }
    const bytes =
      kind === 'segment'
        ? this.#window.segment(number)?.parts.map((part) => part.bytes)
        : [this.#window.initialization(number)?.bytes ?? null].filter((one) => one !== null);
    if (bytes === undefined || bytes.length === 0) {
      throw new PetLogError('hls_gone');
    }
    return bytes;
  }

  /** Ends what everybody plays, and what is being waited for; the number of those who played. */
  endAll(): number {
    return this.#readers.endAll();
  }

  async #part(reader: HlsReader, number: number, signal: AbortSignal): Promise<Buffer> {
    const { nextPartNumber, rhythm } = await this.#held(reader, () => this.#begun(signal));
    const known = this.#window.part(number);
    if (known !== null) {
      return known.bytes;
    }
    if (number > nextPartNumber) {
      throw new PetLogError('malformed_request', { reason: `it asks for part ${number}, and the next one is ${nextPartNumber}` });
    }
    if (number < nextPartNumber) {
      throw new PetLogError('hls_gone');
    }
    const find = (): HlsPart | null => this.#window.part(number);
    const made = await this.#held(reader, () => this.#waiting.until(find, heldTargets * rhythm.targetSeconds * 1000, signal));
    return made.bytes;
  }

  /** What somebody waits for. */
  async #held<Answer>(reader: HlsReader, wait: () => Promise<Answer>): Promise<Answer> {
    const answer = await this.#readers.whileHeld(reader, wait);
    if (answer === null) {
      throw new PetLogError('hls_gone');
    }
    return answer;
  }

  #entered(caller: HlsCaller): HlsReader {
    const reader = this.#readers.enter(caller);
    if (reader === null) {
      throw new PetLogError('hls_gone');
    }
    return reader;
  }

  /** What there is, once there is a whole segment. */
  #begun(signal: AbortSignal): Promise<HlsListing> {
    return this.#waiting.until(() => (this.#window.hasWholeSegment ? this.#listing() : null), beginMilliseconds, signal);
  }

  #listing(): HlsListing | null {
    const rhythm = this.#packager?.rhythm ?? null;
    return rhythm === null ? null : this.#window.listing(rhythm);
  }

  #begin(): void {
    if (this.#packets !== null) {
      return;
    }
    const { packets, clock } = this.#options;
    this.#hasAskedForKeyframe = false;
    this.#packager = new HlsPackager({
      keyframeMilliseconds: keyframeIntervalMilliseconds,
      toWallMicroseconds: (monotonicMilliseconds) =>
        clock.nowMicroseconds() - (clock.monotonicMilliseconds() - monotonicMilliseconds) * 1000,
      next: this.#numbers,
    });
    this.#packets = packets.subscribe({ onAvailable: () => this.#take(), mostBytes: mostPacketBytes });
    this.#take(); // it was told of what was there already before it could take it
  }

  #endUnlessRead(): void {
    if (this.#readers.count > 0 || this.#packets === null) {
      return;
    }
    this.#packets.close();
    this.#packets = null;
    this.#numbers = this.#packager?.numbers ?? this.#numbers;
    this.#packager = null;
    this.#window.forget();
    this.#waiting.endAll(new PetLogError('hls_gone'));
  }

  #take(): void {
    for (let packet = this.#packets?.take() ?? null; packet !== null; packet = this.#packets?.take() ?? null) {
      try {
        const made = this.#packager?.add(packet) ?? [];
        const rhythm = this.#packager?.rhythm ?? null;
        if (rhythm !== null) {
          made.forEach((part) => this.#window.add(part, rhythm));
          if (this.#packager?.isBetweenSegments === true) {
            this.#window.endSegment(rhythm.listedMilliseconds);
          }
        }
      } catch (error) {
        this.#options.logger.warn({ err: error, sequence: packet.sequence }, 'a picture could not become video');
      }
    }
    if (!this.#hasAskedForKeyframe && !this.#window.hasWholeSegment && (this.#window.newest?.parts.length ?? 0) >= firstSegmentParts) {
      this.#hasAskedForKeyframe = true;
      this.#options.packets.requestKeyframe();
    }
    this.#waiting.look();
  }
}
