import type { kioskPictureWords as english } from '../en/kiosk-picture.ts';

/** Words over the picture of the camera's own screen, in Spanish. */
export const kioskPictureWords: typeof english = {
  kioskPicture: {
    starting: 'Iniciando PetLog…',
    whole: 'Mostrar la imagen completa',
  },
};
