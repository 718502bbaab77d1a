import { isIP, isIPv6 } from 'node:net';
import { RelayBridge } from './relay-bridge.ts';

/** A line `a=candidate:` without its `a=` (RFC 8839, 5.1): the priority, the address and the port. */
const relayCandidate = /^candidate:\S+ \d+ udp (\d+) (\S+) (\d+) typ relay\b/i;
const hostCandidate = /^a=candidate:\S+ 1 udp (\d+) (\S+) \d+ typ host\b/gim;
/** Browsers rate a relay that they ask over UDP higher. */
const mostTypePreference = 1;
const typePreferenceUnit = 2 ** 24;
/** Of one session; a browser has one for each server and network. */
const mostBridges = 8;
const loopback = { ipv4: '127.0.0.1', ipv6: '::1' } as const;

/** Whether somebody stands between this candidate and the library. */
export function isBridged(candidate: string): boolean {
  const [, priority, address = ''] = relayCandidate.exec(candidate) ?? [];
  return isIP(address) !== 0 && Math.floor(Number(priority) / typePreferenceUnit) <= mostTypePreference;
}

/** Takes such candidates out of an offer. */
export function splitOffer(sdp: string): { offer: string; bridged: string[] } {
  const lines = sdp.split('\r\n');
  const bridged = lines.filter((line) => line.startsWith('a=') && isBridged(line.slice(2))).map((line) => line.slice(2));
  const isTaken = (line: string): boolean => bridged.includes(line.slice(2)) || line === 'a=end-of-candidates';
  return { offer: bridged.length === 0 ? sdp : lines.filter((line) => !isTaken(line)).join('\r\n'), bridged };
}

interface RelayBridgesOptions {
  /** The library's. */
  readonly portNumber: number;
  /** Null for every network. */
  readonly bindAddress: string | null;
  /** Gives the library a candidate. */
  readonly add: (candidate: string) => void;
}

/** The bridges of one session. */
export class RelayBridges {
  readonly #options: RelayBridgesOptions;
  readonly #bridges = new Set<RelayBridge>();
  /** Told in the answer, for a relay that the browser does not know yet. */
  #spare: RelayBridge | null = null;
  #isClosed = false;

  constructor(options: RelayBridgesOptions) {
    this.#options = options;
  }

  /**
   * A relay may come that is not in the offer: a browser needs the answer of its server first. It has to find the bridge in
   * the answer, as the library would refuse what it sends there before it is known here.
   *
   * @param answer the library's own, which says its password
   * @returns the answer, with the addresses of a bridge beside those of the library
   */
  async expectOne(answer: string): Promise<string> {
    const { bindAddress } = this.#options;
    this.#spare = await this.#open(bindAddress ?? loopback.ipv4, answer);
    return this.#spare === null ? answer : withBridge(answer, this.#spare.portNumber, isIP(bindAddress ?? loopback.ipv4));
  }

  /** Tells the library a bridge instead of the relay; or the relay, where there can be none. */
  async bridge(candidate: string, answer: string): Promise<void> {
    const { bindAddress, add } = this.#options;
    const [, , address = '', port] = relayCandidate.exec(candidate) ?? [];
    const own = bindAddress ?? (isIPv6(address) ? loopback.ipv6 : loopback.ipv4);
    const isPossible = isIP(own) === isIP(address);
    const spare = isPossible && !isIPv6(own) ? this.#spare : null;
    const bridge = spare ?? (isPossible ? await this.#open(own, answer) : null);
    if (spare !== null) {
      this.#spare = null;
    }
    bridge?.aim({ address, port: Number(port) });
    add(bridge === null ? candidate : candidate.replace(` ${address} ${port} `, ` ${own} ${bridge.portNumber} `));
  }

  close(): void {
    this.#isClosed = true;
    this.#bridges.forEach((bridge) => bridge.close());
    this.#bridges.clear();
  }

  /** @param address of this machine, where the library is reached */
  async #open(address: string, answer: string): Promise<RelayBridge | null> {
    const { portNumber, bindAddress } = this.#options;
    const password = /^a=ice-pwd:(\S+)/m.exec(answer)?.[1];
    if (password === undefined || this.#isClosed || this.#bridges.size >= mostBridges) {
      return null;
    }
    const bridge = await RelayBridge.open({ library: { address, port: portNumber }, password, bindAddress }).catch(() => null);
    if (this.#isClosed) {
      bridge?.close();
      return null;
    }
    if (bridge !== null) {
      this.#bridges.add(bridge);
    }
    return bridge;
  }
}

/** Wherever the library is reached, the bridge is too. */
function withBridge(answer: string, portNumber: number, family: number): string {
  const places = [...answer.matchAll(hostCandidate)].filter(([, , host = '']) => isIP(host) === family);
  const lines = places.map(([, priority, host]) => `a=candidate:bridge 1 UDP ${Number(priority) - 1} ${host} ${portNumber} typ host\r\n`);
  return answer.replace(/^(?=a=candidate:)/m, lines.join(''));
}
