import type { Repeat } from '../common/generated/run-result.ts';
import type { Engine, Sampling, Token } from '../model/engine.ts';
import type { EnergyMeter } from '../energy/types.ts';
import type { LineEnd, Watcher } from './types.ts';

export interface Request {
  id: string;
  prompt: Token[];
  sampling: Sampling;
  /** `null` in the plain arm. */
  watcher: Watcher | null;
}

export interface Answer {
  promptTokens: number;
  outputTokens: number;
  decodeSteps: number;
  overrunTokens: number;
  stopReason: Repeat['stopReason'];
  /** The raw tokens' text up to the stop. */
  text: string;
  lineEnds: LineEnd[];
  /** Text length after each token that is kept. */
  tokenEnds(): number[];
}

/** Runs one request from an empty KV cache and marks its phase edges. */
export async function runRequest(engine: Engine, meter: Pick<EnergyMeter, 'mark'>, request: Request): Promise<Answer> {
  const { id, prompt, sampling, watcher } = request;
  await engine.reset();
  const room = engine.info.contextSize - prompt.length;
  const most = Math.min(sampling.maxTokens, room);
  const tokens: Token[] = [];
  const marks: number[] = [];
  let steps = -1;
  let stopReason: Repeat['stopReason'] | null = null;
  const stream = engine.generate(prompt, sampling);
  let phase: 'prefill' | 'decode' = 'prefill';
  meter.mark('begin', phase, id, { contextTokens: prompt.length });
  try {
    for (;;) {
      const { value, done } = await stream.next();
      if (phase === 'prefill') {
        meter.mark('end', 'prefill', id);
        phase = 'decode';
        meter.mark('begin', 'decode', id, { contextTokens: prompt.length });
      }
      if (done || !value) {
        stopReason = 'end';
        break;
      }
      steps++;
      if (value.end) {
        stopReason = 'end';
        break;
      }
      tokens.push(value.token);
      const lineEnd = engine.hasLineEnd(value.token);
      if (lineEnd) marks.push(tokens.length);
      if (watcher && (lineEnd || watcher.everyToken))
        watcher.offer(engine.text(tokens, prompt), tokens.length, lineEnd);
      if (watcher?.decided) break;
      if (tokens.length >= most) {
        stopReason = most < sampling.maxTokens ? 'context' : 'max-tokens';
        break;
      }
    }
  } finally {
    // With the context, so that power may depend on it.
    meter.mark('end', phase, id, { contextTokens: prompt.length + tokens.length });
    await stream.return();
  }
  // An answer that ended by itself was not stopped, even if a check has said yes meanwhile.
  const decided = stopReason === null ? (watcher?.decided ?? null) : null;
  if (decided) stopReason = watcher!.reason;
  await watcher?.settle();
  const kept = decided?.tokens ?? tokens.length;
  const lineEnds = marks
    .filter((n) => n < kept)
    .map((n) => ({ tokens: n, text: engine.text(tokens.slice(0, n), prompt) }));
  const text = decided?.text ?? engine.text(tokens, prompt);
  lineEnds.push({ tokens: kept, text });
  return {
    promptTokens: prompt.length,
    outputTokens: tokens.length,
    decodeSteps: Math.max(0, steps),
    overrunTokens: tokens.length - kept,
    stopReason: stopReason ?? 'end',
    text,
    lineEnds,
    tokenEnds: () => tokens.slice(0, kept).map((_t, i) => engine.text(tokens.slice(0, i + 1), prompt).length),
  };
}
