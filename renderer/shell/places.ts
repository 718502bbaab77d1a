import type { IconName } from '../icons.ts';
import type { Text } from '../text/en.ts';

/** Where one can be, in the order of the tab bar. */
export const placeNames = ['live', 'activity', 'recordings', 'more'] as const;
export type PlaceName = (typeof placeNames)[number];

interface Page {
  /** Below the root, without a slash before it; `:id` is any one part. */
  readonly path: string;
  readonly place: PlaceName;
  readonly title: keyof Text['viewTitles'];
  /** Before the address was a path. */
  readonly oldView?: string;
}

/** Every page of the app, each with its own address. */
export const pages = {
  live: { path: '', place: 'live', title: 'dashboard', oldView: 'dashboard' },
  activity: { path: 'app/activity', place: 'activity', title: 'activity' },
  event: { path: 'app/activity/:id', place: 'activity', title: 'activity' },
  recordings: { path: 'app/recordings', place: 'recordings', title: 'library', oldView: 'library' },
  recording: { path: 'app/recordings/:id', place: 'recordings', title: 'library' },
  more: { path: 'app/more', place: 'more', title: 'more' },
  cameras: { path: 'app/more/cameras', place: 'more', title: 'cameras', oldView: 'cameras' },
  camera: { path: 'app/more/cameras/:id', place: 'more', title: 'camera' },
  people: { path: 'app/more/people', place: 'more', title: 'devices', oldView: 'devices' },
  audit: { path: 'app/more/activity-log', place: 'more', title: 'audit', oldView: 'audit' },
  pets: { path: 'app/more/pets', place: 'more', title: 'pets' },
  alerts: { path: 'app/more/alerts', place: 'more', title: 'alerts' },
  storage: { path: 'app/more/storage', place: 'more', title: 'storage' },
  backup: { path: 'app/more/backup', place: 'more', title: 'backup' },
  relays: { path: 'app/more/media-servers', place: 'more', title: 'relays' },
  homeAssistant: { path: 'app/more/home-assistant', place: 'more', title: 'homeAssistant' },
  homekit: { path: 'app/more/homekit', place: 'more', title: 'homekit' },
  screen: { path: 'app/more/screen', place: 'more', title: 'screen' },
  doctor: { path: 'app/more/system-check', place: 'more', title: 'doctor', oldView: 'doctor' },
  phone: { path: 'app/more/phone', place: 'more', title: 'phone' },
  about: { path: 'app/more/about', place: 'more', title: 'about' },
} as const satisfies Readonly<Record<string, Page>>;

export type PageName = keyof typeof pages;
export const pageNames = Object.keys(pages) as readonly PageName[];

/** The page with which a place begins, and the sign of the place. */
export const places: Readonly<Record<PlaceName, { readonly page: PageName; readonly icon: IconName }>> = {
  live: { page: 'live', icon: 'camera' },
  activity: { page: 'activity', icon: 'pulse' },
  recordings: { page: 'recordings', icon: 'library' },
  more: { page: 'more', icon: 'options' },
};

export const pageOf = (name: PageName): Page => pages[name];
