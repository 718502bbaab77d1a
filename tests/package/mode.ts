import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Machine } from './machine.ts';
import { eventually, expect, type Report } from './report.ts';

const port = 8300;

/** In the place of Electron: hosts everything as its main process does, but opens no window. */
const windowless = `#!/bin/sh
while [ "$1" != -- ]; do shift; done
shift
exec /opt/PetLog/petlog-node /opt/PetLog/resources/app/out/headless/headless.cjs "$@"
`;

/** Who has the camera: a desktop session's petlog-kiosk, and what it does when that changes. */
export async function checkMode(report: Report, machine: Machine): Promise<void> {
  await machine.shell(
    `useradd -m -u 1000 pi; install -d -o pi -m 700 /run/user/1000; mv /opt/PetLog/petlog /opt/PetLog/petlog.stand-in; cat > /opt/PetLog/petlog << 'END'\n${windowless}END\nchmod 755 /opt/PetLog/petlog`,
  );
  let said = '';
  let kiosk: ChildProcess | undefined;
  const serves = async (): Promise<boolean> =>
    (await machine.curl('--max-time', '5', `http://127.0.0.1:${port}/live/status`)).output.includes('"state"');
  const startKiosk = (): ChildProcess => {
    const child = machine.start(
      `exec setpriv --reuid=1000 --regid=1000 --clear-groups env HOME=/home/pi XDG_RUNTIME_DIR=/run/user/1000 DISPLAY=elsewhere:9 PETLOG_SECURITY_ACCESS=open PETLOG_SECURITY_HTTPS=false petlog-kiosk --port ${port} --camera mock`,
    );
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    return child;
  };
  await report.check('in the mode "service", the kiosk says so and waits', async () => {
    expect((await machine.shell('petlog mode')).trim() === 'service', 'The mode is not "service".');
    kiosk = startKiosk();
    await eventually('The line of the kiosk', 20, () => (said.includes('PetLog waits: the service has the camera.') ? true : undefined));
    expect(!(await serves()), 'It serves nevertheless.');
    return undefined;
  });
  await report.check('"petlog mode kiosk" gives it the camera', async () => {
    await machine.shell('petlog mode kiosk');
    await eventually('The kiosk', 60, async () => ((await serves()) ? true : undefined));
    return undefined;
  });
  await report.check('in the mode "kiosk", the service stays off and says why', async () => {
    const { code, errors } = await machine.tryShell(
      'setpriv --reuid=petlog --regid=petlog --clear-groups /usr/lib/petlog/mode --is service',
    );
    expect(code === 1 && errors.includes('PetLog waits: this machine is in the mode "kiosk".'), `${code}: ${errors}`);
    return undefined;
  });
  await report.check('a kiosk that is killed comes back', async () => {
    await machine.shell('pkill -KILL -u pi -f out/headless/headless.cjs');
    await eventually('The end of the killed one', 20, async () => ((await serves()) ? undefined : true));
    await eventually('The kiosk', 60, async () => ((await serves()) ? true : undefined));
    return undefined;
  });
  await report.check('"petlog mode service" takes the camera from it', async () => {
    said = '';
    await machine.shell('petlog mode service');
    await eventually('The line of the kiosk', 30, () => (said.includes('PetLog waits: the service has the camera.') ? true : undefined));
    expect(!(await serves()), 'It serves nevertheless.');
    return undefined;
  });
  await report.check('only root changes the mode', async () => {
    const { code, errors } = await machine.tryShell('setpriv --reuid=1000 --regid=1000 --clear-groups petlog mode kiosk');
    expect(code === 1 && errors.includes('sudo petlog mode kiosk'), `${code}: ${errors}`);
    return undefined;
  });
  await report.check('the kiosk ends with its session, and leaves nothing running', async () => {
    if (kiosk !== undefined) {
      const end = once(kiosk, 'exit');
      await machine.tryShell('pkill -TERM -u pi -f /usr/bin/petlog-kiosk');
      await end;
    }
    const left = (await machine.tryShell('pgrep -a -u pi')).output.trim();
    expect(left === '', `Still there: ${left}`);
    return undefined;
  });
  await machine.shell('mv /opt/PetLog/petlog.stand-in /opt/PetLog/petlog');
}
