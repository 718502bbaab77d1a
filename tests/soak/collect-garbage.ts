/**
 * Loaded into PetLog by the soak (`node --expose-gc --import`): on SIGUSR2 it
 * collects all garbage and writes how many bytes of data are left to the file
 * that SOAK_MEMORY_FILE names. A slope is seen then that the collector's moods
 * would hide. What V8 compiles of PetLog itself does not count: it grows for a
 * while, with every function that turns out to be used often.
 */
import { writeFileSync } from 'node:fs';
import { getHeapSpaceStatistics } from 'node:v8';

const isOfCode = (spaceName: string): boolean => /code|trusted|read_only/.test(spaceName);

process.on('SIGUSR2', () => {
  globalThis.gc?.();
  // What native code lets go of in its finalizers is gone only at the second time.
  setTimeout(() => {
    globalThis.gc?.();
    const heap = getHeapSpaceStatistics().filter(({ space_name }) => !isOfCode(space_name));
    const heapBytes = heap.reduce((sum, { space_used_size }) => sum + space_used_size, 0);
    writeFileSync(process.env.SOAK_MEMORY_FILE ?? '/dev/null', `${heapBytes + process.memoryUsage().external}\n`);
  }, 50).unref();
});
