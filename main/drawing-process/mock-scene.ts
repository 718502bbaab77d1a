import { CAT_POSES, loadSceneArtwork } from '../drawing/artwork.ts';
import { BitmapFont } from '../drawing/bitmap-font.ts';
import { encodeJpeg } from '../drawing/encode-jpeg.ts';
import { drawableText, GlyphAtlas } from '../drawing/glyph-atlas.ts';
import type { PixelBlock } from '../drawing/pixel-file.ts';
import { type Color, copyRaster, copyRectangle, type Raster, type Rectangle, shadeRectangle } from '../drawing/raster.ts';
import { resample, resize } from '../drawing/resample.ts';
import { Sprite } from '../drawing/sprite.ts';
import { TIMESTAMP_CHARACTERS, timestampTextWithMilliseconds } from '../drawing/timestamp-text.ts';
import type { MockRequest } from './request.ts';

const LABEL = 'MOCK CAMERA';
/** The rest of a long name would hide the room. */
const LONGEST_NAME = 24;
const TIMESTAMP_LENGTH = '2026-05-01 12:00:00.000'.length;
const WHITE: Color = { red: 255, green: 255, blue: 255 };
const BLACK: Color = { red: 0, green: 0, blue: 0 };
const AMBER: Color = { red: 255, green: 200, blue: 60 };
/** Larger cats would cost more memory than they are worth. */
const LARGEST_CAT_WIDTH_PIXELS = 600;
const SECONDS_THERE_AND_BACK = 24;
/** Of the height, from the top: screens lay a title over the top and marks over the bottom of a picture, and the cat walks below; of a picture that stands on its head, above. */
const TEXTS_TOP = 0.31;
const TEXTS_TOP_UPSIDE_DOWN = 0.55;

interface MockSceneParts {
  quality: number;
  still: Raster;
  font: BitmapFont;
  timestampArea: Rectangle;
  catToRight: readonly Sprite[];
  catToLeft: readonly Sprite[];
  mirrored: { leftToRight: boolean; topToBottom: boolean };
}

/** The mock camera's picture: what stands still is drawn once, what moves is drawn anew for each frame. */
export class MockScene {
  readonly #parts: MockSceneParts;
  readonly #frame: Raster;
  #catArea: Rectangle = { left: 0, top: 0, widthPixels: 0, heightPixels: 0 };

  private constructor(parts: MockSceneParts) {
    this.#parts = parts;
    this.#frame = copyRaster(parts.still);
  }

  static async create({
    widthPixels: width,
    heightPixels: height,
    mirrorLeftToRight,
    mirrorTopToBottom,
    quality,
    name,
  }: Omit<MockRequest, 'kind' | 'framesPerSecond'>): Promise<MockScene> {
    const mirrored = { leftToRight: mirrorLeftToRight, topToBottom: mirrorTopToBottom };
    const still = mirror(cover(await loadSceneArtwork('room', Math.max(width, (height * 16) / 9)), width, height), mirrored);

    const catWidth = Math.max(6, Math.round(Math.min(width * 0.25, height * 0.45, LARGEST_CAT_WIDTH_PIXELS)));
    const catToRight: Sprite[] = [];
    const catToLeft: Sprite[] = [];
    for (let pose = 0; pose < CAT_POSES; pose += 1) {
      const picture = await loadSceneArtwork(`cat-${pose}`, catWidth);
      const cat = resize(picture, catWidth, Math.round((catWidth * picture.heightPixels) / picture.widthPixels));
      catToRight.push(new Sprite(mirror(cat, { leftToRight: false, topToBottom: mirrored.topToBottom })));
      catToLeft.push(new Sprite(mirror(cat, { leftToRight: true, topToBottom: mirrored.topToBottom })));
    }

    const label = drawableText(`${LABEL} ${name}`.trim()).slice(0, LABEL.length + 1 + LONGEST_NAME);
    const font = BitmapFont.fromAtlas(
      await GlyphAtlas.load(),
      Math.min(height / 20, (width * 0.9) / (Math.max(TIMESTAMP_LENGTH, label.length) * 0.61)),
      label + TIMESTAMP_CHARACTERS,
    );
    const padding = Math.round(font.lineHeightPixels / 4);
    const panel = (characters: number, top: number): Rectangle => ({
      left: padding,
      top,
      widthPixels: characters * font.cellWidthPixels + padding * 2,
      heightPixels: font.lineHeightPixels + padding,
    });
    const labelArea = panel(label.length, Math.round(height * (mirrorTopToBottom ? TEXTS_TOP_UPSIDE_DOWN : TEXTS_TOP)));
    const timestampArea = panel(TIMESTAMP_LENGTH, labelArea.top + labelArea.heightPixels);
    shadeRectangle(still, labelArea, BLACK, 0.6);
    shadeRectangle(still, timestampArea, BLACK, 0.6);
    font.write(still, label, labelArea.left + padding, labelArea.top + padding / 2, AMBER);
    return new MockScene({ quality, still, font, timestampArea, catToRight, catToLeft, mirrored });
  }

