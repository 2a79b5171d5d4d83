import { expect, test } from '@jest/globals';
import { incomparable, untrusted } from '../../src/analysis/comparable.ts';
import { warnings } from '../../src/analysis/finding.ts';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { fakeResult } from '../support/results.ts';

const result = fakeResult({ decode: [1, 1] });
const digest = (d: string): RunResult => ({ ...result, workload: { name: `w${d}`, digest: d.repeat(64) } });
const env = (more: object): RunResult => ({ ...result, environment: { ...result.environment, ...more } });

test('what differs is said with both values', () => {
  expect(incomparable(digest('a'), digest('b'), [])).toEqual([
    { code: 'workload-differs', text: 'base ran wa (aaaaaaaaaaaa), head wb (bbbbbbbbbbbb)' },
  ]);
  const other = { ...env({ gpu: 'H100', driver: '2', os: 'x' }), meter: { kind: 'rapl', estimated: false } };
  expect(incomparable(env({ gpu: null, driver: '1' }), other, [])).toEqual([
    { code: 'environment-differs', text: 'gpu: null → H100; driver: 1 → 2; meter: nvml → rapl' },
  ]);
  expect(incomparable(env({ gpu: null, driver: '1' }), other, ['gpu', 'meter'])).toEqual([
    { code: 'environment-differs', text: 'driver: 1 → 2' },
  ]);
  expect(incomparable(result, result, [])).toEqual([]);
  expect(incomparable(env({ driver: '1' }), result, [])).toEqual([]);
  expect(incomparable(result, env({ driver: '1' }), [])).toEqual([]);
});

test('prompts are compared where both sides tell them, the workload is equal and the subject too', () => {
  const prompts = (d: string | null, more: Partial<RunResult> = {}): RunResult => ({
    ...result,
    ...(d === null ? {} : { prompts: { digest: d.repeat(64) } }),
    ...more,
  });
  expect(incomparable(prompts('1'), prompts('2'), [])).toEqual([
    {
      code: 'workload-differs',
      text: 'the subjects are equal and their prompts are not: tokens 111111111111 against 222222222222 (another day in a chat template, or another tokenizer)',
    },
  ]);
  expect(incomparable(prompts('1'), prompts('2', { workload: digest('b').workload }), [])).toHaveLength(1);
  for (const [base, head] of [
    [prompts('1'), prompts('1')],
    [prompts(null), prompts('1')],
    [prompts('1'), prompts(null)],
    [prompts('1'), prompts('2', { subject: { context: 7 } })],
  ] as const)
    expect(incomparable(base, head, [])).toEqual([]);
});

test('each reason of an invalid measurement is said once, in words', () => {
  const bad = (...reasons: string[]): RunResult['validity'] =>
    ({ status: 'invalid', reasons }) as RunResult['validity'];
  const block = { block: 0, arm: 'plain' as const, seconds: 1 };
  const blocks = [block, { ...block, validity: bad('co-tenant', 'counter-reset')! }];
  const found = untrusted({ ...result, validity: bad('counter-reset', 'fan-stopped')!, blocks }, 'base');
  expect(found).toEqual([
    {
      code: 'counter-reset',
      side: 'base',
      text: 'the measurement of base may not be trusted: the energy counter went back: that step was left out',
    },
    { code: 'fan-stopped', side: 'base', text: 'the measurement of base may not be trusted: fan-stopped' },
    {
      code: 'co-tenant',
      side: 'base',
      text: 'the measurement of base may not be trusted: another process used the GPU',
    },
  ]);
  expect(untrusted(result, 'head')).toEqual([]);
});

test('warnings of the whole and of blocks, each code once; of a side that is not there none', () => {
  const warned = { status: 'warning' as const, reasons: ['power-capped' as const, 'module-scope' as const] };
  const block = { block: 0, arm: 'plain' as const, seconds: 1 };
  const noisy = {
    ...result,
    validity: warned,
    blocks: [
      block,
      {
        ...block,
        validity: { status: 'warning' as const, reasons: ['clock-differs' as const, 'power-capped' as const] },
      },
      { ...block, validity: { status: 'ok' as const, reasons: ['co-tenant' as const] } },
    ],
  };
  expect(warnings(noisy, 'head').map((f) => [f.code, f.side, f.text])).toEqual([
    ['power-capped', 'head', 'the GPU ran into its power limit for part of the time'],
    ['module-scope', 'head', 'the sensor counts the whole module, CPU and memory included'],
    ['clock-differs', 'head', 'the mean SM clock of the two arms differs by over 2 %'],
  ]);
  expect([warnings(null, 'base'), warnings(result, 'base')]).toEqual([[], []]);
  const later = { ...result, validity: { status: 'warning', reasons: ['fan-stopped'] } } as unknown as RunResult;
  expect(warnings(later, 'head')).toEqual([{ code: 'fan-stopped', side: 'head', text: '' }]);
});
