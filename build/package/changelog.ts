export interface ChangelogFacts {
  /** Of the Debian package. */
  readonly version: string;
  readonly maintainer: string;
  readonly date: Date;
}

/** Debian Policy 4.4: lines of at most 80 characters. */
const lineLength = 78;

/**
 * The newest section of CHANGELOG.md as a Debian changelog, deb-changelog(5).
 *
 * @throws Error when it has no entries
 */
export function packageChangelog(markdown: string, { version, maintainer, date }: ChangelogFacts): string {
  const [, newest = ''] = markdown.split(/^## .*$/m);
  const entries = [...newest.matchAll(/^- (.+)$/gm)].map(([, entry = '']) =>
    wrap(entry.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1').replaceAll('`', '')),
  );
  if (entries.length === 0) {
    throw new Error('CHANGELOG.md has no entries in its newest section.');
  }
  return `petlog (${version}) unstable; urgency=medium\n\n${entries.join('\n')}\n\n -- ${maintainer}  ${date.toUTCString().replace('GMT', '+0000')}\n`;
}

function wrap(entry: string): string {
  const lines = ['  *'];
  for (const word of entry.split(' ')) {
    const last = lines.at(-1)!;
    if (last.length + word.length < lineLength) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(`    ${word}`);
    }
  }
  return lines.join('\n');
}
