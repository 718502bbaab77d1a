import type { kioskPictureWords as english } from '../en/kiosk-picture.ts';

/** Words over the picture of the camera's own screen, in Italian. */
export const kioskPictureWords: typeof english = {
  kioskPicture: {
    starting: 'Avvio di PetLog…',
    whole: 'Mostra l’immagine intera',
  },
};
