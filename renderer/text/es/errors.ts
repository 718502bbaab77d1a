import type { ErrorWords } from '../en/errors.ts';

/** What went wrong, in Spanish. */
export const errorWords: ErrorWords = {
  unauthorized: 'Inicia sesión primero.',
  wrong_code: 'Ese no es el código que muestra la cámara, o ya no es válido; pide uno nuevo.',
  wrong_password: 'El nombre o la contraseña no son correctos.',
  session_ended: 'Esta sesión ha terminado. Añade el dispositivo otra vez o inicia sesión.',
  forbidden: 'Este dispositivo no tiene permiso para hacerlo.',
  not_local: 'La dirección {address} no es de la red local, y solo pueden conectarse direcciones locales.',
  wrong_pin: 'Ese no es el PIN de esta pantalla.',
  locked: 'La pantalla está bloqueada; introduce primero su PIN.',
  origin_not_allowed: 'Las páginas web de {origin} no pueden usar esta cámara; añade el origen a security.allowed_origins.',
  camera_not_found: 'No existe la cámara «{id}».',
  camera_exists: 'La cámara «{id}» ya existe. Elija otro identificador.',
  device_in_use: 'La cámara «{id}» ya usa {source}. Elija otra fuente o quite antes esa cámara.',
  default_camera: 'La cámara «main» no se puede quitar, solo desactivar.',
  camera_configured: 'La cámara «{id}» está en el archivo de configuración, una variable o una opción y hay que quitarla allí.',
  camera_disabled: 'Esta cámara está desactivada en sus ajustes.',
  recording_not_found: 'Esa grabación ya no existe.',
  picture_unavailable: 'No hay imagen de esa grabación: {reason}.',
  timelapse_not_found: 'Ese timelapse ya no existe.',
  rewind_unavailable: 'No hay imagen de ese momento.',
  nothing_recorded: 'No hay ninguna grabación en ese periodo.',
  invitation_not_found: 'Ese código ya no existe.',
  device_not_found: 'Ese dispositivo ya no existe.',
  account_not_found: 'Esa persona ya no existe.',
  token_not_found: 'Ese token ya no existe.',
  already_recording: 'Ya hay una grabación en curso ({path}); detenla primero.',
  not_recording: 'No hay ninguna grabación en curso; inicia una primero.',
  recording_in_progress: 'La grabación «{id}» aún no ha terminado; detenla primero.',
  timelapse_running: 'Ya se está creando un timelapse; espera a que termine o cancélalo.',
  privacy: 'La cámara está apagada por privacidad; enciéndela primero.',
  account_exists: 'Ya existe una persona con el nombre «{name}»; elige otro.',
  role_of_account: 'Este dispositivo tiene los permisos de «{name}»; cámbialos ahí.',
  too_many_invitations: 'Ya hay {limit} códigos sin usar; usa o anula uno primero.',
  storage_disabled: 'La grabación está desactivada; pon camera.enable_storage en true.',
  too_many_requests: 'Demasiadas peticiones desde {address}; vuelve a intentarlo en {seconds} s.',
  host_not_allowed: 'Esta cámara no responde al nombre {host}; añádelo a security.allowed_hosts.',
  too_many_attempts: 'Demasiados intentos fallidos; vuelve a intentarlo en {seconds} s.',
  internal: 'Algo falló dentro de PetLog; los detalles están en el registro.',
  camera_unavailable: 'La cámara no está disponible: {reason}.',
  camera_source_not_allowed:
    'La cámara guardada es un archivo o un dispositivo que el dueño de esta máquina no ha permitido; elige otra, indícala en el archivo de configuración o añade el directorio del archivo a security.allowed_directories.',
  too_many_viewers: 'Los {limit} puestos de espectador están ocupados; cierra un vídeo y vuelve a intentarlo.',
  too_many_viewers_of_device: 'Este dispositivo ya ve {limit} vídeos, el máximo permitido; cierra uno y vuelve a intentarlo.',
  too_many_viewers_from_address: 'La dirección {address} ya ve {limit} vídeos, el máximo permitido; cierra uno y vuelve a intentarlo.',
  too_many_downloads: 'Ya se están leyendo {limit} vídeos, el máximo permitido; espera a que termine uno y vuelve a intentarlo.',
  too_many_downloads_of_device:
    'Este dispositivo ya lee {limit} vídeos, el máximo permitido; espera a que termine uno y vuelve a intentarlo.',
  too_many_downloads_from_address:
    'La dirección {address} ya lee {limit} vídeos, el máximo permitido; espera a que termine uno y vuelve a intentarlo.',
  shutting_down: 'PetLog se está deteniendo; vuelve a intentarlo cuando esté otra vez en marcha.',
  recording_failed: 'No se pudo escribir la grabación: {reason}.',
  rewind_disk_failed: 'El rebobinado usa la memoria en lugar del disco y llega menos lejos: {reason} ({path}).',
  settings_not_saved: 'No se pudieron guardar los ajustes y no se cambió nada: {reason}.',
  recording_unreadable: 'No se pudo leer la grabación {path}, y queda como está: {reason}.',
  recording_unlisted:
    'La grabación {path} está en el disco, pero aún no puede aparecer en la lista: {reason}. Aparecerá en cuanto se resuelva.',
  settings_damaged: 'El archivo de ajustes guardados estaba dañado y se apartó como {path}; revisa los ajustes y guárdalos una vez.',
  setting_not_used: 'El ajuste {key} no puede ser ahora {value} en este equipo, así que se usa {used}; vuelve a establecerlo.',
  base_path_reserved: 'La ruta {path} empieza como una que PetLog necesita para sí; elige otra en server.base_path.',
  privacy_damaged:
    'No se pudo leer si la cámara está apagada por privacidad, así que sigue apagada hasta que se libere; el archivo se apartó como {path}.',
  keys_readable:
    'Otros usuarios de este equipo pueden leer las claves de {path}: su sistema de archivos no guarda permisos; usa un disco con ext4 o móntalo con umask=0077.',
  recording_not_removed: 'No se pudo eliminar la grabación, y sigue ahí: {reason}.',
  disk_read_only:
    'El disco de {path} es de solo lectura y no se puede guardar nada en él; comprueba el disco y haz que se pueda escribir de nuevo.',
  disk_full: 'El disco de {path} está lleno y no se puede guardar nada en él; elimina grabaciones u otros archivos.',
  disk_no_inodes:
    'El disco de {path} no admite más archivos aunque hay {freeMegabytes} MB libres: se agotaron sus inodos; elimina algunos archivos.',
  disk_not_answering: 'El disco de {path} no responde; comprueba que está conectado o que su red funciona.',
  data_directory_gone: 'La carpeta de datos {path} se borró o se reemplazó mientras PetLog funcionaba; recupérala y reinicia PetLog.',
  database_newer:
    'La base de datos {path} es de un PetLog más nuevo y queda como está. Hasta que se instale de nuevo, los cambios duran solo hasta el próximo inicio.',
  database_damaged: 'La base de datos {path} estaba dañada. Se apartó como {aside} y se creó una nueva.',
  database_not_saved: 'Los cambios en la base de datos {path} no se pueden guardar y un reinicio los desharía: {reason}.',
  privacy_not_saved: 'No se pudo guardar si la cámara está apagada y un reinicio lo desharía: {reason}.',
  storage_limit:
    'Las grabaciones ocupan {usedMegabytes} MB, todo lo que permite recording.max_total_gb, y todas están protegidas; elimina alguna o permite más espacio.',
  storage_full:
    'Solo hay {freeMegabytes} MB libres en el disco de {path}, menos de los {minimumMegabytes} MB que deben quedar libres; elimina grabaciones o usa otro disco.',
};
