import { randomUUID } from 'node:crypto';
import type { PromptSource, Sampling, Step } from '../engine.ts';
import type { Adapter, Heard, ServerFacts, ServerPrompt, ServerPrompts } from './adapter.ts';
import type { ServerClient } from './http.ts';
import { fieldsOf, messagesOf, numberOf, textOf, type Fields, type Message } from './messages.ts';
import { textPrompts, Thoughts } from './text-prompts.ts';

const DEFAULT_CONTEXT = 8192;
/** The model stays loaded for this long after a request. */
const KEEP_ALIVE = '30m';
/** A prompt of this many words is long enough for its rate to be a prompt's. */
const PROBE_WORDS = 400;
/** A prompt that takes less than this share of the time that its tokens take was not evaluated whole. */
const CACHED = 1 / 3;
/** Of fewer tokens the time is mostly not theirs. */
const LEAST_TOKENS = 32;

/** Ollama by its native API; all its durations are nanoseconds. */
export class OllamaServer implements Adapter {
  readonly kind = 'ollama';
  readonly edges = 'server';
  readonly opensTurns = false;
  /** Nanoseconds a prompt token takes that is evaluated. */
  #nsPerToken = 0;
  #context = DEFAULT_CONTEXT;

  constructor(
    private readonly client: ServerClient,
    private readonly model: string,
    private readonly context: number | null,
  ) {}

  async facts(): Promise<ServerFacts> {
    const { client, model } = this;
    const version = textOf(fieldsOf(await client.ask('GET', '/api/version', undefined, 'fails'))['version']);
    const show = fieldsOf(await client.ask('POST', '/api/show', { model }, 'fails'));
    const tags = fieldsOf(await client.ask('GET', '/api/tags', undefined, 'fails'))['models'];
    const tag = (Array.isArray(tags) ? tags.map(fieldsOf) : []).find((m) => sameName(textOf(m['name']), model));
    const digest = textOf(tag?.['digest']).replace(/^sha256:/, '');
    const [details, info] = [fieldsOf(show['details']), fieldsOf(show['model_info'])];
    const own = Object.entries(info).find(([key]) => key.endsWith('.context_length'))?.[1];
    this.#context = Math.min(this.context ?? DEFAULT_CONTEXT, numberOf(own) ?? Infinity);
    return {
      server: `ollama ${version || 'unknown'}`,
      model,
      sha256: /^[\da-f]{64}$/.test(digest) ? digest : null,
      contextSize: this.#context,
      hasTemplate: !['', '{{ .Prompt }}'].includes(textOf(show['template']).trim()),
      llamaCpp: null,
      architecture: textOf(details['family']),
      quantization: textOf(details['quantization_level']),
      parameters: numberOf(info['general.parameter_count']) ?? 0,
    };
  }

  prompts(source: PromptSource, { hasTemplate }: ServerFacts): Promise<ServerPrompts> {
    return textPrompts(source, this.kind, hasTemplate);
  }

  async *answer(prompt: ServerPrompt, sampling: Sampling, heard: Heard): AsyncGenerator<Step, void, void> {
    const { client } = this;
    const { text, chat } =
      'text' in prompt.body
        ? { text: prompt.body.text, chat: prompt.body.style === 'chat' }
        : { text: '', chat: false };
    const path = chat ? '/api/chat' : '/api/generate';
    const body = {
      ...(chat ? { messages: [{ role: 'user', content: text }] } : { prompt: text, raw: true }),
      ...this.#common(sampling),
      stream: true,
    };
    const lines = client.lines(path, body, (atNs) => (heard.sentNs = atNs));
    const thoughts = new Thoughts();
    for await (const message of messagesOf(client, path, lines, 'lines')) {
      const { fields, atNs } = message;
      const said = chat ? fieldsOf(fields['message']) : fields;
      const step = thoughts.text(textOf(said['thinking']), textOf(said[chat ? 'content' : 'response']));
      heard.lastAtNs = atNs;
      if (step !== '') {
        heard.firstAtNs ??= atNs;
        yield { text: step, tokens: 1, end: false };
      }
      if (fields['done'] !== true) continue;
      this.#hear(message, heard);
      return;
    }
    throw client.failed(path, 'ends in the middle of an answer');
  }

