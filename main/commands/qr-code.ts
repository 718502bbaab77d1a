import { renderUnicodeCompact } from 'uqr';

/** As wide as the specification wants it (ISO/IEC 18004, 5.3.8). */
const quietZoneModules = 4;

/**
 * A QR code as lines of half blocks, each character one module wide and two high.
 *
 * @param hasColor says which of the two is light, as a terminal may show light letters or dark ones
 */
export function qrCodeLines(text: string, hasColor: boolean): string[] {
  const lines = renderUnicodeCompact(text, { border: quietZoneModules }).split('\n');
  return hasColor ? lines.map((line) => `\u001b[97;40m${line}\u001b[0m`) : lines;
}
