// Scripts and what they print. Each was run by dash as well, which printed the same.
import { describe, expect, test } from 'vitest';
import { NetworkNamespace } from '#container/network-namespace.ts';
import { runScript } from './container-under-test.ts';

const scripts: readonly [string, string, string, number][] = [
  [
    'quoting keeps what it quotes',
    'echo a b   c; echo "a b   c"; echo \'x$y\' "$HOME"x; echo a\\ b',
    'a b c\na b   c\nx$y /rootx\na b\n',
    0,
  ],
  [
    'settings of the kernel can be written',
    'sysctl -w vm.max_map_count=262144 && ulimit -n 65536 && echo set',
    'vm.max_map_count = 262144\nset\n',
    0,
  ],
  [
    'for walks words and parameters',
    'for i in a "b c" d; do echo "[$i]"; done; set -- 1 2 3; for i; do echo $i; done; echo $# $* "$@"',
    '[a]\n[b c]\n[d]\n1\n2\n3\n3 1 2 3 1 2 3\n',
    0,
  ],
  [
    'while, until, continue and break',
    'i=0; while [ $i -lt 3 ]; do i=$((i+1)); [ $i = 2 ] && continue; echo $i; done; until false; do break; done; echo done',
    '1\n3\ndone\n',
    0,
  ],
  [
    'functions have parameters, locals and a status',
    'f() { local a=1; echo $1 $# $a; return 4; }; f x y; echo $?; a=9; f; echo $a',
    'x 2 1\n4\n0 1\n9\n',
    0,
  ],
  [
    'case matches patterns',
    'case abc in a*) echo 1;; *c) echo 2;; esac; case x in y|x) echo yx;; esac; case "*" in \\*) echo star;; esac; case q in [a-m]) echo low;; [!a-m]) echo high;; esac',
    '1\nyx\nstar\nhigh\n',
    0,
  ],
  [
    'here-documents expand, quoted ones do not',
    "cat <<EOF\na $((1+1)) $(echo sub) \\$x\nEOF\ncat <<'EOF'\n$x `y`\nEOF\ncat <<-EOF\n\ttab\n\tEOF",
    'a 2 sub $x\n$x `y`\ntab\n',
    0,
  ],
  [
    'redirection writes, appends and reads',
    'echo one > f; echo two >> f; cat f; cat < f | tr a-z A-Z; wc -l < f; rm f; [ -e f ] || echo gone',
    'one\ntwo\nONE\nTWO\n2\ngone\n',
    0,
  ],
  [
    'subshells, groups and negation',
    '(exit 3); echo $?; { echo a; echo b; } | wc -l; ! false; echo $?; true && echo t || echo f; false && echo t || echo f',
    '3\n2\n0\nt\nf\n',
    0,
  ],
  [
    'parameter expansion trims and defaults',
    'x=hello.tar.gz; echo ${x%.*} ${x%%.*} ${x#*.} ${x##*.} ${#x} ${y:-def} ${y-d} ${x:+alt} ${y:+alt}; : ${z:=set}; echo $z',
    'hello.tar hello tar.gz gz 12 def d alt\nset\n',
    0,
  ],
  [
    'fields are split where they are not quoted',
    'x="a b c"; for w in $x; do echo $w; done; for w in "$x"; do echo $w; done; IFS=:; p=a:b::c; for w in $p; do echo "<$w>"; done',
    'a\nb\nc\na b c\n<a>\n<b>\n<>\n<c>\n',
    0,
  ],
  [
    'command substitution drops trailing newlines',
    'echo $(echo a; echo b) "$(printf \'x\\ny\\n\')" `echo back`; x=$(false); echo $?; x=1 y=2; echo $x$y',
    'a b x\ny back\n1\n12\n',
    0,
  ],
  [
    'set -e ends the shell at the first failure',
    'set -e; false || true; if false; then :; fi; echo still; false; echo never',
    'still\n',
    1,
  ],
  ['set -u refuses what was never set', 'set -u; echo ${a:-ok}; echo $undefined; echo never', 'ok\n', 2],
  ['trap EXIT runs at the end', "trap 'echo bye' EXIT; echo hi; exit 5", 'hi\nbye\n', 5],
  ['exit leaves at once', 'exit 7; echo no', '', 7],
  [
    'printf formats and repeats',
    "printf '%s-%d-%05.1f-%x|%-5s|%5s\\n' a 5 3.14159 255 l r; printf '%s\\n' 1 2 3; printf 'no newline'; printf '%%\\n'",
    'a-5-003.1-ff|l    |    r\n1\n2\n3\nno newline%\n',
    0,
  ],
  [
    'test compares files, strings and numbers',
    'test 3 -gt 2 && echo gt; [ a = a ] && [ a != b ] && echo eq; [ -z "" ] && [ -n x ] && echo zn; [ ! -f /nope ] && echo nofile; [ 1 -eq 1 -a 2 -eq 2 ] && echo and; [ \\( 1 -eq 2 \\) -o 1 -eq 1 ] && echo or',
    'gt\neq\nzn\nnofile\nand\nor\n',
    0,
  ],
  [
    'test says what is no expression',
    '[ 1 -eq a ]; echo $?; [ ; echo $?; test; echo $?; [ x ]; echo $?',
    '2\n2\n1\n0\n',
    0,
  ],
  [
    'files and directories by name and by pattern',
    'mkdir -p d/e; touch d/a d/b d/.h; ls d; ls -a d | head -4; echo d/*; echo d/?; echo nope*; cd d; pwd; cd ..; rmdir d/e; rm -r d; ls',
    'a\nb\ne\n.\n..\n.h\na\nd/a d/b d/e\nd/a d/b d/e\nnope*\n/tmp/d\n',
    0,
  ],
  [
    'wait gives the status of a job',
    'sleep 0.1 & p=$!; wait $p; echo $?; (sleep 0.1; exit 4) & wait $!; echo $?; wait; echo $?',
    '0\n4\n0\n',
    0,
  ],
  [
    'pipes feed read, in a shell of their own',
    'echo a | { read x; echo got $x; }; printf \'a b c\\nd\\n\' | while read x y; do echo "$x|$y"; done; echo x | read v; echo "v=$v"',
    'got a\na|b c\nd|\nv=\n',
    0,
  ],
  [
    'subshells keep their variables to themselves',
    "x=1; (x=2; echo $x); echo $x; { x=3; }; echo $x; export E=5; sh -c 'echo $E $x'",
    '2\n1\n3\n5\n',
    0,
  ],
  [
    'grep finds, counts and filters',
    "echo abc | grep -c b; echo abc | grep -q z; echo $?; printf 'a\\nb\\nab\\n' | grep -n a; printf 'a1\\nb2\\n' | grep -E '^[a-z][0-9]$'; printf 'x.y\\nxzy\\n' | grep -F x.y; printf 'A\\n' | grep -i a; printf 'a\\nb\\n' | grep -v a",
    '1\n1\n1:a\n3:ab\na1\nb2\nx.y\nA\nb\n',
    0,
  ],
  [
    'small filters',
    "seq 3; seq 2 2 6; basename /a/b.c .c; dirname /a/b/c; echo a,b,c | cut -d, -f2; echo hello | tr l L; printf 'b\\na\\nb\\n' | sort -u; printf '3\\n10\\n2\\n' | sort -n; printf 'a\\na\\nb\\n' | uniq -c",
    '1\n2\n3\n2\n4\n6\nb\n/a/b\nb\nheLLo\na\nb\n2\n3\n10\n      2 a\n      1 b\n',
    0,
  ],
  [
    'head and tail',
    "printf '1\\n2\\n3\\n4\\n' | head -n 2; printf '1\\n2\\n3\\n4\\n' | tail -n 1; printf '1\\n2\\n3\\n' | tail -n +2; echo abc | head -c 2",
    '1\n2\n4\n2\n3\nab',
    0,
  ],
  [
    'eval and words that become commands',
    'eval \'echo $((1+2))\'; x=\'echo hi\'; $x; eval "$x there"; cmd=echo; $cmd a "b  c"',
    '3\nhi\nhi there\na b  c\n',
    0,
  ],
  [
    'if, elif and else',
    'if [ -d /tmp ]; then echo dir; elif true; then echo no; else echo no2; fi; if false; then echo a; else echo b; fi',
    'dir\nb\n',
    0,
  ],
  [
    'quotes inside quotes',
    'a=\'x y\'; b="$a z"; echo "$b" $b; echo "a\'b" \'c"d\'; echo "\\$a \\"q\\" \\\\"; echo \'it\'"\'"\'s\'',
    'x y z x y z\na\'b c"d\n$a "q" \\\nit\'s\n',
    0,
  ],
  [
    'functions inside functions, readonly',
    'f() { f2() { echo inner $1; }; f2 "$@"; }; f q; type f >/dev/null && echo def; unset x; echo ${x-unset}; readonly r=1; echo $r',
    'inner q\ndef\nunset\n1\n',
    0,
  ],
  [
    'break and continue leave several loops',
    'n=0; while :; do n=$((n+1)); if [ $n -gt 5 ]; then break; fi; done; echo $n; for a in 1 2; do for b in 1 2; do [ $b = 2 ] && continue 2; echo $a$b; done; done',
    '6\n11\n21\n',
    0,
  ],
  [
    'here-documents inside substitutions',
    'echo "$(cat <<EOF\ninner\nEOF\n)"; echo ${x:-$(echo dflt)}; echo "${x:-"q q"}"',
    'inner\ndflt\nq q\n',
    0,
  ],
  ['exec moves descriptors', 'exec 3>&1; echo to3 >&3; exec > out; echo hidden; exec >&3; cat out', 'to3\nhidden\n', 0],
  [
    'errors go where they are sent',
    'echo err >&2; echo both 2>&1 | cat; ls /nonexistent 2>/dev/null; echo $?; nosuchcmd 2>/dev/null; echo $?',
    'both\n2\n127\n',
    0,
  ],
  [
    'shift and positional parameters',
    'set -- a b c d; shift; echo $1 $#; shift 2; echo $1; echo ${10:-none}; set --; echo $#',
    'b 3\nd\nnone\n0\n',
    0,
  ],
  [
    'patterns and prefixes',
    'x=abc; case $x in abc) echo m;; esac; y=${x#a}; echo $y; echo ${x%c}${x#ab}; echo ~ | grep -c /',
    'm\nbc\nabc\n1\n',
    0,
  ],
  [
    'getopts walks options',
    'getopts_test() { while getopts "ab:c" o; do case $o in a) echo A;; b) echo B=$OPTARG;; c) echo C;; esac; done; shift $((OPTIND-1)); echo rest $@; }; getopts_test -a -b val -c x y',
    'A\nB=val\nC\nrest x y\n',
    0,
  ],
  [
    'lists, comments and continued lines',
    'echo a;echo b&& echo c||echo d;echo e # comment\n#full comment\necho f \\\ng',
    'a\nb\nc\ne\nf g\n',
    0,
  ],
  [
    'compound commands in pipes',
    'if true; then echo x; fi | cat; while read l; do echo "L:$l"; done <<EOF\n1\n2\nEOF',
    'x\nL:1\nL:2\n',
    0,
  ],
  [
    'copying, moving and linking',
    'cp /etc/passwd p 2>/dev/null; echo text > a; cp a b; mv b c; cat c; ln -s a l; cat l; readlink l; [ -L l ] && echo link; mkdir z; cp a z; ls z; cp -r z y; ls y',
    'text\ntext\na\nlink\na\na\n',
    0,
  ],
  [
    'a link to an output',
    'ln -s /dev/stdout log; echo one > log; ln -s /dev/null hole; echo two > hole; ln -s l1 l2; ln -s l2 l1; echo x > l1 || echo no',
    'one\nno\n',
    0,
  ],
  [
    'status of functions in conditions',
    'f() { return 1; }; f || echo failed; f && echo ok; if ! f; then echo neg; fi; f; echo $?',
    'failed\nneg\n1\n',
    0,
  ],
  [
    'arithmetic in other bases and with assignment',
    'echo $((0x10)) $((010)) $((2*(3+4))) $((1&&0)) $((5!=5)); a=3; echo $((a+=2)) $a $((a==5))',
    '16 8 14 0 0\n5 5 1\n',
    0,
  ],
  [
    'IFS joins and splits',
    'IFS=,; set -- 1 2 3; echo "$*"; unset IFS; echo "$*"; a="1,2"; IFS=,; for i in $a; do echo $i; done',
    '1,2,3\n1 2 3\n1\n2\n',
    0,
  ],
  [
    'read with and without IFS',
    'echo \'a  b\' | while IFS= read -r line; do echo "[$line]"; done; printf \'no nl\' | { read x; echo "$? $x"; }',
    '[a  b]\n1 no nl\n',
    0,
  ],
  [
    'the status of a pipeline is that of its last command',
    'true | false; echo $?; false | true; echo $?; echo x | cat | cat',
    '1\n0\nx\n',
    0,
  ],
  [
    'groups redirect together',
    '{ echo out; echo err >&2; } 2>/dev/null; (echo a; echo b) > f; cat f; : > f; wc -c < f; echo $?',
    'out\na\nb\n0\n0\n',
    0,
  ],
  [
    'sh runs texts, files and its input',
    "sh -c 'echo $0 $1 $2' name a b; sh -c 'exit 9'; echo $?; env A=1 sh -c 'echo $A'; echo 'echo fromstdin' | sh; printf 'echo script $1\\n' > s.sh; sh s.sh arg; chmod +x s.sh; ./s.sh q",
    'name a b\n9\n1\nfromstdin\nscript arg\nscript q\n',
    0,
  ],
  [
    'sed edits lines',
    "printf 'a=1\\nb=2\\n' | sed 's/=/: /'; printf '1\\n2\\n3\\n' | sed -n '2p'; printf '1\\n2\\n3\\n' | sed 2d; echo aXbXc | sed 's/X/-/g'; echo foobar | sed -E 's/(foo)(bar)/\\2\\1/'; printf 'x\\ny\\nz\\n' | sed '/y/,$d'; echo hello | sed 's/l/L/2'; echo 'a/b' | sed 's|/|_|'; printf 'a\\nb\\n' | sed '1i top' ; printf 'a\\n' | sed 's/a/[&]/'",
    'a: 1\nb: 2\n2\n1\n3\na-b-c\nbarfoo\nx\nhelLo\na_b\ntop\na\nb\n[a]\n',
    0,
  ],
  [
    'awk prints fields',
    "printf 'a b c\\nd e f\\n' | awk '{print $2}'; printf 'a:b\\n' | awk -F: '{print $2, $1}'; printf '1\\n2\\n3\\n' | awk '{s+=$1} END {print s}'; printf 'x 1\\ny 2\\n' | awk '$2==2 {print $1}'; printf 'aa\\nbb\\n' | awk '/b/'; printf 'a b\\n' | awk '{print NF, NR, $NF}'; awk 'BEGIN {print \"hi\"}'",
    'b\ne\nb a\n6\ny\nbb\n2 1 b\nhi\n',
    0,
  ],
  [
    'xargs, find, base64 and expr',
    "echo 1 2 3 | xargs -n1 echo; echo a b | xargs; printf 'x\\ny\\n' | xargs -I{} echo '<{}>'; mkdir -p q/r; touch q/a.txt q/r/b.txt; find q -name '*.txt' | sort; find q -type d | sort; echo aGk= | base64 -d; echo; printf hi | base64; expr 3 + 4; expr abc : 'a\\(.*\\)'",
    '1\n2\n3\na b\n<x>\n<y>\nq/a.txt\nq/r/b.txt\nq\nq/r\nhi\naGk=\n7\nbc\n',
    0,
  ],
];

