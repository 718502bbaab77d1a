import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AnyCameraId } from '../../shared/camera-id.ts';
import { PetLogError } from '../../shared/errors.ts';
import { diskReason } from '../system/disk-errors.ts';
import type { Logger } from '../system/logger.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import { isMissing } from '../system/is-missing.ts';

/** In the data directory. */
export const cameraOrderFile = 'camera-order.json';

const OrderFile = z.strictObject({ order: z.array(AnyCameraId) });

/** The order in which people want to see their cameras: `camera-order.json` in the data directory. */
export class CameraOrder {
  readonly #path: string;
  #order: readonly string[];

  private constructor(path: string, order: readonly string[]) {
    this.#path = path;
    this.#order = order;
  }

  /** What cannot be read counts as no order. */
  static async open({ dataDirectory, logger }: { dataDirectory: string; logger: Logger }): Promise<CameraOrder> {
    const path = join(dataDirectory, cameraOrderFile);
    try {
      return new CameraOrder(path, OrderFile.parse(JSON.parse(await readFile(path, 'utf8'))).order);
    } catch (error) {
      if (!isMissing(error)) {
        logger.warn({ err: error, path }, 'the order of the cameras could not be read; they are in that of the configuration');
      }
      return new CameraOrder(path, []);
    }
  }

  /** Those that were never moved follow the others, as they come. */
  sorted<Camera extends { readonly cameraId: string }>(cameras: readonly Camera[]): Camera[] {
    const place = ({ cameraId }: Camera): number => (this.#order.includes(cameraId) ? this.#order.indexOf(cameraId) : this.#order.length);
    return [...cameras].sort((a, b) => place(a) - place(b));
  }

  /**
   * Gives a camera another place.
   *
   * @param cameras all, in the order of today
   * @param position from 0; beyond the end it is the last
   * @throws PetLogError `settings_not_saved`
   */
  async move(cameraId: string, position: number, cameras: readonly { readonly cameraId: string }[]): Promise<void> {
    const others = cameras.map((camera) => camera.cameraId).filter((id) => id !== cameraId);
    const order = [...others.slice(0, position), cameraId, ...others.slice(position)];
    try {
      await writeAtomically(this.#path, `${JSON.stringify({ order } satisfies z.infer<typeof OrderFile>)}\n`, 0o600);
    } catch (error) {
      throw new PetLogError('settings_not_saved', { reason: diskReason(error) }, { cause: error });
    }
    this.#order = order;
  }
}
