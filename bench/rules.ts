import { runRequest, type Answer } from '../src/experiment/request.ts';
import { codeProgram } from '../src/judge/code/judge.ts';
import { startCheckPool, startGrader, type CheckPool, type Grader } from '../src/sandbox/index.ts';
import {
  createRule,
  firstStop,
  STOP_PRESETS,
  stopErrors,
  type AnswerContext,
  type StopRule,
} from '../src/suppression/index.ts';
import type { CodeTask } from '../src/workload/types.ts';
import { figureEntry, type Bench, type Entry } from './support/entry.ts';
import { openBenchSubject, type BenchSubject } from './support/subject.ts';
import { configOf, humanEval, missingReal, REAL_MODEL } from './support/inputs.ts';

const MAX_TOKENS = 200;

/** What a rule makes of one answer. */
interface Outcome {
  /** Forward passes after the first token. */
  steps: number;
  stopped: boolean;
  text: string;
}

interface Stream {
  task: CodeTask;
  answer: Answer;
  /** Text length after each token. */
  ends: number[];
}

const whole = ({ answer }: Stream): Outcome => ({ steps: answer.decodeSteps, stopped: false, text: answer.text });

/** Stop strings: decoding ends at the token that completes the string, which comes after the text that is kept. */
function byText(rule: StopRule, context: AnswerContext, stream: Stream): Outcome {
  const matcher = rule.match!(context);
  for (const [i, end] of stream.ends.entries()) {
    const keep = matcher.offer(stream.answer.text.slice(0, end));
    if (keep !== null) return { steps: i, stopped: true, text: stream.answer.text.slice(0, keep) };
  }
  return whole(stream);
}

async function byChecks(rule: StopRule, context: AnswerContext, stream: Stream, pool: CheckPool): Promise<Outcome> {
  const { text } = stream.answer;
  const lineEnds = stream.answer.lineEnds.map(({ tokens, end }) => ({ tokens, text: text.slice(0, end) }));
  const stop = await firstStop({ rule, ...context, lineEnds, pool });
  // Content at the very end is no stop: the model had ended by itself.
  if (!stop || stop.tokens >= stream.ends.length) return whole(stream);
  return { steps: stop.tokens - 1, stopped: true, text: stop.text };
}

interface Tried {
  name: string;
  how: string;
  outcomes: Outcome[];
}

async function everyRule(
  streams: readonly Stream[],
  subject: BenchSubject,
  pool: CheckPool,
  log: (line: string) => void,
): Promise<Tried[]> {
  const { style, answerPrefix } = subject.prompt.prompt;
  const rules: { name: string; rule: StopRule }[] = [];
  for (const name of ['tests', 'doctest', 'syntax']) rules.push({ name, rule: await createRule({ rule: name }) });
  for (const name of Object.keys(STOP_PRESETS))
    rules.push({ name: `stop-strings-${name}`, rule: await createRule({ rule: 'stop-strings', stopStrings: name }) });
  const tried: Tried[] = [];
  for (const { name, rule } of rules) {
    const outcomes: Outcome[] = [];
    for (const s of streams) {
      const context: AnswerContext = { task: s.task, style, answerPrefix };
      outcomes.push(rule.match ? byText(rule, context, s) : await byChecks(rule, context, s, pool));
    }
    tried.push({ name, how: 'evaluated on the plain streams', outcomes });
    log(`rule ${name} on ${streams.length} streams`);
  }
  return tried;
}

async function decode(subject: BenchSubject, task: CodeTask, live: boolean): Promise<Stream> {
  const id = `${live}/${task.id}`;
  const answer = await runRequest(
    subject.engine,
    { mark: () => undefined },
    {
      id,
      prompt: subject.prompt.tokenize(task.prompt, task.id),
      sampling: subject.sampling,
      watcher: live ? subject.rules.watch!(task, { begin: () => undefined, end: () => undefined }) : null,
    },
  );
  return { task, answer, ends: answer.tokenEnds };
}

const sum = (outcomes: readonly Outcome[]): number => outcomes.reduce((n, o) => n + o.steps, 0);

