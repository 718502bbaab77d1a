import { z } from 'zod';
import { zonePlaces } from '../zones.ts';
import { timeOfDay } from './time-of-day.ts';

/** What PetLog records by itself: nothing, visits of those in `automatic_labels`, whatever moves, or all that the camera shows. */
export const automaticModes = ['never', 'visits', 'motion', 'always'] as const;
export type AutomaticMode = (typeof automaticModes)[number];

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** Of whom PetLog's own model knows what they look like. */
const defaultLabels = ['cat', 'dog', 'person'];

const label = z.string().regex(/^[a-z][a-z0-9 _-]{0,39}$/, { error: 'must be a label of the detector, such as cat' });

/** Keys of the section `recording` about what is recorded by itself, which every camera may have otherwise. */
export const automaticOfCamera = {
  automatic: z
    .enum(automaticModes)
    .default('never')
    .describe(
      'What is recorded by itself while a camera runs. never: nothing. visits: those who are in automatic_labels, and what moves while nobody can say what it is because the detector cannot be had or does not answer. motion: whatever moves. always: all that the camera shows, whoever is in it. visits and motion need detection.enabled. visits in a new data directory, where PetLog saves that at its first start.',
    ),
  automatic_labels: z
    .array(label)
    .min(1, { error: 'must name at least one, such as cat; automatic says whether anything is recorded' })
    .max(100)
    .default(defaultLabels)
    .describe('Whose visits are recorded with automatic visits; those that the detector knows.'),
  automatic_places: z
    .array(z.enum(zonePlaces))
    .default([])
    .describe('Record visits and motion only in places of these kinds that were drawn in the picture; empty for anywhere.'),
  automatic_days: z
    .array(z.enum(weekdays))
    .min(1, { error: 'must name at least one day, such as mon; automatic says whether anything is recorded' })
    .default([...weekdays])
    .describe('Days on which is recorded by itself; a night that begins on one of them counts to its end.'),
  automatic_from: timeOfDay.default('00:00').describe('From when on a day is recorded by itself, in local time, for example 08:00.'),
  automatic_until: timeOfDay
    .default('00:00')
    .describe('Until when; a time before automatic_from is one of the next day, and the same as automatic_from is the whole day.'),
  automatic_post_roll_seconds: z
    .int()
    .min(3)
    .max(300)
    .default(10)
    .describe(
      'Seconds that a recording by itself goes on after the last movement; what begins again within them is in the same recording.',
    ),
  automatic_longest_minutes: z
    .int()
    .min(1)
    .max(240)
    .default(10)
    .describe('Longest length in minutes of one recording by itself; what goes on is in the next one.'),
} as const;

/** The same about the disk of all cameras. */
export const automaticOfDisk = {
  automatic_disk_percent: z
    .int()
    .min(1)
    .max(100)
    .default(40)
    .describe(
      'How much of the disk what was recorded by itself may take, in percent; the oldest of it goes first, those without events before all others. None that a person made, brought or keeps ever has to go for it.',
    ),
  automatic_max_age_days: z
    .int()
    .min(0)
    .max(3650)
    .default(7)
    .describe(
      'Days after which what was recorded by itself is removed if nothing of the log is in it, kept ones never, nor those with an event that is kept; 0 for never. max_age_days holds for it too.',
    ),
  automatic_event_max_age_days: z.int().min(0).max(3650).default(60).describe('The same for those with events of the log.'),
} as const;
