import type { sharingWords as english } from '../en/sharing.ts';

/** Words about finding, naming and sharing recordings, in German. */
export const sharingWords: typeof english = {
  finding: {
    search: 'In Namen und Notizen suchen',
    camera: 'Kamera',
    allCameras: 'Alle Kameras',
    days: 'Tage',
    hours: 'Stunde',
  },

  naming: {
    name: 'Name',
    note: 'Notiz',
    nameHint: 'Einen Namen geben',
    failed: 'Die Aufnahme ließ sich nicht ändern.',
  },

  playing: {
    watch: 'Ansehen',
    unreachable: 'PetLog ist gerade nicht erreichbar. Die Aufnahme läuft, sobald es wieder da ist.',
    gone: 'Diese Aufnahme gibt es nicht mehr.',
    again: 'Noch einmal versuchen',
    filmReady: 'Der Film ist fertig.',
  },

  sharing: {
    share: 'Teilen',
    title: 'Aufnahme teilen',
    part: 'Was geteilt wird',
    from: 'Von',
    to: 'Bis',
    keyframe: 'Das Video kann bis zu zwei Sekunden früher beginnen.',
    ends: 'Der Link endet nach',
    durations: { 3600: '1 Stunde', 86400: '1 Tag', 604800: '1 Woche', 2592000: '30 Tagen' },
    send: 'Video senden',
    sendNow: 'Jetzt senden',
    make: 'Link erstellen',
    link: 'Link',
    linkHint:
      'Wer den Link hat, kann bis zu seinem Ende dieses Video sehen und sonst nichts. Er funktioniert dort, wo die Kamera erreichbar ist.',
    copy: 'Kopieren',
    copied: 'Kopiert',
    qrCode: 'Der Link als QR-Code',
    list: 'Mit Link geteilt',
    none: 'Es ist nichts geteilt.',
    end: 'Beenden',
    until: (time: string): string => `bis ${time}`,
    opened: (count: number, shown: string): string =>
      count === 0 ? 'noch nicht geöffnet' : count === 1 ? 'einmal geöffnet' : `${shown}-mal geöffnet`,
    whole: 'ganze Aufnahme',
    failed: (reason: string): string => `Das ging nicht. ${reason}`,
    close: 'Schließen',
  },
};
