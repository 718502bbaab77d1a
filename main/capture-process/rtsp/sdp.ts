/** What a camera says about its streams (SDP, RFC 8866), as far as RTSP needs it (RFC 2326, C). */
export interface MediaDescription {
  /** `video`, `audio`, `application`, ... */
  readonly kind: string;
  readonly payloadType: number;
  /** In upper case: `H264`, `H265`, `JPEG`; empty where it is not said. */
  readonly encoding: string;
  readonly clockRate: number;
  /** Of sound; 1 where nothing is said. */
  readonly channels: number;
  /** It comes from the camera; false where it goes there, or nowhere. */
  readonly isSent: boolean;
  /** Of the payload, such as `sprop-parameter-sets`; names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Address of the stream, as it is written; null for that of the whole. */
  readonly control: string | null;
}

export interface SessionDescription {
  readonly control: string | null;
  readonly media: readonly MediaDescription[];
}

interface StaticEncoding {
  readonly encoding: string;
  readonly clockRate: number;
  readonly channels: number;
}

const videoClockRate = 90_000;
const picture = (encoding: string): StaticEncoding => ({ encoding, clockRate: videoClockRate, channels: 1 });
const sound = (encoding: string, clockRate = 8000, channels = 1): StaticEncoding => ({ encoding, clockRate, channels });
/** Payload types that need no `rtpmap` (RFC 3551, tables 4 and 5). */
const staticEncodings: Readonly<Record<number, StaticEncoding>> = {
  ...{ 0: sound('PCMU'), 3: sound('GSM'), 4: sound('G723'), 5: sound('DVI4'), 6: sound('DVI4', 16_000), 7: sound('LPC') },
  ...{ 8: sound('PCMA'), 9: sound('G722'), 10: sound('L16', 44_100, 2), 11: sound('L16', 44_100), 12: sound('QCELP') },
  ...{ 13: sound('CN'), 14: sound('MPA', 90_000), 15: sound('G728'), 16: sound('DVI4', 11_025), 17: sound('DVI4', 22_050) },
  ...{ 18: sound('G729'), 26: picture('JPEG'), 28: picture('NV'), 31: picture('H261'), 32: picture('MPV'), 33: picture('MP2T') },
  ...{ 34: picture('H263') },
};
/** Of one stream that is offered in several encodings, that which stands first here is taken: H.264 plays everywhere. */
const taken = ['H264', 'H265', 'MPEG4-GENERIC', 'OPUS', 'PCMU', 'PCMA', 'L16'];

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
  const best = taken.find((name) => described.some(({ encoding }) => encoding === name));
  const chosen = described.find(({ encoding }) => encoding === best) ?? described[0] ?? describe(-1, lines);
  return {
    kind,
    ...chosen,
    isSent: !lines.some((line) => line === 'a=sendonly' || line === 'a=inactive'),
    parameters: parametersOf(chosen.payloadType, lines),
    control: attribute(lines, 'control'),
  };
}

function describe(payloadType: number, lines: readonly string[]): StaticEncoding & { payloadType: number } {
  const map = attributes(lines, 'rtpmap').find((value) => value.split(/\s+/)[0] === String(payloadType));
  const [, encoding, rate, channels] = /^\d+\s+([^/\s]+)(?:\/(\d+))?(?:\/(\d+))?/.exec(map ?? '') ?? [];
  const usual = staticEncodings[payloadType] ?? picture('');
  const clockRate = Number(rate ?? 0);
  return {
    payloadType,
    encoding: (encoding ?? usual.encoding).toUpperCase(),
    clockRate: clockRate > 0 ? clockRate : usual.clockRate,
    channels: encoding === undefined ? usual.channels : Math.max(1, Number(channels ?? 1)),
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
