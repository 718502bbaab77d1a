import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import { text } from '../text/text.ts';
import { recordingAddress } from '../transport/page-address.ts';
import './share-button.ts';

/** Whether this page is on the camera's own screen: nothing can be saved there, and nothing may lead out of it. */
export const isOwnScreen = (): boolean => window.petlog !== undefined;

/** What the browser's controls of a video leave out on the camera's own screen: the value of `controlslist`. */
export const omittedControls = (): string | typeof nothing => (isOwnScreen() ? 'nodownload noremoteplayback noplaybackrate' : nothing);

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
  if (isOwnScreen()) return html`<petlog-share-button .recordingId=${recordingId} .label=${words.share(when)}></petlog-share-button>`;
  const download = recordingAddress(recordingId);
  download.searchParams.set('download', '1');
  return html`<a class=${style} href=${download.href} download=${filename} aria-label=${words.download(when)}>${icon('download')}</a>`;
}
