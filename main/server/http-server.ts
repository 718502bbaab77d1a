import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { PetLogError } from '../../shared/errors.ts';
import type { TlsIdentity } from '../network/tls-identity.ts';
import type { Logger } from '../system/logger.ts';
import { problemDetails } from './problem.ts';

const maximumHeaderBytes = 16 * 1024;
const defaultRequestTimeoutSeconds = 10;
/** A connection that was refused goes so soon, whether the client reads why or not. */
const lingerMilliseconds = 1000;
const defaultUnreadSeconds = 60;
/** Requests behind an answer that is not finished. Nobody sends so many without reading what comes back. */
const mostWaiting = 100;

export interface HttpServerOptions {
  host: string;
  /** 0 picks a free one. */
  port: number;
  handler: RequestListener;
  logger: Pick<Logger, 'warn'>;
  /** Serves HTTPS with this certificate; without it, HTTP. */
  tls?: TlsIdentity;
  /** A request has to be complete within. */
  requestTimeoutSeconds?: number;
  /** An answer of which nothing is taken for so long is ended, with its connection. */
  unreadSeconds?: () => number;
}

/** Forward secrecy and authenticated encryption: none of CBC, which has been broken again and again, and none of RSA key exchange (RFC 9325, 4.2). */
const ciphers = 'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:ECDHE+AESGCM:ECDHE+CHACHA20';

/** TLS 1.0 and 1.1 are broken (RFC 8996). */
const secureContextOf = ({ certificate, key }: TlsIdentity) => ({ cert: certificate, key, minVersion: 'TLSv1.2', ciphers }) as const;

function problemOf(error: NodeJS.ErrnoException, requestTimeoutSeconds: number): PetLogError {
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return new PetLogError('headers_too_large', { limitBytes: maximumHeaderBytes });
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new PetLogError('request_timeout', { seconds: requestTimeoutSeconds });
    default:
      return new PetLogError('malformed_request', { reason: 'it is not valid HTTP/1.1' });
  }
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What one connection is being answered, and what was asked behind it. */
interface Conversation extends Exchange {
  readonly waiting: Exchange[];
}

/**
 * The HTTP server: knows every connection and what it is being answered, so
 * that nothing is written into an answer and closing really closes. Requests of
 * one connection reach the application one at a time: the first one may end the
 * permission of the second, or be a stream without end.
 */
export class HttpServer {
  readonly #server: Server | SecureServer;
  readonly #options: HttpServerOptions;
  readonly #sockets = new Set<Socket>();
  readonly #conversations = new WeakMap<Socket, Conversation>();

  constructor(options: HttpServerOptions) {
    this.#options = options;
    const { tls, requestTimeoutSeconds = defaultRequestTimeoutSeconds } = options;
    const limits = {
      maxHeaderSize: maximumHeaderBytes,
      requestTimeout: requestTimeoutSeconds * 1000,
      headersTimeout: requestTimeoutSeconds * 1000,
      connectionsCheckingInterval: 1000,
      keepAliveTimeout: 10_000,
      noDelay: true,
      requireHostHeader: false, // Node's own refusal has no words
    };
    const take: RequestListener = (request, response) => this.#take(request, response);
    this.#server =
      tls === undefined
        ? createServer(limits, take)
        : createSecureServer({ ...limits, ...secureContextOf(tls), handshakeTimeout: requestTimeoutSeconds * 1000 }, take);
    this.#server.on('clientError', (error, socket) => this.#refuse(error, socket as Socket));
    // Without a listener Node answers with an empty 417. Expectations may be ignored (RFC 9110, 10.1.1).
    this.#server.on('checkExpectation', take);
    // No listener for 'upgrade': Node would leave the socket to it, errors included. A wish for another protocol may be ignored (RFC 9110, 7.8).
    this.#server.on('timeout', (socket) => this.#judgeIdle(socket as Socket));
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    // Before the handshake is done there is nobody to answer.
    this.#server.on('tlsClientError', (_error: Error, socket: Socket) => socket.destroy());
  }

