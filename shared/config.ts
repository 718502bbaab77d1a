/**
 * The configuration: one strict schema with every key, default, unit and limit.
 * The file, the environment, the flags, `/settings`, `docs/configuration.md` and
 * the settings screen all come from here.
 */
import { z } from 'zod';
import { CameraId } from './camera-id.ts';
import { alerts } from './config/alerts-section.ts';
import { camera, furtherCamera } from './config/camera-section.ts';
import { detection } from './config/detection-section.ts';
import { homekit } from './config/homekit-section.ts';
import { type DeepPartial, withoutDefaults } from './config/patch.ts';
import { recording } from './config/recording-section.ts';
import { timeOfDay } from './config/time-of-day.ts';
import { video } from './config/video-section.ts';
import { languageTags } from './languages.ts';
import { isTarget } from './targets.ts';
import { isTimeZone } from './time-zones.ts';

const absoluteDirectory = z
  .string()
  .max(1024)
  .regex(/^\/(?!(.*\/)?\.\.(\/|$))[^\0]*$/s, { error: 'must be the absolute path of a directory, such as /srv/videos, without ".."' });

/** A host name, an address or a network, each with a port or without. */
const target = z.string().max(260).refine(isTarget, {
  error:
    'must be a host name, an address or a network, with a port or without, such as mqtt.home.example, 127.0.0.1:1883, [::1]:1883 or 169.254.0.0/16',
});

/** An address, or a network in CIDR notation (RFC 4632). */
const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: 'must be an IP address or a network such as 192.168.1.0/24',
});
const hostName = z
  .string()
  .max(253)
  .regex(/^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(:\d{1,5})?$/i, { error: 'must be a host name or an address, with a port or without' });

const notAnOrigin = 'must be a web origin such as https://home.example, without a path';

const server = z.strictObject({
  name: z
    .string()
    .max(40)
    .regex(/^[^\s\p{C}](?:[^\p{C}]*[^\s\p{C}])?$/u, { error: 'must be a name without spaces at its ends, on one line' })
    .default('PetLog')
    .describe('Name of this camera, in the titles of its pages and on its own screen; whoever can open a page sees it.'),
  language: z
    .enum(['auto', ...languageTags])
    .default('auto')
    .describe(
      "Language that the camera's own screen starts with, and that browsers get that ask for none of PetLog's; auto is what the machine speaks, else English. What somebody chose on a screen or in a browser wins.",
    ),
  time_zone: z
    .string()
    .max(64)
    .refine((name) => name === '' || isTimeZone(name), { error: 'must be empty, or the name of a time zone such as Europe/Berlin' })
    .default('')
    .describe(
      "Time zone of times in pictures and file names and on the camera's own screen, for example Europe/Berlin; empty for the machine's own.",
    ),
  host: z.string().min(1).max(255).default('0.0.0.0').describe('Address the server listens on; 0.0.0.0 is every network.'),
  port: z.int().min(0).max(65_535).default(8000).describe('TCP port the server listens on; 0 picks a free one.'),
  https_port: z.int().min(0).max(65_535).default(8443).describe('TCP port of HTTPS, where security.https is true; 0 picks a free one.'),
  base_path: z
    .string()
    .max(200)
    .regex(/^(?!\/(?:recordings|timelapses|docs)$)(\/[A-Za-z0-9._~-]+)*$/, {
      error: 'must be empty, or a path such as /camera without a slash at its end, and none of /recordings, /timelapses and /docs',
    })
    .default('')
    .describe('Path that a proxy serves PetLog under, for example /camera; empty for none.'),
  announce: z
    .boolean()
    .default(true)
    .describe(
      'Tell the local network where this PetLog is (DNS-SD, as _petlog._tcp and _http._tcp), so that other PetLogs and programs find it; by Avahi where it runs.',
    ),
  trusted_proxies: z
    .array(network)
    .default([])
    .describe('Addresses or networks of proxies whose X-Forwarded headers are believed, for example 127.0.0.1; none by default.'),
  data_dir: z.string().min(1).optional().describe('Directory of recordings, database and saved settings.'),
  headless: z.boolean().default(false).describe('Serve without opening a window.'),
  log_level: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('The least important messages that the log shows.'),
});

export const cameraSourceNames = ['mock', 'rpicam', 'raspistill', 'v4l2', 'file', 'rtsp', 'http', 'petlog'] as const;

