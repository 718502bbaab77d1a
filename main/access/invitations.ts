import { randomInt } from 'node:crypto';
import type { Invitation, NewInvitation, Role } from '../../shared/access.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { Clock } from '../system/clock.ts';
import { isSameSecret, randomId } from './hash.ts';
import type { StoredCameraIds } from './stored-camera-ids.ts';

const validMilliseconds = 2 * 60 * 1000;
/** Of a million codes: with three of them open, five guesses have a chance of 1 in 67,000. */
const tries = 5;
const mostOpen = 3;
const mostRemembered = 50;

/** What a device that comes in may do and see. */
export interface InvitedAs {
  readonly role: Role;
  readonly cameraIds: StoredCameraIds;
}

interface Entry extends InvitedAs {
  readonly id: string;
  readonly code: string;
  readonly expiresAtMonotonicMilliseconds: number;
  readonly expiresAt: string;
  state: Invitation['state'];
  triesLeft: number;
  deviceName: string | null;
}

/**
 * Six-digit codes that each let one device in: for two minutes, with five
 * tries, once. A wrong code costs every open invitation a try, for nobody knows
 * which one was meant. They end with the process.
 */
export class Invitations {
  readonly #clock: Clock;
  #entries: Entry[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws PetLogError `too_many_invitations` */
  create({ role, cameraIds }: InvitedAs): Omit<NewInvitation, 'url'> {
    const open = this.#entries.filter((entry) => this.#stateOf(entry) === 'open');
    if (open.length >= mostOpen) {
      throw new PetLogError('too_many_invitations', { limit: mostOpen });
    }
    let code: string;
    do {
      code = String(randomInt(1_000_000)).padStart(6, '0');
    } while (open.some((entry) => entry.code === code));
    const entry: Entry = {
      id: randomId(),
      code,
      role,
      cameraIds,
      expiresAtMonotonicMilliseconds: this.#clock.monotonicMilliseconds() + validMilliseconds,
      expiresAt: new Date(this.#clock.nowMicroseconds() / 1000 + validMilliseconds).toISOString(),
      state: 'open',
      triesLeft: tries,
      deviceName: null,
    };
    this.#entries = [entry, ...this.#entries].slice(0, mostRemembered);
    return { ...this.#show(entry), code };
  }

  /** @throws PetLogError `invitation_not_found` */
  find(id: string): Invitation {
    return this.#show(this.#entry(id));
  }

  /** @throws PetLogError `invitation_not_found` */
  cancel(id: string): Invitation {
    const entry = this.#entry(id);
    if (this.#stateOf(entry) === 'open') {
      entry.state = 'cancelled';
    }
    return this.#show(entry);
  }

  /**
   * Uses up the invitation with that code.
   *
   * @returns what the device may do and see; null when there is no such invitation
   */
  redeem(code: string, deviceName: string): InvitedAs | null {
    const open = this.#entries.filter((entry) => this.#stateOf(entry) === 'open');
    const [found] = open.filter((entry) => isSameSecret(entry.code, code));
    if (found !== undefined) {
      found.state = 'used';
      found.deviceName = deviceName;
      return { role: found.role, cameraIds: found.cameraIds };
    }
    for (const entry of open) {
      entry.triesLeft -= 1;
      entry.state = entry.triesLeft === 0 ? 'refused' : 'open';
    }
    return null;
  }

  #entry(id: string): Entry {
    const entry = this.#entries.find((candidate) => candidate.id === id);
    if (entry === undefined) {
      throw new PetLogError('invitation_not_found', { id });
    }
    return entry;
  }

  #stateOf(entry: Entry): Invitation['state'] {
    return entry.state === 'open' && this.#clock.monotonicMilliseconds() >= entry.expiresAtMonotonicMilliseconds ? 'expired' : entry.state;
  }

  #show(entry: Entry): Invitation {
    return {
      invitation_id: entry.id,
      role: entry.role,
      camera_ids: entry.cameraIds === null ? null : [...entry.cameraIds],
      state: this.#stateOf(entry),
      expires_at: entry.expiresAt,
      tries_left: entry.triesLeft,
      device_name: entry.deviceName,
    };
  }
}
