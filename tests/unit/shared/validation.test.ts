import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { NoInput, RecordingsQuery, RecordStartInput, StartInput } from '../../../shared/api.ts';
import { Config, ConfigPatch } from '../../../shared/config.ts';
import { coerceText, showValue, validate } from '../../../shared/validation.ts';

const sections = Object.keys(Config.shape).join(', ');

function detailOf(schema: z.ZodType, value: unknown, prefix?: string): string {
  const result = validate(schema, value, prefix);
  return result.ok ? 'accepted' : result.detail;
}

const secret = z.string().min(12).meta({ secret: true });

describe('validate', () => {
  it('returns the parsed value with its defaults', () => {
    const result = validate(Config, { camera: { quality: 70 } });
    expect(result).toMatchObject({ ok: true, value: { camera: { quality: 70, frame_rate: 15 }, server: { port: 8000 } } });
  });

  it.each([
    [{ camera: { frame_rate: 99 } }, 'camera.frame_rate: 99 is not allowed; a whole number from 1 to 60 is.'],
    [{ camera: { frame_rate: 'fast' } }, 'camera.frame_rate: "fast" is not allowed; a whole number from 1 to 60 is.'],
    [{ camera: { frame_rate: 1.5 } }, 'camera.frame_rate: 1.5 is not allowed; a whole number from 1 to 60 is.'],
    [{ camera: { frame_rate: Number.NaN } }, 'camera.frame_rate: NaN is not allowed; a whole number from 1 to 60 is.'],
    [{ camera: { hflip: 'yes' } }, 'camera.hflip: "yes" is not allowed; true or false is.'],
    [{ camera: { rotation: 90 } }, 'camera.rotation: 90 is not allowed; 0 or 180 is.'],
    [
      { camera: { source: 'webcam' } },
      'camera.source: "webcam" is not allowed; it must be auto, mock, rpicam, rpicam:NUMBER, raspistill, v4l2, v4l2:/dev/PATH, file:PATH, or an address that begins with rtsp://, rtsps://, http://, https://, petlog+http:// or petlog+https://.',
    ],
    [{ camera: { resolution: [641, 480] } }, 'camera.resolution: [641,480] is not allowed; width and height must be even.'],
    [{ camera: { resolution: [1_000_000, 480] } }, 'camera.resolution.0: 1000000 is not allowed; a whole number from 64 to 4608 is.'],
    [
      { camera: { resolution: [640] } },
      /^camera\.resolution: \[640\] is not allowed; a list of 2: .* is\.$|^camera\.resolution\.1: is missing; /,
    ],
    [{ camera: { frame_rte: 5 } }, 'camera.frame_rte: there is no such key; did you mean frame_rate?'],
    [{ cmaera: {} }, 'cmaera: there is no such key; did you mean camera?'],
    [{ xyzzy: {} }, `xyzzy: there is no such key; allowed here: ${sections}.`],
    [[], `the value given is not allowed; a group of ${sections} is.`],
  ])('names key, value and what is allowed in %j', (value, expected) => {
    const detail = detailOf(ConfigPatch, value);
    if (typeof expected === 'string') {
      expect(detail).toBe(expected);
    } else {
      expect(detail).toMatch(expected);
    }
  });

  it('says the rule of a request that contradicts itself', () => {
    expect(detailOf(RecordStartInput, { duration: 5, record_duration: 6 })).toBe(
      'duration: 5 is not allowed; duration, record_duration and duration_seconds mean the same; give one of them.',
    );
  });

  it('gives the own words of a union', () => {
    expect(detailOf(RecordingsQuery, { start_date: 'yesterday' })).toMatch(
      /^start_date: "yesterday" is not allowed; it must be a date such as /,
    );
  });

  it('says that nothing is allowed where nothing is', () => {
    expect(detailOf(NoInput, { a: 1 })).toBe('a: there is no such key; none is allowed here.');
  });

  it('says what is missing', () => {
    expect(detailOf(z.strictObject({ name: z.string().min(1).max(9) }), {})).toBe('name: is missing; text of 1 to 9 characters is needed.');
  });

  it('reports every wrong key once, and puts the prefix before each path', () => {
    const result = validate(ConfigPatch, { camera: { quality: 0, source: '' }, limits: { viewers: 0 } }, 'file');
    expect(result.ok ? [] : result.errors.map(({ path }) => path)).toEqual([
      'file.camera.source',
      'file.camera.quality',
      'file.limits.viewers',
    ]);
  });

  it('stays on one line when a key does not', () => {
    expect(detailOf(NoInput, { 'a\nb': 1 })).toBe('"a\\nb": there is no such key; none is allowed here.');
  });

  it('keeps one line short, however many keys are wrong', () => {
    const detail = detailOf(ConfigPatch, Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`wrong${index}`, 1])));
    expect(detail).toMatch(/And 35 more\.$/);
  });

  it('does not show the value of a secret', () => {
    expect(detailOf(z.strictObject({ password: z.string().min(12).meta({ secret: true }) }), { password: 'hunter2' })).not.toContain(
      'hunter2',
    );
  });

  it.each([
    ['inside a group', z.strictObject({ login: z.strictObject({ password: secret }) }), { login: 'hunter2' }],
    [
      'inside a group that has a rule',
      z.strictObject({ login: z.strictObject({ name: z.string(), password: secret }).refine(() => false, { error: 'must be known' }) }),
      { login: { name: 'x', password: 'hunter2hunter2' } },
    ],
    ['that is one of several', z.strictObject({ login: z.union([secret, z.number()]) }), { login: ['hunter2'] }],
    ['in a list', z.strictObject({ logins: z.array(secret).max(1) }), { logins: ['hunter2hunter2', 'hunter2hunter2'] }],
    ['that may be missing', z.strictObject({ password: secret.optional().describe('x') }), { password: 'hunter2' }],
  ])('does not show the value of a secret %s', (_what, schema, value) => {
    expect(detailOf(schema, value)).not.toContain('hunter2');
  });

  it('answers any JSON with a value or one line for each error', () => {
    fc.assert(
      fc.property(fc.constantFrom(ConfigPatch, StartInput, RecordingsQuery), fc.json({ maxDepth: 3 }), (schema, json) => {
        const result = validate(schema, JSON.parse(json));
        if (!result.ok) {
          expect(result.errors.length).toBeGreaterThan(0);
          expect(result.detail).not.toMatch(/[\n\0]/);
          for (const { path, message } of result.errors) {
            expect(message).toMatch(/[.?]$/);
            expect(message.length).toBeLessThan(600);
            expect(typeof path).toBe('string');
          }
        }
      }),
    );
  });
});

