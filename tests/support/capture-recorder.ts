import type { CameraPacket, CameraSoundPacket, CaptureSettings, CaptureSink } from '../../main/camera/source.ts';
import type { SoundFormat } from '../../main/media/sound/sound-format.ts';

export const captureSettings: CaptureSettings = {
  name: '',
  codec: 'auto',
  resolution: [1280, 720],
  frame_rate: 15,
  quality: 85,
  rotation: 0,
  hflip: false,
  vflip: false,
  overlay_timestamp: false,
  sound: false,
  microphone: 'auto',
};

/** Keeps what a camera source delivers, and says when there is enough of it. */
export class CaptureRecorder implements CaptureSink {
  readonly frames: Buffer[] = [];
  readonly packets: CameraPacket[] = [];
  readonly reasons: string[] = [];
  /** What was said to those who may not know everything, and the certificate to confirm. */
  readonly saidToEveryone: (string | undefined)[] = [];
  readonly fingerprints: (string | undefined)[] = [];
  readonly formats: (SoundFormat | { readonly problem: string })[] = [];
  readonly sounds: CameraSoundPacket[] = [];
  readonly sound = {
    format: (format: SoundFormat | { readonly problem: string }): void => {
      this.formats.push(format);
      this.#notify();
    },
    packet: (packet: CameraSoundPacket): void => {
      this.sounds.push(packet);
      this.#notify();
    },
  };
  readonly #waiting = new Set<() => void>();

  frame(jpeg: Buffer): void {
    this.frames.push(jpeg);
    this.#notify();
  }

  packet(packet: CameraPacket): void {
    this.packets.push(packet);
    this.#notify();
  }

  ended(reason: string, reasonForEveryone?: string, certificateFingerprint?: string): void {
    this.reasons.push(reason);
    this.saidToEveryone.push(reasonForEveryone);
    this.fingerprints.push(certificateFingerprint);
    this.#notify();
  }

  /** The first so many frames, once they are there. @throws when the source ends before */
  async untilFrames(count: number): Promise<Buffer[]> {
    await this.#until(() => this.frames.length >= count || this.reasons.length > 0);
    if (this.frames.length < count) {
      throw new Error(`the source ended after ${this.frames.length} frames: ${this.reasons.join('; ')}`);
    }
    return this.frames.slice(0, count);
  }

  /** The first so many packets, once they are there. @throws when the source ends before */
  async untilPackets(count: number): Promise<CameraPacket[]> {
    await this.#until(() => this.packets.length >= count || this.reasons.length > 0);
    if (this.packets.length < count) {
      throw new Error(`the source ended after ${this.packets.length} packets: ${this.reasons.join('; ')}`);
    }
    return this.packets.slice(0, count);
  }

  /** How the camera's own sound is encoded, or why there is none. @throws when the source ends before */
  async untilFormat(): Promise<SoundFormat | { readonly problem: string }> {
    await this.#until(() => this.formats.length > 0 || this.reasons.length > 0);
    const [format] = this.formats;
    if (format === undefined) {
      throw new Error(`the source ended without a word of its sound: ${this.reasons.join('; ')}`);
    }
    return format;
  }

  /** The first so many frames of sound, once they are there. @throws when the source ends before */
  async untilSounds(count: number): Promise<CameraSoundPacket[]> {
    await this.#until(() => this.sounds.length >= count || this.reasons.length > 0);
    if (this.sounds.length < count) {
      throw new Error(`the source ended after ${this.sounds.length} frames of sound: ${this.reasons.join('; ')}`);
    }
    return this.sounds.slice(0, count);
  }

  /** Why the source ended, once it has. */
  async untilEnded(): Promise<string> {
    await this.#until(() => this.reasons.length > 0);
    return this.reasons[0] ?? '';
  }

  #until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (condition()) {
          this.#waiting.delete(check);
          resolve();
        }
      };
      this.#waiting.add(check);
      check();
    });
  }

  #notify(): void {
    for (const check of this.#waiting) {
      check();
    }
  }
}
