import type { Machine } from '../system/machine.ts';

export interface ListeningSocket {
  /** As `/proc/<pid>/fd` has it. */
  readonly file: string;
  readonly userId: number;
}

const listenState = '0A';
/** UDP has no listening: that is what a socket is in which takes packets from anybody. */
const unconnectedState = '07';

/** The sockets that listen on a port, by `/proc/net/tcp`, `/proc/net/tcp6` and their like for UDP; proc_pid_net(5). */
export async function listeningSockets(machine: Machine, port: number, protocol: 'tcp' | 'udp' = 'tcp'): Promise<ListeningSocket[]> {
  const tables = await Promise.all([`/proc/net/${protocol}`, `/proc/net/${protocol}6`].map((file) => machine.text(file)));
  return tables.flatMap((table) =>
    (table ?? '')
      .split('\n')
      .slice(1)
      .flatMap((line) => {
        const [, localAddress = '', , state, , , , userId, , inode] = line.trim().split(/\s+/);
        const isThatPort = Number.parseInt(localAddress.split(':')[1] ?? '', 16) === port;
        return isThatPort && state === (protocol === 'tcp' ? listenState : unconnectedState)
          ? [{ file: `socket:[${inode ?? ''}]`, userId: Number(userId) }]
          : [];
      }),
  );
}
