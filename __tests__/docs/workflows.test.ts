import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';

const folder = join(packageRoot, '.github/workflows');
const files = [...readdirSync(folder).map((f) => join(folder, f)), join(packageRoot, 'README.md')];

test('every action of others is pinned by its commit, in our workflows and in those that the README shows', () => {
  const used = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/uses: (\S+)@(\S+)/g)].map(([, name, ref]) => ({ name: name!, ref: ref! })));
  expect(used.length).toBeGreaterThan(4);
  // What the user pins of ours is his to choose.
  for (const { name, ref } of used.filter((u) => u.name !== 'joulegate/joulegate')) expect([name, ref]).toEqual([name, expect.stringMatching(/^[0-9a-f]{40}$/)]);
});

test('no workflow of ours keeps the checkout\'s credentials, or is given more than it needs', () => {
  for (const file of files.filter((f) => f.endsWith('.yml'))) {
    const text = readFileSync(file, 'utf8');
    expect([file, text.match(/actions\/checkout@/g)?.length]).toEqual([file, text.match(/persist-credentials: false/g)?.length]);
    expect([file, /^permissions:\n {2}contents: read/m.test(text)]).toEqual([file, true]);
  }
});