describe('a POSIX shell', () => {
  test.each(scripts)('%s', (_name, script, output, exitCode) => {
    expect(runScript(script, { image: 'debian:12', workingDirectory: '/tmp' })).toMatchObject({ output, exitCode });
  });
});

// What bash has beside POSIX; each printed the same by bash.
const bashScripts: readonly [string, string, string][] = [
  ['arithmetic commands have a status', '((1 > 2)) || echo no; ((i = 3, i++)); echo $i; (cd /; (pwd))', 'no\n4\n/\n'],
  [
    'a counted for, continued and broken',
    'for ((i = 0; i < 5; i++)); do ((i == 1)) && continue; ((i == 4)) && break; echo $i; done; for ((;;)) do echo once; break; done',
    '0\n2\n3\nonce\n',
  ],
  [
    'braces make lists',
    'echo a{b,c}d {1..3} {03..1} x{1..9..4} {a..c} {} {x} "{1,2}" {1,{2,3}}',
    'abd acd 1 2 3 03 02 01 x1 x5 x9 a b c {} {x} {1,2} 1 2 3\n',
  ],
  ['SECONDS counts on from what is written there', 'SECONDS=10; sleep 5; echo $SECONDS', '15\n'],
];

describe('bash', () => {
  test.each(bashScripts)('%s', (_name, script, output) => {
    const { output: seen, errors } = runScript(`bash -c '${script}'`, { image: 'debian:12' });
    expect({ seen, errors }).toEqual({ seen: output, errors: '' });
  });
});

