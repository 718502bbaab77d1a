/** Cameras that can be added. */
import { z } from 'zod';

export const cameraSourceKinds = ['camera_module', 'usb', 'onvif', 'petlog'] as const;

export const CameraSourceOffer = z.object({
  source: z
    .string()
    .describe(
      'For the source of a new camera. One of the kind onvif that is rtsp://HOST:554/ still lacks its path: that camera tells it only to those it knows.',
    ),
  name: z.string().describe('What its maker or its owner calls it.'),
  kind: z.enum(cameraSourceKinds),
});
export type CameraSourceOffer = z.infer<typeof CameraSourceOffer>;
