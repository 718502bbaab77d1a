import type { Problem } from '../../shared/api.ts';
import type { Clock } from '../system/clock.ts';
import { JobQueue } from '../system/job-queue.ts';
import type { Logger } from '../system/logger.ts';
import { fingerprintOf, type TlsIdentity } from './tls-identity.ts';

/** Where the certificate comes from. */
export interface CertificateSource {
  /** Somebody else's, who vouches for it; false for one that PetLog signed itself. */
  readonly isOwn: boolean;
  /** The certificate to use now: a new one where that is due. Rejects with a sentence when there is none. */
  load(): Promise<TlsIdentity>;
}

interface CertificatesDependencies {
  source: CertificateSource;
  clock: Clock;
  logger: Logger;
}

/** How often a change is looked for. */
export const certificateCheckMilliseconds = 60_000;

/** The certificate of HTTPS, kept up to date while the server runs. */
export class Certificates {
  readonly #dependencies: CertificatesDependencies;
  readonly #listeners = new Set<(identity: TlsIdentity) => void>();
  #current: TlsIdentity;
  #fingerprint: string;
  #problem: Problem | null = null;
  #cancelCheck: () => void = () => {};
  readonly #jobs = new JobQueue();
  #isClosed = false;

  private constructor(identity: TlsIdentity, dependencies: CertificatesDependencies) {
    this.#dependencies = dependencies;
    this.#current = identity;
    this.#fingerprint = fingerprintOf(identity);
    this.#scheduleCheck();
  }

  /** @throws what the source throws: without a first certificate there is no HTTPS */
  static async open(dependencies: CertificatesDependencies): Promise<Certificates> {
    return new Certificates(await dependencies.source.load(), dependencies);
  }

  get current(): TlsIdentity {
    return this.#current;
  }

  /** SHA-256, `AB:CD:...`. */
  get fingerprint(): string {
    return this.#fingerprint;
  }

  /** Whether the certificate is one that PetLog did not make. */
  get isOwn(): boolean {
    return this.#dependencies.source.isOwn;
  }

  /** Why the certificate could not be brought up to date; the one before stays in use. */
  get problem(): Problem | null {
    return this.#problem;
  }

  /** Calls back with each new certificate. Returns the function that ends the subscription. */
  onChange(listener: (identity: TlsIdentity) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelCheck();
    this.#listeners.clear();
    await this.#jobs.idle;
  }

  /**
   * Changes where the certificate comes from, and takes the new one into use at once.
   *
   * @throws what the change throws; the certificate stays then
   */
  change(job: () => Promise<void>): Promise<void> {
    return this.#jobs.add(async () => {
      await job();
      await this.#update();
    });
  }

  #scheduleCheck(): void {
    this.#cancelCheck = this.#dependencies.clock.after(certificateCheckMilliseconds, () => {
      void this.#jobs.add(() => this.#update()).finally(() => this.#isClosed || this.#scheduleCheck());
    });
  }

  async #update(): Promise<void> {
    const { source, clock, logger } = this.#dependencies;
    try {
      const identity = await source.load();
      this.#problem = null;
      if (identity.certificate === this.#current.certificate && identity.key === this.#current.key) {
        return;
      }
      this.#current = identity;
      this.#fingerprint = fingerprintOf(identity);
      logger.info({ fingerprint: this.#fingerprint }, 'HTTPS has a new certificate');
      this.#listeners.forEach((listener) => listener(identity));
    } catch (error) {
      const message = `The certificate of HTTPS could not be brought up to date, and the one before stays in use: ${error instanceof Error ? error.message : String(error)}.`;
      if (this.#problem?.message !== message) {
        logger.error({ err: error }, message);
        this.#problem = {
          code: 'certificate',
          message,
          since: this.#problem?.since ?? new Date(clock.nowMicroseconds() / 1000).toISOString(),
        };
      }
    }
  }
}
