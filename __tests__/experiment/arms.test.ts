import type { Reason } from '../../src/common/generated/run-result.ts';
import { describe, expect, it } from '@jest/globals';
import type { BlockReading } from '../../src/common/generated/run-result.ts';
import { betweenArms } from '../../src/experiment/arms.ts';

const block = (arm: BlockReading['arm'], more: Partial<BlockReading> = {}, reasons: Reason[] = []): BlockReading => ({
  block: 0,
  arm,
  seconds: 1,
  smClockMhz: 1400,
  temperatureC: 60,
  ...more,
  validity: { status: 'ok', reasons },
});

describe('between the arms', () => {
  it('has nothing to say of equal surroundings, of one arm, or of what no sensor gave', () => {
    expect(betweenArms([block('plain'), block('suppressed', { smClockMhz: 1410, temperatureC: 64 })]).status).toBe(
      'ok',
    );
    expect(betweenArms([block('plain', {}, ['hardware-slowdown'])]).status).toBe('ok');
    expect(betweenArms([block('plain', { smClockMhz: null }), block('suppressed')]).status).toBe('ok');
  });

  it('calls a slowdown in one arm only invalid, in both not', () => {
    expect(betweenArms([block('plain', {}, ['thermal-slowdown']), block('suppressed')])).toEqual({
      status: 'invalid',
      reasons: ['slowdown-in-one-arm'],
    });
    expect(
      betweenArms([block('plain', {}, ['hardware-slowdown']), block('suppressed', {}, ['thermal-slowdown'])]).status,
    ).toBe('ok');
  });

  it('warns of clocks, heat and power caps that differ', () => {
    expect(
      betweenArms([block('plain', { smClockMhz: 1300, temperatureC: 70 }, ['power-capped']), block('suppressed')]),
    ).toEqual({ status: 'warning', reasons: ['clock-differs', 'temperature-differs', 'power-cap-differs'] });
  });
});
