import { describe, expect, test } from '@jest/globals';
import { compare } from '../../src/analysis/compare.ts';
import type { RunResult, Shares } from '../../src/common/generated/run-result.ts';
import { RENDERERS } from '../../src/report/renderers.ts';
import { sharesText, unaccountedText } from '../../src/report/shares.ts';
import { view } from '../../src/report/view.ts';
import { fakeResult } from '../support/results.ts';

const shares: Shares = { sensor: 0.614, requests: 0.296, discrepancy: 0.0, idle: 0.09 };

describe('in words', () => {
  test('shares are whole per cent, the largest first, without what rounds to nothing', () => {
    expect(sharesText(shares)).toBe('61 % sensor noise, 30 % spread of requests, 9 % idle power');
    expect(sharesText({ sensor: 0.004, requests: 0.006, discrepancy: 0.99, idle: 0 })).toBe(
      '99 % model discrepancy, 1 % spread of requests',
    );
  });

  test('what the fit left over keeps its sign, but of 0', () => {
    expect(unaccountedText(0.0123)).toBe("1.23 % of the sensor's sum");
    expect(unaccountedText(-0.0123)).toBe("−1.23 % of the sensor's sum");
    expect(unaccountedText(-0.00004)).toBe("0.00 % of the sensor's sum");
    expect(unaccountedText(-0.00006)).toBe("−0.01 % of the sensor's sum");
  });
});

function told(unaccounted: number | null): RunResult {
  const result = fakeResult({ decode: [10, 10.1, 9.9, 10] });
  return {
    ...result,
    meter: { ...result.meter, sensor: unaccounted === null ? {} : { unaccounted } },
    blocks: [0, 1, 2, 3].map((block) => ({
      block,
      arm: 'plain',
      seconds: 1,
      shares: { prefill: shares, decode: shares },
    })),
  };
}

describe('in the report', () => {
  const c = compare(told(0.002), told(-0.004), { thresholds: {} });
  const left =
    "Left over by the fit, in the last block: base 0.20 % of the sensor's sum, head −0.40 % of the sensor's sum.";

  test('a row for each side and metric, on the page alone', () => {
    expect(view(c).shares.map((r) => r.slice(0, 3))).toEqual(
      ['base', 'head'].flatMap((side) =>
        ['Energy per task', 'Prefill energy per prompt token', 'Decode energy per step'].map((name) => [
          side,
          'plain',
          name,
        ]),
      ),
    );
    const page = RENDERERS.html(c);
    expect(page).toContain('<th class="n">spread of requests</th>');
    expect(page).toContain('<td>Decode energy per step</td><td class="n">61 %</td><td class="n">30 %</td>');
    expect(RENDERERS.markdown(c)).not.toContain('sensor noise');
    expect(page).toContain(left.replaceAll("'", '&#39;'));
  });

  test('what is not told is not shown', () => {
    const silent = compare(null, fakeResult({ decode: [1, 1] }), { thresholds: {} });
    for (const text of [RENDERERS.markdown(silent), RENDERERS.html(silent)]) {
      expect(text).not.toContain('sensor noise');
      expect(text).not.toContain('Left over');
    }
    expect(RENDERERS.html(compare(told(null), told(0.01), { thresholds: {} }))).toContain(
      'in the last block: head 1.00 % of the sensor&#39;s sum.',
    );
  });
});
