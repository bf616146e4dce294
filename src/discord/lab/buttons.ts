/** The buttons of a lab: rows of them, and what each carries. */
import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord.js';
import type { Language, Text } from '#base/text.ts';
import { encodeCustomId } from '../custom-id.ts';
import type { Row } from '../layout.ts';
import { label } from '../markdown.ts';
import { type DeedName, type Stand, writeDeed } from './deed-words.ts';

/** Which lab a message shows, at which version, and to whom. */
export interface LabFrame {
  readonly id: string;
  readonly version: number;
  readonly stand: Stand;
  readonly language: Language;
}

export interface LabButton {
  readonly deed: DeedName;
  readonly text: Text;
  readonly detail?: string;
  readonly style?: APIButtonComponentWithCustomId['style'];
}

const type: LabButton = { deed: 'type', text: { es: 'Escribir', en: 'Type' }, style: ButtonStyle.Primary };
const step: LabButton = { deed: 'step', text: { es: 'Siguiente suceso', en: 'Next event' } };
const minute: LabButton = { deed: 'minute', text: { es: '+1 min', en: '+1 min' } };
/** Under a line that everybody sees: what is wanted most. */
export const publicButtons: readonly LabButton[] = [
  type,
  step,
  minute,
  { deed: 'panel', text: { es: 'Panel', en: 'Panel' } },
];

export function controls(frame: LabFrame): readonly Row[] {
  return [
    row(frame, [
      type,
      step,
      minute,
      { deed: 'minutes', text: { es: '+10 min', en: '+10 min' } },
      { deed: 'ready', text: { es: 'Hasta ready', en: 'Until ready' } },
    ]),
    row(frame, [
      { deed: 'faults', text: { es: 'Averías', en: 'Faults' } },
      { deed: 'picture', text: { es: 'Ver el dibujo', en: 'See the picture' } },
      { deed: 'undo', text: { es: 'Deshacer', en: 'Undo' } },
      { deed: 'save', text: { es: 'Guardar', en: 'Save' } },
      { deed: 'load', text: { es: 'Cargar', en: 'Load' } },
    ]),
    row(frame, [
      { deed: 'show', text: { es: 'Cómo está ahora', en: 'How it stands' } },
      { deed: 'reset', text: { es: 'Reiniciar', en: 'Start over' }, style: ButtonStyle.Danger },
      { deed: 'close', text: { es: 'Cerrar', en: 'Close' }, style: ButtonStyle.Danger },
    ]),
  ];
}

export function row(frame: LabFrame, buttons: readonly LabButton[]): Row {
  return {
    type: ComponentType.ActionRow,
    components: buttons.map(({ deed, text, detail = '', style = ButtonStyle.Secondary }) => ({
      type: ComponentType.Button,
      style,
      label: label(text[frame.language], 38),
      custom_id: idOf(frame, deed, detail),
    })),
  };
}

/** Forms can only be the first answer to a press: whatever opens one has a verb of its own. */
export function idOf({ id, version, stand }: LabFrame, deed: DeedName, detail = ''): string {
  const verb = deed === 'type' || deed === 'load' ? 'labform' : 'lab';
  return encodeCustomId({ verb, session: id, position: version, argument: writeDeed({ stand, deed, detail }) });
}
