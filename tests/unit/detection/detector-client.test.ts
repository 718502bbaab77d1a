import { afterEach, expect, test, vi } from 'vitest';
import { DetectorClient } from '../../../main/detection/detector-client.ts';
import type { Detection } from '../../../main/detection/detector-protocol.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { forkNode } from '../../../main/system/node-program.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { isAlive } from '../../support/process-life.ts';

const opened: DetectorClient[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((client) => client.close()));
});

/** In front of a stand-in for the detection process, which does what the path of its model says. */
function create(modelPath: string, cpuShare = 4) {
  const clock = new ManualClock();
  const model = { modelPath, labelsPath: 'labels' };
  let starts = 0;
  const client = new DetectorClient({
    program: new URL('../../support/detector-program.ts', import.meta.url),
    model: () => ({ ...model }),
    labels: ['cat'],
    cpuShare: () => cpuShare,
    clock,
    logger: silentLogger,
    fork: (...asked) => {
      starts += 1;
      return forkNode(...asked);
    },
  });
  opened.push(client);
  const found: (readonly Detection[])[] = [];
  const look = (): void => client.look('main', { jpeg: Uint8Array.of(1), parts: [], onFound: (detections) => found.push(detections) });
  return { clock, model, client, found, look, starts: () => starts };
}

const until = (expectation: () => void): Promise<void> => vi.waitFor(expectation, { timeout: 90_000, interval: 10 });

/** Looks again and again until nobody can tell any more. */
async function lookUntilGivenUp({ clock, client, look }: ReturnType<typeof create>): Promise<void> {
  await until(() => {
    look();
    void clock.advance(1000);
    expect(client.problems).toHaveLength(1);
  });
  expect(client.canTell).toBe(false);
}

test('says what it found; its process ends after a minute without work, and starts again with the next', async () => {
  const { clock, client, found, look, starts } = create('fine');
  look();
  await until(() => expect(found).toHaveLength(1));
  expect(found[0]).toMatchObject([{ label: 'cat', score: 0.8 }]);
  const pid = client.pid!;
  await clock.advance(59_000);
  expect(isAlive(pid)).toBe(true);
  await clock.advance(1001);
  await until(() => expect(isAlive(pid)).toBe(false));
  look();
  await until(() => expect(found).toHaveLength(2));
  expect(starts()).toBe(2);
});

test('a model that cannot be used is one sentence, until another is chosen', async () => {
  const { client, model, found, look } = create('unusable');
  look();
  await until(() => expect(client.canTell).toBe(false));
  expect(client.problems).toMatchObject([
    { code: 'detector_failed', message: 'PetLog notices movement, but cannot tell who moves: the model is broken.' },
  ]);
  look();
  model.modelPath = 'fine';
  expect([client.canTell, client.problems]).toEqual([true, []]);
  look();
  await until(() => expect(found).toHaveLength(1));
});

test('one that crashes the process is given up after three times in a row, and tried again after ten minutes', async () => {
  const opened = create('crashes');
  const { clock, client, starts } = opened;
  await lookUntilGivenUp(opened);
  expect(starts()).toBe(3);
  expect(client.problems).toHaveLength(1);
  await clock.advance(10 * 60_000);
  expect(client.canTell).toBe(true);
});

test('one that takes seconds for a look is given up after three of them', async () => {
  const opened = create('slow');
  await lookUntilGivenUp(opened);
  expect(opened.found).toHaveLength(3);
  expect(opened.client.problems[0]!.message).toContain('a look at a picture takes 4.0 s of the processor');
});

test('a broken picture is no fault of the model', async () => {
  const { client, model, found, look } = create('picture');
  look();
  await until(() => expect(client.pid).toBeDefined());
  model.modelPath = 'fine';
  await until(() => {
    look();
    expect(found.length).toBeGreaterThan(0);
  });
  expect(client.problems).toEqual([]);
});

test('one that does not answer tells nobody anything after ten seconds, which is no problem yet, until it answers again', async () => {
  const { clock, client, model, found, look, starts } = create('silent');
  look();
  await until(() => expect(client.pid).toBeDefined());
  await clock.advance(9999);
  expect(client.canTell).toBe(true);
  await clock.advance(1);
  expect([client.canTell, client.problems]).toEqual([false, []]);
  model.modelPath = 'fine';
  look();
  await until(() => {
    void clock.advance(1000); // it is ended, as it hangs
    expect(client.canTell).toBe(true);
  });
  expect(found).toEqual([]);
  look();
  await until(() => expect(found).toHaveLength(1));
  expect([client.canTell, client.problems, starts()]).toEqual([true, [], 2]);
});

test('one that waits for its share of the processor is there all the same', async () => {
  const { clock, client, found, look } = create('slow', 0.1);
  look();
  await until(() => expect(found).toHaveLength(1));
  look();
  await clock.advance(20_000);
  expect([client.canTell, found.length]).toEqual([true, 1]);
  await clock.advance(20_000);
  await until(() => expect(found).toHaveLength(2));
});
