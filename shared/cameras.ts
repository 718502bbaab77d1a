/** Cameras as the API tells them, and how they are added and changed. */
import { z } from 'zod';
import { CameraSourceName, CameraState, lossFields } from './api.ts';
import { CameraId } from './camera-id.ts';
import { camera, type CameraSettings, furtherCamera } from './config/camera-section.ts';
import { type DeepPartial, withoutDefaults } from './config/patch.ts';
import { pictureCodecs } from './picture-codecs.ts';

const time = z.iso.datetime({ offset: true });

export const CameraInfo = z.object({
  camera_id: z.string(),
  name: z.string(),
  source: CameraSourceName.describe('The kind of camera; its address is among the settings.'),
  enabled: z.boolean(),
  is_default: z.boolean().describe('The camera main, which is meant where a call names none.'),
  position: z.int().min(0).describe('Its place in the order that people gave the cameras.'),
  privacy: z.boolean(),
  state: CameraState,
  state_since: time,
  state_reason: z.string().nullable().describe('Why the camera is lost, in one sentence.'),
  ...lossFields,
  resolution: z.tuple([z.int(), z.int()]).describe('Of the picture itself once there is one, else as configured.'),
  frame_rate: z.number().describe('As configured.'),
  fps: z.number().min(0).describe('Measured over the last seconds.'),
  recording: z.boolean(),
  active_streams: z.int().min(0),
  codecs: z
    .array(z.enum(pictureCodecs))
    .describe(
      'What can be watched or recorded without anything being encoded for it. Whether a network camera gives h264 or h265 is known from its first picture on.',
    ),
  has_sound: z.boolean(),
  has_speaker: z.boolean(),
  stream_url: z.string(),
  snapshot_url: z.string(),
  hls_url: z.string().nullable(),
  webrtc_url: z.string().nullable(),
});
export type CameraInfo = z.infer<typeof CameraInfo>;

export const CameraList = z.object({ cameras: z.array(CameraInfo) });

/** An id that is not well-formed is simply unknown (404), so any string passes here. */
export const CameraIdInput = z.strictObject({ id: z.string() });

type CameraPatch = DeepPartial<CameraSettings>;

/** The settings of a camera, all but the source with the schema's defaults. */
export const CameraInput = withoutDefaults(furtherCamera).extend({
  camera_id: CameraId.optional().describe('Left out, it is made of the name.'),
  source: furtherCamera.shape.source.unwrap(),
}) as unknown as z.ZodType<CameraPatch & { source: string; camera_id?: string }>;
export type CameraInput = z.infer<typeof CameraInput>;

export const CameraChangeInput = withoutDefaults(camera).extend({
  id: z.string(),
  position: z.int().min(0).max(1000).optional().describe('Its new place in the order of the cameras; the others make room.'),
}) as unknown as z.ZodType<CameraPatch & { id: string; position?: number }>;
export type CameraChangeInput = z.infer<typeof CameraChangeInput>;

export const CameraRemoved = z.object({ message: z.string(), camera_id: z.string() });

export const cameraSourceKinds = ['camera_module', 'usb', 'onvif', 'petlog'] as const;

export const CameraSourceOffer = z.object({
  source: z
    .string()
    .describe(
      'For the source of a new camera. One of the kind onvif that is rtsp://HOST:554/ still lacks its path, which that camera tells only to those it knows: POST /cameras/test finds it with username and password.',
    ),
  name: z.string().describe('What its maker or its owner calls it.'),
  kind: z.enum(cameraSourceKinds),
});
export type CameraSourceOffer = z.infer<typeof CameraSourceOffer>;

/** What can be added, and the camera that has it already. */
export const CameraSourceList = z.object({ sources: z.array(CameraSourceOffer.extend({ in_use_by: z.string().nullable() })) });

export const CameraTestOutput = z.object({
  ok: z.boolean(),
  picture: z.string().optional().describe('JPEG of at most 100 kB, in base64.'),
  resolution: z.tuple([z.int(), z.int()]).optional().describe("Of the camera's own pictures."),
  frame_rate: z.number().optional().describe('As it was counted; not where a single picture came.'),
  codecs: z.array(z.enum(pictureCodecs)).optional(),
  source: z
    .string()
    .optional()
    .describe('For the camera to be added, where its address had no path and the camera said where its video is (ONVIF).'),
  reason: z.string().optional().describe('Why there is no picture, in one sentence.'),
  certificate_fingerprint: z
    .string()
    .optional()
    .describe('SHA-256 of a certificate that nobody signed: add the camera with it, once it was compared with what the camera shows.'),
});
export type CameraTestOutput = z.infer<typeof CameraTestOutput>;
