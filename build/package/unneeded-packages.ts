/** Packages that come along with others and that nothing of PetLog loads: WebRTC of node-av's own, with what that brings. */
const notLoaded = ['werift'];

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
export function unneededPackages({ packages }: PackageLock): string[] {
  const needed = new Set<string>();
  const visit = (directory: string): void => {
    if (!needed.has(directory)) {
      needed.add(directory);
      const { dependencies, optionalDependencies, peerDependencies } = packages[directory] ?? {};
      const names = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
      names.filter((name) => !notLoaded.includes(name)).forEach((name) => foundFrom(packages, directory, name).forEach(visit));
    }
  };
  visit('');
  return Object.keys(packages)
    .filter((directory) => directory.startsWith(folder) && packages[directory]?.dev !== true && !needed.has(directory))
    .map((directory) => directory.slice(folder.length));
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
