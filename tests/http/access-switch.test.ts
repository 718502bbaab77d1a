/** From "everyone" to "only people I invite" and back, without shutting out who asks. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, type JsonAnswer } from '../support/http-client.ts';
import { apiToken, deviceOf, kioskCaller, pairDevice } from '../support/paired-device.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

let running: RunningPetLog;

beforeEach(async () => {
  running = await runPetLog({ PETLOG_SECURITY_ACCESS: 'open', PETLOG_CAMERA_RESOLUTION: '128x96' });
});

afterEach(() => running.stop());

const restrict = (headers: Record<string, string> = {}, input: object = {}): Promise<JsonAnswer> =>
  call(`${running.url}/auth/restrict`, 'POST', { device_name: "Anna's phone", ...input }, headers);
const access = (): string => running.petlog.config().security.access;
const devices = async (): Promise<string[]> =>
  (await running.petlog.control.operations['devices.list']({}, kioskCaller)).devices.map(({ name }) => name);

/** What a browser sends from then on. */
const cookiesOf = ({ headers }: JsonAnswer): { Cookie: string } => ({
  Cookie: headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; '),
});

describe('the switch', () => {
  it('lets this device in first, and is made by the call that shows it', async () => {
    const first = await restrict();
    expect(first.body).toMatchObject({ access: 'open', state: 'open', role: 'admin', name: "Anna's phone" });
    expect(access()).toBe('open');
    const second = await restrict(cookiesOf(first));
    expect([second.status, second.body]).toMatchObject([
      200,
      { access: 'accounts', state: 'signed_in', role: 'admin', name: "Anna's phone" },
    ]);
    expect(access()).toBe('accounts');
    expect((await call(`${running.url}/live/status`)).status).toBe(401);
    expect((await call(`${running.url}/settings`, 'GET', undefined, cookiesOf(first))).status).toBe(200);
    expect(await devices()).toEqual(["Anna's phone"]);
    // The same call again, as after an answer that was lost, changes nothing.
    expect((await restrict(cookiesOf(first))).body).toMatchObject({ state: 'signed_in', name: "Anna's phone" });
    expect(await devices()).toEqual(["Anna's phone"]);
  });

  it('leaves everything as it was where the first answer never arrives, and no device behind', async () => {
    await restrict();
    await restrict();
    const heard = await restrict({}, { device_name: 'Tablet' });
    expect([access(), (await call(`${running.url}/live/status`)).status]).toEqual(['open', 200]);
    await restrict(cookiesOf(heard));
    expect([access(), await devices()]).toEqual(['accounts', ['Tablet']]);
  });

  it('works for programs, which send what they were given', async () => {
    const { body } = await restrict({}, { token_delivery: 'body' });
    const device = deviceOf(body as never);
    expect((await restrict(device.bearer)).body['access']).toBe('accounts');
    expect((await call(`${running.url}/auth/session`, 'GET', undefined, device.bearer)).body['role']).toBe('admin');
  });

  it('needs nothing more on a device that was let in as admin before; a viewer is let in anew', async () => {
    const [viewer, admin] = [await pairDevice(running, 'viewer'), await pairDevice(running, 'admin', 'Desk')];
    expect((await restrict(viewer.cookie)).body).toMatchObject({ access: 'open', role: 'admin' });
    expect((await restrict(admin.cookie)).body).toMatchObject({ access: 'accounts', name: 'Desk' });
    expect((await call(`${running.url}/live/status`, 'GET', undefined, viewer.bearer)).status).toBe(200);
    expect((await devices()).sort()).toEqual(['Desk', 'Phone']);
  });

  it('goes back by the settings, and forgets nobody', async () => {
    const first = await restrict();
    await restrict(cookiesOf(first));
    const open = { security: { access: 'open' } };
    expect((await call(`${running.url}/settings`, 'PATCH', open)).status).toBe(401);
    expect((await call(`${running.url}/settings`, 'PATCH', open, cookiesOf(first))).status).toBe(200);
    expect((await call(`${running.url}/live/status`)).status).toBe(200);
    expect(await devices()).toEqual(["Anna's phone"]);
    expect((await restrict(cookiesOf(first))).body['access']).toBe('accounts');
  });

  it('is for admins alone', async () => {
    await restrict(cookiesOf(await restrict()));
    const { bearer } = await apiToken(running, 'viewer');
    expect([(await restrict()).status, (await restrict(bearer)).status]).toEqual([401, 403]);
  });
});

describe('the setting alone', () => {
  const only = { security: { access: 'accounts' as const } };

  it('is refused where it would shut out who asks', async () => {
    const viewer = await pairDevice(running, 'viewer');
    for (const headers of [{}, viewer.bearer, (await apiToken(running, 'viewer')).bearer]) {
      const { status, body } = await call(`${running.url}/settings`, 'PATCH', { ...only, camera: { quality: 50 } }, headers);
      expect([status, body['code']]).toEqual([409, 'would_lock_out']);
    }
    expect([access(), running.petlog.config().camera.quality]).toEqual(['open', 85]);
  });

  it('is changed by who comes in afterwards, and on the own screen', async () => {
    const { bearer } = await apiToken(running, 'admin');
    expect((await call(`${running.url}/settings`, 'PATCH', only, bearer)).status).toBe(200);
    await running.petlog.control.operations['settings.change']({ security: { access: 'open' } }, kioskCaller);
    await running.petlog.control.operations['settings.change'](only, kioskCaller);
    expect(access()).toBe('accounts');
  });
});
