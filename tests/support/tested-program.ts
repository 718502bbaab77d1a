import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** PetLog without a window as it was built, relative to the repository. */
export const builtHeadlessProgram = 'out/headless/headless.cjs';

const variable = 'TEST_THE_BUILD';

/** Whether the build is tested, and not the source. */
export const isBuildTested = (environment: NodeJS.ProcessEnv = process.env): boolean => environment[variable] === '1';

/** From now on the build is tested, here and in what is started from here; for whoever has just made it. */
export function testTheBuild(): void {
  if (existsSync(fileURLToPath(new URL(`../../${builtHeadlessProgram}`, import.meta.url)))) {
    process.env[variable] = '1';
  }
}

/**
 * PetLog's program, relative to the repository: the source as it is, so that a single test needs no build, or the
 * build, which starts with two thirds of the processor's time.
 */
export const testedProgram = (): string => (isBuildTested() ? builtHeadlessProgram : 'main/headless.ts');

export const testedCommand = (): readonly [program: string, script: string] => [process.execPath, testedProgram()];
