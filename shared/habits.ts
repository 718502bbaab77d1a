/** What is usual for a pet, and what is not, as schemas. */
import { z } from 'zod';

export const dayParts = ['night', 'morning', 'afternoon', 'evening'] as const;
export type DayPart = (typeof dayParts)[number];

/** Fewer days behind it say nothing. */
export const leastHabitDays = 10;

const counted = z.int().min(0);

export const UsualRange = z.object({ low: counted, high: counted, median: z.number().min(0) });
export type UsualRange = z.infer<typeof UsualRange>;

export const Unusual = z.enum(['more', 'less']);
export type Unusual = z.infer<typeof Unusual>;

const compared = {
  usual: UsualRange,
  today: counted,
  unusual: Unusual.nullable().describe('null for what is usual, and for what nobody can say yet.'),
};

export const PlaceHabits = z.object({
  zone_id: z.string().nullable().describe('null for anywhere.'),
  day: z.object({ ...compared, usual_by_now: UsualRange.describe('Until the same time of other days.') }),
  parts: z
    .array(z.object({ part: z.enum(dayParts), ...compared }))
    .describe("In the camera's time zone: night from 0, morning from 6, afternoon from 12, evening from 18 o'clock."),
  hours: z.array(z.object({ hour: z.int().min(0).max(23), usual: UsualRange, today: counted })),
});
export type PlaceHabits = z.infer<typeof PlaceHabits>;

export const Habits = z.object({
  pet_id: z.int(),
  date: z.iso.date().describe("Today, in the camera's time zone."),
  days_known: counted.describe('Days of the last eight weeks, before today, on which the pet was seen.'),
  days_missing: counted.describe('So many more are needed before anything is said.'),
  compared_with: z
    .enum(['all_days', 'same_weekday'])
    .describe('The same weekday, once six of them are known; of a place, since it was drawn.'),
  places: z
    .array(PlaceHabits)
    .describe(
      'How often it was where; empty as long as days are missing. Anywhere first, then the most visited; without places that were drawn less than ten known days ago.',
    ),
  unusual: z
    .array(
      z.object({
        zone_id: z.string().nullable(),
        part: z.enum(dayParts).nullable().describe('null for the whole day.'),
        count: counted,
        usual: UsualRange.describe('Less than usual is less than usual by that time.'),
        direction: Unusual,
      }),
    )
    .describe('What of today is not as ever. It is arithmetic, and no diagnosis.'),
});
export type Habits = z.infer<typeof Habits>;
