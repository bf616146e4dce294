/** A volume that no container mounts does nothing; most often a mount was forgotten. */
import { type AdviceRule, podTemplates } from './advice.ts';

export const unusedVolume: AdviceRule = {
  name: 'unused-volume',
  check: (documents) =>
    podTemplates(documents).flatMap(({ document, spec, specPath, containers }) => {
      const used = new Set(
        containers.flatMap(({ container }) => [
          ...(container.volumeMounts ?? []).map(({ name }) => name),
          ...((container as { volumeDevices?: readonly { name?: string }[] }).volumeDevices ?? []).map(
            ({ name }) => name,
          ),
        ]),
      );
      return (spec.volumes ?? []).flatMap(({ name }, index) =>
        name === undefined || used.has(name)
          ? []
          : [
              {
                document,
                path: [...specPath, 'volumes', index, 'name'],
                text: {
                  es: `Ningún contenedor monta el volumen \`${name}\`: añade un \`volumeMounts\` o bórralo.`,
                  en: `No container mounts the volume \`${name}\`: add a \`volumeMounts\` or delete it.`,
                },
              },
            ],
      );
    }),
};
