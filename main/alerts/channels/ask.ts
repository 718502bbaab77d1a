import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { AddressRefusal, type EnteredAddresses, UnknownHost } from '../../network/entered-address.ts';
import { EnteredAgents } from '../../network/entered-agents.ts';
import { requestEntered } from '../../network/entered-request.ts';
import { connectionFault, foreignText, withoutConfirmation } from '../../remote/remote-fault.ts';
import { DeliveryError } from '../delivery.ts';

export type Addresses = Pick<EnteredAddresses, 'resolve'>;

interface Question {
  readonly url: string;
  readonly method?: 'POST' | 'PUT' | 'PATCH';
  readonly headers?: OutgoingHttpHeaders;
  /** Headers that prove who asks; no other host gets them. */
  readonly credentials?: OutgoingHttpHeaders;
  readonly body: string | Buffer;
  /** SHA-256 of a certificate that a person confirmed; empty for none. */
  readonly certificateFingerprint?: string;
  /** What no sentence may repeat. */
  readonly secrets: readonly string[];
}

export interface Answer {
  /** As people know it. */
  readonly host: string;
  readonly status: number;
  readonly text: string;
  /** The text as JSON, undefined where it is none. */
  readonly json: unknown;
  /** It is a web page. */
  readonly isPage: boolean;
}

const mostAnswerBytes = 65_536;

/**
 * Sends something by HTTP and reads what is answered.
 *
 * @throws DeliveryError for everything but an answer of 200 to 299
 */
export async function ask(addresses: Addresses, question: Question, signal: AbortSignal): Promise<Answer> {
  const host = URL.parse(question.url)?.host ?? 'the address';
  const agents = new EnteredAgents({
    keepAlive: false,
    certificateFingerprint: question.certificateFingerprint === '' ? null : (question.certificateFingerprint ?? null),
  });
  try {
    const response = await requestEntered(addresses, {
      url: question.url,
      method: question.method ?? 'POST',
      headers: { 'User-Agent': 'PetLog', ...question.headers },
      credentials: question.credentials ?? {},
      body: question.body,
      keepsBody: true,
      agents,
      signal,
    });
    const text = (await readText(response)).toString();
    const status = response.statusCode ?? 0;
    const isPage = /^\s*<(!doctype|html)/i.test(text) || /^text\/html/i.test(response.headers['content-type'] ?? '');
    const answer = { host, status, text, json: parsed(text), isPage };
    if (status < 200 || status > 299) {
      throw refusalOf(answer, response, question.secrets);
    }
    return answer;
  } catch (error) {
    throw faultOf(error, host, signal, question.certificateFingerprint !== undefined);
  } finally {
    agents.close();
  }
}

/** What the other side says, for a sentence of ours: short, and without secrets. */
export function said(text: string, secrets: readonly string[]): string {
  const hidden = secrets.flatMap(partsOf).sort((one, other) => other.length - one.length);
  return foreignText(hidden.reduce((rest, secret) => rest.replaceAll(secret, '<redacted>'), text));
}

/** A secret as a whole, and what of it is one alone: the token in an address, the key behind a prefix. */
const partsOf = (secret: string): string[] => {
  const parts = [secret, secret.replace(/^whsec_/, ''), ...(secret.match(/[\w+=-]{16,}/g) ?? [])];
  return parts.filter((part) => part !== '');
};

/**
 * What went wrong before there was an answer.
 *
 * @param isConfirmable whether a certificate can be confirmed by its fingerprint
 */
export function faultOf(error: unknown, host: string, signal: AbortSignal, isConfirmable = false): DeliveryError {
  if (error instanceof DeliveryError) {
    return error;
  }
  if (error instanceof UnknownHost) {
    return new DeliveryError('name', `${error.message}.`, { cause: error });
  }
  if (error instanceof AddressRefusal) {
    return new DeliveryError('name', `${error.message}.`, { cause: error, isPermanent: true });
  }
  if (signal.aborted) {
    return new DeliveryError('connection', `${host} does not answer in time.`, { cause: error });
  }
  const fault = connectionFault(error);
  const isCertificate = fault.certificateFingerprint !== null || fault.message.includes('certificate');
  const predicate = isConfirmable ? fault.message : withoutConfirmation(fault.message);
  return new DeliveryError(isCertificate ? 'certificate' : 'connection', `${host} ${predicate}.`, {
    cause: error,
    certificateFingerprint: isConfirmable ? fault.certificateFingerprint : null,
  });
}

/** May be over soon: what is the server's own fault, and a name or a password that somebody mends. Whoever is refused for another reason is refused again. */
const isPassing = (status: number): boolean => [401, 403, 408, 425, 429].includes(status) || status >= 500;

function refusalOf({ host, status, text, json, isPage }: Answer, response: IncomingMessage, secrets: readonly string[]): DeliveryError {
  const { location, 'retry-after': retryAfter } = response.headers;
  if (status >= 300 && status < 400) {
    const target = location === undefined ? null : URL.parse(location, 'http://nowhere.invalid');
    const where = target === null || target.host === 'nowhere.invalid' ? '' : ` to ${said(target.host, secrets)}`;
    return new DeliveryError('answer', `${host} leads elsewhere${where}; enter the address where it leads.`, { isPermanent: true });
  }
  const reason = isPage ? 'with a web page' : said(messageIn(json) ?? text, secrets);
  const saying = reason === '' ? '' : isPage ? ` ${reason}` : `: ${reason}`;
  const step = status === 401 || status === 403 ? 'sign_in' : 'answer';
  const seconds = Number(retryAfter);
  return new DeliveryError(step, `${host} answers ${status}${saying}${/[.!?]$/.test(saying) ? '' : '.'}`, {
    isPermanent: !isPassing(status),
    retryAfterSeconds: Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3600) : undefined,
    isGone: status === 404 || status === 410,
    isTooLarge: status === 413,
  });
}

/** Where most services say what is wrong. */
function messageIn(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null) {
    return undefined;
  }
  for (const key of ['description', 'error', 'message', 'errors', 'detail', 'reason']) {
    const value = (json as Record<string, unknown>)[key];
    const text = Array.isArray(value) ? value.map(String).join(', ') : value;
    if (typeof text === 'string' && text !== '') {
      return text;
    }
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Its beginning: more is read by nobody. By its events: an iterator leaves four times as much behind, with each alert. */
function readText(response: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    const end = (): void => resolve(Buffer.concat(chunks).subarray(0, mostAnswerBytes));
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      sizeBytes += chunk.length;
      if (sizeBytes >= mostAnswerBytes) {
        end();
        response.destroy();
      }
    });
    response.once('end', end);
    response.once('error', reject);
    response.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
  });
}
