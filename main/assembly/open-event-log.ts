import { join } from 'node:path';
import type { Config } from '../../shared/config.ts';
import { rewindMinutesOf } from '../../shared/config/config-of-camera.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { FilmedEvent } from '../day-films/day-film-plan.ts';
import { eventsOfFilm, filmedEvent } from '../day-films/filmed-event.ts';
import type { ZonesOf } from '../detection/visit.ts';
import { EventClips } from '../event-log/event-clips.ts';
import { EventLog } from '../event-log/event-log.ts';
import { EventLogDatabase } from '../event-log/event-log-database.ts';
import { EventPictures } from '../event-log/event-pictures.ts';
import { EventRetention } from '../event-log/event-retention.ts';
import { EventTable } from '../event-log/event-table.ts';
import { PetHabits } from '../event-log/habits/habits.ts';
import type { InactivityRule } from '../event-log/inactivity/inactivity-watch.ts';
import { PetTable } from '../event-log/pet-table.ts';
import { Pets } from '../event-log/pets.ts';
import { pictureBytes } from '../event-log/picture-bytes.ts';
import { PictureFiles } from '../event-log/picture-files.ts';
import { RecordingsMadeFor, timeOf } from './recordings-made-for.ts';
import type { NewEvent, StoredEvent } from '../event-log/stored-event.ts';
import { VisitRecorder } from '../event-log/visit-recorder.ts';
import { watchedZones } from '../event-log/watched-zones.ts';
import { Zones } from '../event-log/zones.ts';
import type { EventBus } from '../events/event-bus.ts';
import { PictureProcessClient, UnreadableVideoError } from '../pictures/picture-process-client.ts';
import type { PicturePart } from '../pictures/protocol.ts';
import type { RewindClip } from '../rewind/rewind-service.ts';
import type { RecordingLibrary } from '../library/recording-library.ts';
import type { MediaProcessClient } from '../media/media-process-client.ts';
import { childModuleUrl } from '../system/child-module.ts';
import type { Clock } from '../system/clock.ts';
import type { DataDisk } from '../system/data-disk.ts';
import type { Logger } from '../system/logger.ts';
import type { ResourceStack } from '../system/resource-stack.ts';
import { watchInactivity } from './watch-inactivity.ts';

interface OpenEventLogOptions {
  readonly dataDirectory: string;
  readonly dataDisk: Pick<DataDisk, 'add'>;
  readonly settings: { readonly current: Config; onChange(listener: (change: { changedKeys: readonly string[] }) => void): () => void };
  /** Where it is kept what was recorded; asked only once everything is open. */
  library(): Pick<RecordingLibrary, 'find' | 'hold' | 'covering' | 'showing' | 'remove'>;
  media(): Pick<MediaProcessClient, 'trim'>;
  rewindOf(cameraId: string): { clip(start: string, durationSeconds: number | undefined, fromBytes: number): Promise<RewindClip> } | null;
  /** Records by itself what is noticed; null for a camera that is not there any more. */
  automaticOf(cameraId: string): { forget(visitKey: string): Promise<string | null> } | null;
  isClockSynchronized(): boolean;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly resources: ResourceStack;
}

/** What happened before the cameras, whose pets they are, and the places in the pictures. */
export interface OpenEventLog {
  /** Whoever notices something tells it. */
  readonly visits: VisitRecorder;
  /** Whoever notices something asks it. */
  readonly watched: ZonesOf;
  readonly log: EventLog;
  readonly pets: Pets;
  readonly habits: PetHabits;
  readonly zones: Zones;
  readonly clips: EventClips;
  /** Also of one that is not on the disk yet. Throws PetLogError `event_not_found`, `event_picture_unavailable`. */
  pictureOf(eventId: string, withBox: boolean): Promise<{ readonly path: string } | { readonly jpeg: Uint8Array }>;
  /** Null for one that is on the disk, or there is none. */
  unwrittenPictureOf(eventId: number): Uint8Array | null;
  removeRecordingsOf(event: StoredEvent): Promise<void>;
  /** Removes the event of a visit that was told of by mistake, unless somebody keeps it, and what was recorded for it alone. Never rejects. */
  readonly withdraw: (cameraId: string, visitKey: string) => Promise<void>;
  /** Logs from now on when nothing was seen for as long as one of these rules says, which are asked for again and again. To be called once. */
  watchInactivity(rules: () => readonly InactivityRule[]): void;
  /** What somebody was seen doing before a camera in that time, and what was kept of it. */
  filmedEvents(cameraId: string, fromMilliseconds: number, untilMilliseconds: number): FilmedEvent[];
  /** Throws PetLogError `event_not_found`, `clip_unavailable`. */
  partOfEvent(eventId: number): { readonly recordingId: string; readonly start: number; readonly end: number };
  /** Null for an unknown event. */
  cameraOf(eventId: string): string | null;
  /** About what the pictures of events take of the disk. Never rejects. */
  pictureBytes(): Promise<number>;
  /** The file of an event's picture. */
  pathOfPicture(picture: string): string;
  /**
   * Adds an event that was copied elsewhere. Of a pet only where there is one of that name.
   *
   * @returns its id here, also of one that is there already
   * @throws PetLogError `event_not_saved`, and the system's error
   */
  addCopied(
    event: NewEvent,
    petName: string | null,
    picture: Uint8Array | null,
  ): Promise<{ readonly eventId: number; readonly isNew: boolean }>;
  /** Looks at what is there, once everything else runs. Never rejects. */
  begin(): Promise<void>;
}

