import { sentence } from '../../../shared/doctor-sentence.ts';
import { PetLogError } from '../../../shared/errors.ts';
import { findSoundPlace } from '../../sound/sound-place.ts';
import { forEachCamera } from '../each-camera.ts';
import { type Finding, ok, problem } from '../finding.ts';
import type { ExaminedCamera, Subject } from '../subject.ts';

/**
 * Whether there is what a camera is to hear with. A microphone is not opened: it may be in use, by PetLog itself. A camera
 * on the network is asked.
 */
export const checkMicrophone = forEachCamera(checkOne);

async function checkOne({ machine, tryCameraSound }: Subject, camera: ExaminedCamera): Promise<Finding> {
  if (!camera.settings.sound) {
    return ok(sentence('microphone_off'));
  }
  try {
    const place = await findSoundPlace(camera.settings, false, machine);
    if (place.kind === 'tone') {
      return ok(sentence('microphone_tone'));
    }
    if (place.kind === 'camera') {
      const trial = await tryCameraSound(camera);
      return 'encoding' in trial
        ? ok(sentence('microphone_camera', { encoding: encodingNames[trial.encoding] }))
        : problem(sentence('microphone_camera_unusable', { reason: trial.reason }), sentence('microphone_camera_unusable_advice'));
    }
    return machine.has('arecord')
      ? ok(sentence('microphone_found', { device: place.device }))
      : problem(sentence('microphone_program'), sentence('microphone_program_advice'));
  } catch (error) {
    if (!(error instanceof PetLogError)) {
      throw error;
    }
    return problem(sentence('microphone_none'), sentence('microphone_none_advice'));
  }
}

/** As makers of cameras call them. */
const encodingNames = { aac: 'AAC', opus: 'Opus', pcmu: 'G.711 µ-law', pcma: 'G.711 A-law', l16: 'L16' } as const;
