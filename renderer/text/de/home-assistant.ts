import type { HomeAssistantWords } from '../en/home-assistant.ts';

export const homeAssistantWords: HomeAssistantWords = {
  title: 'Home Assistant',
  brokers: {
    title: 'Broker-Verbindung',
    hint: 'PetLog erzählt einem MQTT-Broker, was geschieht. Home Assistant findet es dort von selbst.',
    add: 'Broker hinzufügen',
  },
  none: 'Noch kein Broker. In Home Assistant ist das Add-on „Mosquitto broker“ einer; hier seine Adresse eingeben, mit Name und Passwort eines Benutzers von Home Assistant.',
  what: 'Was es bringt',
  cameras: 'Das letzte Bild und die Bewegung jeder Kamera, und wer dort ist',
  pets: 'Wo jedes Tier ist, wann es zuletzt zu sehen war und wie oft es heute kam',
  switches: 'Schalter für Aufnahme, Privat und wer zu Hause ist, und Tasten für Ruhe',
  problems: 'Was nicht stimmt, und wie viel Platz noch ist',
  live: 'Livebild',
  liveHint:
    'In Home Assistant: Einstellungen, Geräte & Dienste, Integration hinzufügen, „MJPEG IP Camera“. Diese Adresse eingeben, irgendeinen Benutzernamen, und als Passwort ein Token, das zusehen darf.',
  addressOf: (camera) => `Adresse von ${camera}`,
  copy: 'Adresse kopieren',
  tokens: 'Token anlegen',
  failed: (reason) => `Diese Seite konnte nicht gezeigt werden. ${reason}`,
};
