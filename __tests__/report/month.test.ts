import { describe, expect, test } from '@jest/globals';
import { compare } from '../../src/analysis/compare.ts';
import type { Usage } from '../../src/analysis/month.ts';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import { month } from '../../src/report/month.ts';
import { RENDERERS } from '../../src/report/renderers.ts';
import { assertComparison } from '../../src/common/schema.ts';
import { fakeResult, type Fake } from '../support/results.ts';

const USAGE: Usage = { requestsPerDay: 3600, pricePerKwh: null };
const BASE: Fake = { decode: [9, 9, 9, 9] };
const of = (usage: Usage | null, more: { base?: Fake | null; head?: Fake; gPerKwh?: number } = {}): Comparison => {
  const base = more.base === undefined ? BASE : more.base;
  const c = compare(base && fakeResult(base), fakeResult(more.head ?? { decode: [19, 19, 19, 19] }), {
    thresholds: {},
    usage,
    ...(more.gPerKwh === undefined ? {} : { co2e: { gPerKwh: more.gPerKwh, source: 'x' } }),
  });
  assertComparison(c, 'the comparison');
  return c;
};

describe('a month of requests', () => {
  test('is joules per task × requests a day × 365 ÷ 12 days, the change with its interval', () => {
    const { month: m, metrics } = of(USAGE);
    const energy = metrics.find((x) => x.id === 'energy-per-task')!;
    // 10 J × 3600 a day are 0.01 kWh a day.
    expect(m).toEqual({
      requestsPerDay: 3600,
      days: 365 / 12,
      estimated: false,
      arms: {
        plain: {
          baseKwh: expect.closeTo((0.01 * 365) / 12, 12),
          headKwh: expect.closeTo((0.02 * 365) / 12, 12),
          changeKwh: energy.interval!.map((x) => expect.closeTo((0.01 * x * 365) / 12, 9)),
        },
      },
    });
  });

  test('stands in comment, page and terminal, in energy alone, with CO₂e and with a price', () => {
    const c = of({ requestsPerDay: 3600, pricePerKwh: 0.25 }, { gPerKwh: 400 });
    const line = month(c)!;
    expect(line).toMatch(
      /^A month of 3600 requests a day like these tasks: plain 304 Wh → 608 Wh \(change \+30\d Wh … \+30\d Wh\); CO₂e 122 g → 243 g \(change \+12\d g … \+12\d g\); price 0\.0760 → 0\.152 \(change \+0\.07\d+ … \+0\.07\d+\); at 0\.25 per kWh$/,
    );
    for (const render of [RENDERERS.markdown, RENDERERS.html, RENDERERS.terminal])
      expect(render(c)).toContain('608 Wh');
    expect(month(of(USAGE))).not.toMatch(/CO₂e|price|per kWh/);
  });

  test('a fall has its sign, and a change that is certain one value', () => {
    const c = of(USAGE, { head: { decode: [4, 4, 4, 4] } });
    expect(month(c)).toMatch(/\(change −15\d Wh … −15\d Wh\)$/);
    c.month!.arms.plain!.changeKwh = [0, 0];
    expect(month(c)).toMatch(/\(change 0 Wh\)$/);
  });

  test('of head alone without a base; an estimate by name; what is not resolvable by that name', () => {
    expect(month(of(USAGE, { base: null }))).toBe('A month of 3600 requests a day like these tasks: plain 608 Wh');
    const estimated = { ...BASE, estimated: true };
    expect(month(of(USAGE, { base: estimated, head: estimated }))).toContain('these tasks (estimated): plain');
    const c = of({ ...USAGE, pricePerKwh: 1 });
    Object.assign(c.month!.arms.plain!, { baseKwh: null, changeKwh: null });
    expect(month(c)).toContain('plain not-resolvable → 608 Wh; price not-resolvable → 0.608; at 1 per kWh');
  });

  test('is nowhere where no usage is configured, or no arm has energy', () => {
    expect(of(null)).not.toHaveProperty('month');
    expect(RENDERERS.markdown(of(null))).not.toContain('A month');
    const c = of(USAGE);
    c.month!.arms = {};
    expect(month(c)).toBeNull();
  });
});
