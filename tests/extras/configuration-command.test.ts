/** What a camera is set up like, as a file, by the command line. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigurationFile } from '../../shared/configuration-file.ts';
import { call } from '../support/http-client.ts';
import { passphrase } from '../support/new-card-stage.ts';
import { PetLogProcess, startPetLog } from '../support/petlog-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testedCommand } from '../support/tested-program.ts';

test('petlog backup and petlog restore', async () => {
  await using old = await temporaryDirectory();
  await using card = await temporaryDirectory();
  const run = async (dataDirectory: string, ...words: string[]) => {
    await using command = await PetLogProcess.spawn({ command: [...testedCommand(), ...words], dataDirectory });
    const { code } = await command.exited;
    return { code, stdout: command.stdout, stderr: command.stderr };
  };
  const secret = join(old.path, 'passphrase');
  const path = join(old.path, 'camera.json');
  await writeFile(secret, `${passphrase}\n`);
  {
    await using petlog = await startPetLog({ dataDirectory: old.path });
    expect((await call(`${petlog.url}/pets`, 'POST', { name: 'Luna' })).status).toBe(201);
    expect((await call(`${petlog.url}/settings`, 'PATCH', { camera: { storage_path: 'elsewhere' } })).status).toBe(200);
    expect(await run(old.path, 'backup', path, '--passphrase-file', secret)).toMatchObject({ code: 0, stdout: '' });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(ConfigurationFile.parse(JSON.parse(await readFile(path, 'utf8'))).sections).toBeNull();
    const open = await run(old.path, 'backup', '-');
    expect(ConfigurationFile.parse(JSON.parse(open.stdout)).sections).toMatchObject({ pets: [{ name: 'Luna' }] });
    expect(await run(old.path, 'backup', '/nowhere/x')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('/nowhere/x') as unknown,
    });
  }
  expect(await run(old.path, 'backup', path)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('No PetLog is running') as unknown,
  });
  {
    await using petlog = await startPetLog({ dataDirectory: card.path });
    await writeFile(join(old.path, 'cut.json'), (await readFile(path, 'utf8')).slice(0, 500));
    for (const [words, sentence] of [
      [['restore', path], 'passphrase'],
      [['restore', secret], 'no file of saved settings'],
      [['restore', join(old.path, 'cut.json')], 'cut off'],
    ] as const) {
      expect(await run(card.path, ...words)).toMatchObject({ code: 1, stderr: expect.stringContaining(sentence) as unknown });
    }
    const done = await run(card.path, 'restore', path, '--passphrase-file', secret);
    expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining('Pets: added Luna') as unknown });
    expect((await call(`${petlog.url}/pets`, 'GET')).body).toEqual([]);
    // Killed at once: what waits is there as a whole.
    await petlog.stop('SIGKILL');
  }
  await using petlog = await startPetLog({ dataDirectory: card.path });
  expect((await call(`${petlog.url}/pets`, 'GET')).body).toMatchObject([{ name: 'Luna' }]);
  // By who owns the machine.
  expect((await call(`${petlog.url}/settings`, 'GET')).body).toMatchObject({ camera: { storage_path: 'elsewhere' } });
});
