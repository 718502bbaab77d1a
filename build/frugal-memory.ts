/**
 * What keeps PetLog small, and only who starts it can say. The package's own
 * `petlog` says the same (build/package/files/usr/bin/petlog).
 */
export const frugalEnvironment = {
  // glibc gives each thread of the pool, where pictures are encoded and files are read, a heap
  // of its own, and none of them ever shrinks: 40 MB more after ten minutes, for nothing.
  MALLOC_ARENA_MAX: '1',
  // Unless it is told, glibc keeps as much as the largest picture it ever freed for the next one.
  MALLOC_TRIM_THRESHOLD_: '131072',
} as const;

/**
 * For Node: the new generation stays small. It grows eightfold while modules are loaded and is
 * not given back, and a larger one saves no time, with 500 viewers either (`npm run bench`).
 */
export const frugalNodeArguments = ['--max-semi-space-size=2'] as const;
