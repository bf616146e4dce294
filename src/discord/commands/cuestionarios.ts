import { leadsTo } from './leads-to.ts';

export const cuestionarios = leadsTo(
  'go:quizzes',
  { es: 'cuestionarios', en: 'quizzes' },
  {
    es: 'Los cuestionarios que hay, para hacerlos a tu ritmo.',
    en: 'The quizzes there are, to take at your own pace.',
  },
);
