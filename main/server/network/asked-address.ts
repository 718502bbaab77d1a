import type { Request } from 'express';

const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i.test(host);

/**
 * The same with a whole address: that by which the client came, for it is the
 * one that works there. What leads back to this machine alone is of no use to
 * anybody else, so that the network's takes its place.
 */
export function withAskedAddress<Answer extends { readonly url: string }>(
  answer: Answer,
  request: Request,
  reachableUrl: string | undefined,
): Answer {
  const asked = `${request.protocol}://${request.host}`;
  const origin = isLoopback(request.hostname) ? (reachableUrl ?? asked) : asked;
  return { ...answer, url: answer.url.startsWith('/') ? `${origin}${answer.url}` : answer.url };
}
