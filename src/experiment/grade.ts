import { monotonicNs } from '../common/clock.ts';
import { boundText } from '../sandbox/index.ts';
import type { Grader } from '../sandbox/types.ts';
import { tokensWithin } from '../suppression/index.ts';
import type { Task } from '../workload/types.ts';
import type { PassAnswer, PassResult } from './pass.ts';
import type { Answer } from './request.ts';
import { CONTENT_RULES, type SubjectRun } from './types.ts';

export interface GradedAnswer extends PassAnswer {
  /** `null` where it could not be graded. */
  passed: boolean | null;
  babbleTokens: number | null;
  /** Of the answer's tokens, those of its thoughts; 0 for none. */
  reasoningTokens: number;
  /** Babble tokens by kind, kinds without any left out; `null` where there is no babble. Of an answer that was never complete only a loop at its end. */
  babbleKinds: Record<string, number> | null;
  /** Only for whole answers. */
  stopStringTokens: Record<string, number> | null;
  completeTokens: Record<string, number | null> | null;
}

type Detail = Pick<
  GradedAnswer,
  'reasoningTokens' | 'babbleTokens' | 'babbleKinds' | 'stopStringTokens' | 'completeTokens'
>;

export interface GradedPass extends Omit<PassResult, 'answers'> {
  answers: GradedAnswer[];
}

function reasoningTokens(subject: SubjectRun, task: Task, answer: Answer): number {
  const thoughts = subject.reasoning(task, answer.text);
  if (!thoughts) return 0;
  const ends = answer.tokenEnds();
  // A control token without text goes with what stands before it.
  return ends.filter((end) => end <= thoughts.start).length + tokensWithin(ends, thoughts.end, answer.text.length);
}

async function detailOf(subject: SubjectRun, { task, answer }: PassAnswer, whole: boolean): Promise<Detail> {
  const at = await subject.firstContent('tests', task, answer.lineEnds);
  const detail: Detail = {
    reasoningTokens: reasoningTokens(subject, task, answer),
    babbleTokens: null,
    babbleKinds: null,
    stopStringTokens: null,
    completeTokens: null,
  };
  if (whole) {
    detail.stopStringTokens = subject.stopStringTokens(task, answer.text, answer.tokenEnds());
    detail.completeTokens = {};
    for (const rule of CONTENT_RULES) {
      const index = rule === 'tests' ? at : await subject.firstContent(rule, task, answer.lineEnds);
      detail.completeTokens[rule] = index === null ? null : answer.lineEnds[index]!.tokens;
    }
  }
  if (at === null) {
    const from = subject.loopFrom(task, answer.text);
    const loop = from === null ? 0 : tokensWithin(answer.tokenEnds(), from, answer.text.length);
    return loop > 0 ? { ...detail, babbleKinds: { loop } } : detail;
  }
  const complete = answer.lineEnds[at]!;
  detail.babbleTokens = Math.max(0, answer.outputTokens - answer.overrunTokens - complete.tokens);
  if (detail.babbleTokens === 0) return detail;
  const kinds = subject.babbleKinds(task, answer.text, complete.text.length, answer.tokenEnds());
  return { ...detail, babbleKinds: Object.fromEntries(Object.entries(kinds).filter(([, n]) => n > 0)) };
}

/** Finding where answers were complete may take so long in all: 1 s for each, but at least this. */
const LEAST_DETAIL_SECONDS = 120;

const UNKNOWN: Omit<Detail, 'reasoningTokens'> = {
  babbleTokens: null,
  babbleKinds: null,
  stopStringTokens: null,
  completeTokens: null,
};

/**
 * Grades every answer by the hidden tests (equal programs once) and finds where each was complete. What that may cost is
 * said first; past its bound in all, what is left of the second part stays unknown, and that is said too.
 */
export async function gradePasses(
  passes: readonly PassResult[],
  subjects: readonly SubjectRun[],
  grader: Grader,
  onProgress: (line: string) => void,
  signal?: AbortSignal,
): Promise<GradedPass[]> {
  const flat = passes.flatMap((p) =>
    p.answers.map((a) => ({ subject: subjects[p.pass.subject]!, a, whole: p.pass.arm === 'plain' })),
  );
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
    graded.push({
      ...a,
      passed: results[i]!.notGraded ? null : results[i]!.passed,
      ...(await (known ?? { ...UNKNOWN, reasoningTokens: reasoningTokens(subject, a.task, a.answer) })),
    });
  }
  if (untold > 0) onProgress(`${untold} answers: where they were complete is unknown, for the bound is reached`);
  let next = 0;
  return passes.map((p) => ({ ...p, answers: p.answers.map(() => graded[next++]!) }));
}
