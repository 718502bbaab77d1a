import type { HomeAssistantWords } from '../en/home-assistant.ts';

export const homeAssistantWords: HomeAssistantWords = {
  title: 'Home Assistant',
  brokers: {
    title: 'Broker MQTT',
    hint: 'PetLog racconta a un broker MQTT che cosa succede. Home Assistant lo trova lì da solo.',
    add: 'Aggiungi un broker',
  },
  none: 'Ancora nessun broker. In Home Assistant il componente «Mosquitto broker» ne è uno; inserisci qui il suo indirizzo, con nome e password di un utente di Home Assistant.',
  what: 'Che cosa offre',
  cameras: 'L’ultima immagine e il movimento di ogni telecamera, e chi c’è',
  pets: 'Dov’è ogni animale, quando è stato visto e quante volte è venuto oggi',
  switches: 'Interruttori per registrazione, privacy e chi è in casa, e pulsanti per il silenzio',
  problems: 'Che cosa non va, e quanto spazio resta',
  live: 'Immagine dal vivo',
  liveHint:
    'In Home Assistant: Impostazioni, Dispositivi e servizi, Aggiungi integrazione, «MJPEG IP Camera». Inserisci questo indirizzo, un nome utente qualsiasi e come password un token che può guardare.',
  addressOf: (camera) => `Indirizzo di ${camera}`,
  copy: 'Copia l’indirizzo',
  tokens: 'Crea un token',
  failed: (reason) => `Questa pagina non si è potuta mostrare. ${reason}`,
};
