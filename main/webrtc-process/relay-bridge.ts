import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { isSameAddress, StunMessage, type UdpAddress } from './stun-message.ts';

interface RelayBridgeOptions {
  /** Where the library takes and sends packets, on this machine. */
  readonly library: UdpAddress;
  /** What the library expects requests to be signed with. */
  readonly password: string;
  /** Null for every network. */
  readonly bindAddress: string | null;
}

/** Not zero, and the least: who has it gives way. */
const tieBreaker = 1n;

/**
 * Stands between the library and a browser's relay that is asked over TCP or TLS. There Chromium's requests have a tie-breaker
 * of zero, which ICE allows, and which the library (libjuice 1.7) refuses as one that is missing
 * (https://github.com/paullouisageneau/libjuice/issues/355). What passes is the same otherwise.
 */
export class RelayBridge {
  readonly #options: RelayBridgeOptions;
  readonly #socket: Socket;
  /** Where the newest check came from, and before the first one what the browser says; null while that is not known. */
  #relay: UdpAddress | null = null;

  private constructor(options: RelayBridgeOptions, socket: Socket) {
    this.#options = options;
    this.#socket = socket;
    socket.on('message', (packet, from) => this.#pass(packet, from));
  }

  /** @throws what the system does not like */
  static async open(options: RelayBridgeOptions): Promise<RelayBridge> {
    const socket = createSocket({ type: isIPv6(options.library.address) ? 'udp6' : 'udp4' });
    socket.bind({ port: 0, ...(options.bindAddress === null ? {} : { address: options.bindAddress }) });
    await once(socket, 'listening');
    socket.on('error', () => {}); // a network that is gone; who watches is missed by others
    return new RelayBridge(options, socket);
  }

  get portNumber(): number {
    return this.#socket.address().port;
  }

  /** The browser says where its relay sends from. Networks may change that: a check that comes tells better. */
  aim(relay: UdpAddress): void {
    this.#relay ??= relay;
  }

  close(): void {
    this.#socket.close();
  }

  #pass(packet: Buffer, from: UdpAddress): void {
    const { library, password } = this.#options;
    const message = StunMessage.read(packet);
    if (isSameAddress(from, library)) {
      if (this.#relay !== null) {
        this.#send(message?.isSuccess === true ? message.withMappedAddress(this.#relay).signed(password) : packet, this.#relay);
      }
    } else if (message?.isRequest === true && message.isIntact(password)) {
      this.#relay = from;
      this.#send(message.withTieBreaker(tieBreaker).signed(password), library);
    } else if (this.#relay !== null && isSameAddress(from, this.#relay)) {
      this.#send(packet, library);
    }
  }

  #send(packet: Buffer, { address, port }: UdpAddress): void {
    this.#socket.send(packet, port, address, () => {}); // what is lost is sent again, or not missed
  }
}
