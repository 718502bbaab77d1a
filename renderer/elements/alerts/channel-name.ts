import type { Channel } from '../../../shared/alerts-channels.ts';
import type { AlertWords } from '../../text/en/alerts.ts';

/** What people call a channel; the one that is always there is called by its kind. */
export const channelName = ({ kind, name }: Pick<Channel, 'kind' | 'name'>, { channels: words }: AlertWords): string =>
  kind === 'web_push' ? words.kinds.web_push : name;