  /**
   * Draws and encodes one frame; the next may be asked for when it is done.
   *
   * @param elapsedSeconds since the camera was started: decides where the cat is
   */
  draw(elapsedSeconds: number, nowMicroseconds: number): Promise<Buffer> {
    const { still, font, timestampArea, quality } = this.#parts;
    copyRectangle(still, this.#frame, this.#catArea);
    copyRectangle(still, this.#frame, timestampArea);
    this.#drawCat(elapsedSeconds);
    const padding = Math.round(font.lineHeightPixels / 4);
    font.write(
      this.#frame,
      timestampTextWithMilliseconds(nowMicroseconds),
      timestampArea.left + padding,
      timestampArea.top + padding / 2,
      WHITE,
    );
    return encodeJpeg(this.#frame, quality);
  }

  #drawCat(elapsedSeconds: number): void {
    const { catToRight, catToLeft, mirrored } = this.#parts;
    const { widthPixels: width, heightPixels: height } = this.#frame;
    const { widthPixels: catWidth, heightPixels: catHeight } = catToRight[0]!;
    const angle = (elapsedSeconds / SECONDS_THERE_AND_BACK) * 2 * Math.PI;
    const room = width - catWidth;
    const walkedPixels = room * (0.5 - 0.5 * Math.cos(angle));
    const goesRight = Math.sin(angle) >= 0;
    const strides = (goesRight ? walkedPixels : room - walkedPixels) / (catWidth * 0.55);
    const pose = Math.floor(strides * CAT_POSES) % CAT_POSES;
    const sprite = (goesRight !== mirrored.leftToRight ? catToRight : catToLeft)[pose]!;
    const left = Math.round(mirrored.leftToRight ? room - walkedPixels : walkedPixels);
    const top = Math.round(height * 0.86) - catHeight;
    this.#catArea = { left, top: mirrored.topToBottom ? height - catHeight - top : top, widthPixels: catWidth, heightPixels: catHeight };
    sprite.draw(this.#frame, this.#catArea.left, this.#catArea.top);
  }
}

/** Fills the size with the picture, from its lower middle. */
function cover(picture: PixelBlock, widthPixels: number, heightPixels: number): PixelBlock {
  const scale = Math.max(widthPixels / picture.widthPixels, heightPixels / picture.heightPixels);
  const area = { widthPixels: widthPixels / scale, heightPixels: heightPixels / scale };
  return resample(
    picture,
    { ...area, left: (picture.widthPixels - area.widthPixels) / 2, top: picture.heightPixels - area.heightPixels },
    widthPixels,
    heightPixels,
  );
}

function mirror(picture: PixelBlock, { leftToRight, topToBottom }: MockSceneParts['mirrored']): PixelBlock {
  if (!leftToRight && !topToBottom) {
    return picture;
  }
  const { widthPixels, heightPixels, channels } = picture;
  const pixels = Buffer.allocUnsafe(picture.pixels.length);
  for (let row = 0, at = 0; row < heightPixels; row += 1) {
    const fromRow = topToBottom ? heightPixels - 1 - row : row;
    for (let column = 0; column < widthPixels; column += 1) {
      const from = (fromRow * widthPixels + (leftToRight ? widthPixels - 1 - column : column)) * channels;
      for (let channel = 0; channel < channels; channel += 1, at += 1) {
        pixels[at] = picture.pixels[from + channel]!;
      }
    }
  }
  return { ...picture, pixels };
}
