import './text/follow-language.ts';
import type { PetLogBridge } from '../shared/ipc.ts';
import type { VideoConnection } from './elements/hidden-video.ts';
import type { MediaFailure } from './elements/media-failure.ts';
import { Gate } from './gate.ts';
import { describePage, namePage } from './page-title.ts';
import { language } from './text/text.ts';
import { BridgeClient } from './transport/bridge-client.ts';
import { HttpClient } from './transport/http-client.ts';
import { answersAtOnce } from './transport/free-connection.ts';
import { openTabChannel } from './transport/open-tab-channel.ts';
import { pageAddress } from './transport/page-address.ts';
import { tabVisibility } from './transport/page-visibility.ts';
import { SessionKeeper } from './transport/session-keeper.ts';
import { unsharedPlaces } from './transport/stream-place.ts';
import { SharedStreamPlaces } from './transport/stream-places.ts';
import { delay } from './transport/tab-channel.ts';
import { openTabLock } from './transport/tab-lock.ts';
import { VideoPlaces } from './transport/video-places.ts';
import { AuditView } from './views/audit-view.ts';
import { CamerasView } from './views/cameras-view.ts';
import { DashboardView } from './views/dashboard-view.ts';
import { DevicesView } from './views/devices-view.ts';
import { DoctorView } from './views/doctor-view.ts';
import { KioskView } from './views/kiosk-view.ts';
import { LibraryView } from './views/library-view.ts';
import { PlainView } from './views/plain-view.ts';

declare global {
  interface Window {
    /** Only in the kiosk window. */
    readonly petlog?: PetLogBridge;
  }
}

const base = pageAddress('/');
const requestFetch: typeof fetch = (...request) => fetch(...request);
const keeper = new SessionKeeper({ base, fetch: requestFetch, lock: openTabLock(`petlog-session ${base.pathname}`) });

/** What one is told over the events depends on it. */
const audience = (): string => {
  const { session } = keeper;
  return session === null ? '' : [session.access, session.state, session.device_id, session.account_name, session.role].join(' ');
};

const channel = openTabChannel(`petlog-events ${base.pathname}`);
const places = new SharedStreamPlaces({
  channel,
  visibility: tabVisibility,
  delay,
  now: () => performance.now(),
  wallNow: Date.now,
  hasFreeConnection: () => answersAtOnce(pageAddress('/api')),
});
const client = new HttpClient({
  base,
  fetch: requestFetch,
  openEvents: (address) => new EventSource(address),
  guard: keeper,
  channel,
  audience,
});

const views = {
  dashboard: () => new DashboardView(client, keeper, places),
  library: () => new LibraryView(client, keeper),
  plain: () => new PlainView(client, keeper, places),
  devices: () => new DevicesView(client, keeper),
  audit: () => new AuditView(client, keeper),
  cameras: () => new CamerasView(client, keeper),
  doctor: () => new DoctorView(client, keeper),
  // What the kiosk is good for is for admins.
  kiosk: () => (keeper.session?.role === 'viewer' ? new PlainView(client, keeper, places) : new KioskView(client, places)),
} as const;

const isViewName = (name: string | null): name is keyof typeof views => name !== null && Object.hasOwn(views, name);

const asked = new URLSearchParams(location.search).get('view');
const view = isViewName(asked) ? asked : 'dashboard';

language.onChange(describePage);
// The kiosk's window is black from the first moment.
if (window.petlog !== undefined) namePage(view);
await language.open();

if (window.petlog !== undefined) {
  // The kiosk's own window needs no session: its main process lets it in.
  document.body.append(new KioskView(new BridgeClient(window.petlog), unsharedPlaces(delay)));
  const { openKioskComfort } = await import('./elements/kiosk/kiosk-comfort.ts');
  await openKioskComfort(window.petlog);
} else {
  const wake = (): void => {
    void keeper.wake();
    client.retryNow();
  };
  // What this device may do may have changed.
  client.onNotice(({ name }) => void (name === 'access.changed' && keeper.recover()));
  let role = keeper.session?.role;
  keeper.onSession((session) => {
    if (session.role !== role) client.reopen();
    role = session.role;
  });
  const videoPlaces = new VideoPlaces(places);
  document.addEventListener('video-connection', (event) => {
    const { holder, isHeld } = (event as CustomEvent<VideoConnection>).detail;
    videoPlaces.set(holder, isHeld);
  });
  document.addEventListener('media-failure', (event) => {
    event.preventDefault();
    const { startedAt, retry, giveUp } = (event as CustomEvent<MediaFailure>).detail;
    void keeper.recover().then((isIn) => (isIn && keeper.renewedAt >= startedAt ? retry() : giveUp()));
  });
  window.addEventListener('online', wake);
  window.addEventListener('pagehide', () => {
    client.leave();
    places.leave();
  });
  window.addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    places.open();
    client.comeBack();
  });
  places.open();
  document.addEventListener('visibilitychange', () => document.hidden || wake());
  new Gate({ keeper, view, openPage: views[view] }).open();
}
