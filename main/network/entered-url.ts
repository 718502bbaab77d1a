import { AddressRefusal } from './entered-address.ts';

/** The ports of those that need not say theirs. */
const defaultPorts: Readonly<Record<string, number>> = {
  'http:': 80,
  'https:': 443,
  'rtsp:': 554,
  'rtsps:': 322,
  'mqtt:': 1883,
  'mqtts:': 8883,
  'rtmp:': 1935,
  'rtmps:': 443,
  'petlog+http:': 8000,
  'petlog+https:': 8443,
};

/** What somebody entered, taken apart: the URL goes into answers and logs, the credentials do not. */
export interface EnteredUrl {
  /** Without credentials. */
  readonly url: URL;
  readonly host: string;
  readonly port: number;
  /** Empty where there are none. */
  readonly username: string;
  readonly password: string;
}

/**
 * @param schemes that are possible here, as in `https:`
 * @throws AddressRefusal in one sentence, which repeats no credentials
 */
export function readEnteredUrl(text: string, schemes: readonly string[]): EnteredUrl {
  const url = URL.parse(text);
  const allowed = schemes.map((scheme) => `${scheme}//`).join(', ');
  if (url === null || url.hostname === '') {
    throw new AddressRefusal(`this is not an address; one that begins with ${allowed} is needed`);
  }
  if (!schemes.includes(url.protocol)) {
    throw new AddressRefusal(`${url.protocol}// cannot be used here; ${allowed} can`);
  }
  const port = url.port === '' ? defaultPorts[url.protocol] : Number(url.port);
  if (port === undefined || port === 0) {
    throw new AddressRefusal(`${url.protocol}//${url.hostname} needs a port from 1 to 65535`);
  }
  const { username, password } = url;
  url.username = '';
  url.password = '';
  return { url, host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port, username: decode(username), password: decode(password) };
}

/** Percent signs that stand for themselves are common in passwords. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
