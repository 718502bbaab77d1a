import type { EncodedFrame } from '../frames/encoded-frame.ts';
import type { Frame } from '../frames/frame.ts';
import { readJpegSize } from '../frames/jpeg-size.ts';
import type { CameraSound } from '../media/sound/protocol.ts';
import type { SoundFormat } from '../media/sound/sound-format.ts';
import type { Clock } from '../system/clock.ts';
import { type CreateFrameTransform, FramePreparation } from './frame-preparation.ts';
import { PacketPreparation } from './packet-preparation.ts';
import type { CameraSoundSink, CameraSource, Capture, CaptureSettings } from './source.ts';

/** What a running camera sends of its own sound. */
export interface CameraSoundTaker {
  /** Before the first of it: how it is encoded, or why there is none; null when the camera ends. */
  format(format: SoundFormat | { readonly problem: string } | null): void;
  take(sound: CameraSound): void;
}

interface CameraRunOptions {
  readonly source: CameraSource;
  readonly settings: CaptureSettings;
  /** For cameras that cannot turn their pictures, or write the time into them. */
  readonly createTransform: CreateFrameTransform;
  readonly clock: Clock;
  /** Who hears a camera that has sound of its own. */
  readonly sound: CameraSoundTaker | undefined;
  /** A JPEG of the camera. */
  onFrame(frame: Omit<Frame, 'sequence'>): void;
  /** A picture that the camera has encoded. */
  onPacket(frame: Omit<EncodedFrame, 'sequence'>): void;
  /** A JPEG that was made of a picture which was passed on already. */
  onPicture(frame: Omit<Frame, 'sequence'>): void;
  /** It is over by itself, or gives what cannot be used; it has to be ended. @param reasonForEveryone where `reason` names what only admins may know */
  onLost(reason: string, reasonForEveryone?: string): void;
}

/** One run of a camera, with the settings that it was started with. Once it is ended, nothing more comes of it. */
export class CameraRun {
  readonly #options: CameraRunOptions;
  readonly #pictures: FramePreparation;
  readonly #packets: PacketPreparation;
  #capture: Capture | null = null;
  /** Of the first picture that was not a JPEG. */
  #passedSinceMilliseconds = Infinity;
  #isEnded = false;

  constructor(options: CameraRunOptions) {
    const { source, settings, createTransform, clock } = options;
    this.#options = options;
    this.#pictures = new FramePreparation({
      settings,
      draws: source.draws,
      createTransform,
      clock,
      onFrame: (jpeg, capturedAtMicroseconds, monotonicMilliseconds) => this.#take(jpeg, capturedAtMicroseconds, monotonicMilliseconds),
    });
    this.#packets = new PacketPreparation({
      clock,
      onFrame: (frame) => {
        if (!this.#isEnded) {
          this.#passedSinceMilliseconds = Math.min(this.#passedSinceMilliseconds, frame.monotonicMilliseconds);
          options.onPacket(frame);
        }
      },
      onRefused: (reason) => this.#lose(reason),
    });
  }

  get source(): CameraSource {
    return this.#options.source;
  }

  /** Whether there is sound that it was not asked for when it started. */
  get canBeAskedForSound(): boolean {
    const { sound, microphone } = this.#options.settings;
    const isHeardAnyway = this.#capture?.hearsAtAnyTime ?? false;
    return this.#capture?.hear !== undefined && !isHeardAnyway && !(sound && microphone === 'auto');
  }

  start(isHeard: boolean): void {
    const { source, settings, sound } = this.#options;
    this.#capture = source.start(settings, {
      ...(sound === undefined ? {} : { sound: this.#soundSink(sound) }),
      frame: (jpeg, capturedMilliseconds) => this.#pictures.push(jpeg, capturedMilliseconds),
      packet: (packet) => this.#packets.push(packet),
      ended: (reason, reasonForEveryone) => this.#lose(reason, reasonForEveryone),
    });
    this.hear(isHeard);
  }

  /** Whether its own sound is wanted. */
  hear(isHeard: boolean): void {
    this.#capture?.hear?.(isHeard);
  }

  /** A JPEG was made of a picture of the camera; one of an earlier run is not shown. */
  showPicture(jpeg: Buffer, capturedMilliseconds: number): void {
    if (capturedMilliseconds >= this.#passedSinceMilliseconds) {
      this.#pictures.push(jpeg, capturedMilliseconds);
    }
  }

  /** Resolves when nothing is left of it. */
  async end(how: 'stop' | 'kill'): Promise<void> {
    this.#isEnded = true;
    this.#options.sound?.format(null);
    await Promise.all([this.#capture?.[how](), this.#pictures.close()]);
  }

  #take(jpeg: Buffer, capturedAtMicroseconds: number, monotonicMilliseconds: number): void {
    const size = this.#isEnded ? null : readJpegSize(jpeg);
    if (size === null) {
      return;
    }
    const { onFrame, onPicture } = this.#options;
    (this.#passedSinceMilliseconds === Infinity ? onFrame : onPicture)({ jpeg, capturedAtMicroseconds, monotonicMilliseconds, ...size });
  }

  #lose(reason: string, reasonForEveryone?: string): void {
    if (!this.#isEnded) {
      this.#options.onLost(reason, reasonForEveryone);
    }
  }

  /** Gives the sound the times of the pictures. */
  #soundSink(taker: CameraSoundTaker): CameraSoundSink {
    return {
      format: (format) => {
        if (!this.#isEnded) {
          taker.format(format);
        }
      },
      packet: (packet) => {
        if (!this.#isEnded) {
          const arrivedMilliseconds = this.#options.clock.monotonicMilliseconds();
          taker.take({ data: packet.data, firstMilliseconds: this.#packets.heardAt(packet, arrivedMilliseconds), arrivedMilliseconds });
        }
      },
    };
  }
}
