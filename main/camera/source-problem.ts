import type { Problem } from '../../shared/api.ts';
import { type ErrorCode, PetLogError } from '../../shared/errors.ts';
import { AddressRefusal, type EnteredAddresses, UnknownHost } from '../network/entered-address.ts';
import type { Clock } from '../system/clock.ts';
import { placeOfSource } from './source-address.ts';
import type { SourcePermission } from './source-permission.ts';

interface SourceProblemOptions {
  /** `camera.source` */
  source(): string;
  permission(): SourcePermission;
  addresses: Pick<EnteredAddresses, 'resolve' | 'refusalOfAddress'>;
  clock: Clock;
}

/** A saved camera that may not be used, which is told on every screen: it was chosen before, or the owner of the machine thought better of it. */
export class SourceProblem {
  /** For whoever asks the camera: that a name leads where it may not is found out only then. */
  readonly addresses: Pick<EnteredAddresses, 'resolve'>;
  readonly #options: SourceProblemOptions;
  /** Whose name led where it may not, when it was last asked. */
  #refusedSource: string | null = null;
  #code: ErrorCode | null = null;
  #sinceMicroseconds = 0;

  constructor(options: SourceProblemOptions) {
    this.#options = options;
    this.addresses = {
      resolve: async (host, port) => {
        const source = options.source();
        try {
          const found = await options.addresses.resolve(host, port);
          this.#refusedSource = null;
          return found;
        } catch (error) {
          this.#refusedSource = error instanceof AddressRefusal && !(error instanceof UnknownHost) ? source : null;
          throw error;
        }
      },
    };
  }

  get problem(): Problem | null {
    const code = this.#find();
    if (code !== this.#code) {
      this.#code = code;
      this.#sinceMicroseconds = this.#options.clock.nowMicroseconds();
    }
    return code === null
      ? null
      : { code, message: new PetLogError(code).message, since: new Date(this.#sinceMicroseconds / 1000).toISOString() };
  }

  #find(): ErrorCode | null {
    const { permission, addresses } = this.#options;
    const source = this.#options.source();
    if (!permission().allows(source)) {
      return 'camera_source_not_allowed';
    }
    const place = placeOfSource(source);
    const isRefused = place !== null && (source === this.#refusedSource || addresses.refusalOfAddress(place.host, place.port) !== null);
    return isRefused ? 'camera_address_not_allowed' : null;
  }
}
