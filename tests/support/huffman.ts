/** The JPEG as many USB cameras send it: without its Huffman tables (DHT segments). */
export function withoutHuffmanTables(jpeg: Buffer): Buffer {
  const parts = [jpeg.subarray(0, 2)];
  for (let at = 2; ;) {
    const marker = jpeg[at + 1];
    if (marker === 0xda) {
      return Buffer.concat([...parts, jpeg.subarray(at)]);
    }
    const end = at + 2 + jpeg.readUInt16BE(at + 2);
    if (marker !== 0xc4) {
      parts.push(jpeg.subarray(at, end));
    }
    at = end;
  }
}
