/**
 * A window on content that may be taller than the screen. The content is laid out whole and shifted, so nothing is ever cut;
 * the offset is clamped on every render, because content shrinks and terminals grow.
 */
import { type DOMElement, measureElement, useBoxMetrics } from 'ink';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Intent, View } from '../model.ts';

export interface Scroll {
  readonly viewport: RefObject<DOMElement | null>;
  readonly content: RefObject<DOMElement | null>;
  /** Goes on the block in which news begins: it is shown from its first line. */
  readonly news: RefObject<DOMElement | null>;
  /** Goes on the entry the cursor stands on: it is kept in sight. */
  readonly entry: RefObject<DOMElement | null>;
  readonly offset: number;
  readonly visibleRows: number;
  readonly contentRows: number;
  scroll(intent: Extract<Intent, { kind: 'scroll' }>): void;
}

export function useScroll(view: View, selected: number | undefined): Scroll {
  const viewport = useRef<DOMElement>(null);
  const content = useRef<DOMElement>(null);
  const entry = useRef<DOMElement>(null);
  const news = useRef<DOMElement>(null);
  const { clientHeight: visibleRows } = useBoxMetrics(viewport as RefObject<DOMElement>);
  const { height: contentRows } = useBoxMetrics(content as RefObject<DOMElement>);
  const [wanted, setWanted] = useState(0);
  const last = Math.max(0, contentRows - visibleRows);
  const shown = useRef(0);
  // Until the content is measured (a page that covered it was closed) it stays where it was.
  const offset = contentRows === 0 ? shown.current : Math.min(wanted, last);
  shown.current = offset;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `count` says that a new screen is shown, whatever it holds.
  useEffect(() => {
    if (view.from === 'top') setWanted(0);
    // Beyond the end on purpose: the new content is measured only after this, and the clamp brings it back.
    if (view.from === 'bottom') setWanted(Number.MAX_SAFE_INTEGER);
    if (view.from === 'news' && news.current && content.current)
      setWanted(measureElement(news.current).y - measureElement(content.current).y);
  }, [view.count, view.from]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a moved cursor pulls the window after it, scrolling does not.
  useEffect(() => {
    if (selected === undefined || !entry.current || !content.current || visibleRows === 0) return;
    const top = measureElement(entry.current).y - measureElement(content.current).y;
    const bottom = top + measureElement(entry.current).height;
    if (top < offset) setWanted(top);
    else if (bottom > offset + visibleRows) setWanted(Math.min(top, bottom - visibleRows));
  }, [selected, view.count, visibleRows]);

  return {
    viewport,
    content,
    entry,
    news,
    offset,
    visibleRows,
    contentRows,
    scroll({ by, direction }) {
      // A page keeps two lines of the one before, to read on from.
      const rows = by === 'line' ? 1 : by === 'page' ? Math.max(1, visibleRows - 2) : contentRows;
      setWanted(Math.max(0, Math.min(last, offset + direction * rows)));
    },
  };
}
