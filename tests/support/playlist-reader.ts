/** A strict reader of HLS playlists (RFC 8216bis, 4): what it does not know, or what is not as it must be, it throws at. */

export interface ReadPart {
  readonly uri: string;
  readonly durationSeconds: number;
  readonly isIndependent: boolean;
}

export interface ReadSegment {
  readonly sequence: number;
  /** Null for the one that is still being made. */
  readonly uri: string | null;
  readonly durationSeconds: number | null;
  readonly programDate: Date | null;
  readonly initializationUri: string | null;
  readonly isDiscontinuous: boolean;
  readonly parts: readonly ReadPart[];
}

export interface ReadPlaylist {
  readonly version: number;
  readonly targetSeconds: number;
  readonly partTargetSeconds: number;
  readonly partHoldBackSeconds: number;
  readonly holdBackSeconds: number;
  readonly canSkipUntilSeconds: number;
  readonly mediaSequence: number;
  readonly discontinuitySequence: number;
  readonly hasIndependentSegments: boolean;
  readonly skippedSegments: number;
  readonly segments: readonly ReadSegment[];
  /** What is still being made; null where it has no part yet. */
  readonly current: ReadSegment | null;
  readonly hintUri: string;
  /** Of other renditions that are being played. */
  readonly reports: readonly { readonly uri: string; readonly segment: number; readonly part: number }[];
}

const isQuoted = (value: string): boolean => /^"[^"\r\n]*"$/.test(value);

/** An attribute list (4.2). */
export function attributesOf(list: string): Map<string, string> {
  const read = new Map<string, string>();
  const pattern = /([A-Z0-9-]+)=("[^"\r\n]*"|[^",\s]+)(,|$)/gy;
  while (pattern.lastIndex < list.length) {
    const [, name = '', value = ''] = pattern.exec(list) ?? [];
    if (name === '' || read.has(name)) {
      throw new Error(`no attribute list: ${list}`);
    }
    read.set(name, isQuoted(value) ? value.slice(1, -1) : value);
  }
  return read;
}

const number = (text: string | undefined): number => {
  if (text === undefined || !/^\d+(\.\d+)?$/.test(text)) {
    throw new Error(`no number: ${text}`);
  }
  return Number(text);
};

