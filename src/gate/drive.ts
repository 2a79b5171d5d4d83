import { minutes } from '../common/duration.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import type { ArmName } from '../common/phases.ts';
import { budgetValidity, runUpTo, type Driven } from '../experiment/run.ts';

/** What the results so far say. */
export interface Look {
  /** More blocks would change nothing. */
  decided: boolean;
  /** Likewise of one arm. */
  isArmDecided(arm: ArmName): boolean;
  /** What gates, in words: change and interval of each. */
  text: string;
  /** Blocks a side that would decide, were all to stay as it is; `null` where none would, or it is not known. */
  wouldDecide: number | null;
}

/** When it is looked, and how: the rule is `analysis`'. */
export interface Looking {
  /** Blocks a side of the first look after so many; `null` where there is none left. */
  next(blocks: number): number | null;
  look(results: RunResult[]): Look;
}

/** How far a gate goes. */
export interface Limits {
  /** Blocks of the first look at the earliest, and at most. */
  least: number;
  most: number;
  budget: { seconds: number; joules: number | null };
}

const joules = (j: number | null): string => (j === null ? '' : ` and ${j < 10 ? j.toPrecision(2) : j.toFixed(0)} J`);

/** What is to come, before the first block. */
function predict({ forecast, blocks }: Driven, { least, most, budget }: Limits): string | null {
  if (forecast === null || blocks > 0) return null;
  const of = (n: number): string =>
    `${minutes(n * forecast.seconds)}${joules(forecast.joules === null ? null : n * forecast.joules)}`;
  return `${least} to ${most} blocks: at most ${of(least)} to ${of(most)}, if every answer takes all its tokens; the budget is ${minutes(budget.seconds)}${joules(budget.joules)}`;
}

/** When a decision is expected, were all to stay as it is. */
function expected({ blocks, spent }: Driven, { wouldDecide }: Look, most: number): string {
  if (wouldDecide === null) return '';
  if (wouldDecide > most) return `; a decision would take about ${wouldDecide} blocks, and ${most} are allowed`;
  return `, about ${minutes((Math.max(0, wouldDecide - blocks) * spent.seconds) / blocks)} to a decision at ${wouldDecide}`;
}

/** A look in one line, with what is expected to follow. */
function report(session: Driven, look: Look, next: number | null, most: number): string {
  const { blocks, spent } = session;
  const seen = `look at ${blocks} blocks: ${look.text === '' ? 'nothing gates' : look.text}`;
  if (look.decided) return `${seen}; decided`;
  if (next === null) return `${seen}; not decided, and no more blocks are allowed`;
  const time = minutes(((next - blocks) * spent.seconds) / blocks);
  return `${seen}; not decided yet, next look at ${next} blocks in ${time}${expected(session, look, most)}`;
}

/**
 * Drives a session from look to look until `looking` calls it decided, or blocks or budget are spent; an arm that is
 * decided stops. A session that was taken up between looks goes on to the next, one that stands at a look looks first.
 * @returns one RunResult a subject
 */
export async function drive(
  session: Driven,
  limits: Limits,
  looking: Looking,
  onProgress: (line: string) => void,
): Promise<RunResult[]> {
  const { least, most, budget } = limits;
  const first = looking.next(Math.max(session.blocks, Math.min(least, most)) - 1) ?? most;
  if (session.blocks < first && !session.warm) await session.warmUp();
  const predicted = predict(session, { ...limits, least: first });
  if (predicted !== null) onProgress(predicted);
  for (let target = first; ;) {
    const spent = await runUpTo(session, { blocks: target, budget }, onProgress);
    const results = session.results(budgetValidity(spent));
    const next = looking.next(session.blocks);
    const look = looking.look(results);
    onProgress(report(session, look, spent ? null : next, most));
    if (look.decided || spent || next === null) {
      // A verdict that was reached lacks nothing that the budget could have given.
      return look.decided && spent ? session.results() : results;
    }
    for (const arm of session.running.filter(look.isArmDecided)) {
      session.stop(arm);
      onProgress(`arm ${arm} is decided and stops`);
    }
    target = next;
  }
}
