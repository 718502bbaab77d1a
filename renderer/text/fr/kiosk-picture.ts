import type { kioskPictureWords as english } from '../en/kiosk-picture.ts';

/** Words over the picture of the camera's own screen, in French. */
export const kioskPictureWords: typeof english = {
  kioskPicture: {
    starting: 'Démarrage de PetLog…',
    whole: 'Afficher l’image entière',
  },
};
