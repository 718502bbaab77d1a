import type { ErrorWords } from '../en/errors.ts';

/** What went wrong, in Italian. */
export const errorWords: ErrorWords = {
  unauthorized: 'Effettua prima l’accesso.',
  wrong_code: 'Non è il codice mostrato dalla telecamera, o non è più valido; chiedine uno nuovo.',
  wrong_password: 'Il nome o la password sono errati.',
  session_ended: 'Questa sessione è terminata. Aggiungi di nuovo il dispositivo oppure accedi.',
  forbidden: 'Questo dispositivo non ha il permesso di farlo.',
  not_local: 'L’indirizzo {address} non è sulla rete locale, e possono connettersi solo indirizzi locali.',
  wrong_pin: 'Non è il PIN di questo schermo.',
  locked: 'Lo schermo è bloccato; inserisci prima il suo PIN.',
  origin_not_allowed: 'Le pagine web di {origin} non possono usare questa telecamera; aggiungi l’origine a security.allowed_origins.',
  camera_not_found: 'La telecamera «{id}» non esiste.',
  camera_exists: 'La telecamera «{id}» esiste già. Scegliere un altro identificativo.',
  device_in_use: 'La telecamera «{id}» usa già {source}. Scegliere un’altra sorgente o rimuovere prima quella telecamera.',
  default_camera: 'La telecamera «main» non si può rimuovere, solo disattivare.',
  camera_configured: 'La telecamera «{id}» è indicata nel file di configurazione, in una variabile o in un’opzione e va rimossa lì.',
  camera_disabled: 'Questa telecamera è disattivata nelle sue impostazioni.',
  recording_not_found: 'Quella registrazione non esiste più.',
  picture_unavailable: 'Non c’è un’immagine di quella registrazione: {reason}.',
  timelapse_not_found: 'Quel time-lapse non esiste più.',
  rewind_unavailable: 'Non c’è un’immagine di quel momento.',
  nothing_recorded: 'Non ci sono registrazioni in quel periodo.',
  invitation_not_found: 'Quel codice non esiste più.',
  device_not_found: 'Quel dispositivo non esiste più.',
  account_not_found: 'Quella persona non esiste più.',
  token_not_found: 'Quel token non esiste più.',
  already_recording: 'Una registrazione è già in corso ({path}); fermala prima.',
  not_recording: 'Nessuna registrazione in corso; avviane prima una.',
  recording_in_progress: 'La registrazione “{id}” non è ancora terminata; fermala prima.',
  timelapse_running: 'Un time-lapse è già in creazione; attendi che finisca o annullalo.',
  privacy: 'La telecamera è spenta per privacy; accendila prima.',
  account_exists: 'Esiste già una persona con il nome “{name}”; scegline un altro.',
  role_of_account: 'Questo dispositivo ha i permessi di “{name}”; modificali lì.',
  too_many_invitations: 'Ci sono già {limit} codici non usati; usane o annullane prima uno.',
  storage_disabled: 'La registrazione è disattivata; imposta camera.enable_storage su true.',
  too_many_requests: 'Troppe richieste da {address}; riprova tra {seconds} s.',
  host_not_allowed: 'Questa telecamera non risponde al nome {host}; aggiungilo a security.allowed_hosts.',
  too_many_attempts: 'Troppi tentativi errati; riprova tra {seconds} s.',
  internal: 'Qualcosa è andato storto in PetLog; i dettagli sono nel registro.',
  camera_unavailable: 'La telecamera non è disponibile: {reason}.',
  camera_source_not_allowed:
    'La telecamera salvata è un file o un dispositivo che il proprietario di questa macchina non ha consentito; scegline un’altra, indicala nel file di configurazione o aggiungi la cartella del file a security.allowed_directories.',
  too_many_viewers: 'Tutti i {limit} posti per spettatori sono occupati; chiudi un video e riprova.',
  too_many_viewers_of_device: 'Questo dispositivo guarda già {limit} video, il massimo consentito; chiudine uno e riprova.',
  too_many_viewers_from_address: 'L’indirizzo {address} guarda già {limit} video, il massimo consentito; chiudine uno e riprova.',
  too_many_downloads: 'Sono già in lettura {limit} video, il massimo consentito; attendi che uno finisca e riprova.',
  too_many_downloads_of_device: 'Questo dispositivo legge già {limit} video, il massimo consentito; attendi che uno finisca e riprova.',
  too_many_downloads_from_address:
    'L’indirizzo {address} legge già {limit} video, il massimo consentito; attendi che uno finisca e riprova.',
  shutting_down: 'PetLog si sta arrestando; riprova quando è di nuovo in funzione.',
  recording_failed: 'Impossibile scrivere la registrazione: {reason}.',
  rewind_disk_failed: 'Il riavvolgimento usa la memoria invece del disco e arriva meno lontano: {reason} ({path}).',
  settings_not_saved: 'Impossibile salvare le impostazioni; nulla è cambiato: {reason}.',
  recording_unreadable: 'Impossibile leggere la registrazione {path}, che resta com’è: {reason}.',
  recording_unlisted:
    'La registrazione {path} è sul disco, ma non può ancora comparire nell’elenco: {reason}. Comparirà appena il problema è risolto.',
  settings_damaged:
    'Il file delle impostazioni salvate era danneggiato ed è stato messo da parte come {path}; controlla le impostazioni e salvale una volta.',
  setting_not_used: 'L’impostazione {key} ora non può essere {value} su questo dispositivo, quindi si usa {used}; sceglila di nuovo.',
  base_path_reserved: 'Il percorso {path} inizia come uno che serve a PetLog stesso; scegline un altro per server.base_path.',
  privacy_damaged:
    'Non è stato possibile leggere se la videocamera è spenta per la privacy: resta spenta finché non viene sbloccata; il file è stato messo da parte come {path}.',
  keys_readable:
    'Altri utenti di questo dispositivo possono leggere le chiavi in {path}: il file system non conserva i permessi; usa un disco ext4 oppure montalo con umask=0077.',
  recording_not_removed: 'Impossibile eliminare la registrazione, che resta: {reason}.',
  disk_read_only: 'Il disco di {path} è di sola lettura e non vi si può salvare nulla; controllalo e rendilo di nuovo scrivibile.',
  disk_full: 'Il disco di {path} è pieno e non vi si può salvare nulla; elimina qualche registrazione o altri file.',
  disk_no_inodes:
    'Il disco di {path} non accetta altri file anche se sono liberi {freeMegabytes} MB: gli inode sono esauriti; elimina alcuni file.',
  disk_not_answering: 'Il disco di {path} non risponde; controlla che sia collegato o che la sua rete funzioni.',
  data_directory_gone:
    'La cartella dei dati {path} è stata eliminata o sostituita mentre PetLog era in funzione; ripristinala e riavvia PetLog.',
  database_newer:
    'Il database {path} è di un PetLog più recente e resta com’è. Finché non viene reinstallato, le modifiche durano solo fino al prossimo avvio.',
  database_damaged: 'Il database {path} era danneggiato. È stato messo da parte come {aside} e ne è stato creato uno nuovo.',
  database_not_saved: 'Le modifiche nel database {path} non si possono salvare e un riavvio le annullerebbe: {reason}.',
  privacy_not_saved: 'Non è stato possibile salvare se la telecamera è spenta e un riavvio lo annullerebbe: {reason}.',
  storage_limit:
    'Le registrazioni occupano {usedMegabytes} MB, tutto ciò che recording.max_total_gb consente, e sono tutte protette; eliminane alcune o consenti più spazio.',
  storage_full:
    'Sul disco di {path} sono liberi solo {freeMegabytes} MB, meno dei {minimumMegabytes} MB da lasciare liberi; elimina qualche registrazione o usa un altro disco.',
};
