/** An image without a tag, or with `latest`, is another one tomorrow: what runs then cannot be told from the manifest. */
import { type AdviceRule, podTemplates } from './advice.ts';

export const imageTag: AdviceRule = {
  name: 'image-tag',
  check: (documents) =>
    podTemplates(documents).flatMap(({ document, containers }) =>
      containers.flatMap(({ container, path }) => {
        const { image = '' } = container;
        const tag = tagOf(image);
        if (image === '' || (tag !== undefined && tag !== 'latest')) return [];
        return [
          {
            document,
            path: [...path, 'image'],
            text:
              tag === undefined
                ? {
                    es: `La imagen \`${image}\` no tiene etiqueta, así que es \`latest\` y puede ser otra mañana. Escribe una versión.`,
                    en: `The image \`${image}\` has no tag, so it is \`latest\` and may be another one tomorrow. Write a version.`,
                  }
                : {
                    es: `\`${image}\` puede ser otra mañana, y no habrá a qué versión volver. Escribe una versión.`,
                    en: `\`${image}\` may be another one tomorrow, and there will be no version to go back to. Write a version.`,
                  },
          },
        ];
      }),
    ),
};

/** `nginx` → undefined, `nginx:1.27` → `1.27`, `registry:5000/app` → undefined, `app@sha256:…` → the digest. */
function tagOf(image: string): string | undefined {
  const name = image.slice(image.lastIndexOf('/') + 1);
  const digest = name.indexOf('@');
  if (digest >= 0) return name.slice(digest + 1);
  const colon = name.indexOf(':');
  return colon >= 0 ? name.slice(colon + 1) : undefined;
}
