import { describe, expect, test } from '@jest/globals';
import { compare } from '../../src/analysis/compare.ts';
import type { Comparison, Verdict } from '../../src/common/generated/comparison.ts';
import { mergeThresholds } from '../../src/config/defaults.ts';
import { comment, FOLDED, VISIBLE } from '../../src/report/comment/index.ts';
import { title } from '../../src/report/title.ts';
import { fakeResult, type Fake } from '../support/results.ts';
import { COMPARISONS } from './support/documents.ts';
import { bodyOf, linesOf } from './support/seen.ts';

test('the comparisons have every verdict', () => {
  const seen: Verdict[] = ['pass', 'improved', 'regressed', 'inconclusive', 'invalid'];
  expect(new Set(COMPARISONS.map((c) => c.verdict))).toEqual(new Set(seen));
});
for (const c of COMPARISONS) console.log(title(c), '\n', comment(c));
