import compression from 'compression';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import type { Config, ConfigPatch } from '../../shared/config.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { Caller, JsonRoute, RawRoute } from '../../shared/routes/route.ts';
import type { NewShare } from '../../shared/shares.ts';
import {
  isMedia,
  type JsonRouteName,
  jsonRoutes,
  type RawRouteName,
  rawRoutes,
  routes,
  type SessionRouteName,
} from '../../shared/routes.ts';
import { sessionRoutes } from '../../shared/routes/access-routes.ts';
import type { PetLogControl } from '../control/petlog-control.ts';
import type { Permissions } from '../access/permissions.ts';
import type { Clock } from '../system/clock.ts';
import { authenticate, authenticateBehindBody, endWithPermission, principalOf, requireAccess } from './access/authentication.ts';
import { askedCameras } from './access/asked-cameras.ts';
import { authenticateBasic, type BasicAuthenticationDependencies } from './access/basic-authentication.ts';
import type { SessionHandlers } from './access/session-handlers.ts';
import { acceptPost, readJsonBody, readTextBody } from './body.ts';
import { apiDocumentation } from './documentation.ts';
import { limitDownloads } from './downloads.ts';
import { type ErrorAnswerOptions, handleErrors } from './error-answers.ts';
import { indexPage } from './index-page.ts';
import { manifest } from './manifest.ts';
import { trustPage } from './trust-page.ts';
import { readInput, readKnownInput } from './input.ts';
import { findSite, refuseForeignPages } from './network/cross-site-rule.ts';
import { withAskedAddress } from './network/asked-address.ts';
import { prefixOf, withPrefix } from './network/prefix.ts';
import { neverStored } from './never-stored.ts';
import type { RawHandlers } from './raw-handlers.ts';
import { RoutesByPlace } from './routes-by-place.ts';
import { tellIceServers } from './routes/ice-server-links.ts';
import { limitChanges, limitRequests } from './rate-limit.ts';
import { sendJson } from './send-json.ts';
import { securityHeaders } from './security-headers.ts';
import { forPeople } from './for-people.ts';
import { methodNotAllowed, readOnly, staticFiles } from './static-files.ts';
import { stillAsked } from './still-asked.ts';

export interface AppOptions extends ErrorAnswerOptions {
  operations: PetLogControl['operations'];
  rawHandlers: RawHandlers;
  sessionHandlers: SessionHandlers;
  authentication: BasicAuthenticationDependencies;
  /** @throws PetLogError `would_lock_out` for who would not come in where only those do that were let in */
  assertStaysIn(request: Request): Promise<void>;
  /** Whose X-Forwarded headers are believed. */
  isTrustedProxy(address: string | undefined): boolean;
  /** What every request passes first. */
  networkRules: RequestHandler[];
  allowedOrigins: () => readonly string[];
  permissions: Pick<Permissions, 'onEnd'>;
  /** Null for an unknown one. */
  cameraOfRecording(recordingId: string): string | null;
  /** Null for an unknown one. */
  cameraOfEvent(eventId: string): string | null;
  /** From one address. */
  changesPerMinute: () => number;
  requestsPerMinute: () => number;
  downloadLimits: Parameters<typeof limitDownloads>[0];
  iceServers: () => Config['video']['ice_servers'];
  clock: Clock;
  /** At which other devices find PetLog; none without a network. */
  reachableUrl(): string | undefined;
  /** What the camera is called and speaks. */
  server: () => Pick<Config['server'], 'name' | 'language'>;
  /** Port of HTTPS; null where it is off. */
  httpsPort(): number | null;
  /** Built user interface; null serves the API alone. */
  rendererDirectory: string | null;
}

/** What anyone may ask is asked on nobody's behalf. */
const nobody: Caller = { kind: 'open', id: null, name: 'nobody', role: 'viewer', address: null };

function callerOf(name: JsonRouteName, response: Response): Caller {
  return jsonRoutes[name].access === 'none' ? nobody : principalOf(response);
}

function jsonHandler(name: JsonRouteName, { operations, authentication, assertStaysIn, reachableUrl }: AppOptions): RequestHandler {
  const operation = operations[name] as (input: unknown, caller: Caller) => Promise<object>;
  return async (request, response) => {
    const input = readInput(jsonRoutes[name].input, request);
    if (name === 'settings.change' && authentication.mode() === 'open' && isRestriction(input as ConfigPatch)) {
      await assertStaysIn(request);
    }
    const output = await operation(input, callerOf(name, response));
    const isUnhealthy = name === 'health.get' && (output as { status: string }).status === 'unhealthy';
    const { successStatus = 200 } = jsonRoutes[name] as JsonRoute;
    const answer = withPrefix(output, prefixOf(response));
    response.status(isUnhealthy ? 503 : successStatus);
    sendJson(request, response, name === 'shares.create' ? withAskedAddress(answer as NewShare, request, reachableUrl()) : answer);
  };
}

const isRestriction = ({ security }: ConfigPatch): boolean => security?.access === 'accounts';

