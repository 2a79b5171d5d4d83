import type { Comparison, Waiver } from '../common/generated/comparison.ts';
import { readWaivers, removeStaleWaivers } from '../github/waiver.ts';
import type { Host } from './host.ts';
import type { Job } from './job.ts';
import type { Publisher } from './publisher.ts';
import { regressedKinds } from '../gate/waived.ts';

/** The waivers that count for a regression and cover a part of it; what does not count is said. */
export async function waiversFor(
  c: Comparison,
  headSha: string | null,
  publisher: Publisher,
  host: Host,
): Promise<Waiver[]> {
  const { pull } = publisher;
  if (c.verdict !== 'regressed' || pull === null || headSha === null) return [];
  const waivers = await publisher.attempt(() => readWaivers(pull.api, pull.target, headSha));
  if (waivers === null) return [];
  for (const { label, why } of waivers.refused) host.warning(`the label ${label} does not count: ${why}`);
  const kinds = regressedKinds(c);
  return waivers.valid.filter((w) => kinds.has(w.covers));
}

/** A push takes off what was accepted before it, where the token may. */
export async function withdrawEarlier({ event, headSha }: Job, { pull }: Publisher, host: Host): Promise<void> {
  if (event.action !== 'synchronize' || pull === null || headSha === null) return;
  try {
    for (const label of await removeStaleWaivers(pull.api, pull.target, headSha))
      host.log(`the label ${label} was meant for an earlier push, and is taken off`);
  } catch (error) {
    // It does not count either way.
    host.log(`a label of an earlier push may still stand: ${String((error as Error).message)}`);
  }
}
