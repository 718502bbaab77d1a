import { request as requestHttp, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { request as requestHttps } from 'node:https';
import { AddressRefusal, type EnteredAddresses } from './entered-address.ts';
import { readEnteredUrl } from './entered-url.ts';

export interface EnteredRequest {
  readonly url: string;
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  /** Headers that prove who asks: they do not follow a redirect to another host, nor from HTTPS to HTTP. */
  readonly credentials?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
  /** Ends it, before and after the answer. */
  readonly signal: AbortSignal;
}

const schemes = ['http:', 'https:'];
const mostRedirects = 5;

/**
 * Asks an address that somebody entered: looked up once, connected to where
 * that led, and each redirect treated as if it had been entered.
 *
 * @returns the answer's beginning, whatever its status; whoever asked reads or destroys it
 * @throws AddressRefusal when an address is not allowed; else what the connection says
 */
export async function requestEntered(addresses: Pick<EnteredAddresses, 'resolve'>, request: EnteredRequest): Promise<IncomingMessage> {
  let { method = 'GET', body, credentials = {} } = request;
  let { url, host, port } = readEnteredUrl(request.url, schemes);
  for (let redirects = 0; ; redirects += 1) {
    const { lookup } = await untilAborted(addresses.resolve(host, port), request.signal);
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const sent = { ...request.headers, ...credentials, ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }) };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      // No agent: a connection kept for another request would not be to the address that was looked up for this one.
      send(url, { method, headers: sent, lookup, agent: false, signal: request.signal }, resolve).on('error', reject).end(body);
    });
    const next = redirectOf(answer, url);
    if (next === null) {
      return answer;
    }
    answer.destroy();
    if (redirects === mostRedirects) {
      throw new AddressRefusal(`${url.host} leads from one address to the next, more than ${mostRedirects} times`);
    }
    const before = url;
    ({ url, host, port } = readEnteredUrl(next, schemes));
    if (url.host !== before.host || (before.protocol === 'https:' && url.protocol === 'http:')) {
      credentials = {};
    }
    // As browsers do it (RFC 9110, 15.4): a form that was sent is not sent again, but for 307 and 308.
    if (answer.statusCode === 303 || ((answer.statusCode === 301 || answer.statusCode === 302) && method === 'POST')) {
      method = method === 'HEAD' ? 'HEAD' : 'GET';
      body = undefined;
    }
  }
}

/** A name server may not answer for a long time, and cannot be interrupted. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('no longer wanted'));
    signal.addEventListener('abort', abort, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    if (signal.aborted) {
      abort();
    }
  });
}

/** Where an answer leads to; null when it is one to keep. */
function redirectOf({ statusCode = 0, headers: { location } }: IncomingMessage, from: URL): string | null {
  return [301, 302, 303, 307, 308].includes(statusCode) && location !== undefined
    ? (URL.parse(location, from.href)?.href ?? location)
    : null;
}
