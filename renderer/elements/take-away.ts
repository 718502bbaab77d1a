import { html, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import { text } from '../text/text.ts';
import { recordingAddress } from '../transport/page-address.ts';
import { isOwnScreen } from './own-screen.ts';
import './share-button.ts';

/** How a recording gets to somebody: a link that downloads it or, on the camera's own screen, its address for another device. */
export function takeAway({
  recordingId,
  when,
  filename,
  style,
}: {
  readonly recordingId: string;
  readonly when: string;
  readonly filename: string;
  readonly style: string;
}): TemplateResult {
  const words = text().recordings;
  if (isOwnScreen()) {
    return html`<petlog-share-button .recordingId=${recordingId} .label=${words.share(when)}></petlog-share-button>`;
  }
  const download = recordingAddress(recordingId);
  download.searchParams.set('download', '1');
  return html`<a class=${style} href=${download.href} download=${filename} aria-label=${words.download(when)}>${icon('download')}</a>`;
}
