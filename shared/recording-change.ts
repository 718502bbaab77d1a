/** What people change of a recording. */
import { z } from 'zod';

/** One line, as people write it; empty takes it away. */
const recordingName = z
  .string()
  .trim()
  .max(100)
  .regex(/^\P{Cc}*$/u, { error: 'must be one line without control characters' });
const recordingNote = z
  .string()
  .trim()
  .max(2000)
  .regex(/^(?:\P{Cc}|[\n\r\t])*$/u, { error: 'must have no control characters but line breaks' });

export const RecordingChangeInput = z
  .strictObject({
    id: z.string(),
    kept: z.boolean().optional().describe('Whether clean-up must leave it alone.'),
    name: recordingName.optional().describe('What it is called from now on, one line; empty for no name.'),
    note: recordingNote.optional().describe('What there is to say about it; empty for nothing.'),
  })
  .refine(({ kept, name, note }) => kept !== undefined || name !== undefined || note !== undefined, {
    error: 'must be given, or name or note',
    path: ['kept'],
  });
export type RecordingChange = Omit<z.infer<typeof RecordingChangeInput>, 'id'>;
