import { request as requestHttp, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { request as requestHttps } from 'node:https';
import { missingCredentials, RemoteFault, wrongCredentials } from '../remote/remote-fault.ts';
import type { Login } from '../remote/login.ts';
import { untilAborted } from '../system/until-aborted.ts';
import { AddressRefusal, type EnteredAddresses } from './entered-address.ts';
import { EnteredAgents } from './entered-agents.ts';
import { readEnteredUrl } from './entered-url.ts';
import { giveBody } from './give-body.ts';

export interface EnteredRequest {
  readonly url: string;
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  /** Headers that prove who asks: they do not follow a redirect to another host, nor from HTTPS to HTTP. */
  readonly credentials?: OutgoingHttpHeaders;
  /** Answers what the server asks for, by the same rule. An answer 401 without it is kept like any other. */
  readonly login?: Login;
  readonly body?: string | Buffer;
  /** Follows no redirect that would ask without the body: such an answer is returned as any other. */
  readonly keepsBody?: boolean;
  /** Follows no redirect to another host or port, nor from HTTPS to HTTP: such an answer is returned as any other. */
  readonly staysOnHost?: boolean;
  /** Told of each redirect that is followed. */
  readonly onRedirect?: (to: URL) => void;
  /** In place of the body: bytes that come as they are taken; opened anew for each redirect. */
  readonly stream?: { readonly sizeBytes: number; open(): AsyncIterable<Buffer> };
  /** Connections that are kept; without them each request has its own, to servers whose certificate is signed. */
  readonly agents?: EnteredAgents;
  /** Ends it, before and after the answer. */
  readonly signal: AbortSignal;
}

const schemes = ['http:', 'https:'];
const mostRedirects = 5;
/** The first may be refused for a challenge, the second for one that ran out meanwhile. */
const mostAttempts = 3;

/**
 * Asks an address that somebody entered: looked up once, connected to where
 * that led, and each redirect treated as if it had been entered.
 *
 * @returns the answer's beginning, whatever its status; whoever asked reads or destroys it
 * @throws AddressRefusal when an address is not allowed; RemoteFault when a certificate or a login is refused; else what the connection says
 */
export async function requestEntered(addresses: Pick<EnteredAddresses, 'resolve'>, request: EnteredRequest): Promise<IncomingMessage> {
  let { method = 'GET', body, stream, credentials = {}, login } = request;
  const { agents = new EnteredAgents({ keepAlive: false, certificateFingerprint: null }) } = request;
  let { url, host, port } = readEnteredUrl(request.url, schemes);
  for (let redirects = 0; ; redirects += 1) {
    const pinned = await untilAborted(addresses.resolve(host, port), request.signal);
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const agent = agents.agentFor(url.protocol, pinned);
    const ask = (authorization: OutgoingHttpHeaders): Promise<IncomingMessage> => {
      const sizeBytes = stream?.sizeBytes ?? (body === undefined ? undefined : Buffer.byteLength(body));
      const length = sizeBytes === undefined ? {} : { 'Content-Length': sizeBytes };
      const headers = { ...request.headers, ...credentials, ...length, ...authorization };
      const sendOnce = (): Promise<IncomingMessage> =>
        new Promise((resolve, reject) => {
          const sent = send(url, { method, headers, lookup: pinned.lookup, agent, signal: request.signal }, resolve);
          // A kept connection may have been closed by the other side just now; another one is made then.
          sent.on('error', (error) =>
            sent.reusedSocket && method === 'GET' && !request.signal.aborted ? resolve(sendOnce()) : reject(error),
          );
          if (stream === undefined) {
            sent.end(body);
          } else {
            giveBody(sent, stream.open()).catch((error: unknown) => reject(asError(error)));
          }
        });
      return sendOnce();
    };
    const answer = login === undefined ? await ask({}) : await withLogin(login, method, url, ask);
    const next = redirectOf(answer, url);
    const losesBody = answer.statusCode !== 307 && answer.statusCode !== 308;
    const leavesHost = next !== null && isElsewhere(url, URL.parse(next));
    if (next === null || (request.keepsBody === true && losesBody) || (request.staysOnHost === true && leavesHost)) {
      return answer;
    }
    answer.destroy();
    if (redirects === mostRedirects) {
      throw new AddressRefusal(`${url.host} leads from one address to the next, more than ${mostRedirects} times`);
    }
    const before = url;
    ({ url, host, port } = readEnteredUrl(next, schemes));
    request.onRedirect?.(url);
    if (isElsewhere(before, url)) {
      credentials = {};
      login = undefined;
    }
    // As browsers do it (RFC 9110, 15.4): a form that was sent is not sent again, but for 307 and 308.
    if (answer.statusCode === 303 || ((answer.statusCode === 301 || answer.statusCode === 302) && method === 'POST')) {
      method = method === 'HEAD' ? 'HEAD' : 'GET';
      body = undefined;
      stream = undefined;
    }
  }
}

/**
 * Asks until the server is content with who asks.
 *
 * @throws RemoteFault when it is not, or asks for what is not there
 */
async function withLogin(
  login: Login,
  method: string,
  { pathname, search }: URL,
  ask: (authorization: OutgoingHttpHeaders) => Promise<IncomingMessage>,
): Promise<IncomingMessage> {
  for (let attempt = 0; ; attempt += 1) {
    const authorization = login.authorization(method, pathname + search);
    const answer = await ask(authorization === null ? {} : { Authorization: authorization });
    if (answer.statusCode !== 401) {
      return answer;
    }
    answer.destroy();
    // What was remembered from an earlier request may have run out; only what was answered just now was refused.
    const mayAskAgain = login.learn(answer.headers['www-authenticate'], attempt > 0) && attempt + 1 < mostAttempts;
    if (!mayAskAgain) {
      throw new RemoteFault(login.hasCredentials ? wrongCredentials : missingCredentials);
    }
  }
}

/** Whether what is for one server alone may not go there: another host, or the same where others read along. */
const isElsewhere = (from: URL, to: URL | null): boolean =>
  to?.host !== from.host || (from.protocol === 'https:' && to.protocol === 'http:');

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** Where an answer leads to; null when it is one to keep. */
function redirectOf({ statusCode = 0, headers: { location } }: IncomingMessage, from: URL): string | null {
  return [301, 302, 303, 307, 308].includes(statusCode) && location !== undefined
    ? (URL.parse(location, from.href)?.href ?? location)
    : null;
}
