import type { Text } from '../en.ts';

/** Words of a camera that somebody stopped for a while, and of one that is always on, in Spanish. */
export const pauseWords: Pick<Text, 'pause' | 'alwaysOn'> = {
  pause: {
    sentence: (who, since, until) =>
      `En pausa desde las ${since}${who === null ? '' : `, por ${who}`}${until === null ? '' : `, hasta las ${until}`}`,
    ownScreen: 'la pantalla de la cámara',
    ends: 'Se reanuda',
    forHour: 'En una hora',
    untilMorning: 'Por la mañana',
    untilStarted: 'Cuando yo la inicie',
    watchHint: 'Pulsa reproducir para volver a ver la imagen en directo.',
  },
  alwaysOn: {
    title: '¿Cámara siempre encendida, para poder rebobinar?',
    text: 'La cámara queda encendida y los últimos minutos se pueden volver a ver en cualquier momento. Gasta algo de corriente y nada sale de tu casa.',
    yes: 'Sí, siempre',
    no: 'Solo mientras alguien mira',
    failed: 'No se ha guardado.',
  },
};
