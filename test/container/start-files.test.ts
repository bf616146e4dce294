import { describe, expect, test } from 'vitest';
import { Layer } from '#container/files/layer.ts';
import { VirtualClock } from '#simulation/virtual-clock.ts';
import { newContainer, outcomeOf, type Setting } from './container-under-test.ts';

/** How a web server fares: the ports that it listens on, or its last words. */
function check(image: string, setting: Setting, expected: readonly number[] | RegExp): void {
  const clock = new VirtualClock();
  const container = newContainer({ ...setting, image, clock });
  container.start();
  clock.advance(5000);
  if (Array.isArray(expected)) expect([...container.world.network.listeners.keys()]).toEqual(expected);
  else {
    expect(outcomeOf(container)).toMatchObject({ exitCode: 1 });
    expect(outcomeOf(container).errors).toMatch(expected as RegExp);
  }
}

const mount = (path: string, files: Readonly<Record<string, string>> = {}, mode = 0o777) => {
  const layer = new Layer({ mode });
  for (const [name, content] of Object.entries(files)) layer.write(`/${name}`, content);
  return { path, layer, subPath: '/', readOnly: false, device: 'x' };
};

describe('nginx', () => {
  test('listens on 80', () => check('nginx', {}, [80]));
  test('does not start with a read-only root', () =>
    check(
      'nginx',
      { readOnlyRoot: true },
      /mkdir\(\) "\/var\/cache\/nginx\/client_temp" failed \(30: Read-only file system\)/,
    ));
  test('starts with a read-only root and volumes where it writes', () =>
    check('nginx', { readOnlyRoot: true, mounts: [mount('/var/cache/nginx'), mount('/var/run')] }, [80]));
  test('does not start as another user', () =>
    check('nginx', { user: { uid: 1000 } }, /client_temp" failed \(13: Permission denied\)/));
  test('as its unprivileged image starts as another user, on 8080', () =>
    check('nginxinc/nginx-unprivileged', {}, [8080]));
  test('does not find its configuration under an empty volume', () =>
    check('nginx', { mounts: [mount('/etc/nginx')] }, /open\(\) "\/etc\/nginx\/nginx.conf" failed \(2: No such file/));
  test('listens where a mounted configuration says', () =>
    check(
      'nginx',
      { mounts: [mount('/etc/nginx/conf.d', { 'app.conf': 'server {\n listen 8080;\n listen [::]:8080;\n}\n' })] },
      [8080],
    ));
  test('is not held up by a hostile configuration', () =>
    check(
      'nginx',
      {
        mounts: [
          mount('/etc/nginx/conf.d', {
            'app.conf': `${'listen '.repeat(100_000)}; server { listen 127.0.0.1:81; } # listen 82;`,
          }),
        ],
      },
      [81],
    ));
  test('listens nowhere when no server is configured', () =>
    check('nginx', { mounts: [mount('/etc/nginx/conf.d')] }, []));
});

describe('httpd', () => {
  test('listens on 80', () => check('httpd:2.4', {}, [80]));
  test('does not start with a read-only root', () =>
    check('httpd', { readOnlyRoot: true }, /\(30\)Read-only file system: AH00099/));
  test('starts with a volume for its logs', () =>
    check('httpd', { readOnlyRoot: true, mounts: [mount('/usr/local/apache2/logs')] }, [80]));
  test('does not start without its configuration', () =>
    check('httpd', { mounts: [mount('/usr/local/apache2')] }, /Could not open configuration file|not found/));
});
