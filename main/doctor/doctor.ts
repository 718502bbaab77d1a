import type { DoctorCheckName } from '../../shared/doctor-checks.ts';
import { sentence } from '../../shared/doctor-sentence.ts';
import { doctorCheckNames, type DoctorReport, type DoctorResult } from '../../shared/doctor.ts';
import { afterAwake } from '../system/patience.ts';
import { checkAlerts } from './checks/alerts.ts';
import { checkBackup } from './checks/backup.ts';
import { checkCameraPrograms } from './checks/camera-programs.ts';
import { checkCamera } from './checks/camera.ts';
import { checkCertificate } from './checks/certificate.ts';
import { checkClock } from './checks/clock.ts';
import { checkConfiguration } from './checks/configuration.ts';
import { checkDataDirectory } from './checks/data-directory.ts';
import { checkDatabases } from './checks/databases.ts';
import { checkDetector } from './checks/detector.ts';
import { checkDisk } from './checks/disk.ts';
import { checkEncoder } from './checks/encoder.ts';
import { checkHomeKit } from './checks/homekit.ts';
import { checkMemory } from './checks/memory.ts';
import { checkMicrophone } from './checks/microphone.ts';
import { checkNetwork } from './checks/network.ts';
import { checkPort } from './checks/port.ts';
import { checkPower } from './checks/power.ts';
import { checkService } from './checks/service.ts';
import { checkSpeaker } from './checks/speaker.ts';
import { checkTemperature } from './checks/temperature.ts';
import { checkVersions } from './checks/versions.ts';
import { type Finding, warning } from './finding.ts';
import { CheckImpossible } from './check-impossible.ts';
import type { Check, Subject } from './subject.ts';

export const checks: Readonly<Record<DoctorCheckName, Check>> = {
  camera: checkCamera,
  camera_programs: checkCameraPrograms,
  microphone: checkMicrophone,
  speaker: checkSpeaker,
  encoder: checkEncoder,
  detector: checkDetector,
  disk: checkDisk,
  memory: checkMemory,
  temperature: checkTemperature,
  power: checkPower,
  clock: checkClock,
  network: checkNetwork,
  port: checkPort,
  certificate: checkCertificate,
  service: checkService,
  data_directory: checkDataDirectory,
  databases: checkDatabases,
  alerts: checkAlerts,
  backup: checkBackup,
  homekit: checkHomeKit,
  configuration: checkConfiguration,
  versions: checkVersions,
};

/** How long everything may take together. */
const patienceMilliseconds = 6500;

/** Looks at everything at once. Never rejects, changes nothing, and takes seven seconds at most. */
export async function examine(subject: Subject, table: Readonly<Record<DoctorCheckName, Check>> = checks): Promise<DoctorReport> {
  const { machine } = subject;
  const deadline = Promise.withResolvers<Finding>();
  const cancel = afterAwake(machine.clock, patienceMilliseconds, () =>
    deadline.resolve(warning(sentence('took_too_long'), sentence('took_too_long_advice'))),
  );
  try {
    const one = async (name: DoctorCheckName): Promise<DoctorResult> => ({
      name,
      ...(await Promise.race([attempt(table[name], subject), deadline.promise])),
    });
    return { results: await Promise.all(doctorCheckNames.map(one)) };
  } finally {
    cancel();
    await machine.close();
  }
}

async function attempt(check: Check, subject: Subject): Promise<Finding> {
  try {
    return await check(subject);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const found = error instanceof CheckImpossible ? error.sentence : sentence('not_seen', { reason });
    return warning(found, sentence(found.code === 'not_seen_in_time' ? 'took_too_long_advice' : 'not_seen_advice'));
  }
}
