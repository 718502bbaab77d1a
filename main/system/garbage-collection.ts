type Collect = (options: NodeJS.GCOptions) => void;

/**
 * V8's own way to collect, which is there where Node was started with `--expose-gc`, and is asked for elsewhere: the modules
 * that this takes are half a megabyte. Where there is none, nothing is done.
 */
export const garbageCollector = (): Collect => globalThis.gc ?? exposed() ?? (() => {});

function exposed(): Collect | undefined {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  setFlagsFromString('--expose-gc');
  const collect = process.getBuiltinModule('node:vm').runInNewContext('globalThis.gc') as Collect | undefined;
  setFlagsFromString('--no-expose-gc');
  return collect;
}

/** Everything that can be had, and the memory that it was in goes back to the system; some hundredths of a second. */
export function collectEverything(collect: Collect = garbageCollector()): void {
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
