import type { RequestHandler } from 'express';

/** What nobody stores, nobody has a copy of to compare: conditions (RFC 9110, 13) mean nothing. */
const conditions = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since'];

export const neverStored: RequestHandler = (request, response, next) => {
  for (const name of conditions) {
    request.headers[name] = undefined;
  }
  if (request.method === 'HEAD') {
    request.headers.range = undefined; // it is for GET alone (RFC 9110, 14.2)
  }
  response.setHeader('Cache-Control', 'no-store');
  next();
};
