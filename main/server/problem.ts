import type { Response } from 'express';
import { STATUS_CODES } from 'node:http';
import type { ProblemDetails } from '../../shared/api.ts';
import { PetLogError } from '../../shared/errors.ts';
import { challengesOf } from './access/basic-authentication.ts';

/** The body of an error answer (RFC 9457). */
export function problemDetails(error: PetLogError): ProblemDetails {
  return {
    type: `urn:petlog:error:${error.code}`,
    title: STATUS_CODES[error.status] ?? 'Error',
    status: error.status,
    detail: error.message,
    code: error.code,
    ...(error.errors.length > 0 ? { errors: [...error.errors] } : {}),
  };
}

export function sendProblem(response: Response, error: PetLogError): void {
  if (error.retryAfterSeconds !== undefined) {
    response.setHeader('Retry-After', String(Math.ceil(error.retryAfterSeconds)));
  }
  if (error.status === 401) {
    response.setHeader('WWW-Authenticate', challengesOf(response));
  }
  response.status(error.status);
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.end(response.req.method === 'HEAD' ? undefined : JSON.stringify(problemDetails(error)));
}

interface HttpErrorLike {
  status: number;
  type?: unknown;
  message: string;
  limit?: unknown;
  headers?: unknown;
}

function isHttpErrorLike(error: unknown): error is HttpErrorLike {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status >= 400 && error.status < 500;
}

/**
 * Makes an expected error of whatever a handler or a library threw for something
 * a client sent; null for anything else, which is a bug of ours.
 */
export function asExpectedError(error: unknown, path: string): PetLogError | null {
  if (error instanceof PetLogError) {
    return error;
  }
  if (!isHttpErrorLike(error)) {
    return null;
  }
  if (error.type === 'entity.parse.failed') {
    return new PetLogError('malformed_request', { reason: 'its body is not a JSON object' }); // the parser's own words quote the body
  }
  if (error instanceof URIError) {
    return new PetLogError('not_found', { path }); // a parameter of the path that cannot be decoded: nothing has that id
  }
  switch (error.status) {
    case 404:
      return new PetLogError('not_found', { path });
    case 413:
      return new PetLogError('payload_too_large', { limitBytes: String(error.limit) });
    case 415:
      return new PetLogError('unsupported_media_type', { contentType: 'with that encoding', accepted: 'it without' });
    default:
      return new PetLogError('malformed_request', { reason: error.message.replace(/\.$/, '') });
  }
}
