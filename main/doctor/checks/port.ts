import { sentence } from '../../../shared/doctor-sentence.ts';
import { type Finding, finding, ok, problem, warning } from '../finding.ts';
import { listeningSockets } from '../listening-sockets.ts';
import { belongsTo, processesWithOpen } from '../open-files.ts';
import type { Check, Subject } from '../subject.ts';
import { currentUser, userName } from '../users.ts';

const rank = { ok: 0, warning: 1, problem: 2 } as const;

/** The port of HTTP and, where that is on, the one of HTTPS. */
export const checkPort: Check = async (subject) => {
  const { server, security } = subject.config;
  const findings = [await checkOne(subject, server.port, '--port')];
  if (security.https) {
    findings.push(await checkOne(subject, server.https_port, 'server.https_port'));
  }
  const worst = findings.reduce((a, b) => (rank[b.status] > rank[a.status] ? b : a));
  return finding(
    worst.status,
    findings.flatMap((one) => one.summary_parts),
    worst.advice_parts,
  );
};

async function checkOne({ machine, owner }: Subject, port: number, setting: '--port' | 'server.https_port'): Promise<Finding> {
  if (port === 0) {
    return ok(sentence('port_any'));
  }
  const sockets = await listeningSockets(machine, port);
  const [first] = sockets;
  if (first !== undefined) {
    const [holder] = await processesWithOpen(machine, new Set(sockets.map(({ file }) => file)));
    if (holder === undefined) {
      return warning(sentence('port_in_use', { port, user: await userName(machine, first.userId) }), sentence('port_in_use_advice'));
    }
    const isOurs = owner !== null && (await belongsTo(machine, holder.pid, owner.pid));
    return isOurs
      ? ok(sentence('port_ours', { port, pid: holder.pid }))
      : problem(sentence('port_taken', { port, program: holder.name, pid: holder.pid }), sentence('port_taken_advice', { setting }));
  }
  const lowest = Number((await machine.text('/proc/sys/net/ipv4/ip_unprivileged_port_start')) ?? 1024);
  const user = await currentUser(machine);
  if (port < lowest && !user.mayUseEveryPort) {
    return problem(sentence('port_forbidden', { port, user: user.name, lowest }), sentence('port_forbidden_advice', { lowest, setting }));
  }
  return owner === null
    ? ok(sentence('port_free', { port }))
    : warning(sentence('port_not_served', { pid: owner.pid, port }), sentence('port_not_served_advice'));
}
