import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { jsonl } from '../support/longbench.ts';
import { startGithub, type FakeGithub } from '../support/github.ts';
import { Repository } from '../support/repository.ts';
import { runAction, type ActionRun } from '../support/run.ts';

/** What the embedded model has memorised, asked for by tasks of one's own: it goes on with the function. */
const CONFIG = `model: { builtin: practice }
prompt: { style: raw }
sampling: { max-tokens: 40 }
workload:
  name: custom
  path: tasks.jsonl
  checker: { command: [node, check.mjs], files: [check.mjs] }
arms: [plain]
budget: { blocks: 4 }
meter: estimate
engine: { gpu: none, threads: 1 }
thresholds: { energy-per-task: false }
`;
const SECRETS = {
  GITHUB_TOKEN: 'ghs_environment',
  'INPUT_GITHUB-TOKEN': 'ghs_input',
  ACTIONS_RUNTIME_TOKEN: 'ghs_runtime',
  JOULEGATE_SERVER_KEY: 'ghs_key',
  HF_TOKEN: 'ghs_hf',
};

let github: FakeGithub;
let r: Repository;
beforeAll(async () => {
  github = await startGithub();
  r = await Repository.make();
});
afterAll(() => github.close());

const noted = (name: string): string => r.at('.git', name);
/** Notes what it sees of a job, and finds every answer wrong. */
const failsAll = (): string => `import { appendFileSync } from 'node:fs';
appendFileSync(${JSON.stringify(noted('seen'))}, JSON.stringify([process.env, process.argv]) + '\\n');
process.exit(1);`;

async function on(head: string, base: string): Promise<ActionRun> {
  const of = (sha: string): object => ({ sha, repo: { full_name: 'octocat/assistant' } });
  const event = r.event('pull_request', {
    action: 'synchronize',
    number: github.number,
    pull_request: { number: github.number, head: of(head), base: of(base) },
    repository: { name: github.repo, owner: { login: github.owner }, default_branch: 'main' },
  });
  return await runAction(r.folder, { config: 'joulegate.yml' }, github, { ...event, ...SECRETS });
}

test("the built action grades a pull request that passes everything by base's checker, which sees no secret", async () => {
  const base = r.commit({
    'joulegate.yml': CONFIG,
    'check.mjs': failsAll(),
    'tasks.jsonl': jsonl([{ id: 'a', prompt: 'def add(a, b):\n' }]),
    '.gitignore': 'temp\noutput\nsummary\nevent.json\n',
  });
  const head = r.pullRequest({
    // Another subject, so that it is measured.
    'joulegate.yml': CONFIG.replace('40', '30'),
    'check.mjs': `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(noted('stolen'))}, 'x');`,
  });
  const run = await on(head, base);
  expect({ status: run.status, out: run.status === 0 ? '' : run.stdout }).toEqual({ status: 0, out: '' });
  expect(run.outputs['pass-at-1-plain']).toBe('0');
  expect(existsSync(noted('stolen'))).toBe(false);
  const seen = readFileSync(noted('seen'), 'utf8');
  // Head's answer and base's are two, cut at other places.
  expect(seen.trim().split('\n')).toHaveLength(2);
  expect(seen).not.toMatch(/ghs_|GITHUB|INPUT|RUNNER/);
  // Said before all else.
  expect(run.outputs['title']).toMatch(/^gate changed; /);
  expect(run.summary.replaceAll('\\', '')).toContain("(not used: base's is)");
});
