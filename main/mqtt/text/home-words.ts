import type { ZonePlace } from '../../../shared/zones.ts';
import type { CountedLabel } from '../topics.ts';

/** Names of what Home Assistant shows, in one language. */
export interface HomeWords {
  /** Of PetLog's only camera. */
  readonly cameraOf: (petlog: string) => string;
  readonly takePicture: string;
  readonly lastEvent: string;
  readonly motion: string;
  readonly recording: string;
  readonly privacy: string;
  readonly problem: string;
  readonly labels: Readonly<Record<CountedLabel, string>>;
  readonly presence: string;
  readonly snooze: (minutes: number) => string;
  readonly snoozeUntilMorning: string;
  readonly alertsAgain: string;
  readonly snoozedUntil: string;
  readonly freeSpace: string;
  readonly hoursLeft: string;
  readonly inView: (pet: string) => string;
  readonly placeOf: (pet: string) => string;
  readonly lastSeen: (pet: string) => string;
  /** Of a pet, or at a place. */
  readonly visitsToday: (what: string) => string;
  readonly places: Readonly<Record<ZonePlace, string>>;
}
