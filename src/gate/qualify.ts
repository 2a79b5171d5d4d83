import { qualify } from '../analysis/qualify/index.ts';
import { LEAST_PAIRS } from '../analysis/qualify/noise.ts';
import { JouleGateError } from '../common/errors.ts';
import type { Qualification } from '../common/generated/qualification.ts';
import type { Config } from '../config/types.ts';
import type { Journal } from '../experiment/journal.ts';
import { openSession } from '../experiment/open-session.ts';
import { planOf } from '../experiment/plan.ts';
import { runUpTo } from '../experiment/run.ts';
import { mostBlocks } from './looking.ts';
import { compareOptions } from './options.ts';

export interface QualifyRequest {
  /** Blocks at most; the budget's seconds may end it before. */
  blocks: number;
  commit: string | null;
  journal: Journal;
  signal?: AbortSignal;
  onProgress: (line: string) => void;
}

/** Gates that are drawn from the same blocks are the same gates. */
const SEED = 20260205;

/**
 * Measures a configuration's subject against itself, interleaved as base and head of a gate are, and tests the gate on
 * those blocks. @throws JouleGateError `too-few-blocks` where the budget has room for too few, or nothing gates
 */
export async function qualifyGate(config: Config, request: QualifyRequest): Promise<Qualification> {
  const { blocks, commit, journal, signal, onProgress } = request;
  const specs = ['base', 'head'].map((name) => ({ name, config }));
  const { session, close } = await openSession(planOf(config), specs, {
    commit,
    journal,
    onProgress,
    ...(signal ? { signal } : {}),
  });
  try {
    const { seconds, joules } = config.budget;
    await runUpTo(session, { blocks, budget: { seconds, joules } }, onProgress);
    const [base, head] = session.results();
    onProgress(`${session.blocks} blocks of each side; drawing gates from them`);
    const options = { ...compareOptions(config), most: mostBlocks(config), seconds: session.spent.seconds, seed: SEED };
    const found = qualify(base!, head!, options);
    if (found) return found;
    throw new JouleGateError(
      'too-few-blocks',
      `${session.blocks} block(s) with joules say too little of a gate on energy per task`,
      `give it time for ${LEAST_PAIRS} or more ("--seconds"), fewer tasks, and a threshold "energy-per-task: {increase: …}"`,
    );
  } finally {
    await close();
  }
}
