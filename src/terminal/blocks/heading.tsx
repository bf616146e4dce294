import { useSay } from '../setting.tsx';
import { Words } from '../words.tsx';
import type { BlockProps } from './block-props.ts';

export function Heading({ block }: BlockProps<'heading'>) {
  const say = useSay();
  return (
    <Words bold underline>
      {say(block.text)}
    </Words>
  );
}
