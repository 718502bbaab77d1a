import { type DnsName, dnsKey, type DnsQuestion, type DnsRecord, readAnswer, writeQuestions } from '../../network/dns-message.ts';
import type { MulticastGroup } from '../../network/multicast-question.ts';
import { plainName } from './onvif-probe.ts';

/** RFC 6762, 3. */
export const multicastDnsGroup: MulticastGroup = { address: '224.0.0.251', port: 5353 };

/** A PetLog that was found. */
export interface FoundPetLog {
  readonly address: string;
  /** What its machine calls itself: `pi.local`. */
  readonly host: string;
  readonly port: number;
  /** Of HTTPS; null for one that has none, or does not say so. */
  readonly httpsPort: number | null;
  /** Who it is, whatever its address; null for one that does not say. */
  readonly id: string | null;
  /** `server.base_path` of it; empty for none. */
  readonly path: string;
  readonly name: string;
}

const petlogService: DnsName = ['_petlog', '_tcp', 'local'];
/** What packages of PetLog announced first; other things are announced there too. */
const webService: DnsName = ['_http', '_tcp', 'local'];
const webName = /^PetLog\b/;

/** A machine announces few. */
const mostInstances = 16;

/** What one machine says about its services. */
interface Announcer {
  readonly instances: Map<string, DnsName>;
  readonly services: Map<string, Extract<DnsRecord, { type: 'srv' }>>;
  readonly texts: Map<string, readonly string[]>;
  readonly asked: Set<string>;
}

/**
 * Finds other PetLogs as services (RFC 6763), by questions from a port of our
 * own, which are answered to us alone (RFC 6762, 5.1 and 6.7). A machine is
 * believed about itself only.
 */
export class PetLogSearch {
  readonly #announcers = new Map<string, Announcer>();

  get message(): Buffer {
    return writeQuestions([
      { name: petlogService, type: 'ptr' },
      { name: webService, type: 'ptr' },
    ]);
  }

  /** @returns what else has to be asked; null for nothing */
  read(message: Buffer, address: string): Buffer | null {
    const records = readAnswer(message);
    if (records === null) {
      return null;
    }
    const announcer = this.#announcers.get(address) ?? newAnnouncer();
    this.#announcers.set(address, announcer);
    for (const record of records) {
      keep(announcer, record);
    }
    const open = [...announcer.instances].filter(([key]) => !announcer.services.has(key) && !announcer.asked.has(key));
    for (const [key] of open) {
      announcer.asked.add(key);
    }
    const questions = open.flatMap(([, name]): DnsQuestion[] => [
      { name, type: 'srv' },
      { name, type: 'txt' },
    ]);
    return questions.length === 0 ? null : writeQuestions(questions);
  }

  get found(): FoundPetLog[] {
    const byPlace = new Map<string, FoundPetLog>();
    for (const [address, { instances, services, texts }] of this.#announcers) {
      for (const [key, instance] of instances) {
        const service = services.get(key);
        const place = `${address}:${service?.port}`;
        if (service !== undefined && service.port !== 0 && !byPlace.has(place)) {
          const host = service.target.join('.').toLowerCase();
          const entries = texts.get(key) ?? [];
          byPlace.set(place, {
            address,
            host,
            port: service.port,
            httpsPort: portIn(entries),
            id: idIn(entries),
            path: pathIn(entries),
            name: plainName(instance[0] ?? ''),
          });
        }
      }
    }
    return [...byPlace.values()];
  }
}

const newAnnouncer = (): Announcer => ({ instances: new Map(), services: new Map(), texts: new Map(), asked: new Set() });

function keep({ instances, services, texts }: Announcer, record: DnsRecord): void {
  const key = dnsKey(record.name);
  switch (record.type) {
    case 'ptr': {
      const isOurs = key === dnsKey(petlogService) || (key === dnsKey(webService) && webName.test(record.target[0] ?? ''));
      // An instance is a label before the name of its service. One that is no UTF-8 cannot be asked about.
      const isInstance = dnsKey(record.target.slice(1)) === key && record.target[0]?.includes('\ufffd') === false;
      if (isOurs && isInstance && instances.size < mostInstances) {
        instances.set(dnsKey(record.target), record.target);
      }
      break;
    }
    case 'srv':
      if (services.size < mostInstances) {
        services.set(key, record);
      }
      break;
    case 'txt':
      if (texts.size < mostInstances) {
        texts.set(key, record.entries);
      }
      break;
  }
}

const valueIn = (entries: readonly string[], key: string): string =>
  entries.find((entry) => entry.startsWith(`${key}=`))?.slice(key.length + 1) ?? '';

const idIn = (entries: readonly string[]): string | null => /^[0-9a-f]{32}$/.exec(valueIn(entries, 'id'))?.[0] ?? null;

function portIn(entries: readonly string[]): number | null {
  const port = Number(/^[1-9]\d{0,4}$/.exec(valueIn(entries, 'https'))?.[0] ?? 0);
  return port > 0 && port <= 65_535 ? port : null;
}

const pathIn = (entries: readonly string[]): string => /^((?:\/[A-Za-z0-9._~-]+)*)\/?$/.exec(valueIn(entries, 'path'))?.[1] ?? '';
