/** Right or wrong in a word and a sign, the points and what they are made of, then each thing that had to hold. */
import { Box } from 'ink';
import type { Text } from '#base/text.ts';
import type { CheckResult } from '#engine/grading.ts';
import type { Points } from '#engine/screen.ts';
import { markSign, markTone, verdictSigns } from '../marks.ts';
import { useSay, useSetting } from '../setting.tsx';
import { Prose, Words } from '../words.tsx';
import type { BlockProps } from './block-props.ts';

export function Verdict({ block }: BlockProps<'verdict'>) {
  const say = useSay();
  const { linear = false } = useSetting();
  const { sign, tone, words } = verdictSigns[block.verdict];
  return (
    <Box flexDirection="column">
      <Words bold tone={tone}>
        {linear ? `${say(words)}.` : `${sign} ${say(words)}`}
      </Words>
      {block.points && <PointsLine points={block.points} />}
      {linear && block.checks.map((check) => <Prose key={check.id}>{inWords(check, say)}</Prose>)}
      {!linear &&
        block.checks.map(({ id, passed, statement, observed }) => {
          const mark = passed ? 'right' : 'wrong';
          return (
            <Box key={id}>
              <Box flexShrink={0} width={2}>
                <Words tone={markTone(mark)} bold>
                  {markSign(mark)}
                </Words>
              </Box>
              <Prose>{`${say(statement)} → ${say(observed)}`}</Prose>
            </Box>
          );
        })}
    </Box>
  );
}

function inWords({ passed, statement, observed }: CheckResult, say: (text: Text) => string): string {
  const verdict = passed ? { es: 'Se cumple', en: 'Holds' } : { es: 'No se cumple', en: 'Does not hold' };
  return `${say(verdict)}: ${say(statement)} (${say(observed)}).`;
}

/** "85 puntos = 100 × aciertos 1 × pistas 0,85": a factor of 1 that nobody can have caused is left out. */
function PointsLine({ points }: { readonly points: Points }) {
  const { language } = useSetting();
  const say = useSay();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const factors = [
    ...(points.weight === 1 ? [] : [`${say({ es: 'peso', en: 'weight' })} ${number.format(points.weight)}`]),
    `${say({ es: 'lo que se cumple', en: 'what holds' })} ${number.format(points.score)}`,
    `${say({ es: 'pistas', en: 'hints' })} ${number.format(points.hintFactor)}`,
    ...(points.speedFactor === 1
      ? []
      : [`${say({ es: 'rapidez', en: 'speed' })} ${number.format(points.speedFactor)}`]),
  ];
  return <Words>{`${pointsInWords(points.points, language)} = 100 × ${factors.join(' × ')}`}</Words>;
}

export function pointsInWords(points: number, language: 'es' | 'en'): string {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(points);
  const one = Math.round(points) === 1;
  if (language === 'es') return one ? '1 punto' : `${number} puntos`;
  return one ? '1 point' : `${number} points`;
}
