// node bench/energy-gpu-load.mjs MODEL.gguf auto|cpu PROMPT-TOKENS DECODE-TOKENS STAGE SECONDS: the load of energy-gpu.mjs by node-llama-cpp.
import { load } from './energy/load.mjs';

const [model, gpu, prompt, decode, stage, seconds] = process.argv.slice(2);
const { gpuLoad } = await load('gpu-load');
await gpuLoad(model, gpu === 'cpu' ? 'none' : 'auto', stage, Number(seconds), {
  prompt: Number(prompt),
  decode: Number(decode),
});
