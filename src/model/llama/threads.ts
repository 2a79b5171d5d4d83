import { availableParallelism } from 'node:os';
import type { LlamaModel } from 'node-llama-cpp';
import { monotonicNs } from '../../common/clock.ts';

/** 1, 2, 4 … up to the cores this process may use, and that number itself. */
export function threadCandidates(cores: number): number[] {
  const out: number[] = [];
  for (let n = 1; n < cores; n *= 2) out.push(n);
  return [...out, cores];
}

const PROBE_TOKENS = 16;
/**
 * More threads must be this much faster to be worth their power, and their risk: llama.cpp's threads spin while they
 * wait, so that two on a core that something else wants cost hundreds of milliseconds a token.
 */
const WORTH = 0.8;
const LONGEST_PROBE_SECONDS = 2;

/** @param most seconds a token: what takes longer has lost, and is not timed to its end */
async function secondsPerToken(model: LlamaModel, threads: number, most: number): Promise<number> {
  const context = await model.createContext({
    contextSize: 256,
    batchSize: 64,
    threads: { ideal: threads, min: threads },
  });
  try {
    const sequence = context.getSequence();
    const prompt = model.tokenize('def add(a, b):\n');
    const stream = sequence.evaluate(prompt, { temperature: 0, yieldEogToken: true });
    await stream.next();
    await stream.next();
    // The mean, not the best: waiting for a thread that was preempted shows in some tokens only.
    const begin = monotonicNs();
    let tokens = 0;
    const elapsed = (): number => (monotonicNs() - begin) / 1e9;
    const longest = Math.min(LONGEST_PROBE_SECONDS, most * PROBE_TOKENS);
    while (tokens < PROBE_TOKENS && elapsed() < longest) {
      const { done } = await stream.next();
      if (done) break;
      tokens++;
    }
    const seconds = tokens === 0 ? Infinity : elapsed() / tokens;
    await stream.return();
    return seconds;
  } finally {
    await context.dispose();
  }
}

/**
 * The number of threads that decodes fastest here, found by a few tokens each; never the library's default. More must
 * win twice: a small model's few tokens take milliseconds, and another process that has the core just then makes one
 * thread look slow (on a busy machine two were taken so, and a demo of 45 s took over 6 minutes).
 */
export async function probeThreads(
  model: LlamaModel,
  cores = availableParallelism(),
  time: (threads: number, most: number) => Promise<number> = async (threads, most) =>
    await secondsPerToken(model, threads, most),
): Promise<number> {
  let best = 1;
  const isBetter = async (threads: number): Promise<boolean> => {
    const before = await time(best, Infinity);
    return (await time(threads, before)) < before * WORTH;
  };
  for (const threads of threadCandidates(cores).slice(1))
    if ((await isBetter(threads)) && (await isBetter(threads))) best = threads;
  return best;
}
