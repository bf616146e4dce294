/** What a form brought, where it has such a field: one that was opened before an update may not have what it has now. */
import type { Attachment, ModalSubmitInteraction } from 'discord.js';

export function textIn({ fields }: ModalSubmitInteraction, name: string): string {
  return fields.fields.has(name) ? fields.getTextInputValue(name) : '';
}

export function fileIn({ fields }: ModalSubmitInteraction, name: string): Attachment | undefined {
  return fields.fields.has(name) ? fields.getUploadedFiles(name)?.first() : undefined;
}
