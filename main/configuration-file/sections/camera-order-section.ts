import { join } from 'node:path';
import { z } from 'zod';
import { AnyCameraId } from '../../../shared/camera-id.ts';
import { writeAtomically } from '../../system/write-atomically.ts';
import { cameraOrderFile } from '../../camera/camera-order.ts';
import type { Section, SectionSource } from '../section.ts';

const OrderContent = z.array(AnyCameraId).max(1000);
type OrderContent = z.infer<typeof OrderContent>;

/** In which order people want to see the cameras. */
export const cameraOrderSection: Section<OrderContent> = {
  name: 'camera_order',
  schema: OrderContent,
  isSecret: false,
  bringBack: (order, { dataDirectory }) => writeAtomically(join(dataDirectory, cameraOrderFile), `${JSON.stringify({ order })}\n`, 0o600),
};

export function cameraOrderSource(cameras: () => readonly { readonly cameraId: string }[]): SectionSource<OrderContent> {
  return {
    section: cameraOrderSection,
    collect: () => cameras().map(({ cameraId }) => cameraId),
    review: async (content) => ({ content, changes: [], leftOut: [] }),
  };
}
