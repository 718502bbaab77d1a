import type { BackupWords } from './en.ts';

/** Words about backups, in Italian. */
export const backupWords: BackupWords = {
  saveTitle: 'Salvare le impostazioni in un file',
  saveHint:
    'Con questo file una nuova scheda SD torna a essere la telecamera di prima: impostazioni, telecamere, zone e animali con le loro foto. Eventi e registrazioni non ci sono.',
  passphrase: 'Password del file',
  passphraseHint:
    'Con una password il file contiene anche persone, dispositivi, password delle telecamere e ciò di cui i tuoi telefoni si fidano. Senza la password nessuno può aprirlo.',
  repeat: 'La password ancora una volta',
  save: 'Salva file',
  tooShort: 'Usa almeno 8 caratteri, oppure lascia vuoto.',
  notEqual: 'Le due password non sono uguali.',
  saved: 'Il file è tra i tuoi download. Non conservarlo sulla telecamera.',
  saveFailed: (reason) => `Il file non è stato salvato. ${reason}`,
  ownScreen: 'Apri PetLog nel browser di un telefono o di un computer per salvare o ripristinare un file.',

  bringTitle: 'Ripristinare le impostazioni',
  bringHint: 'Scegli un file salvato qui o su un altro PetLog. Prima vedi che cosa cambierebbe.',
  choose: 'Scegli un file',
  sealed: 'Questo file è stato salvato con una password.',
  look: 'Mostra che cosa cambia',
  loading: 'Lettura del file…',
  from: (name, when) => `«${name}», salvato ${when}`,
  nothingChanges: 'Qui è già tutto come nel file.',
  parts: {
    settings: 'Impostazioni',
    cameras: 'Telecamere',
    zones: 'Zone',
    pets: 'Animali',
    people: 'Persone',
    devices: 'Dispositivi',
    tokens: 'Chiavi di programmi',
    authority: 'Ciò di cui i tuoi telefoni si fidano',
    screen_pin: 'PIN dello schermo',
    alert_channels: 'Dove vanno gli avvisi',
    alert_phones: 'Dispositivi che ricevono avvisi',
    alert_rules: 'Regole degli avvisi',
    backup_targets: 'Posti per le copie',
    relays: 'Server multimediali',
    homekit: 'HomeKit',
  },
  added: (names) => `si aggiunge: ${names}`,
  changed: (names) => `cambia: ${names}`,
  removed: (names) => `si toglie: ${names}`,
  settingsCount: (count) => (count === 1 ? '1 impostazione' : `${count} impostazioni`),
  becomesThat: 'diventa come nel file',
  leftOut: (count) =>
    count === 1
      ? '1 impostazione resta com’è qui: nomina un file di questo dispositivo, o è una password che non è nel file.'
      : `${count} impostazioni restano come sono qui: nominano file di questo dispositivo, o sono password che non sono nel file.`,
  noPeople: 'Chi può entrare resta com’è: il file è stato salvato senza password.',
  bring: 'Ripristina',
  confirmTitle: 'Ripristinare queste impostazioni?',
  confirm: 'Ciò che è elencato qui torna com’era nel file. Registrazioni ed eventi restano.',
  confirmPeople: 'I dispositivi e le persone che non sono nel file dovranno essere ammessi di nuovo.',
  restarting: 'PetLog si riavvia. Tra mezzo minuto la telecamera è com’era.',
  nextStart: 'Fatto appena PetLog si riavvia: riavvialo, o riavvia il dispositivo, adesso.',
  cancel: 'Annulla',
  errors: {
    configuration_not_a_file: 'Non è un file di impostazioni di PetLog; scegline uno salvato da PetLog.',
    configuration_newer: 'Questo file è di un PetLog più recente ({version}). Aggiorna PetLog, poi ripristina le impostazioni.',
    configuration_damaged:
      'Questo file non è più come è stato salvato: tagliato, danneggiato o modificato ({reason}). Qui nulla è cambiato.',
    configuration_passphrase_missing: 'Questo file è stato salvato con una password; inseriscila.',
    configuration_passphrase_wrong: 'La password è sbagliata, o il file è stato modificato. Qui nulla è cambiato.',
    configuration_not_allowed: 'Questo file non si può ripristinare qui, e nulla è cambiato: {reason}',
    configuration_incomplete: 'Ora le impostazioni non si possono salvare, perché una parte non si legge: {reason}.',
    backup_target_not_found: 'Quella destinazione delle copie non esiste.',
    too_many_backup_targets: 'Le copie vanno già in {limit} posti, il massimo consentito; prima rimuovine uno.',
    backup_restore_running: 'Si stanno già recuperando delle copie; attendi la fine.',
    backup_key_not_made: 'Dall’avvio di PetLog non è stata creata nessuna chiave per questo posto. Creane prima una.',
    backup_key_not_confirmed:
      'Questi non sono gli ultimi {count} caratteri della chiave. Guarda ciò che hai conservato e scrivili di nuovo.',
    backup_not_read: 'Non si è potuto leggere ciò che è lì. {reason}',
    backup_not_saved: 'La destinazione delle copie non è stata salvata e nulla è cambiato: {reason}.',
  },
};
