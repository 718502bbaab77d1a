/**
 * The bytes of an MJPEG stream: `multipart/x-mixed-replace` (RFC 2046 parts, as
 * Netscape's server push introduced it). The boundary of the next part follows
 * each picture at once, because browsers paint a part only when they see it.
 */
export const contentType = 'multipart/x-mixed-replace; boundary=frame';
export const opening = Buffer.from('--frame\r\n');
export const closing = Buffer.from('--frame--\r\n');
const boundary = '\r\n--frame\r\n';

/**
 * One part, from its headers to the boundary of the next, in one buffer that
 * all viewers share.
 *
 * @param capturedAtMicroseconds since 1970; becomes `X-Timestamp: <seconds>.<6 digits>`
 * @param isPlaceholder true for a drawn picture instead of the camera's
 */
export function encodePart(jpeg: Buffer, capturedAtMicroseconds: number, isPlaceholder: boolean): Buffer {
  const head =
    `Content-Type: image/jpeg\r\nContent-Length: ${jpeg.length}\r\nX-Timestamp: ${formatTimestamp(capturedAtMicroseconds)}\r\n` +
    `${isPlaceholder ? 'X-PetLog-Placeholder: 1\r\n' : ''}\r\n`;
  const part = Buffer.allocUnsafeSlow(head.length + jpeg.length + boundary.length);
  part.write(head, 0, 'latin1');
  jpeg.copy(part, head.length);
  part.write(boundary, head.length + jpeg.length, 'latin1');
  return part;
}

/** `<unix seconds>.<6 digits>` */
export function formatTimestamp(microseconds: number): string {
  const seconds = Math.floor(microseconds / 1_000_000);
  return `${seconds}.${String(Math.floor(microseconds - seconds * 1_000_000)).padStart(6, '0')}`;
}
