import { connect, type Socket } from 'node:net';
import { Login, type Credentials } from '../../remote/login.ts';
import { connectionFault, foreignText, missingCredentials, RemoteFault, wrongCredentials } from '../../remote/remote-fault.ts';
import { connectTls } from '../../remote/tls-connection.ts';
import type { Clock } from '../../system/clock.ts';
import { afterAwake } from '../../system/patience.ts';
import type { RtspTarget } from '../request.ts';
import { RtspReader, type RtspMessage } from './rtsp-reader.ts';

/** The camera leads elsewhere (RFC 2326, 10.10 and 11.3). Whoever looked up the first address looks up this one as well. */
export class RtspRedirect extends Error {
  override readonly name = 'RtspRedirect';
  readonly url: string;

  constructor(url: string) {
    super('redirect');
    this.url = url;
  }
}

interface RtspConnectionOptions {
  readonly target: RtspTarget;
  readonly clock: Clock;
  onInterleaved(channel: number, data: Buffer): void;
  /** The connection is over, whatever the reason. Called once. */
  onEnd(error: Error): void;
}

interface PendingAnswer {
  resolve(message: RtspMessage): void;
  reject(error: Error): void;
}

/** What a camera may take to accept a connection, and for each answer. */
const answerMilliseconds = 8000;
/** Not every camera ends its side when we have ended ours. */
const lingerMilliseconds = 1000;
/** The first may be refused for a challenge, the second for one that ran out meanwhile. */
const mostAttempts = 3;

const predicates: Readonly<Record<number, string>> = {
  400: 'does not understand the request (400)',
  403: 'does not let this username see its picture (403)',
  404: 'has nothing at this address (404)',
  453: 'has no room for another viewer (453)',
  454: 'ended the session (454)',
  461: 'gives its video over UDP alone, and RTSP over TCP is needed (461)',
  500: 'failed to answer (500)',
  503: 'is too busy to answer (503)',
};

/** One connection to an RTSP server (RFC 2326): questions, their answers, and the data between them. */
export class RtspConnection {
  readonly #options: RtspConnectionOptions;
  readonly #login: Login;
  readonly #pending = new Map<number, PendingAnswer>();
  readonly #socket: Socket;
  #sequence = 0;
  #isOver = false;

