import type { RunResult } from '../common/generated/run-result.ts';
import type { ArmName } from '../common/phases.ts';
import type { Config } from '../config/types.ts';
import { openSession, type SessionOptions } from './open-session.ts';
import { extentOf, planOf } from './plan.ts';
import { runBlocks } from './run.ts';

export type MeasureOptions = SessionOptions;

/**
 * Measures one subject, or several interleaved, from their configurations: opens meter, models and sandbox, runs,
 * closes.
 * Plan, blocks and budget are those of the last one (head). One RunResult a subject, in order.
 */
export async function measure(
  specs: readonly { name: string; config: Config; arms?: readonly ArmName[] }[],
  options: MeasureOptions,
): Promise<RunResult[]> {
  const head = specs.at(-1)!.config;
  for (const warning of new Set(specs.flatMap((s) => s.config.warnings))) options.onProgress(`warning: ${warning}`);
  const { session, close } = await openSession(planOf(head), specs, options);
  try {
    return await runBlocks(session, extentOf(head), options.onProgress);
  } finally {
    await close();
  }
}
