import type sharpPackage from 'sharp';
import type { Sharp } from 'sharp';
import { beforeEach, expect, test, vi } from 'vitest';
import { MockScene } from '../../../main/drawing-process/mock-scene.ts';
import { drawPlaceholder } from '../../../main/drawing-process/placeholder.ts';

const calls = vi.hoisted((): { input: unknown; options: unknown; methods: string[] }[] => []);

/** The real sharp, which notes what is asked of it. */
vi.mock('sharp', async (importActual) => {
  const { default: real } = await importActual<{ default: typeof sharpPackage }>();
  const noting = (input: Buffer, options: object): Sharp => {
    const methods: string[] = [];
    calls.push({ input, options, methods });
    const watched: Sharp = new Proxy(real(input, options), {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') {
          return member;
        }
        methods.push(String(name));
        return (...parameters: unknown[]): unknown => {
          const result: unknown = Reflect.apply(member, target, parameters);
          return result === target ? watched : result;
        };
      },
    });
    return watched;
  };
  return { default: Object.assign(noting, { cache: real.cache, concurrency: real.concurrency }) };
});

beforeEach(() => {
  calls.length = 0;
});

test.each([
  [
    'a placeholder',
    () => drawPlaceholder({ widthPixels: 320, heightPixels: 240, title: 'No picture', lines: ['since 12:00:00'], quality: 85 }),
  ],
  [
    'a mock picture',
    async () =>
      (
        await MockScene.create({
          name: '',
          widthPixels: 320,
          heightPixels: 240,
          quality: 85,
          mirrorLeftToRight: true,
          mirrorTopToBottom: true,
        })
      ).draw(1, 0),
  ],
])('%s needs nothing of sharp but JPEGs of raw pixels', async (_, draw) => {
  const jpeg = await draw();
  expect(jpeg.subarray(0, 2).toString('hex')).toBe('ffd8');
  expect(calls).toEqual([
    { input: expect.any(Buffer) as Buffer, options: { raw: { width: 320, height: 240, channels: 3 } }, methods: ['jpeg', 'toBuffer'] },
  ]);
  expect((calls[0]?.input as Buffer).length).toBe(320 * 240 * 3);
});
