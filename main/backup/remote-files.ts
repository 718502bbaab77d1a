import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { AddressRefusal, type EnteredAddresses } from '../network/entered-address.ts';
import { EnteredAgents } from '../network/entered-agents.ts';
import { requestEntered } from '../network/entered-request.ts';
import type { BackupFaultCode } from '../../shared/backup-faults.ts';
import { connectionFault, foreignText, withoutConfirmation } from '../remote/remote-fault.ts';
import type { Clock } from '../system/clock.ts';
import { BackupFault, type Content, readContent, sizeOf } from './backup-store.ts';
import type { BandwidthLimit } from './bandwidth-limit.ts';
import { TransferPace, type TransferPatience, usualPatience } from './transfer-pace.ts';

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

const mostTextBytes = 8_000_000;

/** Requests to the server of a target, whose address people entered. */
export class RemoteFiles {
  readonly #addresses: Pick<EnteredAddresses, 'resolve'>;
  readonly #limit: BandwidthLimit;
  readonly #clock: Pick<Clock, 'monotonicMilliseconds'>;
  readonly #patience: TransferPatience;
  readonly #agents: EnteredAgents;

  /** @param certificateFingerprint SHA-256 of a certificate that a person confirmed; empty for none */
  constructor(
    addresses: Pick<EnteredAddresses, 'resolve'>,
    limit: BandwidthLimit,
    clock: Pick<Clock, 'monotonicMilliseconds'>,
    patience = usualPatience,
    certificateFingerprint = '',
  ) {
    this.#agents = new EnteredAgents({ keepAlive: true, certificateFingerprint: certificateFingerprint || null });
    this.#addresses = addresses;
    this.#limit = limit;
    this.#clock = clock;
    this.#patience = patience;
  }

  /** The bytes of a file there, in the order in which they come. Throws BackupFault for any other answer, and for a file that comes too slowly. */
  async read(request: RemoteRequest): Promise<AsyncIterable<Buffer>> {
    const answer = await this.#ask(request);
    if (answer.statusCode !== 200) {
      throw refusalOf(answer.statusCode ?? 0, await this.#textOf(answer), answer.headers);
    }
    return new TransferPace(this.#clock, this.#patience).given(answer);
  }

  /** @throws BackupFault for any other answer than these */
  async expect(
    request: RemoteRequest,
    statuses: readonly number[],
  ): Promise<{ readonly text: string; readonly headers: IncomingMessage['headers']; readonly status: number }> {
    const answer = await this.#ask(request);
    const text = await this.#textOf(answer).catch((error: unknown) => {
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

  /** Whatever its status. Throws BackupFault where there is no answer. */
  async #ask({ method, url, headers, content, range, sent = () => {}, signal }: RemoteRequest): Promise<IncomingMessage> {
    const { silenceMilliseconds } = this.#patience;
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(), silenceMilliseconds);
    let isOver = false;
    const heard = (): void => {
      // A piece may be taken after the way broke.
      if (!isOver) {
        timer.refresh();
      }
    };
    const stream = content === undefined ? undefined : this.#streamOf(content, range, sent, heard);
    try {
      const answer = await requestEntered(this.#addresses, {
        url,
        method,
        headers,
        // Neither the password nor what is copied goes to whom nobody entered.
        staysOnHost: true,
        ...(stream === undefined ? {} : { stream }),
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

  #streamOf(content: Content, range: RemoteRequest['range'], sent: (bytes: number) => void, heard: () => void) {
    const fromByte = range?.fromByte ?? 0;
    const sizeBytes = range?.sizeBytes ?? sizeOf(content);
    const open = (): AsyncIterable<Buffer> =>
      new TransferPace(this.#clock, this.#patience).taken(this.#limit.pieces(readContent(content, fromByte, sizeBytes), sent), heard);
    return { sizeBytes, open };
  }

  /** Of an answer that is no file. Throws BackupFault for one that does not end. */
  async #textOf(answer: IncomingMessage): Promise<string> {
    const beganAt = this.#clock.monotonicMilliseconds();
    const pieces: Buffer[] = [];
    let sizeBytes = 0;
    try {
      for await (const piece of answer as AsyncIterable<Buffer>) {
        sizeBytes += piece.length;
        if (sizeBytes > mostTextBytes) {
          throw new BackupFault('endless_answer');
        }
        if (this.#clock.monotonicMilliseconds() - beganAt > this.#patience.answerMilliseconds) {
          throw new BackupFault('too_slow');
        }
        pieces.push(piece);
      }
    } catch (error) {
      throw faultOf(error);
    }
    return Buffer.concat(pieces).toString('utf8');
  }
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
function faultOf(error: unknown): BackupFault {
  if (error instanceof BackupFault) {
    return error;
  }
  if (error instanceof AddressRefusal) {
    return new BackupFault('address_refused', { parameters: { words: error.message }, cause: error });
  }
  const { message, certificateFingerprint } = connectionFault(error);
  if (certificateFingerprint !== null) {
    return certificateFault(message, certificateFingerprint, error);
  }
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

/** Of a certificate that whoever compared it may confirm. */
function certificateFault(message: string, certificateFingerprint: string, cause: unknown): BackupFault {
  const [, words] = /^has a certificate (.*)$/.exec(withoutConfirmation(message)) ?? [];
  return new BackupFault(words === undefined ? 'other_certificate' : 'unknown_certificate', {
    parameters: { fingerprint: certificateFingerprint, ...(words === undefined ? {} : { words }) },
    certificateFingerprint,
    cause,
  });
}
