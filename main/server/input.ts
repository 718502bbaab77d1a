import type { Request, Response } from 'express';
import { z } from 'zod';
import { PetLogError } from '../../shared/errors.ts';
import { invalidValue } from '../../shared/invalid-input.ts';
import { schemaAt } from '../../shared/schema-words.ts';
import { isSecret } from '../../shared/secret.ts';
import { coerceText, validate } from '../../shared/validation.ts';

/** Whether the request carries a body (RFC 9112, 6). */
export function hasBody(request: Request): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}

/** A body that is text is no part of the input; a handler finds it by `textBodyOf`. */
export function setTextBody(request: Request, response: Response): void {
  (response.locals as { textBody?: string }).textBody = typeof request.body === 'string' ? request.body : '';
  request.body = {};
}

export const textBodyOf = (response: Response): string => (response.locals as { textBody?: string }).textBody ?? '';

/** A picture that is sent by PUT is read by whoever wants it. */
const isRead = (request: Request): boolean =>
  !['GET', 'HEAD'].includes(request.method) && (request.method !== 'PUT' || request.body !== undefined);

function bodyOf(request: Request): Record<string, unknown> {
  const body: unknown = isRead(request) && hasBody(request) ? request.body : {};
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new PetLogError('invalid_input', { detail: 'The body must be a JSON object.' });
  }
  return body as Record<string, unknown>;
}

const isKnown = (schema: z.ZodType, key: string): boolean => schema instanceof z.ZodObject && Object.hasOwn(schema.shape, key);

/** As `readInput`, for pictures and videos: parameters that nobody knows are not looked at. */
export function readKnownInput<Schema extends z.ZodType>(schema: Schema, request: Request): z.output<Schema> {
  return readInput(schema, request, Object.fromEntries(Object.entries(request.query).filter(([key]) => isKnown(schema, key))));
}

/**
 * Path parameters, query and JSON body of a request as one validated value.
 * Secrets are taken from the body only.
 *
 * @throws PetLogError `invalid_input`
 */
export function readInput<Schema extends z.ZodType>(
  schema: Schema,
  request: Request,
  query: Request['query'] = request.query,
): z.output<Schema> {
  const secret = Object.keys(query).find((key) => isSecret(schemaAt(schema, [key])));
  if (secret !== undefined) {
    throw invalidValue(secret, 'it is secret, and belongs into a JSON body: addresses are kept in logs and histories.');
  }
  const text = coerceText(schema, { ...(query as Record<string, string>), ...(request.params as Record<string, string>) });
  const body = bodyOf(request);
  const twice = Object.keys(body).find((key) => Object.hasOwn(text, key));
  if (twice !== undefined) {
    throw new PetLogError('invalid_input', { detail: `${twice} is given twice, in the address and in the body; give it once.` });
  }
  const result = validate(schema, { ...text, ...body });
  if (!result.ok) {
    throw new PetLogError('invalid_input', { detail: result.detail }, { errors: result.errors });
  }
  return result.value;
}
