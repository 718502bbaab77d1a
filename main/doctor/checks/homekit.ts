import { sentence } from '../../../shared/doctor-sentence.ts';
import { type Finding, ok, problem, warning } from '../finding.ts';
import { listeningSockets } from '../listening-sockets.ts';
import { belongsTo, processesWithOpen } from '../open-files.ts';
import type { Check } from '../subject.ts';

/** Whether homes find somebody at the port of HomeKit, where it is on. */
export const checkHomeKit: Check = async ({ machine, config, owner }): Promise<Finding> => {
  const { enabled, port } = config.homekit;
  if (!enabled) {
    return ok(sentence('homekit_off'));
  }
  if (port === 0) {
    return ok(sentence('homekit_any_port'));
  }
  const sockets = await listeningSockets(machine, port);
  if (sockets.length === 0) {
    return owner === null
      ? ok(sentence('homekit_port_free', { port }))
      : warning(sentence('homekit_not_served', { port }), sentence('homekit_not_served_advice'));
  }
  const [holder] = await processesWithOpen(machine, new Set(sockets.map(({ file }) => file)));
  const isTaken = holder !== undefined && (owner === null || !(await belongsTo(machine, holder.pid, owner.pid)));
  return isTaken
    ? problem(
        sentence('homekit_port_taken', { port, program: holder.name, pid: holder.pid }),
        sentence('homekit_port_advice', { setting: 'homekit.port' }),
      )
    : ok(sentence('homekit_served', { port }));
};
