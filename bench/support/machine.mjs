import { availableParallelism, cpus } from 'node:os';

/** A fixed piece of work on one core, in CPU seconds (the least of three): what a figure's machine was like. */
export function calibrationSeconds() {
  let best = Infinity;
  for (let round = 0; round < 3; round++) {
    const before = process.cpuUsage();
    let x = 1;
    for (let i = 0; i < 2e8; i++) x = (Math.imul(x, 1664525) + 1013904223) | 0;
    const { user, system } = process.cpuUsage(before);
    if (x !== undefined) best = Math.min(best, (user + system) / 1e6);
  }
  return best;
}

export const machine = () => ({
  cores: availableParallelism(),
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  node: process.versions.node,
});
