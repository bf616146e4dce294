/** ControllerRevisions: the history of StatefulSets and DaemonSets. */
import { ageColumn, column, nameColumn, type Printer } from './printer.ts';

export const controllerRevisionPrinter: Printer = {
  kind: 'ControllerRevision',
  columns: [
    nameColumn,
    column('CONTROLLER', ({ apiVersion: _, metadata }) => {
      const owner = metadata.ownerReferences?.find(({ controller }) => controller);
      if (!owner) return '<none>';
      const group = owner.apiVersion.includes('/') ? `.${owner.apiVersion.split('/')[0]}` : '';
      return `${owner.kind.toLowerCase()}${group}/${owner.name}`;
    }),
    column('REVISION', ({ revision }) => String(revision)),
    ageColumn,
  ],
};
