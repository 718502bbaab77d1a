/** Of one name in a directory (NAME_MAX of Linux's limits.h): bytes, of which a letter may take four. */
const mostBytes = 255;

/** The name and its ending, with as many characters of the name as fit. */
export function fittingFilename(name: string, ending: string): string {
  const room = mostBytes - Buffer.byteLength(ending);
  let kept = name;
  for (const characters = [...name]; Buffer.byteLength(kept) > room; kept = characters.join('')) {
    characters.pop();
  }
  return `${kept}${ending}`;
}
