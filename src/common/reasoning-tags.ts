/** What a model writes around its thoughts. */
export interface ReasoningTags {
  open: string;
  close: string;
}

/** What is known of a model's thoughts beside its text. */
export interface Reasoning {
  /** The prompt ends inside the thoughts: the template has opened them. */
  opened: boolean;
  /** The model's own tags, beside those that every model's answer is looked through for. */
  tags?: readonly ReasoningTags[];
}

/**
 * The tags of models in use: DeepSeek, Qwen, QwQ and many more; EXAONE; Seed-OSS; Magistral; Command A; OpenThinker;
 * Gemma 4; Kimi; Apertus.
 */
export const KNOWN_TAGS: readonly ReasoningTags[] = [
  ...['think', 'thinking', 'thought', 'thoughts', 'reasoning', 'reason', 'reflection', 'seed:think'].map((name) => ({
    open: `<${name}>`,
    close: `</${name}>`,
  })),
  { open: '[THINK]', close: '[/THINK]' },
  { open: '<|START_THINKING|>', close: '<|END_THINKING|>' },
  { open: '<|begin_of_thought|>', close: '<|end_of_thought|>' },
  { open: '<|channel>thought', close: '<channel|>' },
  { open: '◁think▷', close: '◁/think▷' },
  { open: '<|inner_prefix|>', close: '<|inner_suffix|>' },
  { open: '<unused94>', close: '<unused95>' },
];

/** Control tokens of gpt-oss (Harmony), whose thoughts stand in channels of their own. */
export const CHANNEL_TOKENS = [
  '<|start|>',
  '<|channel|>',
  '<|message|>',
  '<|constrain|>',
  '<|end|>',
  '<|return|>',
  '<|call|>',
] as const;

/** Whether a prompt's end, behind the task's text, has opened the thoughts and not closed them. */
export function opensReasoning(ending: string, tags: readonly ReasoningTags[] = []): boolean {
  const all = [...tags, ...KNOWN_TAGS];
  const last = (pick: (t: ReasoningTags) => string): number => Math.max(...all.map((t) => ending.lastIndexOf(pick(t))));
  const channel = ending.lastIndexOf('<|channel|>');
  const opened = channel >= 0 && /^<\|channel\|>(?!final)[^<]*<\|message\|>/.test(ending.slice(channel));
  return last((t) => t.open) > last((t) => t.close) || opened;
}
