/** A screen as Discord gets it: the markdown of its first page, then its buttons in brackets. For authors. */
import type { Language } from '#base/text.ts';
import type { Screen } from '#engine/screen.ts';
import { renderScreen } from './screen.ts';

export function previewOnDiscord(screen: Screen, language: Language): string {
  const message = renderScreen({ screen, session: { id: 'preview', position: 0 }, language });
  return `${message.components.flatMap(textsIn).join('\n')}\n`;
}

/** Texts and labels, in the order in which they stand; the bodies are Discord's own shapes. */
function textsIn(component: object): readonly string[] {
  const {
    content,
    label,
    components = [],
  } = component as {
    readonly content?: string;
    readonly label?: string;
    readonly components?: readonly object[];
  };
  if (content !== undefined) return [content];
  if (label !== undefined) return [`[ ${label} ]`];
  return components.flatMap(textsIn);
}
