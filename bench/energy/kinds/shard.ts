import { KINDS, runKind, type Outcome } from './run.ts';

/** The names that there are. */
export const names = (): string[] => KINDS.map((k) => k.name);

/** One process's part: seeds ≡ index (mod count) of the named kinds; outcomes as JSON on stdout, progress on stderr. */
export function shard(kinds: readonly string[], seeds: number, index: number, count: number): void {
  const outcomes: Outcome[] = [];
  for (const kind of KINDS.filter((k) => kinds.includes(k.name))) {
    for (let seed = index; seed < seeds; seed += count) outcomes.push(runKind(kind, seed));
    process.stderr.write(`shard ${index}: ${kind.name}\n`);
  }
  process.stdout.write(JSON.stringify(outcomes));
}
