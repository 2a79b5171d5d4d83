import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../../src/common/paths.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { openMeter } from '../../../src/energy/index.ts';
import { runRequest } from '../../../src/experiment/request.ts';
import { runGate } from '../../../src/gate/run.ts';
import type { Engine, PreparedPrompt, PromptSource } from '../../../src/model/engine.ts';
import { openServer } from '../../../src/model/server/open.ts';
import { processesListeningOn } from '../../../src/model/server/process.ts';
import { loadWorkload } from '../../../src/workload/load.ts';
import type { CodeTask } from '../../../src/workload/types.ts';
import { FakeGpu, noCompiler } from '../../energy/support/fake-gpu.ts';
import { noLlamaServer, RealServer } from '../../energy/support/llama-server.ts';
import { MeteredProxy, WATTS } from '../../energy/support/metered-proxy.ts';
import { loadEngine } from '../../support/engine.ts';
import { Repository } from '../../support/repository.ts';
import { sharedFiles } from '../../support/shared.ts';
import { answerOf, source, stopsAfter } from './support/fake.ts';

if (noLlamaServer !== null) console.warn(noLlamaServer);
const describeReal = noLlamaServer === null ? describe : describe.skip;
const PRACTICE = join(packageRoot, 'assets/practice/practice-model.gguf');
const NONE: PromptSource = { template: null, file: null, style: null, answerPrefix: null };

async function practiceTasks(count: number): Promise<CodeTask[]> {
  const { tasks } = await loadWorkload({ name: 'practice', path: null, tasks: null });
  return tasks.slice(0, count) as CodeTask[];
}

describeReal('the real llama-server with the embedded model', () => {
  let server: RealServer;
  let engine: Engine;
  let embedded: Engine;
  beforeAll(async () => {
    server = await RealServer.start(PRACTICE);
    engine = await openServer(source('llama-server', server));
    embedded = await loadEngine();
  });
  afterAll(async () => {
    await engine.close();
    await embedded.close();
    server.stop();
  });

  it('is what it is: its own edges, the file it serves by its digest, its process by its port', () => {
    expect(engine.edges).toBe('server');
    expect(engine.info).toMatchObject({ contextSize: 1024, backend: 'llama-server', quantization: 'Q8_0' });
    expect(processesListeningOn(Number(new URL(server.url).port))).toEqual([server.pid]);
  });

  it('takes the same prompts, token by token, and answers them with the same tokens as the embedded engine', async () => {
    const sources: PromptSource[] = [NONE, { ...NONE, template: '# Complete.\n{prompt}', answerPrefix: '    ' }];
    for (const prompt of sources) {
      const [ours, theirs] = [await embedded.preparePrompt(prompt), await engine.preparePrompt(prompt)];
      expect(theirs.prompt).toEqual(ours.prompt);
      expect(theirs.opensAnswer).toBe(ours.opensAnswer);
      const tasks = await practiceTasks(4);
      await theirs.ahead!(tasks.map((t) => t.prompt));
      for (const t of tasks)
        expect(theirs.tokenize(t.prompt, t.id).identity).toBe(ours.tokenize(t.prompt, t.id).identity);
    }
    for (const task of await practiceTasks(8)) {
      const { answer } = await answerOf(engine, { task: task.prompt, maxTokens: 300 });
      const ours = await plainAnswer(embedded, await embedded.preparePrompt(NONE), task);
      expect(answer).toMatchObject({ ...ours, text: task.canonicalSolution });
    }
  });

  it('ends at max-tokens as the embedded engine does, and where a rule stops it, with what it decoded beyond', async () => {
    const [task] = await practiceTasks(1);
    const { answer } = await answerOf(engine, { task: task!.prompt, maxTokens: 7 });
    expect(answer).toMatchObject({ stopReason: 'max-tokens', outputTokens: 7, decodeSteps: 6 });
    const stopped = await answerOf(engine, { task: task!.prompt, maxTokens: 300, watcher: stopsAfter(5) });
    expect(stopped.answer).toMatchObject({ stopReason: 'rule', text: expect.stringMatching(/^ {4}/) });
    const { outputTokens, overrunTokens, decodeSteps } = stopped.answer;
    // It may have gone on until it saw that nobody listens: at most to its own end.
    expect(outputTokens - overrunTokens).toBe(5);
    expect(outputTokens).toBeLessThanOrEqual(39);
    expect(decodeSteps).toBe(outputTokens - 1);
  });

  it('is a gate like any other: a reworded prompt is regressed, measured interleaved through one server', async () => {
    const r = await Repository.make();
    const [terse, chatty] = await Promise.all(
      ['terse.txt', 'chatty.txt'].map((f) => readFile(join(packageRoot, 'assets/practice/prompts', f), 'utf8')),
    );
    const config = `engine: { kind: llama-server, url: "${server.url}" }
prompt: { file: prompt.txt, style: raw }
workload: { name: practice, tasks: [practice/0, practice/1] }
arms: [plain]
budget: { blocks: 4 }
meter: estimate
thresholds: { energy-per-task: { increase: 1.0 } }
`;
    const base = r.commit({ 'joulegate.yml': config, 'prompt.txt': terse! });
    r.commit({ 'prompt.txt': chatty! });
    const said: string[] = [];
    const end = await runGate({
      outDir: r.at('.git', 'out'),
      id: 'joulegate.yml',
      commit: 'c'.repeat(40),
      env: {},
      load: () => loadConfig(r.at('joulegate.yml')),
      onProgress: (line) => said.push(line),
    });
    if (end.refused) throw end.error;
    const { comparison, result, base: of } = end.outcome;
    expect(comparison.verdict).toBe('regressed');
    expect(of!.commit).toBe(base);
    expect(of!.measurement).toBe(result!.measurement);
    expect(result!.environment).toMatchObject({ backend: 'llama-server', edges: 'server' });
    expect(result!.subject.model!.sha256).toMatch(/^[\da-f]{64}$/);
    expect(result!.subject.engine).toMatchObject({ kind: 'llama-server', threads: null });
    expect(said.join('\n')).toMatch(/is served by llama-server .*edges are told by the server/);
    const joules = result!.arms.plain!.tasks.flatMap((t) => t.repeats.map((p) => p.phases));
    for (const { prefill, decode } of joules) expect(prefill.netJoules! + decode.netJoules!).toBeGreaterThan(0);
  });
});

