import { basename, isAbsolute } from 'node:path';
import type { PromptSource, Sampling, Step } from '../engine.ts';
import { identityOf } from '../identity.ts';
import { partsOf } from '../parts.ts';
import type { Adapter, Heard, ServerFacts, ServerPrompt, ServerPrompts } from './adapter.ts';
import type { ServerClient } from './http.ts';
import { fieldsOf, isFields, messagesOf, msToNs, numberOf, textOf, type Message } from './messages.ts';
import { renderedPrompts } from './rendered.ts';

/** What llama-server shows in the place of a template that the model does not have. */
const FALLBACK_TEMPLATE = /^\{%- for message in messages -%\}\s*\{\{- '<\|im_start\|>' \+ message\.role/;
/** A server that was told to stop is at rest within milliseconds. */
const REST_POLLS = 200;

/** llama.cpp's own server, by its native endpoints (tools/server/README.md of llama.cpp). */
export class LlamaServer implements Adapter {
  readonly kind = 'llama-server';
  readonly edges = 'server';
  readonly opensTurns = true;

  constructor(
    private readonly client: ServerClient,
    private readonly model: string | null,
  ) {}

  async facts(): Promise<ServerFacts> {
    const props = fieldsOf(await this.client.ask('GET', '/props', undefined, 'fails'));
    const models = fieldsOf(await this.client.ask('GET', '/v1/models', undefined, 'null'));
    const served = Array.isArray(models['data']) ? models['data'].map(fieldsOf) : [];
    const meta = fieldsOf((served.find((m) => m['id'] === this.model) ?? served[0])?.['meta']);
    const path = textOf(props['model_path']);
    const build = textOf(props['build_info']) || 'unknown';
    return {
      server: `llama-server ${build}`,
      model: this.model ?? basename(textOf(props['model_alias']) || path || 'unknown'),
      sha256: await this.#sha256(path),
      contextSize: numberOf(fieldsOf(props['default_generation_settings'])['n_ctx']),
      hasTemplate: textOf(props['chat_template']) !== '' && !FALLBACK_TEMPLATE.test(textOf(props['chat_template'])),
      llamaCpp: build,
      architecture: '',
      quantization: textOf(props['model_ftype']),
      parameters: numberOf(meta['n_params']) ?? 0,
    };
  }

  async prompts(source: PromptSource, { hasTemplate }: ServerFacts): Promise<ServerPrompts> {
    const { client } = this;
    return await renderedPrompts(
      {
        async render(text) {
          const messages = [{ role: 'user', content: text }];
          return textOf(fieldsOf(await client.ask('POST', '/apply-template', { messages }, 'fails'))['prompt']);
        },
        async tokens(content, special, first) {
          const body = { content, add_special: first, parse_special: special };
          const { tokens } = fieldsOf(await client.ask('POST', '/tokenize', body, 'fails'));
          return Array.isArray(tokens) ? tokens.filter((t): t is number => typeof t === 'number') : [];
        },
      },
      source,
      hasTemplate,
    );
  }

  async *answer(prompt: ServerPrompt, sampling: Sampling, heard: Heard): AsyncGenerator<Step, void, void> {
    const body = {
      ...(this.model === null ? {} : { model: this.model }),
      prompt: 'ids' in prompt.body ? prompt.body.ids : prompt.body.text,
      stream: true,
      n_predict: sampling.maxTokens,
      cache_prompt: false,
      return_tokens: true,
      return_progress: true,
      timings_per_token: true,
      ...samplingOf(sampling),
    };
    const path = '/completion';
    const lines = this.client.lines(path, body, (atNs) => (heard.sentNs = atNs));
    let predicted = 0;
    // Tokens without text: the last of them may turn out to be the end.
    let silent = 0;
    for await (const { fields, atNs } of messagesOf(this.client, path, lines, 'events')) {
      hear({ fields, atNs }, heard);
      if (isFields(fields['prompt_progress'])) continue;
      const decoded = numberOf(fields['tokens_predicted']) ?? predicted;
      const fresh = decoded - predicted;
      predicted = decoded;
      if (fields['stop'] === true) {
        heard.limited = fields['stop_type'] === 'limit';
        const ended = fields['stop_type'] === 'eos' && silent + fresh > 0;
        const more = silent + fresh - (ended ? 1 : 0);
        const text = textOf(fields['content']);
        if (more > 0 || text !== '') yield { text, tokens: more, end: false };
        if (ended) yield { text: '', tokens: 1, end: true };
        return;
      }
      const text = textOf(fields['content']);
      if (text === '') silent += fresh;
      else {
        yield { text, tokens: silent + fresh, end: false };
        silent = 0;
      }
    }
    throw this.client.failed(path, 'ends in the middle of an answer');
  }

  /** A slot keeps its tokens: the prompt's and all that were evaluated; the newest is sampled and not evaluated yet. */
  async settle(heard: Heard): Promise<void> {
    for (let n = 0; n < REST_POLLS; n++) {
      const slots = await this.client.ask('GET', '/slots', undefined, 'null').catch(() => null);
      if (!Array.isArray(slots)) return;
      const all = slots.map(fieldsOf);
      if (all.some((s) => s['is_processing'] === true)) continue;
      const newest = all.reduce(
        (a, b) => ((numberOf(b['id_task']) ?? -1) > (numberOf(a['id_task']) ?? -1) ? b : a),
        {},
      );
      const held = numberOf(newest['n_prompt_tokens']);
      const { promptTokens, firstNs, endNs, decoded } = heard;
      if (held === null || promptTokens === null || decoded === null) return;
      heard.beyond = Math.max(0, held - promptTokens + 1 - decoded);
      if (firstNs !== null && endNs !== null && decoded > 1)
        heard.endNs = endNs + Math.round(((endNs - firstNs) * heard.beyond) / (decoded - 1));
      return;
    }
  }

  /** Of the very file that the server says it serves, where this machine can read it. */
  async #sha256(path: string): Promise<string | null> {
    if (!this.client.address.local || !isAbsolute(path) || !path.endsWith('.gguf')) return null;
    try {
      return (await identityOf(await partsOf(path))).sha256;
    } catch {
      return null;
    }
  }
}

/**
 * The edges. The server tells, with each message, how long it has worked: `time_ms` or `prompt_ms` of the prompt, then
 * `predicted_ms` as well. A message can only come late, so work began at the earliest of (its arrival − that time).
 * Prefill ends where the whole prompt is processed and the first token sampled, `prompt_ms` from there (a GPU still
 * computes when the progress of the whole prompt is sent); decode takes `predicted_ms`.
 */
function hear({ fields, atNs }: Message, heard: Heard): void {
  const progress = isFields(fields['prompt_progress']) ? fields['prompt_progress'] : null;
  const timings = fieldsOf(fields['timings']);
  const [promptMs, predictedMs] = [numberOf(timings['prompt_ms']), numberOf(timings['predicted_ms'])];
  heard.promptTokens = numberOf(fields['tokens_evaluated']) ?? heard.promptTokens;
  heard.decoded = numberOf(fields['tokens_predicted']) ?? heard.decoded;
  const cached = [progress?.['cache'], timings['cache_n']].map((n) => numberOf(n) ?? 0);
  heard.cachedTokens = Math.max(heard.cachedTokens, ...cached);
  heard.lastAtNs = atNs;
  const answering = progress === null && (heard.decoded ?? 0) > 0;
  if (answering) heard.firstAtNs ??= atNs;
  const worked = answering
    ? (promptMs ?? 0) + (predictedMs ?? 0)
    : ((promptMs || numberOf(progress?.['time_ms'])) ?? 0);
  if (progress || promptMs !== null) heard.workNs = Math.min(heard.workNs ?? Infinity, atNs - msToNs(worked));
  const [processed, total] = [progress?.['processed'], progress?.['total']].map(numberOf);
  if (processed != null && total != null && processed >= total) heard.firstNs = atNs;
  if (!answering || heard.firstNs === null) return;
  if (heard.workNs !== null && promptMs !== null) heard.firstNs = heard.workNs + msToNs(promptMs);
  if (predictedMs !== null) heard.endNs = heard.firstNs + msToNs(predictedMs);
  const [proposed, accepted] = [numberOf(timings['draft_n']), numberOf(timings['draft_n_accepted'])];
  if (proposed === null || accepted === null || heard.decoded === null) return;
  heard.draft = { proposed, accepted };
  heard.passes = Math.max(0, heard.decoded - 1 - accepted);
}

/** Greedy where the temperature is 0; what else llama-server would do by default is switched off. */
const samplingOf = ({ temperature, topP, topK, seed }: Sampling): object => ({
  temperature,
  min_p: 0,
  ...(temperature === 0 ? { top_k: 1 } : { top_p: topP, top_k: topK, seed }),
});
