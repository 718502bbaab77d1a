/**
 * Breaks a text into lines of at most this many characters: at spaces where
 * that is possible, else inside a word.
 */
export function wrapText(text: string, lineCharacters: number): string[] {
  const longest = Math.max(1, lineCharacters);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/u).filter((part) => part !== '')) {
    const joined = line === '' ? [...word] : [...line, ' ', ...word];
    if (joined.length <= longest) {
      line = joined.join('');
      continue;
    }
    if (line !== '') {
      lines.push(line);
    }
    const characters = [...word];
    while (characters.length > longest) {
      lines.push(characters.splice(0, longest).join(''));
    }
    line = characters.join('');
  }
  return line === '' ? lines : [...lines, line];
}
