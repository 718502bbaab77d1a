import { Agent as HttpAgent, type AgentOptions } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import { type AuthorityMemory, connectTls } from '../remote/tls-connection.ts';
import type { PinnedAddress } from './entered-address.ts';

interface EnteredAgentsOptions {
  /** Whether connections are kept for further requests to the same address. */
  readonly keepAlive: boolean;
  /** SHA-256 of a certificate that a person confirmed; null for none. */
  readonly certificateFingerprint: string | null;
  readonly authority?: AuthorityMemory;
}

/** Connections to addresses that were looked up and admitted, for HTTP and HTTPS; none is used for another address. */
export class EnteredAgents {
  readonly #options: EnteredAgentsOptions;
  readonly #agents = new Map<string, HttpAgent>();

  constructor(options: EnteredAgentsOptions) {
    this.#options = options;
  }

  /** @param protocol `http:` or `https:` */
  agentFor(protocol: string, pinned: PinnedAddress): HttpAgent {
    const key = `${protocol} ${pinned.host} ${pinned.port} ${pinned.address}`;
    let agent = this.#agents.get(key);
    if (agent === undefined) {
      const { keepAlive } = this.#options;
      const options = { keepAlive, maxSockets: 1, lookup: pinned.lookup } as AgentOptions;
      agent = protocol === 'https:' ? new CheckedHttpsAgent(options, pinned, this.#options) : new HttpAgent(options);
      this.#agents.set(key, agent);
    }
    return agent;
  }

  /** Ends all connections. */
  close(): void {
    this.#agents.forEach((agent) => agent.destroy());
    this.#agents.clear();
  }
}

/** Looks at the certificate before anything is sent. */
class CheckedHttpsAgent extends HttpsAgent {
  readonly #pinned: PinnedAddress;
  readonly #trust: Pick<EnteredAgentsOptions, 'certificateFingerprint' | 'authority'>;

  constructor(options: AgentOptions, pinned: PinnedAddress, trust: Pick<EnteredAgentsOptions, 'certificateFingerprint' | 'authority'>) {
    super(options);
    this.#pinned = pinned;
    this.#trust = trust;
  }

  override createConnection(options: { signal?: AbortSignal }, callback?: (error: Error | null, stream: Duplex) => void): undefined {
    const { host, port, lookup } = this.#pinned;
    const signal = options.signal === undefined ? {} : { signal: options.signal };
    const { certificateFingerprint, authority } = this.#trust;
    connectTls({ host, port, lookup, certificateFingerprint, ...(authority === undefined ? {} : { authority }), ...signal }).then(
      (socket) => callback?.(null, socket),
      // Node takes none with an error, whatever its types say.
      (error: unknown) => callback?.(error as Error, undefined as unknown as Duplex),
    );
  }
}
