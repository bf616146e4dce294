/**
 * Beliefs that runs have shown to be wrong so often that they have a name. An option, a proposition or a check may name the
 * one that leads to it (`misconception: <id>`); whoever falls for it reads what is not so and what to do about it. Ids stay.
 */
import type { Text } from '#base/text.ts';

export interface Misconception {
  readonly id: string;
  /** What one believes, as a sentence. */
  readonly belief: Text;
  /** How it is, and what to do instead or where to look. */
  readonly remedy: Text;
}

export const misconceptions: readonly Misconception[] = [
  {
    id: 'liveness-recreates-the-pod',
    belief: {
      es: 'Cuando falla la `livenessProbe` se crea otro pod.',
      en: 'When the `livenessProbe` fails another pod is created.',
    },
    remedy: {
      es: 'Se reinicia el contenedor dentro del mismo pod, en el mismo nodo y con la misma IP. Míralo en la columna RESTARTS: el nombre del pod no cambia.',
      en: 'The container is restarted inside the same pod, on the same node and with the same IP. Watch the RESTARTS column: the name of the pod does not change.',
    },
  },
  {
    id: 'readiness-restarts',
    belief: {
      es: 'Si falla la `readinessProbe`, se reinicia el contenedor.',
      en: 'If the `readinessProbe` fails the container is restarted.',
    },
    remedy: {
      es: 'Solo deja de recibir tráfico hasta que vuelva a acertar. Reiniciar es cosa de la `livenessProbe` y de la `startupProbe`.',
      en: 'It only gets no traffic until the probe succeeds again. Restarting is the business of the `livenessProbe` and the `startupProbe`.',
    },
  },
  {
    id: 'readiness-alone-gives-zero-downtime',
    belief: {
      es: 'Con una `readinessProbe` ya no se pierde ninguna petición al actualizar.',
      en: 'With a `readinessProbe` no request is lost during an upgrade.',
    },
    remedy: {
      es: 'La sonda protege la llegada del pod nuevo, no la marcha del viejo: hasta que cada nodo se entera de que se va le siguen llegando peticiones. Hazle esperar unos segundos con `preStop` antes de parar.',
      en: 'The probe protects the arrival of the new pod, not the departure of the old one: until every node has heard that it goes, requests still reach it. Make it wait some seconds with `preStop` before it stops.',
    },
  },
  {
    id: 'statefulset-replicates-the-data',
    belief: {
      es: 'Un StatefulSet copia los datos de una réplica a las demás.',
      en: 'A StatefulSet copies the data of one replica to the others.',
    },
    remedy: {
      es: 'Da a cada réplica un nombre y un volumen propios; nada más. Copiar los datos es trabajo del programa (Galera, un replica set, etc.).',
      en: 'It gives each replica a name and a volume of its own; no more. Copying data is the work of the program (Galera, a replica set and so on).',
    },
  },
  {
    id: 'deployment-gives-each-pod-a-volume',
    belief: {
      es: 'Un claim en la plantilla de un Deployment da un volumen a cada pod.',
      en: 'A claim in the template of a Deployment gives each pod a volume.',
    },
    remedy: {
      es: 'Todos los pods de una plantilla usan el mismo claim. Un claim por réplica lo crean las `volumeClaimTemplates` de un StatefulSet.',
      en: 'All pods of a template use the same claim. One claim a replica is made by the `volumeClaimTemplates` of a StatefulSet.',
    },
  },
  {
    id: 'lost-node-pods-come-back-at-once',
    belief: {
      es: 'Los pods de un nodo perdido aparecen enseguida en otro.',
      en: 'The pods of a lost node turn up elsewhere at once.',
    },
    remedy: {
      es: 'Pasan unos 50 s hasta que se da por perdido el nodo y 300 s más hasta que se desaloja a sus pods: un Deployment tarda más de 5 minutos, y el pod de un StatefulSet espera hasta que alguien confirme que el viejo ya no corre.',
      en: 'Some 50 s pass until the node is taken for lost and 300 s more until its pods are evicted: a Deployment takes more than 5 minutes, and the pod of a StatefulSet waits until somebody confirms that the old one runs no more.',
    },
  },
  {
    id: 'a-budget-guards-rollouts',
    belief: {
      es: 'Un PodDisruptionBudget frena también las actualizaciones.',
      en: 'A PodDisruptionBudget holds up upgrades too.',
    },
    remedy: {
      es: 'Solo lo consultan los desalojos, como los de `kubectl drain`. El ritmo de una actualización lo ponen `maxSurge` y `maxUnavailable`, y la frena una `readinessProbe`.',
      en: 'Only evictions consult it, such as those of `kubectl drain`. The pace of an upgrade is set by `maxSurge` and `maxUnavailable`, and a `readinessProbe` holds it up.',
    },
  },
  {
    id: 'an-init-container-has-a-limit',
    belief: {
      es: 'Un init container que no termina se reinicia o se da por fallido al cabo de un rato.',
      en: 'An init container that does not end is restarted, or counts as failed, after a while.',
    },
    remedy: {
      es: 'El pod espera en `Init:0/1` para siempre. Pon el límite en su programa, por ejemplo con `timeout 600`.',
      en: 'The pod waits at `Init:0/1` for ever. Put the limit into its program, for instance with `timeout 600`.',
    },
  },
  {
    id: 'liveness-should-test-everything',
    belief: {
      es: 'La `livenessProbe` debe comprobar todo lo que el programa necesita.',
      en: 'The `livenessProbe` should check all that the program needs.',
    },
    remedy: {
      es: 'Si mira la base de datos, la caída de la base de datos reinicia a todos. Que mire solo al propio programa; lo que necesita para atender es asunto de la `readinessProbe`.',
      en: 'If it looks at the database, a database that is away restarts everybody. Let it look at the program itself only; what that needs to serve is the `readinessProbe`’s business.',
    },
  },
  {
    id: 'probes-notice-a-lost-node',
    belief: {
      es: 'Las sondas notan que se ha perdido un nodo.',
      en: 'Probes notice that a node is lost.',
    },
    remedy: {
      es: 'Las ejecuta el kubelet de ese nodo, que se ha perdido con él. Quien lo nota es el plano de control, por los latidos que faltan; cuánto se espera después lo dice `tolerationSeconds`.',
      en: 'They are run by the kubelet of that node, which is lost with it. It is the control plane that notices, by the heartbeats that are missing; how long it waits then is said by `tolerationSeconds`.',
    },
  },
  {
    id: 'rolling-update-always-works',
    belief: {
      es: 'Una actualización gradual siempre llega al final.',
      en: 'A rolling update always comes to its end.',
    },
    remedy: {
      es: 'El pod nuevo arranca antes de que se vaya el viejo: si el volumen solo se puede montar en un nodo, o la imagen no existe, se queda a medias. Mira los sucesos del pod nuevo y piensa en `strategy: Recreate`.',
      en: 'The new pod starts before the old one goes: if the volume can be mounted on one node only, or the image does not exist, it stops half way. Look at the events of the new pod and consider `strategy: Recreate`.',
    },
  },
  {
    id: 'command-replaces-cmd',
    belief: { es: '`command` sustituye al CMD de la imagen.', en: '`command` replaces the CMD of the image.' },
    remedy: {
      es: '`command` sustituye al ENTRYPOINT, y entonces tampoco se usa el CMD; a este lo sustituye `args`.',
      en: '`command` replaces the ENTRYPOINT, and then the CMD is not used either; what replaces the CMD is `args`.',
    },
  },
  {
    id: 'container-port-opens-the-port',
    belief: { es: '`containerPort` abre el puerto.', en: '`containerPort` opens the port.' },
    remedy: {
      es: 'Solo lo anota. El puerto lo abre el programa al escuchar, con o sin esa línea; si escucha en otro, la línea no cambia nada.',
      en: 'It only notes it down. The program opens the port by listening on it, with or without that line; if it listens on another one the line changes nothing.',
    },
  },
  {
    id: 'applying-latest-again-deploys',
    belief: {
      es: 'Volver a aplicar el mismo manifiesto con `:latest` despliega la imagen nueva.',
      en: 'Applying the same manifest with `:latest` again deploys the new image.',
    },
    remedy: {
      es: 'Si el manifiesto no cambia no pasa nada. Usa una etiqueta por versión, o `kubectl rollout restart`.',
      en: 'If the manifest does not change nothing happens. Use one tag a version, or `kubectl rollout restart`.',
    },
  },
  {
    id: 'the-secret-changes-the-password',
    belief: {
      es: 'Al cambiar el Secret cambia la contraseña de la base de datos.',
      en: 'Changing the Secret changes the password of the database.',
    },
    remedy: {
      es: 'La variable solo cuenta la primera vez, cuando se crean los datos. Después, la contraseña se cambia dentro de la base de datos, y el Secret para que los clientes la sepan.',
      en: 'The variable counts only the first time, when the data is created. Later the password is changed inside the database, and the Secret so that clients know it.',
    },
  },
  {
    id: 'environment-follows-its-source',
    belief: {
      es: 'Un programa en marcha ve los cambios de un ConfigMap o un Secret en sus variables.',
      en: 'A running program sees changes of a ConfigMap or a Secret in its variables.',
    },
    remedy: {
      es: 'Las variables se fijan al crear el contenedor. Los archivos de un volumen sí cambian, al cabo de un rato y salvo con `subPath`; para las variables hay que reiniciar.',
      en: 'Variables are set when the container is created. Files of a volume do change, after a while and except with `subPath`; variables need a restart.',
    },
  },
  {
    id: 'the-scheduler-looks-at-usage',
    belief: {
      es: 'El scheduler mira cuánta CPU y memoria se está usando.',
      en: 'The scheduler looks at how much CPU and memory is in use.',
    },
    remedy: {
      es: 'Suma los `requests` de los pods de cada nodo. Un nodo ocioso puede estar lleno, y uno saturado, libre.',
      en: 'It sums the `requests` of the pods on each node. An idle node may be full, and a saturated one free.',
    },
  },
  {
    id: 'a-toleration-attracts',
    belief: {
      es: 'Una toleration lleva el pod al nodo que tiene el taint.',
      en: 'A toleration takes the pod to the node that has the taint.',
    },
    remedy: {
      es: 'Solo le permite estar ahí. Para que vaya hace falta además afinidad con el nodo o un `nodeSelector`.',
      en: 'It only lets it be there. To make it go there it takes node affinity or a `nodeSelector` as well.',
    },
  },
  {
    id: 'containers-of-a-pod-scale-apart',
    belief: {
      es: 'Se puede escalar un contenedor de un pod y dejar el otro.',
      en: 'One container of a pod can be scaled while the other is left alone.',
    },
    remedy: {
      es: 'Lo que se multiplica es el pod, con todos sus contenedores. Lo que debe escalar por separado va en pods distintos.',
      en: 'What multiplies is the pod, with all its containers. What should scale on its own belongs in pods of its own.',
    },
  },
  {
    id: 'containers-of-a-pod-share-files',
    belief: {
      es: 'Los contenedores de un pod ven los mismos archivos.',
      en: 'The containers of a pod see the same files.',
    },
    remedy: {
      es: 'Comparten la red, no los archivos: cada uno tiene los de su imagen. Para compartir una carpeta hay que montar el mismo volumen en los dos.',
      en: 'They share the network, not the files: each has those of its image. To share a folder, mount the same volume in both.',
    },
  },
  {
    id: 'localhost-reaches-other-pods',
    belief: {
      es: '`localhost` llega a otros pods del mismo nodo.',
      en: '`localhost` reaches other pods of the same node.',
    },
    remedy: {
      es: 'Cada pod tiene su propia red: `localhost` son los contenedores de ese mismo pod. A los demás se llega por un Service.',
      en: 'Every pod has a network of its own: `localhost` is the containers of that very pod. Others are reached through a Service.',
    },
  },
  {
    id: 'a-restart-keeps-the-files',
    belief: {
      es: 'Lo que escribe un contenedor sigue ahí cuando se reinicia.',
      en: 'What a container writes is still there after its restart.',
    },
    remedy: {
      es: 'En Kubernetes el contenedor reiniciado es otro: empieza desde la imagen. Solo queda lo que está en volúmenes.',
      en: 'In Kubernetes the restarted container is another one: it begins from the image. Only what is in volumes remains.',
    },
  },
  {
    id: 'empty-dir-survives-the-pod',
    belief: {
      es: 'Un `emptyDir` guarda los datos aunque se pierda el pod.',
      en: 'An `emptyDir` keeps the data even when the pod is lost.',
    },
    remedy: {
      es: 'Vive lo que vive el pod: sobrevive al reinicio de un contenedor y desaparece con el pod. Para más, hace falta un claim.',
      en: 'It lives as long as its pod: it survives the restart of a container and goes with the pod. For more it takes a claim.',
    },
  },
  {
    id: 'a-volume-can-be-mounted-everywhere',
    belief: {
      es: 'Un volumen se puede montar en todos los nodos a la vez.',
      en: 'A volume can be mounted on all nodes at once.',
    },
    remedy: {
      es: 'Depende del modo de acceso y de lo que haya detrás: `ReadWriteOnce` es un solo nodo. Para varios hace falta `ReadWriteMany`, que no todas las clases ofrecen.',
      en: 'It depends on the access mode and on what lies behind it: `ReadWriteOnce` is one node. Several need `ReadWriteMany`, which not every class offers.',
    },
  },
  {
    id: 'node-port-needs-a-local-pod',
    belief: {
      es: 'Un NodePort solo contesta en el nodo donde está el pod.',
      en: 'A NodePort answers only on the node where the pod is.',
    },
    remedy: {
      es: 'Contesta en todos los nodos y se reenvía a donde haga falta. Lo que no hace es salvar al cliente de elegir un nodo apagado.',
      en: 'It answers on every node and is passed on to wherever it must go. What it does not do is keep the client from choosing a node that is off.',
    },
  },
  {
    id: 'pods-are-closed-by-default',
    belief: {
      es: 'Los pods de otro namespace no pueden entrar si nadie lo permite.',
      en: 'Pods of another namespace cannot come in unless somebody allows it.',
    },
    remedy: {
      es: 'Sin NetworkPolicy todos llegan a todos, sea cual sea el namespace. En cuanto una política elige un pod, solo pasa lo que alguna permita.',
      en: 'Without a NetworkPolicy everybody reaches everybody, whatever the namespace. Once a policy selects a pod, only what some policy allows comes through.',
    },
  },
  {
    id: 'a-secret-is-encrypted',
    belief: { es: 'Un Secret está cifrado.', en: 'A Secret is encrypted.' },
    remedy: {
      es: 'Está en base64, que no es cifrar. Lo que protege es quién puede leerlo (RBAC) y, si se configura, el cifrado de etcd.',
      en: 'It is in base64, which is no encryption. What protects it is who may read it (RBAC) and, where configured, the encryption of etcd.',
    },
  },
  {
    id: 'a-container-is-a-small-machine',
    belief: { es: 'Un contenedor es una máquina virtual pequeña.', en: 'A container is a small virtual machine.' },
    remedy: {
      es: 'Es un proceso del host con su propia vista de archivos, red y procesos: el host lo ve, y termina cuando termina su proceso 1.',
      en: 'It is a process of the host with a view of its own of files, network and processes: the host sees it, and it ends when its process 1 ends.',
    },
  },
  {
    id: 'a-container-runs-until-stopped',
    belief: {
      es: 'Un contenedor sigue en marcha hasta que alguien lo para.',
      en: 'A container runs on until somebody stops it.',
    },
    remedy: {
      es: 'Dura lo que dura su proceso principal. Si este termina o pasa a segundo plano, el contenedor se acaba.',
      en: 'It lasts as long as its main process. When that ends or goes to the background the container is over.',
    },
  },
  {
    id: 'an-image-changes-with-its-container',
    belief: {
      es: 'Lo que se instala en un contenedor queda en su imagen.',
      en: 'What is installed in a container stays in its image.',
    },
    remedy: {
      es: 'La imagen no cambia nunca: se escribe en la capa del contenedor, que se pierde al borrarlo. Para conservarlo se construye otra imagen.',
      en: 'The image never changes: writes go to the layer of the container, which is lost when it is removed. To keep them, build another image.',
    },
  },
  {
    id: 'an-unhealthy-container-is-restarted',
    belief: {
      es: 'Docker reinicia el contenedor cuyo HEALTHCHECK falla.',
      en: 'Docker restarts the container whose HEALTHCHECK fails.',
    },
    remedy: {
      es: 'Solo lo marca `unhealthy`. `--restart` actúa cuando el proceso termina; reiniciar lo que no responde lo hacen los orquestadores.',
      en: 'It only marks it `unhealthy`. `--restart` acts when the process ends; restarting what does not answer is the work of orchestrators.',
    },
  },
  {
    id: 'down-deletes-the-volumes',
    belief: { es: '`docker compose down` borra los datos.', en: '`docker compose down` deletes the data.' },
    remedy: {
      es: 'Borra contenedores y redes; los volúmenes con nombre se quedan, salvo con `-v`.',
      en: 'It removes containers and networks; named volumes stay, except with `-v`.',
    },
  },
  {
    id: 'containers-of-a-pod-have-their-own-network',
    belief: {
      es: 'Cada contenedor de un pod tiene su propia IP y sus propios puertos.',
      en: 'Each container of a pod has an IP and ports of its own.',
    },
    remedy: {
      es: 'La IP y los puertos son del pod: dos contenedores suyos no pueden escuchar en el mismo, y se llaman por 127.0.0.1.',
      en: "IP and ports are the pod's: two of its containers cannot listen on the same one, and they call each other at 127.0.0.1.",
    },
  },
  {
    id: 'a-crash-restarts-the-pod',
    belief: {
      es: 'Si termina un contenedor se reinicia el pod entero.',
      en: 'When a container ends the whole pod is restarted.',
    },
    remedy: {
      es: 'Se reinicia ese contenedor y ninguno más. Lo que comparten es la disponibilidad: mientras uno no corre, el pod no está listo.',
      en: 'That container is restarted and no other. What they share is being ready: while one does not run the pod is not ready.',
    },
  },
  {
    id: 'environment-changes-from-outside',
    belief: {
      es: 'Se puede cambiar una variable de entorno de un contenedor en marcha.',
      en: 'An environment variable of a running container can be changed.',
    },
    remedy: {
      es: 'Un proceso recibe su entorno al nacer. `exec` abre otro, con su propia copia: hay que borrar el contenedor y crear otro.',
      en: 'A process gets its environment at birth. `exec` opens another one, with its own copy: remove the container and create another.',
    },
  },
  {
    id: 'a-pod-runs-a-script-once',
    belief: {
      es: 'Un pod ejecuta un script una vez y queda terminado.',
      en: 'A pod runs a script once and is done.',
    },
    remedy: {
      es: 'Sin decir otra cosa `restartPolicy` es `Always`: lo que termina, también si termina bien, se arranca otra vez. Para trabajos, un Job.',
      en: 'Unless you say otherwise `restartPolicy` is `Always`: what ends is started again, even when it ends well. For work use a Job.',
    },
  },
  {
    id: 'a-pod-keeps-its-address',
    belief: {
      es: 'Un pod conserva su dirección IP.',
      en: 'A pod keeps its IP address.',
    },
    remedy: {
      es: 'La conserva mientras existe; su sustituto trae otra. Apunta el nombre de un Service, que no cambia.',
      en: 'It keeps it as long as it exists; its replacement brings another. Write down the name of a Service, which does not change.',
    },
  },
  {
    id: 'a-node-port-answers-for-a-dead-node',
    belief: {
      es: 'Si se apaga un nodo, su puerto lo atienden los demás.',
      en: 'When a node is off, the others serve its port.',
    },
    remedy: {
      es: 'Cada nodo contesta en su propia dirección, y la de uno apagado no la recoge nadie. Hace falta un balanceador delante que sepa qué nodos viven.',
      en: 'Each node answers at its own address, and nobody picks up that of one that is off. It takes a balancer in front that knows which nodes are alive.',
    },
  },
  {
    id: 'kubernetes-brings-a-load-balancer',
    belief: {
      es: 'Kubernetes crea el balanceador de un Service LoadBalancer.',
      en: 'Kubernetes makes the balancer of a LoadBalancer Service.',
    },
    remedy: {
      es: 'Solo lo pide. Lo crea la nube o un programa instalado para eso; sin ellos la dirección se queda en `<pending>`.',
      en: 'It only asks for one. The cloud makes it, or a program installed for the purpose; without them the address stays `<pending>`.',
    },
  },
  {
    id: 'an-ingress-works-by-itself',
    belief: {
      es: 'Un Ingress funciona por sí solo.',
      en: 'An Ingress works by itself.',
    },
    remedy: {
      es: 'Es una regla guardada. Hace falta un controlador de Ingress que atienda su clase.',
      en: 'It is a rule that is kept. It takes an Ingress controller that serves its class.',
    },
  },
  {
    id: 'the-strictest-policy-wins',
    belief: {
      es: 'Entre dos NetworkPolicies gana la más restrictiva.',
      en: 'Of two NetworkPolicies the more restrictive wins.',
    },
    remedy: {
      es: 'Se suman: pasa lo que permita cualquiera de ellas. No hay reglas que prohíban ni orden entre ellas.',
      en: 'They add up: what any of them allows gets through. There are no rules that forbid and no order among them.',
    },
  },
  {
    id: 'same-namespace-is-always-allowed',
    belief: {
      es: 'Los pods de un mismo namespace siempre se alcanzan.',
      en: 'Pods of one namespace always reach one another.',
    },
    remedy: {
      es: 'Si una política elige al pod de destino, también sus vecinos necesitan permiso.',
      en: 'If a policy selects the pod that is called, its neighbours need permission too.',
    },
  },
  {
    id: 'host-path-is-persistent',
    belief: {
      es: 'Un `hostPath` guarda los datos para siempre.',
      en: 'A `hostPath` keeps the data for ever.',
    },
    remedy: {
      es: 'Los guarda en ese nodo. En otro, la misma ruta es otra carpeta: para datos, un claim sobre almacenamiento externo.',
      en: 'It keeps them on that node. On another the same path is another folder: for data, a claim on storage outside.',
    },
  },
  {
    id: 'running-pods-need-the-control-plane',
    belief: {
      es: 'Sin el plano de control se paran los pods.',
      en: 'Without the control plane pods stop.',
    },
    remedy: {
      es: 'Los contenedores los mantiene el kubelet de cada nodo y el tráfico va por las reglas de kube-proxy. Lo que se para son los cambios.',
      en: 'Containers are kept by the kubelet of each node, and traffic follows the rules of kube-proxy. What stops is change.',
    },
  },
  {
    id: 'applying-again-restarts',
    belief: {
      es: 'Aplicar otra vez el mismo archivo reinicia los pods.',
      en: 'Applying the same file again restarts the pods.',
    },
    remedy: {
      es: 'Si lo declarado no cambia, no se toca nada. Para reiniciar está `kubectl rollout restart`.',
      en: 'If what is declared does not change nothing is touched. To restart there is `kubectl rollout restart`.',
    },
  },
  {
    id: 'a-crd-runs-something',
    belief: {
      es: 'Crear un objeto de un tipo propio pone algo en marcha.',
      en: 'Creating an object of a kind of our own starts something.',
    },
    remedy: {
      es: 'El API server solo lo guarda. Actúa el operador que lo vigila, si hay uno.',
      en: 'The API server only keeps it. What acts is the operator that watches it, if there is one.',
    },
  },
  {
    id: 'a-namespace-limits-resources',
    belief: {
      es: 'Un namespace ya limita lo que puede gastar un equipo.',
      en: 'A namespace by itself limits what a team may use.',
    },
    remedy: {
      es: 'Solo agrupa. El tope lo pone una ResourceQuota dentro de él.',
      en: 'It only groups. The cap is set by a ResourceQuota inside it.',
    },
  },
];

export function findMisconception(id: string): Misconception | undefined {
  return misconceptions.find((one) => one.id === id);
}
