import { PetLogError } from '../../shared/errors.ts';
import type { Operations } from '../../shared/routes.ts';
import type { AuthorityState, Trust as TrustState } from '../../shared/trust.ts';
import type { HomeAuthority } from './home-certificate.ts';
import type { OpenCertificates } from './open-certificates.ts';
import { readTunnels, tunnelOf } from './tunnels.ts';

export type TrustOperations = Pick<Operations, 'trust.get' | 'authority.get' | 'authority.create' | 'remote_access.get'>;

interface TrustDependencies {
  /** Null where HTTPS is off. */
  opened: OpenCertificates | null;
  /** The real one; null where HTTPS is off. */
  httpsPort(): number | null;
}

/** How devices come to trust the certificate of HTTPS, and how PetLog is reached from elsewhere. */
export class Trust {
  readonly #dependencies: TrustDependencies;
  readonly operations: TrustOperations;

  constructor(dependencies: TrustDependencies) {
    this.#dependencies = dependencies;
    this.operations = {
      'trust.get': async () => this.#state(),
      'authority.get': async () => this.#stateForAdmins(),
      'authority.create': async ({ replace }) => {
        await this.#createAuthority(replace);
        return this.#stateForAdmins();
      },
      'remote_access.get': async (_input, { address }) => ({ tunnels: readTunnels(), came_through: tunnelOf(address) }),
    };
  }

  /** That of this home; null where there is none. */
  get authority(): HomeAuthority | null {
    return this.#dependencies.opened?.home?.authority ?? null;
  }

  #state(): TrustState {
    const { opened, httpsPort } = this.#dependencies;
    const { authority } = this;
    return {
      https_port: httpsPort(),
      certificate: opened === null ? null : opened.home === null ? 'own' : authority === null ? 'self_signed' : 'authority',
      authority: authority === null ? null : { fingerprint: authority.fingerprint, valid_until: authority.validUntil.toISOString() },
    };
  }

  #stateForAdmins(): AuthorityState {
    return { ...this.#state(), names_outside: [...(this.#dependencies.opened?.home?.namesOutside ?? [])] };
  }

  async #createAuthority(mayReplace: boolean): Promise<void> {
    const { opened } = this.#dependencies;
    if (opened === null) {
      throw new PetLogError('https_off');
    }
    const { home, certificates } = opened;
    if (home === null) {
      throw new PetLogError('own_certificate');
    }
    await certificates.change(async () => {
      if (home.authority !== null && !mayReplace) {
        throw new PetLogError('authority_exists');
      }
      try {
        await home.replaceAuthority();
      } catch (error) {
        throw new PetLogError('settings_not_saved', { reason: error instanceof Error ? error.message : String(error) }, { cause: error });
      }
    });
  }
}
