import type { Config } from '../../shared/config.ts';
import { type FilePlaces, isBelow } from '../files/entered-file.ts';

export interface SourcePermissionOptions {
  /** What the configuration file, a variable or a flag says: whoever wrote that owns the machine. */
  readonly ownSources: readonly string[];
  /** `security.allowed_directories` */
  readonly allowedDirectories: readonly string[];
}

/** Where cameras are; opening other devices can do anything, a restart of the machine included. */
const videoDevice = /^\/dev\/(video\d+|v4l\/by-(id|path)\/[^/\0]+)$/;

/** Which cameras may be chosen by people who do not own the machine: over the network, and on its own screen. */
export class SourcePermission {
  readonly #options: SourcePermissionOptions;

  constructor(options: SourcePermissionOptions) {
    this.#options = options;
  }

  /** Whether a source may be used, as far as it is written; a file is looked at when it is opened. */
  allows(source: string): boolean {
    if (this.#options.ownSources.includes(source)) {
      return true;
    }
    const [, kind, argument = ''] = /^(file|v4l2):(.*)$/s.exec(source) ?? [];
    return kind === 'file' ? isBelow(argument, this.#options.allowedDirectories) : kind === undefined || videoDevice.test(argument);
  }

  /** Where the file of a source may be. */
  placesOf(source: string): FilePlaces {
    return this.#options.ownSources.includes(source) ? 'anywhere' : this.#options.allowedDirectories;
  }
}

/** As a configuration has it: what its owner names for one camera may be any camera. @param configuration what its owner says about a key */
export function permissionOf({ ownValuesOf }: { ownValuesOf(key: string): readonly unknown[] }, config: Config): SourcePermission {
  const keys = ['camera.source', ...Object.keys(config.cameras).map((id) => `cameras.${id}.source`)];
  const ownSources = keys.flatMap(ownValuesOf).filter((source) => typeof source === 'string');
  return new SourcePermission({ ownSources, allowedDirectories: config.security.allowed_directories });
}
