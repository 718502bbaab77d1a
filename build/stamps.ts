import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesAt, fingerprint } from './fingerprint.ts';

interface Stamped {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputDirectory: string;
}

interface Stamp {
  readonly inputs: string;
  readonly outputs: readonly string[];
}

/** Remembers from which inputs each target was built. */
export class Stamps {
  readonly #root: string;
  readonly #directory: string;

  /** @param root directory that every path is relative to */
  constructor(root: string) {
    this.#root = root;
    this.#directory = join(root, 'out/.stamps');
  }

  /** Whether the inputs are those of the last build, and all that it wrote is still there. */
  isCurrent(target: Stamped): boolean {
    const stamp = this.#read(target.name);
    return (
      stamp !== undefined &&
      stamp.outputs.every((path) => existsSync(join(this.#root, path))) &&
      stamp.inputs === fingerprint(this.#root, target.inputs)
    );
  }

  /** Runs the build; the stamp is there only when it came to its end, and tells what the build began with. */
  async build(target: Stamped, build: () => Promise<void>): Promise<void> {
    const inputs = fingerprint(this.#root, target.inputs);
    rmSync(this.#path(target.name), { force: true });
    await build();
    mkdirSync(this.#directory, { recursive: true });
    writeFileSync(
      this.#path(target.name),
      JSON.stringify({ inputs, outputs: filesAt(this.#root, target.outputDirectory) } satisfies Stamp),
    );
  }

  #path(name: string): string {
    return join(this.#directory, `${name}.json`);
  }

  #read(name: string): Stamp | undefined {
    try {
      return JSON.parse(readFileSync(this.#path(name), 'utf8')) as Stamp;
    } catch {
      return undefined;
    }
  }
}
