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

async function secondsPerToken(model: LlamaModel, threads: number): Promise<number> {
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
    while (tokens < PROBE_TOKENS && elapsed() < LONGEST_PROBE_SECONDS) {
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

/** The number of threads that decodes fastest here, found by a few tokens each; never the library's default. */
export async function probeThreads(model: LlamaModel, cores = availableParallelism()): Promise<number> {
  let best: { threads: number; seconds: number } | null = null;
  for (const threads of threadCandidates(cores)) {
    const seconds = await secondsPerToken(model, threads);
    if (best === null || seconds < best.seconds * WORTH) best = { threads, seconds };
  }
  return best?.threads ?? 1;
}
