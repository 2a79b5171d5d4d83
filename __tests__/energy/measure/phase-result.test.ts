import { describe, expect, test } from '@jest/globals';
import { boardsOf } from '../../../src/energy/measure/channels.ts';
import type { Attributed } from '../../../src/energy/measure/attributed.ts';
import { phaseOf } from '../../../src/energy/measure/phase-result.ts';
import type { GroupEnergy } from '../../../src/energy/attribution/types.ts';
import type { Reason } from '../../../src/common/generated/run-result.ts';
import type { Interval } from '../../../src/energy/intervals.ts';

const interval = (start: number, end: number, tokens?: number): Interval => ({
  phase: 'decode',
  id: `${start}`,
  start,
  end,
  contextTokens: null,
  ...(tokens === undefined ? {} : { tokens }),
});

type Group = Partial<GroupEnergy>;
const group = (g: Group): GroupEnergy => ({
  grossJoules: 360,
  netJoules: 180,
  grossError: 3,
  netError: 4,
  resolvable: true,
  reasons: [],
  ...g,
});
const channel = (name: string, g: Group): Attributed => ({
  channel: name,
  idleWatts: 50,
  sensor: {},
  phases: new Map([['decode', group(g)]]),
});
const of = (groups: Group[], intervals: Interval[] = [interval(0, 2), interval(3, 4)], untrusted: Reason[] = []) =>
  phaseOf(
    'decode',
    groups.map((g, i) => channel(`GPU-${i}`, g)),
    intervals,
    new Set(),
    untrusted,
  );

describe('a phase of one channel', () => {
  test('has gross and net with an error and an interval each, in joules and watt-hours, and its mean power', () => {
    const p = of([{}]);
    expect(p).toMatchObject({ grossJoules: 360, netJoules: 180, standardError: 3, netStandardError: 4 });
    expect(p.interval95![0]).toBeCloseTo(360 - 1.959964 * 3, 9);
    expect(p.interval95![1]).toBeCloseTo(360 + 1.959964 * 3, 9);
    expect(p.netInterval95![0]).toBeCloseTo(180 - 1.959964 * 4, 9);
    expect(p.netInterval95![1]).toBeCloseTo(180 + 1.959964 * 4, 9);
    expect(p).toMatchObject({ grossWattHours: 0.1, netWattHours: 0.05, meanWatts: 120, seconds: 3, count: 2 });
    expect(p).not.toHaveProperty('overlapShare');
    expect(p).not.toHaveProperty('channels');
    expect(p).not.toHaveProperty('shares');
    expect(p).not.toHaveProperty('tokens');
  });

  test('where its own requests overlap: mean power is by the time that it ran, not by the sum of theirs', () => {
    const p = of([{}], [interval(0, 2), interval(1, 3)]);
    expect(p).toMatchObject({ seconds: 4, busySeconds: 3, meanWatts: 120 });
    expect(p.overlapShare).toBeCloseTo(1 / 3, 12);
  });

  test('tokens per joule where every interval tells its tokens, 0 among them', () => {
    expect(of([{}], [interval(0, 1, 720), interval(2, 3, 0)])).toMatchObject({
      tokens: 720,
      grossTokensPerJoule: 2,
      netTokensPerJoule: 4,
    });
    const untold = of([{}], [interval(0, 1, 720), interval(2, 3)]);
    for (const key of ['tokens', 'grossTokensPerJoule', 'netTokensPerJoule']) expect(untold).not.toHaveProperty(key);
  });

  test('where idle power hides the net, gross stands alone', () => {
    const p = of([{ netJoules: 30, netError: 4 }], [interval(0, 3, 10)]);
    expect(p.validity).toEqual({ status: 'warning', reasons: ['net-too-wide'] });
    expect(p).toMatchObject({ grossJoules: 360, standardError: 3, meanWatts: 120, grossWattHours: 0.1 });
    expect(p).toMatchObject({ netJoules: null, netStandardError: null, netInterval95: null, netWattHours: null });
    expect(p).toMatchObject({ tokens: 10, netTokensPerJoule: null });
    expect(p.grossTokensPerJoule).toBeCloseTo(10 / 360, 12);
  });

  test('what is not resolvable has no joules in any unit', () => {
    const p = of([{ grossError: 100 }], [interval(0, 3, 10)]);
    expect(p.validity).toEqual({ status: 'not-resolvable', reasons: ['interval-too-wide'] });
    expect(p).toMatchObject({
      grossJoules: null,
      netJoules: null,
      standardError: null,
      interval95: null,
      netStandardError: null,
      netInterval95: null,
      grossWattHours: null,
      netWattHours: null,
      meanWatts: null,
      grossTokensPerJoule: null,
      netTokensPerJoule: null,
      seconds: 3,
    });
  });

  test('no length has no mean power, and no joules no tokens per joule', () => {
    const p = of([{ grossJoules: 0, netJoules: 0, grossError: 0, netError: 0 }], [interval(1, 1, 5)]);
    expect(p).toMatchObject({ grossJoules: 0, meanWatts: null, tokens: 5, grossTokensPerJoule: null });
  });

  test('what spoils a channel spoils its phases, which keep their numbers', () => {
    const spoilt = of([{}], undefined, ['counter-reset']);
    expect(spoilt).toMatchObject({ grossJoules: 360, validity: { status: 'invalid', reasons: ['counter-reset'] } });
    const hidden = of([{ netJoules: 30 }], undefined, ['counter-reset']);
    expect(hidden.validity).toEqual({ status: 'invalid', reasons: ['counter-reset', 'net-too-wide'] });
    // What is not resolvable has no numbers to be spoilt.
    expect(of([{ grossError: 100 }], undefined, ['counter-reset']).validity.status).toBe('not-resolvable');
  });

  test('an interval outside the sampled time leaves none', () => {
    const outside = interval(0, 1);
    const p = phaseOf(
      'decode',
      [channel('a', {}), channel('b', {})],
      [outside, interval(2, 3)],
      new Set([outside]),
      [],
    );
    expect(p).toMatchObject({ grossJoules: null, validity: { reasons: ['edges-outside'] } });
    expect(p).not.toHaveProperty('channels');
  });
});

