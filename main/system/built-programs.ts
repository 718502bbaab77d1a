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
 * Where the build has a program, relative to the bundle of the main process, `out/main/` or `out/headless/`: in the first of
 * them, or the only one of a folder beside them (build/targets.ts says why).
 */
export const builtProgram = (name: ChildModuleName): string => (name === 'media-process' ? `../${name}/index.cjs` : `../main/${name}.js`);
