import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import type { Config } from '../../../shared/config.ts';
import { type DoctorSentence, sentence } from '../../../shared/doctor-sentence.ts';
import { CertificateFiles } from '../../network/certificate-files.ts';
import { readOwnNames } from '../../network/own-names.ts';
import { TlsIdentityError } from '../../network/tls-identity.ts';
import { type Finding, ok, problem, warning } from '../finding.ts';
import type { Check, Subject } from '../subject.ts';

const dayMilliseconds = 24 * 3600 * 1000;
const soonDays = 14;

export const checkCertificate: Check = async (subject) => {
  const { https, https_certificate: certificatePath, https_key: keyPath } = subject.config.security;
  if (!https) {
    return ok(sentence('certificate_not_needed'));
  }
  return certificatePath === '' && keyPath === '' ? checkMade(subject) : checkOwn(subject, certificatePath, keyPath);
};

/** One's own certificate, which nobody renews but its owner. */
async function checkOwn({ machine, config }: Subject, certificatePath: string, keyPath: string): Promise<Finding> {
  let leaf: X509Certificate;
  try {
    leaf = new X509Certificate((await new CertificateFiles({ certificatePath, keyPath }).load()).certificate);
  } catch (error) {
    return problem(whyUnusable(error, certificatePath, keyPath), sentence('certificate_unusable_advice'));
  }
  const time = timeOf(leaf, machine.clock.nowMicroseconds() / 1000);
  if (time.isOver || time.isEarly) {
    return problem(time.validity, sentence(time.isEarly ? 'certificate_clock_advice' : 'certificate_renew_advice'));
  }
  const missing = hostsOf(config).filter((host) => (isIP(host) === 0 ? leaf.checkHost(host) : leaf.checkIP(host)) === undefined);
  if (missing.length > 0) {
    return warning([time.validity, sentence('certificate_not_for', { names: missing.join(', ') })], sentence('certificate_names_advice'));
  }
  return time.days < soonDays ? warning(time.validity, sentence('certificate_renew_advice')) : ok(time.validity);
}

function whyUnusable(error: unknown, certificate: string, key: string): DoctorSentence {
  switch (error instanceof TlsIdentityError ? error.fault : undefined) {
    case 'certificate':
      return sentence('certificate_no_certificate', { path: certificate });
    case 'key':
      return sentence('certificate_no_key', { path: key });
    case 'pair':
      return sentence('certificate_other_key', { certificate, key });
    default: {
      const { code, path, message } = (error instanceof TlsIdentityError ? error.cause : error) as NodeJS.ErrnoException;
      const isMissing = code === 'ENOENT' && path !== undefined;
      return isMissing ? sentence('certificate_no_file', { path }) : sentence('certificate_unusable', { reason: message });
    }
  }
}

/** The one that PetLog makes and renews by itself. */
async function checkMade({ machine, dataDirectory, names, owner }: Subject): Promise<Finding> {
  const path = join(dataDirectory, 'access', 'tls', 'certificate.pem');
  let leaf: X509Certificate;
  try {
    leaf = new X509Certificate(await readFile(path, 'utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') {
      return ok(sentence('certificate_made_at_start'));
    }
    return code === 'EACCES'
      ? warning(sentence('certificate_forbidden', { path }), sentence('run_as_root_advice'))
      : warning(sentence('certificate_damaged', { path }), sentence('certificate_damaged_advice'));
  }
  const time = timeOf(leaf, machine.clock.nowMicroseconds() / 1000);
  if (time.isOver || time.isEarly) {
    const advice = sentence('certificate_made_clock_advice');
    return owner === null ? warning(time.validity, advice) : problem(time.validity, advice);
  }
  const own = readOwnNames(names);
  const missing = [
    ...own.names.filter((name) => leaf.checkHost(name) === undefined),
    ...own.addresses.filter((address) => !/^fe[89ab]/i.test(address) && leaf.checkIP(address) === undefined),
  ];
  return missing.length === 0
    ? ok([time.validity, sentence('certificate_made')])
    : warning([time.validity, sentence('certificate_not_for', { names: missing.join(', ') })], sentence('certificate_made_names_advice'));
}

const hostsOf = (config: Config): string[] =>
  config.security.allowed_hosts.map((host) => host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1'));

function timeOf(leaf: X509Certificate, nowMilliseconds: number) {
  const from = Date.parse(leaf.validFrom);
  const until = Date.parse(leaf.validTo);
  const date = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);
  const isEarly = nowMilliseconds < from;
  const isOver = nowMilliseconds >= until;
  const validity = isEarly
    ? sentence('certificate_too_early', { date: date(from) })
    : sentence(isOver ? 'certificate_over' : 'certificate_valid', { date: date(until) });
  return { isEarly, isOver, days: (until - nowMilliseconds) / dayMilliseconds, validity };
}
