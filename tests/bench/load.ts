import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadMessage, LoadPlan, LoadResult } from './load-plan.ts';
import { cpuMilliseconds, machineBusyMilliseconds, processTree, residentMegabytes } from './process-usage.ts';
import { median } from './statistics.ts';

export interface Measurement {
  load: LoadResult;
  /** Of the server's process alone. */
  serverCpuMilliseconds: number;
  /** Median of samples during the measurement. */
  serverResidentMegabytes: number;
  /** Cores that all other programs of the machine kept busy. */
  otherBusyCores: number;
}

/** A load client in a process of its own. */
export class LoadClient {
  readonly #child: ChildProcess = fork(fileURLToPath(new URL('./load-client.ts', import.meta.url)), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });

  async run(plan: LoadPlan, serverPid: number, { withChildren = false } = {}): Promise<Measurement> {
    const sum = (measure: (pid: number) => number): number =>
      (withChildren ? processTree(serverPid) : [serverPid]).reduce((total, pid) => total + unlessGone(() => measure(pid)), 0);
    this.#child.send(plan);
    await this.#next('started');
    const cpuBefore = sum(cpuMilliseconds);
    const busyBefore = machineBusyMilliseconds();
    const startedAt = performance.now();
    const resident: number[] = [];
    const sampling = setInterval(() => resident.push(sum(residentMegabytes)), 200);
    await this.#next('stopped');
    clearInterval(sampling);
    const serverCpuMilliseconds = sum(cpuMilliseconds) - cpuBefore;
    const busyMilliseconds = machineBusyMilliseconds() - busyBefore;
    const elapsedMilliseconds = performance.now() - startedAt;
    const { result } = await this.#next('result');
    const otherMilliseconds = busyMilliseconds - serverCpuMilliseconds - result.clientCpuMilliseconds;
    return {
      load: result,
      serverCpuMilliseconds,
      serverResidentMegabytes: median(resident),
      otherBusyCores: Math.max(0, otherMilliseconds / elapsedMilliseconds),
    };
  }

  async close(): Promise<void> {
    if (this.#child.connected) {
      this.#child.disconnect();
      await once(this.#child, 'exit');
    }
  }

  #next<K extends LoadMessage['kind']>(kind: K): Promise<Extract<LoadMessage, { kind: K }>> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null): void => reject(new Error(`the load client ended with ${code} before "${kind}"`));
      this.#child.once('exit', onExit);
      const onMessage = (message: LoadMessage): void => {
        if (message.kind === kind) {
          this.#child.off('message', onMessage).off('exit', onExit);
          resolve(message as Extract<LoadMessage, { kind: K }>);
        }
      };
      this.#child.on('message', onMessage);
    });
  }
}

/** 0 for a process that ended between being found and being asked. */
function unlessGone(measure: () => number): number {
  try {
    return measure();
  } catch {
    return 0;
  }
}
