import { expect, test } from '@jest/globals';
import { adviceFor, LastWords, reasonsIn } from '../../src/model/llama/last-words.ts';

test('reasons are the last distinct lines that give one, without functions and build folders', () => {
  expect(
    reasonsIn([
      "llama_model_load: error loading model: unknown model architecture: 'x'",
      'llama_model_load_from_file_impl: failed to load model',
      "llama_model_load: error loading model: unknown model architecture: 'x'",
    ]),
  ).toBe("unknown model architecture: 'x'");
  expect(reasonsIn(['/home/runner/work/llama.cpp/src/llama-model.cpp:12: GGML_ASSERT(n > 0) failed'])).toBe(
    'llama-model.cpp:12: GGML_ASSERT(n > 0) failed',
  );
  expect(reasonsIn(['a', 'b', 'c', 'd'])).toBe('b; c; d');
  expect(reasonsIn(['Failed to load model', ''])).toBe('');
});

test("where llama.cpp gave no reason, the error's own words stand; what was said before a failure is forgotten, and of a flood the end is kept", async () => {
  const words = new LastWords();
  words.take('f: an old failure\n');
  words.clear();
  await expect(words.of(new Error('Failed to create context'))).resolves.toBe('Failed to create context');
  for (let i = 0; i < 1000; i++) words.take(`f: number ${i}\n`);
  await expect(words.of(new Error('x'))).resolves.toBe('number 997; number 998; number 999');
});

test.each([
  ["unknown model architecture: 'qwenx'", 'newer'],
  ["error loading model vocabulary: unknown pre-tokenizer type: 'x'", 'newer'],
  ["tensor 'a' data is not within the file bounds, model is corrupted or incomplete", 'fetch it again'],
  ['is cut off: tensor a reaches to byte 9, the file to 8', 'fetch it again'],
  ['quantized V cache requires flash_attn to be enabled', 'flash-attention'],
  ['V cache quantization requires flash_attn', 'flash-attention'],
  [
    'ggml_backend_cuda_buffer_type_alloc_buffer: allocating 900 MiB on device 0: cudaMalloc failed: out of memory',
    'smaller context',
  ],
  ['failed to initialize the context: std::bad_alloc', 'smaller context'],
  ['A context size of 1073741824 is too large for the available VRAM', 'gpu-layers'],
  ['vk::Device::allocateMemory: ErrorOutOfDeviceMemory', 'smaller model'],
  ["missing tensor 'output_norm.weight'", 'convert or fetch'],
  ["check_tensor_dims: tensor 'x' has wrong shape; expected 64, got 32", 'convert or fetch'],
  ['something never heard of', 'the rest'],
])('advice for %j speaks of %j', (words, advice) => {
  expect(adviceFor(words, 'the rest')).toContain(advice);
});
