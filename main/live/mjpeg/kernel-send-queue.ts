import { closeSync, openSync, readSync } from 'node:fs';
import { isIPv6, type Socket } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Bytes that the kernel still holds for a connection, by {@link connectionKey}, or by {@link unreadKey} at its other end; nothing for those that have none. */
export type SendQueues = ReadonlyMap<string, number>;

const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

/** An address as `/proc/net/tcp{,6}` prints it: 32-bit words in the order of the host, which is little-endian on every Pi. */
function procAddress(address: string, port: number): string {
  const bytes = ipaddr.parse(address).toByteArray();
  let text = '';
  for (let word = 0; word < bytes.length; word += 4) {
    text += [3, 2, 1, 0].map((offset) => hex(bytes[word + offset] as number, 2)).join('');
  }
  return `${text}:${hex(port, 4)}`;
}

/** Names a connected socket as the kernel's tables do; null when it is not connected. */
export function connectionKey(socket: Pick<Socket, 'localAddress' | 'localPort' | 'remoteAddress' | 'remotePort'>): string | null {
  const { localAddress, localPort, remoteAddress, remotePort } = socket;
  if (localAddress === undefined || localPort === undefined || remoteAddress === undefined || remotePort === undefined) {
    return null;
  }
  return `${procAddress(localAddress, localPort)} ${procAddress(remoteAddress, remotePort)}`;
}

/** Names what the other end of a connection has not read yet, where that is a program of this machine. */
export const unreadKey = (key: string): string => `unread ${key}`;

/**
 * Bytes that were sent and have not reached who watches, as far as this machine knows.
 *
 * @param key of the connection; null where it is not connected
 * @param isBehindProxy the other end is a proxy here, which takes what it is given also when the client is slow
 */
export function heldBytes(queues: SendQueues, key: string | null, isBehindProxy: boolean): number {
  return key === null ? 0 : (queues.get(key) ?? 0) + (isBehindProxy ? (queues.get(unreadKey(key)) ?? 0) : 0);
}

/** Reads the established connections of one table that have something unsent or unread (format: Linux, Documentation/networking/proc_net_tcp). */
export function parseSendQueues(table: string, into: Map<string, number>): void {
  const established = /^ *\d+: ([0-9A-F]+:[0-9A-F]{4}) ([0-9A-F]+:[0-9A-F]{4}) 01 (?!00000000:00000000)([0-9A-F]{8}):([0-9A-F]{8})/gm;
  for (const [, local = '', remote = '', unsent = '', unread = ''] of table.matchAll(established)) {
    if (unsent !== '00000000') {
      into.set(`${local} ${remote}`, Number.parseInt(unsent, 16));
    }
    if (unread !== '00000000') {
      into.set(unreadKey(`${remote} ${local}`), Number.parseInt(unread, 16));
    }
  }
}

/** The kernel's table that a connection is in. */
export type ConnectionTable = 'tcp' | 'tcp6';

export function connectionTable({ localAddress }: Pick<Socket, 'localAddress'>): ConnectionTable {
  return localAddress !== undefined && isIPv6(localAddress) ? 'tcp6' : 'tcp';
}

/**
 * How much the kernel has not yet got rid of for each TCP connection. Node has
 * no call for it, and without it megabytes of old frames hide in the kernel of
 * a slow viewer's connection. Empty where there is no such table.
 *
 * Reads at once, not through the thread pool: the kernel gives a page at a
 * time, and waiting for each would take longer than a frame.
 */
export function readSendQueues(tables: ReadonlySet<ConnectionTable>): SendQueues {
  const queues = new Map<string, number>();
  for (const table of tables) {
    parseSendQueues(readTable(`/proc/net/${table}`), queues);
  }
  return queues;
}

function readTable(path: string): string {
  try {
    const file = openSync(path, 'r');
    try {
      const page = Buffer.allocUnsafe(64 * 1024);
      let text = '';
      for (let length = readSync(file, page); length > 0; length = readSync(file, page)) {
        text += page.toString('latin1', 0, length);
      }
      return text;
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}
