import { takenIn } from '../targets.ts';

/**
 * What comes along with other packages and nothing of PetLog loads: of node-av WebRTC of its own and what its installer
 * unpacks with, what that of onnxruntime-node fetches with, the program for the command line of mqtt, and who counts downloads.
 */
const notLoaded: readonly string[] = [
  'werift',
  'unzipper',
  'adm-zip',
  'global-agent',
  'commist',
  'concat-stream',
  'help-me',
  'split2',
  '@scarf/scarf',
];

/** node-av and sharp have their libraries in packages of their own, which no bundle takes in. */
const hasLibrary = (name: string): boolean => /^@(seydx\/node-av|img\/sharp)-/.test(name);

/** As far as `package-lock.json` (lockfileVersion 3) matters here. */
export interface PackageLock {
  /** By their directories, from the root on, which is the empty one. */
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly dev?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const folder = 'node_modules/';

/**
 * Directories in `node_modules` that are there only for what is not loaded: whatever anything else needs too stays.
 *
 * @returns relative to `node_modules`
 */
export function unneededPackages(lock: PackageLock): string[] {
  const { loaded, bundled } = used(lock);
  return installed(lock)
    .filter((directory) => !loaded.has(directory) && !bundled.has(directory))
    .map(withinFolder);
}

/**
 * Directories in `node_modules` whose code is in the bundles, as far as it is used, and that nothing loads from there.
 *
 * @returns relative to `node_modules`
 */
export function bundledPackages(lock: PackageLock): string[] {
  const { loaded, bundled } = used(lock);
  return installed(lock)
    .filter((directory) => !loaded.has(directory) && bundled.has(directory))
    .map(withinFolder);
}

const installed = ({ packages }: PackageLock): string[] =>
  Object.keys(packages).filter((directory) => directory.startsWith(folder) && packages[directory]?.dev !== true);

const withinFolder = (directory: string): string => directory.slice(folder.length);

/** What is found from the root on: as a package, and through those that a bundle takes in with what they use themselves. */
function used({ packages }: PackageLock): { readonly loaded: ReadonlySet<string>; readonly bundled: ReadonlySet<string> } {
  const loaded = new Set<string>();
  const bundled = new Set<string>();
  const visit = (directory: string, isBundled: boolean): void => {
    const seen = isBundled ? bundled : loaded;
    if (!seen.has(directory)) {
      seen.add(directory);
      const { dependencies, optionalDependencies, peerDependencies } = packages[directory] ?? {};
      for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
        if (!notLoaded.includes(name)) {
          const isTakenIn = (isBundled && !hasLibrary(name)) || (directory === '' && takenIn.includes(name));
          foundFrom(packages, directory, name).forEach((found) => visit(found, isTakenIn));
        }
      }
    }
  };
  visit('', false);
  return { loaded, bundled };
}

/** Where Node finds a package that is asked for from another one's directory; nowhere where it is not installed. */
function foundFrom(packages: PackageLock['packages'], directory: string, name: string): string[] {
  for (let within = directory; ;) {
    const candidate = `${within === '' ? '' : `${within}/`}${folder}${name}`;
    if (candidate in packages) {
      return [candidate];
    }
    if (within === '') {
      return [];
    }
    within = within.slice(0, Math.max(0, within.lastIndexOf(`/${folder}`)));
  }
}
