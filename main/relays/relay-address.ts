/** Addresses of media servers: what is secret in them, and how a part that was hidden comes back. */
import { redacted } from '../../shared/secret.ts';
import { relaySchemes } from '../../shared/relays.ts';
import { AddressRefusal, type PinnedAddress } from '../network/entered-address.ts';
import { type EnteredUrl, readEnteredUrl } from '../network/entered-url.ts';
import type { RelayDestination } from './protocol.ts';

/** As FFmpeg calls them, and whether they may be shown. Others would change what it listens to, or where it is. */
const srtOptions: Readonly<Record<string, { readonly isSecret: boolean }>> = {
  streamid: { isSecret: true },
  passphrase: { isSecret: true },
  pbkeylen: { isSecret: false },
  latency: { isSecret: false },
};
const fewestPassphrase = 10;
const mostPassphrase = 79;
/** What is published by WHIP goes there. */
export const webSchemes: readonly string[] = ['http:', 'https:'];
/** Some services have the stream key as a part of the path. */
const secretPartLength = 16;
/** FFmpeg takes such a query of RTSP for its own. */
const rtspOptions = new Set(['udp', 'tcp', 'multicast', 'http', 'listen', 'filter_src']);

/**
 * @throws AddressRefusal in one sentence, which repeats no secret
 */
export function readRelayUrl(text: string): EnteredUrl {
  const entered = readEnteredUrl(text, relaySchemes);
  const { url, username, password } = entered;
  const names = [...url.searchParams.keys()];
  // FFmpeg looks behind the last question mark.
  const options = url.search.split('?').at(-1)?.split('&') ?? [];
  if (url.protocol === 'srt:') {
    const foreign = names.find((name) => !Object.hasOwn(srtOptions, name));
    if (foreign !== undefined) {
      throw new AddressRefusal(`an address of SRT takes ${Object.keys(srtOptions).join(', ')} behind its question mark, and nothing else`);
    }
    if (url.pathname !== '' && url.pathname !== '/') {
      throw new AddressRefusal('an address of SRT has no path; what is published is named by streamid behind its question mark');
    }
    if (username !== '' || password !== '') {
      throw new AddressRefusal('an address of SRT has no username; it takes streamid and passphrase behind its question mark');
    }
    const passphrase = url.searchParams.get('passphrase');
    if (passphrase !== null && passphrase !== redacted && (passphrase.length < fewestPassphrase || passphrase.length > mostPassphrase)) {
      throw new AddressRefusal(`a passphrase of SRT has ${fewestPassphrase} to ${mostPassphrase} characters`);
    }
  } else if (
    url.protocol.startsWith('rtmp') &&
    // What ends with a slash would show its key: only the last part is hidden.
    (url.pathname.endsWith('/') || url.pathname.split('/').filter((part) => part !== '').length < 2)
  ) {
    throw new AddressRefusal('an address of RTMP needs an application and a stream key, as in rtmp://server/live/key');
  } else if (url.protocol.startsWith('rtsp') && [...names, ...options].some((name) => rtspOptions.has(name))) {
    throw new AddressRefusal(`an address of RTSP may not have ${[...rtspOptions].join(', ')} behind its question mark`);
  }
  if (url.hash !== '') {
    throw new AddressRefusal('an address of a media server may not have a # in it; %23 stands for one');
  }
  return entered;
}

/** Whether what goes there goes by WebRTC, and not by FFmpeg. */
export const isWhipUrl = (text: string): boolean => webSchemes.some((scheme) => text.toLowerCase().startsWith(`${scheme}//`));

/**
 * A token of a server that another address may have, or not: it comes along to no other server.
 *
 * @param entered `redacted` for the one that is known, null where nothing was said of it
 * @throws AddressRefusal where there is none that it could stand for, or the address takes none
 */
export function bearerTokenFor(
  url: string,
  entered: string | null,
  known: { readonly url: string; readonly bearer_token: string } | null,
): string {
  const originOf = (text: string): string => `${URL.parse(text)?.protocol}//${URL.parse(text)?.host}`;
  const kept = known !== null && originOf(known.url) === originOf(url) ? known.bearer_token : '';
  const token = entered === redacted || entered === null ? kept : entered;
  if (entered === redacted && kept === '') {
    throw new AddressRefusal(`there is no token for this server yet that ${redacted} could stand for`);
  }
  if (token !== '' && !isWhipUrl(url)) {
    throw new AddressRefusal('only an address of WHIP, which begins with http:// or https://, takes a token');
  }
  return token;
}

/** Whether it can be used at all. */
export function isRelayUrl(text: string): boolean {
  try {
    readRelayUrl(text);
    return true;
  } catch {
    return false;
  }
}

/** For answers: without what only the two of them know. */
export function shownRelayUrl(text: string): string {
  const { url, username, password } = readEnteredUrl(text, relaySchemes);
  const login = username === '' && password === '' ? '' : `${encodeURIComponent(username)}${password === '' ? '' : `:${redacted}`}@`;
  const path = url.pathname
    .split('/')
    .map((part, index, { length }) => (isSecretPart(url, part, index === length - 1) ? redacted : part))
    .join('/');
  const query = [...url.searchParams].map(
    ([name, value]) => `${encodeURIComponent(name)}=${isShown(url, name) ? encodeURIComponent(value) : redacted}`,
  );
  return `${url.protocol}//${login}${url.host}${path}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}

/**
 * What was hidden stands for what is known of it, at the same server.
 *
 * @param known null where there is nothing yet
 * @throws AddressRefusal where there is no secret that it could stand for
 */
export function withKnownSecrets(text: string, known: string | null): string {
  const entered = readEnteredUrl(text, relaySchemes);
  if (!decode(text).includes(redacted)) {
    return text;
  }
  const before = known === null ? null : readEnteredUrl(known, relaySchemes);
  if (before?.url.protocol !== entered.url.protocol || before.url.host !== entered.url.host) {
    throw new AddressRefusal(`there is no secret for this server yet that ${redacted} could stand for`);
  }
  const { url } = entered;
  url.username = encodeURIComponent(entered.username);
  url.password = encodeURIComponent(entered.password === redacted ? before.password : entered.password);
  const parts = before.url.pathname.split('/');
  url.pathname = url.pathname
    .split('/')
    .map((part, index) => (decode(part) === redacted ? (parts[index] ?? '') : part))
    .join('/');
  for (const [name, value] of [...url.searchParams]) {
    if (value === redacted) {
      url.searchParams.set(name, before.url.searchParams.get(name) ?? '');
    }
  }
  return url.href;
}

/** @param pinned what the host was looked up to */
export function destinationOf(text: string, pinned: PinnedAddress): RelayDestination {
  const { url, host, port, username, password } = readRelayUrl(text);
  const isSrt = url.protocol === 'srt:';
  return {
    protocol: url.protocol as RelayDestination['protocol'],
    host,
    address: pinned.address,
    family: pinned.family,
    port,
    username,
    password,
    path: isSrt ? '' : `${url.pathname}${url.search}`,
    srtOptions: isSrt ? Object.fromEntries(url.searchParams) : {},
  };
}

const isSecretPart = ({ protocol }: URL, part: string, isLast: boolean): boolean =>
  (protocol.startsWith('rtmp') && isLast) || (webSchemes.includes(protocol) && part.length >= secretPartLength);

const isShown = (url: URL, name: string): boolean => url.protocol === 'srt:' && srtOptions[name]?.isSecret === false;

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
