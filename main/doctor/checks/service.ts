import { ok, problem, warning } from '../finding.ts';
import type { Check } from '../subject.ts';

/** Asks systemd for the unit of the package; systemctl(1), "show". */
export const checkService: Check = async ({ machine }) => {
  const answer = await machine.run('systemctl', 'show', 'petlog.service', '--property=LoadState,ActiveState,UnitFileState,Result,NRestarts');
  if (answer === null) {
    return ok('There is no systemd here, so that PetLog is no service.');
  }
  if (answer.wasCutOff) {
    return warning('systemd gave no answer about the service in time.', 'Run "systemctl status petlog" by hand.');
  }
  const value = (name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(answer.text)?.[1] ?? '';
  const state = value('ActiveState');
  if (state === '') {
    return ok('systemd does not run here, so that PetLog is no service.');
  }
  if (value('LoadState') !== 'loaded') {
    return ok('The service petlog is not installed.');
  }
  const restarts = Number(value('NRestarts') || 0);
  switch (state) {
    case 'active':
      return restarts === 0
        ? ok('The service petlog runs.')
        : warning(`The service petlog runs, and was restarted ${restarts === 1 ? 'once' : `${restarts} times`} after it had failed.`, 'See why with "journalctl -u petlog".');
    case 'failed':
      return problem(`The service petlog has failed (${value('Result') || 'for no stated reason'}).`, 'See why with "journalctl -u petlog -n 50", then "sudo systemctl restart petlog".');
    case 'activating':
      return restarts > 0
        ? problem(`The service petlog does not stay up: it was restarted ${restarts === 1 ? 'once' : `${restarts} times`}.`, 'See why with "journalctl -u petlog -n 50".')
        : ok('The service petlog is starting.');
    default:
      return value('UnitFileState') === 'enabled'
        ? warning(`The service petlog is ${state}, though it is to start with the machine.`, 'Start it with "sudo systemctl start petlog".')
        : ok('The service petlog is installed and off.');
  }
};
