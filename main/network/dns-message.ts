/** As much of DNS messages (RFC 1035, 4) as it takes to find services (RFC 6763) by multicast (RFC 6762). */

export const dnsTypes = { ptr: 12, txt: 16, srv: 33 } as const;
const internetClass = 1;

/** The labels of a name, each as it is: one may contain dots. */
export type DnsName = readonly string[];

export interface DnsQuestion {
  readonly name: DnsName;
  readonly type: keyof typeof dnsTypes;
}

export type DnsRecord =
  | { readonly type: 'ptr'; readonly name: DnsName; readonly target: DnsName }
  | { readonly type: 'srv'; readonly name: DnsName; readonly target: DnsName; readonly port: number }
  | { readonly type: 'txt'; readonly name: DnsName; readonly entries: readonly string[] };

/** Equal for names that mean the same. */
export const dnsKey = (name: DnsName): string => name.join('\0').toLowerCase();

const headerBytes = 12;
const longestLabelBytes = 63;
const longestNameBytes = 255;
const mostRecords = 200;

export function writeQuestions(questions: readonly DnsQuestion[]): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt16BE(questions.length, 4);
  return Buffer.concat([
    header,
    ...questions.flatMap(({ name, type }) => {
      const end = Buffer.alloc(5); // the root's empty label first
      end.writeUInt16BE(dnsTypes[type], 1);
      end.writeUInt16BE(internetClass, 3);
      return [...name.map(writeLabel), end];
    }),
  ]);
}

function writeLabel(label: string): Buffer {
  const bytes = Buffer.from(label);
  if (bytes.length === 0 || bytes.length > longestLabelBytes) {
    throw new RangeError(`a label has 1 to ${longestLabelBytes} bytes`);
  }
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

/** Every record of an answer that is of a known type; null for what is no answer, or damaged. */
export function readAnswer(message: Buffer): DnsRecord[] | null {
  try {
    return new Reader(message).records();
  } catch (error) {
    if (error instanceof RangeError) {
      return null;
    }
    throw error;
  }
}

/** Reads beyond the end are RangeErrors, Node's own. */
class Reader {
  readonly #message: Buffer;
  #offset = headerBytes;

  constructor(message: Buffer) {
    this.#message = message;
  }

  records(): DnsRecord[] {
    const isAnswer = (this.#message.readUInt16BE(2) & 0x8000) !== 0;
    const [questions = 0, ...sections] = [4, 6, 8, 10].map((offset) => this.#message.readUInt16BE(offset));
    const records = sections.reduce((sum, count) => sum + count, 0);
    if (!isAnswer || questions + records > mostRecords) {
      throw new RangeError('no answer');
    }
    for (let index = 0; index < questions; index += 1) {
      this.#name();
      this.#offset += 4;
    }
    return Array.from({ length: records }, () => this.#record()).filter((record) => record !== null);
  }

  #record(): DnsRecord | null {
    const name = this.#name();
    const type = this.#number();
    this.#offset += 6; // class, and for how long it may be kept
    const length = this.#number();
    const end = this.#offset + length;
    if (end > this.#message.length) {
      throw new RangeError('cut off');
    }
    const record = this.#data(name, type, end);
    this.#offset = end;
    return record;
  }

  #data(name: DnsName, type: number, end: number): DnsRecord | null {
    switch (type) {
      case dnsTypes.ptr:
        return { type: 'ptr', name, target: this.#name() };
      case dnsTypes.srv: {
        this.#offset += 4; // priority and weight
        const port = this.#number();
        return { type: 'srv', name, port, target: this.#name() };
      }
      case dnsTypes.txt: {
        const entries: string[] = [];
        while (this.#offset < end) {
          entries.push(this.#text());
        }
        return { type: 'txt', name, entries };
      }
      default:
        return null;
    }
  }

  #number(): number {
    const value = this.#message.readUInt16BE(this.#offset);
    this.#offset += 2;
    return value;
  }

  #text(): string {
    const length = this.#message.readUInt8(this.#offset);
    const begin = this.#offset + 1;
    this.#offset = begin + length;
    if (this.#offset > this.#message.length) {
      throw new RangeError('cut off');
    }
    return this.#message.toString('utf8', begin, this.#offset);
  }

  /** RFC 1035, 4.1.4: the rest of a name may be where it stood before. Only ever further back, so that it ends. */
  #name(): DnsName {
    const labels: string[] = [];
    let sizeBytes = 0;
    let after: number | null = null;
    let lowest = this.#offset;
    for (;;) {
      const length = this.#message.readUInt8(this.#offset);
      if (length === 0) {
        this.#offset = after ?? this.#offset + 1;
        return labels;
      }
      if (length > longestLabelBytes) {
        const target = this.#number() & 0x3fff;
        if (length < 0xc0 || target >= lowest) {
          throw new RangeError('a name that leads nowhere');
        }
        after ??= this.#offset;
        this.#offset = target;
        lowest = target;
        continue;
      }
      labels.push(this.#text());
      sizeBytes += length + 1;
      if (sizeBytes > longestNameBytes) {
        throw new RangeError('a name without end');
      }
    }
  }
}
