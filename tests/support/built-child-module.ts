import { builtProgram, type ChildModuleName } from '../../main/system/built-programs.ts';

/** In the place of main's own where the build is tested: the source, run in the test's process, has the children of the build. */
export const childModuleUrl = (name: ChildModuleName): URL => new URL(builtProgram(name), new URL('../../out/main/', import.meta.url));
