/** "A day in a minute", as clients ask for it. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { dateOf } from '../../main/event-log/habits/day-counts.ts';
import { RecordingsPage } from '../../shared/api.ts';
import { DayFilm, DayFilmList } from '../../shared/day-films.ts';
import { LogEventsPage } from '../../shared/log-events.ts';
import { call } from '../support/http-client.ts';
import { visitOf } from '../support/open-event-log.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { tinyJpeg } from '../support/tiny-jpeg.ts';
import { videoFacts } from '../support/video-facts.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let running: RunningPetLog;
const patienceMilliseconds = 90_000;

const start = async (): Promise<void> => {
  running = await runPetLog({ PETLOG_CAMERA_RESOLUTION: '320x240', PETLOG_CAMERA_FRAME_RATE: '15' }, { dataDirectory: directory.path });
};

beforeAll(async () => {
  directory = await temporaryDirectory();
  await start();
});

afterAll(async () => {
  await running.stop();
  await directory[Symbol.asyncDispose]();
});

const ask = (path: string, method = 'GET', body?: object) => call(running.url + path, method, body);
const films = async (query = ''): Promise<DayFilm[]> => DayFilmList.parse((await ask(`/day-films${query}`)).body).day_films;
const recordings = async () => RecordingsPage.parse((await ask('/recordings?reason=timelapse')).body).recordings;
const hiddenFiles = async (): Promise<string[]> =>
  (await readdir(join(directory.path, 'recordings'), { recursive: true })).filter((name) => name.endsWith('.tmp'));

function notice(name: string): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = running.petlog.control.onPush('notice', (told) => {
      if (told.name === name) {
        unsubscribe();
        resolve();
      }
    });
  });
}

const over = (id: string): Promise<DayFilm> =>
  vi.waitFor(
    async () => {
      const film = DayFilm.parse((await ask(`/day-films/${id}`)).body);
      expect(film.state).not.toBe('running');
      return film;
    },
    { timeout: patienceMilliseconds, interval: 100 },
  );

const beganAt = Date.now();
const date = dateOf(beganAt);
const make = async (): Promise<DayFilm> => DayFilm.parse((await ask('/day-films', 'POST', { date })).body);

test('of a day without events, of one of which nothing was kept, and of what is no day, it says so', async () => {
  const none = await ask('/day-films', 'POST', { date: '2020-02-02' });
  expect([none.status, none.body['code'], none.body['detail']]).toEqual([404, 'nothing_happened', 'Nothing was seen on 2020-02-02.']);
  const earlier = beganAt - 3 * 86_400_000;
  await ask('/event', 'POST', { event_type: 'visit', timestamp: new Date(earlier).toISOString() });
  const unkept = await ask('/day-films', 'POST', { date: dateOf(earlier) });
  expect([unkept.status, unkept.body['code']]).toEqual([404, 'nothing_kept']);
  const wrong = await ask('/day-films', 'POST', { date: '2020-02-31' });
  expect([wrong.status, wrong.body['code']]).toEqual([422, 'invalid_input']);
  const unknown = await ask('/day-films/nothing');
  expect([unknown.status, unknown.body['code']]).toEqual([404, 'day_film_not_found']);
  expect(await films()).toEqual([]);
});

test(
  'the events of a day become one film, of clips and pictures, that is a recording; a newer one takes its place',
  async () => {
    const recorded = notice('recording.finished');
    const recordingAt = Date.now();
    await ask('/live/record/start?duration=3', 'POST');
    await recorded;
    // A cat in the recording, and one before it of whom there is a picture alone.
    running.petlog.visits.record(visitOf({ visitKey: 'recorded', startedAtMs: recordingAt + 600, durationSeconds: 2, ended: true }));
    const picture = await tinyJpeg();
    running.petlog.visits.record(
      visitOf({ visitKey: 'pictured', startedAtMs: beganAt - 1000, durationSeconds: 0.2, ended: true, picture }),
    );
    await vi.waitFor(
      async () => {
        const { events } = LogEventsPage.parse((await ask(`/events?start_date=${date}`)).body);
        expect(events.map(({ picture_url }) => picture_url !== null)).toEqual([false, true]);
      },
      { timeout: patienceMilliseconds },
    );

    const started = await make();
    expect(started).toMatchObject({ state: 'running', camera_id: 'main', date, recording_id: null, event_count: 2 });
    const second = await ask('/day-films', 'POST', { date });
    expect([second.status, second.body['code']]).toEqual([409, 'day_film_running']);
    const finished = await over(started.day_film_id);
    expect(finished).toMatchObject({ state: 'finished', progress: 1, message: null, event_count: 2 });
    expect(await films(`?date=${date}&camera=main`)).toEqual([finished]);
    expect(await films('?date=2020-02-02')).toEqual([]);
    const [film] = await recordings();
    expect(film).toMatchObject({ recording_id: finished.recording_id, filename: `day_${date}.mp4` });
    const { decodedCount, durationSeconds } = await videoFacts(join(directory.path, film!.file_path));
    expect(durationSeconds).toBeGreaterThan(4);
    expect(durationSeconds).toBeLessThan(5.5);
    expect(decodedCount).toBeGreaterThan(55);

    const anew = await over((await make()).day_film_id);
    expect(anew.state).toBe('finished');
    await vi.waitFor(async () => expect((await recordings()).map(({ recording_id }) => recording_id)).toEqual([anew.recording_id]), {
      timeout: patienceMilliseconds,
    });
    expect(await films()).toEqual([anew]);
  },
  patienceMilliseconds * 2,
);

test(
  'a film stays known over a restart, and goes with its recording',
  async () => {
    const [before] = await films();
    await running.stop();
    await start();
    await vi.waitFor(async () => expect(await films()).toEqual([before]), { timeout: patienceMilliseconds });
    const removed = await ask(`/day-films/${before!.day_film_id}`, 'DELETE');
    expect([removed.status, removed.body['day_film_id']]).toEqual([200, before!.day_film_id]);
    expect(await recordings()).toEqual([]);
    expect(await films()).toEqual([]);
    expect((await ask(`/day-films/${before!.day_film_id}`, 'DELETE')).status).toBe(404);
  },
  patienceMilliseconds,
);

test(
  'one that is being made is given up, and nothing of it stays',
  async () => {
    const { day_film_id: id } = await make();
    expect((await ask(`/day-films/${id}`, 'DELETE')).status).toBe(200);
    expect(await over(id)).toMatchObject({ state: 'cancelled', recording_id: null });
    expect(await recordings()).toEqual([]);
    expect(await hiddenFiles()).toEqual([]);
    // There is room for another one at once.
    const other = await make();
    await running.stop();
    await start();
    expect((await ask(`/day-films/${other.day_film_id}`)).status).toBe(404);
    expect(await hiddenFiles()).toEqual([]);
  },
  patienceMilliseconds * 2,
);
