// node bench/energy-gpu-load.mjs MODEL.gguf auto|cpu STAGE SECONDS: the load of energy-gpu.mjs by node-llama-cpp.
import { load } from './energy/load.mjs';

const [model, gpu, stage, seconds] = process.argv.slice(2);
const { gpuLoad } = await load('gpu-load');
await gpuLoad(model, gpu === 'cpu' ? 'none' : 'auto', stage, Number(seconds));
