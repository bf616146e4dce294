import { leadsTo } from './leads-to.ts';

export const progreso = leadsTo(
  'go:statistics',
  { es: 'progreso', en: 'progress' },
  { es: 'Tus cifras: dominio por tema, racha y repasos.', en: 'Your figures: mastery by topic, streak and reviews.' },
);