export function openEventLog(options: OpenEventLogOptions): OpenEventLog {
  const { dataDirectory, dataDisk, settings, bus, clock, logger, resources } = options;
  const directory = join(dataDirectory, 'events');
  const database = new EventLogDatabase(join(dataDirectory, 'events.db'), logger);
  resources.add('database of events', () => database.close());
  dataDisk.add({
    get problems() {
      return database.problem === null ? [] : [database.problem];
    },
    retry: () => database.retry(),
  });
  const process = new PictureProcessClient({ program: childModuleUrl('picture-process'), priority: 10, clock, logger });
  resources.add('process of single pictures', () => process.close());
  const files = new PictureFiles(join(directory, 'pictures'));
  const pictures = new EventPictures({ files, logger, onWritten: (eventId, name) => putPicture(database, eventId, name) });
  resources.add('pictures of events', () => pictures.idle);
  const visits = new VisitRecorder({ database, pictures, bus, clock, logger });
  visits.endAll();
  resources.add('visits', () => visits.endAll());
  const petFiles = new PictureFiles(join(directory, 'pets'));
  const makePicture = (image: Uint8Array): Promise<Uint8Array> => process.portrait(image).catch(explainPicture);
  const pets = new Pets({ database, pictures: petFiles, makePicture, bus, clock });
  const zones = new Zones({ database, bus, clock });

  const recordingOf = (event: StoredEvent) => options.library().covering(timeOf(event));
  const mayBeInLastMinutes = ({ cameraId, startedAtMilliseconds, durationMilliseconds }: StoredEvent): boolean => {
    const minutes = rewindMinutesOf(settings.current, cameraId);
    return startedAtMilliseconds + durationMilliseconds > clock.nowMicroseconds() / 1000 - minutes * 60_000;
  };
  const log = new EventLog({ database, pictures, visits, pets, surroundings: { recordingOf, mayBeInLastMinutes }, bus, clock });
  const clips = new EventClips({
    directory: join(directory, 'clips'),
    library: { find: (id) => options.library().find(id), hold: (id) => options.library().hold(id) },
    recordingOf,
    media: { trim: (part) => options.media().trim(part) },
    rewindOf: (cameraId) => options.rewindOf(cameraId),
    minimumFreeMegabytes: () => settings.current.recording.min_free_mb,
    clock,
    logger,
  });
  resources.add('clips of events', () => clips.close());
  const newest = database.read((statements) => new EventTable(statements).ends(allTime).last);
  const retention = new EventRetention({
    log,
    maxAgeDays: () => settings.current.events.max_age_days,
    onSettingsChanged: (listener) => settings.onChange(({ changedKeys }) => listener(changedKeys)),
    isClockSynchronized: () => options.isClockSynchronized(),
    newestMilliseconds: newest,
    clock,
    logger,
  });
  resources.add('clean-up of events', () => retention.close());

  const madeFor = new RecordingsMadeFor({
    log,
    library: () => options.library(),
    automaticOf: (id) => options.automaticOf(id),
    bus,
    logger,
  });

  return {
    visits,
    watched: watchedZones(zones),
    log,
    pets,
    habits: new PetHabits({ database, pets, zones, clock }),
    zones,
    clips,
    async pictureOf(eventId, withBox) {
      const { eventId: id, picture, box } = log.find(eventId);
      const found = picture ?? pictures.unwritten(id);
      if (found === null) {
        throw new PetLogError('event_picture_unavailable', { id: eventId });
      }
      if (withBox && box !== null) {
        return { jpeg: await framed(process, async () => (typeof found === 'string' ? files.read(found) : found), box, eventId) };
      }
      return typeof found === 'string' ? { path: files.path(found) } : { jpeg: found };
    },
    unwrittenPictureOf: (eventId) => pictures.unwritten(eventId),
    watchInactivity: (rules) => watchInactivity({ rules, database, zones, settings, bus, clock, logger, resources }),
    filmedEvents: (cameraId, fromMilliseconds, untilMilliseconds) =>
      database
        .read((statements) => eventsOfFilm(statements, cameraId, fromMilliseconds, untilMilliseconds))
        .map((event) => {
          const recording = recordingOf(event);
          return filmedEvent(event, recording === null ? null : options.library().find(recording.recordingId), (name) => files.path(name));
        }),
    pictureBytes: () => pictureBytes(database, files),
    partOfEvent: (eventId) => clips.partOf(log.find(eventId)),
    cameraOf(eventId) {
      try {
        return log.find(eventId).cameraId;
      } catch (error) {
        if (error instanceof PetLogError) {
          return null;
        }
        throw error;
      }
    },
    removeRecordingsOf: (event) => madeFor.remove(event),
    async withdraw(cameraId, visitKey) {
      try {
        const event = database.read((statements) => new EventTable(statements).findVisit(visitKey));
        if (event === null) {
          await madeFor.removeOfVisit(cameraId, visitKey);
        } else if (!event.isKept) {
          await madeFor.remove(event);
          await log.remove(event.eventId);
        }
      } catch (error) {
        logger.warn({ err: error }, 'what was told of somebody who is left out could not be removed');
      }
    },
    pathOfPicture: (picture) => files.path(picture),
    async addCopied(event, petName, picture) {
      const known = database.read((statements) => new EventTable(statements).idOf(event));
      if (known !== null) {
        return { eventId: known, isNew: false };
      }
      const name = picture === null ? null : await files.write(picture);
      const added = database.write((statements) => {
        const pet = event.petId === null ? null : new PetTable(statements).find(event.petId);
        const isTheirs = pet !== null && pet.name === petName;
        const places = new Set(zones.list(event.cameraId).map(({ zone_id: id }) => id));
        return new EventTable(statements).add({
          ...event,
          petId: isTheirs ? event.petId : null,
          decidedBy: isTheirs ? event.decidedBy : 'nobody',
          picture: name,
          zones: event.zones.filter(({ zoneId }) => places.has(zoneId)),
        });
      });
      return { eventId: added.eventId, isNew: true };
    },
    async begin() {
      try {
        await clips.prepare();
        await files.removeOrphans((name) => database.read((statements) => new EventTable(statements).hasPicture(name)));
        await petFiles.removeOrphans((name) =>
          database.read((statements) => new PetTable(statements).list()).some(({ picture }) => picture === name),
        );
      } catch (error) {
        logger.warn({ err: error }, 'the pictures of events could not be checked');
      }
      await retention.run();
    },
  };
}

const allTime = { fromMilliseconds: Number.MIN_SAFE_INTEGER, toMilliseconds: Number.MAX_SAFE_INTEGER };

/** Returns the picture that is not needed any more. */
function putPicture(database: EventLogDatabase, eventId: number, picture: string): string | null {
  return database.write((statements) => {
    const table = new EventTable(statements);
    const event = table.find(eventId);
    if (event === null) {
      return picture;
    }
    table.change(event, { ...event, picture });
    return event.picture;
  });
}

function explainPicture(error: unknown): never {
  throw error instanceof UnreadableVideoError ? new PetLogError('picture_unreadable', {}, { cause: error }) : error;
}

async function framed(
  process: Pick<PictureProcessClient, 'frame'>,
  read: () => Promise<Uint8Array>,
  box: PicturePart,
  eventId: string,
): Promise<Uint8Array> {
  try {
    return await process.frame(await read(), box);
  } catch (error) {
    throw new PetLogError('event_picture_unavailable', { id: eventId }, { cause: error });
  }
}
