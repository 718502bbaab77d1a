import type { liveWords as english } from '../en/live.ts';

/** Words of the live picture, in Spanish. */
export const liveWords: typeof english = {
  live: {
    options: 'Opciones',
    details: 'Sobre la imagen',
    quality: 'Imagen',
    sharp: 'Nítida',
    light: 'Ahorra datos',
    sharpHint: 'Con todo el tamaño de la cámara',
    lightHint: 'Imágenes pequeñas, para una red lenta',
    way: 'Cómo llega',
    ways: { auto: 'Automático', webrtc: 'Tiempo real', mse: 'Vídeo', hls: 'Por partes', mjpeg: 'Fotos' },
    behind: (seconds: string): string => `${seconds} s de retraso`,
    rate: (rate: string): string => `${rate} por segundo`,
    age: (seconds: string): string => `hace ${seconds} s`,
    photoSaved: 'Foto guardada',
    offline: 'Sin conexión con PetLog: los controles volverán con ella.',
    settingsOf: (name: string): string => `Ajustes de ${name}`,
  },
};
