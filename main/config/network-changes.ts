import type { Config } from '../../shared/config.ts';
import type { ValueError } from '../../shared/errors.ts';
import { holdsSecret } from '../../shared/secret.ts';
import { showValue } from '../../shared/validation.ts';
import { SourcePermission } from '../camera/source-permission.ts';
import { FileRefusal, isBelow, openEnteredFile } from '../files/entered-file.ts';
import { cameraKeyOf, keyAt } from './keys.ts';
import { valueAt } from './merge.ts';
import { ownerKeys, whoDecides } from './owner-keys.ts';

/** A change that somebody asks for who need not own the machine: over the network, or on its own screen. */
export interface NetworkChange {
  readonly config: Config;
  /** Dotted paths of the keys whose value is another one now. */
  readonly changedKeys: readonly string[];
  /** What the configuration file, variables and flags say about a key. */
  ownValuesOf(key: string): readonly unknown[];
  /** Why the address of a source, or of a STUN or TURN server, is not allowed; null for one that is, and for a source that is none. */
  refusalOfAddress(address: string): Promise<string | null>;
}

/** What of it is not allowed, although the schema allows it. */
export async function refusalsOf({ config, changedKeys, ownValuesOf, refusalOfAddress }: NetworkChange): Promise<ValueError[]> {
  const { allowed_directories: allowedDirectories } = config.security;
  const places = allowedDirectories.length === 0 ? 'security.allowed_directories, which is empty,' : 'security.allowed_directories';
  const refusals: ValueError[] = [];
  for (const path of changedKeys) {
    const value = valueAt(config, path);
    const refuse = (rule: string): void =>
      void refusals.push({
        path,
        message: `${holdsSecret(keyAt(path).schema) ? 'the value given' : showValue(value)} is not allowed; ${rule}.`,
      });
    if (ownerKeys.includes(path)) {
      refuse(`only ${whoDecides(path)} choose ${path === 'server.data_dir' ? 'the data directory' : 'it'}`);
    } else if (ownValuesOf(path).includes(value)) {
      continue;
    } else if (cameraKeyOf(path)?.name === 'source') {
      const source = String(value);
      const rule = (await ruleOfSource(source, allowedDirectories, places)) ?? (await refusalOfAddress(source));
      if (rule !== null) {
        refuse(rule);
      }
    } else if (path === 'video.ice_servers') {
      const rules = await Promise.all(config.video.ice_servers.flatMap(({ urls }) => urls).map(refusalOfAddress));
      rules.filter((rule) => rule !== null).forEach(refuse);
    } else if (cameraKeyOf(path)?.name === 'storage_path' && /^[a-z][a-z0-9+.-]*:/i.test(String(value))) {
      refuse('over the network it may not look like an address');
    } else if (
      (path === 'security.https_certificate' || path === 'security.https_key') &&
      value !== '' &&
      !(typeof value === 'string' && isBelow(value, allowedDirectories))
    ) {
      refuse(
        `over the network it must be empty, or an absolute path below a directory of ${places} or as the configuration file, a variable or a flag has it`,
      );
    }
  }
  return refusals;
}

/** Which rule a source breaks; null for none. */
async function ruleOfSource(source: string, allowedDirectories: readonly string[], places: string): Promise<string | null> {
  if (!new SourcePermission({ ownSources: [], allowedDirectories }).allows(source)) {
    return source.startsWith('v4l2:')
      ? 'over the network only devices such as /dev/video0 and /dev/v4l/by-id/NAME are, and what the configuration file, a variable or a flag names'
      : `over the network only video files below a directory of ${places} are, and what the configuration file, a variable or a flag names`;
  }
  if (!source.startsWith('file:')) {
    return null;
  }
  try {
    const file = await openEnteredFile(source.slice('file:'.length), allowedDirectories);
    await file[Symbol.asyncDispose]();
    return null;
  } catch (error) {
    if (error instanceof FileRefusal) {
      return error.message;
    }
    throw error;
  }
}
