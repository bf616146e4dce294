/** VolumeAttachments. */
import { ageColumn, column, nameColumn, type Printer } from './printer.ts';

export const volumeAttachmentPrinter: Printer = {
  kind: 'VolumeAttachment',
  columns: [
    nameColumn,
    column('ATTACHER', ({ spec }) => spec.attacher),
    column('PV', ({ spec }) => spec.source?.persistentVolumeName ?? ''),
    column('NODE', ({ spec }) => spec.nodeName),
    column('ATTACHED', ({ status }) => String(status?.attached ?? false)),
    ageColumn,
  ],
};
