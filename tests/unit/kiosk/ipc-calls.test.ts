import type { IpcMain } from 'electron';
import { describe, expect, test } from 'vitest';
import { registerCalls, type IpcCallHandlers } from '../../../main/kiosk/ipc-calls.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { PetLogError, type ValueError } from '../../../shared/errors.ts';
import { callChannel } from '../../../shared/ipc-channels.ts';
import { ipcCalls, type IpcCallName, kioskRouteNames } from '../../../shared/ipc.ts';
import { jsonRoutes } from '../../../shared/routes.ts';

const page = 'http://127.0.0.1:8000/?view=kiosk';
const mainFrame = { url: page, parent: null };

function create(overrides: Partial<IpcCallHandlers> = {}, isLocked = false) {
  const registered = new Map<string, (event: unknown, ...args: unknown[]) => unknown>();
  const ipcMain = {
    handle: (channel: string, listener: (event: never, ...args: unknown[]) => unknown) => void registered.set(channel, listener as never),
    removeHandler: (channel: string) => void registered.delete(channel),
  } as Pick<IpcMain, 'handle' | 'removeHandler'>;
  const inputs: unknown[] = [];
  const errors: object[] = [];
  const echo = Object.fromEntries(
    Object.keys(ipcCalls).map((name) => [name, async (input: unknown) => (inputs.push(input), { of: name })]),
  ) as unknown as IpcCallHandlers;
  const unregister = registerCalls({
    ipcMain,
    handlers: { ...echo, ...overrides },
    isTrustedUrl: (url) => url === page,
    lock: {
      assertUnlocked() {
        if (isLocked) {
          throw new PetLogError('locked');
        }
      },
    },
    logger: { ...silentLogger, error: (fields) => errors.push(fields) },
  });
  const call = async (name: IpcCallName, input: unknown, senderFrame: object | null = mainFrame) =>
    registered.get(callChannel)?.({ senderFrame }, name, input);
  return { registered, inputs, errors, unregister, call };
}

describe('calls of the kiosk', () => {
  test('one channel is there, and gone afterwards', () => {
    const { registered, unregister } = create();
    expect([...registered.keys()]).toEqual([callChannel]);
    unregister();
    expect(registered.size).toBe(0);
  });

  test.each(kioskRouteNames)('%s takes and gives what its route does', async (name) => {
    const { access, input, output } = ipcCalls[name];
    expect({ access, input, output }).toEqual({
      access: jsonRoutes[name].access,
      input: jsonRoutes[name].input,
      output: jsonRoutes[name].output,
    });
  });

  test.each([
    'nothing',
    'live.start ',
    '',
    '__proto__',
    'toString',
    'api.welcome',
    undefined,
    null,
    7,
    ['live.start'],
    { name: 'live.start' },
  ])('there is no call %j', async (name) => {
    const { call, inputs } = create();
    const reply = await call(name as 'live.start', {});
    expect(reply).toMatchObject({ ok: false, code: 'invalid_input', message: expect.stringContaining('There is no call') });
    expect(inputs).toEqual([]);
  });

  test('a valid call gets its value', async () => {
    const { call, inputs } = create();
    expect(await call('record.start', { duration: 10 })).toEqual({ ok: true, value: { of: 'record.start' } });
    expect(inputs).toEqual([{ duration: 10 }]);
  });

  test.each([
    ['another page', { url: 'http://127.0.0.1:8000/docs', parent: null }],
    ['a frame inside the page', { url: page, parent: mainFrame }],
    ['a frame that is gone', null],
  ])('%s is refused', async (_name, frame) => {
    const { call, inputs } = create();
    expect(await call('live.stop', {}, frame)).toEqual({
      ok: false,
      code: 'forbidden',
      message: 'This needs the permission "kiosk".',
      retryAfterSeconds: null,
      errors: [],
    });
    expect(inputs).toEqual([]);
  });

  test.each([
    ['record.start', { duration: 0 }, 'duration'],
    ['record.start', { filename: '../x' }, 'filename'],
    ['live.start', { surprise: 1 }, 'surprise'],
    ['live.status', undefined, 'missing'],
    ['settings.change', { camera: { quality: 101 } }, 'camera.quality'],
  ] as const)('%s(%j) never reaches its handler', async (name, input, mention) => {
    const { call, inputs } = create();
    const reply = await call(name, input);
    expect(reply).toMatchObject({ ok: false, code: 'invalid_input' });
    expect((reply as { message: string }).message).toContain(mention);
    expect((reply as { errors: readonly ValueError[] }).errors).toMatchObject([{ path: mention === 'missing' ? '' : mention }]);
    expect(inputs).toEqual([]);
  });

  test('an expected failure keeps its code and sentence', async () => {
    const { call, errors } = create({ 'record.stop': () => Promise.reject(new PetLogError('not_recording')) });
    expect(await call('record.stop', {})).toEqual({
      ok: false,
      code: 'not_recording',
      message: 'No recording is running; start one first.',
      retryAfterSeconds: null,
      errors: [],
    });
    expect(errors).toEqual([]);
  });

  test('which values were wrong crosses the bridge, whoever found out', async () => {
    const errors = [{ path: 'source', message: 'is not allowed.' }];
    const refuse = () => Promise.reject(new PetLogError('invalid_input', { detail: 'source: is not allowed.' }, { errors }));
    const { call } = create({ 'cameras.add': refuse });
    expect(await call('cameras.add', { source: 'mock' })).toMatchObject({ ok: false, code: 'invalid_input', errors });
  });

  test.each([
    ['settings.change', {}],
    ['settings.get', {}],
    ['recordings.remove', { id: '1' }],
    ['devices.revoke', { id: '1' }],
    ['invitations.create', {}],
    ['accounts.create', { name: 'Eve', password: '12345678' }],
    ['tokens.create', { name: 'Eve' }],
    ['audit.list', {}],
    ['kiosk.set_pin', { pin: null }],
    ['kiosk.leave', {}],
    ['privacy.set', { on: false }],
  ] as const)('a locked screen does not do %s(%j)', async (name, input) => {
    const { call, inputs } = create({}, true);
    expect(await call(name, input)).toEqual({
      ok: false,
      code: 'locked',
      message: 'The kiosk is locked; enter its PIN first.',
      retryAfterSeconds: null,
      errors: [],
    });
    expect(inputs).toEqual([]);
  });

  test.each([
    ['live.start', {}],
    ['live.stop', {}],
    ['recordings.list', {}],
    ['privacy.set', { on: true }],
    ['kiosk.info', {}],
    ['kiosk.wake', {}],
    ['kiosk.unlock', { pin: '1234' }],
    ['kiosk.lock', {}],
  ] as const)('a locked screen still does %s(%j)', async (name, input) => {
    const { call } = create({}, true);
    expect(await call(name, input)).toMatchObject({ ok: true });
  });

  test('when to try again crosses the bridge', async () => {
    const { call } = create({
      'kiosk.unlock': () => Promise.reject(new PetLogError('too_many_attempts', { seconds: 8 }, { retryAfterSeconds: 8 })),
    });
    expect(await call('kiosk.unlock', { pin: '1234' })).toMatchObject({ ok: false, code: 'too_many_attempts', retryAfterSeconds: 8 });
  });

  test('a bug is logged and told without its details', async () => {
    const { call, errors } = create({ 'live.start': () => Promise.reject(new Error('secret /path')) });
    const reply = await call('live.start', {});
    expect(reply).toMatchObject({ ok: false, code: 'internal' });
    expect(JSON.stringify(reply)).not.toContain('secret');
    expect(errors).toHaveLength(1);
  });
});
