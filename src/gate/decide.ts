import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { compare } from '../analysis/compare.ts';
import { finding } from '../analysis/finding.ts';
import { spreadOf } from '../analysis/history.ts';
import { readBaseline, readHistory } from '../baseline/store.ts';
import { JouleGateError } from '../common/errors.ts';
import type { Comparison } from '../common/generated/comparison.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import type { Config } from '../config/types.ts';
import { identify } from '../experiment/identity.ts';
import { withJournal, type Journal } from '../experiment/journal.ts';
import { openSession } from '../experiment/open-session.ts';
import { planOf } from '../experiment/plan.ts';
import type { SubjectSpec } from '../experiment/subject.ts';
import type { BaseSubject } from './against.ts';
import { refuseBlindGate, refuseBlindPairs } from './blind.ts';
import { drive } from './drive.ts';
import type { Decided } from './files.ts';
import { limitsOf, lookingBy } from './looking.ts';
import { compareOptions, describeOptions } from './options.ts';
import { withQualification } from './qualified.ts';
import { unchanged } from './unchanged.ts';

/** How a gate measures, whatever it is compared with. */
export interface Measuring {
  outDir: string;
  commit: string | null;
  resume: boolean;
  /** Measures base and head although they are the same. */
  force: boolean;
  signal?: AbortSignal;
  onProgress: (line: string) => void;
  onJournal: (journal: Journal) => void;
}

/**
 * Measures the subjects interleaved, with as many blocks as `comparing` needs to decide, and says what they come to;
 * `null` where the open session shows the subjects to be the same, unless that is forced.
 */
async function measured(
  config: Config,
  specs: readonly SubjectSpec[],
  { outDir, commit, resume, force, signal, onProgress, onJournal }: Measuring,
  comparing: (results: RunResult[]) => Comparison,
): Promise<{ results: RunResult[]; comparison: Comparison } | null> {
  const begin = performance.now();
  for (const warning of config.warnings) onProgress(`warning: ${warning}`);
  const measure = async (journal: Journal) => {
    onJournal(journal);
    const options = { commit, journal, onProgress, ...(signal ? { signal } : {}) };
    const { session, close } = await openSession(planOf(config), specs, options);
    try {
      if (!force && session.unchanged) return null;
      const earlier = session.spent.seconds;
      const limits = limitsOf(config);
      const results = await drive(session, limits, lookingBy(limits, comparing), onProgress);
      const comparison = comparing(results);
      const cost = { seconds: earlier + (performance.now() - begin) / 1000, joules: session.spent.joules };
      return { results, comparison: { ...comparison, plan: { ...comparison.plan, cost } } };
    } finally {
      await close();
    }
  };
  return await withJournal(join(outDir, 'journal.jsonl'), onProgress, measure, { resume });
}

function unreadableBaseline(head: RunResult, error: JouleGateError, config: Config): Comparison {
  const alone = compare(null, head, describeOptions(config.co2e));
  return {
    ...alone,
    verdict: 'invalid',
    reasons: ['baseline-unreadable'],
    findings: [finding('baseline-unreadable', `${error.message}; ${error.fix}`)],
  };
}

/** Measures head and compares it with the stored baseline, or with nothing. */
export async function againstStored(config: Config, measuring: Measuring): Promise<Decided> {
  const spec = config.baseline;
  let base: RunResult | null = null;
  let unreadable: JouleGateError | null = null;
  try {
    base = await readBaseline(spec);
  } catch (error) {
    if (!(error instanceof JouleGateError) || error.code !== 'baseline-unreadable') throw error;
    unreadable = error;
    measuring.onProgress(error.message);
  }
  const history = await readHistory(spec);
  const head = { name: 'head', config };
  const { model } = await identify(head, measuring.onProgress);
  refuseBlindGate(config, base, base ? spreadOf(history, base) : null, model);
  const options = await withQualification(compareOptions(config, { base, history }), config);
  // One subject is never the same as another.
  const { results, comparison } = (await measured(config, [head], measuring, ([result]) =>
    unreadable ? unreadableBaseline(result!, unreadable, config) : compare(base, result!, options),
  ))!;
  return { result: results[0]!, base, comparison };
}

/** What decides, beside the model, what a token costs; where it differs the joules must be measured. */
const costly = ({ context, engine }: Pick<Config, 'context' | 'engine'>): unknown => [context, engine];

/** Measures base's subject and head's interleaved, unless they are the same. */
export async function againstCommit(config: Config, base: BaseSubject, measuring: Measuring): Promise<Decided> {
  const { commit, force, onProgress } = measuring;
  const specs = [
    { name: 'base', config: base.config, commit: base.commit },
    { name: 'head', config },
  ] as const satisfies SubjectSpec[];
  const before = await identify(specs[0], onProgress);
  const after = await identify(specs[1], onProgress);
  const same = (): Decided => {
    onProgress('the subject is that of base: nothing is measured ("--force" measures both)');
    const comparison = unchanged(after, config, { base: base.commit, head: commit });
    return { result: null, base: null, comparison };
  };
  if (!force && before.digest === after.digest) return same();
  refuseBlindGate(config, null, null, after.model);
  const options = await withQualification(compareOptions(config), config);
  if (before.model !== after.model || !isDeepStrictEqual(costly(base.config), costly(config)))
    refuseBlindPairs(config, options.qualification ?? null);
  const found = await measured(config, specs, measuring, ([of, head]) => compare(of!, head!, options));
  return found ? { result: found.results[1]!, base: found.results[0]!, comparison: found.comparison } : same();
}
