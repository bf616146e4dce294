/** The options, each with the letter that picks it; the cursor is an arrow, what is picked of several a dot, a graded one its mark and word. */
import { Box, type DOMElement } from 'ink';
import type { Ref } from 'react';
import type { ChoiceOption } from '#engine/screen.ts';
import { markSign, markTone, markWords } from '../marks.ts';
import { useSay, useSetting } from '../setting.tsx';
import { Prose, Words } from '../words.tsx';
import type { BlockProps } from './block-props.ts';

export function Choices({ block, selected, selectedRef }: BlockProps<'choices'>) {
  return (
    <Box flexDirection="column">
      {block.options.map((option, index) => (
        <Choice
          key={option.id}
          option={option}
          letter={optionLetter(index)}
          selected={index === selected}
          {...(index === selected && selectedRef && { boxRef: selectedRef })}
        />
      ))}
    </Box>
  );
}

/** A, B, C …: as the comparison of the result calls them. */
function optionLetter(index: number): string {
  return String.fromCharCode(65 + index);
}

interface ChoiceProps {
  readonly option: ChoiceOption;
  readonly letter: string;
  readonly selected: boolean;
  readonly boxRef?: Ref<DOMElement>;
}

const yours = { es: '(tu respuesta) ', en: '(your answer) ' };

function Choice({ option, letter, selected, boxRef }: ChoiceProps) {
  const say = useSay();
  const { linear = false } = useSetting();
  const tone = markTone(option.mark);
  if (linear) {
    const words = markWords[option.mark];
    const mark = words ? `, ${say(words)}` : '';
    return <Prose>{`[${letter}]${mark}: ${option.chosen ? say(yours) : ''}${say(option.text)}`}</Prose>;
  }
  return (
    <Box {...(boxRef && { ref: boxRef })}>
      <Box flexShrink={0} width={2}>
        <Words bold tone={selected ? 'script' : tone}>
          {selected ? `>${option.mark === 'none' ? '' : markSign(option.mark)}` : markSign(option.mark)}
        </Words>
      </Box>
      <Box flexShrink={0} width={4}>
        <Words bold={selected || option.chosen} inverse={selected}>
          {`[${letter}]`}
        </Words>
      </Box>
      <Box>
        <Prose tone={option.mark === 'right' ? 'good' : 'plain'} bold={selected || option.chosen}>
          {(option.chosen ? say(yours) : '') + say(option.text)}
        </Prose>
      </Box>
    </Box>
  );
}
