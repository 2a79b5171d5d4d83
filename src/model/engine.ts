import { arch, cpus, platform } from 'node:os';
import type { LlamaContext, LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp';
import { monotonicNs } from '../common/clock.ts';
import type { EngineDevice } from '../common/devices.ts';
import { JouleGateError } from '../common/errors.ts';
import { engineDevices } from './devices.ts';
import { adviceFor } from './last-words.ts';
import { lastWords, type Gpu } from './llama.ts';
import { loadModel } from './load.ts';
import type { ModelFile } from './locate.ts';
import type { Vocabulary } from './control-tokens.ts';
import { writePrompt, type Prompt, type PromptSource, type PromptWriter } from './prompt.ts';
import { speller, type Speller } from './text.ts';
import { probeThreads } from './threads.ts';

export type { Token };

export interface EngineOptions {
  file: ModelFile;
  context: number | null;
  threads: number | null;
  gpuLayers: number | 'max' | 'auto' | null;
  flashAttention: boolean | null;
  kvType: 'f16' | 'q8_0' | 'q4_0' | null;
  batch: number | null;
  gpu: Gpu;
  onProgress?: ((line: string) => void) | undefined;
}

export interface Sampling {
  temperature: number;
  topP: number;
  topK: number;
  seed: number;
  maxTokens: number;
}

/** One sampled token. */
export interface GeneratedToken {
  token: Token;
  /** An end-of-generation token: no text, not counted as output. */
  end: boolean;
  /** Monotonic nanoseconds at which its evaluation had finished on the device. */
  t_ns: number;
}

/** What of the engine goes into a result. */
export interface EngineInfo {
  architecture: string;
  quantization: string;
  parameters: number;
  contextSize: number;
  threads: number;
  gpuLayers: number;
  /** cpu, cuda, vulkan or metal */
  backend: string;
  llamaCpp: string;
  cpu: string;
  os: string;
}

export interface PreparedPrompt extends Omit<PromptWriter, 'tokenize'> {
  prompt: Prompt;
  tokenize(taskPrompt: string, name: string): Token[];
}

const MAX_DEFAULT_CONTEXT = 8192;
const KV = { f16: 'F16', q8_0: 'Q8_0', q4_0: 'Q4_0' } as const;

/** A loaded model that runs one request at a time, each from an empty KV cache. */
export class Engine {
  readonly info: EngineInfo;
  /** What it computes on beside the CPU; none where that is all. */
  readonly devices: readonly EngineDevice[];
  readonly #model: LlamaModel;
  readonly #context: LlamaContext;
  readonly #sequence: LlamaContextSequence;
  readonly #chatTemplate: string | null;
  readonly #vocabulary: Vocabulary;
  readonly #speller: Speller;

  private constructor(parts: {
    info: EngineInfo;
    devices: EngineDevice[];
    model: LlamaModel;
    context: LlamaContext;
    chatTemplate: string | null;
    vocabulary: Vocabulary;
  }) {
    this.info = parts.info;
    this.devices = parts.devices;
    this.#model = parts.model;
    this.#context = parts.context;
    this.#sequence = parts.context.getSequence();
    this.#chatTemplate = parts.chatTemplate;
    this.#vocabulary = parts.vocabulary;
    this.#speller = speller(parts.model, parts.vocabulary);
  }

  /** Loads the model and makes its context; throws `model-unreadable` or `engine-failed`. */
  static async load(options: EngineOptions): Promise<Engine> {
    const { llama, model, tokenizer, architecture, version } = await loadModel(options);
    try {
      const threads = options.threads ?? (await probeThreads(model));
      const contextSize = options.context ?? Math.min(model.trainContextSize, MAX_DEFAULT_CONTEXT);
      const context = await model.createContext({
        contextSize,
        threads: { ideal: threads, min: threads },
        ...(options.batch === null ? {} : { batchSize: options.batch }),
        ...(options.flashAttention === null ? {} : { flashAttention: options.flashAttention }),
        ...(options.kvType === null
          ? {}
          : { experimentalKvCacheKeyType: KV[options.kvType], experimentalKvCacheValueType: KV[options.kvType] }),
      });
      const chatTemplate = typeof tokenizer?.chat_template === 'string' ? tokenizer.chat_template : null;
      const description = /^(\S+) +(?:\S+ +)?(\S.*)$/.exec(model.typeDescription);
      return new Engine({
        info: {
          architecture,
          quantization: description?.[2] ?? model.typeDescription,
          parameters: model.fileInsights.totalParameters ?? 0,
          contextSize: context.contextSize,
          threads,
          gpuLayers: model.gpuLayers,
          backend: llama.gpu === false ? 'cpu' : llama.gpu,
          llamaCpp: `${llama.llamaCppRelease.release} (node-llama-cpp ${version})`,
          cpu: cpus()[0]?.model.trim() ?? 'unknown',
          os: `${platform()} ${arch()}`,
        },
        devices: await engineDevices(llama, model),
        model,
        context,
        chatTemplate,
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

  /**
   * Settles a prompt's defaults for this model and returns how a task's text becomes tokens.
   * `tokenize` throws `prompt-too-long` where no token would fit behind the prompt.
   */
  async preparePrompt(source: PromptSource): Promise<PreparedPrompt> {
    const { prompt, writer } = await writePrompt(this.#model, source, this.#chatTemplate, this.#vocabulary);
    const { tokenize, ...rest } = writer;
    const { contextSize } = this.info;
    return {
      prompt,
      ...rest,
      tokenize(taskPrompt, name) {
        const tokens = tokenize(taskPrompt);
        if (tokens.length + 1 >= contextSize) {
          throw new JouleGateError(
            'prompt-too-long',
            `the prompt of ${name} has ${tokens.length} tokens, the context ${contextSize}`,
            'raise the key "context", shorten the template, or leave the task out',
          );
        }
        return tokens;
      },
    };
  }

  /** Exactly the text that an answer's tokens spell. */
  text(tokens: readonly Token[], promptTokens: readonly Token[]): string {
    return this.#speller.text(tokens, promptTokens);
  }

  hasLineEnd(token: Token): boolean {
    return this.#speller.hasLineEnd(token);
  }

  /** Empties the KV cache; belongs before a request, outside every phase. */
  async reset(): Promise<void> {
    await this.#sequence.clearHistory();
  }

  /**
   * Evaluates the prompt and yields one token after another; the first `next()` is the prefill.
   * An awaited `next()` has synchronised the device, so its edges are exact. Ends by itself after the end token;
   * the caller stops it at `maxTokens` or at the context's end.
   */
  async *generate(promptTokens: Token[], sampling: Sampling): AsyncGenerator<GeneratedToken, void, void> {
    const model = this.#model;
    const greedy = sampling.temperature === 0;
    const stream = this.#sequence.evaluate(promptTokens, {
      temperature: sampling.temperature,
      ...(greedy ? {} : { topP: sampling.topP, topK: sampling.topK, seed: sampling.seed }),
      yieldEogToken: true,
    });
    for await (const token of stream) {
      const end = model.isEogToken(token);
      yield { token, end, t_ns: monotonicNs() };
      if (end) return;
    }
  }

  async close(): Promise<void> {
    await this.#context.dispose();
    await this.#model.dispose();
  }
}
