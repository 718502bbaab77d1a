/** What is recorded by itself: by the real recorder and library, of the mock camera; once of the footage, with everything that notices. */
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { LiveStatus, type RecordingInfo, RecordingsPage } from '../../shared/api.ts';
import { Config } from '../../shared/config.ts';
import { type LogEvent, LogEventsPage } from '../../shared/log-events.ts';
import type { Visit } from '../../main/detection/visit.ts';
import { footagePath } from '../support/footage-jpegs.ts';
import { call } from '../support/http-client.ts';
import { visitOf } from '../support/open-event-log.ts';
import { PetLogProcess, type PetLogProcessOptions } from '../support/petlog-process.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { tinyJpeg } from '../support/tiny-jpeg.ts';

const patience = { timeout: 120_000, interval: 100 };
const testMilliseconds = 300_000;
const opened: RunningPetLog[] = [];
const directories: string[] = [];
/** Recordings that have a picture on the disk. */
const begun = new Set<string>();

afterEach(async () => {
  for (const running of opened.splice(0)) {
    await running.stop();
  }
  for (const directory of directories.splice(0)) {
    await rm(directory, { recursive: true, force: true });
  }
});

const quick = {
  PETLOG_CAMERA_RESOLUTION: '320x240',
  PETLOG_CAMERA_ALWAYS_ON: 'true',
  PETLOG_RECORDING_AUTOMATIC: 'visits',
  PETLOG_RECORDING_AUTOMATIC_POST_ROLL_SECONDS: '6',
};

async function live(environment: Record<string, string> = {}, dataDirectory?: string): Promise<RunningPetLog> {
  const running = await runPetLog({ ...quick, ...environment }, dataDirectory === undefined ? {} : { dataDirectory });
  opened.push(running);
  running.petlog.control.onPush('notice', ({ name, data }) => name === 'recording.started' && begun.add(String(data.recording_id)));
  await vi.waitFor(async () => expect((await statusOf(running)).state).toBe('live'), patience);
  return running;
}

const statusOf = async ({ url }: { readonly url: string }): Promise<LiveStatus> =>
  LiveStatus.parse((await call(`${url}/live/status`, 'GET', undefined)).body);
const recordingsOf = async ({ url }: { readonly url: string }, query = ''): Promise<RecordingInfo[]> =>
  RecordingsPage.parse((await call(`${url}/recordings${query}`, 'GET', undefined)).body).recordings;
const eventsOf = async ({ url }: { readonly url: string }): Promise<LogEvent[]> =>
  LogEventsPage.parse((await call(`${url}/events`, 'GET', undefined)).body).events;

/** Tells of a visit as detection does; it began so many seconds ago. */
function tell({ petlog }: RunningPetLog, seconds: number, values: Partial<Visit> = {}): void {
  petlog.visits.record(visitOf({ startedAtMs: Date.now() - seconds * 1000, durationSeconds: seconds, movedSeconds: seconds, ...values }));
}

/** What ends before it has a picture would be none. */
const isRecording = (running: RunningPetLog): Promise<unknown> =>
  vi.waitFor(async () => {
    const { current_recording: current } = await statusOf(running);
    expect(current?.reason).toBe('motion');
    expect(begun).toContain(current?.recording_id);
  }, patience);
const recorded = (running: RunningPetLog, count: number): Promise<RecordingInfo[]> =>
  vi.waitFor(async () => {
    const recordings = await recordingsOf(running);
    expect(recordings).toHaveLength(count);
    expect((await statusOf(running)).recording).toBe(false);
    return recordings;
  }, patience);

test(
  'a visit is recorded, event and recording name each other, and both do so after a restart and in a library made anew',
  async () => {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'petlog-test-'));
    directories.push(dataDirectory);
    const running = await live({}, dataDirectory);
    tell(running, 1);
    await isRecording(running);
    tell(running, 2, { ended: true });
    const [recording] = await recorded(running, 1);
    const [event] = await eventsOf(running);
    expect(recording).toMatchObject({ reason: 'motion', kept: false, event_ids: [event!.event_id] });
    expect(event).toMatchObject({ recording_id: recording!.recording_id, media_path: recording!.file_path });
    expect(await recordingsOf(running, '?reason=motion')).toHaveLength(1);
    expect(await recordingsOf(running, '?reason=manual')).toHaveLength(0);
    await opened.pop()!.stop();
    await rm(join(dataDirectory, 'petlog.db'));

    const again = await live({}, dataDirectory);
    const [found] = await vi.waitFor(async () => {
      const recordings = await recordingsOf(again);
      expect(recordings).toHaveLength(1);
      return recordings;
    }, patience);
    expect(found).toMatchObject({ recording_id: recording!.recording_id, reason: 'motion', event_ids: [event!.event_id] });
    expect((await eventsOf(again))[0]).toMatchObject({ recording_id: recording!.recording_id });
  },
  testMilliseconds,
);

