import { arch, cpus, platform } from 'node:os';
import { JouleGateError } from '../../common/errors.ts';
import type { Account, Edges, Engine, EngineInfo, PreparedPrompt, PromptSource, Sampling, Step } from '../engine.ts';
import { withoutMiddle } from '../middle.ts';
import { nothingHeard, type Adapter, type Heard, type ServerFacts, type ServerPrompt } from './adapter.ts';
import type { ServerClient } from './http.ts';
import { promptOf } from './rendered.ts';

/** Without a context configured or told, a server is taken to have this many tokens. */
const DEFAULT_CONTEXT = 8192;
/** Waiting and loading up to this long are a server's ordinary way of beginning. Seconds. */
const SLOW_SECONDS = 0.1;

/** A server that is already running, as an engine: one request at a time, its edges from what it tells. */
export class ServerEngine implements Engine<ServerPrompt> {
  readonly info: EngineInfo;
  /** Nothing tells which cards a server computes on. */
  readonly devices = null;
  readonly resetWorks: boolean;
  readonly opensTurns: boolean;
  readonly #client: ServerClient;
  readonly #adapter: Adapter;
  readonly #facts: ServerFacts;
  #heard: Heard = nothingHeard();
  /** By the adapter, until the first request has shown that the server tells less. */
  #edges: Edges;

  private constructor(client: ServerClient, adapter: Adapter, facts: ServerFacts, context: number | null) {
    this.#client = client;
    this.#adapter = adapter;
    this.#facts = facts;
    this.#edges = adapter.edges;
    this.opensTurns = adapter.opensTurns;
    this.resetWorks = adapter.forget !== undefined;
    this.info = infoOf(adapter, facts, client, context);
  }

  /**
   * Asks the server what it is, and for one short answer, which shows by whose clock its edges are.
   * @throws JouleGateError `server-failed`
   */
  static async open(client: ServerClient, adapter: Adapter, context: number | null): Promise<ServerEngine> {
    const facts = await adapter.facts();
    await adapter.ready?.();
    const engine = new ServerEngine(client, adapter, facts, context);
    const prompts = await adapter.prompts(
      { template: '{prompt}', file: null, style: facts.hasTemplate ? 'chat' : 'raw', answerPrefix: '' },
      facts,
    );
    const prompt = await prompts.make('Write the word "yes".');
    await engine.reset();
    const sampling = { temperature: 0, topP: 1, topK: 0, seed: 1, maxTokens: 2 };
    for await (const _ of engine.generate(prompt, sampling));
    engine.#edges = engine.#clock();
    return engine;
  }

  get edges(): Edges {
    return this.#edges;
  }

  async preparePrompt(source: PromptSource): Promise<PreparedPrompt<ServerPrompt>> {
    const { prompt, opensAnswer, reasoning, make } = await this.#adapter.prompts(source, this.#facts);
    const made = new Map<string, ServerPrompt>();
    const { contextSize } = this.info;
    return {
      prompt,
      opensAnswer,
      reasoning,
      ahead: async (tasks) => {
        for (const task of tasks) if (!made.has(task)) made.set(task, await make(task));
      },
      tokenize: (task, name, most) => {
        const whole = made.get(task);
        if (whole === undefined) throw new Error(`the prompt of ${name} was not asked for ahead`);
        const found = most === undefined ? whole : cut(whole, most, name);
        const none = 'ids' in found.body && found.tokens === 0;
        if (!none && found.tokens + 1 < contextSize) return found;
        throw new JouleGateError(
          'prompt-too-long',
          `the prompt of ${name} has ${whole.tokens} tokens, the context ${contextSize}`,
          'start the server with a larger context (and raise the key "context"), ask for fewer tokens (sampling.max-tokens), shorten the template, or leave the task out',
        );
      },
    };
  }

  async reset(): Promise<void> {
    await this.#adapter.forget?.();
  }

