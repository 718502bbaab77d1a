import compression from 'compression';
import type { Request, Response } from 'express';

/** Shorter ones fit into a packet or two as they are. */
const leastCompressedCharacters = 1024;

const compress = compression();

/**
 * Answers with JSON, compressed where that is worth it: what compression wraps around an answer outlives it, until V8 searches all
 * of its heap (8 kB of each request).
 */
export function sendJson(request: Request, response: Response, answer: unknown): void {
  const text = JSON.stringify(answer);
  response.set('Content-Type', 'application/json');
  if (text.length < leastCompressedCharacters) {
    response.send(text);
  } else {
    compress(request, response, () => response.send(text));
  }
}
