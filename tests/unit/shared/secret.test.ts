import { expect, test } from 'vitest';
import { z } from 'zod';
import { Config, ConfigPatch } from '../../../shared/config.ts';
import { isSecret, keepSecrets, redactSecrets, secret, unkeptSecrets } from '../../../shared/secret.ts';
import { showValue } from '../../../shared/validation.ts';

const Credentials = z.strictObject({
  username: secret(z.string().default('')),
  password: secret(z.string()).default('').describe('A password.'),
});
const Schema = z.strictObject({
  name: z.string().default(''),
  camera: Credentials.prefault({}),
  cameras: z.record(z.string(), Credentials).default({}),
  channels: z.array(z.strictObject({ url: z.string(), secret: secret(z.string()).optional() })).default([]),
  either: z
    .union([z.strictObject({ kind: z.literal('a'), key: secret(z.string()) }), z.strictObject({ kind: z.literal('b'), path: z.string() })])
    .optional(),
  pair: z.tuple([z.string(), secret(z.string())]).optional(),
});

const value = {
  name: 'cat',
  camera: { username: '', password: 'hunter2' },
  cameras: { garden: { username: 'me', password: 'hunter3' } },
  channels: [{ url: 'http://a', secret: 'one' }, { url: 'http://b' }],
  either: { kind: 'a', key: 'two' },
  pair: ['x', 'three'],
};

test('whatever a schema calls secret is hidden, wherever it is; what is not set may be seen', () => {
  expect(redactSecrets(Schema, value)).toEqual({
    name: 'cat',
    camera: { username: '', password: '<redacted>' },
    cameras: { garden: { username: '<redacted>', password: '<redacted>' } },
    channels: [{ url: 'http://a', secret: '<redacted>' }, { url: 'http://b' }],
    either: { kind: 'a', key: '<redacted>' },
    pair: ['x', '<redacted>'],
  });
  expect(value.camera.password).toBe('hunter2');
});

test('an answer that is sent back changes nothing', () => {
  expect(keepSecrets(Schema, redactSecrets(Schema, { ...value, either: undefined, pair: undefined }), value)).toEqual({
    ...value,
    either: undefined,
    pair: undefined,
  });
  expect(keepSecrets(Schema, { camera: { password: '<redacted>' }, name: '<redacted>' }, value)).toEqual({
    camera: { password: 'hunter2' },
    name: '<redacted>',
  });
  expect(keepSecrets(Schema, { camera: { password: 'new' } }, value)).toEqual({ camera: { password: 'new' } });
});

test('in lists a secret stays with what it belongs to', () => {
  const [first, second] = redactSecrets(Schema, value).channels;
  expect(keepSecrets(Schema, { channels: [second, first] }, value)).toEqual({ channels: [value.channels[1], value.channels[0]] });
  const stolen = keepSecrets(Schema, { channels: [{ url: 'http://evil', secret: '<redacted>' }] }, value);
  expect(JSON.stringify(stolen)).not.toContain('one');
  expect(unkeptSecrets(Schema, stolen)).toEqual(['channels.0.secret']);
});

test('where there is no secret, <redacted> stands for nothing', () => {
  expect(unkeptSecrets(Schema, keepSecrets(Schema, { cameras: { new: { username: '<redacted>', password: 'x' } } }, value))).toEqual([
    'cameras.new.username',
  ]);
  expect(
    unkeptSecrets(Schema, keepSecrets(Schema, redactSecrets(Schema, { camera: value.camera, channels: value.channels }), value)),
  ).toEqual([]);
});

test('an address in a sentence has no name and no password', () => {
  expect(showValue('rtsp://cat:hunter2@cam.local/x')).toBe('"rtsp://<redacted>@cam.local/x"');
  expect(showValue({ url: 'http://cat:p@ss@cam.local/a@b' })).toBe('{"url":"http://<redacted>@cam.local/a@b"}');
  expect(showValue('rtsp://cat:hun/ter2@cam.local/x')).toBe('"rtsp://<redacted>@cam.local/x"');
  expect(showValue('rtsp://cam.local:554/a@b')).toBe('"rtsp://cam.local:554/a@b"');
  expect(showValue('http://cam.local/a@b')).toBe('"http://cam.local/a@b"');
});

test('anything may come from outside', () => {
  for (const input of [
    null,
    1,
    'x',
    [],
    [1],
    { camera: null },
    { camera: 'x' },
    { cameras: [] },
    { channels: {} },
    { channels: [null, '<redacted>'] },
    JSON.parse('{"__proto__": {"password": "<redacted>"}}'),
  ]) {
    expect(unkeptSecrets(Schema, keepSecrets(Schema, input, value))).toEqual([]);
  }
});

test('a change of the configuration knows what is secret, as the configuration does', () => {
  expect(isSecret(secret(z.string().describe('x')))).toBe(true);
  expect(redactSecrets(z.object({ a: secret(z.string().default('')).nullable().optional() }), { a: 'hunter2' })).toEqual({
    a: '<redacted>',
  });
  expect(z.globalRegistry.get(secret(z.string().describe('x')))).toMatchObject({ description: 'x' });
  const name = Config.shape.server.unwrap().shape.name;
  const before = z.globalRegistry.get(name);
  expect(before?.description).toMatch(/^Name of this camera/);
  // ConfigPatch is made from Config when it is loaded, each key with what the schema says about itself.
  const patched = (
    ConfigPatch as unknown as z.ZodObject<{ server: z.ZodOptional<z.ZodObject<{ name: z.ZodOptional }>> }>
  ).shape.server.unwrap().shape.name;
  expect(z.globalRegistry.get(patched.unwrap())?.description).toBe(before?.description);
});
