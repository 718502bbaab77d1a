import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { frugalEnvironment, frugalNodeArguments } from '../../../build/frugal-memory.ts';

describe('what keeps PetLog small', () => {
  it('is said by the installed program too', async () => {
    const script = await readFile(new URL('../../../build/package/files/usr/bin/petlog', import.meta.url), 'utf8');
    for (const [name, value] of Object.entries(frugalEnvironment)) {
      expect(script).toContain(`${name}="\${${name}:-${value}}"`);
    }
    expect(script).toContain(`exec "$home/petlog-node" ${frugalNodeArguments.join(' ')} "$home/resources`);
  });
});
