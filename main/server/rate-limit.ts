import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { PetLogError } from '../../shared/errors.ts';

const windowMilliseconds = 60_000;

/** Nobody changes things so often that others cannot: counts what is no mere question, by address. */
export function limitChanges(changesPerMinute: () => number): RequestHandler {
  const limit = rateLimit({
    windowMs: windowMilliseconds,
    limit: changesPerMinute,
    standardHeaders: false,
    legacyHeaders: false,
    validate: { trustProxy: false },
    handler(request, _response, next) {
      const resetTime = (request as { rateLimit?: { resetTime?: Date } }).rateLimit?.resetTime;
      const retryAfterSeconds = Math.max(1, Math.ceil(((resetTime?.getTime() ?? Date.now() + windowMilliseconds) - Date.now()) / 1000));
      next(new PetLogError('too_many_requests', { address: request.ip ?? 'unknown', seconds: retryAfterSeconds }, { retryAfterSeconds }));
    },
  });
  return (request, response, next) => {
    // The limiter answers later even when it skips; a stream has to begin before the next request of its connection is read.
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) {
      next();
    } else {
      void limit(request, response, next);
    }
  };
}
