import type { z } from 'zod';
import { busEvents, pushes } from '../../shared/events.ts';
import { code, fieldTable, pageHead } from './markdown.ts';

const introduction = `What happens in PetLog, each thing once: these go to the log, to \`GET /live/events\` (server-sent events) and to the kiosk.
\`GET /live/events\` sends ${Object.keys(pushes).map(code).join(' and ')} events: the whole status whenever it changes, and a notice \`{name, at, data}\` for each event below.`;

/** docs/events.md: every event with its data. */
export function eventsPage(): string {
  const entries = Object.entries<z.ZodType>(busEvents).map(([name, schema]) => `## ${name}\n\n${fieldTable(schema)}\n`);
  return [pageHead('Events', introduction), ...entries].join('\n');
}
