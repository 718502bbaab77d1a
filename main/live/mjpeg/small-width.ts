/** What is asked for is rounded up to one of these, so that many readers share what is made. */
const widthsPixels = [160, 320, 480, 640, 960] as const;

/** How wide a small picture is made for whoever wants it so wide; null where it stays as it is. */
export const smallWidth = (widthPixels: number): number | null => widthsPixels.find((allowed) => allowed >= widthPixels) ?? null;
