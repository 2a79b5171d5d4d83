import { expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { openMeter } from '../../src/energy/index.ts';
import { monotonicNs } from '../../src/common/clock.ts';
import { listProc, readProc } from '../../src/common/proc.ts';
import { requireMetered, type ServedModel } from '../../src/experiment/subject-model.ts';

const served = (local: boolean, pids: number[] = []): ServedModel => ({
  source: { kind: 'vllm', url: 'http://gpu.test:8000', model: null, keyEnv: null, context: null },
  name: 'm',
  sha256: null,
  local,
  pids,
});
const file = { name: 'f', path: '/f', trusted: true, sha256: 'a', bytes: 1, files: [] };

it.each(['auto', 'estimate'] as const)('refuses a server on another host under the meter %s, by name', (kind) => {
  expect(() => requireMetered([served(false)], { kind }, () => undefined)).toThrow(
    expect.objectContaining({
      code: 'engine-remote',
      exitStatus: 2,
      message: expect.stringContaining('gpu.test:8000 runs on another host'),
      fix: expect.stringContaining('meter.kind: nvml'),
    }),
  );
});

it('takes a meter that is named for it, and says what is assumed', () => {
  const said: string[] = [];
  expect(requireMetered([served(false)], { kind: 'nvml' }, (line) => said.push(line))).toEqual([]);
  expect(said[0]).toBe(
    'the server at gpu.test:8000 runs on another host: the meter nvml is taken to see all of its work, since the configuration names it',
  );
});

it('names the processes of servers here once each; the embedded engine has none', () => {
  expect(requireMetered([served(true, [7]), served(true, [7, 8]), file], { kind: 'auto' }, () => undefined)).toEqual([
    7, 8,
  ]);
  expect(requireMetered([file], { kind: 'auto' }, () => undefined)).toBeNull();
});

/** What all threads of a process have used, as the scheduler counts it. */
const cpuSecondsOf = (pid: number): number =>
  listProc(`/proc/${pid}/task`)
    .map((tid) => Number(readProc(`/proc/${pid}/task/${tid}/schedstat`).split(' ')[0]) / 1e9)
    .reduce((a, b) => a + b, 0);

it('estimates from the CPU time of those processes, phase by phase, and never from none', async () => {
  await expect(openMeter({ kind: 'estimate', servers: [] })).rejects.toMatchObject({ code: 'meter-unavailable' });
  // Works for half of each 200 ms.
  const work = `const busy = () => { const t = Date.now(); while (Date.now() - t < 100); setTimeout(busy, 100); }; busy(); console.log('up')`;
  const child = spawn(process.execPath, ['-e', work], { stdio: ['ignore', 'pipe', 'ignore'] });
  const meter = await openMeter({ kind: 'estimate', servers: [child.pid!], watts: 10 });
  try {
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await meter.startBlock();
    const used = async (ms: number): Promise<{ joules: number; seconds: number }> => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      return { joules: 10 * cpuSecondsOf(child.pid!), seconds: monotonicNs() / 1e9 };
    };
    const [first, middle, last] = [await used(0), await used(600), await used(600)];
    const from = 1e9 * first.seconds;
    const at = (ms: number): number => from + ms * 1e6;
    for (const [phase, begin, end] of [
      ['queue', 0, 100],
      ['prefill', 100, 600],
      ['decode', 600, 1100],
    ] as const) {
      meter.mark('begin', phase, 'r', { tNs: at(begin) });
      meter.mark('end', phase, 'r', { tNs: at(end) });
    }
    meter.mark('begin', 'check', 'r');
    meter.mark('end', 'check', 'r', { cpuSeconds: 0.25 });
    const { requests, validity } = await meter.finishBlock();
    expect(validity.status).toBe('ok');
    const { queue, prefill, decode, check } = requests.get('r')!;
    expect([queue!.seconds, prefill.seconds, decode.seconds].map((s) => Math.round(1000 * s))).toEqual([100, 500, 500]);
    expect(check.netJoules).toBe(2.5);
    // A core of 10 W that is busy at most all of the time, and was.
    for (const phase of [prefill, decode]) {
      expect(phase.netJoules!).toBeGreaterThan(0);
      expect(phase.netJoules!).toBeLessThanOrEqual(10 * phase.seconds + 3 * phase.standardError!);
      expect(phase.grossJoules).toBe(phase.netJoules);
    }
    // In each part they hold what the process used then: 10 W of the time by which our own looks missed it at most.
    const missed = (look: typeof middle, ms: number): number => 10 * Math.abs(look.seconds - first.seconds - ms / 1000);
    const ours = queue!.netJoules! + prefill.netJoules!;
    expect(Math.abs(ours - (middle.joules - first.joules))).toBeLessThan(
      missed(middle, 600) + 3 * Math.hypot(queue!.standardError!, prefill.standardError!),
    );
    expect(Math.abs(decode.netJoules! - (last.joules - middle.joules))).toBeLessThan(
      missed(middle, 600) + missed(last, 1100) + 3 * decode.standardError!,
    );
  } finally {
    child.kill('SIGKILL');
    await meter.close();
  }
});
