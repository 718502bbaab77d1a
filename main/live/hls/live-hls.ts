import { PetLogError } from '../../../shared/errors.ts';
import type { PacketSource } from '../../media/packet-hub.ts';
import type { SoundBuffer } from '../../media/sound/sound-buffer.ts';
import type { Clock } from '../../system/clock.ts';
import type { Logger } from '../../system/logger.ts';
import { fullRendition, type LiveRendition } from '../renditions.ts';
import type { Watcher, WatcherLimits } from '../watcher.ts';
import type { HlsListing, HlsPart } from './hls-pieces.ts';
import { type HlsCaller, type HlsReader, HlsReaders } from './hls-readers.ts';
import { HlsStream } from './hls-stream.ts';
import { HlsTimeline } from './hls-timeline.ts';
import { playableRenditions } from './playable-rendition.ts';
import { assertNear, assertWhole, hasCome, type PlaylistWish } from './playlist-wish.ts';
import { mediaPlaylist, multivariantPlaylist, type RenditionReport } from './playlists.ts';

interface LiveHlsOptions {
  /** The largest first. */
  renditions(): readonly LiveRendition[];
  /** Of the rendition with that name. */
  packetsOf(rendition: string): PacketSource;
  /** What is heard; null while there is no sound. */
  heard(): SoundBuffer | null;
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

/** A held request is answered by then, in target durations (RFC 8216bis, 6.2.5.2). */
const heldTargets = 3;
/** A rendition of which nobody has asked for anything for so long is not played any more. */
const unusedMilliseconds = 10_000;
const lookMilliseconds = 1000;

/** One camera's live picture by HLS (RFC 8216bis), with low latency for players that know it. Does nothing while nobody plays it. */
export class LiveHls {
  readonly droppedFrames = 0; // each player takes what it likes
  readonly #options: LiveHlsOptions;
  readonly #readers: HlsReaders;
  /** By the names of the renditions, once somebody has asked for them. */
  readonly #streams = new Map<string, HlsStream>();
  /** While somebody plays it. */
  #timeline: HlsTimeline | null = null;
  #next = { mediaMilliseconds: 0, isContinued: false, discontinuitySequence: 0 };
  #cancelLook: () => void = () => {};

