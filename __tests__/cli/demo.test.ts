import { describe, expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Comparison, Metric } from '../../src/common/generated/comparison.ts';
import { cli } from '../support/run.ts';
import { temporaryFolder } from '../support/tmp.ts';

describe('joulegate demo, on the embedded default', () => {
  it('shows a regression caught, why, and what suppression wins back', async () => {
    const folder = await temporaryFolder();
    const done = await cli(['demo'], folder);
    expect({ status: done.status, err: done.status === 0 ? '' : done.stderr }).toEqual({ status: 0, err: '' });
    expect(done.stdout).toContain('## ❌ JouleGate: regressed');
    expect(done.stdout).toContain('would fail the check');
    expect(done.stdout).toContain('of the rise back');
    const out = join(folder, 'demo-report');
    expect((await readdir(out)).sort()).toEqual([
      'base.json',
      'comment.md',
      'comparison.json',
      'index.html',
      'report.html',
      'result.json',
    ]);
    const c = JSON.parse(await readFile(join(out, 'comparison.json'), 'utf8')) as Comparison;
    const metric = (id: Metric['id'], arm: Metric['arm']): Metric =>
      c.metrics.find((m) => m.id === id && m.arm === arm)!;
    expect(c.verdict).toBe('regressed');
    for (const arm of ['plain', 'suppressed'] as const) {
      expect(metric('pass-at-1', arm).base).toBeGreaterThanOrEqual(0.75);
      expect(metric('pass-at-1', arm).head).toBeGreaterThanOrEqual(0.75);
    }
    expect(metric('pass-at-1', 'suppressed').head).toBe(metric('pass-at-1', 'plain').head);
    expect(metric('babble-share', 'plain').head).toBeGreaterThanOrEqual(0.4);
    expect(metric('decode-saving', null).head).toBeGreaterThanOrEqual(0.4);
    expect(metric('false-stops', 'suppressed').head).toBe(0);
    expect(c.rules!.map((r) => r.rule)).toEqual(['tests', 'doctest', 'syntax', 'codex', 'bigcode', 'evalplus']);
    for (const r of c.rules!) expect(r.head.saving).toBeGreaterThan(0.3);
    expect(c.head.workload['tasks']).toBeGreaterThanOrEqual(16);
    expect(done.stdout).toContain('**estimate**');
  });
});

describe('joulegate doctor', () => {
  it('says what works here, and the fix for what does not', async () => {
    const folder = await temporaryFolder();
    const done = await cli(['doctor', '--json'], folder);
    expect(done.status).toBe(0);
    const findings = JSON.parse(done.stdout) as {
      area: string;
      name: string;
      ok: boolean;
      detail: string;
      fix: string;
    }[];
    const of = (area: string, name: string): (typeof findings)[number] =>
      findings.find((f) => f.area === area && f.name === name)!;
    expect(of('meters', 'estimate')).toMatchObject({ ok: true, detail: expect.stringContaining('estimate') });
    expect(of('packages', 'pyodide').ok).toBe(true);
    expect(of('sandbox', 'Python')).toMatchObject({ ok: true, detail: expect.stringMatching(/^3\.13/) });
    expect(findings.filter((f) => f.area === 'engine')).toHaveLength(1);
    // How quiet this machine is nobody knows; what it measured is said.
    expect(of('noise', 'a block').detail).toMatch(
      /^base and head differ by \S+ % a block .*takes (\d+|more than 200) b/,
    );
    for (const f of findings) if (!f.ok && f.area !== 'sandbox') expect(f.fix).not.toBe('');
  });
});
