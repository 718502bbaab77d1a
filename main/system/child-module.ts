/** The parts of PetLog that run in child processes of their own; each is a folder of `main/` with an `index.ts`. */
export type ChildModuleName =
  | 'capture-process'
  | 'detection-process'
  | 'doctor-process'
  | 'drawing-process'
  | 'homekit-process'
  | 'media-process'
  | 'picture-process'
  | 'relay-process'
  | 'sound-process'
  | 'speaker-process'
  | 'webrtc-process';

/**
 * Where a child process's program is; `nodeProgram` runs it. From source it is
 * the `index.ts` of its folder, which Node 24 runs as it is; in the build each
 * such program is one file beside the bundle that holds this function.
 */
export function childModuleUrl(name: ChildModuleName): URL {
  return import.meta.url.endsWith('.ts') ? new URL(`../${name}/index.ts`, import.meta.url) : new URL(`./${name}.js`, import.meta.url);
}
