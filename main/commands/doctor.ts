import { permissionOf } from '../camera/source-permission.ts';
import type { CommandLine, DoctorCommand } from '../config/command-line.ts';
import { ConfigurationError } from '../config/configuration-error.ts';
import type { Environment } from '../config/environment.ts';
import { loadConfiguration, type LoadedConfiguration } from '../config/load.ts';
import { readLastWorking } from '../config/last-working.ts';
import { settle } from '../config/settle.ts';
import { examine } from '../doctor/doctor.ts';
import { examinedCameras } from '../doctor/each-camera.ts';
import { thisMachine } from '../doctor/this-machine.ts';
import { checkServerSettings, listenForAMoment } from '../network/server-settings.ts';
import { createSystemClock } from '../system/clock.ts';
import { doctorText } from './doctor-text.ts';

interface DoctorOutput {
  readonly version: string;
  readonly environment: Environment;
  /** For standard output. */
  print(text: string): void;
  /** Whether standard output is a terminal that knows colors. */
  readonly hasColor: boolean;
}

/**
 * Looks at the machine and says what it found, whether PetLog runs or not. Changes nothing.
 *
 * @returns the exit code: 1 when there is a problem, else 0
 * @throws ConfigurationError when flags and variables cannot be used by themselves
 */
export async function runDoctor(
  commandLine: CommandLine,
  { isJson }: DoctorCommand,
  { version, environment, print, hasColor }: DoctorOutput,
): Promise<number> {
  const { configuration, error } = await loadWhatCanBe(commandLine, environment);
  const { config, dataDirectory, configFile, warnings } = configuration;
  const sourcePermission = permissionOf(configuration, config);
  const { unused: unusedSettings } = await settle(configuration, {
    isAnybodyKnown: () => false,
    wasHttps: () => false,
    // Whether ports are free is a check of its own, which knows who has them.
    check: (candidate) =>
      checkServerSettings(candidate, { tryToListen: async (host, port) => (port === 0 ? listenForAMoment(host, 0) : undefined) }),
    lastWorking: await readLastWorking(dataDirectory),
  });
  const subject = thisMachine(
    {
      config,
      cameras: examinedCameras(config),
      sourcePermission,
      dataDirectory,
      configFile,
      configurationWarnings: warnings,
      unusedSettings,
      configurationError: error,
      version,
      running: () => null, // cameras run in another process, if at all
    },
    createSystemClock(),
  );
  const { results } = await examine(subject);
  print(isJson ? `${JSON.stringify(results, null, 2)}\n` : doctorText(results, hasColor));
  return results.some(({ status }) => status === 'problem') ? 1 : 0;
}

/** A file that cannot be used is one of the things to tell; the rest is looked at as if there were none. */
async function loadWhatCanBe(
  commandLine: CommandLine,
  environment: Environment,
): Promise<{ configuration: LoadedConfiguration; error: string | null }> {
  try {
    return { configuration: await loadConfiguration(commandLine, { environment }), error: null };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) {
      throw error;
    }
    const withoutFile = { ...commandLine, configFile: { path: '/dev/null', origin: 'doctor' } };
    return { configuration: await loadConfiguration(withoutFile, { environment }), error: error.message };
  }
}
