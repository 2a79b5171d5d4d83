import { run } from './accuracy.ts';

/** One process's part of the accuracy benchmark: dots on stderr, outcomes as JSON on stdout. */
export function shard(perKind: number, index: number, count: number): void {
  let done = 0;
  const outcomes = run(perKind, index, count, () => {
    if (++done % 100 === 0) process.stderr.write(`shard ${index}: ${done} traces\n`);
  });
  process.stdout.write(JSON.stringify(outcomes));
}
