import type { Request } from 'express';
import { PetLogError } from '../../../shared/errors.ts';

/**
 * The body of a request that is no JSON.
 *
 * @throws PetLogError `unsupported_media_type`, `payload_too_large`, `malformed_request` where it ends early
 */
export async function readBody(request: Request, contentTypes: readonly string[], limitBytes: number): Promise<Buffer> {
  if (typeof request.is([...contentTypes]) !== 'string') {
    const given = JSON.stringify(request.headers['content-type'] ?? 'none');
    throw new PetLogError('unsupported_media_type', { contentType: `${given}, where ${contentTypes.join(' or ')} is needed,` });
  }
  const tooLarge = (): PetLogError => new PetLogError('payload_too_large', { limitBytes });
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) {
    throw tooLarge();
  }
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const piece of request as AsyncIterable<Buffer>) {
      sizeBytes += piece.length;
      if (sizeBytes > limitBytes) {
        throw tooLarge();
      }
      pieces.push(piece);
    }
  } catch (error) {
    throw error instanceof PetLogError ? error : new PetLogError('malformed_request', { reason: 'its body ended early' }, { cause: error });
  }
  return Buffer.concat(pieces);
}
