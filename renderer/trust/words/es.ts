import type { TrustWords } from './en.ts';

/** Words about a secure connection, the app on a phone, and watching from elsewhere, in Spanish. */
export const trustWords: TrustWords = {
  title: 'Confiar en esta cámara',
  intro:
    'La conexión con esta cámara está cifrada, pero este dispositivo aún no sabe que es tu cámara. Después, el navegador deja de avisar y PetLog se puede instalar como aplicación.',
  limits: 'El certificado que se añade aquí solo puede responder por direcciones de tu hogar, por nada de internet.',
  choose: 'Este dispositivo',
  platforms: { apple: 'iPhone, iPad', android: 'Android', computer: 'Ordenador' },
  downloads: { apple: 'Descargar el perfil', android: 'Descargar el certificado', computer: 'Descargar el certificado' },
  steps: {
    apple: [
      'Descargar el perfil con el botón de abajo, en Safari, y permitirlo.',
      'Abrir Ajustes. Arriba, tocar «Perfil descargado» y después «Instalar». Comparar la huella en «Más detalles».',
      'Ir a General, Información, Ajustes de confianza de los certificados, al final del todo.',
      'Activar «PetLog at home».',
    ],
    android: [
      'Descargar el certificado con el botón de abajo.',
      'Abrir Ajustes y buscar «certificado CA». Suele estar en Seguridad, Más, Instalar desde almacenamiento.',
      'Tocar «Certificado CA», después «Instalar de todos modos», y elegir petlog.crt entre las descargas.',
    ],
    computer: [
      'Descargar el certificado con el botón de abajo.',
      'Windows: abrirlo, «Instalar certificado», Usuario actual, «Entidades de certificación raíz de confianza».',
      'Mac: abrirlo y en Acceso a Llaveros poner «Confiar» en «Siempre». Linux: en los ajustes del navegador, Certificados, Autoridades, Importar.',
      'Firefox: Ajustes, Privacidad, Ver certificados, Autoridades, Importar.',
    ],
  },
  fingerprintHint: 'Comparar con la de la pantalla de la cámara: menú y después la dirección. Si son distintas, no seguir.',
  check: 'Comprobar si ha funcionado',
  checking: 'Comprobando…',
  worked: 'Este dispositivo recibe una respuesta segura de la cámara.',
  trusted: 'Este dispositivo confía en la cámara.',
  failed: 'Todavía no: este dispositivo rechaza la conexión segura. Repasar los pasos otra vez.',
  openSecurely: 'Abrir PetLog de forma segura',
  unknown: 'PetLog no responde. Inténtalo de nuevo en un momento.',
  again: 'Reintentar',
  states: {
    off: 'Las conexiones seguras (HTTPS) están desactivadas en esta cámara. Ver y grabar funcionan igual; solo no se puede instalar como aplicación.',
    own: 'Esta cámara tiene un certificado propio. Los dispositivos ya lo conocen, o su dueño se lo ha enseñado.',
    self_signed:
      'Esta cámara aún tiene su primer certificado, en el que ningún teléfono puede confiar. Un administrador puede cambiarlo en Más, «En el teléfono».',
  },
  otherWays: 'Otras maneras',
  otherWaysList: [
    'Tailscale da a la cámara un nombre con un certificado que todo dispositivo conoce, en casa y fuera: ejecutar «tailscale serve» en la cámara.',
    'Un certificado propio: indicar sus dos archivos en la configuración de la cámara.',
  ],
  app: 'PetLog como aplicación',
  installed: 'Esta es la aplicación.',
  appHint: 'Un icono junto a las demás aplicaciones; se abre al instante y sin navegador alrededor.',
  install: 'Instalar',
  appleHint: 'En Safari: Compartir y después «Añadir a pantalla de inicio».',
  menuHint: 'En el menú del navegador: «Instalar» o «Añadir a pantalla de inicio».',
  insecureHint: 'Para ello, el dispositivo tiene que confiar antes en la cámara.',
  stored: 'Los archivos de la aplicación se guardan en este navegador, nunca las imágenes.',
  forget: 'Eliminar esos archivos',
  forgotten: 'Los archivos se han eliminado.',
  store: 'Guardarlos de nuevo',
  certificate: 'Conexión segura',
  trustLink: 'Confiar en esta cámara',
  validUntil: (date) => `Los dispositivos pueden confiar en los certificados de este hogar hasta el ${date}.`,
  switchHint:
    'El certificado actual se firma a sí mismo y ningún teléfono puede confiar en él. En uno de este hogar, sí. A los programas y otros PetLog que recuerdan el anterior hay que indicarles el nuevo.',
  switchNow: 'Cambiar a un certificado de este hogar',
  outside: (names) => `No puede responder por ${names}. Hace falta uno nuevo, en el que cada dispositivo tiene que volver a confiar.`,
  replaceNow: 'Crear uno nuevo',
  confirm: '¿Seguro? A cada dispositivo y programa que conoce el certificado actual se le preguntará de nuevo.',
  cancel: 'Cancelar',
  changed: 'Hecho. El nuevo certificado está en uso.',
  changeFailed: (reason) => `No se ha cambiado. ${reason}`,
  anywhere: 'Mirar desde cualquier lugar',
  anywhereHint:
    'PetLog no abre ninguna puerta a internet. Una red privada de tus dispositivos lleva a casa desde cualquier lugar; quien viene por ella se identifica como en casa.',
  tailscale: [
    'Crear una cuenta en tailscale.com e instalar la aplicación en el teléfono.',
    'En la cámara, instalar Tailscale como dice su página para Linux y ejecutar «sudo tailscale up».',
    'Activar Tailscale en el teléfono, apagar la wifi y abrir la dirección de la cámara que muestra la aplicación de Tailscale, con el puerto de PetLog.',
  ],
  wireguard: [
    'Si el router tiene WireGuard (muchos lo tienen), configurarlo allí, añadir el teléfono y escanear el código con la aplicación de WireGuard.',
    'Activarlo en el teléfono, apagar la wifi y abrir la dirección de la cámara como en casa.',
  ],
  tunnelNone: 'La cámara misma aún no está en ninguna de esas redes. Con WireGuard en el router, así debe ser.',
  tunnelThere: (kind, address) => `La cámara está en ${kind}, como ${address}.`,
  tunnelUsed: (kind) => `Funciona: este dispositivo ha venido por ${kind}.`,
};
