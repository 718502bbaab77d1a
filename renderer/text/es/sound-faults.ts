import type { SoundFaultWords } from '../../state/sound-fault-words.ts';

/** Why nothing is heard, or nobody can be spoken to, in Spanish. */
export const soundFaultWords: SoundFaultWords = {
  no_microphone: 'este equipo no tiene micrófono, o tiene varios; elige uno en los ajustes de la cámara',
  usb_no_microphone: 'la cámara USB no tiene micrófono propio; elige otro en los ajustes de la cámara',
  pictures_alone:
    'esta cámara solo da imágenes. Una dirección con rtsp:// también tiene sonido; si no, elige un micrófono de este equipo en los ajustes de la cámara',
  file_without_sound: 'un archivo de vídeo no tiene sonido aquí; elige un micrófono de este equipo en los ajustes de la cámara',
  microphone_busy: 'otro programa usa el micrófono {device}',
  microphone_forbidden: 'PetLog no puede usar el micrófono {device}: este equipo no lo permite',
  microphone_gone: 'no se encuentra el micrófono {device}',
  microphone_silent: 'el micrófono {device} no da ninguna señal',
  microphone_ended: 'el micrófono {device} dejó de funcionar',
  program_missing: 'falta el programa {program}; instala el paquete alsa-utils',
  program_not_started: 'no se pudo iniciar el programa {program}',
  camera_without_sound: 'la cámara no tiene sonido en esta dirección; actívalo en la cámara o elige un micrófono de este equipo',
  camera_refuses_sound: 'la cámara se niega a enviar su sonido',
  camera_ended_sound: 'la cámara ya no envía sonido',
  camera_sound_unusable: 'PetLog no entiende el sonido de esta cámara; elige AAC, G.711 u Opus en la cámara',
  camera_aac_unusable: 'PetLog no entiende el sonido de esta cámara; elige G.711 u Opus en la cámara',
  switched_off_there: 'el sonido de esta cámara está desactivado en el otro PetLog',
  too_old_there: 'el otro PetLog es demasiado antiguo y no dice si su cámara tiene sonido',
  speaker_off: 'el altavoz está desactivado',
  no_speaker: 'este equipo no tiene más altavoces que los de pantallas y otras cámaras',
  several_speakers: 'este equipo tiene varios altavoces; elige uno en los ajustes de la cámara: {devices}',
  speaker_busy: 'otro programa usa el altavoz {device}',
  speaker_forbidden: 'PetLog no puede usar el altavoz {device}: este equipo no lo permite',
  speaker_gone: 'no se encuentra el altavoz {device}',
  speaker_ended: 'el altavoz {device} dejó de funcionar',
  speaker_silent: 'el altavoz no reproduce nada',
};
