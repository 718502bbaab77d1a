import type { TrustWords } from './en.ts';

/** Words about a secure connection, the app on a phone, and watching from elsewhere, in French. */
export const trustWords: TrustWords = {
  title: 'Faire confiance à cette caméra',
  intro:
    'La connexion à cette caméra est chiffrée, mais cet appareil ne sait pas encore que c’est la vôtre. Ensuite, le navigateur n’avertit plus, et PetLog peut être installé comme application.',
  limits: 'Le certificat ajouté ici ne peut se porter garant que des adresses de votre foyer, de rien sur Internet.',
  choose: 'Cet appareil',
  platforms: { apple: 'iPhone, iPad', android: 'Android', computer: 'Ordinateur' },
  downloads: { apple: 'Télécharger le profil', android: 'Télécharger le certificat', computer: 'Télécharger le certificat' },
  steps: {
    apple: [
      'Télécharger le profil avec le bouton ci-dessous, dans Safari, et l’autoriser.',
      'Ouvrir l’app Réglages. En haut, toucher « Profil téléchargé », puis « Installer ». Comparer l’empreinte sous « Plus de détails ».',
      'Aller à Général, Informations, Réglages de confiance des certificats, tout en bas.',
      'Activer « PetLog at home ».',
    ],
    android: [
      'Télécharger le certificat avec le bouton ci-dessous.',
      'Ouvrir l’app Paramètres et chercher « certificat CA ». Il est souvent sous Sécurité, Plus, Installer depuis le stockage.',
      'Toucher « Certificat CA », puis « Installer quand même », et choisir petlog.crt parmi les téléchargements.',
    ],
    computer: [
      'Télécharger le certificat avec le bouton ci-dessous.',
      'Windows : l’ouvrir, « Installer un certificat », Utilisateur actuel, « Autorités de certification racines de confiance ».',
      'Mac : l’ouvrir, puis dans Trousseaux d’accès régler « Se fier » sur « Toujours ». Linux : dans les réglages du navigateur, Certificats, Autorités, Importer.',
      'Firefox : Paramètres, Vie privée, Afficher les certificats, Autorités, Importer.',
    ],
  },
  fingerprintHint: 'La comparer à celle sur l’écran de la caméra : menu, puis l’adresse. Si elles diffèrent, s’arrêter là.',
  check: 'Vérifier si cela a marché',
  checking: 'Vérification…',
  worked: 'Cet appareil reçoit une réponse sûre de la caméra.',
  trusted: 'Cet appareil fait confiance à la caméra.',
  failed: 'Pas encore : cet appareil refuse la connexion sûre. Reprendre les étapes une fois.',
  openSecurely: 'Ouvrir PetLog en toute sécurité',
  unknown: 'PetLog ne répond pas. Réessayer dans un instant.',
  again: 'Réessayer',
  states: {
    off: 'Les connexions sûres (HTTPS) sont désactivées sur cette caméra. Regarder et enregistrer marchent quand même ; seule l’installation comme application est impossible.',
    own: 'Cette caméra a son propre certificat. Les appareils le connaissent déjà, ou son propriétaire le leur a appris.',
    self_signed:
      'Cette caméra a encore son premier certificat, auquel aucun téléphone ne peut se fier. Un administrateur peut changer cela sous Plus, « Sur le téléphone ».',
  },
  otherWays: 'Autres moyens',
  otherWaysList: [
    'Tailscale donne à la caméra un nom avec un certificat que tout appareil connaît, à la maison et ailleurs : lancer « tailscale serve » sur la caméra.',
    'Un certificat personnel : inscrire ses deux fichiers dans la configuration de la caméra.',
  ],
  app: 'PetLog comme application',
  installed: 'C’est l’application.',
  appHint: 'Une icône à côté des autres applications ; s’ouvre aussitôt, sans navigateur autour.',
  install: 'Installer',
  appleHint: 'Dans Safari : Partager, puis « Sur l’écran d’accueil ».',
  menuHint: 'Dans le menu du navigateur : « Installer » ou « Ajouter à l’écran d’accueil ».',
  insecureHint: 'Pour cela, l’appareil doit d’abord faire confiance à la caméra.',
  stored: 'Les fichiers de l’application sont gardés dans ce navigateur, jamais les images.',
  forget: 'Supprimer ces fichiers',
  forgotten: 'Les fichiers sont supprimés.',
  store: 'Les garder à nouveau',
  certificate: 'Connexion sûre',
  trustLink: 'Faire confiance à cette caméra',
  validUntil: (date) => `Les appareils peuvent se fier aux certificats de ce foyer jusqu’au ${date}.`,
  switchHint:
    'Le certificat actuel se signe lui-même, et aucun téléphone ne peut s’y fier. À un certificat de ce foyer, si. Les programmes et autres PetLog qui ont retenu l’ancien doivent apprendre le nouveau.',
  switchNow: 'Passer à un certificat de ce foyer',
  outside: (names) => `Il ne peut pas se porter garant de ${names}. Il en faut un nouveau, auquel chaque appareil doit se fier à nouveau.`,
  replaceNow: 'En créer un nouveau',
  confirm: 'Vraiment ? Chaque appareil et programme qui connaît le certificat actuel sera interrogé à nouveau.',
  cancel: 'Annuler',
  changed: 'C’est fait. Le nouveau certificat est utilisé.',
  changeFailed: (reason) => `Rien n’a été changé. ${reason}`,
  anywhere: 'Regarder de partout',
  anywhereHint:
    'PetLog n’ouvre aucune porte vers Internet. Un réseau privé de vos appareils ramène à la maison de partout ; qui passe par lui s’identifie comme à la maison.',
  tailscale: [
    'Créer un compte sur tailscale.com et installer l’application sur le téléphone.',
    'Sur la caméra, installer Tailscale comme le dit sa page pour Linux, et lancer « sudo tailscale up ».',
    'Activer Tailscale sur le téléphone, couper le Wi-Fi, et ouvrir l’adresse de la caméra que montre l’application Tailscale, avec le port de PetLog.',
  ],
  wireguard: [
    'Si le routeur a WireGuard (beaucoup l’ont), l’y configurer, ajouter le téléphone et scanner le code avec l’application WireGuard.',
    'L’activer sur le téléphone, couper le Wi-Fi, et ouvrir l’adresse de la caméra comme à la maison.',
  ],
  tunnelNone: 'La caméra elle-même n’est encore dans aucun de ces réseaux. Avec WireGuard dans le routeur, c’est normal.',
  tunnelThere: (kind, address) => `La caméra est dans ${kind}, en tant que ${address}.`,
  tunnelUsed: (kind) => `Cela marche : cet appareil est passé par ${kind}.`,
};
