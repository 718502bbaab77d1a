/** What a camera can give that is shown or passed on. */
export const pictureCodecs = ['mjpeg', 'h264', 'h265'] as const;
export type PictureCodec = (typeof pictureCodecs)[number];
