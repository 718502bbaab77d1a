/** Places in the picture of a camera, as schemas. */
import { z } from 'zod';
import { isSimplePolygon, type Point } from './polygon.ts';

export const zoneKinds = ['place', 'ignore'] as const;
export const zonePlaces = ['bowl', 'water', 'litter_box', 'bed', 'door', 'other'] as const;
export type ZoneKind = (typeof zoneKinds)[number];
export type ZonePlace = (typeof zonePlaces)[number];

const coordinate = z.number().min(0).max(1);

export const Polygon = z
  .array(z.tuple([coordinate, coordinate]))
  .min(3, { error: 'must have at least 3 points' })
  .max(20, { error: 'must have at most 20 points' })
  .refine((points: readonly Point[]) => isSimplePolygon(points), { error: 'must enclose an area, without lines that cross or touch' })
  .describe('Corners [x, y] in their order, from 0 to 1 of the width and height of the picture, from its top left.');

const name = z
  .string()
  .trim()
  .max(60)
  .regex(/^\P{Cc}*$/u, { error: 'must be one line without control characters' });

const label = z.string().regex(/^[a-z][a-z0-9 _-]{0,39}$/, { error: 'must be a label of the detector, such as cat' });

const values = {
  name: name.describe('What people call it; empty where the place says it all.'),
  kind: z.enum(zoneKinds).describe('ignore: what moves there is nothing.'),
  place: z.enum(zonePlaces),
  polygon: Polygon,
  labels: z
    .array(label)
    .max(20)
    .describe(
      'Of ignore alone: only what is taken for one of these, and is about where and as large as the zone, is nothing; with none, whatever moves there.',
    ),
};

export const Zone = z.object({ zone_id: z.string(), camera_id: z.string(), ...values, labels: values.labels.default([]) });
export type Zone = z.infer<typeof Zone>;

export const ZonesQuery = z.strictObject({
  camera: z.string().optional().describe('Only zones of this camera; all where it is left out.'),
});
export const ZoneList = z.object({ zones: z.array(Zone) });

export const ZoneInput = z.strictObject({
  camera: z.string().optional().describe('The same as camera_id.'),
  camera_id: z.string().optional().describe('Which camera; main where it is left out.'),
  name: values.name.default(''),
  kind: values.kind.default('place'),
  place: values.place.default('other'),
  polygon: values.polygon,
  labels: values.labels.default([]),
});
export type ZoneInput = z.infer<typeof ZoneInput>;

export const ZoneChangeInput = z.strictObject({
  id: z.string(),
  name: values.name.optional(),
  kind: values.kind.optional(),
  place: values.place.optional(),
  polygon: values.polygon.optional(),
  labels: values.labels.optional(),
});
export type ZoneChange = Omit<z.infer<typeof ZoneChangeInput>, 'id'>;

/** An id that is not well-formed is simply unknown (404), so any string passes here. */
export const ZoneIdInput = z.strictObject({ id: z.string() });

export const ZoneRemoved = z.object({ message: z.string(), zone_id: z.string() });
