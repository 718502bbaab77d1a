import type { kioskPictureWords as english } from '../en/kiosk-picture.ts';

/** Words over the picture of the camera's own screen, in Japanese. */
export const kioskPictureWords: typeof english = {
  kioskPicture: {
    starting: 'PetLogを起動中…',
    whole: '映像全体を表示',
  },
};
