import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import type { Config } from '../../../shared/config.ts';
import { type DoctorSentence, sentence } from '../../../shared/doctor-sentence.ts';
import { certifiableAddresses, isWithin } from '../../network/authority-names.ts';
import { CertificateFiles } from '../../network/certificate-files.ts';
import { notNamed } from '../../network/certificate-time.ts';
import { authorityName, leafName, selfSignedName } from '../../network/home-certificate.ts';
import { certifiable } from '../../network/made-certificate.ts';
import { domainsOfAuthority } from '../../network/make-certificate.ts';
import { readOwnNames } from '../../network/own-names.ts';
import { TlsIdentityError } from '../../network/tls-identity.ts';
import { type Finding, ok, problem, warning } from '../finding.ts';
import type { Check, Subject } from '../subject.ts';

const dayMilliseconds = 24 * 3600 * 1000;
const soonDays = 14;
const authoritySoonDays = 180;

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

/** The finding where it cannot be read; null where there is none. */
async function readMade(path: string): Promise<X509Certificate | Finding | null> {
  try {
    return new X509Certificate(await readFile(path, 'utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') {
      return null;
    }
    return code === 'EACCES'
      ? warning(sentence('certificate_forbidden', { path }), sentence('run_as_root_advice'))
      : warning(sentence('certificate_damaged', { path }), sentence('certificate_damaged_advice'));
  }
}

/** The one that PetLog makes and renews by itself: of an authority of this home, or of itself where nobody has switched. */
async function checkMade(subject: Subject): Promise<Finding> {
  const directory = join(subject.dataDirectory, 'access', 'tls');
  const authority = await readMade(join(directory, authorityName));
  const leaf = await readMade(join(directory, authority === null ? selfSignedName : leafName));
  const unreadable = [authority, leaf].find((read) => read !== null && !(read instanceof X509Certificate));
  if (unreadable !== undefined && unreadable !== null) {
    return unreadable as Finding;
  }
  if (!(leaf instanceof X509Certificate)) {
    return ok(sentence('certificate_made_at_start'));
  }
  return authority instanceof X509Certificate ? checkAuthority(subject, authority, leaf) : checkSelfSigned(subject, leaf);
}

/** Each device trusts the authority by hand, so that its end is said early. */
async function checkAuthority(subject: Subject, authority: X509Certificate, leaf: X509Certificate): Promise<Finding> {
  const { days, until } = timeOf(authority, subject.machine.clock.nowMicroseconds() / 1000);
  const own = readOwnNames(subject.names);
  const domains = await domainsOfAuthority(authority.toString());
  const outside = [...own.names, ...hostsOf(subject.config)].filter((name) => isIP(name) === 0 && !isWithin(name.toLowerCase(), domains));
  const finding = await checkSelfSigned(subject, leaf, sentence('certificate_of_authority', { date: until }), {
    names: own.names.filter((name) => !outside.includes(name)),
    addresses: certifiableAddresses(own.addresses),
  });
  if (finding.status !== 'ok') {
    return finding;
  }
  if (days < authoritySoonDays) {
    return warning(sentence('certificate_authority_ends', { date: until }), sentence('certificate_authority_advice'));
  }
  return outside.length === 0
    ? finding
    : warning(sentence('certificate_outside', { names: [...new Set(outside)].join(', ') }), sentence('certificate_authority_advice'));
}

async function checkSelfSigned(
  { machine, names, owner }: Subject,
  leaf: X509Certificate,
  who = sentence('certificate_made'),
  own = certifiable(readOwnNames(names)),
): Promise<Finding> {
  const time = timeOf(leaf, machine.clock.nowMicroseconds() / 1000);
  if (time.isOver || time.isEarly) {
    const advice = sentence('certificate_made_clock_advice');
    return owner === null ? warning(time.validity, advice) : problem(time.validity, advice);
  }
  const notThere = notNamed(leaf, own);
  const missing = [...notThere.names, ...notThere.addresses];
  return missing.length === 0
    ? ok([time.validity, who])
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
  return { isEarly, isOver, until: date(until), days: (until - nowMilliseconds) / dayMilliseconds, validity };
}
