import { builtProgram, type ChildModuleName } from './built-programs.ts';

/**
 * Where a child process's program is; `nodeProgram` runs it. From source it is
 * the `index.ts` of its folder, which Node 24 runs as it is; in the build this
 * function is in the bundle of the main process.
 */
export const childModuleUrl = (name: ChildModuleName): URL =>
  new URL(import.meta.url.endsWith('.ts') ? `../${name}/index.ts` : builtProgram(name), import.meta.url);
