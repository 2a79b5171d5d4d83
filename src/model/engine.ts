import type { EngineDevice } from '../common/devices.ts';
import type { Reason } from '../common/generated/run-result.ts';
import type { Reasoning } from '../common/reasoning-tags.ts';

export interface Sampling {
  temperature: number;
  topP: number;
  topK: number;
  seed: number;
  /** Most tokens of an answer. */
  maxTokens: number;
}

/** What of the engine goes into a result; what a server does not tell is `null`, or empty text. */
export interface EngineInfo {
  architecture: string;
  quantization: string;
  /** 0 where it is not known. */
  parameters: number;
  /** Tokens that prompt and answer may have together. */
  contextSize: number;
  threads: number | null;
  gpuLayers: number | null;
  /** Layers that could be on a GPU; 0 where it is not known. */
  layers: number;
  /** cpu, cuda, vulkan or metal; of a server its kind. */
  backend: string;
  llamaCpp: string | null;
  /** A server's name and version. */
  server?: string;
  cpu: string;
  os: string;
}

/** A prompt as it is configured; `null` where the model's own default holds. */
export interface PromptSource {
  template: string | null;
  file: string | null;
  style: 'chat' | 'raw' | null;
  answerPrefix: string | null;
}

/** A prompt with every default settled. */
export interface Prompt {
  style: 'chat' | 'raw';
  /** Text with `{prompt}` where the task goes. */
  template: string;
  /** How the assistant's turn is opened; empty for none. */
  answerPrefix: string;
  /** The day and time zone that a chat template which asks for them is given. */
  date?: string;
  timeZone?: string;
}

/** One task's whole prompt, ready for the engine that made it; what else it holds is that engine's own. */
export interface TokenizedPrompt {
  /** How many tokens it has. */
  readonly tokens: number;
  /** Names the prompt exactly (its token ids): equal for equal prompts, every day. */
  readonly identity: string;
  /** Tokens that were cut out of its middle; none where it is whole. */
  readonly cut?: number;
}

/** A prompt made ready for a model. */
export interface PreparedPrompt<P extends TokenizedPrompt = TokenizedPrompt> {
  prompt: Prompt;
  /**
   * What of the prompt belongs to the answer's text: the answer prefix, for `raw` with the template's tail before it.
   */
  opensAnswer: string;
  reasoning: Reasoning;
  /**
   * @param name the task's, for the error. @param most cuts a prompt of more tokens in its middle (`withoutMiddle`)
   * @throws JouleGateError `prompt-too-long` where no token would fit behind the prompt
   */
  tokenize(taskPrompt: string, name: string, most?: number): P;
  /**
   * Asks a server for the tokens of these texts, outside every phase, so that `tokenize` has them at once; left out by
   * engines that tokenise by themselves. @throws JouleGateError `server-failed`
   */
  ahead?(taskPrompts: readonly string[]): Promise<void>;
}

/** What one forward pass (or one message of a server) adds to an answer. */
export interface Step {
  /** Appended to the text so far; never half of a character. Empty for the end. */
  text: string;
  /** Tokens that were evaluated for it, the end token included. */
  tokens: number;
  /** The answer has ended by itself: this is its end token, which has no text and is no output. */
  end: boolean;
  /**
   * How the bytes of a character that is not whole yet would read if the answer ended here (U+FFFD); a later step
   * brings all of it.
   */
  tail?: string;
}

/**
 * Where the edges of phases are exact: on the device itself (an awaited step has synchronised it), as the server
 * reports them, or only as the client saw them.
 */
export type Edges = 'device' | 'server' | 'client';

export interface EdgeClocks {
  prefillEnd: 'server' | 'client';
  decodeEnd: 'server' | 'client';
}

/** What is told of a request once it is over, by an engine whose edges are not those of its steps. */
export interface Account {
  /** On the monotonic clock, in order: sent, the server began to work, first token, end. Nanoseconds. */
  edges: { sentNs: number; workNs: number; firstNs: number; endNs: number };
  /** Whose clock the ends of prefill and decode are by: a server tells less of an answer that was stopped. */
  clocks: EdgeClocks;
  /** Prompt tokens as the server counts them; `null` where it does not tell. */
  promptTokens: number | null;
  /** Output tokens, the end token not among them, where steps may be no tokens; `null`: the steps have told. */
  outputTokens: number | null;
  /** The answer ended since it had all the tokens that it was allowed. */
  limited: boolean;
  /** Forward passes after the first token, where they are fewer than tokens (drafts); `null`: one a token. */
  passes: number | null;
  /** Tokens that a draft proposed, and of them those that were accepted; `null` where there is no draft. */
  draft: { proposed: number; accepted: number } | null;
  /** Tokens that were decoded after the last step: a server stops a little later than it is told to. */
  beyond: number;
  /** What is to be said of this request's prefill. */
  remarks: { status: 'warning' | 'invalid'; reason: Reason }[];
}

/** A model that runs one request at a time; `P` is its own form of a prompt. */
export interface Engine<P extends TokenizedPrompt = TokenizedPrompt> {
  readonly info: EngineInfo;
  /** What it computes on beside the CPU; none where that is all, `null` where it is not known. */
  readonly devices: readonly EngineDevice[] | null;
  readonly edges: Edges;
  /** `reset` may have to load it first, in the place of another: base and head cannot alternate by task then. */
  readonly takesTurns?: boolean;
  /** False where the assistant's turn of a chat cannot be opened: a workload's own answer prefix is left out then. */
  readonly opensTurns?: boolean;
  /** `reset` makes the device work. */
  readonly resetWorks?: boolean;
  /** Settles a prompt's defaults for this model. @throws JouleGateError `prompt-invalid` */
  preparePrompt(source: PromptSource): Promise<PreparedPrompt<P>>;
  /** Forgets earlier requests (the KV cache); belongs before a request, outside every phase. */
  reset(): Promise<void>;
  /**
   * Evaluates a prompt of its own and yields one step after another; the first `next()` is the prefill. Ends by itself
   * after the end; the caller stops it at `maxTokens` or at the context's end.
   */
  generate(prompt: P, sampling: Sampling): AsyncGenerator<Step, void, void>;
  /** Of the request that `generate` ran last, once it is over; left out where steps come at the edges themselves. */
  account?(): Account;
  close(): Promise<void>;
}
