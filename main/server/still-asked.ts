import type { RequestHandler } from 'express';

/** The rest of a request may turn out to be no HTTP while somebody looks at its beginning: the server has answered that by itself. */
export const stillAsked: RequestHandler = (_request, response, next) => {
  if (!response.writableEnded) {
    next();
  }
};
