import type { doctorWords as english } from '../en/doctor.ts';

/** Words about the machine's own health, in French. */
export const doctorWords: typeof english = {
  doctor: {
    open: 'Diagnostic',
    title: 'Diagnostic',
    back: 'Image en direct',
    again: 'Vérifier de nouveau',
    running: 'Vérification de la caméra, du disque, du réseau et du reste… Cela prend quelques secondes.',
    failed: (reason) => `L’appareil n’a pas pu être vérifié. ${reason}`,
    checkedAt: (time) => `Vérifié à ${time}.`,
    verdict: (problems, warnings) => {
      const parts = [
        ...(problems === 0 ? [] : [problems === 1 ? '1 problème' : `${problems} problèmes`]),
        ...(warnings === 0 ? [] : [warnings === 1 ? '1 avertissement' : `${warnings} avertissements`]),
      ];
      return parts.length === 0 ? 'Tout est en ordre.' : `${parts.join(', ')}.`;
    },
    statuses: { ok: 'OK', warning: 'Avertissement', problem: 'Problème' },
    checks: {
      camera: 'Caméra',
      camera_programs: 'Programmes de la caméra',
      microphone: 'Micro',
      speaker: 'Haut-parleur',
      encoder: 'Encodeur vidéo',
      detector: 'Détection',
      disk: 'Disque',
      memory: 'Mémoire',
      temperature: 'Température',
      power: 'Alimentation',
      clock: 'Horloge',
      network: 'Réseau',
      port: 'Port réseau',
      certificate: 'Certificat',
      service: 'Service système',
      data_directory: 'Dossier des données',
      databases: 'Bases de données',
      alerts: 'Alertes',
      backup: 'Copies ailleurs',
      homekit: 'HomeKit',
      configuration: 'Configuration système',
      versions: 'Versions logicielles',
    },
  },
};
