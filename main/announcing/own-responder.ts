import type { RemoteInfo } from 'node:dgram';
import { isDeepStrictEqual } from 'node:util';
import makeMulticastDns, { type MulticastDNS, type QueryPacket, type ResponsePacket } from 'multicast-dns';
import { createAddressList } from '../network/addresses.ts';
import type { MulticastGroup } from '../network/multicast-question.ts';
import type { OwnLink } from '../network/own-networks.ts';
import type { Clock } from '../system/clock.ts';
import { type Announcement, numberedName, type Publication } from './announcement.ts';
import { type AnnouncedService, type Answer, answersTo, anyType, instanceNames, otherOwner, recordsOf } from './service-records.ts';

export interface OwnResponderOptions {
  readonly clock: Pick<Clock, 'after'>;
  readonly group: MulticastGroup;
  /** What the machine calls itself. */
  hostname(): string;
  /** The networks that it is in now. */
  links(): readonly OwnLink[];
  /** A network cannot be told. */
  onFault(error: unknown): void;
}

/** RFC 6762, 8.1 and 8.3. */
const probes = { count: 3, milliseconds: 250 } as const;
const announcements = { count: 2, milliseconds: 1000 } as const;
/** Networks come and go without a word. */
const lookMilliseconds = 15_000;
/** RFC 6762, 6.7: for those who ask as one asks a name server. */
const mostLegacySeconds = 10;

interface Member {
  readonly link: OwnLink;
  readonly multicastDns: MulticastDNS;
  /** Its socket is open, or cannot be. */
  readonly opened: Promise<void>;
}

/**
 * Announces this PetLog by itself, where nothing else on the machine does, to
 * the IPv4 networks that it is in (RFC 6762): asks whether the name is free,
 * takes another one where it is not, and answers who asks.
 */
export class OwnResponder implements Publication {
  readonly #announcement: Announcement;
  readonly #options: OwnResponderOptions;
  #service: AnnouncedService;
  #links: readonly OwnLink[] = [];
  #members: readonly Member[] = [];
  #isAnnounced = false;
  #names = 1;
  #isOver = false;
  /** One change of networks after the other. */
  #moving: Promise<void> = Promise.resolve();
  #cancelStep = (): void => {};
  #cancelLook = (): void => {};

  constructor(announcement: Announcement, options: OwnResponderOptions) {
    this.#announcement = announcement;
    this.#options = options;
    const [label = 'petlog'] = options.hostname().toLowerCase().split('.');
    this.#service = { name: announcement.name, host: `${label}.local`, port: announcement.port, texts: announcement.texts };
    this.#look();
  }

  async withdraw(): Promise<void> {
    this.#isOver = true;
    this.#cancelLook();
    await this.#moving;
    await this.#leave();
  }

  #look(): void {
    const { address } = this.#announcement;
    const links = this.#options.links().filter((link) => address === null || link.address === address);
    if (!isDeepStrictEqual(links, this.#links)) {
      this.#links = links;
      this.#moving = this.#moving.then(async () => {
        await this.#leave();
        if (!this.#isOver) {
          this.#members = links.map((link) => this.#join(link));
          this.#probe(probes.count);
        }
      });
    }
    this.#cancelLook = this.#options.clock.after(lookMilliseconds, () => this.#look());
  }

  #join(link: OwnLink): Member {
    const { group, onFault } = this.#options;
    const isOfThisNetwork = createAddressList([link.network]);
    const multicastDns = makeMulticastDns({ ip: group.address, port: group.port, interface: link.address, bind: '0.0.0.0' });
    // Each socket hears the members of all networks.
    multicastDns.on('query', (query, from) => {
      if (isOfThisNetwork(from.address)) {
        this.#answer(member, query, from);
      }
    });
    multicastDns.on('response', (response, from) => {
      if (isOfThisNetwork(from.address)) {
        this.#compare(response);
      }
    });
    const opened = Promise.withResolvers<void>();
    multicastDns.on('ready', () => opened.resolve());
    multicastDns.on('error', (error: unknown) => {
      onFault(error);
      opened.resolve();
    });
    // Garbage, and networks that are gone.
    multicastDns.on('warning', () => {});
    const member: Member = { link, multicastDns, opened: opened.promise };
    return member;
  }

  #probe(remaining: number): void {
    this.#isAnnounced = false;
    if (remaining === 0) {
      this.#announce(announcements.count);
      return;
    }
    for (const { link, multicastDns } of this.#members) {
      const instances = instanceNames(this.#service.name);
      multicastDns.query({
        questions: instances.map((name) => ({ name, type: anyType })),
        authorities: recordsOf(this.#service, link.address).filter(({ type }) => type === 'SRV'),
      });
    }
    this.#cancelStep = this.#options.clock.after(probes.milliseconds, () => this.#probe(remaining - 1));
  }

  #announce(remaining: number): void {
    this.#isAnnounced = true;
    this.#tell((record) => record);
    if (remaining > 1) {
      this.#cancelStep = this.#options.clock.after(announcements.milliseconds, () => this.#announce(remaining - 1));
    }
  }

  #tell(changed: (record: Answer) => Answer): void {
    for (const { link, multicastDns } of this.#members) {
      multicastDns.respond({ answers: recordsOf(this.#service, link.address).map(changed) });
    }
  }

  #answer({ link, multicastDns }: Member, query: QueryPacket, from: RemoteInfo): void {
    if (!this.#isAnnounced) {
      return;
    }
    const questions = query.questions ?? [];
    const { answers, additionals } = answersTo(questions, recordsOf(this.#service, link.address), query.answers ?? []);
    if (answers.length === 0) {
      return;
    }
    if (from.port === this.#options.group.port) {
      multicastDns.respond({ answers, additionals });
      return;
    }
    const plain = (record: Answer): Answer => ({ ...record, flush: false, ttl: mostLegacySeconds }) as Answer;
    multicastDns.respond({ id: query.id ?? 0, questions, answers: answers.map(plain), additionals: additionals.map(plain) }, from);
  }

  /** Somebody may have the name already, or take it: of two that have it, the one whose place sorts later goes on with it. */
  #compare({ answers = [], additionals = [] }: ResponsePacket): void {
    const other = otherOwner([...answers, ...additionals], this.#service);
    if (other === null || (this.#isAnnounced && other === 'smaller')) {
      return;
    }
    this.#cancelStep();
    this.#names += 1;
    this.#service = { ...this.#service, name: numberedName(this.#announcement.name, this.#names) };
    this.#probe(probes.count);
  }

  /** Says goodbye (RFC 6762, 10.1) but for the machine's own name, which others may announce too. */
  async #leave(): Promise<void> {
    this.#cancelStep();
    const members = this.#members;
    this.#members = [];
    await Promise.all(
      members.map(async ({ link, multicastDns, opened }) => {
        await opened; // one that is closed before goes on
        if (this.#isAnnounced) {
          const answers = recordsOf(this.#service, link.address)
            .filter(({ type }) => type !== 'A')
            .map((record) => ({ ...record, ttl: 0 }) as Answer);
          await new Promise<void>((resolve) => multicastDns.respond({ answers }, () => resolve()));
        }
        await new Promise<void>((resolve) => multicastDns.destroy(() => resolve()));
      }),
    );
  }
}
