/**
 * What a refusal means and what to write instead, for the messages that learners meet most. The first pattern that fits the
 * server's words is taken; `where` is the field between backticks.
 */
import type { Text } from '#base/text.ts';

export interface RefusalSentence {
  readonly pattern: RegExp;
  say(where: string): Text;
}

export const refusalSentences: readonly RefusalSentence[] = [
  sentence(/`selector` does not match template `labels`/, () => ({
    es: 'El selector no coincide con las etiquetas del template. Pon las mismas etiquetas en `spec.selector.matchLabels` y en `spec.template.metadata.labels`.',
    en: 'The selector does not match the labels of the template. Put the same labels into `spec.selector.matchLabels` and `spec.template.metadata.labels`.',
  })),
  sentence(/must not contain dots/, (where) => ({
    es: `En ${where} no puede haber puntos: usa guiones.`,
    en: `${where} may not contain dots: use hyphens.`,
  })),
  sentence(/RFC 1123 (label|subdomain)|DNS-1035 label/, (where) => ({
    es: `En ${where} solo van minúsculas, cifras y guiones, y empieza y acaba con letra o cifra: \`mi-app\`, no \`Mi_App\`.`,
    en: `${where} takes only lower case letters, digits and hyphens, and begins and ends with a letter or digit: \`my-app\`, not \`My_App\`.`,
  })),
  sentence(/a valid label must be|name part must|a valid label key must|prefix part/, (where) => ({
    es: `Las etiquetas de ${where} llevan letras, cifras, \`-\`, \`_\` o \`.\`, y empiezan y acaban con letra o cifra; la clave puede tener delante un dominio y \`/\`.`,
    en: `Labels in ${where} have letters, digits, \`-\`, \`_\` or \`.\`, and begin and end with a letter or digit; before the key may stand a domain and \`/\`.`,
  })),
  sentence(/name or generateName is required/, () => ({
    es: 'Falta el nombre: escribe `metadata.name`.',
    en: 'There is no name: write `metadata.name`.',
  })),
  sentence(/must be no more than (\d+) (characters|bytes)/, (where) => ({
    es: `El texto de ${where} es demasiado largo: acórtalo.`,
    en: `The text of ${where} is too long: make it shorter.`,
  })),
  sentence(/must be between 1 and 65535/, (where) => ({
    es: `En ${where} va un puerto, del 1 al 65535.`,
    en: `${where} takes a port, from 1 to 65535.`,
  })),
  sentence(/may not be 0 when `maxSurge` is 0|cannot be 0 when maxSurge is 0/, () => ({
    es: 'Con `maxSurge` y `maxUnavailable` a cero ningún Pod puede cambiarse por otro: sube uno de los dos, por ejemplo `maxSurge: 1`.',
    en: 'With `maxSurge` and `maxUnavailable` both zero no Pod can be replaced by another: raise one of them, for example `maxSurge: 1`.',
  })),
  sentence(/may not be specified when strategy `type` is 'Recreate'/, (where) => ({
    es: `\`Recreate\` quita todos los Pods antes de poner los nuevos, así que ${where} no cuenta: bórralo, o escribe \`type: RollingUpdate\`.`,
    en: `\`Recreate\` removes all Pods before it makes new ones, so ${where} has no meaning: delete it, or write \`type: RollingUpdate\`.`,
  })),
  sentence(/expected exactly 5 fields/, () => ({
    es: 'Un horario tiene cinco partes: minuto, hora, día del mes, mes y día de la semana, como `*/5 * * * *` o `30 7 * * 1-5`.',
    en: 'A schedule has five parts: minute, hour, day of the month, month and day of the week, such as `*/5 * * * *` or `30 7 * * 1-5`.',
  })),
  sentence(
    /(beginning|end) of range|failed to parse int|step of range|too many (hyphens|slashes)|unrecognized descriptor/,
    (where) => ({
      es: `El horario de ${where} no se entiende: son minuto (0-59), hora (0-23), día (1-31), mes (1-12) y día de la semana (0-6), como \`30 7 * * 1-5\`.`,
      en: `The schedule of ${where} makes no sense: it is minute (0-59), hour (0-23), day (1-31), month (1-12) and day of the week (0-6), such as \`30 7 * * 1-5\`.`,
    }),
  ),
  sentence(/unknown time zone|explicit time zone|timeZone must be nil/, (where) => ({
    es: `En ${where} va un nombre de la base de zonas horarias, como \`Europe/Madrid\`, \`America/Bogota\` o \`Etc/UTC\`.`,
    en: `${where} takes a name of the time zone database, such as \`Europe/Madrid\`, \`America/Bogota\` or \`Etc/UTC\`.`,
  })),
  sentence(/must not have bits set beyond the prefix length/, () => ({
    es: 'Una red se escribe con ceros detrás del prefijo: `10.0.0.0/8`, no `10.0.0.1/8`.',
    en: 'A network is written with zeros after its prefix: `10.0.0.0/8`, not `10.0.0.1/8`.',
  })),
  sentence(/must be a valid CIDR/, (where) => ({
    es: `En ${where} va una red, como \`10.0.0.0/8\`; una sola dirección es \`10.1.2.3/32\`.`,
    en: `${where} takes a network, such as \`10.0.0.0/8\`; a single address is \`10.1.2.3/32\`.`,
  })),
  sentence(/must be a valid IP address/, (where) => ({
    es: `En ${where} va una dirección IP, como \`10.1.2.3\`.`,
    en: `${where} takes an IP address, such as \`10.1.2.3\`.`,
  })),
  sentence(/must be greater than or equal to `minReplicas`/, () => ({
    es: 'El máximo no puede ser menor que el mínimo: sube `maxReplicas` o baja `minReplicas`.',
    en: 'The maximum cannot be less than the minimum: raise `maxReplicas` or lower `minReplicas`.',
  })),
  sentence(/apiVersion must specify API group/, () => ({
    es: 'Di también la API de lo que se escala: para un Deployment o un StatefulSet es `apiVersion: apps/v1`.',
    en: 'Say the API of what is scaled as well: for a Deployment or StatefulSet it is `apiVersion: apps/v1`.',
  })),
  sentence(/minAvailable and maxUnavailable cannot be both set/, () => ({
    es: 'Un PodDisruptionBudget dice cuántos Pods deben quedar (`minAvailable`) o cuántos pueden faltar (`maxUnavailable`), no las dos cosas. Deja una.',
    en: 'A PodDisruptionBudget says how many Pods must stay (`minAvailable`) or how many may be missing (`maxUnavailable`), not both. Keep one.',
  })),
  sentence(/less than terminationGracePeriodSeconds/, () => ({
    es: 'La espera de `preStop` cuenta dentro del plazo de cierre del Pod: acórtala, o sube `terminationGracePeriodSeconds`.',
    en: 'The wait of `preStop` counts within the Pod’s grace period: make it shorter, or raise `terminationGracePeriodSeconds`.',
  })),
  sentence(/pathType must be specified/, (where) => ({
    es: `Falta ${where}. Suele ser \`Prefix\`: el camino y todo lo que cuelga de él; \`Exact\` es solo ese camino.`,
    en: `${where} is missing. It is mostly \`Prefix\`, the path and all below it; \`Exact\` is that path alone.`,
  })),
  sentence(/without restartPolicy=Always/, (where) => ({
    es: `Un init container termina antes de que empiecen los demás, así que no lleva sondas ni hooks: borra ${where}, o haz de él un sidecar con \`restartPolicy: Always\`.`,
    en: `An init container ends before the others begin, so it has no probes or hooks: delete ${where}, or make it a sidecar with \`restartPolicy: Always\`.`,
  })),
  sentence(/may not be used when `type` is 'ClusterIP'/, (where) => ({
    es: `Un Service de tipo \`ClusterIP\` no abre puertos en los nodos: borra ${where}, o escribe \`type: NodePort\`.`,
    en: `A Service of type \`ClusterIP\` opens no ports on the nodes: delete ${where}, or write \`type: NodePort\`.`,
  })),
  sentence(/must be in the range 1-100/, (where) => ({
    es: `En ${where} va un peso, del 1 al 100.`,
    en: `${where} takes a weight, from 1 to 100.`,
  })),
  sentence(/must be greater than zero|must be greater than 0/, (where) => ({
    es: `En ${where} va un número mayor que cero.`,
    en: `${where} takes a number greater than zero.`,
  })),
  sentence(/min value .* is greater than max value|is greater than (max|default limit) value/, () => ({
    es: 'En este LimitRange el mínimo, el valor por omisión y el máximo están cruzados: cada uno no puede pasar del siguiente.',
    en: 'In this LimitRange minimum, default and maximum are crossed: none may exceed the next.',
  })),
  sentence(/`selector` will be auto-generated|not auto-generated/, (where) => ({
    es: `A un Job le pone el selector el propio Kubernetes: borra ${where}.`,
    en: `Kubernetes itself gives a Job its selector: delete ${where}.`,
  })),
  sentence(/may not use ReadWriteOncePod with other access modes/, () => ({
    es: '`ReadWriteOncePod` no se combina con otros modos: déjalo solo.',
    en: '`ReadWriteOncePod` cannot be combined with other modes: keep it alone.',
  })),
  sentence(/must be greater than or equal to 0/, (where) => ({
    es: `En ${where} no puede ir un número negativo.`,
    en: `${where} cannot be negative.`,
  })),
  sentence(/must be less than or equal to (\w+) limit/, (where) => ({
    es: `Lo que se pide en ${where} es más que su límite: baja \`requests\` o sube \`limits\`.`,
    en: `What ${where} asks for is more than its limit: lower \`requests\` or raise \`limits\`.`,
  })),
  sentence(/must be a number between 0 and 0777/, (where) => ({
    es: `En ${where} va un modo de archivo en octal, como \`0644\`.`,
    en: `${where} takes a file mode in octal, such as \`0644\`.`,
  })),
  sentence(/may not specify more than 1 handler type/, (where) => ({
    es: `Una sonda tiene un solo modo de comprobar: deja uno entre \`exec\`, \`httpGet\`, \`tcpSocket\` y \`grpc\`; sobra ${where}.`,
    en: `A probe has one way of checking: keep one of \`exec\`, \`httpGet\`, \`tcpSocket\` and \`grpc\`; ${where} is one too many.`,
  })),
  sentence(/must specify a handler type/, (where) => ({
    es: `A ${where} le falta el modo de comprobar: añade \`httpGet\`, \`tcpSocket\`, \`exec\` o \`grpc\`.`,
    en: `${where} lacks its way of checking: add \`httpGet\`, \`tcpSocket\`, \`exec\` or \`grpc\`.`,
  })),
  sentence(/^Invalid value: \d+: must be 1$/, (where) => ({
    es: `En las sondas de vida y de arranque ${where} solo puede ser 1: bórralo.`,
    en: `In liveness and startup probes ${where} can only be 1: delete it.`,
  })),
  sentence(/may not specify more than 1 volume type/, (where) => ({
    es: `Un volumen tiene un solo origen: sobra ${where}. Si necesitas dos, escribe dos volúmenes.`,
    en: `A volume has one source: ${where} is one too many. If you need two, write two volumes.`,
  })),
  sentence(/valid values: "OnFailure", "Never"/, (where) => ({
    es: `Un Job termina alguna vez, así que ${where} es \`OnFailure\` o \`Never\`: escríbelo, porque no tiene un valor por omisión que sirva.`,
    en: `A Job ends some time, so ${where} is \`OnFailure\` or \`Never\`: write it, for its default would not do.`,
  })),
  sentence(/pod updates may not change fields other than/, () => ({
    es: 'De un Pod que ya existe casi nada puede cambiar. Bórralo y créalo de nuevo, o usa un Deployment, que lo hace por ti.',
    en: 'Hardly anything of a Pod that exists can change. Delete it and create it again, or use a Deployment, which does so for you.',
  })),
  sentence(/updates to statefulset spec for fields other than/, () => ({
    es: 'De un StatefulSet que ya existe eso no puede cambiar. Bórralo (con `--cascade=orphan` se quedan sus Pods) y créalo de nuevo.',
    en: 'That cannot change in a StatefulSet that exists. Delete it (with `--cascade=orphan` its Pods stay) and create it again.',
  })),
  sentence(/spec is immutable after creation/, () => ({
    es: 'De un PersistentVolumeClaim que ya existe solo puede crecer el tamaño que pide. Para lo demás, crea otro.',
    en: 'Of a PersistentVolumeClaim that exists only the requested size can grow. For anything else create another.',
  })),
  sentence(/field is immutable/, (where) => ({
    es: `${where} no puede cambiar una vez creado el objeto: déjalo como estaba, o borra el objeto y créalo de nuevo.`,
    en: `${where} cannot change once the object exists: leave it as it was, or delete the object and create it again.`,
  })),
  sentence(/must be specified when `operator` is/, (where) => ({
    es: `Con \`In\` y \`NotIn\` hay que decir los valores: escribe ${where}.`,
    en: `\`In\` and \`NotIn\` need their values: write ${where}.`,
  })),
  sentence(/may not be specified when `operator` is 'Exists'/, (where) => ({
    es: `Con \`Exists\` y \`DoesNotExist\` no hay valores: borra ${where}.`,
    en: `\`Exists\` and \`DoesNotExist\` have no values: delete ${where}.`,
  })),
  sentence(/not a valid selector operator/, (where) => ({
    es: `En ${where} va \`In\`, \`NotIn\`, \`Exists\` o \`DoesNotExist\`.`,
    en: `${where} takes \`In\`, \`NotIn\`, \`Exists\` or \`DoesNotExist\`.`,
  })),
  sentence(/must match `containerPort` when `hostNetwork` is true/, (where) => ({
    es: `Con \`hostNetwork\` el contenedor usa los puertos del nodo: ${where} tiene que ser igual que \`containerPort\`.`,
    en: `With \`hostNetwork\` the container uses the node’s ports: ${where} must be the same as \`containerPort\`.`,
  })),
  sentence(/must be unique|already exists/, (where) => ({
    es: `Ya hay otro igual${where === '' ? '' : ` que ${where}`}: cambia uno de los dos.`,
    en: `There is another one like it${where === '' ? '' : ` (${where})`}: change one of the two.`,
  })),
  sentence(/must not contain '\.\.'|must not start with '\.\.'/, (where) => ({
    es: `En ${where} no puede haber \`..\`: escribe el camino completo.`,
    en: `${where} may not contain \`..\`: write the whole path.`,
  })),
  sentence(/must be an absolute path/, (where) => ({
    es: `En ${where} va un camino completo, que empieza por \`/\`.`,
    en: `${where} takes a whole path, which begins with \`/\`.`,
  })),
  sentence(/must be a relative path/, (where) => ({
    es: `En ${where} va un camino sin \`/\` delante.`,
    en: `${where} takes a path without a leading \`/\`.`,
  })),
  sentence(/verbs must contain at least one value/, (where) => ({
    es: `Una regla dice qué se puede hacer: escribe ${where}, como \`["get", "list", "watch"]\`.`,
    en: `A rule says what may be done: write ${where}, such as \`["get", "list", "watch"]\`.`,
  })),
  sentence(/must supply at least one api group/, (where) => ({
    es: `Falta ${where}. Para Pods, Services y demás del grupo básico es \`[""]\`.`,
    en: `${where} is missing. For Pods, Services and the others of the core group it is \`[""]\`.`,
  })),
  sentence(/serviceaccount "[^"]*" not found/, () => ({
    es: 'El Pod nombra una ServiceAccount que no existe. Créala antes, o borra `serviceAccountName`.',
    en: 'The Pod names a ServiceAccount that does not exist. Create it first, or delete `serviceAccountName`.',
  })),
  sentence(/no PriorityClass with name/, () => ({
    es: 'El Pod nombra una PriorityClass que no existe. Créala antes, o borra `priorityClassName`.',
    en: 'The Pod names a PriorityClass that does not exist. Create it first, or delete `priorityClassName`.',
  })),
  sentence(/RuntimeClass "[^"]*" not found/, () => ({
    es: 'El Pod nombra una RuntimeClass que no existe. Créala antes, o borra `runtimeClassName`.',
    en: 'The Pod names a RuntimeClass that does not exist. Create it first, or delete `runtimeClassName`.',
  })),
  sentence(/exceeded quota/, () => ({
    es: 'La ResourceQuota del namespace no deja sitio para esto: pide menos recursos o menos objetos.',
    en: 'The ResourceQuota of the namespace leaves no room for this: ask for fewer resources or objects.',
  })),
  sentence(/must specify .* for:/, () => ({
    es: 'La ResourceQuota del namespace obliga a decir estos recursos: escribe `requests` y `limits` en cada contenedor.',
    en: 'The ResourceQuota of the namespace wants these resources told: write `requests` and `limits` in each container.',
  })),
  sentence(/(maximum|minimum) \S+ usage per/, () => ({
    es: 'Los recursos se salen de lo que permite el LimitRange del namespace: ajústalos.',
    en: 'The resources are outside of what the LimitRange of the namespace allows: adjust them.',
  })),
  sentence(/violates PodSecurity/, () => ({
    es: 'El namespace exige un nivel de Pod Security que este Pod no cumple; el mensaje dice qué poner en `securityContext`.',
    en: 'The namespace demands a level of Pod Security that this Pod does not meet; the message says what to put into `securityContext`.',
  })),
];

function sentence(pattern: RegExp, say: (where: string) => Text): RefusalSentence {
  return { pattern, say };
}
