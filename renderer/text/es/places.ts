import type { placeWords as english } from '../en/places.ts';

/** Words of the four places, in Spanish. */
export const placeWords: typeof english = {
  places: {
    region: 'Secciones',
    live: 'En vivo',
    activity: 'Actividad',
    recordings: 'Vídeos',
    more: 'Más',
    notFound: 'No hay nada en esta dirección',
    notFoundHint: 'Quizá ha cambiado, o el enlace no está completo.',
    toLive: 'A la imagen en vivo',
    loading: 'Cargando…',
  },

  activity: {
    title: 'Actividad',
    length: { hour: 'h', minute: 'min', second: 's' },
    empty: 'Ese día no se grabó nada.',
    emptyToday: 'Hoy no se ha grabado nada.',
    earlier: 'El día anterior',
    later: 'El día siguiente',
    failed: (reason: string): string => `No se pudo mostrar el día. ${reason}`,
    record: 'Grabar ahora',
  },

  installation: {
    title: 'PetLog como aplicación',
    hint: 'Pone un icono junto a las demás aplicaciones y se abre sin el navegador alrededor.',
    install: 'Instalar',
    appleHint: 'En Safari: Compartir y después «Añadir a pantalla de inicio».',
    authorityHint: 'La de la autoridad, para «Confiar en esta cámara» (dirección de la cámara y después /app/trust).',
    notNow: 'Ahora no',
  },

  more: {
    pets: 'Mascotas y zonas',
    petsHint: 'Quién vive contigo y qué hay en cada parte de la imagen',
    alerts: 'Avisos',
    alertsHint: 'Qué se avisa, a quién, cuándo y cómo',
    storage: 'Almacenamiento',
    storageHint: 'Espacio en el disco y cuánto se conservan las grabaciones',
    backup: 'Copia de seguridad',
    backupHint: 'Copias en otro lugar, y los ajustes en un archivo',
    homeAssistantHint: 'Cámaras, mascotas e interruptores en tu casa inteligente',
    camerasHint: 'Añadir, ordenar y ajustar cámaras',
    people: 'Personas y dispositivos',
    peopleHint: 'Quién puede entrar y qué puede hacer',
    auditHint: 'Quién hizo qué, y cuándo',
    screen: 'Pantalla de la cámara',
    screenHint: 'Brillo, noche, puntero y teclado',
    doctorHint: 'Cámara, disco, red y lo demás',
    phone: 'En el teléfono',
    phoneHint: 'Un icono, una conexión segura y mirar desde cualquier lugar',
    about: 'Acerca de PetLog',
    aboutHint: 'Versión y ayuda',
    cameraSettings: 'Ajustes de la cámara',
    pictureOnly: 'Solo la imagen',
    pictureOnlyHint: 'Para una pantalla de pared',
    documentation: 'Documentación de la API',
    documentationHint: 'Para programas y scripts',
  },
};
