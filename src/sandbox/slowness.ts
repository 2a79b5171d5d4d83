import { spawn } from 'node:child_process';
import { cachedSlowness, keepSlowness } from './image-cache.ts';
import { CALIBRATION } from './protocol.ts';
import { warmWorker } from './snapshot.ts';

/** What WebAssembly costs against native CPython where no Python is at hand to compare with. */
const ASSUMED = 3;
const TIMER = `
import time
def run():
    exec(SOURCE, {})
run()
best = 1e9
for _ in range(3):
    start = time.process_time(); run(); best = min(best, time.process_time() - start)
print(best)
`;

/** Seconds of the fixed work in the machine's own Python; `null` where there is none. */
function nativeSeconds(signal: AbortSignal | undefined): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn('python3', ['-I', '-S', '-c', `SOURCE = ${JSON.stringify(CALIBRATION)}\n${TIMER}`], {
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 10_000,
      ...(signal ? { signal } : {}),
    });
    let out = '';
    child.stdout.on('data', (d: Buffer) => (out += d.toString()));
    child.on('error', () => resolve(null));
    child.on('close', () => resolve(Number(out) > 0 ? Number(out) : null));
  });
}

let measured: Promise<number> | null = null;

/** How many times slower Python runs in the sandbox than natively, within 1 to 10; measured once a week. */
export function wasmSlowness(signal?: AbortSignal): Promise<number> {
  measured ??= Promise.resolve(cachedSlowness()).then((known) => known ?? measure(signal));
  measured.catch(() => (measured = null));
  return measured;
}

async function measure(signal: AbortSignal | undefined): Promise<number> {
  // CPU seconds both: beside each other where there are cores.
  const native = nativeSeconds(signal);
  const worker = await warmWorker({ signal });
  try {
    const ending = await worker.ask({ kind: 'calibrate' }, 30);
    const here = ending.kind === 'response' && ending.response.kind === 'calibrate' ? ending.response.cpuSeconds : null;
    const there = await native;
    signal?.throwIfAborted();
    if (here === null || there === null) return ASSUMED;
    const slowness = Math.min(10, Math.max(1, here / there));
    keepSlowness(slowness);
    return slowness;
  } finally {
    await worker.close();
  }
}
