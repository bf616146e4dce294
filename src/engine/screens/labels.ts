/** What the offers are called, on every screen and frontend alike. */
import type { Text } from '#base/text.ts';

export const labels = {
  answer: { es: 'Responder', en: 'Answer' },
  write: { es: 'Escribir la respuesta', en: 'Write the answer' },
  writeAgain: { es: 'Corregir la respuesta', en: 'Mend the answer' },
  type: { es: 'Escribir la respuesta', en: 'Type the answer' },
  typeCommand: { es: 'Teclear la orden', en: 'Type the command' },
  hint: { es: 'Pedir una pista', en: 'Ask for a hint' },
  skip: { es: 'Saltar la pregunta', en: 'Skip the question' },
  giveUp: { es: 'Ver la explicación', en: 'Show the explanation' },
  retry: { es: 'Volver a intentarlo', en: 'Try again' },
  next: { es: 'Siguiente pregunta', en: 'Next question' },
  toSummary: { es: 'Ver el resumen', en: 'See the summary' },
  finish: { es: 'Terminar la sesión', en: 'End the session' },
  undo: { es: 'Fue un despiste: que no cuente', en: 'It was a slip: do not count it' },
  redo: { es: 'Que cuente después de todo', en: 'Count it after all' },
  share: { es: 'Código para compartir', en: 'Code to share' },
  flag: { es: 'Avisar de un fallo en la pregunta', en: 'Report a fault in the question' },
  home: { es: 'Inicio', en: 'Home' },
  review: { es: 'Repaso de hoy', en: 'Today’s review' },
  statistics: { es: 'Estadísticas', en: 'Statistics' },
  restart: { es: 'Empezar de nuevo', en: 'Start again' },
} as const satisfies Record<string, Text>;
