import type { z } from 'zod';
import type { PairInput, SignInInput } from '../../shared/access.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { BusEvents } from '../../shared/events.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { AccountStore } from './account-store.ts';
import { type Attempts, ofAccount, ofAddress } from './attempts.ts';
import type { DeviceStore, NewDevice, StoredDevice } from './device-store.ts';
import type { Invitations } from './invitations.ts';
import type { Passwords } from './passwords.ts';
import type { Permissions } from './permissions.ts';
import type { RunningTime } from './running-time.ts';

import { permissionOf } from './principal.ts';

/** Signing in again and again must not fill the disk; who was away longest goes first. */
const mostDevicesOfAccount = 50;

/** A device that was let in, with what it shows from now on. */
export interface OpenSession {
  readonly device: StoredDevice;
  readonly accessToken: string;
  readonly accessExpiresAtMilliseconds: number;
  readonly refreshToken: string;
}

interface SessionsDependencies {
  devices: DeviceStore;
  accounts: AccountStore;
  invitations: Invitations;
  passwords: Passwords;
  attempts: Attempts;
  tokens: AccessTokens;
  permissions: Permissions;
  runningTime: Pick<RunningTime, 'milliseconds'>;
  onChanged(change: BusEvents['access.changed']): void;
}

/** How a device comes in, stays, and goes. */
export class Sessions {
  readonly #dependencies: SessionsDependencies;
  /** Let in by `letIn`, and not heard of since. */
  #unconfirmedId: string | null = null;

  constructor(dependencies: SessionsDependencies) {
    this.#dependencies = dependencies;
  }

  /** @throws PetLogError `wrong_code`, `too_many_attempts` */
  async pair({ code, device_name }: z.output<typeof PairInput>, address: string): Promise<OpenSession> {
    const { attempts, invitations } = this.#dependencies;
    attempts.assertAllowed(ofAddress(address));
    const invitedAs = invitations.redeem(code, device_name);
    if (invitedAs === null) {
      attempts.failed(ofAddress(address));
      throw new PetLogError('wrong_code');
    }
    attempts.succeeded(ofAddress(address));
    return this.#open({ name: device_name, role: invitedAs.role, cameraIds: invitedAs.cameraIds, accountId: null, address }, 'paired');
  }

  /**
   * Lets an admin's device in without a code, where everyone may do everything. It stays a guest until
   * `confirm`: where it never learns that it was let in, the next one takes its place.
   */
  async letIn(deviceName: string, address: string): Promise<OpenSession> {
    this.#endUnconfirmed();
    const session = await this.#open({ name: deviceName, role: 'admin', cameraIds: null, accountId: null, address }, 'paired');
    this.#unconfirmedId = session.device.id;
    return session;
  }

  /** The device has shown that it knows that it was let in. */
  confirm(deviceId: string | null): void {
    if (this.#unconfirmedId === deviceId) {
      this.#unconfirmedId = null;
    }
    this.#endUnconfirmed();
  }

  /** @throws PetLogError `wrong_password`, `too_many_attempts` */
  async signIn({ name, password, device_name }: z.output<typeof SignInInput>, address: string): Promise<OpenSession> {
    const { attempts, accounts, passwords } = this.#dependencies;
    const subjects = [ofAddress(address), ofAccount(name)];
    attempts.assertAllowed(...subjects);
    if (passwords.isBusy) {
      throw new PetLogError('too_many_attempts', { seconds: 5 }, { retryAfterSeconds: 5 });
    }
    attempts.failed(...subjects); // before the answer is known: guesses at the same time count as well
    const account = accounts.findByName(name);
    const isRight = await passwords.matches(password, account?.passwordHash ?? null);
    // Somebody may have changed or removed the account meanwhile.
    const current = account === null ? null : accounts.find(account.id);
    if (!isRight || current === null || current.passwordHash !== account?.passwordHash) {
      throw new PetLogError('wrong_password');
    }
    attempts.succeeded(...subjects);
    const others = this.#dependencies.devices.listOfAccount(current.id);
    others.slice(mostDevicesOfAccount - 1).forEach((device) => this.end(device.id, 'expired'));
    return this.#open({ name: device_name, role: current.role, cameraIds: null, accountId: current.id, address }, 'signed_in');
  }

  /**
   * Uses up a refresh token. One that was used before shuts the device out:
   * either its owner or somebody else has a stolen copy.
   *
   * @throws PetLogError `unauthorized`, `session_ended`, `too_many_attempts`
   */
  async refresh(refreshToken: string, address: string): Promise<OpenSession> {
    const { devices, tokens, runningTime } = this.#dependencies;
    const known = devices.findRefreshToken(refreshToken);
    if (known === null) {
      return this.#refuse(address);
    }
    const device = devices.find(known.deviceId);
    if (known.isUsed) {
      return this.#endReused(known.deviceId);
    }
    if (device === null || device.expiresAtRunningMilliseconds <= runningTime.milliseconds()) {
      this.end(known.deviceId, 'expired');
      throw new PetLogError('session_ended', { reason: 'it was not used for 90 days' });
    }
    const { token, expiresAtMilliseconds } = await tokens.issue(device.id);
    const replacement = devices.replaceRefreshToken(refreshToken, address);
    if (replacement === null) {
      return devices.find(device.id) === null ? this.#refuse(address) : this.#endReused(device.id);
    }
    return { device, accessToken: token, accessExpiresAtMilliseconds: expiresAtMilliseconds, refreshToken: replacement };
  }

  /** The answer to a refresh never left, as the connection broke: its token can be used again. */
  takeBack(usedToken: string, session: OpenSession): void {
    this.#dependencies.devices.takeBack(usedToken, session.refreshToken);
  }

  /** Shuts a device out, with everything it watches. */
  end(deviceId: string, reason: BusEvents['access.changed']['reason']): void {
    const { devices } = this.#dependencies;
    const device = devices.find(deviceId);
    if (device !== null) {
      devices.remove(deviceId);
      this.ended(device, reason);
    }
  }

  /** A device is not known any more: ends everything it watches. */
  ended({ id, name }: StoredDevice, reason: BusEvents['access.changed']['reason']): void {
    const { permissions, onChanged } = this.#dependencies;
    permissions.end(permissionOf({ kind: 'device', id }));
    onChanged({ device_name: name, reason });
  }

  #endUnconfirmed(): void {
    if (this.#unconfirmedId !== null) {
      this.end(this.#unconfirmedId, 'expired');
    }
    this.#unconfirmedId = null;
  }

  async #open(device: NewDevice, reason: BusEvents['access.changed']['reason']): Promise<OpenSession> {
    const { devices, tokens, onChanged } = this.#dependencies;
    const { id, refreshToken } = devices.add(device);
    const stored = devices.find(id);
    if (stored === null) {
      throw new PetLogError('internal');
    }
    onChanged({ device_name: device.name, reason });
    const { token, expiresAtMilliseconds } = await tokens.issue(id);
    return { device: stored, accessToken: token, accessExpiresAtMilliseconds: expiresAtMilliseconds, refreshToken };
  }

  /** Only who shows no token that ever was has to wait: strangers at the same address must not shut a family out. */
  #refuse(address: string): never {
    const { attempts } = this.#dependencies;
    attempts.assertAllowed(ofAddress(address));
    attempts.failed(ofAddress(address));
    throw new PetLogError('unauthorized', { access: 'viewer' });
  }

  #endReused(deviceId: string): never {
    this.end(deviceId, 'reused');
    throw new PetLogError('session_ended', { reason: 'its key was used twice, as a stolen copy would be' });
  }
}
