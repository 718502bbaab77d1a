import type { Machine } from '../system/machine.ts';

export interface ListeningSocket {
  /** As `/proc/<pid>/fd` has it. */
  readonly file: string;
  readonly userId: number;
}

const listenState = '0A';

/** The sockets that listen on a TCP port, by `/proc/net/tcp` and `/proc/net/tcp6`; proc_pid_net(5). */
export async function listeningSockets(machine: Machine, port: number): Promise<ListeningSocket[]> {
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((file) => machine.text(file)));
  return tables.flatMap((table) =>
    (table ?? '')
      .split('\n')
      .slice(1)
      .flatMap((line) => {
        const [, localAddress = '', , state, , , , userId, , inode] = line.trim().split(/\s+/);
        const isThatPort = Number.parseInt(localAddress.split(':')[1] ?? '', 16) === port;
        return isThatPort && state === listenState ? [{ file: `socket:[${inode ?? ''}]`, userId: Number(userId) }] : [];
      }),
  );
}
