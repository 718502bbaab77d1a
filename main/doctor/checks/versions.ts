import { sentence } from '../../../shared/doctor-sentence.ts';
import { ok, warning } from '../finding.ts';
import { machineModel } from '../../system/raspberry-pi.ts';
import type { Check } from '../subject.ts';

/** Of "Linux version 6.12.25+rpt-rpi-v8 (...)", proc_version(5). */
const kernelPattern = /^Linux version (\S+)/;

export const checkVersions: Check = async ({ machine, version, architecture }) => {
  const { electron, node } = process.versions;
  const kernel = kernelPattern.exec((await machine.text('/proc/version')) ?? '')?.[1];
  const system = /^PRETTY_NAME="?(.*?)"?$/m.exec((await machine.text('/etc/os-release')) ?? '')?.[1];
  const model = await machineModel(machine);
  const parts = [
    `PetLog ${version}`,
    ...(electron === undefined ? [] : [`Electron ${electron}`]),
    `Node ${node}`,
    `Linux ${kernel === undefined ? '' : `${kernel} `}(${architecture})`,
    ...(system === undefined ? [] : [system]),
    ...(model === null ? [] : [model]),
  ];
  const summary = sentence('versions', { versions: parts.join(', ') });
  const is32Bit = architecture === 'arm' || architecture === 'ia32';
  return is32Bit ? warning(summary, sentence('versions_32_bit_advice')) : ok(summary);
};
