import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { type DoctorSentence, sentence } from '../../../shared/doctor-sentence.ts';
import { ok, problem, warning } from '../finding.ts';
import type { Check } from '../subject.ts';

/** Files in the data directory that are put aside when they are damaged. */
const files = ['settings.yaml', 'privacy.json'];

export const checkConfiguration: Check = async ({
  configFile,
  configurationError,
  configurationWarnings,
  dataDirectory,
  unusedSettings,
}) => {
  if (configurationError !== null) {
    return problem(
      [sentence('configuration_wrong', { message: configurationError }), sentence('configuration_defaults')],
      sentence('configuration_unusable_advice'),
    );
  }
  const aside = (
    await Promise.all(
      files
        .map((name) => join(dataDirectory, `${name}.damaged`))
        .map((path) =>
          access(path).then(
            () => [path],
            () => [],
          ),
        ),
    )
  ).flat();
  const summary: DoctorSentence[] = [
    ...unusedSettings.map(({ key, value, used }) => sentence('configuration_setting_unused', { key, value, used })),
    ...(configurationWarnings.length > 0 ? [sentence('configuration_wrong', { message: configurationWarnings.join(' ') })] : []),
    ...(aside.length > 0 ? [sentence('configuration_put_aside', { paths: aside.join(', ') })] : []),
  ];
  const advice: DoctorSentence[] = [
    ...(unusedSettings.length > 0 ? [sentence('configuration_setting_unused_advice')] : []),
    ...(configurationWarnings.length > 0 ? [sentence('configuration_wrong_advice')] : []),
    ...(aside.length > 0 ? [sentence('configuration_put_aside_advice')] : []),
  ];
  if (unusedSettings.length > 0) {
    return problem(summary, advice);
  }
  if (summary.length > 0) {
    return warning(summary, advice);
  }
  return ok(configFile === null ? sentence('configuration_valid') : sentence('configuration_file_valid', { path: configFile }));
};
