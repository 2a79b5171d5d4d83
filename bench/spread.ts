import { entryOf } from '../src/analysis/history.ts';
import { variance } from '../src/analysis/statistics.ts';
import { measure } from '../src/experiment/open.ts';
import { figureEntry, type Bench } from './support/entry.ts';
import { configOf, PRACTICE_MODEL } from './support/inputs.ts';

/** How far equal measurements differ under `estimate` on this machine: the same subject measured again and again. */
export const bench: Bench = async ({ quick, count, log }) => {
  const rounds = count ?? (quick ? 3 : 10);
  const config = configOf({
    model: PRACTICE_MODEL,
    workload: { name: 'practice' },
    arms: ['plain'],
    repeats: 4,
    meter: 'estimate',
    engine: { threads: 1 },
  });
  const joules: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const [result] = await measure([{ name: 'head', config }], {
      commit: null,
      journal: null,
      onProgress: () => undefined,
    });
    joules.push(entryOf(result!).joulesPerTask.plain!);
    log(`measurement ${i + 1} of ${rounds}: ${joules.at(-1)!.toFixed(4)} J per task`);
  }
  const spread = Math.sqrt(variance(joules.map(Math.log)));
  return [
    figureEntry(
      'spread/estimate',
      'standard deviation of ln J/task between equal measurements of 4 blocks',
      spread,
      '',
      null,
      { joulesPerTask: joules },
    ),
  ];
};
