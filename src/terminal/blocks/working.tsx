/** A run is under way: moving, so that nobody takes it for stuck. The only timer of the app, and only while it is shown. */
import { useAnimation } from 'ink';
import { useSay, useSetting } from '../setting.tsx';
import { Words } from '../words.tsx';
import type { BlockProps } from './block-props.ts';

export function Working({ block }: BlockProps<'working'>) {
  const say = useSay();
  const { unicode, linear = false } = useSetting();
  const { frame } = useAnimation({ interval: 120, isActive: !linear });
  if (linear) return <Words>{say(block.text)}</Words>;
  const signs = unicode ? '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏' : '|/-\\';
  return <Words>{`${signs[frame % signs.length]} ${say(block.text)}`}</Words>;
}
