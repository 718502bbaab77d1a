import { sentence } from '../../../shared/doctor-sentence.ts';
import { ok, problem, warning } from '../finding.ts';
import type { Check } from '../subject.ts';

export const checkConfiguration: Check = async ({ configFile, configurationError, configurationWarnings }) => {
  if (configurationError !== null) {
    return problem([sentence('configuration_wrong', { message: configurationError }), sentence('configuration_defaults')], sentence('configuration_unusable_advice'));
  }
  if (configurationWarnings.length > 0) {
    return warning(sentence('configuration_wrong', { message: configurationWarnings.join(' ') }), sentence('configuration_wrong_advice'));
  }
  return ok(configFile === null ? sentence('configuration_valid') : sentence('configuration_file_valid', { path: configFile }));
};
