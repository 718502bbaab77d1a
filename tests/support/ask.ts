import { type IncomingHttpHeaders, request as requestOverHttp } from 'node:http';
import { request as requestOverHttps } from 'node:https';
import { isIP } from 'node:net';

export interface AskOptions {
  readonly method?: string;
  /** `Host` too, which fetch does not let one choose. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Certificate to trust, PEM. */
  readonly ca?: string;
  /** Where the client is, of this machine's addresses: 127.0.0.2 is another one than 127.0.0.1. */
  readonly localAddress?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body, which has to be JSON. */
  readonly json: Record<string, unknown>;
}

/** One request with any header, over HTTP or HTTPS, whose redirects are not followed. */
export function ask(url: string, { method = 'GET', headers = {}, body, ca, localAddress }: AskOptions = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const content = body === undefined ? '' : JSON.stringify(body);
    const all = {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(content)) }),
      ...headers,
    };
    // The certificate is that of the address, whatever name the request asks for.
    const { hostname } = new URL(url);
    const options = {
      method,
      headers: all,
      agent: false,
      servername: isIP(hostname) === 0 ? hostname : '',
      ...(ca === undefined ? {} : { ca }),
      ...(localAddress === undefined ? {} : { localAddress }),
    };
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
