import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AttachedCameras } from '../../../../main/camera/discovery/attached-cameras.ts';
import { nameOfModule } from '../../../../main/camera/discovery/camera-modules.ts';
import { createSystemClock } from '../../../../main/system/clock.ts';
import { Machine } from '../../../../main/system/machine.ts';
import { fakeMachine } from '../../../support/fake-machine.ts';
import { FakeCamera } from '../../../support/fake-camera/fake-camera.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

describe('camera modules', () => {
  const clock = createSystemClock();

  test('are all found, with their numbers', async () => {
    await using camera = await FakeCamera.install(['rpicam-hello', 'libcamera-vid'], {
      cameras: ['imx708_wide [4608x2592 10-bit RGGB]', 'imx219 [3280x2464 10-bit RGGB]'],
    });
    const attached = new AttachedCameras(new Machine({ clock, environment: camera.environment({ only: true }) }));
    expect(await attached.modules()).toEqual({
      lister: 'rpicam-hello',
      modules: [
        { number: 0, sensor: 'imx708_wide' },
        { number: 1, sensor: 'imx219' },
      ],
      wasCutOff: false,
    });
  });

  test('a listing with a USB camera, one that lies, and none', async () => {
    const listing = (lines: string): Record<string, string> => ({ 'libcamera-hello': `/bin/cat <<'END'\n${lines}\nEND` });
    const modulesOf = async (lines: string): Promise<unknown> => {
      await using machine = await fakeMachine({ programs: listing(lines) });
      return (await machine.subject.attached.modules()).modules;
    };
    const first = '0 : ov5647 [2592x1944 10-bit GBRG] (/base/axi/pcie@120000/rp1/i2c@88000/ov5647@36)';
    const usb = '1 : HD Webcam [1920x1080] (/base/axi/pcie@120000/rp1/usb@200000-1:1.0-046d:0825)';
    expect(
      await modulesOf(`Available cameras\n-----------------\n${first}\n    Modes: 'SGBRG10_CSI2P' : 640x480 [58.92 fps]\n${usb}`),
    ).toEqual([{ number: 0, sensor: 'ov5647' }]);
    expect(await modulesOf(`${first}\n0 : imx219 [1x1] (/other)\n9999999999 : imx [1x1] (/x)`)).toEqual([{ number: 0, sensor: 'ov5647' }]);
    expect(await modulesOf('No cameras available!')).toEqual([]);
  });

  test('have the names that they are sold under', () => {
    expect(nameOfModule('imx708_wide_noir')).toBe('Camera Module 3 (imx708_wide_noir)');
    expect(nameOfModule('imx290')).toBe('imx290');
  });
});

