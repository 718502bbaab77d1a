/** What somebody who may see one camera of two gets on every route of the table. */
import type { RouteName } from '../../shared/routes.ts';

/** Of a zone. */
export const triangle: [number, number][] = [
  [0, 0],
  [1, 0],
  [1, 1],
];
export const times = { start: '2026-05-01T12:00:00Z', end: '2026-05-01T12:00:30Z' };

/**
 * What who sees `main` alone gets of `garden`. `hidden`: 404, as if there were no such camera. `wholeHouse`: 403, it is
 * for admins who see every camera. `leftOut`: an answer without a word of it. `unlimited`: nothing in it is of a camera.
 */
type Outcome = 'hidden' | 'wholeHouse' | 'leftOut' | 'unlimited';

interface Expectation {
  readonly outcome: Outcome;
  readonly input?: object;
}

/** That somebody may not see. */
export const camera = 'garden';

/** A PetLog that has it, as an environment. */
export const twoCameras = {
  PETLOG_SECURITY_ACCESS: 'accounts',
  PETLOG_CAMERA_RESOLUTION: '128x96',
  PETLOG_CAMERAS_GARDEN_SOURCE: 'mock',
  PETLOG_CAMERAS_GARDEN_RESOLUTION: '128x96',
  PETLOG_LIMITS_VIEWERS_PER_DEVICE: '20',
};

const hidden = (input: object = { camera }): Expectation => ({ outcome: 'hidden', input });
const wholeHouse: Expectation = { outcome: 'wholeHouse' };
const leftOut: Expectation = { outcome: 'leftOut' };
const unlimited: Expectation = { outcome: 'unlimited' };

