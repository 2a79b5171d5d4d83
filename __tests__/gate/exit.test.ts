import { describe, expect, it } from '@jest/globals';
import { exitOf } from '../../src/gate/exit.ts';
import { ERROR_CODES } from '../../src/common/error-codes.ts';

const strict = { onInconclusive: 'fail', onInvalid: 'fail' } as const;

describe('exit status', () => {
  it('is 0 for pass and improved, 1 for a regression and nothing else', () => {
    expect(
      (['pass', 'improved', 'regressed', 'inconclusive', 'invalid'] as const).map((v) => exitOf(v, strict)),
    ).toEqual([0, 0, 1, 3, 4]);
    expect(Object.values(ERROR_CODES).map((c) => c.exit as number)).not.toContain(1);
  });

  it.each(['warn', 'pass'] as const)('on-inconclusive and on-invalid %s soften only those two', (soft) => {
    const config = { onInconclusive: soft, onInvalid: soft };
    expect((['regressed', 'inconclusive', 'invalid'] as const).map((v) => exitOf(v, config))).toEqual([1, 0, 0]);
  });
});
