import type { EnergyMeter } from '../energy/types.ts';
import type { Engine } from '../model/engine.ts';
import type { ModelFile } from '../model/locate.ts';
import type { CheckPool } from '../sandbox/types.ts';
import {
  babbleTokens,
  classifyBabble,
  createRule,
  firstContent,
  loopFrom,
  programOf,
  reasoningOf,
  STOP_PRESETS,
  stopStringsOf,
  watchAnswer,
  type AnswerContext,
  type StopRule,
} from '../suppression/index.ts';
import type { Task } from '../workload/types.ts';
import { CONTENT_RULES, type ContentRule, type SubjectRun, type SubjectSpec, type Watcher } from './types.ts';

/** Watches an answer by a rule; the edges of its checks are marked under the request's id, with the sandbox's CPU time. */
function watcher(
  rule: StopRule,
  loops: boolean,
  context: AnswerContext,
  pool: CheckPool,
  meter: Pick<EnergyMeter, 'mark'>,
  id: string,
): Watcher {
  let counted = 0;
  const w = watchAnswer({
    ...context,
    rule,
    pool,
    ...(loops ? { loops: {} } : {}),
    onCheck: {
      begin: () => meter.mark('begin', 'check', id),
      end: () => {
        meter.mark('end', 'check', id, { cpuSeconds: w.checks.cpuSeconds - counted });
        counted = w.checks.cpuSeconds;
      },
    },
  });
  const byText = rule.match !== undefined;
  return {
    everyToken: byText || loops,
    get reason() {
      return w.reason === 'loop' ? 'loop' : byText ? 'stop-string' : 'rule';
    },
    offer(text, tokens, lineEnd) {
      if (byText || loops) w.offerToken(text, tokens);
      if (lineEnd && !byText) w.offer(text, tokens);
    },
    get decided() {
      return w.decided;
    },
    settle: () => w.settle(),
  };
}

/** Makes one subject ready to run on its engine. */
export async function openSubject(
  spec: SubjectSpec,
  file: ModelFile,
  engine: Engine,
  pool: CheckPool,
  meter: EnergyMeter,
): Promise<SubjectRun> {
  const { config } = spec;
  const { info } = engine;
  const prompt = await engine.preparePrompt(config.prompt);
  const { style } = prompt.prompt;
  /** What an answer to a task means. */
  const about = (task: Task): AnswerContext => ({
    task,
    style,
    answerPrefix: prompt.opensAnswer,
    reasoning: prompt.reasoning,
  });
  const stopStrings = config.suppression.stopStrings ?? undefined;
  const rule = await createRule({
    rule: config.suppression.rule,
    ...(stopStrings === undefined ? {} : { stopStrings }),
  });
  const loops = config.suppression.loopCutOff;
  const content = Object.fromEntries(
    await Promise.all(CONTENT_RULES.map(async (name) => [name, await createRule({ rule: name })] as const)),
  ) as Record<ContentRule, StopRule>;
  const presets = await Promise.all(
    Object.keys(STOP_PRESETS).map(async (name) => ({
      name,
      rule: await createRule({ rule: 'stop-strings', stopStrings: name }),
    })),
  );
  return {
    name: spec.name,
    engine,
    prompt,
    sampling: config.sampling,
    subject: {
      model: {
        name: file.name,
        sha256: file.sha256,
        bytes: file.bytes,
        ...(file.files.length > 1 ? { files: Object.fromEntries(file.files.map((f) => [f.name, f.sha256])) } : {}),
        architecture: info.architecture,
        quantization: info.quantization,
        parameters: info.parameters,
      },
      prompt: { ...prompt.prompt },
      sampling: { ...config.sampling },
      context: info.contextSize,
      suppression: {
        rule: rule.name,
        ...(loops ? { loopCutOff: true } : {}),
        ...(rule.match ? { stopStrings: [...stopStringsOf(stopStrings ?? 'codex', style)] } : {}),
      },
      engine: {
        threads: info.threads,
        gpuLayers: info.gpuLayers,
        flashAttention: config.engine.flashAttention,
        kvType: config.engine.kvType,
        batch: config.engine.batch,
      },
    },
    watch: rule.name === 'none' && !loops ? null : (task, id) => watcher(rule, loops, about(task), pool, meter, id),
    program: (task, text) => ({
      source: programOf({ ...about(task), text }),
      test: task.test,
      entryPoint: task.entryPoint,
      prompt: task.prompt,
    }),
    // `tests` decides what babble is, and gets as long as a grade; the others are only compared with it.
    firstContent: (name, task, lineEnds) =>
      firstContent({
        rule: content[name],
        ...(name === 'tests' ? {} : { limitSeconds: 1 }),
        ...about(task),
        lineEnds: [...lineEnds],
        pool,
      }),
    stopStringTokens(task, text, tokenEnds) {
      // At every token, not only at line ends: what is decoded until the stop string is whole has been paid for.
      const stopped = (rule: StopRule): number => {
        const matcher = rule.match!(about(task));
        const at = tokenEnds.findIndex((end) => matcher.offer(text.slice(0, end)) !== null);
        return at < 0 ? tokenEnds.length : at + 1;
      };
      return Object.fromEntries(presets.map(({ name, rule }) => [name, stopped(rule)]));
    },
    babbleKinds: (task, text, from, tokenEnds) => babbleTokens(classifyBabble(about(task), text, from), tokenEnds),
    reasoning: (task, text) => reasoningOf(about(task), text),
    loopFrom: (task, text) => loopFrom(about(task), text),
  };
}
