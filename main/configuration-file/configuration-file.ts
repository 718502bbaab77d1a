import type { Problem } from '../../shared/api.ts';
import type { ConfigurationFile, ConfigurationImported } from '../../shared/configuration-file.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { Clock } from '../system/clock.ts';
import { diskReason } from '../system/disk-errors.ts';
import { JobQueue } from '../system/job-queue.ts';
import { formatFile, type ReadFile, readFile } from './format.ts';
import type { AnySectionSource, Review, Reviewer } from './section.ts';
import { accessSection, namesAdmin } from './sections/access-section.ts';
import { isRestoreWaiting } from './waiting-file.ts';
import { leaveForNextStart } from './waiting-restore.ts';

export interface ConfigurationFilesOptions {
  readonly dataDirectory: string;
  readonly sources: readonly AnySectionSource[];
  readonly version: string;
  /** What the camera is called. */
  name(): string;
  /** Has PetLog end and start again; null where nobody would start it. */
  readonly restart: (() => void) | null;
  readonly clock: Pick<Clock, 'nowMicroseconds' | 'after'>;
}

/** So long the answer has to reach who asked. */
const answerMilliseconds = 1000;

/** What this camera is set up like, as a file, and back. */
export class ConfigurationFiles {
  readonly #options: ConfigurationFilesOptions;
  readonly #jobs = new JobQueue();
  #problem: Problem | null;
  #cancelRestart = (): void => {};

  constructor(options: ConfigurationFilesOptions) {
    this.#options = options;
    this.#problem = isRestoreWaiting(options.dataDirectory) ? this.#waiting() : null;
  }

  /** That settings wait for the next start, for every screen. */
  get problems(): readonly Problem[] {
    return this.#problem === null ? [] : [this.#problem];
  }

  /** @throws PetLogError `configuration_incomplete` */
  async export(passphrase: string | undefined): Promise<ConfigurationFile> {
    const { sources, version, name, clock } = this.#options;
    const isSealed = passphrase !== undefined;
    const contents: Record<string, unknown> = {};
    for (const { section, collect } of sources.filter(({ section: { isSecret } }) => isSealed || !isSecret)) {
      try {
        contents[section.name] = await collect(isSealed);
      } catch (error) {
        throw new PetLogError('configuration_incomplete', { reason: diskReason(error) }, { cause: error });
      }
    }
    const createdAt = new Date(clock.nowMicroseconds() / 1000).toISOString();
    return formatFile({ petlog_version: version, created_at: createdAt, name: name() }, contents, passphrase ?? null);
  }

  /**
   * Checks a file as a whole, and has all of it brought back at the next start.
   *
   * @throws PetLogError `configuration_...` for a file that cannot be used, `settings_not_saved`; nothing changes then
   */
  import(
    { file, passphrase, preview }: { readonly file: unknown; readonly passphrase?: string | undefined; readonly preview: boolean },
    isOwner: boolean,
  ): Promise<ConfigurationImported> {
    return this.#jobs.add(async () => {
      const read = await readFile(file, passphrase ?? null);
      const reviews = await this.#review(read, isOwner);
      const { restart, clock } = this.#options;
      if (!preview) {
        await this.#leave(reviews);
        if (restart !== null) {
          this.#cancelRestart();
          this.#cancelRestart = clock.after(answerMilliseconds, restart);
        }
      }
      return {
        message: preview
          ? 'This is what the file would change.'
          : `The settings are brought back when PetLog starts again${restart === null ? '; start it again now' : ', which it does now'}.`,
        ...read.head,
        has_secrets: read.isSealed,
        changes: [...reviews.values()].flatMap(({ changes }) => changes),
        left_out: [...reviews.values()].flatMap(({ leftOut }) => leftOut),
        takes_effect: preview ? 'preview' : restart === null ? 'next_start' : 'restarting',
      };
    });
  }

  async close(): Promise<void> {
    await this.#jobs.idle; // each of which may have a restart follow
    this.#cancelRestart();
  }

  async #review({ sections, head, isSealed }: ReadFile, isOwner: boolean): Promise<Map<string, Review<unknown>>> {
    const { sources } = this.#options;
    const unknown = Object.keys(sections).find((name) => !sources.some(({ section }) => section.name === name));
    if (unknown !== undefined) {
      throw new PetLogError('configuration_newer', { version: head.petlog_version });
    }
    const contents = sources
      .filter(({ section }) => sections[section.name] !== undefined && (isSealed || !section.isSecret))
      .map((source) => ({ source, content: parse(source, sections[source.section.name]) }));
    const access = contents.find(({ source }) => source.section.name === accessSection.name)?.content;
    const reviewer: Reviewer = { isOwner, hasAdmin: access !== undefined && namesAdmin(accessSection.schema.parse(access)) };
    const reviews = new Map<string, Review<unknown>>();
    for (const { source, content } of contents) {
      reviews.set(source.section.name, await source.review(content, reviewer).catch(explain));
    }
    return reviews;
  }

  async #leave(reviews: ReadonlyMap<string, Review<unknown>>): Promise<void> {
    const contents = [...reviews].filter(([, { content }]) => content !== null).map(([name, { content }]) => [name, content] as const);
    try {
      await leaveForNextStart(this.#options.dataDirectory, Object.fromEntries(contents));
    } catch (error) {
      throw new PetLogError('settings_not_saved', { reason: diskReason(error) }, { cause: error });
    }
    this.#problem = this.#waiting();
  }

  #waiting(): Problem {
    return {
      code: 'configuration_waiting',
      message: new PetLogError('configuration_waiting').message,
      since: new Date(this.#options.clock.nowMicroseconds() / 1000).toISOString(),
    };
  }
}

function parse({ section }: AnySectionSource, content: unknown): unknown {
  const result = section.schema.safeParse(content);
  if (!result.success) {
    const [issue] = result.error.issues;
    const path = [section.name, ...(issue?.path ?? [])].join('.');
    throw new PetLogError('configuration_not_allowed', { reason: `${path}: ${issue?.message ?? 'it is not understood'}.` });
  }
  return result.data;
}

function explain(error: unknown): never {
  throw error instanceof PetLogError && error.code === 'invalid_input'
    ? new PetLogError('configuration_not_allowed', { reason: error.message }, { cause: error })
    : error;
}
