/** The footage as a camera: what is in front of it is noticed, by the real media and detection processes. */
import sharp from 'sharp';
import { afterEach, expect, test, vi } from 'vitest';
import { type LogEvent, LogEventsPage } from '../../shared/log-events.ts';
import { footagePath } from '../support/footage-jpegs.ts';
import { MovementSeen } from '../../shared/movement.ts';
import { call } from '../support/http-client.ts';
import { HttpCamera } from '../support/http-camera.ts';
import { background } from '../support/moving-scenes/backgrounds.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

const patienceMilliseconds = 120_000;
const opened: RunningPetLog[] = [];

afterEach(async () => {
  for (const running of opened.splice(0)) {
    await running.stop();
  }
});

/** PetLog in front of the footage, and the first event that it tells of. */
async function inFrontOfTheFootage(environment: Record<string, string> = {}): Promise<{ running: RunningPetLog; noticed: Promise<void> }> {
  const running = await runPetLog({
    PETLOG_CAMERA: `file:${footagePath}`,
    PETLOG_CAMERA_ALWAYS_ON: 'true',
    PETLOG_DETECTION_ENABLED: 'true',
    ...environment,
  });
  opened.push(running);
  const noticed = new Promise<void>((resolve) => {
    running.petlog.control.onPush('notice', ({ name }) => {
      if (name === 'event.started') {
        resolve();
      }
    });
  });
  return { running, noticed };
}

const eventsOf = async ({ url }: RunningPetLog): Promise<LogEvent[]> =>
  LogEventsPage.parse((await call(`${url}/events`, 'GET', undefined)).body).events;

test(
  'the visit of the cat is an event with its picture, and ends when the camera is switched off for privacy',
  async () => {
    const { running, noticed } = await inFrontOfTheFootage();
    await noticed;
    // A busy machine may take so long for the first look that it is a movement until then.
    const event = await vi.waitFor(async () => {
      const [newest] = await eventsOf(running);
      expect(newest).toMatchObject({ event_type: 'visit', label: 'cat', camera_id: 'main', ended_at: null });
      return newest;
    }, 60_000);
    expect(event!.confidence).toBeGreaterThan(0.55);
    expect(event!.box!.width).toBeGreaterThan(0.1);

    const ended = new Promise<void>((resolve) => {
      running.petlog.control.onPush('notice', ({ name }) => {
        if (name === 'event.ended') {
          resolve();
        }
      });
    });
    await call(`${running.url}/live/privacy`, 'POST', { on: true });
    await ended;
    // The picture is written beside the database.
    const over = await vi.waitFor(async () => {
      const events = await eventsOf(running);
      expect(events).toHaveLength(1);
      expect(events[0]!.picture_url).not.toBeNull();
      return events[0]!;
    }, 60_000);
    expect(over.ended_at).not.toBeNull();
    const picture = await fetch(new URL(over.picture_url!, running.url));
    expect(picture.headers.get('content-type')).toBe('image/jpeg');
    const bytes = new Uint8Array(await picture.arrayBuffer());
    expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xd8]);
  },
  patienceMilliseconds,
);

test(
  'with a model that is not there, movement is noticed all the same, every screen says why that is all, and what moves can be watched',
  async () => {
    const { running, noticed } = await inFrontOfTheFootage({ PETLOG_DETECTION_MODEL_PATH: '/nowhere/model.onnx' });
    const movement = async (): Promise<MovementSeen> =>
      MovementSeen.parse((await call(`${running.url}/live/movement`, 'GET', undefined)).body);
    let seen = await movement();
    while (!seen.regions.some(({ is_moving: isMoving }) => isMoving)) {
      seen = await movement(); // each answer waits for a picture
    }
    expect(seen).toMatchObject({ is_looking: true, sensitivity: 50, is_new_scene: false });
    await noticed;
    const [event] = await eventsOf(running);
    expect(event).toMatchObject({ event_type: 'motion', label: null });
    const status = await call(`${running.url}/live/status`, 'GET', undefined);
    expect(JSON.stringify(status.body)).toContain('there is no file /nowhere/model.onnx');
    await call(`${running.url}/settings`, 'PATCH', { detection: { enabled: false, sensitivity: 80 } });
    expect(await movement()).toEqual({ is_looking: false, sensitivity: 80, regions: [], is_new_scene: false });
  },
  patienceMilliseconds,
);

test(
  'a camera that is covered is one event with its picture, until it sees again, and no visit of anybody',
  async () => {
    const { widthPixels: width, heightPixels: height, pixels } = background('room', 42);
    const room = await sharp(Buffer.from(pixels), { raw: { width, height, channels: 3 } })
      .resize(320, 180)
      .jpeg()
      .toBuffer();
    const cloth = await sharp({ create: { width: 320, height: 180, channels: 3, background: '#7a7670' } })
      .jpeg()
      .toBuffer();
    // Ten milliseconds or more for each.
    const jpegs = [...Array.from({ length: 500 }, () => room), ...Array.from({ length: 1400 }, () => cloth)];
    await using camera = await HttpCamera.start({ jpegs, path: '/video' });
    const { running, noticed } = await inFrontOfTheFootage({
      PETLOG_CAMERA: `http://127.0.0.1:${camera.port}/video`,
      PETLOG_ALLOWED_TARGETS: `127.0.0.1:${camera.port}`,
      PETLOG_CAMERA_RESOLUTION: '320x180',
    });
    await noticed;
    const over = await vi.waitFor(
      async () => {
        const [event] = await eventsOf(running);
        expect(event).toMatchObject({ event_type: 'camera_tampered', label: null, metadata: { kind: 'covered' } });
        expect(event!.picture_url).not.toBeNull();
        expect(event!.ended_at).not.toBeNull();
        return event!;
      },
      { timeout: 90_000, interval: 250 },
    );
    expect(over.duration).toBeGreaterThan(10);
    const today = new Date(over.timestamp).toISOString().slice(0, 10);
    const summary = await call(`${running.url}/events/summary?start_date=2000-01-01&end_date=${today}T23:59:59Z`, 'GET', undefined);
    expect(summary.body['count']).toBe(0);
  },
  patienceMilliseconds,
);
