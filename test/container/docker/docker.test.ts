import { expect, test } from 'vitest';
import { Terminal } from './docker-under-test.ts';

test('what a container writes outlives a stop and is lost with the container', () => {
  const terminal = new Terminal();
  terminal.type("docker run -d --name a busybox:1.36 sh -c 'while true; do sleep 1; done'");
  terminal.says("docker exec a sh -c 'echo hola > /nota'", '');
  terminal.says('docker stop -t 1 a', 'a');
  terminal.says('docker start a', 'a');
  terminal.says('docker exec a cat /nota', 'hola');
  terminal.says('docker rm -f a', 'a');
  terminal.type("docker run -d --name a busybox:1.36 sh -c 'while true; do sleep 1; done'");
  terminal.refuses('docker exec a cat /nota', 1, /No such file/);
});

test('a named volume outlives every container; a nameless one goes with rm -v', () => {
  const terminal = new Terminal();
  terminal.says("docker run --rm -v datos:/d busybox:1.36 sh -c 'echo 1 > /d/f'", '');
  terminal.says('docker run --rm -v datos:/d busybox:1.36 cat /d/f', '1');
  terminal.type('docker create --name b -v /d busybox:1.36 true');
  expect(terminal.host.volumes.size).toBe(2);
  terminal.says('docker rm b', 'b');
  expect(terminal.host.volumes.size).toBe(2);
  terminal.type('docker create --name c -v /d busybox:1.36 true');
  terminal.says('docker rm -v c', 'c');
  expect(terminal.host.volumes.size).toBe(2);
});

test('the image stays as it is whatever a container does to its files', () => {
  const terminal = new Terminal();
  terminal.says("docker run --name a busybox:1.36 sh -c 'rm /bin/cat; echo x > /etc/passwd'", '');
  terminal.says('docker run --rm busybox:1.36 cat /etc/passwd', /^root:/);
});

test('a folder of the host is the same with a slash at its end, and one of its files may be mounted alone', () => {
  const terminal = new Terminal();
  terminal.says("docker run --rm -v /srv/a:/a busybox:1.37 sh -c 'echo one > /a/note'", '');
  terminal.says('docker run --rm -v /srv/a/:/b busybox:1.37 cat /b/note', 'one');
  terminal.host.files.set('/srv/a/note', 'one');
  terminal.type('docker run -d --name reader -v /srv/a/note:/note busybox:1.37 sleep infinity');
  terminal.says("docker run --rm -v /srv/a:/a busybox:1.37 sh -c 'echo two > /a/note'", '');
  terminal.says('docker exec reader cat /note', 'two');
});

test('a commit may take the name of the image below it', () => {
  const terminal = new Terminal();
  terminal.type('docker run -d --name a busybox:1.37 sleep infinity');
  terminal.says("docker exec a sh -c 'echo one > /one'", '');
  terminal.says('docker commit a busybox:1.37', /^sha256:/m);
  terminal.says('docker run --rm busybox:1.37 cat /one', 'one');
});

test('commit makes an image of the own layer; volumes are no part of it', () => {
  const terminal = new Terminal();
  terminal.says("docker run --name a -v v:/v busybox:1.36 sh -c 'echo dentro > /a; echo fuera > /v/b'", '');
  terminal.says('docker commit a propia:1', /^sha256:[0-9a-f]{64}$/m);
  terminal.says('docker run --rm propia:1 cat /a', 'dentro');
  terminal.refuses('docker run --rm propia:1 cat /v/b', 1, /No such file/);
});

test('an unhealthy container is not restarted, even with --restart always', () => {
  const terminal = new Terminal();
  terminal.type(
    "docker run -d --name a --restart always --health-cmd 'test -f /sano' --health-interval 10s --health-retries 3 busybox:1.36 sleep 100000",
  );
  expect(terminal.state('a').Health?.Status).toBe('starting');
  terminal.wait(31);
  expect(terminal.state('a')).toMatchObject({ Status: 'running', restarts: 0, Health: { Status: 'unhealthy' } });
  terminal.wait(3600);
  expect(terminal.state('a').restarts).toBe(0);
  terminal.type('docker exec a touch /sano');
  terminal.wait(10);
  expect(terminal.state('a').Health?.Status).toBe('healthy');
  terminal.says('docker ps', /Up About an hour \(healthy\)/);
});

test.each([
  ['no', 0, 'exited'],
  ['on-failure:2', 2, 'exited'],
] as const)('--restart %s after exit 1 restarts %d times', (policy, restarts, status) => {
  const terminal = new Terminal();
  terminal.type(`docker run -d --name a --restart ${policy} busybox:1.36 sh -c 'exit 1'`);
  terminal.wait(60);
  expect(terminal.state('a')).toMatchObject({ Status: status, ExitCode: 1, restarts });
});

