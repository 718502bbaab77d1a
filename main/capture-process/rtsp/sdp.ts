/** What a camera says about its streams (SDP, RFC 8866), as far as RTSP needs it (RFC 2326, C). */
export interface MediaDescription {
  /** `video`, `audio`, `application`, ... */
  readonly kind: string;
  readonly payloadType: number;
  /** In upper case: `H264`, `H265`, `JPEG`; empty where it is not said. */
  readonly encoding: string;
  readonly clockRate: number;
  /** Of the payload, such as `sprop-parameter-sets`; names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Address of the stream, as it is written; null for that of the whole. */
  readonly control: string | null;
}

export interface SessionDescription {
  readonly control: string | null;
  readonly media: readonly MediaDescription[];
}

/** Payload types of video that need no `rtpmap` (RFC 3551, table 5). */
const staticEncodings: Readonly<Record<number, string>> = { 26: 'JPEG', 28: 'NV', 31: 'H261', 32: 'MPV', 33: 'MP2T', 34: 'H263' };
const videoClockRate = 90_000;

export function readSdp(text: string): SessionDescription {
  const sections = text.split(/\r?\n(?=m=)|^(?=m=)/).map((section) => section.split(/\r?\n/).map((line) => line.trim()));
  const [session = [], ...media] = text.startsWith('m=') ? [[], ...sections] : sections;
  return { control: attribute(session, 'control'), media: media.map(readMedia) };
}

function readMedia([first = '', ...lines]: readonly string[]): MediaDescription {
  const [, kind = '', formats = ''] = /^m=(\S+)\s+\S+\s+\S+\s*(.*)$/.exec(first) ?? [];
  const payloadTypes = formats
    .split(/\s+/)
    .filter((format) => /^\d+$/.test(format))
    .map(Number);
  const described = payloadTypes.map((payloadType) => describe(payloadType, lines));
  // One stream may be offered in several encodings.
  const { payloadType, encoding, clockRate } = described.find((each) => each.encoding === 'H264') ?? described[0] ?? describe(-1, lines);
  return { kind, payloadType, encoding, clockRate, parameters: parametersOf(payloadType, lines), control: attribute(lines, 'control') };
}

function describe(payloadType: number, lines: readonly string[]): Pick<MediaDescription, 'payloadType' | 'encoding' | 'clockRate'> {
  const map = attributes(lines, 'rtpmap').find((value) => value.split(/\s+/)[0] === String(payloadType));
  const [, encoding, rate] = /^\d+\s+([^/\s]+)(?:\/(\d+))?/.exec(map ?? '') ?? [];
  const clockRate = Number(rate ?? 0);
  return {
    payloadType,
    encoding: (encoding ?? staticEncodings[payloadType] ?? '').toUpperCase(),
    clockRate: clockRate > 0 ? clockRate : videoClockRate,
  };
}

function parametersOf(payloadType: number, lines: readonly string[]): Map<string, string> {
  const value = attributes(lines, 'fmtp').find((each) => each.split(/\s+/)[0] === String(payloadType)) ?? '';
  const pairs = value.replace(/^\d+\s*/, '').split(';');
  return new Map(
    pairs.flatMap((pair) => {
      const [, name, content = ''] = /^\s*([^=\s]+)\s*(?:=\s*(.*?))?\s*$/.exec(pair) ?? [];
      return name === undefined ? [] : [[name.toLowerCase(), content] as const];
    }),
  );
}

const attributes = (lines: readonly string[], name: string): string[] =>
  lines.filter((line) => line.startsWith(`a=${name}:`)).map((line) => line.slice(name.length + 3).trim());

const attribute = (lines: readonly string[], name: string): string | null => attributes(lines, name)[0] ?? null;

/**
 * The address of a stream. Cameras mean by a relative one that it is put behind
 * the base with a slash, also where that has a query, and no resolution by RFC 3986.
 */
export function controlUrl(base: string, control: string | null): string {
  if (control === null || control === '' || control === '*') {
    return base;
  }
  return /^rtsps?:\/\//i.test(control) ? control : `${base.replace(/\/$/, '')}/${control.replace(/^\//, '')}`;
}