/** A new route has to say here what somebody with a limit gets. */
export const expectations: Record<RouteName, Expectation> = {
  'api.welcome': unlimited,
  'health.get': unlimited,
  'openapi.get': unlimited,
  'storage.get': unlimited,
  // The recording is kept; what goes first has a test of its own.
  'storage.outlook': unlimited,
  'cameras.list': leftOut,
  'cameras.get': hidden({ id: camera }),
  'cameras.sources': wholeHouse,
  'cameras.test': wholeHouse,
  'cameras.add': wholeHouse,
  'cameras.change': wholeHouse,
  'cameras.remove': wholeHouse,
  'camera.status': hidden(),
  'live.status': hidden(),
  'live.options': hidden(),
  'live.movement': hidden(),
  'live.soundLevel': hidden(),
  'live.microphones': hidden(),
  'live.speakers': hidden(),
  'live.start': hidden(),
  'live.stop': hidden(),
  'live.talk': hidden({ camera, session_id: 'none', on: true }),
  'live.stream': hidden(),
  'live.video': hidden(),
  'hls.index': hidden(),
  'hls.playlist': hidden({ camera, rendition: 'full' }),
  'hls.piece': hidden({ camera, rendition: 'full', piece: 'init-0.mp4' }),
  'webrtc.open': hidden(),
  'webrtc.change': hidden({ id: 'none' }),
  'webrtc.end': hidden({ id: 'none' }),
  'live.wall': hidden({ cameras: `main,${camera}` }),
  'live.snapshot': hidden(),
  'live.events': hidden(),
  'privacy.set': hidden({ camera, on: true }),
  'record.start': hidden(),
  'record.stop': hidden(),
  'recordings.list': hidden(),
  'recordings.timeline': hidden({ camera, start_date: times.start, end_date: times.end }),
  'recordings.change': hidden({ id: 'recording', kept: true }),
  'recordings.remove': hidden({ id: 'recording' }),
  'recordings.file': hidden({ id: 'recording' }),
  'recordings.thumbnail': hidden({ id: 'recording' }),
  'recordings.preview': hidden({ id: 'recording' }),
  'rewind.range': hidden(),
  'rewind.save': hidden({ camera, ...times }),
  'rewind.clip': hidden({ camera, start: times.start }),
  'rewind.picture': hidden({ camera, at: times.start }),
  'timelapse.start': hidden({ camera, ...times }),
  'timelapse.get': hidden({ id: 'timelapse' }),
  'timelapse.cancel': hidden({ id: 'timelapse' }),
  'day_films.list': hidden(),
  'day_films.make': hidden({ camera, date: '2026-05-01' }),
  'day_films.get': hidden({ id: 'dayFilm' }),
  'day_films.remove': hidden({ id: 'dayFilm' }),
  'settings.get': wholeHouse,
  'settings.change': wholeHouse,
  'configuration.export': wholeHouse,
  'configuration.import': wholeHouse,
  'backup.targets': wholeHouse,
  'backup.add': wholeHouse,
  'backup.change': wholeHouse,
  'backup.remove': wholeHouse,
  'backup.test': wholeHouse,
  'backup.make_key': wholeHouse,
  'backup.confirm_key': wholeHouse,
  'backup.check': wholeHouse,
  'backup.status': wholeHouse,
  'backup.restore': wholeHouse,
  'relays.list': wholeHouse,
  'relays.add': wholeHouse,
  'relays.test': wholeHouse,
  'relays.change': wholeHouse,
  'relays.remove': wholeHouse,
  'homekit.get': wholeHouse,
  'homekit.unpair': wholeHouse,
  'backup.cancel_restore': wholeHouse,
  'backup.copies': wholeHouse,
  'backup.event_places': wholeHouse,
  'doctor.get': wholeHouse,
  'metrics.get': leftOut,
  'kiosk_pin.remove': wholeHouse,
  'audit.list': wholeHouse,
  'invitations.create': wholeHouse,
  'invitations.get': wholeHouse,
  'invitations.cancel': wholeHouse,
  'devices.list': wholeHouse,
  'devices.change': wholeHouse,
  'devices.revoke': wholeHouse,
  'accounts.list': wholeHouse,
  'accounts.create': wholeHouse,
  'accounts.change': wholeHouse,
  'accounts.remove': wholeHouse,
  'tokens.list': wholeHouse,
  'tokens.create': wholeHouse,
  'tokens.change': wholeHouse,
  'tokens.revoke': wholeHouse,
  'session.get': unlimited,
  'session.pair': unlimited,
  'session.sign_in': unlimited,
  'session.refresh': unlimited,
  'session.sign_out': unlimited,
  'session.restrict_access': wholeHouse,
  'events.list': hidden(),
  'events.summary': hidden({ camera, start_date: times.start, end_date: times.end }),
  'events.timeline': hidden({ camera, start_date: times.start, end_date: times.end }),
  'events.log': hidden({ camera_id: camera, event_type: 'visit' }),
  'events.get': hidden({ id: 'event' }),
  'events.change': hidden({ id: 'event', kept: true }),
  'events.remove': hidden({ id: 'event' }),
  'events.picture': hidden({ id: 'event' }),
  'events.clip': hidden({ id: 'event' }),
  'pets.list': unlimited,
  'pets.create': wholeHouse,
  'pets.get': { outcome: 'unlimited', input: { id: 'pet' } },
  'pets.habits': { outcome: 'unlimited', input: { id: 'pet' } },
  'pets.change': wholeHouse,
  'pets.remove': wholeHouse,
  'pets.picture': { outcome: 'unlimited', input: { id: 'pet' } },
  'pets.set_picture': wholeHouse,
  'zones.list': hidden(),
  'zones.create': hidden({ camera_id: camera, polygon: triangle }),
  'zones.change': hidden({ id: 'zone', name: 'Bowl' }),
  'zones.remove': hidden({ id: 'zone' }),
  'alert_channels.list': wholeHouse,
  'alert_channels.create': wholeHouse,
  'alert_channels.change': wholeHouse,
  'alert_channels.remove': wholeHouse,
  'alert_channels.test': wholeHouse,
  'alert_rules.list': wholeHouse,
  'alert_rules.create': wholeHouse,
  'alert_rules.change': wholeHouse,
  'alert_rules.remove': wholeHouse,
  'alert_deliveries.list': wholeHouse,
  'presence.get': wholeHouse,
  'presence.set': wholeHouse,
  'push.key': unlimited,
  'push.list': unlimited,
  'push.subscribe': unlimited,
  'push.unsubscribe': unlimited,
  'push.test': unlimited,
  'alert_snooze.get': unlimited,
  'alert_snooze.set': unlimited,
  'shares.create': wholeHouse,
  'shares.list': wholeHouse,
  'shares.remove': wholeHouse,
  'shares.page': unlimited,
  'shares.video': unlimited,
  'shares.picture': unlimited,
  'trust.get': unlimited,
  'trust.certificate': unlimited,
  'trust.profile': unlimited,
  'trust.check': unlimited,
  'authority.get': wholeHouse,
  'authority.create': wholeHouse,
  'remote_access.get': wholeHouse,
};

const allRoutes = Object.entries(expectations) as [RouteName, Expectation][];

/** The routes with one of these outcomes. */
export const routesWith = (...outcomes: Outcome[]): [RouteName, Expectation][] =>
  allRoutes.filter(([, { outcome }]) => outcomes.includes(outcome));
