import { sentence } from '../../../shared/doctor-sentence.ts';
import { ok, problem, warning } from '../finding.ts';
import type { Check } from '../subject.ts';

/** Asks systemd for the unit of the package; systemctl(1), "show". */
export const checkService: Check = async ({ machine }) => {
  const answer = await machine.run(
    'systemctl',
    'show',
    'petlog.service',
    '--property=LoadState,ActiveState,UnitFileState,Result,NRestarts',
  );
  if (answer === null) {
    return ok(sentence('service_no_systemd'));
  }
  if (answer.wasCutOff) {
    return warning(sentence('service_no_answer'), sentence('service_no_answer_advice'));
  }
  const value = (name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(answer.text)?.[1] ?? '';
  const state = value('ActiveState');
  if (state === '') {
    return ok(sentence('service_systemd_off'));
  }
  if (value('LoadState') !== 'loaded') {
    return ok(sentence('service_not_installed'));
  }
  const result = value('Result');
  const restarts = Number(value('NRestarts') || 0);
  switch (state) {
    case 'active':
      return restarts === 0
        ? ok(sentence('service_runs'))
        : warning(sentence('service_restarted', { restarts }), sentence('service_restarted_advice'));
    case 'failed':
      return problem(
        result === '' ? sentence('service_failed') : sentence('service_failed_with', { result }),
        sentence('service_failed_advice'),
      );
    case 'activating':
      return restarts > 0
        ? problem(sentence('service_unstable', { restarts }), sentence('service_unstable_advice'))
        : ok(sentence('service_starting'));
    default:
      return value('UnitFileState') === 'enabled'
        ? warning(sentence('service_not_started', { state }), sentence('service_not_started_advice'))
        : ok(sentence('service_off'));
  }
};
