// What a course on containers teaches before it comes to Kubernetes, line by line on a simulated docker.
import { expect, test } from 'vitest';
import { Layer } from '#container/files/layer.ts';
import { Terminal } from './docker-under-test.ts';

test('a container is created with variables, a port and a folder, and runs when it is started', () => {
  const terminal = new Terminal();
  terminal.host.folders.set('/home/ubuntu/environment', new Layer({ mode: 0o777 }));
  const created = terminal.type(
    'docker container create -e VARIABLE1=VALOR1 --name mi-nginx -p 0.0.0.0:8083:80 -v /home/ubuntu/environment:/tmp2 nginx',
  );
  expect(created.exitCode).toBe(0);
  expect(terminal.state('mi-nginx').Status).toBe('created');
  expect(terminal.host.connect(8083).kind).toBe('refused');
  terminal.says('docker container start mi-nginx', 'mi-nginx');
  terminal.wait(3);
  expect(terminal.host.connect(8083).kind).toBe('connected');
  terminal.says("docker container exec mi-nginx sh -c 'echo $VARIABLE1'", 'VALOR1');
  terminal.type("docker container exec mi-nginx sh -c 'echo hola > /tmp2/nota'");
  expect(terminal.host.folders.get('/home/ubuntu/environment')?.nodes.has('/nota')).toBe(true);
});

test('a variable set by a process inside is gone with that process: the container keeps those it was created with', () => {
  const terminal = new Terminal();
  terminal.type('docker run -d --name a -e VAR1=VALOR1 busybox:1.36 sleep 1000');
  terminal.says("docker exec a sh -c 'export VAR1=otro; echo $VAR1'", 'otro');
  terminal.says("docker exec a sh -c 'echo $VAR1'", 'VALOR1');
});

test('a container lives as long as its first process, whatever else runs in it', () => {
  const terminal = new Terminal();
  terminal.type("docker run -d --name a busybox:1.36 sh -c 'sleep 1000 & sleep 5'");
  terminal.wait(4);
  expect(terminal.state('a').Status).toBe('running');
  terminal.wait(2);
  expect(terminal.state('a')).toMatchObject({ Status: 'exited', ExitCode: 0 });
});

test('a base image by itself ends at once: its command is a shell without anybody at the keyboard', () => {
  const terminal = new Terminal();
  for (const image of ['ubuntu:24.04', 'debian', 'fedora', 'alpine']) {
    terminal.type(`docker run -d --name ${image.split(':')[0]} ${image}`);
    terminal.wait(1);
    expect(terminal.state(image.split(':')[0] ?? '')).toMatchObject({ Status: 'exited', ExitCode: 0 });
  }
  terminal.type('docker run -d -it --name abierta ubuntu:24.04');
  terminal.wait(60);
  expect(terminal.state('abierta').Status).toBe('running');
});

test('each container has files of its own over the one image, as long as it is not removed', () => {
  const terminal = new Terminal();
  for (const name of ['a', 'b']) terminal.type(`docker run -d --name ${name} nginx:1.27`);
  terminal.type("docker exec a sh -c 'echo mia > /usr/share/nginx/html/index.html'");
  terminal.says('docker exec b cat /usr/share/nginx/html/index.html', /Welcome to nginx/);
  terminal.type('docker restart a');
  terminal.says('docker exec a cat /usr/share/nginx/html/index.html', 'mia');
  terminal.type('docker rm -f a');
  terminal.type('docker run -d --name a nginx:1.27');
  terminal.says('docker exec a cat /usr/share/nginx/html/index.html', /Welcome to nginx/);
});

test('a health check that exits with more than 0 makes unhealthy, and docker alone does nothing about it', () => {
  const terminal = new Terminal();
  terminal.type(
    "docker run -d --name db --health-cmd 'test -f /ok' --health-interval 5s --health-retries 3 busybox:1.36 sleep 1000",
  );
  terminal.wait(20);
  expect(terminal.state('db')).toMatchObject({ Status: 'running', Health: { Status: 'unhealthy' }, restarts: 0 });
  terminal.type('docker exec db touch /ok');
  terminal.wait(6);
  expect(terminal.state('db')).toMatchObject({ Health: { Status: 'healthy' } });
});

test('the log is what the first process says, on both streams', () => {
  const terminal = new Terminal();
  terminal.type(
    "docker run -d --name a busybox:1.36 sh -c 'echo dentro; echo mal >&2; echo fichero > /log; sleep 100'",
  );
  terminal.wait(1);
  expect(terminal.type('docker logs a')).toMatchObject({ output: 'dentro\n', errors: 'mal\n' });
});
