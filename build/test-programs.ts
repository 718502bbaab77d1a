import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findElectron } from './electron-runtime.ts';
import { canHaveTestRuntime } from './test-electron/runtime.ts';

/** A program that tests run, and the Debian package that it is in. */
interface TestProgram {
  readonly names: readonly string[];
  /** Instead of a program: files of which one is there, `*` for the machine's name for its libraries. */
  readonly files?: readonly string[];
  readonly package: string;
  /** Without it the kiosk is tested on the stand-in for Electron. */
  readonly isForElectron?: true;
  /** Only `npm run test:extras` needs it. */
  readonly isForExtras?: true;
  /** Tests take longer without it. */
  readonly isForSpeed?: true;
}

const programs = (): TestProgram[] => [
  ...(process.env['PETLOG_CHROMIUM'] === undefined
    ? [{ names: ['chromium', 'chromium-browser', 'google-chrome'], package: 'chromium' }, ...headlessShell()]
    : []),
  ...(process.env['PETLOG_FIREFOX'] === undefined
    ? [{ names: ['firefox-esr', 'firefox'], package: 'firefox-esr', isForExtras: true } as const]
    : []),
  // Brings what Firefox needs to play H.264, too.
  { names: ['ffmpeg', 'ffprobe'], package: 'ffmpeg' },
  { names: ['curl'], package: 'curl' },
  // A browser that trusts an authority of a test, and somebody else's check of what it signs.
  { names: ['certutil'], package: 'libnss3-tools' },
  { names: ['openssl'], package: 'openssl' },
  // A place for copies that speaks WebDAV.
  { names: ['rclone'], package: 'rclone' },
  // Restores what PetLog encrypted.
  { names: ['age'], package: 'age' },
  // A broker of MQTT.
  { names: ['mosquitto'], package: 'mosquitto' },
  // A server of STUN and TURN.
  { names: ['turnserver'], package: 'coturn' },
  // A message bus, for who announces PetLog on the network.
  { names: ['dbus-daemon'], package: 'dbus-daemon' },
  { names: ['nginx'], package: 'nginx-light', isForExtras: true },
  // The engine of Safari, with what it plays H.264 with, on a screen of its own.
  {
    names: ['WebKitWebDriver'],
    package: isAvailable('webkit2gtk-driver') ? 'webkit2gtk-driver' : 'webkitgtk-webdriver',
    isForExtras: true,
  },
  { names: [], files: ['/usr/lib/*/gstreamer-1.0/libgstlibav.so'], package: 'gstreamer1.0-libav', isForExtras: true },
  { names: [], files: ['/usr/lib/*/gstreamer-1.0/libgstvideoparsersbad.so'], package: 'gstreamer1.0-plugins-bad', isForExtras: true },
  { names: ['Xvfb'], package: 'xvfb', isForExtras: true },
  // Takes live video by RTMP.
  { names: [], files: ['/usr/lib/nginx/modules/ngx_rtmp_module.so'], package: 'libnginx-mod-rtmp', isForExtras: true },
  // Cameras that speak RTSP, by somebody else's hand.
  { names: [], files: ['/usr/lib/python3/dist-packages/gi/__init__.py'], package: 'python3-gi' },
  { names: [], files: ['/usr/lib/*/girepository-1.0/GstRtspServer-1.0.typelib'], package: 'gir1.2-gst-rtsp-server-1.0' },
  { names: [], files: ['/usr/lib/*/gstreamer-1.0/libgstrtp.so'], package: 'gstreamer1.0-plugins-good' },
  ...(findElectron() === undefined && !canHaveTestRuntime() ? [] : electronPrograms()),
];

/** Debian has it from 12 on. */
const headlessShell = (): TestProgram[] => {
  const name = 'chromium-headless-shell';
  return isInstalled(name) || isAvailable(name) ? [{ names: [name], package: name, isForSpeed: true }] : [];
};

/** The real Electron draws on a virtual screen, and under a Wayland compositor without one. */
const electronPrograms = (): TestProgram[] => [
  { names: ['Xvfb'], package: 'xvfb', isForElectron: true },
  { names: ['unzip'], package: 'unzip', isForElectron: true },
  // Raspberry Pi OS has labwc. Debian has it from 13 on; sway is built on the same library.
  { names: ['labwc', 'sway'], package: isAvailable('labwc') ? 'labwc' : 'sway', isForElectron: true },
  { names: ['swayidle'], package: 'swayidle', isForElectron: true },
  { names: ['wtype'], package: 'wtype', isForElectron: true },
];

const isAvailable = (debianPackage: string): boolean =>
  spawnSync('apt-cache', ['show', '--quiet', debianPackage], { stdio: 'ignore' }).status === 0;

/** Where Debian puts servers; only root's PATH has it. */
const serverDirectory = '/usr/sbin';

const isInstalled = (name: string): boolean =>
  [...(process.env['PATH'] ?? '').split(delimiter), serverDirectory].some((directory) => existsSync(join(directory, name)));

const missingPrograms = (withExtras: boolean): TestProgram[] =>
  programs().filter(
    ({ names, files = [], isForExtras }) =>
      (withExtras || isForExtras !== true) && !names.some(isInstalled) && globSync(files).length === 0,
  );

export interface MissingPrograms {
  /** One line that says what no test can do without. */
  readonly always?: string;
  /** In a few words, what the real Electron needs. */
  readonly forElectron?: string;
}

/** Installs what the tests need from the system, where that needs no question, and tells what is missing then. */
export function provideTestPrograms({ withExtras = false } = {}): MissingPrograms {
  const missing = missingPrograms(withExtras).map((program) => program.package);
  if (missing.length > 0 && process.getuid?.() === 0 && isInstalled('apt-get')) {
    process.stderr.write(`installing ${missing.join(' and ')} for the tests\n`);
    const install = (): boolean => aptGet('install', '--yes', '--no-install-recommends', ...missing);
    if (!install() && aptGet('update')) {
      install();
    }
  }
  const { always = [], electron = [] } = Object.groupBy(missingPrograms(withExtras), ({ isForElectron, isForSpeed }) =>
    isForSpeed === true ? 'speed' : isForElectron === true ? 'electron' : 'always',
  );
  return {
    ...(always.length === 0
      ? {}
      : {
          always: `The tests need ${listed(always)}: "sudo apt install ${always.map((program) => program.package).join(' ')}" brings what is missing.`,
        }),
    ...(electron.length === 0 ? {} : { forElectron: `${listed(electron)} ${electron.length === 1 ? 'is' : 'are'} not installed` }),
  };
}

const listed = (programsOfThem: readonly TestProgram[]): string => programsOfThem.map((program) => program.package).join(' and ');

function aptGet(...args: string[]): boolean {
  const { status } = spawnSync('apt-get', ['--quiet', '--quiet', ...args], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}
