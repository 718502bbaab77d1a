import type { ChildModuleName } from '../../main/system/child-module.ts';

/** In the place of main's own where the build is tested: the source, run in the test's process, has the children of the build. */
export const childModuleUrl = (name: ChildModuleName): URL => new URL(`../../out/main/${name}.js`, import.meta.url);
