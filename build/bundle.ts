import { Stamps } from './stamps.ts';
import { rootDirectory, targets } from './targets.ts';

/**
 * Builds what changed since the last time into `out/`. Says on standard error what it builds, and nothing on standard output.
 *
 * @throws Error from the bundler
 */
export async function bundle(): Promise<void> {
  const stamps = new Stamps(rootDirectory);
  for (const target of targets) {
    if (stamps.isCurrent(target)) {
      continue;
    }
    const start = performance.now();
    // Loaded only when there is something to build: it takes longer than to see that there is not.
    const { build, createLogger } = await import('vite');
    const customLogger = createLogger('warn', { console: new console.Console(process.stderr, process.stderr) });
    await stamps.build(target, async () => {
      await build({ ...target.vite, customLogger });
    });
    process.stderr.write(`built ${target.name} in ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
  }
}
