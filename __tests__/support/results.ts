import type { Repeat, RunResult } from '../../src/common/generated/run-result.ts';
import type { ArmName } from '../../src/common/phases.ts';

export interface Fake {
  measurement?: string;
  /** Joules of decode of one task, by block. */
  decode: number[];
  prefill?: number;
  /** Of prefill and of decode, of each answer. */
  standardError?: number;
  check?: number | null;
  tokens?: number;
  /** Tasks that pass, of `tasks`. */
  passed?: number;
  tasks?: number;
  babble?: number | null;
  temperature?: number;
  estimated?: boolean;
  arms?: ArmName[];
  /** Factor on decode joules and tokens of the suppressed arm. */
  suppressed?: number;
  /** Tokens at which rules and presets would have ended each plain answer. */
  completeTokens?: Record<string, number | null>;
  stopStringTokens?: Record<string, number>;
}

const ok = { status: 'ok' as const, reasons: [] };

/** A RunResult with known sums. */
export function fakeResult(f: Fake): RunResult {
  const tasks = f.tasks ?? 4;
  const tokens = f.tokens ?? 100;
  const repeat = (block: number, index: number, scale: number): Repeat => ({
    block,
    promptTokens: 50,
    outputTokens: Math.round(tokens * scale),
    decodeSteps: Math.max(0, Math.round(tokens * scale) - 1),
    babbleTokens: f.babble === undefined ? 20 : f.babble,
    overrunTokens: 0,
    passed: index < (f.passed ?? tasks),
    stopReason: 'end',
    text: `    return ${index}\n`,
    ...(f.completeTokens ? { completeTokens: f.completeTokens } : {}),
    ...(f.stopStringTokens ? { stopStringTokens: f.stopStringTokens } : {}),
    phases: {
      prefill: {
        grossJoules: f.prefill ?? 1,
        netJoules: f.prefill ?? 1,
        standardError: f.standardError ?? 0.01,
        seconds: 0.1,
        validity: ok,
      },
      decode: {
        grossJoules: f.decode[block]! * scale,
        netJoules: f.decode[block]! * scale,
        standardError: f.standardError ?? 0.01,
        seconds: 1,
        validity: ok,
      },
      check:
        f.check === null
          ? {
              grossJoules: null,
              netJoules: null,
              standardError: null,
              seconds: 0,
              validity: { status: 'not-resolvable', reasons: ['host-not-metered'] },
            }
          : { grossJoules: f.check ?? 0, netJoules: f.check ?? 0, standardError: 0, seconds: 0, validity: ok },
    },
  });
  const arm = (scale: number): { tasks: { id: string; repeats: Repeat[] }[] } => ({
    tasks: Array.from({ length: tasks }, (_, i) => ({
      id: `practice/${i}`,
      repeats: f.decode.map((_d, b) => repeat(b, i, scale)),
    })),
  });
  const arms: RunResult['arms'] = {};
  for (const name of f.arms ?? (['plain'] as const)) arms[name] = arm(name === 'plain' ? 1 : (f.suppressed ?? 0.5));
  return {
    schemaVersion: 1,
    measurement: f.measurement ?? 'm1',
    createdAt: '2026-01-01T00:00:00.000Z',
    commit: null,
    subject: { model: { name: 'm', sha256: 'a'.repeat(64) }, sampling: { temperature: f.temperature ?? 0 } },
    environment: { method: 'edges-1', backend: 'cpu', llamaCpp: 'b1', gpu: null },
    meter: { kind: f.estimated ? 'estimate' : 'nvml', estimated: f.estimated ?? false, hostKind: null },
    workload: { name: 'practice', digest: 'd'.repeat(64), tasks },
    arms,
    validity: ok,
  };
}
