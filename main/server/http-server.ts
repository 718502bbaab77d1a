import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { PetLogError } from '../../shared/errors.ts';
import { problemDetails } from './problem.ts';

const maximumHeaderBytes = 16 * 1024;
const requestTimeoutSeconds = 10;

export interface HttpServerOptions {
  host: string;
  /** 0 picks a free one. */
  port: number;
  handler: RequestListener;
}

export interface ListeningAddress {
  host: string;
  port: number;
}

function problemOf(error: NodeJS.ErrnoException): PetLogError {
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return new PetLogError('headers_too_large', { limitBytes: maximumHeaderBytes });
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new PetLogError('request_timeout', { seconds: requestTimeoutSeconds });
    default:
      return new PetLogError('malformed_request', { reason: 'it is not valid HTTP/1.1' });
  }
}

/** The HTTP server: knows every connection and what it is being answered, so that nothing is written into an answer and closing really closes. */
export class HttpServer {
  readonly #server: Server;
  readonly #options: HttpServerOptions;
  readonly #sockets = new Set<Socket>();
  readonly #answers = new WeakMap<Socket, ServerResponse>();

  constructor(options: HttpServerOptions) {
    this.#options = options;
    this.#server = createServer(
      {
        maxHeaderSize: maximumHeaderBytes,
        requestTimeout: requestTimeoutSeconds * 1000,
        headersTimeout: requestTimeoutSeconds * 1000,
        connectionsCheckingInterval: 1000,
        keepAliveTimeout: 10_000,
      },
      (request, response) => this.#serve(request, response),
    );
    this.#server.on('clientError', (error, socket) => this.#refuse(error, socket as Socket));
    this.#server.on('upgrade', (_request: IncomingMessage, socket) => this.#refuse(new Error('no upgrade here'), socket as Socket));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  /** Open connections of any kind. */
  get connectionCount(): number {
    return this.#sockets.size;
  }

  /** @throws the system's error, for example with the code `EADDRINUSE` */
  async listen(): Promise<ListeningAddress> {
    const { host, port } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port }, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    return { host, port: (this.#server.address() as AddressInfo).port };
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

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const earlier = this.#answers.get(socket);
    if (earlier?.headersSent === true && !earlier.shouldKeepAlive) {
      socket.destroy(); // the answer under way is the last of this connection, or a stream without end
      return;
    }
    this.#answers.set(socket, response);
    response.once('close', () => {
      if (this.#answers.get(socket) === response) {
        this.#answers.delete(socket);
      }
    });
    this.#options.handler(request, response);
  }

  /** Answers what Node's own parser refuses. */
  #refuse(error: NodeJS.ErrnoException, socket: Socket): void {
    if (this.#answers.has(socket) || !socket.writable) {
      socket.destroy();
      return;
    }
    const details = problemDetails(problemOf(error));
    const body = JSON.stringify(details);
    socket.end(
      `HTTP/1.1 ${details.status} ${details.title}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
        `Cache-Control: no-store\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  }
}
