import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { assertWatchable } from '../../../../renderer/video/assert-watchable.ts';

let asked: string[];
let answer: Response;

beforeEach(() => {
  asked = [];
  vi.stubGlobal('document', { baseURI: 'http://camera.test/pets/' });
  vi.stubGlobal('fetch', async (address: URL) => {
    asked.push(address.href);
    return answer;
  });
});

afterEach(() => vi.unstubAllGlobals());

const status = (values: object): Response => Response.json({ privacy: false, explicitly_stopped: false, ...values });

test('a camera that nobody has stopped may be watched, also one that rests', async () => {
  answer = status({ state: 'stopped' });
  await assertWatchable('garden');
  expect(asked).toEqual(['http://camera.test/pets/live/status?camera=garden']);
});

test.each([
  ['stopped by somebody', () => status({ explicitly_stopped: true })],
  ['private', () => status({ privacy: true })],
  ['not there any more', () => Response.json({ code: 'camera_not_found', detail: 'There is no such camera.' }, { status: 404 })],
])('one that is %s may not', async (_what, answerOf) => {
  answer = answerOf();
  await expect(assertWatchable(undefined)).rejects.toThrow();
  expect(asked).toEqual(['http://camera.test/pets/live/status']);
});
