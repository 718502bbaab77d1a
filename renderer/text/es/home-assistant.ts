import type { HomeAssistantWords } from '../en/home-assistant.ts';

export const homeAssistantWords: HomeAssistantWords = {
  title: 'Home Assistant',
  brokers: {
    title: 'Broker MQTT',
    hint: 'PetLog cuenta a un broker MQTT lo que pasa. Home Assistant lo encuentra allí por sí solo.',
    add: 'Añadir un broker',
  },
  none: 'Aún no hay ningún broker. En Home Assistant, el complemento «Mosquitto broker» es uno; escribe aquí su dirección, con el nombre y la contraseña de un usuario de Home Assistant.',
  what: 'Qué aporta',
  cameras: 'La última imagen y el movimiento de cada cámara, y quién está allí',
  pets: 'Dónde está cada mascota, cuándo se vio y cuántas veces ha venido hoy',
  switches: 'Interruptores para grabar, privacidad y quién está en casa, y botones de silencio',
  problems: 'Qué va mal, y cuánto espacio queda',
  live: 'Imagen en directo',
  liveHint:
    'En Home Assistant: Ajustes, Dispositivos y servicios, Añadir integración, «MJPEG IP Camera». Escribe esta dirección, cualquier nombre de usuario y, como contraseña, un token que pueda ver.',
  addressOf: (camera) => `Dirección de ${camera}`,
  copy: 'Copiar la dirección',
  tokens: 'Crear un token',
  failed: (reason) => `Esta página no se pudo mostrar. ${reason}`,
};
