import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCommandLine } from '../../main/config/command-line.ts';
import { loadConfiguration } from '../../main/config/load.ts';
import { createPetLog, type PetLog } from '../../main/petlog.ts';
import type { Clock } from '../../main/system/clock.ts';
import { type Logger, silentLogger } from '../../main/system/logger.ts';

export interface RunningPetLog {
  petlog: PetLog;
  /** `http://127.0.0.1:<port>` */
  url: string;
  port: number;
  dataDirectory: string;
  stop(): Promise<void>;
}

export interface RunPetLogOptions {
  rendererDirectory?: string;
  logger?: Logger;
  clock?: Clock;
  /** For what survives a restart; the caller removes it. Default: a temporary one. */
  dataDirectory?: string;
}

/** The whole application inside the test's process, with the mock camera, on a free port and in a directory of its own. */
export async function runPetLog(environment: Record<string, string> = {}, options: RunPetLogOptions = {}): Promise<RunningPetLog> {
  const dataDirectory = options.dataDirectory ?? (await mkdtemp(join(tmpdir(), 'petlog-test-')));
  const commandLine = readCommandLine(['--host', '127.0.0.1', '--port', '0', '--data-dir', dataDirectory], {
    PETLOG_CAMERA: 'mock',
    PETLOG_RECORDING_MIN_FREE_MB: '1',
    PETLOG_DETECTION_ENABLED: 'false',
    PETLOG_RECORDING_AUTOMATIC: 'never',
    // The usual one is for the whole machine, and another test may have it.
    PETLOG_VIDEO_WEBRTC_PORT: '0',
    ...environment,
  });
  const configuration = await loadConfiguration(commandLine, { environment: {}, defaultConfigFile: join(dataDirectory, 'none.yaml') });
  const petlog = await createPetLog({
    configuration,
    logger: options.logger ?? silentLogger,
    version: '0.0.0-test',
    rendererDirectory: options.rendererDirectory ?? null,
    // Other tests leave nothing over for what comes after everything else.
    picturePriority: 0,
    ...(options.clock === undefined ? {} : { clock: options.clock }),
  });
  return {
    petlog,
    url: `http://127.0.0.1:${petlog.address.port}`,
    port: petlog.address.port,
    dataDirectory,
    async stop() {
      await petlog.close();
      if (options.dataDirectory === undefined) {
        await rm(dataDirectory, { recursive: true, force: true });
      }
    },
  };
}
