import { arch, cpus, platform } from 'node:os';
import type { LlamaContext, LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp';
import type { EngineDevice } from '../../common/devices.ts';
import { JouleGateError } from '../../common/errors.ts';
import type { Engine, EngineInfo, PreparedPrompt, PromptSource, Sampling, Step, TokenizedPrompt } from '../engine.ts';
import type { ModelFile } from '../locate.ts';
import type { Vocabulary } from './control-tokens.ts';
import { engineDevices } from './devices.ts';
import { adviceFor } from './last-words.ts';
import { withoutMiddle } from '../middle.ts';
import { loadModel, type LoadedModel } from './load.ts';
import { lastWords, type Gpu } from './native.ts';
import { writePrompt } from './prompt.ts';
import { speller, type Speller } from './speller.ts';
import { probeThreads } from './threads.ts';

export interface LlamaOptions {
  file: ModelFile;
  context: number | null;
  threads: number | null;
  gpuLayers: number | 'max' | 'auto' | null;
  flashAttention: boolean | null;
  kvType: 'f16' | 'q8_0' | 'q4_0' | null;
  batch: number | null;
  gpu: Gpu;
}

/** A prompt as llama.cpp's token ids. */
export class LlamaPrompt implements TokenizedPrompt {
  constructor(
    readonly ids: readonly Token[],
    readonly cut = 0,
  ) {}

  get tokens(): number {
    return this.ids.length;
  }

  get identity(): string {
    return this.ids.join(' ');
  }
}

const MAX_DEFAULT_CONTEXT = 8192;
const KV = { f16: 'F16', q8_0: 'Q8_0', q4_0: 'Q4_0' } as const;

/** What the engine is made of. */
interface Parts {
  info: EngineInfo;
  devices: EngineDevice[];
  model: LlamaModel;
  context: LlamaContext;
  chatTemplate: string | null;
  vocabulary: Vocabulary;
}

/** llama.cpp in this process: a loaded model that runs one request at a time, each from an empty KV cache. */
export class LlamaEngine implements Engine<LlamaPrompt> {
  readonly info: EngineInfo;
  readonly devices: readonly EngineDevice[];
  readonly edges = 'device';
  readonly #parts: Parts;
  readonly #sequence: LlamaContextSequence;
  readonly #speller: Speller;

  private constructor(parts: Parts) {
    this.info = parts.info;
    this.devices = parts.devices;
    this.#parts = parts;
    this.#sequence = parts.context.getSequence();
    this.#speller = speller(parts.model, parts.vocabulary);
  }

  /** Loads the model and makes its context. @throws JouleGateError `model-unreadable` or `engine-failed` */
  static async load(options: LlamaOptions): Promise<LlamaEngine> {
    const loaded = await loadModel(options);
    const { model, tokenizer } = loaded;
    try {
      const threads = options.threads ?? (await probeThreads(model));
      const context = await contextOf(model, threads, options);
      return new LlamaEngine({
        info: infoOf(loaded, context, threads),
        devices: await engineDevices(loaded.llama, model),
        model,
        context,
        chatTemplate: typeof tokenizer?.chat_template === 'string' ? tokenizer.chat_template : null,
        vocabulary: tokenizer?.ggml ?? {},
      });
    } catch (cause) {
      await model.dispose();
      if (cause instanceof JouleGateError) throw cause;
      const words = await lastWords.of(cause);
      throw new JouleGateError(
        'engine-failed',
        `llama.cpp cannot make a context: ${words}`,
        adviceFor(words, 'a smaller context (key "context") or fewer gpu-layers needs less memory'),
        { cause },
      );
    }
  }

  async preparePrompt(source: PromptSource): Promise<PreparedPrompt<LlamaPrompt>> {
    const { model, chatTemplate, vocabulary } = this.#parts;
    const { prompt, writer } = await writePrompt(model, source, chatTemplate, vocabulary);
    const { contextSize } = this.info;
    return {
      prompt,
      opensAnswer: writer.opensAnswer,
      reasoning: writer.reasoning,
      tokenize(taskPrompt, name, most) {
        const whole = writer.tokenize(taskPrompt);
        const ids = most === undefined ? whole : withoutMiddle(whole, most);
        if (ids.length === 0 || ids.length + 1 >= contextSize) {
          throw new JouleGateError(
            'prompt-too-long',
            `the prompt of ${name} has ${whole.length} tokens, the context ${contextSize}`,
            'raise the key "context", ask for fewer tokens (sampling.max-tokens), shorten the template, or leave the task out',
          );
        }
        return new LlamaPrompt(ids, whole.length - ids.length);
      },
    };
  }

  async reset(): Promise<void> {
    await this.#sequence.clearHistory();
  }

  async *generate(prompt: LlamaPrompt, sampling: Sampling): AsyncGenerator<Step, void, void> {
    const { model } = this.#parts;
    const greedy = sampling.temperature === 0;
    const spelling = this.#speller(prompt.ids);
    const stream = this.#sequence.evaluate([...prompt.ids], {
      temperature: sampling.temperature,
      ...(greedy ? {} : { topP: sampling.topP, topK: sampling.topK, seed: sampling.seed }),
      yieldEogToken: true,
    });
    for await (const token of stream) {
      if (model.isEogToken(token)) {
        yield { text: '', tokens: 1, end: true };
        return;
      }
      const text = spelling.add(token);
      if (spelling.tail === '') yield { text, tokens: 1, end: false };
      else yield { text, tokens: 1, end: false, tail: spelling.tail };
    }
  }

  async close(): Promise<void> {
    await this.#parts.context.dispose();
    await this.#parts.model.dispose();
  }
}

async function contextOf(model: LlamaModel, threads: number, options: LlamaOptions): Promise<LlamaContext> {
  const { batch, flashAttention, kvType } = options;
  return await model.createContext({
    contextSize: options.context ?? Math.min(model.trainContextSize, MAX_DEFAULT_CONTEXT),
    threads: { ideal: threads, min: threads },
    ...(batch === null ? {} : { batchSize: batch }),
    ...(flashAttention === null ? {} : { flashAttention }),
    ...(kvType === null ? {} : { experimentalKvCacheKeyType: KV[kvType], experimentalKvCacheValueType: KV[kvType] }),
  });
}

function infoOf(
  { llama, model, architecture, version }: LoadedModel,
  context: LlamaContext,
  threads: number,
): EngineInfo {
  const description = /^(\S+) +(?:\S+ +)?(\S.*)$/.exec(model.typeDescription);
  return {
    architecture,
    quantization: description?.[2] ?? model.typeDescription,
    parameters: model.fileInsights.totalParameters ?? 0,
    contextSize: context.contextSize,
    threads,
    gpuLayers: model.gpuLayers,
    layers: model.fileInsights.totalLayers,
    backend: llama.gpu === false ? 'cpu' : llama.gpu,
    llamaCpp: `${llama.llamaCppRelease.release} (node-llama-cpp ${version})`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    os: `${platform()} ${arch()}`,
  };
}
