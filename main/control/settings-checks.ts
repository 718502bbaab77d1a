import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Config } from '../../shared/config.ts';
import type { ValueError } from '../../shared/errors.ts';
import { showValue } from '../../shared/validation.ts';
import { isReservedPath, reservedPaths } from '../network/reserved-paths.ts';
import { checkServerSettings, type ServerSettingsChecks, serverKeys } from '../network/server-settings.ts';
import type { Clock } from '../system/clock.ts';

export interface SettingsChecksOptions {
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly server?: ServerSettingsChecks;
  /** Ports that this PetLog serves now. */
  ownPorts(): readonly number[];
}

/** A name that has to be looked up, or a disk that hangs, holds no other change up for longer. */
const patienceMilliseconds = 5000;

/** What a bad value of another key looks like. */
const belongsTo: Readonly<Record<string, readonly string[]>> = {
  'server.https_port': ['server.port', 'security.https'],
  'security.https_certificate': ['security.https_key', 'security.https'],
  'security.https_key': ['security.https_certificate', 'security.https'],
};

/** What of a change cannot work on this machine, found out before anything is changed. */
export async function checkSettings(config: Config, changedKeys: readonly string[], options: SettingsChecksOptions): Promise<ValueError[]> {
  const { clock } = options;
  const deadline = Promise.withResolvers<ValueError[]>();
  const cancel = clock.after(patienceMilliseconds, () => {
    deadline.resolve([{ path: changedKeys[0] ?? '', message: 'this machine could not check the value in time; try again.' }]);
  });
  try {
    return await Promise.race([check(config, changedKeys, options), deadline.promise]);
  } finally {
    cancel();
  }
}

async function check(
  config: Config,
  changedKeys: readonly string[],
  { dataDirectory, server, ownPorts }: SettingsChecksOptions,
): Promise<ValueError[]> {
  const errors: ValueError[] = [];
  const isChanged = (key: string): boolean => changedKeys.includes(key);
  if (serverKeys.some(isChanged)) {
    const found = await checkServerSettings(withCertificate(config, changedKeys), { ...server, ownPorts: ownPorts() });
    errors.push(...found.filter(({ path }) => isChanged(path) || belongsTo[path]?.some(isChanged) === true));
  }
  const { port, https_port: httpsPort, base_path: basePath } = config.server;
  if (port !== 0 && port === httpsPort && !config.security.https && (isChanged('server.port') || isChanged('server.https_port'))) {
    errors.push({
      path: isChanged('server.https_port') ? 'server.https_port' : 'server.port',
      message: `${port} is not allowed; server.port and server.https_port have to differ.`,
    });
  }
  if (isChanged('server.base_path') && isReservedPath(basePath)) {
    errors.push({
      path: 'server.base_path',
      message: `${showValue(basePath)} is not allowed; a path that does not begin with one of PetLog's own is (${reservedPaths.join(', ')}).`,
    });
  }
  if (isChanged('camera.storage_path') && !(await canHoldRecordings(dataDirectory, config.camera.storage_path))) {
    errors.push({
      path: 'camera.storage_path',
      message: `${showValue(config.camera.storage_path)} is not allowed; a directory inside the data directory that PetLog can write, and that is not its own "access", is.`,
    });
  }
  return errors;
}

/** A certificate that is set is checked, also while HTTPS is off; setting its two paths one after the other is no mistake then. */
function withCertificate(config: Config, changedKeys: readonly string[]): Config {
  const { https, https_certificate: certificate, https_key: key } = config.security;
  const isToBeChecked = !https && certificate !== '' && key !== '' && changedKeys.some((changed) => changed.startsWith('security.https_'));
  return isToBeChecked ? { ...config, security: { ...config.security, https: true } } : config;
}

async function canHoldRecordings(dataDirectory: string, storagePath: string): Promise<boolean> {
  const parts = storagePath.split('/').filter((part) => part !== '' && part !== '.');
  if (parts[0] === 'access') {
    return false;
  }
  for (let path = join(dataDirectory, ...parts); ; path = dirname(path)) {
    const found = await stat(path).catch((error: unknown) => (error as NodeJS.ErrnoException).code ?? '');
    if (typeof found !== 'string') {
      return (
        found.isDirectory() &&
        (await access(path, constants.W_OK | constants.X_OK).then(
          () => true,
          () => false,
        ))
      );
    }
    if (found !== 'ENOENT' || path === dataDirectory || path === dirname(path)) {
      return false;
    }
  }
}
