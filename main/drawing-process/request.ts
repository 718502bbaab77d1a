import { z } from 'zod';

const picture = { widthPixels: z.int().min(1), heightPixels: z.int().min(1), /** Of the JPEGs. */ quality: z.int().min(1).max(100) };

/** What the drawing process is asked for, as JSON in its only argument. */
export const DrawingRequest = z.discriminatedUnion('kind', [
  /** The mock camera's pictures, until the process is ended. */
  z.strictObject({
    kind: z.literal('mock'),
    ...picture,
    /** Of the camera, for people. */
    name: z.string(),
    framesPerSecond: z.int().min(1).max(60),
    mirrorLeftToRight: z.boolean(),
    mirrorTopToBottom: z.boolean(),
  }),
  /** One picture: what is the matter in a few words, then why, and since when. */
  z.strictObject({ kind: z.literal('placeholder'), ...picture, title: z.string(), lines: z.array(z.string()) }),
]);
export type DrawingRequest = z.infer<typeof DrawingRequest>;
export type MockRequest = Extract<DrawingRequest, { kind: 'mock' }>;
export type PlaceholderRequest = Extract<DrawingRequest, { kind: 'placeholder' }>;
