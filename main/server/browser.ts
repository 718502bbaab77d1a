import type { Request } from 'express';

/**
 * Whether a browser asks, whatever for. Programs call themselves Mozilla too, but
 * have no languages to choose from; no page can leave either header out.
 */
export function isBrowser({ headers }: Pick<Request, 'headers'>): boolean {
  return (
    (headers['user-agent'] ?? '').startsWith('Mozilla/') &&
    (headers['accept-language'] !== undefined || /^(text\/html|image\/)/.test(headers.accept ?? ''))
  );
}
