import { join } from 'node:path';
import { EventLogDatabase } from '../../main/event-log/event-log-database.ts';
import { EventLog } from '../../main/event-log/event-log.ts';
import { EventPictures } from '../../main/event-log/event-pictures.ts';
import { EventTable } from '../../main/event-log/event-table.ts';
import { Pets } from '../../main/event-log/pets.ts';
import { PictureFiles } from '../../main/event-log/picture-files.ts';
import { VisitRecorder } from '../../main/event-log/visit-recorder.ts';
import { Zones } from '../../main/event-log/zones.ts';
import type { Visit } from '../../main/detection/visit.ts';
import { EventBus } from '../../main/events/event-bus.ts';
import { silentLogger } from '../../main/system/logger.ts';
import type { BusEvent } from '../../shared/events.ts';
import { ManualClock } from './manual-clock.ts';

export interface TestEventLog {
  readonly clock: ManualClock;
  readonly bus: EventBus;
  /** Everything that was told on the bus. */
  readonly told: BusEvent[];
  readonly database: EventLogDatabase;
  readonly files: PictureFiles;
  readonly pictures: EventPictures;
  readonly visits: VisitRecorder;
  readonly pets: Pets;
  readonly zones: Zones;
  readonly log: EventLog;
}

/** The log of events with a database of its own, and nothing around it. */
export function openTestEventLog(directory: string, clock = new ManualClock()): TestEventLog {
  const bus = new EventBus(clock);
  const told: BusEvent[] = [];
  bus.onAny((event) => told.push(event));
  const database = new EventLogDatabase(join(directory, 'events.db'), silentLogger);
  const files = new PictureFiles(join(directory, 'events', 'pictures'));
  const pictures = new EventPictures({
    files,
    logger: silentLogger,
    onWritten: (eventId, picture) =>
      database.write((statements) => {
        const table = new EventTable(statements);
        const event = table.find(eventId);
        if (event !== null) {
          table.change(event, { ...event, picture });
        }
        return event === null ? picture : event.picture;
      }),
  });
  const visits = new VisitRecorder({ database, pictures, bus, clock, logger: silentLogger });
  const pets = new Pets({ database, pictures: files, makePicture: async (image) => image, bus, clock });
  const zones = new Zones({ database, bus, clock });
  const surroundings = { recordingOf: () => null, mayBeInLastMinutes: () => false };
  const log = new EventLog({ database, pictures, visits, pets, surroundings, bus, clock });
  return { clock, bus, told, database, files, pictures, visits, pets, zones, log };
}

const startedAtMs = Date.parse('2026-05-01T12:00:00Z');

/** A cat at noon, as detection tells of her. */
export const visitOf = (values: Partial<Visit> = {}): Visit => ({
  visitKey: 'main-1',
  cameraId: 'main',
  eventType: 'visit',
  label: 'cat',
  confidence: 0.8,
  startedAtMs,
  durationSeconds: 2,
  ended: false,
  box: { x: 0.25, y: 0.5, width: 0.25, height: 0.25 },
  picture: null,
  zones: [],
  ...values,
});

/** Names of what was told on the bus. */
export const namesOf = (told: readonly BusEvent[]): string[] => told.map(({ name }) => name);
