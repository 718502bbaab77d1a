import type { Machine } from './machine.ts';

/** For example "Raspberry Pi 4 Model B Rev 1.4"; null where the machine has no such name. */
export async function machineModel(machine: Machine): Promise<string | null> {
  const model = (await machine.text('/proc/device-tree/model')) ?? (await machine.text('/sys/firmware/devicetree/base/model'));
  const name = model?.replaceAll('\0', '').trim() ?? '';
  return name === '' ? null : name;
}

export const isRaspberryPi = (model: string | null): boolean => model?.includes('Raspberry Pi') === true;
