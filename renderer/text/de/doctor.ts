import type { doctorWords as english } from '../en/doctor.ts';

/** Words about the machine's own health, in German. */
export const doctorWords: typeof english = {
  doctor: {
    open: 'Systemprüfung',
    title: 'Systemprüfung',
    back: 'Livebild',
    again: 'Erneut prüfen',
    running: 'Kamera, Datenträger, Netz und alles Übrige werden geprüft … Das dauert einige Sekunden.',
    failed: (reason) => `Das Gerät konnte nicht geprüft werden. ${reason}`,
    checkedAt: (time) => `Geprüft um ${time}.`,
    verdict: (problems, warnings) => {
      const parts = [
        ...(problems === 0 ? [] : [problems === 1 ? '1 Problem' : `${problems} Probleme`]),
        ...(warnings === 0 ? [] : [warnings === 1 ? '1 Warnung' : `${warnings} Warnungen`]),
      ];
      return parts.length === 0 ? 'Alles ist in Ordnung.' : `${parts.join(', ')}.`;
    },
    statuses: { ok: 'OK', warning: 'Warnung', problem: 'Problem' },
    checks: {
      camera: 'Kamera',
      camera_programs: 'Kameraprogramme',
      microphone: 'Mikrofon',
      speaker: 'Lautsprecher',
      encoder: 'Videoencoder',
      detector: 'Bemerken',
      disk: 'Datenträger',
      memory: 'Arbeitsspeicher',
      temperature: 'Temperatur',
      power: 'Stromversorgung',
      clock: 'Uhr',
      network: 'Netz',
      port: 'Anschluss (Port)',
      certificate: 'Zertifikat',
      service: 'Dienst',
      data_directory: 'Datenordner',
      databases: 'Datenbanken',
      alerts: 'Benachrichtigungen',
      backup: 'Kopien anderswo',
      homekit: 'HomeKit',
      configuration: 'Konfiguration',
      versions: 'Versionen',
    },
  },
};
