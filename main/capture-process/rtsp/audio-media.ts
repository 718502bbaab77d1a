import { foreignText } from '../../remote/remote-fault.ts';
import type { SoundFormat } from '../../media/sound/sound-format.ts';
import type { MediaDescription } from './sdp.ts';

/** The sound that a camera offers, as far as it can be taken. */
export type AudioChoice =
  | { readonly media: MediaDescription; readonly format: SoundFormat }
  /** Why there is none: the rest of a sentence that begins with the camera. */
  | { readonly problem: string };

/** How encodings are called by people. */
const encodingNames: Readonly<Record<string, string>> = {
  'MP4A-LATM': 'AAC in LATM',
  MPA: 'MP3',
  'MPA-ROBUST': 'MP3',
  G722: 'G.722',
  G723: 'G.723',
  G728: 'G.728',
  G729: 'G.729',
  L8: 'samples of 8 bits (L8)',
  L24: 'samples of 24 bits (L24)',
  DVI4: 'ADPCM (DVI4)',
};
const nameOf = (encoding: string): string =>
  encodingNames[encoding] ??
  (/^(AAL2-)?G726/.test(encoding) ? 'G.726' : encoding === '' ? 'something that it does not name' : foreignText(encoding));

const advice = "choose AAC, G.711 or Opus in the camera's own settings";
const mostSamplesPerSecond = 192_000;
const mostRawChannels = 2;

/** The first sound that can be taken, of those that a camera sends; what people say to it is something else. */
export function audioOf(media: readonly MediaDescription[]): AudioChoice {
  const offered = media.filter(({ kind, isSent }) => kind === 'audio' && isSent);
  const choices = offered.map(choiceOf);
  return (
    choices.find((choice) => 'format' in choice) ??
    choices[0] ?? {
      problem:
        'gives no sound at this address; switch it on in the camera, or choose a microphone of this machine in the settings that PetLog has for it',
    }
  );
}

function choiceOf(media: MediaDescription): AudioChoice {
  const { encoding, parameters } = media;
  switch (encoding) {
    case 'PCMU':
      return rawOf(media, 'pcmu');
    case 'PCMA':
      return rawOf(media, 'pcma');
    case 'L16':
      return rawOf(media, 'l16');
    case 'OPUS':
      // What it says of its channels is always two (RFC 7587, 7).
      return { media, format: { encoding: 'opus', samplesPerSecond: 48_000, channels: 2, configHex: '' } };
    case 'MPEG4-GENERIC':
      return aacOf(media, parameters.get('config') ?? '');
    default:
      return { problem: `gives sound as ${nameOf(encoding)}, which PetLog does not take; ${advice}` };
  }
}

function rawOf(media: MediaDescription, encoding: 'pcmu' | 'pcma' | 'l16'): AudioChoice {
  const { clockRate: samplesPerSecond, channels } = media;
  return channels <= mostRawChannels && samplesPerSecond <= mostSamplesPerSecond
    ? { media, format: { encoding, samplesPerSecond, channels, configHex: '' } }
    : { problem: `gives sound of ${channels} channels with ${samplesPerSecond} samples a second, which PetLog does not take; ${advice}` };
}

/** Whether frames may come in another order than they are heard in (RFC 3640, 3.2.3.2); one that promises no gap has none. */
const isInterleaved = ({ parameters }: MediaDescription): boolean => Number(parameters.get('maxdisplacement') ?? 0) > 0;

function aacOf(media: MediaDescription, configHex: string): AudioChoice {
  const isAac = /^aac-/i.test(media.parameters.get('mode') ?? 'AAC-hbr');
  if (!isAac || isInterleaved(media) || !/^([0-9a-f]{2}){2,64}$/i.test(configHex)) {
    return { problem: "gives sound as AAC in a form that PetLog does not take; choose G.711 or Opus in the camera's own settings" };
  }
  return {
    media,
    format: { encoding: 'aac', samplesPerSecond: media.clockRate, channels: media.channels, configHex: configHex.toLowerCase() },
  };
}
