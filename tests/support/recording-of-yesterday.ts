import { copyFile, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { writeSidecar } from '../../main/library/sidecar.ts';
import { StorageDirectory } from '../../main/library/storage-directory.ts';

const footage = fileURLToPath(new URL('cat-visit-720p15.mp4', import.meta.url));

/** Yesterday at ten past two in the afternoon, by the clock of whoever looks. */
const yesterday = (): number => new Date(Date.now() - 86_400_000).setHours(14, 10, 0, 0);

/** Puts a recording of yesterday, ten past two in the afternoon, into a data directory. */
export async function addRecordingOfYesterday(dataDirectory: string): Promise<void> {
  const storage = new StorageDirectory(dataDirectory, 'recordings');
  await mkdir(storage.hiddenFile('.'), { recursive: true });
  const recordingId = '20260501T120000000Z-000001';
  const filename = `${recordingId}.mp4`;
  await copyFile(footage, storage.file(filename));
  await writeSidecar(storage.sidecar(recordingId), {
    recording: {
      recordingId,
      filename,
      directory: storage.relativePath,
      cameraId: 'main',
      clock: 'synchronized',
      startedAtMilliseconds: yesterday(),
      durationMilliseconds: 20_000,
      sizeBytes: 1_000_000,
      widthPixels: 1280,
      heightPixels: 720,
      frameRate: 15,
      preRollMilliseconds: 0,
      reason: 'manual',
      isKept: false,
      name: '',
      note: '',
      state: 'finished',
      pictures: 'missing',
    },
    furtherParts: [],
  });
}
