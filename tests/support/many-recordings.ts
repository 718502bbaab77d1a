import { mkdir, writeFile } from 'node:fs/promises';
import { recordingIdOf } from '../../main/library/recording.ts';
import { pictureKinds, type StorageDirectory } from '../../main/library/storage-directory.ts';
import { recordingReasons } from '../../shared/api.ts';

const batch = 500;

interface Time {
  readonly startedAtMilliseconds: number;
  readonly durationSeconds: number;
}

const fiveMinutesApart = (index: number): Time => ({
  startedAtMilliseconds: Date.UTC(2026, 0, 1) + index * 300_000,
  durationSeconds: 60,
});

/**
 * Files of so many finished recordings, five minutes apart unless told, without a byte of video, as quickly as that goes: PetLog writes them with more care.
 *
 * @param picture a JPEG that is thumbnail and preview of each; without it they have none that a browser could show
 */
export async function addRecordings(
  storage: StorageDirectory,
  count: number,
  timeOf = fiveMinutesApart,
  picture: Uint8Array = new Uint8Array(),
): Promise<void> {
  await mkdir(storage.absolutePath, { recursive: true });
  await storage.preparePictures();
  for (let begin = 0; begin < count; begin += batch) {
    await Promise.all(
      Array.from({ length: Math.min(batch, count - begin) }, (_, index) =>
        addFiles(storage, begin + index, timeOf(begin + index), picture),
      ),
    );
  }
}

async function addFiles(
  storage: StorageDirectory,
  index: number,
  { startedAtMilliseconds, durationSeconds }: Time,
  picture: Uint8Array,
): Promise<void> {
  const recordingId = recordingIdOf(startedAtMilliseconds, index.toString(16).padStart(6, '0'));
  const filename = `${recordingId}.mp4`;
  const sidecar = {
    version: 1,
    recording_id: recordingId,
    filename,
    started_at: new Date(startedAtMilliseconds).toISOString(),
    duration_seconds: durationSeconds,
    size_bytes: 15_000_000 + index,
    width_pixels: 1280,
    height_pixels: 720,
    frame_rate: 15,
    pre_roll_seconds: 5,
    reason: recordingReasons[index % 3],
    kept: index % 50 === 0,
    state: 'finished',
    parts: [],
  };
  await writeFile(storage.file(filename), '');
  await writeFile(storage.sidecar(recordingId), JSON.stringify(sidecar, null, 1));
  for (const kind of pictureKinds) {
    await writeFile(storage.picture(recordingId, kind), picture);
  }
}