test('--restart always brings back what ended with 0, and not what was stopped', () => {
  const terminal = new Terminal();
  terminal.type("docker run -d --name a --restart always busybox:1.36 sh -c 'sleep 20'");
  terminal.wait(50);
  expect(terminal.state('a')).toMatchObject({ restarts: 2, Status: 'running' });
  terminal.says('docker stop -t 0 a', 'a');
  terminal.wait(100);
  expect(terminal.state('a')).toMatchObject({ restarts: 2, Status: 'exited' });
  terminal.type('docker run -d --name b --restart on-failure busybox:1.36 true');
  terminal.wait(10);
  expect(terminal.state('b')).toMatchObject({ Status: 'exited', ExitCode: 0, restarts: 0 });
});

test('process 1 without a handler is killed after ten seconds (137); with one it ends as it likes', () => {
  const terminal = new Terminal();
  terminal.type('docker run -d --name a busybox:1.36 sleep 1000');
  const before = terminal.host.clock.nowMs;
  terminal.says('docker stop a', 'a');
  expect(terminal.host.clock.nowMs - before).toBe(10_000);
  expect(terminal.state('a').ExitCode).toBe(137);
  terminal.type(`docker run -d --name b busybox:1.36 sh -c 'trap "exit 3" TERM; while true; do sleep 1; done'`);
  terminal.says('docker stop b', 'b');
  expect(terminal.state('b').ExitCode).toBe(3);
});

test('in a network of their own containers find one another by name, in the default one they do not', () => {
  const terminal = new Terminal();
  terminal.type('docker network create red');
  terminal.type('docker run -d --name web --network red nginx:1.27');
  terminal.wait(10);
  terminal.says('docker run --rm --network red busybox:1.36 wget -q -O - http://web', /nginx/i);
  terminal.refuses('docker run --rm busybox:1.36 wget -q -O - http://web', 1, /bad address/);
});

test('a published port answers on the host, and a second container cannot have it', () => {
  const terminal = new Terminal();
  terminal.type('docker run -d --name web -p 8080:80 nginx:1.27');
  terminal.wait(10);
  expect(terminal.host.connect(8080).kind).toBe('connected');
  expect(terminal.host.connect(8081).kind).toBe('refused');
  terminal.refuses(
    'docker run -d --name otro -p 8080:80 nginx:1.27',
    125,
    /Bind for 0.0.0.0:8080 failed: port is already allocated/,
  );
  terminal.says('docker ps', /0\.0\.0\.0:8080->80\/tcp {3}web/);
});

test('a database without its password says so and ends', () => {
  const terminal = new Terminal();
  terminal.type('docker run -d --name db mariadb:11');
  terminal.wait(10);
  expect(terminal.state('db')).toMatchObject({ Status: 'exited', ExitCode: 1 });
  expect(terminal.type('docker logs db').errors).toMatch(/MARIADB_ROOT_PASSWORD/);
});

test('what cannot be is refused in the words of docker', () => {
  const terminal = new Terminal();
  terminal.type('docker run -d --name a busybox:1.36 sleep 1000');
  terminal.refuses('docker run --name a busybox:1.36', 125, /The container name "\/a" is already in use/);
  terminal.refuses('docker rm a', 1, /cannot remove container "a": container is running/);
  terminal.refuses('docker rm b', 1, /No such container: b/);
  terminal.refuses('docker run busybox:1.36 nada', 127, /exec: "nada": executable file not found in \$PATH/);
  terminal.refuses('docker exec a nada', 127, /OCI runtime exec failed/);
  terminal.refuses('docker run --nada busybox', 125, /unknown flag: --nada/);
  terminal.refuses('docker run -p 99999:80 busybox', 125, /Invalid hostPort: 99999/);
  terminal.refuses('docker run -v a:b busybox', 125, /mount path must be absolute/);
  terminal.refuses('docker run -m 5x busybox', 125, /invalid suffix: 'x'/);
  terminal.refuses('docker run --restart quizas busybox', 125, /unknown policy 'quizas'/);
  terminal.refuses('docker volar', 1, /unknown command: docker volar/);
});

test('a program that wants more memory than --memory is killed with 137', () => {
  const terminal = new Terminal();
  terminal.type('docker run -d --name db -m 64m -e MARIADB_ROOT_PASSWORD=x mariadb:11');
  terminal.wait(120);
  expect(terminal.state('db')).toMatchObject({ OOMKilled: true, ExitCode: 137 });
});

test('images lie on the host once they are pulled, under as many names as one likes', () => {
  const terminal = new Terminal();
  terminal.says('docker pull -q nginx:1.27', 'docker.io/library/nginx:1.27');
  terminal.says('docker pull nginx:1.27', /Image is up to date for nginx:1.27/);
  terminal.says('docker tag nginx:1.27 registry.example.com/web:1', '');
  terminal.says('docker images', /^nginx +1\.27 +[0-9a-f]{12} +N\/A +192MB$/m);
  const ids = terminal.type('docker images -q').output.trim().split('\n');
  expect(new Set(ids).size).toBe(1);
  terminal.type('docker run -d --name web registry.example.com/web:1');
  terminal.wait(5);
  expect(terminal.state('web').Status).toBe('running');
  terminal.refuses('docker rmi registry.example.com/web:1', 1, /unable to remove repository reference/);
  terminal.says('docker rmi nginx:1.27', 'Untagged: nginx:1.27');
  terminal.refuses('docker tag nginx:1.27 x', 1, /No such image: nginx:1.27/);
});

