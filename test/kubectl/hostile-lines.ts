/** Lines as nobody means them: real ones, cut, joined, stretched and strewn with what programs stumble over. */

const seeds: readonly string[] = [
  'get pods -o wide',
  'get pods,svc -A --show-labels -L app',
  "get pods -l 'app in (web,db),tier!=x' --sort-by=.metadata.name",
  'get pods -o jsonpath=\'{range .items[*]}{.metadata.name}{"\\t"}{.status.phase}{"\\n"}{end}\'',
  "get deploy web -o go-template='{{range $k, $v := .metadata.labels}}{{$k}}={{$v}}{{end}}'",
  'get pods -o custom-columns=NAME:.metadata.name,X:.spec.containers[*].image',
  'get all --field-selector=metadata.name=web -o yaml',
  'describe pod solo',
  'describe deploy,svc,node',
  'logs solo --tail=5 --since=1h --timestamps',
  "exec solo -- sh -c 'echo hi; exit 3'",
  'apply -f web.yaml --dry-run=server',
  'apply -f - --server-side --force-conflicts',
  'create deployment x --image=nginx --replicas=2 --dry-run=client -o yaml',
  'create configmap c --from-literal=a=1',
  'create ingress i --rule=a.b/x*=svc:80,tls=t',
  'create role r --verb=get --resource=pods',
  'run r1 --image=busybox --restart=Never -- sleep 5',
  'expose deploy web --port=80 --target-port=http --name=s1',
  'delete pod solo --wait=false --grace-period=0 --force',
  'delete -f web.yaml --ignore-not-found',
  `patch deploy web -p '{"spec":{"replicas":2}}'`,
  `patch deploy web --type=json -p '[{"op":"replace","path":"/spec/replicas","value":1}]'`,
  'scale deploy/web --replicas=3',
  'autoscale deploy web --min=1 --max=3 --cpu=80%',
  'rollout status deploy/web --timeout=2s',
  'rollout undo deploy/web --to-revision=1',
  'rollout history deploy/web --revision=1',
  'set image deploy/web nginx=nginx:1.29',
  'set env deploy/web A=b C-',
  'set resources deploy web --limits=cpu=100m,memory=64Mi',
  'label pods --all a=b --overwrite',
  'annotate deploy web note=x',
  'taint nodes node-1 a=b:NoSchedule',
  'cordon node-1',
  'drain node-2 --ignore-daemonsets --force --timeout=2s',
  'explain pod.spec.containers.resources --recursive',
  'events --for deploy/web --types=Warning',
  'wait --for=condition=Ready pod --all --timeout=1s',
  "wait --for=jsonpath='{.status.phase}'=Running pod/solo --timeout=1s",
  'auth can-i --list --as=ana --as-group=devs',
  'debug -it solo --image=busybox -- ls',
  'cp solo:/etc/hosts hosts.txt',
  'diff -f web.yaml',
  'replace -f web.yaml --force',
  'api-resources --api-group=apps -o wide',
  'config set-context --current --namespace=default',
  'top pods --containers',
  'version -o json',
];

const shards: readonly string[] = [
  ...['', ' ', '-', '--', '---', '=', ',', '/', '.', ':', '*', '"', "'", '\\', '`', '$(', '{', '}', '[', ']', '(', ')'],
  ...['--=', '--output', '-o', '-n', '--all', '-A', '-f', '-', '--as=', '__proto__', 'constructor', 'toString'],
  ...[
    '\u0000',
    '\u001b[31m',
    '\u202e',
    '\ud800',
    'ñ',
    '🦊',
    '%s%n%d',
    '../../etc/passwd',
    '999999999999999999999',
    '-1',
  ],
  ...[
    'NaN',
    '1e309',
    'null',
    'true',
    '{{',
    '}}',
    '{{.}}',
    '{..}',
    '{range',
    '{end}',
    '@',
    '?(@.x==1)',
    '~',
    '\n',
    '\t',
  ],
  ...['{"a":{"a":{"a":{}}}}', '[[[[[[[[', 'a'.repeat(300), '%', '!', '&', ';', '|', '<', '>', '#'],
];

/** Numbers below `limit`, the same ones for the same seed. */
export function numbers(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

export function hostileLine(next: (limit: number) => number): string {
  const pick = (list: readonly string[]) => list[next(list.length)] as string;
  let line = pick(seeds);
  for (let changes = next(4); changes > 0; changes--) {
    const at = next(line.length + 1);
    const words = line.split(' ');
    const word = next(words.length);
    const kind = next(7);
    if (kind === 0) line = line.slice(0, at) + pick(shards) + line.slice(at);
    else if (kind === 1) line = line.slice(0, at) + line.slice(at + 1 + next(4));
    else if (kind === 2) line = words.toSpliced(word, 1).join(' ');
    else if (kind === 3) line = words.toSpliced(word, 0, pick(shards)).join(' ');
    else if (kind === 4) line = words.with(word, pick(pick(seeds).split(' '))).join(' ');
    else if (kind === 5) line = `${line} ${pick(seeds).split(' ').slice(1).join(' ')}`;
    else line = line.replace(pick([...line]), pick(shards));
  }
  return line;
}
