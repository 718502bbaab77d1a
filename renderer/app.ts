import type { PetLogBridge } from '../shared/ipc.ts';
import { text } from './text/text.ts';
import { BridgeClient } from './transport/bridge-client.ts';
import { HttpClient } from './transport/http-client.ts';
import { pageAddress } from './transport/page-address.ts';
import { DashboardView } from './views/dashboard-view.ts';
import { KioskView } from './views/kiosk-view.ts';
import { LibraryView } from './views/library-view.ts';
import { PlainView } from './views/plain-view.ts';

declare global {
  interface Window {
    /** Only in the kiosk window. */
    readonly petlog?: PetLogBridge;
  }
}

function openHttpClient(): HttpClient {
  const client = new HttpClient({
    base: pageAddress('/'),
    fetch: (...request) => fetch(...request),
    openEvents: (address) => new EventSource(address),
  });
  window.addEventListener('online', () => client.retryNow());
  document.addEventListener('visibilitychange', () => document.hidden || client.retryNow());
  return client;
}

const views = {
  dashboard: () => new DashboardView(openHttpClient()),
  library: () => new LibraryView(openHttpClient()),
  plain: () => new PlainView(openHttpClient()),
  kiosk: () => new KioskView(window.petlog === undefined ? openHttpClient() : new BridgeClient(window.petlog)),
} as const;

const asked = new URLSearchParams(location.search).get('view');
const name = asked === 'library' || asked === 'plain' || asked === 'kiosk' ? asked : 'dashboard';
document.documentElement.dataset.view = name;
document.title = text().viewTitles[name];
document.body.append(views[name]());
