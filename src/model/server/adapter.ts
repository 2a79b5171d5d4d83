import type { Account, Edges, Prompt, PromptSource, Sampling, Step, TokenizedPrompt } from '../engine.ts';
import type { Reasoning } from '../../common/reasoning-tags.ts';

/** What a server says of itself. */
export interface ServerFacts {
  /** Kind and version, for the environment. */
  server: string;
  /** The model's name there. */
  model: string;
  /** SHA-256 of the model; `null` where the server does not tell it. */
  sha256: string | null;
  /** Tokens that prompt and answer may have together; `null` where it is not told. */
  contextSize: number | null;
  /** Whether the model has a chat template; without one a prompt is raw by default. */
  hasTemplate: boolean;
  /** llama.cpp's build, where it is that. */
  llamaCpp: string | null;
  architecture: string;
  quantization: string;
  parameters: number;
}

/** One prompt for a server: what is sent, and what is known of its tokens. */
export interface ServerPrompt extends TokenizedPrompt {
  /** Token ids, where the server tokenises for us; else text, of a user's turn or raw. */
  readonly body: { ids: readonly number[] } | { text: string; style: Prompt['style'] };
}

/** How the prompts of one subject are made. */
export interface ServerPrompts {
  prompt: Prompt;
  opensAnswer: string;
  reasoning: Reasoning;
  /** The prompt of a task. @throws JouleGateError `server-failed` */
  make(taskPrompt: string): Promise<ServerPrompt>;
}

/** What an adapter heard of a request, filled in as messages come. Times are monotonic nanoseconds. */
export interface Heard {
  sentNs: number;
  /** The first message with a token of the answer, and the last message of all, as they came. */
  firstAtNs: number | null;
  lastAtNs: number | null;
  /** What the server itself tells of when it began to work, had the first token, and ended. */
  workNs: number | null;
  firstNs: number | null;
  endNs: number | null;
  promptTokens: number | null;
  outputTokens: number | null;
  /** Tokens that the server has decoded so far, the end token included. */
  decoded: number | null;
  limited: boolean;
  passes: number | null;
  draft: Account['draft'];
  beyond: number;
  cachedTokens: number;
  /** Seconds of loading the model. */
  loadSeconds: number;
}

/** One kind of server: how it is asked and what its messages mean. */
export interface Adapter {
  readonly kind: 'llama-server' | 'vllm' | 'ollama' | 'openai';
  /** Whose clock its edges are by, given that the server tells what it can. */
  readonly edges: Edges;
  /** Whether text can be put behind what the chat template opens the assistant's turn with. */
  readonly opensTurns: boolean;
  facts(): Promise<ServerFacts>;
  /** @throws JouleGateError `prompt-invalid`, `server-failed` */
  prompts(source: PromptSource, facts: ServerFacts): Promise<ServerPrompts>;
  /** Finds out what later answers are judged by; once, after `facts`. @throws JouleGateError `server-failed` */
  ready?(): Promise<void>;
  /** Runs a request; what the steps do not say goes into `heard`. */
  answer(prompt: ServerPrompt, sampling: Sampling, heard: Heard): AsyncGenerator<Step, void, void>;
  /** Makes the server forget earlier prompts, where a request cannot ask for that; works the device. */
  forget?(): Promise<void>;
  /** Waits until the server is at rest after a request that was stopped, and says what it still did. */
  settle?(heard: Heard): Promise<void>;
}

export const nothingHeard = (): Heard => ({
  sentNs: 0,
  firstAtNs: null,
  lastAtNs: null,
  workNs: null,
  firstNs: null,
  endNs: null,
  promptTokens: null,
  outputTokens: null,
  decoded: null,
  limited: false,
  passes: null,
  draft: null,
  beyond: 0,
  cachedTokens: 0,
  loadSeconds: 0,
});
