import { expect, test } from '@jest/globals';
import { compare } from '../../src/analysis/compare.ts';
import { assertComparison } from '../../src/common/schema.ts';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import type { ArmName } from '../../src/common/phases.ts';
import { RENDERERS } from '../../src/report/renderers.ts';
import { fakeResult } from '../support/results.ts';

const QUEUE = 'server’s queue, per request';

/** A result of 4 tasks in 2 blocks whose first requests waited so many seconds, by arm. */
function waiting(seconds: Partial<Record<ArmName, number>>, arms: ArmName[] = ['plain', 'suppressed']): RunResult {
  const result = fakeResult({ decode: [10, 10], arms });
  for (const [arm, s] of Object.entries(seconds) as [ArmName, number][]) {
    const { phases } = result.arms[arm]!.tasks[0]!.repeats[0]!;
    phases.queue = { ...phases.prefill, seconds: s };
  }
  return result;
}
const told = (base: RunResult | null, head: RunResult) => {
  const c = compare(base, head, { thresholds: { 'energy-per-task': { plain: { increase: 0.03 } } } });
  assertComparison(c, 'the comparison');
  return { c, comment: RENDERERS.markdown(c).replaceAll('\u00a0', ' '), html: RENDERERS.html(c) };
};

test('mean seconds in the queue over all requests, by arm, base beside head, in comment and page', () => {
  const { c, comment, html } = told(waiting({ plain: 0.8 }), waiting({ plain: 2, suppressed: 0.04 }));
  // 8 requests an arm.
  expect(c.base!.readings).toMatchObject([{ arm: 'plain', queueSeconds: 0.1 }]);
  expect(c.head.readings).toMatchObject([
    { arm: 'plain', queueSeconds: 0.25 },
    { arm: 'suppressed', queueSeconds: 0.005 },
  ]);
  expect(comment).toContain(`| ${QUEUE} | 0.100 → 0.250 s | 0 → 0.00500 s |`);
  expect(html).toContain('<td>plain</td><td class="n">0.100 s</td><td class="n">0.250 s</td>');
  expect(html).toContain('<td>suppressed</td><td class="n">0 s</td><td class="n">0.00500 s</td>');
  // No sensor showed anything.
  expect(html).not.toContain('SM clock');
});

test('an arm in which nobody waited is a dash where the other has a row, and without a base head stands alone', () => {
  const { comment, html } = told(null, waiting({ suppressed: 8 }));
  expect(comment).toContain(`| ${QUEUE} | – | 1.00 s |`);
  expect(html).toContain('<td>suppressed</td><td class="n">–</td><td class="n">1.00 s</td>');
});

test('where no request waited there is no such row', () => {
  const { c, comment, html } = told(waiting({}), waiting({ plain: 0 }));
  expect(c.head.readings).toEqual([]);
  for (const text of [comment, html]) expect(text).not.toContain('queue');
});
