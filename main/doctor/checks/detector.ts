import { sentence } from '../../../shared/doctor-sentence.ts';
import { tooSlow } from '../../detection/detector-client.ts';
import { ok, problem, warning } from '../finding.ts';
import type { Check } from '../subject.ts';

/** By loading the model and looking once, as is done when something moves. */
export const checkDetector: Check = async ({ config, tryDetector }) => {
  const { detection, cameras } = config;
  const isWanted = detection.enabled || Object.values(cameras).some((camera) => camera.detection?.enabled === true);
  if (!isWanted) {
    return ok(sentence('detector_not_needed'));
  }
  const advice = sentence(detection.model_path === '' && detection.labels_path === '' ? 'detector_own_advice' : 'detector_other_advice');
  const trial = await tryDetector();
  if (trial.works === null) {
    return warning(sentence('took_too_long'), sentence('took_too_long_advice')); // a busy machine, which installing again would not help
  }
  if (!trial.works) {
    return problem(sentence('detector_failed', { reason: trial.reason }), advice);
  }
  const milliseconds = Math.round(trial.processorMilliseconds);
  return milliseconds > tooSlow.processorMilliseconds
    ? warning(sentence('detector_slow', { milliseconds }), advice)
    : ok(sentence('detector_works', { milliseconds }));
};
