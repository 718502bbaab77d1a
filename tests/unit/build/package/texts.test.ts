import { describe, expect, it } from 'vitest';
import { packageChangelog } from '../../../../build/package/changelog.ts';
import { bashCompletion } from '../../../../build/package/completion.ts';
import { kioskManPage, manPage } from '../../../../build/package/man-page.ts';
import { packageConfiguration } from '../../../../build/package/package-configuration.ts';
import { subCommands, wordsOf } from '../../../../build/package/sub-commands.ts';
import { flags } from '../../../../main/config/flags.ts';
import { configKeys } from '../../../../main/config/keys.ts';
import { readYaml } from '../../../../main/config/yaml-file.ts';
import { ConfigPatch } from '../../../../shared/config.ts';

const facts = { version: '1.2.3', date: '2026-11-23' };

describe('what is made from the tables of flags, commands and keys', () => {
  it('has every flag and command in the manual page', () => {
    const page = manPage(facts).replaceAll('\\-', '-');
    for (const word of [...Object.keys(flags), ...Object.values(subCommands).map(({ usage }) => `petlog ${usage}`)]) {
      expect(page).toContain(word);
    }
  });

  it('has no line in a manual page that groff would take for a macro by mistake', () => {
    const macros = /^\.(TH|SH|B|BI|BR|RI|I|br|TP|PP)( |$)/;
    for (const line of [manPage(facts), kioskManPage(facts)].flatMap((page) => page.split('\n')).filter((text) => /^[.']/.test(text))) {
      expect(line).toMatch(macros);
    }
  });

  it('completes every flag and command', () => {
    const words = new Set(bashCompletion().split(/[\s"]+/));
    for (const word of [...Object.keys(flags), ...Object.keys(subCommands)]) {
      expect(words).toContain(word);
    }
  });

  it('takes from a usage the words that one types', () => {
    expect(wordsOf({ usage: 'pair [--role viewer|admin]', help: '' })).toEqual(['--role', 'viewer', 'admin']);
    expect(wordsOf({ usage: 'revoke ID', help: '' })).toEqual([]);
  });
});

describe("the package's configuration", () => {
  it('is valid, sets what an installed camera is to have, and explains every other key', () => {
    const text = packageConfiguration();
    const content = readYaml(text, ConfigPatch, 'config.yaml');
    expect(content.ok && content.value).toEqual({ camera: { always_on: true }, security: { access: 'accounts', https: true } });
    const lines = text.split('\n');
    for (const { name } of configKeys) {
      const line = lines.findIndex((candidate) => new RegExp(`^  #?${name}: `).test(candidate));
      expect(lines[line - 1], name).toMatch(/^ {2}# \S/);
    }
  });
});

describe("the package's changelog", () => {
  const options = { version: '1.2.3', maintainer: 'Somebody <somebody@example.com>', date: new Date(0) };

  it('has the newest section in the form that Debian wants', () => {
    const markdown = `# Changelog\n\n## [1.2.3]\n\n### Added\n- The \`one\`, see [page](page.md).\n- ${'word '.repeat(30)}\n\n## [1.2.2]\n- Old.\n`;
    const text = packageChangelog(markdown, options);
    expect(text).toMatch(/^petlog \(1\.2\.3\) unstable; urgency=medium\n\n {2}\* The one, see page\.\n/);
    expect(text).toContain('\n -- Somebody <somebody@example.com>  Thu, 01 Jan 1970 00:00:00 +0000\n');
    expect(text).not.toContain('Old.');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('refuses a file without entries', () => {
    expect(() => packageChangelog('# Changelog\n', options)).toThrow('no entries');
  });
});