function rawHandler<N extends RawRouteName>(name: N, handler: RawHandlers[N]): RequestHandler {
  return async (request, response) => {
    const read = isMedia(rawRoutes[name]) ? readKnownInput : readInput;
    await handler(read(rawRoutes[name].input, request) as Parameters<typeof handler>[0], request, response);
  };
}

function sessionHandler<N extends SessionRouteName>(name: N, handler: SessionHandlers[N]): RequestHandler {
  return async (request, response) => {
    response.json(await handler(readInput(sessionRoutes[name].input, request) as Parameters<typeof handler>[0], request, response));
  };
}

type AnyRoute = Pick<JsonRoute | RawRoute, 'method' | 'access' | 'isOfCamera'>;

/** What holds an open file or clip; who watches live counts as a viewer. */
const isDownload = ({ contentType, isLive }: Pick<RawRoute, 'contentType' | 'isLive'>): boolean =>
  contentType.startsWith('video/') && isLive !== true;

/** As `Allow` names them. */
function methodsOf(path: string): string {
  const methods = Object.values(routes)
    .filter((route) => route.path === path)
    .flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...methods, 'OPTIONS'].join(', ');
}

/** The Express application: every route of the table, the documentation, and the user interface. */
export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', options.isTrustedProxy);
  app.use(
    securityHeaders(),
    limitRequests(options.requestsPerMinute, options.clock),
    options.networkRules,
    findSite(options.allowedOrigins),
    limitChanges(options.changesPerMinute),
    authenticate(options.authentication),
    stillAsked,
  );

  const api = new RoutesByPlace();
  const basic = authenticateBasic(options.authentication);
  /** Who is let through: by the route's permission, and by whose page asks. */
  const admit = ({ method, access, isOfCamera }: AnyRoute): RequestHandler[] => [
    ...(method === 'GET' && access !== 'none' ? [basic] : []),
    requireAccess({ access, isOfCamera }),
    refuseForeignPages(access),
  ];
  const parseBodyOf = (route: Pick<JsonRoute, 'largestBodyBytes'>): RequestHandler[] => [
    ...readJsonBody(route),
    authenticateBehindBody(options.authentication),
  ];
  const parseBody = parseBodyOf({});
  for (const name of Object.keys(jsonRoutes) as JsonRouteName[]) {
    const { method, path } = jsonRoutes[name];
    const admitted = admit(jsonRoutes[name]);
    const router = api.at(path);
    router[method.toLowerCase() as 'get' | 'post' | 'patch' | 'delete'](
      path,
      neverStored,
      admitted,
      parseBodyOf(jsonRoutes[name] as JsonRoute),
      admitted,
      jsonHandler(name, options),
    );
  }
  for (const name of Object.keys(sessionRoutes) as SessionRouteName[]) {
    const { method, path } = sessionRoutes[name];
    const admitted = admit(sessionRoutes[name]);
    const router = api.at(path);
    router[method.toLowerCase() as 'get' | 'post'](
      path,
      neverStored,
      admitted,
      parseBody,
      admitted,
      sessionHandler(name, options.sessionHandlers[name] as never),
    );
  }
  const downloads = limitDownloads(options.downloadLimits);
  for (const name of Object.keys(rawRoutes) as RawRouteName[]) {
    const { method, path, access } = rawRoutes[name];
    const admitted = admit(rawRoutes[name]);
    const readText = readTextBody(rawRoutes[name]);
    const router = api.at(path);
    router[method.toLowerCase() as 'get' | 'put'](
      path,
      neverStored,
      admitted,
      isDownload(rawRoutes[name]) ? [downloads] : [],
      readText.length === 0 ? [] : [...readText, authenticateBehindBody(options.authentication), ...admitted],
      endWithPermission(options.permissions, access, (request) =>
        askedCameras(rawRoutes[name], request, options.cameraOfRecording, options.cameraOfEvent),
      ),
      rawHandler(name, options.rawHandlers[name] as never),
    );
  }
  const { path: webRtcPath } = rawRoutes['webrtc.open'];
  api.at(webRtcPath).options(webRtcPath, tellIceServers(options.iceServers));
  for (const path of new Set(Object.values(routes).map((route) => route.path))) {
    api.at(path).all(path, acceptPost(path), methodNotAllowed(methodsOf(path)));
  }
  app.use(api.handler);
  app.use('/docs', compression(), apiDocumentation());
  // What is near a link is none, and not a page of the app.
  app.use('/app/s', (request) => {
    throw new PetLogError('not_found', { path: request.baseUrl });
  });
  if (options.rendererDirectory !== null) {
    const page = indexPage(options.rendererDirectory, options.server);
    app.route('/manifest.webmanifest').get(manifest(options.server)).all(readOnly);
    app
      .route('/app/trust')
      .get(compression(), trustPage(options.httpsPort), indexPage(options.rendererDirectory, options.server, 200, 'trust.html'))
      .all(readOnly);
    app.route(['/', '/index.html', '/app', '/app/{*page}']).get(compression(), page).all(readOnly);
    app.use(compression(), staticFiles(options.rendererDirectory), forPeople(indexPage(options.rendererDirectory, options.server, 404)));
  }
  app.use((request) => {
    throw new PetLogError('not_found', { path: request.path });
  });
  app.use(handleErrors(options));
  return app;
}
