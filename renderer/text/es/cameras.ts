import type { cameraWords as english } from '../en/cameras.ts';

/** Words of cameras, in Spanish. */
export const cameraWords: typeof english = {
  cameras: {
    all: 'Todas las cámaras',
    open: 'Cámaras',
    title: 'Cámaras',
    back: 'Atrás',
    loading: 'Cargando…',
    again: 'Reintentar',
    gone: (name: string): string => `La cámara «${name}» ya no existe.`,
    close: 'Cerrar',
    cancel: 'Cancelar',
    name: 'Nombre',
    nameMissing: 'Póngale un nombre.',
    rename: (name: string): string => `Cambiar el nombre de ${name}`,
    renameTitle: 'Nombre de la cámara',
    saveName: 'Guardar',
    moveUp: (name: string): string => `Subir ${name}`,
    moveDown: (name: string): string => `Bajar ${name}`,
    remove: (name: string): string => `Quitar ${name}`,
    enabled: (name: string): string => `${name} está encendida`,
    removing: (name: string): string => `Se va a quitar ${name}.`,
    states: {
      live: 'En directo',
      lost: 'Sin imagen',
      starting: 'Iniciando…',
      privacy: 'Privacidad',
      stopped: 'Detenida',
      disabled: 'Apagada',
    },
    failed: {
      list: (reason: string): string => `No se pudieron listar las cámaras. ${reason}`,
      change: (reason: string): string => `No se cambió nada. ${reason}`,
      remove: (reason: string): string => `La cámara no se quitó. ${reason}`,
    },
  },
};
