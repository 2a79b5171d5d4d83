import { join } from 'node:path';
import { compare } from '../analysis/compare.ts';
import { finding } from '../analysis/finding.ts';
import { spreadOf } from '../analysis/history.ts';
import { readBaseline, readHistory } from '../baseline/store.ts';
import { JouleGateError } from '../common/errors.ts';
import { writeWhole } from '../common/output.ts';
import type { Comparison } from '../common/generated/comparison.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import type { Config } from '../config/types.ts';
import { withJournal, type Journal } from '../experiment/journal.ts';
import { measure } from '../experiment/open.ts';
import { refused } from '../report/refused.ts';
import { refuseBlindGate } from './blind.ts';
import { compareOptions, describeOptions } from './options.ts';
import { claimGate, writeOutcome, type GateFiles, type GateOutcome } from './files.ts';

export interface GateRequest {
  /** Where the five files go. */
  outDir: string;
  /** Whether the files leave this machine, as an action's do: then `keep-text` rules. */
  published?: boolean;
  /** Names the comment, where several configurations gate one pull request. */
  id: string;
  commit: string | null;
  /** Whether an unfinished gate of the same, whose journal is in `outDir`, is continued. */
  resume?: boolean;
  /** Reads the configuration; what it throws refuses the gate. */
  load: () => Promise<Config>;
  /** What else must be there before anything is opened. */
  prepare?: () => Promise<void>;
  signal?: AbortSignal;
  onProgress: (line: string) => void;
  /** Is given the run's journal once it is open: what a stopped run has kept. */
  onJournal?: (journal: Journal) => void;
}

/** How a gate ended: with a verdict, or refused with a comment that says why. */
export type GateEnd =
  { refused: false; config: Config; outcome: GateOutcome } | { refused: true; error: unknown; comment: string };

function unreadableBaseline(head: RunResult, error: JouleGateError, config: Config): Comparison {
  const alone = compare(null, head, describeOptions(config.co2e));
  return {
    ...alone,
    verdict: 'invalid',
    reasons: ['baseline-unreadable'],
    findings: [finding('baseline-unreadable', `${error.message}; ${error.fix}`)],
  };
}

/** Measures head and compares it with the stored baseline. */
async function decide(config: Config, files: GateFiles, request: GateRequest): Promise<GateOutcome> {
  const { onProgress, onJournal, signal } = request;
  const spec = config.baseline;
  let base: RunResult | null = null;
  let unreadable: JouleGateError | null = null;
  try {
    base = await readBaseline(spec);
  } catch (error) {
    if (!(error instanceof JouleGateError) || error.code !== 'baseline-unreadable') throw error;
    unreadable = error;
    onProgress(error.message);
  }
  const history = await readHistory(spec);
  refuseBlindGate(config, base, base ? spreadOf(history, base) : null);
  const measureAndCompare = async (journal: Journal): Promise<GateOutcome> => {
    onJournal?.(journal);
    const [head] = await measure([{ name: 'head', config }], {
      commit: request.commit,
      journal,
      onProgress,
      ...(signal ? { signal } : {}),
    });
    const result = head!;
    const comparison = unreadable
      ? unreadableBaseline(result, unreadable, config)
      : compare(base, result, compareOptions(config, { base, history }));
    const keepText = !request.published || config.keepText;
    return await writeOutcome(files, request.id, { result, base, comparison }, { keepText });
  };
  const journalPath = join(files.outDir, 'journal.jsonl');
  return await withJournal(journalPath, onProgress, measureAndCompare, { resume: request.resume ?? false });
}

/** The comment of a gate that `error` ended, written in the place of an earlier gate's files where they can be had. */
async function refuse(
  error: unknown,
  claimed: GateFiles | null,
  { outDir, id }: GateRequest,
  kept: string | null,
): Promise<string> {
  const known = error instanceof JouleGateError ? error : null;
  const comment = refused(
    id,
    known ?? { code: 'internal-error', message: String(error), fix: 'please report it: this is a fault of JouleGate' },
    kept,
  );
  try {
    if (claimed === null) await claimGate(outDir);
    // Not by its claim: what an earlier gate said stays as `comment.md.previous` until there is a verdict again.
    await writeWhole(join(outDir, 'comment.md'), comment);
  } catch {
    // The error itself says more than a second one about the folder.
  }
  return comment;
}

/**
 * The gate, as the command line and the action run it: reads the configuration, measures head, compares it with the
 * stored baseline and writes the five files. A gate that is refused or fails leaves none of an earlier one, and a
 * comment that says why. @throws what stopped it, where `signal` is aborted
 */
export async function runGate(request: GateRequest): Promise<GateEnd> {
  let files: GateFiles | null = null;
  let journal: Journal | null = null;
  try {
    const config = await request.load();
    const { baseline } = config;
    files = await claimGate(request.outDir, baseline.kind === 'file' ? [baseline.path] : []);
    await request.prepare?.();
    const outcome = await decide(config, files, {
      ...request,
      onJournal: (opened) => {
        journal = opened;
        request.onJournal?.(opened);
      },
    });
    return { refused: false, config, outcome };
  } catch (error) {
    if (request.signal?.aborted) throw error;
    const kept = (journal as Journal | null)?.kept ?? null;
    return { refused: true, error, comment: await refuse(error, files, request, kept) };
  }
}
