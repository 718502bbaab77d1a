import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Config, ConfigPatch } from '../../shared/config.ts';
import type { ValueError } from '../../shared/errors.ts';
import { showValue } from '../../shared/validation.ts';
import { serverKeys } from '../network/server-settings.ts';
import { combine, type LoadedConfiguration } from './load.ts';
import { merge, nest, valueAt, without } from './merge.ts';

/** A saved setting that is not in effect: it stays saved, and is tried again at the next start. */
export interface UnusedSetting {
  readonly key: string;
  /** As people may see it. */
  readonly value: string;
  readonly used: string;
  /** What is allowed instead. */
  readonly message: string;
}

export interface SettleOptions {
  /** Whether devices, people or tokens are known, or were. */
  isAnybodyKnown(): boolean;
  /** Whether HTTPS was on once. */
  wasHttps(): boolean;
  /** What of a configuration cannot work on this machine now. */
  check(config: Config): Promise<readonly ValueError[]>;
  readonly lastWorking: ReadonlyMap<string, unknown>;
}

/** A configuration that the server can start with. */
export interface SettledConfiguration extends LoadedConfiguration {
  readonly unused: readonly UnusedSetting[];
}

const certificateKeys = ['security.https_certificate', 'security.https_key'];

/**
 * Makes of what was saved over the network what works here and keeps people
 * out who were kept out: what cannot be read is the strict choice, and what
 * cannot be used now gives way to what worked last, else to the file and the
 * defaults. What flags, variables and the file say stays as it is, an error too.
 */
export async function settle(loaded: LoadedConfiguration, options: SettleOptions): Promise<SettledConfiguration> {
  const patch = merge(loaded.saved.patch, strictPatch(loaded, options)) as ConfigPatch;
  const saved = { ...loaded.saved, patch };
  let inEffect = patch;
  let config = combine(loaded, patch);
  const reasons = new Map<string, string>();
  const tried = new Map<string, unknown[][]>();
  for (let error = await worst(); error !== undefined; error = await worst()) {
    const keys = keysOf(error.path);
    const [name = ''] = keys;
    const before = [...(tried.get(name) ?? []), keys.map((key) => valueAt(config, key))];
    const next = candidates(keys).find((values) => !before.some((one) => isDeepStrictEqual(one, values)));
    if (next === undefined) {
      break;
    }
    tried.set(name, [...before, next]);
    reasons.set(error.path, reasons.get(error.path) ?? error.message);
    inEffect = keys.reduce<unknown>((all, key, index) => merge(without(all, key), nest(key, next[index])), inEffect) as ConfigPatch;
    config = combine(loaded, inEffect);
  }
  const wanted = combine(loaded, patch);
  const unused = [...reasons].flatMap(([key, message]) => {
    const [before, now] = [valueAt(wanted, key), valueAt(config, key)];
    return isDeepStrictEqual(before, now) ? [] : [{ key, value: shown(key, before), used: shown(key, now), message }];
  });
  return { ...loaded, saved, config, unused };

  /** One that what was saved is the cause of. */
  async function worst(): Promise<ValueError | undefined> {
    if (!serverKeys.some(isSaved)) {
      return undefined;
    }
    return (await options.check(config)).find(
      ({ path }) => keysOf(path).some(isSaved) || (certificateKeys.includes(path) && isSaved('security.https')),
    );
  }

  function isSaved(key: string): boolean {
    return valueAt(patch, key) !== undefined && !loaded.overrides.has(key);
  }

  /** From the best to the last. HTTPS stays on: with the certificate that PetLog makes, where there is no other. */
  function candidates(keys: readonly string[]): unknown[][] {
    const ofOwner = combine(loaded, keys.reduce<unknown>(without, patch) as ConfigPatch);
    const last = keys.map((key) => options.lastWorking.get(key));
    return [
      ...(last.includes(undefined) ? [] : [last]),
      keys.map((key) => valueAt(ofOwner, key)),
      ...(keys === certificateKeys ? [['', '']] : []),
    ];
  }
}

/** A certificate and its key go together. */
const keysOf = (path: string): readonly string[] => (certificateKeys.includes(path) ? certificateKeys : [path]);

/** Viewers see it too, and no paths of the machine are their business. */
const shown = (key: string, value: unknown): string => showValue(certificateKeys.includes(key) ? basename(String(value)) : value);

/** What may have been saved and cannot be read any more: everybody who was kept out stays out. */
function strictPatch({ saved, overrides }: LoadedConfiguration, { isAnybodyKnown, wasHttps }: SettleOptions): ConfigPatch {
  const isLost = (key: string): boolean => saved.isDamaged && saved.mayHaveHeld(key) && !overrides.has(key);
  const access: ConfigPatch = isLost('security.access') && isAnybodyKnown() ? { security: { access: 'accounts' } } : {};
  const https: ConfigPatch = isLost('security.https') && wasHttps() ? { security: { https: true } } : {};
  return merge(access, https) as ConfigPatch;
}