describe('several channels', () => {
  const sensor = { sensor: 1, requests: 0, discrepancy: 0, idle: 0 };
  const idle = { sensor: 0, requests: 0, discrepancy: 0, idle: 1 };

  test('joules add, errors in quadrature, and each is told', () => {
    const p = of([{}, { grossJoules: 90, netJoules: 1, grossError: 4, netError: 3 }]);
    expect(p).toMatchObject({ grossJoules: 450, netJoules: 181, standardError: 5, netStandardError: 5 });
    expect(p.channels).toEqual({
      'GPU-0': { grossJoules: 360, netJoules: 180, standardError: 3, netStandardError: 4 },
      'GPU-1': { grossJoules: 90, netJoules: 1, standardError: 4, netStandardError: 3 },
    });
  });

  test('shares are weighted by variance, and missing where one channel does not tell', () => {
    expect(of([{ shares: sensor }, { netError: 3, shares: idle }]).shares).toEqual({
      sensor: 16 / 25,
      requests: 0,
      discrepancy: 0,
      idle: 9 / 25,
    });
    expect(of([{ shares: sensor }, { netError: 3 }])).not.toHaveProperty('shares');
    // Without net there is no error of it.
    expect(of([{ shares: sensor, netJoules: 30 }])).not.toHaveProperty('shares');
  });

  test('a channel that tells nothing has no joules, and the phase has none either', () => {
    const p = of([{}, { grossJoules: NaN, netJoules: NaN, grossError: NaN, netError: NaN, reasons: ['no-updates'] }]);
    expect(p).toMatchObject({ grossJoules: null, validity: { reasons: ['no-updates'] } });
    expect(p.channels).toEqual({
      'GPU-0': { grossJoules: 360, netJoules: 180, standardError: 3, netStandardError: 4 },
      'GPU-1': { grossJoules: null, netJoules: null, standardError: null, netStandardError: null },
    });
  });
});

describe('which board a phase ran on', () => {
  const board = (netJoules: number | null, netStandardError: number | null) => ({
    grossJoules: netJoules,
    netJoules,
    standardError: netStandardError,
    netStandardError,
  });
  const boards = (a: ReturnType<typeof board>, b: ReturnType<typeof board>) =>
    boardsOf({ work: { channels: { a, b } }, other: { channels: { a: board(10, 1), b: board(10, 1) } } })?.get('work');

  test('is told where one took part and another did not', () => {
    expect(boards(board(100, 1), board(0.5, 1))).toEqual(['a']);
    expect(boards(board(-2, 1), board(100, 1))).toEqual(['b']);
    expect(boards(board(100, 1), board(null, null))).toEqual(['a']);
  });

  test('a board took part over 2 % of the net, and over three errors', () => {
    expect(boards(board(97, 1), board(3, 0.9))).toBeUndefined();
    expect(boards(board(97, 1), board(3, 1.1))).toEqual(['a']);
    expect(boards(board(98.1, 1), board(1.9, 0.1))).toEqual(['a']);
  });

  test('is not told where all ran on all, on one board, or where nothing is known', () => {
    expect(boardsOf({ work: { channels: { a: board(10, 1), b: board(10, 1) } } })).toBeNull();
    expect(boardsOf({ work: {} })).toBeNull();
    expect(boardsOf({ work: { channels: { a: board(null, null), b: board(null, null) } } })).toBeNull();
  });
});
