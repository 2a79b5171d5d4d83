import type { PromptSource, Sampling, Step } from '../engine.ts';
import type { Adapter, Heard, ServerFacts, ServerPrompt, ServerPrompts } from './adapter.ts';
import type { ServerClient } from './http.ts';
import { fieldsOf, messagesOf, numberOf, textOf, type Fields, type Message } from './messages.ts';
import { servedModel } from './served-model.ts';
import { textPrompts, Thoughts } from './text-prompts.ts';

/** Any server that speaks OpenAI's API: edges by our own clock, from the first token on to the last message. */
export class OpenAiServer implements Adapter {
  readonly kind = 'openai';
  readonly edges = 'client';
  readonly opensTurns = false;

  constructor(
    private readonly client: ServerClient,
    private readonly model: string | null,
  ) {}

  async facts(): Promise<ServerFacts> {
    const { id } = await servedModel(this.client, this.model);
    return {
      server: 'openai',
      model: id,
      sha256: null,
      contextSize: null,
      hasTemplate: true,
      llamaCpp: null,
      architecture: '',
      quantization: '',
      parameters: 0,
    };
  }

  prompts(source: PromptSource, { hasTemplate }: ServerFacts): Promise<ServerPrompts> {
    return textPrompts(source, this.kind, hasTemplate);
  }

  async *answer(prompt: ServerPrompt, sampling: Sampling, heard: Heard): AsyncGenerator<Step, void, void> {
    const { id } = await servedModel(this.client, this.model);
    const chat = 'text' in prompt.body && prompt.body.style === 'chat';
    const path = chat ? '/v1/chat/completions' : '/v1/completions';
    const text = 'text' in prompt.body ? prompt.body.text : '';
    const body = {
      model: id,
      ...(chat ? { messages: [{ role: 'user', content: text }] } : { prompt: text }),
      ...openAiSampling(sampling),
    };
    yield* openAiAnswer(this.client, path, body, heard, () => undefined);
  }
}

/** What of sampling OpenAI's API has; top-k is no part of it. */
export const openAiSampling = ({ temperature, topP, seed, maxTokens }: Sampling): Fields => ({
  temperature,
  ...(temperature === 0 ? {} : { top_p: topP }),
  seed,
  max_tokens: maxTokens,
  stream: true,
  stream_options: { include_usage: true },
});

/**
 * An answer in OpenAI's messages. The first token is in the first one with a token id, or text, or thoughts: the role
 * alone, progress and counts are none. Tokens are ids where they are told; else the count at the end is spread along
 * the text. @param hear what else a message tells
 */
export async function* openAiAnswer(
  client: ServerClient,
  path: string,
  body: object,
  heard: Heard,
  hear: (message: Message) => void,
): AsyncGenerator<Step, void, void> {
  const thoughts = new Thoughts();
  const lines = client.lines(path, body, (atNs) => (heard.sentNs = atNs));
  let byIds = 0;
  let steps = 0;
  let finish = '';
  let silent = 0;
  for await (const message of messagesOf(client, path, lines, 'events')) {
    const { fields, atNs } = message;
    hear(message);
    hearUsage(fields, heard);
    const choice = Array.isArray(fields['choices']) ? fieldsOf(fields['choices'][0]) : {};
    finish = textOf(choice['finish_reason']) || finish;
    const delta = fieldsOf(choice['delta']);
    const reasoning = textOf(delta['reasoning_content']) || textOf(delta['reasoning']);
    const text = thoughts.text(reasoning, textOf(delta['content']) || textOf(choice['text']));
    const ids = Array.isArray(choice['token_ids']) ? choice['token_ids'].length : 0;
    heard.lastAtNs = atNs;
    if (ids === 0 && text === '') continue;
    heard.firstAtNs ??= atNs;
    byIds += ids;
    const tokens = ids > 0 ? ids : 1;
    if (text === '') {
      silent += tokens;
      continue;
    }
    steps += tokens + silent;
    yield { text, tokens: tokens + silent, end: false };
    silent = 0;
  }
  heard.limited = finish === 'length';
  if (finish === '') throw client.failed(path, 'ends in the middle of an answer');
  // By ids the end token is the last silent one; by usage whether it is counted differs between servers.
  const ended = finish === 'stop' ? 1 : 0;
  if (byIds > 0) {
    heard.outputTokens = null;
    if (silent > ended) yield { text: '', tokens: silent - ended, end: false };
    if (ended > 0 && silent > 0) yield { text: '', tokens: 1, end: true };
  } else if (heard.outputTokens === null && steps === 0) heard.outputTokens = 0;
}

function hearUsage(fields: Fields, heard: Heard): void {
  const usage = fieldsOf(fields['usage']);
  heard.promptTokens = numberOf(usage['prompt_tokens']) ?? heard.promptTokens;
  heard.outputTokens = numberOf(usage['completion_tokens']) ?? heard.outputTokens;
  heard.cachedTokens = numberOf(fieldsOf(usage['prompt_tokens_details'])['cached_tokens']) ?? heard.cachedTokens;
}
