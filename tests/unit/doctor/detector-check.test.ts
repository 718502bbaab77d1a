import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkDetector } from '../../../main/doctor/checks/detector.ts';
import { type DetectorTrial, tryDetector } from '../../../main/doctor/detector-trial.ts';
import { thisMachine } from '../../../main/doctor/this-machine.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { fakeMachine } from '../../support/fake-machine.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const clock = createSystemClock();
const standIn = new URL('../../support/detector-program.ts', import.meta.url);
const trialOf = (modelPath: string): Promise<DetectorTrial> => tryDetector({ modelPath, labelsPath: 'labels' }, clock, standIn);

/** What the doctor says where the model is like that. */
async function checked(trial: DetectorTrial, detection: object = { enabled: true }) {
  await using machine = await fakeMachine({ config: { detection }, subject: { tryDetector: async () => trial } });
  return await checkDetector(machine.subject);
}

test("PetLog's own model works, and a file that is none is named", async () => {
  // Time stands still: however busy this machine is, it is waited for.
  const patient = new ManualClock();
  await using directory = await temporaryDirectory();
  await using machine = await fakeMachine({ config: { detection: { enabled: true } } });
  expect(await checkDetector(thisMachine({ ...machine.subject, running: () => null }, patient))).toMatchObject({
    status: 'ok',
    summary: expect.stringContaining('The model works'),
  });

  const path = join(directory.path, 'model.onnx');
  await writeFile(path, 'no model');
  await using broken = await fakeMachine({ config: { detection: { enabled: true, model_path: path } } });
  expect(await checkDetector(thisMachine({ ...broken.subject, running: () => null }, patient))).toMatchObject({
    status: 'problem',
    summary: expect.stringContaining(`the model ${path} is broken, or no ONNX`),
    advice: expect.stringContaining('detection.model_path'),
  });
});

test('one that crashes the process, or cannot be used, is a problem in one sentence', async () => {
  expect(await trialOf('unusable')).toEqual({ works: false, reason: 'the model is broken' });
  const crashed = await trialOf('crashes');
  expect(crashed).toMatchObject({ works: false, reason: expect.stringContaining('SIGSEGV') });
  expect(await checked(crashed)).toMatchObject({
    status: 'problem',
    summary: expect.stringMatching(/^PetLog notices movement, but cannot tell who moves: .*SIGSEGV.*\.$/),
    advice: 'Install PetLog again.',
  });
});

test('one that does not answer is not waited for, and nothing is said against it', async () => {
  const time = new ManualClock();
  const trial = tryDetector({ modelPath: 'fine', labelsPath: 'labels' }, time, standIn);
  await time.advance(5500);
  expect(await trial).toEqual({ works: null });
  expect(await checked(await trial)).toMatchObject({
    status: 'warning',
    summary: 'This took too long to look at.',
    advice: expect.stringContaining('the machine is very busy'),
  });
});

test('one that is too slow is a warning', async () => {
  const slow = await trialOf('slow');
  expect(await checked(slow)).toMatchObject({ status: 'warning', summary: expect.stringContaining('4000 ms') });
});

test('nothing is tried where nothing is to be noticed', async () => {
  const broken: DetectorTrial = { works: false, reason: 'it is broken' };
  expect(await checked(broken, { enabled: false })).toMatchObject({ status: 'ok' });
});
