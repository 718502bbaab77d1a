import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import type { Config } from '../../../shared/config.ts';
import { CertificateFiles } from '../../network/certificate-files.ts';
import { readOwnNames } from '../../network/own-names.ts';
import { type Finding, ok, problem, warning } from '../finding.ts';
import type { Check, Subject } from '../subject.ts';

const dayMilliseconds = 24 * 3600 * 1000;
const soonDays = 14;

export const checkCertificate: Check = async (subject) => {
  const { https, https_certificate: certificatePath, https_key: keyPath } = subject.config.security;
  if (!https) {
    return ok('HTTPS is off, so that there is no need for a certificate.');
  }
  return certificatePath === '' && keyPath === '' ? checkMade(subject) : checkOwn(subject, certificatePath, keyPath);
};

/** One's own certificate, which nobody renews but its owner. */
async function checkOwn({ machine, config }: Subject, certificatePath: string, keyPath: string): Promise<Finding> {
  let leaf: X509Certificate;
  try {
    leaf = new X509Certificate((await new CertificateFiles({ certificatePath, keyPath }).load()).certificate);
  } catch (error) {
    return problem(`The certificate of HTTPS cannot be used: ${error instanceof Error ? error.message : String(error)}.`, 'Correct security.https_certificate and security.https_key; PetLog has to be able to read both files.');
  }
  const time = timeOf(leaf, machine.clock.nowMicroseconds() / 1000);
  if (time.isOver || time.isEarly) {
    return problem(time.sentence, time.isEarly ? 'See whether the clock is right.' : 'Renew it; PetLog takes the new files within a minute.');
  }
  const missing = hostsOf(config).filter((host) => (isIP(host) === 0 ? leaf.checkHost(host) : leaf.checkIP(host)) === undefined);
  if (missing.length > 0) {
    return warning(`${time.sentence} It is not for ${missing.join(', ')}.`, 'Get a certificate for every name in security.allowed_hosts.');
  }
  return time.days < soonDays ? warning(time.sentence, 'Renew it; PetLog takes the new files within a minute.') : ok(time.sentence);
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
      return ok('PetLog makes a certificate when it starts.');
    }
    return code === 'EACCES'
      ? warning(`This user may not read the certificate ${path}.`, 'Run "sudo petlog doctor".')
      : warning(`The certificate ${path} is damaged.`, 'Start PetLog again; it makes a new one.');
  }
  const time = timeOf(leaf, machine.clock.nowMicroseconds() / 1000);
  if (time.isOver || time.isEarly) {
    const advice = 'See whether the clock is right; PetLog makes a new certificate when it starts, and looks every minute.';
    return owner === null ? warning(time.sentence, advice) : problem(time.sentence, advice);
  }
  const own = readOwnNames(names);
  const missing = [...own.names.filter((name) => leaf.checkHost(name) === undefined), ...own.addresses.filter((address) => !/^fe[89ab]/i.test(address) && leaf.checkIP(address) === undefined)];
  return missing.length === 0
    ? ok(`${time.sentence} PetLog made it, and renews it.`)
    : warning(`${time.sentence} It is not for ${missing.join(', ')}.`, 'Start PetLog, or wait a minute while it runs: it makes a new certificate.');
}

const hostsOf = (config: Config): string[] => config.security.allowed_hosts.map((host) => host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1'));

function timeOf(leaf: X509Certificate, nowMilliseconds: number) {
  const from = Date.parse(leaf.validFrom);
  const until = Date.parse(leaf.validTo);
  const date = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);
  const isEarly = nowMilliseconds < from;
  const isOver = nowMilliseconds >= until;
  const sentence = isEarly ? `The certificate is not valid before ${date(from)}.` : isOver ? `The certificate ran out on ${date(until)}.` : `The certificate is valid until ${date(until)}.`;
  return { isEarly, isOver, days: (until - nowMilliseconds) / dayMilliseconds, sentence };
}