const security = z.strictObject({
  access: z
    .enum(['open', 'accounts'])
    .default('open')
    .describe('Who may watch and change things. open: everyone on the local network. accounts: paired devices and people with a password.'),
  allow_public_addresses: z.boolean().default(false).describe('With access open, let addresses in that are not on the local network.'),
  allowed_hosts: z
    .array(hostName)
    .default([])
    .describe("Names that this camera answers to, beside the machine's own names and addresses, for example camera.home.example."),
  https: z.boolean().default(false).describe('Serve HTTPS on server.https_port, and redirect HTTP there. Takes effect at the next start.'),
  https_certificate: z
    .string()
    .max(4096)
    .default('')
    .describe(
      'File with a certificate of your own (PEM, with its chain); empty for one that PetLog makes. Read again within a minute when the file changes; another path takes effect at the next start.',
    ),
  https_key: z
    .string()
    .max(4096)
    .default('')
    .describe('File with the private key of https_certificate (PEM, without a passphrase). Another path takes effect at the next start.'),
  health_over_http: z.boolean().default(false).describe('Answer GET /health over plain HTTP too when HTTPS is on.'),
  allowed_origins: z
    .array(
      z
        .url({ protocol: /^https?$/, error: notAnOrigin })
        .max(255)
        .regex(/^https?:\/\/[^\s/?#@]+$/, { error: notAnOrigin }),
    )
    .default([])
    .describe('Web origins of other sites that may call the API, for example https://home.example; none by default.'),
  allowed_directories: z
    .array(absoluteDirectory)
    .default([])
    .describe(
      'Directories of video files that may be chosen as a camera over the network; none by default. A file that this configuration, a variable or a flag names may be anywhere. Changed only here, by variable or by flag.',
    ),
  allowed_targets: z
    .array(target)
    .default([])
    .describe(
      "Addresses that people may enter although they are this machine's own, link-local, multicast or of a cloud's metadata: host names, addresses or networks, with a port or without, for example 127.0.0.1:1883; none by default. Those of the local network and of the internet need no entry. Changed only here, by variable or by flag.",
    ),
});

const limits = z.strictObject({
  viewers: z.int().min(1).max(10_000).default(1000).describe('Most live streams at once; as many event streams.'),
  changes_per_minute: z.int().min(1).max(1_000_000).default(600).describe('Most requests a minute from one address that change something.'),
  requests_per_minute: z.int().min(1).max(1_000_000).default(3000).describe('Most requests a minute from one address.'),
  viewers_per_device: z.int().min(1).max(10_000).default(20).describe('Most live streams at once of one paired device or token.'),
  viewers_per_address: z.int().min(1).max(10_000).default(50).describe('Most live streams at once from one address.'),
  downloads: z
    .int()
    .min(1)
    .max(10_000)
    .default(200)
    .describe('Most recordings and parts of the last minutes that are played or downloaded at once.'),
  downloads_per_device: z.int().min(1).max(10_000).default(20).describe('Most of them at once by one paired device or token.'),
  downloads_per_address: z.int().min(1).max(10_000).default(50).describe('Most of them at once from one address.'),
  unread_seconds: z
    .int()
    .min(1)
    .max(86_400)
    .default(60)
    .describe(
      'Seconds after which an answer that its reader takes nothing of is ended, with its connection. Players that were paused for longer ask again.',
    ),
});

const kiosk = z.strictObject({
  brightness_day_percent: z.int().min(10).max(100).default(100).describe("Brightness of the camera's own screen by day, in percent."),
  brightness_night_percent: z
    .int()
    .min(0)
    .max(100)
    .default(40)
    .describe('Brightness at night, in percent; a touch brings that of the day for a minute.'),
  night_from: timeOfDay.default('22:00').describe('When the night begins for the screen, in local time, for example 22:00.'),
  night_until: timeOfDay.default('07:00').describe('When the night ends for the screen; the same as night_from for no night.'),
  hide_cursor: z.boolean().default(true).describe('Hide the mouse pointer until a mouse moves.'),
  screen_blanking: z
    .enum(['never', 'system'])
    .default('never')
    .describe('Whether an unused screen goes dark. never: it stays on while PetLog is on it. system: as the desktop is set up.'),
  on_screen_keyboard: z.boolean().default(true).describe('Show a keyboard when a finger touches a text field.'),
});

const events = z.strictObject({
  max_age_days: z.int().min(0).max(36_500).default(365).describe('Days after which events are removed, kept ones never; 0 for never.'),
  film_of_day: z
    .boolean()
    .default(false)
    .describe('Make a film of at most a minute of what happened on a day, for each camera, in the background after the day has ended.'),
});

export const Config = z.strictObject({
  server: server.prefault({}).describe('Where PetLog listens and keeps its data.'),
  camera: camera.prefault({}).describe('The camera "main" and its picture.'),
  cameras: z
    .record(CameraId, furtherCamera)
    .default({})
    .describe(
      'Further cameras, each under an id of its own: 1 to 32 of a-z, 0-9 and "-". Each has the keys of camera but storage_path, which is for all, with the defaults of the schema and not with what camera says.',
    ),
  recording: recording.prefault({}).describe('How recordings are written.'),
  detection: detection.prefault({}).describe('What is noticed in front of the cameras.'),
  events: events.prefault({}).describe('The log of what happened before the cameras.'),
  alerts: alerts.prefault({}).describe('Telling people what happened.'),
  homekit: homekit.prefault({}).describe("Cameras in Apple's Home."),
  video: video.prefault({}).describe('How the live picture is sent as video.'),
  security: security.prefault({}).describe('Who may connect.'),
  limits: limits.prefault({}).describe('What one server admits.'),
  kiosk: kiosk.prefault({}).describe("The camera's own screen."),
});

/** A complete configuration: every key has a value. */
export type Config = z.output<typeof Config>;

/** A configuration file or a change of settings: any part of a configuration, nothing filled in. */
export type ConfigPatch = DeepPartial<Config>;

export const ConfigPatch = withoutDefaults(Config) as unknown as z.ZodType<ConfigPatch>;
