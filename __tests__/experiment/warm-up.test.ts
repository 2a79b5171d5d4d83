import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { runPrefills } from '../../src/experiment/prefills.ts';
import { prefillRepeats } from '../../src/experiment/warm-up.ts';
import type { LlamaEngine } from '../../src/model/llama/engine.ts';
import { loadWorkload } from '../../src/workload/load.ts';
import { loadEngine } from '../support/engine.ts';

let engine: LlamaEngine;
beforeAll(async () => {
  engine = await loadEngine();
});
afterAll(() => engine.close());

it("plans more prefills the shorter they are beside the sensor's cadence, none where the tasks are enough", () => {
  const sensor = { cadenceMs: 100, noise: 0.03 };
  expect(prefillRepeats(sensor, 0.3, 24)).toBe(0);
  const [short, shorter] = [prefillRepeats(sensor, 0.03, 24)!, prefillRepeats(sensor, 0.01, 24)!];
  // √(30/100 + 1)·0.03·100/30 = 11.4 % for one, 2 % for 33 of them.
  expect(short).toBe(9);
  expect(shorter).toBeGreaterThan(4 * short);
  expect(prefillRepeats(sensor, 0.001, 24)).toBeNull();
});

it('plans nothing for a meter that was not characterised', () => {
  expect(prefillRepeats({ intervalMs: 5 }, 0.01, 24)).toBe(0);
});

it('runs prefills alone, each under an id of its own that belongs to no task, with a gap behind it', async () => {
  const workload = await loadWorkload({ name: 'practice', path: null, tasks: ['practice/0', 'practice/1'] });
  const prompt = await engine.preparePrompt({ template: null, file: null, style: null, answerPrefix: null });
  const marks: string[] = [];
  const subject = { engine, prompt, sampling: { temperature: 0, topP: 1, topK: 0, seed: 1, maxTokens: 8 } };
  await runPrefills(
    subject,
    { mark: (edge, phase, id, detail) => void marks.push(`${edge} ${phase} ${id}${detail?.extra ? ' extra' : ''}`) },
    workload,
    3,
    async () => void marks.push('gap'),
  );
  expect(marks).toEqual(
    [0, 1, 2].flatMap((n) => [`begin prefill prefill/${n} extra`, `end prefill prefill/${n}`, 'gap']),
  );
});
