import { randomUUID } from 'node:crypto';
import type { PromptSource, Sampling, Step } from '../engine.ts';
import type { Adapter, Heard, ServerFacts, ServerPrompt, ServerPrompts } from './adapter.ts';
import type { ServerClient } from './http.ts';
import { fieldsOf, isFields, msToNs, numberOf, textOf, type Message } from './messages.ts';
import { openAiAnswer, openAiSampling } from './openai.ts';
import { renderedPrompts } from './rendered.ts';
import { servedModel } from './served-model.ts';

/** vLLM's OpenAI server, with `--enable-per-request-metrics` for edges of its own. */
export class VllmServer implements Adapter {
  readonly kind = 'vllm';
  readonly edges = 'server';
  readonly opensTurns = true;

  constructor(
    private readonly client: ServerClient,
    private readonly model: string | null,
  ) {}

  async facts(): Promise<ServerFacts> {
    const { id, contextSize } = await servedModel(this.client, this.model);
    const version = textOf(fieldsOf(await this.client.ask('GET', '/version', undefined, 'null'))['version']);
    return {
      server: `vllm ${version || 'unknown'}`,
      model: id,
      sha256: null,
      contextSize,
      hasTemplate: await this.#hasTemplate(id),
      llamaCpp: null,
      architecture: '',
      quantization: '',
      parameters: 0,
    };
  }

  async prompts(source: PromptSource, { model, hasTemplate }: ServerFacts): Promise<ServerPrompts> {
    const turn = (text: string): Promise<number[]> =>
      this.#tokens({ model, messages: [{ role: 'user', content: text }], add_generation_prompt: true });
    return await renderedPrompts(
      {
        turn,
        render: async (text) => {
          const tokens = await turn(text);
          return textOf(fieldsOf(await this.client.ask('POST', '/detokenize', { model, tokens }, 'fails'))['prompt']);
        },
        tokens: (prompt, _special, first) => this.#tokens({ model, prompt, add_special_tokens: first }),
      },
      source,
      hasTemplate,
    );
  }

  async *answer(prompt: ServerPrompt, sampling: Sampling, heard: Heard): AsyncGenerator<Step, void, void> {
    const { id } = await servedModel(this.client, this.model);
    const body = {
      model: id,
      prompt: 'ids' in prompt.body ? prompt.body.ids : prompt.body.text,
      ...openAiSampling(sampling),
      // What the model's generation_config.json would otherwise set.
      ...(sampling.temperature === 0 ? { top_p: 1, top_k: -1 } : { top_k: sampling.topK || -1 }),
      min_p: 0,
      repetition_penalty: 1,
      return_token_ids: true,
      // Of its own for each request: no prefix is shared with an earlier one.
      cache_salt: randomUUID(),
    };
    yield* openAiAnswer(this.client, '/v1/completions', body, heard, (message) => hear(message, heard));
  }

  /** A model without a template is refused a turn. */
  async #hasTemplate(model: string): Promise<boolean> {
    const turn = { model, messages: [{ role: 'user', content: 'x' }], add_generation_prompt: true };
    return await this.#tokens(turn).then(
      (ids) => ids.length > 0,
      () => false,
    );
  }

  async #tokens(body: object): Promise<number[]> {
    const { tokens } = fieldsOf(await this.client.ask('POST', '/tokenize', body, 'fails'));
    return Array.isArray(tokens) ? tokens.filter((t): t is number => typeof t === 'number') : [];
  }
}

/** The edges: sent + `queue_time_ms`; + `time_to_first_token_ms`, counted from there; + `generation_time_ms`. */
function hear({ fields }: Message, heard: Heard): void {
  if (!isFields(fields['metrics'])) return;
  const { metrics } = fields;
  const [queue, first, rest] = ['queue_time_ms', 'time_to_first_token_ms', 'generation_time_ms'].map((key) =>
    numberOf(metrics[key]),
  );
  if (queue == null || first == null) return;
  heard.workNs = heard.sentNs + msToNs(queue);
  heard.firstNs = heard.workNs + msToNs(first);
  // One token takes no generation.
  heard.endNs = heard.firstNs + msToNs(rest ?? 0);
}
