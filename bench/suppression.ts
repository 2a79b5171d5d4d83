import type { Repeat, RunResult } from '../src/common/generated/run-result.ts';
import { measure } from '../src/experiment/open.ts';
import { figureEntry, ratioEntry, type Bench } from './support/entry.ts';
import { configOf, PRACTICE_MODEL } from './support/inputs.ts';

type ArmName = 'plain' | 'suppressed';

const repeats = (r: RunResult, arm: ArmName, block?: number): Repeat[] =>
  r.arms[arm]!.tasks.flatMap((t) => t.repeats.filter((x) => block === undefined || x.block === block));
const decodeJoules = (some: Repeat[]): number => some.reduce((sum, r) => sum + r.phases.decode.netJoules!, 0);
const passRate = (some: Repeat[]): number => some.filter((r) => r.passed).length / some.length;

/** The embedded model's chatty prompt, plain and stopped by rule `tests`, as `joulegate run` does it. */
export const bench: Bench = async ({ quick, count, log }) => {
  const blocks = count ?? (quick ? 3 : 20);
  const config = configOf({
    model: PRACTICE_MODEL,
    prompt: { file: 'assets/practice/prompts/chatty.txt' },
    workload: { name: 'practice' },
    suppression: { rule: 'tests' },
    meter: 'estimate',
    repeats: blocks,
    budget: { seconds: 3600 },
  });
  const [result] = await measure([{ name: 'head', config }], { commit: null, journal: null, onProgress: log });
  const pairs = Array.from(
    { length: blocks },
    (_, b) => [decodeJoules(repeats(result!, 'suppressed', b)), decodeJoules(repeats(result!, 'plain', b))] as const,
  );
  const plain = passRate(repeats(result!, 'plain'));
  const suppressed = passRate(repeats(result!, 'suppressed'));
  return [
    ratioEntry(
      'suppression/embedded',
      'decode energy (CPU time) of the chatty prompt with rule tests, over plain: a saving of at least 40 %',
      pairs,
      { most: 0.6 },
      {
        saving: 1 - pairs.reduce((s, p) => s + p[0], 0) / pairs.reduce((s, p) => s + p[1], 0),
        overrunTokens: repeats(result!, 'suppressed').reduce((n, r) => n + r.overrunTokens, 0),
        blocks,
        threads: result!.subject.engine?.threads,
      },
    ),
    figureEntry(
      'suppression/embedded-pass',
      'pass@1 of the suppressed arm less that of the plain arm',
      suppressed - plain,
      'difference',
      { least: 0 },
      { plain, suppressed },
    ),
  ];
};
