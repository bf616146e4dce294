/**
 * The server's warnings about what it accepts (`kubectl` prints `Warning: …`), put back into the learner's text: the line of
 * the field each begins with, and a sentence that says what to do.
 */
import type { Text } from '#base/text.ts';
import type { Manifest } from '#base/yaml/read-manifests.ts';
import { pathSteps } from './cause-issues.ts';
import { type Issue, issueLimit } from './issues.ts';

export function warningIssues(manifest: Manifest, warnings: readonly string[]): readonly Issue[] {
  return warnings.slice(0, issueLimit).map((message) => {
    // `spec.containers[0].ports[1]: duplicate port …`, `spec.SessionAffinity is ignored …`; others name no field.
    const named = /^(?:metadata|spec|template)\b[^:\s]*(?=:? )/.exec(message)?.[0] ?? 'kind';
    const field = named.replace(/\.[A-Z]/g, (capital) => capital.toLowerCase());
    const { line, column } = manifest.locate(pathSteps(field));
    const known = sentences.find(([pattern]) => pattern.test(message));
    return { line, column, message, advice: known?.[1] ?? general };
  });
}

const general: Text = {
  es: 'El servidor lo acepta, pero avisa de que no hará lo que parece.',
  en: 'The server accepts it, but warns that it will not do what it seems to.',
};

const sentences: readonly (readonly [RegExp, Text])[] = [
  [
    /a DNS label is recommended/,
    {
      es: 'Los Pods toman de este nombre el de su máquina, que no puede llevar puntos ni pasar de 63 letras. Usa solo minúsculas, cifras y guiones.',
      en: 'Pods take their host name from this name, and a host name has no dots and at most 63 letters. Use lower case letters, digits and hyphens only.',
    },
  ],
  [
    /deprecated since v[^;]*; use "/,
    {
      es: 'Esta etiqueta de los nodos es antigua. Escribe la nueva, que el mensaje nombra.',
      en: 'This label of nodes is an old one. Write the new one, which the message names.',
    },
  ],
  [
    /null labelSelector results in matching no pod/,
    {
      es: 'Sin `labelSelector` la regla no elige ningún Pod y no sirve de nada. Escribe las etiquetas de los Pods de los que habla.',
      en: 'Without `labelSelector` the rule selects no Pod and does nothing. Write the labels of the Pods that it speaks of.',
    },
  ],
  [
    /non-functional in v/,
    {
      es: 'Este tipo de volumen ya no funciona: el Pod esperaría para siempre. Usa un PersistentVolumeClaim con un driver CSI.',
      en: 'This kind of volume no longer works: the Pod would wait for ever. Use a PersistentVolumeClaim with a CSI driver.',
    },
  ],
  [
    /has no sources provided/,
    {
      es: 'Un volumen `projected` sin `sources` queda vacío. Escribe de dónde salen sus archivos.',
      en: 'A `projected` volume without `sources` stays empty. Write where its files come from.',
    },
  ],
  [
    /duplicate ip|duplicate name|invalid empty name/,
    {
      es: 'Esto ya está dicho en otro elemento de la lista, o está vacío. Deja uno solo.',
      en: 'Another item of the list says this already, or it is empty. Keep only one.',
    },
  ],
  [
    /hides previous definition of/,
    {
      es: 'Esta variable ya está definida en el mismo contenedor y solo cuenta la última. Deja una.',
      en: 'This variable is defined already in the same container, and only the last one counts. Keep one.',
    },
  ],
  [
    /fractional byte value/,
    {
      es: 'No hay medios bytes: la `m` final significa milésimas. Para memoria escribe `Mi` o `Gi`, como `64Mi`.',
      en: 'There are no halves of a byte: the final `m` means thousandths. For memory write `Mi` or `Gi`, such as `64Mi`.',
    },
  ],
  [
    /duplicate port name/,
    {
      es: 'Dos puertos del Pod se llaman igual. Un Service o una sonda que use ese nombre solo verá el primero: cambia uno.',
      en: 'Two ports of the Pod have the same name. A Service or probe that uses it will only see the first: rename one.',
    },
  ],
  [
    /(duplicate|overlapping|ambiguous) port definition/,
    {
      es: 'Los contenedores de un Pod comparten dirección: dos no pueden escuchar en el mismo puerto. Cambia uno.',
      en: 'The containers of a Pod share one address: two cannot listen on the same port. Change one.',
    },
  ],
  [
    /hostIP set without hostPort/,
    {
      es: '`hostIP` solo cuenta junto a `hostPort`, el puerto del nodo. Escribe los dos, o ninguno.',
      en: '`hostIP` counts only beside `hostPort`, the port of the node. Write both, or neither.',
    },
  ],
  [
    /is ignored for headless services|is ignored when spec\.type/,
    {
      es: 'Con este tipo de Service el campo no hace nada. Bórralo, o cambia el tipo si lo que quieres es lo que dice el campo.',
      en: 'With this type of Service the field does nothing. Delete it, or change the type if what the field says is what you want.',
    },
  ],
  [
    /is deprecated, please use/,
    {
      es: 'Esta anotación es antigua. Escribe la nueva, que el mensaje nombra.',
      en: 'This annotation is an old one. Write the new one, which the message names.',
    },
  ],
  [
    /negative values are invalid and will be treated as 1/,
    {
      es: 'Un plazo negativo cuenta como un segundo. Escribe los segundos que el programa necesita para cerrar.',
      en: 'A negative grace period counts as one second. Write the seconds that the program needs to shut down.',
    },
  ],
  [
    /Endpoints is deprecated/,
    {
      es: '`Endpoints` es la forma antigua. Escribe un EndpointSlice de `discovery.k8s.io/v1`.',
      en: '`Endpoints` is the old form. Write an EndpointSlice of `discovery.k8s.io/v1`.',
    },
  ],
];
