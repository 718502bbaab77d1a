import { z } from 'zod';
import { secret } from '../secret.ts';
import { detectionOfCamera } from './detection-section.ts';
import { isKnownKind, isUsableAddress, sourceAddressRule, sourceRule } from './camera-source.ts';
import { longestMicrophoneName, microphoneNamePattern } from './microphone-name.ts';
import { longestSpeakerName, speakerNamePattern } from './speaker-name.ts';
import { recordingOfCamera } from './recording-section.ts';

const resolution = z
  .tuple([z.int().min(64).max(4608), z.int().min(64).max(2592)])
  .refine(([width, height]) => width % 2 === 0 && height % 2 === 0, { error: 'width and height must be even' });

const credential = z
  .string()
  .max(1024)
  .regex(/^\P{C}*$/u, { error: 'must be text on one line' });

/** The section `camera`. */
export const camera = z.strictObject({
  source: z
    .string()
    .max(2048)
    .refine(isKnownKind, { error: sourceRule })
    .refine(isUsableAddress, { error: sourceAddressRule })
    .default('auto')
    .describe(
      'Which camera: auto, mock, rpicam (the first camera module; rpicam:1 the second), raspistill, v4l2, v4l2:/dev/PATH, file:PATH, or the address of a network camera: rtsp:// and rtsps:// for H.264, http:// and https:// for MJPEG or single JPEGs, petlog+http:// and petlog+https:// for a camera of another PetLog. auto takes the first real one on a Raspberry Pi, elsewhere the mock. A name and a password in an address move to username and password.',
    ),
  username: secret(
    credential.default('').describe('Name that a network camera is asked with. It is taken, and shown to nobody; so is the password.'),
  ),
  password: secret(credential.default('').describe('Password for a network camera; for another PetLog, a token of it.')),
  certificate_fingerprint: z
    .string()
    .regex(/^(?:[0-9a-f]{2}(?::[0-9a-f]{2}){31})?$/i, { error: 'must be empty, or a SHA-256 fingerprint: 32 bytes such as AB:CD:...' })
    .default('')
    .describe(
      'SHA-256 fingerprint of a certificate that nobody signed, of a network camera with rtsps:// or https://, once you compared it with what the camera itself shows; empty for none. The camera is asked only while it shows that one, or one that is signed.',
    ),
  name: z
    .string()
    .max(40)
    .regex(/^(?:[^\s\p{C}](?:[^\p{C}]*[^\s\p{C}])?)?$/u, { error: 'must be empty, or a name without spaces at its ends, on one line' })
    .default('')
    .describe('Name of the camera on every screen; empty for server.name, and for the id of one in cameras.'),
  enabled: z.boolean().default(true).describe('Whether the camera is used; false keeps its settings and starts nothing.'),
  codec: z
    .enum(['auto', 'mjpeg', 'h264'])
    .default('auto')
    .describe(
      'What the camera gives. auto is mjpeg for camera modules and USB cameras. h264 lets the camera itself encode, or the hardware of a Raspberry Pi 4, and nothing is encoded again; a Raspberry Pi 5 has no such hardware and encodes it in software.',
    ),
  resolution: resolution.default([1280, 720]).describe('Width and height in pixels, both even.'),
  frame_rate: z.int().min(1).max(60).default(15).describe('Frames per second.'),
  quality: z.int().min(1).max(100).default(85).describe('JPEG quality; 70 to 90 balances size and picture.'),
  enable_storage: z.boolean().default(true).describe('Allow recordings; false disables the Record button.'),
  storage_path: z
    .string()
    .min(1)
    .max(1024)
    .regex(/^(?!\/)(?!(.*\/)?\.\.(\/|$))[^\0]*$/s, { error: 'must be a path inside the data directory: relative, and without ".."' })
    .default('recordings')
    .describe('Directory of the recordings, inside the data directory.'),
  rotation: z
    .union([z.literal(0), z.literal(180)])
    .default(0)
    .describe('Turns the picture by this many degrees: 0 or 180.'),
  hflip: z.boolean().default(false).describe('Mirrors the picture left to right.'),
  vflip: z.boolean().default(false).describe('Mirrors the picture top to bottom.'),
  overlay_timestamp: z
    .boolean()
    .default(false)
    .describe(
      'Writes date and time into the picture of a real camera (the mock always shows them). Where the camera cannot do it, it costs decoding and encoding each frame, once for all viewers: about half a core for 1280x720 at 15 frames per second on a Raspberry Pi 4.',
    ),
  idle_stop_seconds: z
    .int()
    .min(0)
    .max(86_400)
    .default(10)
    .describe('Seconds after the last viewer or recording until the camera stops, unless it was started explicitly.'),
  always_on: z
    .boolean()
    .default(false)
    .describe('Start the camera with the application, unless a person stopped it, and never stop it for idleness.'),
  sound: z
    .boolean()
    .default(false)
    .describe(
      'Hear the room: in live video, recordings and the last minutes. Every screen shows that it is on. false closes the microphone for everyone at once.',
    ),
  microphone: z
    .string()
    .max(longestMicrophoneName)
    .regex(microphoneNamePattern, {
      error: 'must be auto, or the ALSA name of a microphone such as plughw:CARD=Webcam,DEV=0 or default',
    })
    .default('auto')
    .describe(
      "Which microphone, by its name of ALSA (arecord --list-pcms tells them). auto is the own one of a USB camera, for camera modules the only one of the machine that is no USB camera's, for a camera that speaks RTSP or is another PetLog's the sound that it sends itself, and for the mock camera an artificial tone.",
    ),
  speaker: z
    .string()
    .max(longestSpeakerName)
    .regex(speakerNamePattern, {
      error: 'must be off, auto, or the ALSA name of a speaker such as plughw:CARD=Device,DEV=0 or default',
    })
    .default('off')
    .describe(
      'Speaker of this machine that people at this camera are spoken to with, by its name of ALSA (aplay --list-pcms tells them); off for none. auto is the own one of a USB camera, else the only one of the machine that is neither of a screen (HDMI) nor of another USB camera.',
    ),
  recording: recordingOfCamera.optional().describe('Keys of the section recording that this camera has otherwise.'),
  detection: detectionOfCamera.optional().describe('Keys of the section detection that this camera has otherwise.'),
});

/** Each entry of `cameras`: the disk is shared by all, and chosen with `camera`. */
export const furtherCamera = camera.omit({ storage_path: true });

/** Settings of one camera, complete. */
export type CameraSettings = z.output<typeof furtherCamera>;
