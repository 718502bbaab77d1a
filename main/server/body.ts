import express, { type Request, type RequestHandler } from 'express';
import { PetLogError } from '../../shared/errors.ts';
import { rawRoutes } from '../../shared/routes.ts';
import type { JsonRoute, RawRoute } from '../../shared/routes/route.ts';
import { hasBody, setTextBody } from './input.ts';

const maximumBodyBytes = 64 * 1024;

const unsupported = (request: Request, accepted: string): PetLogError =>
  new PetLogError('unsupported_media_type', { contentType: JSON.stringify(request.headers['content-type'] ?? 'none'), accepted });

const requireJson: RequestHandler = (request, _response, next) => {
  if (hasBody(request) && !request.is('application/json')) {
    throw unsupported(request, 'application/json');
  }
  next();
};

/** Of a route whose body is JSON. */
export const readJsonBody = ({ largestBodyBytes = maximumBodyBytes }: Pick<JsonRoute, 'largestBodyBytes'> = {}): RequestHandler[] => [
  requireJson,
  express.json({ limit: largestBodyBytes, strict: true, type: 'application/json' }),
];

/** Of a route whose body is text. */
export function readTextBody({ textBodyType }: Pick<RawRoute, 'textBodyType'>): RequestHandler[] {
  return textBodyType === undefined
    ? []
    : [
        (request, _response, next) => {
          if (!request.is(textBodyType)) {
            throw unsupported(request, textBodyType);
          }
          next();
        },
        express.text({ limit: maximumBodyBytes, type: textBodyType }),
        (request, response, next) => {
          setTextBody(request, response);
          next();
        },
      ];
}

/** What can be posted there (https://www.w3.org/TR/ldp/#header-accept-post), where that is no JSON. */
export const acceptPost =
  (path: string): RequestHandler =>
  (_request, response, next) => {
    const { textBodyType } =
      Object.values(rawRoutes).find((route: RawRoute) => route.path === path && route.method === 'POST') ?? ({} as RawRoute);
    if (textBodyType !== undefined) {
      response.setHeader('Accept-Post', textBodyType);
    }
    next();
  };
