import type { EventSummary, LogEvent } from '../../shared/log-events.ts';
import type { Pet } from '../../shared/pets.ts';
import type { Operations } from '../../shared/routes.ts';
import type { Caller } from '../../shared/routes/route.ts';
import type { Zone } from '../../shared/zones.ts';
import type { Clock } from '../system/clock.ts';
import type { HomeCamera, HomePet, HomePlace, HomeState, HomeStorage } from './home-state.ts';
import { countedLabels } from './topics.ts';

/** What is asked of PetLog: the same that any other client can ask. */
export type HomeOperations = Pick<
  Operations,
  'cameras.list' | 'live.status' | 'pets.list' | 'zones.list' | 'presence.get' | 'alert_snooze.get' | 'storage.get' | 'events.summary'
>;

interface HomeReaderOptions {
  readonly operations: HomeOperations;
  /** On whose behalf it is asked. */
  readonly caller: Caller;
  readonly version: string;
  /** Of PetLog as a whole. */
  name(): string;
  url(): string | null;
  ongoing(): readonly LogEvent[];
  readonly clock: Pick<Clock, 'nowMicroseconds' | 'monotonicMilliseconds'>;
}

/** All recordings are added up for it. */
const storageMilliseconds = 30_000;

/** Reads how everything is now. */
export class HomeReader {
  readonly #options: HomeReaderOptions;
  #storageState: HomeStorage | null = null;
  #storageAtMilliseconds = -Infinity;

  constructor(options: HomeReaderOptions) {
    this.#options = options;
  }

  async read(): Promise<HomeState> {
    const { operations, caller, version, name, url } = this.#options;
    const [status, presence, snooze, cameras, pets, { zones }, summary, storage] = await Promise.all([
      operations['live.status']({}, caller),
      operations['presence.get']({}, caller),
      operations['alert_snooze.get']({}, caller),
      this.#cameras(),
      operations['pets.list']({}, caller),
      operations['zones.list']({}, caller),
      operations['events.summary']({ start_date: this.#today, end_date: this.#today }, caller),
      this.#storage(),
    ]);
    const places = zones.filter(({ kind }) => kind === 'place');
    return {
      name: name(),
      version,
      url: url(),
      isHome: presence.home,
      snoozedUntil: snooze.snoozed_until,
      problems: status.problems.map(({ message }) => message),
      storage,
      cameras,
      pets: pets.map((pet) => this.#pet(pet, summary)),
      places: places.map((zone) => this.#place(zone, summary)),
    };
  }

  async #cameras(): Promise<HomeCamera[]> {
    const { operations, caller, ongoing } = this.#options;
    const { cameras } = await operations['cameras.list']({}, caller);
    return cameras
      .filter(({ enabled }) => enabled)
      .map((camera) => {
        const here = ongoing().filter(({ camera_id: id }) => id === camera.camera_id);
        return {
          cameraId: camera.camera_id,
          name: camera.name === '' ? camera.camera_id : camera.name,
          state: camera.state,
          reason: camera.state_reason,
          isRecording: camera.recording,
          isPrivate: camera.privacy,
          framesPerSecond: camera.fps,
          hasMotion: here.length > 0,
          counts: Object.fromEntries(
            countedLabels.map((label) => [label, here.filter((event) => event.label === label).length]),
          ) as HomeCamera['counts'],
          streamPath: camera.stream_url,
          snapshotPath: camera.snapshot_url,
        };
      });
  }

  #pet({ pet_id: petId, name, last_seen: lastSeen }: Pet, summary: EventSummary): HomePet {
    const visit = this.#options.ongoing().find((event) => event.pet_id === petId);
    const today = summary.pets.find((sum) => sum.pet_id === petId);
    return {
      petId,
      name,
      isInView: visit !== undefined,
      placeId: visit?.zones[0] ?? null,
      lastSeen,
      visitsToday: today?.count ?? 0,
      minutesToday: Math.round(today?.minutes ?? 0),
    };
  }

  #place({ zone_id: zoneId, camera_id: cameraId, name, place }: Zone, summary: EventSummary): HomePlace {
    const today = summary.zones.find((sum) => sum.zone_id === zoneId);
    return {
      zoneId,
      cameraId,
      name,
      place,
      isOccupied: this.#options.ongoing().some(({ zones }) => zones.includes(zoneId)),
      visitsToday: today?.count ?? 0,
      minutesToday: Math.round(today?.minutes ?? 0),
    };
  }

  async #storage(): Promise<HomeStorage | null> {
    const { operations, caller, clock } = this.#options;
    const now = clock.monotonicMilliseconds();
    if (now - this.#storageAtMilliseconds >= storageMilliseconds) {
      this.#storageAtMilliseconds = now;
      const usage = await operations['storage.get']({}, caller).catch(() => null);
      this.#storageState =
        usage === null
          ? null
          : { availableBytes: usage.available_bytes, recordingsBytes: usage.recordings_bytes, hoursLeft: usage.hours_left };
    }
    return this.#storageState;
  }

  /** `YYYY-MM-DD`, by the camera's time zone, which is that of this process. */
  get #today(): string {
    const now = new Date(this.#options.clock.nowMicroseconds() / 1000);
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
  }
}