test('files are copied in and out, of containers that run or do not', () => {
  const terminal = new Terminal();
  terminal.type('docker create --name a busybox:1.36 cat /in/x');
  terminal.host.files.set('/root/x', 'from the host\n');
  expect(terminal.type('docker cp x a:/in/x').errors).toMatch(/Successfully copied 14B to a:\/in\/x/);
  terminal.type('docker start a');
  terminal.wait(1);
  terminal.says('docker logs a', 'from the host');
  terminal.type('docker cp a:/in/x /out');
  expect(terminal.host.files.get('/out')).toBe('from the host\n');
  terminal.refuses('docker cp a:/nope /out', 1, /Could not find the file \/nope in container a/);
  terminal.refuses('docker cp b:/x /out', 1, /No such container: b/);
});

test('what a container uses is told', () => {
  const terminal = new Terminal();
  terminal.type('docker run -d --name web -m 64m nginx:1.27');
  terminal.wait(5);
  terminal.says('docker stats --no-stream', /web +0\.\d\d% +9\.537MiB \/ 64MiB +14\.90%/);
});

test('one waits for an end, and may rename', () => {
  const terminal = new Terminal();
  terminal.type("docker run -d --name a busybox:1.36 sh -c 'sleep 30; exit 3'");
  terminal.says('docker wait a', '3');
  terminal.says('docker rename a b', '');
  expect(terminal.state('b').ExitCode).toBe(3);
  terminal.refuses('docker rename a c', 1, /No such container: a/);
});

test('a container is connected to a network while it runs, and found there by name', () => {
  const terminal = new Terminal();
  for (const name of ['a', 'b']) terminal.type(`docker run -d --name ${name} nginx:1.27`);
  terminal.wait(3);
  expect(terminal.type('docker exec a curl -s http://b').exitCode).toBe(6);
  terminal.type('docker network create red');
  terminal.says('docker network connect red a', '');
  terminal.says('docker network connect --alias web red b', '');
  terminal.says('docker exec a curl -s http://b', /nginx/);
  terminal.says('docker exec a curl -s http://web', /nginx/);
  terminal.says('docker network inspect red', /"Name": "b"/);
  terminal.refuses('docker network connect red b', 1, /already exists in network red/);
  terminal.says('docker network disconnect red b', '');
  expect(terminal.type('docker exec a curl -s http://b').exitCode).toBe(6);
  terminal.refuses('docker network rm red', 1, /has active endpoints/);
});

test('what changed in a container, and who runs there', () => {
  const terminal = new Terminal();
  terminal.type(
    "docker run -d --name a busybox:1.36 sh -c 'mkdir /data; echo x > /data/f; rm /etc/passwd; sleep 1000'",
  );
  terminal.wait(1);
  terminal.says('docker diff a', 'A /data\nA /data/f\nC /etc\nD /etc/passwd');
  terminal.says('docker top a', /root +1 +sleep 1000/);
  terminal.type('docker volume create datos');
  terminal.says('docker volume inspect datos', /"Mountpoint": "\/var\/lib\/docker\/volumes\/datos\/_data"/);
  terminal.says('docker volume prune -f', 'Total reclaimed space: 0B');
  terminal.says('docker volume prune -a -f', /Deleted Volumes:\ndatos/);
});

test("variables from a file, all ports at once, the volumes of another, a name of one's own", () => {
  const terminal = new Terminal();
  terminal.host.files.set('/root/app.env', '# facts\nA=1\nB=2\n');
  terminal.type(
    'docker run -d --name a -P --env-file app.env -e B=3 -v datos:/datos --add-host db:10.0.0.9 --cpus 0.5 nginx:1.27',
  );
  terminal.wait(2);
  terminal.says("docker exec a sh -c 'echo $A $B'", '1 3');
  terminal.says('docker ps', /0\.0\.0\.0:32768->80\/tcp/);
  terminal.says('docker exec a cat /sys/fs/cgroup/cpu.max', '50000 100000');
  terminal.type("docker exec a sh -c 'echo x > /datos/f'");
  terminal.says('docker run --rm --volumes-from a busybox:1.36 cat /datos/f', 'x');
  terminal.refuses('docker run --env-file none busybox:1.36', 125, /open none: no such file or directory/);
  terminal.refuses('docker run --cpus x busybox:1.36', 125, /invalid argument "x" for "--cpus"/);
});
