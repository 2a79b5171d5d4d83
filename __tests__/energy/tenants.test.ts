import { expect, test } from '@jest/globals';
import { emptySeries } from '../../src/energy/series.ts';
import { foreignUse, tenantsChanged, tenantsOf, type Tenants } from '../../src/energy/tenants.ts';

const OWN = 500;
const of = (...pids: number[]): Tenants => ({ count: pids.length, pidSum: pids.reduce((a, b) => a + b, 0) });
function series(states: Tenants[]) {
  const s = emptySeries('GPU', states.length, 0);
  states.forEach((x, i) => {
    s.processes[i] = x.count;
    s.pidSum[i] = x.pidSum;
  });
  return s;
}

test.each<[string, Tenants | null, Tenants[], string | null]>([
  ['ours alone', of(), [of(OWN), of(OWN)], null],
  ['a list that was old at first', of(), [of(), of(), of(OWN)], null],
  ["one more, by a host's PID", of(), [of(9001), of(9001)], null],
  ['a stranger comes', of(), [of(OWN), of(OWN, 7)], 'co-tenant'],
  ['a stranger goes and another comes', of(), [of(9001), of(9002)], 'co-tenant'],
  ['a stranger before us', of(7), [of(7, OWN)], 'co-tenant'],
  ['no list', null, [], 'co-tenants-unknown'],
  ['a list that never shows us', of(), [of(), of()], 'co-tenants-unknown'],
])('%s', (_name, before, states, expected) => {
  expect(foreignUse(before, series(states), OWN)).toBe(expected);
  expect(tenantsOf(series(states))).toEqual(states.at(-1) ?? null);
});

test.each<[string, Tenants[], boolean]>([
  ['the same all the time', [of(OWN), of(OWN), of(OWN)], false],
  ['a list that was old at first', [of(), of(OWN), of(OWN)], false],
  ['a stranger comes', [of(OWN), of(OWN), of(OWN, 7)], true],
  ['a stranger goes', [of(OWN, 7), of(OWN), of(OWN)], true],
  ['another takes its place', [of(OWN, 7), of(OWN, 8), of(OWN, 8)], true],
  ['nothing is listed', [of(), of(), of()], false],
  ['no list', [], false],
  ['a list too long for its PIDs', [of(OWN), { count: 1, pidSum: NaN }], false],
])('while phases run, %s', (_name, states, changed) => {
  const s = series(states);
  s.t.forEach((_, i) => (s.t[i] = i));
  expect(tenantsChanged(s, 0, 3)).toBe(changed);
  // Before the first phase and after the last processes may come and go.
  expect(tenantsChanged(s, 0, 1)).toBe(false);
});
