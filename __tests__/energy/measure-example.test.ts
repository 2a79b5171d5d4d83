import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';
import { measure } from '../../src/energy/index.ts';
import { sharedFiles } from '../support/shared.ts';
import { FakeGpu, noCompiler } from './support/fake-gpu.ts';
import { noLlamaServer, RealServer } from './support/llama-server.ts';
import { MeteredProxy } from './support/metered-proxy.ts';

const REQUESTS = 12;

const missing =
  noCompiler ?? (existsSync(sharedFiles.smallModel) ? noLlamaServer : `skipped: ${sharedFiles.smallModel} is missing`);
if (missing !== null) console.warn(missing);

/** The client as docs/measure.md shows it. */
function exampleOfDocs(): string {
  const [, code] = /```python\n([\s\S]*?)```/.exec(readFileSync(join(packageRoot, 'docs', 'measure.md'), 'utf8'))!;
  return code!;
}

(missing === null ? describe : describe.skip)('the example of docs/measure.md against a real llama-server', () => {
  let folder: string;
  let server: RealServer;
  let gpu: FakeGpu;
  let proxy: MeteredProxy;
  let url: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'joulegate-example-'));
    writeFileSync(join(folder, 'client.py'), exampleOfDocs());
    server = await RealServer.start(sharedFiles.smallModel);
    gpu = new FakeGpu({ cadence: 20, idle: 60 });
    // It asks for progress of the prompt, which a server may send on its own, and for few tokens.
    const asked = { max_tokens: 16, return_progress: true, timings_per_token: true };
    proxy = new MeteredProxy(server.url, gpu, (body) => ({ ...body, ...asked }));
    url = await proxy.listen();
  });
  afterAll(() => {
    proxy.close();
    gpu.remove();
    server.stop();
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
