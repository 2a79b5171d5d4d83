import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNs } from '../../src/common/clock.ts';
import { EstimateMeter } from '../../src/energy/meters/estimate.ts';
import { SamplerClient } from '../../src/energy/sampler/client.ts';
import { SCATTER } from '../../src/energy/sampler/loop.ts';

/** What the sampler costs over `seconds`, and how late it is. */
export async function samplerCost(seconds: number): Promise<{ cpuShare: number; lateP99Ms: number; callUs: number; polls: number }> {
  const client = await SamplerClient.start(['nvml'], { intervalMs: 5, locks: [] });
  const pid = readFileSync(`/proc/self/task/${process.pid}/children`, 'latin1').trim().split(' ').pop()!;
  await sleep(500);
  const begin = client.position();
  const before = cpuNs(pid);
  const start = monotonicNs();
  await sleep(seconds * 1000);
  const used = cpuNs(pid) - before;
  const wall = monotonicNs() - start;
  await client.waitFor(monotonicNs());
  const series = client.read(begin, start)[0]!;
  await client.stop();
  // Polls stand on a grid of 5 ms plus a scatter: lateness is by how much a step exceeds what both allow.
  const late = [...series.t].map((t, i) => (i === 0 ? 0 : Math.max(0, t - series.t[i - 1]! - 0.005 * (1 + SCATTER)) * 1000)).sort((a, b) => a - b);
  const cost = [...series.costNs].sort((a, b) => a - b);
  return { cpuShare: used / wall, lateP99Ms: late[Math.floor(0.99 * late.length)]!, callUs: cost[cost.length >> 1]! / 1000, polls: series.t.length };
}

/** Microseconds of one mark (median and 99th percentile). */
export async function markCost(): Promise<{ median: number; p99: number }> {
  const meter = new EstimateMeter({ kind: 'estimate' });
  await meter.startBlock();
  const times: number[] = [];
  for (let i = 0; i < 5000; i++) {
    const t = process.hrtime.bigint();
    meter.mark(i % 2 === 0 ? 'begin' : 'end', 'decode', `r${i >> 1}`);
    times.push(Number(process.hrtime.bigint() - t) / 1000);
  }
  times.sort((a, b) => a - b);
  return { median: times[2500]!, p99: times[4950]! };
}

/** CPU time of a process's threads, ns. */
function cpuNs(pid: string): number {
  return Number(readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ')[0]);
}
