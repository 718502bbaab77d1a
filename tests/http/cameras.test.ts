/** Several cameras in one PetLog: each is seen, recorded, stopped, added and removed without the others. */
import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LiveStatus, RecordingsPage } from '../../shared/api.ts';
import { type CameraInfo, CameraList } from '../../shared/cameras.ts';
import { call, StreamReader } from '../support/http-client.ts';
import { type PetLogProcess, startPetLog } from '../support/petlog-process.ts';

const small = { resolution: [320, 240] as [number, number], frame_rate: 10 };
let petlog: PetLogProcess;
let readers: StreamReader[];

beforeEach(async () => {
  readers = [];
  petlog = await startPetLog({
    config: {
      camera: { ...small, source: 'mock' },
      cameras: { garden: { ...small, source: 'mock', name: 'Back garden' }, hall: { ...small, source: 'mock', enabled: false } },
    },
  });
});

afterEach(async () => {
  readers.forEach((reader) => reader.close());
  await petlog[Symbol.asyncDispose]();
});

function watch(camera?: string): StreamReader {
  const reader = new StreamReader(Number(new URL(petlog.url).port), `/live/stream${camera === undefined ? '' : `?camera=${camera}`}`);
  readers.push(reader);
  return reader;
}

const statusOf = async (camera: string): Promise<LiveStatus> =>
  LiveStatus.parse((await call(`${petlog.url}/live/status?camera=${camera}`)).body);

const list = async (): Promise<CameraInfo[]> => CameraList.parse((await call(`${petlog.url}/cameras`)).body).cameras;

describe('several cameras', () => {
  test('are listed, and each has a picture, a state and a recording of its own', async () => {
    expect(
      (await list()).map(({ camera_id, name, enabled, is_default, position }) => [camera_id, name, enabled, is_default, position]),
    ).toEqual([
      ['main', 'PetLog', true, true, 0],
      ['garden', 'Back garden', true, false, 1],
      ['hall', 'hall', false, false, 2],
    ]);
    await watch('garden').next(2);
    expect(await statusOf('garden')).toMatchObject({ camera_id: 'garden', state: 'live', active_streams: 1 });
    expect(await statusOf('main')).toMatchObject({ camera_id: 'main', state: 'stopped', active_streams: 0 });
    await watch().next(2);

    const started = await call(`${petlog.url}/live/record/start`, 'POST', { camera: 'garden' });
    expect(started.status).toBe(200);
    expect((await call(`${petlog.url}/live/record/start`, 'POST', {})).status).toBe(200);
    expect((await statusOf('main')).current_recording?.recording_path).not.toBe(
      (await statusOf('garden')).current_recording?.recording_path,
    );
    await readers[0]?.next(5);
    for (const camera of ['garden', 'main']) {
      expect((await call(`${petlog.url}/live/record/stop`, 'POST', { camera })).status).toBe(200);
    }
    const { recordings } = RecordingsPage.parse((await call(`${petlog.url}/recordings`)).body);
    expect(recordings.map(({ camera_id }) => camera_id).sort()).toEqual(['garden', 'main']);
    const ofGarden = RecordingsPage.parse((await call(`${petlog.url}/recordings?camera=garden`)).body);
    expect(ofGarden.recordings.map(({ camera_id }) => camera_id)).toEqual(['garden']);
  });

  test('an unknown or disabled one is said to be so, and nothing else happens', async () => {
    for (const [method, path] of [
      ['GET', '/live/status?camera=attic'],
      ['GET', '/live/stream?camera=attic'],
      ['GET', '/live/snapshot?camera=No%20such'],
      ['GET', '/live/rewind?camera=attic'],
      ['GET', '/live/events?camera=attic'],
      ['GET', '/cameras/attic'],
      ['POST', '/live/start?camera=attic'],
      ['POST', '/live/privacy?camera=attic&on=true'],
      ['DELETE', '/cameras/attic'],
    ] as const) {
      expect([path, (await call(petlog.url + path, method)).body]).toMatchObject([path, { code: 'camera_not_found', status: 404 }]);
    }
    expect((await call(`${petlog.url}/live/snapshot?camera=hall`)).body).toMatchObject({ code: 'camera_disabled', status: 409 });
    expect((await call(`${petlog.url}/live/record/start`, 'POST', { camera: 'hall' })).body).toMatchObject({ code: 'camera_disabled' });
    expect((await list()).map(({ state }) => state)).toEqual(['stopped', 'stopped', 'stopped']);
  });

  test('privacy is of one or of all, and the metrics name each', async () => {
    await watch('garden').next(1);
    await call(`${petlog.url}/live/privacy`, 'POST', { on: true, camera: 'garden' });
    expect((await list()).map(({ privacy }) => privacy)).toEqual([false, true, false]);
    await watch('main').next(1);
    await call(`${petlog.url}/live/privacy`, 'POST', { on: true });
    expect((await list()).map(({ privacy, state }) => [privacy, state])).toEqual([
      [true, 'stopped'],
      [true, 'stopped'],
      [true, 'stopped'],
    ]);
    const metrics = await (await fetch(`${petlog.url}/metrics`)).text();
    for (const camera of ['main', 'garden', 'hall']) {
      expect(metrics).toContain(`petlog_camera_state{camera="${camera}",state="stopped"} 1`);
    }
    const ofAll = /^petlog_(build_info|http_connections|event_readers)\b/;
    const ofCameras = metrics.split('\n').filter((line) => line.startsWith('petlog_') && !ofAll.test(line));
    expect(ofCameras.length).toBeGreaterThan(20);
    expect(ofCameras.filter((line) => !/^petlog_\w+\{camera="(main|garden|hall)"[,}]/.test(line))).toEqual([]);
  });
});

