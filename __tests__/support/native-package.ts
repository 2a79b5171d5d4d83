import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Puts a package that stands for node-llama-cpp, of the given source, into a folder's node_modules. */
export async function nativePackage(folder: string, source: string): Promise<void> {
  const root = join(folder, 'node_modules/node-llama-cpp');
  await mkdir(join(root, 'dist'), { recursive: true });
  await writeFile(
    join(root, 'package.json'),
    JSON.stringify({ name: 'node-llama-cpp', version: '0.0.0', type: 'module', main: 'dist/index.js' }),
  );
  await writeFile(join(root, 'dist/index.js'), source);
}
