/** Words of the page about Apple's Home, in French. Loaded with it. */
import type { HomeKitWords } from '../en/homekit.ts';

export const homekitWords: HomeKitWords = {
  title: 'HomeKit',
  on: 'Caméras dans Maison d’Apple',
  onHint: 'Pour iPhone, iPad, Mac, Apple TV et HomePod sur ce réseau',
  states: {
    off: 'Maison ne connaît pas cette caméra.',
    starting: 'Un instant…',
    waiting: 'Prête à être ajoutée.',
    paired: 'Maison a ces caméras.',
    failing: 'Maison ne peut pas joindre cette caméra ; un nouvel essai suivra.',
  },
  add: 'L’ajouter dans l’app Maison',
  steps: [
    'Sur un iPhone ou un iPad du même réseau, ouvrez l’app Maison.',
    'Touchez + puis « Ajouter un accessoire », et visez le code avec l’appareil photo.',
    'Maison signale que l’accessoire n’est pas certifié : « Ajouter quand même ».',
  ],
  code: 'Ou saisissez ce code :',
  qrCode: 'Code pour l’app Maison',
  brings: 'Ce que cela apporte',
  picture: 'L’image en direct de chaque caméra et sa dernière image',
  sensors: 'Un détecteur de mouvement pour les animaux et un pour les personnes, aussi pour les automatisations et notifications de Maison',
  lacks: 'Le son et les enregistrements dans iCloud n’en font pas partie. Le mode privé vaut aussi pour Maison.',
  cameras: 'Caméras pour Maison',
  lastCamera: 'Il faut au moins une caméra à Maison. Pour les retirer toutes, désactivez-la ci-dessus.',
  remove: {
    label: 'Supprimer le jumelage',
    title: 'Supprimer le jumelage avec Maison ?',
    hint: 'Maison ne montrera plus ces caméras ; leurs pièces et automatisations seront perdues. Pour les retrouver, ajoutez-les avec un nouveau code.',
    action: 'Supprimer',
    done: 'Maison ne connaît plus cette caméra.',
  },
  failed: {
    show: (reason: string): string => `Cette page n’a pas pu être affichée. ${reason}`,
    change: (reason: string): string => `Rien n’a été modifié. ${reason}`,
  },
  errors: {
    homekit_port_in_use:
      'Un autre programme utilise le port TCP {port}. Arrêtez-le ou choisissez un autre port dans le fichier de configuration.',
    homekit_failed: 'HomeKit ne fonctionne pas en ce moment, un nouvel essai suivra : {reason}.',
    homekit_not_saved: 'Le jumelage n’a pas pu être supprimé : {reason}.',
  },
};
