/** Username and password as a server asks for them: Basic (RFC 7617) and Digest (RFC 7616, and RFC 2069, which old cameras speak). */
import { createHash, randomBytes } from 'node:crypto';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

interface Challenge {
  /** In lower case. */
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const hashes: Readonly<Record<string, string>> = { 'SHA-256': 'sha256', MD5: 'md5' };

/**
 * Answers the challenges of one server, and remembers the last one, so that
 * further requests are not refused first (RFC 7616, 3.6).
 */
export class Login {
  readonly #credentials: Credentials;
  readonly #makeNonce: () => string;
  #challenge: Challenge | null = null;
  #nonceCount = 0;

  constructor(credentials: Credentials, makeNonce = (): string => randomBytes(12).toString('hex')) {
    this.#credentials = credentials;
    this.#makeNonce = makeNonce;
  }

  /** Whether there is anything to log in with. */
  get hasCredentials(): boolean {
    return this.#credentials.username !== '' || this.#credentials.password !== '';
  }

  /**
   * Takes the challenges of a refused request.
   *
   * @param header `WWW-Authenticate`
   * @param wasAnswered whether that request answered a challenge of the same exchange already
   * @returns whether to ask once more
   */
  learn(header: string | readonly string[] | undefined, wasAnswered: boolean): boolean {
    const challenges = readChallenges(typeof header === 'string' ? header : (header ?? []).join(', '));
    const best =
      challenges.find((challenge) => hashOf(challenge) === 'sha256') ??
      challenges.find((challenge) => hashOf(challenge) === 'md5') ??
      challenges.find(({ scheme }) => scheme === 'basic') ??
      null;
    if (best === null || !this.hasCredentials) {
      return false;
    }
    const isStale = best.parameters.get('stale')?.toLowerCase() === 'true';
    this.#challenge = best;
    this.#nonceCount = 0;
    return !wasAnswered || isStale;
  }

  /**
   * The header `Authorization`, or null before the first challenge.
   *
   * @param uri as it stands in the request line
   */
  authorization(method: string, uri: string): string | null {
    const challenge = this.#challenge;
    if (challenge === null) {
      return null;
    }
    const { username, password } = this.#credentials;
    return challenge.scheme === 'basic'
      ? `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
      : this.#digest(challenge, method, uri);
  }

  #digest(challenge: Challenge, method: string, uri: string): string {
    const { username, password } = this.#credentials;
    const { parameters } = challenge;
    const hash = (text: string): string =>
      createHash(hashOf(challenge) ?? 'md5')
        .update(text)
        .digest('hex');
    const realm = parameters.get('realm') ?? '';
    const nonce = parameters.get('nonce') ?? '';
    const algorithm = parameters.get('algorithm');
    const opaque = parameters.get('opaque');
    const isSession = algorithm?.toUpperCase().endsWith('-SESS') === true;
    const hasQop = offersQop(challenge);
    const clientNonce = this.#makeNonce();
    this.#nonceCount += 1;
    const count = this.#nonceCount.toString(16).padStart(8, '0');
    const secret = hash(`${username}:${realm}:${password}`);
    const first = isSession ? hash(`${secret}:${nonce}:${clientNonce}`) : secret;
    const second = hash(`${method}:${uri}`);
    const response = hash(hasQop ? `${first}:${nonce}:${count}:${clientNonce}:auth:${second}` : `${first}:${nonce}:${second}`);
    const fields = [
      `username=${quoted(username)}`,
      `realm=${quoted(realm)}`,
      `nonce=${quoted(nonce)}`,
      `uri=${quoted(uri)}`,
      `response="${response}"`,
      ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
      ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
      ...(hasQop ? [`qop=auth`, `nc=${count}`] : []),
      ...(hasQop || isSession ? [`cnonce="${clientNonce}"`] : []),
    ];
    return `Digest ${fields.join(', ')}`;
  }
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

const offersQop = ({ parameters }: Challenge): boolean =>
  (parameters.get('qop') ?? '').split(',').some((each) => each.trim().toLowerCase() === 'auth');

/** The hash of a digest that can be answered; null for anything else. */
function hashOf(challenge: Challenge): string | null {
  const { scheme, parameters } = challenge;
  const canProtect = !parameters.has('qop') || offersQop(challenge);
  if (scheme !== 'digest' || !parameters.has('nonce') || !canProtect) {
    return null;
  }
  return hashes[(parameters.get('algorithm') ?? 'MD5').toUpperCase().replace(/-SESS$/, '')] ?? null;
}

/** A word, and behind "=" what it is: quoted or bare. A word without "=" begins the next challenge (RFC 9110, 11.6.1). */
const words = /([!#$%&'*+.^_`|~\w-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?/g;

function readChallenges(header: string): Challenge[] {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  for (const [, name = '', quotedValue, bareValue] of header.matchAll(words)) {
    const value = quotedValue?.replace(/\\(.)/g, '$1') ?? bareValue;
    if (value === undefined) {
      challenges.push({ scheme: name.toLowerCase(), parameters: new Map() });
    } else {
      challenges.at(-1)?.parameters.set(name.toLowerCase(), value);
    }
  }
  return challenges;
}
