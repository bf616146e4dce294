/** What people mistype, and what kubectl says: `[1]` in front is the exit code. */
import { describe, expect, test } from 'vitest';
import { openTerminal } from './terminal.ts';

/** One cluster for all: what is refused changes nothing. */
const { file, type, pass } = openTerminal();
file('typo.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: t }\ndat: { a: b }\n');
type('create deployment web --image=nginx --replicas=1');
type('run solo --image=busybox --restart=Never -- sleep 100000');
pass(5);

function check(line: string, expected: string): void {
  expect(type(line)).toBe(expected);
}

const help = (path: string) => `See 'kubectl ${path} -h' for help and examples\n`;
const nothing =
  "[1] error: You must provide one or more resources by argument or filename.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'\n";
const noName = '[1] error: resource(s) were provided, but no name was specified\n';
const noObject = '[1] Error from server (NotFound): the server could not find the requested resource\n';

describe('what is asked for', () => {
  test.each([
    ['get po/a/b', '[1] error: arguments in resource/name form may not have more than one slash\n'],
    ['get po,svc/web', '[1] error: arguments in resource/name form must have a single resource and name\n'],
    ['get pods,', '[1] error: the server doesn\'t have a resource type ""\n'],
    ['get deployments.v2.apps', '[1] error: the server doesn\'t have a resource type "deployments"\n'],
    ['get csr', '[1] error: the simulator leaves out certificatesigningrequests\n'],
    [
      'get pod/solo -l a=b',
      '[1] error: selectors and the all flag cannot be used when passing resource/name arguments\n',
    ],
    ['get pod solo -l a=b', '[1] error: name cannot be provided when a selector is specified\n'],
    ['get pod solo -A', '[1] error: a resource cannot be retrieved by name across all namespaces\n'],
    ['get pods --sort-by=nope', '[1] error: couldn\'t find any field with path "{.nope}" in the list of objects\n'],
    ['get pods,nodes -l a=b', 'No resources found\n'],
    ['get pods,svc -l a=b', 'No resources found in default namespace.\n'],
    ['get pods -l a=b -o name', ''],
    ['delete pods', noName],
    ['delete', nothing],
    ['label pods a=b', noName],
    ['label', '[1] error: one or more resources must be specified as <resource> <name> or <resource>/<name>\n'],
  ])('%s', check);
});

describe('what is to be changed', () => {
  test.each([
    ['label pod a=b solo', '[1] error: all resources must be specified before label changes: solo\n'],
    ['annotate pod a=b solo', '[1] error: all resources must be specified before annotation changes: solo\n'],
    ['label pod solo a=b=c', '[1] error: invalid label spec: a=b=c\n'],
    ['label pods --all -l a=b x=y', '[1] error: cannot set --all and --selector at the same time\n'],
    ['label pod solo a=1 a-', '[1] error: can not both modify and remove a label in the same command\n'],
    [
      'annotate pod solo a=1 a-',
      '[1] error: can not both modify and remove the following annotation(s) in the same command: a\n',
    ],
    ['scale pod solo --replicas=2', noObject],
    ['scale deploy web', '[1] error: required flag(s) "replicas" not set\n'],
    ['patch pod solo', '[1] error: must specify --patch or --patch-file containing the contents of the patch\n'],
    [
      'set env deploy/web --keys=a',
      '[1] error: when specifying --keys, a configmap or secret must be provided with --from\n',
    ],
    ['set image deploy/web x=nginx', '[1] error: unable to find container named "x"\n'],
    ['set resources deploy/web --limits=cpu', '[1] error: Invalid argument syntax cpu, expected <resource>=<value>\n'],
    ['taint node node-1', '[1] error: at least one taint update is required\n'],
    ['taint nodes node-1 a=b:NoSchedule:x', `[1] error: invalid taint spec: a=b:NoSchedule:x\n${help('taint')}`],
    [
      'taint nodes node-1 a=b:NoSchedule a-',
      '[1] error: can not both modify and remove the following taint(s) in the same command: {"a":""}\n',
    ],
    ['taint pods solo a=b:NoSchedule', '[1] error: invalid resource type pods, only node types are supported\n'],
    [
      'autoscale deploy web --max=1 --min=2',
      '[1] error: --max=MAXPODS must be larger or equal to --min=MINPODS, max: 1, min: 2\n',
    ],
    ['autoscale deploy web --max=2 --cpu=x%', '[1] error: invalid percentage value: x\n'],
  ])('%s', check);
});

