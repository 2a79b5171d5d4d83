import { expect, test } from '@jest/globals';
import { assertRunResult } from '../../src/common/schema.ts';
import { SENSOR_ALONE } from '../../src/common/shares.ts';
import { EstimateMeter } from '../../src/energy/meters/estimate.ts';
import type { BlockEnergy } from '../../src/energy/types.ts';
import { Session } from '../../src/experiment/session.ts';
import { scriptedBench, scriptedSubject } from './support/scripted-session.ts';

/** A meter that tells what its errors are made of. */
class Telling extends EstimateMeter {
  override async finishBlock(): Promise<BlockEnergy> {
    return { ...(await super.finishBlock()), shares: { decode: SENSOR_ALONE } };
  }
}

test('what a block’s errors are made of stands beside its readings; a meter that does not tell leaves it out', async () => {
  const of = async (meter: EstimateMeter) => {
    const bench = scriptedBench({ meter });
    const session = await Session.begin(bench, [await scriptedSubject(bench, 'head', 0)], null);
    await session.runBlock();
    return session.results()[0]!;
  };
  const told = await of(new Telling({ kind: 'estimate' }));
  expect(told.blocks).toMatchObject([{ block: 0, arm: 'plain', shares: { decode: SENSOR_ALONE } }]);
  assertRunResult(told, 'r.json');
  expect((await of(new EstimateMeter({ kind: 'estimate' }))).blocks![0]).not.toHaveProperty('shares');
});
