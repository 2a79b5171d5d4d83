import { r as setRuntimePath } from "./chunk-runtime.js";
import { i as startLlama, n as lastWords } from "./chunk-native2.js";
// src/model/llama/opening/main.ts
/** Small models are tried with a token too: reading all their weights takes no time. */
const SMALL_BYTES = 512 << 20;
async function open({ path, bytes, runtimePath, gpu }) {
	setRuntimePath(runtimePath);
	const onError = (line) => void process.stderr.write(`${line}\n`);
	if (gpu !== void 0) return await tryOn(path, await startLlama(gpu, onError).catch(() => null));
	const llama = await startLlama("none", onError).catch(() => startLlama("auto", onError)).catch(() => null);
	if (llama === null) return {
		opened: null,
		words: ""
	};
	try {
		const model = await llama.loadModel({
			modelPath: path,
			gpuLayers: 0,
			ignoreMemorySafetyChecks: true
		});
		const context = await model.createContext({
			contextSize: 64,
			batchSize: 32,
			threads: 1,
			ignoreMemorySafetyChecks: true
		});
		if (bytes <= SMALL_BYTES) await context.getSequence().evaluate(model.tokenize("def", false).slice(0, 8), { temperature: 0 }).next();
		return {
			opened: true,
			words: ""
		};
	} catch (cause) {
		return {
			opened: false,
			words: await lastWords.of(cause)
		};
	}
}
/** Runs a token with all layers on a backend; where it has no GPU there is nothing to try. */
async function tryOn(path, llama) {
	if (llama === null || llama.gpu === false) return {
		opened: null,
		words: ""
	};
	try {
		const model = await llama.loadModel({
			modelPath: path,
			gpuLayers: "max",
			ignoreMemorySafetyChecks: true
		});
		await (await model.createContext({
			contextSize: 64,
			batchSize: 32,
			ignoreMemorySafetyChecks: true
		})).getSequence().evaluate(model.tokenize("def", false).slice(0, 8), { temperature: 0 }).next();
		return {
			opened: true,
			words: ""
		};
	} catch (cause) {
		return {
			opened: false,
			words: await lastWords.of(cause)
		};
	}
}
const answer = await open(JSON.parse(process.argv[2] ?? "{}"));
process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit(0));
export {};
