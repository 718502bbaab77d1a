/**
 * Loaded into PetLog by the soak (`node --expose-gc --import`): on SIGUSR2 it
 * collects all garbage and writes what is left to the file that SOAK_MEMORY_FILE
 * names, so that a slope is seen that the collector's moods would hide.
 */
import { writeFileSync } from 'node:fs';

process.on('SIGUSR2', () => {
  // What native code lets go of in its finalizers is gone only at the second time.
  globalThis.gc?.();
  setTimeout(() => {
    globalThis.gc?.();
    writeFileSync(process.env.SOAK_MEMORY_FILE ?? '/dev/null', JSON.stringify(process.memoryUsage()));
  }, 50).unref();
});
