// Bundles src into dist: action, CLI and the child processes. `--check` compares with what is there.
import { rolldown } from 'rolldown';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const check = process.argv.includes('--check');
const out = check ? await mkdtemp(join(tmpdir(), 'joulegate-dist-')) : dist;

// Each of `alone` must be one file: its process may read nothing of ours but that.
const entries = {
  cli: 'src/cli/bin.ts',
  action: 'src/action/bin.ts',
  sampler: 'src/energy/sampler/main.ts',
  opening: 'src/model/llama/opening/main.ts',
};
const alone = [{ sandbox: 'src/sandbox/child/main.ts' }, { rule: 'src/suppression/rule-process/main.ts' }];

async function bundle(input) {
  const present = Object.fromEntries(
    Object.entries(input)
      .map(([k, v]) => [k, join(root, v)])
      .filter(([, v]) => existsSync(v)),
  );
  if (Object.keys(present).length === 0) return [];
  const build = await rolldown({
    input: present,
    cwd: root,
    platform: 'node',
    external: ['node-llama-cpp', 'koffi', 'pyodide'],
    logLevel: 'warn',
  });
  const { output } = await build.write({
    dir: out,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunk-[name].js',
    banner: (chunk) => (chunk.name === 'cli' ? '#!/usr/bin/env node' : ''),
  });
  await build.close();
  return output.map((o) => o.fileName);
}

const written = new Set((await Promise.all([entries, ...alone].map(bundle))).flat());
const list = async (dir) => (await readdir(dir).catch(() => [])).filter((f) => f.endsWith('.js')).sort();
if (check) {
  const stale = [];
  for (const f of new Set([...(await list(dist)), ...written])) {
    const [a, b] = await Promise.all([dist, out].map((d) => readFile(join(d, f), 'utf8').catch(() => null)));
    if (a !== b) stale.push(f);
  }
  await rm(out, { recursive: true });
  if (stale.length > 0) {
    console.error(`dist is stale: ${stale.join(', ')}; run "npm run build"`);
    process.exitCode = 1;
  } else console.log('dist equals a fresh build');
} else {
  for (const f of await list(dist)) if (!written.has(f)) await rm(join(dist, f));
  console.log(`built ${[...written].join(' ')}`);
}
