import { n as resolveNative, s as JouleGateError } from "./chunk-runtime.js";
import { availableParallelism } from "node:os";
import { pathToFileURL } from "node:url";
import { setTimeout } from "node:timers/promises";
// src/model/llama/last-words.ts
const KEPT = 40;
/** The library hands its log over a moment later than the failure that it explains. */
const LATE_MS = 60;
/** Lines that name no reason: another line does. */
const NO_REASON = /^(?:\S+: )?(?:failed to load model|Failed to load model|Failed to create context)\.?$/;
/** Keeps what llama.cpp last said of errors, for the message of a failure. */
var LastWords = class {
	#lines = [];
	take(line) {
		this.#lines.push(line.trim());
		if (this.#lines.length > KEPT) this.#lines.shift();
	}
	/** Forgets what earlier failures were about. */
	clear() {
		this.#lines.length = 0;
	}
	/** The last reasons, once the log has come in; the error's own words where llama.cpp gave none. */
	async of(cause) {
		await setTimeout(LATE_MS);
		return reasonsIn(this.#lines) || cause.message;
	}
};
/** The last few distinct reasons among log lines, without the functions that said them; empty for none. */
function reasonsIn(lines) {
	const reasons = lines.filter((l) => l !== "" && !NO_REASON.test(l)).map((l) => l.replace(/^(?:[a-z]\w*: )+/, "").replace(/^error loading model: /, "").replace(/\S*\/(?=[^/\s]+:\d+: )/g, ""));
	return [...new Set(reasons)].slice(-3).join("; ");
}
const ADVICE = [
	[/unknown (?:model )?architecture|unknown pre-tokenizer|unknown (?:tensor|ggml) type|invalid ggml type|unsupported (?:model|file) version/i, "this llama.cpp does not know such a model: use a newer JouleGate, or newer native packages by runtime-path, or another model"],
	[/v cache|requires flash_attn/i, "set engine.flash-attention to true, or engine.kv-type to f16"],
	[/within the file bounds|corrupted or incomplete|is cut off|unexpectedly reached end|failed to read|ends inside|ends while/i, "the file is damaged or not whole: fetch it again, and compare its SHA-256 with the publisher's"],
	[/missing tensor|wrong number of tensors|wrong shape|check_tensor_dims|invalid split|illegal split/i, "the file does not hold what its header says: convert or fetch it again, all parts from one publisher and version"],
	[/out of memory|bad_alloc|unable to allocate|failed to allocate|alloc.*fail|OutOfDeviceMemory|too large for the available|insufficient/i, "it needs more memory than there is: a smaller context (key \"context\"), fewer engine.gpu-layers, engine.kv-type q8_0, or a smaller model"]
];
/** What to do about a failure, by llama.cpp's own words. */
function adviceFor(words, otherwise) {
	return ADVICE.find(([pattern]) => pattern.test(words))?.[1] ?? otherwise;
}
// src/model/llama/native.ts
/** node-llama-cpp from wherever the native packages are. */
async function importLlama() {
	return await import(pathToFileURL(resolveNative("node-llama-cpp")).href);
}
/** What llama.cpp last said of errors in this process. */
const lastWords = new LastWords();
/**
* Starts llama.cpp on a backend; never compiles it. `onError` gets each line of its log of errors. Throws
* `engine-failed` naming the backend.
*/
async function startLlama(gpu, onError) {
	const { getLlama } = await importLlama();
	process.env.CUDA_DEVICE_ORDER = "PCI_BUS_ID";
	try {
		return await getLlama({
			build: "never",
			gpu: gpu === "none" ? false : gpu,
			logLevel: "error",
			logger: (_level, line) => {
				lastWords.take(line);
				onError?.(line);
			},
			progressLogs: false,
			maxThreads: availableParallelism()
		});
	} catch (cause) {
		const words = await lastWords.of(cause);
		throw new JouleGateError("engine-failed", `llama.cpp cannot start on "${gpu}": ${words}`, adviceFor(words, "set engine.gpu to auto or none, or install the backend's package (README, \"A machine with a GPU\")"), { cause });
	}
}
const started = /* @__PURE__ */ new Map();
/**
* llama.cpp on a backend, started once in a process and never disposed of: a start takes 0.6 s, and each would keep
* threads and memory of its own. Throws as `startLlama` does, and then tries anew when asked again.
*/
function llamaOn(gpu) {
	const running = started.get(gpu) ?? startLlama(gpu);
	started.set(gpu, running);
	running.catch(() => started.delete(gpu));
	return running;
}
export { adviceFor as a, startLlama as i, lastWords as n, reasonsIn as o, llamaOn as r, importLlama as t };
