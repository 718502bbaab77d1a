import type { Role, SessionTokens } from '../../shared/access.ts';
import type { Caller } from '../../shared/routes/route.ts';
import { openAccessControl } from '../../main/access/access-control.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { silentLogger } from '../../main/system/logger.ts';
import { call } from './http-client.ts';
import type { RunningPetLog } from './running-petlog.ts';

/** Who stands in front of the camera's own screen. */
export const kioskCaller: Caller = { kind: 'kiosk', id: null, name: 'kiosk', role: 'admin', address: null };

/** A device that was let in. */
export interface PairedDevice {
  readonly id: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** What a program sends to be recognized. */
  readonly bearer: { readonly Authorization: string };
  /** What a browser sends. */
  readonly cookie: { readonly Cookie: string };
}

const bearerOf = (token: string): PairedDevice['bearer'] => ({ Authorization: `Bearer ${token}` });

export function deviceOf({ device_id, access_token, refresh_token }: SessionTokens): PairedDevice {
  if (device_id === null || access_token === undefined || refresh_token === undefined) {
    throw new Error('these are not the tokens of a device');
  }
  return {
    id: device_id,
    accessToken: access_token,
    refreshToken: refresh_token,
    bearer: bearerOf(access_token),
    cookie: { Cookie: `petlog_access=${access_token}` },
  };
}

/** The code that the camera's own screen shows. */
export async function pairingCode({ petlog }: Pick<RunningPetLog, 'petlog'>, role: Role): Promise<string> {
  return (await petlog.control.operations['invitations.create']({ role }, kioskCaller)).code;
}

/** Lets a device in, as a program that reads the code from the screen does. */
export async function pairDevice(running: Pick<RunningPetLog, 'petlog' | 'url'>, role: Role, deviceName = 'Phone'): Promise<PairedDevice> {
  const code = await pairingCode(running, role);
  const { status, body } = await call(`${running.url}/auth/pair`, 'POST', { code, device_name: deviceName, token_delivery: 'body' });
  if (status !== 200) {
    throw new Error(`not paired: ${JSON.stringify(body)}`);
  }
  return deviceOf(body as unknown as SessionTokens);
}

/** A token for an integration, of every camera unless told otherwise. */
export async function apiToken(
  { petlog }: Pick<RunningPetLog, 'petlog'>,
  scope: Role,
  cameraIds: string[] | null = null,
): Promise<{ id: string; token: string; bearer: PairedDevice['bearer'] }> {
  const { token_id, token } = await petlog.control.operations['tokens.create'](
    { name: 'Integration', scope, camera_ids: cameraIds },
    kioskCaller,
  );
  return { id: token_id, token, bearer: bearerOf(token) };
}

/** A token for a PetLog that is not running yet. */
export async function apiTokenBeforeStart(dataDirectory: string, scope: Role): Promise<PairedDevice['bearer']> {
  const access = await openAccessControl({
    dataDirectory,
    clock: createSystemClock(),
    logger: silentLogger,
    cameraIds: () => ['main'],
    pairingUrl: () => null,
    onChanged: () => {},
  });
  try {
    return bearerOf((await access.operations['tokens.create']({ name: 'Integration', scope }, kioskCaller)).token);
  } finally {
    access.close();
  }
}
