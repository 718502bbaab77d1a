import { ok, problem, warning } from '../finding.ts';
import type { Check } from '../subject.ts';

export const checkConfiguration: Check = async ({ configFile, configurationError, configurationWarnings }) => {
  if (configurationError !== null) {
    return problem(`${configurationError} The other checks go by the defaults.`, 'Correct that; docs/configuration.md has every key, and "petlog --check-config" says whether it is right.');
  }
  if (configurationWarnings.length > 0) {
    return warning(configurationWarnings.join(' '), 'Correct that; docs/configuration.md has every key.');
  }
  return ok(configFile === null ? 'The configuration is valid; there is no configuration file.' : `The configuration is valid (${configFile}).`);
};
