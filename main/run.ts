/** The life of the application from its command line to its exit code, with a window and without. */
import { spawn } from 'node:child_process';
import { performAction, type ActionOutput } from './config/actions.ts';
import { readCommandLine } from './config/command-line.ts';
import { ConfigurationError } from './config/configuration-error.ts';
import { loadConfiguration, type LoadedConfiguration } from './config/load.ts';
import type { PetLog } from './petlog.ts';
import { createSystemClock, type Clock } from './system/clock.ts';
import { installation, readVersion } from './system/installation.ts';
import { createLogger } from './system/log.ts';
import type { Logger } from './system/logger.ts';
import { collectPicturesEarly } from './system/memory.ts';
import { httpUrl } from './system/network-addresses.ts';
import { ServiceManager } from './system/service-manager.ts';
import { Shutdown } from './system/shutdown.ts';
import { StartupError } from './system/startup-error.ts';

/** What the command line asks for: a run of the application, or something that is done by now. */
export type Order = { readonly configuration: LoadedConfiguration } | { readonly exitCode: number };

/**
 * Reads the command line, the environment and the configuration file. Prints
 * what `--help`, `--version` and `--print-config` ask for on standard output, and
 * what is wrong, in one line, on standard error.
 *
 * @param args arguments after the program's name
 */
export async function readOrder(args: readonly string[], environment: NodeJS.ProcessEnv = process.env): Promise<Order> {
  try {
    const commandLine = readCommandLine(args, environment);
    const output: ActionOutput = {
      version: readVersion(),
      print: (text) => void process.stdout.write(text),
      tell: (line) => void process.stderr.write(`${line}\n`),
    };
    const isDone = await performAction(commandLine, output, { environment });
    return isDone ? { exitCode: 0 } : { configuration: await loadConfiguration(commandLine, { environment }) };
  } catch (error) {
    if (error instanceof ConfigurationError) {
      process.stderr.write(`${error.message}\n`);
      return { exitCode: error.exitCode };
    }
    throw error;
  }
}

/** What runs PetLog: plain Node, or Electron with a window. */
export interface Host {
  /** Ends the process. */
  exit(code: number): void;
  /** Shows PetLog, which serves by now, on the screen. Returns what is closed before PetLog is. */
  show?(petlog: PetLog, tools: HostTools): Promise<() => Promise<void>>;
}

export interface HostTools {
  readonly logger: Logger;
  readonly clock: Clock;
  readonly version: string;
}

/**
 * Starts PetLog, says on standard output that it is ready, and ends it on a
 * signal, on a bug, or when asked through the result.
 */
export function runApplication(configuration: LoadedConfiguration, host: Host): Shutdown {
  collectPicturesEarly();
  const clock = createSystemClock();
  const logger = createLogger(configuration.config.server.log_level);
  const shutdown = new Shutdown({ clock, logger, events: process, exit: (code) => host.exit(code) });
  surviveClosedOutput();
  shutdown.listen();
  void serve(configuration, host, { logger, clock, version: readVersion() }, shutdown);
  return shutdown;
}

async function serve(configuration: LoadedConfiguration, host: Host, tools: HostTools, shutdown: Shutdown): Promise<void> {
  const { logger, clock, version } = tools;
  // Loaded only now, so that --help and a wrong flag are answered at once.
  const starting = import('./petlog.ts').then(({ createPetLog }) => createPetLog({ configuration, logger, clock, version, rendererDirectory: installation.rendererDirectory }));
  shutdown.add('PetLog', async () => {
    const petlog = await starting.catch(() => undefined);
    await petlog?.close();
  });
  try {
    const petlog = await starting;
    if (shutdown.isRequested) {
      return;
    }
    process.stdout.write(`PetLog listening on ${httpUrl(configuration.config.server.host, petlog.address.port)}\n`);
    if (host.show !== undefined) {
      shutdown.add('the window', await host.show(petlog, tools));
    }
    const serviceManager = new ServiceManager({ environment: process.env, processId: process.pid, spawn, clock, logger });
    shutdown.add('service manager', () => serviceManager.close());
    serviceManager.ready();
  } catch (error) {
    if (error instanceof StartupError) {
      process.stderr.write(`${error.message}\n`);
    } else {
      logger.error({ error }, 'PetLog could not start.');
    }
    shutdown.request(1);
  }
}

/** Whoever reads our output may go away; that ends neither the camera nor a recording, and there is nobody left to tell. */
function surviveClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', () => {});
  }
}
