import type { CommandLine } from './command-line.ts';
import { helpText } from './help.ts';
import { loadConfiguration, type LoadOptions } from './load.ts';
import { formatConfig } from './print.ts';

export interface ActionOutput {
  /** Of the application. */
  readonly version: string;
  /** For standard output. */
  print(text: string): void;
  /** For standard error. */
  tell(line: string): void;
}

/**
 * Does what `--help`, `--version`, `--check-config` or `--print-config` asks for.
 *
 * @returns whether there was such a thing to do, after which the process ends with exit code 0
 * @throws ConfigurationError when the configuration is not allowed
 */
export async function performAction(commandLine: CommandLine, output: ActionOutput, options: LoadOptions = {}): Promise<boolean> {
  switch (commandLine.action) {
    case 'run':
      return false;
    case 'help':
      output.print(helpText());
      return true;
    case 'version':
      output.print(`${output.version}\n`);
      return true;
    case 'check-config':
    case 'print-config': {
      const { config, configFile, dataDirectory, warnings } = await loadConfiguration(commandLine, options);
      for (const warning of warnings) {
        output.tell(warning);
      }
      if (commandLine.action === 'print-config') {
        output.print(formatConfig(config));
      } else {
        output.tell(`The configuration is valid (${configFile ?? 'no file'}, data directory ${dataDirectory}).`);
      }
      return true;
    }
  }
}
