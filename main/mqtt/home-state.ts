import type { LiveStatus } from '../../shared/api.ts';
import type { ZonePlace } from '../../shared/zones.ts';
import type { CountedLabel } from './topics.ts';

/** One camera, as a house wants to know it. */
export interface HomeCamera {
  readonly cameraId: string;
  readonly name: string;
  readonly state: LiveStatus['state'];
  /** Why it is lost, in English; null where it is not. */
  readonly reason: string | null;
  readonly isRecording: boolean;
  readonly isPrivate: boolean;
  readonly framesPerSecond: number;
  /** Something moves, or somebody is there. */
  readonly hasMotion: boolean;
  /** How many visits last. */
  readonly counts: Readonly<Record<CountedLabel, number>>;
  /** Below the address of this PetLog. */
  readonly streamPath: string;
  readonly snapshotPath: string;
}

export interface HomePet {
  readonly petId: number;
  readonly name: string;
  readonly isInView: boolean;
  /** Id of the place where it is; null for none, or when it is not seen. */
  readonly placeId: string | null;
  /** ISO 8601; null where it was never seen. */
  readonly lastSeen: string | null;
  /** Since midnight, by the camera's time zone. */
  readonly visitsToday: number;
  readonly minutesToday: number;
}

export interface HomePlace {
  readonly zoneId: string;
  readonly cameraId: string;
  /** As people call it; empty where the place says it all. */
  readonly name: string;
  readonly place: ZonePlace;
  readonly isOccupied: boolean;
  readonly visitsToday: number;
  readonly minutesToday: number;
}

export interface HomeStorage {
  readonly availableBytes: number;
  readonly recordingsBytes: number;
  /** null while that is unknown. */
  readonly hoursLeft: number | null;
}

/** Everything of one PetLog that a house is told. */
export interface HomeState {
  readonly name: string;
  readonly version: string;
  /** At which other devices find it; null without a network. */
  readonly url: string | null;
  readonly isHome: boolean;
  /** ISO 8601; null while alerts go out. */
  readonly snoozedUntil: string | null;
  /** What is wrong beside the cameras, in English. */
  readonly problems: readonly string[];
  /** null while the disk does not answer. */
  readonly storage: HomeStorage | null;
  readonly cameras: readonly HomeCamera[];
  readonly pets: readonly HomePet[];
  readonly places: readonly HomePlace[];
}
