import { sentence } from '../../../shared/doctor-sentence.ts';
import { ok, problem, warning } from '../finding.ts';
import type { Check } from '../subject.ts';

export const checkClock: Check = async ({ machine, installedAtMilliseconds }) => {
  const nowMilliseconds = machine.clock.nowMicroseconds() / 1000;
  const time = `${new Date(nowMilliseconds).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const advice = sentence('clock_advice');
  if (nowMilliseconds < installedAtMilliseconds) {
    return problem(sentence('clock_too_early', { time }), advice);
  }
  const answer = await machine.run('timedatectl', 'show', '--property=NTPSynchronized', '--value');
  switch (answer?.text.trim()) {
    case 'yes':
      return ok(sentence('clock_right', { time }));
    case 'no':
      return warning(sentence('clock_not_kept_right', { time }), advice);
    default:
      return ok(sentence('clock_unknown', { time }));
  }
};