  constructor(options: LiveHlsOptions) {
    const { clock, camera } = options;
    this.#options = options;
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
   * @param addressOf of the playlist of a rendition, for the reader with this id
   * @param signal the caller does not wait any more
   * @throws PetLogError `too_many_viewers`, `too_many_viewers_of_device`, `too_many_viewers_from_address`, `camera_unavailable`, `hls_gone`
   */
  async index(caller: HlsCaller, addressOf: (rendition: string, readerId: string) => string, signal: AbortSignal): Promise<string> {
    const reader = this.#readers.open(caller);
    const full = this.#running(fullRendition);
    const listing = await this.#held(reader, full, () => full.begun(signal));
    const renditions = playableRenditions(this.#options.renditions(), listing, (name) => this.#streams.get(name)?.listing ?? null);
    return multivariantPlaylist(
      renditions.map((rendition) => ({ ...rendition, address: addressOf(rendition.name, reader.id) })),
      full.picturesPerSecond ?? 0,
      listing.rhythm,
    );
  }

  /**
   * The playlist of a rendition, as soon as it has what is asked for.
   *
   * @param query what the addresses in it end with
   * @throws PetLogError as `index`; `malformed_request` where it asks for what is far away
   */
  async playlist(caller: HlsCaller, rendition: string, wish: PlaylistWish, query: string, signal: AbortSignal): Promise<string> {
    assertWhole(wish);
    const reader = this.#entered(caller);
    const stream = this.#running(rendition);
    let listing = await this.#held(reader, stream, () => stream.begun(signal));
    assertNear(listing, wish);
    if (!hasCome(listing, wish)) {
      const find = (): HlsListing | null => {
        const now = stream.listing;
        return now !== null && hasCome(now, wish) ? now : null;
      };
      const mostMilliseconds = heldTargets * listing.rhythm.targetSeconds * 1000;
      listing = await this.#held(reader, stream, () => stream.waiting.until(find, mostMilliseconds, signal));
    }
    return mediaPlaylist(listing, { query, mayLeaveOut: wish.mayLeaveOut, others: this.#reportsBeside(rendition) });
  }

  /**
   * One file of a rendition; the next part as soon as it is there.
   *
   * @returns its bytes, in pieces
   * @throws PetLogError `hls_gone` where it is not there any more, or never was; `malformed_request` where it is far away; `camera_unavailable`
   */
  async piece(caller: HlsCaller, rendition: string, { kind, number }: PieceName, signal: AbortSignal): Promise<readonly Buffer[]> {
    const stream = this.#streams.get(rendition);
    if (stream?.isRunning !== true) {
      throw new PetLogError('hls_gone');
    }
    const reader = this.#entered(caller);
    if (kind === 'part') {
      return [await this.#part(reader, stream, number, signal)];
    }
    const bytes = await this.#held(reader, stream, () =>
      Promise.resolve(
        kind === 'segment'
          ? stream.window.segment(number)?.parts.map((part) => part.bytes)
          : [stream.window.initialization(number)?.bytes ?? null].filter((one) => one !== null),
      ),
    );
    if (bytes === undefined || bytes.length === 0) {
      throw new PetLogError('hls_gone');
    }
    return bytes;
  }

  /** Ends what everybody plays, and what is being waited for; the number of those who played. */
  endAll(): number {
    return this.#readers.endAll();
  }

  async #part(reader: HlsReader, stream: HlsStream, number: number, signal: AbortSignal): Promise<Buffer> {
    const { nextPartNumber, rhythm } = await this.#held(reader, stream, () => stream.begun(signal));
    const known = stream.window.part(number);
    if (known !== null) {
      return known.bytes;
    }
    if (number > nextPartNumber) {
      throw new PetLogError('malformed_request', { reason: `it asks for part ${number}, and the next one is ${nextPartNumber}` });
    }
    if (number < nextPartNumber) {
      throw new PetLogError('hls_gone');
    }
    const find = (): HlsPart | null => stream.window.part(number);
    const mostMilliseconds = heldTargets * rhythm.targetSeconds * 1000;
    const made = await this.#held(reader, stream, () => stream.waiting.until(find, mostMilliseconds, signal));
    return made.bytes;
  }

  /** What somebody waits for. */
  async #held<Answer>(reader: HlsReader, stream: HlsStream, wait: () => Promise<Answer>): Promise<Answer> {
    const answer = await this.#readers.whileHeld(reader, () => stream.whileUsed(wait));
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

  #begin(): void {
    if (this.#timeline === null) {
      this.#timeline = new HlsTimeline({ ...this.#next });
      this.#lookLater();
    }
  }

  /** Begins with the first request. */
  #running(rendition: string): HlsStream {
    const { packetsOf, heard, clock, logger } = this.#options;
    const known = this.#streams.get(rendition);
    const stream = known ?? new HlsStream({ packets: packetsOf(rendition), heard, clock, logger });
    this.#streams.set(rendition, stream);
    if (this.#timeline === null) {
      throw new PetLogError('hls_gone');
    }
    stream.begin(this.#timeline);
    return stream;
  }

  /** How far the others are that are being played, so that a player that changes to one asks for what is next at once. */
  #reportsBeside(rendition: string): RenditionReport[] {
    return [...this.#streams].flatMap(([name, { listing }]) =>
      name === rendition || listing === null ? [] : [{ address: `../${name}/media.m3u8`, listing }],
    );
  }

  #lookLater(): void {
    this.#cancelLook = this.#options.clock.after(lookMilliseconds, () => {
      this.#lookLater();
      for (const stream of this.#streams.values()) {
        if (stream.isRunning && stream.unusedMilliseconds >= unusedMilliseconds) {
          this.#end(stream);
        }
      }
    });
  }

  #end(stream: HlsStream): void {
    this.#next.mediaMilliseconds = Math.max(this.#next.mediaMilliseconds, stream.endMilliseconds);
    this.#next.isContinued = true;
    stream.end();
    this.#next.discontinuitySequence = Math.max(this.#next.discontinuitySequence, stream.window.discontinuitySequence);
  }

  #endUnlessRead(): void {
    if (this.#readers.count > 0 || this.#timeline === null) {
      return;
    }
    this.#timeline = null;
    this.#cancelLook();
    [...this.#streams.values()].filter(({ isRunning }) => isRunning).forEach((stream) => this.#end(stream));
  }
}