test(
  'what a person records is used instead, and a person who records takes the place of what runs by itself',
  async () => {
    const running = await live();
    const start = async (filename: string): Promise<string> =>
      ((await call(`${running.url}/live/record/start`, 'POST', { filename })).body as { recording_id: string }).recording_id;
    const own = await start('own');
    tell(running, 1);
    expect((await statusOf(running)).current_recording).toMatchObject({ recording_id: own, reason: 'manual' });
    await call(`${running.url}/live/record/stop`, 'POST', {});
    tell(running, 3);
    tell(running, 4, { ended: true });
    expect(await recorded(running, 1)).toMatchObject([{ recording_id: own, reason: 'manual' }]);

    tell(running, 1, { visitKey: 'main-2' });
    await isRecording(running);
    const replacing = await start('replacing');
    expect((await statusOf(running)).current_recording).toMatchObject({ recording_id: replacing, reason: 'manual' });
    tell(running, 4, { visitKey: 'main-2', ended: true });
    await call(`${running.url}/live/record/stop`, 'POST', {});
    const reasons = (await recorded(running, 3)).map(({ reason }) => reason);
    expect(reasons.toSorted()).toEqual(['manual', 'manual', 'motion']);
  },
  testMilliseconds,
);

test(
  'with an event goes the recording that was made for it alone, unless it is kept, and one that still runs',
  async () => {
    const running = await live();
    const recordOne = async (visitKey: string): Promise<{ event: LogEvent; recording: RecordingInfo }> => {
      const before = (await recordingsOf(running)).length;
      tell(running, 1, { visitKey });
      await isRecording(running);
      tell(running, 2, { visitKey, ended: true });
      const [recording] = await recorded(running, before + 1);
      const event = (await eventsOf(running)).find(({ recording_id }) => recording_id === recording!.recording_id);
      return { event: event!, recording: recording! };
    };
    const remove = ({ event }: { event: LogEvent }): Promise<unknown> =>
      call(`${running.url}/events/${event.event_id}`, 'DELETE', undefined);

    await remove(await recordOne('alone'));
    expect(await recordingsOf(running)).toEqual([]);

    const kept = await recordOne('kept');
    await call(`${running.url}/recordings/${kept.recording.recording_id}`, 'PATCH', { kept: true });
    await remove(kept);
    expect(await recordingsOf(running)).toMatchObject([{ recording_id: kept.recording.recording_id }]);

    tell(running, 1, { visitKey: 'lasting' });
    await isRecording(running);
    await remove({ event: (await eventsOf(running))[0]! });
    tell(running, 2, { visitKey: 'lasting' });
    expect((await statusOf(running)).recording).toBe(false);
    expect(await recordingsOf(running)).toHaveLength(1);
  },
  testMilliseconds,
);

test(
  'what turns out to be somebody who is left out goes: the event with its picture, and the recording that runs for it alone, unless somebody keeps it',
  async () => {
    const running = await live({ PETLOG_RECORDING_AUTOMATIC: 'motion', PETLOG_DETECTION_UNLABELLED: 'true' });
    const movement = { eventType: 'motion', label: null, confidence: null, picture: await tinyJpeg() } as const;
    const takeBack = (visitKey: string): Promise<void> => running.petlog.visits.withdraw('main', visitKey);
    tell(running, 1, { ...movement, visitKey: 'kept' });
    await isRecording(running);
    const [kept] = await eventsOf(running);
    await call(`${running.url}/events/${kept!.event_id}`, 'PATCH', { kept: true });
    tell(running, 2, { ...movement, visitKey: 'kept', ended: true });
    await takeBack('kept');
    const [recording] = await recorded(running, 1);
    expect(recording).toMatchObject({ event_ids: [kept!.event_id] });

    tell(running, 1, { ...movement, visitKey: 'person' });
    await isRecording(running);
    const address = await vi.waitFor(async () => {
      const [newest] = await eventsOf(running);
      expect(newest).toMatchObject({ event_type: 'motion', ended_at: null, picture_url: expect.any(String) });
      return newest!.picture_url!;
    }, patience);
    tell(running, 2, { ...movement, visitKey: 'person', ended: true });
    await takeBack('person');
    expect(await eventsOf(running)).toMatchObject([{ event_id: kept!.event_id }]);
    expect((await fetch(running.url + address)).status).toBe(404);
    expect((await statusOf(running)).recording).toBe(false);
    expect(await recordingsOf(running)).toMatchObject([{ recording_id: recording!.recording_id }]);
  },
  testMilliseconds,
);

test(
  'privacy ends it, and nothing is recorded while it is on',
  async () => {
    const running = await live();
    tell(running, 1);
    await isRecording(running);
    await call(`${running.url}/live/privacy`, 'POST', { on: true });
    tell(running, 3);
    tell(running, 1, { visitKey: 'main-2' });
    expect(await recorded(running, 1)).toMatchObject([{ reason: 'motion' }]);
  },
  testMilliseconds,
);

