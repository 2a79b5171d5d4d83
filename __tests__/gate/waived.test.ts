import { expect, test } from '@jest/globals';
import { isWaived, regressedKinds } from '../../src/gate/waived.ts';
import type { Metric, Waiver } from '../../src/common/generated/comparison.ts';
import { RATIO_METRICS, SAVING_METRICS } from '../../src/common/metrics.ts';

const regressed = (...ids: string[]): { verdict: 'regressed'; metrics: Metric[] } => ({
  verdict: 'regressed',
  metrics: ids.map((id) => ({ id, verdict: 'regressed' }) as Metric),
});
const by = (...covers: Waiver['covers'][]): { publication: { waivers: Waiver[] } } => ({
  publication: { waivers: covers.map((c) => ({ label: 'x', by: 'ann', at: 'now', covers: c })) },
});

test('what tells how well it answers is accuracy, also where it is not known yet; all that it costs is energy', () => {
  const kinds = [...RATIO_METRICS, ...SAVING_METRICS].map((m) => [m.id, ...regressedKinds(regressed(m.id))]);
  const accuracy = kinds.filter(([, kind]) => kind === 'accuracy').map(([id]) => id);
  expect(accuracy.filter((id) => (id as string) !== 'score')).toEqual(['pass-at-1', 'false-stops', 'missed-stops']);
  expect([...regressedKinds(regressed('score'))]).toEqual(['accuracy']);
  expect([...regressedKinds(regressed('of-a-later-version'))]).toEqual(['accuracy']);
});

test('only a regression is waived, and only where all of it is covered', () => {
  const energy = regressed('energy-per-task');
  const both = regressed('energy-per-task', 'pass-at-1');
  expect(isWaived(energy)).toBe(false);
  expect(isWaived({ ...energy, ...by('energy') })).toBe(true);
  expect(isWaived({ ...energy, ...by('accuracy') })).toBe(false);
  expect(isWaived({ ...both, ...by('energy') })).toBe(false);
  expect(isWaived({ ...both, ...by('energy', 'accuracy') })).toBe(true);
  for (const verdict of ['invalid', 'inconclusive', 'pass'] as const)
    expect(isWaived({ ...energy, ...by('energy', 'accuracy'), verdict })).toBe(false);
  // A regression of nothing is nothing that anybody could accept.
  expect(isWaived({ ...regressed(), ...by('energy', 'accuracy') })).toBe(false);
});
