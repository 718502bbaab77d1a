/**
 * The bytes of an MJPEG stream: `multipart/x-mixed-replace` (RFC 2046 parts, as
 * Netscape's server push introduced it). The boundary of the next part follows
 * each picture at once, because browsers paint a part only when they see it.
 */
export const contentType = 'multipart/x-mixed-replace; boundary=frame';
export const opening = Buffer.from('--frame\r\n');
export const closing = Buffer.from('--frame--\r\n');
const boundaryText = '\r\n--frame\r\n';
/** Behind each picture. */
export const boundary = Buffer.from(boundaryText);

/**
 * One part, from its headers to the boundary of the next, in one buffer that
 * all viewers share.
 *
 * @param capturedAtMicroseconds since 1970; becomes `X-Timestamp: <seconds>.<6 digits>`
 * @param isPlaceholder true for a drawn picture instead of the camera's
 */
export function encodePart(jpeg: Buffer, capturedAtMicroseconds: number, isPlaceholder: boolean): Buffer {
  const head = partHead(jpeg, capturedAtMicroseconds, isPlaceholder);
  const part = Buffer.allocUnsafeSlow(head.length + jpeg.length + boundaryText.length);
  part.write(head, 0, 'latin1');
  jpeg.copy(part, head.length);
  part.write(boundaryText, head.length + jpeg.length, 'latin1');
  return part;
}

/** The headers of a part, up to its picture. */
export function partHead(jpeg: Buffer, capturedAtMicroseconds: number, isPlaceholder: boolean, cameraId?: string): string {
  return (
    `Content-Type: image/jpeg\r\nContent-Length: ${jpeg.length}\r\nX-Timestamp: ${formatTimestamp(capturedAtMicroseconds)}\r\n` +
    `${cameraId === undefined ? '' : `X-Camera-Id: ${cameraId}\r\n`}${isPlaceholder ? 'X-PetLog-Placeholder: 1\r\n' : ''}\r\n`
  );
}

/** `<unix seconds>.<6 digits>` */
export function formatTimestamp(microseconds: number): string {
  const seconds = Math.floor(microseconds / 1_000_000);
  return `${seconds}.${String(Math.floor(microseconds - seconds * 1_000_000)).padStart(6, '0')}`;
}
