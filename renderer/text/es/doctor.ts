import type { doctorWords as english } from '../en/doctor.ts';

/** Words about the machine's own health, in Spanish. */
export const doctorWords: typeof english = {
  doctor: {
    open: 'Diagnóstico',
    title: 'Diagnóstico',
    back: 'En directo',
    again: 'Volver a comprobar',
    running: 'Comprobando la cámara, el disco, la red y lo demás… Tarda unos segundos.',
    failed: (reason) => `No se pudo comprobar el equipo. ${reason}`,
    checkedAt: (time) => `Comprobado a las ${time}.`,
    verdict: (problems, warnings) => {
      const parts = [
        ...(problems === 0 ? [] : [problems === 1 ? '1 problema' : `${problems} problemas`]),
        ...(warnings === 0 ? [] : [warnings === 1 ? '1 aviso' : `${warnings} avisos`]),
      ];
      return parts.length === 0 ? 'Todo está en orden.' : `${parts.join(', ')}.`;
    },
    statuses: { ok: 'OK', warning: 'Aviso', problem: 'Problema' },
    checks: {
      camera: 'Cámara',
      camera_programs: 'Programas de la cámara',
      microphone: 'Micrófono',
      speaker: 'Altavoz',
      encoder: 'Codificador de vídeo',
      detector: 'Detección',
      disk: 'Disco',
      memory: 'Memoria',
      temperature: 'Temperatura',
      power: 'Alimentación',
      clock: 'Reloj',
      network: 'Red',
      port: 'Puerto',
      certificate: 'Certificado',
      service: 'Servicio',
      data_directory: 'Carpeta de datos',
      databases: 'Bases de datos',
      alerts: 'Avisos',
      backup: 'Copias en otro lugar',
      homekit: 'HomeKit',
      configuration: 'Configuración',
      versions: 'Versiones',
    },
  },
};
