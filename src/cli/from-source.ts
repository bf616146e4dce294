/**
 * Started from its sources, readyz runs on types that Node strips by itself; the screens are JSX, which Node does not know.
 * They are translated as they are loaded, by the esbuild that builds readyz too: a checkout has it after `npm ci`.
 */
import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

export function loadScreensFromSource(): void {
  const load = createRequire(import.meta.url);
  registerHooks({
    load(url, context, next) {
      if (!url.endsWith('.tsx')) return next(url, context);
      const { transformSync } = load('esbuild') as typeof import('esbuild');
      const sourcefile = fileURLToPath(url);
      const { code } = transformSync(readFileSync(sourcefile, 'utf8'), {
        loader: 'tsx',
        jsx: 'automatic',
        sourcefile,
        sourcemap: 'inline',
      });
      return { format: 'module', source: code, shortCircuit: true };
    },
  });
}
