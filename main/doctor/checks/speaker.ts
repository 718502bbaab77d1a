import { sentence } from '../../../shared/doctor-sentence.ts';
import { PetLogError } from '../../../shared/errors.ts';
import { findSpeaker } from '../../talk/find-speaker.ts';
import { forEachCamera, keyOf } from '../each-camera.ts';
import { type Finding, ok, problem } from '../finding.ts';
import type { ExaminedCamera, Subject } from '../subject.ts';

/** Whether there is what people at a camera are spoken to with, and whether it plays: it is opened, and given nothing. */
export const checkSpeaker = forEachCamera(checkOne);

async function checkOne({ machine }: Subject, camera: ExaminedCamera): Promise<Finding> {
  if (camera.settings.speaker === 'off') {
    return ok(sentence('speaker_off'));
  }
  let device: string;
  try {
    device = await findSpeaker(camera.settings, machine);
  } catch (error) {
    if (!(error instanceof PetLogError)) {
      throw error;
    }
    return problem(sentence('speaker_none'), sentence('speaker_none_advice'));
  }
  const answer = await machine.run('aplay', '--quiet', '--device', device, '--file-type', 'raw', '--format', 'S16_LE', '--rate', '48000');
  if (answer === null) {
    return problem(sentence('speaker_program'), sentence('speaker_program_advice'));
  }
  if (/busy/i.test(answer.text)) {
    return ok(sentence('speaker_busy', { device })); // perhaps PetLog itself
  }
  if (answer.exitCode !== 0) {
    const reason = answer.text.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
    const advice = sentence('speaker_unplayable_advice', { key: keyOf(camera, 'speaker') });
    return problem(sentence('speaker_unplayable', { device, reason: reason === '' ? 'aplay' : reason }), advice);
  }
  return ok(sentence('speaker_found', { device }));
}
