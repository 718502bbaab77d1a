import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { doctorText } from '../../../main/commands/doctor-text.ts';
import { checkDatabaseFiles } from '../../../main/doctor-process/check-databases.ts';
import { type checks, examine } from '../../../main/doctor/doctor.ts';
import { DoctorService } from '../../../main/doctor/doctor-service.ts';
import { ok } from '../../../main/doctor/finding.ts';
import { Machine } from '../../../main/system/machine.ts';
import { CheckImpossible } from '../../../main/doctor/check-impossible.ts';
import { thisMachine } from '../../../main/doctor/this-machine.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { sentence } from '../../../shared/doctor-sentence.ts';
import { doctorCheckNames, type DoctorResult } from '../../../shared/doctor.ts';
import { fakeMachine } from '../../support/fake-machine.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

describe('examine', () => {
  test('has every check, in order', async () => {
    await using machine = await fakeMachine();
    const { results } = await examine(machine.subject);
    expect(results.map(({ name }) => name)).toEqual(doctorCheckNames);
  });

  test('goes on without what fails, and without what takes too long', async () => {
    await using machine = await fakeMachine({ programs: { sleeper: 'exec /bin/sleep 60' } });
    const clock = new ManualClock();
    const fake = new Machine({ clock, root: machine.root, environment: { PATH: join(machine.root, 'bin') } });
    let hanging: Promise<unknown> = Promise.resolve();
    const table = {
      ...(Object.fromEntries(doctorCheckNames.map((name) => [name, async () => ok(sentence('service_runs'))])) as unknown as typeof checks),
      disk: () => Promise.reject(new Error('the disk is gone')),
      encoder: () => Promise.reject(new CheckImpossible(sentence('not_seen_in_time'))),
      camera: () => new Promise<never>(() => {}),
      power: async () => {
        hanging = fake.runFile(join(machine.root, 'bin/sleeper'), [], {}, 3_600_000);
        await hanging;
        return ok(sentence('service_off'));
      },
    };
    const examined = examine({ ...machine.subject, machine: fake }, table);
    await clock.advance(6500);
    const { results } = await examined;
    const byName = Object.fromEntries(results.map((result) => [result.name, result]));
    expect(byName['disk']).toMatchObject({ status: 'warning', summary: 'This could not be looked at: the disk is gone.' });
    expect(byName['encoder']).toMatchObject({
      status: 'warning',
      summary: 'This could not be looked at: there was no answer in time.',
      summary_parts: [{ code: 'not_seen_in_time', values: {} }],
      advice_parts: [{ code: 'took_too_long_advice', values: {} }],
    });
    expect(byName['camera']).toMatchObject({ status: 'warning', summary: 'This took too long to look at.' });
    expect(byName['power']).toMatchObject({ status: 'warning', summary: 'This took too long to look at.' });
    expect(byName['memory']).toMatchObject({ status: 'ok', summary: 'The service petlog runs.' });
    expect(await hanging).toMatchObject({ exitCode: null });
    expect(clock.pendingTimers).toBe(0);
  });

  test('is done once for all who ask at the same time, and again afterwards', async () => {
    await using machine = await fakeMachine();
    let count = 0;
    const service = new DoctorService(() => {
      count += 1;
      return machine.subject;
    });
    const [first, second] = await Promise.all([service.examine(), service.examine()]);
    expect(second).toBe(first);
    expect(count).toBe(1);
    await service.examine();
    expect(count).toBe(2);
    await service.close();
  });
});

describe('the process of the doctor', () => {
  test('encodes with libx264, and looks at databases', async () => {
    await using directory = await temporaryDirectory();
    await using machine = await fakeMachine();
    const subject = thisMachine({ ...machine.subject, dataDirectory: directory.path, running: () => null }, createSystemClock());
    const encoders = JSON.parse(await subject.askProcess(['encoder', '320', '240', '15', '500', '120'])) as {
      software: boolean;
      load: { cpuMillisecondsPerPicture: number; cores: number };
    };
    expect(encoders.software).toBe(true);
    expect(encoders.load.cpuMillisecondsPerPicture).toBeGreaterThan(0);
    expect(encoders.load.cores).toBeGreaterThan(0);
    const none = JSON.parse(await subject.askProcess(['encoder', '3', '3', '0', '0'])) as { software: boolean; load: null };
    expect(none).toMatchObject({ software: false, load: null });
    const path = join(directory.path, 'x.db');
    expect(JSON.parse(await subject.askProcess(['databases', path]))).toEqual({ [path]: 'missing' });
    await expect(subject.askProcess(['weather'])).rejects.toThrow('exit code 2');
  });

  test('leaves no file beside a database, whether it is open elsewhere or not', async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'petlog.db');
    const database = new DatabaseSync(path);
    database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1);');
    const whileOpen = await readdir(directory.path);
    expect(checkDatabaseFiles([path])).toEqual({ [path]: 'ok' });
    expect(await readdir(directory.path)).toEqual(whileOpen);
    database.close();
    expect(await readdir(directory.path)).toEqual(['petlog.db']);
    expect(checkDatabaseFiles([path])).toEqual({ [path]: 'ok' });
    expect(await readdir(directory.path)).toEqual(['petlog.db']);
    await mkdir(join(directory.path, 'deep'));
    await writeFile(join(directory.path, 'deep/broken.db'), 'SQLite format 3\0 and then nothing that makes sense');
    const broken = join(directory.path, 'deep/broken.db');
    expect(checkDatabaseFiles([broken])[broken]).toMatch(/not a database|malformed/);
  });
});

describe('the text', () => {
  const noParts = { summary_parts: [], advice_parts: [] };
  const results: DoctorResult[] = [
    { name: 'camera', status: 'ok', summary: 'It is found.', advice: null, ...noParts },
    { name: 'data_directory', status: 'problem', summary: 'Not \u001b[31mwritable\nat all.', advice: 'Run chown.', ...noParts },
    { name: 'clock', status: 'warning', summary: 'Late.', advice: 'Wind it up.', ...noParts },
  ];

  test('is aligned, with the advice below, a count, and nothing that speaks to the terminal', () => {
    expect(doctorText(results, false)).toBe(
      [
        '✓ ok       Camera           It is found.',
        '✗ problem  Data directory   Not  [31mwritable at all.',
        '                            → Run chown.',
        '! warning  Clock            Late.',
        '                            → Wind it up.',
        '',
        '1 problem, 1 warning.',
        '',
      ].join('\n'),
    );
    expect(doctorText(results.slice(0, 1), false)).toMatch(/Everything is in order\.\n$/);
  });

  test('has colors on a terminal', () => {
    expect(doctorText(results, true)).toContain('\u001b[31m✗ problem\u001b[0m  Data directory');
  });
});
