import { expect, test } from '@jest/globals';
import type { Permission } from '../../src/github/explain.ts';
import { adviseBy } from '../../src/github/workflow-line.ts';

const advice = (text: string, permission: Permission = 'checks: write', job: string | null = 'energy'): string | null =>
  adviseBy(text, { file: '.github/workflows/gate.yml', job })(permission);

const TOP = `on: pull_request
permissions:
  contents: read
jobs:
  lint: { permissions: { contents: read } }
  energy:
    runs-on: gpu
`;

test.each<[string, string, string]>([
  ["the workflow's own permissions", TOP, 'add "checks: write" under "permissions:", line 2 of'],
  [
    "the job's own before the workflow's",
    TOP.replace('    runs-on: gpu', '    runs-on: gpu\n    permissions: { contents: read }'),
    'under "permissions:", line 8 of',
  ],
  [
    'none at all: the job',
    'on: push\njobs:\n  energy:\n    runs-on: gpu\n',
    'add "permissions: { checks: write }" to the job, line 3 of',
  ],
  ['an empty map', `permissions: {}\njobs: { energy: {} }`, 'add "checks: write" under "permissions:", line 1 of'],
  ['only reading', 'permissions: { checks: read }\njobs: { energy: {} }', 'add "checks: write"'],
  ['read-all', 'permissions: read-all\njobs: { energy: {} }', 'add "checks: write"'],
])('%s: %#', (_, text, expected) => {
  expect(advice(text)).toContain(expected);
  expect(advice(text)).toContain('.github/workflows/gate.yml');
});

test.each<[string, Permission]>([
  ['permissions: { checks: write }', 'checks: write'],
  ['permissions: write-all', 'checks: write'],
  ['permissions: read-all', 'actions: read'],
  ['permissions: { actions: write }', 'actions: read'],
  ['permissions: { actions: read }', 'actions: read'],
])('%s has it already: the token is of a kind that may not', (text, permission) => {
  expect(advice(`${text}\njobs: { energy: {} }\n`, permission)).toMatch(/^line 1 .* already: .*fork's or Dependabot's/);
});

test.each([
  ['no YAML', '{{{'],
  ['a list', '- a'],
  ['nothing', ''],
  ['no such job', 'jobs: { other: {} }'],
])('%s has no line to name', (_, text) => {
  expect(advice(text)).toBeNull();
});

test('a job that is not in the file (a reusable workflow) goes by the top', () => {
  expect(advice('permissions: {}\njobs: {}\n', 'checks: write', null)).toContain('line 1 of');
});
