// What the page itself says, in the language that is chosen on it.
const texts = {
  title: { es: 'readyz en un Discord de imitación', en: 'readyz on an imitation of Discord' },
  about: {
    es: 'Todo ocurre en esta máquina. Escribe un comando abajo (la tecla / lleva allí) y usa los botones como en Discord.',
    en: 'All of it happens on this machine. Type a command below (the key / leads there) and use the buttons as on Discord.',
  },
  locale: { es: 'Idioma', en: 'Language' },
  messages: { es: 'Mensajes', en: 'Messages' },
  line: { es: 'Comando', en: 'Command' },
  proposals: { es: 'Propuestas', en: 'Proposals' },
  attach: { es: 'Archivo para el comando', en: 'File for the command' },
  run: { es: 'Enviar comando', en: 'Send command' },
  only: { es: 'Solo tú puedes ver esto', en: 'Only you can see this' },
  dismiss: { es: 'Descartar mensaje', en: 'Dismiss message' },
  everyone: { es: 'Mensaje de readyz para todo el canal', en: 'Message of readyz for the whole channel' },
  yours: { es: 'Mensaje de readyz que solo tú ves', en: 'Message of readyz that only you see' },
  thinking: { es: 'readyz está pensando…', en: 'readyz is thinking…' },
  pick: { es: 'Elegir', en: 'Pick' },
  choose: { es: 'Elige…', en: 'Choose…' },
  send: { es: 'Enviar', en: 'Send' },
  cancel: { es: 'Cancelar', en: 'Cancel' },
  failed: { es: 'La aplicación no ha respondido.', en: 'The application did not respond.' },
  unknown: { es: 'No hay ningún comando con ese nombre: ', en: 'There is no command of that name: ' },
  refused: { es: 'Discord no habría aceptado esto:', en: 'Discord would not have taken this:' },
  yes: { es: 'sí', en: 'yes' },
  no: { es: 'no', en: 'no' },
};

let locale = 'es-ES';

export const currentLocale = () => locale;
export const speak = (chosen) => {
  locale = chosen;
  document.documentElement.lang = chosen;
};
export const say = (key) => texts[key][locale.slice(0, 2)];
/** A command's or option's name or description as Discord shows it: es-419 falls back to es-ES. */
export const localized = (thing, field) =>
  thing[`${field}_localizations`]?.[locale] ??
  (locale.startsWith('es') ? undefined : thing[`${field}_localizations`]?.['en-US']) ??
  thing[field];
