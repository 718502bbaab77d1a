import type { DoctorLanguage } from '../../../shared/doctor-sentence.ts';

/** What the doctor says about the machine, in French. */
export const doctorFindings: DoctorLanguage = {
  sentences: {
    took_too_long: 'La vérification a pris trop de temps.',
    took_too_long_advice: 'Vérifiez de nouveau ; si cela persiste, l’appareil est très occupé, ou un disque ou un programme est bloqué.',
    not_seen: 'Vérification impossible : {reason}.',
    not_seen_in_time: 'Vérification impossible : aucune réponse dans le temps imparti.',
    not_seen_for_crash: 'Vérification impossible : le processus qui s’en charge a planté.',
    not_seen_for_exit: 'Vérification impossible : le processus qui s’en charge s’est terminé avec le code {code}.',
    not_seen_advice: 'Exécutez « sudo petlog doctor », qui en voit peut-être plus.',
    run_as_root_advice: 'Exécutez « sudo petlog doctor ».',

    camera_heading: 'Caméra {cameras} :',
    camera_none_enabled: 'Toutes les caméras sont désactivées dans la configuration.',
    camera_mock: 'La caméra fictive est choisie : PetLog dessine l’image lui-même.',
    camera_file: 'La caméra est le fichier {path}, qui est lisible.',
    camera_file_unreadable: 'La caméra est le fichier {path}, qui n’est pas lisible.',
    camera_file_advice: 'Vérifiez qu’il existe et qui peut le lire, ou choisissez une autre caméra.',
    camera_file_not_allowed: 'La caméra est le fichier {path}, que le propriétaire de cette machine n’a pas autorisé.',
    camera_file_no_video: 'La caméra est le fichier {path}, qui n’est pas une vidéo que PetLog sait lire.',
    camera_not_allowed_advice:
      'Nommez-le dans le fichier de configuration ({key}), ajoutez-y son dossier à security.allowed_directories ou choisissez une autre caméra.',
    camera_device_not_allowed: 'La caméra est l’appareil {path}, que le propriétaire de cette machine n’a pas autorisé.',
    camera_no_raspberry_pi: 'Ce n’est pas un Raspberry Pi : quand PetLog choisit lui-même la caméra, il y prend la caméra fictive.',
    camera_use_usb_advice: 'Pour utiliser la caméra USB, choisissez v4l2:{path} comme caméra ({key} dans le fichier de configuration).',
    camera_no_usb: 'Il n’y a pas de caméra USB.',
    camera_no_usb_advice:
      'Branchez-la, essayez une autre prise et un autre câble, et regardez ce que disent « lsusb » et « sudo dmesg | tail ».',
    camera_no_device: '{path} n’existe pas.',
    camera_no_device_advice: 'Branchez la caméra ou choisissez-en une autre ; « ls /dev/v4l/by-id » montre ce qu’il y a.',
    camera_device: 'La caméra est {path}.',
    camera_network: 'La caméra à l’adresse {address} est joignable.',
    camera_network_silent: 'La caméra à l’adresse {address} n’est pas joignable.',
    camera_network_silent_advice:
      'Vérifiez qu’elle est alimentée et connectée au réseau, et si son adresse ou son port a changé ; corrigez ensuite son adresse.',
    camera_network_not_allowed: 'La caméra est à l’adresse {address}, qui n’est pas autorisée.',
    camera_network_not_allowed_advice:
      'Nommez-la dans le fichier de configuration (security.allowed_targets) ou choisissez une autre caméra.',
    camera_forbidden: 'L’utilisateur {user} n’a pas le droit d’ouvrir {devices}.',
    camera_forbidden_advice: 'Voyez qui en a le droit avec « ls -l {path} ».',
    camera_groups_advice: 'Donnez-lui ce droit avec « sudo usermod -aG {groups} {user} », puis reconnectez-vous.',
    camera_ours: 'PetLog l’utilise en ce moment.',
    camera_in_use: 'Elle est utilisée par {program} (processus {pid}).',
    camera_in_use_advice: 'Arrêtez ce programme : une caméra n’en sert qu’un à la fois.',
    camera_no_program: 'Sans programme de caméra, aucun module caméra ne peut être trouvé.',
    camera_module: 'Le module caméra {sensor} est présent.',
    camera_module_unusable: 'Le module caméra {sensor} est présent, mais rpicam-vid manque.',
    camera_module_no_answer: '{program} n’a pas donné la liste des caméras dans le temps imparti.',
    camera_module_no_answer_advice:
      'Redémarrez le Raspberry Pi ; si cela persiste, regardez ce que dit « sudo dmesg | grep -i -e imx -e ov5647 -e unicam -e cfe ».',
    camera_module_other_numbers: 'Il n’y a pas de module caméra numéro {number} ; ceux trouvés : {list}.',
    camera_module_other_numbers_advice: 'Choisissez l’un de ces numéros pour la caméra.',
    camera_module_none: 'Aucun module caméra n’est détecté.',
    camera_cable_advice:
      'Éteignez le Raspberry Pi et vérifiez que la nappe est droite et bien enfoncée aux deux bouts, ses contacts face à ceux du connecteur ; un Pi 5 et un Zero demandent leur propre câble, plus étroit.',
    camera_firmware_legacy_advice:
      '{file} active l’ancienne caméra : retirez start_x=1 (avec « sudo raspi-config », Interface Options, Legacy Camera), ajoutez camera_auto_detect=1 et redémarrez.',
    camera_firmware_overlay_advice:
      'Ajoutez à {file} la ligne camera_auto_detect=1, ou le dtoverlay qu’indique le fabricant de la caméra, et redémarrez.',
    camera_legacy: 'Une caméra de l’ancien système est présente.',
    camera_legacy_unknown: 'L’ancien système de caméra est là ; sans vcgencmd, rien ne dit s’il y a une caméra.',
    camera_legacy_missing: 'L’ancien système de caméra manque : ni raspistill ni raspivid n’est installé.',
    camera_legacy_missing_advice: 'Laissez PetLog choisir lui-même la caméra (auto) ou installez l’ancien Raspberry Pi OS (Legacy).',
    camera_legacy_off: 'L’ancien système de caméra est désactivé.',
    camera_legacy_off_advice: 'Exécutez « sudo raspi-config », choisissez Interface Options, puis Legacy Camera, et redémarrez.',
    camera_legacy_none: 'L’ancien système de caméra ne détecte aucune caméra.',

    microphone_off: 'Le son est désactivé : on n’entend rien.',
    microphone_tone: 'Le son est activé, et la caméra fictive en a un artificiel.',
    microphone_found: 'Le son est activé, et {device} est écouté.',
    microphone_none: 'Le son est activé, mais PetLog ne trouve aucun micro pour cette caméra.',
    microphone_none_advice: 'Indiquez un micro dans le fichier de configuration ({key}) ; « arecord --list-pcms » dit lesquels existent.',
    microphone_camera: 'Le son est activé, et la caméra l’envoie elle-même ({encoding}).',
    microphone_camera_unusable: 'Le son est activé, mais on n’entend rien. La caméra : {reason}.',
    microphone_camera_unusable_advice:
      'Regardez si le son est activé dans les réglages de la caméra elle-même, en AAC, G.711 ou Opus, ou indiquez un micro de cette machine dans le fichier de configuration ({key}).',
    microphone_program: 'Le son est activé, ce qui demande le programme arecord.',
    microphone_program_advice: 'Installez-le avec « sudo apt install alsa-utils ».',
    camera_programs: 'Présents : {list}.',
    camera_programs_none: 'Il n’y a ni programme de caméra ni périphérique vidéo.',
    camera_programs_needed: 'La caméra choisie ({source}) demande {programs}.',
    camera_programs_usb_only: 'Sans rpicam-apps, PetLog ne voit que les caméras USB.',
    camera_programs_advice:
      'Installez-les avec « sudo apt install rpicam-apps » ; avec l’ancien système de caméra, raspistill est fourni d’origine.',

    encoder_hardware: 'Le H.264 en {size} est encodé par le matériel (h264_v4l2m2m).',
    encoder_software: 'Le H.264 en {size} est encodé par le processeur (libx264).',
    encoder_load: 'L’encodage prend {percent} % d’un cœur pendant qu’on regarde ou enregistre ; la machine en a {cores}.',
    encoder_load_renditions:
      'L’encodage, avec {renditions} en plus, prend {percent} % d’un cœur pendant qu’on regarde ou enregistre ; la machine en a {cores}.',
    encoder_load_advice:
      'Choisissez dans les réglages une résolution plus petite ou moins d’images par seconde, ou dans le fichier de configuration moins de tailles de la vidéo en direct (video.renditions).',
    encoder_hardware_broken:
      'Le H.264 en {size} est encodé par le processeur (libx264) : l’encodeur matériel {device} est là, mais ne fonctionne pas.',
    encoder_in_use_advice: 'Un autre programme l’utilise peut-être ; le matériel accepte des images jusqu’à 1920x1080.',
    encoder_group_advice: 'Ajoutez l’utilisateur {user} au groupe video (« sudo usermod -aG video {user} », puis reconnectez-vous).',
    encoder_not_needed: 'La caméra fournit elle-même du H.264, qui est enregistré tel quel.',
    encoder_none: 'Rien n’encode ici le H.264 en {size} : ni le matériel ni libx264.',
    encoder_none_advice:
      'Choisissez dans les réglages une résolution courante, par exemple 1280 × 720 ; si cela ne suffit pas, réinstallez PetLog.',

    detector_not_needed: 'Il n’y a rien à remarquer : c’est désactivé dans les réglages.',
    detector_works: 'Le modèle fonctionne ; un regard sur une partie de l’image coûte {milliseconds} ms de processeur.',
    detector_slow: 'Le modèle est trop lent : un regard sur une partie de l’image coûte {milliseconds} ms de processeur.',
    detector_failed: 'Personne ne peut dire ce qui bouge, et seul le mouvement est remarqué : {reason}.',
    detector_own_advice: 'Réinstallez PetLog.',
    detector_other_advice:
      'Choisissez un autre modèle dans le fichier de configuration (detection.model_path, detection.labels_path), ou laissez les deux vides pour celui de PetLog.',

    disk_space: '{free} Go sur {total} sont libres pour les enregistrements dans {place}.',
    disk_read_only: 'Le disque de {path} est en lecture seule.',
    disk_read_only_advice:
      'Il est peut-être abîmé : regardez « sudo dmesg | grep -i ext4 », vérifiez le disque sur une autre machine et remplacez une vieille carte SD.',
    disk_full: 'Les enregistrements doivent laisser {megabytes} Mo libres.',
    disk_full_advice:
      'Supprimez des enregistrements ou d’autres fichiers, utilisez un disque plus grand ou laissez moins de place libre (recording.min_free_mb dans le fichier de configuration).',
    disk_no_inodes: 'Il n’accepte plus de fichiers : ses inodes sont épuisés.',
    disk_no_inodes_advice: 'Supprimez les fichiers inutiles : beaucoup de petits fichiers épuisent les inodes.',
    recordings_unreadable: 'Des enregistrements sont illisibles, et PetLog les laisse tels quels : {names}.',
    recordings_unreadable_advice:
      'Les donner à l’utilisateur qui exécute PetLog avec « sudo chown -R » pour {path}. EIO veut dire que le disque lâche : copier ce qui se lit encore et le remplacer.',
    disk_nearly_full_advice:
      'Supprimez bientôt des enregistrements ou d’autres fichiers, ou fixez sous Plus, Stockage, la place que les enregistrements peuvent prendre, pour que les plus anciens partent d’eux-mêmes.',
    disk_in_memory: 'C’est de la mémoire vive, qui oublie tout au redémarrage.',
    disk_in_memory_advice: 'Choisissez un dossier sur un disque avec --data-dir.',
    disk_simple_advice:
      'Formatez le disque en ext4 : ce système de fichiers ne connaît pas de propriétaires et une coupure de courant l’abîme facilement.',

    memory_available: '{available} Mo de mémoire sur {total} sont disponibles.',
    memory_advice: 'Arrêtez d’autres programmes ou choisissez dans les réglages une résolution plus petite ou moins de temps à revoir.',
    memory_unknown: 'Le système ne dit pas combien il y a de mémoire.',
    memory_unknown_advice: 'Vérifiez que /proc est monté et que /proc/meminfo est lisible.',

    temperature: 'Le processeur est à {degrees} °C.',
    temperature_too_hot: 'Il ralentit pour se protéger.',
    temperature_unknown: 'Cet appareil n’indique pas sa température.',
    heat_advice: 'Donnez-lui de l’air : un dissipateur ou un ventilateur, un boîtier plus ouvert et pas de soleil.',

    power_fine: 'La tension est bonne et le processeur tourne à pleine vitesse.',
    power_now: 'En ce moment : {conditions} ({bits}).',
    power_before: 'Depuis le démarrage : {conditions} ({bits}).',
    power_supply_advice:
      'Utilisez l’alimentation prévue pour ce Raspberry Pi et un câble court et épais, et débranchez des périphériques USB ou mettez-les sur un hub alimenté.',
    power_unknown: 'Cet appareil ne dit rien de son alimentation : il n’y a pas de vcgencmd.',
    power_no_answer: 'Le micrologiciel n’a pas répondu sur l’alimentation dans le temps imparti.',
    power_not_told: 'Le micrologiciel ne dit rien de l’alimentation.',
    power_not_told_advice:
      'Exécutez « vcgencmd get_throttled » à la main ; l’utilisateur doit être dans le groupe video (« sudo usermod -aG video USER », puis reconnectez-vous).',

    clock_right: 'L’horloge indique {time} et est mise à l’heure par le réseau.',
    clock_unknown: 'L’horloge indique {time} ; on ne sait pas ici si le réseau la met à l’heure.',
    clock_not_kept_right: 'L’horloge indique {time}, mais n’est pas mise à l’heure par le réseau.',
    clock_too_early: 'L’horloge indique {time}, avant l’installation de ce PetLog.',
    clock_advice:
      'Connectez l’appareil à Internet et exécutez « sudo timedatectl set-ntp true » ; sans Internet, réglez l’horloge à la main ou utilisez un module d’horloge.',

    network_addresses: 'Cet appareil est à l’adresse {addresses}.',
    network_name: 'Cet appareil est à l’adresse {addresses} et s’appelle {name}.',
    network_name_advice: 'Pour le trouver sous le nom {name}, installez avahi-daemon (« sudo apt install avahi-daemon »).',
    network_host: 'Cet appareil est à l’adresse {addresses}, mais PetLog n’écoute qu’à {host}, que les autres appareils n’atteignent pas.',
    network_host_advice:
      'S’ils doivent l’atteindre, démarrez PetLog avec --host 0.0.0.0 ou écrivez-le dans le fichier de configuration (server.host).',
    network_none: 'Cet appareil n’est sur aucun réseau : il n’a que des adresses de bouclage.',
    network_no_address: 'Le réseau n’a pas donné d’adresse à cet appareil.',
    network_advice: 'Branchez le câble réseau ou choisissez le Wi-Fi avec « sudo nmtui » ou « sudo raspi-config ».',
    network_router_advice: 'Vérifiez aussi que la box est allumée.',

    port_any: 'PetLog prend un port libre à chaque démarrage.',
    port_free: 'Le port {port} est libre.',
    port_ours: 'Le port {port} est servi par ce PetLog (processus {pid}).',
    port_taken: 'Le port {port} est pris par {program} (processus {pid}).',
    port_taken_advice: 'Arrêtez ce programme ou choisissez un autre port avec {setting}.',
    port_in_use: 'Le port {port} est pris par un programme de l’utilisateur {user}, peut-être PetLog.',
    port_in_use_advice: 'Exécutez « sudo petlog doctor » pour voir de quel programme il s’agit.',
    port_forbidden: 'Le port {port} est libre, mais l’utilisateur {user} n’a pas droit aux ports inférieurs à {lowest}.',
    port_forbidden_advice: 'Choisissez un port à partir de {lowest} avec {setting}.',
    port_not_served: 'PetLog tourne (processus {pid}), mais ne sert pas le port {port}.',
    port_not_served_advice: 'Redémarrez PetLog ; un port modifié compte à partir du démarrage suivant.',
    webrtc_port_free: 'La vidéo en direct peut être envoyée depuis le port UDP {port} (WebRTC).',
    webrtc_port_in_use: 'La vidéo en direct est envoyée depuis le port UDP {port} (WebRTC).',
    webrtc_port_taken:
      'Le port UDP {port}, d’où WebRTC envoie la vidéo en direct, est occupé par {program} (processus {pid}) : la vidéo arrive plus tard.',
    webrtc_port_advice: 'Arrêtez ce programme ou choisissez un autre port UDP avec {setting}.',

    homekit_off: 'HomeKit est désactivé.',
    homekit_any_port: 'HomeKit prend un port TCP libre à chaque démarrage.',
    homekit_port_free: 'Le port TCP {port} est libre pour répondre à Maison (HomeKit).',
    homekit_served: 'Maison obtient une réponse au port TCP {port} (HomeKit).',
    homekit_not_served: 'PetLog fonctionne, mais rien ne répond à Maison au port TCP {port} (HomeKit).',
    homekit_not_served_advice:
      'Voyez Plus, HomeKit ; un port modifié compte aussitôt, et un échec est suivi d’un nouvel essai dans la demi-minute.',
    homekit_port_taken: 'Maison ne peut pas joindre les caméras : {program} (processus {pid}) utilise le port TCP {port} de HomeKit.',
    homekit_port_advice: 'Arrêtez ce programme ou choisissez un autre port TCP avec {setting}.',

    certificate_not_needed: 'HTTPS est désactivé : aucun certificat n’est nécessaire.',
    certificate_valid: 'Le certificat est valable jusqu’au {date}.',
    certificate_over: 'Le certificat a expiré le {date}.',
    certificate_too_early: 'Le certificat n’est pas valable avant le {date}.',
    certificate_made: 'PetLog l’a créé et le renouvelle.',
    certificate_not_for: 'Il n’est pas valable pour {names}.',
    certificate_unusable: 'Le certificat HTTPS est inutilisable : {reason}.',
    certificate_no_file: 'Le certificat HTTPS est inutilisable : le fichier {path} n’existe pas.',
    certificate_no_certificate: 'Le certificat HTTPS est inutilisable : {path} n’est pas un certificat au format PEM.',
    certificate_no_key: 'Le certificat HTTPS est inutilisable : {path} n’est pas une clé privée au format PEM sans phrase secrète.',
    certificate_other_key: 'Le certificat HTTPS est inutilisable : la clé privée {key} n’est pas celle de {certificate}.',
    certificate_unusable_advice:
      'Corrigez les deux fichiers nommés dans le fichier de configuration (security.https_certificate, security.https_key) ; PetLog doit pouvoir lire les deux.',
    certificate_clock_advice: 'Vérifiez que l’horloge est à l’heure.',
    certificate_renew_advice: 'Renouvelez-le ; PetLog prend les nouveaux fichiers en une minute.',
    certificate_names_advice:
      'Procurez-vous un certificat pour tous les noms de PetLog (security.allowed_hosts dans le fichier de configuration).',
    certificate_of_authority: 'Une autorité de ce foyer l’a signé, valable jusqu’au {date} ; PetLog renouvelle le certificat.',
    certificate_authority_ends: 'L’autorité de ce foyer, à laquelle les appareils font confiance, prend fin le {date}.',
    certificate_outside: 'L’autorité de ce foyer ne peut pas se porter garante de {names}.',
    certificate_authority_advice:
      'En créer une nouvelle sous Plus, « Sur le téléphone » ; chaque appareil doit lui faire confiance à nouveau.',
    certificate_made_at_start: 'PetLog crée un certificat à son démarrage.',
    certificate_made_clock_advice:
      'Vérifiez que l’horloge est à l’heure ; PetLog crée un nouveau certificat à son démarrage et vérifie chaque minute.',
    certificate_made_names_advice: 'Démarrez PetLog ou, s’il tourne, attendez une minute : il crée un nouveau certificat.',
    certificate_forbidden: 'Cet utilisateur n’a pas le droit de lire le certificat {path}.',
    certificate_damaged: 'Le certificat {path} est abîmé.',
    certificate_damaged_advice: 'Redémarrez PetLog ; il en crée un nouveau.',

    service_runs: 'Le service petlog tourne.',
    service_starting: 'Le service petlog démarre.',
    service_restarted: 'Le service petlog tourne, mais s’était arrêté sur une erreur (redémarrages : {restarts}).',
    service_restarted_advice: 'Voyez pourquoi avec « journalctl -u petlog ».',
    service_unstable: 'Le service petlog ne tient pas (redémarrages : {restarts}).',
    service_unstable_advice: 'Voyez pourquoi avec « journalctl -u petlog -n 50 ».',
    service_failed: 'Le service petlog a échoué.',
    service_failed_with: 'Le service petlog a échoué ({result}).',
    service_failed_advice: 'Voyez pourquoi avec « journalctl -u petlog -n 50 », puis exécutez « sudo systemctl restart petlog ».',
    service_not_started: 'Le service petlog est dans l’état {state}, alors qu’il doit démarrer avec l’appareil.',
    service_not_started_advice: 'Démarrez-le avec « sudo systemctl start petlog ».',
    service_off: 'Le service petlog est installé et désactivé.',
    service_not_installed: 'Le service petlog n’est pas installé.',
    service_no_systemd: 'Il n’y a pas de systemd ici : PetLog n’est pas un service.',
    service_systemd_off: 'systemd ne tourne pas ici : PetLog n’est pas un service.',
    service_no_answer: 'systemd n’a pas répondu sur le service dans le temps imparti.',
    service_no_answer_advice: 'Exécutez « systemctl status petlog » à la main.',

    data_directory: 'Le dossier des données {path} appartient à {owner} et est accessible en écriture.',
    data_directory_unused: 'Aucun PetLog ne l’utilise en ce moment.',
    data_directory_ours: 'PetLog l’utilise (processus {pid}, depuis {since}).',
    data_directory_of_other: 'Le dossier des données {path} appartient à {owner}, pas à {user}.',
    data_directory_of_other_advice: 'Lancez PetLog en tant que {owner} ou exécutez « sudo chown -R {user} {path} ».',
    data_directory_readable:
      'D’autres utilisateurs de cet appareil peuvent lire les clés qu’il contient : le système de fichiers ({type}) ne garde pas les permissions.',
    data_directory_readable_advice: 'Utilisez un disque en ext4 ou montez celui-ci avec umask=0077.',
    data_directory_forbidden:
      'L’utilisateur {user} n’a pas le droit d’écrire dans le dossier des données {path}, qui appartient à {owner}.',
    data_directory_forbidden_advice: 'Lancez ce diagnostic et PetLog en tant que {owner} ou exécutez « sudo chown -R {user} {path} ».',
    data_directory_new: 'Le dossier des données {path} n’existe pas encore ; PetLog le crée à son démarrage.',
    data_directory_missing:
      'Le dossier des données {path} n’existe pas et l’utilisateur {user} n’a pas le droit de le créer dans {parent}.',
    data_directory_missing_advice: 'Créez-le avec « sudo install -d -m 750 -o {user} {path} » ou choisissez-en un autre avec --data-dir.',
    data_directory_not_seen: 'Le dossier des données {path} ne peut pas être vérifié : {reason}.',
    data_directory_not_seen_advice: 'Exécutez « sudo petlog doctor » ou choisissez un autre dossier avec --data-dir.',

    databases_fine: 'En ordre : {databases}.',
    databases_none: 'Il n’y a pas encore de bases de données.',
    databases_damaged: 'Base abîmée : {databases} ({path} : {reason}).',
    databases_damaged_advice:
      'Redémarrez PetLog : il met le fichier de côté et en commence un nouveau ; les enregistrements restent, mais si la base des appareils est abîmée, il faut les associer de nouveau. Vérifiez aussi le disque : une carte SD est peut-être en fin de vie.',
    databases_newer: 'D’un PetLog plus récent, et laissées telles quelles : {databases} ({paths}).',
    databases_newer_advice:
      'Réinstallez le PetLog plus récent. D’ici là, personne de ceux qui avaient accès n’est connu, et les changements ne durent que jusqu’au prochain démarrage.',
    databases_forbidden: 'Cet utilisateur n’a pas le droit de lire ces bases de données : {databases}.',
    databases_put_aside: 'Une base de données abîmée a été mise de côté : {paths}.',
    databases_put_aside_advice:
      'Vérifiez le disque, une carte SD est peut-être en fin de vie ; supprimez le fichier quand il ne sert plus.',

    alerts_fine: 'Le dernier message est arrivé par chaque voie utilisée ({count}).',
    alerts_unused: 'Aucune alerte n’a encore été envoyée.',
    alerts_dead: 'Les alertes n’arrivent pas par {name} : {reason}',
    alerts_dead_advice: 'Regardez cette voie dans l’application, sous Plus, Alertes, et envoyez un essai.',
    alerts_forbidden: 'Cet utilisateur ne peut pas lire quelles alertes ont été envoyées.',

    backup_without_rclone: 'Aucun lieu de copie n’a besoin de rclone.',
    backup_rclone: 'rclone {version} est là, pour les copies vers {list}.',
    backup_rclone_missing: 'Rien ne peut être copié vers {list} : rclone n’est pas installé.',
    backup_rclone_missing_advice: 'Installez-le : sudo apt install rclone.',
    backup_rclone_old: 'Rien ne peut être copié vers {list} : rclone {version} est trop ancien.',
    backup_rclone_unknown: 'rclone, pour les copies vers {list}, n’indique pas sa version.',
    backup_rclone_advice: 'Installez rclone {oldest} ou une version plus récente.',
    backup_forbidden: 'Cet utilisateur ne peut pas lire où vont les copies.',

    configuration_valid: 'La configuration est valable ; il n’y a pas de fichier de configuration.',
    configuration_file_valid: 'La configuration est valable ({path}).',
    configuration_wrong: 'La configuration contient une erreur : {message}',
    configuration_defaults: 'Les autres vérifications se fondent sur les valeurs par défaut.',
    configuration_unusable_advice:
      'Corrigez-la ; docs/configuration.md décrit toutes les clés et « petlog --check-config » dit si elle est juste.',
    configuration_wrong_advice: 'Corrigez-la ; docs/configuration.md décrit toutes les clés.',
    configuration_setting_unused: 'Le réglage enregistré {key} ne peut pas être {value} en ce moment ; {used} est utilisé.',
    configuration_setting_unused_advice: 'Choisissez-le de nouveau.',
    configuration_put_aside: 'Un fichier abîmé a été mis de côté : {paths}.',
    configuration_put_aside_advice:
      'Vérifiez les réglages et le disque, une carte SD est peut-être en fin de vie ; supprimez le fichier quand il ne sert plus.',

    versions: '{versions}.',
    versions_32_bit_advice: 'Installez le Raspberry Pi OS 64 bits ; ce système est en 32 bits.',
  },
  terms: {
    undervoltage_now: 'la tension est trop basse',
    undervoltage_before: 'la tension a été trop basse',
    frequency_capped_now: 'le processeur ne peut pas tourner à pleine vitesse',
    frequency_capped_before: 'le processeur n’a pas pu tourner à pleine vitesse',
    throttled_now: 'le processeur est ralenti',
    throttled_before: 'le processeur a été ralenti',
    soft_limit_now: 'la limite souple de température est atteinte',
    soft_limit_before: 'la limite souple de température a été atteinte',
    recordings: 'enregistrements',
    access: 'appareils et personnes',
    audit: 'journal des accès',
    events: 'journal des événements',
    alerts: 'alertes',
    outbox: 'alertes envoyées',
    backup: 'copies ailleurs',
    relays: 'serveurs multimédias',
    lock: 'quel PetLog fonctionne',
  },
  paragraph: (sentences) => sentences.join(' '),
  enumeration: (terms) => terms.join(', '),
};
