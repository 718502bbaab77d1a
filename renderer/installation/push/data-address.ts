const chunkBytes = 0x2000;

/** A file as an address that holds it: a service worker has no other for what it fetched. */
export async function dataAddress(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    text += String.fromCharCode(...bytes.subarray(at, at + chunkBytes));
  }
  return `data:${file.type};base64,${btoa(text)}`;
}
