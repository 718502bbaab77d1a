import { Agent, request } from 'node:http';

export interface ManyAnswer {
  readonly status: number;
  readonly code: string | null;
  readonly retryAfterSeconds: number | null;
}

/** One machine that comes from as many addresses as it likes: all of 127.0.0.0/8 is this one. */
export class ManyAddresses {
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 50, maxTotalSockets: 400 });

  constructor(port: number) {
    this.#port = port;
  }

  post(localAddress: string, path: string, body: object): Promise<ManyAnswer> {
    return new Promise((resolve, reject) => {
      const text = JSON.stringify(body);
      const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) };
      const sent = request({ host: '127.0.0.1', port: this.#port, localAddress, agent: this.#agent, method: 'POST', path, headers }, (response) => {
        let answer = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
        response.once('error', reject);
        response.once('end', () => {
          const { code = null } = JSON.parse(answer) as { code?: string };
          const retryAfter = response.headers['retry-after'];
          resolve({ status: response.statusCode ?? 0, code, retryAfterSeconds: retryAfter === undefined ? null : Number(retryAfter) });
        });
      });
      sent.once('error', reject);
      sent.end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** The nth address of many. */
export const addressNumber = (index: number): string => `127.${1 + Math.floor(index / 62_500)}.${Math.floor(index / 250) % 250}.${1 + (index % 250)}`;
