import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { credentialsScope, hostOf, portOf } from '../../shared/config/camera-source.ts';
import type { Logger } from '../system/logger.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import type { FoundPetLog } from './discovery/petlog-search.ts';

/** In the data directory. */
export const knownPetLogsFile = 'known-petlogs.json';

const Place = z.strictObject({ host: z.string(), port: z.int().min(1).max(65_535) });
type Place = z.infer<typeof Place>;

const Known = z.strictObject({
  id: z.string().min(1).max(100),
  /** SHA-256 of the authority that signs its certificate, where it has one. */
  authority: z.string().nullable(),
  /** Where it was found; null for where the settings of the camera say. */
  place: Place.nullable(),
});
type Known = z.infer<typeof Known>;

/** By the addresses in the settings. */
export const KnownFile = z.record(z.string().max(1000), Known);
export type KnownFile = z.infer<typeof KnownFile>;

/** Another PetLog, as whoever asks it for pictures remembers it. */
export interface KnownPetLog {
  /** Null for one that never told it. */
  readonly id: string | null;
  readonly authority: string | null;
  /** Where it is by now; null for where its address says. */
  readonly place: Place | null;
  /** It showed who it is, by a certificate or by its place. */
  learn(what: { readonly id: string } | { readonly authority: string }): void;
  /**
   * It is not where it was asked: it is looked for.
   *
   * @param isSomebodyElse whether another PetLog answered
   */
  lost(isSomebodyElse: boolean): void;
}

interface KnownPetLogsOptions {
  readonly dataDirectory: string;
  /** PetLogs on the network that say that they have this id. Never rejects. */
  find(id: string, signal: AbortSignal): Promise<readonly FoundPetLog[]>;
  readonly logger: Logger;
}

/**
 * Who other PetLogs with cameras of ours are, by their ids, so that one whose
 * address changed is found again: `known-petlogs.json` in the data directory, by
 * the address in the settings. It holds no secrets.
 */
export class KnownPetLogs {
  readonly #options: KnownPetLogsOptions;
  readonly #known: Map<string, Known>;
  readonly #searches = new Map<string, Promise<void>>();
  /** Places where somebody else answered, or nobody. */
  readonly #wrongPlaces = new Map<string, Set<string>>();
  /** Seen before it was known whose they are. */
  readonly #authorities = new Map<string, string>();
  readonly #abort = new AbortController();
  #saving: Promise<void> = Promise.resolve();

  private constructor(options: KnownPetLogsOptions, known: Map<string, Known>) {
    this.#options = options;
    this.#known = known;
  }

  /** What cannot be read counts as nothing. */
  static async open(options: KnownPetLogsOptions): Promise<KnownPetLogs> {
    const path = join(options.dataDirectory, knownPetLogsFile);
    const known = await readFile(path, 'utf8')
      .then((content) => KnownFile.parse(JSON.parse(content)))
      .catch(() => ({}));
    return new KnownPetLogs(options, new Map(Object.entries(known)));
  }

  /** @param source of a camera, as in the settings */
  of(source: string): KnownPetLog {
    const scope = credentialsScope(source) ?? source;
    const known = this.#known.get(scope);
    return {
      id: known?.id ?? null,
      authority: known?.authority ?? null,
      place: known?.place ?? null,
      learn: (what) => this.#learn(scope, what),
      lost: (isSomebodyElse) => this.#search(scope, source, isSomebodyElse),
    };
  }

  /** All of them, as the file has them. */
  get all(): KnownFile {
    return Object.fromEntries(this.#known);
  }

  /** Resolves when nothing is looked for or written any more. */
  async settled(): Promise<void> {
    await Promise.all(this.#searches.values());
    await this.#saving;
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.settled();
  }

  #learn(scope: string, what: { readonly id?: string; readonly authority?: string }): void {
    const before = this.#known.get(scope);
    const id = what.id ?? before?.id;
    if (id === undefined) {
      this.#authorities.set(scope, what.authority ?? '');
      return;
    }
    const authority = what.authority ?? this.#authorities.get(scope) ?? before?.authority ?? null;
    this.#authorities.delete(scope);
    this.#wrongPlaces.delete(scope);
    this.#set(scope, { id, authority, place: before?.place ?? null });
  }

  #search(scope: string, source: string, isSomebodyElse: boolean): void {
    const known = this.#known.get(scope);
    const asked = hostOf(source);
    if (known === undefined || asked === null || this.#searches.has(scope) || this.#abort.signal.aborted) {
      return;
    }
    const wrong = this.#wrongPlaces.get(scope) ?? new Set();
    const current = keyOf(known.place ?? { host: asked.host, port: portOf(asked) });
    this.#wrongPlaces.set(scope, wrong.add(current));
    const search = this.#options.find(known.id, this.#abort.signal).then((found) => {
      this.#searches.delete(scope);
      // HTTPS is never given up for a PetLog that says it has none.
      const places = found.flatMap(({ address, port, httpsPort }): Place[] => {
        const portThere = asked.scheme === 'petlog+https' ? httpsPort : port;
        return portThere === null ? [] : [{ host: address, port: portThere }];
      });
      const place = places.find((one) => !wrong.has(keyOf(one)));
      if (place !== undefined) {
        this.#options.logger.info({ petlog: known.id, ...place }, 'another PetLog has another address now');
        this.#set(scope, { ...known, place });
        return;
      }
      this.#wrongPlaces.delete(scope);
      const isStillThere = !isSomebodyElse && places.some((one) => keyOf(one) === current);
      if (!isStillThere && !this.#abort.signal.aborted) {
        // Where it is nowhere, whoever answers at the address in the settings is taken for a new one.
        this.#set(scope, isSomebodyElse && known.place === null ? null : { ...known, place: null });
      }
    });
    this.#searches.set(scope, search);
  }

  /** @param known null to forget it */
  #set(scope: string, known: Known | null): void {
    if (JSON.stringify(known) === JSON.stringify(this.#known.get(scope) ?? null)) {
      return;
    }
    if (known === null) {
      this.#known.delete(scope);
    } else {
      this.#known.set(scope, known);
    }
    this.#saving = this.#saving.then(async () => {
      const path = join(this.#options.dataDirectory, knownPetLogsFile);
      try {
        await writeAtomically(path, `${JSON.stringify(this.all)}\n`);
      } catch (error) {
        this.#options.logger.warn({ err: error }, 'who another PetLog is could not be kept');
      }
    });
  }
}

const keyOf = ({ host, port }: Place): string => `${host}:${port}`;
