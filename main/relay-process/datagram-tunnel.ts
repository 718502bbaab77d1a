import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { RelayDestination, RelayFault } from '../relays/protocol.ts';
import { connectionFault } from '../remote/remote-fault.ts';

/** A server of SRT answers all the time while it is sent something, and says each second that it is there. */
const silentMilliseconds = 2500;
const lookMilliseconds = 500;
/** What was written last is on its way through this process. */
const settleMilliseconds = 30;

/**
 * The way from FFmpeg to a server over UDP. SRT itself notices after five seconds that nobody is there; here it is seen at once
 * when the system says that nothing listens at that port, and soon when nothing comes back.
 */
export class DatagramTunnel {
  readonly waitingBytes = 0;
  readonly #local: Socket = createSocket('udp4');
  readonly #remote: Socket;
  readonly #onOver: () => void;
  readonly #timer: NodeJS.Timeout;
  /** Where FFmpeg is; null before it sent anything. */
  #peer: RemoteInfo | null = null;
  /** Null before anything came back. */
  #heardMilliseconds: number | null = null;
  #fault: RelayFault | null = null;
  #isClosed = false;

  private constructor(family: 4 | 6, onOver: () => void) {
    this.#remote = createSocket(family === 6 ? 'udp6' : 'udp4');
    this.#onOver = onOver;
    this.#local.on('message', (message, peer) => {
      this.#peer = peer;
      this.#pass(() => this.#remote.send(message, (error) => this.#failed(error)));
    });
    this.#remote.on('message', (message) => {
      this.#heardMilliseconds = performance.now();
      const peer = this.#peer;
      if (peer !== null) {
        this.#pass(() => this.#local.send(message, peer.port, peer.address, () => {}));
      }
    });
    this.#remote.on('error', (error) => this.#failed(error));
    this.#local.on('error', (error) => this.#failed(error));
    this.#timer = setInterval(() => this.#look(), lookMilliseconds);
  }

  /** @param onOver called once when nobody is there any more */
  static async open({ address, family, port }: RelayDestination, onOver: () => void): Promise<DatagramTunnel> {
    const tunnel = new DatagramTunnel(family, onOver);
    try {
      tunnel.#local.bind(0, '127.0.0.1');
      tunnel.#remote.connect(port, address);
      await Promise.all([once(tunnel.#local, 'listening'), once(tunnel.#remote, 'connect')]);
      return tunnel;
    } catch (error) {
      tunnel.close();
      throw error;
    }
  }

  /** On 127.0.0.1. */
  get port(): number {
    return this.#local.address().port;
  }

  get isOver(): boolean {
    return this.#fault !== null;
  }

  get fault(): RelayFault | null {
    return this.#fault;
  }

  /** What FFmpeg said last has left. */
  async settled(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, settleMilliseconds));
  }

  close(): void {
    if (!this.#isClosed) {
      this.#isClosed = true;
      clearInterval(this.#timer);
      this.#local.close();
      this.#remote.close();
    }
  }

  #pass(send: () => void): void {
    if (!this.#isClosed) {
      send();
    }
  }

  #look(): void {
    if (this.#heardMilliseconds !== null && performance.now() - this.#heardMilliseconds > silentMilliseconds) {
      this.#end({ step: 'send', predicate: 'takes nothing any more' });
    }
  }

  #failed(error: Error | null): void {
    if (error !== null) {
      this.#end({ step: this.#heardMilliseconds === null ? 'connect' : 'send', predicate: connectionFault(error).message });
    }
  }

  #end(fault: RelayFault): void {
    if (this.#fault === null && !this.#isClosed) {
      this.#fault = fault;
      this.#onOver();
    }
  }
}
