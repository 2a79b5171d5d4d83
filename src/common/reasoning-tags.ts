/** What a model writes around its thoughts. */
export interface ReasoningTags {
  open: string;
  close: string;
}

/** The tags of models in use: DeepSeek, Qwen, QwQ and many more; EXAONE; Seed-OSS; Magistral; Command A; OpenThinker; Gemma 4; Kimi; Apertus. */
export const KNOWN_TAGS: readonly ReasoningTags[] = [
  ...['think', 'thinking', 'thought', 'thoughts', 'reasoning', 'reason', 'reflection', 'seed:think'].map((name) => ({ open: `<${name}>`, close: `</${name}>` })),
  { open: '[THINK]', close: '[/THINK]' },
  { open: '<|START_THINKING|>', close: '<|END_THINKING|>' },
  { open: '<|begin_of_thought|>', close: '<|end_of_thought|>' },
  { open: '<|channel>thought', close: '<channel|>' },
  { open: '◁think▷', close: '◁/think▷' },
  { open: '<|inner_prefix|>', close: '<|inner_suffix|>' },
  { open: '<unused94>', close: '<unused95>' },
];

/** Control tokens of gpt-oss (Harmony), whose thoughts stand in channels of their own. */
export const CHANNEL_TOKENS = ['<|start|>', '<|channel|>', '<|message|>', '<|constrain|>', '<|end|>', '<|return|>', '<|call|>'] as const;
