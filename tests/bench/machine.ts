import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';

/** The machine in one line: nothing that says whose it is. */
export function describeMachine(): string {
  const processors = cpus();
  const system = /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
  const model = (processors[0]?.model ?? 'unknown processor')
    .replaceAll(/\((R|TM)\)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const kernel = release().split('-', 1)[0] ?? '';
  return `${processors.length} cores of ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${system}, Linux ${kernel}, Node ${process.version}`;
}
