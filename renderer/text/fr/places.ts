import type { placeWords as english } from '../en/places.ts';

/** Words of the four places, in French. */
export const placeWords: typeof english = {
  places: {
    region: 'Rubriques',
    live: 'Direct',
    activity: 'Activité',
    recordings: 'Vidéos',
    more: 'Plus',
    notFound: 'Il n’y a rien à cette adresse',
    notFoundHint: 'Elle a peut-être changé, ou le lien est incomplet.',
    toLive: 'Vers l’image en direct',
    loading: 'Chargement…',
  },

  activity: {
    title: 'Activité',
    length: { hour: 'h', minute: 'min', second: 's' },
    empty: 'Rien n’a été enregistré ce jour-là.',
    emptyToday: 'Rien n’a été enregistré aujourd’hui.',
    earlier: 'Le jour précédent',
    later: 'Le jour suivant',
    failed: (reason: string): string => `La journée n’a pas pu être affichée. ${reason}`,
    record: 'Enregistrer maintenant',
  },

  installation: {
    title: 'PetLog comme application',
    hint: 'Ajoute une icône à côté des autres applications et s’ouvre sans navigateur autour.',
    install: 'Installer',
    appleHint: 'Dans Safari : Partager, puis « Sur l’écran d’accueil ».',
    authorityHint: 'Celle de l’autorité, pour « Faire confiance à cette caméra » (adresse de la caméra, puis /app/trust).',
    notNow: 'Pas maintenant',
  },

  more: {
    pets: 'Animaux et zones',
    petsHint: 'Qui vit chez vous, et ce qui est où dans l’image',
    alerts: 'Alertes',
    alertsHint: 'Ce qui est signalé, à qui, quand et comment',
    storage: 'Stockage',
    storageHint: 'Place sur le disque et durée de conservation',
    backup: 'Sauvegarde',
    backupHint: 'Des copies ailleurs, et les réglages dans un fichier',
    homeAssistantHint: 'Caméras, animaux et interrupteurs dans votre maison connectée',
    camerasHint: 'Ajouter, ordonner et régler les caméras',
    people: 'Personnes et appareils',
    peopleHint: 'Qui a accès, et à quoi',
    auditHint: 'Qui a fait quoi, et quand',
    screen: 'Écran de la caméra',
    screenHint: 'Luminosité, nuit, pointeur et clavier',
    doctorHint: 'Caméra, disque, réseau et le reste',
    phone: 'Sur le téléphone',
    phoneHint: 'Une icône, une connexion sûre, et regarder de partout',
    about: 'À propos de PetLog',
    aboutHint: 'Version et aide',
    cameraSettings: 'Réglages de la caméra',
    pictureOnly: 'Image seule',
    pictureOnlyHint: 'Pour un écran mural',
    documentation: 'Documentation de l’API',
    documentationHint: 'Pour les programmes et les scripts',
  },
};
