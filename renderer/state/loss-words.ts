import type { LiveStatus } from '../../shared/api.ts';
import { type CameraLoss, cameraLossOf } from '../../shared/camera-loss.ts';
import type { Text } from '../text/en.ts';

/** Why there is no picture, in the reader's language; what somebody else's program says stays as it is. */
export function describeLoss(sentence: string, { losses }: Text, { code, parameters }: CameraLoss = cameraLossOf(sentence)): string {
  return code === 'other' ? sentence : losses[code].replace(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? '?');
}

/** The same of a status; null while nothing is wrong, or nobody knows what. */
export function describeState(
  { state_reason: sentence, state_reason_code: code, state_reason_parameters: parameters }: LiveStatus,
  words: Text,
): string | null {
  return sentence === null || code === null ? null : describeLoss(sentence, words, { code, parameters });
}
