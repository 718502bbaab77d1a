import { sentence } from '../../../shared/doctor-sentence.ts';
import { PetLogError } from '../../../shared/errors.ts';
import { findSoundPlace } from '../../sound/sound-place.ts';
import { forEachCamera, keyOf } from '../each-camera.ts';
import { type Finding, ok, problem } from '../finding.ts';
import type { ExaminedCamera, Subject } from '../subject.ts';

/** Whether there is what a camera is to hear with. It is not opened: it may be in use, by PetLog itself. */
export const checkMicrophone = forEachCamera(checkOne);

async function checkOne({ machine }: Subject, camera: ExaminedCamera): Promise<Finding> {
  if (!camera.settings.sound) {
    return ok(sentence('microphone_off'));
  }
  try {
    const place = await findSoundPlace(camera.settings, false, machine);
    if (place.kind === 'tone') {
      return ok(sentence('microphone_tone'));
    }
    return machine.has('arecord')
      ? ok(sentence('microphone_found', { device: place.device }))
      : problem(sentence('microphone_program'), sentence('microphone_program_advice'));
  } catch (error) {
    if (!(error instanceof PetLogError)) {
      throw error;
    }
    return problem(sentence('microphone_none'), sentence('microphone_none_advice', { key: keyOf(camera, 'microphone') }));
  }
}
