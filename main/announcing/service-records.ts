import type { QueryPacket, ResponsePacket } from 'multicast-dns';
import { announcedTypes } from './announcement.ts';

export type Answer = NonNullable<ResponsePacket['answers']>[number];
type Question = NonNullable<QueryPacket['questions']>[number];
type SrvAnswer = Extract<Answer, { type: 'SRV' }>;

/** What is announced, as one network is told it. */
export interface AnnouncedService {
  readonly name: string;
  /** `kitchen.local` */
  readonly host: string;
  readonly port: number;
  readonly texts: readonly string[];
}

/** RFC 6762, 10: what names a machine changes with it; the rest holds longer. */
const hostSeconds = 120;
const otherSeconds = 4500;
/** RFC 6763, 9. */
const allServices = '_services._dns-sd._udp.local';

/** RFC 1035, 3.2.3; the library knows it, its types do not. */
export const anyType = 'ANY' as string as Question['type'];

const typeName = (type: string): string => `_${type}._tcp.local`;

export const instanceNames = (name: string): string[] => announcedTypes.map((type) => `${name}.${typeName(type)}`);

/** Records that are this PetLog's alone are marked to take the place of what others kept of them (RFC 6762, 10.2). */
const own = { class: 'IN', flush: true } as const;

/**
 * Everything that is told about a service.
 *
 * @param address of this machine in the network that is told
 */
export function recordsOf({ name, host, port, texts }: AnnouncedService, address: string): Answer[] {
  const types = announcedTypes.map(typeName);
  const instances = instanceNames(name);
  return [
    ...types.map((type): Answer => ({ type: 'PTR', name: allServices, ttl: otherSeconds, class: 'IN', data: type })),
    ...types.map((type, index): Answer => ({ type: 'PTR', name: type, ttl: otherSeconds, class: 'IN', data: instances[index] ?? '' })),
    ...instances.map((instance): Answer => ({ type: 'SRV', name: instance, ttl: hostSeconds, ...own, data: { port, target: host } })),
    ...instances.map((instance): Answer => ({ type: 'TXT', name: instance, ttl: otherSeconds, ...own, data: [...texts] })),
    { type: 'A', name: host, ttl: hostSeconds, ...own, data: address },
  ];
}

const same = (nameA: string, nameB: string): boolean => nameA.toLowerCase() === nameB.toLowerCase();

/** The records that answer a question, and those that whoever asked will want to know next; `known` are those that he has. */
export function answersTo(
  questions: readonly Question[],
  records: readonly Answer[],
  known: readonly Answer[],
): { answers: Answer[]; additionals: Answer[] } {
  const answers = records.filter(
    (record) =>
      questions.some(({ name, type }) => same(name, record.name) && (type === record.type || type === anyType)) &&
      // RFC 6762, 7.1: one that is known for at least half of its time is not repeated.
      !known.some((one) => isSame(one, record)),
  );
  const hasInstances = answers.some(({ type, name }) => type === 'PTR' && name !== allServices);
  const next = hasInstances ? ['SRV', 'TXT', 'A'] : answers.some(({ type }) => type === 'SRV') ? ['A'] : [];
  const additionals = records.filter((record) => next.includes(record.type) && !answers.includes(record));
  return { answers, additionals };
}

const isSame = (known: Answer, record: Answer): boolean =>
  known.type === 'PTR' &&
  record.type === 'PTR' &&
  same(known.name, record.name) &&
  same(known.data, record.data) &&
  (known.ttl ?? 0) * 2 >= otherSeconds;

/**
 * Who else has one of these names.
 *
 * @returns what tells the two apart, greater or smaller for each of them alike; null for nobody
 */
export function otherOwner(answers: readonly Answer[], { name, host, port }: AnnouncedService): 'greater' | 'smaller' | null {
  const instances = instanceNames(name);
  const other = answers.find(
    (answer): answer is SrvAnswer =>
      answer.type === 'SRV' &&
      answer.ttl !== 0 &&
      instances.some((instance) => same(instance, answer.name)) &&
      !(answer.data.port === port && same(answer.data.target, host)),
  );
  return other === undefined ? null : keyOf(other.data.target, other.data.port) > keyOf(host, port) ? 'greater' : 'smaller';
}

const keyOf = (host: string, port: number): string => `${host.toLowerCase()}:${String(port).padStart(5, '0')}`;
