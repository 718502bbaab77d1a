import { durationIn } from './duration.ts';
import type { AlertWords } from './alert-words.ts';

export const es: AlertWords = {
  somebody: 'Alguien',
  labels: { cat: 'Un gato', dog: 'Un perro', person: 'Una persona', bird: 'Un pájaro', rabbit: 'Un conejo' },
  types: {
    entering_area: 'entró',
    leaving_area: 'se fue',
    playing: 'jugó',
    motion: 'se movió',
    no_activity: 'No se vio nada',
    camera_lost: 'La cámara no da imagen',
    camera_tampered: 'La imagen se tapó o se giró',
    disk_problem: 'Hay un problema con el disco',
    recording_failed: 'Una grabación ha fallado',
  },
  did: (who, what) => `${who} ${what}`,
  places: { bowl: 'en el comedero', water: 'en el agua', litter_box: 'en el arenero', bed: 'en la cama', door: 'en la puerta' },
  at: (who, place) => `${who} ${place}`,
  quiet: (who, duration) => (who === null ? `No se ve nada desde hace ${duration}` : `${who}: sin verse desde hace ${duration}`),
  duration: (seconds) =>
    durationIn(seconds, {
      seconds: (count) => `${count} s`,
      minutes: (count) => `${count} minutos`,
      hours: (count) => `${count} horas`,
    }),
  seeApp: 'Abre PetLog para ver qué pasa y cómo resolverlo.',
  testTitle: 'Una prueba',
  testBody: 'Aquí llegan los avisos de PetLog.',
  snooze: (minutes) => `Silencio ${minutes} min`,
  untilMorning: 'Silencio hasta la mañana',
  snoozeAlerts: 'Silenciar avisos',
  ruleNames: { seen: 'Mascotas y personas', trouble: 'Problemas de la cámara' },
  pushName: 'Teléfonos y navegadores',
};
