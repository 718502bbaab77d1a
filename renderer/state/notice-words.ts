import type { BusEventName, BusEvents, Notice } from '../../shared/events.ts';
import type { Text } from '../text/en.ts';
import { describeError } from './error-words.ts';
import { formatDuration, formatNumber, formatSize } from './format.ts';
import type { Message } from './messages.ts';

type Described = Pick<Message, 'tone' | 'text'> & Partial<Pick<Message, 'recordingId'>>;
type Describe<N extends BusEventName> = (data: BusEvents[N], words: Text, locale: string) => Described;

const descriptions: { readonly [N in BusEventName]?: Describe<N> } = {
  'recording.finished': (data, { messages, playing }, locale) => ({
    tone: 'information',
    text:
      data.reason === 'timelapse'
        ? playing.filmReady
        : messages.recordingSaved(formatDuration(Math.round(data.duration_seconds)), formatSize(data.size_bytes, locale)),
    recordingId: data.recording_id,
  }),
  'recording.interrupted': (data, { messages }) => ({ tone: 'error', text: messages.recordingInterrupted(data.reason) }),
  'recording.failed': ({ code, reason }, words) => ({
    tone: 'error',
    text: words.messages.recordingFailed(describeError(code, reason, words)),
  }),
  'storage.full': (data, { messages }, locale) => ({ tone: 'error', text: messages.storageFull(formatNumber(data.free_mb, locale)) }),
};

/** What people are told about an event; nothing for events that the status shows anyway. */
export function describeNotice(notice: Notice, words: Text, locale: string): Described | undefined {
  if (!Object.hasOwn(descriptions, notice.name)) {
    return undefined;
  }
  if (notice.data['automatic'] === true) {
    return undefined; // what is recorded by itself all day is no news
  }
  const describe = (descriptions as Readonly<Record<string, Describe<never>>>)[notice.name];
  return describe?.(notice.data as never, words, locale);
}
