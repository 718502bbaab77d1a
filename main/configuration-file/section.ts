import type { z } from 'zod';
import type { ConfigurationChange } from '../../shared/configuration-file.ts';
import type { Logger } from '../system/logger.ts';

/** Where a section is brought back: a data directory that no PetLog runs on. */
export interface Place {
  readonly dataDirectory: string;
  readonly logger: Logger;
}

/** On whose behalf a file is brought back. */
export interface Reviewer {
  /** Whether they own the machine, and not only the camera: paths of files are theirs to say. */
  readonly isOwner: boolean;
  /** Whether the file names somebody who may change everything; only then it decides who comes in. */
  readonly hasAdmin: boolean;
}

/** What a section of a file would do here. */
export interface Review<Content> {
  /** What is brought back of it; null where everything stays as it is. */
  readonly content: Content | null;
  readonly changes: readonly ConfigurationChange[];
  /** Keys of settings that stay as they are. */
  readonly leftOut: readonly string[];
}

/** A part of what a file holds, as one room of PetLog keeps it. */
export interface Section<Content> {
  readonly name: string;
  readonly schema: z.ZodType<Content>;
  /** Only in files with a passphrase. */
  readonly isSecret: boolean;
  /**
   * Writes all of it where the next start finds it. May be interrupted at any time, and is done again then.
   *
   * @throws the system's error
   */
  bringBack(content: Content, place: Place): Promise<void>;
}

/** The same part in a PetLog that runs. */
export interface SectionSource<Content> {
  readonly section: Section<Content>;
  /**
   * What it is like now.
   *
   * @param withSecrets whether the file is encrypted
   * @throws the system's error, where a part cannot be read
   */
  collect(withSecrets: boolean): Content | Promise<Content>;
  /**
   * Says what would change, and changes nothing.
   *
   * @throws PetLogError `invalid_input` for what cannot be here
   */
  review(content: Content, reviewer: Reviewer): Promise<Review<Content>>;
}

/** In a table of sections: what one collects, and its schema lets through, is what it brings back. */
export type AnySection = Section<unknown>;
export type AnySectionSource = SectionSource<unknown>;

/** Names of things by their ids, before and after. */
export function changeOf(
  part: ConfigurationChange['part'],
  before: ReadonlyMap<string, NamedThing>,
  after: ReadonlyMap<string, NamedThing>,
): ConfigurationChange[] {
  const change: ConfigurationChange = {
    part,
    added: [...after].filter(([id]) => !before.has(id)).map(([, { name }]) => name),
    changed: [...after].filter(([id, { state }]) => before.has(id) && before.get(id)?.state !== state).map(([, { name }]) => name),
    removed: [...before].filter(([id]) => !after.has(id)).map(([, { name }]) => name),
  };
  return change.added.length + change.changed.length + change.removed.length === 0 ? [] : [change];
}

export interface NamedThing {
  readonly name: string;
  /** Two that are alike have the same. */
  readonly state: string;
}
