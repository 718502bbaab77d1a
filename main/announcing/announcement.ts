/** What is told to the local network about this PetLog: a service (RFC 6763), as `_petlog._tcp` and as a web page. */
export interface Announcement {
  /** What people see; another one is made of it where somebody has it already. */
  readonly name: string;
  /** Of plain HTTP, as it is bound. */
  readonly port: number;
  /** `KEY=VALUE`, at most 255 bytes each (RFC 6763, 6.1). */
  readonly texts: readonly string[];
  /** The one address that the server listens at; null for every network. */
  readonly address: string | null;
}

/** `_petlog` is for other PetLogs, `_http` for browsers of services. */
export const announcedTypes = ['petlog', 'http'] as const;

export interface Publication {
  /** Says goodbye, so that nobody goes on showing it. Never rejects. */
  withdraw(): Promise<void>;
}

/** RFC 1035, 2.3.4: what an instance's name may have (RFC 6763, 4.1.1). */
const longestNameBytes = 63;

/** `PetLog on pi`: others know by its beginning what it is. */
export function announcedName(hostname: string): string {
  const [label = ''] = hostname.split('.');
  return withEnding(`PetLog on ${label}`, '');
}

/** The name of one of several that are called alike; `count` from 2 on. */
export const numberedName = (name: string, count: number): string => withEnding(name, ` #${count}`);

function withEnding(name: string, ending: string): string {
  let beginning = name;
  while (Buffer.byteLength(beginning + ending) > longestNameBytes) {
    beginning = beginning.slice(0, -1);
  }
  return beginning + ending;
}
