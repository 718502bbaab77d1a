/** The life of the application from its command line to its exit code, with a window and without. */
import { spawn } from 'node:child_process';
import { addressNotice } from './address-notice.ts';
import { performAction, type ActionOutput } from './config/actions.ts';
import { type RunningCommand, readCommandLine } from './config/command-line.ts';
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
    const { command } = commandLine;
    if (commandLine.action === 'run' && command !== undefined) {
      if (command.name !== 'doctor') {
        return { exitCode: await runForCommand(command, await loadConfiguration(commandLine, { environment }), output) };
      }
      const { runDoctor } = await import('./commands/doctor.ts');
      return { exitCode: await runDoctor(commandLine, command, { ...output, environment, hasColor: hasColor() }) };
    }
    const isDone = await performAction(commandLine, output, { environment });
    if (isDone) {
      return { exitCode: 0 };
    }
    const configuration = await loadConfiguration(commandLine, { environment });
    return {
      configuration: (await broughtBack(configuration)) ? await loadConfiguration(commandLine, { environment }) : configuration,
    };
  } catch (error) {
    if (error instanceof ConfigurationError || error instanceof StartupError) {
      process.stderr.write(`${error.message}\n`);
      return { exitCode: error.exitCode };
    }
    throw error;
  }
}

/** Whether settings from a file waited for this start, and are there now. Throws StartupError. */
async function broughtBack({ dataDirectory, config }: LoadedConfiguration): Promise<boolean> {
  const { bringBackAtStart } = await import('./configuration-file/bring-back-at-start.ts');
  return bringBackAtStart(dataDirectory, createLogger(config.server.log_level));
}

/** Loaded only for commands, as what they need takes its time. */
async function runForCommand(command: RunningCommand, { dataDirectory }: LoadedConfiguration, output: ActionOutput): Promise<number> {
  if ('passphrasePath' in command) {
    const { runFileCommand } = await import('./commands/configuration-file.ts');
    return runFileCommand(command, dataDirectory, { ...output, stdin: process.stdin });
  }
  const { runCommand } = await import('./commands/commands.ts');
  return runCommand(command, dataDirectory, {
    ...output,
    hasColor: hasColor(),
    onInterrupt(listener) {
      const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
      signals.forEach((signal) => process.on(signal, listener));
      return () => signals.forEach((signal) => process.off(signal, listener));
    },
  });
}

const hasColor = (): boolean => process.stdout.isTTY && process.env['NO_COLOR'] === undefined;

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

/** Less than the service's TimeoutStartSec. */
const patienceForNetworkMilliseconds = 30_000;

async function serve(configuration: LoadedConfiguration, host: Host, tools: HostTools, shutdown: Shutdown): Promise<void> {
  const { logger, clock, version } = tools;
  const startedAtMilliseconds = clock.monotonicMilliseconds();
  // systemd started it, and nobody sits before it: after a power cut the network may come later (sd_notify(3)).
  const mayWaitForAddress = (): boolean =>
    process.env['NOTIFY_SOCKET'] !== undefined &&
    !shutdown.isRequested &&
    clock.monotonicMilliseconds() - startedAtMilliseconds < patienceForNetworkMilliseconds;
  // Loaded only now, so that --help and a wrong flag are answered at once.
  const starting = import('./petlog.ts').then(({ createPetLog }) =>
    createPetLog({
      configuration,
      logger,
      clock,
      version,
      rendererDirectory: installation.rendererDirectory,
      mayWaitForAddress,
      // The service is started again whenever it ends.
      ...(process.env['NOTIFY_SOCKET'] === undefined ? {} : { restart: () => shutdown.request() }),
    }),
  );
  shutdown.add('PetLog', async () => {
    const petlog = await starting.catch(() => undefined);
    await petlog?.close();
  });
  try {
    const petlog = await starting;
    if (shutdown.isRequested) {
      return;
    }
    process.stdout.write(`PetLog listening on ${httpUrl(petlog.address.host, petlog.address.port)}\n`);
    const isTerminal = process.stderr.isTTY;
    process.stderr.write(addressNotice({ urls: petlog.network.urls(), isTerminal, hasColor: process.env['NO_COLOR'] === undefined }));
    sayWhoMayComeIn(petlog, host, logger);
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
      logger.error({ err: error }, 'PetLog could not start.');
    }
    shutdown.request(1);
  }
}

/** A screen shows it; without one, this does. Never a code: logs are kept. */
function sayWhoMayComeIn({ config, kiosk }: PetLog, host: Host, logger: Logger): void {
  if (config().security.access === 'open') {
    logger.warn({}, 'security.access is open: anyone on the network can watch, and change settings');
  } else if (host.show === undefined && !kiosk.hasAdmin) {
    process.stderr.write(
      'Nobody may come in yet: run "petlog pair" (from source "npm start -- pair") on this machine to let the first device in.\n',
    );
  }
}

/** Whoever reads our output may go away; that ends neither the camera nor a recording, and there is nobody left to tell. */
function surviveClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', () => {});
  }
}