export function readPlaylist(text: string): ReadPlaylist {
  const lines = text.split('\n');
  if (lines.shift() !== '#EXTM3U' || lines.pop() !== '') {
    throw new Error(`no playlist: ${text}`);
  }
  const head = new Map<string, string>();
  const segments: ReadSegment[] = [];
  let hintUri: string | null = null;
  const reports: { uri: string; segment: number; part: number }[] = [];
  let skippedSegments = 0;
  let initializationUri: string | null = null;
  const empty = {
    programDate: null as Date | null,
    isDiscontinuous: false,
    parts: [] as ReadPart[],
    durationSeconds: null as number | null,
  };
  let next = { ...empty };
  const heads = [
    '#EXT-X-VERSION',
    '#EXT-X-TARGETDURATION',
    '#EXT-X-SERVER-CONTROL',
    '#EXT-X-PART-INF',
    '#EXT-X-MEDIA-SEQUENCE',
    '#EXT-X-DISCONTINUITY-SEQUENCE',
    '#EXT-X-INDEPENDENT-SEGMENTS',
  ];
  const sequence = (): number => number(head.get('#EXT-X-MEDIA-SEQUENCE')) + skippedSegments + segments.length;
  for (const line of lines) {
    const [, tag = line, value = ''] = /^(#[A-Z0-9-]+)(?::(.*))?$/.exec(line) ?? [];
    if (hintUri !== null && tag !== '#EXT-X-RENDITION-REPORT') {
      throw new Error(`a line behind the hint: ${line}`);
    }
    if (heads.includes(tag)) {
      if (head.has(tag) || segments.length > 0) {
        throw new Error(`a second or late ${tag}`);
      }
      head.set(tag, value);
    } else if (tag === '#EXT-X-SKIP') {
      skippedSegments = number(attributesOf(value).get('SKIPPED-SEGMENTS'));
    } else if (tag === '#EXT-X-DISCONTINUITY') {
      next.isDiscontinuous = true;
    } else if (tag === '#EXT-X-MAP') {
      initializationUri = attributesOf(value).get('URI') ?? null;
    } else if (tag === '#EXT-X-PROGRAM-DATE-TIME') {
      next.programDate = new Date(value);
    } else if (tag === '#EXT-X-PART') {
      const attributes = attributesOf(value);
      next.parts.push({
        uri: attributes.get('URI') ?? '',
        durationSeconds: number(attributes.get('DURATION')),
        isIndependent: attributes.get('INDEPENDENT') === 'YES',
      });
    } else if (tag === '#EXTINF') {
      next.durationSeconds = number(/^([\d.]+),$/.exec(value)?.[1]);
    } else if (tag === '#EXT-X-PRELOAD-HINT') {
      hintUri = attributesOf(value).get('URI') ?? null;
    } else if (tag === '#EXT-X-RENDITION-REPORT') {
      const attributes = attributesOf(value);
      const [segment, part] = [number(attributes.get('LAST-MSN')), number(attributes.get('LAST-PART'))];
      reports.push({ uri: attributes.get('URI') ?? '', segment, part });
    } else if (!line.startsWith('#') && line !== '' && next.durationSeconds !== null) {
      segments.push({ ...next, sequence: sequence(), uri: line, initializationUri });
      next = { ...empty, parts: [] };
    } else {
      throw new Error(`an unknown line: ${line}`);
    }
  }
  const control = attributesOf(head.get('#EXT-X-SERVER-CONTROL') ?? '');
  if (hintUri === null || control.get('CAN-BLOCK-RELOAD') !== 'YES') {
    throw new Error(`no hint, or no blocking reload: ${text}`);
  }
  const read = {
    version: number(head.get('#EXT-X-VERSION')),
    targetSeconds: number(head.get('#EXT-X-TARGETDURATION')),
    partTargetSeconds: number(attributesOf(head.get('#EXT-X-PART-INF') ?? '').get('PART-TARGET')),
    partHoldBackSeconds: number(control.get('PART-HOLD-BACK')),
    holdBackSeconds: number(control.get('HOLD-BACK')),
    canSkipUntilSeconds: number(control.get('CAN-SKIP-UNTIL')),
    mediaSequence: number(head.get('#EXT-X-MEDIA-SEQUENCE')),
    discontinuitySequence: number(head.get('#EXT-X-DISCONTINUITY-SEQUENCE')),
    hasIndependentSegments: head.has('#EXT-X-INDEPENDENT-SEGMENTS'),
    skippedSegments,
    segments,
    current: next.parts.length === 0 ? null : { ...next, sequence: sequence(), uri: null, initializationUri },
    hintUri,
    reports,
  };
  assertRules(read);
  return read;
}

/** What players rely on, iPhones above all. */
function assertRules(read: ReadPlaylist): void {
  const { targetSeconds, partTargetSeconds, segments, current } = read;
  const rules: Record<string, boolean> = {
    'a segment is longer than the target': segments.some(({ durationSeconds }) => Math.round(durationSeconds ?? 0) > targetSeconds),
    'too little is held back': read.partHoldBackSeconds < 3 * partTargetSeconds - 0.001 || read.holdBackSeconds < 3 * targetSeconds,
    'too little may be skipped': read.canSkipUntilSeconds < 6 * targetSeconds,
  };
  for (const { parts, uri, durationSeconds } of [...segments, ...(current === null ? [] : [current])]) {
    const others = uri === null ? parts : parts.slice(0, -1);
    rules['a part is longer than the target'] ||= parts.some((part) => part.durationSeconds > partTargetSeconds);
    rules['a part is too short'] ||= others.some((part) => part.durationSeconds < 0.85 * partTargetSeconds);
    const sum = parts.reduce((total, part) => total + part.durationSeconds, 0);
    rules['the parts are not the segment'] ||= parts.length > 0 && durationSeconds !== null && Math.abs(sum - durationSeconds) > 0.002;
  }
  const broken = Object.keys(rules).filter((rule) => rules[rule]);
  if (broken.length > 0) {
    throw new Error(broken.join('; '));
  }
}
