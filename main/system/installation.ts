import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** This file lies two levels below the root, and so does the bundle that it ends up in: `main/system/`, and `out/main/` or `out/headless/`. */
const root = new URL('../../', import.meta.url);

/** Where the files are that come with the application, in source and in the build. */
export const installation = {
  /** The built user interface, served to browsers and to the kiosk window. */
  rendererDirectory: fileURLToPath(new URL('out/renderer', root)),
  /** The preload script of the kiosk window. */
  preloadFile: fileURLToPath(new URL('out/preload/index.cjs', root)),
};

/** The version in package.json. */
export function readVersion(): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))).version;
}
