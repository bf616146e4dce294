import { leadsTo } from './leads-to.ts';

export const repaso = leadsTo(
  'go:review',
  { es: 'repaso', en: 'review' },
  { es: 'Repasa lo que toca hoy.', en: 'Review what is due today.' },
);
