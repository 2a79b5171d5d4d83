// Writes assets/workloads/humaneval.json: every task's SHA-256 and the shipped subset of 24.
// The rule: tasks are ranked by prompt bytes into 3 strata of length; within each, by the bytes of the
// reference solution (a stand-in for difficulty) into 4; from each of the 12 strata 2 are drawn by a
// generator with seed 20260205. Run: node assets/workloads/pick-subset.mjs HumanEval.jsonl.gz
import { readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';

const file = process.argv[2];
const data = readFileSync(file);
const sha = (d) => createHash('sha256').update(d).digest('hex');
const lines = gunzipSync(data).toString('utf8').split('\n').filter((l) => l !== '');
const tasks = lines.map((line, index) => ({ ...JSON.parse(line), sha256: sha(line), index }));

let state = 20260205;
const random = () => {
  // mulberry32
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};
const strata = (list, n, key) => {
  const sorted = [...list].sort((a, b) => key(a) - key(b) || a.index - b.index);
  return Array.from({ length: n }, (_, i) => sorted.slice(Math.floor((i * sorted.length) / n), Math.floor(((i + 1) * sorted.length) / n)));
};
const bytes = (s) => Buffer.byteLength(s);
const subset = strata(tasks, 3, (t) => bytes(t.prompt))
  .flatMap((s) => strata(s, 4, (t) => bytes(t.canonical_solution)))
  .flatMap((s) => {
    const pool = [...s];
    return [0, 1].map(() => pool.splice(Math.floor(random() * pool.length), 1)[0]);
  })
  .sort((a, b) => a.index - b.index)
  .map((t) => t.task_id);

const manifest = {
  about: 'HumanEval (MIT, OpenAI), pinned; no task is stored here. Made by assets/workloads/pick-subset.mjs, which states the rule of the subset.',
  dataset: {
    url: 'https://raw.githubusercontent.com/openai/human-eval/6d43fb980f9fee3c892a914eda09951f772ad10d/data/HumanEval.jsonl.gz',
    file: 'HumanEval.jsonl.gz',
    sha256: sha(data),
  },
  subset,
  tasks: tasks.map((t) => ({ id: t.task_id, sha256: t.sha256 })),
};
const json = JSON.stringify(manifest, null, 2).replace(/\{\n\s+"id": (.*),\n\s+"sha256": (.*)\n\s+\}/g, '{ "id": $1, "sha256": $2 }');
writeFileSync(new URL('humaneval.json', import.meta.url), `${json}\n`);
console.log(subset.join(' '));
