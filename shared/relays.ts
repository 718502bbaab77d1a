/** Live video that is published to media servers, as schemas. */
import { z } from 'zod';
import { AnyCameraId } from './camera-id.ts';
import { mainCameraId } from './main-camera-id.ts';
import { secret } from './secret.ts';

const time = z.iso.datetime({ offset: true });

/** One line, as people write it. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^\P{Cc}*$/u, { error: 'must be one line without control characters' });

/** What an address may begin with; those of the web are for WHIP. */
export const relaySchemes = ['rtsp:', 'rtsps:', 'rtmp:', 'rtmps:', 'srt:', 'https:', 'http:'] as const;

/** The camera's own size; others are heights such as `360p`. */
export const fullRelayRendition = 'full';

const values = {
  name: line(60).min(1, { error: 'must hold at least one character' }),
  url: line(2000)
    .min(1, { error: 'must be an address' })
    .describe(
      `Begins with ${relaySchemes.map((scheme) => `${scheme}//`).join(', ')}. Those of the web are for WHIP. Answers have <redacted> in place of a password, of the last part of an RTMP path (its stream key), of parts of a WHIP path with 16 characters or more, and of values in the query; sent back so, they stay as they are.`,
    ),
  bearer_token: secret(line(2000).regex(/^[\x21-\x7e]*$/, { error: 'must be one word of ASCII' })).describe(
    'For WHIP: what the server knows PetLog by, where it wants one; empty for none. Answers have <redacted> in its place.',
  ),
  camera_id: AnyCameraId,
  rendition: z
    .string()
    .regex(/^(?:full|\d{2,4}p)$/, { error: 'must be full, or a height such as 360p' })
    .describe('full, or one of video.renditions such as 360p.'),
  sound: z.boolean().describe("Sends the camera's sound too, where it is on (camera.sound)."),
  enabled: z.boolean(),
};

export const RelayInput = z.strictObject({
  name: values.name,
  url: values.url,
  camera_id: values.camera_id.default(mainCameraId),
  bearer_token: values.bearer_token.default(''),
  rendition: values.rendition.default(fullRelayRendition),
  sound: values.sound.default(true),
  enabled: values.enabled.default(true),
});
export type RelayInput = z.infer<typeof RelayInput>;

export const RelayChange = z.strictObject({ id: z.string(), ...z.strictObject(values).partial().shape });
export type RelayChange = Omit<z.infer<typeof RelayChange>, 'id'>;

export const RelayId = z.strictObject({ id: z.string() });

/** How a video gets to a server. */
export const relaySteps = ['look_up', 'connect', 'secure', 'publish', 'send'] as const;
export type RelayStep = (typeof relaySteps)[number];

/** `waiting`: for the camera, which is private, stopped, switched off, or gives no picture. `failing`: it is tried again. */
export const relayStates = ['off', 'waiting', 'connecting', 'publishing', 'failing'] as const;
export type RelayState = (typeof relayStates)[number];

/** As it is kept. One from a time when relays had no sound goes on without. */
export const StoredRelay = z.strictObject({
  relay_id: z.string().min(1).max(100),
  ...values,
  bearer_token: values.bearer_token.default(''),
  sound: values.sound.default(false),
});
export type StoredRelay = z.infer<typeof StoredRelay>;

export const Relay = z.object({
  relay_id: z.string(),
  ...values,
  state: z.enum(relayStates),
  state_since: time,
  sent_bytes: z.int().describe('Of video, since PetLog started.'),
  reconnects: z.int().describe('How often it was published again after it had ended, since PetLog started.'),
  lost_pictures: z.int().describe('That the server was too slow for, since PetLog started.'),
  last_error: z.string().nullable().describe('Why it ended last, or could not begin; null once it is published.'),
  failed_step: z.enum(relaySteps).nullable(),
});
export type Relay = z.infer<typeof Relay>;

export const RelayList = z.object({ relays: z.array(Relay) });

export const RelayTestInput = z.strictObject({
  url: values.url,
  bearer_token: values.bearer_token.optional(),
  relay_id: z.string().optional().describe('Of the relay whose <redacted> parts are meant.'),
});
export type RelayTestInput = z.infer<typeof RelayTestInput>;

export const RelayTested = z.object({
  ok: z.boolean(),
  failed_step: z.enum(relaySteps).nullable(),
  reason: z.string().nullable().describe('In one sentence.'),
});
export type RelayTested = z.infer<typeof RelayTested>;
