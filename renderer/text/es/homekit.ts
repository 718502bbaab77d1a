/** Words of the page about Apple's Home, in Spanish. Loaded with it. */
import type { HomeKitWords } from '../en/homekit.ts';

export const homekitWords: HomeKitWords = {
  title: 'HomeKit',
  on: 'Cámaras en Casa de Apple',
  onHint: 'Para iPhone, iPad, Mac, Apple TV y HomePod en esta red',
  states: {
    off: 'Casa no conoce esta cámara.',
    starting: 'Un momento…',
    waiting: 'Lista para añadirse.',
    paired: 'Casa tiene estas cámaras.',
    failing: 'Casa no puede conectar con esta cámara; se intentará de nuevo.',
  },
  add: 'Añadirla en la app Casa',
  steps: [
    'En un iPhone o iPad de la misma red, abre la app Casa.',
    'Toca + y «Añadir accesorio», y apunta al código con su cámara.',
    'Casa avisa de que el accesorio no está certificado: «Añadir de todos modos».',
  ],
  code: 'O introduce este código:',
  qrCode: 'Código para la app Casa',
  brings: 'Qué aporta',
  picture: 'La imagen en directo de cada cámara y su última imagen',
  sensors: 'Un sensor de movimiento para mascotas y otro para personas, también para automatizaciones y avisos de Casa',
  lacks: 'El sonido y las grabaciones en iCloud no están incluidos. La privacidad vale también para Casa.',
  cameras: 'Cámaras para Casa',
  lastCamera: 'Casa necesita al menos una cámara. Para quitarlas todas, desactívalo arriba.',
  remove: {
    label: 'Eliminar la vinculación',
    title: '¿Eliminar la vinculación con Casa?',
    hint: 'Casa dejará de mostrar estas cámaras, y se perderán sus habitaciones y automatizaciones. Para tenerlas de nuevo, añádelas con un código nuevo.',
    action: 'Eliminar',
    done: 'Casa ya no conoce esta cámara.',
  },
  failed: {
    show: (reason: string): string => `No se pudo mostrar esta página. ${reason}`,
    change: (reason: string): string => `No se ha cambiado. ${reason}`,
  },
  errors: {
    homekit_port_in_use: 'Otro programa usa el puerto TCP {port}. Ciérralo o elige otro puerto en el archivo de configuración.',
    homekit_failed: 'HomeKit no funciona ahora; se intentará de nuevo: {reason}.',
    homekit_not_saved: 'No se pudo eliminar la vinculación: {reason}.',
  },
};
