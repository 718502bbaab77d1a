import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';
import { accessTokenSeconds } from '../../access/access-tokens.ts';
import { sessionMilliseconds } from '../../access/device-store.ts';
import type { OpenSession } from '../../access/sessions.ts';

const names = { access: 'petlog_access', refresh: 'petlog_refresh', kiosk: 'petlog_kiosk' } as const;

/** Name of the cookie that holds a browser's access token. */
export const accessCookieName = names.access;
/** Name of the cookie that PetLog's own window shows. */
export const kioskCookieName = names.kiosk;

export function readCookies(request: Request): { access: string | null; refresh: string | null; kiosk: string | null } {
  const cookies = parseCookie(request.headers.cookie ?? '');
  return { access: cookies[names.access] ?? null, refresh: cookies[names.refresh] ?? null, kiosk: cookies[names.kiosk] ?? null };
}

/** Out of reach of scripts and of other sites; over HTTPS only where it is HTTPS. */
function optionsOf(request: Request, basePath: string): CookieOptions {
  return { httpOnly: true, sameSite: 'strict', secure: request.secure, path: `${basePath}/` };
}

/** The refresh token goes to the one route that takes it. */
const refreshOptionsOf = (request: Request, basePath: string): CookieOptions => ({
  ...optionsOf(request, basePath),
  path: `${basePath}/auth/refresh`,
});

export function setSessionCookies(request: Request, response: Response, basePath: string, session: OpenSession): void {
  response.cookie(names.access, session.accessToken, { ...optionsOf(request, basePath), maxAge: accessTokenSeconds * 1000 });
  response.cookie(names.refresh, session.refreshToken, { ...refreshOptionsOf(request, basePath), maxAge: sessionMilliseconds });
}

export function clearSessionCookies(request: Request, response: Response, basePath: string): void {
  response.clearCookie(names.access, optionsOf(request, basePath));
  response.clearCookie(names.refresh, refreshOptionsOf(request, basePath));
}
