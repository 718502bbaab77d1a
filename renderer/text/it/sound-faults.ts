import type { SoundFaultWords } from '../../state/sound-fault-words.ts';

/** Why nothing is heard, or nobody can be spoken to, in Italian. */
export const soundFaultWords: SoundFaultWords = {
  no_microphone: 'questo computer non ha microfoni, o ne ha più di uno; scegline uno nelle impostazioni della telecamera',
  usb_no_microphone: 'la telecamera USB non ha un microfono proprio; scegline un altro nelle impostazioni della telecamera',
  pictures_alone:
    'questa telecamera dà solo immagini. Un indirizzo con rtsp:// ha anche l’audio; altrimenti scegli un microfono di questo computer nelle impostazioni della telecamera',
  file_without_sound: 'un file video qui non ha audio; scegli un microfono di questo computer nelle impostazioni della telecamera',
  microphone_busy: 'un altro programma usa il microfono {device}',
  microphone_forbidden: 'PetLog non può usare il microfono {device}: questo computer non lo permette',
  microphone_gone: 'il microfono {device} non è stato trovato',
  microphone_silent: 'il microfono {device} non dà alcun segnale',
  microphone_ended: 'il microfono {device} si è fermato',
  program_missing: 'manca il programma {program}; installa il pacchetto alsa-utils',
  program_not_started: 'il programma {program} non si è avviato',
  camera_without_sound: 'la telecamera non ha audio a questo indirizzo; attivalo nella telecamera o scegli un microfono di questo computer',
  camera_refuses_sound: 'la telecamera rifiuta di inviare l’audio',
  camera_ended_sound: 'la telecamera non invia più audio',
  camera_sound_unusable: 'PetLog non capisce l’audio di questa telecamera; scegli AAC, G.711 o Opus nella telecamera',
  camera_aac_unusable: 'PetLog non capisce l’audio di questa telecamera; scegli G.711 o Opus nella telecamera',
  switched_off_there: 'l’audio di questa telecamera è disattivato nell’altro PetLog',
  too_old_there: 'l’altro PetLog è troppo vecchio e non dice se la sua telecamera ha audio',
  speaker_off: 'l’altoparlante è disattivato',
  no_speaker: 'questo computer non ha altoparlanti oltre a quelli di schermi e altre telecamere',
  several_speakers: 'questo computer ha più altoparlanti; scegline uno nelle impostazioni della telecamera: {devices}',
  speaker_busy: 'un altro programma usa l’altoparlante {device}',
  speaker_forbidden: 'PetLog non può usare l’altoparlante {device}: questo computer non lo permette',
  speaker_gone: 'l’altoparlante {device} non è stato trovato',
  speaker_ended: 'l’altoparlante {device} si è fermato',
  speaker_silent: 'l’altoparlante non riproduce nulla',
};
