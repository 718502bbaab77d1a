import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { PetLogError } from '../../shared/errors.ts';

const windowMilliseconds = 60_000;

/** Nobody changes things so often that others cannot: counts what is no mere question, by address. */
export function limitChanges(changesPerMinute: () => number): RequestHandler {
  return rateLimit({
    windowMs: windowMilliseconds,
    limit: changesPerMinute,
    skip: ({ method }) => ['GET', 'HEAD', 'OPTIONS'].includes(method),
    standardHeaders: false,
    legacyHeaders: false,
    validate: { trustProxy: false },
    handler(request, _response, next) {
      const resetTime = (request as { rateLimit?: { resetTime?: Date } }).rateLimit?.resetTime;
      const retryAfterSeconds = Math.max(1, Math.ceil(((resetTime?.getTime() ?? Date.now() + windowMilliseconds) - Date.now()) / 1000));
      next(new PetLogError('too_many_requests', { address: request.ip ?? 'unknown', seconds: retryAfterSeconds }, { retryAfterSeconds }));
    },
  });
}
