import type { NextFunction, Request, Response } from 'express';
import { PetLogError } from '../../shared/errors.ts';
import { routes } from '../../shared/routes.ts';
import type { Logger } from '../system/logger.ts';
import { addressOf, authenticationOf } from './access/authentication.ts';
import { asExpectedError, sendProblem } from './problem.ts';

export interface ErrorAnswerOptions {
  readonly logger: Logger;
  /** Somebody was told that they may not. */
  onRefused(refusal: { actor: string; address: string; action: string; detail: string }): void;
}

const knownPaths = new Set<string>(Object.values(routes).map(({ path }) => path));

/** As in the table of routes: somebody who invents paths would fill the record of refusals. */
function routePathOf(request: Request): string {
  const { path } = (request.route as { path: string } | undefined) ?? request;
  return knownPaths.has(path) ? path : 'elsewhere';
}

/** Refusals that say something about who tries to come in. */
const refusals = [401, 403, 421, 429];

/** Answers every error with its problem; what nobody expected is logged. */
export function handleErrors({ logger, onRefused }: ErrorAnswerOptions) {
  return (error: unknown, request: Request, response: Response, _next: NextFunction): void => {
    if (response.writableEnded && !request.complete) {
      return; // answered by the server itself, as its body was no HTTP
    }
    const expected = asExpectedError(error, request.path);
    if (expected === null) {
      logger.error({ err: error, method: request.method, path: request.path.replace(/^\/app\/s\/[^/]+/, '/app/s/...') }, 'request failed'); // the secret of a link is for nobody
    }
    if (expected !== null && refusals.includes(expected.status)) {
      onRefused({
        actor: authenticationOf(response)?.principal.name ?? 'nobody',
        address: addressOf(request),
        action: `${request.method} ${routePathOf(request)}`,
        detail: expected.code,
      });
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    sendProblem(response, expected ?? new PetLogError('internal'));
  };
}
