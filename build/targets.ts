import { readdir, readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { InlineConfig, Plugin } from 'vite';
import { evaluatedModule } from './evaluated-module.ts';
import { isLate, lateFilePromises } from './late-file-promises.ts';
import { serviceWorker } from './service-worker.ts';

export const rootDirectory = fileURLToPath(new URL('../', import.meta.url));
const inRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** One part of the application that is built by itself. */
export interface Target {
  readonly name: string;
  /** Files and directories, relative to the root, whose content decides what comes out. */
  readonly inputs: readonly string[];
  /** Directory, relative to the root, that belongs to this target alone. */
  readonly outputDirectory: string;
  readonly vite: InlineConfig;
}

const everyTarget = ['build', 'shared', 'package.json', 'package-lock.json', 'tsconfig.base.json'];

const quiet = { logLevel: 'warn', clearScreen: false } satisfies InlineConfig;

/** Ours is what is named by a path; packages stay outside and are shipped as they are, but for those that are taken in. */
export const isPackage = (id: string): boolean => !/^[./\0]/.test(id);

/**
 * Of these packages the JavaScript is taken in, as far as it is used, with that of the packages that they use themselves.
 *
 * node-av: loaded as it is shipped, each process that decodes or encodes keeps the text of thousands of constants and of
 * all classes in memory, some 5 MB. Its library stays where it is.
 *
 * All others: hundreds of small files, among them zod's sentences in fifty languages. To find, read and link them takes a
 * third of the processor's time of each start, of PetLog or of the process that draws. They are those that every start needs:
 * what only some do is loaded from its own directory then, and so is native code.
 */
export const takenIn: readonly string[] = [
  'node-av',
  'zod',
  'yaml',
  'jose',
  '@rgrove/parse-xml',
  'aws4fetch',
  'compression',
  'cookie',
  'express',
  'express-rate-limit',
  'helmet',
  'ipaddr.js',
  'pino',
  'prom-client',
  'sharp',
];

const isTakenIn = (id: string): boolean => /^node-av\/(lib|constants)$/.test(id) || (id !== 'node-av' && takenIn.includes(id));

/** `debug` asks for it to see whether a terminal has colours, and does without where it is not there: it is no package of ours. */
const isOptional = (id: string): boolean => id === 'supports-color';

/** What rolldown leaves to Node: its own modules, and packages, but for those taken in and what these use. */
const staysOutside = (id: string, importer: string | undefined): boolean =>
  isPackage(id) && !isTakenIn(id) && (isBuiltin(id) || isOptional(id) || isNative(id) || !importer?.includes('/node_modules/'));

/** node-av and sharp have their libraries in packages of their own, one for each kind of machine. */
const isNative = (id: string): boolean => /^@(seydx|img)\/.*\.node$/.test(id);

/** Brings the files of a directory along, as they are. */
const bringsAlong = (from: string, to: string): Plugin => ({
  name: 'brings-along',
  async generateBundle() {
    for (const name of await readdir(inRoot(from))) {
      this.emitFile({ type: 'asset', fileName: `${to}/${name}`, source: await readFile(inRoot(`${from}/${name}`)) });
    }
  },
});

type Rolldown = NonNullable<NonNullable<InlineConfig['build']>['rolldownOptions']>;

interface NodeTarget {
  readonly plugins?: Plugin[];
  readonly input: NonNullable<Rolldown['input']>;
  readonly external: (id: string, importer: string | undefined) => boolean;
  readonly output: NonNullable<Rolldown['output']>;
}

/** What runs under Node, or in Electron's main process, as a directory of its own name. */
function nodeTarget(name: string, { plugins = [], input, external, output }: NodeTarget): Target {
  return {
    name,
    inputs: [...everyTarget, 'main'],
    outputDirectory: `out/${name}`,
    vite: {
      ...quiet,
      configFile: false,
      root: rootDirectory,
      plugins,
      // Or vite leaves packages outside, whatever `external` says.
      ssr: { noExternal: true },
      build: {
        ssr: true,
        target: 'node24',
        outDir: inRoot(`out/${name}`),
        emptyOutDir: true,
        rolldownOptions: { input, external, output },
      },
    },
  };
}

export const targets: readonly Target[] = [
  nodeTarget('main', {
    plugins: [bringsAlong('main/drawing/artwork', 'artwork'), bringsAlong('main/detection-process/model', 'model')],
    input: {
      index: inRoot('main/kiosk/start.ts'),
      'capture-process': inRoot('main/capture-process/index.ts'),
      'detection-process': inRoot('main/detection-process/index.ts'),
      'doctor-process': inRoot('main/doctor-process/index.ts'),
      'drawing-process': inRoot('main/drawing-process/index.ts'),
      'homekit-process': inRoot('main/homekit-process/index.ts'),
      'picture-process': inRoot('main/picture-process/index.ts'),
      'sound-process': inRoot('main/sound-process/index.ts'),
      'speaker-process': inRoot('main/speaker-process/index.ts'),
      'relay-process': inRoot('main/relay-process/index.ts'),
      'webrtc-process': inRoot('main/webrtc-process/index.ts'),
    },
    external: staysOutside,
    // Everything beside each other: the programs of child processes and the files of the
    // installation are found relative to the bundle.
    output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', comments: { jsdoc: false } },
  }),
  nodeTarget('headless', {
    input: { headless: inRoot('main/headless.ts') },
    external: staysOutside,
    // As modules, a start takes a sixth more of the processor's time: they are linked, and all that Node's own
    // modules export is read for it, down to `fetch`. Under Electron, windows take most of a start.
    output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs', comments: { jsdoc: false } },
  }),
  nodeTarget('media-process', {
    plugins: [lateFilePromises()],
    input: inRoot('main/media-process/index.ts'),
    external: (id: string, importer: string | undefined) => !isLate(id) && staysOutside(id, importer),
    // There is one for each camera, and Node needs two megabytes less for one file of CommonJS than for modules.
    output: { format: 'cjs', entryFileNames: '[name].cjs', comments: { jsdoc: false } },
  }),
  {
    name: 'preload',
    inputs: [...everyTarget, 'preload'],
    outputDirectory: 'out/preload',
    vite: {
      ...quiet,
      configFile: false,
      root: rootDirectory,
      ssr: { noExternal: true },
      build: {
        ssr: true,
        target: 'chrome140',
        outDir: inRoot('out/preload'),
        emptyOutDir: true,
        rolldownOptions: {
          input: inRoot('preload/index.ts'),
          external: ['electron'],
          // A sandboxed preload script cannot load other files, and knows only CommonJS.
          output: { format: 'cjs', entryFileNames: '[name].cjs' },
        },
      },
    },
  },
  {
    name: 'renderer',
    inputs: [...everyTarget, 'renderer'],
    outputDirectory: 'out/renderer',
    vite: {
      ...quiet,
      configFile: inRoot('renderer/vite.config.ts'),
      plugins: [evaluatedModule(inRoot('shared/route-addresses.ts')), serviceWorker()],
    },
  },
];
