import type { ErrorCode } from '../../../shared/errors.ts';

/** Errors that only programs meet; their sentences are left as PetLog wrote them. */
type ErrorOfPrograms =
  | 'malformed_request'
  | 'not_found'
  | 'method_not_allowed'
  | 'request_timeout'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'range_not_satisfiable'
  | 'headers_too_large'
  | 'invalid_input';

/** The sentence of each error that people meet, with the same parameters in braces as in `shared/errors.ts`, or fewer. */
export type ErrorWords = Readonly<Record<Exclude<ErrorCode, ErrorOfPrograms>, string>>;

/** PetLog speaks English itself: there is nothing to translate. */
export const errorWords: ErrorWords | null = null as ErrorWords | null;
