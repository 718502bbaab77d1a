import { type IncomingHttpHeaders, request as requestOverHttp } from 'node:http';
import { request as requestOverHttps } from 'node:https';

export interface AskOptions {
  readonly method?: string;
  /** `Host` too, which fetch does not let one choose. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Certificate to trust, PEM. */
  readonly ca?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body, which has to be JSON. */
  readonly json: Record<string, unknown>;
}

/** One request with any header, over HTTP or HTTPS, whose redirects are not followed. */
export function ask(url: string, { method = 'GET', headers = {}, body, ca }: AskOptions = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const content = body === undefined ? '' : JSON.stringify(body);
    const all = { ...(body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(content)) }), ...headers };
    const options = { method, headers: all, agent: false, ...(ca === undefined ? {} : { ca }) };
    const request = (url.startsWith('https:') ? requestOverHttps : requestOverHttp)(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          get json() {
            return JSON.parse(text) as Record<string, unknown>;
          },
        });
      });
    });
    request.once('error', reject);
    request.end(content);
  });
}
