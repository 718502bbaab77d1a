import type { Config } from '../../../shared/config.ts';
import type { RemovableAutomatic } from '../../library/recording.ts';
import { type FirstToGo, isTooOld, type Removal, type RetentionState } from '../retention-plan.ts';

const millisecondsPerDay = 86_400_000;

type Limits = Pick<
  Config['recording'],
  'max_age_days' | 'automatic_disk_percent' | 'automatic_max_age_days' | 'automatic_event_max_age_days'
>;

/** Zero is no limit. */
const shortest = (...days: readonly number[]): number => Math.min(...days.map((each) => (each === 0 ? Infinity : each)));

export interface AutomaticRetention {
  /** Those that are too old, or more than their part of the disk holds. */
  readonly removals: readonly Removal[];
  /** The others in the order in which they go: those without events first. */
  readonly rest: Pick<FirstToGo, 'candidates' | 'bytes'>;
  /** How the disk is without those that go. */
  readonly state: RetentionState;
}

/**
 * Which of the recordings that PetLog made by itself have to go because of limits of their own.
 *
 * @param candidates those that may be removed, oldest first
 * @param automaticBytes of all of them, with what is written or read just now; none that is kept
 */
export function planAutomaticRetention(
  candidates: readonly RemovableAutomatic[],
  automaticBytes: number,
  state: RetentionState,
  limits: Limits,
): AutomaticRetention {
  const ages = {
    plain: shortest(limits.max_age_days, limits.automatic_max_age_days) * millisecondsPerDay,
    withEvents: shortest(limits.max_age_days, limits.automatic_event_max_age_days) * millisecondsPerDay,
  };
  const isOlder = (candidate: RemovableAutomatic, milliseconds: number): boolean => isTooOld(candidate, milliseconds, state);
  const isTooOldByItself = (candidate: RemovableAutomatic): boolean =>
    (isOlder(candidate, ages.plain) || isOlder(candidate, ages.withEvents)) &&
    isOlder(candidate, candidate.hasEvents() ? ages.withEvents : ages.plain) &&
    !candidate.hasKeptEvents();
  const removals: Removal[] = [];
  let freedBytes = 0;
  const remove = ({ recordingId, sizeBytes }: RemovableAutomatic, reason: Removal['reason']): void => {
    removals.push({ recordingId, reason });
    freedBytes += sizeBytes;
  };
  const young = candidates.filter((candidate) => {
    const isOld = isTooOldByItself(candidate);
    if (isOld) {
      remove(candidate, 'age');
    }
    return !isOld;
  });
  const allowedBytes = (limits.automatic_disk_percent / 100) * state.disk.totalBytes;
  const order = inTheirOrder(young);
  while (automaticBytes - freedBytes > allowedBytes) {
    const next = order.next();
    if (next.done === true) {
      break;
    }
    remove(next.value, 'total_size');
  }
  return {
    removals,
    rest: { candidates: order, bytes: automaticBytes - freedBytes },
    state: {
      ...state,
      recordingsBytes: state.recordingsBytes - freedBytes,
      disk: { ...state.disk, availableBytes: state.disk.availableBytes + freedBytes },
    },
  };
}

/** Those without events, then those with some, then those with some that are kept, each as old as it is; asked only as far as needed. */
function* inTheirOrder(candidates: readonly RemovableAutomatic[]): Generator<RemovableAutomatic, undefined> {
  const withEvents: RemovableAutomatic[] = [];
  for (const candidate of candidates) {
    if (candidate.hasEvents()) {
      withEvents.push(candidate);
    } else {
      yield candidate;
    }
  }
  yield* withEvents.filter((candidate) => !candidate.hasKeptEvents());
  yield* withEvents.filter((candidate) => candidate.hasKeptEvents());
}
