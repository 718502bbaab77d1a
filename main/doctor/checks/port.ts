import { sentence } from '../../../shared/doctor-sentence.ts';
import { type Finding, finding, ok, problem, warning } from '../finding.ts';
import { listeningSockets } from '../listening-sockets.ts';
import { belongsTo, processesWithOpen } from '../open-files.ts';
import type { Check, Subject } from '../subject.ts';
import { currentUser, userName } from '../users.ts';

const rank = { ok: 0, warning: 1, problem: 2 } as const;

/** The port of HTTP and, where that is on, the one of HTTPS; and the one that WebRTC sends from. */
export const checkPort: Check = async (subject) => {
  const { server, security } = subject.config;
  const findings = [await checkOne(subject, server.port, '--port')];
  if (security.https) {
    findings.push(await checkOne(subject, server.https_port, 'server.https_port'));
  }
  if (subject.config.video.webrtc_port !== 0) {
    findings.push(await checkWebRtc(subject, subject.config.video.webrtc_port));
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

/** Without it the live video comes in other ways, later. The WebRTC process has it while somebody watches. */
async function checkWebRtc({ machine, owner }: Subject, port: number): Promise<Finding> {
  const sockets = await listeningSockets(machine, port, 'udp');
  const [holder] = await processesWithOpen(machine, new Set(sockets.map(({ file }) => file)));
  if (holder === undefined) {
    return ok(sentence(sockets.length === 0 ? 'webrtc_port_free' : 'webrtc_port_in_use', { port }));
  }
  const isOurs = owner !== null && (await belongsTo(machine, holder.pid, owner.pid));
  return isOurs
    ? ok(sentence('webrtc_port_in_use', { port }))
    : warning(
        sentence('webrtc_port_taken', { port, program: holder.name, pid: holder.pid }),
        sentence('webrtc_port_advice', { setting: 'video.webrtc_port' }),
      );
}
