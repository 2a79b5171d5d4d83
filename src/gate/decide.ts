import { join } from 'node:path';
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
import { extentOf, planOf } from '../experiment/plan.ts';
import { runBlocks } from '../experiment/run.ts';
import type { SubjectSpec } from '../experiment/subject.ts';
import type { BaseSubject } from './against.ts';
import { refuseBlindGate } from './blind.ts';
import type { Decided } from './files.ts';
import { compareOptions, describeOptions } from './options.ts';
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
 * Measures the subjects interleaved and says what they come to; `same` where the open session shows them to be one, if
 * that is asked for.
 */
async function measured<T>(
  config: Config,
  specs: readonly SubjectSpec[],
  { outDir, commit, resume, force, signal, onProgress, onJournal }: Measuring,
  decided: (results: RunResult[] | 'same') => T,
): Promise<T> {
  for (const warning of config.warnings) onProgress(`warning: ${warning}`);
  return await withJournal(
    join(outDir, 'journal.jsonl'),
    onProgress,
    async (journal) => {
      onJournal(journal);
      const options = { commit, journal, onProgress, ...(signal ? { signal } : {}) };
      const { session, close } = await openSession(planOf(config), specs, options);
      try {
        if (!force && session.unchanged) return decided('same');
        return decided(await runBlocks(session, extentOf(config), onProgress));
      } finally {
        await close();
      }
    },
    { resume },
  );
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
  refuseBlindGate(config, base, base ? spreadOf(history, base) : null);
  return await measured(config, [{ name: 'head', config }], measuring, (results) => {
    const result = results[0] as RunResult;
    const comparison = unreadable
      ? unreadableBaseline(result, unreadable, config)
      : compare(base, result, compareOptions(config, { base, history }));
    return { result, base, comparison };
  });
}

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
    onProgress(`the subject is that of base: nothing is measured ("--force" measures both)`);
    const comparison = unchanged(after, config, { base: base.commit, head: commit });
    return { result: null, base: null, comparison };
  };
  if (!force && before.digest === after.digest) return same();
  refuseBlindGate(config, null, null);
  return await measured(config, specs, measuring, (results) => {
    if (results === 'same') return same();
    const [of, result] = results as [RunResult, RunResult];
    return { result, base: of, comparison: compare(of, result, compareOptions(config)) };
  });
}
