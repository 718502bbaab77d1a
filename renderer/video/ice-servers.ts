/** A link with its parameters, of tokens and quoted strings (RFC 8288, 3). */
const link = /<([^>]*)>((?:\s*;\s*[\w-]+\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]+))*)/g;
const parameter = /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]+))/g;

/** What a WHEP endpoint tells before an offer: STUN and TURN servers help through networks that let no connection in. */
export async function askIceServers(address: URL, signal: AbortSignal): Promise<RTCIceServer[]> {
  const { headers } = await fetch(address, { method: 'OPTIONS', cache: 'no-store', signal });
  return readIceServers(headers.get('link') ?? '');
}

/**
 * STUN and TURN servers that a WHEP endpoint tells of (RFC 9725, 4.6).
 *
 * @param links all fields `Link` of its answer, joined as `Headers` does
 */
export function readIceServers(links: string): RTCIceServer[] {
  return [...links.matchAll(link)].flatMap(([, urls = '', rest = '']) => {
    const parameters = new Map([...rest.matchAll(parameter)].map(([, name = '', quoted, token = '']) => [name, plain(quoted) ?? token]));
    if (parameters.get('rel') !== 'ice-server') {
      return [];
    }
    const username = parameters.get('username');
    const credential = parameters.get('credential');
    return [username === undefined || credential === undefined ? { urls } : { urls, username, credential }];
  });
}

const plain = (quoted: string | undefined): string | undefined => quoted?.replaceAll(/\\(.)/g, '$1');
