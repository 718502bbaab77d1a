import type { LitElement } from 'lit';
import type { PageContext } from './context.ts';
import type { PageName } from './places.ts';

/** Makes the element of a page; `id` is that of what it is about. */
export type NewPage = (context: PageContext, id: string) => LitElement;

/** What a page needs is loaded when it is opened for the first time: the live picture does not wait for it. */
export const pageLoaders: Readonly<Record<Exclude<PageName, 'live'>, () => Promise<NewPage>>> = {
  activity: async () => {
    const { ActivityView } = await import('../views/activity-view.ts');
    return ({ client, keeper }) => new ActivityView(client, keeper);
  },
  event: async () => {
    const { ActivityView } = await import('../views/activity-view.ts');
    return ({ client, keeper }, id) => new ActivityView(client, keeper, null, id);
  },
  recordings: async () => {
    const { LibraryView } = await import('../views/library-view.ts');
    return (context) => new LibraryView(context);
  },
  recording: async () => {
    const { LibraryView } = await import('../views/library-view.ts');
    return (context, id) => new LibraryView(context, id);
  },
  more: async () => {
    const { MoreView } = await import('../views/more-view.ts');
    return ({ client, keeper }) => new MoreView(client, keeper);
  },
  cameras: async () => {
    const { CamerasView } = await import('../views/cameras-view.ts');
    return ({ client, keeper, places }) => new CamerasView(client, keeper, places);
  },
  camera: async () => {
    const { CameraView } = await import('../views/camera-view.ts');
    return ({ client, keeper, places }, id) => new CameraView(client, keeper, id, places);
  },
  people: async () => {
    const { DevicesView } = await import('../views/devices-view.ts');
    return ({ client, keeper }) => new DevicesView(client, keeper);
  },
  audit: async () => {
    const { AuditView } = await import('../views/audit-view.ts');
    return ({ client, keeper }) => new AuditView(client, keeper);
  },
  pets: async () => {
    const { PetsView } = await import('../views/pets-view.ts');
    return ({ client, keeper }) => new PetsView(client, keeper, client);
  },
  alerts: async () => {
    const { AlertsView } = await import('../views/alerts-view.ts');
    return ({ client, keeper }) => new AlertsView(client, keeper);
  },
  storage: async () => {
    const { StorageView } = await import('../views/storage-view.ts');
    return ({ client, keeper, router }) => new StorageView(client, keeper, (id) => router.go('recording', id));
  },
  backup: async () => {
    const { BackupView } = await import('../views/backup-view.ts');
    return ({ client, keeper }) => new BackupView(client, keeper);
  },
  relays: async () => {
    const { RelaysView } = await import('../views/relays-view.ts');
    return ({ client, keeper }) => new RelaysView(client, keeper);
  },
  homeAssistant: async () => {
    const { HomeAssistantView } = await import('../views/home-assistant-view.ts');
    return ({ client, keeper }) => new HomeAssistantView(client, keeper);
  },
  homekit: async () => {
    const { HomeKitView } = await import('../views/homekit-view.ts');
    return ({ client, keeper }) => new HomeKitView(client, keeper);
  },
  screen: async () => {
    const { ScreenView } = await import('../views/screen-view.ts');
    return ({ client, keeper }) => new ScreenView(client, keeper);
  },
  doctor: async () => {
    const { DoctorView } = await import('../views/doctor-view.ts');
    return ({ client, keeper }) => new DoctorView(client, keeper);
  },
  phone: async () => {
    const { PhoneView } = await import('../views/phone-view.ts');
    return ({ client, keeper }) => new PhoneView(client, keeper);
  },
  about: async () => {
    const { AboutView } = await import('../views/about-view.ts');
    return ({ client, keeper }) => new AboutView(client, keeper);
  },
};