/** An answer of the embedded engine, as far as a server's is to equal it. */
async function plainAnswer(engine: Engine, prompt: PreparedPrompt, task: CodeTask, maxTokens = 300) {
  const { text, promptTokens, outputTokens, decodeSteps, stopReason, tokenEnds } = await runRequest(
    engine,
    { mark: () => undefined },
    {
      id: 'r',
      prompt: prompt.tokenize(task.prompt, task.id),
      sampling: { temperature: 0, topP: 1, topK: 0, seed: 1, maxTokens },
      watcher: null,
    },
  );
  return { text, promptTokens, outputTokens, decodeSteps, stopReason, tokenEnds };
}

const noSmallModel = existsSync(sharedFiles.smallModel) ? null : `skipped: ${sharedFiles.smallModel} is missing`;
const noChat = noLlamaServer ?? noSmallModel;
if (noSmallModel !== null) console.warn(noSmallModel);

(noChat === null ? describe : describe.skip)('the real llama-server with a small chat model', () => {
  let server: RealServer;
  beforeAll(async () => {
    server = await RealServer.start(sharedFiles.smallModel);
  });
  afterAll(() => server.stop());

  it('renders and tokenises its chat template as the embedded engine does, and answers with the same greedy tokens', async () => {
    const engine = await openServer(source('llama-server', server));
    const embedded = await loadEngine(sharedFiles.smallModel);
    const [ours, theirs] = [await embedded.preparePrompt(NONE), await engine.preparePrompt(NONE)];
    expect(theirs.prompt).toEqual(ours.prompt);
    for (const task of await practiceTasks(2)) {
      await theirs.ahead!([task.prompt]);
      expect(theirs.tokenize(task.prompt, task.id).identity).toBe(ours.tokenize(task.prompt, task.id).identity);
      const { answer } = await answerOf(engine, { task: task.prompt, maxTokens: 24 });
      const { tokenEnds, ...counts } = await plainAnswer(embedded, ours, task, 24);
      expect(answer).toMatchObject(counts);
      expect(answer.tokenEnds).toHaveLength(tokenEnds.length);
    }
    await embedded.close();
    await engine.close();
  });

  it('is called prompt-cached where its cache is on after all', async () => {
    const proxy = new MeteredProxy(server.url, null, (body) => ({ ...body, cache_prompt: true }));
    const engine = await openServer(source('llama-server', { url: await proxy.listen() }));
    const [task] = await practiceTasks(1);
    const fresh = await answerOf(await openServer(source('llama-server', server)), {
      task: task!.prompt,
      maxTokens: 2,
    });
    expect(fresh.answer.remarks ?? []).not.toContainEqual({ status: 'invalid', reason: 'prompt-cached' });
    const { answer, ns } = await answerOf(engine, { task: task!.prompt, maxTokens: 2 });
    expect(answer.remarks).toContainEqual({ status: 'invalid', reason: 'prompt-cached' });
    expect(ns['prefill']!).toBeLessThan(0.5 * fresh.ns['prefill']!);
    expect(proxy.served.at(-1)!.timings.cache_n).toBeGreaterThan(50);
    await engine.close();
    proxy.close();
  });

  (noCompiler === null ? it : it.skip)(
    'has phase joules that agree with what its phases drew, and with the embedded engine’s for the same prompts',
    async () => {
      const gpu = new FakeGpu({ cadence: 20, idle: 60, limit: 4000 });
      const proxy = new MeteredProxy(server.url, gpu, (body) => body);
      const engine = await openServer(source('llama-server', { url: await proxy.listen() }));
      const embedded = await loadEngine(sharedFiles.smallModel);
      const drawn = new DrawnPhases(gpu);
      const tasks = await practiceTasks(8);
      const run = async (of: Engine, marks: Marks, count: number, pause: () => Promise<unknown>): Promise<void> => {
        const prompt = await of.preparePrompt(NONE);
        await prompt.ahead?.(tasks.map((t) => t.prompt));
        for (const task of tasks.slice(0, count)) {
          await runRequest(of, marks, {
            id: task.id,
            prompt: prompt.tokenize(task.prompt, task.id),
            sampling: { temperature: 0, topP: 1, topK: 0, seed: 1, maxTokens: 12 },
            watcher: null,
          });
          await pause();
        }
      };
      const meter = await openMeter({ kind: 'nvml', servers: [server.pid] });
      try {
        // The builds differ in speed, and a fake card knows no work: in each a phase draws what makes the same joules.
        await run(engine, { mark: () => undefined }, 3, () => Promise.resolve());
        await run(embedded, drawn, 3, () => Promise.resolve());
        for (const phase of PHASES)
          drawn.watts[phase] = (proxy.joules[phase] / drawn.joules[phase]) * drawn.watts[phase];
        await meter.measureIdle(1);
        const measured = async (of: Engine, source: { joules: Record<MarkedPhase, number> }, marks: Marks) => {
          source.joules.prefill = source.joules.decode = 0;
          await meter.startBlock();
          await run(
            of,
            marks,
            tasks.length,
            () => new Promise((resolve) => setTimeout(resolve, 10 + 40 * Math.random())),
          );
          const { requests, validity } = await meter.finishBlock();
          expect(validity.reasons).not.toContain('co-tenant');
          expect(requests.size).toBe(tasks.length);
          return PHASES.map((phase) => {
            const all = [...requests.values()].map((r) => r[phase]);
            const joules = all.reduce((sum, p) => sum + p.netJoules!, 0);
            const error = all.reduce((sum, p) => sum + p.standardError!, 0);
            // The proxy's edges and the server's lie a few milliseconds apart.
            expect(Math.abs(joules - source.joules[phase])).toBeLessThan(0.05 * source.joules[phase] + 3 * error);
            return { joules, error, truth: source.joules[phase] };
          });
        };
        const served = await measured(engine, proxy, meter);
        const own = await measured(embedded, drawn, {
          mark: (edge, phase, id, detail) => {
            meter.mark(edge, phase, id, detail);
            drawn.mark(edge, phase);
          },
        });
        for (const [i, { joules, error, truth }] of served.entries()) {
          const other = own[i]!;
          // By how much the two really differed, since a busy machine was slower in one of them, is known.
          const difference = joules - other.joules - (truth - other.truth);
          expect(Math.abs(difference)).toBeLessThan(0.05 * truth + 3 * Math.hypot(error, other.error));
        }
      } finally {
        await meter.close();
        await engine.close();
        await embedded.close();
        proxy.close();
        gpu.remove();
      }
    },
  );
});

type MarkedPhase = keyof typeof WATTS;
type Marks = Parameters<typeof runRequest>[1];
const PHASES: readonly MarkedPhase[] = ['prefill', 'decode'];

/** Lets the fake GPU draw what is marked, as the proxy does for a server. */
class DrawnPhases implements Marks {
  readonly watts: Record<MarkedPhase, number> = { ...WATTS };
  /** Joules that each phase really caused, above idle. */
  readonly joules: Record<MarkedPhase, number> = { prefill: 0, decode: 0 };
  readonly #gpu: FakeGpu;
  #since = 0;

  constructor(gpu: FakeGpu) {
    this.#gpu = gpu;
  }

  mark(edge: 'begin' | 'end', phase: string): void {
    if (phase !== 'prefill' && phase !== 'decode') return;
    const t = Number(process.hrtime.bigint());
    this.#gpu.power(t, edge === 'begin' ? this.watts[phase] : -this.watts[phase]);
    if (edge === 'end') this.joules[phase] += ((t - this.#since) / 1e9) * this.watts[phase];
    this.#since = t;
  }
}
