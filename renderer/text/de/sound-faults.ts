import type { SoundFaultWords } from '../../state/sound-fault-words.ts';

/** Why nothing is heard, or nobody can be spoken to, in German. */
export const soundFaultWords: SoundFaultWords = {
  no_microphone: 'Dieser Rechner hat kein Mikrofon oder mehrere; in den Einstellungen der Kamera eines wählen',
  usb_no_microphone: 'Die USB-Kamera hat kein eigenes Mikrofon; in den Einstellungen der Kamera ein anderes wählen',
  pictures_alone:
    'Diese Kamera liefert nur Bilder. Eine Adresse mit rtsp:// hat auch Ton; sonst in den Einstellungen der Kamera ein Mikrofon dieses Rechners wählen',
  file_without_sound: 'Zu einer Videodatei gibt es keinen Ton; in den Einstellungen der Kamera ein Mikrofon dieses Rechners wählen',
  microphone_busy: 'Ein anderes Programm benutzt das Mikrofon {device}',
  microphone_forbidden: 'PetLog darf das Mikrofon {device} nicht benutzen: Dieser Rechner erlaubt es nicht',
  microphone_gone: 'Das Mikrofon {device} wurde nicht gefunden',
  microphone_silent: 'Das Mikrofon {device} liefert keinen Ton',
  microphone_ended: 'Das Mikrofon {device} ist ausgefallen',
  program_missing: 'Das Programm {program} fehlt; das Paket alsa-utils installieren',
  program_not_started: 'Das Programm {program} ließ sich nicht starten',
  camera_without_sound:
    'Die Kamera hat an dieser Adresse keinen Ton; ihn in der Kamera einschalten oder ein Mikrofon dieses Rechners wählen',
  camera_refuses_sound: 'Die Kamera verweigert ihren Ton',
  camera_ended_sound: 'Die Kamera sendet keinen Ton mehr',
  camera_sound_unusable: 'Mit dem Ton dieser Kamera kann PetLog nichts anfangen; in der Kamera AAC, G.711 oder Opus wählen',
  camera_aac_unusable: 'Mit dem Ton dieser Kamera kann PetLog nichts anfangen; in der Kamera G.711 oder Opus wählen',
  switched_off_there: 'Der Ton dieser Kamera ist im anderen PetLog ausgeschaltet',
  too_old_there: 'Das andere PetLog ist zu alt und sagt nicht, ob seine Kamera Ton hat',
  speaker_off: 'Der Lautsprecher ist ausgeschaltet',
  no_speaker: 'Dieser Rechner hat keinen Lautsprecher außer denen von Bildschirmen und anderen Kameras',
  several_speakers: 'Dieser Rechner hat mehrere Lautsprecher; in den Einstellungen der Kamera einen wählen: {devices}',
  speaker_busy: 'Ein anderes Programm benutzt den Lautsprecher {device}',
  speaker_forbidden: 'PetLog darf den Lautsprecher {device} nicht benutzen: Dieser Rechner erlaubt es nicht',
  speaker_gone: 'Der Lautsprecher {device} wurde nicht gefunden',
  speaker_ended: 'Der Lautsprecher {device} ist ausgefallen',
  speaker_silent: 'Der Lautsprecher spielt nichts ab',
};
