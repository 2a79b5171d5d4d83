import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';
import { measure } from '../../src/energy/index.ts';
import { sharedFiles } from '../support/shared.ts';
import { FakeGpu, noCompiler } from './support/fake-gpu.ts';
import { MeteredProxy } from './support/metered-proxy.ts';

const PYTHON = '/tmp/joulegate-xllamacpp/bin/python';
const SERVER = join(packageRoot, '__tests__', 'energy', 'support', 'llama-server.py');
const REQUESTS = 12;

const missing =
  noCompiler ??
  (!existsSync(sharedFiles.smallModel)
    ? `skipped: ${sharedFiles.smallModel} is missing`
    : spawnSync(PYTHON, ['-c', 'import xllamacpp']).status === 0
      ? null
      : `skipped: ${PYTHON} with PyPI's xllamacpp is missing (.ci/run installs it), so there is no llama-server`);
if (missing !== null) console.warn(missing);

/** The client as docs/measure.md shows it. */
function exampleOfDocs(): string {
  const [, code] = /```python\n([\s\S]*?)```/.exec(readFileSync(join(packageRoot, 'docs', 'measure.md'), 'utf8'))!;
  return code!;
}

async function addressOf(server: ChildProcess): Promise<string> {
  return await new Promise((resolve, reject) => {
    server.stdout!.once('data', (d: Buffer) => resolve(d.toString().trim()));
    server.once('exit', (status) => reject(new Error(`llama-server ended with ${status}`)));
  });
}

(missing === null ? describe : describe.skip)('the example of docs/measure.md against a real llama-server', () => {
  let folder: string;
  let server: ChildProcess;
  let gpu: FakeGpu;
  let proxy: MeteredProxy;
  let url: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'joulegate-example-'));
    writeFileSync(join(folder, 'client.py'), exampleOfDocs());
    server = spawn(PYTHON, [SERVER, sharedFiles.smallModel], { stdio: ['pipe', 'pipe', 'ignore'] });
    const address = await addressOf(server);
    gpu = new FakeGpu({ cadence: 20, idle: 60 });
    proxy = new MeteredProxy(address, gpu, 16);
    url = await proxy.listen();
  });
  afterAll(() => {
    proxy.close();
    gpu.remove();
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  test('every prompt is prefilled, progress is no token, tokens are told, and joules are those that were used', async () => {
    const { result, exitStatus } = await measure({
      meter: { kind: 'nvml' },
      command: ['python3', join(folder, 'client.py'), url, String(REQUESTS)],
      markers: 'stdout',
      idleSeconds: 1,
    });
    expect(exitStatus).toBe(0);
    const { served } = proxy;
    expect(served).toHaveLength(REQUESTS);
    // Nothing comes out of the prompt cache, by what the server is asked and by what it says.
    expect(new Set(served.map((s) => s.prompt.split('\n')[0])).size).toBe(REQUESTS);
    for (const s of served) expect(s).toMatchObject({ cachePrompt: false, timings: { cache_n: 0 } });

    const sum = (of: (t: (typeof served)[number]['timings']) => number): number =>
      served.reduce((all, { timings }) => all + of(timings), 0);
    const { prefill, decode } = result.phases;
    expect(prefill).toMatchObject({ count: REQUESTS, tokens: sum((t) => t.prompt_n) });
    expect(decode).toMatchObject({ count: REQUESTS, tokens: sum((t) => t.predicted_n - 1) });
    // A prefill that ended at its first line of progress would be shorter than the server's own work on the prompt.
    expect(prefill!.seconds).toBeGreaterThan(0.98 * sum((t) => t.prompt_ms / 1000));
    for (const [phase, watts] of [
      [prefill!, 240],
      [decode!, 120],
    ] as const) {
      const truth = proxy.joules[watts === 240 ? 'prefill' : 'decode'];
      // The proxy's edges and the client's lie a few milliseconds apart.
      expect(Math.abs(phase.netJoules! - truth)).toBeLessThan(0.05 * truth + 3 * phase.netStandardError!);
      expect(phase.netTokensPerJoule).toBeCloseTo(phase.tokens! / phase.netJoules!, 9);
    }
  });
});
