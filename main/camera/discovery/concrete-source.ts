import type { Machine } from '../../system/machine.ts';
import { isRaspberryPi, machineModel } from '../../system/raspberry-pi.ts';
import type { AttachedCameras } from './attached-cameras.ts';
import { deviceBehind } from './usb-cameras.ts';

export interface AutomaticChoice {
  /** As it could stand in `camera.source`; null for a Raspberry Pi without a camera. */
  readonly source: string | null;
  /** For the log. */
  readonly reason: string;
}

/** What `auto` means on a machine: the first real camera of a Raspberry Pi, elsewhere the mock. */
export async function chooseAutomatically(machine: Machine, attached: AttachedCameras): Promise<AutomaticChoice> {
  const model = await machineModel(machine);
  if (!isRaspberryPi(model)) {
    return { source: 'mock', reason: 'this is no Raspberry Pi, and other cameras are opened only when asked for' };
  }
  const [module] = (await attached.modules()).modules;
  if (module !== undefined) {
    return { source: sourceOfModule(module.number), reason: `${model} has the camera ${module.sensor}` };
  }
  if (await attached.hasStillCamera()) {
    return { source: 'raspistill', reason: `${model} has a camera of the legacy stack` };
  }
  const [usb] = await attached.usb();
  return usb === undefined
    ? { source: null, reason: 'no camera was found on this Raspberry Pi, neither on its camera socket nor on USB; check the cable' }
    : { source: `v4l2:${usb.path}`, reason: `${model} has the USB camera ${usb.path}` };
}

export const sourceOfModule = (number: number): string => (number === 0 ? 'rpicam' : `rpicam:${number}`);

/**
 * A source as the device that it takes on this machine, so that two that take
 * the same are equal: `auto` as what it means now, `rpicam:0` as `rpicam`, a
 * USB camera by its number. Others are what they are.
 */
export async function concreteSource(source: string, machine: Machine, attached: AttachedCameras): Promise<string> {
  if (source === 'auto') {
    const { source: chosen } = await chooseAutomatically(machine, attached);
    return chosen === null ? source : concreteSource(chosen, machine, attached);
  }
  if (source === 'rpicam:0') {
    return 'rpicam';
  }
  if (source === 'v4l2') {
    const [first] = await attached.usb();
    return first === undefined ? source : concreteSource(`v4l2:${first.path}`, machine, attached);
  }
  return source.startsWith('v4l2:') ? `v4l2:${await deviceBehind(machine, source.slice('v4l2:'.length))}` : source;
}
