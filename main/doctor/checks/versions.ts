import { ok, warning } from '../finding.ts';
import { machineModel } from '../raspberry-pi.ts';
import type { Check } from '../subject.ts';

/** Of "Linux version 6.12.25+rpt-rpi-v8 (...)", proc_version(5). */
const kernelPattern = /^Linux version (\S+)/;

export const checkVersions: Check = async ({ machine, version, architecture }) => {
  const { electron, node } = process.versions;
  const kernel = kernelPattern.exec((await machine.text('/proc/version')) ?? '')?.[1] ?? 'unknown';
  const system = /^PRETTY_NAME="?(.*?)"?$/m.exec((await machine.text('/etc/os-release')) ?? '')?.[1];
  const model = await machineModel(machine);
  const parts = [`PetLog ${version}`, ...(electron === undefined ? [] : [`Electron ${electron}`]), `Node ${node}`, `Linux ${kernel} (${architecture})`, ...(system === undefined ? [] : [system]), ...(model === null ? [] : [model])];
  const summary = `${parts.join(', ')}.`;
  const is32Bit = architecture === 'arm' || architecture === 'ia32';
  return is32Bit ? warning(summary, 'Install the 64-bit Raspberry Pi OS; this one is a 32-bit system.') : ok(summary);
};
