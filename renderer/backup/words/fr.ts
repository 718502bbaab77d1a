import type { BackupWords } from './en.ts';

/** Words about backups, in French. */
export const backupWords: BackupWords = {
  saveTitle: 'Enregistrer les réglages dans un fichier',
  saveHint:
    'Avec ce fichier, une nouvelle carte SD redevient l’ancienne caméra : réglages, caméras, zones et animaux avec leurs photos. Les événements et les enregistrements n’y sont pas.',
  passphrase: 'Mot de passe du fichier',
  passphraseHint:
    'Avec un mot de passe, le fichier contient aussi les personnes, les appareils, les mots de passe des caméras et ce à quoi vos téléphones font confiance. Sans lui, personne ne peut l’ouvrir.',
  repeat: 'Le mot de passe encore une fois',
  save: 'Enregistrer le fichier',
  tooShort: 'Utilisez au moins 8 caractères, ou laissez vide.',
  notEqual: 'Les deux mots de passe sont différents.',
  saved: 'Le fichier est dans vos téléchargements. Gardez-le ailleurs que sur la caméra.',
  saveFailed: (reason) => `Le fichier n’a pas pu être enregistré. ${reason}`,
  ownScreen: 'Ouvrez PetLog dans un navigateur, sur un téléphone ou un ordinateur, pour enregistrer ou restaurer un fichier.',

  bringTitle: 'Restaurer les réglages',
  bringHint: 'Choisissez un fichier enregistré ici ou sur un autre PetLog. Vous verrez d’abord ce qui changerait.',
  choose: 'Choisir un fichier',
  sealed: 'Ce fichier a été enregistré avec un mot de passe.',
  look: 'Voir ce qui change',
  loading: 'Lecture du fichier…',
  from: (name, when) => `« ${name} », enregistré ${when}`,
  nothingChanges: 'Tout est déjà comme dans le fichier.',
  parts: {
    settings: 'Réglages',
    cameras: 'Caméras',
    zones: 'Zones',
    pets: 'Animaux',
    people: 'Personnes',
    devices: 'Appareils',
    tokens: 'Jetons pour programmes',
    authority: 'Ce à quoi vos téléphones font confiance',
    screen_pin: 'Code PIN de l’écran',
    alert_channels: 'Où vont les alertes',
    alert_phones: 'Appareils qui reçoivent les alertes',
    alert_rules: 'Règles des alertes',
    backup_targets: 'Lieux des copies',
    relays: 'Serveurs multimédias',
    homekit: 'HomeKit',
  },
  added: (names) => `ajouté : ${names}`,
  changed: (names) => `modifié : ${names}`,
  removed: (names) => `supprimé : ${names}`,
  settingsCount: (count) => (count === 1 ? '1 réglage' : `${count} réglages`),
  becomesThat: 'devient celui du fichier',
  leftOut: (count) =>
    count === 1
      ? '1 réglage reste tel quel : il nomme un fichier de cet appareil, ou c’est un mot de passe absent du fichier.'
      : `${count} réglages restent tels quels : ils nomment des fichiers de cet appareil, ou sont des mots de passe absents du fichier.`,
  noPeople: 'Qui peut entrer reste tel quel : le fichier a été enregistré sans mot de passe.',
  bring: 'Restaurer',
  confirmTitle: 'Restaurer ces réglages ?',
  confirm: 'Ce qui est listé ici redevient comme dans le fichier. Les enregistrements et les événements restent.',
  confirmPeople: 'Les appareils et personnes absents du fichier devront être admis à nouveau.',
  restarting: 'PetLog redémarre. Dans une demi-minute, la caméra est comme avant.',
  nextStart: 'Terminé dès que PetLog redémarre : redémarrez-le, ou tout l’appareil, maintenant.',
  cancel: 'Annuler',
  errors: {
    configuration_not_a_file: 'Ce n’est pas un fichier de réglages PetLog. Choisissez-en un que PetLog a enregistré.',
    configuration_newer: 'Ce fichier vient d’un PetLog plus récent ({version}). Mettez PetLog à jour, puis restaurez les réglages.',
    configuration_damaged:
      'Ce fichier n’est plus tel qu’il a été enregistré : tronqué, abîmé ou modifié ({reason}). Rien n’a été changé ici.',
    configuration_passphrase_missing: 'Ce fichier a été enregistré avec un mot de passe ; indiquez-le aussi.',
    configuration_passphrase_wrong: 'Le mot de passe est erroné, ou le fichier a été modifié. Rien n’a été changé ici.',
    configuration_not_allowed: 'Ce fichier ne peut pas être restauré ici, et rien n’a été changé : {reason}',
    configuration_incomplete: 'Les réglages ne peuvent pas être enregistrés maintenant, car une partie est illisible : {reason}.',
    backup_target_not_found: 'Ce lieu de copie n’existe pas.',
    too_many_backup_targets: 'Les copies vont déjà vers {limit} lieux, le maximum permis ; supprimez-en un d’abord.',
    backup_place_taken:
      'Des copies vont déjà vers ce lieu, sous le nom « {name} ». Choisissez un autre dossier, ou modifiez l’entrée existante.',
    backup_restore_running: 'Des copies sont déjà en cours de restauration ; attendez la fin.',
    backup_key_not_made: 'Aucune clé n’a été créée pour ce lieu depuis le démarrage de PetLog. Créez-en d’abord une.',
    backup_key_not_confirmed:
      'Ce ne sont pas les {count} derniers caractères de la clé. Regardez ce que vous avez gardé et entrez-les à nouveau.',
    backup_not_read: 'Ce qui s’y trouve n’a pas pu être lu. {reason}',
    backup_not_saved: 'Le lieu de copie n’a pas pu être enregistré et rien n’a été changé : {reason}.',
  },
};