describe('on the virtual clock', () => {
  test('sleep takes its time and nothing else does', () => {
    expect(runScript('echo a; sleep 5; echo b; sleep 2.5').seconds).toBe(7.5);
  });
  test('sleeps side by side do not add up', () => {
    expect(runScript('sleep 5 & sleep 7 & wait').seconds).toBe(7);
  });
  test('timeout cuts a program off', () => {
    expect(runScript('timeout 3 sleep 60; echo $?', { image: 'debian:12' })).toMatchObject({
      seconds: 3,
      output: '124\n',
    });
  });
  test('date shows the virtual day', () => {
    expect(runScript("sleep 61; date '+%F %T'").output).toBe('2026-01-05 00:01:01\n');
  });
  test('a trap waits for the foreground command, but not for wait', () => {
    const signalAt2 = { signals: [[2, 'TERM']] as const };
    expect(runScript("trap 'exit 3' TERM; sleep 9; echo no", signalAt2)).toMatchObject({ seconds: 9, exitCode: 3 });
    expect(runScript("trap 'exit 3' TERM; sleep 9 & wait", signalAt2)).toMatchObject({ seconds: 2, exitCode: 3 });
  });
  test('process 1 without a handler does not hear TERM, and always KILL', () => {
    expect(runScript('sleep 9', { signals: [[2, 'TERM']] })).toMatchObject({ seconds: 9, exitCode: 0 });
    expect(runScript('sleep 9', { signals: [[2, 'KILL']] })).toMatchObject({ seconds: 2, exitCode: 137 });
  });
  test('process 1 cannot kill itself', () => {
    expect(runScript('sleep 3; kill -9 $$')).toMatchObject({ seconds: 3, exitCode: 0 });
  });
  test('tail -f goes on with what is appended', () => {
    expect(runScript('echo a > f; tail -f f & sleep 3; echo b >> f; sleep 3', {}).output).toBe('a\nb\n');
  });
});

