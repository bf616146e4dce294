/**
 * The frame around everything: title, a window on the content, a rule that says how much is out of sight, a notice, and the
 * keys that are live. The footer wraps when narrow and the window gives way, so that keys are never cut off.
 */
import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { Text } from '#base/text.ts';
import type { Scroll } from '../hooks/use-scroll.ts';
import type { Binding } from '../keys.ts';
import type { Intent, Notice } from '../model.ts';
import { useSay, useSetting } from '../setting.tsx';
import { Prose, Words, withoutMarks } from '../words.tsx';

export interface FrameProps {
  readonly title: Text;
  /** Absent where the content keeps within the window by itself. */
  readonly scroll?: Scroll;
  readonly bindings: readonly Binding[];
  readonly notice?: Notice;
  /** What is asked under the content: a path, a yes or no. */
  readonly prompt?: ReactNode;
  readonly children: ReactNode;
}

export function Frame({ title, scroll, bindings, notice, prompt, children }: FrameProps) {
  const { columns, rows } = useSetting();
  const say = useSay();
  return (
    <Box flexDirection="column" width={columns} height={rows} paddingX={1}>
      <Box flexShrink={0} columnGap={2}>
        <Words bold tone="script">
          readyz
        </Words>
        {say(title) !== 'readyz' && (
          <Words bold wrap="cut">
            {withoutMarks(say(title))}
          </Words>
        )}
      </Box>
      {scroll ? (
        <Box
          ref={scroll.viewport}
          flexGrow={1}
          flexShrink={1}
          flexDirection="column"
          overflow="hidden"
          contentOffsetY={scroll.offset}
        >
          <Box ref={scroll.content} flexDirection="column" flexShrink={0} paddingTop={1}>
            {children}
          </Box>
        </Box>
      ) : (
        <Box flexGrow={1} flexShrink={1} flexDirection="column" overflow="hidden" paddingTop={1}>
          {children}
        </Box>
      )}
      {scroll ? <Rule {...scroll} /> : <Rule offset={0} visibleRows={0} contentRows={0} />}
      {prompt}
      {notice && (
        <Box flexShrink={0}>
          <Prose tone={notice.tone === 'warning' ? 'warning' : 'script'} bold>
            {say(notice.text)}
          </Prose>
        </Box>
      )}
      <Footer bindings={bindings} />
    </Box>
  );
}

/** `──────────── 12 líneas más abajo (AvPág)` */
function Rule({ offset, visibleRows, contentRows }: Pick<Scroll, 'offset' | 'visibleRows' | 'contentRows'>) {
  const { columns, unicode } = useSetting();
  const say = useSay();
  const above = offset;
  const below = Math.max(0, contentRows - visibleRows - offset);
  const parts = [
    ...(above > 0 ? [say({ es: `↑ ${above} más arriba`, en: `↑ ${above} more above` })] : []),
    ...(below > 0 ? [say({ es: `↓ ${below} más abajo (AvPág)`, en: `↓ ${below} more below (PgDn)` })] : []),
  ];
  const words = parts.length > 0 && visibleRows > 0 ? ` ${parts.join(' · ')}` : '';
  return (
    <Box flexShrink={0}>
      <Words tone="faint" wrap="cut">
        {(unicode ? '─' : '-').repeat(Math.max(0, columns - 2 - words.length)) + words}
      </Words>
    </Box>
  );
}

function Footer({ bindings }: Pick<FrameProps, 'bindings'>) {
  const { columns, rows } = useSetting();
  const say = useSay();
  const wanted = bindings.filter(({ footer }) => footer);
  const shown = rows < roomyRows ? fitting(wanted, (text) => say(text).length, columns - 2) : wanted;
  return (
    <Box flexShrink={0} flexWrap="wrap" columnGap={footerGap}>
      {shown.map(({ shown, label }) => (
        <Box key={shown.en} columnGap={1} flexShrink={0}>
          <Words bold tone="code">
            {say(shown)}
          </Words>
          <Words>{say(label)}</Words>
        </Box>
      ))}
    </Box>
  );
}

const footerGap = 2;
/** In a lower window the keys keep to two lines; the help tells them all. */
const roomyRows = 20;
const lowLines = 2;

/** The help and the ways out. */
const ways: readonly Intent['kind'][] = ['help', 'back', 'close', 'put-away', 'end-filter'];

/** Those that matter most, in their order: the first, a hint with its price, the help and the way out always. */
function fitting(bindings: readonly Binding[], lengthOf: (text: Text) => number, columns: number) {
  const isHint = ({ intent }: Binding) => intent.kind === 'act' && intent.action.kind === 'hint';
  const isKept = (binding: Binding, index: number) =>
    index === 0 || ways.includes(binding.intent.kind) || isHint(binding);
  const shown = new Set(bindings.filter(isKept));
  for (const binding of bindings.toSorted((one, other) => Number(one.yields ?? 0) - Number(other.yields ?? 0))) {
    const tried = bindings.filter((one) => shown.has(one) || one === binding);
    const widths = tried.map(({ shown, label }) => lengthOf(shown) + 1 + lengthOf(label));
    if (linesFor(widths, columns) <= lowLines) shown.add(binding);
  }
  return bindings.filter((binding) => shown.has(binding));
}

/** How many lines these take, one after the other. */
function linesFor(widths: readonly number[], columns: number): number {
  let lines = 1;
  let at = 0;
  for (const width of widths) {
    const from = at === 0 ? 0 : at + footerGap;
    lines += from + width > columns ? 1 : 0;
    at = from + width > columns ? width : from + width;
  }
  return lines;
}
