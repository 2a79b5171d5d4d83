import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import type { Llama } from 'node-llama-cpp';
import { JouleGateError } from '../../common/errors.ts';
import { resolveNative } from '../../common/runtime.ts';
import { adviceFor, LastWords } from './last-words.ts';

type Module = typeof import('node-llama-cpp');

/** node-llama-cpp from wherever the native packages are. */
export async function importLlama(): Promise<Module> {
  return (await import(pathToFileURL(resolveNative('node-llama-cpp')).href)) as Module;
}

export type Gpu = 'auto' | 'cuda' | 'vulkan' | 'metal' | 'none';

/** What llama.cpp last said of errors in this process. */
export const lastWords = new LastWords();

/**
 * Starts llama.cpp on a backend; never compiles it. `onError` gets each line of its log of errors. Throws
 * `engine-failed` naming the backend.
 */
export async function startLlama(gpu: Gpu, onError?: (line: string) => void): Promise<Llama> {
  const { getLlama } = await importLlama();
  // Before the first call of CUDA: an index in CUDA_VISIBLE_DEVICES then means the card that NVML counts so too.
  process.env.CUDA_DEVICE_ORDER = 'PCI_BUS_ID';
  try {
    return await getLlama({
      build: 'never',
      gpu: gpu === 'none' ? false : gpu,
      logLevel: 'error' as never,
      logger: (_level, line) => {
        lastWords.take(line);
        onError?.(line);
      },
      progressLogs: false,
      maxThreads: availableParallelism(),
    });
  } catch (cause) {
    const words = await lastWords.of(cause);
    throw new JouleGateError(
      'engine-failed',
      `llama.cpp cannot start on "${gpu}": ${words}`,
      adviceFor(
        words,
        'set engine.gpu to auto or none, or install the backend\'s package (README, "A machine with a GPU")',
      ),
      { cause },
    );
  }
}

const started = new Map<Gpu, Promise<Llama>>();

/**
 * llama.cpp on a backend, started once in a process and never disposed of: a start takes 0.6 s, and each would keep
 * threads and memory of its own. Throws as `startLlama` does, and then tries anew when asked again.
 */
export function llamaOn(gpu: Gpu): Promise<Llama> {
  const running = started.get(gpu) ?? startLlama(gpu);
  started.set(gpu, running);
  running.catch(() => started.delete(gpu));
  return running;
}
