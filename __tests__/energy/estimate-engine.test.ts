import { expect, test } from '@jest/globals';
import { openMeter } from '../../src/energy/index.ts';
import { loadEngine } from '../support/engine.ts';

test('real decodes of the embedded model: the phases add up to the CPU time of the process', async () => {
  const engine = await loadEngine();
  const meter = await openMeter({ kind: 'estimate', watts: 10 });
  try {
    const { tokenize } = await engine.preparePrompt({ template: null, file: null, style: null, answerPrefix: null });
    const prompt = tokenize('def add(a, b):\n    """Add two numbers."""\n', 'add');
    await meter.startBlock();
    let inside = 0;
    const whole = process.cpuUsage();
    const cpu = () => {
      const { user, system } = process.cpuUsage(whole);
      return (user + system) / 1e6;
    };
    for (let r = 0; r < 6; r++) {
      await engine.reset();
      const stream = engine.generate(prompt, { temperature: 0, topP: 1, topK: 0, seed: 1, maxTokens: 64 });
      const begun = cpu();
      meter.mark('begin', 'prefill', `r${r}`);
      await stream.next();
      meter.mark('end', 'prefill', `r${r}`);
      meter.mark('begin', 'decode', `r${r}`);
      for (let i = 0; i < 64 && (await stream.next()).done !== true; i++);
      meter.mark('end', 'decode', `r${r}`);
      inside += cpu() - begun;
      await stream.return();
    }
    const { requests, validity } = await meter.finishBlock();
    const joules = { prefill: 0, decode: 0 };
    let error = 0;
    for (const r of requests.values()) {
      for (const phase of ['prefill', 'decode'] as const) {
        joules[phase] += r[phase].grossJoules!;
        error += r[phase].standardError!;
      }
    }
    expect(validity.status).toBe('ok');
    expect(joules.prefill).toBeGreaterThan(0);
    expect(joules.decode).toBeGreaterThan(0);
    const sum = (joules.prefill + joules.decode) / 10;
    // The kernel's own account, read just outside the edges: equal to the clock's resolution and what marking costs. A
    // thread that runs elsewhere is accounted at its ticks alone, 4 ms apart: so much for each request.
    expect(Math.abs(sum - inside)).toBeLessThan(0.01 * inside + (3 * error) / 10 + 6 * 0.004 + 0.006);
    expect(sum).toBeLessThanOrEqual(cpu());
  } finally {
    await meter.close();
    await engine.close();
  }
});
