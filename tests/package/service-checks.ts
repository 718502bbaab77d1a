import { join } from 'node:path';
import type { Machine } from './machine.ts';
import { succeed } from './programs.ts';
import { eventually, expect, type Report } from './report.ts';
import { expectJpeg, expectStream, InstalledService, json, pairingCode } from './service.ts';

const url = 'http://127.0.0.1:8000';

/** A change that an administrator makes. */
const adminsChange = "sed -i 's/^  access: accounts/  access: open/; s/^  https: true/  https: false/' /etc/petlog/config.yaml";

/** What an emulated processor can draw and encode in good time. */
export const smallPicture =
  "sed -i 's/^  #resolution: .*/  resolution: [320, 240]/; s/^  #frame_rate: .*/  frame_rate: 5/' /etc/petlog/config.yaml";

/** The service with the configuration that it was installed with. */
export async function checkShippedConfiguration(report: Report, machine: Machine): Promise<void> {
  await report.check('the installed service runs from its unit, as its user, with HTTPS and accounts', async () => {
    await machine.shell('petlog --check-config');
    const service = await InstalledService.start(machine);
    try {
      const users = (await machine.shell("ps -eo user,args | awk '/headless.cjs/ && !/awk/ {print $1}' | sort -u")).trim();
      expect(users === 'petlog', `It runs as ${users}.`);
      const { output: head } = await machine.curl('-k', '-o', '/dev/null', '-w', '%{http_code}', 'https://127.0.0.1:8443/live/snapshot');
      expect(head === '401', `A stranger's snapshot was answered with ${head}.`);
      const { output: redirect } = await machine.curl('-o', '/dev/null', '-w', '%{http_code} %{redirect_url}', `${url}/`);
      expect(/^30\d https:/.test(redirect), `HTTP was answered with ${redirect}.`);
      const devices = await machine.shell('petlog devices');
      expect(!devices.includes('rror'), devices);
      await pairingCode(machine);
      // Not the shell itself, which stays above pkill where it is emulated.
      await machine.shell("pkill -INT -f 'headless.cjs [p]air'");
      const wrongOwner = (await machine.shell('find /var/lib/petlog -not -user petlog')).trim();
      expect(wrongOwner === '', `Not of the user petlog:\n${wrongOwner}`);
    } finally {
      await service.stop();
    }
    return undefined;
  });
}

/** Streams, pictures, recordings, and what a kill leaves of them. */
export async function checkService(
  report: Report,
  machine: Machine,
  { recordSeconds, isEmulated }: { recordSeconds: number; isEmulated: boolean },
): Promise<void> {
  await machine.shell(isEmulated ? `${adminsChange}; ${smallPicture}` : adminsChange);
  let service = await InstalledService.start(machine);
  const isListed = async (id: unknown): Promise<boolean> => JSON.stringify(await json(machine, `${url}/recordings`)).includes(String(id));
  try {
    await report.check('says where it listens', () => service.readyLine);
    await report.check('streams to a client', () => expectStream(machine, `${url}/live/stream`, 20));
    // Emulated, beside other programs, the camera may be given up and come back.
    await report.check('takes a snapshot', () =>
      isEmulated
        ? eventually('A snapshot', 120, () => expectJpeg(machine, `${url}/live/snapshot`).catch(() => undefined))
        : expectJpeg(machine, `${url}/live/snapshot`),
    );
    await report.check('gives systemd signs of life', async () => {
      await eventually('WATCHDOG=1', 40, () => (service.hasTold('WATCHDOG=1') ? true : undefined));
      return undefined;
    });
    await report.check('records H.264 that plays', async () => {
      const started = await json(machine, `${url}/live/record/start`, '-X', 'POST');
      await new Promise((resolve) => setTimeout(resolve, recordSeconds * 1000));
      const stopped = await json(machine, `${url}/live/record/stop`, '-X', 'POST');
      expect(stopped['status'] === 'stopped', JSON.stringify({ started, stopped }));
      return probe(join(machine.changes, 'var/lib/petlog', String(stopped['recording_path'])));
    });
    await report.check('a kill -9 costs neither the service nor the recording', async () => {
      const started = await json(machine, `${url}/live/record/start`, '-X', 'POST');
      await new Promise((resolve) => setTimeout(resolve, recordSeconds * 1000));
      await service.stop('KILL');
      await eventually('The end of its children', 20, async () => ((await service.processes()).length === 0 ? true : undefined));
      service = await InstalledService.start(machine);
      await eventually('The recording', 90, async () => ((await isListed(started['recording_id'])) ? true : undefined));
      return probe(join(machine.changes, 'var/lib/petlog', String(started['recording_path'])));
    });
    if (isEmulated) {
      report.notRun('the exit code after a SIGTERM', 'emulated, closing takes longer than the 5 s that PetLog gives itself');
    }
    await report.check('a SIGTERM ends it, and everything with it', async () => {
      const code = await service.stop('TERM');
      expect(code === 0 || isEmulated, `Exit code ${code}.`);
      expect(service.hasTold('STOPPING=1'), 'It did not say that it stops.');
      await eventually('The end of everything', 20, async () => ((await service.processes()).length === 0 ? true : undefined));
      return undefined;
    });
    await report.check("its files are nobody else's", async () => {
      const open = (await machine.shell('find /var/lib/petlog -perm /o+rwx -not -type l')).trim();
      expect(open === '', `Others may use:\n${open}`);
      return undefined;
    });
  } finally {
    await service.stop('KILL');
  }
}

/** A recording that plays to its end. */
export async function probe(path: string): Promise<string> {
  const facts = await succeed('ffprobe', [
    '-v',
    'error',
    '-select_streams',
    'v',
    '-count_packets',
    '-show_entries',
    'stream=codec_name,width,height,nb_read_packets',
    '-of',
    'csv=p=0',
    path,
  ]);
  const [codec, , , packets] = facts.trim().split(',');
  expect(codec === 'h264' && Number(packets) > 5, `The recording is ${facts}`);
  await succeed('ffmpeg', ['-v', 'error', '-xerror', '-i', path, '-f', 'null', '-']);
  return facts.trim();
}
