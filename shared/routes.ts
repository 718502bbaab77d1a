/**
 * Every HTTP route: method, path, who may use it, what goes in and out.
 * The router, the API document and the tests of both are made from this table.
 */
import type { z } from 'zod';
import { accessJsonRoutes, sessionRoutes } from './routes/access-routes.ts';
import { alertJsonRoutes } from './routes/alert-routes.ts';
import { backupJsonRoutes } from './routes/backup-routes.ts';
import { cameraJsonRoutes } from './routes/camera-routes.ts';
import { configurationJsonRoutes } from './routes/configuration-routes.ts';
import { eventJsonRoutes, eventRawRoutes } from './routes/event-routes.ts';
import { homekitJsonRoutes } from './routes/homekit-routes.ts';
import { liveJsonRoutes, liveRawRoutes } from './routes/live-routes.ts';
import { recordingJsonRoutes, recordingRawRoutes } from './routes/recording-routes.ts';
import { relayJsonRoutes } from './routes/relay-routes.ts';
import type { Caller } from './routes/route.ts';
import { shareJsonRoutes, shareRawRoutes } from './routes/share-routes.ts';
import { systemJsonRoutes, systemRawRoutes } from './routes/system-routes.ts';
import { trustJsonRoutes, trustRawRoutes } from './routes/trust-routes.ts';
import { webrtcJsonRoutes, webrtcRawRoutes } from './routes/webrtc-routes.ts';

export const jsonRoutes = {
  ...cameraJsonRoutes,
  ...liveJsonRoutes,
  ...webrtcJsonRoutes,
  ...recordingJsonRoutes,
  ...eventJsonRoutes,
  ...shareJsonRoutes,
  ...alertJsonRoutes,
  ...accessJsonRoutes,
  ...systemJsonRoutes,
  ...configurationJsonRoutes,
  ...backupJsonRoutes,
  ...relayJsonRoutes,
  ...homekitJsonRoutes,
  ...trustJsonRoutes,
} as const;
export const rawRoutes = {
  ...liveRawRoutes,
  ...webrtcRawRoutes,
  ...recordingRawRoutes,
  ...eventRawRoutes,
  ...shareRawRoutes,
  ...systemRawRoutes,
  ...trustRawRoutes,
} as const;

/** Whether a route answers pictures or video: what asks for them adds parameters of its own, to get by caches. */
export const isMedia = (route: { readonly contentType?: string }): boolean =>
  /^(image\/|video\/|multipart\/|application\/vnd\.apple\.mpegurl$)/.test(route.contentType ?? '');

export const routes = { ...jsonRoutes, ...sessionRoutes, ...rawRoutes } as const;

export type JsonRouteName = keyof typeof jsonRoutes;
export type SessionRouteName = keyof typeof sessionRoutes;
export type RawRouteName = keyof typeof rawRoutes;
export type RouteName = keyof typeof routes;
export type Input<N extends RouteName> = z.output<(typeof routes)[N]['input']>;
export type Output<N extends JsonRouteName | SessionRouteName> = z.output<(typeof jsonRoutes & typeof sessionRoutes)[N]['output']>;
/** What PetLog can do, whoever asks: one function for each JSON route. */
export type Operations = { [N in JsonRouteName]: (input: Input<N>, caller: Caller) => Promise<Output<N>> };
