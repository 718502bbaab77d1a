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
  #count = 0;
  #isClosed = false;

  constructor(options: RelayBridgesOptions) {
    this.#options = options;
  }

  /**
   * Tells the library the bridge instead of the relay.
   *
   * @param answer the library's own, which says its password
   * @returns the answer, with the addresses of the bridge beside those of the library
   */
  async bridge(candidate: string, answer: string): Promise<string> {
    const { portNumber, bindAddress, add } = this.#options;
    const [, , address = '', port] = relayCandidate.exec(candidate) ?? [];
    const password = /^a=ice-pwd:(\S+)/m.exec(answer)?.[1];
    const library = { address: bindAddress ?? (isIPv6(address) ? '::1' : '127.0.0.1'), port: portNumber };
    const isPossible = password !== undefined && isIP(library.address) === isIP(address) && this.#count < mostBridges;
    this.#count += 1;
    const relay = { address, port: Number(port) };
    const bridge = isPossible ? await RelayBridge.open({ relay, library, password, bindAddress }).catch(() => null) : null;
    if (bridge === null) {
      add(candidate);
      return answer;
    }
    if (this.#isClosed) {
      bridge.close();
      return answer;
    }
    this.#bridges.add(bridge);
    add(candidate.replace(` ${address} ${port} `, ` ${library.address} ${bridge.portNumber} `));
    const places = [...answer.matchAll(hostCandidate)].filter(([, , host = '']) => isIP(host) === isIP(address));
    const lines = places.map(
      ([, priority, host]) => `a=candidate:bridge${this.#count} 1 UDP ${Number(priority) - 1} ${host} ${bridge.portNumber} typ host\r\n`,
    );
    return answer.replace(/^(?=a=candidate:)/m, lines.join(''));
  }

  close(): void {
    this.#isClosed = true;
    this.#bridges.forEach((bridge) => bridge.close());
    this.#bridges.clear();
  }
}
