import type { PushMessage } from '../../shared/alerts-push.ts';
import { type AlertData, type AlertNotification, AlertReceiver, type AppWindow } from './push/alert-receiver.ts';
import { CachedMemory, type KeptSubscription, renewSubscription } from './push/renewed-subscription.ts';
import { WorkerClient } from './push/worker-client.ts';

/**
 * Keeps the app's own files, so that it opens at once and without the camera,
 * and shows alerts. Never keeps pictures or answers: those go to the camera as if this were not here.
 * What it imports is its own, since browsers load it as one plain script.
 */
interface ExtendableEvent extends Event {
  waitUntil(promise: Promise<unknown>): void;
}

interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

interface PushEvent extends ExtendableEvent {
  readonly data: { json(): unknown } | null;
}

interface NotificationPress extends ExtendableEvent {
  /** Of a button; empty for the notification itself. */
  readonly action: string;
  readonly notification: { readonly data: AlertData; close(): void };
}

interface SubscriptionChange extends ExtendableEvent {
  readonly newSubscription?: PushSubscription | null;
}

interface PageMessage extends ExtendableEvent {
  readonly data: { readonly pushSubscription?: KeptSubscription };
}

interface Worker {
  readonly registration: {
    readonly scope: string;
    readonly pushManager: PushManager;
    showNotification(title: string, options: AlertNotification): Promise<void>;
  };
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly AppWindow[]>;
    openWindow(address: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(type: 'push', listener: (event: PushEvent) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: NotificationPress) => void): void;
  addEventListener(type: 'pushsubscriptionchange', listener: (event: SubscriptionChange) => void): void;
  addEventListener(type: 'message', listener: (event: PageMessage) => void): void;
}

/** Put in by the build (`build/service-worker.ts`): paths of files whose names change with their content, and a name for all of them. */
declare const petlogFiles: readonly string[];
declare const petlogVersion: string;

const worker = self as unknown as Worker;
const prefix = 'petlog-app ';
const scope = worker.registration.scope;
const cacheName = `${prefix}${scope} ${petlogVersion}`;
/** The page of the app under which its files are found without the camera. */
const pageUrl = new URL('.', scope).href;
/** The camera's own answer is newer; who waits longer for it sees what is here. */
const patienceMilliseconds = 700;

/** Addresses in the kept page hold wherever it is shown. */
async function keepPage(answer: Response): Promise<void> {
  if (!answer.ok || answer.redirected || !(answer.headers.get('Content-Type') ?? '').startsWith('text/html')) {
    return;
  }
  const page = (await answer.text()).replace(/<base href="[^"]*"/, `<base href="${new URL(scope).pathname}"`);
  const headers = new Headers(answer.headers);
  headers.delete('Content-Encoding');
  headers.delete('Content-Length');
  await (await caches.open(cacheName)).put(pageUrl, new Response(page, { headers }));
}

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll(petlogFiles.map((path) => new Request(new URL(path, scope), { cache: 'reload' })));
  await keepPage(await fetch(pageUrl, { cache: 'reload' }));
  await worker.skipWaiting();
}

/** Pages of the version before may still be open, and load the rest of their files: those are kept, older ones are not. */
async function activate(): Promise<void> {
  const before = (await caches.keys()).filter((name) => name.startsWith(`${prefix}${scope} `) && name !== cacheName);
  await Promise.all(before.slice(0, -1).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** The page from the camera, or what is here when it does not answer in time. */
async function openPage(event: FetchEvent): Promise<Response> {
  const answer = fetch(event.request);
  event.waitUntil(answer.then((fresh) => keepPage(fresh.clone())).catch(() => {}));
  const kept = await caches.match(pageUrl, { ignoreVary: true });
  if (kept === undefined) {
    return answer;
  }
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), patienceMilliseconds));
  return Promise.race([answer.catch(() => kept), late]);
}

/** Pages of the app: not the way to trust it, the documentation, or a clip that somebody was sent. */
function isPageOfApp({ mode, method, url }: Request): boolean {
  const path = new URL(url).pathname.slice(new URL(scope).pathname.length);
  return mode === 'navigate' && method === 'GET' && url.startsWith(scope) && /^(index\.html|app(\/(?!trust|s\/).*)?)?$/.test(path);
}

const files = new Set(petlogFiles.map((path) => new URL(path, scope).href));

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  if (isPageOfApp(request)) {
    event.respondWith(openPage(event));
  } else if (request.method === 'GET' && (files.has(request.url) || /\/assets\/[^/]+-[\w-]{8}\.(js|css|svg)$/.test(request.url))) {
    event.respondWith(caches.match(request, { ignoreVary: true }).then((kept) => kept ?? fetch(request)));
  }
});

const memory = new CachedMemory(caches, new URL(scope));
const client = new WorkerClient({ scope: new URL(scope), fetch: (...request) => fetch(...request), locks: navigator.locks });
const alerts = new AlertReceiver({
  scope: new URL(scope),
  client,
  windows: worker.clients,
  showNotification: (title, options) => worker.registration.showNotification(title, options),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
});

/** The key of PetLog may be another one since then. */
async function subscribeAgain(): Promise<PushSubscription> {
  const { public_key: applicationServerKey } = (await (await client.ask('alerts/push-key')).json()) as { public_key: string };
  return worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
}

worker.addEventListener('push', (event) => {
  if (event.data !== null) {
    event.waitUntil(alerts.show(event.data.json() as PushMessage));
  }
});
worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(alerts.press(event.action, event.notification.data));
});
worker.addEventListener('pushsubscriptionchange', (event) => {
  const subscribe = async (): Promise<PushSubscription> => event.newSubscription ?? (await subscribeAgain());
  event.waitUntil(renewSubscription({ client, memory, subscribe }));
});
worker.addEventListener('message', (event) => {
  const { pushSubscription } = event.data;
  if (pushSubscription !== undefined) {
    event.waitUntil(memory.write(pushSubscription));
  }
});
