import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Machine } from './machine.ts';
import { eventually, expect } from './report.ts';
import { parseUnit, unitCommand } from './unit.ts';

/** Emulated, everything takes its time. */
const startLimitSeconds = 180;

/** The program without a window, as pkill(1) and pgrep(1) find it: of an older package, too, which has it elsewhere. */
const programPattern = '/resources/app/out/.*/headless[.]c?js';

/** The installed service, run from its own unit; what would come from systemd comes from here. */
export class InstalledService {
  readonly #machine: Machine;
  readonly #child: ChildProcess;
  readonly #listener: ChildProcess;
  #notifications = '';
  log = '';
  #output = '';

  private constructor(machine: Machine, child: ChildProcess, listener: ChildProcess) {
    this.#machine = machine;
    this.#child = child;
    this.#listener = listener;
    listener.stdout?.on('data', (chunk: Buffer) => (this.#notifications += `${chunk.toString()}\n`));
    child.stderr?.on('data', (chunk: Buffer) => (this.log = (this.log + chunk.toString()).slice(-20_000)));
    child.stdout?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
  }

  /** @param environment beside that of the unit */
  static async start(machine: Machine, environment: Readonly<Record<string, string>> = {}): Promise<InstalledService> {
    const socket = join(machine.shared, 'notify');
    await rm(socket, { force: true });
    const listener = spawn('socat', ['-u', `UNIX-RECV:${socket}`, 'STDOUT'], { stdio: ['ignore', 'pipe', 'inherit'] });
    await eventually('The socket of notifications', 10, () =>
      chmod(socket, 0o777).then(
        () => true,
        () => undefined,
      ),
    );
    const unit = parseUnit(await machine.shell('cat /usr/lib/systemd/system/petlog.service'));
    const service = new InstalledService(machine, machine.start(unitCommand(unit, '/run/check/notify', environment)), listener);
    await eventually('READY=1', startLimitSeconds, () => {
      expect(service.#child.exitCode === null, `The service ended with exit code ${service.#child.exitCode}:\n${service.log}`);
      return service.hasTold('READY=1') ? true : undefined;
    }).catch(async (error: unknown) => {
      await service.stop();
      throw new Error(`${String(error)}\n${service.#output}${service.log}`);
    });
    return service;
  }

  hasTold(assignment: string): boolean {
    return this.#notifications.includes(assignment);
  }

  get readyLine(): string {
    return this.#output.trim();
  }

  /** Process ids, inside, of everything that runs as the service's user. */
  async processes(): Promise<string[]> {
    return (await this.#machine.tryShell('pgrep -u petlog')).output
      .trim()
      .split('\n')
      .filter((id) => id !== '');
  }

  /** @returns its exit code */
  async stop(signal: 'TERM' | 'KILL' = 'TERM'): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const end = once(this.#child, 'exit');
      const { code } = await this.#machine.tryShell(`pkill -${signal} -u petlog -f '${programPattern}'`);
      expect(code === 0 || (await this.processes()).length === 0, `No process of the service is ${programPattern}.`);
      await end;
    }
    this.#listener.kill('SIGKILL');
    return this.#child.exitCode;
  }
}

/** The code that "petlog pair" prints; it runs on until a device came in, or until it is told to end. */
export async function pairingCode(machine: Machine): Promise<string> {
  const command = machine.start('exec petlog pair');
  let said = '';
  command.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  command.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return eventually('The code of "petlog pair"', 90, () => {
    expect(command.exitCode === null, `"petlog pair" shows no code: ${said}`);
    return /Code: (\d{3}) (\d{3})/.exec(said)?.slice(1).join('');
  });
}

export async function expectJpeg(machine: Machine, url: string): Promise<string> {
  const { output } = await machine.curl(url);
  const picture = Buffer.from(output, 'latin1');
  expect(picture.readUInt16BE(0) === 0xffd8 && picture.readUInt16BE(picture.length - 2) === 0xffd9, `No JPEG: ${output.slice(0, 300)}`);
  return `${picture.length} bytes`;
}

/** Watches for some seconds. */
export async function expectStream(machine: Machine, url: string, seconds: number): Promise<string> {
  const { output } = await machine.curl('--max-time', String(seconds), url);
  const parts = output.split('--frame\r\n').length - 1;
  expect(parts >= 3, `Only ${parts} pictures in ${seconds} s: ${output.slice(0, 300)}`);
  return `${parts} pictures in ${seconds} s`;
}

export async function json(machine: Machine, url: string, ...args: string[]): Promise<Record<string, unknown>> {
  const { output, errors } = await machine.curl(...args, url);
  expect(output.startsWith('{'), `${url}: ${output}${errors}`);
  return JSON.parse(output) as Record<string, unknown>;
}

export const readShared = (machine: Machine, name: string): Promise<string> => readFile(join(machine.shared, name), 'utf8');
