import type { ErrorWords } from '../en/errors.ts';

/** What went wrong, in French. */
export const errorWords: ErrorWords = {
  unauthorized: 'Connectez-vous d’abord : il faut l’autorisation « {access} ».',
  wrong_code: 'Ce n’est pas le code affiché par la caméra, ou il n’est plus valable ; demandez-en un nouveau.',
  wrong_password: 'Le nom ou le mot de passe est incorrect.',
  session_ended: 'La session est terminée ({reason}). Associez de nouveau l’appareil ou connectez-vous.',
  forbidden: 'Il faut pour cela l’autorisation « {access} ».',
  not_local: 'L’adresse {address} n’est pas sur le réseau local, et seul celui-ci a accès.',
  wrong_pin: 'Ce n’est pas le code PIN de cet écran.',
  locked: 'L’écran est verrouillé ; saisissez d’abord son code PIN.',
  origin_not_allowed: 'Les pages de {origin} ne peuvent pas utiliser cette caméra ; ajoutez l’origine à security.allowed_origins.',
  camera_not_found: 'La caméra « {id} » n’existe pas.',
  camera_exists: 'La caméra « {id} » existe déjà. Choisissez un autre identifiant.',
  device_in_use: 'La caméra « {id} » utilise déjà {source}. Choisissez une autre source, ou retirez d’abord cette caméra.',
  default_camera: 'La caméra « main » ne peut pas être retirée, seulement désactivée.',
  camera_configured: 'La caméra « {id} » est donnée par le fichier de configuration, une variable ou une option et doit y être retirée.',
  camera_disabled: 'Cette caméra est désactivée dans ses réglages.',
  recording_not_found: 'L’enregistrement « {id} » n’existe pas.',
  picture_unavailable: 'Il n’y a pas d’image de l’enregistrement « {id} » : {reason}.',
  timelapse_not_found: 'L’accéléré « {id} » n’existe pas.',
  rewind_unavailable: 'Il n’y a pas d’image de ce moment.',
  nothing_recorded: 'Il n’y a aucun enregistrement entre {start} et {end}.',
  invitation_not_found: 'L’invitation « {id} » n’existe pas.',
  device_not_found: 'L’appareil « {id} » n’existe pas.',
  account_not_found: 'Le compte « {id} » n’existe pas.',
  token_not_found: 'Le jeton « {id} » n’existe pas.',
  already_recording: 'Un enregistrement est déjà en cours ({path}) ; arrêtez-le d’abord.',
  not_recording: 'Aucun enregistrement n’est en cours ; commencez-en un d’abord.',
  recording_in_progress: 'L’enregistrement « {id} » est encore en cours ; arrêtez-le d’abord.',
  timelapse_running: 'Un accéléré est déjà en préparation ; attendez ou annulez-le.',
  privacy: 'La caméra est coupée par le mode privé ; rallumez-la d’abord.',
  account_exists: 'Le compte « {name} » existe déjà ; choisissez un autre nom.',
  role_of_account: 'Cet appareil a les droits de son compte « {name} » ; modifiez ce compte.',
  too_many_invitations: '{limit} codes attendent déjà ; utilisez-en ou annulez-en un d’abord.',
  storage_disabled: 'L’enregistrement est désactivé ; mettez camera.enable_storage à true.',
  too_many_requests: 'Trop de demandes de {address} ; réessayez dans {seconds} s.',
  host_not_allowed: 'Cette caméra ne répond pas au nom {host} ; ajoutez-le à security.allowed_hosts.',
  too_many_attempts: 'Trop d’essais erronés ; réessayez dans {seconds} s.',
  internal: 'Un problème est survenu dans PetLog ; le journal contient les détails.',
  camera_unavailable: 'La caméra n’est pas disponible : {reason}.',
  camera_source_not_allowed:
    'La caméra enregistrée est un fichier ou un appareil que le propriétaire de cette machine n’a pas autorisé ; choisissez-en une autre, nommez-la dans le fichier de configuration ou ajoutez le dossier du fichier à security.allowed_directories.',
  too_many_viewers: 'Les {limit} places de spectateur sont prises ; fermez un flux et réessayez.',
  too_many_viewers_of_device: 'Cet appareil regarde déjà {limit} flux, le maximum ; fermez-en un et réessayez.',
  too_many_viewers_from_address: 'L’adresse {address} regarde déjà {limit} flux, le maximum ; fermez-en un et réessayez.',
  too_many_downloads: '{limit} vidéos sont déjà en cours de lecture, le maximum ; attendez que l’une se termine et réessayez.',
  too_many_downloads_of_device: 'Cet appareil lit déjà {limit} vidéos, le maximum ; attendez que l’une se termine et réessayez.',
  too_many_downloads_from_address: 'L’adresse {address} lit déjà {limit} vidéos, le maximum ; attendez que l’une se termine et réessayez.',
  shutting_down: 'PetLog s’arrête ; réessayez à son retour.',
  recording_failed: 'L’enregistrement n’a pas pu être écrit : {reason}.',
  rewind_disk_failed: 'Le retour en arrière utilise la mémoire au lieu du disque et remonte moins loin : {reason} ({path}).',
  settings_not_saved: 'Les réglages n’ont pas été enregistrés et rien n’a changé : {reason}.',
  recording_unreadable: 'L’enregistrement {path} n’a pas pu être lu et reste tel quel : {reason}.',
  recording_unlisted:
    'L’enregistrement {path} est sur le disque, mais ne peut pas encore figurer dans la liste : {reason}. Il y apparaîtra dès que ce sera résolu.',
  settings_damaged:
    'Le fichier des réglages enregistrés était abîmé et a été mis de côté sous le nom {path} ; vérifiez les réglages et enregistrez-les une fois.',
  setting_not_used:
    'Le réglage {key} ne peut pas être {value} sur cet appareil en ce moment, {used} est donc utilisé ; choisissez-le de nouveau.',
  base_path_reserved:
    'Le chemin {path} commence comme un chemin dont PetLog a besoin lui-même ; choisissez-en un autre pour server.base_path.',
  privacy_damaged:
    'Impossible de savoir si la caméra est éteinte pour la vie privée : elle le reste jusqu’à ce qu’elle soit libérée ; le fichier a été mis de côté sous le nom {path}.',
  keys_readable:
    'D’autres utilisateurs de cet appareil peuvent lire les clés dans {path} : son système de fichiers ne garde pas les permissions ; utilisez un disque en ext4 ou montez-le avec umask=0077.',
  recording_not_removed: 'L’enregistrement n’a pas pu être supprimé et reste : {reason}.',
  disk_read_only:
    'Le disque de {path} est en lecture seule et rien ne peut y être enregistré. Vérifiez-le et rendez-le de nouveau inscriptible.',
  disk_full: 'Le disque de {path} est plein et rien ne peut y être enregistré. Supprimez des enregistrements ou d’autres fichiers.',
  disk_no_inodes:
    'Le disque de {path} n’accepte plus de fichiers alors que {freeMegabytes} Mo sont libres : ses inodes sont épuisés. Supprimez quelques fichiers.',
  disk_not_answering: 'Le disque de {path} ne répond pas. Vérifiez qu’il est branché ou que son réseau fonctionne.',
  data_directory_gone:
    'Le dossier de données {path} a été supprimé ou remplacé pendant que PetLog fonctionnait. Remettez-le en place et redémarrez PetLog.',
  database_newer:
    'La base de données {path} vient d’un PetLog plus récent et reste telle quelle. Jusqu’à sa réinstallation, les changements ne durent que jusqu’au prochain démarrage.',
  database_damaged: 'La base de données {path} était endommagée. Elle a été mise de côté sous {aside}, et une nouvelle a été créée.',
  database_not_saved:
    'Les changements dans la base de données {path} ne peuvent pas être enregistrés et un redémarrage les annulerait : {reason}.',
  privacy_not_saved: 'L’arrêt de la caméra n’a pas pu être enregistré et un redémarrage l’annulerait : {reason}.',
  storage_limit:
    'Les enregistrements occupent {usedMegabytes} Mo, tout ce que permet recording.max_total_gb, et tous sont conservés ; supprimez-en ou permettez plus.',
  storage_full:
    'Il ne reste que {freeMegabytes} Mo sur le disque de {path}, moins que la réserve de {minimumMegabytes} Mo ; supprimez des enregistrements ou utilisez un autre disque.',
};
