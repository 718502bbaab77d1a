/** Words over the picture of the camera's own screen, in English. */
export const kioskPictureWords = {
  kioskPicture: {
    starting: 'PetLog is starting…',
    whole: 'Show the whole picture',
  },
};