  /** There is no switch for its cache: what it holds is the last prompt, and this one shares nothing with any. */
  async forget(): Promise<void> {
    await this.#evaluate(randomUUID());
  }

  /** The edges: the last message; less `eval_duration`; less `prompt_eval_duration`. */
  #hear({ fields, atNs }: Message, heard: Heard): void {
    const [decoding, prompt] = [numberOf(fields['eval_duration']), numberOf(fields['prompt_eval_duration'])];
    const [tokens, read] = [numberOf(fields['eval_count']), numberOf(fields['prompt_eval_count'])];
    heard.loadSeconds = (numberOf(fields['load_duration']) ?? 0) / 1e9;
    heard.promptTokens = read;
    heard.endNs = atNs;
    heard.limited = fields['done_reason'] === 'length';
    if (decoding !== null) heard.firstNs = atNs - decoding;
    if (heard.firstNs !== null && prompt !== null) heard.workNs = heard.firstNs - prompt;
    if (tokens !== null) {
      heard.decoded = tokens;
      heard.outputTokens = tokens - (fields['done_reason'] === 'stop' ? 1 : 0);
      heard.passes = Math.max(0, tokens - 1);
    }
    // An older Ollama leaves out what it did not evaluate; a newer counts it all, and takes no time for it.
    const quick = read !== null && prompt !== null && read >= LEAST_TOKENS && prompt < CACHED * this.#nsPerToken * read;
    if (read === null || prompt === null || quick) heard.cachedTokens = read ?? 1;
  }

  /**
   * How long a prompt's tokens take, and that a prompt is evaluated again once another one was there.
   * @throws JouleGateError `server-failed` where it still comes out of the cache
   */
  async ready(): Promise<void> {
    const words = Array.from({ length: PROBE_WORDS }, (_, n) => `${randomUUID().slice(0, 4)}${n}`).join(' ');
    await this.forget();
    const first = await this.#evaluate(words);
    await this.forget();
    const again = await this.#evaluate(words);
    if (first === null || again === null || again.ns < CACHED * first.ns)
      throw this.client.failed(
        '/api/generate',
        'serves prompts from its cache although others came between: start it with OLLAMA_NUM_PARALLEL=1',
      );
    this.#nsPerToken = Math.min(first.ns, again.ns) / first.tokens;
  }

  /** Evaluates a raw prompt and one token; `null` where it tells no time of it. */
  async #evaluate(prompt: string): Promise<{ ns: number; tokens: number } | null> {
    const sampling = { temperature: 0, topP: 1, topK: 0, seed: 1, maxTokens: 1 };
    const body = { prompt, raw: true, stream: false, ...this.#common(sampling) };
    const told = fieldsOf(await this.client.ask('POST', '/api/generate', body, 'fails'));
    const [ns, tokens] = [numberOf(told['prompt_eval_duration']), numberOf(told['prompt_eval_count'])];
    return ns === null || tokens === null || tokens === 0 ? null : { ns, tokens };
  }

  #common({ temperature, topP, topK, seed, maxTokens }: Sampling): Fields {
    return {
      model: this.model,
      keep_alive: KEEP_ALIVE,
      options: {
        num_ctx: this.#context,
        num_predict: maxTokens,
        temperature,
        top_p: topP,
        top_k: topK,
        min_p: 0,
        repeat_penalty: 1,
        seed,
      },
    };
  }
}

/** `qwen3` is `qwen3:latest`. */
function sameName(a: string, b: string): boolean {
  const whole = (name: string): string => (name.includes(':') ? name : `${name}:latest`);
  return whole(a) === whole(b);
}
