import type { DayPart, UsualRange } from '../../../shared/habits.ts';
import type { Zone } from '../../../shared/zones.ts';
import type { EventWords } from '../../text/en/events.ts';
import { formatNumber } from '../format.ts';

interface Counted {
  readonly zoneId: string | null;
  readonly part: DayPart | null;
  readonly count: number;
  readonly usual: UsualRange;
  readonly isByNow: boolean;
}

/** How often a pet was somewhere, beside how often it usually is, such as "Luna drank 14 times today; usually 4 to 7." */
export function habitSentence(who: string, counted: Counted, zones: readonly Zone[], words: EventWords, locale: string): string {
  const { zoneId, part, count, usual, isByNow } = counted;
  const { habits } = words;
  const zone = zones.find(({ zone_id }) => zone_id === zoneId);
  const shown = (value: number): string => formatNumber(value, locale);
  const times = habits.times(count, shown(count));
  const when = habits.when[part ?? 'today'];
  const did =
    zone?.place === 'other' && zone.name !== ''
      ? habits.didAt(who, times, when, zone.name)
      : habits.did[zoneId === null ? 'anywhere' : (zone?.place ?? 'other')](who, times, when);
  const range = usual.low === usual.high ? shown(usual.low) : habits.range(shown(usual.low), shown(usual.high));
  return isByNow ? habits.usuallyByNow(did, range) : habits.usually(did, range);
}
