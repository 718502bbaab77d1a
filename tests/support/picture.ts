import { expect, type Locator } from '@playwright/test';

/** What an image or video shows now, as a number of its pixels; 0 while it shows nothing. */
async function pixels(picture: Locator): Promise<number> {
  return picture.evaluate((element: HTMLImageElement | HTMLVideoElement) => {
    const width = element instanceof HTMLVideoElement ? element.videoWidth : element.naturalWidth;
    if (width === 0) {
      return 0;
    }
    // A short video may have played to its end between two looks: it is looked at once more.
    if (element instanceof HTMLVideoElement && element.ended) {
      void element.play();
    }
    const canvas = document.createElement('canvas');
    canvas.width = 320;
    canvas.height = 180;
    const context = canvas.getContext('2d');
    if (context === null) {
      throw new Error('no canvas');
    }
    context.drawImage(element, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let hash = 1;
    for (const byte of data) {
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    return new Set(data).size < 10 ? 0 : hash;
  });
}

/** Passes when the picture is painted, is no single colour, and goes on changing. */
export async function expectMovingPicture(picture: Locator): Promise<void> {
  await expect.poll(() => pixels(picture), { message: 'a picture is painted' }).not.toBe(0);
  const first = await pixels(picture);
  await expect.poll(() => pixels(picture), { message: 'the picture moves' }).not.toBe(first);
}
