import type { Llama, LlamaModel } from 'node-llama-cpp';
import { JouleGateError } from '../../common/errors.ts';
import type { Vocabulary } from './control-tokens.ts';
import { adviceFor } from './last-words.ts';
import { importLlama, lastWords, llamaOn, type Gpu } from './native.ts';
import type { ModelFile } from '../locate.ts';
import { openFirst } from './opening/open-first.ts';
import { tryBackend } from './opening/try-backend.ts';

export interface LoadedModel {
  llama: Llama;
  model: LlamaModel;
  architecture: string;
  tokenizer: { chat_template?: unknown; ggml?: Vocabulary } | undefined;
  /** Of node-llama-cpp. */
  version: string;
}

/**
 * Loads a model: first in a process of its own, then here. Throws `model-unreadable` or `engine-failed` with
 * llama.cpp's own reason.
 */
export async function loadModel({
  file,
  gpu,
  gpuLayers,
}: {
  file: ModelFile;
  gpu: Gpu;
  gpuLayers: number | 'max' | 'auto' | null;
}): Promise<LoadedModel> {
  await openFirst(file);
  await tryBackend(gpu);
  const native = await importLlama();
  const llama = await llamaOn(gpu);
  lastWords.clear();
  try {
    const { metadata } = await native.readGgufFileInfo(file.path, { ignoreKeys: [], logWarnings: false });
    const model = await llama.loadModel({ modelPath: file.path, ...(gpuLayers === null ? {} : { gpuLayers }) });
    const { tokenizer } = metadata as { tokenizer?: LoadedModel['tokenizer'] };
    return {
      llama,
      model,
      tokenizer,
      architecture: metadata.general.architecture,
      version: await native.getModuleVersion(),
    };
  } catch (cause) {
    const words = await lastWords.of(cause);
    throw new JouleGateError(
      'model-unreadable',
      `llama.cpp cannot load ${file.path}: ${words}`,
      adviceFor(
        words,
        "the file may be damaged or too new: fetch it again, and compare its SHA-256 with the publisher's",
      ),
      { cause },
    );
  }
}
