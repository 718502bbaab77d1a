import type { HomeAssistantWords } from '../en/home-assistant.ts';

export const homeAssistantWords: HomeAssistantWords = {
  title: 'Home Assistant',
  brokers: {
    title: 'Broker MQTT',
    hint: 'PetLog raconte à un broker MQTT ce qui se passe. Home Assistant l’y trouve de lui-même.',
    add: 'Ajouter un broker',
  },
  none: 'Pas encore de broker. Dans Home Assistant, le module « Mosquitto broker » en est un ; saisissez ici son adresse, avec le nom et le mot de passe d’un utilisateur de Home Assistant.',
  what: 'Ce que cela apporte',
  cameras: 'La dernière image et le mouvement de chaque caméra, et qui est là',
  pets: 'Où est chaque animal, quand il est passé et combien de fois il est venu aujourd’hui',
  switches: 'Des interrupteurs pour l’enregistrement, le mode privé et la présence, et des boutons pour mettre les alertes en pause',
  problems: 'Ce qui ne va pas, et la place qui reste',
  live: 'Image en direct',
  liveHint:
    'Dans Home Assistant : Paramètres, Appareils et services, Ajouter une intégration, « MJPEG IP Camera ». Saisissez cette adresse, un nom quelconque, et comme mot de passe un jeton qui peut regarder.',
  addressOf: (camera) => `Adresse de ${camera}`,
  copy: 'Copier l’adresse',
  tokens: 'Créer un jeton',
  failed: (reason) => `Cette page n’a pas pu être affichée. ${reason}`,
};
