// The load of bench:gpu with node-llama-cpp: prints markers, as any other load command may (energy-gpu.mjs).
import { monotonicNs } from '../../src/common/clock.ts';
import { setRuntimePath } from '../../src/common/runtime.ts';
import { LlamaEngine, LlamaPrompt } from '../../src/model/llama/engine.ts';
import { locateModel } from '../../src/model/locate.ts';

setRuntimePath(process.env.JOULEGATE_RUNTIME_PATH ?? null);

/** Tokens of each prompt, and of each stretch of decode. */
export interface LoadSize {
  prompt: number;
  decode: number;
}
const SAMPLING = { temperature: 0, topP: 1, topK: 0, seed: 1, maxTokens: 1e9 };

let requests = 0;
async function phase<T>(name: string, run: () => Promise<T>): Promise<T> {
  const id = `${name}-${requests}`;
  const say = (edge: string) => console.log(JSON.stringify({ joulegate: edge, phase: name, id, t_ns: monotonicNs() }));
  say('begin');
  const result = await run();
  say('end');
  requests++;
  return result;
}

/**
 * Runs one stage for some seconds: `prefill` or `decode` back to back, `mixed` without a gap, `gaps` with about 20 ms
 * between requests.
 */
export async function gpuLoad(
  model: string,
  gpu: 'auto' | 'none',
  stage: string,
  seconds: number,
  size: LoadSize,
): Promise<void> {
  const file = await locateModel({ name: null, path: model, uri: null, builtin: null, sha256: null });
  const engine = await LlamaEngine.load({
    file,
    context: null,
    threads: null,
    gpuLayers: gpu === 'none' ? 0 : 'max',
    flashAttention: null,
    kvType: null,
    batch: null,
    gpu,
  });
  const { tokenize } = await engine.preparePrompt({
    template: '{prompt}',
    file: null,
    style: 'raw',
    answerPrefix: null,
  });
  // About 12 tokens a line; half of the context is left for the answer.
  const length = Math.min(size.prompt, engine.info.contextSize >> 1);
  const words = tokenize('def add(a, b):\n    return a + b\n\n'.repeat(Math.ceil(length / 20)), 'bench').ids.slice(
    0,
    length,
  );
  await request(engine, words, null, 0, size.decode);
  const until = monotonicNs() + seconds * 1e9;
  while (monotonicNs() < until) {
    if (stage === 'prefill') await request(engine, words, 'prefill', 0, size.decode);
    else if (stage === 'decode')
      // From the context on that mixed stages decode at: a longer one makes every token dearer.
      await request(
        engine,
        words,
        'decode',
        Math.floor((engine.info.contextSize - length - 32) / size.decode),
        size.decode,
        until,
      );
    else await request(engine, words, 'mixed', 1, size.decode);
    if (stage === 'gaps') await new Promise((resolve) => setTimeout(resolve, 10 + 20 * Math.random()));
  }
  await engine.close();
}

/** A prefill, then some stretches of decode; only those that `mark` names are marked. */
async function request(
  engine: LlamaEngine,
  prompt: LlamaPrompt['ids'],
  mark: string | null,
  stretches: number,
  decodeTokens: number,
  until = Infinity,
): Promise<void> {
  await engine.reset();
  const stream = engine.generate(new LlamaPrompt(prompt), SAMPLING);
  const first = () => stream.next();
  if (mark === 'prefill' || mark === 'mixed') await phase('prefill', first);
  else await first();
  let ended = false;
  for (let s = 0; s < stretches && !ended && monotonicNs() < until; s++) {
    await phase('decode', async () => {
      for (let i = 0; i < decodeTokens && !ended; i++) ended = (await stream.next()).done === true;
    });
  }
  await stream.return();
}
