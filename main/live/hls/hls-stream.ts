import { PetLogError } from '../../../shared/errors.ts';
import { keyframeIntervalMilliseconds } from '../../media/keyframe-interval.ts';
import type { PacketSource, PacketSubscription } from '../../media/packet-hub.ts';
import type { SoundBuffer } from '../../media/sound/sound-buffer.ts';
import type { Clock } from '../../system/clock.ts';
import type { Logger } from '../../system/logger.ts';
import { firstNumbers, HlsPackager, type HlsNumbers } from './hls-packager.ts';
import type { HlsListing } from './hls-pieces.ts';
import type { HlsTimeline } from './hls-timeline.ts';
import { HlsWaiting } from './hls-waiting.ts';
import { HlsWindow } from './hls-window.ts';

interface HlsStreamOptions {
  readonly packets: PacketSource;
  /** null while there is no sound. */
  heard(): SoundBuffer | null;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A camera that is not there by then is not waited for. */
const beginMilliseconds = 20_000;
/** The first segment is ended after so many parts, so that a player has one soon. */
const firstSegmentParts = 3;
/** They are taken as they come; this bounds what a main process that stands still finds. */
const mostPacketBytes = 16 * 1024 * 1024;

/** One rendition of a camera by HLS: its newest segments, made once for all players, while somebody plays it. */
export class HlsStream {
  readonly window = new HlsWindow();
  readonly waiting: HlsWaiting;
  readonly #options: HlsStreamOptions;
  #numbers: HlsNumbers = firstNumbers;
  #packager: HlsPackager | null = null;
  #packets: PacketSubscription | null = null;
  #hasAskedForKeyframe = false;
  #usedMilliseconds = 0;
  #heldRequests = 0;

  constructor(options: HlsStreamOptions) {
    this.#options = options;
    this.waiting = new HlsWaiting(options.clock);
  }

  get isRunning(): boolean {
    return this.#packager !== null;
  }

  /** For so long nobody has asked for anything of it, and nobody waits. */
  get unusedMilliseconds(): number {
    return this.#heldRequests > 0 ? 0 : this.#options.clock.monotonicMilliseconds() - this.#usedMilliseconds;
  }

  /** Pictures a second, lately; null while they are counted. */
  get picturesPerSecond(): number | null {
    return this.#packager?.picturesPerSecond ?? null;
  }

  /** Where the newest of it ends in the video. */
  get endMilliseconds(): number {
    return this.#packager?.endMilliseconds ?? 0;
  }

  /** What playlists tell of now; null while there is nothing to tell. */
  get listing(): HlsListing | null {
    const rhythm = this.#packager?.rhythm ?? null;
    return rhythm === null ? null : this.window.listing(rhythm);
  }

  /** What there is, once there is a whole segment. */
  begun(signal: AbortSignal): Promise<HlsListing> {
    return this.waiting.until(() => (this.window.hasWholeSegment ? this.listing : null), beginMilliseconds, signal);
  }

  /** Somebody asks for something of it, and may have to wait. */
  async whileUsed<Answer>(use: () => Promise<Answer>): Promise<Answer> {
    this.#heldRequests += 1;
    try {
      return await use();
    } finally {
      this.#heldRequests -= 1;
      this.#usedMilliseconds = this.#options.clock.monotonicMilliseconds();
    }
  }

  begin(timeline: HlsTimeline): void {
    if (this.#packets !== null) {
      return;
    }
    const { packets, clock, heard } = this.#options;
    this.#hasAskedForKeyframe = false;
    this.#usedMilliseconds = clock.monotonicMilliseconds();
    this.window.begin(timeline.discontinuitySequence);
    this.#packager = new HlsPackager({
      keyframeMilliseconds: keyframeIntervalMilliseconds,
      toWallMicroseconds: (monotonicMilliseconds) =>
        clock.nowMicroseconds() - (clock.monotonicMilliseconds() - monotonicMilliseconds) * 1000,
      heard: heard(),
      timeline,
      next: this.#numbers,
    });
    this.#packets = packets.subscribe({ onAvailable: () => this.#take(), mostBytes: mostPacketBytes });
    this.#take(); // it was told of what was there already before it could take it
  }

  end(): void {
    this.#packets?.close();
    this.#packets = null;
    this.#numbers = this.#packager?.numbers ?? this.#numbers;
    this.#packager = null;
    this.window.forget();
    this.waiting.endAll(new PetLogError('hls_gone'));
  }

  #take(): void {
    for (let packet = this.#packets?.take() ?? null; packet !== null; packet = this.#packets?.take() ?? null) {
      try {
        const made = this.#packager?.add(packet) ?? [];
        const rhythm = this.#packager?.rhythm ?? null;
        if (rhythm !== null) {
          made.forEach((part) => this.window.add(part, rhythm));
          if (this.#packager?.isBetweenSegments === true) {
            this.window.endSegment(rhythm.listedMilliseconds);
          }
        }
      } catch (error) {
        this.#options.logger.warn({ err: error, sequence: packet.sequence }, 'a picture could not become video');
      }
    }
    if (!this.#hasAskedForKeyframe && !this.window.hasWholeSegment && (this.window.newest?.parts.length ?? 0) >= firstSegmentParts) {
      this.#hasAskedForKeyframe = true;
      this.#options.packets.requestKeyframe();
    }
    this.waiting.look();
  }
}
