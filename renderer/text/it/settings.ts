import type { Text } from '../en.ts';

/** Words of the settings on the screens, in Italian. */
export const settingsWords: Pick<Text, 'settings'> = {
  settings: {
    open: 'Impostazioni',
    close: 'Chiudi',
    loading: 'Caricamento…',
    saving: 'Salvataggio…',
    saved: 'Salvato',
    failed: {
      load: (reason) => `Non è stato possibile leggere le impostazioni. ${reason}`,
      change: (reason) => `Non è stato cambiato. ${reason}`,
    },
    recordings: 'Quanto restano le registrazioni si imposta in «Archiviazione».',
    noScreen: 'Questa telecamera non ha uno schermo: PetLog è stato avviato senza.',
    groups: {
      picture: 'Immagine',
      running: 'Quando la telecamera è in funzione',
      noticing: 'Che cosa viene rilevato',
      screen: 'Lo schermo della telecamera',
    },
    fields: {
      'camera.rotation': { label: 'Capovolgi', hint: 'Per una telecamera appesa al soffitto.' },
      'camera.hflip': { label: 'Specchia destra e sinistra' },
      'camera.vflip': { label: 'Specchia sopra e sotto' },
      'camera.resolution': { label: 'Dimensione dell’immagine', hint: 'In pixel. Immagini più grandi chiedono più rete e più processore.' },
      'camera.frame_rate': { label: 'Immagini al secondo' },
      'camera.quality': { label: 'Qualità', unit: 'su 100', hint: 'Da 70 a 90 bilancia immagine e dimensione.' },
      'camera.overlay_timestamp': {
        label: 'Data e ora nell’immagine',
        hint: 'Se la telecamera non può scriverle da sé, serve circa mezzo core del processore di un Raspberry Pi 4. La telecamera simulata le mostra sempre.',
      },
      'camera.sound': { label: 'Audio', hint: 'Diretta, registrazioni e riavvolgimento hanno l’audio. Ogni schermo mostra che è attivo.' },
      'camera.speaker': {
        label: 'Parlare',
        hint: 'Chi può parlare si sente qui da un altoparlante di questo dispositivo. Ogni schermo mostra che qualcuno parla.',
      },
      'camera.always_on': { label: 'Sempre accesa', hint: 'La telecamera parte con PetLog e non si ferma mai da sola.' },
      'camera.idle_stop_seconds': {
        label: 'Ferma se inutilizzata dopo',
        unit: 'secondi',
        hint: 'A meno che qualcuno non l’abbia avviata con «Avvia». 0: subito.',
      },
      'detection.enabled': {
        label: 'Rileva animali e persone',
        hint: 'Finché la telecamera è in funzione. Nulla esce da questo dispositivo.',
      },
      'detection.sensitivity': { label: 'Sensibilità', unit: 'su 100', hint: 'Con valori più alti contano anche movimenti più piccoli.' },
      'detection.people': { label: 'Anche le persone', hint: 'Altrimenti le loro visite sono escluse.' },
      'kiosk.brightness_day_percent': { label: 'Luminosità di giorno', unit: '%' },
      'kiosk.brightness_night_percent': {
        label: 'Luminosità di notte',
        unit: '%',
        hint: 'Un tocco riporta quella del giorno per un minuto.',
      },
      'kiosk.night_from': { label: 'La notte comincia' },
      'kiosk.night_until': { label: 'La notte finisce' },
      'kiosk.screen_blanking': { label: 'Tieni acceso lo schermo', hint: 'Altrimenti decide il desktop quando si spegne.' },
      'kiosk.hide_cursor': { label: 'Nascondi il puntatore', hint: 'Finché non si muove un mouse.' },
      'kiosk.on_screen_keyboard': { label: 'Tastiera sullo schermo', hint: 'Quando un dito tocca un campo di testo.' },
    },
  },
};
