import type { Grader } from '../sandbox/types.ts';
import type { PassAnswer, PassResult } from './pass.ts';
import type { SubjectRun } from './types.ts';

export interface GradedAnswer extends PassAnswer {
  passed: boolean;
  babbleTokens: number | null;
}

export interface GradedPass extends Omit<PassResult, 'answers'> {
  answers: GradedAnswer[];
}

/** Grades every answer by the hidden tests (equal programs once) and finds where each was complete. */
export async function gradePasses(passes: readonly PassResult[], subjects: readonly SubjectRun[], grader: Grader, onProgress: (line: string) => void): Promise<GradedPass[]> {
  const flat = passes.flatMap((p) => p.answers.map((a) => ({ subject: subjects[p.pass.subject]!, a })));
  let told = 0;
  const results = await grader.grade(
    flat.map(({ subject, a }) => subject.program(a.task, a.answer.text)),
    (done, total) => {
      const tenth = Math.floor((10 * done) / total);
      if (tenth > told) onProgress(`grading: ${done} of ${total} answers`);
      told = Math.max(told, tenth);
    },
  );
  const babble = new Map<string, Promise<number | null>>();
  const graded: GradedAnswer[] = [];
  for (const [i, { subject, a }] of flat.entries()) {
    const key = `${subjects.indexOf(subject)}\u0000${a.task.id}\u0000${a.answer.text}`;
    let known = babble.get(key);
    if (!known) babble.set(key, (known = subject.firstContent(a.task, a.answer.lineEnds)));
    const at = await known;
    const kept = a.answer.outputTokens - a.answer.overrunTokens;
    graded.push({ ...a, passed: results[i]!.passed, babbleTokens: at === null ? null : Math.max(0, kept - a.answer.lineEnds[at]!.tokens) });
  }
  let next = 0;
  return passes.map((p) => ({ ...p, answers: p.answers.map(() => graded[next++]!) }));
}
