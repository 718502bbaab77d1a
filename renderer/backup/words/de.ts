import type { BackupWords } from './en.ts';

/** Words about backups, in German. */
export const backupWords: BackupWords = {
  saveTitle: 'Einstellungen in eine Datei speichern',
  saveHint:
    'Mit dieser Datei ist eine neue SD-Karte wieder die alte Kamera: Einstellungen, Kameras, Bereiche und Tiere mit ihren Bildern. Ereignisse und Aufnahmen sind nicht darin.',
  passphrase: 'Passwort für die Datei',
  passphraseHint:
    'Mit Passwort enthält die Datei auch Personen, Geräte, Passwörter von Kameras und das, dem die Handys vertrauen. Ohne das Passwort kann sie niemand öffnen.',
  repeat: 'Das Passwort noch einmal',
  save: 'Datei speichern',
  tooShort: 'Mindestens 8 Zeichen nehmen oder es leer lassen.',
  notEqual: 'Die beiden Passwörter sind nicht gleich.',
  saved: 'Die Datei liegt bei den Downloads. Sie nicht auf der Kamera aufbewahren.',
  saveFailed: (reason) => `Die Datei ließ sich nicht speichern. ${reason}`,
  ownScreen: 'PetLog im Browser eines Handys oder Computers öffnen, um eine Datei zu speichern oder zurückzuholen.',

  bringTitle: 'Einstellungen zurückholen',
  bringHint: 'Eine Datei wählen, die hier oder auf einem anderen PetLog gespeichert wurde. Zuerst wird gezeigt, was sich ändert.',
  choose: 'Datei wählen',
  sealed: 'Diese Datei wurde mit einem Passwort gespeichert.',
  look: 'Zeigen, was sich ändert',
  loading: 'Die Datei wird gelesen …',
  from: (name, when) => `„${name}“, gespeichert ${when}`,
  nothingChanges: 'Hier ist schon alles wie in der Datei.',
  parts: {
    settings: 'Einstellungen',
    cameras: 'Kameras',
    zones: 'Bereiche',
    pets: 'Tiere',
    people: 'Personen',
    devices: 'Geräte',
    tokens: 'Schlüssel von Programmen',
    authority: 'Dem die Handys vertrauen',
    screen_pin: 'PIN des Bildschirms',
    alert_channels: 'Wohin Benachrichtigungen gehen',
    alert_phones: 'Geräte, die Benachrichtigungen bekommen',
    alert_rules: 'Regeln für Benachrichtigungen',
    backup_targets: 'Orte für Kopien',
    relays: 'Medienserver',
    homekit: 'HomeKit',
  },
  added: (names) => `dazu: ${names}`,
  changed: (names) => `geändert: ${names}`,
  removed: (names) => `entfernt: ${names}`,
  settingsCount: (count) => (count === 1 ? '1 Einstellung' : `${count} Einstellungen`),
  becomesThat: 'wird wie in der Datei',
  leftOut: (count) =>
    count === 1
      ? '1 Einstellung bleibt, wie sie hier ist: Sie nennt eine Datei dieses Geräts oder ist ein Passwort, das nicht in der Datei steht.'
      : `${count} Einstellungen bleiben, wie sie hier sind: Sie nennen Dateien dieses Geräts oder sind Passwörter, die nicht in der Datei stehen.`,
  noPeople: 'Wer hereindarf, bleibt, wie es ist: Die Datei wurde ohne Passwort gespeichert.',
  bring: 'Zurückholen',
  confirmTitle: 'Diese Einstellungen zurückholen?',
  confirm: 'Was hier steht, wird, wie es in der Datei war. Aufnahmen und Ereignisse bleiben.',
  confirmPeople: 'Geräte und Personen, die nicht in der Datei stehen, müssen neu hereingelassen werden.',
  restarting: 'PetLog startet jetzt neu. In einer halben Minute ist die Kamera, wie sie war.',
  nextStart: 'Fertig, sobald PetLog neu startet: Es oder das ganze Gerät jetzt neu starten.',
  cancel: 'Abbrechen',
  errors: {
    configuration_not_a_file: 'Das ist keine Datei mit gespeicherten PetLog-Einstellungen. Eine wählen, die PetLog gespeichert hat.',
    configuration_newer:
      'Diese Datei stammt von einem neueren PetLog ({version}). PetLog aktualisieren, dann die Einstellungen zurückholen.',
    configuration_damaged:
      'Diese Datei ist nicht mehr, wie sie gespeichert wurde: abgeschnitten, beschädigt oder geändert ({reason}). Hier wurde nichts geändert.',
    configuration_passphrase_missing: 'Diese Datei wurde mit einem Passwort gespeichert. Es dazu eingeben.',
    configuration_passphrase_wrong: 'Das Passwort ist falsch, oder die Datei wurde geändert. Hier wurde nichts geändert.',
    configuration_not_allowed: 'Diese Datei lässt sich hier nicht zurückholen, und nichts wurde geändert: {reason}',
    configuration_incomplete: 'Die Einstellungen lassen sich gerade nicht speichern, weil ein Teil nicht lesbar ist: {reason}.',
    backup_target_not_found: 'Dieses Ziel für Kopien gibt es nicht.',
    too_many_backup_targets: 'Kopien gehen schon an {limit} Orte, mehr gehen nicht. Zuerst einen entfernen.',
    backup_place_taken: 'An diesen Ort gehen schon Kopien, als „{name}“. Einen anderen Ordner nehmen oder den vorhandenen Eintrag ändern.',
    backup_restore_running: 'Es werden schon Kopien zurückgeholt. Warten, bis das fertig ist.',
    backup_key_not_made: 'Seit dem Start von PetLog wurde für diesen Ort kein Schlüssel gemacht. Zuerst einen machen.',
    backup_key_not_confirmed:
      'Das sind nicht die letzten {count} Zeichen des Schlüssels. In der aufgehobenen Kopie nachsehen und sie noch einmal eingeben.',
    backup_not_read: 'Was dort liegt, ließ sich nicht lesen. {reason}',
    backup_not_saved: 'Wohin Kopien gehen, ließ sich nicht speichern, und nichts wurde geändert: {reason}.',
  },
};
