/** `petlog doctor` and `GET /doctor`, with the real program. */
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { doctorCheckNames, DoctorReport, DoctorResult } from '../../shared/doctor.ts';
import { PetLogProcess, startPetLog, type PetLogProcessOptions } from '../support/petlog-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testedCommand } from '../support/tested-program.ts';

async function doctor(words: readonly string[], options: PetLogProcessOptions = {}) {
  await using command = await PetLogProcess.spawn({ command: [...testedCommand(), 'doctor', ...words], ...options });
  const { code } = await command.exited;
  return { code, stdout: command.stdout, stderr: command.stderr };
}

async function doctorJson(options: PetLogProcessOptions = {}) {
  const { code, stdout, stderr } = await doctor(['--json'], options);
  expect(stderr).toBe('');
  const results = z.array(DoctorResult).parse(JSON.parse(stdout));
  return { code, ...Object.fromEntries(results.map((result) => [result.name, result])) } as { code: number | null } & Record<
    (typeof doctorCheckNames)[number],
    DoctorResult
  >;
}

/** A directory for PATH with one program. */
async function program(directory: string, name: string, script: string): Promise<Record<string, string>> {
  await mkdir(join(directory, 'bin'), { recursive: true });
  const file = join(directory, 'bin', name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return { PATH: `${join(directory, 'bin')}:${process.env['PATH'] ?? ''}` };
}

describe('petlog doctor', () => {
  test('looks at everything while no PetLog runs, and changes nothing', async () => {
    await using directory = await temporaryDirectory();
    const { code, stdout, stderr } = await doctor([], { dataDirectory: join(directory.path, 'data') });
    const lines = stdout.split('\n').filter((line) => /^[✓!✗] (ok|warning|problem) /.test(line));
    expect(lines).toHaveLength(doctorCheckNames.length);
    expect(stdout).toMatch(/Data directory {3}The data directory .*\/data is not there yet/);
    expect(stdout).not.toContain('\u001b');
    expect(code).toBe(lines.some((line) => line.startsWith('✗')) ? 1 : 0);
    expect(stderr).toBe('');
    expect(await readdir(directory.path)).toEqual([]);
  });

  test('looks at the PetLog that runs', async () => {
    const config = { video: { webrtc_port: 0 } }; // the usual one may be in use
    await using petlog = await startPetLog({ config });
    const before = await readdir(petlog.dataDirectory, { recursive: true });
    const port = new URL(petlog.url).port;
    const results = await doctorJson({ config, dataDirectory: petlog.dataDirectory, arguments: ['--port', port] });
    expect(results.data_directory).toMatchObject({
      status: 'ok',
      summary: expect.stringContaining(`PetLog uses it (process ${petlog.child.pid}`),
    });
    expect(results.port).toMatchObject({
      status: 'ok',
      summary: expect.stringContaining(`Port ${port} is served by this PetLog (process ${petlog.child.pid}).`),
    });
    expect(results.databases).toMatchObject({
      status: 'ok',
      summary:
        'In order: recordings, devices and people, access log, log of events, alerts, sent alerts, copies elsewhere, media servers, which PetLog runs.',
    });
    expect(results.encoder.status).toMatch(/^(ok|warning)$/); // a machine that is busy is warned of what encoding costs
    expect(await readdir(petlog.dataDirectory, { recursive: true })).toEqual(before);
  });

  test('finds who has the port, and ends with 1', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const results = await doctorJson({ arguments: ['--port', String(port)] });
    expect(results.port).toMatchObject({ status: 'problem', summary: expect.stringContaining(`(process ${process.pid})`) });
    expect(results.code).toBe(1);
    server.close();
  });

  test('finds a damaged database', async () => {
    await using directory = await temporaryDirectory();
    await writeFile(join(directory.path, 'petlog.db'), 'a power cut left this'.repeat(100));
    const results = await doctorJson({ dataDirectory: directory.path });
    expect(results.databases).toMatchObject({ status: 'problem', summary: expect.stringContaining('recordings') });
    expect(results.code).toBe(1);
    expect(await readdir(directory.path)).toEqual(['petlog.db']);
  });

  test('tells of a configuration that cannot be used, and of the rest all the same', async () => {
    await using directory = await temporaryDirectory();
    const file = join(directory.path, 'wrong.yaml');
    await writeFile(file, 'server:\n  port: 99999\n');
    const results = await doctorJson({ arguments: ['--config', file] });
    expect(results.configuration).toMatchObject({ status: 'problem', summary: expect.stringContaining('server.port') });
    expect(results.memory.status).toBe('ok');
    expect(results.code).toBe(1);
  });

  test('does not wait for a program that hangs', async () => {
    await using directory = await temporaryDirectory();
    const environment = await program(directory.path, 'vcgencmd', 'exec sleep 60');
    const results = await doctorJson({ environment });
    expect(results.power).toMatchObject({ status: 'warning', summary: 'The firmware gave no answer about the power supply in time.' });
  });

  test.each([
    [['--jsn'], '--jsn'],
    [['--json=yes'], '--json'],
    [['nurse'], 'nurse'],
    [['pair'], 'There can be one command'],
  ])('%o is bad usage', async (words, tells) => {
    const { code, stdout, stderr } = await doctor(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^.+\n$/);
    expect(stderr).toContain(tells);
  });
});

describe('GET /doctor', () => {
  test('looks at this machine, with what the running PetLog goes by', async () => {
    await using directory = await temporaryDirectory();
    await using petlog = await startPetLog({ environment: await program(directory.path, 'vcgencmd', 'echo throttled=0x1') });
    await fetch(`${petlog.url}/settings`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ recording: { min_free_mb: 1_000_000 } }),
    });
    const response = await fetch(`${petlog.url}/doctor`);
    expect(response.headers.get('cache-control')).toContain('no-store');
    const { results } = DoctorReport.parse(await response.json());
    expect(results.map(({ name }) => name)).toEqual(doctorCheckNames);
    expect(results.find(({ name }) => name === 'power')).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('voltage is too low'),
    });
    expect(results.find(({ name }) => name === 'disk')).toMatchObject({ summary: expect.stringContaining('leave 1000000 MB free') });
    expect(await petlog.stop()).toEqual({ code: 0, signal: null });
  });

  test('is for admins', async () => {
    await using petlog = await startPetLog({ environment: { PETLOG_SECURITY_ACCESS: 'accounts' } });
    expect((await fetch(`${petlog.url}/doctor`)).status).toBe(401);
  });

  test('is given up when PetLog ends', async () => {
    await using directory = await temporaryDirectory();
    const started = join(directory.path, 'started');
    await using petlog = await startPetLog({ environment: await program(directory.path, 'vcgencmd', `: > '${started}'; exec sleep 60`) });
    const answer = fetch(`${petlog.url}/doctor`).catch(() => null);
    await expect.poll(() => readdir(directory.path)).toContain('started');
    expect(await petlog.stop()).toEqual({ code: 0, signal: null });
    await answer;
  });
});
