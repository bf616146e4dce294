// Programs beside the shell, in scripts as learners write them.
import { expect, test } from 'vitest';
import { runScript } from './container-under-test.ts';

test.each([
  [
    'tar packs a directory and unpacks it elsewhere',
    'mkdir -p /data/a; echo one > /data/a/x; tar czf /b.tgz -C /data .; mkdir /r; tar xzf /b.tgz -C /r; cat /r/a/x; tar tzf /b.tgz',
    'one\n./\n./a/\n./a/x\n',
  ],
  ['gzip and back', 'echo hi > /f; gzip /f; ls /f*; zcat /f.gz; gunzip /f.gz; cat /f', '/f.gz\nhi\nhi\n'],
  [
    'digests are the real ones',
    'printf hi | md5sum; printf hi | sha1sum; printf hi | sha256sum',
    '49f68a5c8493ec2c0bf489821c21fc3b  -\nc22b5f9178342609428d6f51b2c5af4c0bde6a42  -\n8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4  -\n',
  ],
  [
    'a digest finds what was changed',
    'echo a > /f; sha256sum /f > /s; echo b > /f; sha256sum -c /s 2>/dev/null',
    '/f: FAILED\n',
  ],
  [
    'cmp and diff',
    'echo a > /1; echo b > /2; cmp -s /1 /1 && echo same; diff /1 /2',
    'same\n--- /1\n+++ /2\n@@ -1 +1 @@\n-a\n+b\n',
  ],
  [
    'nothing is kept in /dev/null',
    'echo x | tee /dev/null; [ -e /dev/null ] && cat /dev/null; . /dev/null; echo on',
    'x\non\n',
  ],
  ['tac turns lines round', 'printf "1\\n2\\n" > /f; tac /f', '2\n1\n'],
  ['which tells a path', 'which sh', '/bin/sh\n'],
  ['what the kernel shows', 'cat /proc/1/comm /sys/fs/cgroup/cpu.max', 'sh\n100000 100000\n'],
  ['who listens', 'httpd -p 8080; sleep 1; netstat -tln | tail -1 | cut -c1-30', 'tcp        0      0 0.0.0.0:80\n'],
])('%s', (_, script, output) => {
  expect(runScript(script, { limitSeconds: 20 }).output).toBe(output);
});
