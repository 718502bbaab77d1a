import { ok, problem, warning } from '../finding.ts';
import type { Check } from '../subject.ts';

const advice = 'Connect it to the internet and run "sudo timedatectl set-ntp true"; without internet, set the clock by hand or use a clock module.';

export const checkClock: Check = async ({ machine, installedAtMilliseconds }) => {
  const nowMilliseconds = machine.clock.nowMicroseconds() / 1000;
  const now = `${new Date(nowMilliseconds).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  if (nowMilliseconds < installedAtMilliseconds) {
    return problem(`The clock says ${now}, which is before this PetLog was installed.`, advice);
  }
  const answer = await machine.run('timedatectl', 'show', '--property=NTPSynchronized', '--value');
  switch (answer?.text.trim()) {
    case 'yes':
      return ok(`The clock says ${now} and is kept right by the network.`);
    case 'no':
      return warning(`The clock says ${now}, but is not kept right by the network.`, advice);
    default:
      return ok(`The clock says ${now}; whether the network keeps it right is not known here.`);
  }
};
