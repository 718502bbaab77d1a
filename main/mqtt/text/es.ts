import type { HomeWords } from './home-words.ts';

export const es: HomeWords = {
  cameraOf: (petlog) => `Cámara ${petlog}`,
  takePicture: 'Tomar una foto',
  lastEvent: 'Último evento',
  motion: 'Movimiento',
  recording: 'Grabación',
  privacy: 'Privacidad',
  problem: 'Problema',
  labels: { cat: 'Gato', dog: 'Perro', person: 'Persona' },
  presence: 'Hay alguien en casa',
  snooze: (minutes) => `Sin avisos durante ${minutes} minutos`,
  snoozeUntilMorning: 'Sin avisos hasta la mañana',
  alertsAgain: 'Reanudar los avisos',
  snoozedUntil: 'Sin avisos hasta',
  freeSpace: 'Espacio libre',
  hoursLeft: 'Horas de grabación restantes',
  inView: (pet) => `${pet} a la vista`,
  placeOf: (pet) => `${pet}: lugar`,
  lastSeen: (pet) => `${pet}: última visita`,
  visitsToday: (what) => `${what}: visitas hoy`,
  places: { bowl: 'Comedero', water: 'Agua', litter_box: 'Arenero', bed: 'Cama', door: 'Puerta', other: 'Lugar' },
};
