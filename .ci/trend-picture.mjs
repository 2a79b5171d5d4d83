// Makes docs/trend.png, the picture of a branch's page: node .ci/trend-picture.mjs FOLDER
// FOLDER gets a repository of 50 commits, each gated by the built command line on the embedded model as a push to the
// default branch (minutes; one that is there is taken), so every number in the picture was measured. The page is then
// rendered as GitHub's own style nearly has it, by headless Chromium, with Mermaid from /tmp/joulegate-mermaid
// (npm i --prefix /tmp/joulegate-mermaid mermaid@11), which GitHub uses too.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { marked } from 'marked';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = resolve(process.argv[2] ?? 'trend-picture');
const [work, bare] = [join(folder, 'work'), join(folder, 'bare.git')];
const git = (...args) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.test', ...args], {
    cwd: work,
    encoding: 'utf8',
  });

const GITHUB = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'you/assistant' };

const config = (watts) => `model: { builtin: practice }
prompt: { file: prompt.txt }
workload: { name: practice, tasks: [practice/0, practice/1, practice/2, practice/3] }
arms: [plain]
repeats: 4
meter: { kind: estimate, watts: ${watts} }
engine: { gpu: none, threads: 1 }
thresholds: { energy-per-task: false, output-tokens: { increase: 0.2 } }
baseline: branch:joulegate
`;
const prompts = (name) => readFileSync(join(root, 'assets/practice/prompts', name), 'utf8');
const [terse, chatty] = [prompts('terse.txt'), prompts('chatty.txt')];
const politely = terse.replace('Complete', 'Please complete');
/** What each commit changes, by its number; the others change nothing that is measured. */
const CHANGES = {
  0: { prompt: terse, watts: 10 },
  9: { prompt: politely },
  17: { prompt: chatty },
  18: { prompt: politely },
  30: { watts: 12 },
  38: { prompt: `# Use Python only.\n${politely}` },
  42: { prompt: `# Use Python only.\n# Write the body of the function.\n${politely}` },
};

function measure() {
  mkdirSync(work, { recursive: true });
  execFileSync('git', ['init', '-q', '--bare', bare]);
  git('init', '-qb', 'main');
  git('remote', 'add', 'origin', `file://${bare}`);
  const event = join(folder, 'event.json');
  writeFileSync(event, JSON.stringify({ repository: { default_branch: 'main' } }));
  const now = {};
  for (let n = 0; n < 50; n++) {
    Object.assign(now, CHANGES[n]);
    writeFileSync(join(work, 'prompt.txt'), now.prompt);
    writeFileSync(join(work, 'joulegate.yml'), config(now.watts));
    writeFileSync(join(work, 'notes.txt'), `${n}\n`);
    git('add', '-A');
    git('commit', '-qm', `commit ${n}`);
    const run = spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'gate', '--out-dir', join(folder, 'out')], {
      cwd: work,
      encoding: 'utf8',
      env: {
        ...process.env,
        GITHUB_EVENT_NAME: 'push',
        GITHUB_EVENT_PATH: event,
        GITHUB_REF: 'refs/heads/main',
        GITHUB_RUN_ID: String(1000 + n),
        ...GITHUB,
        GITHUB_SHA: git('rev-parse', 'HEAD').trim(),
      },
    });
    console.log(
      n,
      run.status,
      run.stderr.split('\n').findLast((l) => l.startsWith('kept') || l.includes('error')),
    );
  }
}

if (!existsSync(bare)) measure();
// What stands in the branch's README.md is this text.
const readme = execFileSync(process.execPath, [join(root, 'dist/cli.js'), 'trend', '--format', 'markdown'], {
  cwd: work,
  encoding: 'utf8',
  env: { ...process.env, ...GITHUB },
});
const style = `body{font:14px/1.5 -apple-system,"Segoe UI","DejaVu Sans",sans-serif;color:#1f2328;margin:16px;max-width:1100px}
.box{border:1px solid #d1d9e0;border-radius:6px;padding:4px 24px 16px}h1,h2{border-bottom:1px solid #d1d9e0b3;padding-bottom:.3em}
table{border-collapse:collapse;margin:12px 0}td,th{border:1px solid #d1d9e0;padding:5px 11px}tr:nth-child(2n){background:#f6f8fa}
a{color:#0969da;text-decoration:none}code{background:#818b981f;border-radius:6px;padding:.2em .4em;font-size:85%}pre{margin:8px 0}`;
const body = marked
  .parse(readme)
  .replace(/<pre><code class="language-mermaid">([\s\S]*?)<\/code><\/pre>/g, '<pre class="mermaid">$1</pre>');
cpSync('/tmp/joulegate-mermaid/node_modules/mermaid/dist/mermaid.min.js', join(folder, 'mermaid.js'));
const page = join(folder, 'page.html');
const script = '<script src="mermaid.js"></script><script>mermaid.initialize({startOnLoad:true})</script>';
writeFileSync(
  page,
  `<!doctype html><meta charset="utf-8"><style>${style}</style><div class="box">${body}</div>${script}`,
);
execFileSync(
  'chromium',
  [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-sync',
    '--virtual-time-budget=20000',
    `--user-data-dir=${join(folder, 'profile')}`,
    '--hide-scrollbars',
    `--window-size=1180,${process.argv[3] ?? 3660}`,
    `--screenshot=${join(root, 'docs/trend.png')}`,
    `file://${page}`,
  ],
  { stdio: 'ignore' },
);