test(
  'a new data directory notices and records who is there, and says that this is decided; an older one does not',
  async () => {
    const nothingSaid = { PETLOG_RECORDING_AUTOMATIC: '', PETLOG_DETECTION_ENABLED: '' };
    const fresh = await live(nothingSaid);
    const settings = Config.parse((await call(`${fresh.url}/settings`, 'GET', undefined)).body);
    expect(settings.detection.enabled).toBe(true);
    expect(settings.recording).toMatchObject({ automatic: 'visits', automatic_labels: ['cat', 'dog', 'person'] });
    expect(await statusOf(fresh)).toMatchObject({ automatic_decided: true });

    const dataDirectory = await mkdtemp(join(tmpdir(), 'petlog-test-'));
    directories.push(dataDirectory);
    await (await runPetLog({}, { dataDirectory })).stop(); // it was there before this could be said
    const older = await live(nothingSaid, dataDirectory);
    const olderSettings = Config.parse((await call(`${older.url}/settings`, 'GET', undefined)).body);
    expect([olderSettings.recording.automatic, olderSettings.detection.enabled]).toEqual(['never', false]);
    expect(await statusOf(older)).toMatchObject({ automatic_decided: false });
    await call(`${older.url}/settings`, 'PATCH', { recording: { automatic: 'never' } });
    expect(await statusOf(older)).toMatchObject({ automatic_decided: true });
  },
  testMilliseconds,
);

test(
  'the visit of the cat in the footage is recorded from before it was noticed, and marked in its sidecar',
  async () => {
    const running = await live({ PETLOG_CAMERA: `file:${footagePath}`, PETLOG_DETECTION_ENABLED: 'true' });
    await isRecording(running);
    const cat = expect.objectContaining({ label: 'cat' }) as unknown;
    await vi.waitFor(async () => expect(await eventsOf(running)).toContainEqual(cat), patience);
    await call(`${running.url}/live/privacy`, 'POST', { on: true });
    const recordings = await recorded(running, (await recordingsOf(running)).length || 1);
    const event = (await eventsOf(running)).findLast(({ label }) => label === 'cat')!;
    const recording = recordings.find(({ recording_id: id }) => id === event.recording_id)!;
    expect(recording.event_ids).toContain(event.event_id);
    const began = Date.parse(recording.timestamp) - recording.pre_roll_seconds * 1000;
    expect(began).toBeLessThanOrEqual(Date.parse(event.timestamp) + 500);
    const hidden = join(running.dataDirectory, 'recordings', '.petlog');
    const sidecar = (await readdir(hidden)).find((name) => name === `${recording.recording_id}.json`);
    expect(JSON.parse(await readFile(join(hidden, sidecar!), 'utf8'))).toMatchObject({ reason: 'motion', kept: false });
  },
  testMilliseconds,
);

test(
  'after a crash in the middle, event and recording are there, name each other and have ended',
  async () => {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'petlog-test-'));
    directories.push(dataDirectory);
    const options: PetLogProcessOptions = {
      dataDirectory,
      arguments: ['--camera', `file:${footagePath}`],
      config: { camera: { always_on: true }, detection: { enabled: true }, recording: { automatic: 'visits', min_free_mb: 1 } },
    };
    const url = async (petlog: PetLogProcess): Promise<{ url: string }> => ({ url: await petlog.ready() });
    const crashing = await PetLogProcess.spawn(options);
    try {
      const running = await url(crashing);
      await vi.waitFor(async () => {
        const { current_recording: current } = await statusOf(running);
        expect(current?.reason).toBe('motion');
        expect(current?.elapsed_seconds).toBeGreaterThan(2);
        expect((await stat(join(dataDirectory, current!.recording_path))).size).toBeGreaterThan(1000); // a picture is in it
        expect(await eventsOf(running)).toMatchObject([{ label: 'cat' }]);
      }, patience);
      await crashing.stop('SIGKILL');
    } finally {
      await crashing[Symbol.asyncDispose]();
    }
    const again = await PetLogProcess.spawn({ ...options, config: { recording: { automatic: 'never', min_free_mb: 1 } } });
    try {
      const running = await url(again);
      const [recording] = await vi.waitFor(async () => {
        const recordings = await recordingsOf(running);
        expect(recordings).toHaveLength(1);
        return recordings;
      }, patience);
      const [event] = await eventsOf(running);
      expect(recording).toMatchObject({ reason: 'motion', event_ids: [event!.event_id] });
      expect(event).toMatchObject({ label: 'cat', recording_id: recording!.recording_id });
      expect(event!.ended_at).not.toBeNull();
    } finally {
      await again[Symbol.asyncDispose]();
    }
  },
  testMilliseconds,
);
