import { ChildProgram, type Spawn } from './child-program.ts';
import type { Clock } from './clock.ts';
import { afterAwake } from './patience.ts';

const PATIENCE_MILLISECONDS = 5000;
const LARGEST_OUTPUT_BYTES = 256 * 1024;

/**
 * What a short program says, on both of its outputs, whatever its exit code.
 * One that takes too long, or cannot be started, has said nothing more.
 */
export async function programOutput(
  file: string,
  arguments_: readonly string[],
  { spawn, clock, environment }: { spawn: Spawn; clock: Clock; environment: NodeJS.ProcessEnv },
): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  const keep = (chunk: Buffer): void => {
    sizeBytes += chunk.length;
    if (sizeBytes <= LARGEST_OUTPUT_BYTES) {
      chunks.push(chunk);
    }
  };
  const program = new ChildProgram({
    file,
    arguments: arguments_,
    environment,
    spawn,
    clock,
    onOutput: keep,
    onErrorOutput: keep,
  });
  const cancel = afterAwake(clock, PATIENCE_MILLISECONDS, () => void program.kill());
  await program.ended;
  cancel();
  return Buffer.concat(chunks).toString('utf8');
}
