import { type Finding, ok, problem, warning } from '../finding.ts';
import { listeningSockets } from '../listening-sockets.ts';
import { belongsTo, describeProcess, processesWithOpen } from '../open-files.ts';
import type { Check, Subject } from '../subject.ts';
import { currentUser, userName } from '../users.ts';

const rank = { ok: 0, warning: 1, problem: 2 } as const;

/** The port of HTTP and, where that is on, the one of HTTPS. */
export const checkPort: Check = async (subject) => {
  const { server, security } = subject.config;
  const findings = [await checkOne(subject, server.port, 'port')];
  if (security.https) {
    findings.push(await checkOne(subject, server.https_port, 'https-port'));
  }
  const worst = findings.reduce((a, b) => (rank[b.status] > rank[a.status] ? b : a));
  return { ...worst, summary: findings.map(({ summary }) => summary).join(' ') };
};

async function checkOne({ machine, owner }: Subject, port: number, key: 'port' | 'https-port'): Promise<Finding> {
  if (port === 0) {
    return ok('PetLog takes a free port at each start.');
  }
  const advice = `Stop it, or choose another port with ${key === 'port' ? '--port' : 'server.https_port'}.`;
  const sockets = await listeningSockets(machine, port);
  const [first] = sockets;
  if (first !== undefined) {
    const [holder] = await processesWithOpen(machine, new Set(sockets.map(({ file }) => file)));
    if (holder === undefined) {
      return warning(`Port ${port} is in use by a program of the user ${await userName(machine, first.userId)}, perhaps PetLog.`, 'Run "sudo petlog doctor" to see which program it is.');
    }
    const isOurs = owner !== null && (await belongsTo(machine, holder.pid, owner.pid));
    return isOurs ? ok(`Port ${port} is served by this PetLog (process ${holder.pid}).`) : problem(`Port ${port} is taken by ${describeProcess(holder)}.`, advice);
  }
  const lowest = Number((await machine.text('/proc/sys/net/ipv4/ip_unprivileged_port_start')) ?? 1024);
  const user = await currentUser(machine);
  if (port < lowest && !user.mayUseEveryPort) {
    return problem(`Port ${port} is free, but the user ${user.name} may not listen below ${lowest}.`, `Choose a port from ${lowest} on${key === 'port' ? ' with --port' : ' for server.https_port'}.`);
  }
  return owner === null
    ? ok(`Port ${port} is free.`)
    : warning(`PetLog runs (process ${owner.pid}), but does not listen on port ${port}.`, 'Restart PetLog; a changed port counts from the next start.');
}
