import type { LitElement } from 'lit';
import { AccessPanel } from '../elements/access/access-panel.ts';
import { AuditList } from '../elements/access/audit-list.ts';
import { CameraList } from '../elements/cameras/camera-list.ts';
import { DoctorList } from '../elements/doctor-list.ts';
import type { Library } from '../elements/library.ts';
import { ownScreenSession } from '../state/kiosk/own-screen-session.ts';
import { text } from '../text/text.ts';
import { PageSnapshots } from '../transport/page-snapshots.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import { ActivityView } from './activity-view.ts';
import { AlertsView } from './alerts-view.ts';
import { HomeKitView } from './homekit-view.ts';
import { PetsView } from './pets-view.ts';

/** What opens over the picture of the kiosk, as a whole. */
export type KioskPage = 'activity' | 'library' | 'cameras' | 'pets' | 'alerts' | 'homekit' | 'devices' | 'audit' | 'doctor';

/** What is no part of the menu, and stands behind no PIN. */
export const openKioskPages: ReadonlySet<KioskPage> = new Set<KioskPage>(['activity', 'library']);

export function kioskPageTitle(page: KioskPage): string {
  const { kiosk, more, places } = text();
  return { ...kiosk.pages, activity: places.activity, pets: more.pets, alerts: more.alerts, homekit: 'HomeKit' }[page];
}

interface KioskPageTools {
  /** Asks for the PIN where a call needs it. */
  readonly client: PetLogClient;
  /** Does not. */
  readonly quietClient: PetLogClient;
  readonly library: Library;
  /** Resolves with whether whoever stands there may go on. */
  readonly unlock: () => Promise<boolean>;
}

/** The pages, each with a slot `back` for the way out. */
export function kioskPages({ client, quietClient, library, unlock }: KioskPageTools): Readonly<Record<KioskPage, LitElement>> {
  return {
    activity: new ActivityView(client, ownScreenSession, { quietClient, mayRemove: unlock }),
    library,
    cameras: new CameraList(client, unlock),
    pets: new PetsView(client, ownScreenSession, new PageSnapshots()),
    alerts: new AlertsView(client, ownScreenSession),
    homekit: new HomeKitView(client, ownScreenSession),
    devices: new AccessPanel(client),
    audit: new AuditList(client),
    doctor: new DoctorList(client),
  };
}
