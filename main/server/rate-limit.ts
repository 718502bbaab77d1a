import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { PetLogError } from '../../shared/errors.ts';
import type { Clock } from '../system/clock.ts';
import { addressOf } from './access/authentication.ts';

const windowMilliseconds = 60_000;

/**
 * Counts every request, by address, so that nobody asks so often that others
 * are not served. express-rate-limit cannot do this: it answers a promise later,
 * and where everyone is let in a stream has to begin before the next request of
 * its connection is read.
 */
export function limitRequests(requestsPerMinute: () => number, clock: Clock): RequestHandler {
  const counts = new Map<string, number>();
  let windowEndMilliseconds = 0;
  return (request, _response, next) => {
    const now = clock.monotonicMilliseconds();
    if (now >= windowEndMilliseconds) {
      counts.clear();
      windowEndMilliseconds = now + windowMilliseconds;
    }
    const address = addressOf(request);
    const block = ipKeyGenerator(address);
    const count = (counts.get(block) ?? 0) + 1;
    counts.set(block, count);
    if (count > requestsPerMinute()) {
      throw tooManyRequests(address, (windowEndMilliseconds - now) / 1000);
    }
    next();
  };
}

/** Counts requests that may change something, by address, so that nobody changes things so often that others cannot. */
export function limitChanges(changesPerMinute: () => number): RequestHandler {
  const limit = rateLimit({
    windowMs: windowMilliseconds,
    limit: changesPerMinute,
    standardHeaders: false,
    legacyHeaders: false,
    validate: { trustProxy: false },
    handler(request, _response, next) {
      const resetTime = (request as { rateLimit?: { resetTime?: Date } }).rateLimit?.resetTime;
      next(tooManyRequests(addressOf(request), ((resetTime?.getTime() ?? Date.now() + windowMilliseconds) - Date.now()) / 1000));
    },
  });
  return (request, response, next) => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) {
      next();
    } else {
      void limit(request, response, next);
    }
  };
}

function tooManyRequests(address: string, secondsLeft: number): PetLogError {
  const seconds = Math.max(1, Math.ceil(secondsLeft));
  return new PetLogError('too_many_requests', { address, seconds }, { retryAfterSeconds: seconds });
}
