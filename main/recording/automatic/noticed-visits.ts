import type { AutomaticMode } from '../../../shared/config/automatic-recording.ts';
import { visitEventTypes } from '../../../shared/visit-event-types.ts';
import type { Visit } from '../../detection/visit.ts';

/** Which visits are recorded. */
export interface VisitChoice {
  readonly mode: AutomaticMode;
  readonly labels: readonly string[];
  /** Zones in which something has to happen; null for anywhere. */
  readonly zoneIds: readonly string[] | null;
  /** Whether people may be recorded. */
  readonly withPeople: boolean;
  /** Whether there is somebody who can tell what moves. */
  readonly canTell: boolean;
}

type Noticed = Pick<Visit, 'visitKey' | 'eventType' | 'label' | 'durationSeconds' | 'movedSeconds' | 'ended' | 'zones'>;

interface Known {
  movedSeconds: number;
  placeSeconds: number;
  /** The last movement that counts, by the monotonic clock; null before the first. */
  activeMilliseconds: number | null;
  wasActive: boolean;
  ended: boolean;
  isDeclined: boolean;
}

/** A visit that lasts is told of that often. */
const againMilliseconds = 1000;

/** The visits before a camera, as far as they are a reason to record: who rests is none. */
export class NoticedVisits {
  readonly #known = new Map<string, Known>();

  /**
   * Takes in what is told of a visit.
   *
   * @param sinceMilliseconds how long ago the visit began
   * @returns how long ago that began which is to be recorded, in milliseconds; null if nothing is
   */
  take(visit: Noticed, choice: VisitChoice, nowMilliseconds: number, sinceMilliseconds: number): number | null {
    const known = this.#known.get(visit.visitKey) ?? {
      movedSeconds: -1,
      placeSeconds: -1,
      activeMilliseconds: null,
      ended: false,
      wasActive: false,
      isDeclined: false,
    };
    this.#known.set(visit.visitKey, known);
    const movedSeconds = visit.movedSeconds ?? visit.durationSeconds;
    const placeSeconds = secondsIn(visit.zones, choice.zoneIds);
    const hasMoved = movedSeconds > known.movedSeconds;
    const isInPlace = choice.zoneIds === null || placeSeconds > known.placeSeconds;
    known.movedSeconds = Math.max(known.movedSeconds, movedSeconds);
    known.placeSeconds = Math.max(known.placeSeconds, placeSeconds);
    known.ended = visit.ended;
    if (!hasMoved || !isInPlace || known.isDeclined || !isChosen(visit, choice)) {
      return null;
    }
    known.activeMilliseconds = nowMilliseconds;
    if (known.wasActive) {
      return againMilliseconds;
    }
    known.wasActive = true;
    return choice.zoneIds === null ? sinceMilliseconds : placeSeconds * 1000;
  }

  /** Visits with movements that are to be recorded. */
  get activeKeys(): readonly string[] {
    return [...this.#known].filter(([, { activeMilliseconds }]) => activeMilliseconds !== null).map(([visitKey]) => visitKey);
  }

  /** The last movement that is to be recorded; null for none. */
  get activeMilliseconds(): number | null {
    const times = [...this.#known.values()].map(({ activeMilliseconds }) => activeMilliseconds).filter((time) => time !== null);
    return times.length === 0 ? null : Math.max(...times);
  }

  /** Somebody does not want to have recorded what goes on now. */
  decline(): void {
    for (const known of this.#known.values()) {
      known.isDeclined = true;
      known.activeMilliseconds = null;
    }
  }

  /** Somebody does not want to have recorded this visit, if it is known. */
  declineOne(visitKey: string): void {
    const known = this.#known.get(visitKey);
    if (known !== undefined) {
      known.isDeclined = true;
      known.activeMilliseconds = null;
    }
  }

  /** Visits that ended, and whose last movement was before a moment, are of no interest any more. */
  forgetBefore(milliseconds: number): void {
    for (const [visitKey, { ended, activeMilliseconds }] of this.#known) {
      if (ended && (activeMilliseconds === null || activeMilliseconds < milliseconds)) {
        this.#known.delete(visitKey);
      }
    }
  }
}

/** -1 for none of them. */
function secondsIn(stays: Visit['zones'], zoneIds: readonly string[] | null): number {
  const seconds = stays.filter(({ zoneId }) => zoneIds?.includes(zoneId)).map((stay) => stay.seconds);
  return seconds.length === 0 ? -1 : seconds.reduce((sum, each) => sum + each, 0);
}

function isChosen({ eventType, label }: Noticed, { mode, labels, withPeople, canTell }: VisitChoice): boolean {
  const isNoticed = eventType === 'motion' || visitEventTypes.some((type) => type === eventType);
  if (!isNoticed || (mode !== 'visits' && mode !== 'motion')) {
    return false;
  }
  if (label === null) {
    // While nobody can tell what moves it may be anybody: a missing detector costs no recording, but people who are left out stay so.
    return canTell ? mode === 'motion' : withPeople;
  }
  return (label !== 'person' || withPeople) && (mode === 'motion' || labels.includes(label));
}
