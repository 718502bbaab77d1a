/**
 * How MIME types name H.265 in MP4 (ISO/IEC 14496-15, annex E.3; RFC 6381, 3.3).
 *
 * @param record the first 13 bytes of the decoder's configuration (`hvcC`), or more
 * @returns such as `hvc1.1.6.L93.B0`
 */
export function h265Codec(record: Uint8Array): string {
  const general = record[1] ?? 0;
  const space = ['', 'A', 'B', 'C'][general >> 6] ?? '';
  const tier = (general & 0x20) === 0 ? 'L' : 'H';
  const compatibility = [...record.subarray(2, 6)].reduce((sum, byte, index) => sum + reversed(byte) * 2 ** (8 * index), 0);
  const constraints = [...record.subarray(6, 12)];
  const told = constraints.slice(0, constraints.findLastIndex((byte) => byte !== 0) + 1);
  return ['hvc1', `${space}${general & 0x1f}`, hex(compatibility), `${tier}${record[12] ?? 0}`, ...told.map(hex)].join('.');
}

const hex = (value: number): string => value.toString(16).toUpperCase();

/** The first bit last. */
const reversed = (byte: number): number => Number.parseInt([...byte.toString(2).padStart(8, '0')].reverse().join(''), 2);
