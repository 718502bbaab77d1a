import type { DayPart } from '../../../shared/habits.ts';
import type { ZonePlace } from '../../../shared/zones.ts';

type Did = (who: string, times: string, when: string) => string;

/** Words about what a pet usually does, in English. */
export const habitWords = {
  heading: (name: string): string => `Habits of ${name}`,
  missing: (count: number, shown: string): string =>
    count === 1 ? 'After one more day PetLog knows what is usual.' : `After ${shown} more days PetLog knows what is usual.`,
  did: {
    anywhere: (who, times, when) => `${who} was seen ${times} ${when}`,
    bowl: (who, times, when) => `${who} was at the bowl ${times} ${when}`,
    water: (who, times, when) => `${who} drank ${times} ${when}`,
    litter_box: (who, times, when) => `${who} was in the litter box ${times} ${when}`,
    bed: (who, times, when) => `${who} was in bed ${times} ${when}`,
    door: (who, times, when) => `${who} was at the door ${times} ${when}`,
    other: (who, times, when) => `${who} was at another place ${times} ${when}`,
  } satisfies Readonly<Record<ZonePlace | 'anywhere', Did>>,
  /** At a place that people gave a name. */
  didAt: (who: string, times: string, when: string, place: string): string => `${who} was at “${place}” ${times} ${when}`,
  times: (count: number, shown: string): string => (count === 1 ? 'once' : `${shown} times`),
  when: {
    today: 'today',
    night: 'last night',
    morning: 'this morning',
    afternoon: 'this afternoon',
    evening: 'this evening',
  } satisfies Readonly<Record<DayPart | 'today', string>>,
  /** What it did, beside how often that usually is. */
  usually: (did: string, usual: string): string => `${did}; usually ${usual}.`,
  usuallyByNow: (did: string, usual: string): string => `${did}; usually ${usual} by now.`,
  range: (low: string, high: string): string => `${low} to ${high}`,
  unusual: 'Unusual today',
  noDiagnosis: 'PetLog only counts. This is not a diagnosis: if you are worried, ask a vet.',
};

export type HabitWords = typeof habitWords;
