import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import type { Certificates } from '../network/certificates.ts';
import type { Logger } from '../system/logger.ts';
import { StartupError } from '../system/startup-error.ts';
import { HttpServer } from './http-server.ts';

interface ListenersOptions {
  host: string;
  port: number;
  https: { port: number; certificates: Pick<Certificates, 'current' | 'onChange'> } | null;
  handler: RequestListener;
  /** An answer of which nothing is taken for so long is ended. */
  unreadSeconds: () => number;
  logger: Pick<Logger, 'warn'>;
}

/** Where PetLog listens, with the real ports. */
export interface ListeningAddress {
  readonly host: string;
  readonly port: number;
  /** Null where HTTPS is off. */
  readonly httpsPort: number | null;
}

/** The real port. */
async function listen(server: HttpServer, host: string, port: number, option: string): Promise<number> {
  try {
    return (await server.listen()).port;
  } catch (error) {
    throw listenError(error as NodeJS.ErrnoException, host, port, option);
  }
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number, option: string): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartupError(`Port ${port} is in use by another program; choose another with ${option}, or stop that program.`, {
        cause: error,
      });
    case 'EACCES':
      return new StartupError(`Port ${port} may not be used by this user; choose one above 1023 with ${option}.`, { cause: error });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartupError(`The address ${host} is not one of this machine; choose another with --host.`, { cause: error });
    default:
      return error;
  }
}

/** The same application over HTTP and, where it is on, over HTTPS. */
export class Listeners {
  readonly #options: ListenersOptions;
  readonly #http: HttpServer;
  readonly #https: HttpServer | null;
  #httpsPort: number | null = null;
  #unsubscribe: () => void = () => {};

  constructor(options: ListenersOptions) {
    const { host, port, https, handler, unreadSeconds, logger } = options;
    this.#options = options;
    this.#http = new HttpServer({ host, port, handler, unreadSeconds, logger });
    this.#https =
      https === null ? null : new HttpServer({ host, port: https.port, handler, unreadSeconds, logger, tls: https.certificates.current });
    this.#unsubscribe = https?.certificates.onChange((identity) => this.#https?.setIdentity(identity)) ?? this.#unsubscribe;
  }

  /** The real one; null while HTTPS is off. */
  get httpsPort(): number | null {
    return this.#httpsPort;
  }

  /** Open connections of any kind. */
  get connectionCount(): number {
    return this.#http.connectionCount + (this.#https?.connectionCount ?? 0);
  }

  /** Whether the client has already asked for more behind the answer under way. */
  hasWaiting(socket: Socket): boolean {
    return this.#http.hasWaiting(socket) || this.#https?.hasWaiting(socket) === true;
  }

  /**
   * HTTPS first: nobody is sent to where nothing listens yet.
   *
   * @throws StartupError when the address or a port cannot be had
   */
  async listen(): Promise<ListeningAddress> {
    const { host, port, https } = this.#options;
    if (this.#https !== null && https !== null) {
      this.#httpsPort = await listen(this.#https, host, https.port, 'server.https_port');
    }
    return { host, port: await listen(this.#http, host, port, '--port'), httpsPort: this.#httpsPort };
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    await Promise.all([this.#http.close(), this.#https?.close()]);
  }
}
