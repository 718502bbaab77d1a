const SOI_BYTES = 2;
const DHT = 0xc4;
const SOS = 0xda;

/** Code lengths and values of the tables that JPEGs may leave out when they come as Motion JPEG: ITU-T T.81, K.3 to K.6. */
const DC_LUMINANCE = '00010501010101010100000000000000' + '000102030405060708090a0b';
const DC_CHROMINANCE = '00030101010101010101010000000000' + '000102030405060708090a0b';
const AC_LUMINANCE =
  '0002010303020403050504040000017d' +
  '01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a' +
  '434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aa' +
  'b2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa';
const AC_CHROMINANCE =
  '00020102040403040705040400010277' +
  '000102031104052131061241510761711322328108144291a1b1c109233352f0156272d10a162434e125f11718191a262728292a35363738393a' +
  '434445464748494a535455565758595a636465666768696a737475767778797a82838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aa' +
  'b2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa';

/** One segment with the four tables, each after its class and number. */
const STANDARD_TABLES = segment(DHT, Buffer.from(`00${DC_LUMINANCE}10${AC_LUMINANCE}01${DC_CHROMINANCE}11${AC_CHROMINANCE}`, 'hex'));

function segment(marker: number, payload: Buffer): Buffer {
  const header = Buffer.from([0xff, marker, 0, 0]);
  header.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([header, payload]);
}

/**
 * A camera's Motion JPEG frame as a JPEG that every decoder takes: many USB
 * cameras leave the standard Huffman tables out. Frames that have tables, and
 * bytes that are not a JPEG, come back as they are, the same buffer.
 */
export function withHuffmanTables(frame: Buffer): Buffer {
  for (let at = SOI_BYTES; at + 4 <= frame.length && frame[at] === 0xff;) {
    const marker = frame[at + 1];
    if (marker === DHT) {
      return frame;
    }
    if (marker === SOS) {
      return Buffer.concat([frame.subarray(0, at), STANDARD_TABLES, frame.subarray(at)]);
    }
    at += marker === 0xff ? 1 : 2 + frame.readUInt16BE(at + 2);
  }
  return frame;
}
