import { useSay, useSetting } from '../setting.tsx';
import { Words } from '../words.tsx';
import type { BlockProps } from './block-props.ts';
import { pointsInWords } from './verdict.tsx';

export function Progress({ block }: BlockProps<'progress'>) {
  const say = useSay();
  const { language } = useSetting();
  const done = say({
    es: `${block.done} de ${block.total} contestadas`,
    en: `${block.done} of ${block.total} answered`,
  });
  return <Words tone="faint">{`${done} · ${pointsInWords(block.points, language)}`}</Words>;
}
