// Node 20 cannot run TypeScript: bundles a bench file into a folder of the repository and imports it from there.
import { rolldown } from 'rolldown';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles `bench/NAME.ts` and returns its module; the bundle goes when the process ends. */
export async function load(name) {
  const dir = mkdtempSync(join(root, '.cache-joulegate-'));
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  const build = await rolldown({
    input: join(root, 'bench', `${name}.ts`),
    cwd: root,
    platform: 'node',
    external: ['node-llama-cpp', 'koffi', 'pyodide'],
    logLevel: 'warn',
  });
  await build.write({ dir, format: 'esm', entryFileNames: '[name].js' });
  await build.close();
  return await import(pathToFileURL(join(dir, `${name.split('/').pop()}.js`)).href);
}
