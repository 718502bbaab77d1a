import type { DoctorLanguage } from '../../../shared/doctor-sentence.ts';
import type { doctorSoundSentences } from '../../../shared/doctor-sound-findings.ts';

/** What the doctor says about microphones and speakers, in Italian. */
export const doctorSoundFindings: Pick<DoctorLanguage['sentences'], keyof typeof doctorSoundSentences> = {
  microphone_off: 'L’audio è disattivato: non si sente nulla.',
  microphone_tone: 'L’audio è attivo, e la telecamera simulata ne ha uno artificiale.',
  microphone_found: 'L’audio è attivo, e si ascolta {device}.',
  microphone_none: 'L’audio è attivo, ma PetLog non trova alcun microfono per questa telecamera.',
  microphone_none_advice: 'Scegline uno nelle impostazioni della telecamera; «arecord --list-pcms» dice quali ci sono.',
  microphone_camera: 'L’audio è attivo, e lo invia la telecamera stessa ({encoding}).',
  microphone_camera_unusable: 'L’audio è attivo, ma non si sente nulla: {reason}.',
  microphone_camera_unusable_advice:
    'Controlla se l’audio è attivo nelle impostazioni della telecamera stessa, come AAC, G.711 o Opus, oppure scegli un microfono di questa macchina nelle impostazioni che PetLog ha per essa.',
  microphone_program: 'L’audio è attivo, e serve il programma arecord.',
  microphone_program_advice: 'Installalo con «sudo apt install alsa-utils».',
  speaker_off: 'Non si può parlare a nessuno: nessun altoparlante è attivo.',
  speaker_found: '{device} fa sentire ciò che viene detto.',
  speaker_none: 'Un altoparlante è attivo, ma PetLog non ne trova per questa telecamera.',
  speaker_none_advice: 'Scegline uno nelle impostazioni della telecamera; «aplay --list-pcms» dice quali ci sono.',
  speaker_program: 'Un altoparlante è attivo, e serve il programma aplay.',
  speaker_program_advice: 'Installalo con «sudo apt install alsa-utils».',
  speaker_busy: '{device} è in uso: da qualcuno che parla ora o da un altro programma.',
  speaker_unplayable: '{device} non si può usare: {reason}.',
  speaker_unplayable_advice: 'Controllare che sia collegato, che il nome sia giusto ({key}) e che l’utente di PetLog sia nel gruppo audio.',
};
