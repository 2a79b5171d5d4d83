import { describe, expect, it } from '@jest/globals';
import { co2e, intensityOf } from '../../src/common/co2e.ts';

describe('CO₂e', () => {
  it('is joules as kWh times the intensity', () => {
    expect(co2e(3.6e6, 400)).toBe(400);
    expect(co2e(9, 400)).toBeCloseTo(0.001, 12);
    expect(co2e(5, 0)).toBe(0);
  });

  it('has no grams where there are no joules', () => {
    expect(co2e(null, 400)).toBeNull();
    expect(co2e(null, 0)).toBeNull();
  });

  it.each([NaN, Infinity, -1])('refuses %d g/kWh, joules known or not', (gPerKwh) => {
    expect(() => co2e(1, gPerKwh)).toThrow(expect.objectContaining({ code: 'usage' }));
    expect(() => co2e(null, gPerKwh)).toThrow(expect.objectContaining({ code: 'usage' }));
    expect(() => intensityOf(gPerKwh, 'x')).toThrow(expect.objectContaining({ code: 'usage' }));
  });

  it.each(['', ' \n'])('refuses the source %j', (source) => {
    expect(() => intensityOf(400, source)).toThrow(
      expect.objectContaining({ code: 'usage', fix: expect.stringContaining('where the number comes from') }),
    );
  });

  it('keeps number and source as they were given', () => {
    expect(intensityOf(363.25, ' grid 2024 ')).toEqual({ gPerKwh: 363.25, source: ' grid 2024 ' });
  });
});
