import type { AfterPackContext as PackContext } from 'electron-builder';
import { bundle } from '../bundle.ts';
import { architectureOf } from './architecture.ts';
import { writeInstallTree } from './install-tree.ts';
import { installNodeRuntime } from './node-runtime.ts';
import { installProductionModules } from './production-modules.ts';

/** electron-builder's hook: makes what it packs, so that it can also be called by itself. */
export async function beforePack({ arch, packager }: PackContext): Promise<void> {
  await bundle();
  await installProductionModules(architectureOf(arch));
  await installNodeRuntime(architectureOf(arch));
  await writeInstallTree({ version: packager.appInfo.version, maintainer: packager.config.deb?.maintainer ?? '' });
}
