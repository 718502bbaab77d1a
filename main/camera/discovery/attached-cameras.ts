import type { Machine } from '../../system/machine.ts';
import { type CameraModules, type LegacyCamera, listCameraModules, lookForLegacyCamera } from './camera-modules.ts';
import { listUsbCameras, type UsbCamera } from './usb-cameras.ts';

/** The cameras that are attached to a machine, each kind looked for once and only when asked for: a look of a moment, not kept for long. */
export class AttachedCameras {
  readonly #machine: Machine;
  #modules: Promise<CameraModules> | null = null;
  #legacy: Promise<LegacyCamera> | null = null;
  #usb: Promise<readonly UsbCamera[]> | null = null;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  modules(): Promise<CameraModules> {
    return (this.#modules ??= listCameraModules(this.#machine));
  }

  legacy(): Promise<LegacyCamera> {
    return (this.#legacy ??= lookForLegacyCamera(this.#machine));
  }

  /** Whether `raspistill` has a camera, as far as can be told. */
  async hasStillCamera(): Promise<boolean> {
    return this.#machine.has('raspistill') && ['found', 'unknown'].includes(await this.legacy());
  }

  usb(): Promise<readonly UsbCamera[]> {
    return (this.#usb ??= listUsbCameras(this.#machine));
  }
}
