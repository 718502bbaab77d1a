import type { DiskWords } from '../en/disk.ts';

/** Words of the page about the disk, in Spanish. */
export const diskWords: DiskWords = {
  full: (percent) => `${percent} ocupado`,
  free: (free, total) => `${free} libres de ${total}`,
  parts: {
    own: 'Grabado a mano',
    automatic: 'Grabado automáticamente',
    kept: 'Protegidas',
    events: 'Imágenes de visitas',
    rewind: 'Los últimos minutos',
    other: 'Otros archivos',
    free: 'Libre',
  },
  fit: (days) => `Al ritmo de los últimos días caben grabaciones de ${days}. Después, las más antiguas dejan sitio a las nuevas.`,
  days: (count, shown) => (count === 1 ? 'cerca de 1 día' : `unos ${shown} días`),
  moreThanAYear: 'más de un año',
  lessThanADay: 'menos de un día',
  unknown: 'Cuántos días caben se verá en cuanto haya grabaciones de un día entero.',
  few: 'Es poco: borrar grabaciones u otros archivos, usar un disco más grande o elegir tiempos más cortos en los ajustes.',
  oldest: (when) => `La grabación más antigua es del ${when}.`,
  first: 'Se borran primero',
  firstHint: 'Si hace falta espacio, estas se van primero. Una estrella protege una grabación para siempre.',
  nothingFirst: 'No se puede borrar nada: todas las grabaciones están protegidas.',
  recordings: 'Revisar las grabaciones',
  recordingsHint: 'Borrar algunas o proteger las mejores',
  copies: 'Copias en otro lugar',
  copiesHint: 'En un NAS o en la nube, antes de que aquí se borre algo',
};
