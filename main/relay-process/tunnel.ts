import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { connectionFault, RemoteFault, withoutConfirmation } from '../remote/remote-fault.ts';
import { connectTls } from '../remote/tls-connection.ts';
import type { RelayDestination, RelayFault } from '../relays/protocol.ts';

/** What a server may take to accept a connection. */
const connectMilliseconds = 8000;
/** A server that has taken nothing for so long, while there is something for it, is dead. */
const deadMilliseconds = 8000;
const lookMilliseconds = 1000;

export class TunnelError extends Error {
  override readonly name = 'TunnelError';
  readonly fault: RelayFault;

  constructor(fault: RelayFault) {
    super(fault.predicate);
    this.fault = fault;
  }
}

/**
 * The way from FFmpeg to a server over TCP. FFmpeg looks names up by itself, and
 * takes any certificate; so it speaks with a port of this machine, and the
 * connection from there goes to the address that was looked up and admitted,
 * after its certificate was looked at. A server that is silent is noticed here,
 * and FFmpeg, which would wait for it, is woken by the end of its connection.
 */
export class Tunnel {
  readonly #destination: RelayDestination;
  readonly #server: Server = createServer();
  readonly #sockets = new Set<Socket>();
  readonly #remotes = new Set<Socket>();
  readonly #timer: NodeJS.Timeout;
  /** Connected before FFmpeg was. */
  #first: Socket | null = null;
  #fault: RelayFault | null = null;
  #takenBytes = 0;
  #takenAtMilliseconds = performance.now();

  private constructor(destination: RelayDestination) {
    this.#destination = destination;
    this.#server.on('connection', (local) => void this.#join(local));
    this.#timer = setInterval(() => this.#look(), lookMilliseconds);
  }

  /** @throws TunnelError when there is no server, or not the right one */
  static async open(destination: RelayDestination, signal: AbortSignal): Promise<Tunnel> {
    const tunnel = new Tunnel(destination);
    try {
      tunnel.#first = await tunnel.#connect(signal);
      tunnel.#server.listen(0, '127.0.0.1');
      await once(tunnel.#server, 'listening');
      return tunnel;
    } catch (error) {
      tunnel.close();
      throw error;
    }
  }

  /** On 127.0.0.1. */
  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** What was written and has not left yet. */
  get waitingBytes(): number {
    return [...this.#remotes].reduce((sum, { writableLength }) => sum + writableLength, 0);
  }

  /** The server ended it, or was found dead. */
  get isOver(): boolean {
    return this.#first === null && this.#remotes.size === 0;
  }

  /** Why it ended, where that is known here. */
  get fault(): RelayFault | null {
    return this.#fault;
  }

  /** Ends all connections, at once. */
  close(): void {
    clearInterval(this.#timer);
    this.#server.close();
    this.#first?.destroy();
    this.#sockets.forEach((socket) => socket.destroy());
  }

  async #connect(signal: AbortSignal): Promise<Socket> {
    const { protocol, host, port, address, family } = this.#destination;
    const isTls = protocol === 'rtsps:' || protocol === 'rtmps:';
    const limit = AbortSignal.any([signal, AbortSignal.timeout(connectMilliseconds)]);
    const socket = await connectPlain(address, port, limit);
    if (!isTls) {
      return socket;
    }
    // A connection of its own, as TLS makes it by itself: the first one has shown that somebody is there.
    socket.destroy();
    try {
      return await connectTls({
        host,
        port,
        lookup: (_name, { all }, callback) =>
          queueMicrotask(() => (all === true ? callback(null, [{ address, family }]) : callback(null, address, family))),
        certificateFingerprint: null,
        signal: limit,
      });
    } catch (error) {
      throw new TunnelError({ step: 'secure', predicate: withoutConfirmation(connectionFault(error).message) });
    }
  }

  /** FFmpeg begins anew where it has to log in by RTMP. */
  async #join(local: Socket): Promise<void> {
    this.#sockets.add(local);
    local.on('error', () => {}); // `close` follows
    let remote: Socket;
    try {
      remote = this.#first ?? (await this.#connect(new AbortController().signal));
      this.#first = null;
    } catch (error) {
      this.#fault ??= error instanceof TunnelError ? error.fault : null;
      local.destroy();
      return;
    }
    if (local.destroyed) {
      remote.destroy(); // it was given up meanwhile
      return;
    }
    this.#sockets.add(remote);
    this.#remotes.add(remote);
    remote.setNoDelay(true);
    remote.on('error', (error) => {
      this.#fault ??= { step: 'send', predicate: connectionFault(error).message };
    });
    local.pipe(remote);
    remote.pipe(local);
    local.on('close', () => remote.destroy());
    remote.on('close', () => {
      this.#remotes.delete(remote);
      local.destroy();
    });
  }

  #look(): void {
    const now = performance.now();
    const taken = [...this.#remotes].reduce((sum, { bytesWritten, writableLength }) => sum + bytesWritten - writableLength, 0);
    if (taken !== this.#takenBytes || this.waitingBytes === 0) {
      this.#takenBytes = taken;
      this.#takenAtMilliseconds = now;
    } else if (now - this.#takenAtMilliseconds > deadMilliseconds) {
      this.#fault ??= { step: 'send', predicate: new RemoteFault('takes nothing any more').message };
      this.#sockets.forEach((socket) => socket.destroy());
    }
  }
}

function connectPlain(address: string, port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port });
    const end = (error: unknown): void => {
      signal.removeEventListener('abort', abort);
      socket.destroy();
      const predicate = signal.aborted ? 'does not answer' : connectionFault(error).message;
      reject(new TunnelError({ step: 'connect', predicate }));
    };
    const abort = (): void => end(null);
    signal.addEventListener('abort', abort, { once: true });
    socket.once('error', end);
    socket.once('connect', () => {
      signal.removeEventListener('abort', abort);
      socket.off('error', end);
      resolve(socket);
    });
    if (signal.aborted) {
      abort();
    }
  });
}
