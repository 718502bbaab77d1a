import type { placeWords as english } from '../en/places.ts';

/** Words of the four places, in German. */
export const placeWords: typeof english = {
  places: {
    region: 'Orte',
    live: 'Live',
    activity: 'Aktivität',
    recordings: 'Aufnahmen',
    more: 'Mehr',
    notFound: 'Unter dieser Adresse gibt es nichts',
    notFoundHint: 'Vielleicht ist es umgezogen, oder der Link ist unvollständig.',
    toLive: 'Zum Livebild',
    loading: 'Wird geladen …',
  },

  activity: {
    title: 'Aktivität',
    length: { hour: 'h', minute: 'min', second: 's' },
    empty: 'An diesem Tag wurde nichts aufgenommen.',
    emptyToday: 'Heute wurde nichts aufgenommen.',
    earlier: 'Der Tag davor',
    later: 'Der Tag danach',
    failed: (reason: string): string => `Der Tag konnte nicht gezeigt werden. ${reason}`,
    record: 'Jetzt aufnehmen',
  },

  installation: {
    title: 'PetLog als App',
    hint: 'Legt ein Symbol neben die anderen Apps und öffnet sich ohne Browser drumherum.',
    install: 'Installieren',
    appleHint: 'In Safari: Teilen, dann „Zum Home-Bildschirm“.',
    authorityHint: 'Der Zertifizierungsstelle, für „Dieser Kamera vertrauen“ (Adresse der Kamera, dann /app/trust).',
    notNow: 'Nicht jetzt',
  },

  more: {
    pets: 'Tiere und Bereiche',
    petsHint: 'Wer bei Ihnen lebt, und was wo im Bild ist',
    alerts: 'Benachrichtigungen',
    alertsHint: 'Was wem wann und wie mitgeteilt wird',
    storage: 'Speicher',
    storageHint: 'Platz auf dem Datenträger, und wie lange Aufnahmen bleiben',
    backup: 'Sicherung',
    backupHint: 'Kopien an einem anderen Ort, und die Einstellungen als Datei',
    homeAssistantHint: 'Kameras, Tiere und Schalter im Smart Home',
    camerasHint: 'Kameras hinzufügen, ordnen und einstellen',
    people: 'Personen und Geräte',
    peopleHint: 'Wer Zugang hat, und was sie dürfen',
    auditHint: 'Wer was wann getan hat',
    screen: 'Bildschirm der Kamera',
    screenHint: 'Helligkeit, Nacht, Zeiger und Tastatur',
    doctorHint: 'Kamera, Datenträger, Netzwerk und alles andere',
    phone: 'Auf dem Handy',
    phoneHint: 'Symbol, sichere Verbindung und Zusehen von unterwegs',
    about: 'Über PetLog',
    aboutHint: 'Version und Hilfe',
    cameraSettings: 'Einstellungen der Kamera',
    pictureOnly: 'Nur das Bild',
    pictureOnlyHint: 'Für einen Bildschirm an der Wand',
    documentation: 'API-Dokumentation',
    documentationHint: 'Für Programme und Skripte',
  },
};
