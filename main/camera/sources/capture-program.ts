import { fileURLToPath } from 'node:url';
import type { CaptureRequest } from '../../capture-process/request.ts';
import { childModuleUrl } from '../../system/child-module.ts';
import { describeEnd } from '../../system/child-program.ts';
import { nodeProgram } from '../../system/node-program.ts';
import type { CaptureProgram } from './program-source.ts';

/** Our own capture process as a program that writes JPEGs. It ends with one sentence that needs nothing around it. */
export function captureProgram(name: string, request: CaptureRequest, environment: NodeJS.ProcessEnv): CaptureProgram {
  return {
    name,
    file: nodeProgram(),
    arguments: [fileURLToPath(childModuleUrl('capture-process')), JSON.stringify(request)],
    environment,
    isOurs: true,
    describe: (end) => (end.exitCode === 1 ? end.lastLines.at(-1) : undefined) ?? `${name} ${describeEnd(end)}`,
  };
}
