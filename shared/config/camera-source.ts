/** `source` of a camera: what may be written there, and which device it means. */
import { readTarget } from '../targets.ts';

const address = /^(?:rtsps?|(?:petlog\+)?https?):\/\//;
const hardwareOrFile = /^(?:auto|mock|rpicam(?::\d)?|raspistill|v4l2(?::\/.+)?|file:.+)$/;

export const sourceRule =
  'must be auto, mock, rpicam, rpicam:NUMBER, raspistill, v4l2, v4l2:/dev/PATH, file:PATH, or an address that begins with rtsp://, rtsps://, http://, https://, petlog+http:// or petlog+https://';
export const sourceAddressRule =
  'an address has a host, a port from 1 to 65535 or none, and no spaces, as in rtsp://192.168.1.20:554/stream';

export const isAddress = (source: string): boolean => address.test(source);

/** Whether a source is of a kind that there is. */
export const isKnownKind = (source: string): boolean => hardwareOrFile.test(source) || isAddress(source);

/** Whether a source that is an address can be asked; true for every other. */
export function isUsableAddress(source: string): boolean {
  return !isAddress(source) || hostOf(source) !== null;
}

export interface SourceHost {
  /** `rtsp`, `https`, ... */
  readonly scheme: string;
  /** In lower case; an IPv6 address in brackets. */
  readonly host: string;
  /** Null where the address names none. */
  readonly port: number | null;
}

/** Whom an address asks; null for what is no usable address. */
export function hostOf(source: string): SourceHost | null {
  if (!isAddress(source) || /[\s\p{C}]/u.test(source)) {
    return null;
  }
  const [, scheme = '', authority = ''] = /^([a-z+]+):\/\/([^/?#]*)/.exec(source) ?? [];
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const target = readTarget(host);
  // Without brackets nobody can tell where an IPv6 address ends and a port begins.
  if (target === null || (target.host.includes(':') && !host.startsWith('['))) {
    return null;
  }
  return { scheme, host: target.host.includes(':') ? `[${target.host}]` : target.host, port: target.port };
}

const defaultPorts: Readonly<Record<string, number>> = {
  rtsp: 554,
  rtsps: 322,
  http: 80,
  https: 443,
  'petlog+http': 8000,
  'petlog+https': 8443,
};

/** The port that an address means, named or not. */
export const portOf = ({ scheme, port }: SourceHost): number => port ?? defaultPorts[scheme] ?? 0;

export interface SourceWithoutCredentials {
  readonly source: string;
  /** Undefined where the address held none. */
  readonly credentials: { readonly username: string; readonly password: string } | undefined;
}

/** An address without the name and password in it, which are a secret and stand elsewhere. */
export function separateCredentials(source: string): SourceWithoutCredentials {
  const [, start, userInformation, rest] = /^([a-z+]+:\/\/)([^/?#]*)@(.*)$/s.exec(isAddress(source) ? source : '') ?? [];
  if (start === undefined || userInformation === undefined || rest === undefined) {
    return { source, credentials: undefined };
  }
  const colon = userInformation.indexOf(':');
  const [username, password] = colon === -1 ? [userInformation, ''] : [userInformation.slice(0, colon), userInformation.slice(colon + 1)];
  return { source: start + rest, credentials: { username: decoded(username), password: decoded(password) } };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whom a camera's credentials are for; null for sources that need none. They are given to nobody else. */
export function credentialsScope(source: string): string | null {
  const host = hostOf(source);
  return host === null ? null : `${host.scheme}://${host.host}:${portOf(host)}`;
}

/**
 * Whether two sources mean the same device, as far as they are written: links
 * below `/dev` are for the caller to resolve. A file and the mock can be shown
 * any number of times.
 */
export function sameDevice(sourceA: string, sourceB: string): boolean {
  const device = deviceOf(sourceA);
  return device !== null && device === deviceOf(sourceB);
}

function deviceOf(source: string): string | null {
  if (source === 'mock' || source.startsWith('file:')) {
    return null;
  }
  if (source === 'rpicam' || source === 'rpicam:0' || source === 'raspistill') {
    return 'the first camera module';
  }
  if (source.startsWith('v4l2:')) {
    return `v4l2:${source
      .slice('v4l2:'.length)
      .split('/')
      .filter((part) => part !== '' && part !== '.')
      .join('/')}`;
  }
  const host = hostOf(source);
  if (host === null) {
    return source;
  }
  const path = source.replace(/^[a-z+]+:\/\/[^/?#]*/, '').replace(/^(?=[?#]|$)/, '/');
  return `${host.scheme}://${host.host}:${portOf(host)}${path}`;
}
