// Node 20 cannot run TypeScript: bundles a bench file in memory's neighbour and imports it.
import { rolldown } from 'rolldown';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles `bench/energy/NAME.ts` and returns its module. */
export async function load(name) {
  const dir = await mkdtemp(join(root, 'node_modules/.cache-joulegate-').replace('node_modules/', '.'));
  const build = await rolldown({
    input: join(root, 'bench/energy', `${name}.ts`),
    cwd: root,
    platform: 'node',
    external: ['koffi'],
    logLevel: 'warn',
  });
  await build.write({ dir, format: 'esm', entryFileNames: `${name}.js` });
  await build.close();
  try {
    return await import(pathToFileURL(join(dir, `${name}.js`)).href);
  } finally {
    await rm(dir, { recursive: true });
  }
}
