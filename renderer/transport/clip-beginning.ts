/**
 * When the first picture of a rewind clip was taken, in milliseconds since 1970.
 *
 * @throws Error when there is no such clip
 */
export async function beginningOfClip(address: string): Promise<number> {
  const response = await fetch(address, { method: 'HEAD' });
  const seconds = Number(response.headers.get('x-timestamp') ?? NaN);
  if (!response.ok || Number.isNaN(seconds)) {
    throw new Error(`there is no clip at ${address}: ${response.status}`);
  }
  return seconds * 1000;
}
