import { execFileSync, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Why the stand-in cannot be built here; null when it can. */
export function whyNoFakeV4l2(): string | null {
  if (process.platform !== 'linux') {
    return 'V4L2 is of Linux';
  }
  return spawnSync('cc', ['--version']).status === 0 ? null : 'the C compiler "cc" is not installed (Debian package gcc, with libc6-dev)';
}

export interface FakeV4l2Options {
  /** What the camera delivers, played in a loop. */
  frames: readonly Buffer[];
  format?: 'MJPG' | 'YUYV' | 'H264';
  widthPixels?: number;
  heightPixels?: number;
  unplugAfterFrames?: number;
  stallAfterFrames?: number;
  isBusy?: boolean;
  /** Other cameras leave it no room on the USB bus. */
  isBusFull?: boolean;
}

/**
 * Builds a USB camera that exists for one process and its children.
 *
 * @param directory where its files go; removed by the caller
 * @returns the device's path, and the environment in which it can be opened
 */
export async function buildFakeV4l2(
  directory: string,
  options: FakeV4l2Options,
): Promise<{ device: string; environment: NodeJS.ProcessEnv }> {
  const library = join(directory, 'fake-v4l2.so');
  const source = fileURLToPath(new URL('fake-v4l2.c', import.meta.url));
  execFileSync('cc', ['-O1', '-Wall', '-Wno-implicit-fallthrough', '-shared', '-fPIC', '-o', library, source, '-ldl']);
  const framesFile = join(directory, 'frames');
  await writeFile(framesFile, Buffer.concat(options.frames.flatMap((frame) => [lengthOf(frame), frame])));
  const device = join(directory, 'video0');
  const settings = {
    FAKE_V4L2_DEVICE: device,
    FAKE_V4L2_FRAMES: framesFile,
    FAKE_V4L2_FORMAT: options.format,
    FAKE_V4L2_WIDTH: options.widthPixels,
    FAKE_V4L2_HEIGHT: options.heightPixels,
    FAKE_V4L2_UNPLUG_AFTER: options.unplugAfterFrames,
    FAKE_V4L2_STALL_AFTER: options.stallAfterFrames,
    FAKE_V4L2_BUSY: options.isBusy === true ? '1' : undefined,
    FAKE_V4L2_BUS_FULL: options.isBusFull === true ? '1' : undefined,
  };
  const given = Object.entries(settings).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return { device, environment: { ...process.env, ...(Object.fromEntries(given) as Record<string, string>), LD_PRELOAD: library } };
}

function lengthOf(frame: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32LE(frame.length);
  return header;
}
