/** All keys that are live in the place from which help was asked for. */
import { Box } from 'ink';
import { verbatim } from '#base/text.ts';
import type { Binding } from '../keys.ts';
import { useSay } from '../setting.tsx';
import { Prose, Words } from '../words.tsx';

export function Help({ bindings }: { readonly bindings: readonly Binding[] }) {
  const say = useSay();
  const shown = bindings.filter((binding) => say(binding.shown) !== '');
  const width = Math.max(...shown.map((binding) => say(binding.shown).length), 6) + 2;
  return (
    <Box flexDirection="column">
      {[...shown, interrupt].map(({ shown, label }, index) => (
        <Box key={index}>
          <Box flexShrink={0} width={width}>
            <Words bold tone="code">
              {say(shown)}
            </Words>
          </Box>
          <Words>{say(label)}</Words>
        </Box>
      ))}
      <Box marginTop={1}>
        <Prose>
          {say({
            es: 'Tu respuesta se aplica a un clúster de Kubernetes simulado; el resultado sale de lo que pasa allí. Cada respuesta se guarda en cuanto la envías: puedes salir cuando quieras y seguir después.',
            en: 'Your answer is applied to a simulated Kubernetes cluster; the result is what happens there. Every answer is saved as soon as you send it: leave whenever you like and go on later.',
          })}
        </Prose>
      </Box>
    </Box>
  );
}

const interrupt = {
  shown: verbatim('Ctrl-C'),
  label: { es: 'salir ya; todo está guardado', en: 'leave at once; all is saved' },
};
