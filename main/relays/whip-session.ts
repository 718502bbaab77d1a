import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { AddressRefusal, type EnteredAddresses } from '../network/entered-address.ts';
import { EnteredAgents } from '../network/entered-agents.ts';
import { requestEntered } from '../network/entered-request.ts';
import { readEnteredUrl } from '../network/entered-url.ts';
import { Login } from '../remote/login.ts';
import { connectionFault, RemoteFault, withoutConfirmation, wrongCredentials } from '../remote/remote-fault.ts';
import type { RelayFault } from './protocol.ts';
import { RelayRefused } from './relay-process-client.ts';
import { webSchemes } from './relay-address.ts';
import { withAdmittedCandidates } from './whip-candidates.ts';

interface WhipSessionOptions {
  readonly addresses: Pick<EnteredAddresses, 'resolve'>;
  /** With a name and a password where the server wants such (Basic or Digest). */
  readonly url: string;
  /** Empty for none. */
  readonly bearerToken: string;
  /** SDP with every candidate of this machine. */
  readonly offer: string;
  readonly signal: AbortSignal;
}

const answerMilliseconds = 10_000;
const endMilliseconds = 1000;
const mostAnswerBytes = 65_536;
const sdpType = 'application/sdp';
const notUnderstood = 'answers with something else than a session description';

/** What others say for themselves in a status (RFC 9725, 4.2 and 4.5). */
const refusals: Readonly<Record<number, string>> = {
  401: `${wrongCredentials}, or the token (401)`,
  403: 'does not allow it (403)',
  404: 'has nothing at this address (404)',
  405: 'takes no video by WHIP at this address (405)',
  406: 'does not take this video (406)',
  409: 'has another publisher at this address (409)',
  415: 'takes no video by WHIP at this address (415)',
  422: 'does not take this video (422)',
};

/** A session that a server began for us by WHIP (RFC 9725): an offer was posted and answered, and it is deleted at the end. */
export class WhipSession {
  /** What was answered, with those addresses alone that may be used. */
  readonly answer: string;
  readonly #options: WhipSessionOptions;
  /** Null where the server did not say. */
  readonly #location: URL | null;

  private constructor(options: WhipSessionOptions, location: URL | null, answer: string) {
    this.#options = options;
    this.#location = location;
    this.answer = answer;
  }

  /**
   * Posts the offer. Each redirect is looked at as if it had been entered.
   *
   * @throws RelayRefused with the step that failed; AddressRefusal where an address is not allowed
   */
  static async begin(options: WhipSessionOptions): Promise<WhipSession> {
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(answerMilliseconds)]);
    try {
      const { response, url } = await asked(options, { url: options.url, method: 'POST', body: options.offer }, signal);
      const { statusCode = 0, headers } = response;
      if (statusCode !== 201) {
        response.destroy();
        throw refused('publish', refusals[statusCode] ?? `takes no video by WHIP at this address (${statusCode})`);
      }
      const location = headers.location === undefined ? null : URL.parse(headers.location, url.href);
      return await WhipSession.#admitted(options, location, await readBody(response), signal);
    } catch (error) {
      throw faultOf(error, signal);
    }
  }

  static async #admitted(options: WhipSessionOptions, location: URL | null, sdp: string, signal: AbortSignal): Promise<WhipSession> {
    try {
      if (!sdp.startsWith('v=0')) {
        throw refused('publish', notUnderstood);
      }
      return new WhipSession(options, location, await withAdmittedCandidates(sdp, options.addresses, signal));
    } catch (error) {
      await new WhipSession(options, location, '').end();
      throw error;
    }
  }

  /** Tells the server that it is over, where it still listens. Never rejects. */
  async end(): Promise<void> {
    const { bearerToken, url } = this.#options;
    const location = this.#location;
    if (location === null) {
      return;
    }
    const entered = URL.parse(url);
    const isSameHost = entered?.host === location.host && (entered.protocol === location.protocol || location.protocol === 'https:');
    try {
      const signal = AbortSignal.timeout(endMilliseconds);
      const login = isSameHost ? { bearerToken, url } : { bearerToken: '', url: location.href };
      const { response } = await asked({ ...this.#options, ...login }, { url: location.href, method: 'DELETE' }, signal);
      response.destroy();
    } catch {
      // It ends by itself when nothing comes any more.
    }
  }
}

interface Question {
  readonly url: string;
  readonly method: 'POST' | 'DELETE';
  readonly body?: string;
}

async function asked(
  { addresses, url: entered, bearerToken }: Pick<WhipSessionOptions, 'addresses' | 'url' | 'bearerToken'>,
  { url, method, body }: Question,
  signal: AbortSignal,
): Promise<{ readonly response: IncomingMessage; readonly url: URL }> {
  const { username, password } = readEnteredUrl(entered, webSchemes);
  const agents = new EnteredAgents({ keepAlive: false, certificateFingerprint: null });
  const credentials: OutgoingHttpHeaders = bearerToken === '' ? {} : { Authorization: `Bearer ${bearerToken}` };
  let last = readEnteredUrl(url, webSchemes).url;
  const response = await requestEntered(addresses, {
    url,
    method,
    headers: { 'User-Agent': 'PetLog', Accept: sdpType, ...(body === undefined ? {} : { 'Content-Type': sdpType }) },
    credentials,
    ...(bearerToken === '' && (username !== '' || password !== '') ? { login: new Login({ username, password }) } : {}),
    ...(body === undefined ? {} : { body }),
    keepsBody: true,
    onRedirect: (next) => (last = next),
    agents,
    signal,
  });
  response.once('close', () => agents.close());
  return { response, url: last };
}

async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    sizeBytes += (chunk as Buffer).length;
    if (sizeBytes > mostAnswerBytes) {
      throw refused('publish', notUnderstood);
    }
  }
  return Buffer.concat(chunks).toString();
}

const refused = (step: RelayFault['step'], predicate: string): RelayRefused => new RelayRefused({ step, predicate });

/** Without what a relay has no place for: a fingerprint to confirm. */
function faultOf(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof RelayRefused || error instanceof AddressRefusal) {
    return error;
  }
  if (signal.aborted) {
    return refused('connect', 'does not answer');
  }
  const fault = connectionFault(error);
  if (fault instanceof RemoteFault && fault.certificateFingerprint !== null) {
    return refused('secure', withoutConfirmation(fault.message));
  }
  return refused(fault.message === wrongCredentials ? 'publish' : 'connect', fault.message);
}