  /** Shows another certificate to connections to come; those that are open stay. */
  setIdentity(identity: TlsIdentity): void {
    if ('setSecureContext' in this.#server) {
      this.#server.setSecureContext(secureContextOf(identity));
    }
  }

  /** Open connections of any kind. */
  get connectionCount(): number {
    return this.#sockets.size;
  }

  /** @throws the system's error, for example with the code `EADDRINUSE` */
  async listen(): Promise<{ port: number }> {
    const { host, port, logger } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port }, () => {
        this.#server.off('error', reject);
        // What the system could not accept is lost (accept(2)); the others go on.
        this.#server.on('error', (error) => logger.warn({ err: error }, 'a connection could not be accepted'));
        resolve();
      });
    });
    return { port: (this.#server.address() as AddressInfo).port };
  }

  /** Takes no more connections, lets running answers end for a moment, then ends them. */
  async close(graceMilliseconds = 300): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeIdleConnections();
    const timer = setTimeout(() => {
      for (const socket of this.#sockets) {
        socket.destroy();
      }
    }, graceMilliseconds);
    await closed;
    clearTimeout(timer);
  }

  /** Whether the client has already asked for more behind the answer under way. */
  hasWaiting(socket: Socket): boolean {
    return (this.#conversations.get(socket)?.waiting.length ?? 0) > 0;
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    if (request.headers.upgrade !== undefined) {
      response.shouldKeepAlive = false; // Node drops what came in one piece with it: the client is to know that nothing behind it was heard
    }
    const conversation = this.#conversations.get(socket);
    if (conversation === undefined) {
      this.#serve({ request, response }, []);
      return;
    }
    const { response: earlier, waiting } = conversation;
    const isLast = earlier.headersSent && !earlier.shouldKeepAlive;
    if (isLast || waiting.length >= mostWaiting) {
      socket.destroy(); // the answer under way is the last of this connection, or a stream without end
      return;
    }
    waiting.push({ request, response });
  }

  #serve({ request, response }: Exchange, waiting: Exchange[]): void {
    const { socket } = request;
    this.#conversations.set(socket, { request, response, waiting });
    socket.setTimeout(this.#unreadMilliseconds);
    response.once('close', () => {
      const next = waiting.shift();
      if (next === undefined || socket.destroyed || !response.shouldKeepAlive) {
        this.#conversations.delete(socket);
      } else {
        this.#serve(next, waiting);
      }
    });
    this.#options.handler(request, response);
  }

  get #unreadMilliseconds(): number {
    const { unreadSeconds = () => defaultUnreadSeconds } = this.#options;
    return unreadSeconds() * 1000;
  }

  /** Nothing has moved on the connection for a while: either we have nothing to say yet, or the client takes nothing. */
  #judgeIdle(socket: Socket): void {
    if (this.#conversations.has(socket) && socket.writableLength === 0) {
      socket.setTimeout(this.#unreadMilliseconds);
    } else {
      socket.destroy();
    }
  }

  /** Answers what Node's own parser refuses. */
  #refuse(error: NodeJS.ErrnoException, socket: Socket): void {
    const conversation = this.#conversations.get(socket);
    const isOfBody = conversation !== undefined && !conversation.request.complete && !conversation.response.headersSent;
    if (!socket.writable || (conversation !== undefined && !isOfBody)) {
      socket.destroy();
      return;
    }
    // A client that neither reads nor ends its side would keep the connection.
    const timer = setTimeout(() => socket.destroy(), lingerMilliseconds);
    socket.once('close', () => clearTimeout(timer));
    const details = problemDetails(problemOf(error, this.#options.requestTimeoutSeconds ?? defaultRequestTimeoutSeconds));
    const body = JSON.stringify(details);
    const headers = {
      'Content-Type': 'application/problem+json; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Length': Buffer.byteLength(body),
      Connection: 'close',
    };
    if (conversation !== undefined) {
      conversation.response.writeHead(details.status, headers).end(body, () => socket.destroy());
      return;
    }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${details.status} ${details.title}\r\n${lines.join('')}\r\n${body}`);
  }
}
