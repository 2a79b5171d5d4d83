/** A model of the study under a name of ours. */
export interface Preset {
  name: string;
  /** As the study calls it. */
  title: string;
  /** hf:USER/MODEL/FILE.gguf, or hf:USER/MODEL:QUANTISATION where the file's own name is not known to us. */
  uri: string;
  quantisation: string;
  /** Bytes of the file; about, as its publisher's page was quoted. */
  bytes: number;
  style: 'chat' | 'raw';
  /** What ends an answer; the file itself names these, and llama.cpp stops there. */
  endTokens: readonly string[];
  /** Most tokens that it was trained for. */
  context: number;
  /** As its own configuration has them: what a KV cache of its size needs. */
  attention: { layers: number; kvHeads: number; headLength: number };
  licence: string;
  /** It thinks before it answers. */
  reasons?: true;
  /** `seen`: the file's name stands in public code that we could search; `unverified`: only its repository does. */
  address: 'seen' | 'unverified';
  /** Machines that we ran it on. */
  run: readonly string[];
}

const CHATML = ['<|im_end|>', '<|endoftext|>'] as const;
/** No card with the memory for these was at hand when they were listed, and no network to their publisher. */
const NOT_RUN = { style: 'chat', quantisation: 'Q4_K_M', run: [] } as const;

/** The ten models of the study (arXiv 2602.05712), as GGUF files of their instruction-tuned versions. */
export const PRESETS: readonly Preset[] = [
  {
    ...NOT_RUN,
    name: 'codellama-7b',
    title: 'CodeLlama-7B',
    uri: 'hf:TheBloke/CodeLlama-7B-Instruct-GGUF/codellama-7b-instruct.Q4_K_M.gguf',
    bytes: 4.08e9,
    endTokens: ['</s>'],
    context: 16_384,
    attention: { layers: 32, kvHeads: 32, headLength: 128 },
    licence: 'Llama 2 Community',
    address: 'seen',
  },
  {
    ...NOT_RUN,
    name: 'qwen2.5-coder-7b',
    title: 'Qwen2.5-Coder-7B',
    uri: 'hf:Qwen/Qwen2.5-Coder-7B-Instruct-GGUF/qwen2.5-coder-7b-instruct-q4_k_m.gguf',
    bytes: 4.68e9,
    endTokens: CHATML,
    context: 32_768,
    attention: { layers: 28, kvHeads: 4, headLength: 128 },
    licence: 'Apache-2.0',
    address: 'seen',
  },
  {
    ...NOT_RUN,
    name: 'deepseek-coder-6.7b',
    title: 'Deepseek-Coder-6.7B',
    uri: 'hf:TheBloke/deepseek-coder-6.7B-instruct-GGUF/deepseek-coder-6.7b-instruct.Q4_K_M.gguf',
    bytes: 4.08e9,
    endTokens: ['<|EOT|>'],
    context: 16_384,
    attention: { layers: 32, kvHeads: 32, headLength: 128 },
    licence: 'DeepSeek',
    address: 'seen',
  },
  {
    ...NOT_RUN,
    name: 'codegemma-7b',
    title: 'CodeGemma-7B',
    uri: 'hf:bartowski/codegemma-1.1-7b-it-GGUF/codegemma-1.1-7b-it-Q4_K_M.gguf',
    bytes: 5.33e9,
    endTokens: ['<end_of_turn>', '<eos>'],
    context: 8192,
    attention: { layers: 28, kvHeads: 16, headLength: 256 },
    licence: 'Gemma terms of use',
    address: 'seen',
  },
  {
    ...NOT_RUN,
    name: 'codeqwen1.5-7b',
    title: 'CodeQwen1.5-7B',
    uri: 'hf:Qwen/CodeQwen1.5-7B-Chat-GGUF/codeqwen-1_5-7b-chat-q4_k_m.gguf',
    bytes: 4.74e9,
    endTokens: CHATML,
    context: 65_536,
    attention: { layers: 32, kvHeads: 4, headLength: 128 },
    licence: 'Tongyi Qianwen Research',
    address: 'seen',
  },
  {
    ...NOT_RUN,
    name: 'nextcoder-7b',
    title: 'NextCoder-7B',
    uri: 'hf:Mungert/NextCoder-7B-GGUF:Q4_K_M',
    bytes: 4.78e9,
    endTokens: CHATML,
    context: 32_768,
    attention: { layers: 28, kvHeads: 4, headLength: 128 },
    licence: 'MIT',
    address: 'unverified',
  },
  {
    ...NOT_RUN,
    name: 'phi-3.5-mini',
    title: 'Phi-3.5-mini',
    uri: 'hf:bartowski/Phi-3.5-mini-instruct-GGUF/Phi-3.5-mini-instruct-Q4_K_M.gguf',
    bytes: 2.39e9,
    endTokens: ['<|end|>', '<|endoftext|>'],
    context: 131_072,
    attention: { layers: 32, kvHeads: 32, headLength: 96 },
    licence: 'MIT',
    address: 'seen',
  },
  {
    ...NOT_RUN,
    name: 'phi-4-mini',
    title: 'Phi-4-mini',
    uri: 'hf:unsloth/Phi-4-mini-instruct-GGUF/Phi-4-mini-instruct-Q4_K_M.gguf',
    bytes: 2.49e9,
    endTokens: ['<|end|>', '<|endoftext|>'],
    context: 131_072,
    attention: { layers: 32, kvHeads: 8, headLength: 128 },
    licence: 'MIT',
    address: 'seen',
  },
  {
    ...NOT_RUN,
    name: 'qwen3-4b',
    title: 'Qwen3-4B',
    uri: 'hf:Qwen/Qwen3-4B-GGUF/Qwen3-4B-Q4_K_M.gguf',
    bytes: 2.5e9,
    endTokens: CHATML,
    context: 32_768,
    attention: { layers: 36, kvHeads: 8, headLength: 128 },
    licence: 'Apache-2.0',
    reasons: true,
    address: 'seen',
  },
  {
    ...NOT_RUN,
    name: 'qwen2.5-coder-3b',
    title: 'Qwen2.5-Coder-3B',
    uri: 'hf:Qwen/Qwen2.5-Coder-3B-Instruct-GGUF/qwen2.5-coder-3b-instruct-q4_k_m.gguf',
    bytes: 2.1e9,
    endTokens: CHATML,
    context: 32_768,
    attention: { layers: 36, kvHeads: 2, headLength: 128 },
    licence: 'Qwen Research',
    address: 'seen',
  },
];
