/**
 * Opens a model in a process of its own, which llama.cpp may abort. One JSON line on stdout says how it went; where
 * there is none, the process died, and its last words are on stderr.
 */
import type { Llama } from 'node-llama-cpp';
import { setRuntimePath } from '../../../common/runtime.ts';
import { lastWords, startLlama } from '../native.ts';
import type { OpeningAnswer, OpeningConfig } from './protocol.ts';

/** Small models are tried with a token too: reading all their weights takes no time. */
const SMALL_BYTES = 512 << 20;

async function open({ path, bytes, runtimePath, gpu }: OpeningConfig): Promise<OpeningAnswer> {
  setRuntimePath(runtimePath);
  const onError = (line: string): void => void process.stderr.write(`${line}\n`);
  if (gpu !== undefined) return await tryOn(path, await startLlama(gpu, onError).catch(() => null));
  // The CPU's own build is not everywhere; without any, the real start says why.
  const llama = await startLlama('none', onError)
    .catch(() => startLlama('auto', onError))
    .catch(() => null);
  if (llama === null) return { opened: null, words: '' };
  try {
    const model = await llama.loadModel({ modelPath: path, gpuLayers: 0, ignoreMemorySafetyChecks: true });
    const context = await model.createContext({
      contextSize: 64,
      batchSize: 32,
      threads: 1,
      ignoreMemorySafetyChecks: true,
    });
    if (bytes <= SMALL_BYTES)
      await context.getSequence().evaluate(model.tokenize('def', false).slice(0, 8), { temperature: 0 }).next();
    return { opened: true, words: '' };
  } catch (cause) {
    return { opened: false, words: await lastWords.of(cause) };
  }
}

/** Runs a token with all layers on a backend; where it has no GPU there is nothing to try. */
async function tryOn(path: string, llama: Llama | null): Promise<OpeningAnswer> {
  if (llama === null || llama.gpu === false) return { opened: null, words: '' };
  try {
    const model = await llama.loadModel({ modelPath: path, gpuLayers: 'max', ignoreMemorySafetyChecks: true });
    const context = await model.createContext({ contextSize: 64, batchSize: 32, ignoreMemorySafetyChecks: true });
    await context.getSequence().evaluate(model.tokenize('def', false).slice(0, 8), { temperature: 0 }).next();
    return { opened: true, words: '' };
  } catch (cause) {
    return { opened: false, words: await lastWords.of(cause) };
  }
}

const answer = await open(JSON.parse(process.argv[2] ?? '{}') as OpeningConfig);
// Freeing a model that was made to do harm may abort too: what is to be known is known.
process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit(0));