describe('cameras over the network', () => {
  test('one is added, changed, moved and removed while another is watched, which misses nothing', async () => {
    const reader = watch();
    await reader.next(2);
    const added = await call(`${petlog.url}/cameras`, 'POST', { ...small, name: 'Küche 2', source: 'mock' });
    expect([added.status, added.body]).toMatchObject([201, { camera_id: 'kuche-2', name: 'Küche 2', source: 'mock', state: 'stopped' }]);
    await watch('kuche-2').next(1);
    const moved = await call(`${petlog.url}/cameras/kuche-2`, 'PATCH', { position: 0, frame_rate: 5 });
    expect(moved.body).toMatchObject({ camera_id: 'kuche-2', position: 0, frame_rate: 5 });
    expect((await list()).map(({ camera_id }) => camera_id)).toEqual(['kuche-2', 'main', 'garden', 'hall']);
    await readers[1]?.next(2);
    expect((await call(`${petlog.url}/live/record/start`, 'POST', { camera: 'kuche-2' })).status).toBe(200);
    expect((await call(`${petlog.url}/cameras/kuche-2`, 'DELETE')).body).toMatchObject({ camera_id: 'kuche-2' });
    expect((await list()).map(({ camera_id }) => camera_id)).toEqual(['main', 'garden', 'hall']);
    const { recordings } = RecordingsPage.parse((await call(`${petlog.url}/recordings?camera=kuche-2`)).body);
    expect(recordings).toHaveLength(1);
    const day = 'start_date=2000-01-01&end_date=2100-01-01';
    const timelineOf = async (camera: string) => (await call(`${petlog.url}/recordings/timeline?${day}&camera=${camera}`)).body;
    expect((await timelineOf('kuche-2'))['spans']).toHaveLength(1);
    expect(await timelineOf('kuche-3')).toMatchObject({ code: 'camera_not_found' });
    // With the last that it left, nobody knows it any more.
    expect((await call(`${petlog.url}/recordings/${recordings[0]?.recording_id}`, 'DELETE')).status).toBe(200);
    expect((await call(`${petlog.url}/recordings?camera=kuche-2`)).body).toMatchObject({ code: 'camera_not_found' });
    expect(await readdir(`${petlog.dataDirectory}/cameras`)).not.toContain('kuche-2');
    await reader.next(2);
    expect((await statusOf('main')).active_streams).toBe(1);
  });

  test('what makes no sense is refused with a sentence, and changes nothing', async () => {
    const before = await list();
    for (const [method, path, input, status, code] of [
      ['POST', '/cameras', { camera_id: 'garden', source: 'mock' }, 409, 'camera_exists'],
      ['POST', '/cameras', { camera_id: 'main', source: 'mock' }, 422, 'invalid_input'],
      ['POST', '/cameras', { camera_id: 'Big', source: 'mock' }, 422, 'invalid_input'],
      ['POST', '/cameras', { name: 'No source' }, 422, 'invalid_input'],
      ['POST', '/cameras', { source: 'rtsp://' }, 422, 'invalid_input'],
      ['POST', '/cameras', { source: 'mock', frame_rate: 0 }, 422, 'invalid_input'],
      ['PATCH', '/cameras/garden', { source: 'nonsense' }, 422, 'invalid_input'],
      ['DELETE', '/cameras/main', undefined, 409, 'default_camera'],
      ['DELETE', '/cameras/garden', undefined, 409, 'camera_configured'],
    ] as const) {
      expect([path, input, (await call(petlog.url + path, method, input)).body]).toMatchObject([path, input, { status, code }]);
    }
    expect(await list()).toEqual(before);
    const usb = 'v4l2:/dev/v4l/by-id/usb-Camera-index0';
    expect((await call(`${petlog.url}/cameras`, 'POST', { camera_id: 'usb', source: usb })).status).toBe(201);
    expect((await call(`${petlog.url}/cameras`, 'POST', { camera_id: 'other', source: usb })).body).toMatchObject({
      code: 'device_in_use',
      detail: expect.stringContaining('"usb"') as string,
    });
    expect((await call(`${petlog.url}/cameras/garden`, 'PATCH', { source: usb })).body).toMatchObject({ code: 'device_in_use' });
  });
});