describe('showValue', () => {
  it('shortens long values without cutting a character in two', () => {
    expect(showValue('x'.repeat(1000))).toHaveLength(60);
    expect(showValue(`${'x'.repeat(57)}😀😀😀`).isWellFormed()).toBe(true);
  });

  it('survives what JSON cannot say', () => {
    const circular: { self?: unknown } = {};
    circular.self = circular;
    expect(showValue(circular)).toBe('a value that refers to itself');
    expect(showValue(Infinity)).toBe('Infinity');
    expect(showValue(10n)).toBe('10');
    expect(showValue(undefined)).toBe('undefined');
  });
});

describe('coerceText', () => {
  const schema = z.strictObject({
    count: z.int().min(1).optional(),
    ratio: z.number().default(1),
    on: z.boolean(),
    angle: z.union([z.literal(0), z.literal(180)]),
    size: z.tuple([z.int(), z.int()]),
    list: z.array(z.string()),
    name: z.string(),
  });

  it.each([
    ['count', '5', 5],
    ['count', '-5', -5],
    ['count', '5.5', '5.5'],
    ['count', '0x10', '0x10'],
    ['count', '1e3', '1e3'],
    ['count', '', ''],
    ['count', ' 5', ' 5'],
    ['count', '99999999999999999999', '99999999999999999999'],
    ['ratio', '0.25', 0.25],
    ['ratio', 'Infinity', 'Infinity'],
    ['on', 'true', true],
    ['on', '1', true],
    ['on', 'false', false],
    ['on', '0', false],
    ['on', 'yes', 'yes'],
    ['angle', '180', 180],
    ['angle', '90', '90'],
    ['size', '1280x720', [1280, 720]],
    ['size', '[1280, 720]', [1280, 720]],
    ['size', '1280,720', [1280, 720]],
    ['size', 'large', 'large'],
    ['size', '[1280', '[1280'],
    ['list', 'a, b', ['a', 'b']],
    ['list', '["a"]', ['a']],
    ['list', '', []],
    ['name', '17', '17'],
    ['unknown', '17', '17'],
    ['__proto__', '17', '17'],
  ])('reads %s=%j as %j', (key, text, expected) => {
    const result = coerceText(schema, Object.fromEntries([[key, text]]));
    expect(Object.entries(result)).toEqual([[key, expected]]);
  });

  it('leaves what is no text alone, such as a parameter given twice', () => {
    expect(coerceText(schema, { count: ['1', '2'] })).toEqual({ count: ['1', '2'] });
  });

  it('refuses a key that would reach the prototype', () => {
    expect(detailOf(StartInput, coerceText(StartInput, Object.fromEntries([['__proto__', 'x']])))).toMatch(
      /^__proto__: there is no such key/,
    );
  });
});
