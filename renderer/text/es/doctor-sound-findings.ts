import type { DoctorLanguage } from '../../../shared/doctor-sentence.ts';
import type { doctorSoundSentences } from '../../../shared/doctor-sound-findings.ts';

/** What the doctor says about microphones and speakers, in Spanish. */
export const doctorSoundFindings: Pick<DoctorLanguage['sentences'], keyof typeof doctorSoundSentences> = {
  microphone_off: 'El sonido está apagado: no se oye nada.',
  microphone_tone: 'El sonido está encendido, y la cámara simulada tiene uno artificial.',
  microphone_found: 'El sonido está encendido, y se escucha {device}.',
  microphone_none: 'El sonido está encendido, pero PetLog no encuentra ningún micrófono para esta cámara.',
  microphone_none_advice: 'Elige uno en los ajustes de la cámara; «arecord --list-pcms» dice cuáles hay.',
  microphone_camera: 'El sonido está encendido, y lo envía la propia cámara ({encoding}).',
  microphone_camera_unusable: 'El sonido está encendido, pero no se oye nada: {reason}.',
  microphone_camera_unusable_advice:
    'Mira si el sonido está activado en los ajustes de la propia cámara, como AAC, G.711 u Opus, o elige un micrófono de este equipo en los ajustes que PetLog tiene para ella.',
  microphone_program: 'El sonido está encendido, y para eso hace falta el programa arecord.',
  microphone_program_advice: 'Instálelo con «sudo apt install alsa-utils».',
  speaker_off: 'No se puede hablar a nadie: no hay ningún altavoz activado.',
  speaker_found: '{device} reproduce lo que se dice.',
  speaker_none: 'Hay un altavoz activado, pero PetLog no encuentra ninguno para esta cámara.',
  speaker_none_advice: 'Elige uno en los ajustes de la cámara; «aplay --list-pcms» dice cuáles hay.',
  speaker_program: 'Hay un altavoz activado, y hace falta el programa aplay.',
  speaker_program_advice: 'Instálelo con «sudo apt install alsa-utils».',
  speaker_busy: '{device} está en uso: por alguien que habla ahora o por otro programa.',
  speaker_unplayable: '{device} no se puede usar: {reason}.',
  speaker_unplayable_advice:
    'Comprueba que está conectado, que su nombre es correcto ({key}) y que el usuario de PetLog está en el grupo audio.',
};