describe('what is to be made', () => {
  test.each([
    ['run x --image=', '[1] error: --image is required\n'],
    ['run x --image=nginx --port=http', '[1] error: strconv.Atoi: parsing "http": invalid syntax\n'],
    ['run x --image=nginx --labels=a', '[1] error: unexpected label spec: a\n'],
    ['run x --image=nginx --restart=Sometimes', '[1] error: invalid restart policy: Sometimes\n'],
    ['run x --image=nginx --rm', '[1] error: --rm should only be used for attached containers\n'],
    ['run x --image=nginx -t', '[1] error: -i/--stdin is required for containers with -t/--tty=true\n'],
    ['expose pod solo', "[1] error: couldn't find port via --port flag or introspection\n"],
    ['create configmap', `[1] error: exactly one NAME is required, got 0\n${help('create configmap')}`],
    ['create quota q --hard=cpu', '[1] error: Invalid argument syntax cpu, expected <resource>=<value>\n'],
    ['create pdb p --selector=a!=b --min-available=1', '[1] error: "!=" is not a valid label selector operator\n'],
    ['create rolebinding b', '[1] error: exactly one of clusterrole or role must be specified\n'],
    ['create wombat', `[1] error: Unexpected args: [wombat]\n${help('create')}`],
    [
      'apply -f typo.yaml --validate=perhaps',
      '[1] error: invalid - validate option "perhaps"; must be one of: strict (or true), warn, ignore (or false)\n',
    ],
  ])('%s', check);
});

describe('what is to be looked into', () => {
  test.each([
    ['logs solo -l a=b', `[1] error: only a selector (-l) or a POD name is allowed\n${help('logs')}`],
    ['logs solo solo -c solo', '[1] error: only one of -c or an inline [CONTAINER] arg is allowed\n'],
    ['logs solo --tail=-5', '[1] error: --tail must be greater than or equal to -1\n'],
    [
      'logs solo --since-time=today',
      '[1] error: parsing time "today" as "2006-01-02T15:04:05Z07:00": cannot parse "today" as "2006"\n',
    ],
    [
      'logs solo --since-time=2026-01-05',
      '[1] error: parsing time "2026-01-05" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"\n',
    ],
    [
      'logs cm/kube-root-ca.crt',
      '[1] error: cannot get the logs from *v1.ConfigMap: selector for *v1.ConfigMap not implemented\n',
    ],
    [
      'exec cm/kube-root-ca.crt -- ls',
      '[1] error: cannot attach to *v1.ConfigMap: selector for *v1.ConfigMap not implemented\n',
    ],
    ['exec solo', '[1] error: you must specify at least one command for the container\n'],
    ['attach', `[1] error: at least 1 argument is required for attach\n${help('attach')}`],
    ['attach nope', '[1] Error from server (NotFound): pods "nope" not found\n'],
    [
      'port-forward solo',
      `[1] error: TYPE/NAME and list of ports are required for port-forward\n${help('port-forward')}`,
    ],
    ['port-forward pod/nope 80', '[1] Error from server (NotFound): pods "nope" not found\n'],
    ['completion', `[1] error: Shell not specified.\n${help('completion')}`],
    ['completion csh', `[1] error: Unsupported shell type "csh".\n${help('completion')}`],
    ['proxy --port=8001', '[1] error: proxy is left out: the simulated API server listens nowhere\n'],
    ['wait', '[1] error: unrecognized condition: []\n'],
    ['wait pod --for=condition=Ready', noName],
    ['wait pod/nope --for=delete', ''],
    ['rollout status pod/solo', '[1] error: no status viewer has been implemented for Pod\n'],
    ['rollout undo pod/solo', '[1] error: no rollbacker has been implemented for "Pod"\n'],
    ['rollout history pod/solo', '[1] error: no history viewer has been implemented for "Pod"\n'],
    ['version -o wide', "[1] error: --output must be 'yaml' or 'json'\n"],
    ['api-resources x', `[1] error: unexpected arguments: [x]\n${help('api-resources')}`],
    [
      'config set-cluster x --server=y',
      '[1] error: the simulator leaves out "kubectl config set-cluster": it has one cluster, one user and one context\n',
    ],
  ])('%s', check);
});
