import type { ErrorWords } from '../en/errors.ts';

/** What went wrong, in German. */
export const errorWords: ErrorWords = {
  unauthorized: 'Zuerst anmelden: Dafür ist die Berechtigung „{access}“ nötig.',
  wrong_code: 'Das ist nicht der Code, den die Kamera zeigt, oder er gilt nicht mehr. Einen neuen geben lassen.',
  wrong_password: 'Name oder Passwort ist falsch.',
  session_ended: 'Die Anmeldung ist abgelaufen ({reason}). Das Gerät neu koppeln oder anmelden.',
  forbidden: 'Dafür ist die Berechtigung „{access}“ nötig.',
  not_local: 'Die Adresse {address} gehört nicht zum lokalen Netz, und nur dieses hat Zugang.',
  wrong_pin: 'Das ist nicht die PIN dieses Bildschirms.',
  locked: 'Der Bildschirm ist gesperrt. Zuerst die PIN eingeben.',
  origin_not_allowed: 'Webseiten von {origin} dürfen diese Kamera nicht benutzen. Erlauben lässt sich das mit security.allowed_origins.',
  camera_not_found: 'Die Kamera „{id}“ gibt es nicht.',
  camera_exists: 'Die Kamera „{id}“ gibt es schon. Eine andere Kennung wählen.',
  device_in_use: 'Die Kamera „{id}“ benutzt {source} schon. Eine andere Quelle wählen oder zuerst jene Kamera entfernen.',
  default_camera: 'Die Kamera „main“ lässt sich nicht entfernen, nur ausschalten.',
  camera_configured: 'Die Kamera „{id}“ steht in der Konfigurationsdatei, einer Variablen oder einem Aufruf und muss dort entfernt werden.',
  camera_disabled: 'Diese Kamera ist in ihren Einstellungen ausgeschaltet.',
  recording_not_found: 'Die Aufnahme „{id}“ gibt es nicht.',
  picture_unavailable: 'Zur Aufnahme „{id}“ gibt es kein Bild: {reason}.',
  timelapse_not_found: 'Den Zeitraffer „{id}“ gibt es nicht.',
  rewind_unavailable: 'Von diesem Moment gibt es kein Bild.',
  nothing_recorded: 'Von {start} bis {end} gibt es keine Aufnahme.',
  invitation_not_found: 'Die Einladung „{id}“ gibt es nicht.',
  device_not_found: 'Das Gerät „{id}“ gibt es nicht.',
  account_not_found: 'Das Konto „{id}“ gibt es nicht.',
  token_not_found: 'Das Token „{id}“ gibt es nicht.',
  already_recording: 'Es läuft schon eine Aufnahme ({path}). Sie zuerst beenden.',
  not_recording: 'Es läuft keine Aufnahme. Zuerst eine starten.',
  recording_in_progress: 'Die Aufnahme „{id}“ läuft noch. Sie zuerst beenden.',
  timelapse_running: 'Ein Zeitraffer ist schon in Arbeit. Warten oder ihn abbrechen.',
  privacy: 'Die Kamera ist für die Privatsphäre ausgeschaltet. Sie zuerst freigeben.',
  account_exists: 'Das Konto „{name}“ gibt es schon. Einen anderen Namen wählen.',
  role_of_account: 'Was dieses Gerät darf, bestimmt sein Konto „{name}“. Dort ändern.',
  too_many_invitations: 'Es sind schon {limit} Codes offen. Zuerst einen benutzen oder zurücknehmen.',
  storage_disabled: 'Das Aufnehmen ist ausgeschaltet. Einschalten: camera.enable_storage auf true setzen.',
  too_many_requests: 'Zu viele Anfragen von {address}. In {seconds} s noch einmal versuchen.',
  host_not_allowed: 'Diese Kamera hört nicht auf den Namen {host}. Erlauben lässt er sich mit security.allowed_hosts.',
  too_many_attempts: 'Zu viele Fehlversuche. In {seconds} s noch einmal versuchen.',
  internal: 'In PetLog ist etwas schiefgegangen. Einzelheiten stehen im Protokoll.',
  camera_unavailable: 'Die Kamera ist nicht verfügbar: {reason}.',
  camera_source_not_allowed:
    'Die gespeicherte Kamera ist eine Datei oder ein Gerät, die der Besitzer dieses Rechners nicht erlaubt hat. Eine andere wählen, sie in der Konfigurationsdatei nennen oder das Verzeichnis der Datei in security.allowed_directories aufnehmen.',
  too_many_viewers: 'Alle {limit} Plätze für Zuschauer sind besetzt. Einen Stream schließen und noch einmal versuchen.',
  too_many_viewers_of_device:
    'Dieses Gerät zeigt schon {limit} Streams, mehr sind nicht erlaubt. Einen schließen und noch einmal versuchen.',
  too_many_viewers_from_address:
    'Unter der Adresse {address} laufen schon {limit} Streams, mehr sind nicht erlaubt. Einen schließen und noch einmal versuchen.',
  too_many_downloads:
    '{limit} Videos werden schon gelesen, mehr sind nicht erlaubt. Warten, bis eines fertig ist, und noch einmal versuchen.',
  too_many_downloads_of_device:
    'Dieses Gerät liest schon {limit} Videos, mehr sind nicht erlaubt. Warten, bis eines fertig ist, und noch einmal versuchen.',
  too_many_downloads_from_address:
    'Die Adresse {address} liest schon {limit} Videos, mehr sind nicht erlaubt. Warten, bis eines fertig ist, und noch einmal versuchen.',
  shutting_down: 'PetLog wird gerade beendet. Später noch einmal versuchen.',
  recording_failed: 'Die Aufnahme konnte nicht geschrieben werden: {reason}.',
  rewind_disk_failed: 'Der Rückblick nutzt den Arbeitsspeicher statt des Datenträgers und reicht weniger weit: {reason} ({path}).',
  settings_not_saved: 'Die Einstellungen wurden nicht gespeichert, nichts hat sich geändert: {reason}.',
  recording_unreadable: 'Die Aufnahme {path} ließ sich nicht lesen und bleibt, wie sie ist: {reason}.',
  recording_unlisted:
    'Die Aufnahme {path} ist gespeichert, kann aber noch nicht in die Liste: {reason}. Sie erscheint dort, sobald das vorbei ist.',
  settings_damaged:
    'Die Datei der gespeicherten Einstellungen war beschädigt und liegt jetzt als {path} beiseite. Die Einstellungen durchsehen und einmal speichern.',
  setting_not_used: 'Die Einstellung {key} kann auf diesem Gerät gerade nicht {value} sein, stattdessen gilt {used}. Sie neu setzen.',
  base_path_reserved: 'Der Pfad {path} beginnt wie einer, den PetLog selbst braucht. Einen anderen server.base_path wählen.',
  privacy_damaged:
    'Ob die Kamera für die Privatsphäre ausgeschaltet ist, war nicht zu lesen. Sie bleibt aus, bis sie freigegeben wird. Die Datei liegt als {path} beiseite.',
  keys_readable:
    'Andere Benutzer dieses Geräts können die Schlüssel in {path} lesen: Das Dateisystem kennt keine Berechtigungen. Einen Datenträger mit ext4 verwenden oder ihn mit umask=0077 einhängen.',
  recording_not_removed: 'Die Aufnahme konnte nicht gelöscht werden und bleibt: {reason}.',
  disk_read_only:
    'Der Datenträger von {path} lässt sich nur lesen, nichts kann dort gesichert werden. Ihn prüfen und wieder beschreibbar machen.',
  disk_full: 'Der Datenträger von {path} ist voll, nichts kann dort gesichert werden. Aufnahmen oder andere Dateien löschen.',
  disk_no_inodes:
    'Der Datenträger von {path} nimmt keine weiteren Dateien an, obwohl {freeMegabytes} MB frei sind: Seine Inodes sind aufgebraucht. Einige Dateien löschen.',
  disk_not_answering: 'Der Datenträger von {path} antwortet nicht. Nachsehen, ob er angeschlossen oder sein Netz da ist.',
  data_directory_gone: 'Der Datenordner {path} wurde gelöscht oder ersetzt, während PetLog lief. Ihn zurückholen und PetLog neu starten.',
  database_newer:
    'Die Datenbank {path} stammt von einem neueren PetLog und bleibt, wie sie ist. Bis dieses wieder installiert ist, gelten Änderungen nur bis zum nächsten Start.',
  database_damaged: 'Die Datenbank {path} war beschädigt. Sie liegt jetzt als {aside} beiseite, und eine neue ist angelegt.',
  database_not_saved: 'Änderungen in der Datenbank {path} lassen sich nicht sichern und gingen bei einem Neustart verloren: {reason}.',
  privacy_not_saved: 'Ob die Kamera ausgeschaltet ist, ließ sich nicht sichern und ginge bei einem Neustart verloren: {reason}.',
  storage_limit:
    'Die Aufnahmen belegen {usedMegabytes} MB, alles, was recording.max_total_gb erlaubt, und alle sind behalten. Einige löschen oder mehr erlauben.',
  storage_full:
    'Auf dem Datenträger von {path} sind nur {freeMegabytes} MB frei, weniger als die Reserve von {minimumMegabytes} MB. Aufnahmen löschen oder einen anderen Datenträger verwenden.',
};
