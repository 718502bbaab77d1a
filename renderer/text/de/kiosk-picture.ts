import type { kioskPictureWords as english } from '../en/kiosk-picture.ts';

/** Words over the picture of the camera's own screen, in German. */
export const kioskPictureWords: typeof english = {
  kioskPicture: {
    starting: 'PetLog startet …',
    whole: 'Ganzes Bild zeigen',
  },
};