describe('pipes', () => {
  test('who has seen enough ends the one who writes', () => {
    expect(runScript('yes | head -n 1')).toMatchObject({ output: 'y\n', exitCode: 0 });
    expect(runScript('(echo ready; sleep 1000) | grep -q ready && echo up', { limitSeconds: 5 }).seconds).toBeNaN();
    expect(
      runScript('echo $(</etc/hostname 2>/dev/null)x; echo text > f; echo "$(<f)"', { image: 'debian:12' }).output,
    ).toMatch(/text\n$/);
  });
});

describe('nothing a learner writes stops the simulation', () => {
  const bombs: readonly [string, string][] = [
    ['an endless loop', 'while :; do :; done'],
    ['a loop that waits for nobody', 'while true; do wait; done'],
    ['a fork bomb', 'f() { f | f & }; f; sleep 1000'],
    ['endless recursion', 'f() { f; }; f'],
    ['a word that doubles', 'x=aaaaaaaaaa; while :; do x=$x$x; done'],
    ['endless output', 'yes'],
    ['a million brackets', `echo ${'('.repeat(5000)}`],
    ['nested substitutions', `echo ${'$('.repeat(300)}${')'.repeat(300)}`],
    ['a pattern made to be slow', `case ${'a'.repeat(3000)} in ${'*a'.repeat(60)}b) ;; esac`],
    ['a regular expression made to be slow', `echo ${'a'.repeat(2000)} | grep -E '^(a+)+$b'`],
    ['a file that fills the disk of the machine', 'dd if=/dev/zero of=/x bs=1G count=1000; cat /x; ls -l /x'],
    ['arithmetic on arithmetic', `echo $((${'('.repeat(2000)}1${')'.repeat(2000)}))`],
    ['a link to itself', 'ln -s /a /b; ln -s /b /a; cat /a'],
    [
      'control characters and prototypes',
      "__proto__=1; constructor=2; echo $__proto__ $constructor; printf '\\001\\033[2J'; toString",
    ],
  ];
  test.each(bombs)('%s', (_name, script) => {
    const started = performance.now();
    runScript(script, { limitSeconds: 3600 });
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('package managers', () => {
  const server = { port: 443, protocol: 'http', onlyLocal: false, reply: () => ({ kind: 'closed' as const }) };
  const outside = {
    resolve: (name: string) => (name.endsWith('.org') ? ['203.0.113.9'] : []),
    connect: (address: string) => ({ kind: 'connected' as const, listener: server, address }),
  };
  const check = (script: string, image: string, expected: RegExp, isOnline = true) => {
    const network = new NetworkNamespace({ address: '10.0.0.1', ...(isOnline && { outside }) });
    const { output, errors } = runScript(script, { image, network });
    expect(`${output}${errors}`).toMatch(expected);
  };
  test('what is installed is there from then on', () => {
    check(
      'git --version; apk add --no-cache git bash && git --version && bash -c "echo $((1+1))"',
      'alpine:3.22',
      /git version[\s\S]*2\n[\s\S]*git: not found/,
    );
    check(
      'apt-get update && apt-get install -y default-mysql-client && which mysqladmin',
      'debian:12',
      /\/usr\/bin\/mysqladmin/,
    );
    check('dnf install -y nmap-ncat && which nc', 'fedora:42', /\/usr\/bin\/nc/);
  });
  test('without a way to the server nothing is installed', () =>
    check('apk add git; git --version', 'alpine:3.22', /could not resolve host[\s\S]*git: not found/, false));
  test('busybox has none', () => check('apk add git', 'busybox:1.37', /apk: not found/));
});