  private constructor(socket: Socket, options: RtspConnectionOptions) {
    this.#options = options;
    this.#socket = socket;
    this.#login = new Login(credentialsOf(options.target));
    const reader = new RtspReader({ onMessage: (message) => this.#message(message), onInterleaved: options.onInterleaved });
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      try {
        reader.push(chunk);
      } catch (error) {
        this.#end(error);
      }
    });
    socket.on('error', (error) => this.#end(error));
    socket.on('close', () => this.#end(new RemoteFault('ended the connection')));
  }

  /** Connects to the address that was looked up, whatever the name leads to by now. @throws RemoteFault */
  static async open(options: RtspConnectionOptions): Promise<RtspConnection> {
    const { target, clock } = options;
    const abort = new AbortController();
    const cancel = afterAwake(clock, answerMilliseconds, () => abort.abort());
    try {
      const socket = await (target.isTls ? connectWithTls(target, abort.signal) : connectPlain(target, abort.signal));
      return new RtspConnection(socket, options);
    } catch (error) {
      throw abort.signal.aborted ? new RemoteFault('does not answer') : connectionFault(error);
    } finally {
      cancel();
    }
  }

  /**
   * Asks and waits for the answer, with a login where one is asked for.
   *
   * @throws RemoteFault when the answer is a refusal; RtspRedirect
   */
  async request(method: string, url: string, headers: Readonly<Record<string, string>> = {}): Promise<RtspMessage> {
    for (let attempt = 0; ; attempt += 1) {
      const authorization = this.#login.authorization(method, url);
      const answer = await this.#ask(method, url, { ...headers, ...(authorization === null ? {} : { Authorization: authorization }) });
      const { status } = answer;
      if (status === 401) {
        if (this.#login.learn(answer.headers.get('www-authenticate'), attempt > 0) && attempt + 1 < mostAttempts) {
          continue;
        }
        throw new RemoteFault(this.#login.hasCredentials ? wrongCredentials : missingCredentials);
      }
      const location = answer.headers.get('location');
      if (status !== null && status >= 300 && status <= 399 && location !== undefined) {
        throw new RtspRedirect(location);
      }
      if (status === null || status < 200 || status > 299) {
        throw new RemoteFault(predicates[status ?? 0] ?? `answers with the status ${status} ${foreignText(answer.reason)}`.trimEnd());
      }
      return answer;
    }
  }

  /** Sends what needs no answer. */
  tell(method: string, url: string, headers: Readonly<Record<string, string>> = {}): void {
    const authorization = this.#login.authorization(method, url);
    this.#send(method, url, { ...headers, ...(authorization === null ? {} : { Authorization: authorization }) });
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  sendInterleaved(channel: number, data: Buffer): void {
    const header = Buffer.from([0x24, channel, 0, 0]);
    header.writeUInt16BE(data.length, 2);
    this.#socket.write(Buffer.concat([header, data]));
  }

  /** After what was sent. What still comes is for nobody. */
  end(): void {
    this.#isOver = true;
    this.#socket.removeAllListeners('data').resume();
    this.#socket.end();
    if (!this.#socket.destroyed) {
      const cancel = this.#options.clock.after(lingerMilliseconds, () => this.#socket.destroy());
      this.#socket.once('close', cancel);
    }
  }

  #ask(method: string, url: string, headers: Readonly<Record<string, string>>): Promise<RtspMessage> {
    return new Promise((resolve, reject) => {
      const sequence = this.#send(method, url, headers);
      const cancel = afterAwake(this.#options.clock, answerMilliseconds, () => this.#end(new RemoteFault('does not answer')));
      this.#pending.set(sequence, {
        resolve: (message) => {
          cancel();
          resolve(message);
        },
        reject: (error) => {
          cancel();
          reject(error);
        },
      });
    });
  }

  #send(method: string, url: string, headers: Readonly<Record<string, string>>): number {
    this.#sequence += 1;
    const lines = Object.entries({ CSeq: String(this.#sequence), 'User-Agent': 'PetLog', ...headers });
    this.#socket.write(`${method} ${url} RTSP/1.0\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
    return this.#sequence;
  }

  #message(message: RtspMessage): void {
    if (message.status === null) {
      this.#question(message);
      return;
    }
    // Some cameras leave the number out; they answer in order.
    const sequence = Number(message.headers.get('cseq') ?? this.#pending.keys().next().value);
    const pending = this.#pending.get(sequence);
    this.#pending.delete(sequence);
    if (pending !== undefined) {
      pending.resolve(message);
    } else if (message.status === 401) {
      // What needed no answer was refused, as the challenge ran out; the next is sent with the new one.
      this.#login.learn(message.headers.get('www-authenticate'), false);
    }
  }

  /** A camera may ask as well, whether we are there, and tell that it leads elsewhere. */
  #question({ method, headers }: RtspMessage): void {
    const location = headers.get('location');
    if (method === 'REDIRECT' && location !== undefined) {
      this.#end(new RtspRedirect(location));
      return;
    }
    if (method === 'TEARDOWN') {
      this.#end(new RemoteFault('ended the session'));
      return;
    }
    const isKnown = ['OPTIONS', 'GET_PARAMETER', 'SET_PARAMETER', 'ANNOUNCE'].includes(method);
    this.#socket.write(`RTSP/1.0 ${isKnown ? '200 OK' : '501 Not Implemented'}\r\nCSeq: ${headers.get('cseq') ?? '0'}\r\n\r\n`);
  }

  #end(reason: unknown): void {
    if (this.#isOver) {
      return;
    }
    this.#isOver = true;
    this.#socket.destroy();
    const error = reason instanceof RtspRedirect ? reason : connectionFault(reason);
    this.#pending.forEach((pending) => pending.reject(error));
    this.#pending.clear();
    this.#options.onEnd(error);
  }
}

const credentialsOf = ({ username, password }: RtspTarget): Credentials => ({ username, password });

function connectWithTls({ host, port, address, family, certificateFingerprint }: RtspTarget, signal: AbortSignal): Promise<Socket> {
  return connectTls({
    host,
    port,
    // As the system's own does: not before the caller has gone on.
    lookup: (_name, { all }, callback) =>
      queueMicrotask(() => (all === true ? callback(null, [{ address, family }]) : callback(null, address, family))),
    certificateFingerprint,
    signal,
  });
}

function connectPlain({ address, port }: RtspTarget, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, signal });
    socket.on('error', reject);
    socket.once('connect', () => resolve(socket));
  });
}
