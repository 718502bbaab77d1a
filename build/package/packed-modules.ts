import type { Architecture } from './architecture.ts';
import { bundledPackages, type PackageLock, unneededPackages } from './unneeded-packages.ts';

/**
 * Parts of node_modules that nobody runs: Node takes no TypeScript from there, and what is for browsers comes from out/renderer.
 * node-av's `binary` is a program from a release site that its installer fetches where it may.
 */
const leftOut: readonly RegExp[] = [
  /(^|\/)\.[^/]+$/,
  /\.[cm]?tsx?$/,
  /\.test\.[cm]?js$/,
  // But for conditions; those of the libraries in libvips are in its README.md.
  /^(?!@img\/)(.*\/)?(?!licen[sc]e|copying|notice)[^/]+\.(md|markdown)$/i,
  /\.(map|tsbuildinfo)$/,
  /(^|\/)(tsconfig[^/]*\.json|jest\.config\.js|rollup\.config\.mjs|binding\.gyp|CMakeLists\.txt)$/,
  /\.(c|cc|cpp|h)$/,
  /^node-av\/(binary|install|build_mac_local\.sh)(\/|$)/,
  /^onnxruntime-node\/script(\/|$)/,
  /^mqtt\/(build\/bin|help)(\/|$)/,
  /^(mqtt|source-map)\/dist(\/|$)/,
  /^xml2js\/lib\/xml2js\.bc\.js$/,
  // Of these, the page of the HTTP interface asks for two: main/server/documentation.ts.
  /^swagger-ui-dist\/(?!swagger-ui-bundle\.js|swagger-ui\.css$|package\.json$|LICENSE$|NOTICE$)/,
  /(^|\/node_modules\/)(@[^/]+\/)?[^@/]+\/(test|tests|test\.js|__tests__|benchmarks?|examples?|docs)$/,
];

/** Its libraries for every system and architecture are in one package of 288 MB. */
const isOfOtherMachine = (path: string, { node }: Architecture): boolean =>
  /^onnxruntime-node\/bin\/napi-v\d+\/./.test(path) && !new RegExp(`^onnxruntime-node/bin/napi-v\\d+/linux(/${node}(/|$)|$)`).test(path);

/** Of a package whose code is in a bundle: who wrote it, and under which conditions it was given. */
const conditions = /^(package\.json|(un)?licen[sc]e.*|copying.*|notice.*)$/i;

/**
 * What of `node_modules` goes into the package for an architecture.
 *
 * @returns whether a file or directory does, by its path relative to `node_modules`; one in a directory that does not, does not either
 */
export function packedModules(lock: PackageLock, architecture: Architecture): (path: string) => boolean {
  const unneeded = new Set(unneededPackages(lock));
  const bundled = new Set(bundledPackages(lock));
  return (path) => {
    const { directory, within } = placeOf(path);
    return (
      !unneeded.has(directory) &&
      !(bundled.has(directory) && within !== '' && within !== 'node_modules' && !conditions.test(within)) &&
      !leftOut.some((pattern) => pattern.test(path)) &&
      !isOfOtherMachine(path, architecture)
    );
  };
}

/** The innermost package that a path lies in, and where in it: `a/node_modules/@b/c/d.js` is `d.js` in `a/node_modules/@b/c`. */
function placeOf(path: string): { readonly directory: string; readonly within: string } {
  const directory = /^(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? '';
  return { directory, within: path.slice(directory.length + 1) };
}
