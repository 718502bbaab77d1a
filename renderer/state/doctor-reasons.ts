import type { DoctorResult } from '../../shared/doctor.ts';
import { alertWordTables } from '../text/alert-word-tables.ts';
import type { Language } from '../text/languages.ts';
import { soundFaultWordTables } from '../text/sound-fault-word-tables.ts';
import type { Text } from '../text/en.ts';
import { describeDeliveryFault } from './alerts/delivery-fault-words.ts';
import type { SayReason } from './doctor-words.ts';
import { describeSoundFault } from './sound-fault-words.ts';

/** Sentences with a reason that other pages have words for. */
const ofAlerts = 'alerts_dead';
const ofSound = 'microphone_camera_unusable';
/** The rest of a sentence that begins with it. */
const camera = 'the camera ';

/**
 * Loads what the reasons in these results need.
 *
 * @returns what says them in that language, as they came where nobody has words for them
 */
export async function loadDoctorReasons(results: readonly DoctorResult[], language: Language, text: Text): Promise<SayReason> {
  const codes = new Set<string>(results.flatMap(({ summary_parts }) => summary_parts.map(({ code }) => code)));
  const [alerts, sound] = await Promise.all([
    codes.has(ofAlerts) ? alertWordTables[language]() : null,
    codes.has(ofSound) ? soundFaultWordTables[language]() : null,
  ]);
  return (code, reason) => {
    if (code === ofAlerts && alerts !== null) {
      return language === 'en' ? reason : describeDeliveryFault(reason, alerts);
    }
    if (code === ofSound && sound !== null) {
      return describeSoundFault(reason.startsWith(camera) ? reason : `${camera}${reason}`, text, sound);
    }
    return reason;
  };
}
