import type { Machine } from '../../system/machine.ts';

/** A camera on one of the Raspberry Pi's own sockets. */
export interface CameraModule {
  /** What `rpicam-vid --camera` takes; 0 is the one that it takes by itself. */
  readonly number: number;
  /** For example `imx708`. */
  readonly sensor: string;
}

export interface CameraModules {
  /** The program that was asked; null where none of rpicam-apps is installed. */
  readonly lister: string | null;
  readonly modules: readonly CameraModule[];
  readonly wasCutOff: boolean;
}

/** The programs of rpicam-apps that list cameras with `--list-cameras`, the best first. */
const listers = ['rpicam-hello', 'rpicam-vid', 'libcamera-hello', 'libcamera-vid'] as const;

/** Every camera module of today's stack, in the order of its number. */
export async function listCameraModules(machine: Machine): Promise<CameraModules> {
  const lister = listers.find((name) => machine.has(name));
  if (lister === undefined) {
    return { lister: null, modules: [], wasCutOff: false };
  }
  const answer = await machine.run(lister, '--list-cameras');
  return { lister, modules: readListing(answer?.text ?? ''), wasCutOff: answer?.wasCutOff === true };
}

/** Lines such as "0 : imx708 [4608x2592 10-bit RGGB] (/base/soc/i2c0mux/i2c@1/imx708@1a)". */
function readListing(text: string): CameraModule[] {
  const byNumber = new Map<number, CameraModule>();
  for (const [, digits = '', sensor = '', path = ''] of text.matchAll(/^\s*(\d{1,2}) : (\S.*?) \[[^\]\n]*\](?: \((.*)\))?/gm)) {
    const number = Number(digits);
    // libcamera also knows USB cameras, which rpicam-vid does not take.
    if (!byNumber.has(number) && !path.includes('/usb')) {
      byNumber.set(number, { number, sensor });
    }
  }
  return [...byNumber.values()].sort((a, b) => a.number - b.number);
}

/** What the modules of the Raspberry Pi's maker are sold as, by their sensors. */
const productNames: ReadonlyMap<string, string> = new Map([
  ['ov5647', 'Camera Module 1'],
  ['imx219', 'Camera Module 2'],
  ['imx708', 'Camera Module 3'],
  ['imx477', 'High Quality Camera'],
  ['imx296', 'Global Shutter Camera'],
  ['imx500', 'AI Camera'],
]);

/** For people: "Camera Module 3 (imx708_wide)". */
export function nameOfModule(sensor: string): string {
  const product = productNames.get(sensor.split('_')[0] ?? '');
  return product === undefined ? sensor : `${product} (${sensor})`;
}

/** `unknown`: its programs are there, and nothing says whether a camera is. */
export type LegacyCamera = 'found' | 'none' | 'switched_off' | 'unknown' | 'not_installed';

/** A camera of the legacy stack; its firmware says "supported=1 detected=1". */
export async function lookForLegacyCamera(machine: Machine): Promise<LegacyCamera> {
  if (!machine.has('raspistill') && !machine.has('raspivid')) {
    return 'not_installed';
  }
  const answer = await machine.run('vcgencmd', 'get_camera');
  if (answer === null) {
    return 'unknown';
  }
  if (answer.text.includes('detected=1')) {
    return 'found';
  }
  return answer.text.includes('supported=0') ? 'switched_off' : 'none';
}
