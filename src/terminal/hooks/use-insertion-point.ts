/**
 * Puts the terminal's own cursor where the next letter goes: input methods open their window there, magnifiers and screen
 * readers follow it, and it is seen where no colour may be shown. `column` and `row` are cells from the corner of a box.
 */
import { type DOMElement, measureElement, useCursor } from 'ink';
import { type RefObject, useEffect, useState } from 'react';

export function useInsertionPoint(
  corner: RefObject<DOMElement | null>,
  at: { readonly column: number; readonly row: number },
): void {
  const { setCursorPosition } = useCursor();
  const [origin, setOrigin] = useState<{ readonly x: number; readonly y: number }>();
  // Where the box stands is known only once the frame is laid out; it seldom moves.
  useEffect(() => {
    if (!corner.current) return;
    const { x, y } = measureElement(corner.current);
    setOrigin((before) => (before?.x === x && before.y === y ? before : { x, y }));
  });
  setCursorPosition(origin && { x: origin.x + at.column, y: origin.y + at.row });
}
