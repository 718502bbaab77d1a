import type { CameraPicture } from '../frames/encoded-frame.ts';
import type { EncoderSettings, PictureSize } from './protocol.ts';
import type { VideoSettings } from './video-settings.ts';

/** How one camera's pictures are encoded: as the settings say, and in the size in which they come. */
export class EncoderConfiguration {
  #settings: VideoSettings = { frameRate: 15, bitrateKbps: 2000 };
  #size: PictureSize | null = null;
  /** Not in a process that comes after one that crashed. */
  mayUseHardware = true;

  /** @param input what the camera gives now */
  settingsFor(input: NonNullable<EncoderSettings['input']>): EncoderSettings {
    return { ...this.#settings, size: this.#size, allowHardware: this.mayUseHardware, input };
  }

  change(settings: VideoSettings): void {
    this.#settings = settings;
  }

  /** The next picture says the size. */
  forgetSize(): void {
    this.#size = null;
  }

  /**
   * Follows the camera, in whole pairs of pixels.
   *
   * @param isFixed once there is a size, it stays
   * @returns whether it is another than before
   */
  takeSize({ widthPixels, heightPixels }: CameraPicture, isFixed: boolean): boolean {
    const size = { widthPixels: widthPixels - (widthPixels % 2), heightPixels: heightPixels - (heightPixels % 2) };
    const isSame = this.#size?.widthPixels === size.widthPixels && this.#size.heightPixels === size.heightPixels;
    const isTaken = this.#size === null || (!isSame && !isFixed);
    if (isTaken) {
      this.#size = size;
    }
    return isTaken;
  }
}
