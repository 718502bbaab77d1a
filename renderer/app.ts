import './text/follow-language.ts';
import type { Session } from '../shared/access.ts';
import type { VideoConnection } from './elements/hidden-video.ts';
import type { MediaFailure } from './elements/media-failure.ts';
import { Gate } from './gate.ts';
import { describePage, namePage } from './page-title.ts';
import { Router } from './shell/router.ts';
import type { Shell } from './shell/shell.ts';
import { delay } from './state/delay.ts';
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
import { openTabLock } from './transport/tab-lock.ts';
import { VideoPlaces } from './transport/video-places.ts';

const base = pageAddress('/');
const requestFetch: typeof fetch = (...request) => fetch(...request);
const keeper = new SessionKeeper({ base, fetch: requestFetch, lock: openTabLock(`petlog-session ${base.pathname}`) });

/** What one is told over the events depends on it. */
const audience = (): string => {
  const { session } = keeper;
  return session === null
    ? ''
    : [session.access, session.state, session.device_id, session.account_name, session.role, session.camera_ids].join(' ');
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

const router = new Router(base, window);

/** What is no page of the app: the picture alone, and what the camera's own screen shows. */
const isPlain = (view: string | null): view is 'plain' | 'kiosk' => view === 'plain' || view === 'kiosk';
const asked = new URLSearchParams(location.search).get('view');
const view = window.petlog !== undefined ? 'kiosk' : isPlain(asked) ? asked : 'dashboard';

const loadShell = async (): Promise<typeof Shell> => (await import('./shell/shell.ts')).Shell;
// On its way while the language is, and while PetLog is asked who this is.
const shell = view === 'dashboard' ? loadShell().catch(() => null) : null;

/** What the kiosk is good for is for admins. */
async function openView(): Promise<HTMLElement> {
  if (view === 'dashboard') {
    const AppShell = (await shell) ?? (await loadShell());
    return new AppShell({ client, keeper, places, router });
  }
  if (view === 'kiosk' && keeper.session?.role !== 'viewer') {
    const { KioskView } = await import('./views/kiosk-view.ts');
    return new KioskView(client, places);
  }
  const { PlainView } = await import('./views/plain-view.ts');
  return new PlainView(client, keeper, places);
}

language.onChange(describePage);
// The kiosk's window is black from the first moment.
if (window.petlog !== undefined) {
  namePage(view);
}
await language.open();

if (window.petlog !== undefined) {
  // The kiosk's own window needs no session: its main process lets it in.
  const { KioskView } = await import('./views/kiosk-view.ts');
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
  const permissionOf = ({ role, camera_ids }: Session): string => [role, camera_ids].join(' ');
  let permission = keeper.session === null ? null : permissionOf(keeper.session);
  keeper.onSession((session) => {
    if (permissionOf(session) !== permission) {
      client.reopen();
    }
    permission = permissionOf(session);
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
    if (!persisted) {
      return;
    }
    places.open();
    client.comeBack();
  });
  places.open();
  document.addEventListener('visibilitychange', () => document.hidden || wake());
  new Gate({ keeper, view, openPage: openView }).open();
  void import('./installation/open-installation.ts').then(
    ({ openInstallation }) => openInstallation(client),
    () => undefined, // the page is being left, or PetLog is: both are told elsewhere
  );
}
