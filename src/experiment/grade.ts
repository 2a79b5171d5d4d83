import { monotonicNs } from '../common/clock.ts';
import { boundText } from '../sandbox/index.ts';
import type { Grader } from '../sandbox/types.ts';
import type { PassAnswer, PassResult } from './pass.ts';
import { CONTENT_RULES, type SubjectRun } from './types.ts';

export interface GradedAnswer extends PassAnswer {
  /** `null` where it could not be graded. */
  passed: boolean | null;
  babbleTokens: number | null;
  /** Babble tokens by kind, kinds without any left out; `null` where there is no babble. */
  babbleKinds: Record<string, number> | null;
  /** Only for whole answers. */
  stopStringTokens: Record<string, number> | null;
  completeTokens: Record<string, number | null> | null;
}

type Detail = Pick<GradedAnswer, 'babbleTokens' | 'babbleKinds' | 'stopStringTokens' | 'completeTokens'>;

export interface GradedPass extends Omit<PassResult, 'answers'> {
  answers: GradedAnswer[];
}

async function detailOf(subject: SubjectRun, { task, answer }: PassAnswer, whole: boolean): Promise<Detail> {
  const at = await subject.firstContent('tests', task, answer.lineEnds);
  const detail: Detail = { babbleTokens: null, babbleKinds: null, stopStringTokens: null, completeTokens: null };
  if (whole) {
    detail.stopStringTokens = subject.stopStringTokens(task, answer.text, answer.tokenEnds());
    detail.completeTokens = {};
    for (const rule of CONTENT_RULES) {
      const index = rule === 'tests' ? at : await subject.firstContent(rule, task, answer.lineEnds);
      detail.completeTokens[rule] = index === null ? null : answer.lineEnds[index]!.tokens;
    }
  }
  if (at === null) return detail;
  const complete = answer.lineEnds[at]!;
  detail.babbleTokens = Math.max(0, answer.outputTokens - answer.overrunTokens - complete.tokens);
  if (detail.babbleTokens === 0) return detail;
  const kinds = subject.babbleKinds(task, answer.text, complete.text.length, answer.tokenEnds());
  return { ...detail, babbleKinds: Object.fromEntries(Object.entries(kinds).filter(([, n]) => n > 0)) };
}

/** Finding where answers were complete may take so long in all: 1 s for each, but at least this. */
const LEAST_DETAIL_SECONDS = 120;

const UNKNOWN: Detail = { babbleTokens: null, babbleKinds: null, stopStringTokens: null, completeTokens: null };

/**
 * Grades every answer by the hidden tests (equal programs once) and finds where each was complete. What that may cost is
 * said first; past its bound in all, what is left of the second part stays unknown, and that is said too.
 */
export async function gradePasses(passes: readonly PassResult[], subjects: readonly SubjectRun[], grader: Grader, onProgress: (line: string) => void, signal?: AbortSignal): Promise<GradedPass[]> {
  const flat = passes.flatMap((p) => p.answers.map((a) => ({ subject: subjects[p.pass.subject]!, a, whole: p.pass.arm === 'plain' })));
  const programs = flat.map(({ subject, a }) => subject.program(a.task, a.answer.text));
  const distinct = new Set(programs.map((p) => JSON.stringify([p.source, p.test]))).size;
  const detailSeconds = Math.max(LEAST_DETAIL_SECONDS, distinct);
  onProgress(`${boundText(distinct, grader)}; at most ${detailSeconds} s to find where they were complete`);
  let told = 0;
  const results = await grader.grade(programs, (done, total) => {
    const tenth = Math.floor((10 * done) / total);
    if (tenth > told) onProgress(`grading: ${done} of ${total} answers`);
    told = Math.max(told, tenth);
  });
  const lost = results.filter((r) => r.notGraded).length;
  if (lost > 0) onProgress(`${lost} answers could not be graded: ${results.find((r) => r.notGraded)!.result}`);
  const end = monotonicNs() + detailSeconds * 1e9;
  const babble = new Map<string, Promise<Detail>>();
  const graded: GradedAnswer[] = [];
  let untold = 0;
  for (const [i, { subject, a, whole }] of flat.entries()) {
    signal?.throwIfAborted();
    const key = `${subjects.indexOf(subject)}\u0000${whole}\u0000${a.task.id}\u0000${a.answer.text}`;
    let known = babble.get(key);
    if (!known && monotonicNs() < end) babble.set(key, (known = detailOf(subject, a, whole)));
    if (!known) untold++;
    graded.push({ ...a, passed: results[i]!.notGraded ? null : results[i]!.passed, ...(await (known ?? UNKNOWN)) });
  }
  if (untold > 0) onProgress(`${untold} answers: where they were complete is unknown, for the bound is reached`);
  let next = 0;
  return passes.map((p) => ({ ...p, answers: p.answers.map(() => graded[next++]!) }));
}
