/**
 * PetLog's own arguments out of Electron's command line. Chromium understands
 * some flags of the same name (`--headless`), so whoever starts Electron puts
 * ours behind `--`, where Chromium does not look.
 *
 * @param argv as in `process.argv`: program, Chromium's switches, and in development the application's path
 * @param isDevelopment `process.defaultApp`: Electron was given the application's path
 */
export function applicationArguments(argv: readonly string[], isDevelopment: boolean): string[] {
  const separator = argv.indexOf('--');
  if (separator !== -1) {
    return argv.slice(separator + 1);
  }
  if (!isDevelopment) {
    return argv.slice(1);
  }
  const path = argv.findIndex((argument, index) => index > 0 && !argument.startsWith('-'));
  return path === -1 ? [] : argv.slice(path + 1);
}
