/**
 * How often a layer reads all of the context where a model has sliding windows, as llama.cpp has it (`set_swa_pattern`
 * in src/models/*.cpp): every n-th layer does, the others read the window. A file's own
 * `attention.sliding_window_pattern` goes before it.
 */
const PERIODS: Record<string, number> = {
  gemma2: 2,
  gemma3: 6,
  gemma3n: 5,
  cohere2: 4,
  exaone4: 4,
  olmo2: 4,
  plamo3: 8,
  smallthinker: 4,
  afmoe: 4,
  'gpt-oss': 2,
};

/**
 * Which layers read a window alone. llama.cpp reads no window of other architectures (Phi's is switched off there, pull
 * request 13676; Llama's, Mistral's and Qwen2's are not read): all of their layers read everything.
 * @param pattern the file's own: a period, or a flag a layer (repeated where it is shorter than the model)
 */
export function windowedLayers(
  architecture: string,
  layers: number,
  pattern: number | readonly number[] | undefined,
): boolean[] {
  const known = PERIODS[architecture];
  const all = Array.from({ length: layers }, (_, i) => i);
  if (known === undefined) return all.map(() => false);
  if (Array.isArray(pattern) && pattern.length > 0) return all.map((i) => pattern[i % pattern.length] !== 0);
  const period = typeof pattern === 'number' ? pattern : known;
  return all.map((i) => period === 0 || i % period < period - 1);
}
