import sharp from 'sharp';
import { EventTable } from '../../main/event-log/event-table.ts';
import { StorageDirectory } from '../../main/library/storage-directory.ts';
import { PetInput } from '../../shared/pets.ts';
import { addRecordings } from '../support/many-recordings.ts';
import { openTestEventLog } from '../support/open-event-log.ts';
import { seededRandom } from '../support/seeded-random.ts';

const labels = ['cat', 'cat', 'cat', 'dog', 'person', 'bird', null] as const;
const together = 10_000;

interface History {
  readonly recordings: number;
  readonly events: number;
  readonly days: number;
  /** When it is over. */
  readonly untilMilliseconds: number;
}

/** Writes what a busy home leaves behind in a data directory: recordings and visits at uneven times, a month of them as in a month. */
export async function writeHistory(directory: string, { recordings, events, days, untilMilliseconds }: History): Promise<void> {
  const { uniform } = seededRandom(4711);
  const length = days * 86_400_000;
  const times = (count: number): number[] =>
    Array.from({ length: count }, () => untilMilliseconds - uniform() * length).toSorted((a, b) => a - b);
  const starts = times(recordings);
  const timeOf = (index: number): { startedAtMilliseconds: number; durationSeconds: number } => {
    const start = starts[index] ?? untilMilliseconds;
    const gapSeconds = ((starts[index + 1] ?? start + 60_000) - start) / 1000;
    return { startedAtMilliseconds: Math.round(start), durationSeconds: Math.max(1, Math.min(10 + uniform() * 110, gapSeconds / 2)) };
  };
  await addRecordings(new StorageDirectory(directory, 'recordings'), recordings, timeOf, await thumbnail());

  const { database, pets } = openTestEventLog(directory);
  const luna = pets.create(PetInput.parse({ name: 'Luna', species: 'cat' }));
  const visits = times(events);
  for (let done = 0; done < events; done += together) {
    database.write((statements) => {
      const table = new EventTable(statements);
      for (const [index, start] of visits.slice(done, done + together).entries()) {
        const label = labels[Math.floor(uniform() * labels.length)] ?? null;
        table.add({
          visitKey: `bench-${done + index}`,
          cameraId: 'main',
          eventType: label === null ? 'motion' : 'visit',
          label,
          petId: label === 'cat' ? luna.pet_id : null,
          decidedBy: 'nobody',
          confidence: 0.8,
          startedAtMilliseconds: Math.round(start),
          durationMilliseconds: Math.round(1000 + uniform() * uniform() * 300_000),
          isOpen: false,
          box: { x: 0.1, y: 0.1, width: 0.3, height: 0.3 },
          picture: null,
          mediaPath: null,
          note: '',
          isWrong: index % 50 === 0,
          isKept: false,
          metadata: {},
          createdAtMilliseconds: Math.round(start),
          zones: [],
        });
      }
    });
  }
  database.close();
}

/** As large and as detailed as one of PetLog's. */
function thumbnail(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 120, sigma: 30 } as const;
  return sharp({ create: { width: 320, height: 180, channels: 3, background: '#888', noise } })
    .blur(2)
    .jpeg({ quality: 80 })
    .toBuffer();
}
