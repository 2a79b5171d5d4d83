import { JouleGateError } from '../../common/errors.ts';
import type { CheckerLine } from '../../common/generated/checker.ts';
import { schemaErrors } from '../../common/schema.ts';
import type { Ran } from './run.ts';

/** What a checker says of an answer; `score` `null` where it gives none. */
export interface CheckerVerdict {
  passed: boolean;
  score: number | null;
}

const MOST_WORDS = 500;

/** A checker that is itself broken: no word of it about an answer counts. @param words what it wrote of it */
export function broken(what: string, words = '', cause?: unknown): JouleGateError {
  const said = words.trim().slice(-MOST_WORDS);
  return new JouleGateError(
    'checker-failed',
    `the checker ${what}${said === '' ? '' : `; it wrote: ${said}`}`,
    'let it end with 0 where the answer passes and with 1 where it fails, whatever the answer does; try it by hand on the answer in the result',
    { cause },
  );
}

/** The last line, where it is an object that says whether the answer passed. Programs may print any other. */
function lastLine(stdout: string): unknown {
  const line = stdout.trimEnd().split('\n').at(-1)!.trim();
  if (!line.startsWith('{')) return null;
  try {
    const value = JSON.parse(line) as Record<string, unknown>;
    return Object.hasOwn(value, 'passed') ? value : null;
  } catch {
    return null;
  }
}

/**
 * What the end of a checker says of the answer: 0 passed, 1 failed, too long or too much output failed as well; its
 * last line may add a score. @throws JouleGateError `checker-failed` at any other end, and where the line contradicts
 * it
 */
export function verdictOf({ end, stdout, stderr }: Ran): CheckerVerdict {
  if (end.by === 'late' || end.by === 'loud') return { passed: false, score: null };
  if (end.by === 'signal') throw broken(`was ended by ${end.name}`, stderr);
  if (end.status > 1) throw broken(`ended with status ${end.status}, which says neither passed nor failed`, stderr);
  const passed = end.status === 0;
  const line = lastLine(stdout);
  if (line === null) return { passed, score: null };
  const [wrong] = schemaErrors('checker', line, false);
  if (wrong)
    throw broken(`has a last line that is no verdict: ${wrong.instancePath} ${wrong.message}`, JSON.stringify(line));
  const told = line as CheckerLine;
  if (told.passed !== passed)
    throw broken(`says "passed": ${told.passed} and ended with status ${end.status}: one of them is wrong`);
  return { passed, score: told.score ?? null };
}
