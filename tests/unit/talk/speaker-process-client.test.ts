import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { childModuleUrl } from '../../../main/system/child-module.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { SpeakerProcessClient } from '../../../main/talk/speaker-process-client.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { fakeSpeaker, opusTone, playedBy, shareOfTone } from '../../support/talking-client.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let clock: ManualClock;
let ended: string[];
let client: SpeakerProcessClient;
const path = process.env['PATH'];

beforeEach(async () => {
  directory = await temporaryDirectory();
  await fakeSpeaker(directory.path);
  process.env['PATH'] = `${directory.path}:${path}`;
  clock = new ManualClock();
  ended = [];
  const program = childModuleUrl('speaker-process');
  client = new SpeakerProcessClient({ program, clock, logger: silentLogger, onEnded: (reason) => ended.push(reason) });
});

afterEach(async () => {
  await client.close();
  process.env['PATH'] = path;
  await directory[Symbol.asyncDispose]();
});

test('it stays while somebody talks, however long, and some seconds more', async () => {
  await client.open('default');
  const { pid } = client;
  await clock.advance(60_000);
  expect([client.pid, ended]).toEqual([pid, []]);
  const tone = opusTone();
  tone.forEach((data, index) => client.play({ sequenceNumber: index, timestamp: index * 960, data }));
  await vi.waitFor(async () => {
    const played = await playedBy(directory.path);
    const first = played.findIndex((sample) => Math.abs(sample) > 0.1);
    expect(first).toBeGreaterThan(0);
    expect(shareOfTone(played.slice(first, first + 12_000))).toBeGreaterThan(0.9);
  }, 60_000);
  client.finish();
  await clock.advance(4000);
  await client.open('default'); // who let go presses again
  expect(client.pid).toBe(pid);
  client.finish();
  await clock.advance(5000);
  expect([client.pid, ended]).toEqual([undefined, []]);
});

test('why a speaker does not open is told, and one that ends by itself', async () => {
  await fakeSpeaker(directory.path, 'echo "aplay: main:831: audio open error: No such file or directory" >&2; exit 1');
  await expect(client.open('hw:7')).rejects.toThrow('there is no speaker hw:7');
  await fakeSpeaker(
    directory.path,
    'echo "Playing raw data" >&2; head -c 9600 > /dev/null; echo "aplay: pcm_write:2127: write error: No such device" >&2; exit 1',
  );
  await client.open('hw:7');
  await expect.poll(() => ended).toEqual(['there is no speaker hw:7']);
});

test('a speaker that did not open for whoever let go ends nothing for whoever talks now', async () => {
  await fakeSpeaker(
    directory.path,
    'case "$*" in *hw:7*) echo "aplay: main:831: audio open error: No such file or directory" >&2; exit 1;; esac; echo "Playing raw data" >&2; exec cat > /dev/null',
  );
  const first = client.open('hw:7');
  const second = client.open('default');
  await expect(first).rejects.toThrow('there is no speaker hw:7');
  await second;
  const { pid } = client;
  expect(pid).toBeDefined();
  await clock.advance(60_000);
  expect([client.pid, ended]).toEqual([pid, []]);
});
