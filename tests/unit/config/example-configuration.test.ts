import { describe, expect, it } from 'vitest';
import { exampleConfiguration } from '../../../build/docs/configuration.ts';
import { configKeys } from '../../../main/config/keys.ts';
import { readYaml } from '../../../main/config/yaml-file.ts';
import { Config, ConfigPatch } from '../../../shared/config.ts';

describe('docs/config.example.yaml', () => {
  it('is a valid configuration that changes nothing', () => {
    const content = readYaml(exampleConfiguration(), ConfigPatch, 'example');
    expect(content).toMatchObject({ ok: true });
    expect(Config.parse(content.ok ? content.value : null)).toEqual(Config.parse({}));
  });

  it('shows every key with its default', () => {
    const everyKey = exampleConfiguration().replaceAll(/^ {2}#(?=\S)/gm, '  ');
    const content = readYaml(everyKey, ConfigPatch, 'example');
    expect(content.ok && { cameras: {}, ...content.value }).toEqual(Config.parse({ server: { data_dir: '~/.local/share/petlog' } }));
    for (const { description } of configKeys) {
      expect(description).toMatch(/\.$/);
    }
  });
});
