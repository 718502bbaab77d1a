import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { AddressRefusal, type EnteredAddresses } from '../network/entered-address.ts';
import { EnteredAgents } from '../network/entered-agents.ts';
import { requestEntered } from '../network/entered-request.ts';
import type { BackupFaultCode } from '../../shared/backup-faults.ts';
import { connectionFault, foreignText } from '../remote/remote-fault.ts';
import { BackupFault, type Content, readContent, sizeOf } from './backup-store.ts';
import type { BandwidthLimit } from './bandwidth-limit.ts';

export interface RemoteRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: OutgoingHttpHeaders;
  readonly content?: Content;
  /** Of the content; all of it where it is left out. */
  readonly range?: { readonly fromByte: number; readonly sizeBytes: number };
  sent?(bytes: number): void;
  readonly signal: AbortSignal;
}

/** A server that is silent for longer is given up: it may have lost the connection. */
const silenceMilliseconds = 60_000;
const mostTextBytes = 8_000_000;

/** Requests to the server of a target, whose address people entered. */
export class RemoteFiles {
  readonly #addresses: Pick<EnteredAddresses, 'resolve'>;
  readonly #limit: BandwidthLimit;
  readonly #agents = new EnteredAgents({ keepAlive: true, certificateFingerprint: null });

  constructor(addresses: Pick<EnteredAddresses, 'resolve'>, limit: BandwidthLimit) {
    this.#addresses = addresses;
    this.#limit = limit;
  }

  /** Whatever its status. Throws BackupFault where there is no answer. */
  async ask({ method, url, headers, content, range, sent = () => {}, signal }: RemoteRequest): Promise<IncomingMessage> {
    const stream = content === undefined ? undefined : this.#streamOf(content, range, sent);
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(), silenceMilliseconds);
    let isOver = false;
    const heard = (): void => {
      // A piece may be taken after the way broke.
      if (!isOver) {
        timer.refresh();
      }
    };
    try {
      const answer = await requestEntered(this.#addresses, {
        url,
        method,
        headers,
        // Neither the password nor what is copied goes to whom nobody entered.
        staysOnHost: true,
        ...(stream === undefined ? {} : { stream: { sizeBytes: stream.sizeBytes, open: () => telling(stream.open(), heard) } }),
        agents: this.#agents,
        signal: AbortSignal.any([signal, silence.signal]),
      });
      // Its end may not come either.
      answer.setTimeout(silenceMilliseconds, () => answer.destroy(new Error('silent')));
      return answer;
    } catch (error) {
      if (signal.aborted) {
        throw error;
      }
      throw silence.signal.aborted ? new BackupFault('no_answer', { cause: error }) : faultOf(error);
    } finally {
      isOver = true;
      clearTimeout(timer);
    }
  }

  /** @throws BackupFault for any other answer than these */
  async expect(
    request: RemoteRequest,
    statuses: readonly number[],
  ): Promise<{ readonly text: string; readonly headers: IncomingMessage['headers']; readonly status: number }> {
    const answer = await this.ask(request);
    const text = await textOf(answer).catch((error: unknown) => {
      // What was broken off here is no fault of the server.
      request.signal.throwIfAborted();
      throw error;
    });
    const status = answer.statusCode ?? 0;
    if (!statuses.includes(status)) {
      throw refusalOf(status, text, answer.headers);
    }
    return { text, headers: answer.headers, status };
  }

  close(): void {
    this.#agents.close();
  }

  #streamOf(content: Content, range: RemoteRequest['range'], sent: (bytes: number) => void) {
    const fromByte = range?.fromByte ?? 0;
    const sizeBytes = range?.sizeBytes ?? sizeOf(content);
    const open = (): AsyncIterable<Buffer> => this.#limit.pieces(readContent(content, fromByte, sizeBytes), sent);
    return { sizeBytes, open };
  }
}

/** Of an answer that is no file. Throws BackupFault for one that does not end. */
export async function textOf(answer: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const piece of answer as AsyncIterable<Buffer>) {
      sizeBytes += piece.length;
      if (sizeBytes > mostTextBytes) {
        throw new BackupFault('endless_answer');
      }
      pieces.push(piece);
    }
  } catch (error) {
    throw error instanceof BackupFault ? error : faultOf(error);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** What S3 says, as a bad request (400), of a body that came too slowly, or not whole. */
const slowCodes: ReadonlySet<string> = new Set(['RequestTimeout', 'IncompleteBody']);
const tooSlow = 408;

/** What a status means for people; a code of S3, and where a redirect leads, say more. */
export function refusalOf(status: number, text: string, { location }: IncomingHttpHeaders): BackupFault {
  const code = /<Code>(\w{1,60})<\/Code>/.exec(text)?.[1] ?? '';
  const elsewhere = status >= 300 && status < 400 && location !== undefined ? foreignText(URL.parse(location)?.host ?? '') : '';
  const said = [String(status), code, elsewhere].filter((part) => part !== '').join(', ');
  return new BackupFault(faultCodeOf(status, code), { parameters: { said }, status: slowCodes.has(code) ? tooSlow : status });
}

function faultCodeOf(status: number, code: string): BackupFaultCode {
  if (code === 'NoSuchBucket') {
    return 'no_bucket';
  }
  // Servers give a full quota as 403 as well.
  if (status === 507 || status === 413 || /Quota|InsufficientStorage|StorageFull/.test(code)) {
    return 'no_room';
  }
  if (status === 401 || status === 403) {
    return 'wrong_login';
  }
  if (status === 404 || status === 409) {
    return 'no_folder';
  }
  return status >= 500 ? 'server_problem' : status >= 300 && status < 400 ? 'redirected' : 'not_understood';
}

const codesOfConnections: Readonly<Record<string, BackupFaultCode>> = {
  'refuses the connection: nothing listens at that port': 'refused',
  'broke the connection off': 'broke_off',
  'does not answer': 'no_answer',
  'does not speak TLS at that port, or none that is understood': 'no_tls',
  'does not speak HTTP at that port': 'no_http',
};

/** Of what a connection, or the rule of addresses, says. */
export function faultOf(error: unknown): BackupFault {
  if (error instanceof AddressRefusal) {
    return new BackupFault('address_refused', { parameters: { words: error.message }, cause: error });
  }
  const { message } = connectionFault(error);
  const known = codesOfConnections[message];
  if (known !== undefined) {
    return new BackupFault(known, { cause: error });
  }
  for (const [beginning, code] of [
    ['cannot be reached', 'unreachable'],
    ['has a certificate ', 'bad_certificate'],
  ] as const) {
    if (message.startsWith(beginning)) {
      return new BackupFault(code, { parameters: { words: message.slice(beginning.length) }, cause: error });
    }
  }
  return new BackupFault('server_other', { parameters: { words: message }, cause: error });
}

async function* telling(source: AsyncIterable<Buffer>, heard: () => void): AsyncGenerator<Buffer> {
  for await (const piece of source) {
    heard();
    yield piece;
  }
}
