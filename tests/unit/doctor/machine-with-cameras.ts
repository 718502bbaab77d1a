import type { Finding } from '../../../main/doctor/finding.ts';
import type { Check } from '../../../main/doctor/subject.ts';
import type { ConfigPatch } from '../../../shared/config.ts';
import { fakeMachine, type FakeMachineOptions, raspberryPi4, users } from '../../support/fake-machine.ts';

/** What a check finds on a machine. */
export async function find(check: Check, options: FakeMachineOptions = {}): Promise<Finding> {
  await using machine = await fakeMachine(options);
  return await check(machine.subject);
}

/** The configuration that has this `camera.source`. */
export const source = (name: string): ConfigPatch => ({ camera: { source: name } });

/** Files of a Raspberry Pi 4 with the user pi. */
export const pi: Record<string, string> = { ...raspberryPi4, ...users };

const listing = (...modules: readonly string[]): string =>
  `case "$*" in --list-cameras) echo "Available cameras"; echo "-----------------"; ${modules.map((name) => `echo "${name}"`).join('; ')};; esac`;

/** Camera programs that list one module, two or none. */
export const oneModule = listing('0 : imx708 [4608x2592 10-bit RGGB] (/base/soc/i2c0mux/i2c@1/imx708@1a)');
export const twoModules = listing(
  '0 : imx708 [4608x2592 10-bit RGGB] (/base/soc/i2c0mux/i2c@1/imx708@1a)',
  '1 : imx219 [3280x2464 10-bit RGGB] (/base/soc/i2c0mux/i2c@2/imx219@10)',
);
export const noModule = '[ "$*" = --list-cameras ] && echo "No cameras available!"';
