import { connect } from 'node:net';

export interface ShortAnswer {
  readonly status: number;
  /** Of an error. */
  readonly code: string | null;
  readonly retryAfterSeconds: number | null;
}

/** The nth address of this machine: all of 127.0.0.0/8 is. */
export const addressNumber = (index: number): string => `127.1.${Math.floor(index / 250)}.${1 + (index % 250)}`;

/** Sends all requests at once, over one connection from that address; resolves with the answers in their order. */
export function postAll(port: number, localAddress: string, path: string, bodies: readonly object[]): Promise<ShortAnswer[]> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    socket.once('error', reject);
    socket.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
    socket.once('close', () => resolve(text.split(/(?=HTTP\/1\.1 \d{3} )/).map(readAnswer)));
    const requests = bodies.map((body, index) => {
      const json = JSON.stringify(body);
      const connection = index === bodies.length - 1 ? 'Connection: close\r\n' : '';
      return `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(json)}\r\n${connection}\r\n${json}`;
    });
    socket.write(requests.join(''));
  });
}

function readAnswer(text: string): ShortAnswer {
  const retryAfter = /\r\nRetry-After: (\d+)\r\n/i.exec(text)?.[1];
  return {
    status: Number(text.slice(9, 12)),
    code: /"code":"(\w+)"/.exec(text)?.[1] ?? null,
    retryAfterSeconds: retryAfter === undefined ? null : Number(retryAfter),
  };
}
