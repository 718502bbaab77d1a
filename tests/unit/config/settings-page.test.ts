import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { configKeys } from '../../../main/config/keys.ts';
import { settingNames } from '../../../renderer/state/settings/setting-fields.ts';

const page = await readFile(new URL('../../../docs/settings.md', import.meta.url), 'utf8');
const [inApp, onNoScreen] = page
  .split('\n## ')
  .slice(1)
  .map((part) => [...part.matchAll(/`(\w+\.\w+)`/g)].map(([, key]) => key));

describe('docs/settings.md', () => {
  test('names every key once: in the app, or on no screen', () => {
    const named = [...(inApp ?? []), ...(onNoScreen ?? [])].toSorted();
    expect(named).toEqual(configKeys.map(({ path }) => path).toSorted());
  });

  test('has what the settings on the screens change among those of the app', () => {
    expect(inApp).toEqual(expect.arrayContaining([...settingNames]));
  });
});
