import type { Language } from '../../../shared/languages.ts';

interface ShareWords {
  readonly video: string;
  readonly download: string;
  length(seconds: number): string;
  until(time: string): string;
  readonly ended: string;
  readonly endedHint: string;
}

const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** The words of the page of a link; it is made here, so that it needs no script and nothing of the application. */
export const shareWords: Readonly<Record<Language, ShareWords>> = {
  en: {
    video: 'Clip',
    download: 'Download',
    length: (seconds) => (seconds < 60 ? `${seconds} seconds` : `${clock(seconds)} minutes`),
    until: (time) => `This link ends on ${time}.`,
    ended: 'This link has ended',
    endedHint: 'Ask whoever sent it for a new one.',
  },
  de: {
    video: 'Video',
    download: 'Herunterladen',
    length: (seconds) => (seconds < 60 ? `${seconds} Sekunden` : `${clock(seconds)} Minuten`),
    until: (time) => `Dieser Link endet am ${time}.`,
    ended: 'Dieser Link ist abgelaufen',
    endedHint: 'Wer ihn geschickt hat, kann einen neuen schicken.',
  },
  fr: {
    video: 'Vidéo',
    download: 'Télécharger',
    length: (seconds) => (seconds < 60 ? `${seconds} secondes` : `${clock(seconds)} minutes`),
    until: (time) => `Ce lien est valable jusqu’au ${time}.`,
    ended: 'Ce lien n’est plus valable',
    endedHint: 'Demandez-en un nouveau à la personne qui vous l’a envoyé.',
  },
  es: {
    video: 'Vídeo',
    download: 'Descargar',
    length: (seconds) => (seconds < 60 ? `${seconds} segundos` : `${clock(seconds)} minutos`),
    until: (time) => `Este enlace es válido hasta el ${time}.`,
    ended: 'Este enlace ha caducado',
    endedHint: 'Pide uno nuevo a quien te lo envió.',
  },
  it: {
    video: 'Video',
    download: 'Scarica',
    length: (seconds) => (seconds < 60 ? `${seconds} secondi` : `${clock(seconds)} minuti`),
    until: (time) => `Questo link è valido fino al ${time}.`,
    ended: 'Questo link non è più valido',
    endedHint: 'Chiedine uno nuovo a chi te lo ha inviato.',
  },
  ja: {
    video: '動画',
    download: 'ダウンロード',
    length: (seconds) => (seconds < 60 ? `${seconds}秒` : `${clock(seconds)}分`),
    until: (time) => `このリンクは${time}まで有効です。`,
    ended: 'このリンクは終了しました',
    endedHint: '送ってくれた人に新しいリンクを頼んでください。',
  },
};
