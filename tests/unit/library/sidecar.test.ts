import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { TestLibrary } from '../../support/library.ts';

const noon = Date.UTC(2026, 4, 1, 12);

test.each(['duration_seconds', 'pre_roll_seconds'])(
  'one with an impossible %s is none, and keeps no other recording out of the list',
  async (key) => {
    const facts = { widthPixels: 320, heightPixels: 180, durationMilliseconds: 2000, sizeBytes: 100, frameCount: 30 };
    await using test = await TestLibrary.create({
      media: { finalize: () => Promise.reject(new Error('nothing to finalize here')), probe: () => Promise.resolve(facts) },
    });
    const good = await test.addFiles({ startedAtMilliseconds: noon });
    const damaged = await test.addFiles({ startedAtMilliseconds: noon + 3_600_000 });
    const path = test.storage.sidecar(damaged);
    const content = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    await writeFile(path, JSON.stringify({ ...content, [key]: 1e300 }));
    await test.library.recover(test.storage);
    const listed = test.library.list({}).recordings;
    expect(listed).toHaveLength(2);
    expect(listed).toContainEqual(expect.objectContaining({ recording_id: good, duration: 60 }));
    expect(listed).toContainEqual(expect.objectContaining({ filename: `${damaged}.mp4`, duration: 2, reason: 'imported' }));
    expect(test.library.databaseStatus).toBe('connected');
  },
);
