import type { SoundFaultWords } from '../../state/sound-fault-words.ts';

/** Why nothing is heard, or nobody can be spoken to, in French. */
export const soundFaultWords: SoundFaultWords = {
  no_microphone: 'cet appareil n’a aucun micro, ou en a plusieurs ; choisissez-en un dans les réglages de la caméra',
  usb_no_microphone: 'la caméra USB n’a pas de micro ; choisissez-en un autre dans les réglages de la caméra',
  pictures_alone:
    'cette caméra ne donne que des images. Une adresse en rtsp:// donne aussi le son ; sinon, choisissez un micro de cet appareil dans les réglages de la caméra',
  file_without_sound: 'un fichier vidéo n’a pas de son ici ; choisissez un micro de cet appareil dans les réglages de la caméra',
  microphone_busy: 'un autre programme utilise le micro {device}',
  microphone_forbidden: 'PetLog ne peut pas utiliser le micro {device} : cet appareil ne le permet pas',
  microphone_gone: 'le micro {device} est introuvable',
  microphone_silent: 'le micro {device} ne donne aucun son',
  microphone_ended: 'le micro {device} s’est arrêté',
  program_missing: 'le programme {program} manque ; installez le paquet alsa-utils',
  program_not_started: 'le programme {program} n’a pas pu démarrer',
  camera_without_sound: 'la caméra n’a pas de son à cette adresse ; activez-le dans la caméra ou choisissez un micro de cet appareil',
  camera_refuses_sound: 'la caméra refuse de transmettre le son',
  camera_ended_sound: 'la caméra n’envoie plus de son',
  camera_sound_unusable: 'PetLog ne comprend pas le son de cette caméra ; choisissez AAC, G.711 ou Opus dans la caméra',
  camera_aac_unusable: 'PetLog ne comprend pas le son de cette caméra ; choisissez G.711 ou Opus dans la caméra',
  switched_off_there: 'le son de cette caméra est coupé dans l’autre PetLog',
  too_old_there: 'l’autre PetLog est trop ancien et ne dit pas si sa caméra a du son',
  speaker_off: 'le haut-parleur est désactivé',
  no_speaker: 'cet appareil n’a pas de haut-parleur, hors ceux des écrans et des autres caméras',
  several_speakers: 'cet appareil a plusieurs haut-parleurs ; choisissez-en un dans les réglages de la caméra : {devices}',
  speaker_busy: 'un autre programme utilise le haut-parleur {device}',
  speaker_forbidden: 'PetLog ne peut pas utiliser le haut-parleur {device} : cet appareil ne le permet pas',
  speaker_gone: 'le haut-parleur {device} est introuvable',
  speaker_ended: 'le haut-parleur {device} s’est arrêté',
  speaker_silent: 'le haut-parleur n’émet aucun son',
};
