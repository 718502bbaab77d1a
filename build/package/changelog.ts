/**
 * CHANGELOG.md without its Markdown links and comments, as
 * /usr/share/doc/petlog/changelog.gz has it.
 */
export function packageChangelog(markdown: string): string {
  return markdown.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1').replaceAll(/<!--.*?-->\n?/gs, '');
}
