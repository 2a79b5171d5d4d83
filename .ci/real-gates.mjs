// Writes __tests__/report/real/*.json: comparisons of real gates on the embedded model, each a commit against the one
// before it in a repository of its own, as a pull request would have them. node .ci/real-gates.mjs [NAME…]
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const prompt = (name) => readFileSync(join(root, 'assets/practice/prompts', `${name}.txt`), 'utf8');
const config = (more = '') =>
  `model: { builtin: practice }\nprompt: { file: prompts/complete.txt }\nworkload: { name: practice }\nmeter: estimate\nengine: { gpu: none, threads: 1 }\n${more}`;
const base = { 'joulegate.yml': config(), 'prompts/complete.txt': prompt('terse') };

/** What a commit changes, by the verdict that it is meant to show. */
const CHANGES = {
  regressed: { 'prompts/complete.txt': prompt('chatty') },
  pass: { 'prompts/complete.txt': prompt('terse').replace('Complete', 'Finish') },
  // Another batch may change what a token costs, so that joules as measured decide, on as few blocks as there may be.
  inconclusive: {
    'joulegate.yml': config('budget: { blocks: 4 }\n').replace('threads: 1', 'threads: 1, batch: 256'),
  },
};

const commit = (folder, files) => {
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=joulegate', '-c', 'user.email=joulegate@example.test', ...args], {
      cwd: folder,
      encoding: 'utf8',
    }).trim();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  git('add', '-A');
  git('commit', '-qm', 'x');
  return git('rev-parse', 'HEAD');
};

/** What the action knows of its host; the repository is an example. */
const published = (baseCommit, headCommit, files) => ({
  repository: 'https://github.com/joulegate/example',
  baseCommit,
  headCommit,
  links: {
    run: 'https://github.com/joulegate/example/actions/runs/1',
    report: 'https://github.com/joulegate/example/actions/runs/1/artifacts/1',
    trend: 'https://github.com/joulegate/example/tree/joulegate',
  },
  changedFiles: Object.keys(files),
});

function gate(name) {
  const folder = mkdtempSync(join(tmpdir(), 'joulegate-real-'));
  try {
    execFileSync('git', ['init', '-qb', 'main'], { cwd: folder });
    // Base has the budget of head: what is shown is a change of the subject, not of the gate.
    const files = CHANGES[name];
    const budget = files['joulegate.yml']?.includes('blocks: 4')
      ? { 'joulegate.yml': config('budget: { blocks: 4 }\n') }
      : {};
    const before = commit(folder, { ...base, ...budget });
    const after = commit(folder, files);
    try {
      execFileSync('node', [join(root, 'dist/cli.js'), 'gate', '--base', before, '--out-dir', 'out'], {
        cwd: folder,
        stdio: 'inherit',
      });
    } catch {
      // The exit status is the verdict's.
    }
    const comparison = JSON.parse(readFileSync(join(folder, 'out', 'comparison.json'), 'utf8'));
    if (comparison.verdict !== name) console.error(`${name}: the gate said ${comparison.verdict}`);
    const document = { ...comparison, publication: published(before, after, files) };
    const out = join(root, '__tests__/report/real', `${comparison.verdict}.json`);
    writeFileSync(out, `${JSON.stringify(document)}\n`);
    console.log(`wrote ${out}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(CHANGES)) gate(name);