  async *generate(prompt: ServerPrompt, sampling: Sampling): AsyncGenerator<Step, void, void> {
    const heard = nothingHeard();
    this.#heard = heard;
    const { secret } = this.#client;
    let seen = '';
    let over: 'stopped' | 'whole' | 'failed' = 'stopped';
    try {
      for await (const step of this.#adapter.answer(prompt, sampling, heard)) {
        // A model, or a server, may say what it was sent.
        seen = (seen + step.text).slice(-secret.length - step.text.length - 1);
        if (secret.length > 0 && secret.isIn(seen))
          throw new JouleGateError(
            'server-failed',
            "the server's answer holds the key that it was sent",
            'look into the server, and take another key',
          );
        yield step;
      }
      over = 'whole';
    } catch (error) {
      over = 'failed';
      throw error;
    } finally {
      if (over === 'stopped') await this.#adapter.settle?.(heard);
    }
    if (heard.firstAtNs === null && heard.lastAtNs === null)
      throw this.#client.failed('', 'sends an answer without any message');
  }

  account(): Account {
    const heard = this.#heard;
    const { sentNs, promptTokens, outputTokens, limited, passes, draft, beyond } = heard;
    const last = heard.endNs ?? heard.lastAtNs ?? sentNs;
    const workNs = Math.max(sentNs, heard.workNs ?? sentNs);
    const firstNs = Math.max(workNs, heard.firstNs ?? heard.firstAtNs ?? last);
    const queued = (workNs - sentNs) / 1e9 - heard.loadSeconds;
    const remarks: Account['remarks'] = [
      ...(heard.cachedTokens > 0 ? [{ status: 'invalid', reason: 'prompt-cached' } as const] : []),
      ...(heard.loadSeconds > SLOW_SECONDS ? [{ status: 'warning', reason: 'model-loaded' } as const] : []),
      ...(queued > SLOW_SECONDS ? [{ status: 'warning', reason: 'waited-in-queue' } as const] : []),
    ];
    return {
      edges: { sentNs, workNs, firstNs, endNs: Math.max(firstNs, last) },
      clocks: clocksOf(heard),
      promptTokens,
      outputTokens,
      limited,
      passes,
      draft,
      beyond,
      remarks,
    };
  }

  close(): Promise<void> {
    this.#client.close();
    return Promise.resolve();
  }

  /** Whose clock the edges of the last request are by. */
  #clock(): Edges {
    const { prefillEnd, decodeEnd } = clocksOf(this.#heard);
    return prefillEnd === 'server' && decodeEnd === 'server' ? 'server' : 'client';
  }
}

const clocksOf = ({ firstNs, endNs }: Heard): Account['clocks'] => ({
  prefillEnd: firstNs === null ? 'client' : 'server',
  decodeEnd: endNs === null ? 'client' : 'server',
});

/**
 * The prompt without what is too much in its middle. A server that does not tell its tokens may have one that surely
 * fits.
 */
function cut(whole: ServerPrompt, most: number, name: string): ServerPrompt {
  if ('ids' in whole.body) {
    const ids = withoutMiddle(whole.body.ids, most);
    return promptOf(ids, whole.tokens - ids.length);
  }
  // No token has less than a byte.
  if (Buffer.byteLength(whole.body.text) <= most) return whole;
  throw new JouleGateError(
    'prompt-too-long',
    `the prompt of ${name} may have more than ${most} tokens, and this server does not tell them, so it cannot be cut`,
    'take a server that tokenises (engine.kind: llama-server or vllm), a larger context, or leave the task out',
  );
}

function infoOf({ kind }: Adapter, facts: ServerFacts, { address }: ServerClient, context: number | null): EngineInfo {
  const { architecture, quantization, parameters, llamaCpp, server } = facts;
  return {
    architecture,
    quantization,
    parameters,
    contextSize: Math.min(context ?? facts.contextSize ?? DEFAULT_CONTEXT, facts.contextSize ?? Infinity),
    threads: null,
    gpuLayers: null,
    layers: 0,
    backend: kind,
    llamaCpp,
    server,
    cpu: address.local ? (cpus()[0]?.model.trim() ?? 'unknown') : 'another host',
    os: address.local ? `${platform()} ${arch()}` : 'another host',
  };
}
