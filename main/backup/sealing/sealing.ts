/**
 * What makes the same sealed file of the same content once more, so that an
 * upload in parts goes on. Never used for another content. All in base64.
 */
export interface Sealing {
  readonly header: string;
  readonly fileKey: string;
  readonly nonce: string;
}
