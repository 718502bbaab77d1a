import type { Text } from '../en.ts';

/** Words of the settings on the screens, in French. */
export const settingsWords: Pick<Text, 'settings'> = {
  settings: {
    open: 'Réglages',
    close: 'Fermer',
    loading: 'Chargement…',
    saving: 'Enregistrement…',
    saved: 'Enregistré',
    failed: {
      load: (reason) => `Les réglages n’ont pas pu être lus. ${reason}`,
      change: (reason) => `Cela n’a pas été modifié. ${reason}`,
    },
    recordings: 'La durée de conservation se règle sous « Stockage ».',
    noScreen: 'Cette caméra n’a pas d’écran : PetLog a été démarré sans.',
    groups: { picture: 'Image', running: 'Quand la caméra fonctionne', noticing: 'Ce qui est détecté', screen: 'L’écran de la caméra' },
    fields: {
      'camera.rotation': { label: 'Retourner l’image', hint: 'Pour une caméra accrochée au plafond.' },
      'camera.hflip': { label: 'Inverser gauche et droite' },
      'camera.vflip': { label: 'Inverser haut et bas' },
      'camera.resolution': {
        label: 'Taille de l’image',
        hint: 'En pixels. Une image plus grande demande plus de réseau et de processeur.',
      },
      'camera.frame_rate': { label: 'Images par seconde' },
      'camera.quality': { label: 'Qualité', unit: 'sur 100', hint: 'De 70 à 90, un bon équilibre entre image et taille.' },
      'camera.overlay_timestamp': {
        label: 'Date et heure dans l’image',
        hint: 'Si la caméra ne peut pas les écrire elle-même, cela occupe environ un demi-cœur du processeur d’un Raspberry Pi 4. La caméra fictive les montre toujours.',
      },
      'camera.sound': {
        label: 'Son',
        hint: 'Le direct, les enregistrements et le retour en arrière ont du son. Chaque écran montre qu’il est activé.',
      },
      'camera.speaker': {
        label: 'Parler',
        hint: 'Les personnes qui peuvent parler s’entendent par un haut-parleur de cet appareil. Chaque écran montre que quelqu’un parle.',
      },
      'camera.always_on': { label: 'Toujours allumée', hint: 'La caméra démarre avec PetLog et ne s’arrête jamais d’elle-même.' },
      'camera.idle_stop_seconds': {
        label: 'Arrêter sans usage après',
        unit: 'secondes',
        hint: 'Sauf si quelqu’un l’a démarrée avec « Démarrer ». 0 : aussitôt.',
      },
      'detection.enabled': { label: 'Détecter animaux et personnes', hint: 'Tant que la caméra fonctionne. Rien ne quitte cet appareil.' },
      'detection.sensitivity': {
        label: 'Sensibilité',
        unit: 'sur 100',
        hint: 'Plus la valeur est haute, plus de petits mouvements comptent.',
      },
      'detection.people': { label: 'Les personnes aussi', hint: 'Sinon, leurs passages sont omis.' },
      'kiosk.brightness_day_percent': { label: 'Luminosité le jour', unit: '%' },
      'kiosk.brightness_night_percent': {
        label: 'Luminosité la nuit',
        unit: '%',
        hint: 'Un toucher rétablit celle du jour pendant une minute.',
      },
      'kiosk.night_from': { label: 'La nuit commence' },
      'kiosk.night_until': { label: 'La nuit finit' },
      'kiosk.screen_blanking': { label: 'Laisser l’écran allumé', hint: 'Sinon, le bureau décide quand il s’éteint.' },
      'kiosk.hide_cursor': { label: 'Cacher le pointeur', hint: 'Jusqu’à ce qu’une souris bouge.' },
      'kiosk.on_screen_keyboard': { label: 'Clavier à l’écran', hint: 'Quand un doigt touche un champ de texte.' },
    },
  },
};
