import { fileURLToPath } from 'node:url';
import type { PlaceholderRequest } from '../drawing-process/request.ts';
import { childModuleUrl } from '../system/child-module.ts';
import { ChildProgram, describeEnd, type Spawn } from '../system/child-program.ts';
import type { Clock } from '../system/clock.ts';
import { nodeProgram } from '../system/node-program.ts';

interface PlaceholderPainterOptions {
  spawn: Spawn;
  clock: Clock;
}

/** Node from a slow card, on a machine that has other things to do. */
const patienceMilliseconds = 20_000;

/** Has placeholders drawn by the drawing process, which is there for as long as that takes. */
export class PlaceholderPainter {
  readonly #options: PlaceholderPainterOptions;
  readonly #programs = new Set<ChildProgram>();
  #isClosed = false;

  constructor(options: PlaceholderPainterOptions) {
    this.#options = options;
  }

  /** @throws Error with a sentence when there is no picture to be had */
  async draw(placeholder: Omit<PlaceholderRequest, 'kind'>): Promise<Buffer> {
    if (this.#isClosed) {
      throw new Error('PetLog is stopping');
    }
    const { spawn, clock } = this.#options;
    const chunks: Buffer[] = [];
    const program = new ChildProgram({
      file: nodeProgram(),
      arguments: [
        fileURLToPath(childModuleUrl('drawing-process')),
        JSON.stringify({ kind: 'placeholder', ...placeholder } satisfies PlaceholderRequest),
      ],
      holdsInput: true,
      onOutput: (chunk) => chunks.push(chunk),
      spawn,
      clock,
    });
    this.#programs.add(program);
    const cancel = clock.after(patienceMilliseconds, () => void program.kill());
    const end = await program.ended;
    cancel();
    this.#programs.delete(program);
    if (end.exitCode !== 0) {
      throw new Error(`the program that draws pictures ${describeEnd(end)}`);
    }
    return Buffer.concat(chunks);
  }

  /** Ends what still draws; resolves when nothing is left of it. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#programs].map((program) => program.kill()));
  }
}
