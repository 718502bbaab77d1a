import type { ProblemDetails } from '../../shared/api.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { CallError } from './petlog-client.ts';

/** The error of an answer that is none of success, in PetLog's own words where it is PetLog that answered. */
export async function answerError(response: Response): Promise<CallError> {
  const problem = (await response.json().catch(() => undefined)) as Partial<ProblemDetails> | undefined;
  if (typeof problem?.detail !== 'string' || typeof problem.code !== 'string') {
    return new CallError('unexpected_answer', `HTTP ${response.status}`);
  }
  return new CallError(problem.code as ErrorCode, problem.detail, problem.errors ?? [], retryAfterSeconds(response));
}

/** RFC 9110, 10.2.3, in seconds, as PetLog gives it. */
function retryAfterSeconds(response: Response): number | undefined {
  const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  return Number.isFinite(seconds) ? seconds : undefined;
}
