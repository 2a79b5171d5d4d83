import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNs } from '../../src/common/clock.ts';
import { EstimateMeter } from '../../src/energy/meters/estimate.ts';
import { SamplerClient } from '../../src/energy/sampler/client.ts';

/** What the sampler costs over `seconds` while one other core is kept busy, and how late it wakes. */
export async function samplerCost(
  seconds: number,
): Promise<{ cpuShare: number; lateP99Ms: number; callUs: number; polls: number }> {
  const client = await SamplerClient.start(['nvml'], { intervalMs: 5, locks: [] });
  const pid = readFileSync(`/proc/self/task/${process.pid}/children`, 'latin1').trim().split(' ').pop()!;
  const busy = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
  await sleep(500);
  const begin = client.position();
  const before = cpuNs(pid);
  const start = monotonicNs();
  await sleep(seconds * 1000);
  const used = cpuNs(pid) - before;
  const wall = monotonicNs() - start;
  await client.waitFor(monotonicNs());
  const series = client.read(begin, start)[0]!;
  busy.kill('SIGKILL');
  await client.stop();
  const late = [...series.lateNs].map((ns) => ns / 1e6).sort((x, y) => x - y);
  const cost = [...series.costNs].sort((a, b) => a - b);
  return {
    cpuShare: used / wall,
    lateP99Ms: late[Math.floor(0.99 * late.length)]!,
    callUs: cost[cost.length >> 1]! / 1000,
    polls: series.t.length,
  };
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