async function judge(
  streams: readonly Stream[],
  tried: readonly Tried[],
  subject: BenchSubject,
  grader: Grader,
  log: (line: string) => void,
): Promise<Entry[]> {
  const verdicts = async (outcomes: readonly Outcome[]): Promise<boolean[]> =>
    (
      await grader.grade(
        outcomes.map((o, i) => codeProgram({ task: streams[i]!.task, text: o.text, form: subject.form })),
      )
    ).map((r) => r.passed);
  const plain = streams.map(whole);
  log('grading the plain answers');
  const plainPassed = await verdicts(plain);
  const early = tried.find((t) => t.name === 'tests')!.outcomes.map((o) => o.stopped);
  const baselines = [
    { name: 'plain', steps: sum(plain) },
    ...tried.filter((t) => t.name.startsWith('stop-strings')).map((t) => ({ name: t.name, steps: sum(t.outcomes) })),
  ];
  const count = streams.length;
  const entries: Entry[] = [
    figureEntry(
      'rules/plain',
      'pass@1 of the plain answers',
      plainPassed.filter(Boolean).length / count,
      'pass@1',
      null,
      {
        tasks: count,
        maxTokens: MAX_TOKENS,
        decodeSteps: sum(plain),
        endedByThemselves: streams.filter((s) => s.answer.stopReason === 'end').length,
      },
    ),
  ];
  for (const { name, how, outcomes } of tried) {
    log(`grading ${name}`);
    const passed = await verdicts(outcomes);
    const errors = outcomes.map((o, i) =>
      stopErrors({
        plainPassed: plainPassed[i]!,
        stopped: o.stopped,
        stoppedPassed: passed[i]!,
        completeEarly: early[i]!,
      }),
    );
    const steps = sum(outcomes);
    const savings = Object.fromEntries(
      baselines.filter((b) => b.name !== name).map((b) => [b.name, 1 - steps / b.steps]),
    );
    entries.push(
      figureEntry(
        `rules/${name}`,
        `share of the plain answers' decode steps that it saves, ${how}`,
        savings['plain']!,
        'saving',
        null,
        {
          savingAgainst: savings,
          decodeSteps: steps,
          stopped: outcomes.filter((o) => o.stopped).length,
          falseStops: errors.filter((e) => e.falseStop).length,
          missedStops: errors.filter((e) => e.missedStop).length,
          passAt1: passed.filter(Boolean).length / count,
          ...(name === 'tests-live'
            ? { prefixOfPlain: outcomes.filter((o, i) => plain[i]!.text.startsWith(o.text)).length }
            : {}),
        },
      ),
    );
  }
  return entries;
}

/**
 * The small real model, greedy, default chat prompt: one plain stream a task, every rule told from it; `tests` also
 * live.
 */
export const bench: Bench = async ({ quick, count, log }) => {
  const missing = missingReal();
  if (missing) return [{ name: 'rules', skipped: missing }];
  const all = await humanEval();
  const wanted = count ?? (quick ? 8 : all.length);
  const tasks = all.filter(
    (_, i) => Math.floor((i * wanted) / all.length) !== Math.floor(((i - 1) * wanted) / all.length),
  );
  const config = configOf({
    model: REAL_MODEL,
    meter: 'estimate',
    suppression: { rule: 'tests' },
    sampling: { 'max-tokens': MAX_TOKENS },
  });
  const pool = startCheckPool();
  const { subject } = await openBenchSubject(config, pool);
  await pool.ready;
  const streams: Stream[] = [];
  const live: Outcome[] = [];
  for (const [i, task] of tasks.entries()) {
    streams.push(await decode(subject, task, false));
    const { answer } = await decode(subject, task, true);
    live.push({ steps: answer.decodeSteps, stopped: answer.stopReason === 'rule', text: answer.text });
    if ((i + 1) % 10 === 0) log(`decoded ${i + 1} of ${tasks.length} tasks, plain and live`);
  }
  await subject.engine.close();
  const tried = await everyRule(streams, subject, pool, log);
  tried.push({ name: 'tests-live', how: 'run live, overrun included', outcomes: live });
  await pool.close();
  const grader = await startGrader({ policy: 'best' });
  const entries = await judge(streams, tried, subject, grader, log);
  await grader.close();
  return entries;
};