describe('USB cameras', () => {
  /** A tree of /dev, /sys and /run as udev and the kernel make them; a link's target begins with an arrow. */
  async function usbIn(tree: Readonly<Record<string, string>>): Promise<unknown> {
    await using directory = await temporaryDirectory();
    for (const [path, content] of Object.entries(tree)) {
      const place = join(directory.path, path);
      await mkdir(dirname(place), { recursive: true });
      await (content.startsWith('-> ') ? symlink(content.slice(3), place) : writeFile(place, content));
    }
    return await new AttachedCameras(new Machine({ clock: createSystemClock(), root: directory.path, environment: {} })).usb();
  }
  const device = (node: string, place: string, name: string): Record<string, string> => ({
    [`/dev/${node}`]: '',
    [`/sys/class/video4linux/${node}`]: `-> ../../devices/${place}/video4linux/${node}`,
    [`/sys/devices/${place}/video4linux/${node}/name`]: `${name}\n`,
  });
  const socket = (number: number, part = 0): string => `platform/soc/usb1/1-1/1-1.${number}/1-1.${number}:1.${part}`;

  test('one for each device, by the name that lasts', async () => {
    const tree = {
      ...device('video0', socket(2), 'HD Pro Webcam C920'),
      ...device('video1', socket(2), 'HD Pro Webcam C920'),
      '/dev/v4l/by-id/usb-046d_HD_Pro_Webcam_C920_A1B2-video-index0': '-> ../../video0',
      '/dev/v4l/by-id/usb-046d_HD_Pro_Webcam_C920_A1B2-video-index1': '-> ../../video1',
      '/dev/v4l/by-path/platform-soc-usb-0:1.2:1.0-video-index0': '-> ../../video0',
      '/dev/v4l/by-path/platform-soc-usbv2-0:1.2:1.0-video-index0': '-> ../../video0',
      // The Raspberry Pi's own: a camera module and a codec.
      ...device('video4', 'platform/axi/1f00110000.csi', 'rp1-cfe-csi2_ch0'),
      ...device('video10', 'platform/bcm2835-codec', 'bcm2835-codec-decode'),
      '/dev/v4l/by-path/platform-1f00110000.csi-video-index0': '-> ../../video4',
    };
    expect(await usbIn(tree)).toEqual([
      { path: '/dev/v4l/by-id/usb-046d_HD_Pro_Webcam_C920_A1B2-video-index0', name: 'HD Pro Webcam C920' },
    ]);
  });

  test('two of a kind without serial numbers share a name by id: the socket tells the other', async () => {
    const tree = {
      ...device('video0', socket(2), 'USB Camera'),
      ...device('video2', socket(3), 'USB Camera'),
      '/dev/v4l/by-id/usb-Sonix_USB_Camera-video-index0': '-> ../../video2',
      '/dev/v4l/by-path/platform-soc-usb-0:1.2:1.0-video-index0': '-> ../../video0',
      '/dev/v4l/by-path/platform-soc-usb-0:1.3:1.0-video-index0': '-> ../../video2',
    };
    expect(await usbIn(tree)).toEqual([
      { path: '/dev/v4l/by-id/usb-Sonix_USB_Camera-video-index0', name: 'USB Camera' },
      { path: '/dev/v4l/by-path/platform-soc-usb-0:1.2:1.0-video-index0', name: 'USB Camera' },
    ]);
  });

  test('a device with a second interface, for infrared, is one', async () => {
    const tree = {
      ...device('video0', socket(2), 'Integrated Camera'),
      ...device('video2', socket(2, 2), 'Integrated Camera: IR'),
      '/dev/v4l/by-id/usb-Chicony_Integrated_Camera-video-index0': '-> ../../video0',
      '/dev/v4l/by-path/pci-usb-0:1.2:1.0-video-index0': '-> ../../video0',
      '/dev/v4l/by-path/pci-usb-0:1.2:1.2-video-index0': '-> ../../video2',
    };
    expect(await usbIn(tree)).toHaveLength(1);
  });

  test('what udev knows to take no pictures is no camera', async () => {
    const place = socket(2);
    const tree = (abilities: string): Record<string, string> => ({
      ...device('video0', place, 'Tuner'),
      [`/sys/devices/${place}/video4linux/video0/dev`]: '81:0\n',
      '/run/udev/data/c81:0': `E:ID_V4L_VERSION=2\nE:ID_V4L_CAPABILITIES=${abilities}\n`,
      '/dev/v4l/by-id/usb-Tuner-video-index0': '-> ../../video0',
    });
    expect(await usbIn(tree(':'))).toEqual([]);
    expect(await usbIn(tree(':capture:'))).toHaveLength(1);
  });

  test('without lasting names the numbers count, and a codec is no camera', async () => {
    expect(await usbIn({ '/dev/video10': '', '/dev/video31': '', '/dev/media0': '' })).toEqual([]);
    expect(await usbIn({ '/dev/video10': '', '/dev/video2': '' })).toEqual([{ path: '/dev/video2', name: 'video2' }]);
    expect(await usbIn(device('video0', 'platform/axi/1f00110000.csi', 'rp1-cfe-csi2_ch0'))).toEqual([]);
    const byId = { '/dev/v4l/by-id/usb-B_Cam-video-index0': '', '/dev/v4l/by-id/usb-A_Cam-video-index1': '' };
    expect(await usbIn({ '/dev/video2': '', ...byId, '/dev/v4l/by-id/usb-A_Cam-video-index0': '' })).toEqual([
      { path: '/dev/v4l/by-id/usb-A_Cam-video-index0', name: 'A Cam' },
      { path: '/dev/v4l/by-id/usb-B_Cam-video-index0', name: 'B Cam' },
    ]);
  });
});
