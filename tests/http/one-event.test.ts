/** One event of the log: its picture, what is said of it, its clip, and its end. */
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { RecordingsPage } from '../../shared/api.ts';
import { LogEvent } from '../../shared/log-events.ts';
import { RewindRange } from '../../shared/rewind.ts';
import { EventLogClient } from '../support/event-log-client.ts';
import { footagePath } from '../support/footage-jpegs.ts';
import { tinyJpeg } from '../support/tiny-jpeg.ts';

let client: EventLogClient;

beforeAll(async () => {
  client = await EventLogClient.open({
    async prepare(dataDirectory) {
      await mkdir(join(dataDirectory, 'recordings'), { recursive: true });
      await copyFile(footagePath, join(dataDirectory, 'recordings', 'cat.mp4'));
    },
  });
});

afterAll(() => client[Symbol.asyncDispose]());

describe('an event', () => {
  it('is told at once, seen with its picture and the frame around it, corrected and removed', async () => {
    client.notices.length = 0;
    const { event_id: id, picture_url: address } = await client.visited();
    expect(client.notices).toEqual(expect.arrayContaining(['event.started', 'event.ended']));
    const plain = Buffer.from(await (await fetch(client.url + address!)).arrayBuffer());
    expect(plain).toEqual(await tinyJpeg());
    const framed = Buffer.from(await (await fetch(`${client.url}/events/${id}/picture?box=1`)).arrayBuffer());
    expect(await sharp(framed).metadata()).toMatchObject({ format: 'jpeg', width: 64, height: 48 });
    expect((await sharp(framed).stats()).channels[0]!.max).toBeGreaterThan(200);

    const changed = await client.ask(`/events/${id}`, 'PATCH', { note: 'on the table', kept: true, is_wrong: true, label: 'dog' });
    expect(LogEvent.parse(changed.body)).toMatchObject({ note: 'on the table', kept: true, is_wrong: true, label: 'dog' });
    expect(await client.codeOf(`/events/${id}`, 'PATCH', {})).toEqual([422, 'invalid_input']);
    expect(await client.codeOf(`/events/${id}`, 'PATCH', { pet_id: 4711 })).toEqual([404, 'pet_not_found']);
    expect((await client.ask(`/events/${id}`, 'DELETE')).body).toEqual({ message: 'Event removed successfully', event_id: id });
    expect(await client.codeOf(`/events/${id}`)).toEqual([404, 'event_not_found']);
    expect((await fetch(client.url + address!)).status).toBe(404);
    const folders = await readdir(join(client.dataDirectory, 'events', 'pictures'));
    const left = await Promise.all(folders.map((folder) => readdir(join(client.dataDirectory, 'events', 'pictures', folder))));
    expect(left.flat()).toEqual([]);
  });

  it("is somebody's where a person says so, and nobody's again", async () => {
    const [luna, felix] = [await client.addPet({ name: 'Luna', species: 'cat' }), await client.addPet({ name: 'Felix', species: 'cat' })];
    const { event_id: id, pet_id: nobody } = await client.visited();
    const said = async (change: object): Promise<unknown[]> => {
      const { pet_id, pet_name, label } = LogEvent.parse((await client.ask(`/events/${id}`, 'PATCH', change)).body);
      return [pet_id, pet_name, label];
    };
    expect(nobody).toBeNull(); // it may be either
    expect(await said({ pet_id: felix.pet_id })).toEqual([felix.pet_id, 'Felix', 'cat']);
    expect((await client.list(`?pet_id=${felix.pet_id}`)).events.map(({ event_id }) => event_id)).toEqual([id]);
    expect(await said({ pet_id: luna.pet_id })).toEqual([luna.pet_id, 'Luna', 'cat']);
    expect(await said({ pet_id: null, label: null })).toEqual([null, null, null]);
    await client.ask(`/events/${id}`, 'PATCH', { pet_id: felix.pet_id });
    await client.ask(`/pets/${felix.pet_id}`, 'DELETE');
    expect(await client.event(id)).toMatchObject({ pet_id: null, pet_name: null });
    await client.ask(`/pets/${luna.pet_id}`, 'DELETE');
    await client.ask(`/events/${id}`, 'DELETE');
  });

  it.each([
    { kept: 'for ever' },
    { label: '' },
    { label: '<b>' },
    { note: 'x'.repeat(2001) },
    { note: 'a\u0000b' },
    { pet_id: 0 },
    { is_wrong: null },
    { timestamp: '2026-01-01T00:00:00Z' },
  ])('stays as it is when %j is said of it', async (change) => {
    const id = await client.log({ event_type: 'visit' });
    const before = await client.event(id);
    expect(await client.codeOf(`/events/${id}`, 'PATCH', change)).toEqual([422, 'invalid_input']);
    expect(await client.event(id)).toEqual(before);
  });

  it.each([
    ['PATCH', '/events/4711', { kept: true }],
    ['DELETE', '/events/4711', undefined],
  ])('that is not there: %s %s is 404', async (method, path, body) => {
    expect(await client.codeOf(path, method, body)).toEqual([404, 'event_not_found']);
  });

  it.each([
    '/events/none',
    '/events/0',
    '/events/99999999999999999999',
    '/events/4711/picture',
    '/events/4711/clip',
    '/pets/none',
    '/pets/4711/picture',
  ])('%s is not there', async (path) => {
    expect((await client.codeOf(path))[0]).toBe(404);
  });

  it('says plainly that nothing was kept of it', async () => {
    const { event_id: id, clip_url } = await client.visited({ startedAtMs: Date.parse('2020-01-01T00:00:00Z') });
    expect(clip_url).toBeNull();
    expect(await client.codeOf(`/events/${id}/clip`)).toEqual([404, 'clip_unavailable']);
  });

  it('is a part of the recording that shows it, with byte ranges, and the recording tells of it', async () => {
    const [recording] = await vi.waitFor(async () => {
      const { recordings } = RecordingsPage.parse((await client.ask('/recordings')).body);
      expect(recordings).toHaveLength(1);
      return recordings;
    }, 60_000);
    const startedAtMs = Date.parse(recording!.timestamp) + 4000;
    const { event_id: id, recording_id, clip_url, media_path } = await client.visited({ startedAtMs, label: 'dog', durationSeconds: 1 });
    expect([recording_id, media_path]).toEqual([recording!.recording_id, recording!.file_path]);
    const whole = await fetch(client.url + clip_url!);
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect([whole.status, whole.headers.get('content-type'), bytes.subarray(4, 8).toString()]).toEqual([200, 'video/mp4', 'ftyp']);
    expect(bytes.length).toBeLessThan(recording!.file_size);
    const part = await fetch(client.url + clip_url!, { headers: { Range: 'bytes=4-7' } });
    expect([part.status, await part.text()]).toEqual([206, 'ftyp']);
    const beyond = await fetch(client.url + clip_url!, { headers: { Range: `bytes=${bytes.length}-` } });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
    await beyond.body?.cancel();
    const saved = await fetch(`${client.url}/events/${id}/clip?download=1`, { method: 'HEAD' });
    expect([saved.status, saved.headers.get('content-disposition')]).toEqual([200, expect.stringContaining('attachment')]);
    const ids = async (query: string): Promise<number[][]> =>
      RecordingsPage.parse((await client.ask(`/recordings${query}`)).body).recordings.map(({ event_ids }) => event_ids);
    expect([await ids(''), await ids('?label=dog'), await ids('?label=person'), await ids('?event_type=playing')]).toEqual([
      [[id]],
      [[id]],
      [],
      [],
    ]);
    const share = { event_id: id, expires_in_seconds: 60 };
    const shared = await client.ask('/shares', 'POST', share);
    expect([shared.status, shared.body]).toMatchObject([201, { recording_id, start: expect.any(Number) }]);
    expect(Number(shared.body['end'])).toBeLessThan(recording!.duration);
    expect(await client.codeOf('/shares', 'POST', { ...share, recording_id })).toEqual([422, 'invalid_input']);
    expect(await client.codeOf('/shares', 'POST', { ...share, event_id: 4711 })).toEqual([404, 'event_not_found']);
    await client.ask(`/events/${id}`, 'DELETE');
    expect([await ids(''), await ids('?label=dog')]).toEqual([[[]], []]); // it was not made for that event
  });

  it('is a part of the last minutes', async () => {
    await client.ask('/live/start', 'POST');
    const range = await vi.waitFor(async () => {
      const found = RewindRange.parse((await client.ask('/live/rewind')).body);
      expect(Date.parse(found.end ?? '') - Date.parse(found.start ?? '')).toBeGreaterThan(2000);
      return found;
    }, 60_000);
    const { clip_url } = await client.visited({ startedAtMs: Date.parse(range.start!) + 500, durationSeconds: 0.5 });
    const answer = await fetch(client.url + clip_url!);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([answer.status, bytes.subarray(4, 8).toString()]).toEqual([200, 'ftyp']);
    await client.ask('/live/stop', 'POST');
  });
});

it('forgets pictures that nobody knows at the next start', async () => {
  await client.stop();
  const orphan = join(client.dataDirectory, 'events', 'pictures', 'ab', 'ab00000000000000.jpg');
  await mkdir(join(orphan, '..'), { recursive: true });
  await writeFile(orphan, 'left behind');
  await client.start();
  await vi.waitFor(async () => expect(await readdir(join(orphan, '..'))).toEqual([]), 60_000);
});
