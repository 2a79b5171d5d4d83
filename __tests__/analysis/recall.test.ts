import { expect, test } from '@jest/globals';
import { recall } from '../../src/analysis/qualify/recall.ts';
import type { Qualification } from '../../src/common/generated/qualification.ts';
import { fakeResult } from '../support/results.ts';

const head = fakeResult({ decode: [10] });
const rate = (share: number) => ({ share, interval: [0, 1] });
const scenario = (name: 'nothing' | 'joules', share: number): Qualification['scenarios'][number] => ({
  name,
  change: 0,
  gates: 1000,
  regressed: rate(share),
  passed: rate(1 - share),
  undecided: rate(0),
  meanBlocks: 4,
});
const QUALIFIED: Qualification = {
  schemaVersion: 1,
  createdAt: '2026-01-02T03:04:05.000Z',
  environment: head.environment,
  meter: { kind: head.meter.kind, estimated: false },
  workload: { name: 'practice', digest: 'd' },
  thresholds: { plain: 0.03 },
  blocks: 40,
  seconds: 1,
  noise: [],
  scenarios: [scenario('joules', 0.9), scenario('nothing', 0.01)],
  smallestVisibleChange: { change: 0.04, interval: [0.03, 0.05], power: 0.9, blocks: 20 },
};

test('of the last qualification its false alarms and the smallest change that it could see are recalled', () => {
  expect(recall(QUALIFIED, head)).toEqual({
    createdAt: QUALIFIED.createdAt,
    sameEnvironment: true,
    falseAlarms: rate(0.01),
    smallestVisibleChange: 0.04,
  });
  expect(recall({ ...QUALIFIED, smallestVisibleChange: null }, head)!.smallestVisibleChange).toBeNull();
  expect(recall({ ...QUALIFIED, scenarios: [scenario('joules', 0.9)] }, head)).toBeNull();
});

test('and whether it was made where head was measured: the environment and the kind of meter', () => {
  const same = (more: Partial<Qualification>) => recall({ ...QUALIFIED, ...more }, head)!.sameEnvironment;
  expect(same({ environment: { ...head.environment } })).toBe(true);
  expect(same({ environment: { ...head.environment, gpu: 'x' } })).toBe(false);
  expect(same({ meter: { kind: 'rapl', estimated: false } })).toBe(false);
});
