/** StorageClasses. */

import { labelsText } from '../printers/printer.ts';
import { isDefaultClass } from '../printers/storageclass.ts';
import type { Describer } from './describer.ts';
import { describeEvents } from './events.ts';

export const storageClassDescriber: Describer = {
  kind: 'StorageClass',
  describe(call, writer, storageClass) {
    const options = (storageClass['mountOptions'] ?? []) as readonly string[];
    writer.line(`Name:\t${storageClass.metadata.name}`);
    writer.line(`IsDefaultClass:\t${isDefaultClass(storageClass) ? 'Yes' : 'No'}`);
    writer.line(`Annotations:\t${labelsText(storageClass.metadata.annotations)}`);
    writer.line(`Provisioner:\t${storageClass['provisioner']}`);
    writer.line(`Parameters:\t${labelsText(storageClass['parameters'])}`);
    const expansion = storageClass['allowVolumeExpansion'];
    writer.line(`AllowVolumeExpansion:\t${expansion === undefined ? '<unset>' : expansion ? 'True' : 'False'}`);
    if (options.length === 0) writer.line('MountOptions:\t<none>');
    else {
      writer.line('MountOptions:');
      for (const option of options) writer.line(option, 1);
    }
    writer.line(`ReclaimPolicy:\t${storageClass['reclaimPolicy'] ?? 'Delete'}`);
    writer.line(`VolumeBindingMode:\t${storageClass['volumeBindingMode'] ?? '<unset>'}`);
    describeEvents(call, writer, storageClass);
  },
};
