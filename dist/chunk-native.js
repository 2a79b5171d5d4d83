import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
// src/common/error-codes.ts
/** Every code a `JouleGateError` can carry, with its exit status (docs/errors.md shows this table). */
const ERROR_CODES = {
	"usage": {
		exit: 2,
		means: "the command line does not fit the verb"
	},
	"config-unreadable": {
		exit: 2,
		means: "the configuration file is missing, or is no valid YAML or JSON"
	},
	"config-invalid": {
		exit: 2,
		means: "the configuration does not fit its schema"
	},
	"file-unreadable": {
		exit: 2,
		means: "a file named on the command line cannot be read or written"
	},
	"document-invalid": {
		exit: 2,
		means: "a JSON document does not fit its schema, or has another schema version"
	},
	"workload-unknown": {
		exit: 2,
		means: "no workload of this name"
	},
	"workload-unreadable": {
		exit: 2,
		means: "the data set file is missing or is no JSON lines"
	},
	"workload-hash-mismatch": {
		exit: 2,
		means: "the data set or a task differs from its pinned SHA-256"
	},
	"task-unknown": {
		exit: 2,
		means: "a task id is not in the workload"
	},
	"model-unreadable": {
		exit: 2,
		means: "the model file is missing, corrupt, no GGUF, or a Git-LFS pointer"
	},
	"model-hash-mismatch": {
		exit: 2,
		means: "the model differs from the configured SHA-256"
	},
	"prompt-invalid": {
		exit: 2,
		means: "the prompt template is unusable"
	},
	"prompt-too-long": {
		exit: 2,
		means: "a prompt does not fit the context"
	},
	"meter-unavailable": {
		exit: 2,
		means: "no meter, or not the one asked for, works here"
	},
	"meter-busy": {
		exit: 5,
		means: "another job holds the measuring lock of this device"
	},
	"meter-failed": {
		exit: 5,
		means: "a meter stopped working during the measurement"
	},
	"samples-invalid": {
		exit: 2,
		means: "a file of raw samples cannot be read"
	},
	"edges-invalid": {
		exit: 2,
		means: "phase edges do not pair up"
	},
	"too-few-blocks": {
		exit: 2,
		means: "the gate could never fail with so few blocks"
	},
	"rule-invalid": {
		exit: 2,
		means: "the suppression rule is unusable"
	},
	"sandbox-unavailable": {
		exit: 5,
		means: "the sandbox cannot start, or does not hold the rings asked for"
	},
	"samples-format": {
		exit: 2,
		means: "a line of the samples to grade has another form"
	},
	"baseline-unreadable": {
		exit: 2,
		means: "the stored baseline cannot be read"
	},
	"baseline-refused": {
		exit: 2,
		means: "this result may not become the baseline"
	},
	"download-failed": {
		exit: 5,
		means: "a download did not succeed"
	},
	"engine-failed": {
		exit: 5,
		means: "llama.cpp could not run the model"
	},
	"runtime-missing": {
		exit: 5,
		means: "the native packages are not installed"
	},
	"github-failed": {
		exit: 5,
		means: "GitHub refused a request"
	}
};
// src/common/errors.ts
/**
* A failure that a user can cause and mend. `code` is stable, `message` says what is wrong, `fix` what to do.
* The exit status belongs to the code (`error-codes.ts`, docs/errors.md).
*/
var JouleGateError = class extends Error {
	name = "JouleGateError";
	code;
	fix;
	constructor(code, message, fix, options) {
		super(message, options);
		this.code = code;
		this.fix = fix;
	}
	get exitStatus() {
		return ERROR_CODES[this.code].exit;
	}
};
/** One line for people: the code, what is wrong, and the fix. */
function describeError(error) {
	if (error instanceof JouleGateError) return `${error.code}: ${error.message}\n  fix: ${error.fix}`;
	return `internal-error: ${error instanceof Error ? error.stack ?? error.message : String(error)}`;
}
/** 2 for usage, configuration, no meter or a named file; 5 for everything else that fails. */
function exitStatusOf(error) {
	return error instanceof JouleGateError ? error.exitStatus : 5;
}
// src/common/paths.ts
const here = dirname(fileURLToPath(import.meta.url));
/** The folder with `package.json`, `schema` and `assets`. */
const packageRoot = !here.endsWith(join("src", "common")) ? dirname(here) : dirname(dirname(here));
/** A file that is started as a process of its own; always the built one (`npm run build`). */
function entryFile(name) {
	return join(packageRoot, "dist", `${name}.js`);
}
/** A path of a configuration or an option, absolute: relative to `directory`, with `~` for the user's own folder. */
function resolvePath(directory, path) {
	return path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : resolve(directory, path);
}
// src/common/runtime.ts
let runtimePath = null;
/** Sets the folder whose `node_modules` holds the native packages (`runtime-path`); `null` takes our own. */
function setRuntimePath(path) {
	runtimePath = path;
}
function getRuntimePath() {
	return runtimePath;
}
/** Where a GPU machine's own packages are, if `npm ci --prefix dist/runtime/cuda` (README) was run. */
function gpuRuntime() {
	return ["cuda", "vulkan"].map((f) => join(packageRoot, "dist", "runtime", f)).find((d) => existsSync(join(d, "node_modules"))) ?? null;
}
/** The absolute path of a native package's entry file. */
function resolveNative(name) {
	const folder = runtimePath ?? gpuRuntime();
	const from = folder === null ? import.meta.url : pathToFileURL(join(folder, "package.json")).href;
	try {
		return createRequire(from).resolve(name);
	} catch (cause) {
		throw new JouleGateError("runtime-missing", `the package ${name} is not installed${runtimePath === null ? "" : ` under ${runtimePath}`}`, "run \"npm ci\" in the JouleGate folder, or give a folder whose node_modules holds it by the input runtime-path (JOULEGATE_RUNTIME_PATH)", { cause });
	}
}
// src/energy/series.ts
/** What one read of one channel gives; the order of the fields in a binary record. `NaN` is "not given". */
const FIELDS = [
	"channel",
	"t_ns",
	"energy_mj",
	"instant_mw",
	"average_mw",
	"sm_clock_mhz",
	"temperature_c",
	"power_limit_mw",
	"throttle",
	"cost_ns",
	"power_mode",
	"processes",
	"pid_sum",
	"missed",
	"ring_mw",
	"late_ns"
];
const F = Object.fromEntries(FIELDS.map((name, i) => [name, i]));
const RECORD_LENGTH = FIELDS.length;
const RECORD_BYTES = RECORD_LENGTH * 8;
/** Rows of `RECORD_LENGTH` doubles (any channels mixed) to one series per channel name. */
function toSeries(rows, channels, originNs) {
	const counts = new Array(channels.length).fill(0);
	const ringCounts = new Array(channels.length).fill(0);
	const ofRing = (i) => !Number.isNaN(rows[i + F.ring_mw]);
	for (let i = 0; i < rows.length; i += RECORD_LENGTH) (ofRing(i) ? ringCounts : counts)[rows[i]]++;
	const all = channels.map((channel, c) => ({
		...emptySeries(channel, counts[c], originNs),
		ring: {
			t: new Float64Array(ringCounts[c]),
			mw: new Float64Array(ringCounts[c])
		}
	}));
	counts.fill(0);
	ringCounts.fill(0);
	for (let i = 0; i < rows.length; i += RECORD_LENGTH) {
		const s = all[rows[i]];
		if (ofRing(i)) {
			const k = ringCounts[rows[i]]++;
			s.ring.t[k] = (rows[i + F.t_ns] - originNs) / 1e9;
			s.ring.mw[k] = rows[i + F.ring_mw];
			continue;
		}
		const k = counts[rows[i]]++;
		s.t[k] = (rows[i + F.t_ns] - originNs) / 1e9;
		s.energyMj[k] = rows[i + F.energy_mj];
		s.instantMw[k] = rows[i + F.instant_mw];
		s.averageMw[k] = rows[i + F.average_mw];
		s.smClockMhz[k] = rows[i + F.sm_clock_mhz];
		s.temperatureC[k] = rows[i + F.temperature_c];
		s.powerLimitMw[k] = rows[i + F.power_limit_mw];
		s.throttle[k] = rows[i + F.throttle];
		s.costNs[k] = rows[i + F.cost_ns];
		s.lateNs[k] = rows[i + F.late_ns];
		s.powerMode[k] = rows[i + F.power_mode];
		s.processes[k] = rows[i + F.processes];
		s.pidSum[k] = rows[i + F.pid_sum];
		s.missed[k] = rows[i + F.missed];
	}
	return all;
}
/** A series of `length` samples, all "not given". */
function emptySeries(channel, length, originNs) {
	const column = () => new Float64Array(length).fill(NaN);
	return {
		channel,
		originNs,
		t: column(),
		energyMj: column(),
		instantMw: column(),
		averageMw: column(),
		smClockMhz: column(),
		temperatureC: column(),
		powerLimitMw: column(),
		throttle: column(),
		costNs: column(),
		lateNs: column(),
		powerMode: column(),
		processes: column(),
		pidSum: column(),
		missed: column(),
		ring: {
			t: /* @__PURE__ */ new Float64Array(0),
			mw: /* @__PURE__ */ new Float64Array(0)
		}
	};
}
/** The samples of a series with `from` ≤ t < `to` (seconds); views, not copies. */
function slice(series, from, to) {
	const [a, b] = within(series.t, from, to);
	const cut = (column) => column.subarray(a, b);
	const [c, d] = within(series.ring.t, from, to);
	return {
		channel: series.channel,
		originNs: series.originNs,
		t: cut(series.t),
		energyMj: cut(series.energyMj),
		instantMw: cut(series.instantMw),
		averageMw: cut(series.averageMw),
		smClockMhz: cut(series.smClockMhz),
		temperatureC: cut(series.temperatureC),
		powerLimitMw: cut(series.powerLimitMw),
		throttle: cut(series.throttle),
		costNs: cut(series.costNs),
		lateNs: cut(series.lateNs),
		powerMode: cut(series.powerMode),
		processes: cut(series.processes),
		pidSum: cut(series.pidSum),
		missed: cut(series.missed),
		ring: {
			t: series.ring.t.subarray(c, d),
			mw: series.ring.mw.subarray(c, d)
		}
	};
}
function within(t, from, to) {
	let a = 0;
	while (a < t.length && t[a] < from) a++;
	let b = a;
	while (b < t.length && t[b] < to) b++;
	return [a, b];
}
// src/common/native.ts
/** koffi's loader of C libraries, which throws where the linker finds none. Throws JouleGateError `runtime-missing` without koffi. */
async function nativeLoader() {
	const koffi = (await import(pathToFileURL(resolveNative("koffi")).href)).default;
	return (name) => koffi.load(name);
}
/** Binds what a library has of some signatures, by name, and tells the first required one that it lacks. */
function bind(library, signatures, required) {
	const calls = {};
	for (const name of Object.keys(signatures)) try {
		calls[name] = library.func(signatures[name]);
	} catch {}
	return {
		calls,
		missing: required.find((name) => calls[name] === void 0) ?? null
	};
}
/** The address of a buffer, for a struct of C that points to another; the buffer must outlive the call. */
async function nativeAddress() {
	const koffi = (await import(pathToFileURL(resolveNative("koffi")).href)).default;
	return (buffer) => koffi.address(buffer);
}
export { describeError as _, RECORD_BYTES as a, slice as c, resolveNative as d, setRuntimePath as f, JouleGateError as g, resolvePath as h, F as i, toSeries as l, packageRoot as m, nativeAddress as n, RECORD_LENGTH as o, entryFile as p, nativeLoader as r, emptySeries as s, bind as t, getRuntimePath as u, exitStatusOf as v };
