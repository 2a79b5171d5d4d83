import type { Repeat } from '../common/generated/run-result.ts';
import type { EnergyMeter } from '../energy/types.ts';
import type { AnswerText, LineEnd, Watcher } from '../judge/types.ts';
import type { Account, Engine, Sampling, TokenizedPrompt } from '../model/engine.ts';
import { markAccount, recount } from './account.ts';

export interface Request {
  id: string;
  prompt: TokenizedPrompt;
  sampling: Sampling;
  /** `null` in the plain arm. */
  watcher: Watcher | null;
}

/** One answer; its text ends at the stop, its counts hold what was decoded. */
export interface Answer extends AnswerText {
  promptTokens: number;
  /** The overrun included, the end token not. */
  outputTokens: number;
  /** Forward passes after the first token, the end token's included. */
  decodeSteps: number;
  /** Tokens decoded after the place where the answer was stopped. */
  overrunTokens: number;
  stopReason: Repeat['stopReason'];
  /** Whose clock its edges are by, where they are not the device's own. */
  edgeClocks?: Account['clocks'];
  /** What a server told of it that has to be said; left out where that is nothing. */
  remarks?: Account['remarks'];
  /** Tokens that a draft proposed and of them those accepted; left out where nothing was drafted. */
  draft?: NonNullable<Account['draft']>;
}

/** Runs one request from an empty KV cache and marks its phase edges: as they come, or as a server tells them. */
export async function runRequest(engine: Engine, meter: Pick<EnergyMeter, 'mark'>, request: Request): Promise<Answer> {
  const { id, prompt, sampling, watcher } = request;
  await forget(engine, meter, id);
  const most = Math.min(sampling.maxTokens, engine.info.contextSize - prompt.tokens);
  const atMost = most < sampling.maxTokens ? 'context' : 'max-tokens';
  const lineEnds: LineEnd[] = [];
  const tokenEnds: number[] = [];
  let text = '';
  let tail = '';
  let outputTokens = 0;
  let evaluated = 0;
  let stopReason: Repeat['stopReason'] | null = null;
  const told = engine.account !== undefined;
  const stream = engine.generate(prompt, { ...sampling, maxTokens: most });
  let phase: 'prefill' | 'decode' = 'prefill';
  if (!told) meter.mark('begin', phase, id, { contextTokens: prompt.tokens });
  try {
    for (;;) {
      const { value: step, done } = await stream.next();
      if (phase === 'prefill') {
        phase = 'decode';
        if (!told) {
          meter.mark('end', 'prefill', id);
          meter.mark('begin', 'decode', id, { contextTokens: prompt.tokens });
        }
      }
      if (done || !step) {
        stopReason ??= 'end';
        break;
      }
      evaluated += step.tokens;
      if (step.end) {
        stopReason = 'end';
        break;
      }
      text += step.text;
      tail = step.tail ?? '';
      outputTokens += step.tokens;
      for (let n = 0; n < step.tokens; n++) tokenEnds.push(text.length + tail.length);
      const lineEnd = step.text.includes('\n');
      if (lineEnd) lineEnds.push({ tokens: outputTokens, end: text.length });
      if (watcher && (lineEnd || watcher.everyToken)) watcher.offer(text + tail, outputTokens, lineEnd);
      if (watcher?.decided) break;
      if (outputTokens >= most) {
        stopReason = atMost;
        // A server was told how many, ends by itself, and has more to tell then.
        if (!told || outputTokens > most) break;
      }
    }
  } finally {
    // With the context, so that power may depend on it; the first token came of prefill.
    if (!told)
      meter.mark('end', phase, id, {
        contextTokens: prompt.tokens + outputTokens,
        ...(phase === 'decode' && evaluated > 1 ? { tokens: evaluated - 1 } : {}),
      });
    await stream.return();
  }
  // An answer that ended by itself was not stopped, even if a check has said yes meanwhile.
  const decided = stopReason === null ? (watcher?.decided ?? null) : null;
  if (decided) stopReason = watcher!.reason;
  await watcher?.settle();
  const kept = decided?.tokens ?? outputTokens;
  const whole = decided?.text ?? text + tail;
  const answer: Answer = {
    promptTokens: prompt.tokens,
    outputTokens,
    decodeSteps: Math.max(0, evaluated - 1),
    overrunTokens: outputTokens - kept,
    stopReason: stopReason ?? 'end',
    text: whole,
    lineEnds: [...lineEnds.filter((l) => l.tokens < kept), { tokens: kept, end: whole.length }],
    tokenEnds: tokenEnds.slice(0, kept),
  };
  const account = engine.account?.();
  if (account === undefined) return answer;
  const recounted = recount(answer, account);
  // Where steps are no tokens, only the server knows.
  if (account.limited && recounted.stopReason === 'end') recounted.stopReason = atMost;
  markAccount(meter, id, account, recounted);
  return recounted;
}

/** Forgets earlier requests; where that makes the device work, it is marked, as nobody's work. */
export async function forget(engine: Engine, meter: Pick<EnergyMeter, 'mark'>, id: string): Promise<void> {
  if (!engine.resetWorks) return await engine.reset();
  meter.mark('begin', 'queue', `forget/${id}`, { extra: true });
  try {
    await engine.reset();
  } finally {
    meter.mark('end', 'queue', `forget/${id}`);
  }
}
