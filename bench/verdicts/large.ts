import type { Repeat, RunResult } from '../../src/common/generated/run-result.ts';
import { Random } from '../energy/random.ts';

const ok = { status: 'ok' as const, reasons: [] };

/** A result of 164 tasks, 10 blocks and both arms under sampling, as large as a full HumanEval gives. */
export function largeResult(seed: number): RunResult {
  const r = new Random(seed);
  const repeat = (block: number): Repeat => {
    const tokens = Math.round(r.between(50, 300));
    const phase = (joules: number, seconds: number): Repeat['phases']['prefill'] => ({
      grossJoules: joules * 1.1,
      netJoules: joules,
      standardError: joules / 100,
      seconds,
      validity: ok,
    });
    return {
      block,
      promptTokens: 150,
      outputTokens: tokens,
      decodeSteps: tokens - 1,
      babbleTokens: 10,
      overrunTokens: 0,
      passed: r.next() < 0.6,
      stopReason: 'end',
      text: 'x'.repeat(4 * tokens),
      stopStringTokens: { codex: tokens - 5 },
      completeTokens: { tests: tokens - 10 },
      phases: { prefill: phase(2, 0.1), decode: phase(tokens * r.between(0.09, 0.11), 2), check: phase(0.1, 0.01) },
    };
  };
  const arm = (): { tasks: { id: string; repeats: Repeat[] }[] } => ({
    tasks: Array.from({ length: 164 }, (_, i) => ({
      id: `task/${i}`,
      repeats: Array.from({ length: 10 }, (_v, block) => repeat(block)),
    })),
  });
  return {
    schemaVersion: 1,
    measurement: 'm',
    createdAt: '2026-01-01T00:00:00.000Z',
    commit: null,
    subject: { sampling: { temperature: 0.8 } },
    environment: { method: 'x' },
    meter: { kind: 'nvml', estimated: false },
    workload: { name: 'humaneval-full', digest: '0'.repeat(64) },
    arms: { plain: arm(), suppressed: arm() },
    validity: ok,
  };
}
