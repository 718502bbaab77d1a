/** Says how each check went, as it goes, and remembers whether all is well. */
export class Report {
  #group = '';
  #failures = 0;
  #notRun = 0;

  group(name: string): void {
    this.#group = name;
    process.stdout.write(`\n${name}\n`);
  }

  /** Runs a check: it fails by throwing; what it returns is said with it. */
  async check(name: string, run: () => Promise<string | undefined> | string | undefined): Promise<boolean> {
    const start = performance.now();
    try {
      const remark = await run();
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      process.stdout.write(`  ok       ${name}${remark === undefined || remark === '' ? '' : `: ${remark}`} (${seconds} s)\n`);
      return true;
    } catch (error) {
      this.#failures += 1;
      const message = error instanceof Error ? error.message : String(error);
      process.stdout.write(`  FAILED   ${name}\n${message.trimEnd().replaceAll(/^/gm, '           ')}\n`);
      return false;
    }
  }

  /** Something that cannot be checked where this runs. */
  notRun(name: string, reason: string): void {
    this.#notRun += 1;
    process.stdout.write(`  not run  ${name}: ${reason}\n`);
  }

  /** @returns the exit code */
  end(): number {
    process.stdout.write(`\n${this.#failures} failed, ${this.#notRun} not run${this.#group === '' ? ', nothing checked' : ''}\n`);
    return this.#failures > 0 || this.#group === '' ? 1 : 0;
  }
}

/** @throws Error with the sentence unless it is so */
export function expect(isSo: boolean, sentence: string): asserts isSo {
  if (!isSo) {
    throw new Error(sentence);
  }
}

/** Asks again until there is an answer; what is awaited is named when the time is over. */
export async function eventually<Value>(
  what: string,
  limitSeconds: number,
  ask: () => Promise<Value | undefined> | Value | undefined,
): Promise<Value> {
  const end = performance.now() + limitSeconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    if (performance.now() > end) {
      throw new Error(`${what} did not come within ${limitSeconds} s.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
