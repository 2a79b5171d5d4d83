import { availableParallelism } from 'node:os';
import type { LlamaModel } from 'node-llama-cpp';
import { monotonicNs } from '../common/clock.ts';

/** 1, 2, 4 … up to the cores this process may use, and that number itself. */
export function threadCandidates(cores: number): number[] {
  const out: number[] = [];
  for (let n = 1; n < cores; n *= 2) out.push(n);
  return [...out, cores];
}

const PROBE_TOKENS = 8;
/** More threads must be this much faster to be worth their power. */
const WORTH = 0.95;

async function secondsPerToken(model: LlamaModel, threads: number): Promise<number> {
  const context = await model.createContext({ contextSize: 256, batchSize: 64, threads: { ideal: threads, min: threads } });
  try {
    const sequence = context.getSequence();
    const prompt = model.tokenize('def add(a, b):\n');
    const stream = sequence.evaluate(prompt, { temperature: 0, yieldEogToken: true });
    await stream.next();
    await stream.next();
    let best = Infinity;
    for (let i = 0; i < PROBE_TOKENS; i++) {
      const begin = monotonicNs();
      const { done } = await stream.next();
      if (done) break;
      best = Math.min(best, (monotonicNs() - begin) / 1e9);
      if (best > 1) break;
    }
    await stream.return();
    return best;
  } finally {
    await context.dispose();
  }
}

/** The number of threads that decodes fastest here, found by a few tokens each; never the library's default. */
export async function probeThreads(model: LlamaModel, cores = availableParallelism()): Promise<number> {
  let best = { threads: 1, seconds: Infinity };
  for (const threads of threadCandidates(cores)) {
    const seconds = await secondsPerToken(model, threads);
    if (seconds < best.seconds * (best.threads === 1 && best.seconds === Infinity ? 1 : WORTH)) best = { threads, seconds };
  }
  return best.threads;
}
