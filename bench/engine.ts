import { EstimateMeter } from '../src/energy/meters/estimate.ts';
import { monotonicNs } from '../src/common/clock.ts';
import type { Phase } from '../src/common/phases.ts';
import { runRequest } from '../src/experiment/request.ts';
import type { Engine, Sampling } from '../src/model/engine.ts';
import type { LlamaPrompt } from '../src/model/llama/engine.ts';
import { importLlama } from '../src/model/llama/native.ts';
import { loadDataset } from '../src/workload/load.ts';
import type { CodeTask } from '../src/workload/types.ts';
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { cpuSeconds, median, ratioEntry, type Bench, type Entry, type Goal } from './support/entry.ts';
import { configOf, humanEval, missingReal, openEngine, PRACTICE_MODEL, REAL_MODEL, spread } from './support/inputs.ts';

const SAMPLING: Sampling = { temperature: 0, topP: 1, topK: 0, seed: 1, maxTokens: 32 };
const TASKS = 10;

interface Run {
  tokens: number;
  decodeSeconds: number;
  seconds: number;
  cpuSeconds: number;
}

/** The sequence that an engine takes from its context: the bare loop runs on the very same one. */
async function withSequence<T>(load: () => Promise<T>): Promise<{ loaded: T; sequence: LlamaContextSequence }> {
  const { LlamaContext } = await importLlama();
  const { prototype } = LlamaContext;
  const original = prototype.getSequence;
  let last: LlamaContextSequence | null = null;
  prototype.getSequence = function (...options) {
    return (last = original.apply(this, options));
  };
  try {
    const loaded = await load();
    if (!last) throw new Error('the engine took no sequence');
    return { loaded, sequence: last };
  } finally {
    prototype.getSequence = original;
  }
}

async function bare(sequence: LlamaContextSequence, isEnd: (t: Token) => boolean, prompt: LlamaPrompt): Promise<Run> {
  const cpu = cpuSeconds();
  const begin = monotonicNs();
  await sequence.clearHistory();
  let first = 0;
  let tokens = 0;
  const stream = sequence.evaluate([...prompt.ids], { temperature: 0, yieldEogToken: true });
  for await (const token of stream) {
    if (first === 0) first = monotonicNs();
    if (isEnd(token)) break;
    if (++tokens >= SAMPLING.maxTokens) break;
  }
  const end = monotonicNs();
  return { tokens, decodeSeconds: (end - first) / 1e9, seconds: (end - begin) / 1e9, cpuSeconds: cpuSeconds() - cpu };
}

async function ours(engine: Engine, meter: EstimateMeter, prompt: LlamaPrompt): Promise<Run> {
  const at: Record<string, number> = {};
  const marks = {
    mark(edge: 'begin' | 'end', phase: Phase, id: string): void {
      meter.mark(edge, phase, id);
      at[`${edge} ${phase}`] = monotonicNs();
    },
  };
  const cpu = cpuSeconds();
  const begin = monotonicNs();
  await meter.startBlock();
  const answer = await runRequest(engine, marks, { id: 'a', prompt, sampling: SAMPLING, watcher: null });
  await meter.finishBlock();
  const end = monotonicNs();
  return {
    tokens: answer.outputTokens,
    decodeSeconds: (at['end decode']! - at['end prefill']!) / 1e9,
    seconds: (end - begin) / 1e9,
    cpuSeconds: cpuSeconds() - cpu,
  };
}

async function compare(
  name: string,
  model: typeof REAL_MODEL,
  tasks: readonly CodeTask[],
  pairs: number,
  goal: Goal | null,
  log: (line: string) => void,
): Promise<Entry[]> {
  const config = configOf({ model, meter: 'estimate' });
  const { loaded, sequence } = await withSequence(() => openEngine(config));
  const { engine } = loaded;
  const prepared = await engine.preparePrompt(config.prompt);
  const prompts = tasks.map((t) => prepared.tokenize(t.prompt, t.id));
  const meter = new EstimateMeter({ kind: 'estimate' });
  const isEnd = (t: Token): boolean => sequence.model.isEogToken(t);
  const run = { ours: (p: LlamaPrompt) => ours(engine, meter, p), bare: (p: LlamaPrompt) => bare(sequence, isEnd, p) };
  for (const p of prompts.slice(0, 2)) for (const side of ['ours', 'bare'] as const) await run[side](p);
  const decode: [number, number][] = [];
  const whole: [number, number][] = [];
  const cpu: [number, number][] = [];
  const speeds: number[] = [];
  for (let i = 0; i < pairs; i++) {
    const prompt = prompts[i % prompts.length]!;
    const seen: Partial<Record<'ours' | 'bare', Run>> = {};
    for (const side of i % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const))
      seen[side] = await run[side](prompt);
    const a = seen.ours!;
    const b = seen.bare!;
    if (a.tokens !== b.tokens) throw new Error(`the two loops gave ${a.tokens} and ${b.tokens} tokens`);
    if (a.tokens < 2) continue;
    decode.push([(a.tokens - 1) / a.decodeSeconds, (b.tokens - 1) / b.decodeSeconds]);
    whole.push([a.tokens / a.seconds, b.tokens / b.seconds]);
    cpu.push([a.tokens / a.cpuSeconds, b.tokens / b.cpuSeconds]);
    speeds.push((b.tokens - 1) / b.decodeSeconds);
    if ((i + 1) % 25 === 0) log(`${name}: ${i + 1} of ${pairs} pairs`);
  }
  const details = {
    model: loaded.file.name,
    threads: engine.info.threads,
    maxTokens: SAMPLING.maxTokens,
    tasks: tasks.length,
    bareTokensPerSecond: median(speeds),
  };
  await engine.close();
  return [
    ratioEntry(
      `engine/${name}`,
      "decode tokens/s of our request loop with the estimate meter's marks, over a bare node-llama-cpp loop on the same sequence",
      decode,
      goal,
      details,
    ),
    ratioEntry(
      `engine/${name}-request`,
      'the same over the whole request: cache cleared, prefill, decode, text of every line end',
      whole,
      null,
      details,
    ),
    ratioEntry(
      `engine/${name}-cpu`,
      "tokens per second of this process's CPU time, the whole request: what other work on the machine hardly moves",
      cpu,
      null,
      details,
    ),
  ];
}

export const bench: Bench = async ({ quick, count, log }) => {
  const pairs = count ?? (quick ? 6 : 200);
  const { tasks } = await loadDataset({ name: 'practice', path: null, tasks: null });
  const practice = await compare('embedded', PRACTICE_MODEL, tasks, pairs, null, log);
  const missing = missingReal();
  if (missing) return [{ name: 'engine/small-real', skipped: missing }, ...practice];
  return [
    ...(await compare('small-real', REAL_MODEL, spread(await humanEval(), TASKS), pairs, { least: 0.99 }, log)),
    ...practice,
  ];
};
