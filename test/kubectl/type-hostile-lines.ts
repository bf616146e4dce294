/** Types hostile lines at living clusters, a new one every hundred lines: one that lines have emptied lives no longer. */
import { hostileLine, numbers } from './hostile-lines.ts';
import { openTerminal } from './terminal.ts';

const manifest = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: nginx, image: nginx }] }
`;

/** The lines whose answer is longer than a screenful of screenfuls. */
export function typeHostileLines(seed: number, count: number): readonly string[] {
  const next = numbers(seed);
  const tooLong: string[] = [];
  let terminal = openTerminal();
  for (let index = 0; index < count; index++) {
    if (index % 100 === 0) {
      terminal = openTerminal();
      terminal.file('web.yaml', manifest);
      terminal.type('apply -f web.yaml');
      terminal.type('run solo --image=busybox --restart=Never -- sleep 100000');
      terminal.pass(5);
    }
    const line = hostileLine(next);
    let seen = '';
    try {
      seen = terminal.type(line, next(2) === 0 ? manifest : line);
    } catch (error) {
      throw new Error(`line ${index} of seed ${seed}: ${JSON.stringify(line)}`, { cause: error });
    }
    if (seen.length > 400_000) tooLong.push(line);
  }
  return tooLong;
}
