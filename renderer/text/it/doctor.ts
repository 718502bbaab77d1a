import type { doctorWords as english } from '../en/doctor.ts';

/** Words about the machine's own health, in Italian. */
export const doctorWords: typeof english = {
  doctor: {
    open: 'Diagnostica',
    title: 'Diagnostica',
    back: 'Dal vivo',
    again: 'Controlla di nuovo',
    running: 'Controllo di telecamera, disco, rete e altro… Richiede alcuni secondi.',
    failed: (reason) => `Impossibile controllare il dispositivo. ${reason}`,
    checkedAt: (time) => `Controllato alle ${time}.`,
    verdict: (problems, warnings) => {
      const parts = [
        ...(problems === 0 ? [] : [problems === 1 ? '1 problema' : `${problems} problemi`]),
        ...(warnings === 0 ? [] : [warnings === 1 ? '1 avviso' : `${warnings} avvisi`]),
      ];
      return parts.length === 0 ? 'È tutto a posto.' : `${parts.join(', ')}.`;
    },
    statuses: { ok: 'OK', warning: 'Avviso', problem: 'Problema' },
    checks: {
      camera: 'Telecamera',
      camera_programs: 'Programmi della telecamera',
      microphone: 'Microfono',
      speaker: 'Altoparlante',
      encoder: 'Codificatore video',
      detector: 'Rilevamento',
      disk: 'Disco',
      memory: 'Memoria',
      temperature: 'Temperatura',
      power: 'Alimentazione',
      clock: 'Orologio',
      network: 'Rete',
      port: 'Porta',
      certificate: 'Certificato',
      service: 'Servizio',
      data_directory: 'Cartella dei dati',
      databases: 'Database',
      alerts: 'Avvisi',
      backup: 'Copie altrove',
      homekit: 'HomeKit',
      configuration: 'Configurazione',
      versions: 'Versioni',
    },
  },
};
