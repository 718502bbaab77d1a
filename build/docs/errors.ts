import { STATUS_CODES } from 'node:http';
import { errorCodes, sentenceOf, statusOf } from '../../shared/errors.ts';
import { pageHead } from './markdown.ts';

const introduction = `Every error that PetLog tells anyone about. The same code stands in answers over HTTP, in the kiosk and in the log. Words in braces are filled in.
An answer with status 503 or 429 says in \`Retry-After\` when to try again.`;

/** docs/errors.md: every error code, each with a heading to link to. */
export function errorsPage(): string {
  const entries = errorCodes.map((code) => `## ${code}\n\n${statusOf(code)} ${STATUS_CODES[statusOf(code)] ?? ''}: ${sentenceOf(code)}\n`);
  return [pageHead('Errors', introduction), ...entries].join('\n');
}
