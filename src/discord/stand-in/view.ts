/** A message or a form as somebody sees it on their screen, at one moment. Keeps nothing and changes nothing. */
import { ComponentType, TextInputStyle } from 'discord.js';
import type { StoredFile, StoredInteraction, StoredMessage } from './world.ts';
import { messageFlags } from './world.ts';

export interface MessageView {
  readonly id: string;
  /** All texts, in order, as markdown. */
  readonly text: string;
  readonly buttons: readonly ButtonView[];
  readonly selects: readonly SelectView[];
  readonly files: readonly { readonly name: string; readonly content: string }[];
  /** What is said of each picture to those who do not see it. */
  readonly pictures: readonly string[];
  readonly ephemeral: boolean;
  /** "readyz is thinking…" */
  readonly loading: boolean;
}

export interface ButtonView {
  readonly label: string;
  readonly customId: string;
  readonly disabled: boolean;
}

export interface SelectView {
  readonly customId: string;
  readonly placeholder: string;
  readonly options: readonly { readonly label: string; readonly value: string }[];
}

export interface FormView {
  readonly customId: string;
  readonly title: string;
  readonly inputs: readonly FormInputView[];
}

export interface FormInputView {
  readonly kind: 'text' | 'file';
  readonly customId: string;
  readonly label: string;
  readonly description: string;
  readonly value: string;
  /** A text of several lines. */
  readonly isLong: boolean;
  readonly maxLength: number;
  readonly required: boolean;
}

export function viewMessage(message: StoredMessage): MessageView {
  const all = flatten(message.components);
  const texts = all.filter((component) => component.type === ComponentType.TextDisplay);
  return {
    id: message.id,
    text: [message.content, ...texts.map(({ content }) => content)].filter(Boolean).join('\n'),
    buttons: all
      .filter((component) => component.type === ComponentType.Button)
      .map(({ label, custom_id, disabled }) => ({
        label: label ?? '',
        customId: custom_id ?? '',
        disabled: disabled === true,
      })),
    selects: all
      .filter((component) => component.type === ComponentType.StringSelect)
      .map(({ custom_id, placeholder, options }) => ({
        customId: custom_id ?? '',
        placeholder: placeholder ?? '',
        options: (options ?? []).map(({ label, value }) => ({ label, value })),
      })),
    files: shownFiles(message, all).map(({ name, bytes }) => ({ name, content: bytes.toString() })),
    pictures: all.flatMap(({ items = [] }) => items.map(({ description }) => description ?? '')),
    ephemeral: (message.flags & messageFlags.ephemeral) !== 0,
    loading: (message.flags & messageFlags.loading) !== 0,
  };
}

export function viewForm(modal: NonNullable<StoredInteraction['modal']>): FormView {
  return {
    customId: modal.custom_id,
    title: modal.title,
    inputs: modal.components.flatMap((label): readonly FormInputView[] => {
      if (label.type !== ComponentType.Label) return [];
      const { component } = label;
      if (component.type !== ComponentType.TextInput && component.type !== ComponentType.FileUpload) return [];
      return [
        {
          kind: component.type === ComponentType.TextInput ? 'text' : 'file',
          customId: component.custom_id,
          label: label.label,
          description: label.description ?? '',
          value: component.type === ComponentType.TextInput ? (component.value ?? '') : '',
          isLong: component.type === ComponentType.TextInput && component.style === TextInputStyle.Paragraph,
          maxLength: component.type === ComponentType.TextInput ? (component.max_length ?? 4000) : 0,
          required: component.required ?? true,
        },
      ];
    }),
  };
}

/** With components V2 a file is seen only where a component shows it. */
function shownFiles(message: StoredMessage, all: readonly FlatComponent[]): readonly StoredFile[] {
  if (!(message.flags & messageFlags.componentsV2)) return message.files;
  const shown = new Set(all.flatMap(({ file, items = [] }) => [file?.url, ...items.map(({ media }) => media.url)]));
  return message.files.filter(({ name }) => shown.has(`attachment://${name}`));
}

/** Any component, with the fields that are looked at here. The bodies were checked against Discord's shapes before. */
interface FlatComponent {
  readonly type: number;
  readonly content?: string;
  readonly label?: string;
  readonly custom_id?: string;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  readonly options?: readonly { readonly label: string; readonly value: string }[];
  readonly file?: { readonly url: string };
  readonly items?: readonly { readonly media: { readonly url: string }; readonly description?: string }[];
  readonly components?: readonly FlatComponent[];
  readonly accessory?: FlatComponent;
}

function flatten(components: readonly unknown[]): readonly FlatComponent[] {
  return (components as readonly FlatComponent[]).flatMap((component) => [
    component,
    ...flatten(component.components ?? []),
    ...(component.accessory ? flatten([component.accessory]) : []),
  ]);
}
