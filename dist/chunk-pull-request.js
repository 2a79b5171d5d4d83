import { n as __require, r as __toESM, t as __commonJSMin } from "./chunk-rolldown-runtime.js";
import { a as slice, c as resolveNative, d as packageRoot, f as resolvePath, h as exitStatusOf, i as emptySeries, m as describeError, n as RECORD_BYTES, o as toSeries, p as JouleGateError, r as RECORD_LENGTH, s as getRuntimePath, t as F, u as entryFile } from "./chunk-series.js";
import { execFile, spawn, spawnSync } from "node:child_process";
import { basename, delimiter, dirname, isAbsolute, join, posix, relative, resolve, sep } from "node:path";
import { accessSync, chmodSync, closeSync, constants, createReadStream, createWriteStream, existsSync, fstatSync, linkSync, lstatSync, mkdirSync, mkdtempSync, openSync, readFileSync, readSync, readdirSync, readlinkSync, realpathSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { arch, availableParallelism, constants as constants$1, cpus, homedir, platform, tmpdir } from "node:os";
import { pathToFileURL } from "node:url";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { access, appendFile, chmod, lstat, mkdir, open, readFile, readdir, readlink, rename, rm, stat, writeFile } from "node:fs/promises";
import { Socket } from "node:net";
import { setTimeout as setTimeout$1 } from "node:timers/promises";
import { Readable, Transform } from "node:stream";
import { pipeline as pipeline$1 } from "node:stream/promises";
import { gunzipSync } from "node:zlib";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
// src/common/exit-tasks.ts
const tasks = /* @__PURE__ */ new Set();
/**
* Registers a synchronous step that must happen however this process ends, short of SIGKILL: a lock given back, a folder
* removed, a child killed. Returns how to take it off the list.
*/
function atExit(task) {
	if (tasks.size === 0) process.once("exit", runExitTasks);
	tasks.add(task);
	return () => void tasks.delete(task);
}
/** Runs every registered step once, also where one of them throws. */
function runExitTasks() {
	for (const task of [...tasks].reverse()) {
		tasks.delete(task);
		try {
			task();
		} catch {}
	}
}
// src/common/edge.ts
const STATUS = {
	SIGINT: 130,
	SIGTERM: 143
};
/** GitHub kills 7.5 s after SIGINT, users wait less: what has not closed itself by then is ended. */
const GRACE_MS = 1200;
/** Why work was stopped: a signal. `status` is the shell's number for it. */
var Interrupted = class extends Error {
	by;
	name = "Interrupted";
	status;
	constructor(by) {
		super(`stopped by ${by}`);
		this.by = by;
		this.status = STATUS[by];
	}
};
/** The end of a process by `signal` at once: `process.exit` would first wait for native work (a prefill of seconds). */
function endBy(signal) {
	runExitTasks();
	process.removeAllListeners(signal);
	process.kill(process.pid, signal);
	process.exit(STATUS[signal]);
}
/**
* The edge of an entry: runs `main` to an exit status, and nothing that happens in it ends the process otherwise.
* - SIGINT and SIGTERM abort the signal that `main` gets; what has not ended 1.2 s later, or at a second signal, is ended.
*   `onStop` may say so first (synchronously).
* - An error that nobody caught is `report`ed and ends with its own status, else 5: status 1 means a regression alone.
* - A closed or full standard output or error loses text, never a measurement.
*/
function runEntry(main, report, onStop) {
	for (const stream of [process.stdout, process.stderr]) stream.on("error", () => void 0);
	const fail = (error) => {
		const status = error instanceof Interrupted ? error.status : exitStatusOf(error);
		try {
			if (!(error instanceof Interrupted)) report(describeError(error));
		} finally {
			runExitTasks();
			process.exit(status);
		}
	};
	process.on("uncaughtException", fail);
	process.on("unhandledRejection", fail);
	const controller = new AbortController();
	let stopped = null;
	for (const signal of Object.keys(STATUS)) process.on(signal, () => {
		if (stopped !== null) endBy(stopped);
		stopped = signal;
		setTimeout(() => endBy(signal), GRACE_MS).unref();
		try {
			onStop?.(signal);
		} finally {
			controller.abort(new Interrupted(signal));
		}
	});
	main(controller.signal).then((status) => {
		process.exitCode = stopped === null ? status : STATUS[stopped];
	}, (error) => {
		if (stopped === null && !(error instanceof Interrupted)) report(describeError(error));
		process.exitCode = stopped === null ? error instanceof Interrupted ? error.status : exitStatusOf(error) : STATUS[stopped];
	});
}
// src/common/environment.ts
/** Names of variables that hold, or may hold, a secret. */
const SECRET = /^(INPUT_|ACTIONS_)|TOKEN|SECRET|PASSW|PASSPHRASE|CREDENTIAL|COOKIE|PRIVATE|(^|_)(API_?KEY|ACCESS_?KEY|KEY|PAT|AUTH|PWD)($|_)/i;
/** `PWD` is every shell's working directory, and no password. */
const isSecret = (name) => name !== "PWD" && name !== "OLDPWD" && SECRET.test(name);
/** An environment for a child process of ours: everything but what could be a secret. */
function withoutSecrets$1(env) {
	return Object.fromEntries(Object.entries(env).filter(([name]) => !isSecret(name)));
}
/** Removes from an environment, once it was read, what could be a secret, but for the names in `keep`. */
function forgetSecrets(keep, env = process.env) {
	for (const name of Object.keys(env)) if (isSecret(name) && !keep.includes(name)) delete env[name];
}
/** Variables that we read; an empty one (`${{ vars.UNSET }}` in a workflow) is none, and no path. */
const OURS = /^(JOULEGATE_|XDG_|HF_|RUNNER_|GITHUB_|INPUT_)/;
/** Removes empty variables of those that we read; both entries begin with it. */
function dropEmptyVariables(env = process.env) {
	for (const [name, value] of Object.entries(env)) if (OURS.test(name) && value?.trim() === "") delete env[name];
}
// src/common/plain-text.ts
/**
* What a terminal or a log would obey instead of showing: control characters but tab and line end (escape sequences,
* carriage returns, C1), direction marks and overrides, other line ends, and invisible characters that hide text.
*/
const UNSEEN$1 = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
/** What a GitHub runner takes for a command: `::name` at the start of a line, `##[name]` anywhere in one. */
const COMMAND = /^([^\S\n]*):(?=:)|#(?=#\[)/gm;
const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
/**
* Any text as a terminal or a job's log may have it, with what is not to be obeyed written as `\uXXXX`, so that JSON stays
* the same JSON. The one function of those two media: everything that this process writes there passes it.
*/
function plainText(text) {
	return text.replace(UNSEEN$1, escaped).replace(COMMAND, (found, indent) => found.endsWith(":") ? `${indent ?? ""}\\u003a` : "\\u0023");
}
// src/common/phases.ts
/** The phases of one request that carry joules; `idle` is what is left over. */
const PHASES = [
	"prefill",
	"decode",
	"check"
];
const ARMS = ["plain", "suppressed"];
// src/analysis/babble.ts
const repeatsOf = (arm) => (arm?.tasks ?? []).flatMap((t) => t.repeats);
/** Joules of an answer's last `tokens` tokens: their share of its decode steps. An attribution by count. */
function decodeShare(r, tokens) {
	const joules = r.phases.decode.netJoules;
	if (joules === null) return null;
	return r.decodeSteps === 0 ? 0 : joules * Math.min(1, tokens / r.decodeSteps);
}
function side$3(repeats) {
	if (repeats.length === 0) return null;
	const kinds = {};
	let tokens = 0;
	let joules = 0;
	for (const r of repeats) {
		tokens += r.babbleTokens ?? 0;
		const share = decodeShare(r, r.babbleTokens ?? 0);
		joules = joules === null || share === null ? null : joules + share;
		for (const [kind, n] of Object.entries(r.babbleKinds ?? {})) kinds[kind] = (kinds[kind] ?? 0) + n;
	}
	const n = repeats.length;
	return {
		tokensPerTask: tokens / n,
		joulesPerTask: joules === null ? null : joules / n,
		kinds: Object.fromEntries(Object.entries(kinds).map(([k, v]) => [k, v / n]))
	};
}
/** What the babble of each arm was, in tokens and joules per task. */
function babbleOf(base, head) {
	return ARMS.flatMap((arm) => {
		const after = side$3(repeatsOf(head.arms[arm]));
		return after ? [{
			arm,
			base: base ? side$3(repeatsOf(base.arms[arm])) : null,
			head: after
		}] : [];
	});
}
/** `null` as soon as one of them is. */
const sum = (values) => values.reduce((a, b) => a === null || b === null ? null : a + b, 0);
/** Net joules of an answer, its checks where they are metered. */
const energy = (r) => {
	const { prefill, decode, check } = r.phases;
	return prefill.netJoules === null || decode.netJoules === null ? null : prefill.netJoules + decode.netJoules + (check.netJoules ?? 0);
};
/** Net joules of an answer had it ended after so many tokens: prefill, and decode up to there by steps. */
function energyUpTo(r, tokens) {
	return sum([r.phases.prefill.netJoules, decodeShare(r, Math.max(0, tokens - 1))]);
}
/** Energy of a plain answer had a preset of stop strings ended it. */
function stoppedEnergy(r, preset) {
	const kept = r.stopStringTokens?.[preset];
	return kept === void 0 ? null : energyUpTo(r, kept);
}
function savingAgainst(result, against) {
	const plain = repeatsOf(result?.arms.plain);
	const suppressed = repeatsOf(result?.arms.suppressed);
	if (plain.length === 0 || suppressed.length === 0) return null;
	const reference = sum(plain.map((r) => against === "plain" ? energy(r) : stoppedEnergy(r, against)));
	const spent = sum(suppressed.map(energy));
	if (reference === null || spent === null || reference <= 0) return null;
	return 1 - spent / suppressed.length / (reference / plain.length);
}
/** What suppression saves against plain decoding and against each preset of stop strings. */
function savings(base, head) {
	if (!head.arms.suppressed || !head.arms.plain) return [];
	return ["plain", ...Object.keys(repeatsOf(head.arms.plain)[0]?.stopStringTokens ?? {})].map((against) => ({
		against,
		base: savingAgainst(base, against),
		head: savingAgainst(head, against)
	}));
}
// src/analysis/blocks.ts
const add = (sum, value) => sum === null || value === null ? null : sum + value;
function addRepeat(b, r, anyCheck) {
	b.tasks += 1;
	b.promptTokens += r.promptTokens;
	b.outputTokens += r.outputTokens;
	b.decodeSteps += r.decodeSteps;
	if (r.babbleTokens !== null) {
		b.babbleTokens += r.babbleTokens;
		b.babbleOf += r.outputTokens;
	}
	b.prefill = add(b.prefill, r.phases.prefill.netJoules);
	b.decode = add(b.decode, r.phases.decode.netJoules);
	if (anyCheck) b.check = (b.check ?? 0) + (r.phases.check.netJoules ?? 0);
	b.seconds += r.phases.prefill.seconds + r.phases.decode.seconds;
	b.passed += r.passed ? 1 : 0;
	b.falseStops += r.falseStop ? 1 : 0;
	b.missedStops += r.missedStop ? 1 : 0;
}
/** The blocks of an arm, in order of their number. */
function blocksOf(arm) {
	const anyCheck = arm.tasks.some((t) => t.repeats.some((r) => r.phases.check.netJoules !== null));
	const blocks = /* @__PURE__ */ new Map();
	for (const task of arm.tasks) for (const r of task.repeats) {
		let b = blocks.get(r.block);
		if (!b) {
			b = {
				block: r.block,
				tasks: 0,
				promptTokens: 0,
				outputTokens: 0,
				decodeSteps: 0,
				babbleTokens: 0,
				babbleOf: 0,
				prefill: 0,
				decode: 0,
				check: null,
				seconds: 0,
				passed: 0,
				falseStops: 0,
				missedStops: 0
			};
			blocks.set(r.block, b);
		}
		addRepeat(b, r, anyCheck);
	}
	return [...blocks.values()].sort((x, y) => x.block - y.block);
}
/** Joules of a block: prefill + decode, + checks where they are metered. */
function energyOf(b) {
	return b.prefill === null || b.decode === null ? null : b.prefill + b.decode + (b.check ?? 0);
}
function armBlocks(result) {
	const out = {};
	for (const arm of ARMS) {
		const found = result.arms[arm];
		if (found) out[arm] = blocksOf(found);
	}
	return out;
}
/** Same tokens at every repeat by construction: greedy decoding. */
function isGreedy(result) {
	const temperature = result.subject.sampling?.temperature;
	if (temperature !== void 0) return temperature === 0;
	return ARMS.every((arm) => (result.arms[arm]?.tasks ?? []).every((t) => t.repeats.every((r) => r.outputTokens === t.repeats[0].outputTokens && r.passed === t.repeats[0].passed)));
}
// src/common/co2e.ts
const JOULES_PER_KWH = 36e5;
function requireGrams(gPerKwh) {
	if (!(gPerKwh >= 0 && Number.isFinite(gPerKwh))) throw new JouleGateError("usage", `${gPerKwh} is no intensity in g/kWh`, "give the grams of CO₂e per kWh of your grid, 0 or more, with its source");
}
/** An intensity from its two halves. @throws JouleGateError `usage` where the grams are no number ≥ 0, or the source is empty */
function intensityOf(gPerKwh, source) {
	requireGrams(gPerKwh);
	if (source.trim() === "") throw new JouleGateError("usage", "the intensity in g/kWh has no source", "say where the number comes from: a page, a contract, a year");
	return {
		gPerKwh,
		source
	};
}
function co2e(joules, gPerKwh) {
	requireGrams(gPerKwh);
	return joules === null ? null : joules / JOULES_PER_KWH * gPerKwh;
}
// src/analysis/co2e.ts
/**
* Grams of CO₂ equivalent of the energy per task (net joules), base and head of each arm that has the metric.
* `null` where its joules are: without a base, or not resolvable.
* @throws JouleGateError `usage` where the intensity is no number ≥ 0
*/
function emissionsOf(metrics, { gPerKwh, source }, estimated) {
	const arms = {};
	for (const arm of ARMS) {
		const energy = metrics.find((m) => m.id === "energy-per-task" && m.arm === arm);
		if (energy) arms[arm] = {
			baseGramsPerTask: co2e(energy.base, gPerKwh),
			headGramsPerTask: co2e(energy.head, gPerKwh)
		};
	}
	return {
		gPerKwh,
		source,
		estimated,
		arms
	};
}
// src/common/validity-reasons.ts
/** What the names of a measurement's validity mean, each in one sentence. */
const REASONS = {
	"edges-unpaired": "a phase was begun twice or never ended",
	"counter-reset": "the energy counter went back",
	"counter-stuck": "the energy counter stood still for 20 of its periods",
	"sampling-gap": "the sampler was away for longer than the sensor forgives",
	"power-profile-changed": "power smoothing or the power profile changed during a block",
	"power-limit-changed": "the power limit changed during a block",
	"co-tenant": "another process used the GPU",
	"counter-power-disagree": "energy counter and power reading contradict each other",
	"replay-too-short": "the recorded trace ended before the block did",
	"slowdown-in-one-arm": "the GPU was slowed by hardware or heat in one arm only",
	"hardware-slowdown": "the GPU slowed itself (hardware, power brake)",
	"thermal-slowdown": "the GPU slowed itself for its temperature",
	"power-capped": "the GPU ran into its power limit for part of the time",
	"clock-differs": "the mean SM clock of the two arms differs by over 2 %",
	"temperature-differs": "the mean temperature of the two arms differs by over 5 K",
	"power-cap-differs": "the arms ran into the power limit for different shares of their time",
	"module-scope": "the sensor counts the whole module, CPU and memory included",
	"co-tenants-unknown": "the driver's process list cannot be mapped to this container: whether the GPU was ours alone is unknown",
	"budget-spent": "the budget ended the run before all blocks were measured"
};
/** The meaning of a reason; `null` where it is none of ours. */
const meaningOf = (code) => Object.hasOwn(REASONS, code) ? REASONS[code] : null;
// src/analysis/comparable.ts
/** A field that the document itself has: `constructor` is nobody's. */
const own$2 = (fields, field) => Object.hasOwn(fields, field) ? fields[field] : void 0;
/** Why two results may not be compared; empty where they may. `allow` names environment fields that may differ. */
function incomparable(base, head, allow) {
	const out = [];
	if (base.workload.digest !== head.workload.digest) out.push({
		code: "workload-differs",
		text: `base ran ${base.workload.name} (${base.workload.digest.slice(0, 12)}), head ${head.workload.name} (${head.workload.digest.slice(0, 12)})`
	});
	const differing = [];
	for (const field of /* @__PURE__ */ new Set([...Object.keys(base.environment), ...Object.keys(head.environment)])) {
		if (allow.includes(field)) continue;
		const [b, h] = [own$2(base.environment, field), own$2(head.environment, field)];
		if (b === void 0 || h === void 0 || b === h) continue;
		differing.push(`${field}: ${String(b)} → ${String(h)}`);
	}
	if (base.meter.kind !== head.meter.kind && !allow.includes("meter")) differing.push(`meter: ${base.meter.kind} → ${head.meter.kind}`);
	if (differing.length > 0) out.push({
		code: "environment-differs",
		text: differing.join("; ")
	});
	return out;
}
/** Named reasons for which a measurement may not be trusted. */
function untrusted(result, side) {
	const reasons = /* @__PURE__ */ new Set();
	if (result.validity?.status === "invalid") result.validity.reasons.forEach((r) => reasons.add(r));
	for (const block of result.blocks ?? []) if (block.validity?.status === "invalid") block.validity.reasons.forEach((r) => reasons.add(r));
	for (const arm of ARMS) for (const task of result.arms[arm]?.tasks ?? []) for (const r of task.repeats) for (const phase of Object.values(r.phases)) if (phase.validity.status === "invalid") phase.validity.reasons.forEach((x) => reasons.add(x));
	return [...reasons].map((code) => ({
		code,
		text: `the measurement of ${side} may not be trusted: ${meaningOf(code) ?? code}`
	}));
}
// src/analysis/metrics.ts
const BOTH = ["plain", "suppressed"];
const DEFINITIONS = [
	{
		id: "energy-per-task",
		unit: "J",
		scale: "relative",
		nature: "joules",
		arms: BOTH,
		numerator: energyOf,
		denominator: (b) => b.tasks
	},
	{
		id: "prefill-energy-per-token",
		unit: "J/token",
		scale: "relative",
		nature: "joules",
		arms: BOTH,
		numerator: (b) => b.prefill,
		denominator: (b) => b.promptTokens
	},
	{
		id: "decode-energy-per-token",
		unit: "J/token",
		scale: "relative",
		nature: "joules",
		arms: BOTH,
		numerator: (b) => b.decode,
		denominator: (b) => b.decodeSteps
	},
	{
		id: "output-tokens",
		unit: "token",
		scale: "relative",
		nature: "tokens",
		arms: BOTH,
		numerator: (b) => b.outputTokens,
		denominator: (b) => b.tasks
	},
	{
		id: "babble-share",
		unit: "1",
		scale: "absolute",
		nature: "tokens",
		arms: BOTH,
		numerator: (b) => b.babbleTokens,
		denominator: (b) => b.babbleOf
	},
	{
		id: "energy-per-solved-task",
		unit: "J",
		scale: "relative",
		nature: "joules",
		arms: BOTH,
		numerator: energyOf,
		denominator: (b) => b.passed
	},
	{
		id: "pass-at-1",
		unit: "1",
		scale: "absolute",
		nature: "passes",
		arms: BOTH,
		numerator: (b) => b.passed,
		denominator: (b) => b.tasks
	},
	{
		id: "false-stops",
		unit: "1",
		scale: "absolute",
		nature: "passes",
		arms: ["suppressed"],
		numerator: (b) => b.falseStops,
		denominator: (b) => b.tasks
	},
	{
		id: "missed-stops",
		unit: "1",
		scale: "absolute",
		nature: "passes",
		arms: ["suppressed"],
		numerator: (b) => b.missedStops,
		denominator: (b) => b.tasks
	},
	{
		id: "wall-time",
		unit: "s",
		scale: "relative",
		nature: "seconds",
		arms: BOTH,
		numerator: (b) => b.seconds,
		denominator: (b) => b.tasks
	}
];
/** Ratio of sums over blocks; `null` where a sum is unknown or nothing stands below the line. */
function ratio(d, blocks) {
	let above = 0;
	let below = 0;
	for (const b of blocks) {
		const n = d.numerator(b);
		if (n === null) return null;
		above += n;
		below += d.denominator(b);
	}
	return below > 0 ? above / below : null;
}
/** Why `ratio` is `null`; `null` where it is a number. */
function absence(d, blocks) {
	if (blocks.some((b) => d.numerator(b) === null)) return d.nature === "joules" ? "not-resolvable" : "not-known";
	return blocks.reduce((sum, b) => sum + d.denominator(b), 0) > 0 ? null : "no-divisor";
}
/** 1 − suppressed ÷ plain of energy per task, or of decode alone; by block for an interval, over all for the value. */
function saving(part, arms) {
	const joules = (b) => part === "decode-saving" ? b.decode : energyOf(b);
	const plain = arms.plain ?? [];
	const suppressed = arms.suppressed ?? [];
	const total = (blocks) => {
		let j = 0;
		let tasks = 0;
		for (const b of blocks) {
			const x = joules(b);
			if (x === null) return null;
			j += x;
			tasks += b.tasks;
		}
		return tasks > 0 ? j / tasks : null;
	};
	const of = (p, s) => p === null || s === null || p <= 0 ? null : 1 - s / p;
	const byBlock = /* @__PURE__ */ new Map();
	for (const p of plain) {
		const s = suppressed.find((x) => x.block === p.block);
		const value = s ? of(total([p]), total([s])) : null;
		if (value !== null) byBlock.set(p.block, value);
	}
	const [p, s] = [total(plain), total(suppressed)];
	const value = of(p, s);
	return {
		value,
		byBlock,
		absence: value !== null ? null : p === null || s === null ? "not-resolvable" : "no-divisor"
	};
}
const { studentt, normal } = (/* @__PURE__ */ __toESM((/* @__PURE__ */ __commonJSMin(((exports, module, this$1) => {
	(function(window, factory) {
		if (typeof exports === "object") module.exports = factory();
		else if (typeof define === "function" && define.amd) define(factory);
		else window.jStat = factory();
	})(this$1, function() {
		var jStat = function(Math, undefined) {
			var concat = Array.prototype.concat;
			var slice = Array.prototype.slice;
			var toString = Object.prototype.toString;
			function calcRdx(n, m) {
				var val = n > m ? n : m;
				return Math.pow(10, 17 - ~~(Math.log(val > 0 ? val : -val) * Math.LOG10E));
			}
			var isArray = Array.isArray || function isArray(arg) {
				return toString.call(arg) === "[object Array]";
			};
			function isFunction(arg) {
				return toString.call(arg) === "[object Function]";
			}
			function isNumber(num) {
				return typeof num === "number" ? num - num === 0 : false;
			}
			function toVector(arr) {
				return concat.apply([], arr);
			}
			function jStat() {
				return new jStat._init(arguments);
			}
			jStat.fn = jStat.prototype;
			jStat._init = function _init(args) {
				if (isArray(args[0])) {
					if (isArray(args[0][0])) {
						if (isFunction(args[1])) args[0] = jStat.map(args[0], args[1]);
						for (var i = 0; i < args[0].length; i++) this[i] = args[0][i];
						this.length = args[0].length;
					} else {
						this[0] = isFunction(args[1]) ? jStat.map(args[0], args[1]) : args[0];
						this.length = 1;
					}
				} else if (isNumber(args[0])) {
					this[0] = jStat.seq.apply(null, args);
					this.length = 1;
				} else if (args[0] instanceof jStat) return jStat(args[0].toArray());
				else {
					this[0] = [];
					this.length = 1;
				}
				return this;
			};
			jStat._init.prototype = jStat.prototype;
			jStat._init.constructor = jStat;
			jStat.utils = {
				calcRdx,
				isArray,
				isFunction,
				isNumber,
				toVector
			};
			jStat._random_fn = Math.random;
			jStat.setRandom = function setRandom(fn) {
				if (typeof fn !== "function") throw new TypeError("fn is not a function");
				jStat._random_fn = fn;
			};
			jStat.extend = function extend(obj) {
				var i, j;
				if (arguments.length === 1) {
					for (j in obj) jStat[j] = obj[j];
					return this;
				}
				for (i = 1; i < arguments.length; i++) for (j in arguments[i]) obj[j] = arguments[i][j];
				return obj;
			};
			jStat.rows = function rows(arr) {
				return arr.length || 1;
			};
			jStat.cols = function cols(arr) {
				return arr[0].length || 1;
			};
			jStat.dimensions = function dimensions(arr) {
				return {
					rows: jStat.rows(arr),
					cols: jStat.cols(arr)
				};
			};
			jStat.row = function row(arr, index) {
				if (isArray(index)) return index.map(function(i) {
					return jStat.row(arr, i);
				});
				return arr[index];
			};
			jStat.rowa = function rowa(arr, i) {
				return jStat.row(arr, i);
			};
			jStat.col = function col(arr, index) {
				if (isArray(index)) {
					var submat = jStat.arange(arr.length).map(function() {
						return new Array(index.length);
					});
					index.forEach(function(ind, i) {
						jStat.arange(arr.length).forEach(function(j) {
							submat[j][i] = arr[j][ind];
						});
					});
					return submat;
				}
				var column = new Array(arr.length);
				for (var i = 0; i < arr.length; i++) column[i] = [arr[i][index]];
				return column;
			};
			jStat.cola = function cola(arr, i) {
				return jStat.col(arr, i).map(function(a) {
					return a[0];
				});
			};
			jStat.diag = function diag(arr) {
				var nrow = jStat.rows(arr);
				var res = new Array(nrow);
				for (var row = 0; row < nrow; row++) res[row] = [arr[row][row]];
				return res;
			};
			jStat.antidiag = function antidiag(arr) {
				var nrow = jStat.rows(arr) - 1;
				var res = new Array(nrow);
				for (var i = 0; nrow >= 0; nrow--, i++) res[i] = [arr[i][nrow]];
				return res;
			};
			jStat.transpose = function transpose(arr) {
				var obj = [];
				var objArr, rows, cols, j, i;
				if (!isArray(arr[0])) arr = [arr];
				rows = arr.length;
				cols = arr[0].length;
				for (i = 0; i < cols; i++) {
					objArr = new Array(rows);
					for (j = 0; j < rows; j++) objArr[j] = arr[j][i];
					obj.push(objArr);
				}
				return obj.length === 1 ? obj[0] : obj;
			};
			jStat.map = function map(arr, func, toAlter) {
				var row, nrow, ncol, res, col;
				if (!isArray(arr[0])) arr = [arr];
				nrow = arr.length;
				ncol = arr[0].length;
				res = toAlter ? arr : new Array(nrow);
				for (row = 0; row < nrow; row++) {
					if (!res[row]) res[row] = new Array(ncol);
					for (col = 0; col < ncol; col++) res[row][col] = func(arr[row][col], row, col);
				}
				return res.length === 1 ? res[0] : res;
			};
			jStat.cumreduce = function cumreduce(arr, func, toAlter) {
				var row, nrow, ncol, res, col;
				if (!isArray(arr[0])) arr = [arr];
				nrow = arr.length;
				ncol = arr[0].length;
				res = toAlter ? arr : new Array(nrow);
				for (row = 0; row < nrow; row++) {
					if (!res[row]) res[row] = new Array(ncol);
					if (ncol > 0) res[row][0] = arr[row][0];
					for (col = 1; col < ncol; col++) res[row][col] = func(res[row][col - 1], arr[row][col]);
				}
				return res.length === 1 ? res[0] : res;
			};
			jStat.alter = function alter(arr, func) {
				return jStat.map(arr, func, true);
			};
			jStat.create = function create(rows, cols, func) {
				var res = new Array(rows);
				var i, j;
				if (isFunction(cols)) {
					func = cols;
					cols = rows;
				}
				for (i = 0; i < rows; i++) {
					res[i] = new Array(cols);
					for (j = 0; j < cols; j++) res[i][j] = func(i, j);
				}
				return res;
			};
			function retZero() {
				return 0;
			}
			jStat.zeros = function zeros(rows, cols) {
				if (!isNumber(cols)) cols = rows;
				return jStat.create(rows, cols, retZero);
			};
			function retOne() {
				return 1;
			}
			jStat.ones = function ones(rows, cols) {
				if (!isNumber(cols)) cols = rows;
				return jStat.create(rows, cols, retOne);
			};
			jStat.rand = function rand(rows, cols) {
				if (!isNumber(cols)) cols = rows;
				return jStat.create(rows, cols, jStat._random_fn);
			};
			function retIdent(i, j) {
				return i === j ? 1 : 0;
			}
			jStat.identity = function identity(rows, cols) {
				if (!isNumber(cols)) cols = rows;
				return jStat.create(rows, cols, retIdent);
			};
			jStat.symmetric = function symmetric(arr) {
				var size = arr.length;
				var row, col;
				if (arr.length !== arr[0].length) return false;
				for (row = 0; row < size; row++) for (col = 0; col < size; col++) if (arr[col][row] !== arr[row][col]) return false;
				return true;
			};
			jStat.clear = function clear(arr) {
				return jStat.alter(arr, retZero);
			};
			jStat.seq = function seq(min, max, length, func) {
				if (!isFunction(func)) func = false;
				var arr = [];
				var hival = calcRdx(min, max);
				var step = (max * hival - min * hival) / ((length - 1) * hival);
				var current = min;
				var cnt = 0;
				for (; current <= max && cnt < length; cnt++, current = (min * hival + step * hival * cnt) / hival) arr.push(func ? func(current, cnt) : current);
				return arr;
			};
			jStat.arange = function arange(start, end, step) {
				var rl = [];
				var i;
				step = step || 1;
				if (end === undefined) {
					end = start;
					start = 0;
				}
				if (start === end || step === 0) return [];
				if (start < end && step < 0) return [];
				if (start > end && step > 0) return [];
				if (step > 0) for (i = start; i < end; i += step) rl.push(i);
				else for (i = start; i > end; i += step) rl.push(i);
				return rl;
			};
			jStat.slice = function() {
				function _slice(list, start, end, step) {
					var i;
					var rl = [];
					var length = list.length;
					if (start === undefined && end === undefined && step === undefined) return jStat.copy(list);
					start = start || 0;
					end = end || list.length;
					start = start >= 0 ? start : length + start;
					end = end >= 0 ? end : length + end;
					step = step || 1;
					if (start === end || step === 0) return [];
					if (start < end && step < 0) return [];
					if (start > end && step > 0) return [];
					if (step > 0) for (i = start; i < end; i += step) rl.push(list[i]);
					else for (i = start; i > end; i += step) rl.push(list[i]);
					return rl;
				}
				function slice(list, rcSlice) {
					var colSlice, rowSlice;
					rcSlice = rcSlice || {};
					if (isNumber(rcSlice.row)) {
						if (isNumber(rcSlice.col)) return list[rcSlice.row][rcSlice.col];
						var row = jStat.rowa(list, rcSlice.row);
						colSlice = rcSlice.col || {};
						return _slice(row, colSlice.start, colSlice.end, colSlice.step);
					}
					if (isNumber(rcSlice.col)) {
						var col = jStat.cola(list, rcSlice.col);
						rowSlice = rcSlice.row || {};
						return _slice(col, rowSlice.start, rowSlice.end, rowSlice.step);
					}
					rowSlice = rcSlice.row || {};
					colSlice = rcSlice.col || {};
					return _slice(list, rowSlice.start, rowSlice.end, rowSlice.step).map(function(row) {
						return _slice(row, colSlice.start, colSlice.end, colSlice.step);
					});
				}
				return slice;
			}();
			jStat.sliceAssign = function sliceAssign(A, rcSlice, B) {
				var nl, ml;
				if (isNumber(rcSlice.row)) {
					if (isNumber(rcSlice.col)) return A[rcSlice.row][rcSlice.col] = B;
					rcSlice.col = rcSlice.col || {};
					rcSlice.col.start = rcSlice.col.start || 0;
					rcSlice.col.end = rcSlice.col.end || A[0].length;
					rcSlice.col.step = rcSlice.col.step || 1;
					nl = jStat.arange(rcSlice.col.start, Math.min(A.length, rcSlice.col.end), rcSlice.col.step);
					var m = rcSlice.row;
					nl.forEach(function(n, i) {
						A[m][n] = B[i];
					});
					return A;
				}
				if (isNumber(rcSlice.col)) {
					rcSlice.row = rcSlice.row || {};
					rcSlice.row.start = rcSlice.row.start || 0;
					rcSlice.row.end = rcSlice.row.end || A.length;
					rcSlice.row.step = rcSlice.row.step || 1;
					ml = jStat.arange(rcSlice.row.start, Math.min(A[0].length, rcSlice.row.end), rcSlice.row.step);
					var n = rcSlice.col;
					ml.forEach(function(m, j) {
						A[m][n] = B[j];
					});
					return A;
				}
				if (B[0].length === undefined) B = [B];
				rcSlice.row.start = rcSlice.row.start || 0;
				rcSlice.row.end = rcSlice.row.end || A.length;
				rcSlice.row.step = rcSlice.row.step || 1;
				rcSlice.col.start = rcSlice.col.start || 0;
				rcSlice.col.end = rcSlice.col.end || A[0].length;
				rcSlice.col.step = rcSlice.col.step || 1;
				ml = jStat.arange(rcSlice.row.start, Math.min(A.length, rcSlice.row.end), rcSlice.row.step);
				nl = jStat.arange(rcSlice.col.start, Math.min(A[0].length, rcSlice.col.end), rcSlice.col.step);
				ml.forEach(function(m, i) {
					nl.forEach(function(n, j) {
						A[m][n] = B[i][j];
					});
				});
				return A;
			};
			jStat.diagonal = function diagonal(diagArray) {
				var mat = jStat.zeros(diagArray.length, diagArray.length);
				diagArray.forEach(function(t, i) {
					mat[i][i] = t;
				});
				return mat;
			};
			jStat.copy = function copy(A) {
				return A.map(function(row) {
					if (isNumber(row)) return row;
					return row.map(function(t) {
						return t;
					});
				});
			};
			var jProto = jStat.prototype;
			jProto.length = 0;
			jProto.push = Array.prototype.push;
			jProto.sort = Array.prototype.sort;
			jProto.splice = Array.prototype.splice;
			jProto.slice = Array.prototype.slice;
			jProto.toArray = function toArray() {
				return this.length > 1 ? slice.call(this) : slice.call(this)[0];
			};
			jProto.map = function map(func, toAlter) {
				return jStat(jStat.map(this, func, toAlter));
			};
			jProto.cumreduce = function cumreduce(func, toAlter) {
				return jStat(jStat.cumreduce(this, func, toAlter));
			};
			jProto.alter = function alter(func) {
				jStat.alter(this, func);
				return this;
			};
			(function(funcs) {
				for (var i = 0; i < funcs.length; i++) (function(passfunc) {
					jProto[passfunc] = function(func) {
						var self = this, results;
						if (func) {
							setTimeout(function() {
								func.call(self, jProto[passfunc].call(self));
							});
							return this;
						}
						results = jStat[passfunc](this);
						return isArray(results) ? jStat(results) : results;
					};
				})(funcs[i]);
			})("transpose clear symmetric rows cols dimensions diag antidiag".split(" "));
			(function(funcs) {
				for (var i = 0; i < funcs.length; i++) (function(passfunc) {
					jProto[passfunc] = function(index, func) {
						var self = this;
						if (func) {
							setTimeout(function() {
								func.call(self, jProto[passfunc].call(self, index));
							});
							return this;
						}
						return jStat(jStat[passfunc](this, index));
					};
				})(funcs[i]);
			})("row col".split(" "));
			(function(funcs) {
				for (var i = 0; i < funcs.length; i++) (function(passfunc) {
					jProto[passfunc] = function() {
						return jStat(jStat[passfunc].apply(null, arguments));
					};
				})(funcs[i]);
			})("create zeros ones rand identity".split(" "));
			return jStat;
		}(Math);
		(function(jStat, Math) {
			var isFunction = jStat.utils.isFunction;
			function ascNum(a, b) {
				return a - b;
			}
			function clip(arg, min, max) {
				return Math.max(min, Math.min(arg, max));
			}
			jStat.sum = function sum(arr) {
				var sum = 0;
				var i = arr.length;
				while (--i >= 0) sum += arr[i];
				return sum;
			};
			jStat.sumsqrd = function sumsqrd(arr) {
				var sum = 0;
				var i = arr.length;
				while (--i >= 0) sum += arr[i] * arr[i];
				return sum;
			};
			jStat.sumsqerr = function sumsqerr(arr) {
				var mean = jStat.mean(arr);
				var sum = 0;
				var i = arr.length;
				var tmp;
				while (--i >= 0) {
					tmp = arr[i] - mean;
					sum += tmp * tmp;
				}
				return sum;
			};
			jStat.sumrow = function sumrow(arr) {
				var sum = 0;
				var i = arr.length;
				while (--i >= 0) sum += arr[i];
				return sum;
			};
			jStat.product = function product(arr) {
				var prod = 1;
				var i = arr.length;
				while (--i >= 0) prod *= arr[i];
				return prod;
			};
			jStat.min = function min(arr) {
				var low = arr[0];
				var i = 0;
				while (++i < arr.length) if (arr[i] < low) low = arr[i];
				return low;
			};
			jStat.max = function max(arr) {
				var high = arr[0];
				var i = 0;
				while (++i < arr.length) if (arr[i] > high) high = arr[i];
				return high;
			};
			jStat.unique = function unique(arr) {
				var hash = {}, _arr = [];
				for (var i = 0; i < arr.length; i++) if (!hash[arr[i]]) {
					hash[arr[i]] = true;
					_arr.push(arr[i]);
				}
				return _arr;
			};
			jStat.mean = function mean(arr) {
				return jStat.sum(arr) / arr.length;
			};
			jStat.meansqerr = function meansqerr(arr) {
				return jStat.sumsqerr(arr) / arr.length;
			};
			jStat.geomean = function geomean(arr) {
				var logs = arr.map(Math.log);
				var meanOfLogs = jStat.mean(logs);
				return Math.exp(meanOfLogs);
			};
			jStat.median = function median(arr) {
				var arrlen = arr.length;
				var _arr = arr.slice().sort(ascNum);
				return !(arrlen & 1) ? (_arr[arrlen / 2 - 1] + _arr[arrlen / 2]) / 2 : _arr[arrlen / 2 | 0];
			};
			jStat.cumsum = function cumsum(arr) {
				return jStat.cumreduce(arr, function(a, b) {
					return a + b;
				});
			};
			jStat.cumprod = function cumprod(arr) {
				return jStat.cumreduce(arr, function(a, b) {
					return a * b;
				});
			};
			jStat.diff = function diff(arr) {
				var diffs = [];
				var arrLen = arr.length;
				var i = 1;
				for (; i < arrLen; i++) diffs.push(arr[i] - arr[i - 1]);
				return diffs;
			};
			jStat.rank = function(arr) {
				var i;
				var distinctNumbers = [];
				var numberCounts = {};
				for (i = 0; i < arr.length; i++) {
					var number = arr[i];
					if (numberCounts[number]) numberCounts[number]++;
					else {
						numberCounts[number] = 1;
						distinctNumbers.push(number);
					}
				}
				var sortedDistinctNumbers = distinctNumbers.sort(ascNum);
				var numberRanks = {};
				var currentRank = 1;
				for (i = 0; i < sortedDistinctNumbers.length; i++) {
					var number = sortedDistinctNumbers[i];
					var count = numberCounts[number];
					numberRanks[number] = (currentRank + (currentRank + count - 1)) / 2;
					currentRank += count;
				}
				return arr.map(function(number) {
					return numberRanks[number];
				});
			};
			jStat.mode = function mode(arr) {
				var arrLen = arr.length;
				var _arr = arr.slice().sort(ascNum);
				var count = 1;
				var maxCount = 0;
				var numMaxCount = 0;
				var mode_arr = [];
				var i = 0;
				for (; i < arrLen; i++) if (_arr[i] === _arr[i + 1]) count++;
				else {
					if (count > maxCount) {
						mode_arr = [_arr[i]];
						maxCount = count;
						numMaxCount = 0;
					} else if (count === maxCount) {
						mode_arr.push(_arr[i]);
						numMaxCount++;
					}
					count = 1;
				}
				return numMaxCount === 0 ? mode_arr[0] : mode_arr;
			};
			jStat.range = function range(arr) {
				return jStat.max(arr) - jStat.min(arr);
			};
			jStat.variance = function variance(arr, flag) {
				return jStat.sumsqerr(arr) / (arr.length - (flag ? 1 : 0));
			};
			jStat.pooledvariance = function pooledvariance(arr) {
				return arr.reduce(function(a, samples) {
					return a + jStat.sumsqerr(samples);
				}, 0) / (arr.reduce(function(a, samples) {
					return a + samples.length;
				}, 0) - arr.length);
			};
			jStat.deviation = function(arr) {
				var mean = jStat.mean(arr);
				var arrlen = arr.length;
				var dev = new Array(arrlen);
				for (var i = 0; i < arrlen; i++) dev[i] = arr[i] - mean;
				return dev;
			};
			jStat.stdev = function stdev(arr, flag) {
				return Math.sqrt(jStat.variance(arr, flag));
			};
			jStat.pooledstdev = function pooledstdev(arr) {
				return Math.sqrt(jStat.pooledvariance(arr));
			};
			jStat.meandev = function meandev(arr) {
				var mean = jStat.mean(arr);
				var a = [];
				for (var i = arr.length - 1; i >= 0; i--) a.push(Math.abs(arr[i] - mean));
				return jStat.mean(a);
			};
			jStat.meddev = function meddev(arr) {
				var median = jStat.median(arr);
				var a = [];
				for (var i = arr.length - 1; i >= 0; i--) a.push(Math.abs(arr[i] - median));
				return jStat.median(a);
			};
			jStat.coeffvar = function coeffvar(arr) {
				return jStat.stdev(arr) / jStat.mean(arr);
			};
			jStat.quartiles = function quartiles(arr) {
				var arrlen = arr.length;
				var _arr = arr.slice().sort(ascNum);
				return [
					_arr[Math.round(arrlen / 4) - 1],
					_arr[Math.round(arrlen / 2) - 1],
					_arr[Math.round(arrlen * 3 / 4) - 1]
				];
			};
			jStat.quantiles = function quantiles(arr, quantilesArray, alphap, betap) {
				var sortedArray = arr.slice().sort(ascNum);
				var quantileVals = [quantilesArray.length];
				var n = arr.length;
				var i, p, m, aleph, k, gamma;
				if (typeof alphap === "undefined") alphap = 3 / 8;
				if (typeof betap === "undefined") betap = 3 / 8;
				for (i = 0; i < quantilesArray.length; i++) {
					p = quantilesArray[i];
					m = alphap + p * (1 - alphap - betap);
					aleph = n * p + m;
					k = Math.floor(clip(aleph, 1, n - 1));
					gamma = clip(aleph - k, 0, 1);
					quantileVals[i] = (1 - gamma) * sortedArray[k - 1] + gamma * sortedArray[k];
				}
				return quantileVals;
			};
			jStat.percentile = function percentile(arr, k, exclusive) {
				var _arr = arr.slice().sort(ascNum);
				var realIndex = k * (_arr.length + (exclusive ? 1 : -1)) + (exclusive ? 0 : 1);
				var index = parseInt(realIndex);
				var frac = realIndex - index;
				if (index + 1 < _arr.length) return _arr[index - 1] + frac * (_arr[index] - _arr[index - 1]);
				else return _arr[index - 1];
			};
			jStat.percentileOfScore = function percentileOfScore(arr, score, kind) {
				var counter = 0;
				var len = arr.length;
				var strict = false;
				var value, i;
				if (kind === "strict") strict = true;
				for (i = 0; i < len; i++) {
					value = arr[i];
					if (strict && value < score || !strict && value <= score) counter++;
				}
				return counter / len;
			};
			jStat.histogram = function histogram(arr, binCnt) {
				binCnt = binCnt || 4;
				var first = jStat.min(arr);
				var binWidth = (jStat.max(arr) - first) / binCnt;
				var len = arr.length;
				var bins = [];
				var i = 0;
				for (; i < binCnt; i++) bins[i] = 0;
				for (i = 0; i < len; i++) bins[Math.min(Math.floor((arr[i] - first) / binWidth), binCnt - 1)] += 1;
				return bins;
			};
			jStat.covariance = function covariance(arr1, arr2) {
				var u = jStat.mean(arr1);
				var v = jStat.mean(arr2);
				var arr1Len = arr1.length;
				var sq_dev = new Array(arr1Len);
				var i = 0;
				for (; i < arr1Len; i++) sq_dev[i] = (arr1[i] - u) * (arr2[i] - v);
				return jStat.sum(sq_dev) / (arr1Len - 1);
			};
			jStat.corrcoeff = function corrcoeff(arr1, arr2) {
				return jStat.covariance(arr1, arr2) / jStat.stdev(arr1, 1) / jStat.stdev(arr2, 1);
			};
			jStat.spearmancoeff = function(arr1, arr2) {
				arr1 = jStat.rank(arr1);
				arr2 = jStat.rank(arr2);
				return jStat.corrcoeff(arr1, arr2);
			};
			jStat.stanMoment = function stanMoment(arr, n) {
				var mu = jStat.mean(arr);
				var sigma = jStat.stdev(arr);
				var len = arr.length;
				var skewSum = 0;
				for (var i = 0; i < len; i++) skewSum += Math.pow((arr[i] - mu) / sigma, n);
				return skewSum / arr.length;
			};
			jStat.skewness = function skewness(arr) {
				return jStat.stanMoment(arr, 3);
			};
			jStat.kurtosis = function kurtosis(arr) {
				return jStat.stanMoment(arr, 4) - 3;
			};
			var jProto = jStat.prototype;
			(function(funcs) {
				for (var i = 0; i < funcs.length; i++) (function(passfunc) {
					jProto[passfunc] = function(fullbool, func) {
						var arr = [];
						var i = 0;
						var tmpthis = this;
						if (isFunction(fullbool)) {
							func = fullbool;
							fullbool = false;
						}
						if (func) {
							setTimeout(function() {
								func.call(tmpthis, jProto[passfunc].call(tmpthis, fullbool));
							});
							return this;
						}
						if (this.length > 1) {
							tmpthis = fullbool === true ? this : this.transpose();
							for (; i < tmpthis.length; i++) arr[i] = jStat[passfunc](tmpthis[i]);
							return arr;
						}
						return jStat[passfunc](this[0], fullbool);
					};
				})(funcs[i]);
			})("cumsum cumprod".split(" "));
			(function(funcs) {
				for (var i = 0; i < funcs.length; i++) (function(passfunc) {
					jProto[passfunc] = function(fullbool, func) {
						var arr = [];
						var i = 0;
						var tmpthis = this;
						if (isFunction(fullbool)) {
							func = fullbool;
							fullbool = false;
						}
						if (func) {
							setTimeout(function() {
								func.call(tmpthis, jProto[passfunc].call(tmpthis, fullbool));
							});
							return this;
						}
						if (this.length > 1) {
							if (passfunc !== "sumrow") tmpthis = fullbool === true ? this : this.transpose();
							for (; i < tmpthis.length; i++) arr[i] = jStat[passfunc](tmpthis[i]);
							return fullbool === true ? jStat[passfunc](jStat.utils.toVector(arr)) : arr;
						}
						return jStat[passfunc](this[0], fullbool);
					};
				})(funcs[i]);
			})("sum sumsqrd sumsqerr sumrow product min max unique mean meansqerr geomean median diff rank mode range variance deviation stdev meandev meddev coeffvar quartiles histogram skewness kurtosis".split(" "));
			(function(funcs) {
				for (var i = 0; i < funcs.length; i++) (function(passfunc) {
					jProto[passfunc] = function() {
						var arr = [];
						var i = 0;
						var tmpthis = this;
						var args = Array.prototype.slice.call(arguments);
						var callbackFunction;
						if (isFunction(args[args.length - 1])) {
							callbackFunction = args[args.length - 1];
							var argsToPass = args.slice(0, args.length - 1);
							setTimeout(function() {
								callbackFunction.call(tmpthis, jProto[passfunc].apply(tmpthis, argsToPass));
							});
							return this;
						} else {
							callbackFunction = void 0;
							var curriedFunction = function curriedFunction(vector) {
								return jStat[passfunc].apply(tmpthis, [vector].concat(args));
							};
						}
						if (this.length > 1) {
							tmpthis = tmpthis.transpose();
							for (; i < tmpthis.length; i++) arr[i] = curriedFunction(tmpthis[i]);
							return arr;
						}
						return curriedFunction(this[0]);
					};
				})(funcs[i]);
			})("quantiles percentileOfScore".split(" "));
		})(jStat, Math);
		(function(jStat, Math) {
			jStat.gammaln = function gammaln(x) {
				var j = 0;
				var cof = [
					76.18009172947146,
					-86.50532032941678,
					24.01409824083091,
					-1.231739572450155,
					.001208650973866179,
					-5395239384953e-18
				];
				var ser = 1.000000000190015;
				var xx, y, tmp = (y = xx = x) + 5.5;
				tmp -= (xx + .5) * Math.log(tmp);
				for (; j < 6; j++) ser += cof[j] / ++y;
				return Math.log(2.5066282746310007 * ser / xx) - tmp;
			};
			jStat.loggam = function loggam(x) {
				var x0, x2, xp, gl, gl0;
				var k, n;
				var a = [
					.08333333333333333,
					-.002777777777777778,
					.0007936507936507937,
					-.0005952380952380952,
					.0008417508417508418,
					-.001917526917526918,
					.00641025641025641,
					-.02955065359477124,
					.1796443723688307,
					-1.3924322169059
				];
				x0 = x;
				n = 0;
				if (x == 1 || x == 2) return 0;
				if (x <= 7) {
					n = Math.floor(7 - x);
					x0 = x + n;
				}
				x2 = 1 / (x0 * x0);
				xp = 2 * Math.PI;
				gl0 = a[9];
				for (k = 8; k >= 0; k--) {
					gl0 *= x2;
					gl0 += a[k];
				}
				gl = gl0 / x0 + .5 * Math.log(xp) + (x0 - .5) * Math.log(x0) - x0;
				if (x <= 7) for (k = 1; k <= n; k++) {
					gl -= Math.log(x0 - 1);
					x0 -= 1;
				}
				return gl;
			};
			jStat.gammafn = function gammafn(x) {
				var p = [
					-1.716185138865495,
					24.76565080557592,
					-379.80425647094563,
					629.3311553128184,
					866.9662027904133,
					-31451.272968848367,
					-36144.413418691176,
					66456.14382024054
				];
				var q = [
					-30.8402300119739,
					315.35062697960416,
					-1015.1563674902192,
					-3107.771671572311,
					22538.11842098015,
					4755.846277527881,
					-134659.9598649693,
					-115132.2596755535
				];
				var fact = false;
				var n = 0;
				var xden = 0;
				var xnum = 0;
				var y = x;
				var i, z, yi, res;
				if (x > 171.6243769536076) return 1e400;
				if (y <= 0) {
					res = y % 1 + 36e-17;
					if (res) {
						fact = (!(y & 1) ? 1 : -1) * Math.PI / Math.sin(Math.PI * res);
						y = 1 - y;
					} else return 1e400;
				}
				yi = y;
				if (y < 1) z = y++;
				else z = (y -= n = (y | 0) - 1) - 1;
				for (i = 0; i < 8; ++i) {
					xnum = (xnum + p[i]) * z;
					xden = xden * z + q[i];
				}
				res = xnum / xden + 1;
				if (yi < y) res /= yi;
				else if (yi > y) for (i = 0; i < n; ++i) {
					res *= y;
					y++;
				}
				if (fact) res = fact / res;
				return res;
			};
			jStat.gammap = function gammap(a, x) {
				return jStat.lowRegGamma(a, x) * jStat.gammafn(a);
			};
			jStat.lowRegGamma = function lowRegGamma(a, x) {
				var aln = jStat.gammaln(a);
				var ap = a;
				var sum = 1 / a;
				var del = sum;
				var b = x + 1 - a;
				var c = 1 / 1e-30;
				var d = 1 / b;
				var h = d;
				var i = 1;
				var ITMAX = -~(Math.log(a >= 1 ? a : 1 / a) * 8.5 + a * .4 + 17);
				var an;
				if (x < 0 || a <= 0) return NaN;
				else if (x < a + 1) {
					for (; i <= ITMAX; i++) sum += del *= x / ++ap;
					return sum * Math.exp(-x + a * Math.log(x) - aln);
				}
				for (; i <= ITMAX; i++) {
					an = -i * (i - a);
					b += 2;
					d = an * d + b;
					c = b + an / c;
					d = 1 / d;
					h *= d * c;
				}
				return 1 - h * Math.exp(-x + a * Math.log(x) - aln);
			};
			jStat.factorialln = function factorialln(n) {
				return n < 0 ? NaN : jStat.gammaln(n + 1);
			};
			jStat.factorial = function factorial(n) {
				return n < 0 ? NaN : jStat.gammafn(n + 1);
			};
			jStat.combination = function combination(n, m) {
				return n > 170 || m > 170 ? Math.exp(jStat.combinationln(n, m)) : jStat.factorial(n) / jStat.factorial(m) / jStat.factorial(n - m);
			};
			jStat.combinationln = function combinationln(n, m) {
				return jStat.factorialln(n) - jStat.factorialln(m) - jStat.factorialln(n - m);
			};
			jStat.permutation = function permutation(n, m) {
				return jStat.factorial(n) / jStat.factorial(n - m);
			};
			jStat.betafn = function betafn(x, y) {
				if (x <= 0 || y <= 0) return void 0;
				return x + y > 170 ? Math.exp(jStat.betaln(x, y)) : jStat.gammafn(x) * jStat.gammafn(y) / jStat.gammafn(x + y);
			};
			jStat.betaln = function betaln(x, y) {
				return jStat.gammaln(x) + jStat.gammaln(y) - jStat.gammaln(x + y);
			};
			jStat.betacf = function betacf(x, a, b) {
				var fpmin = 1e-30;
				var m = 1;
				var qab = a + b;
				var qap = a + 1;
				var qam = a - 1;
				var c = 1;
				var d = 1 - qab * x / qap;
				var m2, aa, del, h;
				if (Math.abs(d) < fpmin) d = fpmin;
				d = 1 / d;
				h = d;
				for (; m <= 100; m++) {
					m2 = 2 * m;
					aa = m * (b - m) * x / ((qam + m2) * (a + m2));
					d = 1 + aa * d;
					if (Math.abs(d) < fpmin) d = fpmin;
					c = 1 + aa / c;
					if (Math.abs(c) < fpmin) c = fpmin;
					d = 1 / d;
					h *= d * c;
					aa = -(a + m) * (qab + m) * x / ((a + m2) * (qap + m2));
					d = 1 + aa * d;
					if (Math.abs(d) < fpmin) d = fpmin;
					c = 1 + aa / c;
					if (Math.abs(c) < fpmin) c = fpmin;
					d = 1 / d;
					del = d * c;
					h *= del;
					if (Math.abs(del - 1) < 3e-7) break;
				}
				return h;
			};
			jStat.gammapinv = function gammapinv(p, a) {
				var j = 0;
				var a1 = a - 1;
				var EPS = 1e-8;
				var gln = jStat.gammaln(a);
				var x, err, t, u, pp, lna1, afac;
				if (p >= 1) return Math.max(100, a + 100 * Math.sqrt(a));
				if (p <= 0) return 0;
				if (a > 1) {
					lna1 = Math.log(a1);
					afac = Math.exp(a1 * (lna1 - 1) - gln);
					pp = p < .5 ? p : 1 - p;
					t = Math.sqrt(-2 * Math.log(pp));
					x = (2.30753 + t * .27061) / (1 + t * (.99229 + t * .04481)) - t;
					if (p < .5) x = -x;
					x = Math.max(.001, a * Math.pow(1 - 1 / (9 * a) - x / (3 * Math.sqrt(a)), 3));
				} else {
					t = 1 - a * (.253 + a * .12);
					if (p < t) x = Math.pow(p / t, 1 / a);
					else x = 1 - Math.log(1 - (p - t) / (1 - t));
				}
				for (; j < 12; j++) {
					if (x <= 0) return 0;
					err = jStat.lowRegGamma(a, x) - p;
					if (a > 1) t = afac * Math.exp(-(x - a1) + a1 * (Math.log(x) - lna1));
					else t = Math.exp(-x + a1 * Math.log(x) - gln);
					u = err / t;
					x -= t = u / (1 - .5 * Math.min(1, u * ((a - 1) / x - 1)));
					if (x <= 0) x = .5 * (x + t);
					if (Math.abs(t) < EPS * x) break;
				}
				return x;
			};
			jStat.erf = function erf(x) {
				var cof = [
					-1.3026537197817094,
					.6419697923564902,
					.019476473204185836,
					-.00956151478680863,
					-.000946595344482036,
					.000366839497852761,
					42523324806907e-18,
					-20278578112534e-18,
					-1624290004647e-18,
					130365583558e-17,
					1.5626441722e-8,
					-8.5238095915e-8,
					6.529054439e-9,
					5.059343495e-9,
					-991364156e-18,
					-227365122e-18,
					96467911e-18,
					2394038e-18,
					-6886027e-18,
					894487e-18,
					313092e-18,
					-112708e-18,
					381e-18,
					7106e-18,
					-1523e-18,
					-94e-18,
					121e-18,
					-28e-18
				];
				var j = cof.length - 1;
				var isneg = false;
				var d = 0;
				var dd = 0;
				var t, ty, tmp, res;
				if (x < 0) {
					x = -x;
					isneg = true;
				}
				t = 2 / (2 + x);
				ty = 4 * t - 2;
				for (; j > 0; j--) {
					tmp = d;
					d = ty * d - dd + cof[j];
					dd = tmp;
				}
				res = t * Math.exp(-x * x + .5 * (cof[0] + ty * d) - dd);
				return isneg ? res - 1 : 1 - res;
			};
			jStat.erfc = function erfc(x) {
				return 1 - jStat.erf(x);
			};
			jStat.erfcinv = function erfcinv(p) {
				var j = 0;
				var x, err, t, pp;
				if (p >= 2) return -100;
				if (p <= 0) return 100;
				pp = p < 1 ? p : 2 - p;
				t = Math.sqrt(-2 * Math.log(pp / 2));
				x = -.70711 * ((2.30753 + t * .27061) / (1 + t * (.99229 + t * .04481)) - t);
				for (; j < 2; j++) {
					err = jStat.erfc(x) - pp;
					x += err / (1.1283791670955126 * Math.exp(-x * x) - x * err);
				}
				return p < 1 ? x : -x;
			};
			jStat.ibetainv = function ibetainv(p, a, b) {
				var EPS = 1e-8;
				var a1 = a - 1;
				var b1 = b - 1;
				var j = 0;
				var lna, lnb, pp, t, u, err, x, al, h, w, afac;
				if (p <= 0) return 0;
				if (p >= 1) return 1;
				if (a >= 1 && b >= 1) {
					pp = p < .5 ? p : 1 - p;
					t = Math.sqrt(-2 * Math.log(pp));
					x = (2.30753 + t * .27061) / (1 + t * (.99229 + t * .04481)) - t;
					if (p < .5) x = -x;
					al = (x * x - 3) / 6;
					h = 2 / (1 / (2 * a - 1) + 1 / (2 * b - 1));
					w = x * Math.sqrt(al + h) / h - (1 / (2 * b - 1) - 1 / (2 * a - 1)) * (al + 5 / 6 - 2 / (3 * h));
					x = a / (a + b * Math.exp(2 * w));
				} else {
					lna = Math.log(a / (a + b));
					lnb = Math.log(b / (a + b));
					t = Math.exp(a * lna) / a;
					u = Math.exp(b * lnb) / b;
					w = t + u;
					if (p < t / w) x = Math.pow(a * w * p, 1 / a);
					else x = 1 - Math.pow(b * w * (1 - p), 1 / b);
				}
				afac = -jStat.gammaln(a) - jStat.gammaln(b) + jStat.gammaln(a + b);
				for (; j < 10; j++) {
					if (x === 0 || x === 1) return x;
					err = jStat.ibeta(x, a, b) - p;
					t = Math.exp(a1 * Math.log(x) + b1 * Math.log(1 - x) + afac);
					u = err / t;
					x -= t = u / (1 - .5 * Math.min(1, u * (a1 / x - b1 / (1 - x))));
					if (x <= 0) x = .5 * (x + t);
					if (x >= 1) x = .5 * (x + t + 1);
					if (Math.abs(t) < EPS * x && j > 0) break;
				}
				return x;
			};
			jStat.ibeta = function ibeta(x, a, b) {
				var bt = x === 0 || x === 1 ? 0 : Math.exp(jStat.gammaln(a + b) - jStat.gammaln(a) - jStat.gammaln(b) + a * Math.log(x) + b * Math.log(1 - x));
				if (x < 0 || x > 1) return false;
				if (x < (a + 1) / (a + b + 2)) return bt * jStat.betacf(x, a, b) / a;
				return 1 - bt * jStat.betacf(1 - x, b, a) / b;
			};
			jStat.randn = function randn(n, m) {
				var u, v, x, y, q;
				if (!m) m = n;
				if (n) return jStat.create(n, m, function() {
					return jStat.randn();
				});
				do {
					u = jStat._random_fn();
					v = 1.7156 * (jStat._random_fn() - .5);
					x = u - .449871;
					y = Math.abs(v) + .386595;
					q = x * x + y * (.196 * y - .25472 * x);
				} while (q > .27597 && (q > .27846 || v * v > -4 * Math.log(u) * u * u));
				return v / u;
			};
			jStat.randg = function randg(shape, n, m) {
				var oalph = shape;
				var a1, a2, u, v, x, mat;
				if (!m) m = n;
				if (!shape) shape = 1;
				if (n) {
					mat = jStat.zeros(n, m);
					mat.alter(function() {
						return jStat.randg(shape);
					});
					return mat;
				}
				if (shape < 1) shape += 1;
				a1 = shape - 1 / 3;
				a2 = 1 / Math.sqrt(9 * a1);
				do {
					do {
						x = jStat.randn();
						v = 1 + a2 * x;
					} while (v <= 0);
					v = v * v * v;
					u = jStat._random_fn();
				} while (u > 1 - .331 * Math.pow(x, 4) && Math.log(u) > .5 * x * x + a1 * (1 - v + Math.log(v)));
				if (shape == oalph) return a1 * v;
				do
					u = jStat._random_fn();
				while (u === 0);
				return Math.pow(u, 1 / oalph) * a1 * v;
			};
			(function(funcs) {
				for (var i = 0; i < funcs.length; i++) (function(passfunc) {
					jStat.fn[passfunc] = function() {
						return jStat(jStat.map(this, function(value) {
							return jStat[passfunc](value);
						}));
					};
				})(funcs[i]);
			})("gammaln gammafn factorial factorialln".split(" "));
			(function(funcs) {
				for (var i = 0; i < funcs.length; i++) (function(passfunc) {
					jStat.fn[passfunc] = function() {
						return jStat(jStat[passfunc].apply(null, arguments));
					};
				})(funcs[i]);
			})("randn".split(" "));
		})(jStat, Math);
		(function(jStat, Math) {
			(function(list) {
				for (var i = 0; i < list.length; i++) (function(func) {
					jStat[func] = function f(a, b, c) {
						if (!(this instanceof f)) return new f(a, b, c);
						this._a = a;
						this._b = b;
						this._c = c;
						return this;
					};
					jStat.fn[func] = function(a, b, c) {
						var newthis = jStat[func](a, b, c);
						newthis.data = this;
						return newthis;
					};
					jStat[func].prototype.sample = function(arr) {
						var a = this._a;
						var b = this._b;
						var c = this._c;
						if (arr) return jStat.alter(arr, function() {
							return jStat[func].sample(a, b, c);
						});
						else return jStat[func].sample(a, b, c);
					};
					(function(vals) {
						for (var i = 0; i < vals.length; i++) (function(fnfunc) {
							jStat[func].prototype[fnfunc] = function(x) {
								var a = this._a;
								var b = this._b;
								var c = this._c;
								if (!x && x !== 0) x = this.data;
								if (typeof x !== "number") return jStat.fn.map.call(x, function(x) {
									return jStat[func][fnfunc](x, a, b, c);
								});
								return jStat[func][fnfunc](x, a, b, c);
							};
						})(vals[i]);
					})("pdf cdf inv".split(" "));
					(function(vals) {
						for (var i = 0; i < vals.length; i++) (function(fnfunc) {
							jStat[func].prototype[fnfunc] = function() {
								return jStat[func][fnfunc](this._a, this._b, this._c);
							};
						})(vals[i]);
					})("mean median mode variance".split(" "));
				})(list[i]);
			})("beta centralF cauchy chisquare exponential gamma invgamma kumaraswamy laplace lognormal noncentralt normal pareto studentt weibull uniform binomial negbin hypgeom poisson triangular tukey arcsine".split(" "));
			jStat.extend(jStat.beta, {
				pdf: function pdf(x, alpha, beta) {
					if (x > 1 || x < 0) return 0;
					if (alpha == 1 && beta == 1) return 1;
					if (alpha < 512 && beta < 512) return Math.pow(x, alpha - 1) * Math.pow(1 - x, beta - 1) / jStat.betafn(alpha, beta);
					else return Math.exp((alpha - 1) * Math.log(x) + (beta - 1) * Math.log(1 - x) - jStat.betaln(alpha, beta));
				},
				cdf: function cdf(x, alpha, beta) {
					return x > 1 || x < 0 ? (x > 1) * 1 : jStat.ibeta(x, alpha, beta);
				},
				inv: function inv(x, alpha, beta) {
					return jStat.ibetainv(x, alpha, beta);
				},
				mean: function mean(alpha, beta) {
					return alpha / (alpha + beta);
				},
				median: function median(alpha, beta) {
					return jStat.ibetainv(.5, alpha, beta);
				},
				mode: function mode(alpha, beta) {
					return (alpha - 1) / (alpha + beta - 2);
				},
				sample: function sample(alpha, beta) {
					var u = jStat.randg(alpha);
					return u / (u + jStat.randg(beta));
				},
				variance: function variance(alpha, beta) {
					return alpha * beta / (Math.pow(alpha + beta, 2) * (alpha + beta + 1));
				}
			});
			jStat.extend(jStat.centralF, {
				pdf: function pdf(x, df1, df2) {
					var p, q, f;
					if (x < 0) return 0;
					if (df1 <= 2) {
						if (x === 0 && df1 < 2) return 1e400;
						if (x === 0 && df1 === 2) return 1;
						return 1 / jStat.betafn(df1 / 2, df2 / 2) * Math.pow(df1 / df2, df1 / 2) * Math.pow(x, df1 / 2 - 1) * Math.pow(1 + df1 / df2 * x, -(df1 + df2) / 2);
					}
					p = df1 * x / (df2 + x * df1);
					q = df2 / (df2 + x * df1);
					f = df1 * q / 2;
					return f * jStat.binomial.pdf((df1 - 2) / 2, (df1 + df2 - 2) / 2, p);
				},
				cdf: function cdf(x, df1, df2) {
					if (x < 0) return 0;
					return jStat.ibeta(df1 * x / (df1 * x + df2), df1 / 2, df2 / 2);
				},
				inv: function inv(x, df1, df2) {
					return df2 / (df1 * (1 / jStat.ibetainv(x, df1 / 2, df2 / 2) - 1));
				},
				mean: function mean(df1, df2) {
					return df2 > 2 ? df2 / (df2 - 2) : void 0;
				},
				mode: function mode(df1, df2) {
					return df1 > 2 ? df2 * (df1 - 2) / (df1 * (df2 + 2)) : void 0;
				},
				sample: function sample(df1, df2) {
					var x1 = jStat.randg(df1 / 2) * 2;
					var x2 = jStat.randg(df2 / 2) * 2;
					return x1 / df1 / (x2 / df2);
				},
				variance: function variance(df1, df2) {
					if (df2 <= 4) return void 0;
					return 2 * df2 * df2 * (df1 + df2 - 2) / (df1 * (df2 - 2) * (df2 - 2) * (df2 - 4));
				}
			});
			jStat.extend(jStat.cauchy, {
				pdf: function pdf(x, local, scale) {
					if (scale < 0) return 0;
					return scale / (Math.pow(x - local, 2) + Math.pow(scale, 2)) / Math.PI;
				},
				cdf: function cdf(x, local, scale) {
					return Math.atan((x - local) / scale) / Math.PI + .5;
				},
				inv: function(p, local, scale) {
					return local + scale * Math.tan(Math.PI * (p - .5));
				},
				median: function median(local) {
					return local;
				},
				mode: function mode(local) {
					return local;
				},
				sample: function sample(local, scale) {
					return jStat.randn() * Math.sqrt(1 / (2 * jStat.randg(.5))) * scale + local;
				}
			});
			jStat.extend(jStat.chisquare, {
				pdf: function pdf(x, dof) {
					if (x < 0) return 0;
					return x === 0 && dof === 2 ? .5 : Math.exp((dof / 2 - 1) * Math.log(x) - x / 2 - dof / 2 * Math.log(2) - jStat.gammaln(dof / 2));
				},
				cdf: function cdf(x, dof) {
					if (x < 0) return 0;
					return jStat.lowRegGamma(dof / 2, x / 2);
				},
				inv: function(p, dof) {
					return 2 * jStat.gammapinv(p, .5 * dof);
				},
				mean: function(dof) {
					return dof;
				},
				median: function median(dof) {
					return dof * Math.pow(1 - 2 / (9 * dof), 3);
				},
				mode: function mode(dof) {
					return dof - 2 > 0 ? dof - 2 : 0;
				},
				sample: function sample(dof) {
					return jStat.randg(dof / 2) * 2;
				},
				variance: function variance(dof) {
					return 2 * dof;
				}
			});
			jStat.extend(jStat.exponential, {
				pdf: function pdf(x, rate) {
					return x < 0 ? 0 : rate * Math.exp(-rate * x);
				},
				cdf: function cdf(x, rate) {
					return x < 0 ? 0 : 1 - Math.exp(-rate * x);
				},
				inv: function(p, rate) {
					return -Math.log(1 - p) / rate;
				},
				mean: function(rate) {
					return 1 / rate;
				},
				median: function(rate) {
					return 1 / rate * Math.log(2);
				},
				mode: function mode() {
					return 0;
				},
				sample: function sample(rate) {
					return -1 / rate * Math.log(jStat._random_fn());
				},
				variance: function(rate) {
					return Math.pow(rate, -2);
				}
			});
			jStat.extend(jStat.gamma, {
				pdf: function pdf(x, shape, scale) {
					if (x < 0) return 0;
					return x === 0 && shape === 1 ? 1 / scale : Math.exp((shape - 1) * Math.log(x) - x / scale - jStat.gammaln(shape) - shape * Math.log(scale));
				},
				cdf: function cdf(x, shape, scale) {
					if (x < 0) return 0;
					return jStat.lowRegGamma(shape, x / scale);
				},
				inv: function(p, shape, scale) {
					return jStat.gammapinv(p, shape) * scale;
				},
				mean: function(shape, scale) {
					return shape * scale;
				},
				mode: function mode(shape, scale) {
					if (shape > 1) return (shape - 1) * scale;
				},
				sample: function sample(shape, scale) {
					return jStat.randg(shape) * scale;
				},
				variance: function variance(shape, scale) {
					return shape * scale * scale;
				}
			});
			jStat.extend(jStat.invgamma, {
				pdf: function pdf(x, shape, scale) {
					if (x <= 0) return 0;
					return Math.exp(-(shape + 1) * Math.log(x) - scale / x - jStat.gammaln(shape) + shape * Math.log(scale));
				},
				cdf: function cdf(x, shape, scale) {
					if (x <= 0) return 0;
					return 1 - jStat.lowRegGamma(shape, scale / x);
				},
				inv: function(p, shape, scale) {
					return scale / jStat.gammapinv(1 - p, shape);
				},
				mean: function(shape, scale) {
					return shape > 1 ? scale / (shape - 1) : void 0;
				},
				mode: function mode(shape, scale) {
					return scale / (shape + 1);
				},
				sample: function sample(shape, scale) {
					return scale / jStat.randg(shape);
				},
				variance: function variance(shape, scale) {
					if (shape <= 2) return void 0;
					return scale * scale / ((shape - 1) * (shape - 1) * (shape - 2));
				}
			});
			jStat.extend(jStat.kumaraswamy, {
				pdf: function pdf(x, alpha, beta) {
					if (x === 0 && alpha === 1) return beta;
					else if (x === 1 && beta === 1) return alpha;
					return Math.exp(Math.log(alpha) + Math.log(beta) + (alpha - 1) * Math.log(x) + (beta - 1) * Math.log(1 - Math.pow(x, alpha)));
				},
				cdf: function cdf(x, alpha, beta) {
					if (x < 0) return 0;
					else if (x > 1) return 1;
					return 1 - Math.pow(1 - Math.pow(x, alpha), beta);
				},
				inv: function inv(p, alpha, beta) {
					return Math.pow(1 - Math.pow(1 - p, 1 / beta), 1 / alpha);
				},
				mean: function(alpha, beta) {
					return beta * jStat.gammafn(1 + 1 / alpha) * jStat.gammafn(beta) / jStat.gammafn(1 + 1 / alpha + beta);
				},
				median: function median(alpha, beta) {
					return Math.pow(1 - Math.pow(2, -1 / beta), 1 / alpha);
				},
				mode: function mode(alpha, beta) {
					if (!(alpha >= 1 && beta >= 1 && alpha !== 1 && beta !== 1)) return void 0;
					return Math.pow((alpha - 1) / (alpha * beta - 1), 1 / alpha);
				},
				variance: function variance() {
					throw new Error("variance not yet implemented");
				}
			});
			jStat.extend(jStat.lognormal, {
				pdf: function pdf(x, mu, sigma) {
					if (x <= 0) return 0;
					return Math.exp(-Math.log(x) - .5 * Math.log(2 * Math.PI) - Math.log(sigma) - Math.pow(Math.log(x) - mu, 2) / (2 * sigma * sigma));
				},
				cdf: function cdf(x, mu, sigma) {
					if (x < 0) return 0;
					return .5 + .5 * jStat.erf((Math.log(x) - mu) / Math.sqrt(2 * sigma * sigma));
				},
				inv: function(p, mu, sigma) {
					return Math.exp(-1.4142135623730951 * sigma * jStat.erfcinv(2 * p) + mu);
				},
				mean: function mean(mu, sigma) {
					return Math.exp(mu + sigma * sigma / 2);
				},
				median: function median(mu) {
					return Math.exp(mu);
				},
				mode: function mode(mu, sigma) {
					return Math.exp(mu - sigma * sigma);
				},
				sample: function sample(mu, sigma) {
					return Math.exp(jStat.randn() * sigma + mu);
				},
				variance: function variance(mu, sigma) {
					return (Math.exp(sigma * sigma) - 1) * Math.exp(2 * mu + sigma * sigma);
				}
			});
			jStat.extend(jStat.noncentralt, {
				pdf: function pdf(x, dof, ncp) {
					var tol = 1e-14;
					if (Math.abs(ncp) < tol) return jStat.studentt.pdf(x, dof);
					if (Math.abs(x) < tol) return Math.exp(jStat.gammaln((dof + 1) / 2) - ncp * ncp / 2 - .5 * Math.log(Math.PI * dof) - jStat.gammaln(dof / 2));
					return dof / x * (jStat.noncentralt.cdf(x * Math.sqrt(1 + 2 / dof), dof + 2, ncp) - jStat.noncentralt.cdf(x, dof, ncp));
				},
				cdf: function cdf(x, dof, ncp) {
					var tol = 1e-14;
					var min_iterations = 200;
					if (Math.abs(ncp) < tol) return jStat.studentt.cdf(x, dof);
					var flip = false;
					if (x < 0) {
						flip = true;
						ncp = -ncp;
					}
					var prob = jStat.normal.cdf(-ncp, 0, 1);
					var value = tol + 1;
					var lastvalue = value;
					var y = x * x / (x * x + dof);
					var j = 0;
					var p = Math.exp(-ncp * ncp / 2);
					var q = Math.exp(-ncp * ncp / 2 - .5 * Math.log(2) - jStat.gammaln(3 / 2)) * ncp;
					while (j < min_iterations || lastvalue > tol || value > tol) {
						lastvalue = value;
						if (j > 0) {
							p *= ncp * ncp / (2 * j);
							q *= ncp * ncp / (2 * (j + 1 / 2));
						}
						value = p * jStat.beta.cdf(y, j + .5, dof / 2) + q * jStat.beta.cdf(y, j + 1, dof / 2);
						prob += .5 * value;
						j++;
					}
					return flip ? 1 - prob : prob;
				}
			});
			jStat.extend(jStat.normal, {
				pdf: function pdf(x, mean, std) {
					return Math.exp(-.5 * Math.log(2 * Math.PI) - Math.log(std) - Math.pow(x - mean, 2) / (2 * std * std));
				},
				cdf: function cdf(x, mean, std) {
					return .5 * (1 + jStat.erf((x - mean) / Math.sqrt(2 * std * std)));
				},
				inv: function(p, mean, std) {
					return -1.4142135623730951 * std * jStat.erfcinv(2 * p) + mean;
				},
				mean: function(mean) {
					return mean;
				},
				median: function median(mean) {
					return mean;
				},
				mode: function(mean) {
					return mean;
				},
				sample: function sample(mean, std) {
					return jStat.randn() * std + mean;
				},
				variance: function(mean, std) {
					return std * std;
				}
			});
			jStat.extend(jStat.pareto, {
				pdf: function pdf(x, scale, shape) {
					if (x < scale) return 0;
					return shape * Math.pow(scale, shape) / Math.pow(x, shape + 1);
				},
				cdf: function cdf(x, scale, shape) {
					if (x < scale) return 0;
					return 1 - Math.pow(scale / x, shape);
				},
				inv: function inv(p, scale, shape) {
					return scale / Math.pow(1 - p, 1 / shape);
				},
				mean: function mean(scale, shape) {
					if (shape <= 1) return void 0;
					return shape * Math.pow(scale, shape) / (shape - 1);
				},
				median: function median(scale, shape) {
					return scale * (shape * Math.SQRT2);
				},
				mode: function mode(scale) {
					return scale;
				},
				variance: function(scale, shape) {
					if (shape <= 2) return void 0;
					return scale * scale * shape / (Math.pow(shape - 1, 2) * (shape - 2));
				}
			});
			jStat.extend(jStat.studentt, {
				pdf: function pdf(x, dof) {
					dof = dof > 1e100 ? 1e100 : dof;
					return 1 / (Math.sqrt(dof) * jStat.betafn(.5, dof / 2)) * Math.pow(1 + x * x / dof, -((dof + 1) / 2));
				},
				cdf: function cdf(x, dof) {
					var dof2 = dof / 2;
					return jStat.ibeta((x + Math.sqrt(x * x + dof)) / (2 * Math.sqrt(x * x + dof)), dof2, dof2);
				},
				inv: function(p, dof) {
					var x = jStat.ibetainv(2 * Math.min(p, 1 - p), .5 * dof, .5);
					x = Math.sqrt(dof * (1 - x) / x);
					return p > .5 ? x : -x;
				},
				mean: function mean(dof) {
					return dof > 1 ? 0 : void 0;
				},
				median: function median() {
					return 0;
				},
				mode: function mode() {
					return 0;
				},
				sample: function sample(dof) {
					return jStat.randn() * Math.sqrt(dof / (2 * jStat.randg(dof / 2)));
				},
				variance: function variance(dof) {
					return dof > 2 ? dof / (dof - 2) : dof > 1 ? 1e400 : void 0;
				}
			});
			jStat.extend(jStat.weibull, {
				pdf: function pdf(x, scale, shape) {
					if (x < 0 || scale < 0 || shape < 0) return 0;
					return shape / scale * Math.pow(x / scale, shape - 1) * Math.exp(-Math.pow(x / scale, shape));
				},
				cdf: function cdf(x, scale, shape) {
					return x < 0 ? 0 : 1 - Math.exp(-Math.pow(x / scale, shape));
				},
				inv: function(p, scale, shape) {
					return scale * Math.pow(-Math.log(1 - p), 1 / shape);
				},
				mean: function(scale, shape) {
					return scale * jStat.gammafn(1 + 1 / shape);
				},
				median: function median(scale, shape) {
					return scale * Math.pow(Math.log(2), 1 / shape);
				},
				mode: function mode(scale, shape) {
					if (shape <= 1) return 0;
					return scale * Math.pow((shape - 1) / shape, 1 / shape);
				},
				sample: function sample(scale, shape) {
					return scale * Math.pow(-Math.log(jStat._random_fn()), 1 / shape);
				},
				variance: function variance(scale, shape) {
					return scale * scale * jStat.gammafn(1 + 2 / shape) - Math.pow(jStat.weibull.mean(scale, shape), 2);
				}
			});
			jStat.extend(jStat.uniform, {
				pdf: function pdf(x, a, b) {
					return x < a || x > b ? 0 : 1 / (b - a);
				},
				cdf: function cdf(x, a, b) {
					if (x < a) return 0;
					else if (x < b) return (x - a) / (b - a);
					return 1;
				},
				inv: function(p, a, b) {
					return a + p * (b - a);
				},
				mean: function mean(a, b) {
					return .5 * (a + b);
				},
				median: function median(a, b) {
					return jStat.mean(a, b);
				},
				mode: function mode() {
					throw new Error("mode is not yet implemented");
				},
				sample: function sample(a, b) {
					return a / 2 + b / 2 + (b / 2 - a / 2) * (2 * jStat._random_fn() - 1);
				},
				variance: function variance(a, b) {
					return Math.pow(b - a, 2) / 12;
				}
			});
			function betinc(x, a, b, eps) {
				var a0 = 0;
				var b0 = 1;
				var a1 = 1;
				var b1 = 1;
				var m9 = 0;
				var a2 = 0;
				var c9;
				while (Math.abs((a1 - a2) / a1) > eps) {
					a2 = a1;
					c9 = -(a + m9) * (a + b + m9) * x / (a + 2 * m9) / (a + 2 * m9 + 1);
					a0 = a1 + c9 * a0;
					b0 = b1 + c9 * b0;
					m9 = m9 + 1;
					c9 = m9 * (b - m9) * x / (a + 2 * m9 - 1) / (a + 2 * m9);
					a1 = a0 + c9 * a1;
					b1 = b0 + c9 * b1;
					a0 = a0 / b1;
					b0 = b0 / b1;
					a1 = a1 / b1;
					b1 = 1;
				}
				return a1 / a;
			}
			jStat.extend(jStat.binomial, {
				pdf: function pdf(k, n, p) {
					return p === 0 || p === 1 ? n * p === k ? 1 : 0 : jStat.combination(n, k) * Math.pow(p, k) * Math.pow(1 - p, n - k);
				},
				cdf: function cdf(x, n, p) {
					var betacdf;
					var eps = 1e-10;
					if (x < 0) return 0;
					if (x >= n) return 1;
					if (p < 0 || p > 1 || n <= 0) return NaN;
					x = Math.floor(x);
					var z = p;
					var a = x + 1;
					var b = n - x;
					var s = a + b;
					var bt = Math.exp(jStat.gammaln(s) - jStat.gammaln(b) - jStat.gammaln(a) + a * Math.log(z) + b * Math.log(1 - z));
					if (z < (a + 1) / (s + 2)) betacdf = bt * betinc(z, a, b, eps);
					else betacdf = 1 - bt * betinc(1 - z, b, a, eps);
					return Math.round((1 - betacdf) * (1 / eps)) / (1 / eps);
				}
			});
			jStat.extend(jStat.negbin, {
				pdf: function pdf(k, r, p) {
					if (k !== k >>> 0) return false;
					if (k < 0) return 0;
					return jStat.combination(k + r - 1, r - 1) * Math.pow(1 - p, k) * Math.pow(p, r);
				},
				cdf: function cdf(x, r, p) {
					var sum = 0, k = 0;
					if (x < 0) return 0;
					for (; k <= x; k++) sum += jStat.negbin.pdf(k, r, p);
					return sum;
				}
			});
			jStat.extend(jStat.hypgeom, {
				pdf: function pdf(k, N, m, n) {
					if (k !== k | 0) return false;
					else if (k < 0 || k < m - (N - n)) return 0;
					else if (k > n || k > m) return 0;
					else if (m * 2 > N) {
						if (n * 2 > N) return jStat.hypgeom.pdf(N - m - n + k, N, N - m, N - n);
						else return jStat.hypgeom.pdf(n - k, N, N - m, n);
					} else if (n * 2 > N) return jStat.hypgeom.pdf(m - k, N, m, N - n);
					else if (m < n) return jStat.hypgeom.pdf(k, N, n, m);
					else {
						var scaledPDF = 1;
						var samplesDone = 0;
						for (var i = 0; i < k; i++) {
							while (scaledPDF > 1 && samplesDone < n) {
								scaledPDF *= 1 - m / (N - samplesDone);
								samplesDone++;
							}
							scaledPDF *= (n - i) * (m - i) / ((i + 1) * (N - m - n + i + 1));
						}
						for (; samplesDone < n; samplesDone++) scaledPDF *= 1 - m / (N - samplesDone);
						return Math.min(1, Math.max(0, scaledPDF));
					}
				},
				cdf: function cdf(x, N, m, n) {
					if (x < 0 || x < m - (N - n)) return 0;
					else if (x >= n || x >= m) return 1;
					else if (m * 2 > N) {
						if (n * 2 > N) return jStat.hypgeom.cdf(N - m - n + x, N, N - m, N - n);
						else return 1 - jStat.hypgeom.cdf(n - x - 1, N, N - m, n);
					} else if (n * 2 > N) return 1 - jStat.hypgeom.cdf(m - x - 1, N, m, N - n);
					else if (m < n) return jStat.hypgeom.cdf(x, N, n, m);
					else {
						var scaledCDF = 1;
						var scaledPDF = 1;
						var samplesDone = 0;
						for (var i = 0; i < x; i++) {
							while (scaledCDF > 1 && samplesDone < n) {
								var factor = 1 - m / (N - samplesDone);
								scaledPDF *= factor;
								scaledCDF *= factor;
								samplesDone++;
							}
							scaledPDF *= (n - i) * (m - i) / ((i + 1) * (N - m - n + i + 1));
							scaledCDF += scaledPDF;
						}
						for (; samplesDone < n; samplesDone++) scaledCDF *= 1 - m / (N - samplesDone);
						return Math.min(1, Math.max(0, scaledCDF));
					}
				}
			});
			jStat.extend(jStat.poisson, {
				pdf: function pdf(k, l) {
					if (l < 0 || k % 1 !== 0 || k < 0) return 0;
					return Math.pow(l, k) * Math.exp(-l) / jStat.factorial(k);
				},
				cdf: function cdf(x, l) {
					var sumarr = [], k = 0;
					if (x < 0) return 0;
					for (; k <= x; k++) sumarr.push(jStat.poisson.pdf(k, l));
					return jStat.sum(sumarr);
				},
				mean: function(l) {
					return l;
				},
				variance: function(l) {
					return l;
				},
				sampleSmall: function sampleSmall(l) {
					var p = 1, k = 0, L = Math.exp(-l);
					do {
						k++;
						p *= jStat._random_fn();
					} while (p > L);
					return k - 1;
				},
				sampleLarge: function sampleLarge(l) {
					var lam = l;
					var k;
					var U, V, slam = Math.sqrt(lam), loglam = Math.log(lam), a, b = .931 + 2.53 * slam, invalpha, vr, us;
					a = -.059 + .02483 * b;
					invalpha = 1.1239 + 1.1328 / (b - 3.4);
					vr = .9277 - 3.6224 / (b - 2);
					while (1) {
						U = Math.random() - .5;
						V = Math.random();
						us = .5 - Math.abs(U);
						k = Math.floor((2 * a / us + b) * U + lam + .43);
						if (us >= .07 && V <= vr) return k;
						if (k < 0 || us < .013 && V > us) continue;
						if (Math.log(V) + Math.log(invalpha) - Math.log(a / (us * us) + b) <= -lam + k * loglam - jStat.loggam(k + 1)) return k;
					}
				},
				sample: function sample(l) {
					if (l < 10) return this.sampleSmall(l);
					else return this.sampleLarge(l);
				}
			});
			jStat.extend(jStat.triangular, {
				pdf: function pdf(x, a, b, c) {
					if (b <= a || c < a || c > b) return NaN;
					else if (x < a || x > b) return 0;
					else if (x < c) return 2 * (x - a) / ((b - a) * (c - a));
					else if (x === c) return 2 / (b - a);
					else return 2 * (b - x) / ((b - a) * (b - c));
				},
				cdf: function cdf(x, a, b, c) {
					if (b <= a || c < a || c > b) return NaN;
					if (x <= a) return 0;
					else if (x >= b) return 1;
					if (x <= c) return Math.pow(x - a, 2) / ((b - a) * (c - a));
					else return 1 - Math.pow(b - x, 2) / ((b - a) * (b - c));
				},
				inv: function inv(p, a, b, c) {
					if (b <= a || c < a || c > b) return NaN;
					else if (p <= (c - a) / (b - a)) return a + (b - a) * Math.sqrt(p * ((c - a) / (b - a)));
					else return a + (b - a) * (1 - Math.sqrt((1 - p) * (1 - (c - a) / (b - a))));
				},
				mean: function mean(a, b, c) {
					return (a + b + c) / 3;
				},
				median: function median(a, b, c) {
					if (c <= (a + b) / 2) return b - Math.sqrt((b - a) * (b - c)) / Math.sqrt(2);
					else if (c > (a + b) / 2) return a + Math.sqrt((b - a) * (c - a)) / Math.sqrt(2);
				},
				mode: function mode(a, b, c) {
					return c;
				},
				sample: function sample(a, b, c) {
					var u = jStat._random_fn();
					if (u < (c - a) / (b - a)) return a + Math.sqrt(u * (b - a) * (c - a));
					return b - Math.sqrt((1 - u) * (b - a) * (b - c));
				},
				variance: function variance(a, b, c) {
					return (a * a + b * b + c * c - a * b - a * c - b * c) / 18;
				}
			});
			jStat.extend(jStat.arcsine, {
				pdf: function pdf(x, a, b) {
					if (b <= a) return NaN;
					return x <= a || x >= b ? 0 : 2 / Math.PI * Math.pow(Math.pow(b - a, 2) - Math.pow(2 * x - a - b, 2), -.5);
				},
				cdf: function cdf(x, a, b) {
					if (x < a) return 0;
					else if (x < b) return 2 / Math.PI * Math.asin(Math.sqrt((x - a) / (b - a)));
					return 1;
				},
				inv: function(p, a, b) {
					return a + (.5 - .5 * Math.cos(Math.PI * p)) * (b - a);
				},
				mean: function mean(a, b) {
					if (b <= a) return NaN;
					return (a + b) / 2;
				},
				median: function median(a, b) {
					if (b <= a) return NaN;
					return (a + b) / 2;
				},
				mode: function mode() {
					throw new Error("mode is not yet implemented");
				},
				sample: function sample(a, b) {
					return (a + b) / 2 + (b - a) / 2 * Math.sin(2 * Math.PI * jStat.uniform.sample(0, 1));
				},
				variance: function variance(a, b) {
					if (b <= a) return NaN;
					return Math.pow(b - a, 2) / 8;
				}
			});
			function laplaceSign(x) {
				return x / Math.abs(x);
			}
			jStat.extend(jStat.laplace, {
				pdf: function pdf(x, mu, b) {
					return b <= 0 ? 0 : Math.exp(-Math.abs(x - mu) / b) / (2 * b);
				},
				cdf: function cdf(x, mu, b) {
					if (b <= 0) return 0;
					if (x < mu) return .5 * Math.exp((x - mu) / b);
					else return 1 - .5 * Math.exp(-(x - mu) / b);
				},
				mean: function(mu) {
					return mu;
				},
				median: function(mu) {
					return mu;
				},
				mode: function(mu) {
					return mu;
				},
				variance: function(mu, b) {
					return 2 * b * b;
				},
				sample: function sample(mu, b) {
					var u = jStat._random_fn() - .5;
					return mu - b * laplaceSign(u) * Math.log(1 - 2 * Math.abs(u));
				}
			});
			function tukeyWprob(w, rr, cc) {
				var nleg = 12;
				var ihalf = 6;
				var C1 = -30;
				var C2 = -50;
				var C3 = 60;
				var bb = 8;
				var wlar = 3;
				var wincr1 = 2;
				var wincr2 = 3;
				var xleg = [
					.9815606342467192,
					.9041172563704749,
					.7699026741943047,
					.5873179542866175,
					.3678314989981802,
					.1252334085114689
				];
				var aleg = [
					.04717533638651183,
					.10693932599531843,
					.16007832854334622,
					.20316742672306592,
					.2334925365383548,
					.24914704581340277
				];
				var qsqz = w * .5;
				if (qsqz >= bb) return 1;
				var pr_w = 2 * jStat.normal.cdf(qsqz, 0, 1, 1, 0) - 1;
				if (pr_w >= Math.exp(C2 / cc)) pr_w = Math.pow(pr_w, cc);
				else pr_w = 0;
				var wincr;
				if (w > wlar) wincr = wincr1;
				else wincr = wincr2;
				var blb = qsqz;
				var binc = (bb - qsqz) / wincr;
				var bub = blb + binc;
				var einsum = 0;
				var cc1 = cc - 1;
				for (var wi = 1; wi <= wincr; wi++) {
					var elsum = 0;
					var a = .5 * (bub + blb);
					var b = .5 * (bub - blb);
					for (var jj = 1; jj <= nleg; jj++) {
						var j, xx;
						if (ihalf < jj) {
							j = nleg - jj + 1;
							xx = xleg[j - 1];
						} else {
							j = jj;
							xx = -xleg[j - 1];
						}
						var ac = a + b * xx;
						var qexpo = ac * ac;
						if (qexpo > C3) break;
						var pplus = 2 * jStat.normal.cdf(ac, 0, 1, 1, 0);
						var pminus = 2 * jStat.normal.cdf(ac, w, 1, 1, 0);
						var rinsum = pplus * .5 - pminus * .5;
						if (rinsum >= Math.exp(C1 / cc1)) {
							rinsum = aleg[j - 1] * Math.exp(-(.5 * qexpo)) * Math.pow(rinsum, cc1);
							elsum += rinsum;
						}
					}
					elsum *= 2 * b * cc / Math.sqrt(2 * Math.PI);
					einsum += elsum;
					blb = bub;
					bub += binc;
				}
				pr_w += einsum;
				if (pr_w <= Math.exp(C1 / rr)) return 0;
				pr_w = Math.pow(pr_w, rr);
				if (pr_w >= 1) return 1;
				return pr_w;
			}
			function tukeyQinv(p, c, v) {
				var p0 = .322232421088;
				var q0 = .099348462606;
				var p1 = -1;
				var q1 = .588581570495;
				var p2 = -.342242088547;
				var q2 = .531103462366;
				var p3 = -.204231210125;
				var q3 = .10353775285;
				var p4 = -453642210148e-16;
				var q4 = .0038560700634;
				var c1 = .8832;
				var c2 = .2368;
				var c3 = 1.214;
				var c4 = 1.208;
				var c5 = 1.4142;
				var vmax = 120;
				var ps = .5 - .5 * p;
				var yi = Math.sqrt(Math.log(1 / (ps * ps)));
				var t = yi + ((((yi * p4 + p3) * yi + p2) * yi + p1) * yi + p0) / ((((yi * q4 + q3) * yi + q2) * yi + q1) * yi + q0);
				if (v < vmax) t += (t * t * t + t) / v / 4;
				var q = c1 - c2 * t;
				if (v < vmax) q += -c3 / v + c4 * t / v;
				return t * (q * Math.log(c - 1) + c5);
			}
			jStat.extend(jStat.tukey, {
				cdf: function cdf(q, nmeans, df) {
					var rr = 1;
					var cc = nmeans;
					var nlegq = 16;
					var ihalfq = 8;
					var eps1 = -30;
					var eps2 = 1e-14;
					var dhaf = 100;
					var dquar = 800;
					var deigh = 5e3;
					var dlarg = 25e3;
					var ulen1 = 1;
					var ulen2 = .5;
					var ulen3 = .25;
					var ulen4 = .125;
					var xlegq = [
						.9894009349916499,
						.9445750230732326,
						.8656312023878318,
						.755404408355003,
						.6178762444026438,
						.45801677765722737,
						.2816035507792589,
						.09501250983763744
					];
					var alegq = [
						.027152459411754096,
						.062253523938647894,
						.09515851168249279,
						.12462897125553388,
						.14959598881657674,
						.16915651939500254,
						.18260341504492358,
						.1894506104550685
					];
					if (q <= 0) return 0;
					if (df < 2 || rr < 1 || cc < 2) return NaN;
					if (!Number.isFinite(q)) return 1;
					if (df > dlarg) return tukeyWprob(q, rr, cc);
					var f2 = df * .5;
					var f2lf = f2 * Math.log(df) - df * Math.log(2) - jStat.gammaln(f2);
					var f21 = f2 - 1;
					var ff4 = df * .25;
					var ulen;
					if (df <= dhaf) ulen = ulen1;
					else if (df <= dquar) ulen = ulen2;
					else if (df <= deigh) ulen = ulen3;
					else ulen = ulen4;
					f2lf += Math.log(ulen);
					var ans = 0;
					for (var i = 1; i <= 50; i++) {
						var otsum = 0;
						var twa1 = (2 * i - 1) * ulen;
						for (var jj = 1; jj <= nlegq; jj++) {
							var j, t1;
							if (ihalfq < jj) {
								j = jj - ihalfq - 1;
								t1 = f2lf + f21 * Math.log(twa1 + xlegq[j] * ulen) - (xlegq[j] * ulen + twa1) * ff4;
							} else {
								j = jj - 1;
								t1 = f2lf + f21 * Math.log(twa1 - xlegq[j] * ulen) + (xlegq[j] * ulen - twa1) * ff4;
							}
							var qsqz;
							if (t1 >= eps1) {
								if (ihalfq < jj) qsqz = q * Math.sqrt((xlegq[j] * ulen + twa1) * .5);
								else qsqz = q * Math.sqrt((-(xlegq[j] * ulen) + twa1) * .5);
								var rotsum = tukeyWprob(qsqz, rr, cc) * alegq[j] * Math.exp(t1);
								otsum += rotsum;
							}
						}
						if (i * ulen >= 1 && otsum <= eps2) break;
						ans += otsum;
					}
					if (otsum > eps2) throw new Error("tukey.cdf failed to converge");
					if (ans > 1) ans = 1;
					return ans;
				},
				inv: function(p, nmeans, df) {
					var rr = 1;
					var cc = nmeans;
					var eps = 1e-4;
					var maxiter = 50;
					if (df < 2 || rr < 1 || cc < 2) return NaN;
					if (p < 0 || p > 1) return NaN;
					if (p === 0) return 0;
					if (p === 1) return 1e400;
					var x0 = tukeyQinv(p, cc, df);
					var valx0 = jStat.tukey.cdf(x0, nmeans, df) - p;
					var x1;
					if (valx0 > 0) x1 = Math.max(0, x0 - 1);
					else x1 = x0 + 1;
					var valx1 = jStat.tukey.cdf(x1, nmeans, df) - p;
					var ans;
					for (var iter = 1; iter < maxiter; iter++) {
						ans = x1 - valx1 * (x1 - x0) / (valx1 - valx0);
						valx0 = valx1;
						x0 = x1;
						if (ans < 0) {
							ans = 0;
							valx1 = -p;
						}
						valx1 = jStat.tukey.cdf(ans, nmeans, df) - p;
						x1 = ans;
						if (Math.abs(x1 - x0) < eps) return ans;
					}
					throw new Error("tukey.inv failed to converge");
				}
			});
		})(jStat, Math);
		(function(jStat, Math) {
			var push = Array.prototype.push;
			var isArray = jStat.utils.isArray;
			function isUsable(arg) {
				return isArray(arg) || arg instanceof jStat;
			}
			jStat.extend({
				add: function add(arr, arg) {
					if (isUsable(arg)) {
						if (!isUsable(arg[0])) arg = [arg];
						return jStat.map(arr, function(value, row, col) {
							return value + arg[row][col];
						});
					}
					return jStat.map(arr, function(value) {
						return value + arg;
					});
				},
				subtract: function subtract(arr, arg) {
					if (isUsable(arg)) {
						if (!isUsable(arg[0])) arg = [arg];
						return jStat.map(arr, function(value, row, col) {
							return value - arg[row][col] || 0;
						});
					}
					return jStat.map(arr, function(value) {
						return value - arg;
					});
				},
				divide: function divide(arr, arg) {
					if (isUsable(arg)) {
						if (!isUsable(arg[0])) arg = [arg];
						return jStat.multiply(arr, jStat.inv(arg));
					}
					return jStat.map(arr, function(value) {
						return value / arg;
					});
				},
				multiply: function multiply(arr, arg) {
					var row, col, nrescols, sum, nrow, ncol, res, rescols;
					if (arr.length === void 0 && arg.length === void 0) return arr * arg;
					nrow = arr.length, ncol = arr[0].length, res = jStat.zeros(nrow, nrescols = isUsable(arg) ? arg[0].length : ncol), rescols = 0;
					if (isUsable(arg)) {
						for (; rescols < nrescols; rescols++) for (row = 0; row < nrow; row++) {
							sum = 0;
							for (col = 0; col < ncol; col++) sum += arr[row][col] * arg[col][rescols];
							res[row][rescols] = sum;
						}
						return nrow === 1 && rescols === 1 ? res[0][0] : res;
					}
					return jStat.map(arr, function(value) {
						return value * arg;
					});
				},
				outer: function outer(A, B) {
					return jStat.multiply(A.map(function(t) {
						return [t];
					}), [B]);
				},
				dot: function dot(arr, arg) {
					if (!isUsable(arr[0])) arr = [arr];
					if (!isUsable(arg[0])) arg = [arg];
					var left = arr[0].length === 1 && arr.length !== 1 ? jStat.transpose(arr) : arr, right = arg[0].length === 1 && arg.length !== 1 ? jStat.transpose(arg) : arg, res = [], row = 0, nrow = left.length, ncol = left[0].length, sum, col;
					for (; row < nrow; row++) {
						res[row] = [];
						sum = 0;
						for (col = 0; col < ncol; col++) sum += left[row][col] * right[row][col];
						res[row] = sum;
					}
					return res.length === 1 ? res[0] : res;
				},
				pow: function pow(arr, arg) {
					return jStat.map(arr, function(value) {
						return Math.pow(value, arg);
					});
				},
				exp: function exp(arr) {
					return jStat.map(arr, function(value) {
						return Math.exp(value);
					});
				},
				log: function exp(arr) {
					return jStat.map(arr, function(value) {
						return Math.log(value);
					});
				},
				abs: function abs(arr) {
					return jStat.map(arr, function(value) {
						return Math.abs(value);
					});
				},
				norm: function norm(arr, p) {
					var nnorm = 0, i = 0;
					if (isNaN(p)) p = 2;
					if (isUsable(arr[0])) arr = arr[0];
					for (; i < arr.length; i++) nnorm += Math.pow(Math.abs(arr[i]), p);
					return Math.pow(nnorm, 1 / p);
				},
				angle: function angle(arr, arg) {
					return Math.acos(jStat.dot(arr, arg) / (jStat.norm(arr) * jStat.norm(arg)));
				},
				aug: function aug(a, b) {
					var newarr = [];
					var i = 0;
					for (; i < a.length; i++) newarr.push(a[i].slice());
					for (i = 0; i < newarr.length; i++) push.apply(newarr[i], b[i]);
					return newarr;
				},
				inv: function inv(a) {
					var rows = a.length;
					var cols = a[0].length;
					var b = jStat.identity(rows, cols);
					var c = jStat.gauss_jordan(a, b);
					var result = [];
					var i = 0;
					var j;
					for (; i < rows; i++) {
						result[i] = [];
						for (j = cols; j < c[0].length; j++) result[i][j - cols] = c[i][j];
					}
					return result;
				},
				det: function det(a) {
					if (a.length === 2) return a[0][0] * a[1][1] - a[0][1] * a[1][0];
					var determinant = 0;
					for (var i = 0; i < a.length; i++) {
						var submatrix = [];
						for (var row = 1; row < a.length; row++) {
							submatrix[row - 1] = [];
							for (var col = 0; col < a.length; col++) if (col < i) submatrix[row - 1][col] = a[row][col];
							else if (col > i) submatrix[row - 1][col - 1] = a[row][col];
						}
						var sign = i % 2 ? -1 : 1;
						determinant += det(submatrix) * a[0][i] * sign;
					}
					return determinant;
				},
				gauss_elimination: function gauss_elimination(a, b) {
					var i = 0, j = 0, n = a.length, m = a[0].length, factor = 1, sum = 0, x = [], maug, pivot, temp, k;
					a = jStat.aug(a, b);
					maug = a[0].length;
					for (i = 0; i < n; i++) {
						pivot = a[i][i];
						j = i;
						for (k = i + 1; k < m; k++) if (pivot < Math.abs(a[k][i])) {
							pivot = a[k][i];
							j = k;
						}
						if (j != i) for (k = 0; k < maug; k++) {
							temp = a[i][k];
							a[i][k] = a[j][k];
							a[j][k] = temp;
						}
						for (j = i + 1; j < n; j++) {
							factor = a[j][i] / a[i][i];
							for (k = i; k < maug; k++) a[j][k] = a[j][k] - factor * a[i][k];
						}
					}
					for (i = n - 1; i >= 0; i--) {
						sum = 0;
						for (j = i + 1; j <= n - 1; j++) sum = sum + x[j] * a[i][j];
						x[i] = (a[i][maug - 1] - sum) / a[i][i];
					}
					return x;
				},
				gauss_jordan: function gauss_jordan(a, b) {
					var m = jStat.aug(a, b);
					var h = m.length;
					var w = m[0].length;
					var c = 0;
					var x, y = 0, y2;
					for (; y < h; y++) {
						var maxrow = y;
						for (y2 = y + 1; y2 < h; y2++) if (Math.abs(m[y2][y]) > Math.abs(m[maxrow][y])) maxrow = y2;
						var tmp = m[y];
						m[y] = m[maxrow];
						m[maxrow] = tmp;
						for (y2 = y + 1; y2 < h; y2++) {
							c = m[y2][y] / m[y][y];
							for (x = y; x < w; x++) m[y2][x] -= m[y][x] * c;
						}
					}
					for (y = h - 1; y >= 0; y--) {
						c = m[y][y];
						for (y2 = 0; y2 < y; y2++) for (x = w - 1; x > y - 1; x--) m[y2][x] -= m[y][x] * m[y2][y] / c;
						m[y][y] /= c;
						for (x = h; x < w; x++) m[y][x] /= c;
					}
					return m;
				},
				triaUpSolve: function triaUpSolve(A, b) {
					var size = A[0].length;
					var x = jStat.zeros(1, size)[0];
					var parts;
					var matrix_mode = false;
					if (b[0].length != void 0) {
						b = b.map(function(i) {
							return i[0];
						});
						matrix_mode = true;
					}
					jStat.arange(size - 1, -1, -1).forEach(function(i) {
						parts = jStat.arange(i + 1, size).map(function(j) {
							return x[j] * A[i][j];
						});
						x[i] = (b[i] - jStat.sum(parts)) / A[i][i];
					});
					if (matrix_mode) return x.map(function(i) {
						return [i];
					});
					return x;
				},
				triaLowSolve: function triaLowSolve(A, b) {
					var size = A[0].length;
					var x = jStat.zeros(1, size)[0];
					var parts;
					var matrix_mode = false;
					if (b[0].length != void 0) {
						b = b.map(function(i) {
							return i[0];
						});
						matrix_mode = true;
					}
					jStat.arange(size).forEach(function(i) {
						parts = jStat.arange(i).map(function(j) {
							return A[i][j] * x[j];
						});
						x[i] = (b[i] - jStat.sum(parts)) / A[i][i];
					});
					if (matrix_mode) return x.map(function(i) {
						return [i];
					});
					return x;
				},
				lu: function lu(A) {
					var size = A.length;
					var L = jStat.identity(size);
					var R = jStat.zeros(A.length, A[0].length);
					var parts;
					jStat.arange(size).forEach(function(t) {
						R[0][t] = A[0][t];
					});
					jStat.arange(1, size).forEach(function(l) {
						jStat.arange(l).forEach(function(i) {
							parts = jStat.arange(i).map(function(jj) {
								return L[l][jj] * R[jj][i];
							});
							L[l][i] = (A[l][i] - jStat.sum(parts)) / R[i][i];
						});
						jStat.arange(l, size).forEach(function(j) {
							parts = jStat.arange(l).map(function(jj) {
								return L[l][jj] * R[jj][j];
							});
							R[l][j] = A[parts.length][j] - jStat.sum(parts);
						});
					});
					return [L, R];
				},
				cholesky: function cholesky(A) {
					var size = A.length;
					var T = jStat.zeros(A.length, A[0].length);
					var parts;
					jStat.arange(size).forEach(function(i) {
						parts = jStat.arange(i).map(function(t) {
							return Math.pow(T[i][t], 2);
						});
						T[i][i] = Math.sqrt(A[i][i] - jStat.sum(parts));
						jStat.arange(i + 1, size).forEach(function(j) {
							parts = jStat.arange(i).map(function(t) {
								return T[i][t] * T[j][t];
							});
							T[j][i] = (A[i][j] - jStat.sum(parts)) / T[i][i];
						});
					});
					return T;
				},
				gauss_jacobi: function gauss_jacobi(a, b, x, r) {
					var i = 0;
					var j = 0;
					var n = a.length;
					var l = [];
					var u = [];
					var d = [];
					var xv, c, h, xk;
					for (; i < n; i++) {
						l[i] = [];
						u[i] = [];
						d[i] = [];
						for (j = 0; j < n; j++) if (i > j) {
							l[i][j] = a[i][j];
							u[i][j] = d[i][j] = 0;
						} else if (i < j) {
							u[i][j] = a[i][j];
							l[i][j] = d[i][j] = 0;
						} else {
							d[i][j] = a[i][j];
							l[i][j] = u[i][j] = 0;
						}
					}
					h = jStat.multiply(jStat.multiply(jStat.inv(d), jStat.add(l, u)), -1);
					c = jStat.multiply(jStat.inv(d), b);
					xv = x;
					xk = jStat.add(jStat.multiply(h, x), c);
					i = 2;
					while (Math.abs(jStat.norm(jStat.subtract(xk, xv))) > r) {
						xv = xk;
						xk = jStat.add(jStat.multiply(h, xv), c);
						i++;
					}
					return xk;
				},
				gauss_seidel: function gauss_seidel(a, b, x, r) {
					var i = 0;
					var n = a.length;
					var l = [];
					var u = [];
					var d = [];
					var j, xv, c, h, xk;
					for (; i < n; i++) {
						l[i] = [];
						u[i] = [];
						d[i] = [];
						for (j = 0; j < n; j++) if (i > j) {
							l[i][j] = a[i][j];
							u[i][j] = d[i][j] = 0;
						} else if (i < j) {
							u[i][j] = a[i][j];
							l[i][j] = d[i][j] = 0;
						} else {
							d[i][j] = a[i][j];
							l[i][j] = u[i][j] = 0;
						}
					}
					h = jStat.multiply(jStat.multiply(jStat.inv(jStat.add(d, l)), u), -1);
					c = jStat.multiply(jStat.inv(jStat.add(d, l)), b);
					xv = x;
					xk = jStat.add(jStat.multiply(h, x), c);
					i = 2;
					while (Math.abs(jStat.norm(jStat.subtract(xk, xv))) > r) {
						xv = xk;
						xk = jStat.add(jStat.multiply(h, xv), c);
						i = i + 1;
					}
					return xk;
				},
				SOR: function SOR(a, b, x, r, w) {
					var i = 0;
					var n = a.length;
					var l = [];
					var u = [];
					var d = [];
					var j, xv, c, h, xk;
					for (; i < n; i++) {
						l[i] = [];
						u[i] = [];
						d[i] = [];
						for (j = 0; j < n; j++) if (i > j) {
							l[i][j] = a[i][j];
							u[i][j] = d[i][j] = 0;
						} else if (i < j) {
							u[i][j] = a[i][j];
							l[i][j] = d[i][j] = 0;
						} else {
							d[i][j] = a[i][j];
							l[i][j] = u[i][j] = 0;
						}
					}
					h = jStat.multiply(jStat.inv(jStat.add(d, jStat.multiply(l, w))), jStat.subtract(jStat.multiply(d, 1 - w), jStat.multiply(u, w)));
					c = jStat.multiply(jStat.multiply(jStat.inv(jStat.add(d, jStat.multiply(l, w))), b), w);
					xv = x;
					xk = jStat.add(jStat.multiply(h, x), c);
					i = 2;
					while (Math.abs(jStat.norm(jStat.subtract(xk, xv))) > r) {
						xv = xk;
						xk = jStat.add(jStat.multiply(h, xv), c);
						i++;
					}
					return xk;
				},
				householder: function householder(a) {
					var m = a.length;
					var n = a[0].length;
					var i = 0;
					var w = [];
					var p = [];
					var alpha, r, k, j, factor;
					for (; i < m - 1; i++) {
						alpha = 0;
						for (j = i + 1; j < n; j++) alpha += a[j][i] * a[j][i];
						factor = a[i + 1][i] > 0 ? -1 : 1;
						alpha = factor * Math.sqrt(alpha);
						r = Math.sqrt((alpha * alpha - a[i + 1][i] * alpha) / 2);
						w = jStat.zeros(m, 1);
						w[i + 1][0] = (a[i + 1][i] - alpha) / (2 * r);
						for (k = i + 2; k < m; k++) w[k][0] = a[k][i] / (2 * r);
						p = jStat.subtract(jStat.identity(m, n), jStat.multiply(jStat.multiply(w, jStat.transpose(w)), 2));
						a = jStat.multiply(p, jStat.multiply(a, p));
					}
					return a;
				},
				QR: function() {
					var sum = jStat.sum;
					var range = jStat.arange;
					function qr2(x) {
						var n = x.length;
						var p = x[0].length;
						var r = jStat.zeros(p, p);
						x = jStat.copy(x);
						var i, j = 0, k;
						for (; j < p; j++) {
							r[j][j] = Math.sqrt(sum(range(n).map(function(i) {
								return x[i][j] * x[i][j];
							})));
							for (i = 0; i < n; i++) x[i][j] = x[i][j] / r[j][j];
							for (k = j + 1; k < p; k++) {
								r[j][k] = sum(range(n).map(function(i) {
									return x[i][j] * x[i][k];
								}));
								for (i = 0; i < n; i++) x[i][k] = x[i][k] - x[i][j] * r[j][k];
							}
						}
						return [x, r];
					}
					return qr2;
				}(),
				lstsq: function() {
					function R_I(A) {
						A = jStat.copy(A);
						var size = A.length;
						var I = jStat.identity(size);
						jStat.arange(size - 1, -1, -1).forEach(function(i) {
							jStat.sliceAssign(I, { row: i }, jStat.divide(jStat.slice(I, { row: i }), A[i][i]));
							jStat.sliceAssign(A, { row: i }, jStat.divide(jStat.slice(A, { row: i }), A[i][i]));
							jStat.arange(i).forEach(function(j) {
								var c = jStat.multiply(A[j][i], -1);
								var Aj = jStat.slice(A, { row: j });
								var cAi = jStat.multiply(jStat.slice(A, { row: i }), c);
								jStat.sliceAssign(A, { row: j }, jStat.add(Aj, cAi));
								var Ij = jStat.slice(I, { row: j });
								var cIi = jStat.multiply(jStat.slice(I, { row: i }), c);
								jStat.sliceAssign(I, { row: j }, jStat.add(Ij, cIi));
							});
						});
						return I;
					}
					function qr_solve(A, b) {
						var array_mode = false;
						if (b[0].length === void 0) {
							b = b.map(function(x) {
								return [x];
							});
							array_mode = true;
						}
						var QR = jStat.QR(A);
						var Q = QR[0];
						var R = QR[1];
						var attrs = A[0].length;
						var Q1 = jStat.slice(Q, { col: { end: attrs } });
						var RI = R_I(jStat.slice(R, { row: { end: attrs } }));
						var Q2 = jStat.transpose(Q1);
						if (Q2[0].length === void 0) Q2 = [Q2];
						var x = jStat.multiply(jStat.multiply(RI, Q2), b);
						if (x.length === void 0) x = [[x]];
						if (array_mode) return x.map(function(i) {
							return i[0];
						});
						return x;
					}
					return qr_solve;
				}(),
				jacobi: function jacobi(a) {
					var condition = 1;
					var n = a.length;
					var e = jStat.identity(n, n);
					var ev = [];
					var b, i, j, p, q, maxim, theta, s;
					while (condition === 1) {
						maxim = a[0][1];
						p = 0;
						q = 1;
						for (i = 0; i < n; i++) for (j = 0; j < n; j++) if (i != j) {
							if (maxim < Math.abs(a[i][j])) {
								maxim = Math.abs(a[i][j]);
								p = i;
								q = j;
							}
						}
						if (a[p][p] === a[q][q]) theta = a[p][q] > 0 ? Math.PI / 4 : -Math.PI / 4;
						else theta = Math.atan(2 * a[p][q] / (a[p][p] - a[q][q])) / 2;
						s = jStat.identity(n, n);
						s[p][p] = Math.cos(theta);
						s[p][q] = -Math.sin(theta);
						s[q][p] = Math.sin(theta);
						s[q][q] = Math.cos(theta);
						e = jStat.multiply(e, s);
						b = jStat.multiply(jStat.multiply(jStat.inv(s), a), s);
						a = b;
						condition = 0;
						for (i = 1; i < n; i++) for (j = 1; j < n; j++) if (i != j && Math.abs(a[i][j]) > .001) condition = 1;
					}
					for (i = 0; i < n; i++) ev.push(a[i][i]);
					return [e, ev];
				},
				rungekutta: function rungekutta(f, h, p, t_j, u_j, order) {
					var k1, k2, u_j1, k3, k4;
					if (order === 2) while (t_j <= p) {
						k1 = h * f(t_j, u_j);
						k2 = h * f(t_j + h, u_j + k1);
						u_j1 = u_j + (k1 + k2) / 2;
						u_j = u_j1;
						t_j = t_j + h;
					}
					if (order === 4) while (t_j <= p) {
						k1 = h * f(t_j, u_j);
						k2 = h * f(t_j + h / 2, u_j + k1 / 2);
						k3 = h * f(t_j + h / 2, u_j + k2 / 2);
						k4 = h * f(t_j + h, u_j + k3);
						u_j1 = u_j + (k1 + 2 * k2 + 2 * k3 + k4) / 6;
						u_j = u_j1;
						t_j = t_j + h;
					}
					return u_j;
				},
				romberg: function romberg(f, a, b, order) {
					var i = 0;
					var h = (b - a) / 2;
					var x = [];
					var h1 = [];
					var g = [];
					var m, a1, j, k, I;
					while (i < order / 2) {
						I = f(a);
						for (j = a, k = 0; j <= b; j = j + h, k++) x[k] = j;
						m = x.length;
						for (j = 1; j < m - 1; j++) I += (j % 2 !== 0 ? 4 : 2) * f(x[j]);
						I = h / 3 * (I + f(b));
						g[i] = I;
						h /= 2;
						i++;
					}
					a1 = g.length;
					m = 1;
					while (a1 !== 1) {
						for (j = 0; j < a1 - 1; j++) h1[j] = (Math.pow(4, m) * g[j + 1] - g[j]) / (Math.pow(4, m) - 1);
						a1 = h1.length;
						g = h1;
						h1 = [];
						m++;
					}
					return g;
				},
				richardson: function richardson(X, f, x, h) {
					function pos(X, x) {
						var i = 0;
						var n = X.length;
						var p;
						for (; i < n; i++) if (X[i] === x) p = i;
						return p;
					}
					var h_min = Math.abs(x - X[pos(X, x) + 1]);
					var i = 0;
					var g = [];
					var h1 = [];
					var y1, y2, m, a, j;
					while (h >= h_min) {
						y1 = pos(X, x + h);
						y2 = pos(X, x);
						g[i] = (f[y1] - 2 * f[y2] + f[2 * y2 - y1]) / (h * h);
						h /= 2;
						i++;
					}
					a = g.length;
					m = 1;
					while (a != 1) {
						for (j = 0; j < a - 1; j++) h1[j] = (Math.pow(4, m) * g[j + 1] - g[j]) / (Math.pow(4, m) - 1);
						a = h1.length;
						g = h1;
						h1 = [];
						m++;
					}
					return g;
				},
				simpson: function simpson(f, a, b, n) {
					var h = (b - a) / n;
					var I = f(a);
					var x = [];
					var j = a;
					var k = 0;
					var i = 1;
					var m;
					for (; j <= b; j = j + h, k++) x[k] = j;
					m = x.length;
					for (; i < m - 1; i++) I += (i % 2 !== 0 ? 4 : 2) * f(x[i]);
					return h / 3 * (I + f(b));
				},
				hermite: function hermite(X, F, dF, value) {
					var n = X.length;
					var p = 0;
					var i = 0;
					var l = [];
					var dl = [];
					var A = [];
					var B = [];
					var j;
					for (; i < n; i++) {
						l[i] = 1;
						for (j = 0; j < n; j++) if (i != j) l[i] *= (value - X[j]) / (X[i] - X[j]);
						dl[i] = 0;
						for (j = 0; j < n; j++) if (i != j) dl[i] += 1 / (X[i] - X[j]);
						A[i] = (1 - 2 * (value - X[i]) * dl[i]) * (l[i] * l[i]);
						B[i] = (value - X[i]) * (l[i] * l[i]);
						p += A[i] * F[i] + B[i] * dF[i];
					}
					return p;
				},
				lagrange: function lagrange(X, F, value) {
					var p = 0;
					var i = 0;
					var j, l;
					var n = X.length;
					for (; i < n; i++) {
						l = F[i];
						for (j = 0; j < n; j++) if (i != j) l *= (value - X[j]) / (X[i] - X[j]);
						p += l;
					}
					return p;
				},
				cubic_spline: function cubic_spline(X, F, value) {
					var n = X.length;
					var i = 0, j;
					var A = [];
					var B = [];
					var alpha = [];
					var c = [];
					var h = [];
					var b = [];
					var d = [];
					for (; i < n - 1; i++) h[i] = X[i + 1] - X[i];
					alpha[0] = 0;
					for (i = 1; i < n - 1; i++) alpha[i] = 3 / h[i] * (F[i + 1] - F[i]) - 3 / h[i - 1] * (F[i] - F[i - 1]);
					for (i = 1; i < n - 1; i++) {
						A[i] = [];
						B[i] = [];
						A[i][i - 1] = h[i - 1];
						A[i][i] = 2 * (h[i - 1] + h[i]);
						A[i][i + 1] = h[i];
						B[i][0] = alpha[i];
					}
					c = jStat.multiply(jStat.inv(A), B);
					for (j = 0; j < n - 1; j++) {
						b[j] = (F[j + 1] - F[j]) / h[j] - h[j] * (c[j + 1][0] + 2 * c[j][0]) / 3;
						d[j] = (c[j + 1][0] - c[j][0]) / (3 * h[j]);
					}
					for (j = 0; j < n; j++) if (X[j] > value) break;
					j -= 1;
					return F[j] + (value - X[j]) * b[j] + jStat.sq(value - X[j]) * c[j] + (value - X[j]) * jStat.sq(value - X[j]) * d[j];
				},
				gauss_quadrature: function gauss_quadrature() {
					throw new Error("gauss_quadrature not yet implemented");
				},
				PCA: function PCA(X) {
					var m = X.length;
					var n = X[0].length;
					var i = 0;
					var j, temp1;
					var u = [];
					var D = [];
					var result = [];
					var temp2 = [];
					var Y = [];
					var Bt = [];
					var B = [];
					var C = [];
					var V = [];
					var Vt = [];
					for (i = 0; i < m; i++) u[i] = jStat.sum(X[i]) / n;
					for (i = 0; i < n; i++) {
						B[i] = [];
						for (j = 0; j < m; j++) B[i][j] = X[j][i] - u[j];
					}
					B = jStat.transpose(B);
					for (i = 0; i < m; i++) {
						C[i] = [];
						for (j = 0; j < m; j++) C[i][j] = jStat.dot([B[i]], [B[j]]) / (n - 1);
					}
					result = jStat.jacobi(C);
					V = result[0];
					D = result[1];
					Vt = jStat.transpose(V);
					for (i = 0; i < D.length; i++) for (j = i; j < D.length; j++) if (D[i] < D[j]) {
						temp1 = D[i];
						D[i] = D[j];
						D[j] = temp1;
						temp2 = Vt[i];
						Vt[i] = Vt[j];
						Vt[j] = temp2;
					}
					Bt = jStat.transpose(B);
					for (i = 0; i < m; i++) {
						Y[i] = [];
						for (j = 0; j < Bt.length; j++) Y[i][j] = jStat.dot([Vt[i]], [Bt[j]]);
					}
					return [
						X,
						D,
						Vt,
						Y
					];
				}
			});
			(function(funcs) {
				for (var i = 0; i < funcs.length; i++) (function(passfunc) {
					jStat.fn[passfunc] = function(arg, func) {
						var tmpthis = this;
						if (func) {
							setTimeout(function() {
								func.call(tmpthis, jStat.fn[passfunc].call(tmpthis, arg));
							}, 15);
							return this;
						}
						if (typeof jStat[passfunc](this, arg) === "number") return jStat[passfunc](this, arg);
						else return jStat(jStat[passfunc](this, arg));
					};
				})(funcs[i]);
			})("add divide multiply subtract dot pow exp log abs norm angle".split(" "));
		})(jStat, Math);
		(function(jStat, Math) {
			var slice = [].slice;
			var isNumber = jStat.utils.isNumber;
			var isArray = jStat.utils.isArray;
			jStat.extend({
				zscore: function zscore() {
					var args = slice.call(arguments);
					if (isNumber(args[1])) return (args[0] - args[1]) / args[2];
					return (args[0] - jStat.mean(args[1])) / jStat.stdev(args[1], args[2]);
				},
				ztest: function ztest() {
					var args = slice.call(arguments);
					var z;
					if (isArray(args[1])) {
						z = jStat.zscore(args[0], args[1], args[3]);
						return args[2] === 1 ? jStat.normal.cdf(-Math.abs(z), 0, 1) : jStat.normal.cdf(-Math.abs(z), 0, 1) * 2;
					} else if (args.length > 2) {
						z = jStat.zscore(args[0], args[1], args[2]);
						return args[3] === 1 ? jStat.normal.cdf(-Math.abs(z), 0, 1) : jStat.normal.cdf(-Math.abs(z), 0, 1) * 2;
					} else {
						z = args[0];
						return args[1] === 1 ? jStat.normal.cdf(-Math.abs(z), 0, 1) : jStat.normal.cdf(-Math.abs(z), 0, 1) * 2;
					}
				}
			});
			jStat.extend(jStat.fn, {
				zscore: function zscore(value, flag) {
					return (value - this.mean()) / this.stdev(flag);
				},
				ztest: function ztest(value, sides, flag) {
					var zscore = Math.abs(this.zscore(value, flag));
					return sides === 1 ? jStat.normal.cdf(-zscore, 0, 1) : jStat.normal.cdf(-zscore, 0, 1) * 2;
				}
			});
			jStat.extend({
				tscore: function tscore() {
					var args = slice.call(arguments);
					return args.length === 4 ? (args[0] - args[1]) / (args[2] / Math.sqrt(args[3])) : (args[0] - jStat.mean(args[1])) / (jStat.stdev(args[1], true) / Math.sqrt(args[1].length));
				},
				ttest: function ttest() {
					var args = slice.call(arguments);
					var tscore;
					if (args.length === 5) {
						tscore = Math.abs(jStat.tscore(args[0], args[1], args[2], args[3]));
						return args[4] === 1 ? jStat.studentt.cdf(-tscore, args[3] - 1) : jStat.studentt.cdf(-tscore, args[3] - 1) * 2;
					}
					if (isNumber(args[1])) {
						tscore = Math.abs(args[0]);
						return args[2] == 1 ? jStat.studentt.cdf(-tscore, args[1] - 1) : jStat.studentt.cdf(-tscore, args[1] - 1) * 2;
					}
					tscore = Math.abs(jStat.tscore(args[0], args[1]));
					return args[2] == 1 ? jStat.studentt.cdf(-tscore, args[1].length - 1) : jStat.studentt.cdf(-tscore, args[1].length - 1) * 2;
				}
			});
			jStat.extend(jStat.fn, {
				tscore: function tscore(value) {
					return (value - this.mean()) / (this.stdev(true) / Math.sqrt(this.cols()));
				},
				ttest: function ttest(value, sides) {
					return sides === 1 ? 1 - jStat.studentt.cdf(Math.abs(this.tscore(value)), this.cols() - 1) : jStat.studentt.cdf(-Math.abs(this.tscore(value)), this.cols() - 1) * 2;
				}
			});
			jStat.extend({
				anovafscore: function anovafscore() {
					var args = slice.call(arguments), expVar, sample, sampMean, sampSampMean, tmpargs, unexpVar, i, j;
					if (args.length === 1) {
						tmpargs = new Array(args[0].length);
						for (i = 0; i < args[0].length; i++) tmpargs[i] = args[0][i];
						args = tmpargs;
					}
					sample = new Array();
					for (i = 0; i < args.length; i++) sample = sample.concat(args[i]);
					sampMean = jStat.mean(sample);
					expVar = 0;
					for (i = 0; i < args.length; i++) expVar = expVar + args[i].length * Math.pow(jStat.mean(args[i]) - sampMean, 2);
					expVar /= args.length - 1;
					unexpVar = 0;
					for (i = 0; i < args.length; i++) {
						sampSampMean = jStat.mean(args[i]);
						for (j = 0; j < args[i].length; j++) unexpVar += Math.pow(args[i][j] - sampSampMean, 2);
					}
					unexpVar /= sample.length - args.length;
					return expVar / unexpVar;
				},
				anovaftest: function anovaftest() {
					var args = slice.call(arguments), df1, df2, n, i;
					if (isNumber(args[0])) return 1 - jStat.centralF.cdf(args[0], args[1], args[2]);
					var anovafscore = jStat.anovafscore(args);
					df1 = args.length - 1;
					n = 0;
					for (i = 0; i < args.length; i++) n = n + args[i].length;
					df2 = n - df1 - 1;
					return 1 - jStat.centralF.cdf(anovafscore, df1, df2);
				},
				ftest: function ftest(fscore, df1, df2) {
					return 1 - jStat.centralF.cdf(fscore, df1, df2);
				}
			});
			jStat.extend(jStat.fn, {
				anovafscore: function anovafscore() {
					return jStat.anovafscore(this.toArray());
				},
				anovaftes: function anovaftes() {
					var n = 0;
					var i = 0;
					for (; i < this.length; i++) n = n + this[i].length;
					return jStat.ftest(this.anovafscore(), this.length - 1, n - this.length);
				}
			});
			jStat.extend({
				qscore: function qscore() {
					var args = slice.call(arguments);
					var mean1, mean2, n1, n2, sd;
					if (isNumber(args[0])) {
						mean1 = args[0];
						mean2 = args[1];
						n1 = args[2];
						n2 = args[3];
						sd = args[4];
					} else {
						mean1 = jStat.mean(args[0]);
						mean2 = jStat.mean(args[1]);
						n1 = args[0].length;
						n2 = args[1].length;
						sd = args[2];
					}
					return Math.abs(mean1 - mean2) / (sd * Math.sqrt((1 / n1 + 1 / n2) / 2));
				},
				qtest: function qtest() {
					var args = slice.call(arguments);
					var qscore;
					if (args.length === 3) {
						qscore = args[0];
						args = args.slice(1);
					} else if (args.length === 7) {
						qscore = jStat.qscore(args[0], args[1], args[2], args[3], args[4]);
						args = args.slice(5);
					} else {
						qscore = jStat.qscore(args[0], args[1], args[2]);
						args = args.slice(3);
					}
					var n = args[0];
					var k = args[1];
					return 1 - jStat.tukey.cdf(qscore, k, n - k);
				},
				tukeyhsd: function tukeyhsd(arrays) {
					var sd = jStat.pooledstdev(arrays);
					var means = arrays.map(function(arr) {
						return jStat.mean(arr);
					});
					var n = arrays.reduce(function(n, arr) {
						return n + arr.length;
					}, 0);
					var results = [];
					for (var i = 0; i < arrays.length; ++i) for (var j = i + 1; j < arrays.length; ++j) {
						var p = jStat.qtest(means[i], means[j], arrays[i].length, arrays[j].length, sd, n, arrays.length);
						results.push([[i, j], p]);
					}
					return results;
				}
			});
			jStat.extend({
				normalci: function normalci() {
					var args = slice.call(arguments), ans = new Array(2), change;
					if (args.length === 4) change = Math.abs(jStat.normal.inv(args[1] / 2, 0, 1) * args[2] / Math.sqrt(args[3]));
					else change = Math.abs(jStat.normal.inv(args[1] / 2, 0, 1) * jStat.stdev(args[2]) / Math.sqrt(args[2].length));
					ans[0] = args[0] - change;
					ans[1] = args[0] + change;
					return ans;
				},
				tci: function tci() {
					var args = slice.call(arguments), ans = new Array(2), change;
					if (args.length === 4) change = Math.abs(jStat.studentt.inv(args[1] / 2, args[3] - 1) * args[2] / Math.sqrt(args[3]));
					else change = Math.abs(jStat.studentt.inv(args[1] / 2, args[2].length - 1) * jStat.stdev(args[2], true) / Math.sqrt(args[2].length));
					ans[0] = args[0] - change;
					ans[1] = args[0] + change;
					return ans;
				},
				significant: function significant(pvalue, alpha) {
					return pvalue < alpha;
				}
			});
			jStat.extend(jStat.fn, {
				normalci: function normalci(value, alpha) {
					return jStat.normalci(value, alpha, this.toArray());
				},
				tci: function tci(value, alpha) {
					return jStat.tci(value, alpha, this.toArray());
				}
			});
			function differenceOfProportions(p1, n1, p2, n2) {
				if (p1 > 1 || p2 > 1 || p1 <= 0 || p2 <= 0) throw new Error("Proportions should be greater than 0 and less than 1");
				var pooled = (p1 * n1 + p2 * n2) / (n1 + n2);
				var se = Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2));
				return (p1 - p2) / se;
			}
			jStat.extend(jStat.fn, {
				oneSidedDifferenceOfProportions: function oneSidedDifferenceOfProportions(p1, n1, p2, n2) {
					var z = differenceOfProportions(p1, n1, p2, n2);
					return jStat.ztest(z, 1);
				},
				twoSidedDifferenceOfProportions: function twoSidedDifferenceOfProportions(p1, n1, p2, n2) {
					var z = differenceOfProportions(p1, n1, p2, n2);
					return jStat.ztest(z, 2);
				}
			});
		})(jStat, Math);
		jStat.models = (function() {
			function sub_regress(exog) {
				var var_count = exog[0].length;
				return jStat.arange(var_count).map(function(endog_index) {
					var exog_index = jStat.arange(var_count).filter(function(i) {
						return i !== endog_index;
					});
					return ols(jStat.col(exog, endog_index).map(function(x) {
						return x[0];
					}), jStat.col(exog, exog_index));
				});
			}
			function ols(endog, exog) {
				var nobs = endog.length;
				var df_model = exog[0].length - 1;
				var df_resid = nobs - df_model - 1;
				var coef = jStat.lstsq(exog, endog);
				var predict = jStat.multiply(exog, coef.map(function(x) {
					return [x];
				})).map(function(p) {
					return p[0];
				});
				var resid = jStat.subtract(endog, predict);
				var ybar = jStat.mean(endog);
				var SSE = jStat.sum(predict.map(function(f) {
					return Math.pow(f - ybar, 2);
				}));
				var SSR = jStat.sum(endog.map(function(y, i) {
					return Math.pow(y - predict[i], 2);
				}));
				var SST = SSE + SSR;
				return {
					exog,
					endog,
					nobs,
					df_model,
					df_resid,
					coef,
					predict,
					resid,
					ybar,
					SST,
					SSE,
					SSR,
					R2: SSE / SST
				};
			}
			function t_test(model) {
				var subModelList = sub_regress(model.exog);
				var sigmaHat = Math.sqrt(model.SSR / model.df_resid);
				var seBetaHat = subModelList.map(function(mod) {
					var SST = mod.SST;
					var R2 = mod.R2;
					return sigmaHat / Math.sqrt(SST * (1 - R2));
				});
				var tStatistic = model.coef.map(function(coef, i) {
					return (coef - 0) / seBetaHat[i];
				});
				var pValue = tStatistic.map(function(t) {
					var leftppf = jStat.studentt.cdf(t, model.df_resid);
					return (leftppf > .5 ? 1 - leftppf : leftppf) * 2;
				});
				var c = jStat.studentt.inv(.975, model.df_resid);
				return {
					se: seBetaHat,
					t: tStatistic,
					p: pValue,
					sigmaHat,
					interval95: model.coef.map(function(coef, i) {
						var d = c * seBetaHat[i];
						return [coef - d, coef + d];
					})
				};
			}
			function F_test(model) {
				var F_statistic = model.R2 / model.df_model / ((1 - model.R2) / model.df_resid);
				var fcdf = function(x, n1, n2) {
					return jStat.beta.cdf(x / (n2 / n1 + x), n1 / 2, n2 / 2);
				};
				return {
					F_statistic,
					pvalue: 1 - fcdf(F_statistic, model.df_model, model.df_resid)
				};
			}
			function ols_wrap(endog, exog) {
				var model = ols(endog, exog);
				var ttest = t_test(model);
				var ftest = F_test(model);
				var adjust_R2 = 1 - (1 - model.R2) * ((model.nobs - 1) / model.df_resid);
				model.t = ttest;
				model.f = ftest;
				model.adjust_R2 = adjust_R2;
				return model;
			}
			return { ols: ols_wrap };
		})();
		jStat.extend({
			buildxmatrix: function buildxmatrix() {
				var matrixRows = new Array(arguments.length);
				for (var i = 0; i < arguments.length; i++) matrixRows[i] = [1].concat(arguments[i]);
				return jStat(matrixRows);
			},
			builddxmatrix: function builddxmatrix() {
				var matrixRows = new Array(arguments[0].length);
				for (var i = 0; i < arguments[0].length; i++) matrixRows[i] = [1].concat(arguments[0][i]);
				return jStat(matrixRows);
			},
			buildjxmatrix: function buildjxmatrix(jMat) {
				var pass = new Array(jMat.length);
				for (var i = 0; i < jMat.length; i++) pass[i] = jMat[i];
				return jStat.builddxmatrix(pass);
			},
			buildymatrix: function buildymatrix(array) {
				return jStat(array).transpose();
			},
			buildjymatrix: function buildjymatrix(jMat) {
				return jMat.transpose();
			},
			matrixmult: function matrixmult(A, B) {
				var i, j, k, result, sum;
				if (A.cols() == B.rows()) {
					if (B.rows() > 1) {
						result = [];
						for (i = 0; i < A.rows(); i++) {
							result[i] = [];
							for (j = 0; j < B.cols(); j++) {
								sum = 0;
								for (k = 0; k < A.cols(); k++) sum += A.toArray()[i][k] * B.toArray()[k][j];
								result[i][j] = sum;
							}
						}
						return jStat(result);
					}
					result = [];
					for (i = 0; i < A.rows(); i++) {
						result[i] = [];
						for (j = 0; j < B.cols(); j++) {
							sum = 0;
							for (k = 0; k < A.cols(); k++) sum += A.toArray()[i][k] * B.toArray()[j];
							result[i][j] = sum;
						}
					}
					return jStat(result);
				}
			},
			regress: function regress(jMatX, jMatY) {
				var innerinv = jStat.xtranspxinv(jMatX);
				var xtransp = jMatX.transpose();
				var next = jStat.matrixmult(jStat(innerinv), xtransp);
				return jStat.matrixmult(next, jMatY);
			},
			regresst: function regresst(jMatX, jMatY, sides) {
				var beta = jStat.regress(jMatX, jMatY);
				var compile = {};
				compile.anova = {};
				var jMatYBar = jStat.jMatYBar(jMatX, beta);
				compile.yBar = jMatYBar;
				var yAverage = jMatY.mean();
				compile.anova.residuals = jStat.residuals(jMatY, jMatYBar);
				compile.anova.ssr = jStat.ssr(jMatYBar, yAverage);
				compile.anova.msr = compile.anova.ssr / (jMatX[0].length - 1);
				compile.anova.sse = jStat.sse(jMatY, jMatYBar);
				compile.anova.mse = compile.anova.sse / (jMatY.length - (jMatX[0].length - 1) - 1);
				compile.anova.sst = jStat.sst(jMatY, yAverage);
				compile.anova.mst = compile.anova.sst / (jMatY.length - 1);
				compile.anova.r2 = 1 - compile.anova.sse / compile.anova.sst;
				if (compile.anova.r2 < 0) compile.anova.r2 = 0;
				compile.anova.fratio = compile.anova.msr / compile.anova.mse;
				compile.anova.pvalue = jStat.anovaftest(compile.anova.fratio, jMatX[0].length - 1, jMatY.length - (jMatX[0].length - 1) - 1);
				compile.anova.rmse = Math.sqrt(compile.anova.mse);
				compile.anova.r2adj = 1 - compile.anova.mse / compile.anova.mst;
				if (compile.anova.r2adj < 0) compile.anova.r2adj = 0;
				compile.stats = new Array(jMatX[0].length);
				var covar = jStat.xtranspxinv(jMatX);
				var sds, ts, ps;
				for (var i = 0; i < beta.length; i++) {
					sds = Math.sqrt(compile.anova.mse * Math.abs(covar[i][i]));
					ts = Math.abs(beta[i] / sds);
					ps = jStat.ttest(ts, jMatY.length - jMatX[0].length - 1, sides);
					compile.stats[i] = [
						beta[i],
						sds,
						ts,
						ps
					];
				}
				compile.regress = beta;
				return compile;
			},
			xtranspx: function xtranspx(jMatX) {
				return jStat.matrixmult(jMatX.transpose(), jMatX);
			},
			xtranspxinv: function xtranspxinv(jMatX) {
				var inner = jStat.matrixmult(jMatX.transpose(), jMatX);
				return jStat.inv(inner);
			},
			jMatYBar: function jMatYBar(jMatX, beta) {
				return new jStat(jStat.matrixmult(jMatX, beta));
			},
			residuals: function residuals(jMatY, jMatYBar) {
				return jStat.matrixsubtract(jMatY, jMatYBar);
			},
			ssr: function ssr(jMatYBar, yAverage) {
				var ssr = 0;
				for (var i = 0; i < jMatYBar.length; i++) ssr += Math.pow(jMatYBar[i] - yAverage, 2);
				return ssr;
			},
			sse: function sse(jMatY, jMatYBar) {
				var sse = 0;
				for (var i = 0; i < jMatY.length; i++) sse += Math.pow(jMatY[i] - jMatYBar[i], 2);
				return sse;
			},
			sst: function sst(jMatY, yAverage) {
				var sst = 0;
				for (var i = 0; i < jMatY.length; i++) sst += Math.pow(jMatY[i] - yAverage, 2);
				return sst;
			},
			matrixsubtract: function matrixsubtract(A, B) {
				var ans = new Array(A.length);
				for (var i = 0; i < A.length; i++) {
					ans[i] = new Array(A[i].length);
					for (var j = 0; j < A[i].length; j++) ans[i][j] = A[i][j] - B[i][j];
				}
				return jStat(ans);
			}
		});
		jStat.jStat = jStat;
		return jStat;
	});
})))(), 1)).default;
/** Quantile of Student's t; an infinite `df` gives the normal's. */
function tQuantile(p, df) {
	return Number.isFinite(df) ? studentt.inv(p, df) : normal.inv(p, 0, 1);
}
/** P(T > t) of Student's t. */
function tUpperTail(t, df) {
	return Number.isFinite(df) ? 1 - studentt.cdf(t, df) : 1 - normal.cdf(t, 0, 1);
}
const mean$3 = (x) => x.reduce((a, b) => a + b, 0) / x.length;
/** Sample variance (n − 1); 0 for fewer than two values. */
function variance(x) {
	if (x.length < 2) return 0;
	const m = mean$3(x);
	return x.reduce((a, b) => a + (b - m) ** 2, 0) / (x.length - 1);
}
/** Mean of paired differences: t with n − 1 degrees of freedom. `null` for fewer than two pairs. */
function pairedEffect(differences) {
	if (differences.length < 2) return null;
	return {
		estimate: mean$3(differences),
		standardError: Math.sqrt(variance(differences) / differences.length),
		df: differences.length - 1
	};
}
/**
* Difference of two independent means (Welch 1947, Satterthwaite's degrees of freedom); `spread` is the known
* standard deviation between measurements, which each side carries once. `null` for fewer than two values a side.
*/
function unpairedEffect(base, head, spread) {
	if (base.length < 2 || head.length < 2) return null;
	const a = variance(base) / base.length;
	const b = variance(head) / head.length;
	const total = a + b + 2 * spread ** 2;
	const df = a + b === 0 ? 1e400 : total ** 2 / (a ** 2 / (base.length - 1) + b ** 2 / (head.length - 1));
	return {
		estimate: mean$3(head) - mean$3(base),
		standardError: Math.sqrt(total),
		df
	};
}
/** The two-sided 95 % interval of an effect. */
function interval95(e) {
	const half = tQuantile(.975, e.df) * e.standardError;
	return [e.estimate - half, e.estimate + half];
}
/** One-sided p that the effect is above `nothing` in direction `sign`. */
function oneSidedP(e, sign, nothing = 0) {
	const distance = sign * (e.estimate - nothing);
	if (e.standardError === 0) return distance > 0 ? 0 : 1;
	return tUpperTail(distance / e.standardError, e.df);
}
/** One-sided 95 % bound of the effect in direction `sign`. */
function bound95(e, sign) {
	return e.estimate + sign * tQuantile(.95, e.df) * e.standardError;
}
/** The smallest effect over `threshold` that a one-sided 5 % test calls with 90 % power. */
function smallestCallable(e, threshold) {
	const t90 = tQuantile(.9, e.df);
	return Math.max((tQuantile(.95, e.df) + t90) * e.standardError, threshold + t90 * e.standardError);
}
/** Holm's step-down adjustment (Holm 1979): adjusted p in the order given. */
function holm(p) {
	const order = p.map((value, index) => ({
		value,
		index
	})).sort((a, b) => a.value - b.value);
	const out = new Array(p.length);
	let running = 0;
	order.forEach(({ value, index }, rank) => {
		running = Math.max(running, Math.min(1, (p.length - rank) * value));
		out[index] = running;
	});
	return out;
}
/** P(X ≥ k) for X ~ Binomial(n, ½): the exact one-sided sign (McNemar) test. */
function signTest(k, n) {
	let term = .5 ** n;
	let tail = 0;
	for (let i = 0; i <= n; i++) {
		if (i >= k) tail += term;
		term *= (n - i) / (i + 1);
	}
	return Math.min(1, tail);
}
/** Calls `visit` with every choice of `k` of `n` indices. */
function eachChoice(n, k, visit) {
	const chosen = [];
	const step = (from) => {
		if (chosen.length === k) {
			visit(chosen);
			return;
		}
		for (let i = from; i <= n - (k - chosen.length); i++) {
			chosen.push(i);
			step(i + 1);
			chosen.pop();
		}
	};
	step(0);
}
/**
* Exact permutation p of "first half and second half have the same mean" (Fisher 1935), for at most 16 values;
* the middle one of an odd number is left out. `leastP` is the smallest p that so few values can give.
*/
function halvesTest(values) {
	const half = Math.floor(values.length / 2);
	const used = [...values.slice(0, half), ...values.slice(values.length - half)].slice(0, 16);
	const k = Math.floor(used.length / 2);
	const total = used.reduce((a, b) => a + b, 0);
	const gap = (sum) => Math.abs(2 * sum - total);
	const observed = gap(used.slice(0, k).reduce((a, b) => a + b, 0));
	let asFar = 0;
	let all = 0;
	eachChoice(used.length, k, (chosen) => {
		all++;
		if (gap(chosen.reduce((a, i) => a + used[i], 0)) >= observed - 1e-12) asFar++;
	});
	return {
		p: asFar / all,
		leastP: Math.min(1, 2 / all)
	};
}
// src/analysis/effects.ts
/** A difference of block values (logarithms for relative metrics), with its t statistics. */
function differenceOf(base, head, relation) {
	if (!relation.paired) return unpairedEffect([...base.values()], [...head.values()], relation.spread);
	return pairedEffect([...head].filter(([block]) => base.has(block)).map(([block, value]) => value - base.get(block)));
}
/** A metric's value in each block, as a logarithm where the metric is relative; blocks without one are left out. */
function blockValues(d, blocks) {
	const out = /* @__PURE__ */ new Map();
	for (const b of blocks) {
		const value = ratio(d, [b]);
		if (value === null || d.scale === "relative" && value <= 0) continue;
		out.set(b.block, d.scale === "relative" ? Math.log(value) : value);
	}
	return out;
}
/** Mean of block values with its standard error, to hold against an absolute limit. */
function levelOf(values) {
	const x = [...values.values()];
	return x.length < 2 ? null : {
		estimate: mean$3(x),
		standardError: Math.sqrt(variance(x) / x.length),
		df: x.length - 1
	};
}
/** Passes of the same task and block on both sides that differ: `lost` in head, `won` in head. */
function discordant(base, head, arm) {
	const before = new Map((base.arms[arm]?.tasks ?? []).map((t) => [t.id, t.repeats]));
	const out = {
		lost: 0,
		won: 0,
		pairs: 0
	};
	for (const task of head.arms[arm]?.tasks ?? []) {
		const mine = before.get(task.id) ?? [];
		task.repeats.forEach((r, i) => {
			const other = mine[i];
			if (!other) return;
			out.pairs++;
			if (other.passed && !r.passed) out.lost++;
			if (!other.passed && r.passed) out.won++;
		});
	}
	return out;
}
/** Change of a share of passes from discordant pairs (McNemar 1947): estimate and its large-sample standard error. */
function passEffect(d) {
	if (d.pairs === 0) return null;
	const estimate = (d.won - d.lost) / d.pairs;
	const spread = Math.max(0, d.won + d.lost - (d.won - d.lost) ** 2 / d.pairs);
	return {
		estimate,
		standardError: Math.sqrt(spread) / d.pairs,
		df: 1e400
	};
}
// src/analysis/limits.ts
const EPSILON = 1e-12;
function changeTest(s, sign, threshold) {
	if (s.exact) {
		if (s.change === null) return null;
		const over = sign * s.change > threshold + EPSILON;
		return {
			over,
			under: -sign * s.change > threshold + EPSILON,
			inside: !over,
			pWorse: null,
			pBetter: null
		};
	}
	if (!s.effect) return null;
	const far = (direction) => s.relative ? Math.abs(Math.log(Math.max(1e-9, 1 + direction * threshold))) : threshold;
	const worse = far(sign);
	return {
		over: sign * s.effect.estimate > worse + EPSILON,
		under: -sign * s.effect.estimate > far(-sign) + EPSILON,
		inside: sign * bound95(s.effect, sign) < worse,
		pWorse: s.exactP ? sign < 0 ? s.exactP.drop : s.exactP.rise : oneSidedP(s.effect, sign),
		pBetter: s.exactP ? sign < 0 ? s.exactP.rise : s.exactP.drop : oneSidedP(s.effect, -sign)
	};
}
function levelTest(s, sign, limit) {
	if (s.head === null) return null;
	const over = sign * (s.head - limit) > EPSILON;
	if (s.exact) return {
		over,
		under: false,
		inside: !over,
		pWorse: null,
		pBetter: null
	};
	if (!s.level) return null;
	const at = s.relative ? Math.log(Math.max(1e-300, limit)) : limit;
	return {
		over,
		under: false,
		inside: sign * (bound95(s.level, sign) - at) < 0,
		pWorse: oneSidedP(s.level, sign, at),
		pBetter: null
	};
}
/** The tests of a metric's limits; `null` in place of one that the data cannot decide. */
function limitTests(t, s, hasBase) {
	const out = [];
	if (hasBase && t.increase !== void 0) out.push(changeTest(s, 1, t.increase));
	if (hasBase && t.decrease !== void 0) out.push(changeTest(s, -1, t.decrease));
	if (t.max !== void 0) out.push(levelTest(s, 1, t.max));
	if (t.min !== void 0) out.push(levelTest(s, -1, t.min));
	return out;
}
/** A limit's verdict, given its p after Holm. */
function decide(test, adjusted) {
	if (!test) return "inconclusive";
	const sure = (p) => p === null || p <= .05;
	if (test.over && sure(adjusted.worse)) return "regressed";
	if (test.under && sure(adjusted.better)) return "improved";
	return test.inside ? "pass" : "inconclusive";
}
const ORDER = [
	"invalid",
	"regressed",
	"inconclusive",
	"improved",
	"pass"
];
/** The gravest of several verdicts; `pass` for none. */
function gravest(verdicts) {
	return ORDER.find((v) => verdicts.includes(v)) ?? "pass";
}
// src/analysis/rules.ts
/** The rules of which a plain answer tells. */
const rulesOf = (r) => [...Object.keys(r.completeTokens ?? {}), ...Object.keys(r.stopStringTokens ?? {})];
/** Tokens after which a rule would have ended this plain answer; all of them, not stopped, where it would not. */
function endOf(r, rule) {
	const preset = r.stopStringTokens?.[rule];
	if (preset !== void 0) return {
		tokens: preset,
		stopped: preset < r.outputTokens
	};
	const complete = r.completeTokens?.[rule];
	if (complete === void 0) return null;
	return {
		tokens: complete ?? r.outputTokens,
		stopped: complete !== null && complete < r.outputTokens
	};
}
function side$2(result, rule) {
	const repeats = repeatsOf(result?.arms.plain);
	const ends = repeats.flatMap((r) => endOf(r, rule) ?? []);
	if (repeats.length === 0 || ends.length < repeats.length) return null;
	const whole = sum(repeats.map(energy));
	const kept = sum(repeats.map((r, i) => ends[i].stopped ? energyUpTo(r, ends[i].tokens) : energy(r)));
	return {
		tokensPerTask: mean$3(ends.map((e) => e.tokens)),
		stoppedShare: mean$3(ends.map((e) => e.stopped ? 1 : 0)),
		saving: whole === null || kept === null || whole <= 0 ? null : 1 - kept / whole
	};
}
/**
* Where each rule would have ended the plain answers, and the share of their energy (prefill + decode by share of steps,
* without checks and overrun) that would have been saved. It is told from the plain answers alone: no extra run.
*/
function ruleRows(base, head) {
	const first = head.arms.plain?.tasks[0]?.repeats[0];
	return (first ? rulesOf(first) : []).flatMap((rule) => {
		const after = side$2(head, rule);
		return after ? [{
			rule,
			stopStrings: first.stopStringTokens?.[rule] !== void 0,
			base: side$2(base, rule),
			head: after
		}] : [];
	});
}
// src/analysis/surroundings.ts
/** Warnings of one side's measurement, each name once: they are told and decide nothing. */
function notices(result, side) {
	if (result === null) return [];
	const told = [result.validity, ...(result.blocks ?? []).map((b) => b.validity)];
	return [...new Set(told.flatMap((v) => v?.status === "warning" ? v.reasons : []))].map((code) => ({
		code,
		side
	}));
}
function meanOf(values) {
	const known = values.filter((v) => typeof v === "number");
	return known.length === 0 ? null : mean$3(known);
}
function phase(blocks, name) {
	return {
		smClockMhz: meanOf(blocks.map((b) => b.phases?.[name]?.smClockMhz)),
		temperatureC: meanOf(blocks.map((b) => b.phases?.[name]?.temperatureC))
	};
}
/** Clock, temperature, power limit and idle power of each arm, means over its blocks. */
function readings(result) {
	return ARMS.flatMap((arm) => {
		const blocks = (result.blocks ?? []).filter((b) => b.arm === arm);
		const of = (pick) => meanOf(blocks.map(pick));
		const reading = {
			arm,
			smClockMhz: of((b) => b.smClockMhz),
			temperatureC: of((b) => b.temperatureC),
			powerLimitWatts: of((b) => b.powerLimitWatts),
			idleWatts: of((b) => b.idleWatts),
			prefill: phase(blocks, "prefill"),
			decode: phase(blocks, "decode")
		};
		return reading.smClockMhz === null && reading.temperatureC === null && reading.powerLimitWatts === null && reading.idleWatts === null ? [] : [reading];
	});
}
// src/analysis/tasks.ts
const SHOWN_TEXT = 2e3;
function meanOrNull(values) {
	const known = values.filter((v) => v !== null);
	return known.length === 0 || known.length < values.length ? null : mean$3(known);
}
function side$1(task) {
	const r = task.repeats;
	const joules = Object.fromEntries(PHASES.map((p) => [p, meanOrNull(r.map((x) => x.phases[p].netJoules))]));
	const first = r[0];
	return {
		prefillJoules: joules.prefill,
		decodeJoules: joules.decode,
		checkJoules: joules.check,
		outputTokens: r.length === 0 ? 0 : mean$3(r.map((x) => x.outputTokens)),
		babbleTokens: meanOrNull(r.map((x) => x.babbleTokens)),
		babbleJoules: meanOrNull(r.map((x) => x.babbleTokens === null ? null : decodeShare(x, x.babbleTokens))),
		passed: r.length === 0 ? 0 : mean$3(r.map((x) => x.passed ? 1 : 0)),
		repeats: r.length,
		...first ? {
			stopReason: first.stopReason,
			text: first.text.slice(0, SHOWN_TEXT)
		} : {},
		...first?.babbleKinds ? { babbleKinds: first.babbleKinds } : {},
		...first && rulesOf(first).length > 0 ? { completeTokens: Object.fromEntries(rulesOf(first).map((rule) => [rule, stopOf(first, rule)])) } : {}
	};
}
function stopOf(r, rule) {
	const end = endOf(r, rule);
	return end?.stopped ? end.tokens : null;
}
/** Each task of head beside the same of base: means over repeats. */
function taskRows(base, head) {
	const rows = [];
	for (const arm of ARMS) {
		const before = new Map((base?.arms[arm]?.tasks ?? []).map((t) => [t.id, t]));
		for (const task of head.arms[arm]?.tasks ?? []) {
			const other = before.get(task.id);
			rows.push({
				id: task.id,
				arm,
				base: other ? side$1(other) : null,
				head: side$1(task)
			});
		}
	}
	return rows;
}
// src/analysis/why.ts
/** Logarithmic mean, the weight of LMDI-I; `log(a, a) = a`. */
function logMean(a, b) {
	return a === b ? a : (a - b) / Math.log(a / b);
}
function factors(blocks) {
	let tasks = 0;
	let promptTokens = 0;
	let steps = 0;
	let prefill = 0;
	let decode = 0;
	let check = 0;
	for (const b of blocks) {
		if (b.prefill === null || b.decode === null) return null;
		tasks += b.tasks;
		promptTokens += b.promptTokens;
		steps += b.decodeSteps;
		prefill += b.prefill;
		decode += b.decode;
		check += b.check ?? 0;
	}
	if (tasks === 0) return null;
	return {
		promptTokens: promptTokens / tasks,
		prefillPerToken: promptTokens > 0 ? prefill / promptTokens : 0,
		steps: steps / tasks,
		perStep: steps > 0 ? decode / steps : 0,
		check: check / tasks,
		joules: (prefill + decode + check) / tasks
	};
}
/** Exact Shapley split of the change of a product of two factors. */
function shapley(a0, b0, a1, b1) {
	return [(a1 - a0) * (b0 + b1) / 2, (b1 - b0) * (a0 + a1) / 2];
}
/** LMDI-I split of the change of a·b (Ang 2005, Energy Policy 33): Δ_a = L(V1, V0)·ln(a1/a0). */
function lmdi(a0, b0, a1, b1) {
	const weight = logMean(a1 * b1, a0 * b0);
	return [weight * Math.log(a1 / a0), weight * Math.log(b1 / b0)];
}
/**
* Splits the change of J/task exactly into prompt tokens, J/prompt token, decode steps, J/step and the checks.
* LMDI-I; where a factor is not positive the exact Shapley split, named as such. `null` where joules are missing.
*/
function explainChange(arm, base, head) {
	const b = factors(base);
	const h = factors(head);
	if (!b || !h) return null;
	const positive = [b, h].every((f) => f.promptTokens > 0 && f.prefillPerToken > 0 && f.steps > 0 && f.perStep > 0);
	const split = positive ? lmdi : shapley;
	const [prompt, prefill] = split(b.promptTokens, b.prefillPerToken, h.promptTokens, h.prefillPerToken);
	const [steps, perStep] = split(b.steps, b.perStep, h.steps, h.perStep);
	return {
		arm,
		method: positive ? "lmdi" : "shapley",
		base: b.joules,
		head: h.joules,
		parts: [
			{
				part: "prompt-tokens",
				joules: prompt,
				base: b.promptTokens,
				head: h.promptTokens
			},
			{
				part: "prefill-energy-per-token",
				joules: prefill,
				base: b.prefillPerToken,
				head: h.prefillPerToken
			},
			{
				part: "decode-steps",
				joules: steps,
				base: b.steps,
				head: h.steps
			},
			{
				part: "decode-energy-per-step",
				joules: perStep,
				base: b.perStep,
				head: h.perStep
			},
			{
				part: "checks",
				joules: h.check - b.check,
				base: b.check,
				head: h.check
			}
		]
	};
}
const constant = (values) => variance([...values.values()]) === 0;
function intervalOf(effect, relative) {
	if (!effect) return null;
	const [lo, hi] = interval95(effect);
	return relative ? [Math.expm1(lo), Math.expm1(hi)] : [lo, hi];
}
function metricRow(c, d, arm) {
	const headBlocks = c.headArms[arm];
	const baseBlocks = c.base ? c.baseArms[arm] : void 0;
	if (!headBlocks || c.base && !baseBlocks) return null;
	const head = ratio(d, headBlocks);
	const base = baseBlocks ? ratio(d, baseBlocks) : null;
	if (head === null && base === null && d.nature !== "joules") return null;
	const relative = d.scale === "relative";
	const change = base === null || head === null ? null : relative ? base > 0 ? head / base - 1 : null : head - base;
	const headValues = blockValues(d, headBlocks);
	const baseValues = baseBlocks ? blockValues(d, baseBlocks) : /* @__PURE__ */ new Map();
	const exact = c.greedy && (d.nature === "passes" || d.nature === "tokens" && (arm === "plain" || constant(headValues) && constant(baseValues)));
	const relation = d.nature === "joules" || d.nature === "seconds" ? c.relation : {
		...c.relation,
		spread: 0
	};
	const pairs = d.id === "pass-at-1" && c.base && !exact ? discordant(c.base, c.head, arm) : null;
	const effect = change === null || exact ? null : pairs ? passEffect(pairs) : differenceOf(baseValues, headValues, relation);
	const threshold = c.thresholds[d.id]?.[arm] ?? null;
	const tests = threshold ? limitTests(threshold, {
		relative,
		exact,
		change,
		head,
		effect,
		level: levelOf(headValues),
		...pairs ? { exactP: {
			drop: signTest(pairs.lost, pairs.lost + pairs.won),
			rise: signTest(pairs.won, pairs.lost + pairs.won)
		} } : {}
	}, c.base !== null) : [];
	return {
		metric: {
			id: d.id,
			arm,
			unit: d.unit,
			scale: d.scale,
			base,
			head,
			change,
			interval: change === null ? null : exact ? [change, change] : intervalOf(effect, relative),
			threshold,
			verdict: null,
			...exact ? { exact: true } : {},
			...nullsOf(baseBlocks ? absence(d, baseBlocks) : null, absence(d, headBlocks), relative && base !== null && base <= 0)
		},
		tests,
		joules: d.nature === "joules" || d.nature === "seconds",
		effect
	};
}
/** The reasons of a metric's nulls; no key where it has none. */
function nullsOf(base, head, noRatio) {
	const nulls = {
		...base ? { base } : {},
		...head ? { head } : {},
		...noRatio ? { change: "base-not-positive" } : {}
	};
	return Object.keys(nulls).length > 0 ? { nulls } : {};
}
const NULL_TEXTS = {
	"not-resolvable": "the sensor cannot resolve its joules",
	"no-divisor": "there is nothing to divide by",
	"not-known": "it was never found out",
	"base-not-positive": "base is 0 or less, and a ratio from there says nothing"
};
/** Why a gating metric cannot be decided, each reason of its own: a quotient without a divisor is not the sensor's fault. */
function nullFindings(rows) {
	return rows.flatMap(({ metric: m }) => {
		if (!m.threshold || !m.nulls) return [];
		return Object.entries(m.nulls).map(([where, code]) => ({
			code,
			text: `${m.id} (${m.arm ?? "both arms"})${where === "change" ? "" : ` of ${where}`}: ${NULL_TEXTS[code]}`
		}));
	});
}
function savingRow(c, id) {
	const of = (arms) => arms.plain && arms.suppressed ? saving(id, arms) : null;
	const head = of(c.headArms);
	const base = c.base ? of(c.baseArms) : null;
	if (!head || c.base && !base) return null;
	const change = base?.value == null || head.value === null ? null : head.value - base.value;
	const effect = base ? differenceOf(base.byBlock, head.byBlock, {
		...c.relation,
		spread: 0
	}) : null;
	const threshold = c.thresholds[id]?.suppressed ?? c.thresholds[id]?.plain ?? null;
	return {
		metric: {
			id,
			arm: null,
			unit: "1",
			scale: "absolute",
			base: base?.value ?? null,
			head: head.value,
			change,
			interval: intervalOf(effect, false),
			threshold,
			verdict: null,
			...nullsOf(base?.absence ?? null, head.absence, false)
		},
		tests: threshold ? limitTests(threshold, {
			relative: false,
			exact: false,
			change,
			head: head.value,
			effect,
			level: levelOf(head.byBlock)
		}, c.base !== null) : [],
		joules: true,
		effect
	};
}
/** Decides every gating row: Holm over the tests that need one, the gravest limit of each metric. */
function decideRows(rows, cap) {
	const noisy = rows.flatMap((r) => r.tests).filter((t) => t !== null && t.pWorse !== null);
	const worse = holm(noisy.map((t) => t.pWorse));
	const better = holm(noisy.map((t) => t.pBetter ?? 1));
	for (const row of rows) {
		if (row.tests.length === 0) continue;
		row.metric.verdict = gravest(row.tests.map((t) => {
			const i = t === null ? -1 : noisy.indexOf(t);
			const verdict = decide(t, i < 0 ? {
				worse: null,
				better: null
			} : {
				worse: worse[i],
				better: better[i]
			});
			return cap && row.joules ? "inconclusive" : verdict;
		}));
		const p = row.tests.map((t) => t?.pWorse).find((x) => x !== null && x !== void 0);
		if (p !== void 0) row.metric.p = p;
	}
}
function side(result, blocks) {
	return {
		measurement: result.measurement,
		createdAt: result.createdAt ?? "",
		commit: result.commit ?? null,
		subject: { ...result.subject },
		environment: result.environment,
		meter: { ...result.meter },
		workload: result.workload,
		blocks,
		...result.validity ? { validity: { ...result.validity } } : {},
		readings: readings(result)
	};
}
const blockCount = (arms) => Math.max(0, ...ARMS.map((arm) => arms[arm]?.length ?? 0));
const CONTROL_LEVEL = .01;
/** The two halves of head's own plain blocks against each other, at the 1 % level. */
function nullControl(arms) {
	const values = (arms.plain ?? arms.suppressed ?? []).map(energyOf).filter((x) => x !== null && x > 0).map(Math.log);
	if (values.length < 2) return null;
	const { p, leastP } = halvesTest(values);
	if (leastP > CONTROL_LEVEL) return {
		possible: false,
		alarmed: false,
		p: null,
		text: `not possible with ${values.length} blocks`
	};
	return {
		possible: true,
		alarmed: p <= CONTROL_LEVEL,
		p
	};
}
/**
* Head against base (or alone, without a baseline): metrics, verdict and why. Pure: reads only the two documents.
* A gating metric is `regressed` where its effect is over the threshold and its one-sided p of no change, Holm-adjusted,
* is at most 0.05; `pass` where the one-sided 95 % bound is under the threshold; else `inconclusive`.
*/
function compare(base, head, options) {
	const headArms = armBlocks(head);
	const baseArms = base ? armBlocks(base) : {};
	const paired = base !== null && base.measurement === head.measurement;
	const estimated = head.meter.estimated && (base?.meter.estimated ?? true);
	const known = paired ? 0 : options.spread ?? (estimated ? .08 : null);
	const c = {
		base,
		head,
		baseArms,
		headArms,
		relation: {
			paired,
			spread: known ?? 0
		},
		greedy: isGreedy(head) && (base === null || isGreedy(base)),
		thresholds: options.thresholds
	};
	const findings = [...untrusted(head, "head"), ...base ? [...untrusted(base, "base"), ...incomparable(base, head, options.environmentAllow ?? [])] : []];
	const invalid = findings.length > 0;
	const rows = [];
	for (const arm of ARMS) for (const d of DEFINITIONS) if (d.arms.includes(arm)) rows.push(...[metricRow(c, d, arm)].filter((r) => r !== null));
	rows.push(...[savingRow(c, "suppression-saving"), savingRow(c, "decode-saving")].filter((r) => r !== null));
	decideRows(rows, base !== null && known === null);
	const verdicts = rows.map((r) => r.metric.verdict).filter((v) => v !== null);
	for (const arm of ARMS) for (const [id, byArm] of Object.entries(options.thresholds)) {
		if (!byArm?.[arm] || rows.some((r) => r.metric.id === id && (r.metric.arm === arm || r.metric.arm === null))) continue;
		const definition = DEFINITIONS.find((d) => d.id === id);
		if (base === null || definition && !definition.arms.includes(arm) || !headArms[arm] && !baseArms[arm]) continue;
		findings.push({
			code: "metric-missing",
			text: `${id} gates, but the ${arm} arm lacks it on one side`
		});
		verdicts.push("inconclusive");
	}
	findings.push(...nullFindings(rows));
	const control = nullControl(headArms);
	if (control?.alarmed) {
		findings.push({
			code: "null-control",
			text: "the two halves of head's own blocks differ at the 1 % level: something drifted during the run"
		});
		verdicts.push("inconclusive");
	}
	let verdict = invalid ? "invalid" : gravest(verdicts);
	if (control?.alarmed && verdict === "regressed") verdict = "inconclusive";
	if (base === null) findings.push({
		code: "no-baseline",
		text: "there is no baseline to compare with; \"joulegate baseline update\" stores this result as one"
	});
	else if (known === null && !invalid) findings.push({
		code: "spread-unknown",
		text: "how far two measurements of one subject differ on this runner is unknown, so joules against a stored baseline decide nothing; three results under \"baseline update\" tell it"
	});
	if (verdict === "regressed" && rows.some((r) => r.metric.verdict === "regressed" && !r.metric.exact)) findings.push({
		code: "unconfirmed",
		text: "no fresh blocks were measured to confirm it"
	});
	const main = rows.find((r) => r.metric.id === "energy-per-task" && r.effect);
	const threshold = main?.metric.threshold?.increase;
	const metrics = rows.map((r) => r.metric);
	return {
		schemaVersion: 1,
		verdict,
		reasons: [...new Set(findings.map((f) => f.code))],
		details: Object.fromEntries(findings.map((f) => [f.code, f.text])),
		metrics,
		why: base ? ARMS.flatMap((arm) => baseArms[arm] && headArms[arm] ? [explainChange(arm, baseArms[arm], headArms[arm])] : []).filter((w) => w !== null) : [],
		smallestVisibleChange: main?.effect ? Math.expm1(smallestCallable(main.effect, Math.log1p(threshold ?? 0))) : null,
		head: side(head, blockCount(headArms)),
		base: base ? side(base, blockCount(baseArms)) : null,
		tasks: taskRows(base, head),
		babble: babbleOf(base, head),
		savings: savings(base, head),
		rules: ruleRows(base, head),
		noticed: [...notices(base, "base"), ...notices(head, "head")],
		nullControl: control,
		...options.co2e ? { co2e: emissionsOf(metrics, options.co2e, head.meter.estimated || (base?.meter.estimated ?? false)) } : {}
	};
}
// src/common/hash.ts
/** SHA-256 as 64 hexadecimal digits. */
function sha256(data) {
	return createHash("sha256").update(data).digest("hex");
}
// src/analysis/history.ts
const sorted = (_key, v) => v !== null && typeof v === "object" && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => a < b ? -1 : 1)) : v;
/** Subject, environment, meter and workload in one digest. */
function keyOf(result) {
	return sha256(JSON.stringify([
		result.subject,
		result.environment,
		result.meter.kind,
		result.workload.digest
	], sorted));
}
/** ln J/task of each block whose joules are known. */
function logJoules(result, arm) {
	return (armBlocks(result)[arm] ?? []).flatMap((b) => {
		const joules = energyOf(b);
		return joules === null || joules <= 0 ? [] : [Math.log(joules / b.tasks)];
	});
}
/** What the history keeps of a result. */
function entryOf$1(result) {
	const entry = {
		measurement: result.measurement,
		createdAt: result.createdAt ?? "",
		key: keyOf(result),
		joulesPerTask: {},
		blockSpread: {}
	};
	for (const arm of ARMS) {
		const logs = logJoules(result, arm);
		if (logs.length > 0) entry.joulesPerTask[arm] = Math.exp(mean$3(logs));
		if (logs.length > 1) entry.blockSpread[arm] = Math.sqrt(variance(logs));
	}
	return entry;
}
/** Fewer measurements say nothing of their spread. */
const LEAST$1 = 3;
/** Standard deviation of ln J/task between measurements of what `result` measures; `null` with fewer than three. */
function spreadOf(history, result) {
	const key = keyOf(result);
	const spreads = ARMS.flatMap((arm) => {
		const joules = history.filter((e) => e.key === key).map((e) => e.joulesPerTask[arm]).filter((x) => x !== void 0 && x > 0);
		return joules.length >= LEAST$1 ? [Math.sqrt(variance(joules.map(Math.log)))] : [];
	});
	return spreads.length === 0 ? null : Math.max(...spreads);
}
const MOST_BLOCKS = 200;
/**
* How many blocks a gate needs so that its smallest callable rise (90 % power) is at most twice the threshold,
* from the known spread between blocks and between measurements (both of ln J/task). `null` where no number would do.
*/
function blocksNeeded(blockSpread, measurementSpread, threshold) {
	for (let n = 4; n <= MOST_BLOCKS; n++) if (smallestCallable({
		estimate: 0,
		standardError: Math.sqrt(2 * blockSpread ** 2 / n + 2 * measurementSpread ** 2),
		df: 2 * (n - 1)
	}, Math.log1p(threshold)) <= 2 * Math.log1p(threshold)) return n;
	return null;
}
// src/common/files.ts
/** Documents, data sets and configurations are far smaller; what is larger is a mistake or an attack. */
const MOST_BYTES$1 = 256 * 2 ** 20;
/** A file's bytes, at most `most` of them: a device without an end must not fill the memory. Throws what `open` and `read` throw, or that it is too large. */
async function readBounded(path, most = MOST_BYTES$1) {
	const file = await open(path, "r");
	try {
		if ((await file.stat()).isDirectory()) throw new Error("it is a folder");
		const chunks = [];
		let bytes = 0;
		for await (const chunk of file.createReadStream({
			autoClose: false,
			highWaterMark: 1 << 20
		})) {
			bytes += chunk.length;
			if (bytes > most) throw new Error(`it has more than ${(most / 2 ** 20).toFixed(0)} MiB`);
			chunks.push(chunk);
		}
		return Buffer.concat(chunks);
	} finally {
		await file.close();
	}
}
/** A text file without byte order mark, its lines ended by a bare line feed, however its editor ended them. */
async function readText(path, most) {
	return (await readBounded(path, most)).toString("utf8").replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
}
/** Reads and parses JSON; throws `file-unreadable` or `document-invalid`, naming the file. */
async function readJson(path) {
	let text;
	try {
		text = await readText(path);
	} catch (cause) {
		throw new JouleGateError("file-unreadable", `cannot read ${path}: ${cause.message}`, "check the path", { cause });
	}
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw new JouleGateError("document-invalid", `${path} is no JSON: ${cause.message}`, "give a file that JouleGate wrote", { cause });
	}
}
/** SHA-256 of a file, as 64 hexadecimal digits, read as a stream. */
async function sha256OfFile(path) {
	const hash = createHash("sha256");
	for await (const chunk of createReadStream(path)) hash.update(chunk);
	return hash.digest("hex");
}
// src/common/output.ts
/** As many as Linux follows. */
const MOST_LINKS = 40;
/** A pipe that nobody reads is waited for this long. */
const READER_MS = 1e4;
const failed$1 = (path, why, cause) => new JouleGateError("file-unreadable", `cannot write ${path}: ${why}`, "give a file in a folder that may be written, a pipe or a device", { cause });
/** `/dev/stdout`, `/dev/fd/3`, `/proc/self/fd/3`: a descriptor of ours; a file behind it is the shell's, which still writes there. */
function descriptorOf(path) {
	if (path === "/dev/stdout") return 1;
	if (path === "/dev/stderr") return 2;
	const match = /^(?:\/dev\/fd|\/proc\/(?:self|thread-self|\d+)\/fd)\/(\d+)$/.exec(path);
	return match && (!/^\/proc\/\d/.test(path) || path.startsWith(`/proc/${process.pid}/`)) ? Number(match[1]) : null;
}
/** Follows links one by one, so that a link to nothing is followed too. */
async function targetOf(given) {
	let path = resolve(given);
	for (let links = 0; links <= MOST_LINKS; links++) {
		const fd = descriptorOf(path);
		if (fd !== null) return {
			kind: "descriptor",
			fd
		};
		let info;
		try {
			info = await lstat(path);
		} catch (error) {
			if (error.code === "ENOENT") return {
				kind: "file",
				path,
				mode: null
			};
			throw error;
		}
		if (info.isFile()) return {
			kind: "file",
			path,
			mode: info.mode & 4095
		};
		if (info.isDirectory()) throw new Error("it is a folder");
		if (!info.isSymbolicLink()) return {
			kind: "stream",
			path,
			fifo: info.isFIFO()
		};
		path = resolve(dirname(path), await readlink(path));
	}
	throw new Error("too many links");
}
async function toFile(path, mode, data) {
	const temporary = `${path}.${randomBytes(4).toString("hex")}.tmp`;
	await mkdir(dirname(path), { recursive: true });
	try {
		const file = await open(temporary, "wx");
		try {
			await file.writeFile(data);
			await file.sync();
		} finally {
			await file.close();
		}
		if (mode !== null) await chmod(temporary, mode);
		await rename(temporary, path);
	} finally {
		await rm(temporary, { force: true });
	}
}
/** A pipe without a reader would block a thread for ever, at our own end too: it is asked again instead. */
async function openPipe(path) {
	for (const until = Date.now() + READER_MS;; await setTimeout$1(50)) try {
		return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
	} catch (error) {
		if (error.code !== "ENXIO") throw error;
		if (Date.now() > until) throw new Error(`nobody reads this pipe (waited ${READER_MS / 1e3} s)`, { cause: error });
	}
}
/** Writes as fast as the reader takes it, and closes the descriptor. */
async function throughSocket(fd, data) {
	const socket = new Socket({
		fd,
		readable: false,
		writable: true
	});
	await new Promise((done, fail) => {
		socket.on("error", fail);
		socket.end(data, done);
	});
	socket.destroy();
}
async function toStream(path, fifo, data) {
	if (fifo) return await throughSocket(await openPipe(path), data);
	const file = await open(path, constants.O_WRONLY | constants.O_APPEND);
	try {
		await file.writeFile(data);
	} finally {
		await file.close();
	}
}
async function toDescriptor(fd, data) {
	const stream = fd === 1 ? process.stdout : fd === 2 ? process.stderr : null;
	if (stream) await new Promise((done, fail) => stream.write(data, (error) => error ? fail(error) : done()));
	else await toStream(`/proc/self/fd/${fd}`, false, data);
}
/**
* The one writer for everything that JouleGate leaves on disk. A file is written whole or not at all (to a temporary file
* beside it, then renamed; its folder is made, its mode kept); links are followed; into what is no file (a device, a pipe,
* `/dev/stdout`) it writes. @throws JouleGateError `file-unreadable`
*/
async function writeWhole(path, data) {
	try {
		const target = await targetOf(path);
		if (target.kind === "file") await toFile(target.path, target.mode, data);
		else if (target.kind === "stream") await toStream(target.path, target.fifo, data);
		else await toDescriptor(target.fd, data);
	} catch (cause) {
		throw failed$1(path, cause.message, cause);
	}
}
/** JSON with two spaces and a final newline, written by `writeWhole`. */
async function writeJson(path, value) {
	await writeWhole(path, jsonText(value));
}
/**
* Tries, before anything slow, whether `writeWhole` could write here. Makes the folder, leaves nothing else.
* @throws JouleGateError `file-unreadable`
*/
async function assertWritable(path) {
	try {
		const target = await targetOf(path);
		if (target.kind === "descriptor") return;
		if (target.kind === "stream") return await access(target.path, constants.W_OK);
		await mkdir(dirname(target.path), { recursive: true });
		const probe = `${target.path}.${randomBytes(4).toString("hex")}.tmp`;
		try {
			await (await open(probe, "wx")).close();
		} finally {
			await rm(probe, { force: true });
		}
	} catch (cause) {
		throw failed$1(path, cause.message, cause);
	}
}
async function sameFile(a, b) {
	const [x, y] = await Promise.all([a, b].map(async (p) => await stat(p).catch(() => null)));
	return x !== null && y !== null && x.ino === y.ino && x.dev === y.dev;
}
/**
* Claims a path for a result before the work for it begins: tries that it can be written, and moves a result of an earlier
* run to `PATH.previous`, so that after a refused, failed or killed run nothing stale stands where a result would.
* `inputs` are files that the work still reads: such a file stays. @throws JouleGateError `file-unreadable`
*/
async function claimOutput(path, inputs = []) {
	await assertWritable(path);
	const read = (await Promise.all(inputs.map(async (i) => await sameFile(path, i)))).includes(true);
	let file = null;
	try {
		const target = await targetOf(path);
		if (target.kind === "file") {
			file = target.path;
			if (target.mode !== null && !read) await rename(file, `${file}.previous`);
		}
	} catch (cause) {
		throw failed$1(path, cause.message, cause);
	}
	const forget = async () => {
		if (file !== null && !read) await rm(`${file}.previous`, { force: true }).catch(() => void 0);
	};
	return {
		file,
		async write(data) {
			await writeWhole(path, data);
			await forget();
		},
		leaveOut: forget
	};
}
/** JSON as `writeJson` writes it, for a claim. */
const jsonText = (value) => `${JSON.stringify(value, null, 2)}\n`;
// src/common/history.ts
/** JSON lines as entries; what is no entry is left out, since a history only informs. */
function parseHistory(text) {
	return text.split("\n").flatMap((line) => {
		try {
			const e = JSON.parse(line);
			return typeof e?.measurement === "string" && typeof e.key === "string" && typeof e.joulesPerTask === "object" ? [e] : [];
		} catch {
			return [];
		}
	});
}
// node_modules/ajv/dist/compile/codegen/code.js
var require_code$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.regexpCode = exports.getEsmExportName = exports.getProperty = exports.safeStringify = exports.stringify = exports.strConcat = exports.addCodeArg = exports.str = exports._ = exports.nil = exports._Code = exports.Name = exports.IDENTIFIER = exports._CodeOrName = void 0;
	var _CodeOrName = class {};
	exports._CodeOrName = _CodeOrName;
	exports.IDENTIFIER = /^[a-z$_][a-z$_0-9]*$/i;
	var Name = class extends _CodeOrName {
		constructor(s) {
			super();
			if (!exports.IDENTIFIER.test(s)) throw new Error("CodeGen: name must be a valid identifier");
			this.str = s;
		}
		toString() {
			return this.str;
		}
		emptyStr() {
			return false;
		}
		get names() {
			return { [this.str]: 1 };
		}
	};
	exports.Name = Name;
	var _Code = class extends _CodeOrName {
		constructor(code) {
			super();
			this._items = typeof code === "string" ? [code] : code;
		}
		toString() {
			return this.str;
		}
		emptyStr() {
			if (this._items.length > 1) return false;
			const item = this._items[0];
			return item === "" || item === "\"\"";
		}
		get str() {
			var _a;
			return (_a = this._str) !== null && _a !== void 0 ? _a : this._str = this._items.reduce((s, c) => `${s}${c}`, "");
		}
		get names() {
			var _a;
			return (_a = this._names) !== null && _a !== void 0 ? _a : this._names = this._items.reduce((names, c) => {
				if (c instanceof Name) names[c.str] = (names[c.str] || 0) + 1;
				return names;
			}, {});
		}
	};
	exports._Code = _Code;
	exports.nil = new _Code("");
	function _(strs, ...args) {
		const code = [strs[0]];
		let i = 0;
		while (i < args.length) {
			addCodeArg(code, args[i]);
			code.push(strs[++i]);
		}
		return new _Code(code);
	}
	exports._ = _;
	const plus = new _Code("+");
	function str(strs, ...args) {
		const expr = [safeStringify(strs[0])];
		let i = 0;
		while (i < args.length) {
			expr.push(plus);
			addCodeArg(expr, args[i]);
			expr.push(plus, safeStringify(strs[++i]));
		}
		optimize(expr);
		return new _Code(expr);
	}
	exports.str = str;
	function addCodeArg(code, arg) {
		if (arg instanceof _Code) code.push(...arg._items);
		else if (arg instanceof Name) code.push(arg);
		else code.push(interpolate(arg));
	}
	exports.addCodeArg = addCodeArg;
	function optimize(expr) {
		let i = 1;
		while (i < expr.length - 1) {
			if (expr[i] === plus) {
				const res = mergeExprItems(expr[i - 1], expr[i + 1]);
				if (res !== void 0) {
					expr.splice(i - 1, 3, res);
					continue;
				}
				expr[i++] = "+";
			}
			i++;
		}
	}
	function mergeExprItems(a, b) {
		if (b === "\"\"") return a;
		if (a === "\"\"") return b;
		if (typeof a == "string") {
			if (b instanceof Name || a[a.length - 1] !== "\"") return;
			if (typeof b != "string") return `${a.slice(0, -1)}${b}"`;
			if (b[0] === "\"") return a.slice(0, -1) + b.slice(1);
			return;
		}
		if (typeof b == "string" && b[0] === "\"" && !(a instanceof Name)) return `"${a}${b.slice(1)}`;
	}
	function strConcat(c1, c2) {
		return c2.emptyStr() ? c1 : c1.emptyStr() ? c2 : str`${c1}${c2}`;
	}
	exports.strConcat = strConcat;
	function interpolate(x) {
		return typeof x == "number" || typeof x == "boolean" || x === null ? x : safeStringify(Array.isArray(x) ? x.join(",") : x);
	}
	function stringify(x) {
		return new _Code(safeStringify(x));
	}
	exports.stringify = stringify;
	function safeStringify(x) {
		return JSON.stringify(x).replace(/\u2028/g, "\\u2028").replace(/\u2029/g, "\\u2029");
	}
	exports.safeStringify = safeStringify;
	function getProperty(key) {
		return typeof key == "string" && exports.IDENTIFIER.test(key) ? new _Code(`.${key}`) : _`[${key}]`;
	}
	exports.getProperty = getProperty;
	function getEsmExportName(key) {
		if (typeof key == "string" && exports.IDENTIFIER.test(key)) return new _Code(`${key}`);
		throw new Error(`CodeGen: invalid export name: ${key}, use explicit $id name mapping`);
	}
	exports.getEsmExportName = getEsmExportName;
	function regexpCode(rx) {
		return new _Code(rx.toString());
	}
	exports.regexpCode = regexpCode;
}));
// node_modules/ajv/dist/compile/codegen/scope.js
var require_scope = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.ValueScope = exports.ValueScopeName = exports.Scope = exports.varKinds = exports.UsedValueState = void 0;
	const code_1 = require_code$1();
	var ValueError = class extends Error {
		constructor(name) {
			super(`CodeGen: "code" for ${name} not defined`);
			this.value = name.value;
		}
	};
	var UsedValueState;
	(function(UsedValueState) {
		UsedValueState[UsedValueState["Started"] = 0] = "Started";
		UsedValueState[UsedValueState["Completed"] = 1] = "Completed";
	})(UsedValueState || (exports.UsedValueState = UsedValueState = {}));
	exports.varKinds = {
		const: new code_1.Name("const"),
		let: new code_1.Name("let"),
		var: new code_1.Name("var")
	};
	var Scope = class {
		constructor({ prefixes, parent } = {}) {
			this._names = {};
			this._prefixes = prefixes;
			this._parent = parent;
		}
		toName(nameOrPrefix) {
			return nameOrPrefix instanceof code_1.Name ? nameOrPrefix : this.name(nameOrPrefix);
		}
		name(prefix) {
			return new code_1.Name(this._newName(prefix));
		}
		_newName(prefix) {
			const ng = this._names[prefix] || this._nameGroup(prefix);
			return `${prefix}${ng.index++}`;
		}
		_nameGroup(prefix) {
			var _a, _b;
			if (((_b = (_a = this._parent) === null || _a === void 0 ? void 0 : _a._prefixes) === null || _b === void 0 ? void 0 : _b.has(prefix)) || this._prefixes && !this._prefixes.has(prefix)) throw new Error(`CodeGen: prefix "${prefix}" is not allowed in this scope`);
			return this._names[prefix] = {
				prefix,
				index: 0
			};
		}
	};
	exports.Scope = Scope;
	var ValueScopeName = class extends code_1.Name {
		constructor(prefix, nameStr) {
			super(nameStr);
			this.prefix = prefix;
		}
		setValue(value, { property, itemIndex }) {
			this.value = value;
			this.scopePath = (0, code_1._)`.${new code_1.Name(property)}[${itemIndex}]`;
		}
	};
	exports.ValueScopeName = ValueScopeName;
	const line = (0, code_1._)`\n`;
	var ValueScope = class extends Scope {
		constructor(opts) {
			super(opts);
			this._values = {};
			this._scope = opts.scope;
			this.opts = {
				...opts,
				_n: opts.lines ? line : code_1.nil
			};
		}
		get() {
			return this._scope;
		}
		name(prefix) {
			return new ValueScopeName(prefix, this._newName(prefix));
		}
		value(nameOrPrefix, value) {
			var _a;
			if (value.ref === void 0) throw new Error("CodeGen: ref must be passed in value");
			const name = this.toName(nameOrPrefix);
			const { prefix } = name;
			const valueKey = (_a = value.key) !== null && _a !== void 0 ? _a : value.ref;
			let vs = this._values[prefix];
			if (vs) {
				const _name = vs.get(valueKey);
				if (_name) return _name;
			} else vs = this._values[prefix] = /* @__PURE__ */ new Map();
			vs.set(valueKey, name);
			const s = this._scope[prefix] || (this._scope[prefix] = []);
			const itemIndex = s.length;
			s[itemIndex] = value.ref;
			name.setValue(value, {
				property: prefix,
				itemIndex
			});
			return name;
		}
		getValue(prefix, keyOrRef) {
			const vs = this._values[prefix];
			if (!vs) return;
			return vs.get(keyOrRef);
		}
		scopeRefs(scopeName, values = this._values) {
			return this._reduceValues(values, (name) => {
				if (name.scopePath === void 0) throw new Error(`CodeGen: name "${name}" has no value`);
				return (0, code_1._)`${scopeName}${name.scopePath}`;
			});
		}
		scopeCode(values = this._values, usedValues, getCode) {
			return this._reduceValues(values, (name) => {
				if (name.value === void 0) throw new Error(`CodeGen: name "${name}" has no value`);
				return name.value.code;
			}, usedValues, getCode);
		}
		_reduceValues(values, valueCode, usedValues = {}, getCode) {
			let code = code_1.nil;
			for (const prefix in values) {
				const vs = values[prefix];
				if (!vs) continue;
				const nameSet = usedValues[prefix] = usedValues[prefix] || /* @__PURE__ */ new Map();
				vs.forEach((name) => {
					if (nameSet.has(name)) return;
					nameSet.set(name, UsedValueState.Started);
					let c = valueCode(name);
					if (c) {
						const def = this.opts.es5 ? exports.varKinds.var : exports.varKinds.const;
						code = (0, code_1._)`${code}${def} ${name} = ${c};${this.opts._n}`;
					} else if (c = getCode === null || getCode === void 0 ? void 0 : getCode(name)) code = (0, code_1._)`${code}${c}${this.opts._n}`;
					else throw new ValueError(name);
					nameSet.set(name, UsedValueState.Completed);
				});
			}
			return code;
		}
	};
	exports.ValueScope = ValueScope;
}));
// node_modules/ajv/dist/compile/codegen/index.js
var require_codegen = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.or = exports.and = exports.not = exports.CodeGen = exports.operators = exports.varKinds = exports.ValueScopeName = exports.ValueScope = exports.Scope = exports.Name = exports.regexpCode = exports.stringify = exports.getProperty = exports.nil = exports.strConcat = exports.str = exports._ = void 0;
	const code_1 = require_code$1();
	const scope_1 = require_scope();
	var code_2 = require_code$1();
	Object.defineProperty(exports, "_", {
		enumerable: true,
		get: function() {
			return code_2._;
		}
	});
	Object.defineProperty(exports, "str", {
		enumerable: true,
		get: function() {
			return code_2.str;
		}
	});
	Object.defineProperty(exports, "strConcat", {
		enumerable: true,
		get: function() {
			return code_2.strConcat;
		}
	});
	Object.defineProperty(exports, "nil", {
		enumerable: true,
		get: function() {
			return code_2.nil;
		}
	});
	Object.defineProperty(exports, "getProperty", {
		enumerable: true,
		get: function() {
			return code_2.getProperty;
		}
	});
	Object.defineProperty(exports, "stringify", {
		enumerable: true,
		get: function() {
			return code_2.stringify;
		}
	});
	Object.defineProperty(exports, "regexpCode", {
		enumerable: true,
		get: function() {
			return code_2.regexpCode;
		}
	});
	Object.defineProperty(exports, "Name", {
		enumerable: true,
		get: function() {
			return code_2.Name;
		}
	});
	var scope_2 = require_scope();
	Object.defineProperty(exports, "Scope", {
		enumerable: true,
		get: function() {
			return scope_2.Scope;
		}
	});
	Object.defineProperty(exports, "ValueScope", {
		enumerable: true,
		get: function() {
			return scope_2.ValueScope;
		}
	});
	Object.defineProperty(exports, "ValueScopeName", {
		enumerable: true,
		get: function() {
			return scope_2.ValueScopeName;
		}
	});
	Object.defineProperty(exports, "varKinds", {
		enumerable: true,
		get: function() {
			return scope_2.varKinds;
		}
	});
	exports.operators = {
		GT: new code_1._Code(">"),
		GTE: new code_1._Code(">="),
		LT: new code_1._Code("<"),
		LTE: new code_1._Code("<="),
		EQ: new code_1._Code("==="),
		NEQ: new code_1._Code("!=="),
		NOT: new code_1._Code("!"),
		OR: new code_1._Code("||"),
		AND: new code_1._Code("&&"),
		ADD: new code_1._Code("+")
	};
	var Node = class {
		optimizeNodes() {
			return this;
		}
		optimizeNames(_names, _constants) {
			return this;
		}
	};
	var Def = class extends Node {
		constructor(varKind, name, rhs) {
			super();
			this.varKind = varKind;
			this.name = name;
			this.rhs = rhs;
		}
		render({ es5, _n }) {
			const varKind = es5 ? scope_1.varKinds.var : this.varKind;
			const rhs = this.rhs === void 0 ? "" : ` = ${this.rhs}`;
			return `${varKind} ${this.name}${rhs};` + _n;
		}
		optimizeNames(names, constants) {
			if (!names[this.name.str]) return;
			if (this.rhs) this.rhs = optimizeExpr(this.rhs, names, constants);
			return this;
		}
		get names() {
			return this.rhs instanceof code_1._CodeOrName ? this.rhs.names : {};
		}
	};
	var Assign = class extends Node {
		constructor(lhs, rhs, sideEffects) {
			super();
			this.lhs = lhs;
			this.rhs = rhs;
			this.sideEffects = sideEffects;
		}
		render({ _n }) {
			return `${this.lhs} = ${this.rhs};` + _n;
		}
		optimizeNames(names, constants) {
			if (this.lhs instanceof code_1.Name && !names[this.lhs.str] && !this.sideEffects) return;
			this.rhs = optimizeExpr(this.rhs, names, constants);
			return this;
		}
		get names() {
			return addExprNames(this.lhs instanceof code_1.Name ? {} : { ...this.lhs.names }, this.rhs);
		}
	};
	var AssignOp = class extends Assign {
		constructor(lhs, op, rhs, sideEffects) {
			super(lhs, rhs, sideEffects);
			this.op = op;
		}
		render({ _n }) {
			return `${this.lhs} ${this.op}= ${this.rhs};` + _n;
		}
	};
	var Label = class extends Node {
		constructor(label) {
			super();
			this.label = label;
			this.names = {};
		}
		render({ _n }) {
			return `${this.label}:` + _n;
		}
	};
	var Break = class extends Node {
		constructor(label) {
			super();
			this.label = label;
			this.names = {};
		}
		render({ _n }) {
			return `break${this.label ? ` ${this.label}` : ""};` + _n;
		}
	};
	var Throw = class extends Node {
		constructor(error) {
			super();
			this.error = error;
		}
		render({ _n }) {
			return `throw ${this.error};` + _n;
		}
		get names() {
			return this.error.names;
		}
	};
	var AnyCode = class extends Node {
		constructor(code) {
			super();
			this.code = code;
		}
		render({ _n }) {
			return `${this.code};` + _n;
		}
		optimizeNodes() {
			return `${this.code}` ? this : void 0;
		}
		optimizeNames(names, constants) {
			this.code = optimizeExpr(this.code, names, constants);
			return this;
		}
		get names() {
			return this.code instanceof code_1._CodeOrName ? this.code.names : {};
		}
	};
	var ParentNode = class extends Node {
		constructor(nodes = []) {
			super();
			this.nodes = nodes;
		}
		render(opts) {
			return this.nodes.reduce((code, n) => code + n.render(opts), "");
		}
		optimizeNodes() {
			const { nodes } = this;
			let i = nodes.length;
			while (i--) {
				const n = nodes[i].optimizeNodes();
				if (Array.isArray(n)) nodes.splice(i, 1, ...n);
				else if (n) nodes[i] = n;
				else nodes.splice(i, 1);
			}
			return nodes.length > 0 ? this : void 0;
		}
		optimizeNames(names, constants) {
			const { nodes } = this;
			let i = nodes.length;
			while (i--) {
				const n = nodes[i];
				if (n.optimizeNames(names, constants)) continue;
				subtractNames(names, n.names);
				nodes.splice(i, 1);
			}
			return nodes.length > 0 ? this : void 0;
		}
		get names() {
			return this.nodes.reduce((names, n) => addNames(names, n.names), {});
		}
	};
	var BlockNode = class extends ParentNode {
		render(opts) {
			return "{" + opts._n + super.render(opts) + "}" + opts._n;
		}
	};
	var Root = class extends ParentNode {};
	var Else = class extends BlockNode {};
	Else.kind = "else";
	var If = class If extends BlockNode {
		constructor(condition, nodes) {
			super(nodes);
			this.condition = condition;
		}
		render(opts) {
			let code = `if(${this.condition})` + super.render(opts);
			if (this.else) code += "else " + this.else.render(opts);
			return code;
		}
		optimizeNodes() {
			super.optimizeNodes();
			const cond = this.condition;
			if (cond === true) return this.nodes;
			let e = this.else;
			if (e) {
				const ns = e.optimizeNodes();
				e = this.else = Array.isArray(ns) ? new Else(ns) : ns;
			}
			if (e) {
				if (cond === false) return e instanceof If ? e : e.nodes;
				if (this.nodes.length) return this;
				return new If(not(cond), e instanceof If ? [e] : e.nodes);
			}
			if (cond === false || !this.nodes.length) return void 0;
			return this;
		}
		optimizeNames(names, constants) {
			var _a;
			this.else = (_a = this.else) === null || _a === void 0 ? void 0 : _a.optimizeNames(names, constants);
			if (!(super.optimizeNames(names, constants) || this.else)) return;
			this.condition = optimizeExpr(this.condition, names, constants);
			return this;
		}
		get names() {
			const names = super.names;
			addExprNames(names, this.condition);
			if (this.else) addNames(names, this.else.names);
			return names;
		}
	};
	If.kind = "if";
	var For = class extends BlockNode {};
	For.kind = "for";
	var ForLoop = class extends For {
		constructor(iteration) {
			super();
			this.iteration = iteration;
		}
		render(opts) {
			return `for(${this.iteration})` + super.render(opts);
		}
		optimizeNames(names, constants) {
			if (!super.optimizeNames(names, constants)) return;
			this.iteration = optimizeExpr(this.iteration, names, constants);
			return this;
		}
		get names() {
			return addNames(super.names, this.iteration.names);
		}
	};
	var ForRange = class extends For {
		constructor(varKind, name, from, to) {
			super();
			this.varKind = varKind;
			this.name = name;
			this.from = from;
			this.to = to;
		}
		render(opts) {
			const varKind = opts.es5 ? scope_1.varKinds.var : this.varKind;
			const { name, from, to } = this;
			return `for(${varKind} ${name}=${from}; ${name}<${to}; ${name}++)` + super.render(opts);
		}
		get names() {
			return addExprNames(addExprNames(super.names, this.from), this.to);
		}
	};
	var ForIter = class extends For {
		constructor(loop, varKind, name, iterable) {
			super();
			this.loop = loop;
			this.varKind = varKind;
			this.name = name;
			this.iterable = iterable;
		}
		render(opts) {
			return `for(${this.varKind} ${this.name} ${this.loop} ${this.iterable})` + super.render(opts);
		}
		optimizeNames(names, constants) {
			if (!super.optimizeNames(names, constants)) return;
			this.iterable = optimizeExpr(this.iterable, names, constants);
			return this;
		}
		get names() {
			return addNames(super.names, this.iterable.names);
		}
	};
	var Func = class extends BlockNode {
		constructor(name, args, async) {
			super();
			this.name = name;
			this.args = args;
			this.async = async;
		}
		render(opts) {
			return `${this.async ? "async " : ""}function ${this.name}(${this.args})` + super.render(opts);
		}
	};
	Func.kind = "func";
	var Return = class extends ParentNode {
		render(opts) {
			return "return " + super.render(opts);
		}
	};
	Return.kind = "return";
	var Try = class extends BlockNode {
		render(opts) {
			let code = "try" + super.render(opts);
			if (this.catch) code += this.catch.render(opts);
			if (this.finally) code += this.finally.render(opts);
			return code;
		}
		optimizeNodes() {
			var _a, _b;
			super.optimizeNodes();
			(_a = this.catch) === null || _a === void 0 || _a.optimizeNodes();
			(_b = this.finally) === null || _b === void 0 || _b.optimizeNodes();
			return this;
		}
		optimizeNames(names, constants) {
			var _a, _b;
			super.optimizeNames(names, constants);
			(_a = this.catch) === null || _a === void 0 || _a.optimizeNames(names, constants);
			(_b = this.finally) === null || _b === void 0 || _b.optimizeNames(names, constants);
			return this;
		}
		get names() {
			const names = super.names;
			if (this.catch) addNames(names, this.catch.names);
			if (this.finally) addNames(names, this.finally.names);
			return names;
		}
	};
	var Catch = class extends BlockNode {
		constructor(error) {
			super();
			this.error = error;
		}
		render(opts) {
			return `catch(${this.error})` + super.render(opts);
		}
	};
	Catch.kind = "catch";
	var Finally = class extends BlockNode {
		render(opts) {
			return "finally" + super.render(opts);
		}
	};
	Finally.kind = "finally";
	var CodeGen = class {
		constructor(extScope, opts = {}) {
			this._values = {};
			this._blockStarts = [];
			this._constants = {};
			this.opts = {
				...opts,
				_n: opts.lines ? "\n" : ""
			};
			this._extScope = extScope;
			this._scope = new scope_1.Scope({ parent: extScope });
			this._nodes = [new Root()];
		}
		toString() {
			return this._root.render(this.opts);
		}
		name(prefix) {
			return this._scope.name(prefix);
		}
		scopeName(prefix) {
			return this._extScope.name(prefix);
		}
		scopeValue(prefixOrName, value) {
			const name = this._extScope.value(prefixOrName, value);
			(this._values[name.prefix] || (this._values[name.prefix] = /* @__PURE__ */ new Set())).add(name);
			return name;
		}
		getScopeValue(prefix, keyOrRef) {
			return this._extScope.getValue(prefix, keyOrRef);
		}
		scopeRefs(scopeName) {
			return this._extScope.scopeRefs(scopeName, this._values);
		}
		scopeCode() {
			return this._extScope.scopeCode(this._values);
		}
		_def(varKind, nameOrPrefix, rhs, constant) {
			const name = this._scope.toName(nameOrPrefix);
			if (rhs !== void 0 && constant) this._constants[name.str] = rhs;
			this._leafNode(new Def(varKind, name, rhs));
			return name;
		}
		const(nameOrPrefix, rhs, _constant) {
			return this._def(scope_1.varKinds.const, nameOrPrefix, rhs, _constant);
		}
		let(nameOrPrefix, rhs, _constant) {
			return this._def(scope_1.varKinds.let, nameOrPrefix, rhs, _constant);
		}
		var(nameOrPrefix, rhs, _constant) {
			return this._def(scope_1.varKinds.var, nameOrPrefix, rhs, _constant);
		}
		assign(lhs, rhs, sideEffects) {
			return this._leafNode(new Assign(lhs, rhs, sideEffects));
		}
		add(lhs, rhs) {
			return this._leafNode(new AssignOp(lhs, exports.operators.ADD, rhs));
		}
		code(c) {
			if (typeof c == "function") c();
			else if (c !== code_1.nil) this._leafNode(new AnyCode(c));
			return this;
		}
		object(...keyValues) {
			const code = ["{"];
			for (const [key, value] of keyValues) {
				if (code.length > 1) code.push(",");
				code.push(key);
				if (key !== value || this.opts.es5) {
					code.push(":");
					(0, code_1.addCodeArg)(code, value);
				}
			}
			code.push("}");
			return new code_1._Code(code);
		}
		if(condition, thenBody, elseBody) {
			this._blockNode(new If(condition));
			if (thenBody && elseBody) this.code(thenBody).else().code(elseBody).endIf();
			else if (thenBody) this.code(thenBody).endIf();
			else if (elseBody) throw new Error("CodeGen: \"else\" body without \"then\" body");
			return this;
		}
		elseIf(condition) {
			return this._elseNode(new If(condition));
		}
		else() {
			return this._elseNode(new Else());
		}
		endIf() {
			return this._endBlockNode(If, Else);
		}
		_for(node, forBody) {
			this._blockNode(node);
			if (forBody) this.code(forBody).endFor();
			return this;
		}
		for(iteration, forBody) {
			return this._for(new ForLoop(iteration), forBody);
		}
		forRange(nameOrPrefix, from, to, forBody, varKind = this.opts.es5 ? scope_1.varKinds.var : scope_1.varKinds.let) {
			const name = this._scope.toName(nameOrPrefix);
			return this._for(new ForRange(varKind, name, from, to), () => forBody(name));
		}
		forOf(nameOrPrefix, iterable, forBody, varKind = scope_1.varKinds.const) {
			const name = this._scope.toName(nameOrPrefix);
			if (this.opts.es5) {
				const arr = iterable instanceof code_1.Name ? iterable : this.var("_arr", iterable);
				return this.forRange("_i", 0, (0, code_1._)`${arr}.length`, (i) => {
					this.var(name, (0, code_1._)`${arr}[${i}]`);
					forBody(name);
				});
			}
			return this._for(new ForIter("of", varKind, name, iterable), () => forBody(name));
		}
		forIn(nameOrPrefix, obj, forBody, varKind = this.opts.es5 ? scope_1.varKinds.var : scope_1.varKinds.const) {
			if (this.opts.ownProperties) return this.forOf(nameOrPrefix, (0, code_1._)`Object.keys(${obj})`, forBody);
			const name = this._scope.toName(nameOrPrefix);
			return this._for(new ForIter("in", varKind, name, obj), () => forBody(name));
		}
		endFor() {
			return this._endBlockNode(For);
		}
		label(label) {
			return this._leafNode(new Label(label));
		}
		break(label) {
			return this._leafNode(new Break(label));
		}
		return(value) {
			const node = new Return();
			this._blockNode(node);
			this.code(value);
			if (node.nodes.length !== 1) throw new Error("CodeGen: \"return\" should have one node");
			return this._endBlockNode(Return);
		}
		try(tryBody, catchCode, finallyCode) {
			if (!catchCode && !finallyCode) throw new Error("CodeGen: \"try\" without \"catch\" and \"finally\"");
			const node = new Try();
			this._blockNode(node);
			this.code(tryBody);
			if (catchCode) {
				const error = this.name("e");
				this._currNode = node.catch = new Catch(error);
				catchCode(error);
			}
			if (finallyCode) {
				this._currNode = node.finally = new Finally();
				this.code(finallyCode);
			}
			return this._endBlockNode(Catch, Finally);
		}
		throw(error) {
			return this._leafNode(new Throw(error));
		}
		block(body, nodeCount) {
			this._blockStarts.push(this._nodes.length);
			if (body) this.code(body).endBlock(nodeCount);
			return this;
		}
		endBlock(nodeCount) {
			const len = this._blockStarts.pop();
			if (len === void 0) throw new Error("CodeGen: not in self-balancing block");
			const toClose = this._nodes.length - len;
			if (toClose < 0 || nodeCount !== void 0 && toClose !== nodeCount) throw new Error(`CodeGen: wrong number of nodes: ${toClose} vs ${nodeCount} expected`);
			this._nodes.length = len;
			return this;
		}
		func(name, args = code_1.nil, async, funcBody) {
			this._blockNode(new Func(name, args, async));
			if (funcBody) this.code(funcBody).endFunc();
			return this;
		}
		endFunc() {
			return this._endBlockNode(Func);
		}
		optimize(n = 1) {
			while (n-- > 0) {
				this._root.optimizeNodes();
				this._root.optimizeNames(this._root.names, this._constants);
			}
		}
		_leafNode(node) {
			this._currNode.nodes.push(node);
			return this;
		}
		_blockNode(node) {
			this._currNode.nodes.push(node);
			this._nodes.push(node);
		}
		_endBlockNode(N1, N2) {
			const n = this._currNode;
			if (n instanceof N1 || N2 && n instanceof N2) {
				this._nodes.pop();
				return this;
			}
			throw new Error(`CodeGen: not in block "${N2 ? `${N1.kind}/${N2.kind}` : N1.kind}"`);
		}
		_elseNode(node) {
			const n = this._currNode;
			if (!(n instanceof If)) throw new Error("CodeGen: \"else\" without \"if\"");
			this._currNode = n.else = node;
			return this;
		}
		get _root() {
			return this._nodes[0];
		}
		get _currNode() {
			const ns = this._nodes;
			return ns[ns.length - 1];
		}
		set _currNode(node) {
			const ns = this._nodes;
			ns[ns.length - 1] = node;
		}
	};
	exports.CodeGen = CodeGen;
	function addNames(names, from) {
		for (const n in from) names[n] = (names[n] || 0) + (from[n] || 0);
		return names;
	}
	function addExprNames(names, from) {
		return from instanceof code_1._CodeOrName ? addNames(names, from.names) : names;
	}
	function optimizeExpr(expr, names, constants) {
		if (expr instanceof code_1.Name) return replaceName(expr);
		if (!canOptimize(expr)) return expr;
		return new code_1._Code(expr._items.reduce((items, c) => {
			if (c instanceof code_1.Name) c = replaceName(c);
			if (c instanceof code_1._Code) items.push(...c._items);
			else items.push(c);
			return items;
		}, []));
		function replaceName(n) {
			const c = constants[n.str];
			if (c === void 0 || names[n.str] !== 1) return n;
			delete names[n.str];
			return c;
		}
		function canOptimize(e) {
			return e instanceof code_1._Code && e._items.some((c) => c instanceof code_1.Name && names[c.str] === 1 && constants[c.str] !== void 0);
		}
	}
	function subtractNames(names, from) {
		for (const n in from) names[n] = (names[n] || 0) - (from[n] || 0);
	}
	function not(x) {
		return typeof x == "boolean" || typeof x == "number" || x === null ? !x : (0, code_1._)`!${par(x)}`;
	}
	exports.not = not;
	const andCode = mappend(exports.operators.AND);
	function and(...args) {
		return args.reduce(andCode);
	}
	exports.and = and;
	const orCode = mappend(exports.operators.OR);
	function or(...args) {
		return args.reduce(orCode);
	}
	exports.or = or;
	function mappend(op) {
		return (x, y) => x === code_1.nil ? y : y === code_1.nil ? x : (0, code_1._)`${par(x)} ${op} ${par(y)}`;
	}
	function par(x) {
		return x instanceof code_1.Name ? x : (0, code_1._)`(${x})`;
	}
}));
// node_modules/ajv/dist/compile/util.js
var require_util = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.checkStrictMode = exports.getErrorPath = exports.Type = exports.useFunc = exports.setEvaluated = exports.evaluatedPropsToName = exports.mergeEvaluated = exports.eachItem = exports.unescapeJsonPointer = exports.escapeJsonPointer = exports.escapeFragment = exports.unescapeFragment = exports.schemaRefOrVal = exports.schemaHasRulesButRef = exports.schemaHasRules = exports.checkUnknownRules = exports.alwaysValidSchema = exports.toHash = void 0;
	const codegen_1 = require_codegen();
	const code_1 = require_code$1();
	function toHash(arr) {
		const hash = {};
		for (const item of arr) hash[item] = true;
		return hash;
	}
	exports.toHash = toHash;
	function alwaysValidSchema(it, schema) {
		if (typeof schema == "boolean") return schema;
		if (Object.keys(schema).length === 0) return true;
		checkUnknownRules(it, schema);
		return !schemaHasRules(schema, it.self.RULES.all);
	}
	exports.alwaysValidSchema = alwaysValidSchema;
	function checkUnknownRules(it, schema = it.schema) {
		const { opts, self } = it;
		if (!opts.strictSchema) return;
		if (typeof schema === "boolean") return;
		const rules = self.RULES.keywords;
		for (const key in schema) if (!rules[key]) checkStrictMode(it, `unknown keyword: "${key}"`);
	}
	exports.checkUnknownRules = checkUnknownRules;
	function schemaHasRules(schema, rules) {
		if (typeof schema == "boolean") return !schema;
		for (const key in schema) if (rules[key]) return true;
		return false;
	}
	exports.schemaHasRules = schemaHasRules;
	function schemaHasRulesButRef(schema, RULES) {
		if (typeof schema == "boolean") return !schema;
		for (const key in schema) if (key !== "$ref" && RULES.all[key]) return true;
		return false;
	}
	exports.schemaHasRulesButRef = schemaHasRulesButRef;
	function schemaRefOrVal({ topSchemaRef, schemaPath }, schema, keyword, $data) {
		if (!$data) {
			if (typeof schema == "number" || typeof schema == "boolean") return schema;
			if (typeof schema == "string") return (0, codegen_1._)`${schema}`;
		}
		return (0, codegen_1._)`${topSchemaRef}${schemaPath}${(0, codegen_1.getProperty)(keyword)}`;
	}
	exports.schemaRefOrVal = schemaRefOrVal;
	function unescapeFragment(str) {
		return unescapeJsonPointer(decodeURIComponent(str));
	}
	exports.unescapeFragment = unescapeFragment;
	function escapeFragment(str) {
		return encodeURIComponent(escapeJsonPointer(str));
	}
	exports.escapeFragment = escapeFragment;
	function escapeJsonPointer(str) {
		if (typeof str == "number") return `${str}`;
		return str.replace(/~/g, "~0").replace(/\//g, "~1");
	}
	exports.escapeJsonPointer = escapeJsonPointer;
	function unescapeJsonPointer(str) {
		return str.replace(/~1/g, "/").replace(/~0/g, "~");
	}
	exports.unescapeJsonPointer = unescapeJsonPointer;
	function eachItem(xs, f) {
		if (Array.isArray(xs)) for (const x of xs) f(x);
		else f(xs);
	}
	exports.eachItem = eachItem;
	function makeMergeEvaluated({ mergeNames, mergeToName, mergeValues, resultToName }) {
		return (gen, from, to, toName) => {
			const res = to === void 0 ? from : to instanceof codegen_1.Name ? (from instanceof codegen_1.Name ? mergeNames(gen, from, to) : mergeToName(gen, from, to), to) : from instanceof codegen_1.Name ? (mergeToName(gen, to, from), from) : mergeValues(from, to);
			return toName === codegen_1.Name && !(res instanceof codegen_1.Name) ? resultToName(gen, res) : res;
		};
	}
	exports.mergeEvaluated = {
		props: makeMergeEvaluated({
			mergeNames: (gen, from, to) => gen.if((0, codegen_1._)`${to} !== true && ${from} !== undefined`, () => {
				gen.if((0, codegen_1._)`${from} === true`, () => gen.assign(to, true), () => gen.assign(to, (0, codegen_1._)`${to} || {}`).code((0, codegen_1._)`Object.assign(${to}, ${from})`));
			}),
			mergeToName: (gen, from, to) => gen.if((0, codegen_1._)`${to} !== true`, () => {
				if (from === true) gen.assign(to, true);
				else {
					gen.assign(to, (0, codegen_1._)`${to} || {}`);
					setEvaluated(gen, to, from);
				}
			}),
			mergeValues: (from, to) => from === true ? true : {
				...from,
				...to
			},
			resultToName: evaluatedPropsToName
		}),
		items: makeMergeEvaluated({
			mergeNames: (gen, from, to) => gen.if((0, codegen_1._)`${to} !== true && ${from} !== undefined`, () => gen.assign(to, (0, codegen_1._)`${from} === true ? true : ${to} > ${from} ? ${to} : ${from}`)),
			mergeToName: (gen, from, to) => gen.if((0, codegen_1._)`${to} !== true`, () => gen.assign(to, from === true ? true : (0, codegen_1._)`${to} > ${from} ? ${to} : ${from}`)),
			mergeValues: (from, to) => from === true ? true : Math.max(from, to),
			resultToName: (gen, items) => gen.var("items", items)
		})
	};
	function evaluatedPropsToName(gen, ps) {
		if (ps === true) return gen.var("props", true);
		const props = gen.var("props", (0, codegen_1._)`{}`);
		if (ps !== void 0) setEvaluated(gen, props, ps);
		return props;
	}
	exports.evaluatedPropsToName = evaluatedPropsToName;
	function setEvaluated(gen, props, ps) {
		Object.keys(ps).forEach((p) => gen.assign((0, codegen_1._)`${props}${(0, codegen_1.getProperty)(p)}`, true));
	}
	exports.setEvaluated = setEvaluated;
	const snippets = {};
	function useFunc(gen, f) {
		return gen.scopeValue("func", {
			ref: f,
			code: snippets[f.code] || (snippets[f.code] = new code_1._Code(f.code))
		});
	}
	exports.useFunc = useFunc;
	var Type;
	(function(Type) {
		Type[Type["Num"] = 0] = "Num";
		Type[Type["Str"] = 1] = "Str";
	})(Type || (exports.Type = Type = {}));
	function getErrorPath(dataProp, dataPropType, jsPropertySyntax) {
		if (dataProp instanceof codegen_1.Name) {
			const isNumber = dataPropType === Type.Num;
			return jsPropertySyntax ? isNumber ? (0, codegen_1._)`"[" + ${dataProp} + "]"` : (0, codegen_1._)`"['" + ${dataProp} + "']"` : isNumber ? (0, codegen_1._)`"/" + ${dataProp}` : (0, codegen_1._)`"/" + ${dataProp}.replace(/~/g, "~0").replace(/\\//g, "~1")`;
		}
		return jsPropertySyntax ? (0, codegen_1.getProperty)(dataProp).toString() : "/" + escapeJsonPointer(dataProp);
	}
	exports.getErrorPath = getErrorPath;
	function checkStrictMode(it, msg, mode = it.opts.strictSchema) {
		if (!mode) return;
		msg = `strict mode: ${msg}`;
		if (mode === true) throw new Error(msg);
		it.self.logger.warn(msg);
	}
	exports.checkStrictMode = checkStrictMode;
}));
// node_modules/ajv/dist/compile/names.js
var require_names = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const codegen_1 = require_codegen();
	exports.default = {
		data: new codegen_1.Name("data"),
		valCxt: new codegen_1.Name("valCxt"),
		instancePath: new codegen_1.Name("instancePath"),
		parentData: new codegen_1.Name("parentData"),
		parentDataProperty: new codegen_1.Name("parentDataProperty"),
		rootData: new codegen_1.Name("rootData"),
		dynamicAnchors: new codegen_1.Name("dynamicAnchors"),
		vErrors: new codegen_1.Name("vErrors"),
		errors: new codegen_1.Name("errors"),
		this: new codegen_1.Name("this"),
		self: new codegen_1.Name("self"),
		scope: new codegen_1.Name("scope"),
		json: new codegen_1.Name("json"),
		jsonPos: new codegen_1.Name("jsonPos"),
		jsonLen: new codegen_1.Name("jsonLen"),
		jsonPart: new codegen_1.Name("jsonPart")
	};
}));
// node_modules/ajv/dist/compile/errors.js
var require_errors$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.extendErrors = exports.resetErrorsCount = exports.reportExtraError = exports.reportError = exports.keyword$DataError = exports.keywordError = void 0;
	const codegen_1 = require_codegen();
	const util_1 = require_util();
	const names_1 = require_names();
	exports.keywordError = { message: ({ keyword }) => (0, codegen_1.str)`must pass "${keyword}" keyword validation` };
	exports.keyword$DataError = { message: ({ keyword, schemaType }) => schemaType ? (0, codegen_1.str)`"${keyword}" keyword must be ${schemaType} ($data)` : (0, codegen_1.str)`"${keyword}" keyword is invalid ($data)` };
	function reportError(cxt, error = exports.keywordError, errorPaths, overrideAllErrors) {
		const { it } = cxt;
		const { gen, compositeRule, allErrors } = it;
		const errObj = errorObjectCode(cxt, error, errorPaths);
		if (overrideAllErrors !== null && overrideAllErrors !== void 0 ? overrideAllErrors : compositeRule || allErrors) addError(gen, errObj);
		else returnErrors(it, (0, codegen_1._)`[${errObj}]`);
	}
	exports.reportError = reportError;
	function reportExtraError(cxt, error = exports.keywordError, errorPaths) {
		const { it } = cxt;
		const { gen, compositeRule, allErrors } = it;
		addError(gen, errorObjectCode(cxt, error, errorPaths));
		if (!(compositeRule || allErrors)) returnErrors(it, names_1.default.vErrors);
	}
	exports.reportExtraError = reportExtraError;
	function resetErrorsCount(gen, errsCount) {
		gen.assign(names_1.default.errors, errsCount);
		gen.if((0, codegen_1._)`${names_1.default.vErrors} !== null`, () => gen.if(errsCount, () => gen.assign((0, codegen_1._)`${names_1.default.vErrors}.length`, errsCount), () => gen.assign(names_1.default.vErrors, null)));
	}
	exports.resetErrorsCount = resetErrorsCount;
	function extendErrors({ gen, keyword, schemaValue, data, errsCount, it }) {
		/* istanbul ignore if */
		if (errsCount === void 0) throw new Error("ajv implementation error");
		const err = gen.name("err");
		gen.forRange("i", errsCount, names_1.default.errors, (i) => {
			gen.const(err, (0, codegen_1._)`${names_1.default.vErrors}[${i}]`);
			gen.if((0, codegen_1._)`${err}.instancePath === undefined`, () => gen.assign((0, codegen_1._)`${err}.instancePath`, (0, codegen_1.strConcat)(names_1.default.instancePath, it.errorPath)));
			gen.assign((0, codegen_1._)`${err}.schemaPath`, (0, codegen_1.str)`${it.errSchemaPath}/${keyword}`);
			if (it.opts.verbose) {
				gen.assign((0, codegen_1._)`${err}.schema`, schemaValue);
				gen.assign((0, codegen_1._)`${err}.data`, data);
			}
		});
	}
	exports.extendErrors = extendErrors;
	function addError(gen, errObj) {
		const err = gen.const("err", errObj);
		gen.if((0, codegen_1._)`${names_1.default.vErrors} === null`, () => gen.assign(names_1.default.vErrors, (0, codegen_1._)`[${err}]`), (0, codegen_1._)`${names_1.default.vErrors}.push(${err})`);
		gen.code((0, codegen_1._)`${names_1.default.errors}++`);
	}
	function returnErrors(it, errs) {
		const { gen, validateName, schemaEnv } = it;
		if (schemaEnv.$async) gen.throw((0, codegen_1._)`new ${it.ValidationError}(${errs})`);
		else {
			gen.assign((0, codegen_1._)`${validateName}.errors`, errs);
			gen.return(false);
		}
	}
	const E = {
		keyword: new codegen_1.Name("keyword"),
		schemaPath: new codegen_1.Name("schemaPath"),
		params: new codegen_1.Name("params"),
		propertyName: new codegen_1.Name("propertyName"),
		message: new codegen_1.Name("message"),
		schema: new codegen_1.Name("schema"),
		parentSchema: new codegen_1.Name("parentSchema")
	};
	function errorObjectCode(cxt, error, errorPaths) {
		const { createErrors } = cxt.it;
		if (createErrors === false) return (0, codegen_1._)`{}`;
		return errorObject(cxt, error, errorPaths);
	}
	function errorObject(cxt, error, errorPaths = {}) {
		const { gen, it } = cxt;
		const keyValues = [errorInstancePath(it, errorPaths), errorSchemaPath(cxt, errorPaths)];
		extraErrorProps(cxt, error, keyValues);
		return gen.object(...keyValues);
	}
	function errorInstancePath({ errorPath }, { instancePath }) {
		const instPath = instancePath ? (0, codegen_1.str)`${errorPath}${(0, util_1.getErrorPath)(instancePath, util_1.Type.Str)}` : errorPath;
		return [names_1.default.instancePath, (0, codegen_1.strConcat)(names_1.default.instancePath, instPath)];
	}
	function errorSchemaPath({ keyword, it: { errSchemaPath } }, { schemaPath, parentSchema }) {
		let schPath = parentSchema ? errSchemaPath : (0, codegen_1.str)`${errSchemaPath}/${keyword}`;
		if (schemaPath) schPath = (0, codegen_1.str)`${schPath}${(0, util_1.getErrorPath)(schemaPath, util_1.Type.Str)}`;
		return [E.schemaPath, schPath];
	}
	function extraErrorProps(cxt, { params, message }, keyValues) {
		const { keyword, data, schemaValue, it } = cxt;
		const { opts, propertyName, topSchemaRef, schemaPath } = it;
		keyValues.push([E.keyword, keyword], [E.params, typeof params == "function" ? params(cxt) : params || (0, codegen_1._)`{}`]);
		if (opts.messages) keyValues.push([E.message, typeof message == "function" ? message(cxt) : message]);
		if (opts.verbose) keyValues.push([E.schema, schemaValue], [E.parentSchema, (0, codegen_1._)`${topSchemaRef}${schemaPath}`], [names_1.default.data, data]);
		if (propertyName) keyValues.push([E.propertyName, propertyName]);
	}
}));
// node_modules/ajv/dist/compile/validate/boolSchema.js
var require_boolSchema = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.boolOrEmptySchema = exports.topBoolOrEmptySchema = void 0;
	const errors_1 = require_errors$1();
	const codegen_1 = require_codegen();
	const names_1 = require_names();
	const boolError = { message: "boolean schema is false" };
	function topBoolOrEmptySchema(it) {
		const { gen, schema, validateName } = it;
		if (schema === false) falseSchemaError(it, false);
		else if (typeof schema == "object" && schema.$async === true) gen.return(names_1.default.data);
		else {
			gen.assign((0, codegen_1._)`${validateName}.errors`, null);
			gen.return(true);
		}
	}
	exports.topBoolOrEmptySchema = topBoolOrEmptySchema;
	function boolOrEmptySchema(it, valid) {
		const { gen, schema } = it;
		if (schema === false) {
			gen.var(valid, false);
			falseSchemaError(it);
		} else gen.var(valid, true);
	}
	exports.boolOrEmptySchema = boolOrEmptySchema;
	function falseSchemaError(it, overrideAllErrors) {
		const { gen, data } = it;
		const cxt = {
			gen,
			keyword: "false schema",
			data,
			schema: false,
			schemaCode: false,
			schemaValue: false,
			params: {},
			it
		};
		(0, errors_1.reportError)(cxt, boolError, void 0, overrideAllErrors);
	}
}));
// node_modules/ajv/dist/compile/rules.js
var require_rules = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.getRules = exports.isJSONType = void 0;
	const jsonTypes = /* @__PURE__ */ new Set([
		"string",
		"number",
		"integer",
		"boolean",
		"null",
		"object",
		"array"
	]);
	function isJSONType(x) {
		return typeof x == "string" && jsonTypes.has(x);
	}
	exports.isJSONType = isJSONType;
	function getRules() {
		const groups = {
			number: {
				type: "number",
				rules: []
			},
			string: {
				type: "string",
				rules: []
			},
			array: {
				type: "array",
				rules: []
			},
			object: {
				type: "object",
				rules: []
			}
		};
		return {
			types: {
				...groups,
				integer: true,
				boolean: true,
				null: true
			},
			rules: [
				{ rules: [] },
				groups.number,
				groups.string,
				groups.array,
				groups.object
			],
			post: { rules: [] },
			all: {},
			keywords: {}
		};
	}
	exports.getRules = getRules;
}));
// node_modules/ajv/dist/compile/validate/applicability.js
var require_applicability = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.shouldUseRule = exports.shouldUseGroup = exports.schemaHasRulesForType = void 0;
	function schemaHasRulesForType({ schema, self }, type) {
		const group = self.RULES.types[type];
		return group && group !== true && shouldUseGroup(schema, group);
	}
	exports.schemaHasRulesForType = schemaHasRulesForType;
	function shouldUseGroup(schema, group) {
		return group.rules.some((rule) => shouldUseRule(schema, rule));
	}
	exports.shouldUseGroup = shouldUseGroup;
	function shouldUseRule(schema, rule) {
		var _a;
		return schema[rule.keyword] !== void 0 || ((_a = rule.definition.implements) === null || _a === void 0 ? void 0 : _a.some((kwd) => schema[kwd] !== void 0));
	}
	exports.shouldUseRule = shouldUseRule;
}));
// node_modules/ajv/dist/compile/validate/dataType.js
var require_dataType = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.reportTypeError = exports.checkDataTypes = exports.checkDataType = exports.coerceAndCheckDataType = exports.getJSONTypes = exports.getSchemaTypes = exports.DataType = void 0;
	const rules_1 = require_rules();
	const applicability_1 = require_applicability();
	const errors_1 = require_errors$1();
	const codegen_1 = require_codegen();
	const util_1 = require_util();
	var DataType;
	(function(DataType) {
		DataType[DataType["Correct"] = 0] = "Correct";
		DataType[DataType["Wrong"] = 1] = "Wrong";
	})(DataType || (exports.DataType = DataType = {}));
	function getSchemaTypes(schema) {
		const types = getJSONTypes(schema.type);
		if (types.includes("null")) {
			if (schema.nullable === false) throw new Error("type: null contradicts nullable: false");
		} else {
			if (!types.length && schema.nullable !== void 0) throw new Error("\"nullable\" cannot be used without \"type\"");
			if (schema.nullable === true) types.push("null");
		}
		return types;
	}
	exports.getSchemaTypes = getSchemaTypes;
	function getJSONTypes(ts) {
		const types = Array.isArray(ts) ? ts : ts ? [ts] : [];
		if (types.every(rules_1.isJSONType)) return types;
		throw new Error("type must be JSONType or JSONType[]: " + types.join(","));
	}
	exports.getJSONTypes = getJSONTypes;
	function coerceAndCheckDataType(it, types) {
		const { gen, data, opts } = it;
		const coerceTo = coerceToTypes(types, opts.coerceTypes);
		const checkTypes = types.length > 0 && !(coerceTo.length === 0 && types.length === 1 && (0, applicability_1.schemaHasRulesForType)(it, types[0]));
		if (checkTypes) {
			const wrongType = checkDataTypes(types, data, opts.strictNumbers, DataType.Wrong);
			gen.if(wrongType, () => {
				if (coerceTo.length) coerceData(it, types, coerceTo);
				else reportTypeError(it);
			});
		}
		return checkTypes;
	}
	exports.coerceAndCheckDataType = coerceAndCheckDataType;
	const COERCIBLE = /* @__PURE__ */ new Set([
		"string",
		"number",
		"integer",
		"boolean",
		"null"
	]);
	function coerceToTypes(types, coerceTypes) {
		return coerceTypes ? types.filter((t) => COERCIBLE.has(t) || coerceTypes === "array" && t === "array") : [];
	}
	function coerceData(it, types, coerceTo) {
		const { gen, data, opts } = it;
		const dataType = gen.let("dataType", (0, codegen_1._)`typeof ${data}`);
		const coerced = gen.let("coerced", (0, codegen_1._)`undefined`);
		if (opts.coerceTypes === "array") gen.if((0, codegen_1._)`${dataType} == 'object' && Array.isArray(${data}) && ${data}.length == 1`, () => gen.assign(data, (0, codegen_1._)`${data}[0]`).assign(dataType, (0, codegen_1._)`typeof ${data}`).if(checkDataTypes(types, data, opts.strictNumbers), () => gen.assign(coerced, data)));
		gen.if((0, codegen_1._)`${coerced} !== undefined`);
		for (const t of coerceTo) if (COERCIBLE.has(t) || t === "array" && opts.coerceTypes === "array") coerceSpecificType(t);
		gen.else();
		reportTypeError(it);
		gen.endIf();
		gen.if((0, codegen_1._)`${coerced} !== undefined`, () => {
			gen.assign(data, coerced);
			assignParentData(it, coerced);
		});
		function coerceSpecificType(t) {
			switch (t) {
				case "string":
					gen.elseIf((0, codegen_1._)`${dataType} == "number" || ${dataType} == "boolean"`).assign(coerced, (0, codegen_1._)`"" + ${data}`).elseIf((0, codegen_1._)`${data} === null`).assign(coerced, (0, codegen_1._)`""`);
					return;
				case "number":
					gen.elseIf((0, codegen_1._)`${dataType} == "boolean" || ${data} === null
              || (${dataType} == "string" && ${data} && ${data} == +${data})`).assign(coerced, (0, codegen_1._)`+${data}`);
					return;
				case "integer":
					gen.elseIf((0, codegen_1._)`${dataType} === "boolean" || ${data} === null
              || (${dataType} === "string" && ${data} && ${data} == +${data} && !(${data} % 1))`).assign(coerced, (0, codegen_1._)`+${data}`);
					return;
				case "boolean":
					gen.elseIf((0, codegen_1._)`${data} === "false" || ${data} === 0 || ${data} === null`).assign(coerced, false).elseIf((0, codegen_1._)`${data} === "true" || ${data} === 1`).assign(coerced, true);
					return;
				case "null":
					gen.elseIf((0, codegen_1._)`${data} === "" || ${data} === 0 || ${data} === false`);
					gen.assign(coerced, null);
					return;
				case "array": gen.elseIf((0, codegen_1._)`${dataType} === "string" || ${dataType} === "number"
              || ${dataType} === "boolean" || ${data} === null`).assign(coerced, (0, codegen_1._)`[${data}]`);
			}
		}
	}
	function assignParentData({ gen, parentData, parentDataProperty }, expr) {
		gen.if((0, codegen_1._)`${parentData} !== undefined`, () => gen.assign((0, codegen_1._)`${parentData}[${parentDataProperty}]`, expr));
	}
	function checkDataType(dataType, data, strictNums, correct = DataType.Correct) {
		const EQ = correct === DataType.Correct ? codegen_1.operators.EQ : codegen_1.operators.NEQ;
		let cond;
		switch (dataType) {
			case "null": return (0, codegen_1._)`${data} ${EQ} null`;
			case "array":
				cond = (0, codegen_1._)`Array.isArray(${data})`;
				break;
			case "object":
				cond = (0, codegen_1._)`${data} && typeof ${data} == "object" && !Array.isArray(${data})`;
				break;
			case "integer":
				cond = numCond((0, codegen_1._)`!(${data} % 1) && !isNaN(${data})`);
				break;
			case "number":
				cond = numCond();
				break;
			default: return (0, codegen_1._)`typeof ${data} ${EQ} ${dataType}`;
		}
		return correct === DataType.Correct ? cond : (0, codegen_1.not)(cond);
		function numCond(_cond = codegen_1.nil) {
			return (0, codegen_1.and)((0, codegen_1._)`typeof ${data} == "number"`, _cond, strictNums ? (0, codegen_1._)`isFinite(${data})` : codegen_1.nil);
		}
	}
	exports.checkDataType = checkDataType;
	function checkDataTypes(dataTypes, data, strictNums, correct) {
		if (dataTypes.length === 1) return checkDataType(dataTypes[0], data, strictNums, correct);
		let cond;
		const types = (0, util_1.toHash)(dataTypes);
		if (types.array && types.object) {
			const notObj = (0, codegen_1._)`typeof ${data} != "object"`;
			cond = types.null ? notObj : (0, codegen_1._)`!${data} || ${notObj}`;
			delete types.null;
			delete types.array;
			delete types.object;
		} else cond = codegen_1.nil;
		if (types.number) delete types.integer;
		for (const t in types) cond = (0, codegen_1.and)(cond, checkDataType(t, data, strictNums, correct));
		return cond;
	}
	exports.checkDataTypes = checkDataTypes;
	const typeError = {
		message: ({ schema }) => `must be ${schema}`,
		params: ({ schema, schemaValue }) => typeof schema == "string" ? (0, codegen_1._)`{type: ${schema}}` : (0, codegen_1._)`{type: ${schemaValue}}`
	};
	function reportTypeError(it) {
		const cxt = getTypeErrorContext(it);
		(0, errors_1.reportError)(cxt, typeError);
	}
	exports.reportTypeError = reportTypeError;
	function getTypeErrorContext(it) {
		const { gen, data, schema } = it;
		const schemaCode = (0, util_1.schemaRefOrVal)(it, schema, "type");
		return {
			gen,
			keyword: "type",
			data,
			schema: schema.type,
			schemaCode,
			schemaValue: schemaCode,
			parentSchema: schema,
			params: {},
			it
		};
	}
}));
// node_modules/ajv/dist/compile/validate/defaults.js
var require_defaults = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.assignDefaults = void 0;
	const codegen_1 = require_codegen();
	const util_1 = require_util();
	function assignDefaults(it, ty) {
		const { properties, items } = it.schema;
		if (ty === "object" && properties) for (const key in properties) assignDefault(it, key, properties[key].default);
		else if (ty === "array" && Array.isArray(items)) items.forEach((sch, i) => assignDefault(it, i, sch.default));
	}
	exports.assignDefaults = assignDefaults;
	function assignDefault(it, prop, defaultValue) {
		const { gen, compositeRule, data, opts } = it;
		if (defaultValue === void 0) return;
		const childData = (0, codegen_1._)`${data}${(0, codegen_1.getProperty)(prop)}`;
		if (compositeRule) {
			(0, util_1.checkStrictMode)(it, `default is ignored for: ${childData}`);
			return;
		}
		let condition = (0, codegen_1._)`${childData} === undefined`;
		if (opts.useDefaults === "empty") condition = (0, codegen_1._)`${condition} || ${childData} === null || ${childData} === ""`;
		gen.if(condition, (0, codegen_1._)`${childData} = ${(0, codegen_1.stringify)(defaultValue)}`);
	}
}));
// node_modules/ajv/dist/vocabularies/code.js
var require_code = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.validateUnion = exports.validateArray = exports.usePattern = exports.callValidateCode = exports.schemaProperties = exports.allSchemaProperties = exports.noPropertyInData = exports.propertyInData = exports.isOwnProperty = exports.hasPropFunc = exports.reportMissingProp = exports.checkMissingProp = exports.checkReportMissingProp = void 0;
	const codegen_1 = require_codegen();
	const util_1 = require_util();
	const names_1 = require_names();
	const util_2 = require_util();
	function checkReportMissingProp(cxt, prop) {
		const { gen, data, it } = cxt;
		gen.if(noPropertyInData(gen, data, prop, it.opts.ownProperties), () => {
			cxt.setParams({ missingProperty: (0, codegen_1._)`${prop}` }, true);
			cxt.error();
		});
	}
	exports.checkReportMissingProp = checkReportMissingProp;
	function checkMissingProp({ gen, data, it: { opts } }, properties, missing) {
		return (0, codegen_1.or)(...properties.map((prop) => (0, codegen_1.and)(noPropertyInData(gen, data, prop, opts.ownProperties), (0, codegen_1._)`${missing} = ${prop}`)));
	}
	exports.checkMissingProp = checkMissingProp;
	function reportMissingProp(cxt, missing) {
		cxt.setParams({ missingProperty: missing }, true);
		cxt.error();
	}
	exports.reportMissingProp = reportMissingProp;
	function hasPropFunc(gen) {
		return gen.scopeValue("func", {
			ref: Object.prototype.hasOwnProperty,
			code: (0, codegen_1._)`Object.prototype.hasOwnProperty`
		});
	}
	exports.hasPropFunc = hasPropFunc;
	function isOwnProperty(gen, data, property) {
		return (0, codegen_1._)`${hasPropFunc(gen)}.call(${data}, ${property})`;
	}
	exports.isOwnProperty = isOwnProperty;
	function propertyInData(gen, data, property, ownProperties) {
		const cond = (0, codegen_1._)`${data}${(0, codegen_1.getProperty)(property)} !== undefined`;
		return ownProperties ? (0, codegen_1._)`${cond} && ${isOwnProperty(gen, data, property)}` : cond;
	}
	exports.propertyInData = propertyInData;
	function noPropertyInData(gen, data, property, ownProperties) {
		const cond = (0, codegen_1._)`${data}${(0, codegen_1.getProperty)(property)} === undefined`;
		return ownProperties ? (0, codegen_1.or)(cond, (0, codegen_1.not)(isOwnProperty(gen, data, property))) : cond;
	}
	exports.noPropertyInData = noPropertyInData;
	function allSchemaProperties(schemaMap) {
		return schemaMap ? Object.keys(schemaMap).filter((p) => p !== "__proto__") : [];
	}
	exports.allSchemaProperties = allSchemaProperties;
	function schemaProperties(it, schemaMap) {
		return allSchemaProperties(schemaMap).filter((p) => !(0, util_1.alwaysValidSchema)(it, schemaMap[p]));
	}
	exports.schemaProperties = schemaProperties;
	function callValidateCode({ schemaCode, data, it: { gen, topSchemaRef, schemaPath, errorPath }, it }, func, context, passSchema) {
		const dataAndSchema = passSchema ? (0, codegen_1._)`${schemaCode}, ${data}, ${topSchemaRef}${schemaPath}` : data;
		const valCxt = [
			[names_1.default.instancePath, (0, codegen_1.strConcat)(names_1.default.instancePath, errorPath)],
			[names_1.default.parentData, it.parentData],
			[names_1.default.parentDataProperty, it.parentDataProperty],
			[names_1.default.rootData, names_1.default.rootData]
		];
		if (it.opts.dynamicRef) valCxt.push([names_1.default.dynamicAnchors, names_1.default.dynamicAnchors]);
		const args = (0, codegen_1._)`${dataAndSchema}, ${gen.object(...valCxt)}`;
		return context !== codegen_1.nil ? (0, codegen_1._)`${func}.call(${context}, ${args})` : (0, codegen_1._)`${func}(${args})`;
	}
	exports.callValidateCode = callValidateCode;
	const newRegExp = (0, codegen_1._)`new RegExp`;
	function usePattern({ gen, it: { opts } }, pattern) {
		const u = opts.unicodeRegExp ? "u" : "";
		const { regExp } = opts.code;
		const rx = regExp(pattern, u);
		return gen.scopeValue("pattern", {
			key: rx.toString(),
			ref: rx,
			code: (0, codegen_1._)`${regExp.code === "new RegExp" ? newRegExp : (0, util_2.useFunc)(gen, regExp)}(${pattern}, ${u})`
		});
	}
	exports.usePattern = usePattern;
	function validateArray(cxt) {
		const { gen, data, keyword, it } = cxt;
		const valid = gen.name("valid");
		if (it.allErrors) {
			const validArr = gen.let("valid", true);
			validateItems(() => gen.assign(validArr, false));
			return validArr;
		}
		gen.var(valid, true);
		validateItems(() => gen.break());
		return valid;
		function validateItems(notValid) {
			const len = gen.const("len", (0, codegen_1._)`${data}.length`);
			gen.forRange("i", 0, len, (i) => {
				cxt.subschema({
					keyword,
					dataProp: i,
					dataPropType: util_1.Type.Num
				}, valid);
				gen.if((0, codegen_1.not)(valid), notValid);
			});
		}
	}
	exports.validateArray = validateArray;
	function validateUnion(cxt) {
		const { gen, schema, keyword, it } = cxt;
		/* istanbul ignore if */
		if (!Array.isArray(schema)) throw new Error("ajv implementation error");
		if (schema.some((sch) => (0, util_1.alwaysValidSchema)(it, sch)) && !it.opts.unevaluated) return;
		const valid = gen.let("valid", false);
		const schValid = gen.name("_valid");
		gen.block(() => schema.forEach((_sch, i) => {
			const schCxt = cxt.subschema({
				keyword,
				schemaProp: i,
				compositeRule: true
			}, schValid);
			gen.assign(valid, (0, codegen_1._)`${valid} || ${schValid}`);
			if (!cxt.mergeValidEvaluated(schCxt, schValid)) gen.if((0, codegen_1.not)(valid));
		}));
		cxt.result(valid, () => cxt.reset(), () => cxt.error(true));
	}
	exports.validateUnion = validateUnion;
}));
// node_modules/ajv/dist/compile/validate/keyword.js
var require_keyword = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.validateKeywordUsage = exports.validSchemaType = exports.funcKeywordCode = exports.macroKeywordCode = void 0;
	const codegen_1 = require_codegen();
	const names_1 = require_names();
	const code_1 = require_code();
	const errors_1 = require_errors$1();
	function macroKeywordCode(cxt, def) {
		const { gen, keyword, schema, parentSchema, it } = cxt;
		const macroSchema = def.macro.call(it.self, schema, parentSchema, it);
		const schemaRef = useKeyword(gen, keyword, macroSchema);
		if (it.opts.validateSchema !== false) it.self.validateSchema(macroSchema, true);
		const valid = gen.name("valid");
		cxt.subschema({
			schema: macroSchema,
			schemaPath: codegen_1.nil,
			errSchemaPath: `${it.errSchemaPath}/${keyword}`,
			topSchemaRef: schemaRef,
			compositeRule: true
		}, valid);
		cxt.pass(valid, () => cxt.error(true));
	}
	exports.macroKeywordCode = macroKeywordCode;
	function funcKeywordCode(cxt, def) {
		var _a;
		const { gen, keyword, schema, parentSchema, $data, it } = cxt;
		checkAsyncKeyword(it, def);
		const validateRef = useKeyword(gen, keyword, !$data && def.compile ? def.compile.call(it.self, schema, parentSchema, it) : def.validate);
		const valid = gen.let("valid");
		cxt.block$data(valid, validateKeyword);
		cxt.ok((_a = def.valid) !== null && _a !== void 0 ? _a : valid);
		function validateKeyword() {
			if (def.errors === false) {
				assignValid();
				if (def.modifying) modifyData(cxt);
				reportErrs(() => cxt.error());
			} else {
				const ruleErrs = def.async ? validateAsync() : validateSync();
				if (def.modifying) modifyData(cxt);
				reportErrs(() => addErrs(cxt, ruleErrs));
			}
		}
		function validateAsync() {
			const ruleErrs = gen.let("ruleErrs", null);
			gen.try(() => assignValid((0, codegen_1._)`await `), (e) => gen.assign(valid, false).if((0, codegen_1._)`${e} instanceof ${it.ValidationError}`, () => gen.assign(ruleErrs, (0, codegen_1._)`${e}.errors`), () => gen.throw(e)));
			return ruleErrs;
		}
		function validateSync() {
			const validateErrs = (0, codegen_1._)`${validateRef}.errors`;
			gen.assign(validateErrs, null);
			assignValid(codegen_1.nil);
			return validateErrs;
		}
		function assignValid(_await = def.async ? (0, codegen_1._)`await ` : codegen_1.nil) {
			const passCxt = it.opts.passContext ? names_1.default.this : names_1.default.self;
			const passSchema = !("compile" in def && !$data || def.schema === false);
			gen.assign(valid, (0, codegen_1._)`${_await}${(0, code_1.callValidateCode)(cxt, validateRef, passCxt, passSchema)}`, def.modifying);
		}
		function reportErrs(errors) {
			var _a;
			gen.if((0, codegen_1.not)((_a = def.valid) !== null && _a !== void 0 ? _a : valid), errors);
		}
	}
	exports.funcKeywordCode = funcKeywordCode;
	function modifyData(cxt) {
		const { gen, data, it } = cxt;
		gen.if(it.parentData, () => gen.assign(data, (0, codegen_1._)`${it.parentData}[${it.parentDataProperty}]`));
	}
	function addErrs(cxt, errs) {
		const { gen } = cxt;
		gen.if((0, codegen_1._)`Array.isArray(${errs})`, () => {
			gen.assign(names_1.default.vErrors, (0, codegen_1._)`${names_1.default.vErrors} === null ? ${errs} : ${names_1.default.vErrors}.concat(${errs})`).assign(names_1.default.errors, (0, codegen_1._)`${names_1.default.vErrors}.length`);
			(0, errors_1.extendErrors)(cxt);
		}, () => cxt.error());
	}
	function checkAsyncKeyword({ schemaEnv }, def) {
		if (def.async && !schemaEnv.$async) throw new Error("async keyword in sync schema");
	}
	function useKeyword(gen, keyword, result) {
		if (result === void 0) throw new Error(`keyword "${keyword}" failed to compile`);
		return gen.scopeValue("keyword", typeof result == "function" ? { ref: result } : {
			ref: result,
			code: (0, codegen_1.stringify)(result)
		});
	}
	function validSchemaType(schema, schemaType, allowUndefined = false) {
		return !schemaType.length || schemaType.some((st) => st === "array" ? Array.isArray(schema) : st === "object" ? schema && typeof schema == "object" && !Array.isArray(schema) : typeof schema == st || allowUndefined && typeof schema == "undefined");
	}
	exports.validSchemaType = validSchemaType;
	function validateKeywordUsage({ schema, opts, self, errSchemaPath }, def, keyword) {
		/* istanbul ignore if */
		if (Array.isArray(def.keyword) ? !def.keyword.includes(keyword) : def.keyword !== keyword) throw new Error("ajv implementation error");
		const deps = def.dependencies;
		if (deps === null || deps === void 0 ? void 0 : deps.some((kwd) => !Object.prototype.hasOwnProperty.call(schema, kwd))) throw new Error(`parent schema must have dependencies of ${keyword}: ${deps.join(",")}`);
		if (def.validateSchema) {
			if (!def.validateSchema(schema[keyword])) {
				const msg = `keyword "${keyword}" value is invalid at path "${errSchemaPath}": ` + self.errorsText(def.validateSchema.errors);
				if (opts.validateSchema === "log") self.logger.error(msg);
				else throw new Error(msg);
			}
		}
	}
	exports.validateKeywordUsage = validateKeywordUsage;
}));
// node_modules/ajv/dist/compile/validate/subschema.js
var require_subschema = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.extendSubschemaMode = exports.extendSubschemaData = exports.getSubschema = void 0;
	const codegen_1 = require_codegen();
	const util_1 = require_util();
	function getSubschema(it, { keyword, schemaProp, schema, schemaPath, errSchemaPath, topSchemaRef }) {
		if (keyword !== void 0 && schema !== void 0) throw new Error("both \"keyword\" and \"schema\" passed, only one allowed");
		if (keyword !== void 0) {
			const sch = it.schema[keyword];
			return schemaProp === void 0 ? {
				schema: sch,
				schemaPath: (0, codegen_1._)`${it.schemaPath}${(0, codegen_1.getProperty)(keyword)}`,
				errSchemaPath: `${it.errSchemaPath}/${keyword}`
			} : {
				schema: sch[schemaProp],
				schemaPath: (0, codegen_1._)`${it.schemaPath}${(0, codegen_1.getProperty)(keyword)}${(0, codegen_1.getProperty)(schemaProp)}`,
				errSchemaPath: `${it.errSchemaPath}/${keyword}/${(0, util_1.escapeFragment)(schemaProp)}`
			};
		}
		if (schema !== void 0) {
			if (schemaPath === void 0 || errSchemaPath === void 0 || topSchemaRef === void 0) throw new Error("\"schemaPath\", \"errSchemaPath\" and \"topSchemaRef\" are required with \"schema\"");
			return {
				schema,
				schemaPath,
				topSchemaRef,
				errSchemaPath
			};
		}
		throw new Error("either \"keyword\" or \"schema\" must be passed");
	}
	exports.getSubschema = getSubschema;
	function extendSubschemaData(subschema, it, { dataProp, dataPropType: dpType, data, dataTypes, propertyName }) {
		if (data !== void 0 && dataProp !== void 0) throw new Error("both \"data\" and \"dataProp\" passed, only one allowed");
		const { gen } = it;
		if (dataProp !== void 0) {
			const { errorPath, dataPathArr, opts } = it;
			dataContextProps(gen.let("data", (0, codegen_1._)`${it.data}${(0, codegen_1.getProperty)(dataProp)}`, true));
			subschema.errorPath = (0, codegen_1.str)`${errorPath}${(0, util_1.getErrorPath)(dataProp, dpType, opts.jsPropertySyntax)}`;
			subschema.parentDataProperty = (0, codegen_1._)`${dataProp}`;
			subschema.dataPathArr = [...dataPathArr, subschema.parentDataProperty];
		}
		if (data !== void 0) {
			dataContextProps(data instanceof codegen_1.Name ? data : gen.let("data", data, true));
			if (propertyName !== void 0) subschema.propertyName = propertyName;
		}
		if (dataTypes) subschema.dataTypes = dataTypes;
		function dataContextProps(_nextData) {
			subschema.data = _nextData;
			subschema.dataLevel = it.dataLevel + 1;
			subschema.dataTypes = [];
			it.definedProperties = /* @__PURE__ */ new Set();
			subschema.parentData = it.data;
			subschema.dataNames = [...it.dataNames, _nextData];
		}
	}
	exports.extendSubschemaData = extendSubschemaData;
	function extendSubschemaMode(subschema, { jtdDiscriminator, jtdMetadata, compositeRule, createErrors, allErrors }) {
		if (compositeRule !== void 0) subschema.compositeRule = compositeRule;
		if (createErrors !== void 0) subschema.createErrors = createErrors;
		if (allErrors !== void 0) subschema.allErrors = allErrors;
		subschema.jtdDiscriminator = jtdDiscriminator;
		subschema.jtdMetadata = jtdMetadata;
	}
	exports.extendSubschemaMode = extendSubschemaMode;
}));
// node_modules/fast-deep-equal/index.js
var require_fast_deep_equal = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = function equal(a, b) {
		if (a === b) return true;
		if (a && b && typeof a == "object" && typeof b == "object") {
			if (a.constructor !== b.constructor) return false;
			var length, i, keys;
			if (Array.isArray(a)) {
				length = a.length;
				if (length != b.length) return false;
				for (i = length; i-- !== 0;) if (!equal(a[i], b[i])) return false;
				return true;
			}
			if (a.constructor === RegExp) return a.source === b.source && a.flags === b.flags;
			if (a.valueOf !== Object.prototype.valueOf) return a.valueOf() === b.valueOf();
			if (a.toString !== Object.prototype.toString) return a.toString() === b.toString();
			keys = Object.keys(a);
			length = keys.length;
			if (length !== Object.keys(b).length) return false;
			for (i = length; i-- !== 0;) if (!Object.prototype.hasOwnProperty.call(b, keys[i])) return false;
			for (i = length; i-- !== 0;) {
				var key = keys[i];
				if (!equal(a[key], b[key])) return false;
			}
			return true;
		}
		return a !== a && b !== b;
	};
}));
// node_modules/json-schema-traverse/index.js
var require_json_schema_traverse = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var traverse = module.exports = function(schema, opts, cb) {
		if (typeof opts == "function") {
			cb = opts;
			opts = {};
		}
		cb = opts.cb || cb;
		var pre = typeof cb == "function" ? cb : cb.pre || function() {};
		var post = cb.post || function() {};
		_traverse(opts, pre, post, schema, "", schema);
	};
	traverse.keywords = {
		additionalItems: true,
		items: true,
		contains: true,
		additionalProperties: true,
		propertyNames: true,
		not: true,
		if: true,
		then: true,
		else: true
	};
	traverse.arrayKeywords = {
		items: true,
		allOf: true,
		anyOf: true,
		oneOf: true
	};
	traverse.propsKeywords = {
		$defs: true,
		definitions: true,
		properties: true,
		patternProperties: true,
		dependencies: true
	};
	traverse.skipKeywords = {
		default: true,
		enum: true,
		const: true,
		required: true,
		maximum: true,
		minimum: true,
		exclusiveMaximum: true,
		exclusiveMinimum: true,
		multipleOf: true,
		maxLength: true,
		minLength: true,
		pattern: true,
		format: true,
		maxItems: true,
		minItems: true,
		uniqueItems: true,
		maxProperties: true,
		minProperties: true
	};
	function _traverse(opts, pre, post, schema, jsonPtr, rootSchema, parentJsonPtr, parentKeyword, parentSchema, keyIndex) {
		if (schema && typeof schema == "object" && !Array.isArray(schema)) {
			pre(schema, jsonPtr, rootSchema, parentJsonPtr, parentKeyword, parentSchema, keyIndex);
			for (var key in schema) {
				var sch = schema[key];
				if (Array.isArray(sch)) {
					if (key in traverse.arrayKeywords) for (var i = 0; i < sch.length; i++) _traverse(opts, pre, post, sch[i], jsonPtr + "/" + key + "/" + i, rootSchema, jsonPtr, key, schema, i);
				} else if (key in traverse.propsKeywords) {
					if (sch && typeof sch == "object") for (var prop in sch) _traverse(opts, pre, post, sch[prop], jsonPtr + "/" + key + "/" + escapeJsonPtr(prop), rootSchema, jsonPtr, key, schema, prop);
				} else if (key in traverse.keywords || opts.allKeys && !(key in traverse.skipKeywords)) _traverse(opts, pre, post, sch, jsonPtr + "/" + key, rootSchema, jsonPtr, key, schema);
			}
			post(schema, jsonPtr, rootSchema, parentJsonPtr, parentKeyword, parentSchema, keyIndex);
		}
	}
	function escapeJsonPtr(str) {
		return str.replace(/~/g, "~0").replace(/\//g, "~1");
	}
}));
// node_modules/ajv/dist/compile/resolve.js
var require_resolve = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.getSchemaRefs = exports.resolveUrl = exports.normalizeId = exports._getFullPath = exports.getFullPath = exports.inlineRef = void 0;
	const util_1 = require_util();
	const equal = require_fast_deep_equal();
	const traverse = require_json_schema_traverse();
	const SIMPLE_INLINED = /* @__PURE__ */ new Set([
		"type",
		"format",
		"pattern",
		"maxLength",
		"minLength",
		"maxProperties",
		"minProperties",
		"maxItems",
		"minItems",
		"maximum",
		"minimum",
		"uniqueItems",
		"multipleOf",
		"required",
		"enum",
		"const"
	]);
	function inlineRef(schema, limit = true) {
		if (typeof schema == "boolean") return true;
		if (limit === true) return !hasRef(schema);
		if (!limit) return false;
		return countKeys(schema) <= limit;
	}
	exports.inlineRef = inlineRef;
	const REF_KEYWORDS = /* @__PURE__ */ new Set([
		"$ref",
		"$recursiveRef",
		"$recursiveAnchor",
		"$dynamicRef",
		"$dynamicAnchor"
	]);
	function hasRef(schema) {
		for (const key in schema) {
			if (REF_KEYWORDS.has(key)) return true;
			const sch = schema[key];
			if (Array.isArray(sch) && sch.some(hasRef)) return true;
			if (typeof sch == "object" && hasRef(sch)) return true;
		}
		return false;
	}
	function countKeys(schema) {
		let count = 0;
		for (const key in schema) {
			if (key === "$ref") return 1e400;
			count++;
			if (SIMPLE_INLINED.has(key)) continue;
			if (typeof schema[key] == "object") (0, util_1.eachItem)(schema[key], (sch) => count += countKeys(sch));
			if (count === 1e400) return 1e400;
		}
		return count;
	}
	function getFullPath(resolver, id = "", normalize) {
		if (normalize !== false) id = normalizeId(id);
		return _getFullPath(resolver, resolver.parse(id));
	}
	exports.getFullPath = getFullPath;
	function _getFullPath(resolver, p) {
		return resolver.serialize(p).split("#")[0] + "#";
	}
	exports._getFullPath = _getFullPath;
	const TRAILING_SLASH_HASH = /#\/?$/;
	function normalizeId(id) {
		return id ? id.replace(TRAILING_SLASH_HASH, "") : "";
	}
	exports.normalizeId = normalizeId;
	function resolveUrl(resolver, baseId, id) {
		id = normalizeId(id);
		return resolver.resolve(baseId, id);
	}
	exports.resolveUrl = resolveUrl;
	const ANCHOR = /^[a-z_][-a-z0-9._]*$/i;
	function getSchemaRefs(schema, baseId) {
		if (typeof schema == "boolean") return {};
		const { schemaId, uriResolver } = this.opts;
		const schId = normalizeId(schema[schemaId] || baseId);
		const baseIds = { "": schId };
		const pathPrefix = getFullPath(uriResolver, schId, false);
		const localRefs = {};
		const schemaRefs = /* @__PURE__ */ new Set();
		traverse(schema, { allKeys: true }, (sch, jsonPtr, _, parentJsonPtr) => {
			if (parentJsonPtr === void 0) return;
			const fullPath = pathPrefix + jsonPtr;
			let innerBaseId = baseIds[parentJsonPtr];
			if (typeof sch[schemaId] == "string") innerBaseId = addRef.call(this, sch[schemaId]);
			addAnchor.call(this, sch.$anchor);
			addAnchor.call(this, sch.$dynamicAnchor);
			baseIds[jsonPtr] = innerBaseId;
			function addRef(ref) {
				const _resolve = this.opts.uriResolver.resolve;
				ref = normalizeId(innerBaseId ? _resolve(innerBaseId, ref) : ref);
				if (schemaRefs.has(ref)) throw ambiguos(ref);
				schemaRefs.add(ref);
				let schOrRef = this.refs[ref];
				if (typeof schOrRef == "string") schOrRef = this.refs[schOrRef];
				if (typeof schOrRef == "object") checkAmbiguosRef(sch, schOrRef.schema, ref);
				else if (ref !== normalizeId(fullPath)) {
					if (ref[0] === "#") {
						checkAmbiguosRef(sch, localRefs[ref], ref);
						localRefs[ref] = sch;
					} else this.refs[ref] = fullPath;
				}
				return ref;
			}
			function addAnchor(anchor) {
				if (typeof anchor == "string") {
					if (!ANCHOR.test(anchor)) throw new Error(`invalid anchor "${anchor}"`);
					addRef.call(this, `#${anchor}`);
				}
			}
		});
		return localRefs;
		function checkAmbiguosRef(sch1, sch2, ref) {
			if (sch2 !== void 0 && !equal(sch1, sch2)) throw ambiguos(ref);
		}
		function ambiguos(ref) {
			return /* @__PURE__ */ new Error(`reference "${ref}" resolves to more than one schema`);
		}
	}
	exports.getSchemaRefs = getSchemaRefs;
}));
// node_modules/ajv/dist/compile/validate/index.js
var require_validate = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.getData = exports.KeywordCxt = exports.validateFunctionCode = void 0;
	const boolSchema_1 = require_boolSchema();
	const dataType_1 = require_dataType();
	const applicability_1 = require_applicability();
	const dataType_2 = require_dataType();
	const defaults_1 = require_defaults();
	const keyword_1 = require_keyword();
	const subschema_1 = require_subschema();
	const codegen_1 = require_codegen();
	const names_1 = require_names();
	const resolve_1 = require_resolve();
	const util_1 = require_util();
	const errors_1 = require_errors$1();
	function validateFunctionCode(it) {
		if (isSchemaObj(it)) {
			checkKeywords(it);
			if (schemaCxtHasRules(it)) {
				topSchemaObjCode(it);
				return;
			}
		}
		validateFunction(it, () => (0, boolSchema_1.topBoolOrEmptySchema)(it));
	}
	exports.validateFunctionCode = validateFunctionCode;
	function validateFunction({ gen, validateName, schema, schemaEnv, opts }, body) {
		if (opts.code.es5) gen.func(validateName, (0, codegen_1._)`${names_1.default.data}, ${names_1.default.valCxt}`, schemaEnv.$async, () => {
			gen.code((0, codegen_1._)`"use strict"; ${funcSourceUrl(schema, opts)}`);
			destructureValCxtES5(gen, opts);
			gen.code(body);
		});
		else gen.func(validateName, (0, codegen_1._)`${names_1.default.data}, ${destructureValCxt(opts)}`, schemaEnv.$async, () => gen.code(funcSourceUrl(schema, opts)).code(body));
	}
	function destructureValCxt(opts) {
		return (0, codegen_1._)`{${names_1.default.instancePath}="", ${names_1.default.parentData}, ${names_1.default.parentDataProperty}, ${names_1.default.rootData}=${names_1.default.data}${opts.dynamicRef ? (0, codegen_1._)`, ${names_1.default.dynamicAnchors}={}` : codegen_1.nil}}={}`;
	}
	function destructureValCxtES5(gen, opts) {
		gen.if(names_1.default.valCxt, () => {
			gen.var(names_1.default.instancePath, (0, codegen_1._)`${names_1.default.valCxt}.${names_1.default.instancePath}`);
			gen.var(names_1.default.parentData, (0, codegen_1._)`${names_1.default.valCxt}.${names_1.default.parentData}`);
			gen.var(names_1.default.parentDataProperty, (0, codegen_1._)`${names_1.default.valCxt}.${names_1.default.parentDataProperty}`);
			gen.var(names_1.default.rootData, (0, codegen_1._)`${names_1.default.valCxt}.${names_1.default.rootData}`);
			if (opts.dynamicRef) gen.var(names_1.default.dynamicAnchors, (0, codegen_1._)`${names_1.default.valCxt}.${names_1.default.dynamicAnchors}`);
		}, () => {
			gen.var(names_1.default.instancePath, (0, codegen_1._)`""`);
			gen.var(names_1.default.parentData, (0, codegen_1._)`undefined`);
			gen.var(names_1.default.parentDataProperty, (0, codegen_1._)`undefined`);
			gen.var(names_1.default.rootData, names_1.default.data);
			if (opts.dynamicRef) gen.var(names_1.default.dynamicAnchors, (0, codegen_1._)`{}`);
		});
	}
	function topSchemaObjCode(it) {
		const { schema, opts, gen } = it;
		validateFunction(it, () => {
			if (opts.$comment && schema.$comment) commentKeyword(it);
			checkNoDefault(it);
			gen.let(names_1.default.vErrors, null);
			gen.let(names_1.default.errors, 0);
			if (opts.unevaluated) resetEvaluated(it);
			typeAndKeywords(it);
			returnResults(it);
		});
	}
	function resetEvaluated(it) {
		const { gen, validateName } = it;
		it.evaluated = gen.const("evaluated", (0, codegen_1._)`${validateName}.evaluated`);
		gen.if((0, codegen_1._)`${it.evaluated}.dynamicProps`, () => gen.assign((0, codegen_1._)`${it.evaluated}.props`, (0, codegen_1._)`undefined`));
		gen.if((0, codegen_1._)`${it.evaluated}.dynamicItems`, () => gen.assign((0, codegen_1._)`${it.evaluated}.items`, (0, codegen_1._)`undefined`));
	}
	function funcSourceUrl(schema, opts) {
		const schId = typeof schema == "object" && schema[opts.schemaId];
		return schId && (opts.code.source || opts.code.process) ? (0, codegen_1._)`/*# sourceURL=${schId} */` : codegen_1.nil;
	}
	function subschemaCode(it, valid) {
		if (isSchemaObj(it)) {
			checkKeywords(it);
			if (schemaCxtHasRules(it)) {
				subSchemaObjCode(it, valid);
				return;
			}
		}
		(0, boolSchema_1.boolOrEmptySchema)(it, valid);
	}
	function schemaCxtHasRules({ schema, self }) {
		if (typeof schema == "boolean") return !schema;
		for (const key in schema) if (self.RULES.all[key]) return true;
		return false;
	}
	function isSchemaObj(it) {
		return typeof it.schema != "boolean";
	}
	function subSchemaObjCode(it, valid) {
		const { schema, gen, opts } = it;
		if (opts.$comment && schema.$comment) commentKeyword(it);
		updateContext(it);
		checkAsyncSchema(it);
		const errsCount = gen.const("_errs", names_1.default.errors);
		typeAndKeywords(it, errsCount);
		gen.var(valid, (0, codegen_1._)`${errsCount} === ${names_1.default.errors}`);
	}
	function checkKeywords(it) {
		(0, util_1.checkUnknownRules)(it);
		checkRefsAndKeywords(it);
	}
	function typeAndKeywords(it, errsCount) {
		if (it.opts.jtd) return schemaKeywords(it, [], false, errsCount);
		const types = (0, dataType_1.getSchemaTypes)(it.schema);
		schemaKeywords(it, types, !(0, dataType_1.coerceAndCheckDataType)(it, types), errsCount);
	}
	function checkRefsAndKeywords(it) {
		const { schema, errSchemaPath, opts, self } = it;
		if (schema.$ref && opts.ignoreKeywordsWithRef && (0, util_1.schemaHasRulesButRef)(schema, self.RULES)) self.logger.warn(`$ref: keywords ignored in schema at path "${errSchemaPath}"`);
	}
	function checkNoDefault(it) {
		const { schema, opts } = it;
		if (schema.default !== void 0 && opts.useDefaults && opts.strictSchema) (0, util_1.checkStrictMode)(it, "default is ignored in the schema root");
	}
	function updateContext(it) {
		const schId = it.schema[it.opts.schemaId];
		if (schId) it.baseId = (0, resolve_1.resolveUrl)(it.opts.uriResolver, it.baseId, schId);
	}
	function checkAsyncSchema(it) {
		if (it.schema.$async && !it.schemaEnv.$async) throw new Error("async schema in sync schema");
	}
	function commentKeyword({ gen, schemaEnv, schema, errSchemaPath, opts }) {
		const msg = schema.$comment;
		if (opts.$comment === true) gen.code((0, codegen_1._)`${names_1.default.self}.logger.log(${msg})`);
		else if (typeof opts.$comment == "function") {
			const schemaPath = (0, codegen_1.str)`${errSchemaPath}/$comment`;
			const rootName = gen.scopeValue("root", { ref: schemaEnv.root });
			gen.code((0, codegen_1._)`${names_1.default.self}.opts.$comment(${msg}, ${schemaPath}, ${rootName}.schema)`);
		}
	}
	function returnResults(it) {
		const { gen, schemaEnv, validateName, ValidationError, opts } = it;
		if (schemaEnv.$async) gen.if((0, codegen_1._)`${names_1.default.errors} === 0`, () => gen.return(names_1.default.data), () => gen.throw((0, codegen_1._)`new ${ValidationError}(${names_1.default.vErrors})`));
		else {
			gen.assign((0, codegen_1._)`${validateName}.errors`, names_1.default.vErrors);
			if (opts.unevaluated) assignEvaluated(it);
			gen.return((0, codegen_1._)`${names_1.default.errors} === 0`);
		}
	}
	function assignEvaluated({ gen, evaluated, props, items }) {
		if (props instanceof codegen_1.Name) gen.assign((0, codegen_1._)`${evaluated}.props`, props);
		if (items instanceof codegen_1.Name) gen.assign((0, codegen_1._)`${evaluated}.items`, items);
	}
	function schemaKeywords(it, types, typeErrors, errsCount) {
		const { gen, schema, data, allErrors, opts, self } = it;
		const { RULES } = self;
		if (schema.$ref && (opts.ignoreKeywordsWithRef || !(0, util_1.schemaHasRulesButRef)(schema, RULES))) {
			gen.block(() => keywordCode(it, "$ref", RULES.all.$ref.definition));
			return;
		}
		if (!opts.jtd) checkStrictTypes(it, types);
		gen.block(() => {
			for (const group of RULES.rules) groupKeywords(group);
			groupKeywords(RULES.post);
		});
		function groupKeywords(group) {
			if (!(0, applicability_1.shouldUseGroup)(schema, group)) return;
			if (group.type) {
				gen.if((0, dataType_2.checkDataType)(group.type, data, opts.strictNumbers));
				iterateKeywords(it, group);
				if (types.length === 1 && types[0] === group.type && typeErrors) {
					gen.else();
					(0, dataType_2.reportTypeError)(it);
				}
				gen.endIf();
			} else iterateKeywords(it, group);
			if (!allErrors) gen.if((0, codegen_1._)`${names_1.default.errors} === ${errsCount || 0}`);
		}
	}
	function iterateKeywords(it, group) {
		const { gen, schema, opts: { useDefaults } } = it;
		if (useDefaults) (0, defaults_1.assignDefaults)(it, group.type);
		gen.block(() => {
			for (const rule of group.rules) if ((0, applicability_1.shouldUseRule)(schema, rule)) keywordCode(it, rule.keyword, rule.definition, group.type);
		});
	}
	function checkStrictTypes(it, types) {
		if (it.schemaEnv.meta || !it.opts.strictTypes) return;
		checkContextTypes(it, types);
		if (!it.opts.allowUnionTypes) checkMultipleTypes(it, types);
		checkKeywordTypes(it, it.dataTypes);
	}
	function checkContextTypes(it, types) {
		if (!types.length) return;
		if (!it.dataTypes.length) {
			it.dataTypes = types;
			return;
		}
		types.forEach((t) => {
			if (!includesType(it.dataTypes, t)) strictTypesError(it, `type "${t}" not allowed by context "${it.dataTypes.join(",")}"`);
		});
		narrowSchemaTypes(it, types);
	}
	function checkMultipleTypes(it, ts) {
		if (ts.length > 1 && !(ts.length === 2 && ts.includes("null"))) strictTypesError(it, "use allowUnionTypes to allow union type keyword");
	}
	function checkKeywordTypes(it, ts) {
		const rules = it.self.RULES.all;
		for (const keyword in rules) {
			const rule = rules[keyword];
			if (typeof rule == "object" && (0, applicability_1.shouldUseRule)(it.schema, rule)) {
				const { type } = rule.definition;
				if (type.length && !type.some((t) => hasApplicableType(ts, t))) strictTypesError(it, `missing type "${type.join(",")}" for keyword "${keyword}"`);
			}
		}
	}
	function hasApplicableType(schTs, kwdT) {
		return schTs.includes(kwdT) || kwdT === "number" && schTs.includes("integer");
	}
	function includesType(ts, t) {
		return ts.includes(t) || t === "integer" && ts.includes("number");
	}
	function narrowSchemaTypes(it, withTypes) {
		const ts = [];
		for (const t of it.dataTypes) if (includesType(withTypes, t)) ts.push(t);
		else if (withTypes.includes("integer") && t === "number") ts.push("integer");
		it.dataTypes = ts;
	}
	function strictTypesError(it, msg) {
		const schemaPath = it.schemaEnv.baseId + it.errSchemaPath;
		msg += ` at "${schemaPath}" (strictTypes)`;
		(0, util_1.checkStrictMode)(it, msg, it.opts.strictTypes);
	}
	var KeywordCxt = class {
		constructor(it, def, keyword) {
			(0, keyword_1.validateKeywordUsage)(it, def, keyword);
			this.gen = it.gen;
			this.allErrors = it.allErrors;
			this.keyword = keyword;
			this.data = it.data;
			this.schema = it.schema[keyword];
			this.$data = def.$data && it.opts.$data && this.schema && this.schema.$data;
			this.schemaValue = (0, util_1.schemaRefOrVal)(it, this.schema, keyword, this.$data);
			this.schemaType = def.schemaType;
			this.parentSchema = it.schema;
			this.params = {};
			this.it = it;
			this.def = def;
			if (this.$data) this.schemaCode = it.gen.const("vSchema", getData(this.$data, it));
			else {
				this.schemaCode = this.schemaValue;
				if (!(0, keyword_1.validSchemaType)(this.schema, def.schemaType, def.allowUndefined)) throw new Error(`${keyword} value must be ${JSON.stringify(def.schemaType)}`);
			}
			if ("code" in def ? def.trackErrors : def.errors !== false) this.errsCount = it.gen.const("_errs", names_1.default.errors);
		}
		result(condition, successAction, failAction) {
			this.failResult((0, codegen_1.not)(condition), successAction, failAction);
		}
		failResult(condition, successAction, failAction) {
			this.gen.if(condition);
			if (failAction) failAction();
			else this.error();
			if (successAction) {
				this.gen.else();
				successAction();
				if (this.allErrors) this.gen.endIf();
			} else if (this.allErrors) this.gen.endIf();
			else this.gen.else();
		}
		pass(condition, failAction) {
			this.failResult((0, codegen_1.not)(condition), void 0, failAction);
		}
		fail(condition) {
			if (condition === void 0) {
				this.error();
				if (!this.allErrors) this.gen.if(false);
				return;
			}
			this.gen.if(condition);
			this.error();
			if (this.allErrors) this.gen.endIf();
			else this.gen.else();
		}
		fail$data(condition) {
			if (!this.$data) return this.fail(condition);
			const { schemaCode } = this;
			this.fail((0, codegen_1._)`${schemaCode} !== undefined && (${(0, codegen_1.or)(this.invalid$data(), condition)})`);
		}
		error(append, errorParams, errorPaths) {
			if (errorParams) {
				this.setParams(errorParams);
				this._error(append, errorPaths);
				this.setParams({});
				return;
			}
			this._error(append, errorPaths);
		}
		_error(append, errorPaths) {
			(append ? errors_1.reportExtraError : errors_1.reportError)(this, this.def.error, errorPaths);
		}
		$dataError() {
			(0, errors_1.reportError)(this, this.def.$dataError || errors_1.keyword$DataError);
		}
		reset() {
			if (this.errsCount === void 0) throw new Error("add \"trackErrors\" to keyword definition");
			(0, errors_1.resetErrorsCount)(this.gen, this.errsCount);
		}
		ok(cond) {
			if (!this.allErrors) this.gen.if(cond);
		}
		setParams(obj, assign) {
			if (assign) Object.assign(this.params, obj);
			else this.params = obj;
		}
		block$data(valid, codeBlock, $dataValid = codegen_1.nil) {
			this.gen.block(() => {
				this.check$data(valid, $dataValid);
				codeBlock();
			});
		}
		check$data(valid = codegen_1.nil, $dataValid = codegen_1.nil) {
			if (!this.$data) return;
			const { gen, schemaCode, schemaType, def } = this;
			gen.if((0, codegen_1.or)((0, codegen_1._)`${schemaCode} === undefined`, $dataValid));
			if (valid !== codegen_1.nil) gen.assign(valid, true);
			if (schemaType.length || def.validateSchema) {
				gen.elseIf(this.invalid$data());
				this.$dataError();
				if (valid !== codegen_1.nil) gen.assign(valid, false);
			}
			gen.else();
		}
		invalid$data() {
			const { gen, schemaCode, schemaType, def, it } = this;
			return (0, codegen_1.or)(wrong$DataType(), invalid$DataSchema());
			function wrong$DataType() {
				if (schemaType.length) {
					/* istanbul ignore if */
					if (!(schemaCode instanceof codegen_1.Name)) throw new Error("ajv implementation error");
					const st = Array.isArray(schemaType) ? schemaType : [schemaType];
					return (0, codegen_1._)`${(0, dataType_2.checkDataTypes)(st, schemaCode, it.opts.strictNumbers, dataType_2.DataType.Wrong)}`;
				}
				return codegen_1.nil;
			}
			function invalid$DataSchema() {
				if (def.validateSchema) {
					const validateSchemaRef = gen.scopeValue("validate$data", { ref: def.validateSchema });
					return (0, codegen_1._)`!${validateSchemaRef}(${schemaCode})`;
				}
				return codegen_1.nil;
			}
		}
		subschema(appl, valid) {
			const subschema = (0, subschema_1.getSubschema)(this.it, appl);
			(0, subschema_1.extendSubschemaData)(subschema, this.it, appl);
			(0, subschema_1.extendSubschemaMode)(subschema, appl);
			const nextContext = {
				...this.it,
				...subschema,
				items: void 0,
				props: void 0
			};
			subschemaCode(nextContext, valid);
			return nextContext;
		}
		mergeEvaluated(schemaCxt, toName) {
			const { it, gen } = this;
			if (!it.opts.unevaluated) return;
			if (it.props !== true && schemaCxt.props !== void 0) it.props = util_1.mergeEvaluated.props(gen, schemaCxt.props, it.props, toName);
			if (it.items !== true && schemaCxt.items !== void 0) it.items = util_1.mergeEvaluated.items(gen, schemaCxt.items, it.items, toName);
		}
		mergeValidEvaluated(schemaCxt, valid) {
			const { it, gen } = this;
			if (it.opts.unevaluated && (it.props !== true || it.items !== true)) {
				gen.if(valid, () => this.mergeEvaluated(schemaCxt, codegen_1.Name));
				return true;
			}
		}
	};
	exports.KeywordCxt = KeywordCxt;
	function keywordCode(it, keyword, def, ruleType) {
		const cxt = new KeywordCxt(it, def, keyword);
		if ("code" in def) def.code(cxt, ruleType);
		else if (cxt.$data && def.validate) (0, keyword_1.funcKeywordCode)(cxt, def);
		else if ("macro" in def) (0, keyword_1.macroKeywordCode)(cxt, def);
		else if (def.compile || def.validate) (0, keyword_1.funcKeywordCode)(cxt, def);
	}
	const JSON_POINTER = /^\/(?:[^~]|~0|~1)*$/;
	const RELATIVE_JSON_POINTER = /^([0-9]+)(#|\/(?:[^~]|~0|~1)*)?$/;
	function getData($data, { dataLevel, dataNames, dataPathArr }) {
		let jsonPointer;
		let data;
		if ($data === "") return names_1.default.rootData;
		if ($data[0] === "/") {
			if (!JSON_POINTER.test($data)) throw new Error(`Invalid JSON-pointer: ${$data}`);
			jsonPointer = $data;
			data = names_1.default.rootData;
		} else {
			const matches = RELATIVE_JSON_POINTER.exec($data);
			if (!matches) throw new Error(`Invalid JSON-pointer: ${$data}`);
			const up = +matches[1];
			jsonPointer = matches[2];
			if (jsonPointer === "#") {
				if (up >= dataLevel) throw new Error(errorMsg("property/index", up));
				return dataPathArr[dataLevel - up];
			}
			if (up > dataLevel) throw new Error(errorMsg("data", up));
			data = dataNames[dataLevel - up];
			if (!jsonPointer) return data;
		}
		let expr = data;
		const segments = jsonPointer.split("/");
		for (const segment of segments) if (segment) {
			data = (0, codegen_1._)`${data}${(0, codegen_1.getProperty)((0, util_1.unescapeJsonPointer)(segment))}`;
			expr = (0, codegen_1._)`${expr} && ${data}`;
		}
		return expr;
		function errorMsg(pointerType, up) {
			return `Cannot access ${pointerType} ${up} levels up, current level is ${dataLevel}`;
		}
	}
	exports.getData = getData;
}));
// node_modules/ajv/dist/runtime/validation_error.js
var require_validation_error = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	var ValidationError = class extends Error {
		constructor(errors) {
			super("validation failed");
			this.errors = errors;
			this.ajv = this.validation = true;
		}
	};
	exports.default = ValidationError;
}));
// node_modules/ajv/dist/compile/ref_error.js
var require_ref_error = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const resolve_1 = require_resolve();
	var MissingRefError = class extends Error {
		constructor(resolver, baseId, ref, msg) {
			super(msg || `can't resolve reference ${ref} from id ${baseId}`);
			this.missingRef = (0, resolve_1.resolveUrl)(resolver, baseId, ref);
			this.missingSchema = (0, resolve_1.normalizeId)((0, resolve_1.getFullPath)(resolver, this.missingRef));
		}
	};
	exports.default = MissingRefError;
}));
// node_modules/ajv/dist/compile/index.js
var require_compile = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.resolveSchema = exports.getCompilingSchema = exports.resolveRef = exports.compileSchema = exports.SchemaEnv = void 0;
	const codegen_1 = require_codegen();
	const validation_error_1 = require_validation_error();
	const names_1 = require_names();
	const resolve_1 = require_resolve();
	const util_1 = require_util();
	const validate_1 = require_validate();
	var SchemaEnv = class {
		constructor(env) {
			var _a;
			this.refs = {};
			this.dynamicAnchors = {};
			let schema;
			if (typeof env.schema == "object") schema = env.schema;
			this.schema = env.schema;
			this.schemaId = env.schemaId;
			this.root = env.root || this;
			this.baseId = (_a = env.baseId) !== null && _a !== void 0 ? _a : (0, resolve_1.normalizeId)(schema === null || schema === void 0 ? void 0 : schema[env.schemaId || "$id"]);
			this.schemaPath = env.schemaPath;
			this.localRefs = env.localRefs;
			this.meta = env.meta;
			this.$async = schema === null || schema === void 0 ? void 0 : schema.$async;
			this.refs = {};
		}
	};
	exports.SchemaEnv = SchemaEnv;
	function compileSchema(sch) {
		const _sch = getCompilingSchema.call(this, sch);
		if (_sch) return _sch;
		const rootId = (0, resolve_1.getFullPath)(this.opts.uriResolver, sch.root.baseId);
		const { es5, lines } = this.opts.code;
		const { ownProperties } = this.opts;
		const gen = new codegen_1.CodeGen(this.scope, {
			es5,
			lines,
			ownProperties
		});
		let _ValidationError;
		if (sch.$async) _ValidationError = gen.scopeValue("Error", {
			ref: validation_error_1.default,
			code: (0, codegen_1._)`require("ajv/dist/runtime/validation_error").default`
		});
		const validateName = gen.scopeName("validate");
		sch.validateName = validateName;
		const schemaCxt = {
			gen,
			allErrors: this.opts.allErrors,
			data: names_1.default.data,
			parentData: names_1.default.parentData,
			parentDataProperty: names_1.default.parentDataProperty,
			dataNames: [names_1.default.data],
			dataPathArr: [codegen_1.nil],
			dataLevel: 0,
			dataTypes: [],
			definedProperties: /* @__PURE__ */ new Set(),
			topSchemaRef: gen.scopeValue("schema", this.opts.code.source === true ? {
				ref: sch.schema,
				code: (0, codegen_1.stringify)(sch.schema)
			} : { ref: sch.schema }),
			validateName,
			ValidationError: _ValidationError,
			schema: sch.schema,
			schemaEnv: sch,
			rootId,
			baseId: sch.baseId || rootId,
			schemaPath: codegen_1.nil,
			errSchemaPath: sch.schemaPath || (this.opts.jtd ? "" : "#"),
			errorPath: (0, codegen_1._)`""`,
			opts: this.opts,
			self: this
		};
		let sourceCode;
		try {
			this._compilations.add(sch);
			(0, validate_1.validateFunctionCode)(schemaCxt);
			gen.optimize(this.opts.code.optimize);
			const validateCode = gen.toString();
			sourceCode = `${gen.scopeRefs(names_1.default.scope)}return ${validateCode}`;
			if (this.opts.code.process) sourceCode = this.opts.code.process(sourceCode, sch);
			const validate = new Function(`${names_1.default.self}`, `${names_1.default.scope}`, sourceCode)(this, this.scope.get());
			this.scope.value(validateName, { ref: validate });
			validate.errors = null;
			validate.schema = sch.schema;
			validate.schemaEnv = sch;
			if (sch.$async) validate.$async = true;
			if (this.opts.code.source === true) validate.source = {
				validateName,
				validateCode,
				scopeValues: gen._values
			};
			if (this.opts.unevaluated) {
				const { props, items } = schemaCxt;
				validate.evaluated = {
					props: props instanceof codegen_1.Name ? void 0 : props,
					items: items instanceof codegen_1.Name ? void 0 : items,
					dynamicProps: props instanceof codegen_1.Name,
					dynamicItems: items instanceof codegen_1.Name
				};
				if (validate.source) validate.source.evaluated = (0, codegen_1.stringify)(validate.evaluated);
			}
			sch.validate = validate;
			return sch;
		} catch (e) {
			delete sch.validate;
			delete sch.validateName;
			if (sourceCode) this.logger.error("Error compiling schema, function code:", sourceCode);
			throw e;
		} finally {
			this._compilations.delete(sch);
		}
	}
	exports.compileSchema = compileSchema;
	function resolveRef(root, baseId, ref) {
		var _a;
		ref = (0, resolve_1.resolveUrl)(this.opts.uriResolver, baseId, ref);
		const schOrFunc = root.refs[ref];
		if (schOrFunc) return schOrFunc;
		let _sch = resolve.call(this, root, ref);
		if (_sch === void 0) {
			const schema = (_a = root.localRefs) === null || _a === void 0 ? void 0 : _a[ref];
			const { schemaId } = this.opts;
			if (schema) _sch = new SchemaEnv({
				schema,
				schemaId,
				root,
				baseId
			});
		}
		if (_sch === void 0) return;
		return root.refs[ref] = inlineOrCompile.call(this, _sch);
	}
	exports.resolveRef = resolveRef;
	function inlineOrCompile(sch) {
		if ((0, resolve_1.inlineRef)(sch.schema, this.opts.inlineRefs)) return sch.schema;
		return sch.validate ? sch : compileSchema.call(this, sch);
	}
	function getCompilingSchema(schEnv) {
		for (const sch of this._compilations) if (sameSchemaEnv(sch, schEnv)) return sch;
	}
	exports.getCompilingSchema = getCompilingSchema;
	function sameSchemaEnv(s1, s2) {
		return s1.schema === s2.schema && s1.root === s2.root && s1.baseId === s2.baseId;
	}
	function resolve(root, ref) {
		let sch;
		while (typeof (sch = this.refs[ref]) == "string") ref = sch;
		return sch || this.schemas[ref] || resolveSchema.call(this, root, ref);
	}
	function resolveSchema(root, ref) {
		const p = this.opts.uriResolver.parse(ref);
		const refPath = (0, resolve_1._getFullPath)(this.opts.uriResolver, p);
		let baseId = (0, resolve_1.getFullPath)(this.opts.uriResolver, root.baseId, void 0);
		if (Object.keys(root.schema).length > 0 && refPath === baseId) return getJsonPointer.call(this, p, root);
		const id = (0, resolve_1.normalizeId)(refPath);
		const schOrRef = this.refs[id] || this.schemas[id];
		if (typeof schOrRef == "string") {
			const sch = resolveSchema.call(this, root, schOrRef);
			if (typeof (sch === null || sch === void 0 ? void 0 : sch.schema) !== "object") return;
			return getJsonPointer.call(this, p, sch);
		}
		if (typeof (schOrRef === null || schOrRef === void 0 ? void 0 : schOrRef.schema) !== "object") return;
		if (!schOrRef.validate) compileSchema.call(this, schOrRef);
		if (id === (0, resolve_1.normalizeId)(ref)) {
			const { schema } = schOrRef;
			const { schemaId } = this.opts;
			const schId = schema[schemaId];
			if (schId) baseId = (0, resolve_1.resolveUrl)(this.opts.uriResolver, baseId, schId);
			return new SchemaEnv({
				schema,
				schemaId,
				root,
				baseId
			});
		}
		return getJsonPointer.call(this, p, schOrRef);
	}
	exports.resolveSchema = resolveSchema;
	const PREVENT_SCOPE_CHANGE = /* @__PURE__ */ new Set([
		"properties",
		"patternProperties",
		"enum",
		"dependencies",
		"definitions"
	]);
	function getJsonPointer(parsedRef, { baseId, schema, root }) {
		var _a;
		if (((_a = parsedRef.fragment) === null || _a === void 0 ? void 0 : _a[0]) !== "/") return;
		for (const part of parsedRef.fragment.slice(1).split("/")) {
			if (typeof schema === "boolean") return;
			const partSchema = schema[(0, util_1.unescapeFragment)(part)];
			if (partSchema === void 0) return;
			schema = partSchema;
			const schId = typeof schema === "object" && schema[this.opts.schemaId];
			if (!PREVENT_SCOPE_CHANGE.has(part) && schId) baseId = (0, resolve_1.resolveUrl)(this.opts.uriResolver, baseId, schId);
		}
		let env;
		if (typeof schema != "boolean" && schema.$ref && !(0, util_1.schemaHasRulesButRef)(schema, this.RULES)) {
			const $ref = (0, resolve_1.resolveUrl)(this.opts.uriResolver, baseId, schema.$ref);
			env = resolveSchema.call(this, root, $ref);
		}
		const { schemaId } = this.opts;
		env = env || new SchemaEnv({
			schema,
			schemaId,
			root,
			baseId
		});
		if (env.schema !== env.root.schema) return env;
	}
}));
// node_modules/ajv/dist/refs/data.json
var require_data = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = {
		"$id": "https://raw.githubusercontent.com/ajv-validator/ajv/master/lib/refs/data.json#",
		"description": "Meta-schema for $data reference (JSON AnySchema extension proposal)",
		"type": "object",
		"required": ["$data"],
		"properties": { "$data": {
			"type": "string",
			"anyOf": [{ "format": "relative-json-pointer" }, { "format": "json-pointer" }]
		} },
		"additionalProperties": false
	};
}));
// node_modules/fast-uri/lib/utils.js
var require_utils = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	/** @type {(value: string) => boolean} */
	const isUUID = RegExp.prototype.test.bind(/^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/iu);
	/** @type {(value: string) => boolean} */
	const isIPv4 = RegExp.prototype.test.bind(/^(?:(?:25[0-5]|2[0-4]\d|1\d{2}|[1-9]\d|\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d{2}|[1-9]\d|\d)$/u);
	/** @type {(value: string) => boolean} */
	const isPort = RegExp.prototype.test.bind(/^\d*$/u);
	/** @type {(value: string) => boolean} */
	const isHexPair = RegExp.prototype.test.bind(/^[\da-f]{2}$/iu);
	/** @type {(value: string) => boolean} */
	const isUnreserved = RegExp.prototype.test.bind(/^[\da-z\-._~]$/iu);
	/** @type {(value: string) => boolean} */
	const isPathCharacter = RegExp.prototype.test.bind(/^[A-Za-z0-9\-._~!$&'()*+,;=:@/]$/u);
	/** @type {(value: string) => boolean} */
	const isQueryFragmentCharacter = RegExp.prototype.test.bind(/^[A-Za-z0-9\-._~!$&'()*+,;=:@/?]$/u);
	/** @type {(value: string) => boolean} */
	const isUserinfoCharacter = RegExp.prototype.test.bind(/^[A-Za-z0-9\-._~!$&'()*+,;=:]$/u);
	const BYTE_HEX = new Array(256);
	{
		const HEX_DIGITS = "0123456789ABCDEF";
		for (let i = 0; i < 256; i++) BYTE_HEX[i] = "%" + HEX_DIGITS[i >> 4] + HEX_DIGITS[i & 15];
	}
	function percentEncodeNonAscii(cp) {
		if (cp < 2048) return BYTE_HEX[192 | cp >> 6] + BYTE_HEX[128 | cp & 63];
		if (cp < 65536) return BYTE_HEX[224 | cp >> 12] + BYTE_HEX[128 | cp >> 6 & 63] + BYTE_HEX[128 | cp & 63];
		return BYTE_HEX[240 | cp >> 18] + BYTE_HEX[128 | cp >> 12 & 63] + BYTE_HEX[128 | cp >> 6 & 63] + BYTE_HEX[128 | cp & 63];
	}
	/**
	* @param {Array<string>} input
	* @returns {string}
	*/
	function stringArrayToHexStripped(input) {
		let acc = "";
		let code = 0;
		let i = 0;
		for (i = 0; i < input.length; i++) {
			code = input[i].charCodeAt(0);
			if (code === 48) continue;
			if (!(code >= 48 && code <= 57 || code >= 65 && code <= 70 || code >= 97 && code <= 102)) return "";
			acc += input[i];
			break;
		}
		for (i += 1; i < input.length; i++) {
			code = input[i].charCodeAt(0);
			if (!(code >= 48 && code <= 57 || code >= 65 && code <= 70 || code >= 97 && code <= 102)) return "";
			acc += input[i];
		}
		return acc;
	}
	/** @type {(value: string) => boolean} */
	const isHextet = RegExp.prototype.test.bind(/^[\dA-Fa-f]{1,4}$/);
	/** @type {(value: string) => boolean} */
	const isIPvFuture = RegExp.prototype.test.bind(/^[vV][\dA-Fa-f]+\.[A-Za-z\d\-._~!$&'()*+,;=:]+$/);
	/** @type {(value: string) => boolean} */
	const isZoneCharacter = RegExp.prototype.test.bind(/^[A-Za-z\d\-._~]$/);
	/**
	* @param {string} value
	* @returns {boolean}
	*/
	const nonSimpleDomain = RegExp.prototype.test.bind(/[^!"$&'()*+,\-.;=_`a-z{}~]/u);
	/**
	* @param {string} zone
	* @returns {boolean}
	*/
	function isZoneIdentifier(zone) {
		if (zone.length === 0) return false;
		for (let i = 0; i < zone.length; i++) {
			if (isZoneCharacter(zone[i])) continue;
			if (zone[i] === "%" && i + 2 < zone.length && isHexPair(zone.slice(i + 1, i + 3))) {
				i += 2;
				continue;
			}
			return false;
		}
		return true;
	}
	/**
	* Compresses the longest run of zero hextets to "::" per RFC 5952. A run of a
	* single zero hextet is left uncompressed. On ties the leftmost run wins.
	*
	* @param {string[]} hextets
	* @returns {string}
	*/
	function compressIPv6ZeroRun(hextets) {
		let bestStart = -1;
		let bestLength = 0;
		let runStart = -1;
		let runLength = 0;
		for (let i = 0; i < hextets.length; i++) if (hextets[i] === "0") {
			if (runStart === -1) runStart = i;
			runLength++;
			if (runLength > bestLength) {
				bestLength = runLength;
				bestStart = runStart;
			}
		} else {
			runStart = -1;
			runLength = 0;
		}
		if (bestLength < 2) return hextets.join(":");
		const head = hextets.slice(0, bestStart).join(":");
		const tail = hextets.slice(bestStart + bestLength).join(":");
		return head + "::" + tail;
	}
	/**
	* Validates an IPv6 address against the alternatives in RFC 3986 section
	* 3.2.2 and returns the same address with leading hextet zeroes removed.
	* An embedded IPv4 address counts as two hextets and is only valid at the end.
	*
	* @param {string} input
	* @returns {string|undefined}
	*/
	function normalizeIPv6Address(input) {
		const compression = input.indexOf("::");
		if (compression !== -1 && input.indexOf("::", compression + 1) !== -1) return void 0;
		const left = compression === -1 ? input.split(":") : input.slice(0, compression).split(":");
		const right = compression === -1 ? [] : input.slice(compression + 2).split(":");
		if (compression !== -1) {
			if (left.length === 1 && left[0] === "") left.length = 0;
			if (right.length === 1 && right[0] === "") right.length = 0;
		}
		const parts = left.concat(right);
		let hextetCount = 0;
		for (let i = 0; i < parts.length; i++) {
			const part = parts[i];
			if (part === "") return void 0;
			if (part.indexOf(".") !== -1) {
				if (i !== parts.length - 1 || compression !== -1 && right.length === 0 || !isIPv4(part)) return void 0;
				hextetCount += 2;
				continue;
			}
			if (!isHextet(part)) return void 0;
			parts[i] = parseInt(part, 16).toString(16);
			hextetCount++;
		}
		if (compression === -1) {
			if (hextetCount !== 8) return void 0;
			return compressIPv6ZeroRun(parts);
		}
		if (hextetCount >= 8) return void 0;
		const expanded = parts.slice(0, left.length);
		for (let i = hextetCount; i < 8; i++) expanded.push("0");
		for (let i = left.length; i < parts.length; i++) expanded.push(parts[i]);
		return compressIPv6ZeroRun(expanded);
	}
	/**
	* @typedef {Object} NormalizeIPv6Result
	* @property {string} host - The normalized host.
	* @property {string} [escapedHost] - The escaped host.
	* @property {boolean} isIPV6 - Indicates if the host is an IPv6 address.
	* @property {boolean} [isIPVFuture] - Indicates if the host is an IPvFuture literal.
	* @property {boolean} [error] - Indicates if a bracketed IP literal is malformed.
	*/
	/**
	* Validates and normalizes a bracketed IP literal. Raw zone separators remain
	* accepted for backwards compatibility, while encoded separators and zone
	* contents follow RFC 6874.
	*
	* @param {string} host
	* @returns {NormalizeIPv6Result}
	*/
	function normalizeIPv6(host) {
		const bracketed = host[0] === "[" && host[host.length - 1] === "]";
		if ((host[0] === "[" || host[host.length - 1] === "]") && !bracketed) return {
			host,
			isIPV6: false,
			error: true
		};
		let input = bracketed ? host.slice(1, -1) : host;
		if (bracketed && isIPvFuture(input)) {
			input = input.toLowerCase();
			return {
				host: `[${input}]`,
				escapedHost: input,
				isIPV6: false,
				isIPVFuture: true
			};
		}
		if (findToken(input, ":") < 2) return {
			host,
			isIPV6: false,
			error: bracketed
		};
		let zoneIdentifier = "";
		const zoneSeparator = input.indexOf("%");
		if (zoneSeparator !== -1) {
			const separatorLength = input.slice(zoneSeparator, zoneSeparator + 3).toLowerCase() === "%25" ? 3 : 1;
			zoneIdentifier = input.slice(zoneSeparator + separatorLength);
			if (!isZoneIdentifier(zoneIdentifier)) return {
				host,
				isIPV6: false,
				error: true
			};
			input = input.slice(0, zoneSeparator);
		}
		const address = normalizeIPv6Address(input);
		if (address === void 0) return {
			host,
			isIPV6: false,
			error: true
		};
		return {
			host: address + (zoneIdentifier ? "%" + zoneIdentifier : ""),
			escapedHost: address + (zoneIdentifier ? "%25" + zoneIdentifier : ""),
			isIPV6: true
		};
	}
	/**
	* @param {string} str
	* @param {string} token
	* @returns {number}
	*/
	function findToken(str, token) {
		let ind = 0;
		for (let i = 0; i < str.length; i++) if (str[i] === token) ind++;
		return ind;
	}
	/**
	* @param {string} path
	* @returns {string}
	*
	* @see https://datatracker.ietf.org/doc/html/rfc3986#section-5.2.4
	*/
	function removeDotSegments(path) {
		let input = path;
		const output = [];
		let nextSlash = -1;
		let len = 0;
		while (len = input.length) {
			if (len === 1) {
				if (input === ".") break;
				else if (input === "/") {
					output.push("/");
					break;
				} else {
					output.push(input);
					break;
				}
			} else if (len === 2) {
				if (input[0] === ".") {
					if (input[1] === ".") break;
					else if (input[1] === "/") {
						input = input.slice(2);
						continue;
					}
				} else if (input[0] === "/") {
					if (input[1] === "." || input[1] === "/") {
						output.push("/");
						break;
					}
				}
			} else if (len === 3) {
				if (input === "/..") {
					if (output.length !== 0) output.pop();
					output.push("/");
					break;
				}
			}
			if (input[0] === ".") {
				if (input[1] === ".") {
					if (input[2] === "/") {
						input = input.slice(3);
						continue;
					}
				} else if (input[1] === "/") {
					input = input.slice(2);
					continue;
				}
			} else if (input[0] === "/") {
				if (input[1] === ".") {
					if (input[2] === "/") {
						input = input.slice(2);
						continue;
					} else if (input[2] === ".") {
						if (input[3] === "/") {
							input = input.slice(3);
							if (output.length !== 0) output.pop();
							continue;
						}
					}
				}
			}
			if ((nextSlash = input.indexOf("/", 1)) === -1) {
				output.push(input);
				break;
			} else {
				output.push(input.slice(0, nextSlash));
				input = input.slice(nextSlash);
			}
		}
		return output.join("");
	}
	/**
	* Removes dot segments from the path of a relative reference (a path that does
	* not start with "/") without changing what it resolves to against any base.
	* Unlike `removeDotSegments`, leading ".." segments that cannot be collapsed
	* are kept, the result never becomes root-relative, and a result that would be
	* empty or start with an empty segment is prefixed with "." (an empty path
	* means "same document" and a leading "//" would introduce an authority).
	*
	* @param {string} path
	* @returns {string}
	*/
	function removeDotSegmentsRelative(path) {
		if (path === "" || path[0] === "/") return removeDotSegments(path);
		const segments = path.split("/");
		const last = segments.length - 1;
		/** @type {string[]} */
		const output = [];
		let trailingDirectory = false;
		for (let i = 0; i <= last; i++) {
			const segment = segments[i];
			if (segment === "." || segment === "..") {
				if (segment === "..") {
					if (output.length !== 0 && output[output.length - 1] !== "..") output.pop();
					else output.push("..");
				}
				trailingDirectory = i === last;
			} else output.push(segment);
		}
		if (trailingDirectory && output[output.length - 1] !== "..") output.push("");
		if (output.length === 0 || output[0] === "" || output[0].includes(":")) output.unshift(".");
		return output.join("/");
	}
	/**
	* Re-escape RFC 3986 gen-delims that must not appear literally in the host.
	* After the URI regex parses, these characters cannot be literal in the host
	* field, so any that appear after decoding came from percent-encoding and
	* must be restored to prevent authority structure changes.
	*
	* @param {string} host
	* @param {boolean} isIP - true for IPv4/IPv6 hosts (skip colon re-escaping)
	* @returns {string}
	*/
	const HOST_DELIMS = {
		"@": "%40",
		"/": "%2F",
		"?": "%3F",
		"#": "%23",
		":": "%3A"
	};
	const HOST_DELIM_RE = /[@/?#:]/g;
	const HOST_DELIM_NO_COLON_RE = /[@/?#]/g;
	function reescapeHostDelimiters(host, isIP) {
		const re = isIP ? HOST_DELIM_NO_COLON_RE : HOST_DELIM_RE;
		re.lastIndex = 0;
		return host.replace(re, (ch) => HOST_DELIMS[ch]);
	}
	/**
	* Normalizes percent escapes and optionally decodes only unreserved ASCII bytes.
	* Reserved delimiters such as `%2F` stay escaped; `%2E` is unreserved.
	*
	* @param {string} input
	* @param {boolean} [decodeUnreserved=false]
	* @returns {string}
	*/
	function normalizePercentEncoding(input, decodeUnreserved = false) {
		if (input.indexOf("%") === -1) return input;
		let output = "";
		for (let i = 0; i < input.length; i++) {
			if (input[i] === "%" && i + 2 < input.length) {
				const hex = input.slice(i + 1, i + 3);
				if (isHexPair(hex)) {
					const normalizedHex = hex.toUpperCase();
					const decoded = String.fromCharCode(parseInt(normalizedHex, 16));
					if (decodeUnreserved && isUnreserved(decoded)) output += decoded;
					else output += "%" + normalizedHex;
					i += 2;
					continue;
				}
			}
			output += input[i];
		}
		return output;
	}
	/**
	* Normalizes path data without turning reserved escapes into live path syntax.
	* Valid escapes are uppercased, raw unsafe characters are escaped, and only
	* unreserved bytes that are not `.` are decoded.
	*
	* @param {string} input
	* @returns {string}
	*/
	function normalizePathEncoding(input) {
		let output = "";
		for (let i = 0; i < input.length; i++) {
			const ch = input[i];
			if (ch === "%" && i + 2 < input.length) {
				const hex = input.slice(i + 1, i + 3);
				if (isHexPair(hex)) {
					const normalizedHex = hex.toUpperCase();
					const decoded = String.fromCharCode(parseInt(normalizedHex, 16));
					if (decoded !== "." && isUnreserved(decoded)) output += decoded;
					else output += "%" + normalizedHex;
					i += 2;
					continue;
				}
			}
			if (isPathCharacter(ch)) output += ch;
			else {
				const code = input.charCodeAt(i);
				if (code < 128) output += isEscapeSafe(code) ? ch : BYTE_HEX[code];
				else if (code < 55296 || code > 57343) output += percentEncodeNonAscii(code);
				else if (code <= 56319 && i + 1 < input.length) {
					const low = input.charCodeAt(i + 1);
					if (low >= 56320 && low <= 57343) {
						output += percentEncodeNonAscii(65536 + (code - 55296 << 10) + (low - 56320));
						i++;
					} else output += percentEncodeNonAscii(65533);
				} else output += percentEncodeNonAscii(65533);
			}
		}
		return output;
	}
	/**
	* Serializes a path without rewriting reserved data. Raw RFC 3986 path
	* characters remain literal, valid escapes are preserved and uppercased, and
	* everything else is UTF-8 percent-encoded. In a path-noscheme, a colon in the
	* first segment must be escaped so the result cannot be parsed as a scheme.
	*
	* @param {string} input
	* @param {boolean} [pathNoScheme=false]
	* @returns {string}
	*/
	function serializePathEncoding(input, pathNoScheme = false) {
		let output = "";
		let firstSegment = pathNoScheme && input[0] !== "/";
		for (let i = 0; i < input.length; i++) {
			const ch = input[i];
			if (ch === "%" && i + 2 < input.length) {
				const hex = input.slice(i + 1, i + 3);
				if (isHexPair(hex)) {
					output += "%" + hex.toUpperCase();
					i += 2;
					continue;
				}
			}
			if (ch === "/") firstSegment = false;
			if (isPathCharacter(ch) && (ch !== ":" || !firstSegment)) output += ch;
			else {
				const code = input.charCodeAt(i);
				if (code < 128) output += BYTE_HEX[code];
				else if (code < 55296 || code > 57343) output += percentEncodeNonAscii(code);
				else if (code <= 56319 && i + 1 < input.length) {
					const low = input.charCodeAt(i + 1);
					if (low >= 56320 && low <= 57343) {
						output += percentEncodeNonAscii(65536 + (code - 55296 << 10) + (low - 56320));
						i++;
					} else output += percentEncodeNonAscii(65533);
				} else output += percentEncodeNonAscii(65533);
			}
		}
		return output;
	}
	/**
	* Percent-encodes a URI component using its RFC 3986 literal character set.
	* Existing valid escapes are preserved and normalized to uppercase hex.
	*
	* @param {string} input
	* @param {(value: string) => boolean} isAllowed
	* @returns {string}
	*/
	function encodeComponent(input, isAllowed) {
		let output = "";
		for (let i = 0; i < input.length; i++) {
			const ch = input[i];
			if (ch === "%" && i + 2 < input.length) {
				const hex = input.slice(i + 1, i + 3);
				if (isHexPair(hex)) {
					output += "%" + hex.toUpperCase();
					i += 2;
					continue;
				}
			}
			if (isAllowed(ch)) output += ch;
			else {
				const code = input.charCodeAt(i);
				if (code < 128) output += BYTE_HEX[code];
				else if (code < 55296 || code > 57343) output += percentEncodeNonAscii(code);
				else if (code <= 56319 && i + 1 < input.length) {
					const low = input.charCodeAt(i + 1);
					if (low >= 56320 && low <= 57343) {
						output += percentEncodeNonAscii(65536 + (code - 55296 << 10) + (low - 56320));
						i++;
					} else output += percentEncodeNonAscii(65533);
				} else output += percentEncodeNonAscii(65533);
			}
		}
		return output;
	}
	/**
	* Encodes userinfo while preserving its RFC 3986 §3.2.1 literal characters.
	* In particular, authority delimiters such as `@`, `/`, `?`, and `#` are data.
	*
	* @param {string} input
	* @returns {string}
	*/
	function encodeUserinfo(input) {
		return encodeComponent(input, isUserinfoCharacter);
	}
	/**
	* Encodes query data using the RFC 3986 §3.4 grammar. A literal `#` must be
	* escaped because it would otherwise begin the fragment component.
	*
	* @param {string} input
	* @returns {string}
	*/
	function encodeQuery(input) {
		return encodeComponent(input, isQueryFragmentCharacter);
	}
	/**
	* Encodes fragment data using the RFC 3986 §3.5 grammar.
	*
	* @param {string} input
	* @returns {string}
	*/
	function encodeFragment(input) {
		return encodeComponent(input, isQueryFragmentCharacter);
	}
	function isEscapeSafe(cp) {
		return cp >= 48 && cp <= 57 || cp >= 65 && cp <= 90 || cp >= 97 && cp <= 122 || cp === 42 || cp === 43 || cp === 45 || cp === 46 || cp === 47 || cp === 64 || cp === 95;
	}
	/**
	* Normalizes the percent-encoding of a query or fragment component.
	*
	* Like `normalizePathEncoding`, but uses the query/fragment character set
	* (which additionally allows `?`) and decodes `.` since it has no dot-segment
	* meaning outside of a path.
	*
	* @param {string} input
	* @returns {string}
	*/
	function normalizeQueryFragmentEncoding(input) {
		let output = "";
		for (let i = 0; i < input.length; i++) {
			const ch = input[i];
			if (ch === "%" && i + 2 < input.length) {
				const hex = input.slice(i + 1, i + 3);
				if (isHexPair(hex)) {
					const normalizedHex = hex.toUpperCase();
					const decoded = String.fromCharCode(parseInt(normalizedHex, 16));
					if (isUnreserved(decoded)) output += decoded;
					else output += "%" + normalizedHex;
					i += 2;
					continue;
				}
			}
			if (isQueryFragmentCharacter(ch)) output += ch;
			else {
				const code = input.charCodeAt(i);
				if (code < 128) output += isEscapeSafe(code) ? ch : BYTE_HEX[code];
				else if (code < 55296 || code > 57343) output += percentEncodeNonAscii(code);
				else if (code <= 56319 && i + 1 < input.length) {
					const low = input.charCodeAt(i + 1);
					if (low >= 56320 && low <= 57343) {
						output += percentEncodeNonAscii(65536 + (code - 55296 << 10) + (low - 56320));
						i++;
					} else output += percentEncodeNonAscii(65533);
				} else output += percentEncodeNonAscii(65533);
			}
		}
		return output;
	}
	/**
	* Escapes a component while preserving existing valid percent escapes.
	*
	* @param {string} input
	* @returns {string}
	*/
	function escapePreservingEscapes(input) {
		let output = "";
		for (let i = 0; i < input.length; i++) {
			if (input[i] === "%" && i + 2 < input.length) {
				const hex = input.slice(i + 1, i + 3);
				if (isHexPair(hex)) {
					output += "%" + hex.toUpperCase();
					i += 2;
					continue;
				}
			}
			output += escape(input[i]);
		}
		return output;
	}
	/**
	* @param {import('../types/index').URIComponent} component
	* @returns {string|undefined}
	*/
	function recomposeAuthority(component) {
		const uriTokens = [];
		if (component.userinfo !== void 0) {
			uriTokens.push(encodeUserinfo(component.userinfo));
			uriTokens.push("@");
		}
		if (component.host !== void 0) {
			let host = component.host;
			if (!isIPv4(host)) {
				let ipV6res = normalizeIPv6(host);
				if (ipV6res.isIPV6 !== true && ipV6res.isIPVFuture !== true) {
					host = normalizePercentEncoding(host, true);
					ipV6res = normalizeIPv6(host);
				}
				if (ipV6res.isIPV6 === true || ipV6res.isIPVFuture === true) host = `[${ipV6res.escapedHost}]`;
				else host = reescapeHostDelimiters(host, false);
			}
			uriTokens.push(host);
		}
		if (typeof component.port === "number" || typeof component.port === "string") {
			const port = String(component.port);
			if (!isPort(port)) throw new TypeError("URI port is malformed.");
			uriTokens.push(":");
			uriTokens.push(port);
		}
		return uriTokens.length ? uriTokens.join("") : void 0;
	}
	module.exports = {
		nonSimpleDomain,
		recomposeAuthority,
		reescapeHostDelimiters,
		normalizePercentEncoding,
		normalizePathEncoding,
		serializePathEncoding,
		normalizeQueryFragmentEncoding,
		encodeUserinfo,
		encodeQuery,
		encodeFragment,
		escapePreservingEscapes,
		removeDotSegments,
		removeDotSegmentsRelative,
		isIPv4,
		isUUID,
		normalizeIPv6,
		stringArrayToHexStripped
	};
}));
// node_modules/fast-uri/lib/schemes.js
var require_schemes = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { isUUID } = require_utils();
	const URN_REG = /^([\da-z][\d\-a-z]{0,31}):((?:[\w!$'()*+,\-./:;=@]|%[\da-f]{2})+)$/iu;
	const supportedSchemeNames = [
		"http",
		"https",
		"ws",
		"wss",
		"urn",
		"urn:uuid"
	];
	/** @typedef {supportedSchemeNames[number]} SchemeName */
	/**
	* @param {string} name
	* @returns {name is SchemeName}
	*/
	function isValidSchemeName(name) {
		return supportedSchemeNames.indexOf(name) !== -1;
	}
	/**
	* @callback SchemeFn
	* @param {import('../types/index').URIComponent} component
	* @param {import('../types/index').Options} options
	* @returns {import('../types/index').URIComponent}
	*/
	/**
	* @typedef {Object} SchemeHandler
	* @property {SchemeName} scheme - The scheme name.
	* @property {boolean} [domainHost] - Indicates if the scheme supports domain hosts.
	* @property {SchemeFn} parse - Function to parse the URI component for this scheme.
	* @property {SchemeFn} serialize - Function to serialize the URI component for this scheme.
	* @property {boolean} [skipNormalize] - Indicates if normalization should be skipped for this scheme.
	* @property {boolean} [absolutePath] - Indicates if the scheme uses absolute paths.
	* @property {boolean} [unicodeSupport] - Indicates if the scheme supports Unicode.
	*/
	/**
	* @param {import('../types/index').URIComponent} wsComponent
	* @returns {boolean}
	*/
	function wsIsSecure(wsComponent) {
		if (wsComponent.secure === true) return true;
		else if (wsComponent.secure === false) return false;
		else if (wsComponent.scheme) return wsComponent.scheme.length === 3 && (wsComponent.scheme[0] === "w" || wsComponent.scheme[0] === "W") && (wsComponent.scheme[1] === "s" || wsComponent.scheme[1] === "S") && (wsComponent.scheme[2] === "s" || wsComponent.scheme[2] === "S");
		else return false;
	}
	/** @type {SchemeFn} */
	function httpParse(component) {
		if (!component.host) component.error = component.error || "HTTP URIs must have a host.";
		return component;
	}
	/** @type {SchemeFn} */
	function httpSerialize(component) {
		const secure = String(component.scheme).toLowerCase() === "https";
		if (component.port === (secure ? 443 : 80) || component.port === "") component.port = void 0;
		if (!component.path) component.path = "/";
		return component;
	}
	/** @type {SchemeFn} */
	function wsParse(wsComponent) {
		wsComponent.secure = wsIsSecure(wsComponent);
		wsComponent.resourceName = (wsComponent.path || "/") + (wsComponent.query ? "?" + wsComponent.query : "");
		wsComponent.path = void 0;
		wsComponent.query = void 0;
		return wsComponent;
	}
	/** @type {SchemeFn} */
	function wsSerialize(wsComponent) {
		if (wsComponent.port === (wsIsSecure(wsComponent) ? 443 : 80) || wsComponent.port === "") wsComponent.port = void 0;
		if (typeof wsComponent.secure === "boolean") {
			wsComponent.scheme = wsComponent.secure ? "wss" : "ws";
			wsComponent.secure = void 0;
		}
		if (wsComponent.resourceName) {
			const queryIndex = wsComponent.resourceName.indexOf("?");
			const path = queryIndex === -1 ? wsComponent.resourceName : wsComponent.resourceName.slice(0, queryIndex);
			wsComponent.path = path && path !== "/" ? path : void 0;
			wsComponent.query = queryIndex === -1 ? void 0 : wsComponent.resourceName.slice(queryIndex + 1);
			wsComponent.resourceName = void 0;
		}
		wsComponent.fragment = void 0;
		return wsComponent;
	}
	/** @type {SchemeFn} */
	function urnParse(urnComponent, options) {
		if (!urnComponent.path) {
			urnComponent.error = "URN can not be parsed";
			return urnComponent;
		}
		const matches = urnComponent.path.match(URN_REG);
		if (matches && matches[0] === urnComponent.path) {
			const scheme = options.scheme || urnComponent.scheme || "urn";
			urnComponent.nid = matches[1].toLowerCase();
			urnComponent.nss = matches[2];
			const schemeHandler = getSchemeHandler(`${scheme}:${options.nid || urnComponent.nid}`);
			urnComponent.path = void 0;
			if (schemeHandler) urnComponent = schemeHandler.parse(urnComponent, options);
		} else urnComponent.error = urnComponent.error || "URN can not be parsed.";
		return urnComponent;
	}
	/** @type {SchemeFn} */
	function urnSerialize(urnComponent, options) {
		if (urnComponent.nid === void 0) throw new Error("URN without nid cannot be serialized");
		const scheme = options.scheme || urnComponent.scheme || "urn";
		const nid = urnComponent.nid.toLowerCase();
		const schemeHandler = getSchemeHandler(`${scheme}:${options.nid || nid}`);
		if (schemeHandler) urnComponent = schemeHandler.serialize(urnComponent, options);
		const uriComponent = urnComponent;
		const nss = urnComponent.nss;
		uriComponent.path = `${nid || options.nid}:${nss}`;
		options.skipEscape = true;
		return uriComponent;
	}
	/** @type {SchemeFn} */
	function urnuuidParse(urnComponent, options) {
		const uuidComponent = urnComponent;
		uuidComponent.uuid = uuidComponent.nss;
		uuidComponent.nss = void 0;
		if (!options.tolerant && (!uuidComponent.uuid || !isUUID(uuidComponent.uuid))) uuidComponent.error = uuidComponent.error || "UUID is not valid.";
		return uuidComponent;
	}
	/** @type {SchemeFn} */
	function urnuuidSerialize(uuidComponent) {
		const urnComponent = uuidComponent;
		urnComponent.nss = (uuidComponent.uuid || "").toLowerCase();
		return urnComponent;
	}
	const http = {
		scheme: "http",
		domainHost: true,
		parse: httpParse,
		serialize: httpSerialize
	};
	const https = {
		scheme: "https",
		domainHost: http.domainHost,
		parse: httpParse,
		serialize: httpSerialize
	};
	const ws = {
		scheme: "ws",
		domainHost: true,
		parse: wsParse,
		serialize: wsSerialize
	};
	const SCHEMES = {
		http,
		https,
		ws,
		wss: {
			scheme: "wss",
			domainHost: ws.domainHost,
			parse: ws.parse,
			serialize: ws.serialize
		},
		urn: {
			scheme: "urn",
			parse: urnParse,
			serialize: urnSerialize,
			skipNormalize: true
		},
		"urn:uuid": {
			scheme: "urn:uuid",
			parse: urnuuidParse,
			serialize: urnuuidSerialize,
			skipNormalize: true
		}
	};
	Object.setPrototypeOf(SCHEMES, null);
	/**
	* @param {string|undefined} scheme
	* @returns {SchemeHandler|undefined}
	*/
	function getSchemeHandler(scheme) {
		return scheme && (SCHEMES[scheme] || SCHEMES[scheme.toLowerCase()]) || void 0;
	}
	module.exports = {
		wsIsSecure,
		SCHEMES,
		isValidSchemeName,
		getSchemeHandler
	};
}));
// node_modules/fast-uri/index.js
var require_fast_uri = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { normalizeIPv6, removeDotSegments, removeDotSegmentsRelative, recomposeAuthority, normalizePercentEncoding, normalizePathEncoding, serializePathEncoding, normalizeQueryFragmentEncoding, encodeQuery, encodeFragment, reescapeHostDelimiters, isIPv4, nonSimpleDomain } = require_utils();
	const { SCHEMES, getSchemeHandler } = require_schemes();
	const VALID_SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*$/u;
	const MALFORMED_SCHEME_ERROR = "URI scheme is malformed.";
	const MALFORMED_HOST_ERROR = "URI host is malformed.";
	const FORBIDDEN_DOMAIN_HOST_CHARACTER = /[\0-\x20"#/:<>?@[\\\]^`{|}\x7F]/u;
	/**
	* RFC 3986 section 3.1 does not allow percent-encoding in a scheme, so the
	* scheme is validated as-is and never decoded. Decoding would let inert input
	* such as `%6Aavascript:` become a live `javascript:` scheme.
	*
	* @param {string} scheme
	* @returns {string}
	*/
	function validateScheme(scheme) {
		const stringScheme = String(scheme);
		if (!VALID_SCHEME.test(stringScheme)) throw new TypeError(MALFORMED_SCHEME_ERROR);
		return stringScheme;
	}
	/**
	* @template {import('./types/index').URIComponent|string} T
	* @param {T} uri
	* @param {import('./types/index').Options} [options]
	* @returns {T}
	*/
	function normalize(uri, options) {
		if (typeof uri === "string") uri = normalizeString(uri, options);
		else if (typeof uri === "object") uri = parse(serialize(uri, options), options);
		return uri;
	}
	/**
	* @param {string} baseURI
	* @param {string} relativeURI
	* @param {import('./types/index').Options} [options]
	* @returns {string}
	*/
	function resolve(baseURI, relativeURI, options) {
		const schemelessOptions = options ? Object.assign({ scheme: "null" }, options) : { scheme: "null" };
		const { parsed: baseParsed, malformedAuthorityOrPort: baseMalformed, malformedPercentEncoding: baseMalformedPercentEncoding, malformedSchemeSpecific: baseMalformedSchemeSpecific, malformedHost: baseMalformedHost, malformedScheme: baseMalformedScheme } = parseWithStatus(baseURI, schemelessOptions);
		const { parsed: relativeParsed, malformedAuthorityOrPort: relativeMalformed, malformedPercentEncoding: relativeMalformedPercentEncoding, malformedSchemeSpecific: relativeMalformedSchemeSpecific, malformedHost: relativeMalformedHost, malformedScheme: relativeMalformedScheme } = parseWithStatus(relativeURI, schemelessOptions);
		if (baseMalformed || relativeMalformed || baseMalformedPercentEncoding || relativeMalformedPercentEncoding || baseMalformedSchemeSpecific || relativeMalformedSchemeSpecific || baseMalformedHost || relativeMalformedHost || baseMalformedScheme || relativeMalformedScheme) throw new Error(baseParsed.error || relativeParsed.error || "URI is malformed.");
		const resolved = resolveComponent(baseParsed, relativeParsed, schemelessOptions, true);
		const resolvedSchemeHandler = getSchemeHandler(options && options.scheme || resolved.scheme);
		const resolvedHost = resolved.host;
		const resolvedHostIsIP = resolvedHost !== void 0 && resolvedHost !== "" && (isIPv4(resolvedHost) || normalizeIPv6(resolvedHost).isIPV6);
		if (hasForbiddenDomainHost(resolved, options || {}, resolvedSchemeHandler, resolvedHostIsIP)) throw new Error(MALFORMED_HOST_ERROR);
		canonicalizeHost(resolved, options || {}, resolvedSchemeHandler, resolvedHostIsIP);
		const encodedASCIIHost = resolvedHost && resolvedHost.indexOf("%") !== -1 && !/\P{ASCII}/u.test(resolvedHost);
		if (resolved.error && !encodedASCIIHost) throw new Error(resolved.error);
		schemelessOptions.skipEscape = true;
		return serialize(resolved, schemelessOptions);
	}
	/**
	* @param {import ('./types/index').URIComponent} base
	* @param {import ('./types/index').URIComponent} relative
	* @param {import('./types/index').Options} [options]
	* @param {boolean} [skipNormalization=false]
	* @returns {import ('./types/index').URIComponent}
	*/
	function resolveComponent(base, relative, options, skipNormalization) {
		/** @type {import('./types/index').URIComponent} */
		const target = {};
		if (!skipNormalization) {
			base = parse(serialize(base, options), options);
			relative = parse(serialize(relative, options), options);
		}
		options = options || {};
		if (!options.tolerant && relative.scheme) {
			target.scheme = relative.scheme;
			target.userinfo = relative.userinfo;
			target.host = relative.host;
			target.port = relative.port;
			target.path = removeDotSegments(relative.path || "");
			target.query = relative.query;
		} else {
			if (relative.userinfo !== void 0 || relative.host !== void 0 || relative.port !== void 0) {
				target.userinfo = relative.userinfo;
				target.host = relative.host;
				target.port = relative.port;
				target.path = removeDotSegments(relative.path || "");
				target.query = relative.query;
			} else {
				if (!relative.path) {
					target.path = base.path;
					if (relative.query !== void 0) target.query = relative.query;
					else target.query = base.query;
				} else {
					if (relative.path[0] === "/") target.path = removeDotSegments(relative.path);
					else {
						const baseHasAuthority = base.userinfo !== void 0 || base.host !== void 0 || base.port !== void 0;
						if (baseHasAuthority && !base.path) target.path = "/" + relative.path;
						else if (!base.path) target.path = relative.path;
						else target.path = base.path.slice(0, base.path.lastIndexOf("/") + 1) + relative.path;
						target.path = base.scheme === void 0 && !baseHasAuthority && target.path[0] !== "/" ? removeDotSegmentsRelative(target.path) : removeDotSegments(target.path);
					}
					target.query = relative.query;
				}
				target.userinfo = base.userinfo;
				target.host = base.host;
				target.port = base.port;
			}
			target.scheme = base.scheme;
		}
		target.fragment = relative.fragment;
		return target;
	}
	/**
	* @param {import ('./types/index').URIComponent|string} uriA
	* @param {import ('./types/index').URIComponent|string} uriB
	* @param {import ('./types/index').Options} options
	* @returns {boolean}
	*/
	function equal(uriA, uriB, options) {
		const normalizedA = normalizeComparableURI(uriA, options);
		const normalizedB = normalizeComparableURI(uriB, options);
		return normalizedA !== void 0 && normalizedB !== void 0 && normalizedA === normalizedB;
	}
	/**
	* @param {Readonly<import('./types/index').URIComponent>} cmpts
	* @param {import('./types/index').Options} [opts]
	* @returns {string}
	*/
	function serialize(cmpts, opts) {
		const component = {
			host: cmpts.host,
			scheme: cmpts.scheme,
			userinfo: cmpts.userinfo,
			port: cmpts.port,
			path: cmpts.path,
			query: cmpts.query,
			nid: cmpts.nid,
			nss: cmpts.nss,
			uuid: cmpts.uuid,
			fragment: cmpts.fragment,
			reference: cmpts.reference,
			resourceName: cmpts.resourceName,
			secure: cmpts.secure,
			error: ""
		};
		const options = Object.assign({}, opts);
		const uriTokens = [];
		if (component.scheme) component.scheme = validateScheme(component.scheme);
		const schemeHandler = getSchemeHandler(options.scheme || component.scheme);
		if (schemeHandler && schemeHandler.serialize) schemeHandler.serialize(component, options);
		const hasAuthority = component.userinfo !== void 0 || component.host !== void 0 || component.port !== void 0;
		const schemelessReference = (component.scheme === void 0 || options.reference === "suffix") && !hasAuthority;
		const pathNoScheme = !options.skipEscape && schemelessReference;
		if (component.path !== void 0) {
			if (!options.skipEscape) component.path = serializePathEncoding(component.path, pathNoScheme);
			else component.path = normalizePercentEncoding(component.path);
		}
		if (options.reference !== "suffix" && component.scheme) {
			component.scheme = validateScheme(component.scheme);
			uriTokens.push(component.scheme, ":");
		}
		const authority = recomposeAuthority(component);
		if (authority !== void 0) {
			if (options.reference !== "suffix") uriTokens.push("//");
			uriTokens.push(authority);
			if (component.path && component.path[0] !== "/") uriTokens.push("/");
		}
		if (component.path !== void 0) {
			let s = component.path;
			if (!options.absolutePath && (!schemeHandler || !schemeHandler.absolutePath)) s = schemelessReference && s[0] !== "/" ? removeDotSegmentsRelative(s) : removeDotSegments(s);
			if (schemelessReference) s = serializePathEncoding(s, true);
			if (authority === void 0 && s[0] === "/" && s[1] === "/") s = "/%2F" + s.slice(2);
			uriTokens.push(s);
		}
		if (component.query !== void 0) uriTokens.push("?", encodeQuery(component.query));
		if (component.fragment !== void 0) uriTokens.push("#", encodeFragment(component.fragment));
		return uriTokens.join("");
	}
	const URI_PARSE = /^(?:([^#/:?]+):)?(?:\/\/((?:([^#/?@]*)@)?(\[[^#/?\]]+\]|[^#/:?]*)(?::(\d*))?))?([^#?]*)(?:\?([^#]*))?(?:#((?:.|[\n\r])*))?/u;
	const AUTHORITY_PREFIX = /^(?:[^#/:?]+:)?\/\/([^/?#]*)/;
	const AUTHORITY_INTRODUCER_REGION = /^(?:[^#/:?]+:)?([/\\\t\n\r]*)/;
	/**
	* @param {import('./types/index').URIComponent} parsed
	* @param {RegExpMatchArray} matches
	* @returns {string|undefined}
	*/
	function getParseError(parsed, matches) {
		if (matches[2] !== void 0 && parsed.path && parsed.path[0] !== "/") return "URI path must start with \"/\" when authority is present.";
		if (typeof parsed.port === "number" && (parsed.port < 0 || parsed.port > 65535)) return "URI port is malformed.";
	}
	/**
	* Checks percent syntax without decoding the represented octets. RFC 3986
	* percent-encoding is byte-oriented, so sequences such as `%FF` are valid even
	* though they are not independently valid UTF-8.
	*
	* @param {string|undefined} component
	* @returns {boolean}
	*/
	function hasMalformedPercentEncoding(component) {
		if (component === void 0) return false;
		let percent = component.indexOf("%");
		while (percent !== -1) {
			if (percent + 2 >= component.length || !/^[\da-f]{2}$/iu.test(component.slice(percent + 1, percent + 3))) return true;
			percent = component.indexOf("%", percent + 3);
		}
		return false;
	}
	/**
	* Whether the host is a bracketed IP literal (RFC 3986 `IP-literal`).
	* An unterminated `[` is not a literal, so it must still be validated as a
	* reg-name instead of being waved through as an IP.
	*
	* @param {string} host
	* @returns {boolean}
	*/
	function isIPLiteral(host) {
		return host[0] === "[" && host[host.length - 1] === "]";
	}
	/**
	* @param {RegExpMatchArray} matches
	* @returns {boolean}
	*/
	function hasMalformedComponentPercentEncoding(matches) {
		const host = matches[4];
		return hasMalformedPercentEncoding(matches[3]) || host !== void 0 && !isIPLiteral(host) && hasMalformedPercentEncoding(host) || hasMalformedPercentEncoding(matches[6]) || hasMalformedPercentEncoding(matches[7]) || hasMalformedPercentEncoding(matches[8]);
	}
	/**
	* @param {import('./types/index').URIComponent} parsed
	* @param {import('./types/index').Options} options
	* @param {{ domainHost?: boolean, unicodeSupport?: boolean }|undefined} schemeHandler
	* @param {boolean} isIP
	* @returns {boolean} whether host conversion failed
	*/
	function canonicalizeHost(parsed, options, schemeHandler, isIP) {
		if (hasForbiddenDomainHost(parsed, options, schemeHandler, isIP)) {
			parsed.error = parsed.error || MALFORMED_HOST_ERROR;
			return true;
		}
		if (!options.unicodeSupport && (!schemeHandler || !schemeHandler.unicodeSupport) && parsed.host && !isIPLiteral(parsed.host) && (options.domainHost || schemeHandler && schemeHandler.domainHost) && isIP === false && nonSimpleDomain(parsed.host)) {
			let url;
			try {
				url = new URL("http://" + parsed.host);
			} catch (e) {
				parsed.error = parsed.error || "Host's domain name can not be converted to ASCII: " + e;
				return true;
			}
			if (!isHostOnlyURL(url)) {
				parsed.error = parsed.error || MALFORMED_HOST_ERROR;
				return true;
			}
			parsed.host = url.hostname;
		}
		return false;
	}
	/**
	* Whether a domain host contains an ASCII character that RFC 3986 does not
	* allow in a reg-name (unreserved, sub-delims, or pct-encoded). Such a host is
	* rejected instead of being handed to the WHATWG URL parser, which would treat
	* "@" as a userinfo delimiter (silently dropping the data before it) and strip
	* TAB, LF, and CR. Non-ASCII characters remain allowed for IDNs.
	*
	* @param {import('./types/index').URIComponent} parsed
	* @param {import('./types/index').Options} options
	* @param {{ domainHost?: boolean }|undefined} schemeHandler
	* @param {boolean} isIP
	* @returns {boolean}
	*/
	function hasForbiddenDomainHost(parsed, options, schemeHandler, isIP) {
		return Boolean(parsed.host && isIP === false && !isIPLiteral(parsed.host) && (options.domainHost || schemeHandler && schemeHandler.domainHost) && FORBIDDEN_DOMAIN_HOST_CHARACTER.test(parsed.host));
	}
	/**
	* @param {URL} url
	* @returns {boolean}
	*/
	function isHostOnlyURL(url) {
		return url.username === "" && url.password === "" && url.port === "" && url.pathname === "/" && url.search === "" && url.hash === "" && url.hostname !== "";
	}
	/**
	* @param {string} uri
	* @param {import('./types/index').Options} [opts]
	* @returns {{ parsed: import('./types/index').URIComponent, malformedAuthorityOrPort: boolean, malformedPercentEncoding: boolean, malformedSchemeSpecific: boolean, malformedHost: boolean, malformedScheme: boolean }}
	*/
	function parseWithStatus(uri, opts) {
		const options = Object.assign({}, opts);
		/** @type {import('./types/index').URIComponent} */
		const parsed = {
			scheme: void 0,
			userinfo: void 0,
			host: "",
			port: void 0,
			path: "",
			query: void 0,
			fragment: void 0
		};
		let malformedAuthorityOrPort = false;
		let malformedPercentEncoding = false;
		let malformedSchemeSpecific = false;
		let malformedHost = false;
		let malformedIPLiteral = false;
		let malformedScheme = false;
		let isIP = false;
		if (options.reference === "suffix") {
			if (options.scheme) uri = options.scheme + ":" + uri;
			else uri = "//" + uri;
		}
		const authorityMatch = uri.match(AUTHORITY_PREFIX);
		if (authorityMatch !== null && authorityMatch[1].indexOf("\\") !== -1) {
			parsed.error = "URI authority must not contain a literal backslash.";
			malformedAuthorityOrPort = true;
		}
		const introducerMatch = uri.match(AUTHORITY_INTRODUCER_REGION);
		if (introducerMatch !== null) {
			const region = introducerMatch[1];
			const normalizedRegion = region.replace(/[\t\n\r]/g, "");
			if (normalizedRegion.length >= 2) {
				if (normalizedRegion.slice(0, 2) !== "//") {
					parsed.error = parsed.error || "URI authority must not contain a literal backslash.";
					malformedAuthorityOrPort = true;
				} else if (region.length !== normalizedRegion.length) {
					parsed.error = parsed.error || "URI authority introducer must not contain whitespace.";
					malformedAuthorityOrPort = true;
				}
			}
		}
		const matches = uri.match(URI_PARSE);
		if (matches) {
			parsed.scheme = matches[1];
			parsed.userinfo = matches[3];
			parsed.host = matches[4];
			parsed.port = parseInt(matches[5], 10);
			parsed.path = matches[6] || "";
			parsed.query = matches[7];
			parsed.fragment = matches[8];
			if (parsed.scheme !== void 0) {
				if (VALID_SCHEME.test(parsed.scheme)) parsed.scheme = parsed.scheme.toLowerCase();
				else {
					parsed.error = parsed.error || MALFORMED_SCHEME_ERROR;
					malformedScheme = true;
				}
			}
			malformedPercentEncoding = hasMalformedComponentPercentEncoding(matches);
			if (malformedPercentEncoding) parsed.error = parsed.error || "URI contains malformed percent-encoding.";
			if (isNaN(parsed.port)) parsed.port = matches[5];
			const parseError = getParseError(parsed, matches);
			if (parseError !== void 0) {
				parsed.error = parsed.error || parseError;
				malformedAuthorityOrPort = true;
			}
			if (parsed.host) {
				if (isIPv4(parsed.host) === false) {
					const bracketedIPLiteral = isIPLiteral(parsed.host);
					const hasIPLiteralBracket = parsed.host.indexOf("[") !== -1 || parsed.host.indexOf("]") !== -1;
					const ipv6result = normalizeIPv6(parsed.host);
					isIP = ipv6result.isIPV6 || ipv6result.isIPVFuture === true;
					malformedIPLiteral = hasIPLiteralBracket && (!bracketedIPLiteral || ipv6result.error === true);
					parsed.host = isIP ? ipv6result.host : ipv6result.host.toLowerCase();
					if (malformedIPLiteral) {
						parsed.error = parsed.error || MALFORMED_HOST_ERROR;
						malformedAuthorityOrPort = true;
					}
				} else isIP = true;
			}
			if (parsed.scheme === void 0 && parsed.userinfo === void 0 && parsed.host === void 0 && parsed.port === void 0 && parsed.query === void 0 && !parsed.path) parsed.reference = "same-document";
			else if (parsed.scheme === void 0) parsed.reference = "relative";
			else if (parsed.fragment === void 0) parsed.reference = "absolute";
			else parsed.reference = "uri";
			if (options.reference && options.reference !== "suffix" && options.reference !== parsed.reference) parsed.error = parsed.error || "URI is not a " + options.reference + " reference.";
			const schemeHandler = getSchemeHandler(options.scheme || parsed.scheme);
			if (!malformedIPLiteral) malformedHost = canonicalizeHost(parsed, options, schemeHandler, isIP);
			if (uri.indexOf("%") !== -1 && parsed.host !== void 0 && !malformedIPLiteral) {
				let host = isIP ? parsed.host : normalizePercentEncoding(parsed.host, true);
				if (!isIP) host = normalizePercentEncoding(host.toLowerCase());
				parsed.host = isIP || options.scheme !== "null" ? reescapeHostDelimiters(host, isIP) : host;
			}
			if (!schemeHandler || schemeHandler && !schemeHandler.skipNormalize) {
				if (parsed.path) parsed.path = normalizePathEncoding(parsed.path);
				if (parsed.query) parsed.query = normalizeQueryFragmentEncoding(parsed.query);
				if (parsed.fragment) parsed.fragment = normalizeQueryFragmentEncoding(parsed.fragment);
			}
			if (schemeHandler && schemeHandler.parse) {
				schemeHandler.parse(parsed, options);
				if (schemeHandler === SCHEMES.urn && parsed.nid === void 0) malformedSchemeSpecific = true;
			}
		} else parsed.error = parsed.error || "URI can not be parsed.";
		return {
			parsed,
			malformedAuthorityOrPort,
			malformedPercentEncoding,
			malformedSchemeSpecific,
			malformedHost,
			malformedScheme
		};
	}
	/**
	* @param {string} uri
	* @param {import('./types/index').Options} [opts]
	* @returns
	*/
	function parse(uri, opts) {
		return parseWithStatus(uri, opts).parsed;
	}
	/**
	* @param {string} uri
	* @param {import('./types/index').Options} [opts]
	* @returns {string}
	*/
	function normalizeString(uri, opts) {
		return normalizeStringWithStatus(uri, opts).normalized;
	}
	/**
	* @param {string} uri
	* @param {import('./types/index').Options} [opts]
	* @returns {{ normalized: string, malformedAuthorityOrPort: boolean, malformedPercentEncoding: boolean, malformedSchemeSpecific: boolean, malformedHost: boolean, malformedScheme: boolean }}
	*/
	function normalizeStringWithStatus(uri, opts) {
		const { parsed, malformedAuthorityOrPort, malformedPercentEncoding, malformedSchemeSpecific, malformedHost, malformedScheme } = parseWithStatus(uri, opts);
		return {
			normalized: malformedAuthorityOrPort || malformedPercentEncoding || malformedSchemeSpecific || malformedHost || malformedScheme ? uri : serialize(parsed, opts),
			malformedAuthorityOrPort,
			malformedPercentEncoding,
			malformedSchemeSpecific,
			malformedHost,
			malformedScheme
		};
	}
	/**
	* @param {import ('./types/index').URIComponent|string} uri
	* @param {import('./types/index').Options} [opts]
	* @returns {string|undefined}
	*/
	function normalizeComparableURI(uri, opts) {
		if (typeof uri !== "string" && typeof uri !== "object") return;
		let value;
		try {
			value = typeof uri === "string" ? uri : serialize(uri, opts);
		} catch {
			return;
		}
		const { normalized, malformedAuthorityOrPort, malformedPercentEncoding, malformedSchemeSpecific, malformedHost, malformedScheme } = normalizeStringWithStatus(value, opts);
		return malformedAuthorityOrPort || malformedPercentEncoding || malformedSchemeSpecific || malformedHost || malformedScheme ? void 0 : normalized;
	}
	const fastUri = {
		SCHEMES,
		normalize,
		resolve,
		resolveComponent,
		equal,
		serialize,
		parse
	};
	module.exports = fastUri;
	module.exports.default = fastUri;
	module.exports.fastUri = fastUri;
}));
// node_modules/ajv/dist/runtime/uri.js
var require_uri = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const uri = require_fast_uri();
	uri.code = "require(\"ajv/dist/runtime/uri\").default";
	exports.default = uri;
}));
// node_modules/ajv/dist/core.js
var require_core$2 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.CodeGen = exports.Name = exports.nil = exports.stringify = exports.str = exports._ = exports.KeywordCxt = void 0;
	var validate_1 = require_validate();
	Object.defineProperty(exports, "KeywordCxt", {
		enumerable: true,
		get: function() {
			return validate_1.KeywordCxt;
		}
	});
	var codegen_1 = require_codegen();
	Object.defineProperty(exports, "_", {
		enumerable: true,
		get: function() {
			return codegen_1._;
		}
	});
	Object.defineProperty(exports, "str", {
		enumerable: true,
		get: function() {
			return codegen_1.str;
		}
	});
	Object.defineProperty(exports, "stringify", {
		enumerable: true,
		get: function() {
			return codegen_1.stringify;
		}
	});
	Object.defineProperty(exports, "nil", {
		enumerable: true,
		get: function() {
			return codegen_1.nil;
		}
	});
	Object.defineProperty(exports, "Name", {
		enumerable: true,
		get: function() {
			return codegen_1.Name;
		}
	});
	Object.defineProperty(exports, "CodeGen", {
		enumerable: true,
		get: function() {
			return codegen_1.CodeGen;
		}
	});
	const validation_error_1 = require_validation_error();
	const ref_error_1 = require_ref_error();
	const rules_1 = require_rules();
	const compile_1 = require_compile();
	const codegen_2 = require_codegen();
	const resolve_1 = require_resolve();
	const dataType_1 = require_dataType();
	const util_1 = require_util();
	const $dataRefSchema = require_data();
	const uri_1 = require_uri();
	const defaultRegExp = (str, flags) => new RegExp(str, flags);
	defaultRegExp.code = "new RegExp";
	const META_IGNORE_OPTIONS = [
		"removeAdditional",
		"useDefaults",
		"coerceTypes"
	];
	const EXT_SCOPE_NAMES = /* @__PURE__ */ new Set([
		"validate",
		"serialize",
		"parse",
		"wrapper",
		"root",
		"schema",
		"keyword",
		"pattern",
		"formats",
		"validate$data",
		"func",
		"obj",
		"Error"
	]);
	const removedOptions = {
		errorDataPath: "",
		format: "`validateFormats: false` can be used instead.",
		nullable: "\"nullable\" keyword is supported by default.",
		jsonPointers: "Deprecated jsPropertySyntax can be used instead.",
		extendRefs: "Deprecated ignoreKeywordsWithRef can be used instead.",
		missingRefs: "Pass empty schema with $id that should be ignored to ajv.addSchema.",
		processCode: "Use option `code: {process: (code, schemaEnv: object) => string}`",
		sourceCode: "Use option `code: {source: true}`",
		strictDefaults: "It is default now, see option `strict`.",
		strictKeywords: "It is default now, see option `strict`.",
		uniqueItems: "\"uniqueItems\" keyword is always validated.",
		unknownFormats: "Disable strict mode or pass `true` to `ajv.addFormat` (or `formats` option).",
		cache: "Map is used as cache, schema object as key.",
		serialize: "Map is used as cache, schema object as key.",
		ajvErrors: "It is default now."
	};
	const deprecatedOptions = {
		ignoreKeywordsWithRef: "",
		jsPropertySyntax: "",
		unicode: "\"minLength\"/\"maxLength\" account for unicode characters by default."
	};
	const MAX_EXPRESSION = 200;
	function requiredOptions(o) {
		var _a, _b, _c, _d, _e, _f, _g, _h, _j, _k, _l, _m, _o, _p, _q, _r, _s, _t, _u, _v, _w, _x, _y, _z, _0;
		const s = o.strict;
		const _optz = (_a = o.code) === null || _a === void 0 ? void 0 : _a.optimize;
		const optimize = _optz === true || _optz === void 0 ? 1 : _optz || 0;
		const regExp = (_c = (_b = o.code) === null || _b === void 0 ? void 0 : _b.regExp) !== null && _c !== void 0 ? _c : defaultRegExp;
		const uriResolver = (_d = o.uriResolver) !== null && _d !== void 0 ? _d : uri_1.default;
		return {
			strictSchema: (_f = (_e = o.strictSchema) !== null && _e !== void 0 ? _e : s) !== null && _f !== void 0 ? _f : true,
			strictNumbers: (_h = (_g = o.strictNumbers) !== null && _g !== void 0 ? _g : s) !== null && _h !== void 0 ? _h : true,
			strictTypes: (_k = (_j = o.strictTypes) !== null && _j !== void 0 ? _j : s) !== null && _k !== void 0 ? _k : "log",
			strictTuples: (_m = (_l = o.strictTuples) !== null && _l !== void 0 ? _l : s) !== null && _m !== void 0 ? _m : "log",
			strictRequired: (_p = (_o = o.strictRequired) !== null && _o !== void 0 ? _o : s) !== null && _p !== void 0 ? _p : false,
			code: o.code ? {
				...o.code,
				optimize,
				regExp
			} : {
				optimize,
				regExp
			},
			loopRequired: (_q = o.loopRequired) !== null && _q !== void 0 ? _q : MAX_EXPRESSION,
			loopEnum: (_r = o.loopEnum) !== null && _r !== void 0 ? _r : MAX_EXPRESSION,
			meta: (_s = o.meta) !== null && _s !== void 0 ? _s : true,
			messages: (_t = o.messages) !== null && _t !== void 0 ? _t : true,
			inlineRefs: (_u = o.inlineRefs) !== null && _u !== void 0 ? _u : true,
			schemaId: (_v = o.schemaId) !== null && _v !== void 0 ? _v : "$id",
			addUsedSchema: (_w = o.addUsedSchema) !== null && _w !== void 0 ? _w : true,
			validateSchema: (_x = o.validateSchema) !== null && _x !== void 0 ? _x : true,
			validateFormats: (_y = o.validateFormats) !== null && _y !== void 0 ? _y : true,
			unicodeRegExp: (_z = o.unicodeRegExp) !== null && _z !== void 0 ? _z : true,
			int32range: (_0 = o.int32range) !== null && _0 !== void 0 ? _0 : true,
			uriResolver
		};
	}
	var Ajv = class {
		constructor(opts = {}) {
			this.schemas = {};
			this.refs = {};
			this.formats = Object.create(null);
			this._compilations = /* @__PURE__ */ new Set();
			this._loading = {};
			this._cache = /* @__PURE__ */ new Map();
			opts = this.opts = {
				...opts,
				...requiredOptions(opts)
			};
			const { es5, lines } = this.opts.code;
			this.scope = new codegen_2.ValueScope({
				scope: {},
				prefixes: EXT_SCOPE_NAMES,
				es5,
				lines
			});
			this.logger = getLogger(opts.logger);
			const formatOpt = opts.validateFormats;
			opts.validateFormats = false;
			this.RULES = (0, rules_1.getRules)();
			checkOptions.call(this, removedOptions, opts, "NOT SUPPORTED");
			checkOptions.call(this, deprecatedOptions, opts, "DEPRECATED", "warn");
			this._metaOpts = getMetaSchemaOptions.call(this);
			if (opts.formats) addInitialFormats.call(this);
			this._addVocabularies();
			this._addDefaultMetaSchema();
			if (opts.keywords) addInitialKeywords.call(this, opts.keywords);
			if (typeof opts.meta == "object") this.addMetaSchema(opts.meta);
			addInitialSchemas.call(this);
			opts.validateFormats = formatOpt;
		}
		_addVocabularies() {
			this.addKeyword("$async");
		}
		_addDefaultMetaSchema() {
			const { $data, meta, schemaId } = this.opts;
			let _dataRefSchema = $dataRefSchema;
			if (schemaId === "id") {
				_dataRefSchema = { ...$dataRefSchema };
				_dataRefSchema.id = _dataRefSchema.$id;
				delete _dataRefSchema.$id;
			}
			if (meta && $data) this.addMetaSchema(_dataRefSchema, _dataRefSchema[schemaId], false);
		}
		defaultMeta() {
			const { meta, schemaId } = this.opts;
			return this.opts.defaultMeta = typeof meta == "object" ? meta[schemaId] || meta : void 0;
		}
		validate(schemaKeyRef, data) {
			let v;
			if (typeof schemaKeyRef == "string") {
				v = this.getSchema(schemaKeyRef);
				if (!v) throw new Error(`no schema with key or ref "${schemaKeyRef}"`);
			} else v = this.compile(schemaKeyRef);
			const valid = v(data);
			if (!("$async" in v)) this.errors = v.errors;
			return valid;
		}
		compile(schema, _meta) {
			const sch = this._addSchema(schema, _meta);
			return sch.validate || this._compileSchemaEnv(sch);
		}
		compileAsync(schema, meta) {
			if (typeof this.opts.loadSchema != "function") throw new Error("options.loadSchema should be a function");
			const { loadSchema } = this.opts;
			return runCompileAsync.call(this, schema, meta);
			async function runCompileAsync(_schema, _meta) {
				await loadMetaSchema.call(this, _schema.$schema);
				const sch = this._addSchema(_schema, _meta);
				return sch.validate || _compileAsync.call(this, sch);
			}
			async function loadMetaSchema($ref) {
				if ($ref && !this.getSchema($ref)) await runCompileAsync.call(this, { $ref }, true);
			}
			async function _compileAsync(sch) {
				try {
					return this._compileSchemaEnv(sch);
				} catch (e) {
					if (!(e instanceof ref_error_1.default)) throw e;
					checkLoaded.call(this, e);
					await loadMissingSchema.call(this, e.missingSchema);
					return _compileAsync.call(this, sch);
				}
			}
			function checkLoaded({ missingSchema: ref, missingRef }) {
				if (this.refs[ref]) throw new Error(`AnySchema ${ref} is loaded but ${missingRef} cannot be resolved`);
			}
			async function loadMissingSchema(ref) {
				const _schema = await _loadSchema.call(this, ref);
				if (!this.refs[ref]) await loadMetaSchema.call(this, _schema.$schema);
				if (!this.refs[ref]) this.addSchema(_schema, ref, meta);
			}
			async function _loadSchema(ref) {
				const p = this._loading[ref];
				if (p) return p;
				try {
					return await (this._loading[ref] = loadSchema(ref));
				} finally {
					delete this._loading[ref];
				}
			}
		}
		addSchema(schema, key, _meta, _validateSchema = this.opts.validateSchema) {
			if (Array.isArray(schema)) {
				for (const sch of schema) this.addSchema(sch, void 0, _meta, _validateSchema);
				return this;
			}
			let id;
			if (typeof schema === "object") {
				const { schemaId } = this.opts;
				id = schema[schemaId];
				if (id !== void 0 && typeof id != "string") throw new Error(`schema ${schemaId} must be string`);
			}
			key = (0, resolve_1.normalizeId)(key || id);
			this._checkUnique(key);
			this.schemas[key] = this._addSchema(schema, _meta, key, _validateSchema, true);
			return this;
		}
		addMetaSchema(schema, key, _validateSchema = this.opts.validateSchema) {
			this.addSchema(schema, key, true, _validateSchema);
			return this;
		}
		validateSchema(schema, throwOrLogError) {
			if (typeof schema == "boolean") return true;
			let $schema;
			$schema = schema.$schema;
			if ($schema !== void 0 && typeof $schema != "string") throw new Error("$schema must be a string");
			$schema = $schema || this.opts.defaultMeta || this.defaultMeta();
			if (!$schema) {
				this.logger.warn("meta-schema not available");
				this.errors = null;
				return true;
			}
			const valid = this.validate($schema, schema);
			if (!valid && throwOrLogError) {
				const message = "schema is invalid: " + this.errorsText();
				if (this.opts.validateSchema === "log") this.logger.error(message);
				else throw new Error(message);
			}
			return valid;
		}
		getSchema(keyRef) {
			let sch;
			while (typeof (sch = getSchEnv.call(this, keyRef)) == "string") keyRef = sch;
			if (sch === void 0) {
				const { schemaId } = this.opts;
				const root = new compile_1.SchemaEnv({
					schema: {},
					schemaId
				});
				sch = compile_1.resolveSchema.call(this, root, keyRef);
				if (!sch) return;
				this.refs[keyRef] = sch;
			}
			return sch.validate || this._compileSchemaEnv(sch);
		}
		removeSchema(schemaKeyRef) {
			if (schemaKeyRef instanceof RegExp) {
				this._removeAllSchemas(this.schemas, schemaKeyRef);
				this._removeAllSchemas(this.refs, schemaKeyRef);
				return this;
			}
			switch (typeof schemaKeyRef) {
				case "undefined":
					this._removeAllSchemas(this.schemas);
					this._removeAllSchemas(this.refs);
					this._cache.clear();
					return this;
				case "string": {
					const sch = getSchEnv.call(this, schemaKeyRef);
					if (typeof sch == "object") this._cache.delete(sch.schema);
					delete this.schemas[schemaKeyRef];
					delete this.refs[schemaKeyRef];
					return this;
				}
				case "object": {
					const cacheKey = schemaKeyRef;
					this._cache.delete(cacheKey);
					let id = schemaKeyRef[this.opts.schemaId];
					if (id) {
						id = (0, resolve_1.normalizeId)(id);
						delete this.schemas[id];
						delete this.refs[id];
					}
					return this;
				}
				default: throw new Error("ajv.removeSchema: invalid parameter");
			}
		}
		addVocabulary(definitions) {
			for (const def of definitions) this.addKeyword(def);
			return this;
		}
		addKeyword(kwdOrDef, def) {
			let keyword;
			if (typeof kwdOrDef == "string") {
				keyword = kwdOrDef;
				if (typeof def == "object") {
					this.logger.warn("these parameters are deprecated, see docs for addKeyword");
					def.keyword = keyword;
				}
			} else if (typeof kwdOrDef == "object" && def === void 0) {
				def = kwdOrDef;
				keyword = def.keyword;
				if (Array.isArray(keyword) && !keyword.length) throw new Error("addKeywords: keyword must be string or non-empty array");
			} else throw new Error("invalid addKeywords parameters");
			checkKeyword.call(this, keyword, def);
			if (!def) {
				(0, util_1.eachItem)(keyword, (kwd) => addRule.call(this, kwd));
				return this;
			}
			keywordMetaschema.call(this, def);
			const definition = {
				...def,
				type: (0, dataType_1.getJSONTypes)(def.type),
				schemaType: (0, dataType_1.getJSONTypes)(def.schemaType)
			};
			(0, util_1.eachItem)(keyword, definition.type.length === 0 ? (k) => addRule.call(this, k, definition) : (k) => definition.type.forEach((t) => addRule.call(this, k, definition, t)));
			return this;
		}
		getKeyword(keyword) {
			const rule = this.RULES.all[keyword];
			return typeof rule == "object" ? rule.definition : !!rule;
		}
		removeKeyword(keyword) {
			const { RULES } = this;
			delete RULES.keywords[keyword];
			delete RULES.all[keyword];
			for (const group of RULES.rules) {
				const i = group.rules.findIndex((rule) => rule.keyword === keyword);
				if (i >= 0) group.rules.splice(i, 1);
			}
			return this;
		}
		addFormat(name, format) {
			if (typeof format == "string") format = new RegExp(format);
			this.formats[name] = format;
			return this;
		}
		errorsText(errors = this.errors, { separator = ", ", dataVar = "data" } = {}) {
			if (!errors || errors.length === 0) return "No errors";
			return errors.map((e) => `${dataVar}${e.instancePath} ${e.message}`).reduce((text, msg) => text + separator + msg);
		}
		$dataMetaSchema(metaSchema, keywordsJsonPointers) {
			const rules = this.RULES.all;
			metaSchema = JSON.parse(JSON.stringify(metaSchema));
			for (const jsonPointer of keywordsJsonPointers) {
				const segments = jsonPointer.split("/").slice(1);
				let keywords = metaSchema;
				for (const seg of segments) keywords = keywords[seg];
				for (const key in rules) {
					const rule = rules[key];
					if (typeof rule != "object") continue;
					const { $data } = rule.definition;
					const schema = keywords[key];
					if ($data && schema) keywords[key] = schemaOrData(schema);
				}
			}
			return metaSchema;
		}
		_removeAllSchemas(schemas, regex) {
			for (const keyRef in schemas) {
				const sch = schemas[keyRef];
				if (!regex || regex.test(keyRef)) {
					if (typeof sch == "string") delete schemas[keyRef];
					else if (sch && !sch.meta) {
						this._cache.delete(sch.schema);
						delete schemas[keyRef];
					}
				}
			}
		}
		_addSchema(schema, meta, baseId, validateSchema = this.opts.validateSchema, addSchema = this.opts.addUsedSchema) {
			let id;
			const { schemaId } = this.opts;
			if (typeof schema == "object") id = schema[schemaId];
			else if (this.opts.jtd) throw new Error("schema must be object");
			else if (typeof schema != "boolean") throw new Error("schema must be object or boolean");
			let sch = this._cache.get(schema);
			if (sch !== void 0) return sch;
			baseId = (0, resolve_1.normalizeId)(id || baseId);
			const localRefs = resolve_1.getSchemaRefs.call(this, schema, baseId);
			sch = new compile_1.SchemaEnv({
				schema,
				schemaId,
				meta,
				baseId,
				localRefs
			});
			this._cache.set(sch.schema, sch);
			if (addSchema && !baseId.startsWith("#")) {
				if (baseId) this._checkUnique(baseId);
				this.refs[baseId] = sch;
			}
			if (validateSchema) this.validateSchema(schema, true);
			return sch;
		}
		_checkUnique(id) {
			if (this.schemas[id] || this.refs[id]) throw new Error(`schema with key or id "${id}" already exists`);
		}
		_compileSchemaEnv(sch) {
			if (sch.meta) this._compileMetaSchema(sch);
			else compile_1.compileSchema.call(this, sch);
			/* istanbul ignore if */
			if (!sch.validate) throw new Error("ajv implementation error");
			return sch.validate;
		}
		_compileMetaSchema(sch) {
			const currentOpts = this.opts;
			this.opts = this._metaOpts;
			try {
				compile_1.compileSchema.call(this, sch);
			} finally {
				this.opts = currentOpts;
			}
		}
	};
	Ajv.ValidationError = validation_error_1.default;
	Ajv.MissingRefError = ref_error_1.default;
	exports.default = Ajv;
	function checkOptions(checkOpts, options, msg, log = "error") {
		for (const key in checkOpts) {
			const opt = key;
			if (opt in options) this.logger[log](`${msg}: option ${key}. ${checkOpts[opt]}`);
		}
	}
	function getSchEnv(keyRef) {
		keyRef = (0, resolve_1.normalizeId)(keyRef);
		return this.schemas[keyRef] || this.refs[keyRef];
	}
	function addInitialSchemas() {
		const optsSchemas = this.opts.schemas;
		if (!optsSchemas) return;
		if (Array.isArray(optsSchemas)) this.addSchema(optsSchemas);
		else for (const key in optsSchemas) this.addSchema(optsSchemas[key], key);
	}
	function addInitialFormats() {
		for (const name in this.opts.formats) {
			const format = this.opts.formats[name];
			if (format) this.addFormat(name, format);
		}
	}
	function addInitialKeywords(defs) {
		if (Array.isArray(defs)) {
			this.addVocabulary(defs);
			return;
		}
		this.logger.warn("keywords option as map is deprecated, pass array");
		for (const keyword in defs) {
			const def = defs[keyword];
			if (!def.keyword) def.keyword = keyword;
			this.addKeyword(def);
		}
	}
	function getMetaSchemaOptions() {
		const metaOpts = { ...this.opts };
		for (const opt of META_IGNORE_OPTIONS) delete metaOpts[opt];
		return metaOpts;
	}
	const noLogs = {
		log() {},
		warn() {},
		error() {}
	};
	function getLogger(logger) {
		if (logger === false) return noLogs;
		if (logger === void 0) return console;
		if (logger.log && logger.warn && logger.error) return logger;
		throw new Error("logger must implement log, warn and error methods");
	}
	const KEYWORD_NAME = /^[a-z_$][a-z0-9_$:-]*$/i;
	function checkKeyword(keyword, def) {
		const { RULES } = this;
		(0, util_1.eachItem)(keyword, (kwd) => {
			if (RULES.keywords[kwd]) throw new Error(`Keyword ${kwd} is already defined`);
			if (!KEYWORD_NAME.test(kwd)) throw new Error(`Keyword ${kwd} has invalid name`);
		});
		if (!def) return;
		if (def.$data && !("code" in def || "validate" in def)) throw new Error("$data keyword must have \"code\" or \"validate\" function");
	}
	function addRule(keyword, definition, dataType) {
		var _a;
		const post = definition === null || definition === void 0 ? void 0 : definition.post;
		if (dataType && post) throw new Error("keyword with \"post\" flag cannot have \"type\"");
		const { RULES } = this;
		let ruleGroup = post ? RULES.post : RULES.rules.find(({ type: t }) => t === dataType);
		if (!ruleGroup) {
			ruleGroup = {
				type: dataType,
				rules: []
			};
			RULES.rules.push(ruleGroup);
		}
		RULES.keywords[keyword] = true;
		if (!definition) return;
		const rule = {
			keyword,
			definition: {
				...definition,
				type: (0, dataType_1.getJSONTypes)(definition.type),
				schemaType: (0, dataType_1.getJSONTypes)(definition.schemaType)
			}
		};
		if (definition.before) addBeforeRule.call(this, ruleGroup, rule, definition.before);
		else ruleGroup.rules.push(rule);
		RULES.all[keyword] = rule;
		(_a = definition.implements) === null || _a === void 0 || _a.forEach((kwd) => this.addKeyword(kwd));
	}
	function addBeforeRule(ruleGroup, rule, before) {
		const i = ruleGroup.rules.findIndex((_rule) => _rule.keyword === before);
		if (i >= 0) ruleGroup.rules.splice(i, 0, rule);
		else {
			ruleGroup.rules.push(rule);
			this.logger.warn(`rule ${before} is not defined`);
		}
	}
	function keywordMetaschema(def) {
		let { metaSchema } = def;
		if (metaSchema === void 0) return;
		if (def.$data && this.opts.$data) metaSchema = schemaOrData(metaSchema);
		def.validateSchema = this.compile(metaSchema, true);
	}
	const $dataRef = { $ref: "https://raw.githubusercontent.com/ajv-validator/ajv/master/lib/refs/data.json#" };
	function schemaOrData(schema) {
		return { anyOf: [schema, $dataRef] };
	}
}));
// node_modules/ajv/dist/vocabularies/core/id.js
var require_id = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.default = {
		keyword: "id",
		code() {
			throw new Error("NOT SUPPORTED: keyword \"id\", use \"$id\" for schema ID");
		}
	};
}));
// node_modules/ajv/dist/vocabularies/core/ref.js
var require_ref = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.callRef = exports.getValidate = void 0;
	const ref_error_1 = require_ref_error();
	const code_1 = require_code();
	const codegen_1 = require_codegen();
	const names_1 = require_names();
	const compile_1 = require_compile();
	const util_1 = require_util();
	const def = {
		keyword: "$ref",
		schemaType: "string",
		code(cxt) {
			const { gen, schema: $ref, it } = cxt;
			const { baseId, schemaEnv: env, validateName, opts, self } = it;
			const { root } = env;
			if (($ref === "#" || $ref === "#/") && baseId === root.baseId) return callRootRef();
			const schOrEnv = compile_1.resolveRef.call(self, root, baseId, $ref);
			if (schOrEnv === void 0) throw new ref_error_1.default(it.opts.uriResolver, baseId, $ref);
			if (schOrEnv instanceof compile_1.SchemaEnv) return callValidate(schOrEnv);
			return inlineRefSchema(schOrEnv);
			function callRootRef() {
				if (env === root) return callRef(cxt, validateName, env, env.$async);
				const rootName = gen.scopeValue("root", { ref: root });
				return callRef(cxt, (0, codegen_1._)`${rootName}.validate`, root, root.$async);
			}
			function callValidate(sch) {
				callRef(cxt, getValidate(cxt, sch), sch, sch.$async);
			}
			function inlineRefSchema(sch) {
				const schName = gen.scopeValue("schema", opts.code.source === true ? {
					ref: sch,
					code: (0, codegen_1.stringify)(sch)
				} : { ref: sch });
				const valid = gen.name("valid");
				const schCxt = cxt.subschema({
					schema: sch,
					dataTypes: [],
					schemaPath: codegen_1.nil,
					topSchemaRef: schName,
					errSchemaPath: $ref
				}, valid);
				cxt.mergeEvaluated(schCxt);
				cxt.ok(valid);
			}
		}
	};
	function getValidate(cxt, sch) {
		const { gen } = cxt;
		return sch.validate ? gen.scopeValue("validate", { ref: sch.validate }) : (0, codegen_1._)`${gen.scopeValue("wrapper", { ref: sch })}.validate`;
	}
	exports.getValidate = getValidate;
	function callRef(cxt, v, sch, $async) {
		const { gen, it } = cxt;
		const { allErrors, schemaEnv: env, opts } = it;
		const passCxt = opts.passContext ? names_1.default.this : codegen_1.nil;
		if ($async) callAsyncRef();
		else callSyncRef();
		function callAsyncRef() {
			if (!env.$async) throw new Error("async schema referenced by sync schema");
			const valid = gen.let("valid");
			gen.try(() => {
				gen.code((0, codegen_1._)`await ${(0, code_1.callValidateCode)(cxt, v, passCxt)}`);
				addEvaluatedFrom(v);
				if (!allErrors) gen.assign(valid, true);
			}, (e) => {
				gen.if((0, codegen_1._)`!(${e} instanceof ${it.ValidationError})`, () => gen.throw(e));
				addErrorsFrom(e);
				if (!allErrors) gen.assign(valid, false);
			});
			cxt.ok(valid);
		}
		function callSyncRef() {
			cxt.result((0, code_1.callValidateCode)(cxt, v, passCxt), () => addEvaluatedFrom(v), () => addErrorsFrom(v));
		}
		function addErrorsFrom(source) {
			const errs = (0, codegen_1._)`${source}.errors`;
			gen.assign(names_1.default.vErrors, (0, codegen_1._)`${names_1.default.vErrors} === null ? ${errs} : ${names_1.default.vErrors}.concat(${errs})`);
			gen.assign(names_1.default.errors, (0, codegen_1._)`${names_1.default.vErrors}.length`);
		}
		function addEvaluatedFrom(source) {
			var _a;
			if (!it.opts.unevaluated) return;
			const schEvaluated = (_a = sch === null || sch === void 0 ? void 0 : sch.validate) === null || _a === void 0 ? void 0 : _a.evaluated;
			if (it.props !== true) {
				if (schEvaluated && !schEvaluated.dynamicProps) {
					if (schEvaluated.props !== void 0) it.props = util_1.mergeEvaluated.props(gen, schEvaluated.props, it.props);
				} else {
					const props = gen.var("props", (0, codegen_1._)`${source}.evaluated.props`);
					it.props = util_1.mergeEvaluated.props(gen, props, it.props, codegen_1.Name);
				}
			}
			if (it.items !== true) {
				if (schEvaluated && !schEvaluated.dynamicItems) {
					if (schEvaluated.items !== void 0) it.items = util_1.mergeEvaluated.items(gen, schEvaluated.items, it.items);
				} else {
					const items = gen.var("items", (0, codegen_1._)`${source}.evaluated.items`);
					it.items = util_1.mergeEvaluated.items(gen, items, it.items, codegen_1.Name);
				}
			}
		}
	}
	exports.callRef = callRef;
	exports.default = def;
}));
// node_modules/ajv/dist/vocabularies/core/index.js
var require_core$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const id_1 = require_id();
	const ref_1 = require_ref();
	exports.default = [
		"$schema",
		"$id",
		"$defs",
		"$vocabulary",
		{ keyword: "$comment" },
		"definitions",
		id_1.default,
		ref_1.default
	];
}));
// node_modules/ajv/dist/vocabularies/validation/limitNumber.js
var require_limitNumber = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const codegen_1 = require_codegen();
	const ops = codegen_1.operators;
	const KWDs = {
		maximum: {
			okStr: "<=",
			ok: ops.LTE,
			fail: ops.GT
		},
		minimum: {
			okStr: ">=",
			ok: ops.GTE,
			fail: ops.LT
		},
		exclusiveMaximum: {
			okStr: "<",
			ok: ops.LT,
			fail: ops.GTE
		},
		exclusiveMinimum: {
			okStr: ">",
			ok: ops.GT,
			fail: ops.LTE
		}
	};
	exports.default = {
		keyword: Object.keys(KWDs),
		type: "number",
		schemaType: "number",
		$data: true,
		error: {
			message: ({ keyword, schemaCode }) => (0, codegen_1.str)`must be ${KWDs[keyword].okStr} ${schemaCode}`,
			params: ({ keyword, schemaCode }) => (0, codegen_1._)`{comparison: ${KWDs[keyword].okStr}, limit: ${schemaCode}}`
		},
		code(cxt) {
			const { keyword, data, schemaCode } = cxt;
			cxt.fail$data((0, codegen_1._)`${data} ${KWDs[keyword].fail} ${schemaCode} || isNaN(${data})`);
		}
	};
}));
// node_modules/ajv/dist/vocabularies/validation/multipleOf.js
var require_multipleOf = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const codegen_1 = require_codegen();
	exports.default = {
		keyword: "multipleOf",
		type: "number",
		schemaType: "number",
		$data: true,
		error: {
			message: ({ schemaCode }) => (0, codegen_1.str)`must be multiple of ${schemaCode}`,
			params: ({ schemaCode }) => (0, codegen_1._)`{multipleOf: ${schemaCode}}`
		},
		code(cxt) {
			const { gen, data, schemaCode, it } = cxt;
			const prec = it.opts.multipleOfPrecision;
			const res = gen.let("res");
			const invalid = prec ? (0, codegen_1._)`Math.abs(Math.round(${res}) - ${res}) > 1e-${prec}` : (0, codegen_1._)`${res} !== parseInt(${res})`;
			cxt.fail$data((0, codegen_1._)`(${schemaCode} === 0 || (${res} = ${data}/${schemaCode}, ${invalid}))`);
		}
	};
}));
// node_modules/ajv/dist/runtime/ucs2length.js
var require_ucs2length = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	function ucs2length(str) {
		const len = str.length;
		let length = 0;
		let pos = 0;
		let value;
		while (pos < len) {
			length++;
			value = str.charCodeAt(pos++);
			if (value >= 55296 && value <= 56319 && pos < len) {
				value = str.charCodeAt(pos);
				if ((value & 64512) === 56320) pos++;
			}
		}
		return length;
	}
	exports.default = ucs2length;
	ucs2length.code = "require(\"ajv/dist/runtime/ucs2length\").default";
}));
// node_modules/ajv/dist/vocabularies/validation/limitLength.js
var require_limitLength = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const codegen_1 = require_codegen();
	const util_1 = require_util();
	const ucs2length_1 = require_ucs2length();
	exports.default = {
		keyword: ["maxLength", "minLength"],
		type: "string",
		schemaType: "number",
		$data: true,
		error: {
			message({ keyword, schemaCode }) {
				const comp = keyword === "maxLength" ? "more" : "fewer";
				return (0, codegen_1.str)`must NOT have ${comp} than ${schemaCode} characters`;
			},
			params: ({ schemaCode }) => (0, codegen_1._)`{limit: ${schemaCode}}`
		},
		code(cxt) {
			const { keyword, data, schemaCode, it } = cxt;
			const op = keyword === "maxLength" ? codegen_1.operators.GT : codegen_1.operators.LT;
			const len = it.opts.unicode === false ? (0, codegen_1._)`${data}.length` : (0, codegen_1._)`${(0, util_1.useFunc)(cxt.gen, ucs2length_1.default)}(${data})`;
			cxt.fail$data((0, codegen_1._)`${len} ${op} ${schemaCode}`);
		}
	};
}));
// node_modules/ajv/dist/vocabularies/validation/pattern.js
var require_pattern = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const code_1 = require_code();
	const util_1 = require_util();
	const codegen_1 = require_codegen();
	exports.default = {
		keyword: "pattern",
		type: "string",
		schemaType: "string",
		$data: true,
		error: {
			message: ({ schemaCode }) => (0, codegen_1.str)`must match pattern "${schemaCode}"`,
			params: ({ schemaCode }) => (0, codegen_1._)`{pattern: ${schemaCode}}`
		},
		code(cxt) {
			const { gen, data, $data, schema, schemaCode, it } = cxt;
			const u = it.opts.unicodeRegExp ? "u" : "";
			if ($data) {
				const { regExp } = it.opts.code;
				const regExpCode = regExp.code === "new RegExp" ? (0, codegen_1._)`new RegExp` : (0, util_1.useFunc)(gen, regExp);
				const valid = gen.let("valid");
				gen.try(() => gen.assign(valid, (0, codegen_1._)`${regExpCode}(${schemaCode}, ${u}).test(${data})`), () => gen.assign(valid, false));
				cxt.fail$data((0, codegen_1._)`!${valid}`);
			} else {
				const regExp = (0, code_1.usePattern)(cxt, schema);
				cxt.fail$data((0, codegen_1._)`!${regExp}.test(${data})`);
			}
		}
	};
}));
// node_modules/ajv/dist/vocabularies/validation/limitProperties.js
var require_limitProperties = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const codegen_1 = require_codegen();
	exports.default = {
		keyword: ["maxProperties", "minProperties"],
		type: "object",
		schemaType: "number",
		$data: true,
		error: {
			message({ keyword, schemaCode }) {
				const comp = keyword === "maxProperties" ? "more" : "fewer";
				return (0, codegen_1.str)`must NOT have ${comp} than ${schemaCode} properties`;
			},
			params: ({ schemaCode }) => (0, codegen_1._)`{limit: ${schemaCode}}`
		},
		code(cxt) {
			const { keyword, data, schemaCode } = cxt;
			const op = keyword === "maxProperties" ? codegen_1.operators.GT : codegen_1.operators.LT;
			cxt.fail$data((0, codegen_1._)`Object.keys(${data}).length ${op} ${schemaCode}`);
		}
	};
}));
// node_modules/ajv/dist/vocabularies/validation/required.js
var require_required = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const code_1 = require_code();
	const codegen_1 = require_codegen();
	const util_1 = require_util();
	exports.default = {
		keyword: "required",
		type: "object",
		schemaType: "array",
		$data: true,
		error: {
			message: ({ params: { missingProperty } }) => (0, codegen_1.str)`must have required property '${missingProperty}'`,
			params: ({ params: { missingProperty } }) => (0, codegen_1._)`{missingProperty: ${missingProperty}}`
		},
		code(cxt) {
			const { gen, schema, schemaCode, data, $data, it } = cxt;
			const { opts } = it;
			if (!$data && schema.length === 0) return;
			const useLoop = schema.length >= opts.loopRequired;
			if (it.allErrors) allErrorsMode();
			else exitOnErrorMode();
			if (opts.strictRequired) {
				const props = cxt.parentSchema.properties;
				const { definedProperties } = cxt.it;
				for (const requiredKey of schema) if ((props === null || props === void 0 ? void 0 : props[requiredKey]) === void 0 && !definedProperties.has(requiredKey)) {
					const msg = `required property "${requiredKey}" is not defined at "${it.schemaEnv.baseId + it.errSchemaPath}" (strictRequired)`;
					(0, util_1.checkStrictMode)(it, msg, it.opts.strictRequired);
				}
			}
			function allErrorsMode() {
				if (useLoop || $data) cxt.block$data(codegen_1.nil, loopAllRequired);
				else for (const prop of schema) (0, code_1.checkReportMissingProp)(cxt, prop);
			}
			function exitOnErrorMode() {
				const missing = gen.let("missing");
				if (useLoop || $data) {
					const valid = gen.let("valid", true);
					cxt.block$data(valid, () => loopUntilMissing(missing, valid));
					cxt.ok(valid);
				} else {
					gen.if((0, code_1.checkMissingProp)(cxt, schema, missing));
					(0, code_1.reportMissingProp)(cxt, missing);
					gen.else();
				}
			}
			function loopAllRequired() {
				gen.forOf("prop", schemaCode, (prop) => {
					cxt.setParams({ missingProperty: prop });
					gen.if((0, code_1.noPropertyInData)(gen, data, prop, opts.ownProperties), () => cxt.error());
				});
			}
			function loopUntilMissing(missing, valid) {
				cxt.setParams({ missingProperty: missing });
				gen.forOf(missing, schemaCode, () => {
					gen.assign(valid, (0, code_1.propertyInData)(gen, data, missing, opts.ownProperties));
					gen.if((0, codegen_1.not)(valid), () => {
						cxt.error();
						gen.break();
					});
				}, codegen_1.nil);
			}
		}
	};
}));
// node_modules/ajv/dist/vocabularies/validation/limitItems.js
var require_limitItems = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const codegen_1 = require_codegen();
	exports.default = {
		keyword: ["maxItems", "minItems"],
		type: "array",
		schemaType: "number",
		$data: true,
		error: {
			message({ keyword, schemaCode }) {
				const comp = keyword === "maxItems" ? "more" : "fewer";
				return (0, codegen_1.str)`must NOT have ${comp} than ${schemaCode} items`;
			},
			params: ({ schemaCode }) => (0, codegen_1._)`{limit: ${schemaCode}}`
		},
		code(cxt) {
			const { keyword, data, schemaCode } = cxt;
			const op = keyword === "maxItems" ? codegen_1.operators.GT : codegen_1.operators.LT;
			cxt.fail$data((0, codegen_1._)`${data}.length ${op} ${schemaCode}`);
		}
	};
}));
// node_modules/ajv/dist/runtime/equal.js
var require_equal = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const equal = require_fast_deep_equal();
	equal.code = "require(\"ajv/dist/runtime/equal\").default";
	exports.default = equal;
}));
// node_modules/ajv/dist/vocabularies/validation/uniqueItems.js
var require_uniqueItems = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const dataType_1 = require_dataType();
	const codegen_1 = require_codegen();
	const util_1 = require_util();
	const equal_1 = require_equal();
	exports.default = {
		keyword: "uniqueItems",
		type: "array",
		schemaType: "boolean",
		$data: true,
		error: {
			message: ({ params: { i, j } }) => (0, codegen_1.str)`must NOT have duplicate items (items ## ${j} and ${i} are identical)`,
			params: ({ params: { i, j } }) => (0, codegen_1._)`{i: ${i}, j: ${j}}`
		},
		code(cxt) {
			const { gen, data, $data, schema, parentSchema, schemaCode, it } = cxt;
			if (!$data && !schema) return;
			const valid = gen.let("valid");
			const itemTypes = parentSchema.items ? (0, dataType_1.getSchemaTypes)(parentSchema.items) : [];
			cxt.block$data(valid, validateUniqueItems, (0, codegen_1._)`${schemaCode} === false`);
			cxt.ok(valid);
			function validateUniqueItems() {
				const i = gen.let("i", (0, codegen_1._)`${data}.length`);
				const j = gen.let("j");
				cxt.setParams({
					i,
					j
				});
				gen.assign(valid, true);
				gen.if((0, codegen_1._)`${i} > 1`, () => (canOptimize() ? loopN : loopN2)(i, j));
			}
			function canOptimize() {
				return itemTypes.length > 0 && !itemTypes.some((t) => t === "object" || t === "array");
			}
			function loopN(i, j) {
				const item = gen.name("item");
				const wrongType = (0, dataType_1.checkDataTypes)(itemTypes, item, it.opts.strictNumbers, dataType_1.DataType.Wrong);
				const indices = gen.const("indices", (0, codegen_1._)`{}`);
				gen.for((0, codegen_1._)`;${i}--;`, () => {
					gen.let(item, (0, codegen_1._)`${data}[${i}]`);
					gen.if(wrongType, (0, codegen_1._)`continue`);
					if (itemTypes.length > 1) gen.if((0, codegen_1._)`typeof ${item} == "string"`, (0, codegen_1._)`${item} += "_"`);
					gen.if((0, codegen_1._)`typeof ${indices}[${item}] == "number"`, () => {
						gen.assign(j, (0, codegen_1._)`${indices}[${item}]`);
						cxt.error();
						gen.assign(valid, false).break();
					}).code((0, codegen_1._)`${indices}[${item}] = ${i}`);
				});
			}
			function loopN2(i, j) {
				const eql = (0, util_1.useFunc)(gen, equal_1.default);
				const outer = gen.name("outer");
				gen.label(outer).for((0, codegen_1._)`;${i}--;`, () => gen.for((0, codegen_1._)`${j} = ${i}; ${j}--;`, () => gen.if((0, codegen_1._)`${eql}(${data}[${i}], ${data}[${j}])`, () => {
					cxt.error();
					gen.assign(valid, false).break(outer);
				})));
			}
		}
	};
}));
// node_modules/ajv/dist/vocabularies/validation/const.js
var require_const = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const codegen_1 = require_codegen();
	const util_1 = require_util();
	const equal_1 = require_equal();
	exports.default = {
		keyword: "const",
		$data: true,
		error: {
			message: "must be equal to constant",
			params: ({ schemaCode }) => (0, codegen_1._)`{allowedValue: ${schemaCode}}`
		},
		code(cxt) {
			const { gen, data, $data, schemaCode, schema } = cxt;
			if ($data || schema && typeof schema == "object") cxt.fail$data((0, codegen_1._)`!${(0, util_1.useFunc)(gen, equal_1.default)}(${data}, ${schemaCode})`);
			else cxt.fail((0, codegen_1._)`${schema} !== ${data}`);
		}
	};
}));
// node_modules/ajv/dist/vocabularies/validation/enum.js
var require_enum = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const codegen_1 = require_codegen();
	const util_1 = require_util();
	const equal_1 = require_equal();
	exports.default = {
		keyword: "enum",
		schemaType: "array",
		$data: true,
		error: {
			message: "must be equal to one of the allowed values",
			params: ({ schemaCode }) => (0, codegen_1._)`{allowedValues: ${schemaCode}}`
		},
		code(cxt) {
			const { gen, data, $data, schema, schemaCode, it } = cxt;
			if (!$data && schema.length === 0) throw new Error("enum must have non-empty array");
			const useLoop = schema.length >= it.opts.loopEnum;
			let eql;
			const getEql = () => eql !== null && eql !== void 0 ? eql : eql = (0, util_1.useFunc)(gen, equal_1.default);
			let valid;
			if (useLoop || $data) {
				valid = gen.let("valid");
				cxt.block$data(valid, loopEnum);
			} else {
				/* istanbul ignore if */
				if (!Array.isArray(schema)) throw new Error("ajv implementation error");
				const vSchema = gen.const("vSchema", schemaCode);
				valid = (0, codegen_1.or)(...schema.map((_x, i) => equalCode(vSchema, i)));
			}
			cxt.pass(valid);
			function loopEnum() {
				gen.assign(valid, false);
				gen.forOf("v", schemaCode, (v) => gen.if((0, codegen_1._)`${getEql()}(${data}, ${v})`, () => gen.assign(valid, true).break()));
			}
			function equalCode(vSchema, i) {
				const sch = schema[i];
				return typeof sch === "object" && sch !== null ? (0, codegen_1._)`${getEql()}(${data}, ${vSchema}[${i}])` : (0, codegen_1._)`${data} === ${sch}`;
			}
		}
	};
}));
// node_modules/ajv/dist/vocabularies/validation/index.js
var require_validation$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const limitNumber_1 = require_limitNumber();
	const multipleOf_1 = require_multipleOf();
	const limitLength_1 = require_limitLength();
	const pattern_1 = require_pattern();
	const limitProperties_1 = require_limitProperties();
	const required_1 = require_required();
	const limitItems_1 = require_limitItems();
	const uniqueItems_1 = require_uniqueItems();
	const const_1 = require_const();
	const enum_1 = require_enum();
	exports.default = [
		limitNumber_1.default,
		multipleOf_1.default,
		limitLength_1.default,
		pattern_1.default,
		limitProperties_1.default,
		required_1.default,
		limitItems_1.default,
		uniqueItems_1.default,
		{
			keyword: "type",
			schemaType: ["string", "array"]
		},
		{
			keyword: "nullable",
			schemaType: "boolean"
		},
		const_1.default,
		enum_1.default
	];
}));
// node_modules/ajv/dist/vocabularies/applicator/additionalItems.js
var require_additionalItems = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.validateAdditionalItems = void 0;
	const codegen_1 = require_codegen();
	const util_1 = require_util();
	const def = {
		keyword: "additionalItems",
		type: "array",
		schemaType: ["boolean", "object"],
		before: "uniqueItems",
		error: {
			message: ({ params: { len } }) => (0, codegen_1.str)`must NOT have more than ${len} items`,
			params: ({ params: { len } }) => (0, codegen_1._)`{limit: ${len}}`
		},
		code(cxt) {
			const { parentSchema, it } = cxt;
			const { items } = parentSchema;
			if (!Array.isArray(items)) {
				(0, util_1.checkStrictMode)(it, "\"additionalItems\" is ignored when \"items\" is not an array of schemas");
				return;
			}
			validateAdditionalItems(cxt, items);
		}
	};
	function validateAdditionalItems(cxt, items) {
		const { gen, schema, data, keyword, it } = cxt;
		it.items = true;
		const len = gen.const("len", (0, codegen_1._)`${data}.length`);
		if (schema === false) {
			cxt.setParams({ len: items.length });
			cxt.pass((0, codegen_1._)`${len} <= ${items.length}`);
		} else if (typeof schema == "object" && !(0, util_1.alwaysValidSchema)(it, schema)) {
			const valid = gen.var("valid", (0, codegen_1._)`${len} <= ${items.length}`);
			gen.if((0, codegen_1.not)(valid), () => validateItems(valid));
			cxt.ok(valid);
		}
		function validateItems(valid) {
			gen.forRange("i", items.length, len, (i) => {
				cxt.subschema({
					keyword,
					dataProp: i,
					dataPropType: util_1.Type.Num
				}, valid);
				if (!it.allErrors) gen.if((0, codegen_1.not)(valid), () => gen.break());
			});
		}
	}
	exports.validateAdditionalItems = validateAdditionalItems;
	exports.default = def;
}));
// node_modules/ajv/dist/vocabularies/applicator/items.js
var require_items = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.validateTuple = void 0;
	const codegen_1 = require_codegen();
	const util_1 = require_util();
	const code_1 = require_code();
	const def = {
		keyword: "items",
		type: "array",
		schemaType: [
			"object",
			"array",
			"boolean"
		],
		before: "uniqueItems",
		code(cxt) {
			const { schema, it } = cxt;
			if (Array.isArray(schema)) return validateTuple(cxt, "additionalItems", schema);
			it.items = true;
			if ((0, util_1.alwaysValidSchema)(it, schema)) return;
			cxt.ok((0, code_1.validateArray)(cxt));
		}
	};
	function validateTuple(cxt, extraItems, schArr = cxt.schema) {
		const { gen, parentSchema, data, keyword, it } = cxt;
		checkStrictTuple(parentSchema);
		if (it.opts.unevaluated && schArr.length && it.items !== true) it.items = util_1.mergeEvaluated.items(gen, schArr.length, it.items);
		const valid = gen.name("valid");
		const len = gen.const("len", (0, codegen_1._)`${data}.length`);
		schArr.forEach((sch, i) => {
			if ((0, util_1.alwaysValidSchema)(it, sch)) return;
			gen.if((0, codegen_1._)`${len} > ${i}`, () => cxt.subschema({
				keyword,
				schemaProp: i,
				dataProp: i
			}, valid));
			cxt.ok(valid);
		});
		function checkStrictTuple(sch) {
			const { opts, errSchemaPath } = it;
			const l = schArr.length;
			const fullTuple = l === sch.minItems && (l === sch.maxItems || sch[extraItems] === false);
			if (opts.strictTuples && !fullTuple) {
				const msg = `"${keyword}" is ${l}-tuple, but minItems or maxItems/${extraItems} are not specified or different at path "${errSchemaPath}"`;
				(0, util_1.checkStrictMode)(it, msg, opts.strictTuples);
			}
		}
	}
	exports.validateTuple = validateTuple;
	exports.default = def;
}));
// node_modules/ajv/dist/vocabularies/applicator/prefixItems.js
var require_prefixItems = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const items_1 = require_items();
	exports.default = {
		keyword: "prefixItems",
		type: "array",
		schemaType: ["array"],
		before: "uniqueItems",
		code: (cxt) => (0, items_1.validateTuple)(cxt, "items")
	};
}));
// node_modules/ajv/dist/vocabularies/applicator/items2020.js
var require_items2020 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const codegen_1 = require_codegen();
	const util_1 = require_util();
	const code_1 = require_code();
	const additionalItems_1 = require_additionalItems();
	exports.default = {
		keyword: "items",
		type: "array",
		schemaType: ["object", "boolean"],
		before: "uniqueItems",
		error: {
			message: ({ params: { len } }) => (0, codegen_1.str)`must NOT have more than ${len} items`,
			params: ({ params: { len } }) => (0, codegen_1._)`{limit: ${len}}`
		},
		code(cxt) {
			const { schema, parentSchema, it } = cxt;
			const { prefixItems } = parentSchema;
			it.items = true;
			if ((0, util_1.alwaysValidSchema)(it, schema)) return;
			if (prefixItems) (0, additionalItems_1.validateAdditionalItems)(cxt, prefixItems);
			else cxt.ok((0, code_1.validateArray)(cxt));
		}
	};
}));
// node_modules/ajv/dist/vocabularies/applicator/contains.js
var require_contains = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const codegen_1 = require_codegen();
	const util_1 = require_util();
	exports.default = {
		keyword: "contains",
		type: "array",
		schemaType: ["object", "boolean"],
		before: "uniqueItems",
		trackErrors: true,
		error: {
			message: ({ params: { min, max } }) => max === void 0 ? (0, codegen_1.str)`must contain at least ${min} valid item(s)` : (0, codegen_1.str)`must contain at least ${min} and no more than ${max} valid item(s)`,
			params: ({ params: { min, max } }) => max === void 0 ? (0, codegen_1._)`{minContains: ${min}}` : (0, codegen_1._)`{minContains: ${min}, maxContains: ${max}}`
		},
		code(cxt) {
			const { gen, schema, parentSchema, data, it } = cxt;
			let min;
			let max;
			const { minContains, maxContains } = parentSchema;
			if (it.opts.next) {
				min = minContains === void 0 ? 1 : minContains;
				max = maxContains;
			} else min = 1;
			const len = gen.const("len", (0, codegen_1._)`${data}.length`);
			cxt.setParams({
				min,
				max
			});
			if (max === void 0 && min === 0) {
				(0, util_1.checkStrictMode)(it, `"minContains" == 0 without "maxContains": "contains" keyword ignored`);
				return;
			}
			if (max !== void 0 && min > max) {
				(0, util_1.checkStrictMode)(it, `"minContains" > "maxContains" is always invalid`);
				cxt.fail();
				return;
			}
			if ((0, util_1.alwaysValidSchema)(it, schema)) {
				let cond = (0, codegen_1._)`${len} >= ${min}`;
				if (max !== void 0) cond = (0, codegen_1._)`${cond} && ${len} <= ${max}`;
				cxt.pass(cond);
				return;
			}
			it.items = true;
			const valid = gen.name("valid");
			if (max === void 0 && min === 1) validateItems(valid, () => gen.if(valid, () => gen.break()));
			else if (min === 0) {
				gen.let(valid, true);
				if (max !== void 0) gen.if((0, codegen_1._)`${data}.length > 0`, validateItemsWithCount);
			} else {
				gen.let(valid, false);
				validateItemsWithCount();
			}
			cxt.result(valid, () => cxt.reset());
			function validateItemsWithCount() {
				const schValid = gen.name("_valid");
				const count = gen.let("count", 0);
				validateItems(schValid, () => gen.if(schValid, () => checkLimits(count)));
			}
			function validateItems(_valid, block) {
				gen.forRange("i", 0, len, (i) => {
					cxt.subschema({
						keyword: "contains",
						dataProp: i,
						dataPropType: util_1.Type.Num,
						compositeRule: true
					}, _valid);
					block();
				});
			}
			function checkLimits(count) {
				gen.code((0, codegen_1._)`${count}++`);
				if (max === void 0) gen.if((0, codegen_1._)`${count} >= ${min}`, () => gen.assign(valid, true).break());
				else {
					gen.if((0, codegen_1._)`${count} > ${max}`, () => gen.assign(valid, false).break());
					if (min === 1) gen.assign(valid, true);
					else gen.if((0, codegen_1._)`${count} >= ${min}`, () => gen.assign(valid, true));
				}
			}
		}
	};
}));
// node_modules/ajv/dist/vocabularies/applicator/dependencies.js
var require_dependencies = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.validateSchemaDeps = exports.validatePropertyDeps = exports.error = void 0;
	const codegen_1 = require_codegen();
	const util_1 = require_util();
	const code_1 = require_code();
	exports.error = {
		message: ({ params: { property, depsCount, deps } }) => {
			const property_ies = depsCount === 1 ? "property" : "properties";
			return (0, codegen_1.str)`must have ${property_ies} ${deps} when property ${property} is present`;
		},
		params: ({ params: { property, depsCount, deps, missingProperty } }) => (0, codegen_1._)`{property: ${property},
    missingProperty: ${missingProperty},
    depsCount: ${depsCount},
    deps: ${deps}}`
	};
	const def = {
		keyword: "dependencies",
		type: "object",
		schemaType: "object",
		error: exports.error,
		code(cxt) {
			const [propDeps, schDeps] = splitDependencies(cxt);
			validatePropertyDeps(cxt, propDeps);
			validateSchemaDeps(cxt, schDeps);
		}
	};
	function splitDependencies({ schema }) {
		const propertyDeps = {};
		const schemaDeps = {};
		for (const key in schema) {
			if (key === "__proto__") continue;
			const deps = Array.isArray(schema[key]) ? propertyDeps : schemaDeps;
			deps[key] = schema[key];
		}
		return [propertyDeps, schemaDeps];
	}
	function validatePropertyDeps(cxt, propertyDeps = cxt.schema) {
		const { gen, data, it } = cxt;
		if (Object.keys(propertyDeps).length === 0) return;
		const missing = gen.let("missing");
		for (const prop in propertyDeps) {
			const deps = propertyDeps[prop];
			if (deps.length === 0) continue;
			const hasProperty = (0, code_1.propertyInData)(gen, data, prop, it.opts.ownProperties);
			cxt.setParams({
				property: prop,
				depsCount: deps.length,
				deps: deps.join(", ")
			});
			if (it.allErrors) gen.if(hasProperty, () => {
				for (const depProp of deps) (0, code_1.checkReportMissingProp)(cxt, depProp);
			});
			else {
				gen.if((0, codegen_1._)`${hasProperty} && (${(0, code_1.checkMissingProp)(cxt, deps, missing)})`);
				(0, code_1.reportMissingProp)(cxt, missing);
				gen.else();
			}
		}
	}
	exports.validatePropertyDeps = validatePropertyDeps;
	function validateSchemaDeps(cxt, schemaDeps = cxt.schema) {
		const { gen, data, keyword, it } = cxt;
		const valid = gen.name("valid");
		for (const prop in schemaDeps) {
			if ((0, util_1.alwaysValidSchema)(it, schemaDeps[prop])) continue;
			gen.if((0, code_1.propertyInData)(gen, data, prop, it.opts.ownProperties), () => {
				const schCxt = cxt.subschema({
					keyword,
					schemaProp: prop
				}, valid);
				cxt.mergeValidEvaluated(schCxt, valid);
			}, () => gen.var(valid, true));
			cxt.ok(valid);
		}
	}
	exports.validateSchemaDeps = validateSchemaDeps;
	exports.default = def;
}));
// node_modules/ajv/dist/vocabularies/applicator/propertyNames.js
var require_propertyNames = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const codegen_1 = require_codegen();
	const util_1 = require_util();
	exports.default = {
		keyword: "propertyNames",
		type: "object",
		schemaType: ["object", "boolean"],
		error: {
			message: "property name must be valid",
			params: ({ params }) => (0, codegen_1._)`{propertyName: ${params.propertyName}}`
		},
		code(cxt) {
			const { gen, schema, data, it } = cxt;
			if ((0, util_1.alwaysValidSchema)(it, schema)) return;
			const valid = gen.name("valid");
			gen.forIn("key", data, (key) => {
				cxt.setParams({ propertyName: key });
				cxt.subschema({
					keyword: "propertyNames",
					data: key,
					dataTypes: ["string"],
					propertyName: key,
					compositeRule: true
				}, valid);
				gen.if((0, codegen_1.not)(valid), () => {
					cxt.error(true);
					if (!it.allErrors) gen.break();
				});
			});
			cxt.ok(valid);
		}
	};
}));
// node_modules/ajv/dist/vocabularies/applicator/additionalProperties.js
var require_additionalProperties = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const code_1 = require_code();
	const codegen_1 = require_codegen();
	const names_1 = require_names();
	const util_1 = require_util();
	exports.default = {
		keyword: "additionalProperties",
		type: ["object"],
		schemaType: ["boolean", "object"],
		allowUndefined: true,
		trackErrors: true,
		error: {
			message: "must NOT have additional properties",
			params: ({ params }) => (0, codegen_1._)`{additionalProperty: ${params.additionalProperty}}`
		},
		code(cxt) {
			const { gen, schema, parentSchema, data, errsCount, it } = cxt;
			/* istanbul ignore if */
			if (!errsCount) throw new Error("ajv implementation error");
			const { allErrors, opts } = it;
			it.props = true;
			if (opts.removeAdditional !== "all" && (0, util_1.alwaysValidSchema)(it, schema)) return;
			const props = (0, code_1.allSchemaProperties)(parentSchema.properties);
			const patProps = (0, code_1.allSchemaProperties)(parentSchema.patternProperties);
			checkAdditionalProperties();
			cxt.ok((0, codegen_1._)`${errsCount} === ${names_1.default.errors}`);
			function checkAdditionalProperties() {
				gen.forIn("key", data, (key) => {
					if (!props.length && !patProps.length) additionalPropertyCode(key);
					else gen.if(isAdditional(key), () => additionalPropertyCode(key));
				});
			}
			function isAdditional(key) {
				let definedProp;
				if (props.length > 8) {
					const propsSchema = (0, util_1.schemaRefOrVal)(it, parentSchema.properties, "properties");
					definedProp = (0, code_1.isOwnProperty)(gen, propsSchema, key);
				} else if (props.length) definedProp = (0, codegen_1.or)(...props.map((p) => (0, codegen_1._)`${key} === ${p}`));
				else definedProp = codegen_1.nil;
				if (patProps.length) definedProp = (0, codegen_1.or)(definedProp, ...patProps.map((p) => (0, codegen_1._)`${(0, code_1.usePattern)(cxt, p)}.test(${key})`));
				return (0, codegen_1.not)(definedProp);
			}
			function deleteAdditional(key) {
				gen.code((0, codegen_1._)`delete ${data}[${key}]`);
			}
			function additionalPropertyCode(key) {
				if (opts.removeAdditional === "all" || opts.removeAdditional && schema === false) {
					deleteAdditional(key);
					return;
				}
				if (schema === false) {
					cxt.setParams({ additionalProperty: key });
					cxt.error();
					if (!allErrors) gen.break();
					return;
				}
				if (typeof schema == "object" && !(0, util_1.alwaysValidSchema)(it, schema)) {
					const valid = gen.name("valid");
					if (opts.removeAdditional === "failing") {
						applyAdditionalSchema(key, valid, false);
						gen.if((0, codegen_1.not)(valid), () => {
							cxt.reset();
							deleteAdditional(key);
						});
					} else {
						applyAdditionalSchema(key, valid);
						if (!allErrors) gen.if((0, codegen_1.not)(valid), () => gen.break());
					}
				}
			}
			function applyAdditionalSchema(key, valid, errors) {
				const subschema = {
					keyword: "additionalProperties",
					dataProp: key,
					dataPropType: util_1.Type.Str
				};
				if (errors === false) Object.assign(subschema, {
					compositeRule: true,
					createErrors: false,
					allErrors: false
				});
				cxt.subschema(subschema, valid);
			}
		}
	};
}));
// node_modules/ajv/dist/vocabularies/applicator/properties.js
var require_properties = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const validate_1 = require_validate();
	const code_1 = require_code();
	const util_1 = require_util();
	const additionalProperties_1 = require_additionalProperties();
	exports.default = {
		keyword: "properties",
		type: "object",
		schemaType: "object",
		code(cxt) {
			const { gen, schema, parentSchema, data, it } = cxt;
			if (it.opts.removeAdditional === "all" && parentSchema.additionalProperties === void 0) additionalProperties_1.default.code(new validate_1.KeywordCxt(it, additionalProperties_1.default, "additionalProperties"));
			const allProps = (0, code_1.allSchemaProperties)(schema);
			for (const prop of allProps) it.definedProperties.add(prop);
			if (it.opts.unevaluated && allProps.length && it.props !== true) it.props = util_1.mergeEvaluated.props(gen, (0, util_1.toHash)(allProps), it.props);
			const properties = allProps.filter((p) => !(0, util_1.alwaysValidSchema)(it, schema[p]));
			if (properties.length === 0) return;
			const valid = gen.name("valid");
			for (const prop of properties) {
				if (hasDefault(prop)) applyPropertySchema(prop);
				else {
					gen.if((0, code_1.propertyInData)(gen, data, prop, it.opts.ownProperties));
					applyPropertySchema(prop);
					if (!it.allErrors) gen.else().var(valid, true);
					gen.endIf();
				}
				cxt.it.definedProperties.add(prop);
				cxt.ok(valid);
			}
			function hasDefault(prop) {
				return it.opts.useDefaults && !it.compositeRule && schema[prop].default !== void 0;
			}
			function applyPropertySchema(prop) {
				cxt.subschema({
					keyword: "properties",
					schemaProp: prop,
					dataProp: prop
				}, valid);
			}
		}
	};
}));
// node_modules/ajv/dist/vocabularies/applicator/patternProperties.js
var require_patternProperties = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const code_1 = require_code();
	const codegen_1 = require_codegen();
	const util_1 = require_util();
	const util_2 = require_util();
	exports.default = {
		keyword: "patternProperties",
		type: "object",
		schemaType: "object",
		code(cxt) {
			const { gen, schema, data, parentSchema, it } = cxt;
			const { opts } = it;
			const patterns = (0, code_1.allSchemaProperties)(schema);
			const alwaysValidPatterns = patterns.filter((p) => (0, util_1.alwaysValidSchema)(it, schema[p]));
			if (patterns.length === 0 || alwaysValidPatterns.length === patterns.length && (!it.opts.unevaluated || it.props === true)) return;
			const checkProperties = opts.strictSchema && !opts.allowMatchingProperties && parentSchema.properties;
			const valid = gen.name("valid");
			if (it.props !== true && !(it.props instanceof codegen_1.Name)) it.props = (0, util_2.evaluatedPropsToName)(gen, it.props);
			const { props } = it;
			validatePatternProperties();
			function validatePatternProperties() {
				for (const pat of patterns) {
					if (checkProperties) checkMatchingProperties(pat);
					if (it.allErrors) validateProperties(pat);
					else {
						gen.var(valid, true);
						validateProperties(pat);
						gen.if(valid);
					}
				}
			}
			function checkMatchingProperties(pat) {
				for (const prop in checkProperties) if (new RegExp(pat).test(prop)) (0, util_1.checkStrictMode)(it, `property ${prop} matches pattern ${pat} (use allowMatchingProperties)`);
			}
			function validateProperties(pat) {
				gen.forIn("key", data, (key) => {
					gen.if((0, codegen_1._)`${(0, code_1.usePattern)(cxt, pat)}.test(${key})`, () => {
						const alwaysValid = alwaysValidPatterns.includes(pat);
						if (!alwaysValid) cxt.subschema({
							keyword: "patternProperties",
							schemaProp: pat,
							dataProp: key,
							dataPropType: util_2.Type.Str
						}, valid);
						if (it.opts.unevaluated && props !== true) gen.assign((0, codegen_1._)`${props}[${key}]`, true);
						else if (!alwaysValid && !it.allErrors) gen.if((0, codegen_1.not)(valid), () => gen.break());
					});
				});
			}
		}
	};
}));
// node_modules/ajv/dist/vocabularies/applicator/not.js
var require_not = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const util_1 = require_util();
	exports.default = {
		keyword: "not",
		schemaType: ["object", "boolean"],
		trackErrors: true,
		code(cxt) {
			const { gen, schema, it } = cxt;
			if ((0, util_1.alwaysValidSchema)(it, schema)) {
				cxt.fail();
				return;
			}
			const valid = gen.name("valid");
			cxt.subschema({
				keyword: "not",
				compositeRule: true,
				createErrors: false,
				allErrors: false
			}, valid);
			cxt.failResult(valid, () => cxt.reset(), () => cxt.error());
		},
		error: { message: "must NOT be valid" }
	};
}));
// node_modules/ajv/dist/vocabularies/applicator/anyOf.js
var require_anyOf = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.default = {
		keyword: "anyOf",
		schemaType: "array",
		trackErrors: true,
		code: require_code().validateUnion,
		error: { message: "must match a schema in anyOf" }
	};
}));
// node_modules/ajv/dist/vocabularies/applicator/oneOf.js
var require_oneOf = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const codegen_1 = require_codegen();
	const util_1 = require_util();
	exports.default = {
		keyword: "oneOf",
		schemaType: "array",
		trackErrors: true,
		error: {
			message: "must match exactly one schema in oneOf",
			params: ({ params }) => (0, codegen_1._)`{passingSchemas: ${params.passing}}`
		},
		code(cxt) {
			const { gen, schema, parentSchema, it } = cxt;
			/* istanbul ignore if */
			if (!Array.isArray(schema)) throw new Error("ajv implementation error");
			if (it.opts.discriminator && parentSchema.discriminator) return;
			const schArr = schema;
			const valid = gen.let("valid", false);
			const passing = gen.let("passing", null);
			const schValid = gen.name("_valid");
			cxt.setParams({ passing });
			gen.block(validateOneOf);
			cxt.result(valid, () => cxt.reset(), () => cxt.error(true));
			function validateOneOf() {
				schArr.forEach((sch, i) => {
					let schCxt;
					if ((0, util_1.alwaysValidSchema)(it, sch)) gen.var(schValid, true);
					else schCxt = cxt.subschema({
						keyword: "oneOf",
						schemaProp: i,
						compositeRule: true
					}, schValid);
					if (i > 0) gen.if((0, codegen_1._)`${schValid} && ${valid}`).assign(valid, false).assign(passing, (0, codegen_1._)`[${passing}, ${i}]`).else();
					gen.if(schValid, () => {
						gen.assign(valid, true);
						gen.assign(passing, i);
						if (schCxt) cxt.mergeEvaluated(schCxt, codegen_1.Name);
					});
				});
			}
		}
	};
}));
// node_modules/ajv/dist/vocabularies/applicator/allOf.js
var require_allOf = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const util_1 = require_util();
	exports.default = {
		keyword: "allOf",
		schemaType: "array",
		code(cxt) {
			const { gen, schema, it } = cxt;
			/* istanbul ignore if */
			if (!Array.isArray(schema)) throw new Error("ajv implementation error");
			const valid = gen.name("valid");
			schema.forEach((sch, i) => {
				if ((0, util_1.alwaysValidSchema)(it, sch)) return;
				const schCxt = cxt.subschema({
					keyword: "allOf",
					schemaProp: i
				}, valid);
				cxt.ok(valid);
				cxt.mergeEvaluated(schCxt);
			});
		}
	};
}));
// node_modules/ajv/dist/vocabularies/applicator/if.js
var require_if = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const codegen_1 = require_codegen();
	const util_1 = require_util();
	const def = {
		keyword: "if",
		schemaType: ["object", "boolean"],
		trackErrors: true,
		error: {
			message: ({ params }) => (0, codegen_1.str)`must match "${params.ifClause}" schema`,
			params: ({ params }) => (0, codegen_1._)`{failingKeyword: ${params.ifClause}}`
		},
		code(cxt) {
			const { gen, parentSchema, it } = cxt;
			if (parentSchema.then === void 0 && parentSchema.else === void 0) (0, util_1.checkStrictMode)(it, "\"if\" without \"then\" and \"else\" is ignored");
			const hasThen = hasSchema(it, "then");
			const hasElse = hasSchema(it, "else");
			if (!hasThen && !hasElse) return;
			const valid = gen.let("valid", true);
			const schValid = gen.name("_valid");
			validateIf();
			cxt.reset();
			if (hasThen && hasElse) {
				const ifClause = gen.let("ifClause");
				cxt.setParams({ ifClause });
				gen.if(schValid, validateClause("then", ifClause), validateClause("else", ifClause));
			} else if (hasThen) gen.if(schValid, validateClause("then"));
			else gen.if((0, codegen_1.not)(schValid), validateClause("else"));
			cxt.pass(valid, () => cxt.error(true));
			function validateIf() {
				const schCxt = cxt.subschema({
					keyword: "if",
					compositeRule: true,
					createErrors: false,
					allErrors: false
				}, schValid);
				cxt.mergeEvaluated(schCxt);
			}
			function validateClause(keyword, ifClause) {
				return () => {
					const schCxt = cxt.subschema({ keyword }, schValid);
					gen.assign(valid, schValid);
					cxt.mergeValidEvaluated(schCxt, valid);
					if (ifClause) gen.assign(ifClause, (0, codegen_1._)`${keyword}`);
					else cxt.setParams({ ifClause: keyword });
				};
			}
		}
	};
	function hasSchema(it, keyword) {
		const schema = it.schema[keyword];
		return schema !== void 0 && !(0, util_1.alwaysValidSchema)(it, schema);
	}
	exports.default = def;
}));
// node_modules/ajv/dist/vocabularies/applicator/thenElse.js
var require_thenElse = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const util_1 = require_util();
	exports.default = {
		keyword: ["then", "else"],
		schemaType: ["object", "boolean"],
		code({ keyword, parentSchema, it }) {
			if (parentSchema.if === void 0) (0, util_1.checkStrictMode)(it, `"${keyword}" without "if" is ignored`);
		}
	};
}));
// node_modules/ajv/dist/vocabularies/applicator/index.js
var require_applicator$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const additionalItems_1 = require_additionalItems();
	const prefixItems_1 = require_prefixItems();
	const items_1 = require_items();
	const items2020_1 = require_items2020();
	const contains_1 = require_contains();
	const dependencies_1 = require_dependencies();
	const propertyNames_1 = require_propertyNames();
	const additionalProperties_1 = require_additionalProperties();
	const properties_1 = require_properties();
	const patternProperties_1 = require_patternProperties();
	const not_1 = require_not();
	const anyOf_1 = require_anyOf();
	const oneOf_1 = require_oneOf();
	const allOf_1 = require_allOf();
	const if_1 = require_if();
	const thenElse_1 = require_thenElse();
	function getApplicator(draft2020 = false) {
		const applicator = [
			not_1.default,
			anyOf_1.default,
			oneOf_1.default,
			allOf_1.default,
			if_1.default,
			thenElse_1.default,
			propertyNames_1.default,
			additionalProperties_1.default,
			dependencies_1.default,
			properties_1.default,
			patternProperties_1.default
		];
		if (draft2020) applicator.push(prefixItems_1.default, items2020_1.default);
		else applicator.push(additionalItems_1.default, items_1.default);
		applicator.push(contains_1.default);
		return applicator;
	}
	exports.default = getApplicator;
}));
// node_modules/ajv/dist/vocabularies/dynamic/dynamicAnchor.js
var require_dynamicAnchor = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.dynamicAnchor = void 0;
	const codegen_1 = require_codegen();
	const names_1 = require_names();
	const compile_1 = require_compile();
	const ref_1 = require_ref();
	const def = {
		keyword: "$dynamicAnchor",
		schemaType: "string",
		code: (cxt) => dynamicAnchor(cxt, cxt.schema)
	};
	function dynamicAnchor(cxt, anchor) {
		const { gen, it } = cxt;
		it.schemaEnv.root.dynamicAnchors[anchor] = true;
		const v = (0, codegen_1._)`${names_1.default.dynamicAnchors}${(0, codegen_1.getProperty)(anchor)}`;
		const validate = it.errSchemaPath === "#" ? it.validateName : _getValidate(cxt);
		gen.if((0, codegen_1._)`!${v}`, () => gen.assign(v, validate));
	}
	exports.dynamicAnchor = dynamicAnchor;
	function _getValidate(cxt) {
		const { schemaEnv, schema, self } = cxt.it;
		const { root, baseId, localRefs, meta } = schemaEnv.root;
		const { schemaId } = self.opts;
		const sch = new compile_1.SchemaEnv({
			schema,
			schemaId,
			root,
			baseId,
			localRefs,
			meta
		});
		compile_1.compileSchema.call(self, sch);
		return (0, ref_1.getValidate)(cxt, sch);
	}
	exports.default = def;
}));
// node_modules/ajv/dist/vocabularies/dynamic/dynamicRef.js
var require_dynamicRef = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.dynamicRef = void 0;
	const codegen_1 = require_codegen();
	const names_1 = require_names();
	const ref_1 = require_ref();
	const def = {
		keyword: "$dynamicRef",
		schemaType: "string",
		code: (cxt) => dynamicRef(cxt, cxt.schema)
	};
	function dynamicRef(cxt, ref) {
		const { gen, keyword, it } = cxt;
		if (ref[0] !== "#") throw new Error(`"${keyword}" only supports hash fragment reference`);
		const anchor = ref.slice(1);
		if (it.allErrors) _dynamicRef();
		else {
			const valid = gen.let("valid", false);
			_dynamicRef(valid);
			cxt.ok(valid);
		}
		function _dynamicRef(valid) {
			if (it.schemaEnv.root.dynamicAnchors[anchor]) {
				const v = gen.let("_v", (0, codegen_1._)`${names_1.default.dynamicAnchors}${(0, codegen_1.getProperty)(anchor)}`);
				gen.if(v, _callRef(v, valid), _callRef(it.validateName, valid));
			} else _callRef(it.validateName, valid)();
		}
		function _callRef(validate, valid) {
			return valid ? () => gen.block(() => {
				(0, ref_1.callRef)(cxt, validate);
				gen.let(valid, true);
			}) : () => (0, ref_1.callRef)(cxt, validate);
		}
	}
	exports.dynamicRef = dynamicRef;
	exports.default = def;
}));
// node_modules/ajv/dist/vocabularies/dynamic/recursiveAnchor.js
var require_recursiveAnchor = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const dynamicAnchor_1 = require_dynamicAnchor();
	const util_1 = require_util();
	exports.default = {
		keyword: "$recursiveAnchor",
		schemaType: "boolean",
		code(cxt) {
			if (cxt.schema) (0, dynamicAnchor_1.dynamicAnchor)(cxt, "");
			else (0, util_1.checkStrictMode)(cxt.it, "$recursiveAnchor: false is ignored");
		}
	};
}));
// node_modules/ajv/dist/vocabularies/dynamic/recursiveRef.js
var require_recursiveRef = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const dynamicRef_1 = require_dynamicRef();
	exports.default = {
		keyword: "$recursiveRef",
		schemaType: "string",
		code: (cxt) => (0, dynamicRef_1.dynamicRef)(cxt, cxt.schema)
	};
}));
// node_modules/ajv/dist/vocabularies/dynamic/index.js
var require_dynamic = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const dynamicAnchor_1 = require_dynamicAnchor();
	const dynamicRef_1 = require_dynamicRef();
	const recursiveAnchor_1 = require_recursiveAnchor();
	const recursiveRef_1 = require_recursiveRef();
	exports.default = [
		dynamicAnchor_1.default,
		dynamicRef_1.default,
		recursiveAnchor_1.default,
		recursiveRef_1.default
	];
}));
// node_modules/ajv/dist/vocabularies/validation/dependentRequired.js
var require_dependentRequired = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const dependencies_1 = require_dependencies();
	exports.default = {
		keyword: "dependentRequired",
		type: "object",
		schemaType: "object",
		error: dependencies_1.error,
		code: (cxt) => (0, dependencies_1.validatePropertyDeps)(cxt)
	};
}));
// node_modules/ajv/dist/vocabularies/applicator/dependentSchemas.js
var require_dependentSchemas = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const dependencies_1 = require_dependencies();
	exports.default = {
		keyword: "dependentSchemas",
		type: "object",
		schemaType: "object",
		code: (cxt) => (0, dependencies_1.validateSchemaDeps)(cxt)
	};
}));
// node_modules/ajv/dist/vocabularies/validation/limitContains.js
var require_limitContains = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const util_1 = require_util();
	exports.default = {
		keyword: ["maxContains", "minContains"],
		type: "array",
		schemaType: "number",
		code({ keyword, parentSchema, it }) {
			if (parentSchema.contains === void 0) (0, util_1.checkStrictMode)(it, `"${keyword}" without "contains" is ignored`);
		}
	};
}));
// node_modules/ajv/dist/vocabularies/next.js
var require_next = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const dependentRequired_1 = require_dependentRequired();
	const dependentSchemas_1 = require_dependentSchemas();
	const limitContains_1 = require_limitContains();
	exports.default = [
		dependentRequired_1.default,
		dependentSchemas_1.default,
		limitContains_1.default
	];
}));
// node_modules/ajv/dist/vocabularies/unevaluated/unevaluatedProperties.js
var require_unevaluatedProperties = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const codegen_1 = require_codegen();
	const util_1 = require_util();
	const names_1 = require_names();
	exports.default = {
		keyword: "unevaluatedProperties",
		type: "object",
		schemaType: ["boolean", "object"],
		trackErrors: true,
		error: {
			message: "must NOT have unevaluated properties",
			params: ({ params }) => (0, codegen_1._)`{unevaluatedProperty: ${params.unevaluatedProperty}}`
		},
		code(cxt) {
			const { gen, schema, data, errsCount, it } = cxt;
			/* istanbul ignore if */
			if (!errsCount) throw new Error("ajv implementation error");
			const { allErrors, props } = it;
			if (props instanceof codegen_1.Name) gen.if((0, codegen_1._)`${props} !== true`, () => gen.forIn("key", data, (key) => gen.if(unevaluatedDynamic(props, key), () => unevaluatedPropCode(key))));
			else if (props !== true) gen.forIn("key", data, (key) => props === void 0 ? unevaluatedPropCode(key) : gen.if(unevaluatedStatic(props, key), () => unevaluatedPropCode(key)));
			it.props = true;
			cxt.ok((0, codegen_1._)`${errsCount} === ${names_1.default.errors}`);
			function unevaluatedPropCode(key) {
				if (schema === false) {
					cxt.setParams({ unevaluatedProperty: key });
					cxt.error();
					if (!allErrors) gen.break();
					return;
				}
				if (!(0, util_1.alwaysValidSchema)(it, schema)) {
					const valid = gen.name("valid");
					cxt.subschema({
						keyword: "unevaluatedProperties",
						dataProp: key,
						dataPropType: util_1.Type.Str
					}, valid);
					if (!allErrors) gen.if((0, codegen_1.not)(valid), () => gen.break());
				}
			}
			function unevaluatedDynamic(evaluatedProps, key) {
				return (0, codegen_1._)`!${evaluatedProps} || !${evaluatedProps}[${key}]`;
			}
			function unevaluatedStatic(evaluatedProps, key) {
				const ps = [];
				for (const p in evaluatedProps) if (evaluatedProps[p] === true) ps.push((0, codegen_1._)`${key} !== ${p}`);
				return (0, codegen_1.and)(...ps);
			}
		}
	};
}));
// node_modules/ajv/dist/vocabularies/unevaluated/unevaluatedItems.js
var require_unevaluatedItems = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const codegen_1 = require_codegen();
	const util_1 = require_util();
	exports.default = {
		keyword: "unevaluatedItems",
		type: "array",
		schemaType: ["boolean", "object"],
		error: {
			message: ({ params: { len } }) => (0, codegen_1.str)`must NOT have more than ${len} items`,
			params: ({ params: { len } }) => (0, codegen_1._)`{limit: ${len}}`
		},
		code(cxt) {
			const { gen, schema, data, it } = cxt;
			const items = it.items || 0;
			if (items === true) return;
			const len = gen.const("len", (0, codegen_1._)`${data}.length`);
			if (schema === false) {
				cxt.setParams({ len: items });
				cxt.fail((0, codegen_1._)`${len} > ${items}`);
			} else if (typeof schema == "object" && !(0, util_1.alwaysValidSchema)(it, schema)) {
				const valid = gen.var("valid", (0, codegen_1._)`${len} <= ${items}`);
				gen.if((0, codegen_1.not)(valid), () => validateItems(valid, items));
				cxt.ok(valid);
			}
			it.items = true;
			function validateItems(valid, from) {
				gen.forRange("i", from, len, (i) => {
					cxt.subschema({
						keyword: "unevaluatedItems",
						dataProp: i,
						dataPropType: util_1.Type.Num
					}, valid);
					if (!it.allErrors) gen.if((0, codegen_1.not)(valid), () => gen.break());
				});
			}
		}
	};
}));
// node_modules/ajv/dist/vocabularies/unevaluated/index.js
var require_unevaluated$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const unevaluatedProperties_1 = require_unevaluatedProperties();
	const unevaluatedItems_1 = require_unevaluatedItems();
	exports.default = [unevaluatedProperties_1.default, unevaluatedItems_1.default];
}));
// node_modules/ajv/dist/vocabularies/format/format.js
var require_format$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const codegen_1 = require_codegen();
	exports.default = {
		keyword: "format",
		type: ["number", "string"],
		schemaType: "string",
		$data: true,
		error: {
			message: ({ schemaCode }) => (0, codegen_1.str)`must match format "${schemaCode}"`,
			params: ({ schemaCode }) => (0, codegen_1._)`{format: ${schemaCode}}`
		},
		code(cxt, ruleType) {
			const { gen, data, $data, schema, schemaCode, it } = cxt;
			const { opts, errSchemaPath, schemaEnv, self } = it;
			if (!opts.validateFormats) return;
			if ($data) validate$DataFormat();
			else validateFormat();
			function validate$DataFormat() {
				const fmts = gen.scopeValue("formats", {
					ref: self.formats,
					code: opts.code.formats
				});
				const fDef = gen.const("fDef", (0, codegen_1._)`${fmts}[${schemaCode}]`);
				const fType = gen.let("fType");
				const format = gen.let("format");
				gen.if((0, codegen_1._)`typeof ${fDef} == "object" && !(${fDef} instanceof RegExp)`, () => gen.assign(fType, (0, codegen_1._)`${fDef}.type || "string"`).assign(format, (0, codegen_1._)`${fDef}.validate`), () => gen.assign(fType, (0, codegen_1._)`"string"`).assign(format, fDef));
				cxt.fail$data((0, codegen_1.or)(unknownFmt(), invalidFmt()));
				function unknownFmt() {
					if (opts.strictSchema === false) return codegen_1.nil;
					return (0, codegen_1._)`${schemaCode} && !${format}`;
				}
				function invalidFmt() {
					const callFormat = schemaEnv.$async ? (0, codegen_1._)`(${fDef}.async ? await ${format}(${data}) : ${format}(${data}))` : (0, codegen_1._)`${format}(${data})`;
					const validData = (0, codegen_1._)`(typeof ${format} == "function" ? ${callFormat} : ${format}.test(${data}))`;
					return (0, codegen_1._)`${format} && ${format} !== true && ${fType} === ${ruleType} && !${validData}`;
				}
			}
			function validateFormat() {
				const formatDef = self.formats[schema];
				if (!formatDef) {
					unknownFormat();
					return;
				}
				if (formatDef === true) return;
				const [fmtType, format, fmtRef] = getFormat(formatDef);
				if (fmtType === ruleType) cxt.pass(validCondition());
				function unknownFormat() {
					if (opts.strictSchema === false) {
						self.logger.warn(unknownMsg());
						return;
					}
					throw new Error(unknownMsg());
					function unknownMsg() {
						return `unknown format "${schema}" ignored in schema at path "${errSchemaPath}"`;
					}
				}
				function getFormat(fmtDef) {
					const code = fmtDef instanceof RegExp ? (0, codegen_1.regexpCode)(fmtDef) : opts.code.formats ? (0, codegen_1._)`${opts.code.formats}${(0, codegen_1.getProperty)(schema)}` : void 0;
					const fmt = gen.scopeValue("formats", {
						key: schema,
						ref: fmtDef,
						code
					});
					if (typeof fmtDef == "object" && !(fmtDef instanceof RegExp)) return [
						fmtDef.type || "string",
						fmtDef.validate,
						(0, codegen_1._)`${fmt}.validate`
					];
					return [
						"string",
						fmtDef,
						fmt
					];
				}
				function validCondition() {
					if (typeof formatDef == "object" && !(formatDef instanceof RegExp) && formatDef.async) {
						if (!schemaEnv.$async) throw new Error("async format in sync schema");
						return (0, codegen_1._)`await ${fmtRef}(${data})`;
					}
					return typeof format == "function" ? (0, codegen_1._)`${fmtRef}(${data})` : (0, codegen_1._)`${fmtRef}.test(${data})`;
				}
			}
		}
	};
}));
// node_modules/ajv/dist/vocabularies/format/index.js
var require_format = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.default = [require_format$1().default];
}));
// node_modules/ajv/dist/vocabularies/metadata.js
var require_metadata = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.contentVocabulary = exports.metadataVocabulary = void 0;
	exports.metadataVocabulary = [
		"title",
		"description",
		"default",
		"deprecated",
		"readOnly",
		"writeOnly",
		"examples"
	];
	exports.contentVocabulary = [
		"contentMediaType",
		"contentEncoding",
		"contentSchema"
	];
}));
// node_modules/ajv/dist/vocabularies/draft2020.js
var require_draft2020 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const core_1 = require_core$1();
	const validation_1 = require_validation$1();
	const applicator_1 = require_applicator$1();
	const dynamic_1 = require_dynamic();
	const next_1 = require_next();
	const unevaluated_1 = require_unevaluated$1();
	const format_1 = require_format();
	const metadata_1 = require_metadata();
	exports.default = [
		dynamic_1.default,
		core_1.default,
		validation_1.default,
		(0, applicator_1.default)(true),
		format_1.default,
		metadata_1.metadataVocabulary,
		metadata_1.contentVocabulary,
		next_1.default,
		unevaluated_1.default
	];
}));
// node_modules/ajv/dist/vocabularies/discriminator/types.js
var require_types = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.DiscrError = void 0;
	var DiscrError;
	(function(DiscrError) {
		DiscrError["Tag"] = "tag";
		DiscrError["Mapping"] = "mapping";
	})(DiscrError || (exports.DiscrError = DiscrError = {}));
}));
// node_modules/ajv/dist/vocabularies/discriminator/index.js
var require_discriminator = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const codegen_1 = require_codegen();
	const types_1 = require_types();
	const compile_1 = require_compile();
	const ref_error_1 = require_ref_error();
	const util_1 = require_util();
	exports.default = {
		keyword: "discriminator",
		type: "object",
		schemaType: "object",
		error: {
			message: ({ params: { discrError, tagName } }) => discrError === types_1.DiscrError.Tag ? `tag "${tagName}" must be string` : `value of tag "${tagName}" must be in oneOf`,
			params: ({ params: { discrError, tag, tagName } }) => (0, codegen_1._)`{error: ${discrError}, tag: ${tagName}, tagValue: ${tag}}`
		},
		code(cxt) {
			const { gen, data, schema, parentSchema, it } = cxt;
			const { oneOf } = parentSchema;
			if (!it.opts.discriminator) throw new Error("discriminator: requires discriminator option");
			const tagName = schema.propertyName;
			if (typeof tagName != "string") throw new Error("discriminator: requires propertyName");
			if (schema.mapping) throw new Error("discriminator: mapping is not supported");
			if (!oneOf) throw new Error("discriminator: requires oneOf keyword");
			const valid = gen.let("valid", false);
			const tag = gen.const("tag", (0, codegen_1._)`${data}${(0, codegen_1.getProperty)(tagName)}`);
			gen.if((0, codegen_1._)`typeof ${tag} == "string"`, () => validateMapping(), () => cxt.error(false, {
				discrError: types_1.DiscrError.Tag,
				tag,
				tagName
			}));
			cxt.ok(valid);
			function validateMapping() {
				const mapping = getMapping();
				gen.if(false);
				for (const tagValue in mapping) {
					gen.elseIf((0, codegen_1._)`${tag} === ${tagValue}`);
					gen.assign(valid, applyTagSchema(mapping[tagValue]));
				}
				gen.else();
				cxt.error(false, {
					discrError: types_1.DiscrError.Mapping,
					tag,
					tagName
				});
				gen.endIf();
			}
			function applyTagSchema(schemaProp) {
				const _valid = gen.name("valid");
				const schCxt = cxt.subschema({
					keyword: "oneOf",
					schemaProp
				}, _valid);
				cxt.mergeEvaluated(schCxt, codegen_1.Name);
				return _valid;
			}
			function getMapping() {
				var _a;
				const oneOfMapping = {};
				const topRequired = hasRequired(parentSchema);
				let tagRequired = true;
				for (let i = 0; i < oneOf.length; i++) {
					let sch = oneOf[i];
					if ((sch === null || sch === void 0 ? void 0 : sch.$ref) && !(0, util_1.schemaHasRulesButRef)(sch, it.self.RULES)) {
						const ref = sch.$ref;
						sch = compile_1.resolveRef.call(it.self, it.schemaEnv.root, it.baseId, ref);
						if (sch instanceof compile_1.SchemaEnv) sch = sch.schema;
						if (sch === void 0) throw new ref_error_1.default(it.opts.uriResolver, it.baseId, ref);
					}
					const propSch = (_a = sch === null || sch === void 0 ? void 0 : sch.properties) === null || _a === void 0 ? void 0 : _a[tagName];
					if (typeof propSch != "object") throw new Error(`discriminator: oneOf subschemas (or referenced schemas) must have "properties/${tagName}"`);
					tagRequired = tagRequired && (topRequired || hasRequired(sch));
					addMappings(propSch, i);
				}
				if (!tagRequired) throw new Error(`discriminator: "${tagName}" must be required`);
				return oneOfMapping;
				function hasRequired({ required }) {
					return Array.isArray(required) && required.includes(tagName);
				}
				function addMappings(sch, i) {
					if (sch.const) addMapping(sch.const, i);
					else if (sch.enum) for (const tagValue of sch.enum) addMapping(tagValue, i);
					else throw new Error(`discriminator: "properties/${tagName}" must have "const" or "enum"`);
				}
				function addMapping(tagValue, i) {
					if (typeof tagValue != "string" || tagValue in oneOfMapping) throw new Error(`discriminator: "${tagName}" values must be unique strings`);
					oneOfMapping[tagValue] = i;
				}
			}
		}
	};
}));
// node_modules/ajv/dist/refs/json-schema-2020-12/schema.json
var require_schema$3 = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = {
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"$id": "https://json-schema.org/draft/2020-12/schema",
		"$vocabulary": {
			"https://json-schema.org/draft/2020-12/vocab/core": true,
			"https://json-schema.org/draft/2020-12/vocab/applicator": true,
			"https://json-schema.org/draft/2020-12/vocab/unevaluated": true,
			"https://json-schema.org/draft/2020-12/vocab/validation": true,
			"https://json-schema.org/draft/2020-12/vocab/meta-data": true,
			"https://json-schema.org/draft/2020-12/vocab/format-annotation": true,
			"https://json-schema.org/draft/2020-12/vocab/content": true
		},
		"$dynamicAnchor": "meta",
		"title": "Core and Validation specifications meta-schema",
		"allOf": [
			{ "$ref": "meta/core" },
			{ "$ref": "meta/applicator" },
			{ "$ref": "meta/unevaluated" },
			{ "$ref": "meta/validation" },
			{ "$ref": "meta/meta-data" },
			{ "$ref": "meta/format-annotation" },
			{ "$ref": "meta/content" }
		],
		"type": ["object", "boolean"],
		"$comment": "This meta-schema also defines keywords that have appeared in previous drafts in order to prevent incompatible extensions as they remain in common use.",
		"properties": {
			"definitions": {
				"$comment": "\"definitions\" has been replaced by \"$defs\".",
				"type": "object",
				"additionalProperties": { "$dynamicRef": "#meta" },
				"deprecated": true,
				"default": {}
			},
			"dependencies": {
				"$comment": "\"dependencies\" has been split and replaced by \"dependentSchemas\" and \"dependentRequired\" in order to serve their differing semantics.",
				"type": "object",
				"additionalProperties": { "anyOf": [{ "$dynamicRef": "#meta" }, { "$ref": "meta/validation#/$defs/stringArray" }] },
				"deprecated": true,
				"default": {}
			},
			"$recursiveAnchor": {
				"$comment": "\"$recursiveAnchor\" has been replaced by \"$dynamicAnchor\".",
				"$ref": "meta/core#/$defs/anchorString",
				"deprecated": true
			},
			"$recursiveRef": {
				"$comment": "\"$recursiveRef\" has been replaced by \"$dynamicRef\".",
				"$ref": "meta/core#/$defs/uriReferenceString",
				"deprecated": true
			}
		}
	};
}));
// node_modules/ajv/dist/refs/json-schema-2020-12/meta/applicator.json
var require_applicator = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = {
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"$id": "https://json-schema.org/draft/2020-12/meta/applicator",
		"$vocabulary": { "https://json-schema.org/draft/2020-12/vocab/applicator": true },
		"$dynamicAnchor": "meta",
		"title": "Applicator vocabulary meta-schema",
		"type": ["object", "boolean"],
		"properties": {
			"prefixItems": { "$ref": "#/$defs/schemaArray" },
			"items": { "$dynamicRef": "#meta" },
			"contains": { "$dynamicRef": "#meta" },
			"additionalProperties": { "$dynamicRef": "#meta" },
			"properties": {
				"type": "object",
				"additionalProperties": { "$dynamicRef": "#meta" },
				"default": {}
			},
			"patternProperties": {
				"type": "object",
				"additionalProperties": { "$dynamicRef": "#meta" },
				"propertyNames": { "format": "regex" },
				"default": {}
			},
			"dependentSchemas": {
				"type": "object",
				"additionalProperties": { "$dynamicRef": "#meta" },
				"default": {}
			},
			"propertyNames": { "$dynamicRef": "#meta" },
			"if": { "$dynamicRef": "#meta" },
			"then": { "$dynamicRef": "#meta" },
			"else": { "$dynamicRef": "#meta" },
			"allOf": { "$ref": "#/$defs/schemaArray" },
			"anyOf": { "$ref": "#/$defs/schemaArray" },
			"oneOf": { "$ref": "#/$defs/schemaArray" },
			"not": { "$dynamicRef": "#meta" }
		},
		"$defs": { "schemaArray": {
			"type": "array",
			"minItems": 1,
			"items": { "$dynamicRef": "#meta" }
		} }
	};
}));
// node_modules/ajv/dist/refs/json-schema-2020-12/meta/unevaluated.json
var require_unevaluated = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = {
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"$id": "https://json-schema.org/draft/2020-12/meta/unevaluated",
		"$vocabulary": { "https://json-schema.org/draft/2020-12/vocab/unevaluated": true },
		"$dynamicAnchor": "meta",
		"title": "Unevaluated applicator vocabulary meta-schema",
		"type": ["object", "boolean"],
		"properties": {
			"unevaluatedItems": { "$dynamicRef": "#meta" },
			"unevaluatedProperties": { "$dynamicRef": "#meta" }
		}
	};
}));
// node_modules/ajv/dist/refs/json-schema-2020-12/meta/content.json
var require_content = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = {
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"$id": "https://json-schema.org/draft/2020-12/meta/content",
		"$vocabulary": { "https://json-schema.org/draft/2020-12/vocab/content": true },
		"$dynamicAnchor": "meta",
		"title": "Content vocabulary meta-schema",
		"type": ["object", "boolean"],
		"properties": {
			"contentEncoding": { "type": "string" },
			"contentMediaType": { "type": "string" },
			"contentSchema": { "$dynamicRef": "#meta" }
		}
	};
}));
// node_modules/ajv/dist/refs/json-schema-2020-12/meta/core.json
var require_core = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = {
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"$id": "https://json-schema.org/draft/2020-12/meta/core",
		"$vocabulary": { "https://json-schema.org/draft/2020-12/vocab/core": true },
		"$dynamicAnchor": "meta",
		"title": "Core vocabulary meta-schema",
		"type": ["object", "boolean"],
		"properties": {
			"$id": {
				"$ref": "#/$defs/uriReferenceString",
				"$comment": "Non-empty fragments not allowed.",
				"pattern": "^[^#]*#?$"
			},
			"$schema": { "$ref": "#/$defs/uriString" },
			"$ref": { "$ref": "#/$defs/uriReferenceString" },
			"$anchor": { "$ref": "#/$defs/anchorString" },
			"$dynamicRef": { "$ref": "#/$defs/uriReferenceString" },
			"$dynamicAnchor": { "$ref": "#/$defs/anchorString" },
			"$vocabulary": {
				"type": "object",
				"propertyNames": { "$ref": "#/$defs/uriString" },
				"additionalProperties": { "type": "boolean" }
			},
			"$comment": { "type": "string" },
			"$defs": {
				"type": "object",
				"additionalProperties": { "$dynamicRef": "#meta" }
			}
		},
		"$defs": {
			"anchorString": {
				"type": "string",
				"pattern": "^[A-Za-z_][-A-Za-z0-9._]*$"
			},
			"uriString": {
				"type": "string",
				"format": "uri"
			},
			"uriReferenceString": {
				"type": "string",
				"format": "uri-reference"
			}
		}
	};
}));
// node_modules/ajv/dist/refs/json-schema-2020-12/meta/format-annotation.json
var require_format_annotation = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = {
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"$id": "https://json-schema.org/draft/2020-12/meta/format-annotation",
		"$vocabulary": { "https://json-schema.org/draft/2020-12/vocab/format-annotation": true },
		"$dynamicAnchor": "meta",
		"title": "Format vocabulary meta-schema for annotation results",
		"type": ["object", "boolean"],
		"properties": { "format": { "type": "string" } }
	};
}));
// node_modules/ajv/dist/refs/json-schema-2020-12/meta/meta-data.json
var require_meta_data = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = {
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"$id": "https://json-schema.org/draft/2020-12/meta/meta-data",
		"$vocabulary": { "https://json-schema.org/draft/2020-12/vocab/meta-data": true },
		"$dynamicAnchor": "meta",
		"title": "Meta-data vocabulary meta-schema",
		"type": ["object", "boolean"],
		"properties": {
			"title": { "type": "string" },
			"description": { "type": "string" },
			"default": true,
			"deprecated": {
				"type": "boolean",
				"default": false
			},
			"readOnly": {
				"type": "boolean",
				"default": false
			},
			"writeOnly": {
				"type": "boolean",
				"default": false
			},
			"examples": {
				"type": "array",
				"items": true
			}
		}
	};
}));
// node_modules/ajv/dist/refs/json-schema-2020-12/meta/validation.json
var require_validation = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = {
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"$id": "https://json-schema.org/draft/2020-12/meta/validation",
		"$vocabulary": { "https://json-schema.org/draft/2020-12/vocab/validation": true },
		"$dynamicAnchor": "meta",
		"title": "Validation vocabulary meta-schema",
		"type": ["object", "boolean"],
		"properties": {
			"type": { "anyOf": [{ "$ref": "#/$defs/simpleTypes" }, {
				"type": "array",
				"items": { "$ref": "#/$defs/simpleTypes" },
				"minItems": 1,
				"uniqueItems": true
			}] },
			"const": true,
			"enum": {
				"type": "array",
				"items": true
			},
			"multipleOf": {
				"type": "number",
				"exclusiveMinimum": 0
			},
			"maximum": { "type": "number" },
			"exclusiveMaximum": { "type": "number" },
			"minimum": { "type": "number" },
			"exclusiveMinimum": { "type": "number" },
			"maxLength": { "$ref": "#/$defs/nonNegativeInteger" },
			"minLength": { "$ref": "#/$defs/nonNegativeIntegerDefault0" },
			"pattern": {
				"type": "string",
				"format": "regex"
			},
			"maxItems": { "$ref": "#/$defs/nonNegativeInteger" },
			"minItems": { "$ref": "#/$defs/nonNegativeIntegerDefault0" },
			"uniqueItems": {
				"type": "boolean",
				"default": false
			},
			"maxContains": { "$ref": "#/$defs/nonNegativeInteger" },
			"minContains": {
				"$ref": "#/$defs/nonNegativeInteger",
				"default": 1
			},
			"maxProperties": { "$ref": "#/$defs/nonNegativeInteger" },
			"minProperties": { "$ref": "#/$defs/nonNegativeIntegerDefault0" },
			"required": { "$ref": "#/$defs/stringArray" },
			"dependentRequired": {
				"type": "object",
				"additionalProperties": { "$ref": "#/$defs/stringArray" }
			}
		},
		"$defs": {
			"nonNegativeInteger": {
				"type": "integer",
				"minimum": 0
			},
			"nonNegativeIntegerDefault0": {
				"$ref": "#/$defs/nonNegativeInteger",
				"default": 0
			},
			"simpleTypes": { "enum": [
				"array",
				"boolean",
				"integer",
				"null",
				"number",
				"object",
				"string"
			] },
			"stringArray": {
				"type": "array",
				"items": { "type": "string" },
				"uniqueItems": true,
				"default": []
			}
		}
	};
}));
// node_modules/ajv/dist/refs/json-schema-2020-12/index.js
var require_json_schema_2020_12 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	const metaSchema = require_schema$3();
	const applicator = require_applicator();
	const unevaluated = require_unevaluated();
	const content = require_content();
	const core = require_core();
	const format = require_format_annotation();
	const metadata = require_meta_data();
	const validation = require_validation();
	const META_SUPPORT_DATA = ["/properties"];
	function addMetaSchema2020($data) {
		[
			metaSchema,
			applicator,
			unevaluated,
			content,
			core,
			with$data(this, format),
			metadata,
			with$data(this, validation)
		].forEach((sch) => this.addMetaSchema(sch, void 0, false));
		return this;
		function with$data(ajv, sch) {
			return $data ? ajv.$dataMetaSchema(sch, META_SUPPORT_DATA) : sch;
		}
	}
	exports.default = addMetaSchema2020;
}));
// src/common/schema.ts
var import__2020 = (/* @__PURE__ */ __commonJSMin(((exports, module) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.MissingRefError = exports.ValidationError = exports.CodeGen = exports.Name = exports.nil = exports.stringify = exports.str = exports._ = exports.KeywordCxt = exports.Ajv2020 = void 0;
	const core_1 = require_core$2();
	const draft2020_1 = require_draft2020();
	const discriminator_1 = require_discriminator();
	const json_schema_2020_12_1 = require_json_schema_2020_12();
	const META_SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema";
	var Ajv2020 = class extends core_1.default {
		constructor(opts = {}) {
			super({
				...opts,
				dynamicRef: true,
				next: true,
				unevaluated: true
			});
		}
		_addVocabularies() {
			super._addVocabularies();
			draft2020_1.default.forEach((v) => this.addVocabulary(v));
			if (this.opts.discriminator) this.addKeyword(discriminator_1.default);
		}
		_addDefaultMetaSchema() {
			super._addDefaultMetaSchema();
			const { $data, meta } = this.opts;
			if (!meta) return;
			json_schema_2020_12_1.default.call(this, $data);
			this.refs["http://json-schema.org/schema"] = META_SCHEMA_ID;
		}
		defaultMeta() {
			return this.opts.defaultMeta = super.defaultMeta() || (this.getSchema(META_SCHEMA_ID) ? META_SCHEMA_ID : void 0);
		}
	};
	exports.Ajv2020 = Ajv2020;
	module.exports = exports = Ajv2020;
	module.exports.Ajv2020 = Ajv2020;
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.default = Ajv2020;
	var validate_1 = require_validate();
	Object.defineProperty(exports, "KeywordCxt", {
		enumerable: true,
		get: function() {
			return validate_1.KeywordCxt;
		}
	});
	var codegen_1 = require_codegen();
	Object.defineProperty(exports, "_", {
		enumerable: true,
		get: function() {
			return codegen_1._;
		}
	});
	Object.defineProperty(exports, "str", {
		enumerable: true,
		get: function() {
			return codegen_1.str;
		}
	});
	Object.defineProperty(exports, "stringify", {
		enumerable: true,
		get: function() {
			return codegen_1.stringify;
		}
	});
	Object.defineProperty(exports, "nil", {
		enumerable: true,
		get: function() {
			return codegen_1.nil;
		}
	});
	Object.defineProperty(exports, "Name", {
		enumerable: true,
		get: function() {
			return codegen_1.Name;
		}
	});
	Object.defineProperty(exports, "CodeGen", {
		enumerable: true,
		get: function() {
			return codegen_1.CodeGen;
		}
	});
	var validation_error_1 = require_validation_error();
	Object.defineProperty(exports, "ValidationError", {
		enumerable: true,
		get: function() {
			return validation_error_1.default;
		}
	});
	var ref_error_1 = require_ref_error();
	Object.defineProperty(exports, "MissingRefError", {
		enumerable: true,
		get: function() {
			return ref_error_1.default;
		}
	});
})))();
const compiled = /* @__PURE__ */ new Map();
function validator(name) {
	const known = compiled.get(name);
	if (known) return known;
	const schema = JSON.parse(readFileSync(join(packageRoot, "schema", `${name}.schema.json`), "utf8"));
	const validate = new import__2020.Ajv2020({
		allErrors: true,
		verbose: true,
		strict: true,
		strictTypes: false,
		strictRequired: false,
		allowUnionTypes: true
	}).compile(schema);
	compiled.set(name, validate);
	return validate;
}
/** All violations of a schema, in ajv's form; empty where the value fits. */
function schemaErrors(name, value) {
	const validate = validator(name);
	return validate(value) ? [] : [...validate.errors ?? []];
}
const CURRENT = 1;
function assertDocument(name, value, where) {
	const version = value?.schemaVersion;
	if (version !== void 0 && version !== CURRENT) throw new JouleGateError("document-invalid", `${where} has schema version ${JSON.stringify(version)}, this JouleGate reads ${CURRENT}`, "measure again with this version, or use the JouleGate that wrote the file");
	const errors = schemaErrors(name, value);
	if (errors.length === 0) return;
	const lines = errors.slice(0, 8).map((e) => `${e.instancePath || "/"} ${e.message ?? ""}`);
	throw new JouleGateError("document-invalid", `${where} is no ${name === "run-result" ? "RunResult" : "Comparison"}: ${lines.join("; ")}`, `give a file that "joulegate ${name === "run-result" ? "run" : "compare"}" wrote (schema/${name}.schema.json)`);
}
/** Throws `document-invalid` where `value` is no RunResult of the current schema version. */
function assertRunResult(value, where) {
	assertDocument("run-result", value, where);
}
/** Throws `document-invalid` where `value` is no Comparison of the current schema version. */
function assertComparison(value, where) {
	assertDocument("comparison", value, where);
}
// src/baseline/store.ts
function parseBaseline(text) {
	return text.startsWith("file:") ? {
		kind: "file",
		path: text.slice(5)
	} : { kind: "none" };
}
const historyPath = (path) => path.replace(/(\.json)?$/, ".history.jsonl");
/** The stored baseline, or `null` where there is none yet. Throws `baseline-unreadable`, naming the file. */
async function readBaseline(spec) {
	if (spec.kind === "none" || !existsSync(spec.path)) return null;
	try {
		const value = await readJson(spec.path);
		assertRunResult(value, spec.path);
		return value;
	} catch (cause) {
		throw new JouleGateError("baseline-unreadable", `the stored baseline cannot be read: ${cause.message}`, `measure and run "joulegate baseline update", or restore ${spec.path} from git`, { cause });
	}
}
/** Results accepted earlier, oldest first; unreadable lines are left out. */
async function readHistory(spec) {
	if (spec.kind === "none") return [];
	return parseHistory(await readFile(historyPath(spec.path), "utf8").catch(() => ""));
}
/**
* Makes `result` the baseline and `entry` part of its history. Refuses an invalid measurement and, unless `acceptRegression`, one with the verdict
* `regressed` against the present baseline (`baseline-refused`).
*/
async function updateBaseline(spec, result, entry, verdict, acceptRegression) {
	if (spec.kind === "none") throw new JouleGateError("baseline-refused", "the configuration names no place for a baseline", "set \"baseline: file:.joulegate/baseline.json\" in joulegate.yml");
	if (result.validity?.status === "invalid") throw new JouleGateError("baseline-refused", `this measurement is invalid: ${result.validity.reasons.join(", ")}`, "measure again; an invalid result cannot become the baseline");
	if (verdict === "regressed" && !acceptRegression) throw new JouleGateError("baseline-refused", "this result regressed against the present baseline", "add --accept-regression if the dearer result is meant");
	const entries = await readHistory(spec);
	const known = entries.some((e) => e.measurement === result.measurement);
	await writeJson(spec.path, result);
	if (!known) await writeWhole(historyPath(spec.path), [...entries, entry].map((e) => `${JSON.stringify(e)}\n`).join(""));
	return spec.path;
}
// node_modules/yaml/dist/nodes/identity.js
var require_identity = /* @__PURE__ */ __commonJSMin(((exports) => {
	const ALIAS = Symbol.for("yaml.alias");
	const DOC = Symbol.for("yaml.document");
	const MAP = Symbol.for("yaml.map");
	const PAIR = Symbol.for("yaml.pair");
	const SCALAR = Symbol.for("yaml.scalar");
	const SEQ = Symbol.for("yaml.seq");
	const NODE_TYPE = Symbol.for("yaml.node.type");
	const isAlias = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === ALIAS;
	const isDocument = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === DOC;
	const isMap = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === MAP;
	const isPair = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === PAIR;
	const isScalar = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SCALAR;
	const isSeq = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SEQ;
	function isCollection(node) {
		if (node && typeof node === "object") switch (node[NODE_TYPE]) {
			case MAP:
			case SEQ: return true;
		}
		return false;
	}
	function isNode(node) {
		if (node && typeof node === "object") switch (node[NODE_TYPE]) {
			case ALIAS:
			case MAP:
			case SCALAR:
			case SEQ: return true;
		}
		return false;
	}
	const hasAnchor = (node) => (isScalar(node) || isCollection(node)) && !!node.anchor;
	exports.ALIAS = ALIAS;
	exports.DOC = DOC;
	exports.MAP = MAP;
	exports.NODE_TYPE = NODE_TYPE;
	exports.PAIR = PAIR;
	exports.SCALAR = SCALAR;
	exports.SEQ = SEQ;
	exports.hasAnchor = hasAnchor;
	exports.isAlias = isAlias;
	exports.isCollection = isCollection;
	exports.isDocument = isDocument;
	exports.isMap = isMap;
	exports.isNode = isNode;
	exports.isPair = isPair;
	exports.isScalar = isScalar;
	exports.isSeq = isSeq;
}));
// node_modules/yaml/dist/visit.js
var require_visit = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	const BREAK = Symbol("break visit");
	const SKIP = Symbol("skip children");
	const REMOVE = Symbol("remove node");
	/**
	* Apply a visitor to an AST node or document.
	*
	* Walks through the tree (depth-first) starting from `node`, calling a
	* `visitor` function with three arguments:
	*   - `key`: For sequence values and map `Pair`, the node's index in the
	*     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
	*     `null` for the root node.
	*   - `node`: The current node.
	*   - `path`: The ancestry of the current node.
	*
	* The return value of the visitor may be used to control the traversal:
	*   - `undefined` (default): Do nothing and continue
	*   - `visit.SKIP`: Do not visit the children of this node, continue with next
	*     sibling
	*   - `visit.BREAK`: Terminate traversal completely
	*   - `visit.REMOVE`: Remove the current node, then continue with the next one
	*   - `Node`: Replace the current node, then continue by visiting it
	*   - `number`: While iterating the items of a sequence or map, set the index
	*     of the next step. This is useful especially if the index of the current
	*     node has changed.
	*
	* If `visitor` is a single function, it will be called with all values
	* encountered in the tree, including e.g. `null` values. Alternatively,
	* separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
	* `Alias` and `Scalar` node. To define the same visitor function for more than
	* one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
	* and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
	* specific defined one will be used for each node.
	*/
	function visit(node, visitor) {
		const visitor_ = initVisitor(visitor);
		if (identity.isDocument(node)) {
			if (visit_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE) node.contents = null;
		} else visit_(null, node, visitor_, Object.freeze([]));
	}
	/** Terminate visit traversal completely */
	visit.BREAK = BREAK;
	/** Do not visit the children of the current node */
	visit.SKIP = SKIP;
	/** Remove the current node */
	visit.REMOVE = REMOVE;
	function visit_(key, node, visitor, path) {
		const ctrl = callVisitor(key, node, visitor, path);
		if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
			replaceNode(key, path, ctrl);
			return visit_(key, ctrl, visitor, path);
		}
		if (typeof ctrl !== "symbol") {
			if (identity.isCollection(node)) {
				path = Object.freeze(path.concat(node));
				for (let i = 0; i < node.items.length; ++i) {
					const ci = visit_(i, node.items[i], visitor, path);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						node.items.splice(i, 1);
						i -= 1;
					}
				}
			} else if (identity.isPair(node)) {
				path = Object.freeze(path.concat(node));
				const ck = visit_("key", node.key, visitor, path);
				if (ck === BREAK) return BREAK;
				else if (ck === REMOVE) node.key = null;
				const cv = visit_("value", node.value, visitor, path);
				if (cv === BREAK) return BREAK;
				else if (cv === REMOVE) node.value = null;
			}
		}
		return ctrl;
	}
	/**
	* Apply an async visitor to an AST node or document.
	*
	* Walks through the tree (depth-first) starting from `node`, calling a
	* `visitor` function with three arguments:
	*   - `key`: For sequence values and map `Pair`, the node's index in the
	*     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
	*     `null` for the root node.
	*   - `node`: The current node.
	*   - `path`: The ancestry of the current node.
	*
	* The return value of the visitor may be used to control the traversal:
	*   - `Promise`: Must resolve to one of the following values
	*   - `undefined` (default): Do nothing and continue
	*   - `visit.SKIP`: Do not visit the children of this node, continue with next
	*     sibling
	*   - `visit.BREAK`: Terminate traversal completely
	*   - `visit.REMOVE`: Remove the current node, then continue with the next one
	*   - `Node`: Replace the current node, then continue by visiting it
	*   - `number`: While iterating the items of a sequence or map, set the index
	*     of the next step. This is useful especially if the index of the current
	*     node has changed.
	*
	* If `visitor` is a single function, it will be called with all values
	* encountered in the tree, including e.g. `null` values. Alternatively,
	* separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
	* `Alias` and `Scalar` node. To define the same visitor function for more than
	* one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
	* and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
	* specific defined one will be used for each node.
	*/
	async function visitAsync(node, visitor) {
		const visitor_ = initVisitor(visitor);
		if (identity.isDocument(node)) {
			if (await visitAsync_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE) node.contents = null;
		} else await visitAsync_(null, node, visitor_, Object.freeze([]));
	}
	/** Terminate visit traversal completely */
	visitAsync.BREAK = BREAK;
	/** Do not visit the children of the current node */
	visitAsync.SKIP = SKIP;
	/** Remove the current node */
	visitAsync.REMOVE = REMOVE;
	async function visitAsync_(key, node, visitor, path) {
		const ctrl = await callVisitor(key, node, visitor, path);
		if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
			replaceNode(key, path, ctrl);
			return visitAsync_(key, ctrl, visitor, path);
		}
		if (typeof ctrl !== "symbol") {
			if (identity.isCollection(node)) {
				path = Object.freeze(path.concat(node));
				for (let i = 0; i < node.items.length; ++i) {
					const ci = await visitAsync_(i, node.items[i], visitor, path);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						node.items.splice(i, 1);
						i -= 1;
					}
				}
			} else if (identity.isPair(node)) {
				path = Object.freeze(path.concat(node));
				const ck = await visitAsync_("key", node.key, visitor, path);
				if (ck === BREAK) return BREAK;
				else if (ck === REMOVE) node.key = null;
				const cv = await visitAsync_("value", node.value, visitor, path);
				if (cv === BREAK) return BREAK;
				else if (cv === REMOVE) node.value = null;
			}
		}
		return ctrl;
	}
	function initVisitor(visitor) {
		if (typeof visitor === "object" && (visitor.Collection || visitor.Node || visitor.Value)) return Object.assign({
			Alias: visitor.Node,
			Map: visitor.Node,
			Scalar: visitor.Node,
			Seq: visitor.Node
		}, visitor.Value && {
			Map: visitor.Value,
			Scalar: visitor.Value,
			Seq: visitor.Value
		}, visitor.Collection && {
			Map: visitor.Collection,
			Seq: visitor.Collection
		}, visitor);
		return visitor;
	}
	function callVisitor(key, node, visitor, path) {
		if (typeof visitor === "function") return visitor(key, node, path);
		if (identity.isMap(node)) return visitor.Map?.(key, node, path);
		if (identity.isSeq(node)) return visitor.Seq?.(key, node, path);
		if (identity.isPair(node)) return visitor.Pair?.(key, node, path);
		if (identity.isScalar(node)) return visitor.Scalar?.(key, node, path);
		if (identity.isAlias(node)) return visitor.Alias?.(key, node, path);
	}
	function replaceNode(key, path, node) {
		const parent = path[path.length - 1];
		if (identity.isCollection(parent)) parent.items[key] = node;
		else if (identity.isPair(parent)) {
			if (key === "key") parent.key = node;
			else parent.value = node;
		} else if (identity.isDocument(parent)) parent.contents = node;
		else {
			const pt = identity.isAlias(parent) ? "alias" : "scalar";
			throw new Error(`Cannot replace node with ${pt} parent`);
		}
	}
	exports.visit = visit;
	exports.visitAsync = visitAsync;
}));
// node_modules/yaml/dist/doc/directives.js
var require_directives = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var visit = require_visit();
	const escapeChars = {
		"!": "%21",
		",": "%2C",
		"[": "%5B",
		"]": "%5D",
		"{": "%7B",
		"}": "%7D"
	};
	const escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, (ch) => escapeChars[ch]);
	var Directives = class Directives {
		constructor(yaml, tags) {
			/**
			* The directives-end/doc-start marker `---`. If `null`, a marker may still be
			* included in the document's stringified representation.
			*/
			this.docStart = null;
			/** The doc-end marker `...`.  */
			this.docEnd = false;
			this.yaml = Object.assign({}, Directives.defaultYaml, yaml);
			this.tags = Object.assign({}, Directives.defaultTags, tags);
		}
		clone() {
			const copy = new Directives(this.yaml, this.tags);
			copy.docStart = this.docStart;
			return copy;
		}
		/**
		* During parsing, get a Directives instance for the current document and
		* update the stream state according to the current version's spec.
		*/
		atDocument() {
			const res = new Directives(this.yaml, this.tags);
			switch (this.yaml.version) {
				case "1.1":
					this.atNextDocument = true;
					break;
				case "1.2":
					this.atNextDocument = false;
					this.yaml = {
						explicit: Directives.defaultYaml.explicit,
						version: "1.2"
					};
					this.tags = Object.assign({}, Directives.defaultTags);
			}
			return res;
		}
		/**
		* @param onError - May be called even if the action was successful
		* @returns `true` on success
		*/
		add(line, onError) {
			if (this.atNextDocument) {
				this.yaml = {
					explicit: Directives.defaultYaml.explicit,
					version: "1.1"
				};
				this.tags = Object.assign({}, Directives.defaultTags);
				this.atNextDocument = false;
			}
			const parts = line.trim().split(/[ \t]+/);
			const name = parts.shift();
			switch (name) {
				case "%TAG": {
					if (parts.length !== 2) {
						onError(0, "%TAG directive should contain exactly two parts");
						if (parts.length < 2) return false;
					}
					const [handle, prefix] = parts;
					this.tags[handle] = prefix;
					return true;
				}
				case "%YAML": {
					this.yaml.explicit = true;
					if (parts.length !== 1) {
						onError(0, "%YAML directive should contain exactly one part");
						return false;
					}
					const [version] = parts;
					if (version === "1.1" || version === "1.2") {
						this.yaml.version = version;
						return true;
					} else {
						const isValid = /^\d+\.\d+$/.test(version);
						onError(6, `Unsupported YAML version ${version}`, isValid);
						return false;
					}
				}
				default:
					onError(0, `Unknown directive ${name}`, true);
					return false;
			}
		}
		/**
		* Resolves a tag, matching handles to those defined in %TAG directives.
		*
		* @returns Resolved tag, which may also be the non-specific tag `'!'` or a
		*   `'!local'` tag, or `null` if unresolvable.
		*/
		tagName(source, onError) {
			if (source === "!") return "!";
			if (source[0] !== "!") {
				onError(`Not a valid tag: ${source}`);
				return null;
			}
			if (source[1] === "<") {
				const verbatim = source.slice(2, -1);
				if (verbatim === "!" || verbatim === "!!") {
					onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
					return null;
				}
				if (source[source.length - 1] !== ">") onError("Verbatim tags must end with a >");
				return verbatim;
			}
			const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
			if (!suffix) onError(`The ${source} tag has no suffix`);
			const prefix = this.tags[handle];
			if (prefix) try {
				return prefix + decodeURIComponent(suffix);
			} catch (error) {
				onError(String(error));
				return null;
			}
			if (handle === "!") return source;
			onError(`Could not resolve tag: ${source}`);
			return null;
		}
		/**
		* Given a fully resolved tag, returns its printable string form,
		* taking into account current tag prefixes and defaults.
		*/
		tagString(tag) {
			for (const [handle, prefix] of Object.entries(this.tags)) if (tag.startsWith(prefix)) return handle + escapeTagName(tag.substring(prefix.length));
			return tag[0] === "!" ? tag : `!<${tag}>`;
		}
		toString(doc) {
			const lines = this.yaml.explicit ? [`%YAML ${this.yaml.version || "1.2"}`] : [];
			const tagEntries = Object.entries(this.tags);
			let tagNames;
			if (doc && tagEntries.length > 0 && identity.isNode(doc.contents)) {
				const tags = {};
				visit.visit(doc.contents, (_key, node) => {
					if (identity.isNode(node) && node.tag) tags[node.tag] = true;
				});
				tagNames = Object.keys(tags);
			} else tagNames = [];
			for (const [handle, prefix] of tagEntries) {
				if (handle === "!!" && prefix === "tag:yaml.org,2002:") continue;
				if (!doc || tagNames.some((tn) => tn.startsWith(prefix))) lines.push(`%TAG ${handle} ${prefix}`);
			}
			return lines.join("\n");
		}
	};
	Directives.defaultYaml = {
		explicit: false,
		version: "1.2"
	};
	Directives.defaultTags = { "!!": "tag:yaml.org,2002:" };
	exports.Directives = Directives;
}));
// node_modules/yaml/dist/doc/anchors.js
var require_anchors = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var visit = require_visit();
	/**
	* Verify that the input string is a valid anchor.
	*
	* Will throw on errors.
	*/
	function anchorIsValid(anchor) {
		if (/[\x00-\x19\s,[\]{}]/.test(anchor)) {
			const msg = `Anchor must not contain whitespace or control characters: ${JSON.stringify(anchor)}`;
			throw new Error(msg);
		}
		return true;
	}
	function anchorNames(root) {
		const anchors = /* @__PURE__ */ new Set();
		visit.visit(root, { Value(_key, node) {
			if (node.anchor) anchors.add(node.anchor);
		} });
		return anchors;
	}
	/** Find a new anchor name with the given `prefix` and a one-indexed suffix. */
	function findNewAnchor(prefix, exclude) {
		for (let i = 1;; ++i) {
			const name = `${prefix}${i}`;
			if (!exclude.has(name)) return name;
		}
	}
	function createNodeAnchors(doc, prefix) {
		const aliasObjects = [];
		const sourceObjects = /* @__PURE__ */ new Map();
		let prevAnchors = null;
		return {
			onAnchor: (source) => {
				aliasObjects.push(source);
				prevAnchors ?? (prevAnchors = anchorNames(doc));
				const anchor = findNewAnchor(prefix, prevAnchors);
				prevAnchors.add(anchor);
				return anchor;
			},
			/**
			* With circular references, the source node is only resolved after all
			* of its child nodes are. This is why anchors are set only after all of
			* the nodes have been created.
			*/
			setAnchors: () => {
				for (const source of aliasObjects) {
					const ref = sourceObjects.get(source);
					if (typeof ref === "object" && ref.anchor && (identity.isScalar(ref.node) || identity.isCollection(ref.node))) ref.node.anchor = ref.anchor;
					else {
						const error = /* @__PURE__ */ new Error("Failed to resolve repeated object (this should not happen)");
						error.source = source;
						throw error;
					}
				}
			},
			sourceObjects
		};
	}
	exports.anchorIsValid = anchorIsValid;
	exports.anchorNames = anchorNames;
	exports.createNodeAnchors = createNodeAnchors;
	exports.findNewAnchor = findNewAnchor;
}));
// node_modules/yaml/dist/doc/applyReviver.js
var require_applyReviver = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Applies the JSON.parse reviver algorithm as defined in the ECMA-262 spec,
	* in section 24.5.1.1 "Runtime Semantics: InternalizeJSONProperty" of the
	* 2021 edition: https://tc39.es/ecma262/#sec-json.parse
	*
	* Includes extensions for handling Map and Set objects.
	*/
	function applyReviver(reviver, obj, key, val) {
		if (val && typeof val === "object") {
			if (Array.isArray(val)) for (let i = 0, len = val.length; i < len; ++i) {
				const v0 = val[i];
				const v1 = applyReviver(reviver, val, String(i), v0);
				if (v1 === void 0) delete val[i];
				else if (v1 !== v0) val[i] = v1;
			}
			else if (val instanceof Map) for (const k of Array.from(val.keys())) {
				const v0 = val.get(k);
				const v1 = applyReviver(reviver, val, k, v0);
				if (v1 === void 0) val.delete(k);
				else if (v1 !== v0) val.set(k, v1);
			}
			else if (val instanceof Set) for (const v0 of Array.from(val)) {
				const v1 = applyReviver(reviver, val, v0, v0);
				if (v1 === void 0) val.delete(v0);
				else if (v1 !== v0) {
					val.delete(v0);
					val.add(v1);
				}
			}
			else for (const [k, v0] of Object.entries(val)) {
				const v1 = applyReviver(reviver, val, k, v0);
				if (v1 === void 0) delete val[k];
				else if (v1 !== v0) val[k] = v1;
			}
		}
		return reviver.call(obj, key, val);
	}
	exports.applyReviver = applyReviver;
}));
// node_modules/yaml/dist/nodes/toJS.js
var require_toJS = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	/**
	* Recursively convert any node or its contents to native JavaScript
	*
	* @param value - The input value
	* @param arg - If `value` defines a `toJSON()` method, use this
	*   as its first argument
	* @param ctx - Conversion context, originally set in Document#toJS(). If
	*   `{ keep: true }` is not set, output should be suitable for JSON
	*   stringification.
	*/
	function toJS(value, arg, ctx) {
		if (Array.isArray(value)) return value.map((v, i) => toJS(v, String(i), ctx));
		if (value && typeof value.toJSON === "function") {
			if (!ctx || !identity.hasAnchor(value)) return value.toJSON(arg, ctx);
			const data = {
				aliasCount: 0,
				count: 1,
				res: void 0
			};
			ctx.anchors.set(value, data);
			ctx.onCreate = (res) => {
				data.res = res;
				delete ctx.onCreate;
			};
			const res = value.toJSON(arg, ctx);
			if (ctx.onCreate) ctx.onCreate(res);
			return res;
		}
		if (typeof value === "bigint" && !ctx?.keep) return Number(value);
		return value;
	}
	exports.toJS = toJS;
}));
// node_modules/yaml/dist/nodes/Node.js
var require_Node = /* @__PURE__ */ __commonJSMin(((exports) => {
	var applyReviver = require_applyReviver();
	var identity = require_identity();
	var toJS = require_toJS();
	var NodeBase = class {
		constructor(type) {
			Object.defineProperty(this, identity.NODE_TYPE, { value: type });
		}
		/** Create a copy of this node.  */
		clone() {
			const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		/** A plain JavaScript representation of this node. */
		toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
			if (!identity.isDocument(doc)) throw new TypeError("A document argument is required");
			const ctx = {
				anchors: /* @__PURE__ */ new Map(),
				doc,
				keep: true,
				mapAsMap: mapAsMap === true,
				mapKeyWarned: false,
				maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
			};
			const res = toJS.toJS(this, "", ctx);
			if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
			return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
		}
	};
	exports.NodeBase = NodeBase;
}));
// node_modules/yaml/dist/nodes/Alias.js
var require_Alias = /* @__PURE__ */ __commonJSMin(((exports) => {
	var anchors = require_anchors();
	var visit = require_visit();
	var identity = require_identity();
	var Node = require_Node();
	var toJS = require_toJS();
	var Alias = class extends Node.NodeBase {
		constructor(source) {
			super(identity.ALIAS);
			this.source = source;
			Object.defineProperty(this, "tag", { set() {
				throw new Error("Alias nodes cannot have tags");
			} });
		}
		/**
		* Resolve the value of this alias within `doc`, finding the last
		* instance of the `source` anchor before this node.
		*/
		resolve(doc, ctx) {
			if (ctx?.maxAliasCount === 0) throw new ReferenceError("Alias resolution is disabled");
			let nodes;
			if (ctx?.aliasResolveCache) nodes = ctx.aliasResolveCache;
			else {
				nodes = [];
				visit.visit(doc, { Node: (_key, node) => {
					if (identity.isAlias(node) || identity.hasAnchor(node)) nodes.push(node);
				} });
				if (ctx) ctx.aliasResolveCache = nodes;
			}
			let found = void 0;
			for (const node of nodes) {
				if (node === this) break;
				if (node.anchor === this.source) found = node;
			}
			if (found && ctx) {
				const { anchors, doc, maxAliasCount } = ctx;
				let data = anchors.get(found);
				if (!data) {
					toJS.toJS(found, null, ctx);
					data = anchors.get(found);
				}
				/* istanbul ignore if */
				if (data?.res === void 0) throw new ReferenceError("This should not happen: Alias anchor was not resolved?");
				if (maxAliasCount >= 0) {
					data.count += 1;
					if (data.aliasCount === 0) data.aliasCount = getAliasCount(doc, found, anchors);
					if (data.count * data.aliasCount > maxAliasCount) throw new ReferenceError("Excessive alias count indicates a resource exhaustion attack");
				}
			}
			return found;
		}
		toJSON(_arg, ctx) {
			if (!ctx) return { source: this.source };
			const source = this.resolve(ctx.doc, ctx);
			if (!source) {
				const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
				throw new ReferenceError(msg);
			}
			return ctx.anchors.get(source).res;
		}
		toString(ctx, _onComment, _onChompKeep) {
			const src = `*${this.source}`;
			if (ctx) {
				anchors.anchorIsValid(this.source);
				if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
					const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
					throw new Error(msg);
				}
				if (ctx.implicitKey) return `${src} `;
			}
			return src;
		}
	};
	function getAliasCount(doc, node, anchors) {
		if (identity.isAlias(node)) {
			const source = node.resolve(doc);
			const anchor = anchors && source && anchors.get(source);
			return anchor ? anchor.count * anchor.aliasCount : 0;
		} else if (identity.isCollection(node)) {
			let count = 0;
			for (const item of node.items) {
				const c = getAliasCount(doc, item, anchors);
				if (c > count) count = c;
			}
			return count;
		} else if (identity.isPair(node)) {
			const kc = getAliasCount(doc, node.key, anchors);
			const vc = getAliasCount(doc, node.value, anchors);
			return Math.max(kc, vc);
		}
		return 1;
	}
	exports.Alias = Alias;
}));
// node_modules/yaml/dist/nodes/Scalar.js
var require_Scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Node = require_Node();
	var toJS = require_toJS();
	const isScalarValue = (value) => !value || typeof value !== "function" && typeof value !== "object";
	var Scalar = class extends Node.NodeBase {
		constructor(value) {
			super(identity.SCALAR);
			this.value = value;
		}
		toJSON(arg, ctx) {
			return ctx?.keep ? this.value : toJS.toJS(this.value, arg, ctx);
		}
		toString() {
			return String(this.value);
		}
	};
	Scalar.BLOCK_FOLDED = "BLOCK_FOLDED";
	Scalar.BLOCK_LITERAL = "BLOCK_LITERAL";
	Scalar.PLAIN = "PLAIN";
	Scalar.QUOTE_DOUBLE = "QUOTE_DOUBLE";
	Scalar.QUOTE_SINGLE = "QUOTE_SINGLE";
	exports.Scalar = Scalar;
	exports.isScalarValue = isScalarValue;
}));
// node_modules/yaml/dist/doc/createNode.js
var require_createNode = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var identity = require_identity();
	var Scalar = require_Scalar();
	const defaultTagPrefix = "tag:yaml.org,2002:";
	function findTagObject(value, tagName, tags) {
		if (tagName) {
			const match = tags.filter((t) => t.tag === tagName);
			const tagObj = match.find((t) => !t.format) ?? match[0];
			if (!tagObj) throw new Error(`Tag ${tagName} not found`);
			return tagObj;
		}
		return tags.find((t) => t.identify?.(value) && !t.format);
	}
	function createNode(value, tagName, ctx) {
		if (identity.isDocument(value)) value = value.contents;
		if (identity.isNode(value)) return value;
		if (identity.isPair(value)) {
			const map = ctx.schema[identity.MAP].createNode?.(ctx.schema, null, ctx);
			map.items.push(value);
			return map;
		}
		if (value instanceof String || value instanceof Number || value instanceof Boolean || typeof BigInt !== "undefined" && value instanceof BigInt) value = value.valueOf();
		const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
		let ref = void 0;
		if (aliasDuplicateObjects && value && typeof value === "object") {
			ref = sourceObjects.get(value);
			if (ref) {
				ref.anchor ?? (ref.anchor = onAnchor(value));
				return new Alias.Alias(ref.anchor);
			} else {
				ref = {
					anchor: null,
					node: null
				};
				sourceObjects.set(value, ref);
			}
		}
		if (tagName?.startsWith("!!")) tagName = defaultTagPrefix + tagName.slice(2);
		let tagObj = findTagObject(value, tagName, schema.tags);
		if (!tagObj) {
			if (value && typeof value.toJSON === "function") value = value.toJSON();
			if (!value || typeof value !== "object") {
				const node = new Scalar.Scalar(value);
				if (ref) ref.node = node;
				return node;
			}
			tagObj = value instanceof Map ? schema[identity.MAP] : Symbol.iterator in Object(value) ? schema[identity.SEQ] : schema[identity.MAP];
		}
		if (onTagObj) {
			onTagObj(tagObj);
			delete ctx.onTagObj;
		}
		const node = tagObj?.createNode ? tagObj.createNode(ctx.schema, value, ctx) : typeof tagObj?.nodeClass?.from === "function" ? tagObj.nodeClass.from(ctx.schema, value, ctx) : new Scalar.Scalar(value);
		if (tagName) node.tag = tagName;
		else if (!tagObj.default) node.tag = tagObj.tag;
		if (ref) ref.node = node;
		return node;
	}
	exports.createNode = createNode;
}));
// node_modules/yaml/dist/nodes/Collection.js
var require_Collection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var identity = require_identity();
	var Node = require_Node();
	function collectionFromPath(schema, path, value) {
		let v = value;
		for (let i = path.length - 1; i >= 0; --i) {
			const k = path[i];
			if (typeof k === "number" && Number.isInteger(k) && k >= 0) {
				const a = [];
				a[k] = v;
				v = a;
			} else v = /* @__PURE__ */ new Map([[k, v]]);
		}
		return createNode.createNode(v, void 0, {
			aliasDuplicateObjects: false,
			keepUndefined: false,
			onAnchor: () => {
				throw new Error("This should not happen, please report a bug.");
			},
			schema,
			sourceObjects: /* @__PURE__ */ new Map()
		});
	}
	const isEmptyPath = (path) => path == null || typeof path === "object" && !!path[Symbol.iterator]().next().done;
	var Collection = class extends Node.NodeBase {
		constructor(type, schema) {
			super(type);
			Object.defineProperty(this, "schema", {
				value: schema,
				configurable: true,
				enumerable: false,
				writable: true
			});
		}
		/**
		* Create a copy of this collection.
		*
		* @param schema - If defined, overwrites the original's schema
		*/
		clone(schema) {
			const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
			if (schema) copy.schema = schema;
			copy.items = copy.items.map((it) => identity.isNode(it) || identity.isPair(it) ? it.clone(schema) : it);
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		/**
		* Adds a value to the collection. For `!!map` and `!!omap` the value must
		* be a Pair instance or a `{ key, value }` object, which may not have a key
		* that already exists in the map.
		*/
		addIn(path, value) {
			if (isEmptyPath(path)) this.add(value);
			else {
				const [key, ...rest] = path;
				const node = this.get(key, true);
				if (identity.isCollection(node)) node.addIn(rest, value);
				else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
				else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
			}
		}
		/**
		* Removes a value from the collection.
		* @returns `true` if the item was found and removed.
		*/
		deleteIn(path) {
			const [key, ...rest] = path;
			if (rest.length === 0) return this.delete(key);
			const node = this.get(key, true);
			if (identity.isCollection(node)) return node.deleteIn(rest);
			else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
		}
		/**
		* Returns item at `key`, or `undefined` if not found. By default unwraps
		* scalar values from their surrounding node; to disable set `keepScalar` to
		* `true` (collections are always returned intact).
		*/
		getIn(path, keepScalar) {
			const [key, ...rest] = path;
			const node = this.get(key, true);
			if (rest.length === 0) return !keepScalar && identity.isScalar(node) ? node.value : node;
			else return identity.isCollection(node) ? node.getIn(rest, keepScalar) : void 0;
		}
		hasAllNullValues(allowScalar) {
			return this.items.every((node) => {
				if (!identity.isPair(node)) return false;
				const n = node.value;
				return n == null || allowScalar && identity.isScalar(n) && n.value == null && !n.commentBefore && !n.comment && !n.tag;
			});
		}
		/**
		* Checks if the collection includes a value with the key `key`.
		*/
		hasIn(path) {
			const [key, ...rest] = path;
			if (rest.length === 0) return this.has(key);
			const node = this.get(key, true);
			return identity.isCollection(node) ? node.hasIn(rest) : false;
		}
		/**
		* Sets a value in this collection. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*/
		setIn(path, value) {
			const [key, ...rest] = path;
			if (rest.length === 0) this.set(key, value);
			else {
				const node = this.get(key, true);
				if (identity.isCollection(node)) node.setIn(rest, value);
				else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
				else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
			}
		}
	};
	exports.Collection = Collection;
	exports.collectionFromPath = collectionFromPath;
	exports.isEmptyPath = isEmptyPath;
}));
// node_modules/yaml/dist/stringify/stringifyComment.js
var require_stringifyComment = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Stringifies a comment.
	*
	* Empty comment lines are left empty,
	* lines consisting of a single space are replaced by `#`,
	* and all other lines are prefixed with a `#`.
	*/
	const stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, "#");
	function indentComment(comment, indent) {
		if (/^\n+$/.test(comment)) return comment.substring(1);
		return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
	}
	const lineComment = (str, indent, comment) => str.endsWith("\n") ? indentComment(comment, indent) : comment.includes("\n") ? "\n" + indentComment(comment, indent) : (str.endsWith(" ") ? "" : " ") + comment;
	exports.indentComment = indentComment;
	exports.lineComment = lineComment;
	exports.stringifyComment = stringifyComment;
}));
// node_modules/yaml/dist/stringify/foldFlowLines.js
var require_foldFlowLines = /* @__PURE__ */ __commonJSMin(((exports) => {
	const FOLD_FLOW = "flow";
	const FOLD_BLOCK = "block";
	const FOLD_QUOTED = "quoted";
	/**
	* Tries to keep input at up to `lineWidth` characters, splitting only on spaces
	* not followed by newlines or spaces unless `mode` is `'quoted'`. Lines are
	* terminated with `\n` and started with `indent`.
	*/
	function foldFlowLines(text, indent, mode = "flow", { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
		if (!lineWidth || lineWidth < 0) return text;
		if (lineWidth < minContentWidth) minContentWidth = 0;
		const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
		if (text.length <= endStep) return text;
		const folds = [];
		const escapedFolds = {};
		let end = lineWidth - indent.length;
		if (typeof indentAtStart === "number") {
			if (indentAtStart > lineWidth - Math.max(2, minContentWidth)) folds.push(0);
			else end = lineWidth - indentAtStart;
		}
		let split = void 0;
		let prev = void 0;
		let overflow = false;
		let i = -1;
		let escStart = -1;
		let escEnd = -1;
		if (mode === FOLD_BLOCK) {
			i = consumeMoreIndentedLines(text, i, indent.length);
			if (i !== -1) end = i + endStep;
		}
		for (let ch; ch = text[i += 1];) {
			if (mode === FOLD_QUOTED && ch === "\\") {
				escStart = i;
				switch (text[i + 1]) {
					case "x":
						i += 3;
						break;
					case "u":
						i += 5;
						break;
					case "U":
						i += 9;
						break;
					default: i += 1;
				}
				escEnd = i;
			}
			if (ch === "\n") {
				if (mode === FOLD_BLOCK) i = consumeMoreIndentedLines(text, i, indent.length);
				end = i + indent.length + endStep;
				split = void 0;
			} else {
				if (ch === " " && prev && prev !== " " && prev !== "\n" && prev !== "	") {
					const next = text[i + 1];
					if (next && next !== " " && next !== "\n" && next !== "	") split = i;
				}
				if (i >= end) {
					if (split) {
						folds.push(split);
						end = split + endStep;
						split = void 0;
					} else if (mode === FOLD_QUOTED) {
						while (prev === " " || prev === "	") {
							prev = ch;
							ch = text[i += 1];
							overflow = true;
						}
						const j = i > escEnd + 1 ? i - 2 : escStart - 1;
						if (escapedFolds[j]) return text;
						folds.push(j);
						escapedFolds[j] = true;
						end = j + endStep;
						split = void 0;
					} else overflow = true;
				}
			}
			prev = ch;
		}
		if (overflow && onOverflow) onOverflow();
		if (folds.length === 0) return text;
		if (onFold) onFold();
		let res = text.slice(0, folds[0]);
		for (let i = 0; i < folds.length; ++i) {
			const fold = folds[i];
			const end = folds[i + 1] || text.length;
			if (fold === 0) res = `\n${indent}${text.slice(0, end)}`;
			else {
				if (mode === FOLD_QUOTED && escapedFolds[fold]) res += `${text[fold]}\\`;
				res += `\n${indent}${text.slice(fold + 1, end)}`;
			}
		}
		return res;
	}
	/**
	* Presumes `i + 1` is at the start of a line
	* @returns index of last newline in more-indented block
	*/
	function consumeMoreIndentedLines(text, i, indent) {
		let end = i;
		let start = i + 1;
		let ch = text[start];
		while (ch === " " || ch === "	") if (i < start + indent) ch = text[++i];
		else {
			do
				ch = text[++i];
			while (ch && ch !== "\n");
			end = i;
			start = i + 1;
			ch = text[start];
		}
		return end;
	}
	exports.FOLD_BLOCK = FOLD_BLOCK;
	exports.FOLD_FLOW = FOLD_FLOW;
	exports.FOLD_QUOTED = FOLD_QUOTED;
	exports.foldFlowLines = foldFlowLines;
}));
// node_modules/yaml/dist/stringify/stringifyString.js
var require_stringifyString = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var foldFlowLines = require_foldFlowLines();
	const getFoldOptions = (ctx, isBlock) => ({
		indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
		lineWidth: ctx.options.lineWidth,
		minContentWidth: ctx.options.minContentWidth
	});
	const containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
	function lineLengthOverLimit(str, lineWidth, indentLength) {
		if (!lineWidth || lineWidth < 0) return false;
		const limit = lineWidth - indentLength;
		const strLen = str.length;
		if (strLen <= limit) return false;
		for (let i = 0, start = 0; i < strLen; ++i) if (str[i] === "\n") {
			if (i - start > limit) return true;
			start = i + 1;
			if (strLen - start <= limit) return false;
		}
		return true;
	}
	function doubleQuotedString(value, ctx) {
		const json = JSON.stringify(value);
		if (ctx.options.doubleQuotedAsJSON) return json;
		const { implicitKey } = ctx;
		const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
		const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
		let str = "";
		let start = 0;
		for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
			if (ch === " " && json[i + 1] === "\\" && json[i + 2] === "n") {
				str += json.slice(start, i) + "\\ ";
				i += 1;
				start = i;
				ch = "\\";
			}
			if (ch === "\\") switch (json[i + 1]) {
				case "u":
					{
						str += json.slice(start, i);
						const code = json.substr(i + 2, 4);
						switch (code) {
							case "0000":
								str += "\\0";
								break;
							case "0007":
								str += "\\a";
								break;
							case "000b":
								str += "\\v";
								break;
							case "001b":
								str += "\\e";
								break;
							case "0085":
								str += "\\N";
								break;
							case "00a0":
								str += "\\_";
								break;
							case "2028":
								str += "\\L";
								break;
							case "2029":
								str += "\\P";
								break;
							default: if (code.substr(0, 2) === "00") str += "\\x" + code.substr(2);
							else str += json.substr(i, 6);
						}
						i += 5;
						start = i + 1;
					}
					break;
				case "n":
					if (implicitKey || json[i + 2] === "\"" || json.length < minMultiLineLength) i += 1;
					else {
						str += json.slice(start, i) + "\n\n";
						while (json[i + 2] === "\\" && json[i + 3] === "n" && json[i + 4] !== "\"") {
							str += "\n";
							i += 2;
						}
						str += indent;
						if (json[i + 2] === " ") str += "\\";
						i += 1;
						start = i + 1;
					}
					break;
				default: i += 1;
			}
		}
		str = start ? str + json.slice(start) : json;
		return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_QUOTED, getFoldOptions(ctx, false));
	}
	function singleQuotedString(value, ctx) {
		if (ctx.options.singleQuote === false || ctx.implicitKey && value.includes("\n") || /[ \t]\n|\n[ \t]/.test(value)) return doubleQuotedString(value, ctx);
		const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
		const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&\n${indent}`) + "'";
		return ctx.implicitKey ? res : foldFlowLines.foldFlowLines(res, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
	}
	function quotedString(value, ctx) {
		const { singleQuote } = ctx.options;
		let qs;
		if (singleQuote === false) qs = doubleQuotedString;
		else {
			const hasDouble = value.includes("\"");
			const hasSingle = value.includes("'");
			if (hasDouble && !hasSingle) qs = singleQuotedString;
			else if (hasSingle && !hasDouble) qs = doubleQuotedString;
			else qs = singleQuote ? singleQuotedString : doubleQuotedString;
		}
		return qs(value, ctx);
	}
	let blockEndNewlines;
	try {
		blockEndNewlines = new RegExp("(^|(?<!\n))\n+(?!\n|$)", "g");
	} catch {
		blockEndNewlines = /\n+(?!\n|$)/g;
	}
	function blockString({ comment, type, value }, ctx, onComment, onChompKeep) {
		const { blockQuote, commentString, lineWidth } = ctx.options;
		if (!blockQuote || /\n[\t ]+$/.test(value)) return quotedString(value, ctx);
		const indent = ctx.indent || (ctx.forceBlockIndent || containsDocumentMarker(value) ? "  " : "");
		const literal = blockQuote === "literal" ? true : blockQuote === "folded" || type === Scalar.Scalar.BLOCK_FOLDED ? false : type === Scalar.Scalar.BLOCK_LITERAL ? true : !lineLengthOverLimit(value, lineWidth, indent.length);
		if (!value) return literal ? "|\n" : ">\n";
		let chomp;
		let endStart;
		for (endStart = value.length; endStart > 0; --endStart) {
			const ch = value[endStart - 1];
			if (ch !== "\n" && ch !== "	" && ch !== " ") break;
		}
		let end = value.substring(endStart);
		const endNlPos = end.indexOf("\n");
		if (endNlPos === -1) chomp = "-";
		else if (value === end || endNlPos !== end.length - 1) {
			chomp = "+";
			if (onChompKeep) onChompKeep();
		} else chomp = "";
		if (end) {
			value = value.slice(0, -end.length);
			if (end[end.length - 1] === "\n") end = end.slice(0, -1);
			end = end.replace(blockEndNewlines, `$&${indent}`);
		}
		let startWithSpace = false;
		let startEnd;
		let startNlPos = -1;
		for (startEnd = 0; startEnd < value.length; ++startEnd) {
			const ch = value[startEnd];
			if (ch === " ") startWithSpace = true;
			else if (ch === "\n") startNlPos = startEnd;
			else break;
		}
		let start = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
		if (start) {
			value = value.substring(start.length);
			start = start.replace(/\n+/g, `$&${indent}`);
		}
		let header = (startWithSpace ? indent ? "2" : "1" : "") + chomp;
		if (comment) {
			header += " " + commentString(comment.replace(/ ?[\r\n]+/g, " "));
			if (onComment) onComment();
		}
		if (!literal) {
			const foldedValue = value.replace(/\n+/g, "\n$&").replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, "$1$2").replace(/\n+/g, `$&${indent}`);
			let literalFallback = false;
			const foldOptions = getFoldOptions(ctx, true);
			if (blockQuote !== "folded" && type !== Scalar.Scalar.BLOCK_FOLDED) foldOptions.onOverflow = () => {
				literalFallback = true;
			};
			const body = foldFlowLines.foldFlowLines(`${start}${foldedValue}${end}`, indent, foldFlowLines.FOLD_BLOCK, foldOptions);
			if (!literalFallback) return `>${header}\n${indent}${body}`;
		}
		value = value.replace(/\n+/g, `$&${indent}`);
		return `|${header}\n${indent}${start}${value}${end}`;
	}
	function plainString(item, ctx, onComment, onChompKeep) {
		const { type, value } = item;
		const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
		if (implicitKey && value.includes("\n") || inFlow && /[[\]{},]/.test(value)) return quotedString(value, ctx);
		if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) return implicitKey || inFlow || !value.includes("\n") ? quotedString(value, ctx) : blockString(item, ctx, onComment, onChompKeep);
		if (!implicitKey && !inFlow && type !== Scalar.Scalar.PLAIN && value.includes("\n")) return blockString(item, ctx, onComment, onChompKeep);
		if (containsDocumentMarker(value)) {
			if (indent === "") {
				ctx.forceBlockIndent = true;
				return blockString(item, ctx, onComment, onChompKeep);
			} else if (implicitKey && indent === indentStep) return quotedString(value, ctx);
		}
		const str = value.replace(/\n+/g, `$&\n${indent}`);
		if (actualString) {
			const test = (tag) => tag.default && tag.tag !== "tag:yaml.org,2002:str" && tag.test?.test(str);
			const { compat, tags } = ctx.doc.schema;
			if (tags.some(test) || compat?.some(test)) return quotedString(value, ctx);
		}
		return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
	}
	function stringifyString(item, ctx, onComment, onChompKeep) {
		const { implicitKey, inFlow } = ctx;
		const ss = typeof item.value === "string" ? item : Object.assign({}, item, { value: String(item.value) });
		let { type } = item;
		if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
			if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value)) type = Scalar.Scalar.QUOTE_DOUBLE;
		}
		const _stringify = (_type) => {
			switch (_type) {
				case Scalar.Scalar.BLOCK_FOLDED:
				case Scalar.Scalar.BLOCK_LITERAL: return implicitKey || inFlow ? quotedString(ss.value, ctx) : blockString(ss, ctx, onComment, onChompKeep);
				case Scalar.Scalar.QUOTE_DOUBLE: return doubleQuotedString(ss.value, ctx);
				case Scalar.Scalar.QUOTE_SINGLE: return singleQuotedString(ss.value, ctx);
				case Scalar.Scalar.PLAIN: return plainString(ss, ctx, onComment, onChompKeep);
				default: return null;
			}
		};
		let res = _stringify(type);
		if (res === null) {
			const { defaultKeyType, defaultStringType } = ctx.options;
			const t = implicitKey && defaultKeyType || defaultStringType;
			res = _stringify(t);
			if (res === null) throw new Error(`Unsupported default string type ${t}`);
		}
		return res;
	}
	exports.stringifyString = stringifyString;
}));
// node_modules/yaml/dist/stringify/stringify.js
var require_stringify = /* @__PURE__ */ __commonJSMin(((exports) => {
	var anchors = require_anchors();
	var identity = require_identity();
	var stringifyComment = require_stringifyComment();
	var stringifyString = require_stringifyString();
	function createStringifyContext(doc, options) {
		const opt = Object.assign({
			blockQuote: true,
			commentString: stringifyComment.stringifyComment,
			defaultKeyType: null,
			defaultStringType: "PLAIN",
			directives: null,
			doubleQuotedAsJSON: false,
			doubleQuotedMinMultiLineLength: 40,
			falseStr: "false",
			flowCollectionPadding: true,
			indentSeq: true,
			lineWidth: 80,
			minContentWidth: 20,
			nullStr: "null",
			simpleKeys: false,
			singleQuote: null,
			trailingComma: false,
			trueStr: "true",
			verifyAliasOrder: true
		}, doc.schema.toStringOptions, options);
		let inFlow;
		switch (opt.collectionStyle) {
			case "block":
				inFlow = false;
				break;
			case "flow":
				inFlow = true;
				break;
			default: inFlow = null;
		}
		return {
			anchors: /* @__PURE__ */ new Set(),
			doc,
			flowCollectionPadding: opt.flowCollectionPadding ? " " : "",
			indent: "",
			indentStep: typeof opt.indent === "number" ? " ".repeat(opt.indent) : "  ",
			inFlow,
			options: opt
		};
	}
	function getTagObject(tags, item) {
		if (item.tag) {
			const match = tags.filter((t) => t.tag === item.tag);
			if (match.length > 0) return match.find((t) => t.format === item.format) ?? match[0];
		}
		let tagObj = void 0;
		let obj;
		if (identity.isScalar(item)) {
			obj = item.value;
			let match = tags.filter((t) => t.identify?.(obj));
			if (match.length > 1) {
				const testMatch = match.filter((t) => t.test);
				if (testMatch.length > 0) match = testMatch;
			}
			tagObj = match.find((t) => t.format === item.format) ?? match.find((t) => !t.format);
		} else {
			obj = item;
			tagObj = tags.find((t) => t.nodeClass && obj instanceof t.nodeClass);
		}
		if (!tagObj) {
			const name = obj?.constructor?.name ?? (obj === null ? "null" : typeof obj);
			throw new Error(`Tag not resolved for ${name} value`);
		}
		return tagObj;
	}
	function stringifyProps(node, tagObj, { anchors: anchors$1, doc }) {
		if (!doc.directives) return "";
		const props = [];
		const anchor = (identity.isScalar(node) || identity.isCollection(node)) && node.anchor;
		if (anchor && anchors.anchorIsValid(anchor)) {
			anchors$1.add(anchor);
			props.push(`&${anchor}`);
		}
		const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
		if (tag) props.push(doc.directives.tagString(tag));
		return props.join(" ");
	}
	function stringify(item, ctx, onComment, onChompKeep) {
		if (identity.isPair(item)) return item.toString(ctx, onComment, onChompKeep);
		if (identity.isAlias(item)) {
			if (ctx.doc.directives) return item.toString(ctx);
			if (ctx.resolvedAliases?.has(item)) throw new TypeError(`Cannot stringify circular structure without alias nodes`);
			else {
				if (ctx.resolvedAliases) ctx.resolvedAliases.add(item);
				else ctx.resolvedAliases = /* @__PURE__ */ new Set([item]);
				item = item.resolve(ctx.doc);
			}
		}
		let tagObj = void 0;
		const node = identity.isNode(item) ? item : ctx.doc.createNode(item, { onTagObj: (o) => tagObj = o });
		tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
		const props = stringifyProps(node, tagObj, ctx);
		if (props.length > 0) ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
		const str = typeof tagObj.stringify === "function" ? tagObj.stringify(node, ctx, onComment, onChompKeep) : identity.isScalar(node) ? stringifyString.stringifyString(node, ctx, onComment, onChompKeep) : node.toString(ctx, onComment, onChompKeep);
		if (!props) return str;
		return identity.isScalar(node) || str[0] === "{" || str[0] === "[" ? `${props} ${str}` : `${props}\n${ctx.indent}${str}`;
	}
	exports.createStringifyContext = createStringifyContext;
	exports.stringify = stringify;
}));
// node_modules/yaml/dist/stringify/stringifyPair.js
var require_stringifyPair = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
		const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
		let keyComment = identity.isNode(key) && key.comment || null;
		if (simpleKeys) {
			if (keyComment) throw new Error("With simple keys, key nodes cannot have comments");
			if (identity.isCollection(key) || !identity.isNode(key) && typeof key === "object") throw new Error("With simple keys, collection cannot be used as a key value");
		}
		let explicitKey = !simpleKeys && (!key || keyComment && value == null && !ctx.inFlow || identity.isCollection(key) || (identity.isScalar(key) ? key.type === Scalar.Scalar.BLOCK_FOLDED || key.type === Scalar.Scalar.BLOCK_LITERAL : typeof key === "object"));
		ctx = Object.assign({}, ctx, {
			allNullValues: false,
			implicitKey: !explicitKey && (simpleKeys || !allNullValues),
			indent: indent + indentStep
		});
		let keyCommentDone = false;
		let chompKeep = false;
		let str = stringify.stringify(key, ctx, () => keyCommentDone = true, () => chompKeep = true);
		if (!explicitKey && !ctx.inFlow && str.length > 1024) {
			if (simpleKeys) throw new Error("With simple keys, single line scalar must not span more than 1024 characters");
			explicitKey = true;
		}
		if (ctx.inFlow) {
			if (allNullValues || value == null) {
				if (keyCommentDone && onComment) onComment();
				return str === "" ? "?" : explicitKey ? `? ${str}` : str;
			}
		} else if (allNullValues && !simpleKeys || value == null && explicitKey) {
			str = `? ${str}`;
			if (keyComment && !keyCommentDone) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
			else if (chompKeep && onChompKeep) onChompKeep();
			return str;
		}
		if (keyCommentDone) keyComment = null;
		if (explicitKey) {
			if (keyComment) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
			str = `? ${str}\n${indent}:`;
		} else {
			str = `${str}:`;
			if (keyComment) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
		}
		let vsb, vcb, valueComment;
		if (identity.isNode(value)) {
			vsb = !!value.spaceBefore;
			vcb = value.commentBefore;
			valueComment = value.comment;
		} else {
			vsb = false;
			vcb = null;
			valueComment = null;
			if (value && typeof value === "object") value = doc.createNode(value);
		}
		ctx.implicitKey = false;
		if (!explicitKey && !keyComment && identity.isScalar(value)) ctx.indentAtStart = str.length + 1;
		chompKeep = false;
		if (!indentSeq && indentStep.length >= 2 && !ctx.inFlow && !explicitKey && identity.isSeq(value) && !value.flow && !value.tag && !value.anchor) ctx.indent = ctx.indent.substring(2);
		let valueCommentDone = false;
		const valueStr = stringify.stringify(value, ctx, () => valueCommentDone = true, () => chompKeep = true);
		let ws = " ";
		if (keyComment || vsb || vcb) {
			ws = vsb ? "\n" : "";
			if (vcb) {
				const cs = commentString(vcb);
				ws += `\n${stringifyComment.indentComment(cs, ctx.indent)}`;
			}
			if (valueStr === "" && !ctx.inFlow) {
				if (ws === "\n" && valueComment) ws = "\n\n";
			} else ws += `\n${ctx.indent}`;
		} else if (!explicitKey && identity.isCollection(value)) {
			const vs0 = valueStr[0];
			const nl0 = valueStr.indexOf("\n");
			const hasNewline = nl0 !== -1;
			const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
			if (hasNewline || !flow) {
				let hasPropsLine = false;
				if (hasNewline && (vs0 === "&" || vs0 === "!")) {
					let sp0 = valueStr.indexOf(" ");
					if (vs0 === "&" && sp0 !== -1 && sp0 < nl0 && valueStr[sp0 + 1] === "!") sp0 = valueStr.indexOf(" ", sp0 + 1);
					if (sp0 === -1 || nl0 < sp0) hasPropsLine = true;
				}
				if (!hasPropsLine) ws = `\n${ctx.indent}`;
			}
		} else if (valueStr === "" || valueStr[0] === "\n") ws = "";
		str += ws + valueStr;
		if (ctx.inFlow) {
			if (valueCommentDone && onComment) onComment();
		} else if (valueComment && !valueCommentDone) str += stringifyComment.lineComment(str, ctx.indent, commentString(valueComment));
		else if (chompKeep && onChompKeep) onChompKeep();
		return str;
	}
	exports.stringifyPair = stringifyPair;
}));
// node_modules/yaml/dist/log.js
var require_log = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_process = __require("process");
	function debug(logLevel, ...messages) {
		if (logLevel === "debug") console.log(...messages);
	}
	function warn(logLevel, warning) {
		if (logLevel === "debug" || logLevel === "warn") {
			if (typeof node_process.emitWarning === "function") node_process.emitWarning(warning);
			else console.warn(warning);
		}
	}
	exports.debug = debug;
	exports.warn = warn;
}));
// node_modules/yaml/dist/schema/yaml-1.1/merge.js
var require_merge = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	const MERGE_KEY = "<<";
	const merge = {
		identify: (value) => value === MERGE_KEY || typeof value === "symbol" && value.description === MERGE_KEY,
		default: "key",
		tag: "tag:yaml.org,2002:merge",
		test: /^<<$/,
		resolve: () => Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)), { addToJSMap: addMergeToJSMap }),
		stringify: () => MERGE_KEY
	};
	const isMergeKey = (ctx, key) => (merge.identify(key) || identity.isScalar(key) && (!key.type || key.type === Scalar.Scalar.PLAIN) && merge.identify(key.value)) && ctx?.doc.schema.tags.some((tag) => tag.tag === merge.tag && tag.default);
	function addMergeToJSMap(ctx, map, value) {
		const source = resolveAliasValue(ctx, value);
		if (identity.isSeq(source)) for (const it of source.items) mergeValue(ctx, map, it);
		else if (Array.isArray(source)) for (const it of source) mergeValue(ctx, map, it);
		else mergeValue(ctx, map, source);
	}
	function mergeValue(ctx, map, value) {
		const source = resolveAliasValue(ctx, value);
		if (!identity.isMap(source)) throw new Error("Merge sources must be maps or map aliases");
		const srcMap = source.toJSON(null, ctx, Map);
		for (const [key, value] of srcMap) if (map instanceof Map) {
			if (!map.has(key)) map.set(key, value);
		} else if (map instanceof Set) map.add(key);
		else if (!Object.prototype.hasOwnProperty.call(map, key)) Object.defineProperty(map, key, {
			value,
			writable: true,
			enumerable: true,
			configurable: true
		});
		return map;
	}
	function resolveAliasValue(ctx, value) {
		return ctx && identity.isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
	}
	exports.addMergeToJSMap = addMergeToJSMap;
	exports.isMergeKey = isMergeKey;
	exports.merge = merge;
}));
// node_modules/yaml/dist/nodes/addPairToJSMap.js
var require_addPairToJSMap = /* @__PURE__ */ __commonJSMin(((exports) => {
	var log = require_log();
	var merge = require_merge();
	var stringify = require_stringify();
	var identity = require_identity();
	var toJS = require_toJS();
	function addPairToJSMap(ctx, map, { key, value }) {
		if (identity.isNode(key) && key.addToJSMap) key.addToJSMap(ctx, map, value);
		else if (merge.isMergeKey(ctx, key)) merge.addMergeToJSMap(ctx, map, value);
		else {
			const jsKey = toJS.toJS(key, "", ctx);
			if (map instanceof Map) map.set(jsKey, toJS.toJS(value, jsKey, ctx));
			else if (map instanceof Set) map.add(jsKey);
			else {
				const stringKey = stringifyKey(key, jsKey, ctx);
				const jsValue = toJS.toJS(value, stringKey, ctx);
				if (stringKey in map) Object.defineProperty(map, stringKey, {
					value: jsValue,
					writable: true,
					enumerable: true,
					configurable: true
				});
				else map[stringKey] = jsValue;
			}
		}
		return map;
	}
	function stringifyKey(key, jsKey, ctx) {
		if (jsKey === null) return "";
		if (typeof jsKey !== "object") return String(jsKey);
		if (identity.isNode(key) && ctx?.doc) {
			const strCtx = stringify.createStringifyContext(ctx.doc, {});
			strCtx.anchors = /* @__PURE__ */ new Set();
			for (const node of ctx.anchors.keys()) strCtx.anchors.add(node.anchor);
			strCtx.inFlow = true;
			strCtx.inStringifyKey = true;
			const strKey = key.toString(strCtx);
			if (!ctx.mapKeyWarned) {
				let jsonStr = JSON.stringify(strKey);
				if (jsonStr.length > 40) jsonStr = jsonStr.substring(0, 36) + "...\"";
				log.warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
				ctx.mapKeyWarned = true;
			}
			return strKey;
		}
		return JSON.stringify(jsKey);
	}
	exports.addPairToJSMap = addPairToJSMap;
}));
// node_modules/yaml/dist/nodes/Pair.js
var require_Pair = /* @__PURE__ */ __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var stringifyPair = require_stringifyPair();
	var addPairToJSMap = require_addPairToJSMap();
	var identity = require_identity();
	function createPair(key, value, ctx) {
		return new Pair(createNode.createNode(key, void 0, ctx), createNode.createNode(value, void 0, ctx));
	}
	var Pair = class Pair {
		constructor(key, value = null) {
			Object.defineProperty(this, identity.NODE_TYPE, { value: identity.PAIR });
			this.key = key;
			this.value = value;
		}
		clone(schema) {
			let { key, value } = this;
			if (identity.isNode(key)) key = key.clone(schema);
			if (identity.isNode(value)) value = value.clone(schema);
			return new Pair(key, value);
		}
		toJSON(_, ctx) {
			const pair = ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
			return addPairToJSMap.addPairToJSMap(ctx, pair, this);
		}
		toString(ctx, onComment, onChompKeep) {
			return ctx?.doc ? stringifyPair.stringifyPair(this, ctx, onComment, onChompKeep) : JSON.stringify(this);
		}
	};
	exports.Pair = Pair;
	exports.createPair = createPair;
}));
// node_modules/yaml/dist/stringify/stringifyCollection.js
var require_stringifyCollection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyCollection(collection, ctx, options) {
		return (ctx.inFlow ?? collection.flow ? stringifyFlowCollection : stringifyBlockCollection)(collection, ctx, options);
	}
	function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
		const { indent, options: { commentString } } = ctx;
		const itemCtx = Object.assign({}, ctx, {
			indent: itemIndent,
			type: null
		});
		let chompKeep = false;
		const lines = [];
		for (let i = 0; i < items.length; ++i) {
			const item = items[i];
			let comment = null;
			if (identity.isNode(item)) {
				if (!chompKeep && item.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, item.commentBefore, chompKeep);
				if (item.comment) comment = item.comment;
			} else if (identity.isPair(item)) {
				const ik = identity.isNode(item.key) ? item.key : null;
				if (ik) {
					if (!chompKeep && ik.spaceBefore) lines.push("");
					addCommentBefore(ctx, lines, ik.commentBefore, chompKeep);
				}
			}
			chompKeep = false;
			let str = stringify.stringify(item, itemCtx, () => comment = null, () => chompKeep = true);
			if (comment) str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
			if (chompKeep && comment) chompKeep = false;
			lines.push(blockItemPrefix + str);
		}
		let str;
		if (lines.length === 0) str = flowChars.start + flowChars.end;
		else {
			str = lines[0];
			for (let i = 1; i < lines.length; ++i) {
				const line = lines[i];
				str += line ? `\n${indent}${line}` : "\n";
			}
		}
		if (comment) {
			str += "\n" + stringifyComment.indentComment(commentString(comment), indent);
			if (onComment) onComment();
		} else if (chompKeep && onChompKeep) onChompKeep();
		return str;
	}
	function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
		const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
		itemIndent += indentStep;
		const itemCtx = Object.assign({}, ctx, {
			indent: itemIndent,
			inFlow: true,
			type: null
		});
		let reqNewline = false;
		let linesAtValue = 0;
		const lines = [];
		for (let i = 0; i < items.length; ++i) {
			const item = items[i];
			let comment = null;
			if (identity.isNode(item)) {
				if (item.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, item.commentBefore, false);
				if (item.comment) comment = item.comment;
			} else if (identity.isPair(item)) {
				const ik = identity.isNode(item.key) ? item.key : null;
				if (ik) {
					if (ik.spaceBefore) lines.push("");
					addCommentBefore(ctx, lines, ik.commentBefore, false);
					if (ik.comment) reqNewline = true;
				}
				const iv = identity.isNode(item.value) ? item.value : null;
				if (iv) {
					if (iv.comment) comment = iv.comment;
					if (iv.commentBefore) reqNewline = true;
				} else if (item.value == null && ik?.comment) comment = ik.comment;
			}
			if (comment) reqNewline = true;
			let str = stringify.stringify(item, itemCtx, () => comment = null);
			reqNewline || (reqNewline = lines.length > linesAtValue || str.includes("\n"));
			if (i < items.length - 1) str += ",";
			else if (ctx.options.trailingComma) {
				if (ctx.options.lineWidth > 0) reqNewline || (reqNewline = lines.reduce((sum, line) => sum + line.length + 2, 2) + (str.length + 2) > ctx.options.lineWidth);
				if (reqNewline) str += ",";
			}
			if (comment) str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
			lines.push(str);
			linesAtValue = lines.length;
		}
		const { start, end } = flowChars;
		if (lines.length === 0) return start + end;
		else {
			if (!reqNewline) {
				const len = lines.reduce((sum, line) => sum + line.length + 2, 2);
				reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
			}
			if (reqNewline) {
				let str = start;
				for (const line of lines) str += line ? `\n${indentStep}${indent}${line}` : "\n";
				return `${str}\n${indent}${end}`;
			} else return `${start}${fcPadding}${lines.join(" ")}${fcPadding}${end}`;
		}
	}
	function addCommentBefore({ indent, options: { commentString } }, lines, comment, chompKeep) {
		if (comment && chompKeep) comment = comment.replace(/^\n+/, "");
		if (comment) {
			const ic = stringifyComment.indentComment(commentString(comment), indent);
			lines.push(ic.trimStart());
		}
	}
	exports.stringifyCollection = stringifyCollection;
}));
// node_modules/yaml/dist/nodes/YAMLMap.js
var require_YAMLMap = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyCollection = require_stringifyCollection();
	var addPairToJSMap = require_addPairToJSMap();
	var Collection = require_Collection();
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	function findPair(items, key) {
		const k = identity.isScalar(key) ? key.value : key;
		for (const it of items) if (identity.isPair(it)) {
			if (it.key === key || it.key === k) return it;
			if (identity.isScalar(it.key) && it.key.value === k) return it;
		}
	}
	var YAMLMap = class extends Collection.Collection {
		static get tagName() {
			return "tag:yaml.org,2002:map";
		}
		constructor(schema) {
			super(identity.MAP, schema);
			this.items = [];
		}
		/**
		* A generic collection parsing method that can be extended
		* to other node classes that inherit from YAMLMap
		*/
		static from(schema, obj, ctx) {
			const { keepUndefined, replacer } = ctx;
			const map = new this(schema);
			const add = (key, value) => {
				if (typeof replacer === "function") value = replacer.call(obj, key, value);
				else if (Array.isArray(replacer) && !replacer.includes(key)) return;
				if (value !== void 0 || keepUndefined) map.items.push(Pair.createPair(key, value, ctx));
			};
			if (obj instanceof Map) for (const [key, value] of obj) add(key, value);
			else if (obj && typeof obj === "object") for (const key of Object.keys(obj)) add(key, obj[key]);
			if (typeof schema.sortMapEntries === "function") map.items.sort(schema.sortMapEntries);
			return map;
		}
		/**
		* Adds a value to the collection.
		*
		* @param overwrite - If not set `true`, using a key that is already in the
		*   collection will throw. Otherwise, overwrites the previous value.
		*/
		add(pair, overwrite) {
			let _pair;
			if (identity.isPair(pair)) _pair = pair;
			else if (!pair || typeof pair !== "object" || !("key" in pair)) _pair = new Pair.Pair(pair, pair?.value);
			else _pair = new Pair.Pair(pair.key, pair.value);
			const prev = findPair(this.items, _pair.key);
			const sortEntries = this.schema?.sortMapEntries;
			if (prev) {
				if (!overwrite) throw new Error(`Key ${_pair.key} already set`);
				if (identity.isScalar(prev.value) && Scalar.isScalarValue(_pair.value)) prev.value.value = _pair.value;
				else prev.value = _pair.value;
			} else if (sortEntries) {
				const i = this.items.findIndex((item) => sortEntries(_pair, item) < 0);
				if (i === -1) this.items.push(_pair);
				else this.items.splice(i, 0, _pair);
			} else this.items.push(_pair);
		}
		delete(key) {
			const it = findPair(this.items, key);
			if (!it) return false;
			return this.items.splice(this.items.indexOf(it), 1).length > 0;
		}
		get(key, keepScalar) {
			const node = findPair(this.items, key)?.value;
			return (!keepScalar && identity.isScalar(node) ? node.value : node) ?? void 0;
		}
		has(key) {
			return !!findPair(this.items, key);
		}
		set(key, value) {
			this.add(new Pair.Pair(key, value), true);
		}
		/**
		* @param ctx - Conversion context, originally set in Document#toJS()
		* @param {Class} Type - If set, forces the returned collection type
		* @returns Instance of Type, Map, or Object
		*/
		toJSON(_, ctx, Type) {
			const map = Type ? new Type() : ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
			if (ctx?.onCreate) ctx.onCreate(map);
			for (const item of this.items) addPairToJSMap.addPairToJSMap(ctx, map, item);
			return map;
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			for (const item of this.items) if (!identity.isPair(item)) throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
			if (!ctx.allNullValues && this.hasAllNullValues(false)) ctx = Object.assign({}, ctx, { allNullValues: true });
			return stringifyCollection.stringifyCollection(this, ctx, {
				blockItemPrefix: "",
				flowChars: {
					start: "{",
					end: "}"
				},
				itemIndent: ctx.indent || "",
				onChompKeep,
				onComment
			});
		}
	};
	exports.YAMLMap = YAMLMap;
	exports.findPair = findPair;
}));
// node_modules/yaml/dist/schema/common/map.js
var require_map = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var YAMLMap = require_YAMLMap();
	exports.map = {
		collection: "map",
		default: true,
		nodeClass: YAMLMap.YAMLMap,
		tag: "tag:yaml.org,2002:map",
		resolve(map, onError) {
			if (!identity.isMap(map)) onError("Expected a mapping for this tag");
			return map;
		},
		createNode: (schema, obj, ctx) => YAMLMap.YAMLMap.from(schema, obj, ctx)
	};
}));
// node_modules/yaml/dist/nodes/YAMLSeq.js
var require_YAMLSeq = /* @__PURE__ */ __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var stringifyCollection = require_stringifyCollection();
	var Collection = require_Collection();
	var identity = require_identity();
	var Scalar = require_Scalar();
	var toJS = require_toJS();
	var YAMLSeq = class extends Collection.Collection {
		static get tagName() {
			return "tag:yaml.org,2002:seq";
		}
		constructor(schema) {
			super(identity.SEQ, schema);
			this.items = [];
		}
		add(value) {
			this.items.push(value);
		}
		/**
		* Removes a value from the collection.
		*
		* `key` must contain a representation of an integer for this to succeed.
		* It may be wrapped in a `Scalar`.
		*
		* @returns `true` if the item was found and removed.
		*/
		delete(key) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") return false;
			return this.items.splice(idx, 1).length > 0;
		}
		get(key, keepScalar) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") return void 0;
			const it = this.items[idx];
			return !keepScalar && identity.isScalar(it) ? it.value : it;
		}
		/**
		* Checks if the collection includes a value with the key `key`.
		*
		* `key` must contain a representation of an integer for this to succeed.
		* It may be wrapped in a `Scalar`.
		*/
		has(key) {
			const idx = asItemIndex(key);
			return typeof idx === "number" && idx < this.items.length;
		}
		/**
		* Sets a value in this collection. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*
		* If `key` does not contain a representation of an integer, this will throw.
		* It may be wrapped in a `Scalar`.
		*/
		set(key, value) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") throw new Error(`Expected a valid index, not ${key}.`);
			const prev = this.items[idx];
			if (identity.isScalar(prev) && Scalar.isScalarValue(value)) prev.value = value;
			else this.items[idx] = value;
		}
		toJSON(_, ctx) {
			const seq = [];
			if (ctx?.onCreate) ctx.onCreate(seq);
			let i = 0;
			for (const item of this.items) seq.push(toJS.toJS(item, String(i++), ctx));
			return seq;
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			return stringifyCollection.stringifyCollection(this, ctx, {
				blockItemPrefix: "- ",
				flowChars: {
					start: "[",
					end: "]"
				},
				itemIndent: (ctx.indent || "") + "  ",
				onChompKeep,
				onComment
			});
		}
		static from(schema, obj, ctx) {
			const { replacer } = ctx;
			const seq = new this(schema);
			if (obj && Symbol.iterator in Object(obj)) {
				let i = 0;
				for (let it of obj) {
					if (typeof replacer === "function") {
						const key = obj instanceof Set ? it : String(i++);
						it = replacer.call(obj, key, it);
					}
					seq.items.push(createNode.createNode(it, void 0, ctx));
				}
			}
			return seq;
		}
	};
	function asItemIndex(key) {
		let idx = identity.isScalar(key) ? key.value : key;
		if (idx && typeof idx === "string") idx = Number(idx);
		return typeof idx === "number" && Number.isInteger(idx) && idx >= 0 ? idx : null;
	}
	exports.YAMLSeq = YAMLSeq;
}));
// node_modules/yaml/dist/schema/common/seq.js
var require_seq = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var YAMLSeq = require_YAMLSeq();
	exports.seq = {
		collection: "seq",
		default: true,
		nodeClass: YAMLSeq.YAMLSeq,
		tag: "tag:yaml.org,2002:seq",
		resolve(seq, onError) {
			if (!identity.isSeq(seq)) onError("Expected a sequence for this tag");
			return seq;
		},
		createNode: (schema, obj, ctx) => YAMLSeq.YAMLSeq.from(schema, obj, ctx)
	};
}));
// node_modules/yaml/dist/schema/common/string.js
var require_string = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyString = require_stringifyString();
	exports.string = {
		identify: (value) => typeof value === "string",
		default: true,
		tag: "tag:yaml.org,2002:str",
		resolve: (str) => str,
		stringify(item, ctx, onComment, onChompKeep) {
			ctx = Object.assign({ actualString: true }, ctx);
			return stringifyString.stringifyString(item, ctx, onComment, onChompKeep);
		}
	};
}));
// node_modules/yaml/dist/schema/common/null.js
var require_null = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	const nullTag = {
		identify: (value) => value == null,
		createNode: () => new Scalar.Scalar(null),
		default: true,
		tag: "tag:yaml.org,2002:null",
		test: /^(?:~|[Nn]ull|NULL)?$/,
		resolve: () => new Scalar.Scalar(null),
		stringify: ({ source }, ctx) => typeof source === "string" && nullTag.test.test(source) ? source : ctx.options.nullStr
	};
	exports.nullTag = nullTag;
}));
// node_modules/yaml/dist/schema/core/bool.js
var require_bool$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	const boolTag = {
		identify: (value) => typeof value === "boolean",
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
		resolve: (str) => new Scalar.Scalar(str[0] === "t" || str[0] === "T"),
		stringify({ source, value }, ctx) {
			if (source && boolTag.test.test(source)) {
				if (value === (source[0] === "t" || source[0] === "T")) return source;
			}
			return value ? ctx.options.trueStr : ctx.options.falseStr;
		}
	};
	exports.boolTag = boolTag;
}));
// node_modules/yaml/dist/stringify/stringifyNumber.js
var require_stringifyNumber = /* @__PURE__ */ __commonJSMin(((exports) => {
	function stringifyNumber({ format, minFractionDigits, tag, value }) {
		if (typeof value === "bigint") return String(value);
		const num = typeof value === "number" ? value : Number(value);
		if (!isFinite(num)) return isNaN(num) ? ".nan" : num < 0 ? "-.inf" : ".inf";
		let n = Object.is(value, -0) ? "-0" : JSON.stringify(value);
		if (!format && minFractionDigits && (!tag || tag === "tag:yaml.org,2002:float") && /^-?\d/.test(n) && !n.includes("e")) {
			let i = n.indexOf(".");
			if (i < 0) {
				i = n.length;
				n += ".";
			}
			let d = minFractionDigits - (n.length - i - 1);
			while (d-- > 0) n += "0";
		}
		return n;
	}
	exports.stringifyNumber = stringifyNumber;
}));
// node_modules/yaml/dist/schema/core/float.js
var require_float$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var stringifyNumber = require_stringifyNumber();
	const floatNaN = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
		resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
		stringify: stringifyNumber.stringifyNumber
	};
	const floatExp = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "EXP",
		test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
		resolve: (str) => parseFloat(str),
		stringify(node) {
			const num = Number(node.value);
			return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
		}
	};
	exports.float = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
		resolve(str) {
			const node = new Scalar.Scalar(parseFloat(str));
			const dot = str.indexOf(".");
			if (dot !== -1 && str[str.length - 1] === "0") node.minFractionDigits = str.length - dot - 1;
			return node;
		},
		stringify: stringifyNumber.stringifyNumber
	};
	exports.floatExp = floatExp;
	exports.floatNaN = floatNaN;
}));
// node_modules/yaml/dist/schema/core/int.js
var require_int$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
	const intResolve = (str, offset, radix, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix);
	function intStringify(node, radix, prefix) {
		const { value } = node;
		if (intIdentify(value) && value >= 0) return prefix + value.toString(radix);
		return stringifyNumber.stringifyNumber(node);
	}
	const intOct = {
		identify: (value) => intIdentify(value) && value >= 0,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "OCT",
		test: /^0o[0-7]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 8, opt),
		stringify: (node) => intStringify(node, 8, "0o")
	};
	const int = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		test: /^[-+]?[0-9]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
		stringify: stringifyNumber.stringifyNumber
	};
	const intHex = {
		identify: (value) => intIdentify(value) && value >= 0,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "HEX",
		test: /^0x[0-9a-fA-F]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
		stringify: (node) => intStringify(node, 16, "0x")
	};
	exports.int = int;
	exports.intHex = intHex;
	exports.intOct = intOct;
}));
// node_modules/yaml/dist/schema/core/schema.js
var require_schema$2 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var bool = require_bool$1();
	var float = require_float$1();
	var int = require_int$1();
	exports.schema = [
		map.map,
		seq.seq,
		string.string,
		_null.nullTag,
		bool.boolTag,
		int.intOct,
		int.int,
		int.intHex,
		float.floatNaN,
		float.floatExp,
		float.float
	];
}));
// node_modules/yaml/dist/schema/json/schema.js
var require_schema$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var map = require_map();
	var seq = require_seq();
	function intIdentify(value) {
		return typeof value === "bigint" || Number.isInteger(value);
	}
	const stringifyJSON = ({ value }) => JSON.stringify(value);
	const jsonScalars = [
		{
			identify: (value) => typeof value === "string",
			default: true,
			tag: "tag:yaml.org,2002:str",
			resolve: (str) => str,
			stringify: stringifyJSON
		},
		{
			identify: (value) => value == null,
			createNode: () => new Scalar.Scalar(null),
			default: true,
			tag: "tag:yaml.org,2002:null",
			test: /^null$/,
			resolve: () => null,
			stringify: stringifyJSON
		},
		{
			identify: (value) => typeof value === "boolean",
			default: true,
			tag: "tag:yaml.org,2002:bool",
			test: /^true$|^false$/,
			resolve: (str) => str === "true",
			stringify: stringifyJSON
		},
		{
			identify: intIdentify,
			default: true,
			tag: "tag:yaml.org,2002:int",
			test: /^-?(?:0|[1-9][0-9]*)$/,
			resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
			stringify: ({ value }) => intIdentify(value) ? value.toString() : JSON.stringify(value)
		},
		{
			identify: (value) => typeof value === "number",
			default: true,
			tag: "tag:yaml.org,2002:float",
			test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
			resolve: (str) => parseFloat(str),
			stringify: stringifyJSON
		}
	];
	exports.schema = [map.map, seq.seq].concat(jsonScalars, {
		default: true,
		tag: "",
		test: /^/,
		resolve(str, onError) {
			onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
			return str;
		}
	});
}));
// node_modules/yaml/dist/schema/yaml-1.1/binary.js
var require_binary = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_buffer = __require("buffer");
	var Scalar = require_Scalar();
	var stringifyString = require_stringifyString();
	exports.binary = {
		identify: (value) => value instanceof Uint8Array,
		default: false,
		tag: "tag:yaml.org,2002:binary",
		/**
		* Returns a Buffer in node and an Uint8Array in browsers
		*
		* To use the resulting buffer as an image, you'll want to do something like:
		*
		*   const blob = new Blob([buffer], { type: 'image/jpeg' })
		*   document.querySelector('#photo').src = URL.createObjectURL(blob)
		*/
		resolve(src, onError) {
			if (typeof node_buffer.Buffer === "function") return node_buffer.Buffer.from(src, "base64");
			else if (typeof atob === "function") {
				const str = atob(src.replace(/[\n\r]/g, ""));
				const buffer = new Uint8Array(str.length);
				for (let i = 0; i < str.length; ++i) buffer[i] = str.charCodeAt(i);
				return buffer;
			} else {
				onError("This environment does not support reading binary tags; either Buffer or atob is required");
				return src;
			}
		},
		stringify({ comment, type, value }, ctx, onComment, onChompKeep) {
			if (!value) return "";
			const buf = value;
			let str;
			if (typeof node_buffer.Buffer === "function") str = buf instanceof node_buffer.Buffer ? buf.toString("base64") : node_buffer.Buffer.from(buf.buffer).toString("base64");
			else if (typeof btoa === "function") {
				let s = "";
				for (let i = 0; i < buf.length; ++i) s += String.fromCharCode(buf[i]);
				str = btoa(s);
			} else throw new Error("This environment does not support writing binary tags; either Buffer or btoa is required");
			type ?? (type = Scalar.Scalar.BLOCK_LITERAL);
			if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
				const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
				const n = Math.ceil(str.length / lineWidth);
				const lines = new Array(n);
				for (let i = 0, o = 0; i < n; ++i, o += lineWidth) lines[i] = str.substr(o, lineWidth);
				str = lines.join(type === Scalar.Scalar.BLOCK_LITERAL ? "\n" : " ");
			}
			return stringifyString.stringifyString({
				comment,
				type,
				value: str
			}, ctx, onComment, onChompKeep);
		}
	};
}));
// node_modules/yaml/dist/schema/yaml-1.1/pairs.js
var require_pairs = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	var YAMLSeq = require_YAMLSeq();
	function resolvePairs(seq, onError) {
		if (identity.isSeq(seq)) for (let i = 0; i < seq.items.length; ++i) {
			let item = seq.items[i];
			if (identity.isPair(item)) continue;
			else if (identity.isMap(item)) {
				if (item.items.length > 1) onError("Each pair must have its own sequence indicator");
				const pair = item.items[0] || new Pair.Pair(new Scalar.Scalar(null));
				if (item.commentBefore) pair.key.commentBefore = pair.key.commentBefore ? `${item.commentBefore}\n${pair.key.commentBefore}` : item.commentBefore;
				if (item.comment) {
					const cn = pair.value ?? pair.key;
					cn.comment = cn.comment ? `${item.comment}\n${cn.comment}` : item.comment;
				}
				item = pair;
			}
			seq.items[i] = identity.isPair(item) ? item : new Pair.Pair(item);
		}
		else onError("Expected a sequence for this tag");
		return seq;
	}
	function createPairs(schema, iterable, ctx) {
		const { replacer } = ctx;
		const pairs = new YAMLSeq.YAMLSeq(schema);
		pairs.tag = "tag:yaml.org,2002:pairs";
		let i = 0;
		if (iterable && Symbol.iterator in Object(iterable)) for (let it of iterable) {
			if (typeof replacer === "function") it = replacer.call(iterable, String(i++), it);
			let key, value;
			if (Array.isArray(it)) {
				if (it.length === 2) {
					key = it[0];
					value = it[1];
				} else throw new TypeError(`Expected [key, value] tuple: ${it}`);
			} else if (it && it instanceof Object) {
				const keys = Object.keys(it);
				if (keys.length === 1) {
					key = keys[0];
					value = it[key];
				} else throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
			} else key = it;
			pairs.items.push(Pair.createPair(key, value, ctx));
		}
		return pairs;
	}
	const pairs = {
		collection: "seq",
		default: false,
		tag: "tag:yaml.org,2002:pairs",
		resolve: resolvePairs,
		createNode: createPairs
	};
	exports.createPairs = createPairs;
	exports.pairs = pairs;
	exports.resolvePairs = resolvePairs;
}));
// node_modules/yaml/dist/schema/yaml-1.1/omap.js
var require_omap = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var toJS = require_toJS();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var pairs = require_pairs();
	var YAMLOMap = class YAMLOMap extends YAMLSeq.YAMLSeq {
		constructor() {
			super();
			this.add = YAMLMap.YAMLMap.prototype.add.bind(this);
			this.delete = YAMLMap.YAMLMap.prototype.delete.bind(this);
			this.get = YAMLMap.YAMLMap.prototype.get.bind(this);
			this.has = YAMLMap.YAMLMap.prototype.has.bind(this);
			this.set = YAMLMap.YAMLMap.prototype.set.bind(this);
			this.tag = YAMLOMap.tag;
		}
		/**
		* If `ctx` is given, the return type is actually `Map<unknown, unknown>`,
		* but TypeScript won't allow widening the signature of a child method.
		*/
		toJSON(_, ctx) {
			if (!ctx) return super.toJSON(_);
			const map = /* @__PURE__ */ new Map();
			if (ctx?.onCreate) ctx.onCreate(map);
			for (const pair of this.items) {
				let key, value;
				if (identity.isPair(pair)) {
					key = toJS.toJS(pair.key, "", ctx);
					value = toJS.toJS(pair.value, key, ctx);
				} else key = toJS.toJS(pair, "", ctx);
				if (map.has(key)) throw new Error("Ordered maps must not include duplicate keys");
				map.set(key, value);
			}
			return map;
		}
		static from(schema, iterable, ctx) {
			const pairs$1 = pairs.createPairs(schema, iterable, ctx);
			const omap = new this();
			omap.items = pairs$1.items;
			return omap;
		}
	};
	YAMLOMap.tag = "tag:yaml.org,2002:omap";
	const omap = {
		collection: "seq",
		identify: (value) => value instanceof Map,
		nodeClass: YAMLOMap,
		default: false,
		tag: "tag:yaml.org,2002:omap",
		resolve(seq, onError) {
			const pairs$1 = pairs.resolvePairs(seq, onError);
			const seenKeys = [];
			for (const { key } of pairs$1.items) if (identity.isScalar(key)) {
				if (seenKeys.includes(key.value)) onError(`Ordered maps must not include duplicate keys: ${key.value}`);
				else seenKeys.push(key.value);
			}
			return Object.assign(new YAMLOMap(), pairs$1);
		},
		createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
	};
	exports.YAMLOMap = YAMLOMap;
	exports.omap = omap;
}));
// node_modules/yaml/dist/schema/yaml-1.1/bool.js
var require_bool = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	function boolStringify({ value, source }, ctx) {
		if (source && (value ? trueTag : falseTag).test.test(source)) return source;
		return value ? ctx.options.trueStr : ctx.options.falseStr;
	}
	const trueTag = {
		identify: (value) => value === true,
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
		resolve: () => new Scalar.Scalar(true),
		stringify: boolStringify
	};
	const falseTag = {
		identify: (value) => value === false,
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
		resolve: () => new Scalar.Scalar(false),
		stringify: boolStringify
	};
	exports.falseTag = falseTag;
	exports.trueTag = trueTag;
}));
// node_modules/yaml/dist/schema/yaml-1.1/float.js
var require_float = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var stringifyNumber = require_stringifyNumber();
	const floatNaN = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
		resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
		stringify: stringifyNumber.stringifyNumber
	};
	const floatExp = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "EXP",
		test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
		resolve: (str) => parseFloat(str.replace(/_/g, "")),
		stringify(node) {
			const num = Number(node.value);
			return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
		}
	};
	exports.float = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
		resolve(str) {
			const node = new Scalar.Scalar(parseFloat(str.replace(/_/g, "")));
			const dot = str.indexOf(".");
			if (dot !== -1) {
				const f = str.substring(dot + 1).replace(/_/g, "");
				if (f[f.length - 1] === "0") node.minFractionDigits = f.length;
			}
			return node;
		},
		stringify: stringifyNumber.stringifyNumber
	};
	exports.floatExp = floatExp;
	exports.floatNaN = floatNaN;
}));
// node_modules/yaml/dist/schema/yaml-1.1/int.js
var require_int = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
	function intResolve(str, offset, radix, { intAsBigInt }) {
		const sign = str[0];
		if (sign === "-" || sign === "+") offset += 1;
		str = str.substring(offset).replace(/_/g, "");
		if (intAsBigInt) {
			switch (radix) {
				case 2:
					str = `0b${str}`;
					break;
				case 8:
					str = `0o${str}`;
					break;
				case 16: str = `0x${str}`;
			}
			const n = BigInt(str);
			return sign === "-" ? BigInt(-1) * n : n;
		}
		const n = parseInt(str, radix);
		return sign === "-" ? -1 * n : n;
	}
	function intStringify(node, radix, prefix) {
		const { value } = node;
		if (intIdentify(value)) {
			const str = value.toString(radix);
			return value < 0 ? "-" + prefix + str.substr(1) : prefix + str;
		}
		return stringifyNumber.stringifyNumber(node);
	}
	const intBin = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "BIN",
		test: /^[-+]?0b[0-1_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
		stringify: (node) => intStringify(node, 2, "0b")
	};
	const intOct = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "OCT",
		test: /^[-+]?0[0-7_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
		stringify: (node) => intStringify(node, 8, "0")
	};
	const int = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		test: /^[-+]?[0-9][0-9_]*$/,
		resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
		stringify: stringifyNumber.stringifyNumber
	};
	const intHex = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "HEX",
		test: /^[-+]?0x[0-9a-fA-F_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
		stringify: (node) => intStringify(node, 16, "0x")
	};
	exports.int = int;
	exports.intBin = intBin;
	exports.intHex = intHex;
	exports.intOct = intOct;
}));
// node_modules/yaml/dist/schema/yaml-1.1/set.js
var require_set = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var YAMLSet = class YAMLSet extends YAMLMap.YAMLMap {
		constructor(schema) {
			super(schema);
			this.tag = YAMLSet.tag;
		}
		add(key) {
			let pair;
			if (identity.isPair(key)) pair = key;
			else if (key && typeof key === "object" && "key" in key && "value" in key && key.value === null) pair = new Pair.Pair(key.key, null);
			else pair = new Pair.Pair(key, null);
			if (!YAMLMap.findPair(this.items, pair.key)) this.items.push(pair);
		}
		/**
		* If `keepPair` is `true`, returns the Pair matching `key`.
		* Otherwise, returns the value of that Pair's key.
		*/
		get(key, keepPair) {
			const pair = YAMLMap.findPair(this.items, key);
			return !keepPair && identity.isPair(pair) ? identity.isScalar(pair.key) ? pair.key.value : pair.key : pair;
		}
		set(key, value) {
			if (typeof value !== "boolean") throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
			const prev = YAMLMap.findPair(this.items, key);
			if (prev && !value) this.items.splice(this.items.indexOf(prev), 1);
			else if (!prev && value) this.items.push(new Pair.Pair(key));
		}
		toJSON(_, ctx) {
			return super.toJSON(_, ctx, Set);
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			if (this.hasAllNullValues(true)) return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
			else throw new Error("Set items must all have null values");
		}
		static from(schema, iterable, ctx) {
			const { replacer } = ctx;
			const set = new this(schema);
			if (iterable && Symbol.iterator in Object(iterable)) for (let value of iterable) {
				if (typeof replacer === "function") value = replacer.call(iterable, value, value);
				set.items.push(Pair.createPair(value, null, ctx));
			}
			return set;
		}
	};
	YAMLSet.tag = "tag:yaml.org,2002:set";
	const set = {
		collection: "map",
		identify: (value) => value instanceof Set,
		nodeClass: YAMLSet,
		default: false,
		tag: "tag:yaml.org,2002:set",
		createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
		resolve(map, onError) {
			if (identity.isMap(map)) {
				if (map.hasAllNullValues(true)) return Object.assign(new YAMLSet(), map);
				else onError("Set items must all have null values");
			} else onError("Expected a mapping for this tag");
			return map;
		}
	};
	exports.YAMLSet = YAMLSet;
	exports.set = set;
}));
// node_modules/yaml/dist/schema/yaml-1.1/timestamp.js
var require_timestamp = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	/** Internal types handle bigint as number, because TS can't figure it out. */
	function parseSexagesimal(str, asBigInt) {
		const sign = str[0];
		const parts = sign === "-" || sign === "+" ? str.substring(1) : str;
		const num = (n) => asBigInt ? BigInt(n) : Number(n);
		const res = parts.replace(/_/g, "").split(":").reduce((res, p) => res * num(60) + num(p), num(0));
		return sign === "-" ? num(-1) * res : res;
	}
	/**
	* hhhh:mm:ss.sss
	*
	* Internal types handle bigint as number, because TS can't figure it out.
	*/
	function stringifySexagesimal(node) {
		let { value } = node;
		let num = (n) => n;
		if (typeof value === "bigint") num = (n) => BigInt(n);
		else if (isNaN(value) || !isFinite(value)) return stringifyNumber.stringifyNumber(node);
		let sign = "";
		if (value < 0) {
			sign = "-";
			value *= num(-1);
		}
		const _60 = num(60);
		const parts = [value % _60];
		if (value < 60) parts.unshift(0);
		else {
			value = (value - parts[0]) / _60;
			parts.unshift(value % _60);
			if (value >= 60) {
				value = (value - parts[0]) / _60;
				parts.unshift(value);
			}
		}
		return sign + parts.map((n) => String(n).padStart(2, "0")).join(":").replace(/000000\d*$/, "");
	}
	const intTime = {
		identify: (value) => typeof value === "bigint" || Number.isInteger(value),
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "TIME",
		test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
		resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
		stringify: stringifySexagesimal
	};
	const floatTime = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "TIME",
		test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
		resolve: (str) => parseSexagesimal(str, false),
		stringify: stringifySexagesimal
	};
	const timestamp = {
		identify: (value) => value instanceof Date,
		default: true,
		tag: "tag:yaml.org,2002:timestamp",
		test: RegExp("^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:t|T|[ \\t]+)([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?$"),
		resolve(str) {
			const match = str.match(timestamp.test);
			if (!match) throw new Error("!!timestamp expects a date, starting with yyyy-mm-dd");
			const [, year, month, day, hour, minute, second] = match.map(Number);
			const millisec = match[7] ? Number((match[7] + "00").substr(1, 3)) : 0;
			let date = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
			const tz = match[8];
			if (tz && tz !== "Z") {
				let d = parseSexagesimal(tz, false);
				if (Math.abs(d) < 30) d *= 60;
				date -= 6e4 * d;
			}
			return new Date(date);
		},
		stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, "") ?? ""
	};
	exports.floatTime = floatTime;
	exports.intTime = intTime;
	exports.timestamp = timestamp;
}));
// node_modules/yaml/dist/schema/yaml-1.1/schema.js
var require_schema = /* @__PURE__ */ __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var binary = require_binary();
	var bool = require_bool();
	var float = require_float();
	var int = require_int();
	var merge = require_merge();
	var omap = require_omap();
	var pairs = require_pairs();
	var set = require_set();
	var timestamp = require_timestamp();
	exports.schema = [
		map.map,
		seq.seq,
		string.string,
		_null.nullTag,
		bool.trueTag,
		bool.falseTag,
		int.intBin,
		int.intOct,
		int.int,
		int.intHex,
		float.floatNaN,
		float.floatExp,
		float.float,
		binary.binary,
		merge.merge,
		omap.omap,
		pairs.pairs,
		set.set,
		timestamp.intTime,
		timestamp.floatTime,
		timestamp.timestamp
	];
}));
// node_modules/yaml/dist/schema/tags.js
var require_tags = /* @__PURE__ */ __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var bool = require_bool$1();
	var float = require_float$1();
	var int = require_int$1();
	var schema = require_schema$2();
	var schema$1 = require_schema$1();
	var binary = require_binary();
	var merge = require_merge();
	var omap = require_omap();
	var pairs = require_pairs();
	var schema$2 = require_schema();
	var set = require_set();
	var timestamp = require_timestamp();
	const schemas = /* @__PURE__ */ new Map([
		["core", schema.schema],
		["failsafe", [
			map.map,
			seq.seq,
			string.string
		]],
		["json", schema$1.schema],
		["yaml11", schema$2.schema],
		["yaml-1.1", schema$2.schema]
	]);
	const tagsByName = {
		binary: binary.binary,
		bool: bool.boolTag,
		float: float.float,
		floatExp: float.floatExp,
		floatNaN: float.floatNaN,
		floatTime: timestamp.floatTime,
		int: int.int,
		intHex: int.intHex,
		intOct: int.intOct,
		intTime: timestamp.intTime,
		map: map.map,
		merge: merge.merge,
		null: _null.nullTag,
		omap: omap.omap,
		pairs: pairs.pairs,
		seq: seq.seq,
		set: set.set,
		timestamp: timestamp.timestamp
	};
	const coreKnownTags = {
		"tag:yaml.org,2002:binary": binary.binary,
		"tag:yaml.org,2002:merge": merge.merge,
		"tag:yaml.org,2002:omap": omap.omap,
		"tag:yaml.org,2002:pairs": pairs.pairs,
		"tag:yaml.org,2002:set": set.set,
		"tag:yaml.org,2002:timestamp": timestamp.timestamp
	};
	function getTags(customTags, schemaName, addMergeTag) {
		const schemaTags = schemas.get(schemaName);
		if (schemaTags && !customTags) return addMergeTag && !schemaTags.includes(merge.merge) ? schemaTags.concat(merge.merge) : schemaTags.slice();
		let tags = schemaTags;
		if (!tags) {
			if (Array.isArray(customTags)) tags = [];
			else {
				const keys = Array.from(schemas.keys()).filter((key) => key !== "yaml11").map((key) => JSON.stringify(key)).join(", ");
				throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
			}
		}
		if (Array.isArray(customTags)) for (const tag of customTags) tags = tags.concat(tag);
		else if (typeof customTags === "function") tags = customTags(tags.slice());
		if (addMergeTag) tags = tags.concat(merge.merge);
		return tags.reduce((tags, tag) => {
			const tagObj = typeof tag === "string" ? tagsByName[tag] : tag;
			if (!tagObj) {
				const tagName = JSON.stringify(tag);
				const keys = Object.keys(tagsByName).map((key) => JSON.stringify(key)).join(", ");
				throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
			}
			if (!tags.includes(tagObj)) tags.push(tagObj);
			return tags;
		}, []);
	}
	exports.coreKnownTags = coreKnownTags;
	exports.getTags = getTags;
}));
// node_modules/yaml/dist/schema/Schema.js
var require_Schema = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var map = require_map();
	var seq = require_seq();
	var string = require_string();
	var tags = require_tags();
	const sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
	exports.Schema = class Schema {
		constructor({ compat, customTags, merge, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
			this.compat = Array.isArray(compat) ? tags.getTags(compat, "compat") : compat ? tags.getTags(null, compat) : null;
			this.name = typeof schema === "string" && schema || "core";
			this.knownTags = resolveKnownTags ? tags.coreKnownTags : {};
			this.tags = tags.getTags(customTags, this.name, merge);
			this.toStringOptions = toStringDefaults ?? null;
			Object.defineProperty(this, identity.MAP, { value: map.map });
			Object.defineProperty(this, identity.SCALAR, { value: string.string });
			Object.defineProperty(this, identity.SEQ, { value: seq.seq });
			this.sortMapEntries = typeof sortMapEntries === "function" ? sortMapEntries : sortMapEntries === true ? sortMapEntriesByKey : null;
		}
		clone() {
			const copy = Object.create(Schema.prototype, Object.getOwnPropertyDescriptors(this));
			copy.tags = this.tags.slice();
			return copy;
		}
	};
}));
// node_modules/yaml/dist/stringify/stringifyDocument.js
var require_stringifyDocument = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyDocument(doc, options) {
		const lines = [];
		let hasDirectives = options.directives === true;
		if (options.directives !== false && doc.directives) {
			const dir = doc.directives.toString(doc);
			if (dir) {
				lines.push(dir);
				hasDirectives = true;
			} else if (doc.directives.docStart) hasDirectives = true;
		}
		if (hasDirectives) lines.push("---");
		const ctx = stringify.createStringifyContext(doc, options);
		const { commentString } = ctx.options;
		if (doc.commentBefore) {
			if (lines.length !== 1) lines.unshift("");
			const cs = commentString(doc.commentBefore);
			lines.unshift(stringifyComment.indentComment(cs, ""));
		}
		let chompKeep = false;
		let contentComment = null;
		if (doc.contents) {
			if (identity.isNode(doc.contents)) {
				if (doc.contents.spaceBefore && hasDirectives) lines.push("");
				if (doc.contents.commentBefore) {
					const cs = commentString(doc.contents.commentBefore);
					lines.push(stringifyComment.indentComment(cs, ""));
				}
				ctx.forceBlockIndent = !!doc.comment;
				contentComment = doc.contents.comment;
			}
			const onChompKeep = contentComment ? void 0 : () => chompKeep = true;
			let body = stringify.stringify(doc.contents, ctx, () => contentComment = null, onChompKeep);
			if (contentComment) body += stringifyComment.lineComment(body, "", commentString(contentComment));
			if ((body[0] === "|" || body[0] === ">") && lines[lines.length - 1] === "---") lines[lines.length - 1] = `--- ${body}`;
			else lines.push(body);
		} else lines.push(stringify.stringify(doc.contents, ctx));
		if (doc.directives?.docEnd) {
			if (doc.comment) {
				const cs = commentString(doc.comment);
				if (cs.includes("\n")) {
					lines.push("...");
					lines.push(stringifyComment.indentComment(cs, ""));
				} else lines.push(`... ${cs}`);
			} else lines.push("...");
		} else {
			let dc = doc.comment;
			if (dc && chompKeep) dc = dc.replace(/^\n+/, "");
			if (dc) {
				if ((!chompKeep || contentComment) && lines[lines.length - 1] !== "") lines.push("");
				lines.push(stringifyComment.indentComment(commentString(dc), ""));
			}
		}
		return lines.join("\n") + "\n";
	}
	exports.stringifyDocument = stringifyDocument;
}));
// node_modules/yaml/dist/doc/Document.js
var require_Document = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var Collection = require_Collection();
	var identity = require_identity();
	var Pair = require_Pair();
	var toJS = require_toJS();
	var Schema = require_Schema();
	var stringifyDocument = require_stringifyDocument();
	var anchors = require_anchors();
	var applyReviver = require_applyReviver();
	var createNode = require_createNode();
	var directives = require_directives();
	var Document = class Document {
		constructor(value, replacer, options) {
			/** A comment before this Document */
			this.commentBefore = null;
			/** A comment immediately after this Document */
			this.comment = null;
			/** Errors encountered during parsing. */
			this.errors = [];
			/** Warnings encountered during parsing. */
			this.warnings = [];
			Object.defineProperty(this, identity.NODE_TYPE, { value: identity.DOC });
			let _replacer = null;
			if (typeof replacer === "function" || Array.isArray(replacer)) _replacer = replacer;
			else if (options === void 0 && replacer) {
				options = replacer;
				replacer = void 0;
			}
			const opt = Object.assign({
				intAsBigInt: false,
				keepSourceTokens: false,
				logLevel: "warn",
				prettyErrors: true,
				strict: true,
				stringKeys: false,
				uniqueKeys: true,
				version: "1.2"
			}, options);
			this.options = opt;
			let { version } = opt;
			if (options?._directives) {
				this.directives = options._directives.atDocument();
				if (this.directives.yaml.explicit) version = this.directives.yaml.version;
			} else this.directives = new directives.Directives({ version });
			this.setSchema(version, options);
			this.contents = value === void 0 ? null : this.createNode(value, _replacer, options);
		}
		/**
		* Create a deep copy of this Document and its contents.
		*
		* Custom Node values that inherit from `Object` still refer to their original instances.
		*/
		clone() {
			const copy = Object.create(Document.prototype, { [identity.NODE_TYPE]: { value: identity.DOC } });
			copy.commentBefore = this.commentBefore;
			copy.comment = this.comment;
			copy.errors = this.errors.slice();
			copy.warnings = this.warnings.slice();
			copy.options = Object.assign({}, this.options);
			if (this.directives) copy.directives = this.directives.clone();
			copy.schema = this.schema.clone();
			copy.contents = identity.isNode(this.contents) ? this.contents.clone(copy.schema) : this.contents;
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		/** Adds a value to the document. */
		add(value) {
			if (assertCollection(this.contents)) this.contents.add(value);
		}
		/** Adds a value to the document. */
		addIn(path, value) {
			if (assertCollection(this.contents)) this.contents.addIn(path, value);
		}
		/**
		* Create a new `Alias` node, ensuring that the target `node` has the required anchor.
		*
		* If `node` already has an anchor, `name` is ignored.
		* Otherwise, the `node.anchor` value will be set to `name`,
		* or if an anchor with that name is already present in the document,
		* `name` will be used as a prefix for a new unique anchor.
		* If `name` is undefined, the generated anchor will use 'a' as a prefix.
		*/
		createAlias(node, name) {
			if (!node.anchor) {
				const prev = anchors.anchorNames(this);
				node.anchor = !name || prev.has(name) ? anchors.findNewAnchor(name || "a", prev) : name;
			}
			return new Alias.Alias(node.anchor);
		}
		createNode(value, replacer, options) {
			let _replacer = void 0;
			if (typeof replacer === "function") {
				value = replacer.call({ "": value }, "", value);
				_replacer = replacer;
			} else if (Array.isArray(replacer)) {
				const keyToStr = (v) => typeof v === "number" || v instanceof String || v instanceof Number;
				const asStr = replacer.filter(keyToStr).map(String);
				if (asStr.length > 0) replacer = replacer.concat(asStr);
				_replacer = replacer;
			} else if (options === void 0 && replacer) {
				options = replacer;
				replacer = void 0;
			}
			const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
			const { onAnchor, setAnchors, sourceObjects } = anchors.createNodeAnchors(this, anchorPrefix || "a");
			const ctx = {
				aliasDuplicateObjects: aliasDuplicateObjects ?? true,
				keepUndefined: keepUndefined ?? false,
				onAnchor,
				onTagObj,
				replacer: _replacer,
				schema: this.schema,
				sourceObjects
			};
			const node = createNode.createNode(value, tag, ctx);
			if (flow && identity.isCollection(node)) node.flow = true;
			setAnchors();
			return node;
		}
		/**
		* Convert a key and a value into a `Pair` using the current schema,
		* recursively wrapping all values as `Scalar` or `Collection` nodes.
		*/
		createPair(key, value, options = {}) {
			const k = this.createNode(key, null, options);
			const v = this.createNode(value, null, options);
			return new Pair.Pair(k, v);
		}
		/**
		* Removes a value from the document.
		* @returns `true` if the item was found and removed.
		*/
		delete(key) {
			return assertCollection(this.contents) ? this.contents.delete(key) : false;
		}
		/**
		* Removes a value from the document.
		* @returns `true` if the item was found and removed.
		*/
		deleteIn(path) {
			if (Collection.isEmptyPath(path)) {
				if (this.contents == null) return false;
				this.contents = null;
				return true;
			}
			return assertCollection(this.contents) ? this.contents.deleteIn(path) : false;
		}
		/**
		* Returns item at `key`, or `undefined` if not found. By default unwraps
		* scalar values from their surrounding node; to disable set `keepScalar` to
		* `true` (collections are always returned intact).
		*/
		get(key, keepScalar) {
			return identity.isCollection(this.contents) ? this.contents.get(key, keepScalar) : void 0;
		}
		/**
		* Returns item at `path`, or `undefined` if not found. By default unwraps
		* scalar values from their surrounding node; to disable set `keepScalar` to
		* `true` (collections are always returned intact).
		*/
		getIn(path, keepScalar) {
			if (Collection.isEmptyPath(path)) return !keepScalar && identity.isScalar(this.contents) ? this.contents.value : this.contents;
			return identity.isCollection(this.contents) ? this.contents.getIn(path, keepScalar) : void 0;
		}
		/**
		* Checks if the document includes a value with the key `key`.
		*/
		has(key) {
			return identity.isCollection(this.contents) ? this.contents.has(key) : false;
		}
		/**
		* Checks if the document includes a value at `path`.
		*/
		hasIn(path) {
			if (Collection.isEmptyPath(path)) return this.contents !== void 0;
			return identity.isCollection(this.contents) ? this.contents.hasIn(path) : false;
		}
		/**
		* Sets a value in this document. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*/
		set(key, value) {
			if (this.contents == null) this.contents = Collection.collectionFromPath(this.schema, [key], value);
			else if (assertCollection(this.contents)) this.contents.set(key, value);
		}
		/**
		* Sets a value in this document. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*/
		setIn(path, value) {
			if (Collection.isEmptyPath(path)) this.contents = value;
			else if (this.contents == null) this.contents = Collection.collectionFromPath(this.schema, Array.from(path), value);
			else if (assertCollection(this.contents)) this.contents.setIn(path, value);
		}
		/**
		* Change the YAML version and schema used by the document.
		* A `null` version disables support for directives, explicit tags, anchors, and aliases.
		* It also requires the `schema` option to be given as a `Schema` instance value.
		*
		* Overrides all previously set schema options.
		*/
		setSchema(version, options = {}) {
			if (typeof version === "number") version = String(version);
			let opt;
			switch (version) {
				case "1.1":
					if (this.directives) this.directives.yaml.version = "1.1";
					else this.directives = new directives.Directives({ version: "1.1" });
					opt = {
						resolveKnownTags: false,
						schema: "yaml-1.1"
					};
					break;
				case "1.2":
				case "next":
					if (this.directives) this.directives.yaml.version = version;
					else this.directives = new directives.Directives({ version });
					opt = {
						resolveKnownTags: true,
						schema: "core"
					};
					break;
				case null:
					if (this.directives) delete this.directives;
					opt = null;
					break;
				default: {
					const sv = JSON.stringify(version);
					throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
				}
			}
			if (options.schema instanceof Object) this.schema = options.schema;
			else if (opt) this.schema = new Schema.Schema(Object.assign(opt, options));
			else throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
		}
		toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
			const ctx = {
				anchors: /* @__PURE__ */ new Map(),
				doc: this,
				keep: !json,
				mapAsMap: mapAsMap === true,
				mapKeyWarned: false,
				maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
			};
			const res = toJS.toJS(this.contents, jsonArg ?? "", ctx);
			if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
			return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
		}
		/**
		* A JSON representation of the document `contents`.
		*
		* @param jsonArg Used by `JSON.stringify` to indicate the array index or
		*   property name.
		*/
		toJSON(jsonArg, onAnchor) {
			return this.toJS({
				json: true,
				jsonArg,
				mapAsMap: false,
				onAnchor
			});
		}
		/** A YAML representation of the document. */
		toString(options = {}) {
			if (this.errors.length > 0) throw new Error("Document with errors cannot be stringified");
			if ("indent" in options && (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
				const s = JSON.stringify(options.indent);
				throw new Error(`"indent" option must be a positive integer, not ${s}`);
			}
			return stringifyDocument.stringifyDocument(this, options);
		}
	};
	function assertCollection(contents) {
		if (identity.isCollection(contents)) return true;
		throw new Error("Expected a YAML collection as document contents");
	}
	exports.Document = Document;
}));
// node_modules/yaml/dist/errors.js
var require_errors = /* @__PURE__ */ __commonJSMin(((exports) => {
	var YAMLError = class extends Error {
		constructor(name, pos, code, message) {
			super();
			this.name = name;
			this.code = code;
			this.message = message;
			this.pos = pos;
		}
	};
	var YAMLParseError = class extends YAMLError {
		constructor(pos, code, message) {
			super("YAMLParseError", pos, code, message);
		}
	};
	var YAMLWarning = class extends YAMLError {
		constructor(pos, code, message) {
			super("YAMLWarning", pos, code, message);
		}
	};
	const prettifyError = (src, lc) => (error) => {
		if (error.pos[0] === -1) return;
		error.linePos = error.pos.map((pos) => lc.linePos(pos));
		const { line, col } = error.linePos[0];
		error.message += ` at line ${line}, column ${col}`;
		let ci = col - 1;
		let lineStr = src.substring(lc.lineStarts[line - 1], lc.lineStarts[line]).replace(/[\n\r]+$/, "");
		if (ci >= 60 && lineStr.length > 80) {
			const trimStart = Math.min(ci - 39, lineStr.length - 79);
			lineStr = "…" + lineStr.substring(trimStart);
			ci -= trimStart - 1;
		}
		if (lineStr.length > 80) lineStr = lineStr.substring(0, 79) + "…";
		if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
			let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
			if (prev.length > 80) prev = prev.substring(0, 79) + "…\n";
			lineStr = prev + lineStr;
		}
		if (/[^ ]/.test(lineStr)) {
			let count = 1;
			const end = error.linePos[1];
			if (end?.line === line && end.col > col) count = Math.max(1, Math.min(end.col - col, 80 - ci));
			const pointer = " ".repeat(ci) + "^".repeat(count);
			error.message += `:\n\n${lineStr}\n${pointer}\n`;
		}
	};
	exports.YAMLError = YAMLError;
	exports.YAMLParseError = YAMLParseError;
	exports.YAMLWarning = YAMLWarning;
	exports.prettifyError = prettifyError;
}));
// node_modules/yaml/dist/compose/resolve-props.js
var require_resolve_props = /* @__PURE__ */ __commonJSMin(((exports) => {
	function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
		let spaceBefore = false;
		let atNewline = startOnNewline;
		let hasSpace = startOnNewline;
		let comment = "";
		let commentSep = "";
		let hasNewline = false;
		let reqSpace = false;
		let tab = null;
		let anchor = null;
		let tag = null;
		let newlineAfterProp = null;
		let comma = null;
		let found = null;
		let start = null;
		for (const token of tokens) {
			if (reqSpace) {
				if (token.type !== "space" && token.type !== "newline" && token.type !== "comma") onError(token.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
				reqSpace = false;
			}
			if (tab) {
				if (atNewline && token.type !== "comment" && token.type !== "newline") onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
				tab = null;
			}
			switch (token.type) {
				case "space":
					if (!flow && (indicator !== "doc-start" || next?.type !== "flow-collection") && token.source.includes("	")) tab = token;
					hasSpace = true;
					break;
				case "comment": {
					if (!hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
					const cb = token.source.substring(1) || " ";
					if (!comment) comment = cb;
					else comment += commentSep + cb;
					commentSep = "";
					atNewline = false;
					break;
				}
				case "newline":
					if (atNewline) {
						if (comment) comment += token.source;
						else if (!found || indicator !== "seq-item-ind") spaceBefore = true;
					} else commentSep += token.source;
					atNewline = true;
					hasNewline = true;
					if (anchor || tag) newlineAfterProp = token;
					hasSpace = true;
					break;
				case "anchor":
					if (anchor) onError(token, "MULTIPLE_ANCHORS", "A node can have at most one anchor");
					if (token.source.endsWith(":")) onError(token.offset + token.source.length - 1, "BAD_ALIAS", "Anchor ending in : is ambiguous", true);
					anchor = token;
					start ?? (start = token.offset);
					atNewline = false;
					hasSpace = false;
					reqSpace = true;
					break;
				case "tag":
					if (tag) onError(token, "MULTIPLE_TAGS", "A node can have at most one tag");
					tag = token;
					start ?? (start = token.offset);
					atNewline = false;
					hasSpace = false;
					reqSpace = true;
					break;
				case indicator:
					if (anchor || tag) onError(token, "BAD_PROP_ORDER", `Anchors and tags must be after the ${token.source} indicator`);
					if (found) onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.source} in ${flow ?? "collection"}`);
					found = token;
					atNewline = indicator === "seq-item-ind" || indicator === "explicit-key-ind";
					hasSpace = false;
					break;
				case "comma": if (flow) {
					if (comma) onError(token, "UNEXPECTED_TOKEN", `Unexpected , in ${flow}`);
					comma = token;
					atNewline = false;
					hasSpace = false;
					break;
				}
				default:
					onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.type} token`);
					atNewline = false;
					hasSpace = false;
			}
		}
		const last = tokens[tokens.length - 1];
		const end = last ? last.offset + last.source.length : offset;
		if (reqSpace && next && next.type !== "space" && next.type !== "newline" && next.type !== "comma" && (next.type !== "scalar" || next.source !== "")) onError(next.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
		if (tab && (atNewline && tab.indent <= parentIndent || next?.type === "block-map" || next?.type === "block-seq")) onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
		return {
			comma,
			found,
			spaceBefore,
			comment,
			hasNewline,
			anchor,
			tag,
			newlineAfterProp,
			end,
			start: start ?? end
		};
	}
	exports.resolveProps = resolveProps;
}));
// node_modules/yaml/dist/compose/util-contains-newline.js
var require_util_contains_newline = /* @__PURE__ */ __commonJSMin(((exports) => {
	function containsNewline(key) {
		if (!key) return null;
		switch (key.type) {
			case "alias":
			case "scalar":
			case "double-quoted-scalar":
			case "single-quoted-scalar":
				if (key.source.includes("\n")) return true;
				if (key.end) {
					for (const st of key.end) if (st.type === "newline") return true;
				}
				return false;
			case "flow-collection":
				for (const it of key.items) {
					for (const st of it.start) if (st.type === "newline") return true;
					if (it.sep) {
						for (const st of it.sep) if (st.type === "newline") return true;
					}
					if (containsNewline(it.key) || containsNewline(it.value)) return true;
				}
				return false;
			default: return true;
		}
	}
	exports.containsNewline = containsNewline;
}));
// node_modules/yaml/dist/compose/util-flow-indent-check.js
var require_util_flow_indent_check = /* @__PURE__ */ __commonJSMin(((exports) => {
	var utilContainsNewline = require_util_contains_newline();
	function flowIndentCheck(indent, fc, onError) {
		if (fc?.type === "flow-collection") {
			const end = fc.end[0];
			if (end.indent === indent && (end.source === "]" || end.source === "}") && utilContainsNewline.containsNewline(fc)) onError(end, "BAD_INDENT", "Flow end indicator should be more indented than parent", true);
		}
	}
	exports.flowIndentCheck = flowIndentCheck;
}));
// node_modules/yaml/dist/compose/util-map-includes.js
var require_util_map_includes = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	function mapIncludes(ctx, items, search) {
		const { uniqueKeys } = ctx.options;
		if (uniqueKeys === false) return false;
		const isEqual = typeof uniqueKeys === "function" ? uniqueKeys : (a, b) => a === b || identity.isScalar(a) && identity.isScalar(b) && a.value === b.value;
		return items.some((pair) => isEqual(pair.key, search));
	}
	exports.mapIncludes = mapIncludes;
}));
// node_modules/yaml/dist/compose/resolve-block-map.js
var require_resolve_block_map = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var resolveProps = require_resolve_props();
	var utilContainsNewline = require_util_contains_newline();
	var utilFlowIndentCheck = require_util_flow_indent_check();
	var utilMapIncludes = require_util_map_includes();
	const startColMsg = "All mapping items must start at the same column";
	function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
		const map = new ((tag?.nodeClass) ?? YAMLMap.YAMLMap)(ctx.schema);
		if (ctx.atRoot) ctx.atRoot = false;
		let offset = bm.offset;
		let commentEnd = null;
		for (const collItem of bm.items) {
			const { start, key, sep, value } = collItem;
			const keyProps = resolveProps.resolveProps(start, {
				indicator: "explicit-key-ind",
				next: key ?? sep?.[0],
				offset,
				onError,
				parentIndent: bm.indent,
				startOnNewline: true
			});
			const implicitKey = !keyProps.found;
			if (implicitKey) {
				if (key) {
					if (key.type === "block-seq") onError(offset, "BLOCK_AS_IMPLICIT_KEY", "A block sequence may not be used as an implicit map key");
					else if ("indent" in key && key.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
				}
				if (!keyProps.anchor && !keyProps.tag && !sep) {
					commentEnd = keyProps.end;
					if (keyProps.comment) {
						if (map.comment) map.comment += "\n" + keyProps.comment;
						else map.comment = keyProps.comment;
					}
					continue;
				}
				if (keyProps.newlineAfterProp || utilContainsNewline.containsNewline(key)) onError(key ?? start[start.length - 1], "MULTILINE_IMPLICIT_KEY", "Implicit keys need to be on a single line");
			} else if (keyProps.found?.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
			ctx.atKey = true;
			const keyStart = keyProps.end;
			const keyNode = key ? composeNode(ctx, key, keyProps, onError) : composeEmptyNode(ctx, keyStart, start, null, keyProps, onError);
			if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bm.indent, key, onError);
			ctx.atKey = false;
			if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
			const valueProps = resolveProps.resolveProps(sep ?? [], {
				indicator: "map-value-ind",
				next: value,
				offset: keyNode.range[2],
				onError,
				parentIndent: bm.indent,
				startOnNewline: !key || key.type === "block-scalar"
			});
			offset = valueProps.end;
			if (valueProps.found) {
				if (implicitKey) {
					if (value?.type === "block-map" && !valueProps.hasNewline) onError(offset, "BLOCK_AS_IMPLICIT_KEY", "Nested mappings are not allowed in compact mappings");
					if (ctx.options.strict && keyProps.start < valueProps.found.offset - 1024) onError(keyNode.range, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit block mapping key");
				}
				const valueNode = value ? composeNode(ctx, value, valueProps, onError) : composeEmptyNode(ctx, offset, sep, null, valueProps, onError);
				if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bm.indent, value, onError);
				offset = valueNode.range[2];
				const pair = new Pair.Pair(keyNode, valueNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				map.items.push(pair);
			} else {
				if (implicitKey) onError(keyNode.range, "MISSING_CHAR", "Implicit map keys need to be followed by map values");
				if (valueProps.comment) {
					if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
					else keyNode.comment = valueProps.comment;
				}
				const pair = new Pair.Pair(keyNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				map.items.push(pair);
			}
		}
		if (commentEnd && commentEnd < offset) onError(commentEnd, "IMPOSSIBLE", "Map comment with trailing content");
		map.range = [
			bm.offset,
			offset,
			commentEnd ?? offset
		];
		return map;
	}
	exports.resolveBlockMap = resolveBlockMap;
}));
// node_modules/yaml/dist/compose/resolve-block-seq.js
var require_resolve_block_seq = /* @__PURE__ */ __commonJSMin(((exports) => {
	var YAMLSeq = require_YAMLSeq();
	var resolveProps = require_resolve_props();
	var utilFlowIndentCheck = require_util_flow_indent_check();
	function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
		const seq = new ((tag?.nodeClass) ?? YAMLSeq.YAMLSeq)(ctx.schema);
		if (ctx.atRoot) ctx.atRoot = false;
		if (ctx.atKey) ctx.atKey = false;
		let offset = bs.offset;
		let commentEnd = null;
		for (const { start, value } of bs.items) {
			const props = resolveProps.resolveProps(start, {
				indicator: "seq-item-ind",
				next: value,
				offset,
				onError,
				parentIndent: bs.indent,
				startOnNewline: true
			});
			if (!props.found) {
				if (props.anchor || props.tag || value) {
					if (value?.type === "block-seq") onError(props.end, "BAD_INDENT", "All sequence items must start at the same column");
					else onError(offset, "MISSING_CHAR", "Sequence item without - indicator");
				} else {
					commentEnd = props.end;
					if (props.comment) seq.comment = props.comment;
					continue;
				}
			}
			const node = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, start, null, props, onError);
			if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bs.indent, value, onError);
			offset = node.range[2];
			seq.items.push(node);
		}
		seq.range = [
			bs.offset,
			offset,
			commentEnd ?? offset
		];
		return seq;
	}
	exports.resolveBlockSeq = resolveBlockSeq;
}));
// node_modules/yaml/dist/compose/resolve-end.js
var require_resolve_end = /* @__PURE__ */ __commonJSMin(((exports) => {
	function resolveEnd(end, offset, reqSpace, onError) {
		let comment = "";
		if (end) {
			let hasSpace = false;
			let sep = "";
			for (const token of end) {
				const { source, type } = token;
				switch (type) {
					case "space":
						hasSpace = true;
						break;
					case "comment": {
						if (reqSpace && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
						const cb = source.substring(1) || " ";
						if (!comment) comment = cb;
						else comment += sep + cb;
						sep = "";
						break;
					}
					case "newline":
						if (comment) sep += source;
						hasSpace = true;
						break;
					default: onError(token, "UNEXPECTED_TOKEN", `Unexpected ${type} at node end`);
				}
				offset += source.length;
			}
		}
		return {
			comment,
			offset
		};
	}
	exports.resolveEnd = resolveEnd;
}));
// node_modules/yaml/dist/compose/resolve-flow-collection.js
var require_resolve_flow_collection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var resolveEnd = require_resolve_end();
	var resolveProps = require_resolve_props();
	var utilContainsNewline = require_util_contains_newline();
	var utilMapIncludes = require_util_map_includes();
	const blockMsg = "Block collections are not allowed within flow collections";
	const isBlock = (token) => token && (token.type === "block-map" || token.type === "block-seq");
	function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
		const isMap = fc.start.source === "{";
		const fcName = isMap ? "flow map" : "flow sequence";
		const coll = new ((tag?.nodeClass) ?? (isMap ? YAMLMap.YAMLMap : YAMLSeq.YAMLSeq))(ctx.schema);
		coll.flow = true;
		const atRoot = ctx.atRoot;
		if (atRoot) ctx.atRoot = false;
		if (ctx.atKey) ctx.atKey = false;
		let offset = fc.offset + fc.start.source.length;
		for (let i = 0; i < fc.items.length; ++i) {
			const collItem = fc.items[i];
			const { start, key, sep, value } = collItem;
			const props = resolveProps.resolveProps(start, {
				flow: fcName,
				indicator: "explicit-key-ind",
				next: key ?? sep?.[0],
				offset,
				onError,
				parentIndent: fc.indent,
				startOnNewline: false
			});
			if (!props.found) {
				if (!props.anchor && !props.tag && !sep && !value) {
					if (i === 0 && props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
					else if (i < fc.items.length - 1) onError(props.start, "UNEXPECTED_TOKEN", `Unexpected empty item in ${fcName}`);
					if (props.comment) {
						if (coll.comment) coll.comment += "\n" + props.comment;
						else coll.comment = props.comment;
					}
					offset = props.end;
					continue;
				}
				if (!isMap && ctx.options.strict && utilContainsNewline.containsNewline(key)) onError(key, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
			}
			if (i === 0) {
				if (props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
			} else {
				if (!props.comma) onError(props.start, "MISSING_CHAR", `Missing , between ${fcName} items`);
				if (props.comment) {
					let prevItemComment = "";
					loop: for (const st of start) switch (st.type) {
						case "comma":
						case "space": break;
						case "comment":
							prevItemComment = st.source.substring(1);
							break loop;
						default: break loop;
					}
					if (prevItemComment) {
						let prev = coll.items[coll.items.length - 1];
						if (identity.isPair(prev)) prev = prev.value ?? prev.key;
						if (prev.comment) prev.comment += "\n" + prevItemComment;
						else prev.comment = prevItemComment;
						props.comment = props.comment.substring(prevItemComment.length + 1);
					}
				}
			}
			if (!isMap && !sep && !props.found) {
				const valueNode = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, sep, null, props, onError);
				coll.items.push(valueNode);
				offset = valueNode.range[2];
				if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
			} else {
				ctx.atKey = true;
				const keyStart = props.end;
				const keyNode = key ? composeNode(ctx, key, props, onError) : composeEmptyNode(ctx, keyStart, start, null, props, onError);
				if (isBlock(key)) onError(keyNode.range, "BLOCK_IN_FLOW", blockMsg);
				ctx.atKey = false;
				const valueProps = resolveProps.resolveProps(sep ?? [], {
					flow: fcName,
					indicator: "map-value-ind",
					next: value,
					offset: keyNode.range[2],
					onError,
					parentIndent: fc.indent,
					startOnNewline: false
				});
				if (valueProps.found) {
					if (!isMap && !props.found && ctx.options.strict) {
						if (sep) for (const st of sep) {
							if (st === valueProps.found) break;
							if (st.type === "newline") {
								onError(st, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
								break;
							}
						}
						if (props.start < valueProps.found.offset - 1024) onError(valueProps.found, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit flow sequence key");
					}
				} else if (value) {
					if ("source" in value && value.source?.[0] === ":") onError(value, "MISSING_CHAR", `Missing space after : in ${fcName}`);
					else onError(valueProps.start, "MISSING_CHAR", `Missing , or : between ${fcName} items`);
				}
				const valueNode = value ? composeNode(ctx, value, valueProps, onError) : valueProps.found ? composeEmptyNode(ctx, valueProps.end, sep, null, valueProps, onError) : null;
				if (valueNode) {
					if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
				} else if (valueProps.comment) {
					if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
					else keyNode.comment = valueProps.comment;
				}
				const pair = new Pair.Pair(keyNode, valueNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				if (isMap) {
					const map = coll;
					if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
					map.items.push(pair);
				} else {
					const map = new YAMLMap.YAMLMap(ctx.schema);
					map.flow = true;
					map.items.push(pair);
					const endRange = (valueNode ?? keyNode).range;
					map.range = [
						keyNode.range[0],
						endRange[1],
						endRange[2]
					];
					coll.items.push(map);
				}
				offset = valueNode ? valueNode.range[2] : valueProps.end;
			}
		}
		const expectedEnd = isMap ? "}" : "]";
		const [ce, ...ee] = fc.end;
		let cePos = offset;
		if (ce?.source === expectedEnd) cePos = ce.offset + ce.source.length;
		else {
			const name = fcName[0].toUpperCase() + fcName.substring(1);
			const msg = atRoot ? `${name} must end with a ${expectedEnd}` : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
			onError(offset, atRoot ? "MISSING_CHAR" : "BAD_INDENT", msg);
			if (ce && ce.source.length !== 1) ee.unshift(ce);
		}
		if (ee.length > 0) {
			const end = resolveEnd.resolveEnd(ee, cePos, ctx.options.strict, onError);
			if (end.comment) {
				if (coll.comment) coll.comment += "\n" + end.comment;
				else coll.comment = end.comment;
			}
			coll.range = [
				fc.offset,
				cePos,
				end.offset
			];
		} else coll.range = [
			fc.offset,
			cePos,
			cePos
		];
		return coll;
	}
	exports.resolveFlowCollection = resolveFlowCollection;
}));
// node_modules/yaml/dist/compose/compose-collection.js
var require_compose_collection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var resolveBlockMap = require_resolve_block_map();
	var resolveBlockSeq = require_resolve_block_seq();
	var resolveFlowCollection = require_resolve_flow_collection();
	function resolveCollection(CN, ctx, token, onError, tagName, tag) {
		const coll = token.type === "block-map" ? resolveBlockMap.resolveBlockMap(CN, ctx, token, onError, tag) : token.type === "block-seq" ? resolveBlockSeq.resolveBlockSeq(CN, ctx, token, onError, tag) : resolveFlowCollection.resolveFlowCollection(CN, ctx, token, onError, tag);
		const Coll = coll.constructor;
		if (tagName === "!" || tagName === Coll.tagName) {
			coll.tag = Coll.tagName;
			return coll;
		}
		if (tagName) coll.tag = tagName;
		return coll;
	}
	function composeCollection(CN, ctx, token, props, onError) {
		const tagToken = props.tag;
		const tagName = !tagToken ? null : ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg));
		if (token.type === "block-seq") {
			const { anchor, newlineAfterProp: nl } = props;
			const lastProp = anchor && tagToken ? anchor.offset > tagToken.offset ? anchor : tagToken : anchor ?? tagToken;
			if (lastProp && (!nl || nl.offset < lastProp.offset)) onError(lastProp, "MISSING_CHAR", "Missing newline after block sequence props");
		}
		const expType = token.type === "block-map" ? "map" : token.type === "block-seq" ? "seq" : token.start.source === "{" ? "map" : "seq";
		if (!tagToken || !tagName || tagName === "!" || tagName === YAMLMap.YAMLMap.tagName && expType === "map" || tagName === YAMLSeq.YAMLSeq.tagName && expType === "seq") return resolveCollection(CN, ctx, token, onError, tagName);
		let tag = ctx.schema.tags.find((t) => t.tag === tagName && t.collection === expType);
		if (!tag) {
			const kt = ctx.schema.knownTags[tagName];
			if (kt?.collection === expType) {
				ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
				tag = kt;
			} else {
				if (kt) onError(tagToken, "BAD_COLLECTION_TYPE", `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? "scalar"}`, true);
				else onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, true);
				return resolveCollection(CN, ctx, token, onError, tagName);
			}
		}
		const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
		const res = tag.resolve?.(coll, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg), ctx.options) ?? coll;
		const node = identity.isNode(res) ? res : new Scalar.Scalar(res);
		node.range = coll.range;
		node.tag = tagName;
		if (tag?.format) node.format = tag.format;
		return node;
	}
	exports.composeCollection = composeCollection;
}));
// node_modules/yaml/dist/compose/resolve-block-scalar.js
var require_resolve_block_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	function resolveBlockScalar(ctx, scalar, onError) {
		const start = scalar.offset;
		const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
		if (!header) return {
			value: "",
			type: null,
			comment: "",
			range: [
				start,
				start,
				start
			]
		};
		const type = header.mode === ">" ? Scalar.Scalar.BLOCK_FOLDED : Scalar.Scalar.BLOCK_LITERAL;
		const lines = scalar.source ? splitLines(scalar.source) : [];
		let chompStart = lines.length;
		for (let i = lines.length - 1; i >= 0; --i) {
			const content = lines[i][1];
			if (content === "" || content === "\r") chompStart = i;
			else break;
		}
		if (chompStart === 0) {
			const value = header.chomp === "+" && lines.length > 0 ? "\n".repeat(Math.max(1, lines.length - 1)) : "";
			let end = start + header.length;
			if (scalar.source) end += scalar.source.length;
			return {
				value,
				type,
				comment: header.comment,
				range: [
					start,
					end,
					end
				]
			};
		}
		let trimIndent = scalar.indent + header.indent;
		let offset = scalar.offset + header.length;
		let contentStart = 0;
		for (let i = 0; i < chompStart; ++i) {
			const [indent, content] = lines[i];
			if (content === "" || content === "\r") {
				if (header.indent === 0 && indent.length > trimIndent) trimIndent = indent.length;
			} else {
				if (indent.length < trimIndent) onError(offset + indent.length, "MISSING_CHAR", "Block scalars with more-indented leading empty lines must use an explicit indentation indicator");
				if (header.indent === 0) trimIndent = indent.length;
				contentStart = i;
				if (trimIndent === 0 && !ctx.atRoot) onError(offset, "BAD_INDENT", "Block scalar values in collections must be indented");
				break;
			}
			offset += indent.length + content.length + 1;
		}
		for (let i = lines.length - 1; i >= chompStart; --i) if (lines[i][0].length > trimIndent) chompStart = i + 1;
		let value = "";
		let sep = "";
		let prevMoreIndented = false;
		for (let i = 0; i < contentStart; ++i) value += lines[i][0].slice(trimIndent) + "\n";
		for (let i = contentStart; i < chompStart; ++i) {
			let [indent, content] = lines[i];
			offset += indent.length + content.length + 1;
			const crlf = content[content.length - 1] === "\r";
			if (crlf) content = content.slice(0, -1);
			/* istanbul ignore if already caught in lexer */
			if (content && indent.length < trimIndent) {
				const message = `Block scalar lines must not be less indented than their ${header.indent ? "explicit indentation indicator" : "first line"}`;
				onError(offset - content.length - (crlf ? 2 : 1), "BAD_INDENT", message);
				indent = "";
			}
			if (type === Scalar.Scalar.BLOCK_LITERAL) {
				value += sep + indent.slice(trimIndent) + content;
				sep = "\n";
			} else if (indent.length > trimIndent || content[0] === "	") {
				if (sep === " ") sep = "\n";
				else if (!prevMoreIndented && sep === "\n") sep = "\n\n";
				value += sep + indent.slice(trimIndent) + content;
				sep = "\n";
				prevMoreIndented = true;
			} else if (content === "") {
				if (sep === "\n") value += "\n";
				else sep = "\n";
			} else {
				value += sep + content;
				sep = " ";
				prevMoreIndented = false;
			}
		}
		switch (header.chomp) {
			case "-": break;
			case "+":
				for (let i = chompStart; i < lines.length; ++i) value += "\n" + lines[i][0].slice(trimIndent);
				if (value[value.length - 1] !== "\n") value += "\n";
				break;
			default: value += "\n";
		}
		const end = start + header.length + scalar.source.length;
		return {
			value,
			type,
			comment: header.comment,
			range: [
				start,
				end,
				end
			]
		};
	}
	function parseBlockScalarHeader({ offset, props }, strict, onError) {
		/* istanbul ignore if should not happen */
		if (props[0].type !== "block-scalar-header") {
			onError(props[0], "IMPOSSIBLE", "Block scalar header not found");
			return null;
		}
		const { source } = props[0];
		const mode = source[0];
		let indent = 0;
		let chomp = "";
		let error = -1;
		for (let i = 1; i < source.length; ++i) {
			const ch = source[i];
			if (!chomp && (ch === "-" || ch === "+")) chomp = ch;
			else {
				const n = Number(ch);
				if (!indent && n) indent = n;
				else if (error === -1) error = offset + i;
			}
		}
		if (error !== -1) onError(error, "UNEXPECTED_TOKEN", `Block scalar header includes extra characters: ${source}`);
		let hasSpace = false;
		let comment = "";
		let length = source.length;
		for (let i = 1; i < props.length; ++i) {
			const token = props[i];
			switch (token.type) {
				case "space": hasSpace = true;
				case "newline":
					length += token.source.length;
					break;
				case "comment":
					if (strict && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
					length += token.source.length;
					comment = token.source.substring(1);
					break;
				case "error":
					onError(token, "UNEXPECTED_TOKEN", token.message);
					length += token.source.length;
					break;
				/* istanbul ignore next should not happen */
				default: {
					onError(token, "UNEXPECTED_TOKEN", `Unexpected token in block scalar header: ${token.type}`);
					const ts = token.source;
					if (ts && typeof ts === "string") length += ts.length;
				}
			}
		}
		return {
			mode,
			indent,
			chomp,
			comment,
			length
		};
	}
	/** @returns Array of lines split up as `[indent, content]` */
	function splitLines(source) {
		const split = source.split(/\n( *)/);
		const first = split[0];
		const m = first.match(/^( *)/);
		const lines = [m?.[1] ? [m[1], first.slice(m[1].length)] : ["", first]];
		for (let i = 1; i < split.length; i += 2) lines.push([split[i], split[i + 1]]);
		return lines;
	}
	exports.resolveBlockScalar = resolveBlockScalar;
}));
// node_modules/yaml/dist/compose/resolve-flow-scalar.js
var require_resolve_flow_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var resolveEnd = require_resolve_end();
	function resolveFlowScalar(scalar, strict, onError) {
		const { offset, type, source, end } = scalar;
		let _type;
		let value;
		const _onError = (rel, code, msg) => onError(offset + rel, code, msg);
		switch (type) {
			case "scalar":
				_type = Scalar.Scalar.PLAIN;
				value = plainValue(source, _onError);
				break;
			case "single-quoted-scalar":
				_type = Scalar.Scalar.QUOTE_SINGLE;
				value = singleQuotedValue(source, _onError);
				break;
			case "double-quoted-scalar":
				_type = Scalar.Scalar.QUOTE_DOUBLE;
				value = doubleQuotedValue(source, _onError);
				break;
			/* istanbul ignore next should not happen */
			default:
				onError(scalar, "UNEXPECTED_TOKEN", `Expected a flow scalar value, but found: ${type}`);
				return {
					value: "",
					type: null,
					comment: "",
					range: [
						offset,
						offset + source.length,
						offset + source.length
					]
				};
		}
		const valueEnd = offset + source.length;
		const re = resolveEnd.resolveEnd(end, valueEnd, strict, onError);
		return {
			value,
			type: _type,
			comment: re.comment,
			range: [
				offset,
				valueEnd,
				re.offset
			]
		};
	}
	function plainValue(source, onError) {
		let badChar = "";
		switch (source[0]) {
			/* istanbul ignore next should not happen */
			case "	":
				badChar = "a tab character";
				break;
			case ",":
				badChar = "flow indicator character ,";
				break;
			case "%":
				badChar = "directive indicator character %";
				break;
			case "|":
			case ">":
				badChar = `block scalar indicator ${source[0]}`;
				break;
			case "@":
			case "`": badChar = `reserved character ${source[0]}`;
		}
		if (badChar) onError(0, "BAD_SCALAR_START", `Plain value cannot start with ${badChar}`);
		return unfoldLines(source);
	}
	function singleQuotedValue(source, onError) {
		if (source[source.length - 1] !== "'" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing 'quote");
		return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
	}
	function unfoldLines(source) {
		const line = /(.*?)\r?\n/sy;
		let match = line.exec(source);
		if (!match) return source;
		/**
		* The negative lookbehinds in these RegExps are to
		* prevent causing a polynomial search time in certain cases.
		*
		* The try-catch is for Safari < 16.4 and other old browsers:
		* https://caniuse.com/js-regexp-lookbehind
		*/
		let trimEnd, trimBoth;
		try {
			trimEnd = new RegExp("(?<![ 	])[ 	]+$");
			trimBoth = new RegExp("^[ 	]+|(?<![ 	])[ 	]+$", "g");
		} catch {
			trimEnd = /[ \t]+$/;
			trimBoth = /^[ \t]+|[ \t]+$/g;
		}
		let res = match[1].replace(trimEnd, "");
		let sep = " ";
		let pos = line.lastIndex;
		while (match = line.exec(source)) {
			const lm = match[1].replace(trimBoth, "");
			if (lm === "") {
				if (sep === "\n") res += sep;
				else sep = "\n";
			} else {
				res += sep + lm;
				sep = " ";
			}
			pos = line.lastIndex;
		}
		const last = /[ \t]*(.*)/sy;
		last.lastIndex = pos;
		match = last.exec(source);
		return res + sep + (match?.[1] ?? "");
	}
	function doubleQuotedValue(source, onError) {
		let res = "";
		for (let i = 1; i < source.length - 1; ++i) {
			const ch = source[i];
			if (ch === "\r" && source[i + 1] === "\n") continue;
			if (ch === "\n") {
				const { fold, offset } = foldNewline(source, i);
				res += fold;
				i = offset;
			} else if (ch === "\\") {
				let next = source[++i];
				const cc = escapeCodes[next];
				if (cc) res += cc;
				else if (next === "\n") {
					next = source[i + 1];
					while (next === " " || next === "	") next = source[++i + 1];
				} else if (next === "\r" && source[i + 1] === "\n") {
					next = source[++i + 1];
					while (next === " " || next === "	") next = source[++i + 1];
				} else if (next === "x" || next === "u" || next === "U") {
					const length = next === "x" ? 2 : next === "u" ? 4 : 8;
					res += parseCharCode(source, i + 1, length, onError);
					i += length;
				} else {
					const raw = source.substr(i - 1, 2);
					onError(i - 1, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
					res += raw;
				}
			} else if (ch === " " || ch === "	") {
				const wsStart = i;
				let next = source[i + 1];
				while (next === " " || next === "	") next = source[++i + 1];
				if (next !== "\n" && !(next === "\r" && source[i + 2] === "\n")) res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
			} else res += ch;
		}
		if (source[source.length - 1] !== "\"" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing \"quote");
		return res;
	}
	/**
	* Fold a single newline into a space, multiple newlines to N - 1 newlines.
	* Presumes `source[offset] === '\n'`
	*/
	function foldNewline(source, offset) {
		let fold = "";
		let ch = source[offset + 1];
		while (ch === " " || ch === "	" || ch === "\n" || ch === "\r") {
			if (ch === "\r" && source[offset + 2] !== "\n") break;
			if (ch === "\n") fold += "\n";
			offset += 1;
			ch = source[offset + 1];
		}
		if (!fold) fold = " ";
		return {
			fold,
			offset
		};
	}
	const escapeCodes = {
		"0": "\0",
		a: "\x07",
		b: "\b",
		e: "\x1B",
		f: "\f",
		n: "\n",
		r: "\r",
		t: "	",
		v: "\v",
		N: "",
		_: "\xA0",
		L: "\u2028",
		P: "\u2029",
		" ": " ",
		"\"": "\"",
		"/": "/",
		"\\": "\\",
		"	": "	"
	};
	function parseCharCode(source, offset, length, onError) {
		const cc = source.substr(offset, length);
		const code = cc.length === length && /^[0-9a-fA-F]+$/.test(cc) ? parseInt(cc, 16) : NaN;
		try {
			return String.fromCodePoint(code);
		} catch {
			const raw = source.substr(offset - 2, length + 2);
			onError(offset - 2, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
			return raw;
		}
	}
	exports.resolveFlowScalar = resolveFlowScalar;
}));
// node_modules/yaml/dist/compose/compose-scalar.js
var require_compose_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var resolveBlockScalar = require_resolve_block_scalar();
	var resolveFlowScalar = require_resolve_flow_scalar();
	function composeScalar(ctx, token, tagToken, onError) {
		const { value, type, comment, range } = token.type === "block-scalar" ? resolveBlockScalar.resolveBlockScalar(ctx, token, onError) : resolveFlowScalar.resolveFlowScalar(token, ctx.options.strict, onError);
		const tagName = tagToken ? ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg)) : null;
		let tag;
		if (ctx.options.stringKeys && ctx.atKey) tag = ctx.schema[identity.SCALAR];
		else if (tagName) tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
		else if (token.type === "scalar") tag = findScalarTagByTest(ctx, value, token, onError);
		else tag = ctx.schema[identity.SCALAR];
		let scalar;
		try {
			const res = tag.resolve(value, (msg) => onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg), ctx.options);
			scalar = identity.isScalar(res) ? res : new Scalar.Scalar(res);
		} catch (error) {
			const msg = error instanceof Error ? error.message : String(error);
			onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg);
			scalar = new Scalar.Scalar(value);
		}
		scalar.range = range;
		scalar.source = value;
		if (type) scalar.type = type;
		if (tagName) scalar.tag = tagName;
		if (tag.format) scalar.format = tag.format;
		if (comment) scalar.comment = comment;
		return scalar;
	}
	function findScalarTagByName(schema, value, tagName, tagToken, onError) {
		if (tagName === "!") return schema[identity.SCALAR];
		const matchWithTest = [];
		for (const tag of schema.tags) if (!tag.collection && tag.tag === tagName) {
			if (tag.default && tag.test) matchWithTest.push(tag);
			else return tag;
		}
		for (const tag of matchWithTest) if (tag.test?.test(value)) return tag;
		const kt = schema.knownTags[tagName];
		if (kt && !kt.collection) {
			schema.tags.push(Object.assign({}, kt, {
				default: false,
				test: void 0
			}));
			return kt;
		}
		onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, tagName !== "tag:yaml.org,2002:str");
		return schema[identity.SCALAR];
	}
	function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
		const tag = schema.tags.find((tag) => (tag.default === true || atKey && tag.default === "key") && tag.test?.test(value)) || schema[identity.SCALAR];
		if (schema.compat) {
			const compat = schema.compat.find((tag) => tag.default && tag.test?.test(value)) ?? schema[identity.SCALAR];
			if (tag.tag !== compat.tag) onError(token, "TAG_RESOLVE_FAILED", `Value may be parsed as either ${directives.tagString(tag.tag)} or ${directives.tagString(compat.tag)}`, true);
		}
		return tag;
	}
	exports.composeScalar = composeScalar;
}));
// node_modules/yaml/dist/compose/util-empty-scalar-position.js
var require_util_empty_scalar_position = /* @__PURE__ */ __commonJSMin(((exports) => {
	function emptyScalarPosition(offset, before, pos) {
		if (before) {
			pos ?? (pos = before.length);
			for (let i = pos - 1; i >= 0; --i) {
				let st = before[i];
				switch (st.type) {
					case "space":
					case "comment":
					case "newline":
						offset -= st.source.length;
						continue;
				}
				st = before[++i];
				while (st?.type === "space") {
					offset += st.source.length;
					st = before[++i];
				}
				break;
			}
		}
		return offset;
	}
	exports.emptyScalarPosition = emptyScalarPosition;
}));
// node_modules/yaml/dist/compose/compose-node.js
var require_compose_node = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var identity = require_identity();
	var composeCollection = require_compose_collection();
	var composeScalar = require_compose_scalar();
	var resolveEnd = require_resolve_end();
	var utilEmptyScalarPosition = require_util_empty_scalar_position();
	const CN = {
		composeNode,
		composeEmptyNode
	};
	function composeNode(ctx, token, props, onError) {
		const atKey = ctx.atKey;
		const { spaceBefore, comment, anchor, tag } = props;
		let node;
		let isSrcToken = true;
		switch (token.type) {
			case "alias":
				node = composeAlias(ctx, token, onError);
				if (anchor || tag) onError(token, "ALIAS_PROPS", "An alias node must not specify any properties");
				break;
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar":
			case "block-scalar":
				node = composeScalar.composeScalar(ctx, token, tag, onError);
				if (anchor) node.anchor = anchor.source.substring(1);
				break;
			case "block-map":
			case "block-seq":
			case "flow-collection":
				try {
					node = composeCollection.composeCollection(CN, ctx, token, props, onError);
					if (anchor) node.anchor = anchor.source.substring(1);
				} catch (error) {
					onError(token, "RESOURCE_EXHAUSTION", error instanceof Error ? error.message : String(error));
				}
				break;
			default:
				onError(token, "UNEXPECTED_TOKEN", token.type === "error" ? token.message : `Unsupported token (type: ${token.type})`);
				isSrcToken = false;
		}
		node ?? (node = composeEmptyNode(ctx, token.offset, void 0, null, props, onError));
		if (anchor && node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
		if (atKey && ctx.options.stringKeys && (!identity.isScalar(node) || typeof node.value !== "string" || node.tag && node.tag !== "tag:yaml.org,2002:str")) onError(tag ?? token, "NON_STRING_KEY", "With stringKeys, all keys must be strings");
		if (spaceBefore) node.spaceBefore = true;
		if (comment) {
			if (token.type === "scalar" && token.source === "") node.comment = comment;
			else node.commentBefore = comment;
		}
		if (ctx.options.keepSourceTokens && isSrcToken) node.srcToken = token;
		return node;
	}
	function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor, tag, end }, onError) {
		const token = {
			type: "scalar",
			offset: utilEmptyScalarPosition.emptyScalarPosition(offset, before, pos),
			indent: -1,
			source: ""
		};
		const node = composeScalar.composeScalar(ctx, token, tag, onError);
		if (anchor) {
			node.anchor = anchor.source.substring(1);
			if (node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
		}
		if (spaceBefore) node.spaceBefore = true;
		if (comment) {
			node.comment = comment;
			node.range[2] = end;
		}
		return node;
	}
	function composeAlias({ options }, { offset, source, end }, onError) {
		const alias = new Alias.Alias(source.substring(1));
		if (alias.source === "") onError(offset, "BAD_ALIAS", "Alias cannot be an empty string");
		if (alias.source.endsWith(":")) onError(offset + source.length - 1, "BAD_ALIAS", "Alias ending in : is ambiguous", true);
		const valueEnd = offset + source.length;
		const re = resolveEnd.resolveEnd(end, valueEnd, options.strict, onError);
		alias.range = [
			offset,
			valueEnd,
			re.offset
		];
		if (re.comment) alias.comment = re.comment;
		return alias;
	}
	exports.composeEmptyNode = composeEmptyNode;
	exports.composeNode = composeNode;
}));
// node_modules/yaml/dist/compose/compose-doc.js
var require_compose_doc = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Document = require_Document();
	var composeNode = require_compose_node();
	var resolveEnd = require_resolve_end();
	var resolveProps = require_resolve_props();
	function composeDoc(options, directives, { offset, start, value, end }, onError) {
		const opts = Object.assign({ _directives: directives }, options);
		const doc = new Document.Document(void 0, opts);
		const ctx = {
			atKey: false,
			atRoot: true,
			directives: doc.directives,
			options: doc.options,
			schema: doc.schema
		};
		const props = resolveProps.resolveProps(start, {
			indicator: "doc-start",
			next: value ?? end?.[0],
			offset,
			onError,
			parentIndent: 0,
			startOnNewline: true
		});
		if (props.found) {
			doc.directives.docStart = true;
			if (value && (value.type === "block-map" || value.type === "block-seq") && !props.hasNewline) onError(props.end, "MISSING_CHAR", "Block collection cannot start on same line with directives-end marker");
		}
		doc.contents = value ? composeNode.composeNode(ctx, value, props, onError) : composeNode.composeEmptyNode(ctx, props.end, start, null, props, onError);
		const contentEnd = doc.contents.range[2];
		const re = resolveEnd.resolveEnd(end, contentEnd, false, onError);
		if (re.comment) doc.comment = re.comment;
		doc.range = [
			offset,
			contentEnd,
			re.offset
		];
		return doc;
	}
	exports.composeDoc = composeDoc;
}));
// node_modules/yaml/dist/compose/composer.js
var require_composer = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_process = __require("process");
	var directives = require_directives();
	var Document = require_Document();
	var errors = require_errors();
	var identity = require_identity();
	var composeDoc = require_compose_doc();
	var resolveEnd = require_resolve_end();
	function getErrorPos(src) {
		if (typeof src === "number") return [src, src + 1];
		if (Array.isArray(src)) return src.length === 2 ? src : [src[0], src[1]];
		const { offset, source } = src;
		return [offset, offset + (typeof source === "string" ? source.length : 1)];
	}
	function parsePrelude(prelude) {
		let comment = "";
		let atComment = false;
		let afterEmptyLine = false;
		for (let i = 0; i < prelude.length; ++i) {
			const source = prelude[i];
			switch (source[0]) {
				case "#":
					comment += (comment === "" ? "" : afterEmptyLine ? "\n\n" : "\n") + (source.substring(1) || " ");
					atComment = true;
					afterEmptyLine = false;
					break;
				case "%":
					if (prelude[i + 1]?.[0] !== "#") i += 1;
					atComment = false;
					break;
				default:
					if (!atComment) afterEmptyLine = true;
					atComment = false;
			}
		}
		return {
			comment,
			afterEmptyLine
		};
	}
	/**
	* Compose a stream of CST nodes into a stream of YAML Documents.
	*
	* ```ts
	* import { Composer, Parser } from 'yaml'
	*
	* const src: string = ...
	* const tokens = new Parser().parse(src)
	* const docs = new Composer().compose(tokens)
	* ```
	*/
	var Composer = class {
		constructor(options = {}) {
			this.doc = null;
			this.atDirectives = false;
			this.prelude = [];
			this.errors = [];
			this.warnings = [];
			this.onError = (source, code, message, warning) => {
				const pos = getErrorPos(source);
				if (warning) this.warnings.push(new errors.YAMLWarning(pos, code, message));
				else this.errors.push(new errors.YAMLParseError(pos, code, message));
			};
			this.directives = new directives.Directives({ version: options.version || "1.2" });
			this.options = options;
		}
		decorate(doc, afterDoc) {
			const { comment, afterEmptyLine } = parsePrelude(this.prelude);
			if (comment) {
				const dc = doc.contents;
				if (afterDoc) doc.comment = doc.comment ? `${doc.comment}\n${comment}` : comment;
				else if (afterEmptyLine || doc.directives.docStart || !dc) doc.commentBefore = comment;
				else if (identity.isCollection(dc) && !dc.flow && dc.items.length > 0) {
					let it = dc.items[0];
					if (identity.isPair(it)) it = it.key;
					const cb = it.commentBefore;
					it.commentBefore = cb ? `${comment}\n${cb}` : comment;
				} else {
					const cb = dc.commentBefore;
					dc.commentBefore = cb ? `${comment}\n${cb}` : comment;
				}
			}
			if (afterDoc) {
				for (let i = 0; i < this.errors.length; ++i) doc.errors.push(this.errors[i]);
				for (let i = 0; i < this.warnings.length; ++i) doc.warnings.push(this.warnings[i]);
			} else {
				doc.errors = this.errors;
				doc.warnings = this.warnings;
			}
			this.prelude = [];
			this.errors = [];
			this.warnings = [];
		}
		/**
		* Current stream status information.
		*
		* Mostly useful at the end of input for an empty stream.
		*/
		streamInfo() {
			return {
				comment: parsePrelude(this.prelude).comment,
				directives: this.directives,
				errors: this.errors,
				warnings: this.warnings
			};
		}
		/**
		* Compose tokens into documents.
		*
		* @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
		* @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
		*/
		*compose(tokens, forceDoc = false, endOffset = -1) {
			for (const token of tokens) yield* this.next(token);
			yield* this.end(forceDoc, endOffset);
		}
		/** Advance the composer by one CST token. */
		*next(token) {
			if (node_process.env.LOG_STREAM) console.dir(token, { depth: null });
			switch (token.type) {
				case "directive":
					this.directives.add(token.source, (offset, message, warning) => {
						const pos = getErrorPos(token);
						pos[0] += offset;
						this.onError(pos, "BAD_DIRECTIVE", message, warning);
					});
					this.prelude.push(token.source);
					this.atDirectives = true;
					break;
				case "document": {
					const doc = composeDoc.composeDoc(this.options, this.directives, token, this.onError);
					if (this.atDirectives && !doc.directives.docStart) this.onError(token, "MISSING_CHAR", "Missing directives-end/doc-start indicator line");
					this.decorate(doc, false);
					if (this.doc) yield this.doc;
					this.doc = doc;
					this.atDirectives = false;
					break;
				}
				case "byte-order-mark":
				case "space": break;
				case "comment":
				case "newline":
					this.prelude.push(token.source);
					break;
				case "error": {
					const msg = token.source ? `${token.message}: ${JSON.stringify(token.source)}` : token.message;
					const error = new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", msg);
					if (this.atDirectives || !this.doc) this.errors.push(error);
					else this.doc.errors.push(error);
					break;
				}
				case "doc-end": {
					if (!this.doc) {
						this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", "Unexpected doc-end without preceding document"));
						break;
					}
					this.doc.directives.docEnd = true;
					const end = resolveEnd.resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
					this.decorate(this.doc, true);
					if (end.comment) {
						const dc = this.doc.comment;
						this.doc.comment = dc ? `${dc}\n${end.comment}` : end.comment;
					}
					this.doc.range[2] = end.offset;
					break;
				}
				default: this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", `Unsupported token ${token.type}`));
			}
		}
		/**
		* Call at end of input to yield any remaining document.
		*
		* @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
		* @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
		*/
		*end(forceDoc = false, endOffset = -1) {
			if (this.doc) {
				this.decorate(this.doc, true);
				yield this.doc;
				this.doc = null;
			} else if (forceDoc) {
				const opts = Object.assign({ _directives: this.directives }, this.options);
				const doc = new Document.Document(void 0, opts);
				if (this.atDirectives) this.onError(endOffset, "MISSING_CHAR", "Missing directives-end indicator line");
				doc.range = [
					0,
					endOffset,
					endOffset
				];
				this.decorate(doc, false);
				yield doc;
			}
		}
	};
	exports.Composer = Composer;
}));
// node_modules/yaml/dist/parse/cst-scalar.js
var require_cst_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var resolveBlockScalar = require_resolve_block_scalar();
	var resolveFlowScalar = require_resolve_flow_scalar();
	var errors = require_errors();
	var stringifyString = require_stringifyString();
	function resolveAsScalar(token, strict = true, onError) {
		if (token) {
			const _onError = (pos, code, message) => {
				const offset = typeof pos === "number" ? pos : Array.isArray(pos) ? pos[0] : pos.offset;
				if (onError) onError(offset, code, message);
				else throw new errors.YAMLParseError([offset, offset + 1], code, message);
			};
			switch (token.type) {
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return resolveFlowScalar.resolveFlowScalar(token, strict, _onError);
				case "block-scalar": return resolveBlockScalar.resolveBlockScalar({ options: { strict } }, token, _onError);
			}
		}
		return null;
	}
	/**
	* Create a new scalar token with `value`
	*
	* Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
	* as this function does not support any schema operations and won't check for such conflicts.
	*
	* @param value The string representation of the value, which will have its content properly indented.
	* @param context.end Comments and whitespace after the end of the value, or after the block scalar header. If undefined, a newline will be added.
	* @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
	* @param context.indent The indent level of the token.
	* @param context.inFlow Is this scalar within a flow collection? This may affect the resolved type of the token's value.
	* @param context.offset The offset position of the token.
	* @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
	*/
	function createScalarToken(value, context) {
		const { implicitKey = false, indent, inFlow = false, offset = -1, type = "PLAIN" } = context;
		const source = stringifyString.stringifyString({
			type,
			value
		}, {
			implicitKey,
			indent: indent > 0 ? " ".repeat(indent) : "",
			inFlow,
			options: {
				blockQuote: true,
				lineWidth: -1
			}
		});
		const end = context.end ?? [{
			type: "newline",
			offset: -1,
			indent,
			source: "\n"
		}];
		switch (source[0]) {
			case "|":
			case ">": {
				const he = source.indexOf("\n");
				const head = source.substring(0, he);
				const body = source.substring(he + 1) + "\n";
				const props = [{
					type: "block-scalar-header",
					offset,
					indent,
					source: head
				}];
				if (!addEndtoBlockProps(props, end)) props.push({
					type: "newline",
					offset: -1,
					indent,
					source: "\n"
				});
				return {
					type: "block-scalar",
					offset,
					indent,
					props,
					source: body
				};
			}
			case "\"": return {
				type: "double-quoted-scalar",
				offset,
				indent,
				source,
				end
			};
			case "'": return {
				type: "single-quoted-scalar",
				offset,
				indent,
				source,
				end
			};
			default: return {
				type: "scalar",
				offset,
				indent,
				source,
				end
			};
		}
	}
	/**
	* Set the value of `token` to the given string `value`, overwriting any previous contents and type that it may have.
	*
	* Best efforts are made to retain any comments previously associated with the `token`,
	* though all contents within a collection's `items` will be overwritten.
	*
	* Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
	* as this function does not support any schema operations and won't check for such conflicts.
	*
	* @param token Any token. If it does not include an `indent` value, the value will be stringified as if it were an implicit key.
	* @param value The string representation of the value, which will have its content properly indented.
	* @param context.afterKey In most cases, values after a key should have an additional level of indentation.
	* @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
	* @param context.inFlow Being within a flow collection may affect the resolved type of the token's value.
	* @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
	*/
	function setScalarValue(token, value, context = {}) {
		let { afterKey = false, implicitKey = false, inFlow = false, type } = context;
		let indent = "indent" in token ? token.indent : null;
		if (afterKey && typeof indent === "number") indent += 2;
		if (!type) switch (token.type) {
			case "single-quoted-scalar":
				type = "QUOTE_SINGLE";
				break;
			case "double-quoted-scalar":
				type = "QUOTE_DOUBLE";
				break;
			case "block-scalar": {
				const header = token.props[0];
				if (header.type !== "block-scalar-header") throw new Error("Invalid block scalar header");
				type = header.source[0] === ">" ? "BLOCK_FOLDED" : "BLOCK_LITERAL";
				break;
			}
			default: type = "PLAIN";
		}
		const source = stringifyString.stringifyString({
			type,
			value
		}, {
			implicitKey: implicitKey || indent === null,
			indent: indent !== null && indent > 0 ? " ".repeat(indent) : "",
			inFlow,
			options: {
				blockQuote: true,
				lineWidth: -1
			}
		});
		switch (source[0]) {
			case "|":
			case ">":
				setBlockScalarValue(token, source);
				break;
			case "\"":
				setFlowScalarValue(token, source, "double-quoted-scalar");
				break;
			case "'":
				setFlowScalarValue(token, source, "single-quoted-scalar");
				break;
			default: setFlowScalarValue(token, source, "scalar");
		}
	}
	function setBlockScalarValue(token, source) {
		const he = source.indexOf("\n");
		const head = source.substring(0, he);
		const body = source.substring(he + 1) + "\n";
		if (token.type === "block-scalar") {
			const header = token.props[0];
			if (header.type !== "block-scalar-header") throw new Error("Invalid block scalar header");
			header.source = head;
			token.source = body;
		} else {
			const { offset } = token;
			const indent = "indent" in token ? token.indent : -1;
			const props = [{
				type: "block-scalar-header",
				offset,
				indent,
				source: head
			}];
			if (!addEndtoBlockProps(props, "end" in token ? token.end : void 0)) props.push({
				type: "newline",
				offset: -1,
				indent,
				source: "\n"
			});
			for (const key of Object.keys(token)) if (key !== "type" && key !== "offset") delete token[key];
			Object.assign(token, {
				type: "block-scalar",
				indent,
				props,
				source: body
			});
		}
	}
	/** @returns `true` if last token is a newline */
	function addEndtoBlockProps(props, end) {
		if (end) for (const st of end) switch (st.type) {
			case "space":
			case "comment":
				props.push(st);
				break;
			case "newline":
				props.push(st);
				return true;
		}
		return false;
	}
	function setFlowScalarValue(token, source, type) {
		switch (token.type) {
			case "scalar":
			case "double-quoted-scalar":
			case "single-quoted-scalar":
				token.type = type;
				token.source = source;
				break;
			case "block-scalar": {
				const end = token.props.slice(1);
				let oa = source.length;
				if (token.props[0].type === "block-scalar-header") oa -= token.props[0].source.length;
				for (const tok of end) tok.offset += oa;
				delete token.props;
				Object.assign(token, {
					type,
					source,
					end
				});
				break;
			}
			case "block-map":
			case "block-seq": {
				const nl = {
					type: "newline",
					offset: token.offset + source.length,
					indent: token.indent,
					source: "\n"
				};
				delete token.items;
				Object.assign(token, {
					type,
					source,
					end: [nl]
				});
				break;
			}
			default: {
				const indent = "indent" in token ? token.indent : -1;
				const end = "end" in token && Array.isArray(token.end) ? token.end.filter((st) => st.type === "space" || st.type === "comment" || st.type === "newline") : [];
				for (const key of Object.keys(token)) if (key !== "type" && key !== "offset") delete token[key];
				Object.assign(token, {
					type,
					indent,
					source,
					end
				});
			}
		}
	}
	exports.createScalarToken = createScalarToken;
	exports.resolveAsScalar = resolveAsScalar;
	exports.setScalarValue = setScalarValue;
}));
// node_modules/yaml/dist/parse/cst-stringify.js
var require_cst_stringify = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Stringify a CST document, token, or collection item
	*
	* Fair warning: This applies no validation whatsoever, and
	* simply concatenates the sources in their logical order.
	*/
	const stringify = (cst) => "type" in cst ? stringifyToken(cst) : stringifyItem(cst);
	function stringifyToken(token) {
		switch (token.type) {
			case "block-scalar": {
				let res = "";
				for (const tok of token.props) res += stringifyToken(tok);
				return res + token.source;
			}
			case "block-map":
			case "block-seq": {
				let res = "";
				for (const item of token.items) res += stringifyItem(item);
				return res;
			}
			case "flow-collection": {
				let res = token.start.source;
				for (const item of token.items) res += stringifyItem(item);
				for (const st of token.end) res += st.source;
				return res;
			}
			case "document": {
				let res = stringifyItem(token);
				if (token.end) for (const st of token.end) res += st.source;
				return res;
			}
			default: {
				let res = token.source;
				if ("end" in token && token.end) for (const st of token.end) res += st.source;
				return res;
			}
		}
	}
	function stringifyItem({ start, key, sep, value }) {
		let res = "";
		for (const st of start) res += st.source;
		if (key) res += stringifyToken(key);
		if (sep) for (const st of sep) res += st.source;
		if (value) res += stringifyToken(value);
		return res;
	}
	exports.stringify = stringify;
}));
// node_modules/yaml/dist/parse/cst-visit.js
var require_cst_visit = /* @__PURE__ */ __commonJSMin(((exports) => {
	const BREAK = Symbol("break visit");
	const SKIP = Symbol("skip children");
	const REMOVE = Symbol("remove item");
	/**
	* Apply a visitor to a CST document or item.
	*
	* Walks through the tree (depth-first) starting from the root, calling a
	* `visitor` function with two arguments when entering each item:
	*   - `item`: The current item, which included the following members:
	*     - `start: SourceToken[]` – Source tokens before the key or value,
	*       possibly including its anchor or tag.
	*     - `key?: Token | null` – Set for pair values. May then be `null`, if
	*       the key before the `:` separator is empty.
	*     - `sep?: SourceToken[]` – Source tokens between the key and the value,
	*       which should include the `:` map value indicator if `value` is set.
	*     - `value?: Token` – The value of a sequence item, or of a map pair.
	*   - `path`: The steps from the root to the current node, as an array of
	*     `['key' | 'value', number]` tuples.
	*
	* The return value of the visitor may be used to control the traversal:
	*   - `undefined` (default): Do nothing and continue
	*   - `visit.SKIP`: Do not visit the children of this token, continue with
	*      next sibling
	*   - `visit.BREAK`: Terminate traversal completely
	*   - `visit.REMOVE`: Remove the current item, then continue with the next one
	*   - `number`: Set the index of the next step. This is useful especially if
	*     the index of the current token has changed.
	*   - `function`: Define the next visitor for this item. After the original
	*     visitor is called on item entry, next visitors are called after handling
	*     a non-empty `key` and when exiting the item.
	*/
	function visit(cst, visitor) {
		if ("type" in cst && cst.type === "document") cst = {
			start: cst.start,
			value: cst.value
		};
		_visit(Object.freeze([]), cst, visitor);
	}
	/** Terminate visit traversal completely */
	visit.BREAK = BREAK;
	/** Do not visit the children of the current item */
	visit.SKIP = SKIP;
	/** Remove the current item */
	visit.REMOVE = REMOVE;
	/** Find the item at `path` from `cst` as the root */
	visit.itemAtPath = (cst, path) => {
		let item = cst;
		for (const [field, index] of path) {
			const tok = item?.[field];
			if (tok && "items" in tok) item = tok.items[index];
			else return void 0;
		}
		return item;
	};
	/**
	* Get the immediate parent collection of the item at `path` from `cst` as the root.
	*
	* Throws an error if the collection is not found, which should never happen if the item itself exists.
	*/
	visit.parentCollection = (cst, path) => {
		const parent = visit.itemAtPath(cst, path.slice(0, -1));
		const field = path[path.length - 1][0];
		const coll = parent?.[field];
		if (coll && "items" in coll) return coll;
		throw new Error("Parent collection not found");
	};
	function _visit(path, item, visitor) {
		let ctrl = visitor(item, path);
		if (typeof ctrl === "symbol") return ctrl;
		for (const field of ["key", "value"]) {
			const token = item[field];
			if (token && "items" in token) {
				for (let i = 0; i < token.items.length; ++i) {
					const ci = _visit(Object.freeze(path.concat([[field, i]])), token.items[i], visitor);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						token.items.splice(i, 1);
						i -= 1;
					}
				}
				if (typeof ctrl === "function" && field === "key") ctrl = ctrl(item, path);
			}
		}
		return typeof ctrl === "function" ? ctrl(item, path) : ctrl;
	}
	exports.visit = visit;
}));
// node_modules/yaml/dist/parse/cst.js
var require_cst = /* @__PURE__ */ __commonJSMin(((exports) => {
	var cstScalar = require_cst_scalar();
	var cstStringify = require_cst_stringify();
	var cstVisit = require_cst_visit();
	/** The byte order mark */
	const BOM = "﻿";
	/** Start of doc-mode */
	const DOCUMENT = "";
	/** Unexpected end of flow-mode */
	const FLOW_END = "";
	/** Next token is a scalar value */
	const SCALAR = "";
	/** @returns `true` if `token` is a flow or block collection */
	const isCollection = (token) => !!token && "items" in token;
	/** @returns `true` if `token` is a flow or block scalar; not an alias */
	const isScalar = (token) => !!token && (token.type === "scalar" || token.type === "single-quoted-scalar" || token.type === "double-quoted-scalar" || token.type === "block-scalar");
	/* istanbul ignore next */
	/** Get a printable representation of a lexer token */
	function prettyToken(token) {
		switch (token) {
			case BOM: return "<BOM>";
			case DOCUMENT: return "<DOC>";
			case FLOW_END: return "<FLOW_END>";
			case SCALAR: return "<SCALAR>";
			default: return JSON.stringify(token);
		}
	}
	/** Identify the type of a lexer token. May return `null` for unknown tokens. */
	function tokenType(source) {
		switch (source) {
			case BOM: return "byte-order-mark";
			case DOCUMENT: return "doc-mode";
			case FLOW_END: return "flow-error-end";
			case SCALAR: return "scalar";
			case "---": return "doc-start";
			case "...": return "doc-end";
			case "":
			case "\n":
			case "\r\n": return "newline";
			case "-": return "seq-item-ind";
			case "?": return "explicit-key-ind";
			case ":": return "map-value-ind";
			case "{": return "flow-map-start";
			case "}": return "flow-map-end";
			case "[": return "flow-seq-start";
			case "]": return "flow-seq-end";
			case ",": return "comma";
		}
		switch (source[0]) {
			case " ":
			case "	": return "space";
			case "#": return "comment";
			case "%": return "directive-line";
			case "*": return "alias";
			case "&": return "anchor";
			case "!": return "tag";
			case "'": return "single-quoted-scalar";
			case "\"": return "double-quoted-scalar";
			case "|":
			case ">": return "block-scalar-header";
		}
		return null;
	}
	exports.createScalarToken = cstScalar.createScalarToken;
	exports.resolveAsScalar = cstScalar.resolveAsScalar;
	exports.setScalarValue = cstScalar.setScalarValue;
	exports.stringify = cstStringify.stringify;
	exports.visit = cstVisit.visit;
	exports.BOM = BOM;
	exports.DOCUMENT = DOCUMENT;
	exports.FLOW_END = FLOW_END;
	exports.SCALAR = SCALAR;
	exports.isCollection = isCollection;
	exports.isScalar = isScalar;
	exports.prettyToken = prettyToken;
	exports.tokenType = tokenType;
}));
// node_modules/yaml/dist/parse/lexer.js
var require_lexer = /* @__PURE__ */ __commonJSMin(((exports) => {
	var cst = require_cst();
	function isEmpty(ch) {
		switch (ch) {
			case void 0:
			case " ":
			case "\n":
			case "\r":
			case "	": return true;
			default: return false;
		}
	}
	const hexDigits = /* @__PURE__ */ new Set("0123456789ABCDEFabcdef");
	const tagChars = /* @__PURE__ */ new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
	const flowIndicatorChars = /* @__PURE__ */ new Set(",[]{}");
	const invalidAnchorChars = /* @__PURE__ */ new Set(" ,[]{}\n\r	");
	const isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
	/**
	* Splits an input string into lexical tokens, i.e. smaller strings that are
	* easily identifiable by `tokens.tokenType()`.
	*
	* Lexing starts always in a "stream" context. Incomplete input may be buffered
	* until a complete token can be emitted.
	*
	* In addition to slices of the original input, the following control characters
	* may also be emitted:
	*
	* - `\x02` (Start of Text): A document starts with the next token
	* - `\x18` (Cancel): Unexpected end of flow-mode (indicates an error)
	* - `\x1f` (Unit Separator): Next token is a scalar value
	* - `\u{FEFF}` (Byte order mark): Emitted separately outside documents
	*/
	var Lexer = class {
		constructor() {
			/**
			* Flag indicating whether the end of the current buffer marks the end of
			* all input
			*/
			this.atEnd = false;
			/**
			* Explicit indent set in block scalar header, as an offset from the current
			* minimum indent, so e.g. set to 1 from a header `|2+`. Set to -1 if not
			* explicitly set.
			*/
			this.blockScalarIndent = -1;
			/**
			* Block scalars that include a + (keep) chomping indicator in their header
			* include trailing empty lines, which are otherwise excluded from the
			* scalar's contents.
			*/
			this.blockScalarKeep = false;
			/** Current input */
			this.buffer = "";
			/**
			* Flag noting whether the map value indicator : can immediately follow this
			* node within a flow context.
			*/
			this.flowKey = false;
			/** Count of surrounding flow collection levels. */
			this.flowLevel = 0;
			/**
			* Minimum level of indentation required for next lines to be parsed as a
			* part of the current scalar value.
			*/
			this.indentNext = 0;
			/** Indentation level of the current line. */
			this.indentValue = 0;
			/** Position of the next \n character. */
			this.lineEndPos = null;
			/** Stores the state of the lexer if reaching the end of incpomplete input */
			this.next = null;
			/** A pointer to `buffer`; the current position of the lexer. */
			this.pos = 0;
		}
		/**
		* Generate YAML tokens from the `source` string. If `incomplete`,
		* a part of the last line may be left as a buffer for the next call.
		*
		* @returns A generator of lexical tokens
		*/
		*lex(source, incomplete = false) {
			if (source) {
				if (typeof source !== "string") throw TypeError("source is not a string");
				this.buffer = this.buffer ? this.buffer + source : source;
				this.lineEndPos = null;
			}
			this.atEnd = !incomplete;
			let next = this.next ?? "stream";
			while (next && (incomplete || this.hasChars(1))) next = yield* this.parseNext(next);
		}
		atLineEnd() {
			let i = this.pos;
			let ch = this.buffer[i];
			while (ch === " " || ch === "	") ch = this.buffer[++i];
			if (!ch || ch === "#" || ch === "\n") return true;
			if (ch === "\r") return this.buffer[i + 1] === "\n";
			return false;
		}
		charAt(n) {
			return this.buffer[this.pos + n];
		}
		continueScalar(offset) {
			let ch = this.buffer[offset];
			if (this.indentNext > 0) {
				let indent = 0;
				while (ch === " ") ch = this.buffer[++indent + offset];
				if (ch === "\r") {
					const next = this.buffer[indent + offset + 1];
					if (next === "\n" || !next && !this.atEnd) return offset + indent + 1;
				}
				return ch === "\n" || indent >= this.indentNext || !ch && !this.atEnd ? offset + indent : -1;
			}
			if (ch === "-" || ch === ".") {
				const dt = this.buffer.substr(offset, 3);
				if ((dt === "---" || dt === "...") && isEmpty(this.buffer[offset + 3])) return -1;
			}
			return offset;
		}
		getLine() {
			let end = this.lineEndPos;
			if (typeof end !== "number" || end !== -1 && end < this.pos) {
				end = this.buffer.indexOf("\n", this.pos);
				this.lineEndPos = end;
			}
			if (end === -1) return this.atEnd ? this.buffer.substring(this.pos) : null;
			if (this.buffer[end - 1] === "\r") end -= 1;
			return this.buffer.substring(this.pos, end);
		}
		hasChars(n) {
			return this.pos + n <= this.buffer.length;
		}
		setNext(state) {
			this.buffer = this.buffer.substring(this.pos);
			this.pos = 0;
			this.lineEndPos = null;
			this.next = state;
			return null;
		}
		peek(n) {
			return this.buffer.substr(this.pos, n);
		}
		*parseNext(next) {
			switch (next) {
				case "stream": return yield* this.parseStream();
				case "line-start": return yield* this.parseLineStart();
				case "block-start": return yield* this.parseBlockStart();
				case "doc": return yield* this.parseDocument();
				case "flow": return yield* this.parseFlowCollection();
				case "quoted-scalar": return yield* this.parseQuotedScalar();
				case "block-scalar": return yield* this.parseBlockScalar();
				case "plain-scalar": return yield* this.parsePlainScalar();
			}
		}
		*parseStream() {
			let line = this.getLine();
			if (line === null) return this.setNext("stream");
			if (line[0] === cst.BOM) {
				yield* this.pushCount(1);
				line = line.substring(1);
			}
			if (line[0] === "%") {
				let dirEnd = line.length;
				let cs = line.indexOf("#");
				while (cs !== -1) {
					const ch = line[cs - 1];
					if (ch === " " || ch === "	") {
						dirEnd = cs - 1;
						break;
					} else cs = line.indexOf("#", cs + 1);
				}
				while (true) {
					const ch = line[dirEnd - 1];
					if (ch === " " || ch === "	") dirEnd -= 1;
					else break;
				}
				const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
				yield* this.pushCount(line.length - n);
				this.pushNewline();
				return "stream";
			}
			if (this.atLineEnd()) {
				const sp = yield* this.pushSpaces(true);
				yield* this.pushCount(line.length - sp);
				yield* this.pushNewline();
				return "stream";
			}
			yield cst.DOCUMENT;
			return yield* this.parseLineStart();
		}
		*parseLineStart() {
			const ch = this.charAt(0);
			if (!ch && !this.atEnd) return this.setNext("line-start");
			if (ch === "-" || ch === ".") {
				if (!this.atEnd && !this.hasChars(4)) return this.setNext("line-start");
				const s = this.peek(3);
				if ((s === "---" || s === "...") && isEmpty(this.charAt(3))) {
					yield* this.pushCount(3);
					this.indentValue = 0;
					this.indentNext = 0;
					return s === "---" ? "doc" : "stream";
				}
			}
			this.indentValue = yield* this.pushSpaces(false);
			if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1))) this.indentNext = this.indentValue;
			return yield* this.parseBlockStart();
		}
		*parseBlockStart() {
			const [ch0, ch1] = this.peek(2);
			if (!ch1 && !this.atEnd) return this.setNext("block-start");
			if ((ch0 === "-" || ch0 === "?" || ch0 === ":") && isEmpty(ch1)) {
				const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
				this.indentNext = this.indentValue + 1;
				this.indentValue += n;
				return "block-start";
			}
			return "doc";
		}
		*parseDocument() {
			yield* this.pushSpaces(true);
			const line = this.getLine();
			if (line === null) return this.setNext("doc");
			let n = yield* this.pushIndicators();
			switch (line[n]) {
				case "#": yield* this.pushCount(line.length - n);
				case void 0:
					yield* this.pushNewline();
					return yield* this.parseLineStart();
				case "{":
				case "[":
					yield* this.pushCount(1);
					this.flowKey = false;
					this.flowLevel = 1;
					return "flow";
				case "}":
				case "]":
					yield* this.pushCount(1);
					return "doc";
				case "*":
					yield* this.pushUntil(isNotAnchorChar);
					return "doc";
				case "\"":
				case "'": return yield* this.parseQuotedScalar();
				case "|":
				case ">":
					n += yield* this.parseBlockScalarHeader();
					n += yield* this.pushSpaces(true);
					yield* this.pushCount(line.length - n);
					yield* this.pushNewline();
					return yield* this.parseBlockScalar();
				default: return yield* this.parsePlainScalar();
			}
		}
		*parseFlowCollection() {
			let nl, sp;
			let indent = -1;
			do {
				nl = yield* this.pushNewline();
				if (nl > 0) {
					sp = yield* this.pushSpaces(false);
					this.indentValue = indent = sp;
				} else sp = 0;
				sp += yield* this.pushSpaces(true);
			} while (nl + sp > 0);
			const line = this.getLine();
			if (line === null) return this.setNext("flow");
			if (indent !== -1 && indent < this.indentNext && line[0] !== "#" || indent === 0 && (line.startsWith("---") || line.startsWith("...")) && isEmpty(line[3])) {
				if (!(indent === this.indentNext - 1 && this.flowLevel === 1 && (line[0] === "]" || line[0] === "}"))) {
					this.flowLevel = 0;
					yield cst.FLOW_END;
					return yield* this.parseLineStart();
				}
			}
			let n = 0;
			while (line[n] === ",") {
				n += yield* this.pushCount(1);
				n += yield* this.pushSpaces(true);
				this.flowKey = false;
			}
			n += yield* this.pushIndicators();
			switch (line[n]) {
				case void 0: return "flow";
				case "#":
					yield* this.pushCount(line.length - n);
					return "flow";
				case "{":
				case "[":
					yield* this.pushCount(1);
					this.flowKey = false;
					this.flowLevel += 1;
					return "flow";
				case "}":
				case "]":
					yield* this.pushCount(1);
					this.flowKey = true;
					this.flowLevel -= 1;
					return this.flowLevel ? "flow" : "doc";
				case "*":
					yield* this.pushUntil(isNotAnchorChar);
					return "flow";
				case "\"":
				case "'":
					this.flowKey = true;
					return yield* this.parseQuotedScalar();
				case ":": {
					const next = this.charAt(1);
					if (this.flowKey || isEmpty(next) || next === ",") {
						this.flowKey = false;
						yield* this.pushCount(1);
						yield* this.pushSpaces(true);
						return "flow";
					}
				}
				default:
					this.flowKey = false;
					return yield* this.parsePlainScalar();
			}
		}
		*parseQuotedScalar() {
			const quote = this.charAt(0);
			let end = this.buffer.indexOf(quote, this.pos + 1);
			if (quote === "'") while (end !== -1 && this.buffer[end + 1] === "'") end = this.buffer.indexOf("'", end + 2);
			else while (end !== -1) {
				let n = 0;
				while (this.buffer[end - 1 - n] === "\\") n += 1;
				if (n % 2 === 0) break;
				end = this.buffer.indexOf("\"", end + 1);
			}
			const qb = this.buffer.substring(0, end);
			let nl = qb.indexOf("\n", this.pos);
			if (nl !== -1) {
				while (nl !== -1) {
					const cs = this.continueScalar(nl + 1);
					if (cs === -1) break;
					nl = qb.indexOf("\n", cs);
				}
				if (nl !== -1) end = nl - (qb[nl - 1] === "\r" ? 2 : 1);
			}
			if (end === -1) {
				if (!this.atEnd) return this.setNext("quoted-scalar");
				end = this.buffer.length;
			}
			yield* this.pushToIndex(end + 1, false);
			return this.flowLevel ? "flow" : "doc";
		}
		*parseBlockScalarHeader() {
			this.blockScalarIndent = -1;
			this.blockScalarKeep = false;
			let i = this.pos;
			while (true) {
				const ch = this.buffer[++i];
				if (ch === "+") this.blockScalarKeep = true;
				else if (ch > "0" && ch <= "9") this.blockScalarIndent = Number(ch) - 1;
				else if (ch !== "-") break;
			}
			return yield* this.pushUntil((ch) => isEmpty(ch) || ch === "#");
		}
		*parseBlockScalar() {
			let nl = this.pos - 1;
			let indent = 0;
			let ch;
			loop: for (let i = this.pos; ch = this.buffer[i]; ++i) switch (ch) {
				case " ":
					indent += 1;
					break;
				case "\n":
					nl = i;
					indent = 0;
					break;
				case "\r": {
					const next = this.buffer[i + 1];
					if (!next && !this.atEnd) return this.setNext("block-scalar");
					if (next === "\n") break;
				}
				default: break loop;
			}
			if (!ch && !this.atEnd) return this.setNext("block-scalar");
			if (indent >= this.indentNext) {
				if (this.blockScalarIndent === -1) this.indentNext = indent;
				else this.indentNext = this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
				do {
					const cs = this.continueScalar(nl + 1);
					if (cs === -1) break;
					nl = this.buffer.indexOf("\n", cs);
				} while (nl !== -1);
				if (nl === -1) {
					if (!this.atEnd) return this.setNext("block-scalar");
					nl = this.buffer.length;
				}
			}
			let i = nl + 1;
			ch = this.buffer[i];
			while (ch === " ") ch = this.buffer[++i];
			if (ch === "	") {
				while (ch === "	" || ch === " " || ch === "\r" || ch === "\n") ch = this.buffer[++i];
				nl = i - 1;
			} else if (!this.blockScalarKeep) do {
				let i = nl - 1;
				let ch = this.buffer[i];
				if (ch === "\r") ch = this.buffer[--i];
				const lastChar = i;
				while (ch === " ") ch = this.buffer[--i];
				if (ch === "\n" && i >= this.pos && i + 1 + indent > lastChar) nl = i;
				else break;
			} while (true);
			yield cst.SCALAR;
			yield* this.pushToIndex(nl + 1, true);
			return yield* this.parseLineStart();
		}
		*parsePlainScalar() {
			const inFlow = this.flowLevel > 0;
			let end = this.pos - 1;
			let i = this.pos - 1;
			let ch;
			while (ch = this.buffer[++i]) if (ch === ":") {
				const next = this.buffer[i + 1];
				if (isEmpty(next) || inFlow && flowIndicatorChars.has(next)) break;
				end = i;
			} else if (isEmpty(ch)) {
				let next = this.buffer[i + 1];
				if (ch === "\r") {
					if (next === "\n") {
						i += 1;
						ch = "\n";
						next = this.buffer[i + 1];
					} else end = i;
				}
				if (next === "#" || inFlow && flowIndicatorChars.has(next)) break;
				if (ch === "\n") {
					const cs = this.continueScalar(i + 1);
					if (cs === -1) break;
					i = Math.max(i, cs - 2);
				}
			} else {
				if (inFlow && flowIndicatorChars.has(ch)) break;
				end = i;
			}
			if (!ch && !this.atEnd) return this.setNext("plain-scalar");
			yield cst.SCALAR;
			yield* this.pushToIndex(end + 1, true);
			return inFlow ? "flow" : "doc";
		}
		*pushCount(n) {
			if (n > 0) {
				yield this.buffer.substr(this.pos, n);
				this.pos += n;
				return n;
			}
			return 0;
		}
		*pushToIndex(i, allowEmpty) {
			const s = this.buffer.slice(this.pos, i);
			if (s) {
				yield s;
				this.pos += s.length;
				return s.length;
			} else if (allowEmpty) yield "";
			return 0;
		}
		*pushIndicators() {
			let n = 0;
			loop: while (true) {
				switch (this.charAt(0)) {
					case "!":
						n += yield* this.pushTag();
						n += yield* this.pushSpaces(true);
						continue loop;
					case "&":
						n += yield* this.pushUntil(isNotAnchorChar);
						n += yield* this.pushSpaces(true);
						continue loop;
					case "-":
					case "?":
					case ":": {
						const inFlow = this.flowLevel > 0;
						const ch1 = this.charAt(1);
						if (isEmpty(ch1) || inFlow && flowIndicatorChars.has(ch1)) {
							if (!inFlow) this.indentNext = this.indentValue + 1;
							else if (this.flowKey) this.flowKey = false;
							n += yield* this.pushCount(1);
							n += yield* this.pushSpaces(true);
							continue loop;
						}
					}
				}
				break loop;
			}
			return n;
		}
		*pushTag() {
			if (this.charAt(1) === "<") {
				let i = this.pos + 2;
				let ch = this.buffer[i];
				while (!isEmpty(ch) && ch !== ">") ch = this.buffer[++i];
				return yield* this.pushToIndex(ch === ">" ? i + 1 : i, false);
			} else {
				let i = this.pos + 1;
				let ch = this.buffer[i];
				while (ch) if (tagChars.has(ch)) ch = this.buffer[++i];
				else if (ch === "%" && hexDigits.has(this.buffer[i + 1]) && hexDigits.has(this.buffer[i + 2])) ch = this.buffer[i += 3];
				else break;
				return yield* this.pushToIndex(i, false);
			}
		}
		*pushNewline() {
			const ch = this.buffer[this.pos];
			if (ch === "\n") return yield* this.pushCount(1);
			else if (ch === "\r" && this.charAt(1) === "\n") return yield* this.pushCount(2);
			else return 0;
		}
		*pushSpaces(allowTabs) {
			let i = this.pos - 1;
			let ch;
			do
				ch = this.buffer[++i];
			while (ch === " " || allowTabs && ch === "	");
			const n = i - this.pos;
			if (n > 0) {
				yield this.buffer.substr(this.pos, n);
				this.pos = i;
			}
			return n;
		}
		*pushUntil(test) {
			let i = this.pos;
			let ch = this.buffer[i];
			while (!test(ch)) ch = this.buffer[++i];
			return yield* this.pushToIndex(i, false);
		}
	};
	exports.Lexer = Lexer;
}));
// node_modules/yaml/dist/parse/line-counter.js
var require_line_counter = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Tracks newlines during parsing in order to provide an efficient API for
	* determining the one-indexed `{ line, col }` position for any offset
	* within the input.
	*/
	var LineCounter = class {
		constructor() {
			this.lineStarts = [];
			/**
			* Should be called in ascending order. Otherwise, call
			* `lineCounter.lineStarts.sort()` before calling `linePos()`.
			*/
			this.addNewLine = (offset) => this.lineStarts.push(offset);
			/**
			* Performs a binary search and returns the 1-indexed { line, col }
			* position of `offset`. If `line === 0`, `addNewLine` has never been
			* called or `offset` is before the first known newline.
			*/
			this.linePos = (offset) => {
				let low = 0;
				let high = this.lineStarts.length;
				while (low < high) {
					const mid = low + high >> 1;
					if (this.lineStarts[mid] < offset) low = mid + 1;
					else high = mid;
				}
				if (this.lineStarts[low] === offset) return {
					line: low + 1,
					col: 1
				};
				if (low === 0) return {
					line: 0,
					col: offset
				};
				const start = this.lineStarts[low - 1];
				return {
					line: low,
					col: offset - start + 1
				};
			};
		}
	};
	exports.LineCounter = LineCounter;
}));
// node_modules/yaml/dist/parse/parser.js
var require_parser = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_process = __require("process");
	var cst = require_cst();
	var lexer = require_lexer();
	function includesToken(list, type) {
		for (let i = 0; i < list.length; ++i) if (list[i].type === type) return true;
		return false;
	}
	function findNonEmptyIndex(list) {
		for (let i = 0; i < list.length; ++i) switch (list[i].type) {
			case "space":
			case "comment":
			case "newline": break;
			default: return i;
		}
		return -1;
	}
	function isFlowToken(token) {
		switch (token?.type) {
			case "alias":
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar":
			case "flow-collection": return true;
			default: return false;
		}
	}
	function getPrevProps(parent) {
		switch (parent.type) {
			case "document": return parent.start;
			case "block-map": {
				const it = parent.items[parent.items.length - 1];
				return it.sep ?? it.start;
			}
			case "block-seq": return parent.items[parent.items.length - 1].start;
			/* istanbul ignore next should not happen */
			default: return [];
		}
	}
	/** Note: May modify input array */
	function getFirstKeyStartProps(prev) {
		if (prev.length === 0) return [];
		let i = prev.length;
		loop: while (--i >= 0) switch (prev[i].type) {
			case "doc-start":
			case "explicit-key-ind":
			case "map-value-ind":
			case "seq-item-ind":
			case "newline": break loop;
		}
		while (prev[++i]?.type === "space");
		return prev.splice(i, prev.length);
	}
	function arrayPushArray(target, source) {
		if (source.length < 1e5) Array.prototype.push.apply(target, source);
		else for (let i = 0; i < source.length; ++i) target.push(source[i]);
	}
	function fixFlowSeqItems(fc) {
		if (fc.start.type === "flow-seq-start") {
			for (const it of fc.items) if (it.sep && !it.value && !includesToken(it.start, "explicit-key-ind") && !includesToken(it.sep, "map-value-ind")) {
				if (it.key) it.value = it.key;
				delete it.key;
				if (isFlowToken(it.value)) {
					if (it.value.end) arrayPushArray(it.value.end, it.sep);
					else it.value.end = it.sep;
				} else arrayPushArray(it.start, it.sep);
				delete it.sep;
			}
		}
	}
	/**
	* A YAML concrete syntax tree (CST) parser
	*
	* ```ts
	* const src: string = ...
	* for (const token of new Parser().parse(src)) {
	*   // token: Token
	* }
	* ```
	*
	* To use the parser with a user-provided lexer:
	*
	* ```ts
	* function* parse(source: string, lexer: Lexer) {
	*   const parser = new Parser()
	*   for (const lexeme of lexer.lex(source))
	*     yield* parser.next(lexeme)
	*   yield* parser.end()
	* }
	*
	* const src: string = ...
	* const lexer = new Lexer()
	* for (const token of parse(src, lexer)) {
	*   // token: Token
	* }
	* ```
	*/
	var Parser = class {
		/**
		* @param onNewLine - If defined, called separately with the start position of
		*   each new line (in `parse()`, including the start of input).
		*/
		constructor(onNewLine) {
			/** If true, space and sequence indicators count as indentation */
			this.atNewLine = true;
			/** If true, next token is a scalar value */
			this.atScalar = false;
			/** Current indentation level */
			this.indent = 0;
			/** Current offset since the start of parsing */
			this.offset = 0;
			/** On the same line with a block map key */
			this.onKeyLine = false;
			/** Top indicates the node that's currently being built */
			this.stack = [];
			/** The source of the current token, set in parse() */
			this.source = "";
			/** The type of the current token, set in parse() */
			this.type = "";
			this.lexer = new lexer.Lexer();
			this.onNewLine = onNewLine;
		}
		/**
		* Parse `source` as a YAML stream.
		* If `incomplete`, a part of the last line may be left as a buffer for the next call.
		*
		* Errors are not thrown, but yielded as `{ type: 'error', message }` tokens.
		*
		* @returns A generator of tokens representing each directive, document, and other structure.
		*/
		*parse(source, incomplete = false) {
			if (this.onNewLine && this.offset === 0) this.onNewLine(0);
			for (const lexeme of this.lexer.lex(source, incomplete)) yield* this.next(lexeme);
			if (!incomplete) yield* this.end();
		}
		/**
		* Advance the parser by the `source` of one lexical token.
		*/
		*next(source) {
			this.source = source;
			if (node_process.env.LOG_TOKENS) console.log("|", cst.prettyToken(source));
			if (this.atScalar) {
				this.atScalar = false;
				yield* this.step();
				this.offset += source.length;
				return;
			}
			const type = cst.tokenType(source);
			if (!type) {
				const message = `Not a YAML token: ${source}`;
				yield* this.pop({
					type: "error",
					offset: this.offset,
					message,
					source
				});
				this.offset += source.length;
			} else if (type === "scalar") {
				this.atNewLine = false;
				this.atScalar = true;
				this.type = "scalar";
			} else {
				this.type = type;
				yield* this.step();
				switch (type) {
					case "newline":
						this.atNewLine = true;
						this.indent = 0;
						if (this.onNewLine) this.onNewLine(this.offset + source.length);
						break;
					case "space":
						if (this.atNewLine && source[0] === " ") this.indent += source.length;
						break;
					case "explicit-key-ind":
					case "map-value-ind":
					case "seq-item-ind":
						if (this.atNewLine) this.indent += source.length;
						break;
					case "doc-mode":
					case "flow-error-end": return;
					default: this.atNewLine = false;
				}
				this.offset += source.length;
			}
		}
		/** Call at end of input to push out any remaining constructions */
		*end() {
			while (this.stack.length > 0) yield* this.pop();
		}
		get sourceToken() {
			return {
				type: this.type,
				offset: this.offset,
				indent: this.indent,
				source: this.source
			};
		}
		*step() {
			const top = this.peek(1);
			if (this.type === "doc-end" && top?.type !== "doc-end") {
				while (this.stack.length > 0) yield* this.pop();
				this.stack.push({
					type: "doc-end",
					offset: this.offset,
					source: this.source
				});
				return;
			}
			if (!top) return yield* this.stream();
			switch (top.type) {
				case "document": return yield* this.document(top);
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return yield* this.scalar(top);
				case "block-scalar": return yield* this.blockScalar(top);
				case "block-map": return yield* this.blockMap(top);
				case "block-seq": return yield* this.blockSequence(top);
				case "flow-collection": return yield* this.flowCollection(top);
				case "doc-end": return yield* this.documentEnd(top);
			}
			/* istanbul ignore next should not happen */
			yield* this.pop();
		}
		peek(n) {
			return this.stack[this.stack.length - n];
		}
		*pop(error) {
			const token = error ?? this.stack.pop();
			/* istanbul ignore if should not happen */
			if (!token) yield {
				type: "error",
				offset: this.offset,
				source: "",
				message: "Tried to pop an empty stack"
			};
			else if (this.stack.length === 0) yield token;
			else {
				const top = this.peek(1);
				if (token.type === "block-scalar") token.indent = "indent" in top ? top.indent : 0;
				else if (token.type === "flow-collection" && top.type === "document") token.indent = 0;
				if (token.type === "flow-collection") fixFlowSeqItems(token);
				switch (top.type) {
					case "document":
						top.value = token;
						break;
					case "block-scalar":
						top.props.push(token);
						break;
					case "block-map": {
						const it = top.items[top.items.length - 1];
						if (it.value) {
							top.items.push({
								start: [],
								key: token,
								sep: []
							});
							this.onKeyLine = true;
							return;
						} else if (it.sep) it.value = token;
						else {
							Object.assign(it, {
								key: token,
								sep: []
							});
							this.onKeyLine = !it.explicitKey;
							return;
						}
						break;
					}
					case "block-seq": {
						const it = top.items[top.items.length - 1];
						if (it.value) top.items.push({
							start: [],
							value: token
						});
						else it.value = token;
						break;
					}
					case "flow-collection": {
						const it = top.items[top.items.length - 1];
						if (!it || it.value) top.items.push({
							start: [],
							key: token,
							sep: []
						});
						else if (it.sep) it.value = token;
						else Object.assign(it, {
							key: token,
							sep: []
						});
						return;
					}
					/* istanbul ignore next should not happen */
					default:
						yield* this.pop();
						yield* this.pop(token);
				}
				if ((top.type === "document" || top.type === "block-map" || top.type === "block-seq") && (token.type === "block-map" || token.type === "block-seq")) {
					const last = token.items[token.items.length - 1];
					if (last && !last.sep && !last.value && last.start.length > 0 && findNonEmptyIndex(last.start) === -1 && (token.indent === 0 || last.start.every((st) => st.type !== "comment" || st.indent < token.indent))) {
						if (top.type === "document") top.end = last.start;
						else top.items.push({ start: last.start });
						token.items.splice(-1, 1);
					}
				}
			}
		}
		*stream() {
			switch (this.type) {
				case "directive-line":
					yield {
						type: "directive",
						offset: this.offset,
						source: this.source
					};
					return;
				case "byte-order-mark":
				case "space":
				case "comment":
				case "newline":
					yield this.sourceToken;
					return;
				case "doc-mode":
				case "doc-start": {
					const doc = {
						type: "document",
						offset: this.offset,
						start: []
					};
					if (this.type === "doc-start") doc.start.push(this.sourceToken);
					this.stack.push(doc);
					return;
				}
			}
			yield {
				type: "error",
				offset: this.offset,
				message: `Unexpected ${this.type} token in YAML stream`,
				source: this.source
			};
		}
		*document(doc) {
			if (doc.value) return yield* this.lineEnd(doc);
			switch (this.type) {
				case "doc-start":
					if (findNonEmptyIndex(doc.start) !== -1) {
						yield* this.pop();
						yield* this.step();
					} else doc.start.push(this.sourceToken);
					return;
				case "anchor":
				case "tag":
				case "space":
				case "comment":
				case "newline":
					doc.start.push(this.sourceToken);
					return;
			}
			const bv = this.startBlockValue(doc);
			if (bv) this.stack.push(bv);
			else yield {
				type: "error",
				offset: this.offset,
				message: `Unexpected ${this.type} token in YAML document`,
				source: this.source
			};
		}
		*scalar(scalar) {
			if (this.type === "map-value-ind") {
				const start = getFirstKeyStartProps(getPrevProps(this.peek(2)));
				let sep;
				if (scalar.end) {
					sep = scalar.end;
					sep.push(this.sourceToken);
					delete scalar.end;
				} else sep = [this.sourceToken];
				const map = {
					type: "block-map",
					offset: scalar.offset,
					indent: scalar.indent,
					items: [{
						start,
						key: scalar,
						sep
					}]
				};
				this.onKeyLine = true;
				this.stack[this.stack.length - 1] = map;
			} else yield* this.lineEnd(scalar);
		}
		*blockScalar(scalar) {
			switch (this.type) {
				case "space":
				case "comment":
				case "newline":
					scalar.props.push(this.sourceToken);
					return;
				case "scalar":
					scalar.source = this.source;
					this.atNewLine = true;
					this.indent = 0;
					if (this.onNewLine) {
						let nl = this.source.indexOf("\n") + 1;
						while (nl !== 0) {
							this.onNewLine(this.offset + nl);
							nl = this.source.indexOf("\n", nl) + 1;
						}
					}
					yield* this.pop();
					break;
				/* istanbul ignore next should not happen */
				default:
					yield* this.pop();
					yield* this.step();
			}
		}
		*blockMap(map) {
			const it = map.items[map.items.length - 1];
			switch (this.type) {
				case "newline":
					this.onKeyLine = false;
					if (it.value) {
						const end = "end" in it.value ? it.value.end : void 0;
						if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
						else map.items.push({ start: [this.sourceToken] });
					} else if (it.sep) it.sep.push(this.sourceToken);
					else it.start.push(this.sourceToken);
					return;
				case "space":
				case "comment":
					if (it.value) map.items.push({ start: [this.sourceToken] });
					else if (it.sep) it.sep.push(this.sourceToken);
					else {
						if (this.atIndentedComment(it.start, map.indent)) {
							const end = map.items[map.items.length - 2]?.value?.end;
							if (Array.isArray(end)) {
								arrayPushArray(end, it.start);
								end.push(this.sourceToken);
								map.items.pop();
								return;
							}
						}
						it.start.push(this.sourceToken);
					}
					return;
			}
			if (this.indent >= map.indent) {
				const atMapIndent = !this.onKeyLine && this.indent === map.indent;
				const atNextItem = atMapIndent && (it.sep || it.explicitKey) && this.type !== "seq-item-ind";
				let start = [];
				if (atNextItem && it.sep && !it.value) {
					const nl = [];
					for (let i = 0; i < it.sep.length; ++i) {
						const st = it.sep[i];
						switch (st.type) {
							case "newline":
								nl.push(i);
								break;
							case "space": break;
							case "comment":
								if (st.indent > map.indent) nl.length = 0;
								break;
							default: nl.length = 0;
						}
					}
					if (nl.length >= 2) start = it.sep.splice(nl[1]);
				}
				switch (this.type) {
					case "anchor":
					case "tag":
						if (atNextItem || it.value) {
							start.push(this.sourceToken);
							map.items.push({ start });
							this.onKeyLine = true;
						} else if (it.sep) it.sep.push(this.sourceToken);
						else it.start.push(this.sourceToken);
						return;
					case "explicit-key-ind":
						if (!it.sep && !it.explicitKey) {
							it.start.push(this.sourceToken);
							it.explicitKey = true;
						} else if (atNextItem || it.value) {
							start.push(this.sourceToken);
							map.items.push({
								start,
								explicitKey: true
							});
						} else this.stack.push({
							type: "block-map",
							offset: this.offset,
							indent: this.indent,
							items: [{
								start: [this.sourceToken],
								explicitKey: true
							}]
						});
						this.onKeyLine = true;
						return;
					case "map-value-ind":
						if (it.explicitKey) {
							if (!it.sep) {
								if (includesToken(it.start, "newline")) Object.assign(it, {
									key: null,
									sep: [this.sourceToken]
								});
								else {
									const start = getFirstKeyStartProps(it.start);
									this.stack.push({
										type: "block-map",
										offset: this.offset,
										indent: this.indent,
										items: [{
											start,
											key: null,
											sep: [this.sourceToken]
										}]
									});
								}
							} else if (it.value) map.items.push({
								start: [],
								key: null,
								sep: [this.sourceToken]
							});
							else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
								type: "block-map",
								offset: this.offset,
								indent: this.indent,
								items: [{
									start,
									key: null,
									sep: [this.sourceToken]
								}]
							});
							else if (isFlowToken(it.key) && !includesToken(it.sep, "newline")) {
								const start = getFirstKeyStartProps(it.start);
								const key = it.key;
								const sep = it.sep;
								sep.push(this.sourceToken);
								delete it.key;
								delete it.sep;
								this.stack.push({
									type: "block-map",
									offset: this.offset,
									indent: this.indent,
									items: [{
										start,
										key,
										sep
									}]
								});
							} else if (start.length > 0) it.sep = it.sep.concat(start, this.sourceToken);
							else it.sep.push(this.sourceToken);
						} else if (!it.sep) Object.assign(it, {
							key: null,
							sep: [this.sourceToken]
						});
						else if (it.value || atNextItem) map.items.push({
							start,
							key: null,
							sep: [this.sourceToken]
						});
						else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
							type: "block-map",
							offset: this.offset,
							indent: this.indent,
							items: [{
								start: [],
								key: null,
								sep: [this.sourceToken]
							}]
						});
						else it.sep.push(this.sourceToken);
						this.onKeyLine = true;
						return;
					case "alias":
					case "scalar":
					case "single-quoted-scalar":
					case "double-quoted-scalar": {
						const fs = this.flowScalar(this.type);
						if (atNextItem || it.value) {
							map.items.push({
								start,
								key: fs,
								sep: []
							});
							this.onKeyLine = true;
						} else if (it.sep) this.stack.push(fs);
						else {
							Object.assign(it, {
								key: fs,
								sep: []
							});
							this.onKeyLine = true;
						}
						return;
					}
					default: {
						const bv = this.startBlockValue(map);
						if (bv) {
							if (bv.type === "block-seq") {
								if (!it.explicitKey && it.sep && !includesToken(it.sep, "newline")) {
									yield* this.pop({
										type: "error",
										offset: this.offset,
										message: "Unexpected block-seq-ind on same line with key",
										source: this.source
									});
									return;
								}
							} else if (atMapIndent) map.items.push({ start });
							this.stack.push(bv);
							return;
						}
					}
				}
			}
			yield* this.pop();
			yield* this.step();
		}
		*blockSequence(seq) {
			const it = seq.items[seq.items.length - 1];
			switch (this.type) {
				case "newline":
					if (it.value) {
						const end = "end" in it.value ? it.value.end : void 0;
						if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
						else seq.items.push({ start: [this.sourceToken] });
					} else it.start.push(this.sourceToken);
					return;
				case "space":
				case "comment":
					if (it.value) seq.items.push({ start: [this.sourceToken] });
					else {
						if (this.atIndentedComment(it.start, seq.indent)) {
							const end = seq.items[seq.items.length - 2]?.value?.end;
							if (Array.isArray(end)) {
								arrayPushArray(end, it.start);
								end.push(this.sourceToken);
								seq.items.pop();
								return;
							}
						}
						it.start.push(this.sourceToken);
					}
					return;
				case "anchor":
				case "tag":
					if (it.value || this.indent <= seq.indent) break;
					it.start.push(this.sourceToken);
					return;
				case "seq-item-ind":
					if (this.indent !== seq.indent) break;
					if (it.value || includesToken(it.start, "seq-item-ind")) seq.items.push({ start: [this.sourceToken] });
					else it.start.push(this.sourceToken);
					return;
			}
			if (this.indent > seq.indent) {
				const bv = this.startBlockValue(seq);
				if (bv) {
					this.stack.push(bv);
					return;
				}
			}
			yield* this.pop();
			yield* this.step();
		}
		*flowCollection(fc) {
			const it = fc.items[fc.items.length - 1];
			if (this.type === "flow-error-end") {
				let top;
				do {
					yield* this.pop();
					top = this.peek(1);
				} while (top?.type === "flow-collection");
			} else if (fc.end.length === 0) {
				switch (this.type) {
					case "comma":
					case "explicit-key-ind":
						if (!it || it.sep) fc.items.push({ start: [this.sourceToken] });
						else it.start.push(this.sourceToken);
						return;
					case "map-value-ind":
						if (!it || it.value) fc.items.push({
							start: [],
							key: null,
							sep: [this.sourceToken]
						});
						else if (it.sep) it.sep.push(this.sourceToken);
						else Object.assign(it, {
							key: null,
							sep: [this.sourceToken]
						});
						return;
					case "space":
					case "comment":
					case "newline":
					case "anchor":
					case "tag":
						if (!it || it.value) fc.items.push({ start: [this.sourceToken] });
						else if (it.sep) it.sep.push(this.sourceToken);
						else it.start.push(this.sourceToken);
						return;
					case "alias":
					case "scalar":
					case "single-quoted-scalar":
					case "double-quoted-scalar": {
						const fs = this.flowScalar(this.type);
						if (!it || it.value) fc.items.push({
							start: [],
							key: fs,
							sep: []
						});
						else if (it.sep) this.stack.push(fs);
						else Object.assign(it, {
							key: fs,
							sep: []
						});
						return;
					}
					case "flow-map-end":
					case "flow-seq-end":
						fc.end.push(this.sourceToken);
						return;
				}
				const bv = this.startBlockValue(fc);
				/* istanbul ignore else should not happen */
				if (bv) this.stack.push(bv);
				else {
					yield* this.pop();
					yield* this.step();
				}
			} else {
				const parent = this.peek(2);
				if (parent.type === "block-map" && (this.type === "map-value-ind" && parent.indent === fc.indent || this.type === "newline" && !parent.items[parent.items.length - 1].sep)) {
					yield* this.pop();
					yield* this.step();
				} else if (this.type === "map-value-ind" && parent.type !== "flow-collection") {
					const start = getFirstKeyStartProps(getPrevProps(parent));
					fixFlowSeqItems(fc);
					const sep = fc.end.splice(1, fc.end.length);
					sep.push(this.sourceToken);
					const map = {
						type: "block-map",
						offset: fc.offset,
						indent: fc.indent,
						items: [{
							start,
							key: fc,
							sep
						}]
					};
					this.onKeyLine = true;
					this.stack[this.stack.length - 1] = map;
				} else yield* this.lineEnd(fc);
			}
		}
		flowScalar(type) {
			if (this.onNewLine) {
				let nl = this.source.indexOf("\n") + 1;
				while (nl !== 0) {
					this.onNewLine(this.offset + nl);
					nl = this.source.indexOf("\n", nl) + 1;
				}
			}
			return {
				type,
				offset: this.offset,
				indent: this.indent,
				source: this.source
			};
		}
		startBlockValue(parent) {
			switch (this.type) {
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return this.flowScalar(this.type);
				case "block-scalar-header": return {
					type: "block-scalar",
					offset: this.offset,
					indent: this.indent,
					props: [this.sourceToken],
					source: ""
				};
				case "flow-map-start":
				case "flow-seq-start": return {
					type: "flow-collection",
					offset: this.offset,
					indent: this.indent,
					start: this.sourceToken,
					items: [],
					end: []
				};
				case "seq-item-ind": return {
					type: "block-seq",
					offset: this.offset,
					indent: this.indent,
					items: [{ start: [this.sourceToken] }]
				};
				case "explicit-key-ind": {
					this.onKeyLine = true;
					const start = getFirstKeyStartProps(getPrevProps(parent));
					start.push(this.sourceToken);
					return {
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start,
							explicitKey: true
						}]
					};
				}
				case "map-value-ind": {
					this.onKeyLine = true;
					const start = getFirstKeyStartProps(getPrevProps(parent));
					return {
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start,
							key: null,
							sep: [this.sourceToken]
						}]
					};
				}
			}
			return null;
		}
		atIndentedComment(start, indent) {
			if (this.type !== "comment") return false;
			if (this.indent <= indent) return false;
			return start.every((st) => st.type === "newline" || st.type === "space");
		}
		*documentEnd(docEnd) {
			if (this.type !== "doc-mode") {
				if (docEnd.end) docEnd.end.push(this.sourceToken);
				else docEnd.end = [this.sourceToken];
				if (this.type === "newline") yield* this.pop();
			}
		}
		*lineEnd(token) {
			switch (this.type) {
				case "comma":
				case "doc-start":
				case "doc-end":
				case "flow-seq-end":
				case "flow-map-end":
				case "map-value-ind":
					yield* this.pop();
					yield* this.step();
					break;
				case "newline": this.onKeyLine = false;
				default:
					if (token.end) token.end.push(this.sourceToken);
					else token.end = [this.sourceToken];
					if (this.type === "newline") yield* this.pop();
			}
		}
	};
	exports.Parser = Parser;
}));
// node_modules/yaml/dist/public-api.js
var require_public_api = /* @__PURE__ */ __commonJSMin(((exports) => {
	var composer = require_composer();
	var Document = require_Document();
	var errors = require_errors();
	var log = require_log();
	var identity = require_identity();
	var lineCounter = require_line_counter();
	var parser = require_parser();
	function parseOptions(options) {
		const prettyErrors = options.prettyErrors !== false;
		return {
			lineCounter: options.lineCounter || prettyErrors && new lineCounter.LineCounter() || null,
			prettyErrors
		};
	}
	/**
	* Parse the input as a stream of YAML documents.
	*
	* Documents should be separated from each other by `...` or `---` marker lines.
	*
	* @returns If an empty `docs` array is returned, it will be of type
	*   EmptyStream and contain additional stream information. In
	*   TypeScript, you should use `'empty' in docs` as a type guard for it.
	*/
	function parseAllDocuments(source, options = {}) {
		const { lineCounter, prettyErrors } = parseOptions(options);
		const parser$1 = new parser.Parser(lineCounter?.addNewLine);
		const composer$1 = new composer.Composer(options);
		const docs = Array.from(composer$1.compose(parser$1.parse(source)));
		if (prettyErrors && lineCounter) for (const doc of docs) {
			doc.errors.forEach(errors.prettifyError(source, lineCounter));
			doc.warnings.forEach(errors.prettifyError(source, lineCounter));
		}
		if (docs.length > 0) return docs;
		return Object.assign([], { empty: true }, composer$1.streamInfo());
	}
	/** Parse an input string into a single YAML.Document */
	function parseDocument(source, options = {}) {
		const { lineCounter, prettyErrors } = parseOptions(options);
		const parser$1 = new parser.Parser(lineCounter?.addNewLine);
		const composer$1 = new composer.Composer(options);
		let doc = null;
		for (const _doc of composer$1.compose(parser$1.parse(source), true, source.length)) if (!doc) doc = _doc;
		else if (doc.options.logLevel !== "silent") {
			doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0, 2), "MULTIPLE_DOCS", "Source contains multiple documents; please use YAML.parseAllDocuments()"));
			break;
		}
		if (prettyErrors && lineCounter) {
			doc.errors.forEach(errors.prettifyError(source, lineCounter));
			doc.warnings.forEach(errors.prettifyError(source, lineCounter));
		}
		return doc;
	}
	function parse(src, reviver, options) {
		let _reviver = void 0;
		if (typeof reviver === "function") _reviver = reviver;
		else if (options === void 0 && reviver && typeof reviver === "object") options = reviver;
		const doc = parseDocument(src, options);
		if (!doc) return null;
		doc.warnings.forEach((warning) => log.warn(doc.options.logLevel, warning));
		if (doc.errors.length > 0) {
			if (doc.options.logLevel !== "silent") throw doc.errors[0];
			else doc.errors = [];
		}
		return doc.toJS(Object.assign({ reviver: _reviver }, options));
	}
	function stringify(value, replacer, options) {
		let _replacer = null;
		if (typeof replacer === "function" || Array.isArray(replacer)) _replacer = replacer;
		else if (options === void 0 && replacer) options = replacer;
		if (typeof options === "string") options = options.length;
		if (typeof options === "number") {
			const indent = Math.round(options);
			options = indent < 1 ? void 0 : indent > 8 ? { indent: 8 } : { indent };
		}
		if (value === void 0) {
			const { keepUndefined } = options ?? replacer ?? {};
			if (!keepUndefined) return void 0;
		}
		if (identity.isDocument(value) && !_replacer) return value.toString(options);
		return new Document.Document(value, _replacer, options).toString(options);
	}
	exports.parse = parse;
	exports.parseAllDocuments = parseAllDocuments;
	exports.parseDocument = parseDocument;
	exports.stringify = stringify;
}));
// node_modules/yaml/dist/index.js
var require_dist = /* @__PURE__ */ __commonJSMin(((exports) => {
	var composer = require_composer();
	var Document = require_Document();
	var Schema = require_Schema();
	var errors = require_errors();
	var Alias = require_Alias();
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	require_cst();
	var lexer = require_lexer();
	var lineCounter = require_line_counter();
	var parser = require_parser();
	var publicApi = require_public_api();
	var visit = require_visit();
	exports.Composer = composer.Composer;
	exports.Document = Document.Document;
	exports.Schema = Schema.Schema;
	exports.YAMLError = errors.YAMLError;
	exports.YAMLParseError = errors.YAMLParseError;
	exports.YAMLWarning = errors.YAMLWarning;
	exports.Alias = Alias.Alias;
	exports.isAlias = identity.isAlias;
	exports.isCollection = identity.isCollection;
	exports.isDocument = identity.isDocument;
	exports.isMap = identity.isMap;
	exports.isNode = identity.isNode;
	exports.isPair = identity.isPair;
	exports.isScalar = identity.isScalar;
	exports.isSeq = identity.isSeq;
	exports.Pair = Pair.Pair;
	exports.Scalar = Scalar.Scalar;
	exports.YAMLMap = YAMLMap.YAMLMap;
	exports.YAMLSeq = YAMLSeq.YAMLSeq;
	exports.Lexer = lexer.Lexer;
	exports.LineCounter = lineCounter.LineCounter;
	exports.Parser = parser.Parser;
	exports.parse = publicApi.parse;
	exports.parseAllDocuments = publicApi.parseAllDocuments;
	exports.parseDocument = publicApi.parseDocument;
	exports.stringify = publicApi.stringify;
	exports.visit = visit.visit;
	exports.visitAsync = visit.visitAsync;
}));
// node_modules/fastest-levenshtein/mod.js
var require_fastest_levenshtein = /* @__PURE__ */ __commonJSMin(((exports) => {
	exports.__esModule = true;
	exports.distance = exports.closest = void 0;
	var peq = /* @__PURE__ */ new Uint32Array(65536);
	var myers_32 = function(a, b) {
		var n = a.length;
		var m = b.length;
		var lst = 1 << n - 1;
		var pv = -1;
		var mv = 0;
		var sc = n;
		var i = n;
		while (i--) peq[a.charCodeAt(i)] |= 1 << i;
		for (i = 0; i < m; i++) {
			var eq = peq[b.charCodeAt(i)];
			var xv = eq | mv;
			eq |= (eq & pv) + pv ^ pv;
			mv |= ~(eq | pv);
			pv &= eq;
			if (mv & lst) sc++;
			if (pv & lst) sc--;
			mv = mv << 1 | 1;
			pv = pv << 1 | ~(xv | mv);
			mv &= xv;
		}
		i = n;
		while (i--) peq[a.charCodeAt(i)] = 0;
		return sc;
	};
	var myers_x = function(b, a) {
		var n = a.length;
		var m = b.length;
		var mhc = [];
		var phc = [];
		var hsize = Math.ceil(n / 32);
		var vsize = Math.ceil(m / 32);
		for (var i = 0; i < hsize; i++) {
			phc[i] = -1;
			mhc[i] = 0;
		}
		var j = 0;
		for (; j < vsize - 1; j++) {
			var mv_1 = 0;
			var pv_1 = -1;
			var start_1 = j * 32;
			var vlen_1 = Math.min(32, m) + start_1;
			for (var k = start_1; k < vlen_1; k++) peq[b.charCodeAt(k)] |= 1 << k;
			for (var i = 0; i < n; i++) {
				var eq = peq[a.charCodeAt(i)];
				var pb = phc[i / 32 | 0] >>> i & 1;
				var mb = mhc[i / 32 | 0] >>> i & 1;
				var xv = eq | mv_1;
				var xh = ((eq | mb) & pv_1) + pv_1 ^ pv_1 | eq | mb;
				var ph = mv_1 | ~(xh | pv_1);
				var mh = pv_1 & xh;
				if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
				if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
				ph = ph << 1 | pb;
				mh = mh << 1 | mb;
				pv_1 = mh | ~(xv | ph);
				mv_1 = ph & xv;
			}
			for (var k = start_1; k < vlen_1; k++) peq[b.charCodeAt(k)] = 0;
		}
		var mv = 0;
		var pv = -1;
		var start = j * 32;
		var vlen = Math.min(32, m - start) + start;
		for (var k = start; k < vlen; k++) peq[b.charCodeAt(k)] |= 1 << k;
		var score = m;
		for (var i = 0; i < n; i++) {
			var eq = peq[a.charCodeAt(i)];
			var pb = phc[i / 32 | 0] >>> i & 1;
			var mb = mhc[i / 32 | 0] >>> i & 1;
			var xv = eq | mv;
			var xh = ((eq | mb) & pv) + pv ^ pv | eq | mb;
			var ph = mv | ~(xh | pv);
			var mh = pv & xh;
			score += ph >>> m - 1 & 1;
			score -= mh >>> m - 1 & 1;
			if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
			if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
			ph = ph << 1 | pb;
			mh = mh << 1 | mb;
			pv = mh | ~(xv | ph);
			mv = ph & xv;
		}
		for (var k = start; k < vlen; k++) peq[b.charCodeAt(k)] = 0;
		return score;
	};
	var distance = function(a, b) {
		if (a.length < b.length) {
			var tmp = b;
			b = a;
			a = tmp;
		}
		if (b.length === 0) return a.length;
		if (a.length <= 32) return myers_32(a, b);
		return myers_x(a, b);
	};
	exports.distance = distance;
	var closest = function(str, arr) {
		var min_distance = 1e400;
		var min_index = 0;
		for (var i = 0; i < arr.length; i++) {
			var dist = distance(str, arr[i]);
			if (dist < min_distance) {
				min_distance = dist;
				min_index = i;
			}
		}
		return arr[min_index];
	};
	exports.closest = closest;
}));
// src/config/explain.ts
var import_dist = require_dist();
var import_fastest_levenshtein = require_fastest_levenshtein();
const show = (value) => {
	const text = typeof value === "number" ? String(value) : JSON.stringify(value) ?? String(value);
	return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};
/** `/prompt/answer-prefix` → `prompt.answer-prefix`; the root is `(top level)`. */
const dotted = (pointer) => pointer === "" ? "(top level)" : pointer.slice(1).split("/").map((p) => p.replaceAll("~1", "/").replaceAll("~0", "~")).join(".");
/** The allowed word nearest to `found`, if it is near enough to be a slip. */
function nearest(found, allowed) {
	const best = allowed.map((word) => ({
		word,
		d: (0, import_fastest_levenshtein.distance)(found.toLowerCase(), word.toLowerCase())
	})).sort((a, b) => a.d - b.d)[0];
	return best && best.d <= Math.max(2, Math.floor(found.length / 3)) ? best.word : null;
}
const isBranch = (e) => e.keyword === "anyOf" || e.keyword === "oneOf";
function one$1(e) {
	const path = dotted(e.instancePath);
	switch (e.keyword) {
		case "additionalProperties": {
			const key = e.params.additionalProperty;
			const allowed = Object.keys(e.parentSchema.properties ?? {}).filter((k) => k !== "$schema");
			const hint = nearest(key, allowed);
			return `${path}: unknown key "${key}"${hint ? `, did you mean "${hint}"?` : ""} Allowed: ${allowed.join(", ")}`;
		}
		case "required": {
			const key = e.params.missingProperty;
			const { description } = e.parentSchema.properties?.[key] ?? {};
			return `${path}: the key "${key}" is missing${description ? ` (${description})` : ""}`;
		}
		case "enum": {
			const allowed = e.params.allowedValues;
			const hint = typeof e.data === "string" ? nearest(e.data, allowed.filter((a) => typeof a === "string")) : null;
			return `${path}: found ${show(e.data)}, allowed: ${allowed.map(show).join(", ")}${hint ? `; did you mean "${hint}"?` : ""}`;
		}
		case "not": return `${path}: "template" and "file" exclude each other, found both`;
		case "oneOf": return `${path}: found keys ${Object.keys(e.data ?? {}).join(", ") || "none"}, allowed: exactly one of path, uri, builtin`;
		case "pattern": {
			const { description, pattern } = e.parentSchema;
			return `${path}: found ${show(e.data)}, allowed: ${description ?? `text that fits ${pattern}`}`;
		}
		default: return `${path}: found ${show(e.data)}, ${e.message ?? e.keyword}`;
	}
}
/** What an ajv `anyOf` tried at one place, in one line. */
function alternatives(e, all) {
	const inside = all.filter((o) => o !== e && o.instancePath.startsWith(e.instancePath) && !isBranch(o));
	const deeper = inside.filter((o) => o.keyword === "additionalProperties" || o.instancePath.length > e.instancePath.length);
	if (deeper.length > 0) return deeper.map(one$1).join("\n");
	const values = inside.flatMap((o) => o.keyword === "enum" ? o.params.allowedValues.map(show) : o.keyword === "const" ? [show(o.params.allowedValue)] : o.keyword === "type" ? [`a value of type ${String(o.params.type)}`] : []);
	const found = typeof e.data === "string" ? nearest(e.data, values.map((v) => v.replaceAll("\"", ""))) : null;
	return `${dotted(e.instancePath)}: found ${show(e.data)}, allowed: ${[...new Set(values)].join(", ")}${found ? `; did you mean "${found}"?` : ""}`;
}
/** One line per mistake: where, what was found, what is allowed, the nearest valid key. */
function explainErrors(errors) {
	const branches = errors.filter((e) => e.keyword === "anyOf");
	const covered = (e) => branches.some((b) => e !== b && e.instancePath.startsWith(b.instancePath));
	const choice = errors.filter((e) => e.keyword === "oneOf");
	const lines = errors.filter((e) => !covered(e) && !(e.keyword === "required" && choice.some((c) => c.instancePath === e.instancePath))).flatMap((e) => (e.keyword === "anyOf" ? alternatives(e, errors) : one$1(e)).split("\n"));
	return [...new Set(lines)];
}
// src/config/defaults.ts
const DEFAULT_THRESHOLDS = {
	"energy-per-task": { increase: .03 },
	"pass-at-1": { decrease: .05 }
};
/** Thresholds by arm: the configured ones over the defaults; `false` removes one. */
function mergeThresholds(configured = {}) {
	const out = {};
	for (const [id, limits] of Object.entries(DEFAULT_THRESHOLDS)) out[id] = Object.fromEntries(ARMS.map((arm) => [arm, limits]));
	for (const [id, value] of Object.entries(configured)) {
		if (value === false) {
			delete out[id];
			continue;
		}
		const { plain, suppressed, ...both } = value;
		const own = {
			plain,
			suppressed
		};
		const arms = {};
		for (const arm of ARMS) {
			const mine = own[arm];
			if (mine === false) continue;
			const merged = {
				...Object.keys(both).length > 0 ? both : out[id]?.[arm],
				...mine
			};
			if (Object.keys(merged).length > 0) arms[arm] = merged;
		}
		out[id] = arms;
	}
	return out;
}
/** Fills in the defaults of the design and makes paths absolute (relative to `directory`). */
function withDefaults(c, directory, warnings) {
	const at = (p) => p === void 0 ? null : resolvePath(directory, p);
	const meter = typeof c.meter === "string" ? { kind: c.meter } : c.meter ?? { kind: "auto" };
	const baseline = c.baseline ?? "none";
	const rule = c.suppression?.rule ?? "tests";
	return {
		directory,
		model: {
			name: c.model.name ?? null,
			path: at(c.model.path),
			uri: c.model.uri ?? null,
			builtin: c.model.builtin ?? null,
			sha256: c.model.sha256?.toLowerCase() ?? null
		},
		prompt: {
			template: c.prompt?.template ?? null,
			file: at(c.prompt?.file),
			style: c.prompt?.style ?? null,
			answerPrefix: c.prompt?.["answer-prefix"] ?? null
		},
		sampling: {
			temperature: c.sampling?.temperature ?? 0,
			topP: c.sampling?.["top-p"] ?? 1,
			topK: c.sampling?.["top-k"] ?? 0,
			seed: c.sampling?.seed ?? 1,
			maxTokens: c.sampling?.["max-tokens"] ?? 512
		},
		context: c.context ?? null,
		workload: {
			name: c.workload?.name ?? (c.model.builtin === "practice" && !c.workload?.path ? "practice" : "humaneval"),
			path: at(c.workload?.path),
			tasks: c.workload?.tasks ?? null
		},
		engine: {
			threads: c.engine?.threads ?? null,
			gpuLayers: c.engine?.["gpu-layers"] ?? null,
			flashAttention: c.engine?.["flash-attention"] ?? null,
			kvType: c.engine?.["kv-type"] ?? null,
			batch: c.engine?.batch ?? null,
			gpu: c.engine?.gpu ?? "auto"
		},
		suppression: {
			rule: /[/\\]|\.m?js$/.test(rule) ? resolvePath(directory, rule) : rule,
			stopStrings: c.suppression?.["stop-strings"] ?? null,
			loopCutOff: c.suppression?.["loop-cut-off"] ?? false
		},
		arms: ARMS.filter((arm) => (c.arms ?? ARMS).includes(arm)),
		repeats: c.repeats ?? 5,
		meter: {
			kind: meter.kind,
			watts: ("watts" in meter ? meter.watts : void 0) ?? null,
			samples: at("samples" in meter ? meter.samples : void 0),
			intervalMs: ("interval-ms" in meter ? meter["interval-ms"] : void 0) ?? 5,
			lockWaitSeconds: ("lock-wait-seconds" in meter ? meter["lock-wait-seconds"] : void 0) ?? null,
			keepSamples: at("keep-samples" in meter ? meter["keep-samples"] : void 0)
		},
		thresholds: mergeThresholds(c.thresholds),
		budget: {
			seconds: c.budget?.seconds ?? 1800,
			joules: c.budget?.joules ?? null,
			blocks: c.budget?.blocks ?? null
		},
		co2e: c.co2e ? {
			gPerKwh: c.co2e["g-per-kwh"],
			source: c.co2e.source
		} : null,
		environmentAllow: c["environment-allow"] ?? [],
		sandbox: c.sandbox ?? "best",
		keepText: c["keep-text"] ?? false,
		baseline: baseline.startsWith("file:") ? `file:${resolvePath(directory, baseline.slice(5))}` : baseline,
		onInconclusive: c["on-inconclusive"] ?? "fail",
		onInvalid: c["on-invalid"] ?? "fail",
		warnings
	};
}
// src/config/limits.ts
/** How far a metric's value can go, which says what limit on it could ever be exceeded. */
const SHARES = [
	"babble-share",
	"false-stops",
	"missed-stops",
	"pass-at-1"
];
/** 1 − a ratio: at most 1, with no least value. */
const SAVINGS = ["suppression-saving", "decode-saving"];
/** A change of 100 %, or of 50 points of a share, is hardly ever what a limit means. */
const IMPROBABLE = {
	relative: 1,
	share: .5
};
/** Why a limit can never be exceeded; `null` where it can. */
function idle(id, key, value) {
	const share = SHARES.includes(id);
	const saving = SAVINGS.includes(id);
	if (share && (key === "increase" || key === "decrease") && value >= 1) return "a share runs from 0 to 1, so it cannot change by more than 1";
	if ((share || saving) && key === "max" && value >= 1) return "it is never over 1";
	if (!share && !saving && key === "decrease" && value >= 1) return "nothing falls by more than 100 %";
	if (!saving && key === "min" && value <= 0) return "it is never under 0";
	return null;
}
/** What an improbable limit says; `null` where it is a likely one. */
function improbable(id, key, value) {
	if (key !== "increase" && key !== "decrease") return null;
	if (SHARES.includes(id) || SAVINGS.includes(id)) return value >= IMPROBABLE.share ? `${100 * value} points` : null;
	return value >= IMPROBABLE.relative ? `${100 * value} %` : null;
}
/** Thresholds that can never fail (an error each), and those that hardly mean what they say (a warning each). */
function judgeLimits(thresholds) {
	const out = {
		errors: [],
		warnings: []
	};
	const judge = (id, limits, where) => {
		for (const key of [
			"increase",
			"decrease",
			"max",
			"min"
		]) {
			const value = limits[key];
			if (value === void 0) continue;
			const meant = value / 100;
			const never = idle(id, key, value);
			const far = improbable(id, key, value);
			const hint = idle(id, key, meant) === null && improbable(id, key, meant) === null ? meant : null;
			if (never !== null) out.errors.push(`${where}.${key}: ${value} can never be exceeded: ${never}${hint === null ? "" : `; did you mean ${hint}?`}`);
			else if (far !== null) out.warnings.push(`${where}.${key}: ${value} is ${far}${hint === null ? "" : `; for ${value} ${far.endsWith("%") ? "%" : "points"} write ${hint}`}`);
		}
	};
	for (const [id, value] of Object.entries(thresholds ?? {})) {
		if (!value) continue;
		const { plain, suppressed, ...both } = value;
		judge(id, both, `thresholds.${id}`);
		if (plain) judge(id, plain, `thresholds.${id}.plain`);
		if (suppressed) judge(id, suppressed, `thresholds.${id}.suppressed`);
	}
	return out;
}
// src/config/load.ts
/** Far more than any configuration needs. */
const MOST_BYTES = 2 ** 20;
/** The value of a parsed document; aliases that multiply beyond use, or hold themselves, are refused. */
function valueOf(document, name) {
	const refused = (what, cause) => new JouleGateError("config-unreadable", `${name} is no usable YAML: ${what}`, "write the values out instead of naming them by aliases (*name)", { cause });
	let value;
	try {
		value = document.toJS({ maxAliasCount: 100 });
	} catch (cause) {
		throw refused(cause.message, cause);
	}
	try {
		JSON.stringify(value);
	} catch (cause) {
		throw refused("an alias holds itself", cause);
	}
	return value;
}
/** Parses YAML or JSON (which is YAML); throws `config-unreadable` with line and column. */
function parseConfig(text, name) {
	const document = (0, import_dist.parseDocument)(text, { prettyErrors: true });
	const error = document.errors[0];
	if (error) throw new JouleGateError("config-unreadable", `${name} is no valid YAML: ${error.message.trim()}`, "mend the line named; keys and values are separated by a colon and a space", { cause: error });
	return valueOf(document, name);
}
const isPlain = (v) => typeof v === "object" && v !== null && !Array.isArray(v);
/** `over` on top of `base`, objects key by key; `undefined` leaves what was there. */
function merge(base, over) {
	if (over === void 0) return base;
	if (!isPlain(base) || !isPlain(over)) return over;
	const out = { ...base };
	for (const [k, v] of Object.entries(over)) {
		const merged = merge(base[k], v);
		if (merged !== void 0) out[k] = merged;
	}
	return out;
}
const mistakes = (name, lines) => new JouleGateError("config-invalid", `${name} has mistakes:\n  ${lines.join("\n  ")}`, "mend each line named; the keys are explained in docs/configuration.md");
/**
* A configuration value (a parsed file with overrides on top) as a `Config` with every default filled in.
* Throws `config-invalid` naming every mistake at once.
*/
function checkConfig(value, name, directory) {
	const errors = schemaErrors("config", value ?? {});
	if (errors.length > 0) throw mistakes(name, explainErrors(errors));
	const limits = judgeLimits(value.thresholds);
	if (limits.errors.length > 0) throw mistakes(name, limits.errors);
	return withDefaults(value, directory, limits.warnings);
}
/**
* Reads `joulegate.yml` (or JSON), lays `overrides` over it, checks it and fills in the defaults.
* `model` takes the whole key's place: a path does not merge with an address.
*/
async function loadConfig(file, overrides = {}, model) {
	let text;
	try {
		text = await readText(file, MOST_BYTES);
	} catch (cause) {
		throw new JouleGateError("config-unreadable", `cannot read the configuration ${file}: ${cause.message}`, "give its path with --config (action input \"config\"); README shows a first joulegate.yml", { cause });
	}
	const merged = merge(parseConfig(text, file), overrides);
	return checkConfig(model && isPlain(merged) ? {
		...merged,
		model
	} : merged, file, dirname(resolve(file)));
}
// src/cli/exit.ts
/** Exit status of a verdict: 0 pass or improved, 1 regressed, 3 inconclusive, 4 invalid; `on-…` may soften the last two. */
function exitOf(verdict, config) {
	switch (verdict) {
		case "pass":
		case "improved": return 0;
		case "regressed": return 1;
		case "inconclusive": return config.onInconclusive === "fail" ? 3 : 0;
		case "invalid": return config.onInvalid === "fail" ? 4 : 0;
	}
}
// src/common/download.ts
/** Where downloads are kept: `JOULEGATE_CACHE`, else the user's cache folder; an empty variable is none. */
function cacheDirectory(environment = process.env) {
	return environment["JOULEGATE_CACHE"] || join(environment["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "joulegate");
}
const STALLED_MS$1 = 6e4;
/**
* Downloads `url` to `path`, checks its SHA-256 and renames it into place; returns the digest.
* Throws `download-failed` (no network, HTTP status, stalled) or the hash mismatch; never leaves a half file.
*/
async function download(url, path, options) {
	const temporary = `${path}.${randomBytes(4).toString("hex")}.tmp`;
	const failed = (why, cause) => new JouleGateError("download-failed", `cannot download ${url}: ${why}`, options.offlineFix, { cause });
	const controller = new AbortController();
	let watchdog = setTimeout(() => controller.abort(), STALLED_MS$1);
	const alive = () => {
		clearTimeout(watchdog);
		watchdog = setTimeout(() => controller.abort(), STALLED_MS$1);
	};
	try {
		await mkdir(dirname(path), { recursive: true });
		const headers = options.authorization ? { authorization: options.authorization } : void 0;
		const response = await fetch(url, {
			signal: controller.signal,
			...headers ? { headers } : {}
		});
		if (!response.ok || !response.body) throw failed(`HTTP status ${response.status}`);
		const total = Number(response.headers.get("content-length") ?? 0);
		const hash = createHash("sha256");
		let bytes = 0;
		let told = 0;
		const tap = new Transform({ transform(chunk, _encoding, done) {
			alive();
			hash.update(chunk);
			bytes += chunk.length;
			if (options.onProgress && total > 0 && bytes / total >= told + .1) {
				told = bytes / total;
				options.onProgress(`downloading ${url}: ${Math.round(told * 100)} % of ${(total / 1e6).toFixed(1)} MB`);
			}
			done(null, chunk);
		} });
		await pipeline$1(Readable.fromWeb(response.body), tap, createWriteStream(temporary, { flags: "wx" }));
		const digest = hash.digest("hex");
		if (options.sha256 !== null && digest !== options.sha256) throw new JouleGateError(options.mismatch, `${url} has SHA-256 ${digest}, expected ${options.sha256}`, "the file at this address changed, or the pinned hash is wrong: check both before you trust it");
		await rename(temporary, path);
		return digest;
	} catch (error) {
		if (error instanceof JouleGateError) throw error;
		const e = error;
		throw failed(controller.signal.aborted ? `no data for ${STALLED_MS$1 / 1e3} s` : e.cause?.message ?? e.message, error);
	} finally {
		clearTimeout(watchdog);
		await rm(temporary, { force: true });
	}
}
// src/report/format.ts
/** Keeps a table's cell on one line. */
const unbroken = (text) => text.replaceAll(" ", "\xA0");
/** Three significant digits, no exponent between 0.001 and a million. */
function digits(x) {
	if (x === 0) return "0";
	const a = Math.abs(x);
	if (a >= 1e6 || a < .001) return x.toExponential(2);
	const decimals = Math.max(0, 2 - Math.floor(Math.log10(a)));
	return x.toFixed(decimals);
}
/** A value with its unit; small joules in mJ or µJ. `null` is `not-resolvable`, never 0. */
function quantity(x, unit) {
	if (x === null) return "not-resolvable";
	if (unit === "1") return `${(100 * x).toFixed(1).replace("-", "−")} %`;
	if (unit === "token") return digits(x);
	if (unit === "s") return `${digits(x)} s`;
	const per = unit === "J/token" ? "/token" : "";
	const a = Math.abs(x);
	if (a !== 0 && a < .001) return `${digits(x * 1e6)} µJ${per}`;
	if (a !== 0 && a < 1) return `${digits(x * 1e3)} mJ${per}`;
	return `${digits(x)} J${per}`;
}
/** One side of a metric; where it is null the reason by name, a dash where there is no such side. */
function sideOf(m, side) {
	if (m[side] !== null) return quantity(m[side], m.unit);
	return m.nulls?.[side] ?? (side === "base" ? "–" : quantity(null, m.unit));
}
/** A metric's change; where it is null for a reason of its own, that. */
function changeOf(m) {
	return m.change === null && m.nulls?.change ? m.nulls.change : change(m.change, m.scale);
}
/** Grams in the unit that fits, µg to kg. `null` is `not-resolvable`, never 0. */
function grams(x) {
	if (x === null) return "not-resolvable";
	const a = Number(Math.abs(x).toPrecision(3));
	const [scale, unit] = a === 0 || a >= 1 && a < 1e3 ? [1, "g"] : a >= 1e3 ? [.001, "kg"] : a >= .001 ? [1e3, "mg"] : [1e6, "µg"];
	return `${x < 0 ? "−" : ""}${digits(a * scale)} ${unit}`;
}
/** +0.182 → `+18.2 %` (relative) or `+18.2 points` (absolute shares). */
function change(x, scale) {
	if (x === null) return "–";
	const percent = Math.abs(100 * x);
	const text = percent >= 100 ? percent.toFixed(0) : percent.toFixed(1);
	return `${Number(text) === 0 ? "±" : x > 0 ? "+" : "−"}${text} ${scale === "relative" ? "%" : "points"}`;
}
/** A part of a change in joules; a dash where it has none. */
function signedJoules(x) {
	return x === 0 ? "–" : `${x > 0 ? "+" : "−"}${quantity(Math.abs(x), "J")}`;
}
function interval(i, scale) {
	if (!i) return "–";
	if (i[0] === i[1]) return "exact";
	const bare = (x) => change(x, scale).replace(/ (%|points)$/, "");
	return `${bare(i[0])} … ${bare(i[1])}`;
}
function limit(t, m) {
	if (!t) return "";
	const parts = [];
	if (t.increase !== void 0) parts.push(`≤ ${change(t.increase, m.scale).replace("±", "+")}`);
	if (t.decrease !== void 0) parts.push(`≥ ${change(-t.decrease, m.scale)}`);
	if (t.max !== void 0) parts.push(`at most ${quantity(t.max, m.unit)}`);
	if (t.min !== void 0) parts.push(`at least ${quantity(t.min, m.unit)}`);
	return parts.join(", ");
}
const METRIC_NAMES = {
	"energy-per-task": "Energy per task",
	"prefill-energy-per-token": "Prefill energy per prompt token",
	"decode-energy-per-token": "Decode energy per step",
	"output-tokens": "Output tokens per task",
	"babble-share": "Babble, share of output tokens",
	"suppression-saving": "Suppression saves, of energy per task",
	"decode-saving": "Suppression saves, of decode energy",
	"false-stops": "False stops",
	"missed-stops": "Missed stops",
	"energy-per-solved-task": "Energy per solved task",
	"pass-at-1": "pass@1",
	"wall-time": "Model time per task"
};
const VERDICT_MARKS = {
	pass: "✅",
	improved: "🟢",
	regressed: "❌",
	inconclusive: "⚠️",
	invalid: "🚫"
};
// src/report/hostile.ts
/** Control characters, other line ends, direction marks: nothing that is to be shown needs them. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;
/** The same in text of many lines, where tabs and line ends are to be seen. */
const UNSEEN_IN_LINES = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const oneLine = (text, most) => {
	const flat = text.replace(UNSEEN, " ").trim();
	return flat.length > most ? `${flat.slice(0, most - 3)}...` : flat;
};
/** On one line of Markdown, as a code span: no mention, link, table break or HTML survives in it. */
function code(text) {
	const flat = oneLine(text.replaceAll("`", "'").replaceAll("|", "¦"), 120);
	return flat === "" ? "–" : `\`${flat}\``;
}
const WORD_JOINER = "⁠";
/**
* Inside a line of Markdown, as the text that it is: what could be markup is escaped, and what GitHub makes of plain text
* after Markdown is done (mentions, issue numbers) is parted by a word joiner, which nobody sees.
*/
function prose(text) {
	return oneLine(text, 600).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replace(/[\\`*_[\]#!|~$]|:(?=\S)|(?<=www)\./gi, "\\$&").replace(/@|\\#(?=\d)|\bGH-(?=\d)/gi, `$&${WORD_JOINER}`);
}
/** As a fenced block whose fence is longer than any run of backticks in it. */
function fenced(text, most = 1200) {
	const clean = (text.length > most ? `${text.slice(0, most)}\n… (${text.length - most} more characters)` : text).replace(UNSEEN_IN_LINES, "�");
	const longest = Math.max(2, ...[...clean.matchAll(/`+/g)].map((m) => m[0].length));
	const fence = "`".repeat(longest + 1);
	return `${fence}text\n${clean}\n${fence}`;
}
/** As HTML: everything that could be markup is escaped, control and direction characters are shown. */
function escapeHtml(text) {
	return text.replace(UNSEEN_IN_LINES, "�").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\"", "&quot;").replaceAll("'", "&#39;");
}
// src/report/co2e.ts
/** A stated intensity, unrounded: it is somebody's number, not ours. */
const stated = (gPerKwh) => `${gPerKwh} g/kWh`;
/**
* Grams per task by arm, base → head, and the intensity they rest on. `facts` is fit for Markdown and HTML; `source` is
* the user's text, still to be escaped. `null` where no intensity is configured, or no arm has energy per task.
*/
function co2eParts(c) {
	if (!c.co2e) return null;
	const arms = ARMS.flatMap((arm) => {
		const a = c.co2e.arms[arm];
		return a ? [`${arm} ${step(a, c.base !== null)}`] : [];
	});
	if (arms.length === 0) return null;
	return {
		facts: `CO₂e per task${c.co2e.estimated ? " (estimated)" : ""}: ${arms.join(", ")}; at ${stated(c.co2e.gPerKwh)}`,
		source: c.co2e.source
	};
}
function step(a, hasBase) {
	return `${hasBase ? `${grams(a.baseGramsPerTask)} → ` : ""}${grams(a.headGramsPerTask)}`;
}
/** The same in one line of Markdown or of a terminal, where a code span holds the source. `null` as above. */
function co2eLine(c) {
	const parts = co2eParts(c);
	return parts && `${parts.facts}, source ${code(parts.source)}`;
}
// src/report/sentence.ts
const PART_NAMES = {
	"prompt-tokens": "prompt tokens",
	"prefill-energy-per-token": "joules per prompt token",
	"decode-steps": "decode steps",
	"decode-energy-per-step": "joules per decode step",
	"checks": "the checks"
};
function partName(part) {
	return PART_NAMES[part];
}
const own$1 = (details, code) => details && Object.hasOwn(details, code) ? details[code] : void 0;
const armOf = (m) => m.arm ? ` (${m.arm})` : "";
/** What moved most, for a change of energy per task: `most of it decode steps, 43 → 169 a task`. */
function cause(why) {
	if (!why) return "";
	const total = why.head - why.base;
	const main = [...why.parts].sort((a, b) => Math.abs(b.joules) - Math.abs(a.joules)).find((p) => Math.sign(p.joules) === Math.sign(total));
	if (!main || total === 0) return "";
	const from = main.base !== null && main.base !== void 0 && main.head !== null && main.head !== void 0;
	const unit = main.part === "decode-steps" || main.part === "prompt-tokens" ? "token" : main.part === "checks" ? "J" : "J/token";
	const values = from ? `, ${quantity(main.base, unit)} → ${quantity(main.head, unit)}${unit === "token" ? " a task" : ""}` : "";
	const share = Math.round(100 * main.joules / total);
	return share >= 95 ? `; it comes from ${partName(main.part)}${values}` : `; ${share} % of it from ${partName(main.part)}${values}`;
}
/** The one sentence under the verdict: what decided it, and why. `quote` makes a document's own text fit for the medium. */
function sentence(c, quote = (text) => text) {
	const detail = (code) => quote(own$1(c.details, code) ?? code);
	if (c.verdict === "invalid") {
		const first = c.reasons.find((r) => r !== "no-baseline") ?? "unknown";
		return `The two sides may not be compared, or a measurement not be trusted: ${quote(first)} – ${detail(first)}.`;
	}
	const decided = c.metrics.filter((m) => m.verdict !== null);
	if (c.reasons.includes("no-baseline")) {
		const energy = c.metrics.find((m) => m.id === "energy-per-task");
		const broken = decided.find((m) => m.verdict === "regressed");
		if (broken) return `${METRIC_NAMES[broken.id]}${armOf(broken)} is ${quantity(broken.head, broken.unit)}, beyond its absolute limit.`;
		return `No baseline yet${energy ? `: ${quantity(energy.head, "J")} per task${armOf(energy)}` : ""}. "joulegate baseline update" stores this result as one.`;
	}
	const named = (verdict) => decided.filter((m) => m.verdict === verdict).sort((a, b) => Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0));
	const say = (m) => `${METRIC_NAMES[m.id]}${armOf(m)}: ${changeOf(m)}, ${sideOf(m, "base")} → ${sideOf(m, "head")}${m.id === "energy-per-task" ? cause(c.why.find((w) => w.arm === m.arm)) : ""}.`;
	const main = named(c.verdict)[0];
	if (c.verdict === "regressed" || c.verdict === "improved") return main ? say(main) : "";
	if (c.verdict === "inconclusive") {
		const codes = c.reasons.filter((r) => [
			"spread-unknown",
			"not-resolvable",
			"no-divisor",
			"not-known",
			"base-not-positive",
			"metric-missing",
			"null-control"
		].includes(r));
		if (codes.length > 0) return codes.map((r) => `${r} – ${detail(r)}`).join("; ") + ".";
		const visible = c.smallestVisibleChange;
		return `${main ? say(main) : ""}${visible == null ? "" : ` This run could have called a rise of ${digits(100 * visible)} % or more.`}`;
	}
	const told = c.metrics.filter((m) => m.id === "energy-per-task").map((m) => `${changeOf(m)}${armOf(m)}${m.verdict === null ? ", which does not gate" : ""}`).join(", ");
	const gates = decided.length > 0 ? "every gating metric is inside its limit" : "nothing gates";
	return `${told === "" ? "" : `Energy per task: ${told}; `}${gates}.`.replace(/^\w/, (first) => first.toUpperCase());
}
// src/experiment/journal.ts
/** What is said of passes that were measured although their run did not become whole. */
const kept = (passes, path) => `${passes} finished pass${passes === 1 ? "" : "es"} of this run ${passes === 1 ? "is" : "are"} kept in ${path}`;
/**
* The file that holds each finished pass of a run as a JSON line until the run's result itself is on disk, so that nothing
* measured is lost to a signal, a crash or a full disk.
*/
var Journal = class Journal {
	path;
	onProgress;
	#passes = 0;
	#broken = false;
	#forget;
	constructor(path, onProgress) {
		this.path = path;
		this.onProgress = onProgress;
		this.#forget = atExit(() => {
			if (this.#passes > 0) onProgress(kept(this.#passes, path));
		});
	}
	/** Opens the journal of a run that begins; what an earlier, unfinished run left there is moved aside. @throws JouleGateError `file-unreadable` */
	static async open(path, onProgress) {
		try {
			await mkdir(dirname(path), { recursive: true });
			await setAside(path, onProgress);
			await (await open(path, "wx")).close();
		} catch (cause) {
			throw new JouleGateError("file-unreadable", `cannot write the journal ${path}: ${cause.message}`, "results need a folder that may be written: give another", { cause });
		}
		return new Journal(path, onProgress);
	}
	/** A pass that cannot be kept is said and goes on counting: the run holds it. */
	async append(entry) {
		try {
			await appendFile(this.path, `${JSON.stringify(entry)}\n`);
			this.#passes++;
		} catch (error) {
			if (!this.#broken) this.onProgress(`the journal ${this.path} cannot be written (${error.message}): what is measured is kept in memory alone`);
			this.#broken = true;
		}
	}
	/** What to say of a run that did not become whole; `null` where it finished no pass. */
	get kept() {
		return this.#passes > 0 ? kept(this.#passes, this.path) : null;
	}
	/** The result is on disk: the journal goes away. */
	async done() {
		this.#forget();
		await rm(this.path, { force: true });
	}
	/** The run failed: an empty journal goes away, passes stay and are said at the process's end. */
	async abandon() {
		if (this.#passes === 0) await this.done();
	}
};
/** `journal.jsonl` → `journal.2026-01-31T12-00-00.jsonl`, by the time of its last pass. */
async function setAside(path, onProgress) {
	const found = await stat(path).catch(() => null);
	if (found === null) return;
	if (found.size === 0) return await rm(path);
	const stamp = found.mtime.toISOString().slice(0, 19).replaceAll(":", "-");
	const aside = path.replace(/(\.jsonl)?$/, `.${stamp}$1`);
	await rename(path, aside);
	onProgress(`an earlier run here did not become whole: its finished passes are kept in ${aside}`);
}
/** Runs `work` with a journal at `path`, which goes away once `work` has put its result on disk. @throws what `work` throws */
async function withJournal(path, onProgress, work) {
	const journal = await Journal.open(path, onProgress);
	try {
		const result = await work(journal);
		await journal.done();
		return result;
	} catch (error) {
		await journal.abandon();
		throw error;
	}
}
// src/common/clock.ts
/**
* Nanoseconds of the one monotonic clock that samples and edges share (CLOCK_MONOTONIC on Linux).
* A double holds them to 1 ns for 104 days of uptime, to 2 ns for the next 104.
*/
function monotonicNs() {
	return Number(process.hrtime.bigint());
}
// src/energy/attribution/timing.ts
/** Jitters that are tried, as shares of the cadence; beyond the last the polls alone are believed. */
const JITTERS = [
	5e-4,
	.001,
	.002,
	.005,
	.01,
	.02,
	.04,
	.08,
	.16,
	.32
];
/** Rounds of expectation propagation: the sites settle within a few. */
const ROUNDS = 8;
const DAMPING = .7;
/**
* A poll shows an update somewhere in the gap since the poll before, but a sensor also keeps its period: times are a
* random walk of steps C(1 + jitter), each within its gap. The Rauch–Tung–Striebel smoother gives the times (AIAA
* Journal 3, 1965), the likelihood of its filter picks the jitter. A gap is a hard bound, no Gaussian of variance gap²/12:
* its site is fitted by expectation propagation (Minka, UAI 2001), else what is left of the bound shows as noise of the
* sensor. Without all this, a step that polls make seem long is believed to be long, and base power comes out low by (error ÷ period)².
*/
function smoothTimes(seen, gap) {
	const { periods, step } = countPeriods(seen, gap);
	const sites = {
		mean: Float64Array.from(seen),
		precision: gap.map((g) => 12 / Math.max(g, 1e-5) ** 2)
	};
	let best = {
		jitter: 1e400,
		logLikelihood: -1e400
	};
	for (const jitter of JITTERS) {
		const { logLikelihood } = filter(sites, periods, step, (jitter * step) ** 2);
		if (logLikelihood > best.logLikelihood) best = {
			jitter,
			logLikelihood
		};
	}
	const q = (best.jitter * step) ** 2;
	for (let round = 0; round < ROUNDS; round++) bound(sites, smooth(sites, periods, step, q), seen, gap);
	const { mean, variance } = smooth(sites, periods, step, q);
	const diagonal = Float64Array.from(sites.precision);
	const coupling = new Float64Array(seen.length);
	for (let k = 1; k < seen.length; k++) {
		coupling[k] = 1 / (periods[k] * q);
		diagonal[k] = diagonal[k] + coupling[k];
		diagonal[k - 1] = diagonal[k - 1] + coupling[k];
	}
	for (let k = 0; k < seen.length; k++) mean[k] = Math.max(seen[k] - gap[k] / 2, Math.min(seen[k] + gap[k] / 2, mean[k]));
	return {
		t: mean,
		variance,
		diagonal,
		coupling,
		cadence: step,
		jitter: best.jitter
	};
}
/** One round of expectation propagation: each site becomes what its poll's bounds add to what the neighbours say. */
function bound(sites, now, seen, gap) {
	for (let k = 0; k < seen.length; k++) {
		const old = sites.precision[k];
		const cavityPrecision = 1 / now.variance[k] - old;
		if (!(cavityPrecision > 0)) continue;
		const cavityMean = (now.mean[k] / now.variance[k] - old * sites.mean[k]) / cavityPrecision;
		const half = Math.max(gap[k], 1e-5) / 2;
		const tilted = truncated(cavityMean - seen[k], 1 / Math.sqrt(cavityPrecision), half);
		if (tilted === null) continue;
		const precision = Math.max(.001 / half ** 2, 1 / tilted.variance - cavityPrecision);
		const shift = (seen[k] + tilted.mean) * (precision + cavityPrecision) - cavityMean * cavityPrecision;
		const next = old + DAMPING * (precision - old);
		sites.mean[k] = (old * sites.mean[k] * .30000000000000004 + DAMPING * shift) / next;
		sites.precision[k] = next;
	}
}
/** Mean and variance of N(mean, sd²) within ±half; null where that is all but impossible. */
function truncated(mean, sd, half) {
	const a = (-half - mean) / sd;
	const b = (half - mean) / sd;
	const mass = normalMass(a, b);
	if (mass < 1e-6) return null;
	const density = (x) => Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
	const slope = (density(a) - density(b)) / mass;
	const variance = 1 + (a * density(a) - b * density(b)) / mass - slope * slope;
	return variance > 1e-6 ? {
		mean: mean + sd * slope,
		variance: sd * sd * variance
	} : null;
}
/** Φ(b) − Φ(a), by the error function of Abramowitz and Stegun, 7.1.26 (to 1.5e−7); narrow strips by their middle. */
function normalMass(a, b) {
	if (b - a < .001) return (b - a) * Math.exp(-(((a + b) / 2) ** 2) / 2) / Math.sqrt(2 * Math.PI);
	return (erf(b / Math.SQRT2) - erf(a / Math.SQRT2)) / 2;
}
function erf(x) {
	const t = 1 / (1 + .3275911 * Math.abs(x));
	const y = 1 - ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - .284496736) * t + .254829592) * t * Math.exp(-x * x);
	return x < 0 ? -y : y;
}
/** How many periods lie between one update and the next: more than one only where not even the polls' error explains it. */
function countPeriods(seen, gap) {
	const n = seen.length;
	const dt = seen.subarray(1).map((x, k) => x - seen[k]).sort();
	let step = dt[dt.length >> 1];
	const periods = new Float64Array(n);
	for (let round = 0; round < 3; round++) {
		let total = 0;
		for (let k = 1; k < n; k++) {
			const d = seen[k] - seen[k - 1];
			const least = d - (gap[k] + gap[k - 1]) / 2;
			total += periods[k] = least <= 1.3 * step ? 1 : Math.max(2, Math.round(d / step));
		}
		step = (seen[n - 1] - seen[0]) / total;
	}
	return {
		periods,
		step
	};
}
function filter(sites, periods, step, q) {
	const n = periods.length;
	const mean = new Float64Array(n);
	const variance = new Float64Array(n);
	mean[0] = sites.mean[0];
	variance[0] = 1 / sites.precision[0];
	let logLikelihood = 0;
	for (let k = 1; k < n; k++) {
		const ahead = mean[k - 1] + periods[k] * step;
		const spread = variance[k - 1] + periods[k] * q;
		const s = spread + 1 / sites.precision[k];
		const surprise = sites.mean[k] - ahead;
		logLikelihood -= (Math.log(s) + surprise * surprise / s) / 2;
		mean[k] = ahead + spread / s * surprise;
		variance[k] = spread * (1 - spread / s);
	}
	return {
		logLikelihood,
		mean,
		variance
	};
}
function smooth(sites, periods, step, q) {
	const { mean, variance } = filter(sites, periods, step, q);
	for (let k = periods.length - 2; k >= 0; k--) {
		const spread = variance[k] + periods[k + 1] * q;
		const gain = variance[k] / spread;
		mean[k] = mean[k] + gain * (mean[k + 1] - mean[k] - periods[k + 1] * step);
		variance[k] = variance[k] + gain * gain * (variance[k + 1] - spread);
	}
	return {
		mean,
		variance
	};
}
// src/energy/attribution/updates.ts
/** The updates of a sensor in `[from, to]`; null with fewer than four. Counter steps in joules, power in watts. */
function findUpdates(series, kind, from, to) {
	const seen = kind === "ring" ? ofRing(series, from, to) : ofPolls(series, kind, from, to);
	const n = seen.times.length;
	if (n < 4) return null;
	const timing = smoothTimes(Float64Array.from(seen.times), Float64Array.from(seen.gaps));
	const { cadence } = timing;
	const dt = new Float64Array(n);
	const y = new Float64Array(n);
	for (let k = 0; k < n; k++) {
		dt[k] = k === 0 ? cadence : timing.t[k] - timing.t[k - 1];
		y[k] = kind === "counter" ? k === 0 ? 0 : seen.values[k] - seen.values[k - 1] : seen.values[k];
	}
	return {
		kind,
		n,
		t: timing.t,
		gap: timing.variance.map((v) => Math.sqrt(12 * v)),
		timing,
		y,
		dt,
		cadence,
		jitter: timing.jitter
	};
}
/** An update lies between the poll that shows a new value and the one before. */
function ofPolls(series, kind, from, to) {
	const column = kind === "counter" ? series.energyMj : kind === "instant" ? series.instantMw : series.averageMw;
	const { t } = series;
	const seen = {
		times: [],
		gaps: [],
		values: []
	};
	let last = NaN;
	let lastTime = NaN;
	for (let i = 0; i < t.length && t[i] <= to; i++) {
		const value = column[i];
		if (Number.isNaN(value)) continue;
		if (value !== last && !Number.isNaN(last) && t[i] >= from) {
			seen.times.push((t[i] + lastTime) / 2);
			seen.gaps.push(t[i] - lastTime);
			seen.values.push(value / 1e3);
		}
		last = value;
		lastTime = t[i];
	}
	return seen;
}
/** The driver stamps its own record to the microsecond, whether the value changed or not. */
function ofRing({ ring }, from, to) {
	const seen = {
		times: [],
		gaps: [],
		values: []
	};
	for (let i = 0; i < ring.t.length; i++) {
		if (ring.t[i] < from || ring.t[i] > to || i > 0 && ring.t[i] <= ring.t[i - 1]) continue;
		seen.times.push(ring.t[i]);
		seen.gaps.push(1e-6);
		seen.values.push(ring.mw[i] / 1e3);
	}
	return seen;
}
// src/energy/idle.ts
/**
* Idle power from a quiet stretch: the counter's slope between its first and last update, else the mean of the
* power readings. The error is the larger of the spread of the updates ÷ √n and 1 % of the value, since few
* updates fit into the seconds of quiet. Null where nothing moved.
*/
function idlePower(series) {
	const steps = updates(series.t, series.energyMj);
	if (steps.length >= 3) {
		const first = steps[0];
		const last = steps[steps.length - 1];
		const watts = (last.value - first.value) / 1e3 / (last.t - first.t);
		const slopes = steps.slice(1).map((s, i) => (s.value - steps[i].value) / 1e3 / (s.t - steps[i].t));
		return {
			watts,
			standardError: Math.max(spread(slopes) / Math.sqrt(slopes.length), .01 * watts)
		};
	}
	const power = [series.instantMw, series.averageMw].find((column) => column.some((p) => !Number.isNaN(p)));
	if (power === void 0) return null;
	const values = updates(series.t, power).map((u) => u.value / 1e3);
	const watts = mean$2([...power].filter((p) => !Number.isNaN(p))) / 1e3;
	return {
		watts,
		standardError: Math.max(spread(values) / Math.sqrt(Math.max(values.length, 1)), .01 * watts)
	};
}
/** Where a column changed its value: a value that stays is no update. */
function updates(t, column) {
	const found = [];
	let last = NaN;
	for (let i = 0; i < column.length; i++) {
		const value = column[i];
		if (Number.isNaN(value) || value === last) continue;
		if (!Number.isNaN(last)) found.push({
			t: t[i],
			value
		});
		last = value;
	}
	return found;
}
const mean$2 = (values) => values.reduce((s, v) => s + v, 0) / values.length;
function spread(values) {
	if (values.length < 2) return 0;
	const m = mean$2(values);
	return Math.sqrt(values.reduce((s, v) => s + (v - m) ** 2, 0) / (values.length - 1));
}
// src/energy/characterise.ts
const READINGS = {
	counter: "counter",
	instant: "instant",
	average: "average",
	ring: "record"
};
/** Cadence and jitter of each reading that updates, what a read costs (median), how late the sampler woke (99th percentile), and its longest gap. */
function characterise$1(series) {
	const found = {};
	for (const kind of [
		"counter",
		"instant",
		"average",
		"ring"
	]) {
		const seen = findUpdates(series, kind, -1e400, 1e400);
		if (seen === null) continue;
		found[`${READINGS[kind]}CadenceMs`] = round(1e3 * seen.cadence, 2);
		found[`${READINGS[kind]}Jitter`] = round(seen.jitter, 4);
	}
	const [costs, late] = [series.costNs, series.lateNs].map((column) => column.filter((x) => !Number.isNaN(x)).sort());
	if (costs.length > 0) found.readCostUs = round(costs[costs.length >> 1] / 1e3, 1);
	if (late.length > 0) found.latenessP99Ms = round(late[Math.floor(.99 * late.length)] / 1e6, 3);
	let gap = 0;
	for (let i = 1; i < series.t.length; i++) gap = Math.max(gap, series.t[i] - series.t[i - 1]);
	if (series.t.length > 1) found.longestGapMs = round(1e3 * gap, 1);
	return found;
}
/** Idle power of a quiet stretch with its standard error, watts; nothing where no value moved. */
function characteriseIdle(series) {
	const power = idlePower(series);
	return power === null ? {} : {
		idleWatts: round(power.watts, 3),
		idleStandardError: round(power.standardError, 3)
	};
}
function round(x, digits) {
	return Number(x.toFixed(digits));
}
/**
* The meter `estimate`: CPU time of this process × watts. Edges read the clock of the kernel's accounting, so
* prefill and decode are the engine's own CPU time; a `check` is the sandbox's, passed in. Net equals gross.
*/
var EstimateMeter = class {
	info;
	#watts;
	#resolution;
	#open = [];
	#cpu = /* @__PURE__ */ new Map();
	#begun = /* @__PURE__ */ new Map();
	#lastCpu = 0;
	#startNs = 0;
	#problem = false;
	constructor(options) {
		this.#watts = options.watts ?? 10;
		this.#resolution = cpuClockResolution();
		this.info = {
			kind: "estimate",
			estimated: true,
			hostKind: "estimate",
			method: "estimate-1",
			environment: {
				gpu: null,
				gpuCount: 0,
				estimateWatts: this.#watts
			},
			sensor: { cpuClockResolutionUs: this.#resolution * 1e6 }
		};
	}
	async measureIdle() {
		return null;
	}
	async startBlock() {
		this.#open = [];
		this.#cpu = /* @__PURE__ */ new Map();
		this.#begun = /* @__PURE__ */ new Map();
		this.#problem = false;
		this.#lastCpu = cpuSeconds();
		this.#startNs = monotonicNs();
	}
	mark(edge, phase, id, detail) {
		const now = monotonicNs();
		const cpu = cpuSeconds();
		this.#share(cpu);
		const key = `${phase}\n${id}`;
		if (edge === "begin") {
			if (this.#begun.has(key)) this.#problem = true;
			this.#begun.set(key, now);
			if (phase !== "check") this.#open.push({
				id,
				phase
			});
			return;
		}
		const begun = this.#begun.get(key);
		if (begun === void 0) {
			this.#problem = true;
			return;
		}
		this.#begun.delete(key);
		this.#open = this.#open.filter((o) => o.id !== id || o.phase !== phase);
		const entry = this.#entry(id)[phase];
		entry.seconds += (now - begun) / 1e9;
		entry.edges += 2;
		if (phase === "check") entry.cpu += detail?.cpuSeconds ?? 0;
	}
	async finishBlock() {
		const validity = this.#begun.size > 0 || this.#problem ? {
			status: "invalid",
			reasons: ["edges-unpaired"]
		} : {
			status: "ok",
			reasons: []
		};
		const requests = /* @__PURE__ */ new Map();
		for (const [id, phases] of this.#cpu) requests.set(id, Object.fromEntries(PHASES.map((p) => [p, this.#energy(phases[p], validity)])));
		return {
			requests,
			seconds: (monotonicNs() - this.#startNs) / 1e9,
			smClockMhz: null,
			temperatureC: null,
			powerLimitWatts: null,
			idleWatts: null,
			validity
		};
	}
	async close() {}
	/** CPU time since the last edge belongs to the phases that were open, in equal parts: nothing is counted twice. */
	#share(cpu) {
		for (const open of this.#open) this.#entry(open.id)[open.phase].cpu += (cpu - this.#lastCpu) / this.#open.length;
		this.#lastCpu = cpu;
	}
	#entry(id) {
		let entry = this.#cpu.get(id);
		if (entry === void 0) {
			entry = Object.fromEntries(PHASES.map((p) => [p, {
				cpu: 0,
				seconds: 0,
				edges: 0
			}]));
			this.#cpu.set(id, entry);
		}
		return entry;
	}
	/** A reading is off by a uniform part of the clock's resolution: variance r²/12 at each edge (GUM, 4.3.7). */
	#energy(part, validity) {
		const joules = part.cpu * this.#watts;
		return {
			grossJoules: joules,
			netJoules: joules,
			standardError: this.#watts * this.#resolution * Math.sqrt(part.edges / 12),
			seconds: part.seconds,
			validity
		};
	}
};
/** User and system CPU time of this process, all threads, in seconds (getrusage). */
function cpuSeconds() {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1e6;
}
/** The smallest step that the CPU clock shows over a few dozen busy readings, in seconds. */
function cpuClockResolution() {
	let smallest = 1e400;
	let last = cpuSeconds();
	for (let seen = 0, tries = 0; seen < 20 && tries < 2e5; tries++) {
		const now = cpuSeconds();
		if (now === last) continue;
		smallest = Math.min(smallest, now - last);
		last = now;
		seen++;
	}
	return Number.isFinite(smallest) ? Math.max(smallest, 1e-6) : .01;
}
// src/energy/attribution/model.ts
/** Which parameters a family has. */
function parametersOf(family) {
	const names = ["lag"];
	if (family.window === "window") names.push("window");
	if (family.response === "first-order") names.push("tau");
	if (rises(family.response)) names.push("jump", "ramp");
	return names;
}
/** Whether power goes on rising after the first step, as clocks do that had fallen at idle. */
function rises(response) {
	return response === "ramp" || response === "late-step";
}
/**
* Energy per watt of full activity (that is, seconds at full power) that activity on [start, end) has caused up to
* time x. It is what a sensor that integrates power has counted; divided differences of it are a window's mean.
*/
function caused(response, p, start, end, busySince, x) {
	if (x <= start) return 0;
	switch (response) {
		case "instant": return (x < end ? x : end) - start;
		case "first-order": return lowPassed(x - start, p.tau) - lowPassed(x - end, p.tau);
		case "ramp": return ramped((x < end ? x : end) - busySince, p) - ramped(start - busySince, p);
		case "late-step": return steppedLate((x < end ? x : end) - busySince, p) - steppedLate(start - busySince, p);
	}
}
/** Everything that activity on [start, end) causes, in seconds at full power. */
function fullPower(response, p, start, end, busySince) {
	return rises(response) ? caused(response, p, start, end, busySince, end) : end - start;
}
/** ∫ of a first-order step response, 1 − e^(−x/τ): x − τ(1 − e^(−x/τ)). */
function lowPassed(x, tau) {
	if (x <= 0) return 0;
	const z = x / tau;
	return z > 25 ? x - tau : x - tau * (1 - Math.exp(-z));
}
/** ∫ of jump + (1 − jump)·min(x/ramp, 1). */
function ramped(x, p) {
	if (x <= 0) return 0;
	return x < p.ramp ? p.jump * x + (1 - p.jump) * x * x / (2 * p.ramp) : x - (1 - p.jump) * p.ramp / 2;
}
/** ∫ of jump until `ramp`, then 1: an RTX 3090 holds 60 % for 0.14 s and a 4090 74 % for 0.19 s, then step up. */
function steppedLate(x, p) {
	if (x <= 0) return 0;
	return x < p.ramp ? p.jump * x : x - (1 - p.jump) * p.ramp;
}
/** How long after its end an interval's activity is still felt. */
function tailOf(response, p) {
	return response === "first-order" ? 12 * p.tau : 0;
}
// src/energy/attribution/design.ts
/** Two-point Gauss–Legendre nodes on [−½, ½]: the update lies uniformly in its poll gap, so its expectation is used. */
const NODE = .5 / Math.sqrt(3);
/**
* What each interval adds to each update, per watt: a sparse matrix whose columns are contiguous runs of rows.
* A counter's row is the energy between two updates; a window's is its mean (times the step of a counter).
*/
var Design = class {
	updates;
	activities;
	/** First and last row that an interval touches; last < first where it touches none. */
	first;
	last;
	/** Where an interval's run begins in `value`. */
	offset;
	value;
	/** Slope of the row by a shift of its update, per watt (at the row's end; for `exact` also the next row's begin). */
	slope;
	/** How far that shift is from linear: mean less middle, per watt. */
	curve;
	/** Seconds (counter) or 1 (power) that one watt of base power adds to each row. */
	exposure;
	window = "exact";
	/** Half the distance of a row's two nodes, and e^(h/τ) of the response at hand. */
	#half;
	#grow;
	#around = /* @__PURE__ */ new Float64Array(3);
	constructor(updates, activities) {
		this.updates = updates;
		this.activities = activities;
		this.first = new Int32Array(activities.n);
		this.last = new Int32Array(activities.n);
		this.offset = new Int32Array(activities.n);
		this.value = new Float64Array(4 * (updates.n + activities.n));
		this.slope = new Float64Array(this.value.length);
		this.curve = new Float64Array(this.value.length);
		this.exposure = new Float64Array(updates.n);
		this.#half = updates.gap.map((gap) => NODE * gap);
		this.#grow = new Float64Array(updates.n);
	}
	/** Fills the matrix for a family and its parameters. */
	build(family, p) {
		const { updates, activities } = this;
		const exact = family.window === "exact";
		const reach = exact ? 0 : p.window + 2 * updates.cadence;
		const tail = tailOf(family.response, p);
		this.window = family.window;
		for (let k = 0; k < updates.n; k++) this.exposure[k] = updates.kind === "counter" ? updates.dt[k] : 1;
		if (family.response === "first-order") for (let k = 0; k < updates.n; k++) this.#grow[k] = Math.exp(this.#half[k] / p.tau);
		let used = 0;
		for (let i = 0; i < activities.n; i++) {
			const from = lowerBound(updates.t, activities.start[i] + p.lag - updates.cadence);
			const to = Math.min(updates.n - 1, lowerBound(updates.t, activities.end[i] + p.lag + tail + reach + updates.cadence) + 1);
			while (used + to - from + 1 > this.value.length) this.#enlarge();
			this.offset[i] = used;
			const rows = exact ? this.#exactColumn(i, from, to, family, p, used) : this.#windowColumn(i, from, to, family, p, used);
			this.first[i] = rows.first;
			this.last[i] = rows.last;
			used += Math.max(0, rows.last - rows.first + 1);
		}
	}
	#exactColumn(i, from, to, family, p, at) {
		const { t } = this.updates;
		const { start, end, busySince } = this.activities;
		const total = fullPower(family.response, p, start[i], end[i], busySince[i]);
		const around = this.#around;
		let before = 0;
		if (from > 0) {
			this.#causedAround(i, family.response, p, from - 1, t[from - 1] - p.lag);
			before = (around[0] + around[2]) / 2;
		}
		let first = -1;
		let last = -2;
		for (let k = from; k <= to; k++) {
			if (first < 0 && t[k] - p.lag + this.#half[k] <= start[i]) continue;
			this.#causedAround(i, family.response, p, k, t[k] - p.lag);
			const lo = around[0];
			const hi = around[2];
			const now = (lo + hi) / 2;
			if (first < 0 && now <= 0) continue;
			if (first < 0) first = k;
			last = k;
			const h = this.#half[k];
			this.value[at + k - first] = k === 0 ? 0 : now - before;
			this.slope[at + k - first] = h > 0 ? (hi - lo) / (2 * h) : 0;
			this.curve[at + k - first] = now - around[1];
			before = now;
			if (total - lo <= 1e-12 + 1e-7 * total) break;
		}
		return {
			first,
			last
		};
	}
	/** What interval i has caused at x − h, x and x + h into `#around`, h being that of row k. One exponential does for three times. */
	#causedAround(i, response, p, k, x) {
		const start = this.activities.start[i];
		const end = this.activities.end[i];
		const h = this.#half[k];
		const around = this.#around;
		if (response !== "first-order" || h > 20 * p.tau) {
			const since = this.activities.busySince[i];
			around[0] = caused(response, p, start, end, since, x - h);
			around[1] = caused(response, p, start, end, since, x);
			around[2] = caused(response, p, start, end, since, x + h);
			return;
		}
		const { tau } = p;
		const grow = this.#grow[k];
		const a = x - start;
		const b = x - end;
		const ea = a > -h && a - h < 25 * tau ? Math.exp(-a / tau) : 0;
		const eb = b > -h && b - h < 25 * tau ? Math.exp(-b / tau) : 0;
		around[0] = (a > h ? a - h - tau * (1 - ea * grow) : 0) - (b > h ? b - h - tau * (1 - eb * grow) : 0);
		around[1] = (a > 0 ? a - tau * (1 - ea) : 0) - (b > 0 ? b - tau * (1 - eb) : 0);
		around[2] = (a > -h ? a + h - tau * (1 - ea / grow) : 0) - (b > -h ? b + h - tau * (1 - eb / grow) : 0);
	}
	#windowColumn(i, from, to, family, p, at) {
		const { t, dt, cadence, kind } = this.updates;
		const around = this.#around;
		let first = -1;
		let last = -2;
		for (let k = from; k <= to; k++) {
			const x = t[k] - p.lag;
			if (first < 0 && x + this.#half[k] <= this.activities.start[i]) continue;
			const windows = kind === "counter" ? Math.max(1, Math.round(dt[k] / cadence)) : 1;
			const scale = (kind === "counter" ? dt[k] : 1) / windows / p.window;
			let lo = 0;
			let hi = 0;
			let mid = 0;
			for (let m = 0; m < windows; m++) {
				const shift = m * dt[k] / windows;
				this.#causedAround(i, family.response, p, k, x - shift);
				lo += around[0];
				mid += around[1];
				hi += around[2];
				this.#causedAround(i, family.response, p, k, x - shift - p.window);
				lo -= around[0];
				mid -= around[1];
				hi -= around[2];
			}
			const value = (lo + hi) / 2 * scale;
			if (value <= 0) {
				if (first < 0) continue;
				break;
			}
			if (first < 0) first = k;
			last = k;
			const h = this.#half[k];
			this.value[at + k - first] = value;
			this.slope[at + k - first] = h > 0 ? (hi - lo) / (2 * h) * scale : 0;
			this.curve[at + k - first] = value - mid * scale;
		}
		return first < 0 ? {
			first: -1,
			last: -2
		} : {
			first,
			last
		};
	}
	#enlarge() {
		const bigger = (old) => {
			const next = new Float64Array(2 * old.length + this.updates.n);
			next.set(old);
			return next;
		};
		this.value = bigger(this.value);
		this.slope = bigger(this.slope);
		this.curve = bigger(this.curve);
	}
};
/** The first index with `sorted[i] >= x`. */
function lowerBound(sorted, x) {
	let lo = 0;
	let hi = sorted.length;
	while (lo < hi) {
		const mid = lo + hi >> 1;
		if (sorted[mid] < x) lo = mid + 1;
		else hi = mid;
	}
	return lo;
}
// src/energy/attribution/dense.ts
/** Small dense symmetric matrices, row by row in one array. */
/** The inverse and log-determinant of a symmetric positive definite p × p matrix, by Cholesky; null where it is not. */
function invertSpd(a, p) {
	const scale = new Float64Array(p);
	for (let i = 0; i < p; i++) {
		if (!(a[i * p + i] > 0)) return null;
		scale[i] = 1 / Math.sqrt(a[i * p + i]);
	}
	const l = new Float64Array(p * p);
	let logDet = 0;
	for (let i = 0; i < p; i++) for (let j = 0; j <= i; j++) {
		let sum = a[i * p + j] * scale[i] * scale[j];
		for (let m = 0; m < j; m++) sum -= l[i * p + m] * l[j * p + m];
		if (i === j) {
			if (!(sum > 1e-13)) return null;
			l[i * p + i] = Math.sqrt(sum);
			logDet += Math.log(sum) - 2 * Math.log(scale[i]);
		} else l[i * p + j] = sum / l[j * p + j];
	}
	const inverse = new Float64Array(p * p);
	const x = new Float64Array(p);
	for (let c = 0; c < p; c++) {
		for (let i = 0; i < p; i++) {
			let sum = i === c ? 1 : 0;
			for (let m = 0; m < i; m++) sum -= l[i * p + m] * x[m];
			x[i] = sum / l[i * p + i];
		}
		for (let i = p - 1; i >= 0; i--) {
			let sum = x[i];
			for (let m = i + 1; m < p; m++) sum -= l[m * p + i] * x[m];
			x[i] = sum / l[i * p + i];
		}
		for (let i = 0; i < p; i++) inverse[i * p + c] = x[i] * scale[i] * scale[c];
	}
	return {
		inverse,
		logDet
	};
}
/** M v. */
function times(m, p, v) {
	const out = new Float64Array(p);
	for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) out[i] = out[i] + m[i * p + j] * v[j];
	return out;
}
/** Coefficients of the columns by plain least squares on rows `from` on, for the weights of a first real fit. Throws where singular. */
function leastSquares(columns, y, from) {
	const p = columns.length;
	const normal = new Float64Array(p * p);
	const rhs = new Float64Array(p);
	for (let i = 0; i < p; i++) {
		for (let j = 0; j <= i; j++) {
			let sum = i === j ? 1e-10 : 0;
			for (let k = from; k < y.length; k++) sum += columns[i][k] * columns[j][k];
			normal[i * p + j] = normal[j * p + i] = sum;
		}
		for (let k = from; k < y.length; k++) rhs[i] = rhs[i] + columns[i][k] * y[k];
	}
	const inverted = invertSpd(normal, p);
	if (inverted === null) throw new RangeError("ill-conditioned");
	return times(inverted.inverse, p, rhs);
}
// src/energy/attribution/skyline.ts
/**
* A symmetric positive definite matrix stored by rows from each row's first nonzero (envelope or skyline storage),
* and its Cholesky factor in place. Fill stays within the envelope (George and Liu, "Computer Solution of Large
* Sparse Positive Definite Systems", 1981, chapter 4), so the cost follows how far in time unknowns reach.
*/
var Skyline = class {
	size;
	/** First column of each row. */
	begin;
	#pointer;
	#value;
	constructor(begin) {
		this.size = begin.length;
		this.begin = begin;
		this.#pointer = new Int32Array(this.size + 1);
		for (let r = 0; r < this.size; r++) this.#pointer[r + 1] = this.#pointer[r] + r - begin[r] + 1;
		this.#value = new Float64Array(this.#pointer[this.size]);
	}
	clear() {
		this.#value.fill(0);
	}
	/** Adds to the element (row, column), column ≤ row and inside the envelope. */
	add(row, column, x) {
		const at = this.#pointer[row] + column - this.begin[row];
		this.#value[at] = this.#value[at] + x;
	}
	/** Factors in place; returns the log-determinant. Throws where the matrix is not positive definite. */
	factor() {
		const { begin } = this;
		const pointer = this.#pointer;
		const v = this.#value;
		let logDet = 0;
		for (let r = 0; r < this.size; r++) {
			const br = begin[r];
			const pr = pointer[r] - br;
			let diagonal = v[pr + r];
			for (let c = br; c < r; c++) {
				const bc = begin[c];
				const pc = pointer[c] - bc;
				let sum = v[pr + c];
				for (let m = bc > br ? bc : br; m < c; m++) sum -= v[pr + m] * v[pc + m];
				sum /= v[pc + c];
				v[pr + c] = sum;
				diagonal -= sum * sum;
			}
			if (!(diagonal > 0)) throw new RangeError("not positive definite");
			v[pr + r] = Math.sqrt(diagonal);
			logDet += Math.log(diagonal);
		}
		return logDet;
	}
	/** Overwrites x by L⁻¹x. */
	forward(x) {
		const v = this.#value;
		for (let r = 0; r < this.size; r++) {
			const br = this.begin[r];
			const pr = this.#pointer[r] - br;
			let sum = x[r];
			for (let c = br; c < r; c++) sum -= v[pr + c] * x[c];
			x[r] = sum / v[pr + r];
		}
	}
	/** Overwrites x by L⁻ᵀx. */
	backward(x) {
		const v = this.#value;
		for (let r = this.size - 1; r >= 0; r--) {
			const br = this.begin[r];
			const pr = this.#pointer[r] - br;
			const xr = x[r] / v[pr + r];
			x[r] = xr;
			for (let c = br; c < r; c++) x[c] = x[c] - v[pr + c] * xr;
		}
	}
};
// src/energy/attribution/mixed.ts
/**
* The linear mixed model y = Xβ + Zb + timing + noise, solved for fixed powers β and the deviations b of single
* intervals at once (Henderson's mixed model equations: Robinson, "That BLUP is a good thing", Statistical
* Science 6, 1991). The time of a counter's update is known to one poll, and its error stands in two rows with
* opposite signs; those errors are unknowns too, so that they cancel over a phase as they do in truth.
*/
var MixedModel = class {
	#design;
	#timed;
	#posDelta;
	#posB;
	/** Intervals that touch a row, by last row. */
	#order;
	#h;
	constructor(design) {
		this.#design = design;
		this.#timed = design.updates.kind === "counter";
		const n = design.updates.n;
		const m = design.activities.n;
		const touching = [];
		for (let i = 0; i < m; i++) if (design.last[i] >= design.first[i]) touching.push(i);
		this.#order = Int32Array.from(touching.sort((a, b) => design.last[a] - design.last[b] || a - b));
		this.#posDelta = new Int32Array(this.#timed ? n : 0);
		this.#posB = new Int32Array(m).fill(-1);
		this.#h = new Skyline(this.#layout(n));
	}
	/** Unknowns in order of time: an interval stands right after the last update it touches. */
	#layout(n) {
		const { first, last } = this.#design;
		const begin = [];
		let next = 0;
		const place = (i) => {
			this.#posB[i] = begin.length;
			let from = begin.length;
			if (this.#timed) from = this.#posDelta[Math.max(0, first[i] - 1)];
			else for (let o = next - 1; o >= 0 && last[this.#order[o]] >= first[i]; o--) from = this.#posB[this.#order[o]];
			begin.push(from);
		};
		for (let k = 0; k < n; k++) {
			if (this.#timed) {
				this.#posDelta[k] = begin.length;
				begin.push(k === 0 ? 0 : this.#posDelta[k - 1]);
			}
			for (; next < this.#order.length && last[this.#order[next]] === k; next++) place(this.#order[next]);
		}
		return Int32Array.from(begin);
	}
	/** Solves for all columns. `ridge[j]` and `target[j]` are a Gaussian prior on β (precision and mean). */
	solve(y, columns, v, ridge) {
		return this.solveNested(y, columns, columns.length, v, ridge).whole;
	}
	/** Solves for all columns and, with the same factor, for the first `inner` alone. */
	solveNested(y, columns, inner, v, ridge) {
		const n = this.#design.updates.n;
		const weight = new Float64Array(n + 1);
		let logDet = 0;
		for (let k = 0; k < n; k++) {
			if (!Number.isFinite(v.noise[k])) continue;
			weight[k] = 1 / v.noise[k];
			logDet += Math.log(v.noise[k]);
		}
		logDet += this.#fill(weight, v);
		logDet += this.#h.factor();
		const all = [...columns, y];
		const u = all.map((column) => {
			const s = this.#project(column, weight, v);
			this.#h.forward(s);
			return s;
		});
		const size = all.length;
		const products = new Float64Array(size * size);
		for (let i = 0; i < size; i++) for (let j = 0; j <= i; j++) products[i * size + j] = products[j * size + i] = weightedDot(all[i], all[j], weight, n) - dot(u[i], u[j]);
		const whole = this.#reduced(products, size, columns.length, u, ridge, logDet, v.power);
		return {
			whole,
			part: inner === columns.length ? whole : this.#reduced(products, size, inner, u, ridge, logDet, v.power)
		};
	}
	/** The solution for the first p columns, from the products of all of them (y the last) in the metric of V⁻¹. */
	#reduced(products, size, p, u, ridge, logDet, power) {
		const normal = new Float64Array(p * p);
		const rhs = new Float64Array(p);
		for (let i = 0; i < p; i++) {
			for (let j = 0; j < p; j++) normal[i * p + j] = products[i * size + j] + (i === j ? ridge[i] : 0);
			rhs[i] = products[i * size + size - 1];
		}
		const inverted = invertSpd(normal, p);
		if (inverted === null) throw new RangeError("ill-conditioned");
		const covariance = inverted.inverse;
		const beta = times(covariance, p, rhs);
		const quadratic = products[size * size - 1] - dot(beta, rhs);
		const mine = [...u.slice(0, p), u[size - 1]];
		return {
			p,
			beta,
			covariance,
			deviation: () => this.#deviations(mine, beta),
			deviance: logDet + quadratic,
			variance: (a, c) => this.#variance(a, c, mine, covariance, power)
		};
	}
	#fill(weight, v) {
		const { updates, first, last, offset, value } = this.#design;
		const h = this.#h;
		const { upper, lower } = v;
		h.clear();
		const { timing } = updates;
		let logPrior = 0;
		if (this.#timed) for (let k = 0; k < updates.n; k++) {
			const at = this.#posDelta[k];
			h.add(at, at, timing.diagonal[k] + upper[k] ** 2 * weight[k] + (k + 1 < updates.n ? lower[k + 1] ** 2 * weight[k + 1] : 0));
			if (k > 0) h.add(at, this.#posDelta[k - 1], -timing.coupling[k] - upper[k] * lower[k] * weight[k]);
		}
		for (let o = 0; o < this.#order.length; o++) {
			const i = this.#order[o];
			const at = this.#posB[i];
			const base = offset[i] - first[i];
			let diagonal = 1 / v.power[i];
			logPrior += Math.log(v.power[i]);
			for (let k = first[i]; k <= last[i]; k++) {
				const z = value[base + k];
				const wz = weight[k] * z;
				diagonal += wz * z;
				if (!this.#timed || wz === 0) continue;
				h.add(at, this.#posDelta[k], wz * upper[k]);
				if (k > 0) h.add(at, this.#posDelta[k - 1], -wz * lower[k]);
			}
			h.add(at, at, diagonal);
			for (let q = o - 1; q >= 0 && last[this.#order[q]] >= first[i]; q--) {
				const j = this.#order[q];
				const other = offset[j] - first[j];
				let sum = 0;
				for (let k = Math.max(first[i], first[j]); k <= last[j]; k++) sum += weight[k] * value[base + k] * value[other + k];
				h.add(at, this.#posB[j], sum);
			}
		}
		return logPrior;
	}
	/** Z′R⁻¹x for all unknowns. */
	#project(x, weight, { upper, lower }) {
		const { updates, first, last, offset, value } = this.#design;
		const s = new Float64Array(this.#h.size);
		if (this.#timed) for (let k = 0; k < updates.n; k++) {
			const next = k + 1 < updates.n ? lower[k + 1] * weight[k + 1] * x[k + 1] : 0;
			s[this.#posDelta[k]] = upper[k] * weight[k] * x[k] - next;
		}
		for (const i of this.#order) {
			const base = offset[i] - first[i];
			let sum = 0;
			for (let k = first[i]; k <= last[i]; k++) sum += weight[k] * value[base + k] * x[k];
			s[this.#posB[i]] = sum;
		}
		return s;
	}
	#deviations(u, beta) {
		const x = Float64Array.from(u[beta.length]);
		for (let j = 0; j < beta.length; j++) for (let r = 0; r < x.length; r++) x[r] = x[r] - beta[j] * u[j][r];
		this.#h.backward(x);
		return Float64Array.from(this.#posB, (at) => at < 0 ? 0 : x[at]);
	}
	#variance(a, c, u, covariance, prior) {
		const x = new Float64Array(this.#h.size);
		let outside = 0;
		for (let i = 0; i < c.length; i++) if (this.#posB[i] >= 0) x[this.#posB[i]] = c[i];
		else outside += c[i] * c[i] * prior[i];
		this.#h.forward(x);
		const p = a.length;
		const rest = new Float64Array(p);
		for (let j = 0; j < p; j++) rest[j] = a[j] - dot(u[j], x);
		return dot(rest, times(covariance, p, rest)) + dot(x, x) + outside;
	}
};
function dot(a, b) {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
	return sum;
}
function weightedDot(a, b, w, n) {
	let sum = 0;
	for (let k = 0; k < n; k++) sum += w[k] * a[k] * b[k];
	return sum;
}
// src/energy/attribution/parameters.ts
/** Where a parameter may lie, in seconds (`jump`: a share), for a sensor of cadence c. */
function boundsOf(name, cadence, kind) {
	switch (name) {
		case "lag": return [0, 1.75 * cadence + .01];
		case "window": return kind === "average" ? [.2, 2] : [.03 * cadence, 1.25 * cadence];
		case "tau": return [.001, .08];
		case "jump": return [.3, 1];
		case "ramp": return [.04, .6];
	}
}
/** Steps of the finite differences: wide enough to look over the kinks where an edge meets an update. */
const STEP = {
	lag: .001,
	window: .001,
	tau: .001,
	jump: .02,
	ramp: .01
};
/** What a spread is held to be before the data speak: its median, and a factor of one standard deviation. */
const SPREAD_PRIOR = {
	noise: {
		median: .03,
		factor: 3
	},
	power: {
		median: .03,
		factor: 2
	}
};
/** −2 log of the spreads' prior density, up to a constant. */
function spreadPenalty(s) {
	const z = (x, prior) => Math.log(x / prior.median) / Math.log(prior.factor);
	return z(s.noise, SPREAD_PRIOR.noise) ** 2 + z(s.power, SPREAD_PRIOR.power) ** 2;
}
// src/energy/attribution/variances.ts
/** The counter's own unit, 1 mJ: two roundings. */
const QUANTUM_VARIANCE = 1e-6 / 6;
/**
* Where an edge falls between the two polls of an update, power is not linear in the update's time: for a step at the
* middle of the gap p the spread around the line is ΔP·p/(8√3), half of what the two nodes show as mean less middle.
*/
const BEND = .5;
/**
* The variances of all rows and unknowns at these powers; `noise` comes in as the fitted rows and is overwritten.
*/
function variancesOf(problem, design, noise, beta, spreads) {
	const { updates, activities } = problem;
	const n = updates.n;
	const bend = new Float64Array(n);
	const level = new Float64Array(n).fill(design.window === "exact" ? beta[0] : 0);
	for (let i = 0; i < activities.n; i++) {
		const watts = beta[1 + activities.phase[i]];
		const base = design.offset[i] - design.first[i];
		for (let k = design.first[i]; k <= design.last[i]; k++) {
			level[k] = level[k] + watts * design.slope[base + k];
			bend[k] = bend[k] + watts * design.curve[base + k];
		}
	}
	let mean = 0;
	for (let k = 0; k < n; k++) mean += Math.abs(noise[k]) / n;
	const lower = new Float64Array(n);
	for (let k = 0; k < n; k++) {
		const fitted = noise[k];
		noise[k] = (spreads.noise * Math.max(fitted, .1 * mean)) ** 2 + QUANTUM_VARIANCE;
		if (updates.kind !== "counter") noise[k] = noise[k] + (level[k] * updates.gap[k]) ** 2 / 12;
		else if (design.window === "exact") {
			lower[k] = k === 0 ? 0 : level[k - 1];
			noise[k] = noise[k] + (BEND * bend[k]) ** 2 + (k === 0 ? 0 : (BEND * bend[k - 1]) ** 2);
		} else {
			noise[k] = noise[k] + (BEND * bend[k]) ** 2;
			lower[k] = fitted / updates.dt[k];
			level[k] = level[k] + lower[k];
		}
	}
	if (updates.kind === "counter") noise[0] = 1e400;
	const floor = Math.max(Math.abs(beta[0]), 1);
	return {
		noise,
		power: Float64Array.from(activities.phase, (j) => (spreads.power * Math.max(beta[0] + beta[1 + j], floor)) ** 2),
		upper: level,
		lower
	};
}
// src/energy/attribution/fit.ts
/** A parameter known to this share of itself (a lag: or to this many seconds) is told; the 99 % point of χ² with one degree of freedom. */
const SETTLED = .2;
const SETTLED_LAG = .001;
const CHI_SQUARED_99 = 6.634897;
/** Fits one family after another on the same problem; keeps its arrays between calls. */
var Fitter = class {
	problem;
	#design;
	#rows;
	constructor(problem) {
		this.problem = problem;
		this.#design = new Design(problem.updates, problem.activities);
		this.#rows = problem.updates.y;
	}
	get powers() {
		return 1 + this.problem.phases.length + (this.problem.context === null ? 0 : 1);
	}
	/** The deviance at fixed physics, for a coarse search. */
	scan(family, physics, spreads, guess) {
		const columns = this.#columns(family, physics);
		const beta = guess ?? leastSquares(columns, this.#rows, this.problem.updates.kind === "counter" ? 1 : 0);
		const solution = this.#solve(columns, columns.length, this.#variancesOf(columns, beta, spreads)).part;
		return {
			deviance: solution.deviance,
			beta: solution.beta
		};
	}
	/** Gauss–Newton on the physics with all powers and deviations solved for at once, then the spreads, then again. */
	refine(family, start, spreads, guess) {
		const names = parametersOf(family);
		let physics = { ...start };
		let current = { ...spreads };
		let beta = guess;
		for (let round = 0; round < 3; round++) {
			const walked = this.#walk(family, names, physics, current, beta, round === 0 ? 6 : 4);
			physics = walked.physics;
			beta = walked.beta;
			if (round < 2) current = this.#spread(family, physics, current, beta);
		}
		return this.finish(family, physics, current, beta);
	}
	/** Takes a fit of part of the rows to all of them: one step of the physics, the spreads as they are. */
	settle(fit) {
		const { physics, beta, slopes } = this.#walk(fit.family, parametersOf(fit.family), fit.physics, fit.spreads, fit.solution.beta.slice(0, this.powers), 1, .5);
		return {
			...this.finish(fit.family, physics, fit.spreads, beta, slopes),
			settled: fit.settled
		};
	}
	/**
	* Which physics the data settle: where a value a fifth less and a fifth more, all else fitted anew, are both worse by
	* what a 99 % likelihood-ratio interval allows (Wilks, Annals of Mathematical Statistics 9, 1938). It asks the
	* likelihood itself, since its curvature at the best says little where an edge meets an update.
	*/
	settled(fit) {
		const { cadence, kind } = this.problem.updates;
		return fit.names.filter((name) => {
			const step = SETTLED * fit.physics[name];
			return [-1, 1].every((sign) => {
				const [lo, hi] = boundsOf(name, cadence, kind);
				const value = fit.physics[name] + sign * (name === "lag" ? Math.max(step, SETTLED_LAG) : step);
				if (value <= lo || value >= hi) return name === "lag" ? value <= lo : name === "jump" && value >= hi;
				const others = parametersOf(fit.family).filter((n) => n !== name);
				const { deviance } = this.#walk(fit.family, others, {
					...fit.physics,
					[name]: value
				}, fit.spreads, fit.solution.beta.slice(0, this.powers), 4);
				return deviance + spreadPenalty(fit.spreads) > fit.deviance + CHI_SQUARED_99;
			});
		});
	}
	/** The joint solution at fixed physics, whose uncertainty still counts; `slopes` are the rows' by each of the family's physics, where known. */
	finish(family, physics, spreads, beta, slopes = null) {
		const names = parametersOf(family);
		const free = names.filter((name) => !this.#onBound(name, physics));
		const jacobian = slopes === null ? this.#slopes(family, physics, free, beta) : slopes.filter((_, j) => free.includes(names[j]));
		const columns = this.#columns(family, physics);
		const { whole, part } = this.#solve([...columns, ...jacobian], columns.length, this.#variancesOf(columns, beta, spreads));
		whole.beta.set(part.beta);
		whole.beta.fill(0, columns.length);
		const deviance = part.deviance + spreadPenalty(spreads);
		return {
			family,
			physics,
			spreads,
			names: free,
			settled: [],
			powers: columns.length,
			deviance,
			solution: {
				...whole,
				deviation: part.deviation
			},
			bic: deviance + names.length * Math.log(this.problem.updates.n),
			unaccounted: this.#unaccounted(columns, part)
		};
	}
	/** Keeps sums alone: the design is built anew for the next fit. */
	#unaccounted(columns, { beta, deviation }) {
		const first = this.problem.updates.kind === "counter" ? 1 : 0;
		const sum = (x) => x.subarray(first).reduce((s, v) => s + v, 0);
		const design = this.#design;
		const each = Float64Array.from(design.first, (from, i) => {
			let total = 0;
			for (let k = Math.max(first, from); k <= design.last[i]; k++) total += design.value[design.offset[i] + k - from];
			return total;
		});
		const seen = sum(this.#rows);
		const fitted = columns.reduce((s, column, j) => s + beta[j] * sum(column), 0);
		return () => 1 - (fitted + deviation().reduce((s, b, i) => s + b * each[i], 0)) / seen;
	}
	#walk(family, names, start, spreads, guess, steps, least = .05) {
		let physics = start;
		let beta = guess ?? this.scan(family, physics, spreads, null).beta;
		let slopes = [];
		let deviance = 1e400;
		for (let step = 0; step < steps; step++) {
			slopes = this.#slopes(family, physics, names, beta);
			const here = this.#columns(family, physics);
			const { whole, part } = this.#solve([...here, ...slopes], here.length, this.#variancesOf(here, beta, spreads));
			beta = part.beta;
			deviance = part.deviance;
			let moved = false;
			for (let shrink = 1; shrink > least; shrink /= 2.5) {
				const next = this.#moved(physics, names, whole, here.length, shrink);
				const columns = this.#columns(family, next);
				const there = this.#tryModel(columns, this.#variancesOf(columns, beta, spreads));
				if (there === null || there.deviance >= part.deviance - 1e-4) continue;
				moved = part.deviance - there.deviance > .02;
				physics = next;
				beta = there.beta;
				deviance = there.deviance;
				break;
			}
			if (!moved) break;
		}
		return {
			physics,
			beta,
			slopes,
			deviance
		};
	}
	#moved(physics, names, solution, at, shrink) {
		const { cadence, kind } = this.problem.updates;
		const next = { ...physics };
		names.forEach((name, j) => {
			const [lo, hi] = boundsOf(name, cadence, kind);
			const limit = (hi - lo) / 3;
			const step = Math.max(-limit, Math.min(limit, shrink * solution.beta[at + j]));
			next[name] = Math.max(lo, Math.min(hi, physics[name] + step));
		});
		return next;
	}
	/** Pattern search over the two spreads, which need no new design. */
	#spread(family, physics, start, beta) {
		const columns = this.#columns(family, physics);
		const model = new MixedModel(this.#design);
		const cost = (s) => {
			try {
				return model.solve(this.#rows, columns, this.#variancesOf(columns, beta, s), this.#ridge(columns.length)).deviance + spreadPenalty(s);
			} catch {
				return 1e400;
			}
		};
		let best = start;
		let lowest = cost(best);
		for (let step = .5; step > .06;) {
			let better = false;
			for (const key of ["noise", "power"]) for (const sign of [-1, 1]) {
				const next = {
					...best,
					[key]: Math.max(1e-4, Math.min(.5, best[key] * Math.exp(sign * step)))
				};
				const value = cost(next);
				if (value >= lowest - 1e-6) continue;
				best = next;
				lowest = value;
				better = true;
				break;
			}
			if (!better) step /= 2.5;
		}
		return best;
	}
	/** How the rows move by each of these physics, by central differences. */
	#slopes(family, physics, names, beta) {
		const { cadence, kind } = this.problem.updates;
		return names.map((name) => {
			const [lo, hi] = boundsOf(name, cadence, kind);
			const a = Math.max(lo, physics[name] - STEP[name]);
			const b = Math.min(hi, physics[name] + STEP[name]);
			const below = this.#predict(this.#columns(family, {
				...physics,
				[name]: a
			}), beta);
			return this.#predict(this.#columns(family, {
				...physics,
				[name]: b
			}), beta).map((x, k) => (x - below[k]) / (b - a));
		});
	}
	#onBound(name, physics) {
		const [lo, hi] = boundsOf(name, this.problem.updates.cadence, this.problem.updates.kind);
		return physics[name] <= lo || physics[name] >= hi;
	}
	/** Builds the design for this physics and sums it to one column per power. */
	#columns(family, physics) {
		const { updates, activities, phases, context } = this.problem;
		const design = this.#design;
		design.build(family, physics);
		const columns = [Float64Array.from(design.exposure), ...phases.map(() => new Float64Array(updates.n))];
		if (context !== null) columns.push(new Float64Array(updates.n));
		for (let i = 0; i < activities.n; i++) {
			const column = columns[1 + activities.phase[i]];
			const base = design.offset[i] - design.first[i];
			const extra = context === null ? 0 : context[i];
			for (let k = design.first[i]; k <= design.last[i]; k++) {
				const z = design.value[base + k];
				column[k] = column[k] + z;
				if (extra !== 0) columns[columns.length - 1][k] = columns[columns.length - 1][k] + extra * z;
			}
		}
		return columns;
	}
	#predict(columns, beta) {
		const out = new Float64Array(this.problem.updates.n);
		columns.forEach((column, j) => {
			const b = beta[j];
			for (let k = 0; k < out.length; k++) out[k] = out[k] + b * column[k];
		});
		return out;
	}
	#variancesOf(columns, beta, spreads) {
		return variancesOf(this.problem, this.#design, this.#predict(columns, beta), beta, spreads);
	}
	#solve(columns, inner, variances) {
		return new MixedModel(this.#design).solveNested(this.#rows, columns, inner, variances, this.#ridge(columns.length));
	}
	#tryModel(columns, variances) {
		try {
			return this.#solve(columns, columns.length, variances).part;
		} catch {
			return null;
		}
	}
	/** A prior so wide that it only keeps a column without data from being singular: 10⁵ W, 10 s. */
	#ridge(p) {
		const ridge = new Float64Array(p);
		for (let j = 0; j < p; j++) ridge[j] = j < this.powers ? 1e-10 : .01;
		return ridge;
	}
};
// src/energy/attribution/problem.ts
/** A busy device that pauses for less than this stays busy: its clocks have no time to fall (seconds). */
const PAUSE = .002;
/** Lays intervals out as columns of numbers, phases numbered in order of first begin. */
function layOut(updates, intervals, idle) {
	const n = intervals.length;
	const phases = [...new Set(intervals.map((i) => i.phase))];
	const activities = {
		n,
		start: Float64Array.from(intervals, (i) => i.start),
		end: Float64Array.from(intervals, (i) => i.end),
		busySince: new Float64Array(n),
		phase: Int32Array.from(intervals, (i) => phases.indexOf(i.phase))
	};
	let since = -1e400;
	let until = -1e400;
	for (let i = 0; i < n; i++) {
		if (activities.start[i] > until + PAUSE) since = activities.start[i];
		activities.busySince[i] = since;
		until = Math.max(until, activities.end[i]);
	}
	const contextPhase = phases.indexOf("decode");
	return {
		updates,
		activities,
		phases,
		context: contextColumn(intervals, contextPhase, activities),
		contextPhase,
		idle
	};
}
/** Context of each decode, centred by time and in units of its own spread; null where it is not told or does not vary. */
function contextColumn(intervals, phase, activities) {
	const mine = intervals.flatMap((interval, i) => activities.phase[i] === phase && interval.end > interval.start ? [i] : []);
	if (mine.length < 8 || mine.some((i) => intervals[i].contextTokens === null)) return null;
	const length = (i) => intervals[i].end - intervals[i].start;
	const total = mine.reduce((s, i) => s + length(i), 0);
	const mean = mine.reduce((s, i) => s + length(i) * intervals[i].contextTokens, 0) / total;
	const spread = Math.sqrt(mine.reduce((s, i) => s + length(i) * (intervals[i].contextTokens - mean) ** 2, 0) / total);
	if (spread < .05 * mean || spread === 0) return null;
	const column = new Float64Array(intervals.length);
	for (const i of mine) column[i] = (intervals[i].contextTokens - mean) / spread;
	return column;
}
/**
* Seconds of each interval at which base power counts as its own: where several run side by side each gets an equal
* part, so that nothing is counted twice.
*/
function sharedSeconds(intervals) {
	const events = intervals.flatMap((x, i) => [{
		t: x.start,
		i,
		open: true
	}, {
		t: x.end,
		i,
		open: false
	}]).sort((a, b) => a.t - b.t);
	const shared = new Float64Array(intervals.length);
	const open = /* @__PURE__ */ new Set();
	let last = 0;
	for (const event of events) {
		if (open.size > 0) for (const i of open) shared[i] = shared[i] + (event.t - last) / open.size;
		last = event.t;
		if (event.open) open.add(event.i);
		else open.delete(event.i);
	}
	return shared;
}
/** The first `rows` updates and the intervals that end before them. */
function firstRows(problem, rows) {
	const { updates: u, activities: a } = problem;
	const cut = (x) => x.subarray(0, rows);
	const until = u.t[rows - 1] - 2 * u.cadence;
	let n = 0;
	while (n < a.n && a.start[n] < until) n++;
	const { timing } = u;
	return {
		...problem,
		updates: {
			...u,
			n: rows,
			t: cut(u.t),
			gap: cut(u.gap),
			y: cut(u.y),
			dt: cut(u.dt),
			timing: {
				...timing,
				t: cut(timing.t),
				variance: cut(timing.variance),
				diagonal: cut(timing.diagonal),
				coupling: cut(timing.coupling)
			}
		},
		activities: {
			n,
			start: a.start.subarray(0, n),
			end: a.end.subarray(0, n),
			busySince: a.busySince.subarray(0, n),
			phase: a.phase.subarray(0, n)
		},
		context: problem.context?.subarray(0, n) ?? null
	};
}
/** Seconds of full power in each interval (less than its length where clocks rise). */
function fullSeconds(family, physics, problem) {
	const { n, start, end, busySince } = problem.activities;
	const out = new Float64Array(n);
	for (let i = 0; i < n; i++) out[i] = fullPower(family.response, physics, start[i], end[i], busySince[i]);
	return out;
}
// src/energy/attribution/select.ts
const START_SPREADS = {
	noise: .03,
	power: .03
};
/** A kind of window this much worse on the coarse grid (in −2 log-likelihood) than the other is not refined. */
const HOPELESS = 400;
/** After one refined fit of each, the worse kind of window is left out beyond this difference in BIC. */
const BEATEN = 20;
/** Fits that carry less than this share are left out. */
const NEGLIGIBLE = .005;
/** A family that carries less than this may not tell what the sensor is like. */
const TOLD = .8;
/** Physics are searched on at most this many updates; more only make the search slow. The powers use all. */
const SEARCH_ROWS = 2500;
/** A block too long for that anyhow is searched on a shorter beginning: at most these rows and intervals. */
const LONG = {
	rows: 1200,
	intervals: 400
};
/** Steps of the lag in the coarse search. */
const LAGS = 14;
/** Responses of the coarse search. */
const SHAPES = [
	{
		response: "first-order",
		tau: .006
	},
	{
		response: "first-order",
		tau: .025
	},
	{
		response: "ramp",
		tau: .01
	}
];
const RESPONSES = [
	"instant",
	"first-order",
	"ramp"
];
/**
* Fits the families that the sensor's kind allows and weighs them by BIC (Schwarz, "Estimating the dimension of a
* model", Annals of Statistics 6, 1978), exp(−ΔBIC/2) being their approximate posterior odds (Kass and Raftery,
* "Bayes factors", JASA 90, 1995). Averaging over them rather than taking the best keeps a response that the data
* barely show from being dropped, and its bias with it. Best first; empty where nothing can be fitted.
*/
function fitFamilies(problem) {
	const { updates, activities } = problem;
	if (updates.n <= 1.2 * SEARCH_ROWS && activities.n <= 2 * LONG.intervals) return search(problem);
	const enough = activities.n > LONG.intervals ? lowerBound(updates.t, activities.end[LONG.intervals]) : updates.n;
	const found = search(firstRows(problem, Math.max(100, Math.min(updates.n, enough, updates.n > 2 * SEARCH_ROWS ? LONG.rows : SEARCH_ROWS))));
	const whole = new Fitter(problem);
	return found.filter((f) => f.weight > .05).flatMap(({ fit, weight }) => {
		const again = guard(() => whole.settle(fit));
		return again === null ? [] : [{
			fit: again,
			weight
		}];
	}).map((f, _, all) => ({
		fit: f.fit,
		weight: f.weight / all.reduce((s, x) => s + x.weight, 0)
	}));
}
/** The families with their weights, and of each that counts what its data settle. */
function search(problem) {
	const fitter = new Fitter(problem);
	const firsts = coarse(fitter).flatMap((start) => {
		const fit = guard(() => fitter.refine(start.family, start.physics, START_SPREADS, null));
		return fit === null ? [] : [{
			start,
			fit
		}];
	});
	const best = Math.min(...firsts.map((f) => f.fit.bic));
	const fits = [];
	for (const { start, fit } of firsts.filter((f) => f.fit.bic <= best + BEATEN)) {
		fits.push(fit);
		for (const response of RESPONSES) {
			if (response === start.family.response) continue;
			const other = guard(() => fitter.refine({
				...start.family,
				response
			}, translated(fit, response), fit.spreads, null));
			if (other !== null) fits.push(other);
		}
	}
	const lowest = Math.min(...fits.map((f) => f.bic));
	for (const fit of fits.filter((f) => f.family.response === "ramp" && f.bic <= lowest + BEATEN)) {
		const late = guard(() => fitter.refine({
			...fit.family,
			response: "late-step"
		}, translated(fit, "late-step"), fit.spreads, null));
		if (late !== null) fits.push(late);
	}
	return weigh(fits).map((w) => w.weight < TOLD ? w : {
		...w,
		fit: {
			...w.fit,
			settled: fitter.settled(w.fit)
		}
	});
}
/** A late step loses as much as a ramp twice as long. A first-order response delays by its time constant, which another response has to take up in its lag. */
function translated(fit, to) {
	const from = fit.family.response;
	const { physics } = fit;
	if (to === "late-step") return {
		...physics,
		ramp: Math.max(.04, physics.ramp / 2)
	};
	if (from === "first-order") return {
		...physics,
		lag: physics.lag + physics.tau
	};
	if (to === "first-order") return {
		...physics,
		lag: Math.max(0, physics.lag - physics.tau)
	};
	return physics;
}
function weigh(fits) {
	const best = Math.min(...fits.map((f) => f.bic));
	const raw = fits.map((fit) => ({
		fit,
		weight: Math.exp(-(fit.bic - best) / 2)
	})).filter((f) => f.weight > NEGLIGIBLE);
	const sum = raw.reduce((s, f) => s + f.weight, 0);
	return raw.map((f) => ({
		fit: f.fit,
		weight: f.weight / sum
	})).sort((a, b) => b.weight - a.weight);
}
/** The best lag (and width) of each kind of window on a grid, with a middling response of either sort. */
function coarse(fitter) {
	const { cadence, kind } = fitter.problem.updates;
	const [, maxLag] = boundsOf("lag", cadence, kind);
	const widths = kind === "average" ? [
		.5,
		1,
		1.5
	] : [
		.15 * cadence,
		.3 * cadence,
		.9 * cadence
	];
	const kinds = kind === "counter" ? ["exact", "window"] : ["window"];
	const at = (family, width, tau, g) => {
		const physics = {
			lag: maxLag * g / LAGS,
			window: width,
			tau,
			jump: .75,
			ramp: .2
		};
		return {
			family,
			physics,
			deviance: guard(() => fitter.scan(family, physics, START_SPREADS, null).deviance) ?? 1e400
		};
	};
	const better = (x, y) => y.deviance < x.deviance ? y : x;
	const found = kinds.map((window) => {
		const all = [];
		for (const width of window === "exact" ? [cadence] : widths) for (const { response, tau } of SHAPES) {
			let best = 0;
			const scanned = /* @__PURE__ */ new Map();
			for (let g = 0; g <= LAGS; g += 2) {
				scanned.set(g, at({
					response,
					window
				}, width, tau, g));
				if (scanned.get(g).deviance < scanned.get(best).deviance) best = g;
			}
			for (const g of [best - 1, best + 1]) if (g >= 0 && g <= LAGS) scanned.set(g, at({
				response,
				window
			}, width, tau, g));
			all.push([...scanned.values()].reduce(better));
		}
		return all.reduce(better);
	});
	const least = Math.min(...found.map((f) => f.deviance));
	return found.filter((f) => Number.isFinite(f.deviance) && f.deviance <= least + HOPELESS);
}
/** Null where a matrix is singular: that family has nothing to say here. */
function guard(run) {
	try {
		return run();
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}
// src/energy/attribution/combine.ts
/** 97.5 % point of the normal distribution: the half-width of a 95 % interval in standard errors. */
const Z95 = 1.959964;
/** The design's rule: a half-width beyond this share of the estimate is not resolvable. */
const RESOLVABLE = .25;
/** Joules of each interval and phase from weighted fits, with errors within and between them (Buckland et al., "Model selection: an integral part of inference", Biometrics 53, 1997). */
function combine(input, problem, fits) {
	const n = input.intervals.length;
	const gross = new Float64Array(n);
	const net = new Float64Array(n);
	const phases = /* @__PURE__ */ new Map();
	if (problem === null || fits.length === 0) {
		for (const { phase } of input.intervals) phases.set(phase, unresolved(problem === null ? "no-updates" : "ill-conditioned"));
		return {
			gross,
			net,
			phases,
			idleWatts: input.idle?.watts ?? null,
			sensor: {},
			warnings: [],
			contrast: () => null
		};
	}
	const shared = sharedSeconds(input.intervals);
	const idleWatts = input.idle?.watts ?? fits.reduce((s, f) => s + f.weight * f.fit.solution.beta[0], 0);
	for (const { fit, weight } of fits) {
		const each = joules(fit, problem, shared);
		for (let i = 0; i < n; i++) gross[i] = gross[i] + weight * each[i];
	}
	for (let i = 0; i < n; i++) net[i] = gross[i] - idleWatts * shared[i];
	problem.phases.forEach((phase, j) => {
		const members = Float64Array.from(problem.activities.phase, (p) => p === j ? 1 : 0);
		phases.set(phase, groupOf(members, fits, problem, shared, input, idleWatts, j));
	});
	return {
		gross,
		net,
		phases,
		idleWatts,
		sensor: describe(problem, fits),
		warnings: [],
		contrast: (c) => contrastOf(c, fits, problem, shared, input, idleWatts)
	};
}
/** Joules of each interval in one fit: base power for its share of time, its phase's power and its own deviation. */
function joules(fit, problem, shared) {
	const { beta } = fit.solution;
	const deviation = fit.solution.deviation();
	return fullSeconds(fit.family, fit.physics, problem).map((seconds, i) => {
		const watts = beta[1 + problem.activities.phase[i]] + deviation[i] + (problem.context === null ? 0 : problem.context[i] * beta[fit.powers - 1]);
		return beta[0] * shared[i] + watts * seconds;
	});
}
/** Σ cᵢ·joulesᵢ over all intervals, weighed over the fits, with its error from the joint covariance. */
function contrastOf(coefficients, fits, problem, shared, input, idleWatts) {
	let mean = 0;
	let second = 0;
	const parts = fits.map(({ fit, weight }) => {
		const sum = joules(fit, problem, shared).reduce((s, x, i) => s + coefficients[i] * x, 0);
		mean += weight * sum;
		return {
			sum,
			variance: contrastVariance(coefficients, fit, problem, shared),
			weight
		};
	});
	for (const part of parts) second += part.weight * (part.variance + (part.sum - mean) ** 2);
	const time = shared.reduce((s, x, i) => s + coefficients[i] * x, 0);
	const grossError = Math.sqrt(second);
	return {
		grossJoules: mean,
		netJoules: mean - idleWatts * time,
		grossError,
		netError: Math.hypot(grossError, time * (input.idle?.standardError ?? 0))
	};
}
function groupOf(members, fits, problem, shared, input, idleWatts, phase) {
	const sum = contrastOf(members, fits, problem, shared, input, idleWatts);
	const grossWatts = fits.reduce((s, { fit, weight }) => s + weight * (fit.solution.beta[0] + fit.solution.beta[1 + phase]), 0);
	const reasons = [];
	if (!(Z95 * sum.grossError <= RESOLVABLE * sum.grossJoules)) reasons.push("interval-too-wide");
	if (grossWatts < .9 * idleWatts || input.powerLimitWatts !== null && grossWatts > 1.5 * input.powerLimitWatts) reasons.push("power-on-bound");
	return {
		...sum,
		resolvable: reasons.length === 0,
		reasons
	};
}
/** Variance of (estimate − what these very requests used) of a weighted sum over intervals. */
function contrastVariance(members, fit, problem, shared) {
	const full = fullSeconds(fit.family, fit.physics, problem);
	const { solution, powers } = fit;
	const a = new Float64Array(solution.p);
	const c = new Float64Array(members.length);
	for (let i = 0; i < members.length; i++) {
		if (members[i] === 0) continue;
		const j = 1 + problem.activities.phase[i];
		const m = members[i];
		c[i] = m * full[i];
		a[0] = a[0] + m * shared[i];
		a[j] = a[j] + m * full[i];
		if (problem.context !== null) a[powers - 1] = a[powers - 1] + m * problem.context[i] * full[i];
	}
	fit.names.forEach((name, q) => {
		if (name !== "jump" && name !== "ramp") return;
		const h = .01;
		const moved = fullSeconds(fit.family, {
			...fit.physics,
			[name]: fit.physics[name] + h
		}, problem);
		let slope = 0;
		for (let i = 0; i < members.length; i++) slope += members[i] * (moved[i] - full[i]) * solution.beta[1 + problem.activities.phase[i]] / h;
		a[powers + q] = slope;
	});
	return solution.variance(a, c);
}
function unresolved(reason) {
	return {
		grossJoules: NaN,
		netJoules: NaN,
		grossError: NaN,
		netError: NaN,
		resolvable: false,
		reasons: [reason]
	};
}
/** What the fits say of the sensor; a parameter only where its family leads. */
function describe(problem, fits) {
	const { updates } = problem;
	const best = fits[0].fit;
	const p = best.physics;
	const ms = (seconds) => Math.round(seconds * 1e5) / 100;
	const window = best.family.window === "window";
	const known = (name) => best.settled.includes(name);
	return {
		reads: updates.kind,
		cadenceMs: ms(updates.cadence),
		jitter: Math.round(updates.jitter * 1e3) / 1e3,
		updates: updates.n,
		lagMs: known("lag") ? ms(p.lag) : null,
		window: best.family.window,
		windowMs: window ? known("window") ? ms(p.window) : null : ms(updates.cadence),
		response: best.family.response,
		responseMs: best.family.response === "first-order" && known("tau") ? ms(p.tau) : null,
		jump: rises(best.family.response) && known("jump") ? p.jump : null,
		rampMs: rises(best.family.response) && known("ramp") ? ms(p.ramp) : null,
		noise: best.spreads.noise,
		powerSpread: best.spreads.power,
		modelWeight: fits[0].weight,
		baseWatts: best.solution.beta[0],
		unaccounted: Math.round(best.unaccounted() * 1e5) / 1e5
	};
}
// src/energy/attribution/index.ts
/** The version of the method: its change makes results incomparable. */
const METHOD = "regression-3";
/** How much later than the stretch a sensor may still tell of it, in cadences. */
const AFTERMATH = 3;
/** A counter misses nothing between its updates, which a power reading may: the record must be clearly denser. */
const BETTER = .75;
/**
* The energy caused by each interval, by regression over the sensor's updates (docs/attribution.md).
* Takes the best that the sensor offers (`bestUpdates`).
*/
function attribute(input) {
	const updates = bestUpdates(input);
	if (updates === null || input.intervals.length === 0) return combine(input, null, []);
	const problem = layOut(updates, input.intervals, input.idle);
	return combine(input, problem, fitFamilies(problem));
}
/** The driver's record where its spacing beats the counter's (or there is none), else the counter, else instant power, else average power. */
function bestUpdates({ series, from, to }) {
	const of = (kind) => {
		const cadence = findUpdates(series, kind, from, to)?.cadence ?? .1;
		return findUpdates(series, kind, from, to + AFTERMATH * cadence);
	};
	const counter = of("counter");
	const ring = series.ring.t.length > 0 ? of("ring") : null;
	if (ring !== null && (counter === null || ring.cadence < BETTER * counter.cadence)) return ring;
	return counter ?? of("instant") ?? of("average");
}
// src/energy/intervals.ts
/**
* Pairs edges to intervals, in order of begin. Order is by time, not by arrival; at equal times an end comes before
* a begin of the same phase and id. Problems are: the same phase and id begun twice, an end without a begin, a begin
* that never ends, an end before its begin.
*/
function pairEdges(edges, originNs) {
	const problems = [];
	const intervals = [];
	const groups = /* @__PURE__ */ new Map();
	for (const edge of edges) {
		const key = `${edge.phase}\n${edge.id}`;
		const group = groups.get(key);
		if (group === void 0) groups.set(key, [edge]);
		else group.push(edge);
	}
	for (const group of groups.values()) pairGroup(group, originNs, intervals, problems);
	intervals.sort((a, b) => a.start - b.start || a.end - b.end);
	problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
	return {
		intervals,
		problems
	};
}
function pairGroup(group, originNs, intervals, problems) {
	const sorted = sortEdges(group);
	let open = null;
	for (let i = 0; i < sorted.length; i++) {
		const edge = sorted[i];
		const what = `phase ${edge.phase} of ${edge.id}`;
		const problem = (message) => problems.push({
			message,
			line: edge.line ?? null
		});
		if (edge.edge === "begin") {
			if (open !== null) problem(`${what} is begun twice`);
			else open = edge;
		} else if (open === null) {
			const later = sorted.slice(i + 1).some((e) => e.edge === "begin") && sorted.filter((e) => e.edge === "begin").length >= sorted.filter((e) => e.edge === "end").length;
			problem(later ? `${what} ends before its begin` : `${what} ends without a begin`);
			if (later) sorted.splice(sorted.findIndex((e, j) => j > i && e.edge === "begin"), 1);
		} else {
			intervals.push({
				phase: edge.phase,
				id: edge.id,
				start: (open.tNs - originNs) / 1e9,
				end: (edge.tNs - originNs) / 1e9,
				contextTokens: open.contextTokens ?? edge.contextTokens ?? null
			});
			open = null;
		}
	}
	if (open !== null) problems.push({
		message: `phase ${open.phase} of ${open.id} never ends`,
		line: open.line ?? null
	});
}
/** By time; at equal times such that an interval of no length stays begin before end and neighbours touch. */
function sortEdges(group) {
	const sorted = group.map((edge, order) => ({
		edge,
		order
	})).sort((a, b) => a.edge.tNs - b.edge.tNs || a.order - b.order).map((e) => e.edge);
	let open = false;
	for (let i = 0; i < sorted.length; i++) {
		const wanted = open ? "end" : "begin";
		if (sorted[i].edge !== wanted) {
			const j = sorted.findIndex((e, k) => k > i && e.tNs === sorted[i].tNs && e.edge === wanted);
			if (j > 0) [sorted[i], sorted[j]] = [sorted[j], sorted[i]];
		}
		open = sorted[i].edge === "begin";
	}
	return sorted;
}
/** The intervals, or `edges-invalid` with the first problem (and its line) and how many there are. */
function requireIntervals(edges, originNs, source) {
	const { intervals, problems } = pairEdges(edges, originNs);
	const first = problems[0];
	if (first !== void 0) {
		const at = first.line === null ? "" : `${source} line ${first.line}: `;
		const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
		throw new JouleGateError("edges-invalid", `${at}${first.message}${more}`, "begin and end each phase of a request once, with a t_ns from CLOCK_MONOTONIC (docs/measure.md)");
	}
	return intervals;
}
// src/energy/samples-file.ts
/** JSON names of a line's values, beside the columns of a series. */
const COLUMNS = [
	["energy_mj", "energyMj"],
	["instant_mw", "instantMw"],
	["average_mw", "averageMw"],
	["sm_clock_mhz", "smClockMhz"],
	["temperature_c", "temperatureC"],
	["power_limit_mw", "powerLimitMw"],
	["throttle", "throttle"],
	["power_mode", "powerMode"],
	["processes", "processes"],
	["pid_sum", "pidSum"],
	["missed", "missed"]
];
/** What stands in every line, `null` where not given; the others only where they are known. */
const ALWAYS = /* @__PURE__ */ new Set([
	"energy_mj",
	"instant_mw",
	"average_mw",
	"sm_clock_mhz",
	"temperature_c"
]);
/** Reads raw samples (JSON lines, gzip too): a series per channel and the header, if one stands there. Throws `samples-invalid` with the line. */
function readSamples(file) {
	let text;
	try {
		const bytes = readFileSync(file);
		text = (bytes[0] === 31 && bytes[1] === 139 ? gunzipSync(bytes) : bytes).toString("utf8");
	} catch (cause) {
		throw new JouleGateError("samples-invalid", `${file} cannot be read`, "give a file of raw samples, as \"joulegate measure --samples FILE\" writes it", { cause });
	}
	return parseSamples(text, file);
}
function parseSamples(text, file) {
	let header = null;
	const lines = [];
	const rings = /* @__PURE__ */ new Map();
	const counts = /* @__PURE__ */ new Map();
	text.split("\n").forEach((line, i) => {
		if (line.trim() === "") return;
		const row = parseLine(line, file, i + 1);
		if (row.joulegate === "samples") {
			if (row.version !== 1) throw invalid(file, i + 1, `version ${String(row.version)} of the samples is not known`);
			header = row;
			return;
		}
		const t = row.t_ns;
		if (typeof t !== "number" || !Number.isFinite(t)) throw invalid(file, i + 1, "t_ns is no number");
		for (const [name] of COLUMNS) {
			const value = row[name];
			if (value !== void 0 && value !== null && typeof value !== "number") throw invalid(file, i + 1, `${name} is neither a number nor null`);
		}
		const channel = channelOf(row);
		if (typeof row.sensor_t_ns === "number" && typeof row.instant_mw === "number" && typeof row.energy_mj !== "number") {
			const ring = rings.get(channel) ?? [];
			rings.set(channel, ring);
			counts.set(channel, counts.get(channel) ?? 0);
			ring.push({
				t: row.sensor_t_ns,
				mw: row.instant_mw
			});
			return;
		}
		counts.set(channel, (counts.get(channel) ?? 0) + 1);
		lines.push({
			row,
			t
		});
	});
	if (lines.length === 0 && rings.size === 0) throw invalid(file, 1, "there are no samples");
	lines.sort((a, b) => a.t - b.t);
	const originNs = lines[0]?.t ?? [...rings.values()][0][0].t;
	const byChannel = new Map([...counts].map(([name, n]) => [name, {
		series: {
			...emptySeries(name, n, originNs),
			ring: ringOf(rings.get(name) ?? [], originNs)
		},
		filled: 0
	}]));
	for (const { row, t } of lines) {
		const into = byChannel.get(channelOf(row));
		const k = into.filled++;
		into.series.t[k] = (t - originNs) / 1e9;
		for (const [name, column] of COLUMNS) if (typeof row[name] === "number") into.series[column][k] = row[name];
	}
	return {
		series: [...byChannel.values()].map((b) => b.series),
		header,
		originNs
	};
}
function ringOf(samples, originNs) {
	samples.sort((a, b) => a.t - b.t);
	return {
		t: Float64Array.from(samples, (x) => (x.t - originNs) / 1e9),
		mw: Float64Array.from(samples, (x) => x.mw)
	};
}
/** Raw samples as text, with a header line. Numbers keep all their digits, so that a replay gives the same joules. */
function samplesText(series, header) {
	const lines = [];
	for (const s of series) {
		for (let k = 0; k < s.t.length; k++) {
			const t = Math.round(s.originNs + s.t[k] * 1e9);
			const row = { t_ns: t };
			for (const [name, column] of COLUMNS) {
				const value = s[column][k];
				if (!Number.isNaN(value)) row[name] = value;
				else if (ALWAYS.has(name)) row[name] = null;
			}
			row.channel = s.channel;
			lines.push({
				t,
				text: JSON.stringify(row)
			});
		}
		s.ring.t.forEach((seconds, k) => {
			const t = Math.round(s.originNs + seconds * 1e9);
			lines.push({
				t,
				text: JSON.stringify({
					t_ns: t,
					energy_mj: null,
					instant_mw: s.ring.mw[k],
					average_mw: null,
					sm_clock_mhz: null,
					temperature_c: null,
					sensor_t_ns: t,
					channel: s.channel
				})
			});
		});
	}
	lines.sort((a, b) => a.t - b.t);
	return `${[JSON.stringify(header), ...lines.map((l) => l.text)].join("\n")}\n`;
}
/** Writes raw samples to a file. */
function writeSamples(file, series, header) {
	writeText(file, samplesText(series, header));
}
/** Writes a text file, or throws `file-unreadable`. */
function writeText(file, text) {
	try {
		writeFileSync(file, text);
	} catch (cause) {
		throw new JouleGateError("file-unreadable", `${file} cannot be written`, "name a file in a folder that exists and can be written", { cause });
	}
}
const channelOf = (row) => typeof row.channel === "string" ? row.channel : "gpu";
function parseLine(line, file, number) {
	try {
		const row = JSON.parse(line);
		if (typeof row === "object" && row !== null && !Array.isArray(row)) return row;
	} catch {}
	throw invalid(file, number, "is no JSON object");
}
function invalid(file, line, message) {
	return new JouleGateError("samples-invalid", `${file} line ${line}: ${message}`, "each line holds {t_ns, energy_mj, instant_mw, average_mw, sm_clock_mhz, temperature_c}, null where a value was not given");
}
// src/energy/types.ts
/** Ids that begin so are of requests that belong to no task: they sharpen a phase's power, and are no part of its sum. */
const EXTRA = "extra/";
// src/energy/meters/block.ts
const NONE = {
	grossJoules: 0,
	netJoules: 0,
	standardError: 0,
	seconds: 0,
	validity: {
		status: "ok",
		reasons: []
	}
};
/**
* Per-request joules of one block from the attributions of its channels.
* A channel's error is that of the phase's sum in this block, handed out by each request's share, so that the errors
* of one fit add linearly to it (the design's rule); channels are fitted apart and add in quadrature.
* Requests under `EXTRA` help the fit; their joules are a sum of their own, no part of the tasks'.
*/
function requestsOf(intervals, attributions, validity, phases = PHASES) {
	const requests = /* @__PURE__ */ new Map();
	for (const phase of phases) for (const extra of [false, true]) addPhase(phase, extra, intervals, attributions, validity, requests);
	return requests;
}
function addPhase(phase, extra, intervals, attributions, validity, requests) {
	const groups = attributions.flatMap((a) => a.phases.get(phase) ?? []);
	const resolvable = groups.length > 0 && groups.every((g) => g.resolvable);
	const mine = intervals.flatMap((interval, i) => interval.phase === phase && interval.id.startsWith("extra/") === extra ? [i] : []);
	if (mine.length === 0) return;
	const members = new Float64Array(intervals.length);
	for (const i of mine) members[i] = 1;
	const groupError = resolvable ? Math.hypot(...attributions.map((a) => a.contrast(members).netError)) : 0;
	const seconds = mine.reduce((sum, i) => sum + (intervals[i].end - intervals[i].start), 0);
	const state = resolvable ? validity : {
		status: "not-resolvable",
		reasons: [...new Set(groups.flatMap((g) => g.reasons))]
	};
	for (const i of mine) {
		const interval = intervals[i];
		const entry = entryOf(requests, interval.id);
		const before = entry[phase];
		const duration = interval.end - interval.start;
		const sum = (pick, old) => resolvable ? (old ?? 0) + attributions.reduce((s, a) => s + pick(a)[i], 0) : null;
		entry[phase] = {
			grossJoules: sum((a) => a.gross, before.grossJoules),
			netJoules: sum((a) => a.net, before.netJoules),
			standardError: resolvable ? (before.standardError ?? 0) + (seconds > 0 ? groupError * duration / seconds : 0) : null,
			seconds: before.seconds + duration,
			validity: state
		};
	}
}
/** The entry of a request, all phases at 0 s and 0 J where it is new. */
function entryOf(requests, id) {
	let entry = requests.get(id);
	if (entry === void 0) {
		entry = {
			prefill: NONE,
			decode: NONE,
			check: NONE
		};
		requests.set(id, entry);
	}
	return entry;
}
// src/energy/meters/replay.ts
/**
* The meter `replay`: a recorded trace that starts to play when the block starts. Live edges are laid over it, so a
* run can be rehearsed without a sensor; a stored pair of samples and edges is attributed by `measure`.
*/
var ReplayMeter = class {
	info;
	#series;
	#idle;
	#edges = [];
	#startNs = 0;
	constructor(options) {
		if (options.samples === void 0) throw new JouleGateError("meter-unavailable", "the meter replay needs a file of samples", "write meter: {kind: replay, samples: FILE}, or --meter replay:FILE");
		const { series, header } = readSamples(options.samples);
		this.#series = series;
		this.#idle = header?.idle ?? {};
		this.info = {
			kind: "replay",
			estimated: false,
			hostKind: null,
			method: METHOD,
			environment: {
				gpu: header?.gpus?.map((g) => g.label).join(" + ") ?? null,
				gpuCount: header?.gpus?.length ?? null,
				powerLimitWatts: header?.powerLimitWatts ?? null
			},
			sensor: { ...header?.sensor }
		};
	}
	async measureIdle(seconds) {
		for (const s of this.#series) {
			const power = this.#idle[s.channel] === void 0 ? idlePower(slice(s, 0, seconds)) : null;
			if (power !== null) this.#idle[s.channel] = power;
		}
		return Object.values(this.#idle)[0]?.watts ?? null;
	}
	async startBlock() {
		this.#edges = [];
		this.#startNs = monotonicNs();
	}
	mark(edge, phase, id, detail) {
		this.#edges.push({
			edge,
			phase,
			id,
			tNs: monotonicNs(),
			...detail
		});
	}
	async finishBlock() {
		const seconds = (monotonicNs() - this.#startNs) / 1e9;
		const { intervals, problems } = pairEdges(this.#edges, this.#startNs);
		const beyond = this.#series.some((s) => s.t[s.t.length - 1] < seconds);
		const reasons = [...problems.length > 0 ? ["edges-unpaired"] : [], ...beyond ? ["replay-too-short"] : []];
		const attributions = this.#series.map((series) => attribute({
			series,
			intervals,
			from: 0,
			to: seconds,
			idle: this.#idle[series.channel] ?? null,
			powerLimitWatts: null
		}));
		const validity = reasons.length > 0 ? {
			status: "invalid",
			reasons
		} : {
			status: "ok",
			reasons
		};
		return {
			requests: requestsOf(intervals, attributions, validity),
			seconds,
			smClockMhz: null,
			temperatureC: null,
			powerLimitWatts: null,
			idleWatts: Object.values(this.#idle)[0]?.watts ?? null,
			validity
		};
	}
	async close() {}
};
// src/energy/lock.ts
/** A lock whose owner's process cannot be seen from here is stale when nobody has touched it for this long. */
const STALE_SECONDS = 30;
const POLL_MS = 200;
/**
* Takes the measuring lock of a device, so that two jobs on one runner never measure it at once.
* The lock is a file with its owner's pid in it, taken by `link` (atomic on every file system). It is stale when
* that process is gone (pid and start time), or, seen from another pid namespace, when its time stamp is old; the
* sampler process keeps the stamp fresh, since our own event loop may be busy with inference for seconds.
* Waits up to `waitSeconds`, says once for whom, then throws `meter-busy`. Returns the file and how to give it back.
*/
async function takeLock(device, waitSeconds, onProgress) {
	const folder = process.env.JOULEGATE_LOCK_DIR ?? join(tmpdir(), "joulegate-locks");
	mkdirSync(folder, { recursive: true });
	tryChmod(folder);
	const file = join(folder, `${device.replaceAll(/[^\w.-]/g, "_")}.lock`);
	const mine = `${file}.${process.pid}.${Math.round(monotonicNs())}`;
	const content = JSON.stringify(self());
	writeFileSync(mine, content);
	const until = monotonicNs() + waitSeconds * 1e9;
	let told = false;
	try {
		for (;;) {
			if (tryLink(mine, file)) return {
				file,
				release: () => release(file, content)
			};
			const owner = readOwner(file);
			if (owner === null || isStale(file, owner)) {
				steal(file, mine);
				continue;
			}
			const who = `${owner.job} (process ${owner.pid}, since ${owner.since})`;
			if (monotonicNs() >= until) throw new JouleGateError("meter-busy", `${device} is being measured by ${who}; waited ${waitSeconds} s`, `wait for that job, end it, or remove ${file} if it no longer runs`);
			if (!told) onProgress?.(`waiting for the measuring lock of ${device}, held by ${who}`);
			told = true;
			await setTimeout$1(POLL_MS);
		}
	} finally {
		rmSync(mine, { force: true });
	}
}
function self() {
	const job = process.env.GITHUB_ACTIONS === "true" ? `${process.env.GITHUB_REPOSITORY ?? "?"} run ${process.env.GITHUB_RUN_ID ?? "?"} job ${process.env.GITHUB_JOB ?? "?"}` : `joulegate in ${process.cwd()}`;
	return {
		pid: process.pid,
		started: startTime(process.pid),
		namespace: namespace(),
		job,
		since: (/* @__PURE__ */ new Date()).toISOString()
	};
}
function tryLink(mine, file) {
	try {
		linkSync(mine, file);
		return true;
	} catch (error) {
		if (error.code === "EEXIST") return false;
		throw error;
	}
}
function readOwner(file) {
	try {
		return JSON.parse(readFileSync(file, "utf8"));
	} catch {
		return null;
	}
}
function isStale(file, owner) {
	if (owner.namespace === namespace()) return startTime(owner.pid) !== owner.started || !alive(owner.pid);
	try {
		return Date.now() - statSync(file).mtimeMs > STALE_SECONDS * 1e3;
	} catch {
		return true;
	}
}
/** Moves a stale lock away under a name of ours: of several thieves one succeeds, and all try to link again. */
function steal(file, mine) {
	const away = `${mine}.stale`;
	try {
		renameSync(file, away);
		const owner = readOwner(away);
		if (owner !== null && !isStale(away, owner)) tryLink(away, file);
	} catch {}
	rmSync(away, { force: true });
}
function release(file, content) {
	try {
		if (readFileSync(file, "utf8") === content) rmSync(file);
	} catch {}
}
function alive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === "EPERM";
	}
}
/** Field 22 of /proc/PID/stat, in clock ticks since boot: tells a process from a later one with its pid. */
function startTime(pid) {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
		return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
	} catch {
		return null;
	}
}
function namespace() {
	try {
		return readlinkSync("/proc/self/ns/pid");
	} catch {
		return null;
	}
}
function tryChmod(folder) {
	try {
		chmodSync(folder, 1023);
	} catch {}
}
// src/energy/sampler/client.ts
/** A driver's own reason why it cannot be used; callers decide whether that is an error. */
var SamplerRefused = class extends Error {
	fix;
	constructor(message, fix) {
		super(message);
		this.fix = fix;
	}
};
/** Our side of the sampler process: starts it, reads its file, ends it. */
var SamplerClient = class SamplerClient {
	drivers;
	channels;
	#child;
	#folder;
	#fd;
	#death = null;
	#ending = false;
	constructor(child, folder, drivers) {
		this.#child = child;
		this.#folder = folder;
		this.#fd = openSync(join(folder, "samples.bin"), "r");
		this.drivers = drivers;
		this.channels = drivers.flatMap((d) => d.channels.map((c) => c.name));
		child.on("exit", (code, signal) => {
			if (!this.#ending) this.#death ??= `the sampler process ended (${signal ?? code})`;
		});
	}
	/** Starts the process and waits until it reads; throws `SamplerRefused` where a sensor cannot be opened. */
	static async start(kinds, options) {
		const folder = mkdtempSync(join(tmpdir(), "joulegate-samples-"));
		const file = join(folder, "samples.bin");
		writeFileSync(file, "");
		const child = launch({
			...options,
			drivers: kinds,
			file,
			runtimePath: getRuntimePath(),
			parent: process.pid
		});
		try {
			const hello = await firstLine(child);
			const client = new SamplerClient(child, folder, hello.drivers);
			client.#watch();
			return client;
		} catch (error) {
			child.kill();
			rmSync(folder, {
				recursive: true,
				force: true
			});
			throw error;
		}
	}
	/** Bytes written so far: a place to read from later. */
	position() {
		const size = fstatSync(this.#fd).size;
		return size - size % RECORD_BYTES;
	}
	/** Waits until a record later than `tNs` is in the file. Throws `meter-failed` where the sampler died or stalls. */
	async waitFor(tNs) {
		const patience = monotonicNs() + 5e9;
		const row = Buffer.alloc(RECORD_BYTES);
		for (;;) {
			const at = this.position();
			if (at > 0 && readSync(this.#fd, row, 0, RECORD_BYTES, at - RECORD_BYTES) === RECORD_BYTES && row.readDoubleLE(F.t_ns * 8) > tNs) return;
			this.throwIfDead();
			if (monotonicNs() > Math.max(patience, tNs + 5e9)) throw failed("the sampler process writes no more samples");
			await setTimeout$1(10);
		}
	}
	throwIfDead() {
		if (this.#death !== null) throw failed(this.#death);
	}
	/** The samples since a position, a series per channel; times in seconds since `originNs`. */
	read(from, originNs) {
		const bytes = Buffer.alloc(this.position() - from);
		readSync(this.#fd, bytes, 0, bytes.length, from);
		const rows = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / RECORD_BYTES * RECORD_LENGTH);
		return toSeries(rows, this.channels, originNs);
	}
	async stop() {
		this.#ending = true;
		if (this.#child.exitCode === null && this.#child.signalCode === null) {
			this.#child.ref();
			const gone = new Promise((resolve) => this.#child.once("exit", resolve));
			this.#child.kill();
			await gone;
		}
		closeSync(this.#fd);
		rmSync(this.#folder, {
			recursive: true,
			force: true
		});
	}
	#watch() {
		this.#child.stdout.on("data", (chunk) => {
			try {
				const hello = JSON.parse(chunk.toString());
				if (!hello.ready) this.#death = hello.message;
			} catch {
				this.#death = `the sampler process said: ${chunk.toString().slice(0, 200)}`;
			}
		});
		this.#child.unref();
		this.#child.stdout.unref?.();
	}
};
/** Asks what a driver would offer, without reading it. Throws `SamplerRefused` with the reason and the fix. */
async function probeDriver(kind) {
	return (await firstLine(launch({
		drivers: [kind],
		intervalMs: 5,
		file: null,
		locks: [],
		runtimePath: getRuntimePath(),
		parent: process.pid
	}))).drivers[0];
}
function launch(config) {
	const { NODE_OPTIONS: _ours, ...env } = withoutSecrets$1(process.env);
	return spawn(process.execPath, [entryFile("sampler"), JSON.stringify(config)], {
		stdio: [
			"ignore",
			"pipe",
			"inherit"
		],
		env
	});
}
async function firstLine(child) {
	const line = await new Promise((resolve, reject) => {
		let text = "";
		child.stdout.on("data", (chunk) => {
			text += chunk.toString();
			if (text.includes("\n")) resolve(text.slice(0, text.indexOf("\n")));
		});
		child.once("error", reject);
		child.once("close", (code, signal) => reject(failed(`the sampler process ended before it was ready (${signal ?? code})`)));
	});
	child.stdout.removeAllListeners("data");
	const hello = JSON.parse(line);
	if (!hello.ready) throw new SamplerRefused(hello.message, hello.fix);
	return hello;
}
function failed(message) {
	return new JouleGateError("meter-failed", message, "run \"joulegate doctor\" to see whether the sensor still answers, then measure again");
}
const DEFAULT_LOCK_WAIT_SECONDS = 600;
/** Takes the lock of each channel and starts the sampler on the drivers. Throws `meter-busy`, or `SamplerRefused`. */
async function openSession(kinds, channels, options) {
	const wait = options.lockWaitSeconds ?? DEFAULT_LOCK_WAIT_SECONDS;
	const locks = [];
	const release = () => locks.forEach((lock) => lock.release());
	try {
		for (const channel of [...channels].sort()) locks.push(await takeLock(channel, wait, options.onProgress));
		const sampler = await SamplerClient.start(kinds, {
			intervalMs: options.intervalMs ?? 5,
			locks: locks.map((l) => l.file)
		});
		return {
			sampler,
			close: async () => {
				await sampler.stop();
				release();
			}
		};
	} catch (error) {
		release();
		throw error;
	}
}
// src/energy/validity.ts
/** No update of the counter for this many cadences: stuck. */
const STUCK_CADENCES = 20;
/** A sampler that was away for longer than two cadences, and than this, has missed what it cannot know. */
const GAP_SECONDS = .05;
/** Counter and instant power are compared over at least this long, and may differ by this much and four errors. */
const CROSS = {
	seconds: 10,
	share: .05,
	errors: 4
};
/** nvmlClocksThrottleReasons: hardware slowdown, hardware thermal, power brake; software thermal; power cap. */
const THROTTLE = {
	hardware: 200,
	thermal: 32,
	powerCap: 4
};
/** What makes one channel's samples untrustworthy (`invalid`) or worth a word (`warnings`), by reason code. */
function checkSeries(series) {
	const invalid = [];
	const warnings = [];
	const steps = updates(series.t, series.energyMj);
	if (steps.length > 3) {
		const cadence = median(steps.slice(1).map((s, i) => s.t - steps[i].t));
		if (steps.some((s, i) => i > 0 && s.value < steps[i - 1].value)) invalid.push("counter-reset");
		const away = Math.max(2 * cadence, GAP_SECONDS);
		if (longestStill(series, away) > STUCK_CADENCES * cadence) invalid.push("counter-stuck");
		if (longestGap(series.t) > away) invalid.push("sampling-gap");
		if (disagrees(series, steps)) invalid.push("counter-power-disagree");
	} else if (longestGap(series.t) > .2) invalid.push("sampling-gap");
	if (distinct(series.powerLimitMw) > 1) invalid.push("power-limit-changed");
	if (distinct(series.powerMode) > 1) invalid.push("power-profile-changed");
	if (any(series.throttle, THROTTLE.hardware)) warnings.push("hardware-slowdown");
	if (any(series.throttle, THROTTLE.thermal)) warnings.push("thermal-slowdown");
	if (any(series.throttle, THROTTLE.powerCap)) warnings.push("power-capped");
	return {
		invalid,
		warnings
	};
}
/** One validity of several channels and what else is known: invalid beats warning beats ok. */
function validityOf(invalid, warnings) {
	const reasons = [.../* @__PURE__ */ new Set([...invalid, ...warnings])];
	return {
		status: invalid.length > 0 ? "invalid" : warnings.length > 0 ? "warning" : "ok",
		reasons
	};
}
/** The counter's mean power against the mean of instant power over the same updates. */
function disagrees(series, steps) {
	const first = steps[0];
	const last = steps[steps.length - 1];
	const seconds = last.t - first.t;
	const readings = updates(series.t, series.instantMw).filter((u) => u.t >= first.t && u.t <= last.t).map((u) => u.value / 1e3);
	if (seconds < CROSS.seconds || readings.length < 20) return false;
	const counted = (last.value - first.value) / 1e3 / seconds;
	const mean = readings.reduce((s, x) => s + x, 0) / readings.length;
	const error = Math.sqrt(readings.reduce((s, x) => s + (x - mean) ** 2, 0) / (readings.length - 1) / readings.length);
	return Math.abs(mean - counted) > CROSS.share * counted + CROSS.errors * error;
}
/** How long the counter was seen not to move, seconds: of a gap between two polls, in which nobody looked, no more than `away` counts. */
function longestStill({ t, energyMj }, away) {
	let longest = 0;
	let still = 0;
	let last = NaN;
	for (let i = 1; i < t.length; i++) {
		still += Math.min(t[i] - t[i - 1], away);
		longest = Math.max(longest, still);
		const value = energyMj[i];
		if (Number.isNaN(value) || value === last) continue;
		still = 0;
		last = value;
	}
	return longest;
}
function longestGap(t) {
	let longest = 0;
	for (let i = 1; i < t.length; i++) longest = Math.max(longest, t[i] - t[i - 1]);
	return longest;
}
function median(values) {
	return [...values].sort((a, b) => a - b)[values.length >> 1];
}
function distinct(column) {
	return new Set([...column].filter((x) => !Number.isNaN(x))).size;
}
function any(column, bits) {
	return column.some((x) => !Number.isNaN(x) && (x & bits) !== 0);
}
// src/energy/tenants.ts
/** The last that a series tells of a device's processes; null where the driver tells nothing. */
function tenantsOf(series) {
	for (let i = series.processes.length - 1; i >= 0; i--) if (!Number.isNaN(series.processes[i])) return {
		count: series.processes[i],
		pidSum: series.pidSum[i]
	};
	return null;
}
/**
* Who else uses the device during a block, as a reason: `co-tenant` (invalid), `co-tenants-unknown` (warning), or null.
* A container may show the host's PIDs, or none. So our own use is what changed across model load: whatever was there
* before is foreign, one process more is ours, and where nothing changed and our PID is not shown the list cannot be mapped.
*/
function foreignUse(before, series, ownPid) {
	const all = told(series);
	const joined = all.findIndex((s) => before !== null && s.count === before.count + 1 && s.pidSum === before.pidSum + ownPid);
	const seen = joined > 0 && all.slice(0, joined).every((s) => s.count === before.count && s.pidSum === before.pidSum) ? all.slice(joined) : all;
	const first = seen[0];
	if (first === void 0 || before === null) return "co-tenants-unknown";
	if (seen.some((s) => s.count !== first.count || s.pidSum !== first.pidSum)) return "co-tenant";
	const ours = (t) => t.count === 1 && t.pidSum === ownPid;
	if (ours(first)) return null;
	if (before.count > 0 && !ours(before)) return "co-tenant";
	if (first.count === before.count) return "co-tenants-unknown";
	return first.count === before.count + 1 ? null : "co-tenant";
}
function told(series) {
	const all = [];
	for (let i = 0; i < series.processes.length; i++) if (!Number.isNaN(series.processes[i])) all.push({
		count: series.processes[i],
		pidSum: series.pidSum[i]
	});
	return all;
}
// src/energy/markers.ts
/**
* A marker line as an edge; null where the line is none (it has no key `joulegate`, or is no JSON object at all).
* Throws `edges-invalid` with the line's number where it means to be one and is not.
*/
function parseMarker(text, line, source) {
	if (!text.includes("\"joulegate\"")) return null;
	let row;
	try {
		const value = JSON.parse(text);
		if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
		row = value;
	} catch {
		return null;
	}
	if (row.joulegate === void 0) return null;
	const wrong = (message) => new JouleGateError("edges-invalid", `${source} line ${line}: ${message}`, "a marker is {\"joulegate\":\"begin\"|\"end\",\"phase\":\"prefill\",\"id\":\"req-1\",\"t_ns\":<CLOCK_MONOTONIC ns>} (docs/measure.md)");
	if (row.joulegate !== "begin" && row.joulegate !== "end") throw wrong(`"joulegate" is ${JSON.stringify(row.joulegate)}, neither "begin" nor "end"`);
	if (typeof row.phase !== "string" || row.phase === "") throw wrong("\"phase\" is no name");
	if (typeof row.id !== "string" && typeof row.id !== "number") throw wrong("\"id\" is neither text nor number");
	if (typeof row.t_ns !== "number" || !Number.isFinite(row.t_ns)) throw wrong("\"t_ns\" is no number");
	const context = row.context_tokens;
	return {
		edge: row.joulegate,
		phase: row.phase,
		id: String(row.id),
		tNs: row.t_ns,
		line,
		...typeof context === "number" ? { contextTokens: context } : {}
	};
}
/** The edges of a file of marker lines; other lines are let by. */
function readMarkers(file) {
	let text;
	try {
		text = readFileSync(file, "utf8");
	} catch (cause) {
		throw new JouleGateError("file-unreadable", `${file} cannot be read`, "give a file of marker lines to --markers file:", { cause });
	}
	return text.split("\n").flatMap((line, i) => parseMarker(line, i + 1, file) ?? []);
}
/** Edges as marker lines, to be attributed again with the samples beside them. */
function markersText(edges) {
	return edges.map((e) => `${JSON.stringify({
		joulegate: e.edge,
		phase: e.phase,
		id: e.id,
		t_ns: e.tNs,
		...e.contextTokens === void 0 ? {} : { context_tokens: e.contextTokens }
	})}\n`).join("");
}
/** Splits a stream of bytes at line ends: markers go to `onEdge`, everything else, byte for byte, to `pass`. */
var MarkerFilter = class {
	#rest = Buffer.alloc(0);
	#line = 0;
	#source;
	#onEdge;
	#pass;
	/** The first marker that could not be read; the rest of the stream still passes. */
	error = null;
	constructor(source, onEdge, pass) {
		this.#source = source;
		this.#onEdge = onEdge;
		this.#pass = pass;
	}
	write(chunk) {
		let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
		for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10)) {
			this.#take(bytes.subarray(0, end + 1));
			bytes = bytes.subarray(end + 1);
		}
		if (bytes.length > 0 && bytes[0] !== 123) {
			this.#pass(bytes);
			bytes = Buffer.alloc(0);
		}
		this.#rest = Buffer.from(bytes);
	}
	end() {
		if (this.#rest.length > 0) this.#take(this.#rest);
		this.#rest = Buffer.alloc(0);
	}
	#take(bytes) {
		this.#line++;
		let edge = null;
		try {
			edge = bytes[0] === 123 ? parseMarker(bytes.toString("utf8").trimEnd(), this.#line, this.#source) : null;
		} catch (error) {
			this.error ??= error;
			return;
		}
		if (edge === null) this.#pass(bytes);
		else this.#onEdge(edge);
	}
};
// src/energy/meters/kept.ts
/**
* Raw samples and edges of blocks, to be attributed again: block-N.samples.jsonl and block-N.edges.jsonl in the folder
* that was named (`keepSamples`). An invalid block is always kept, without a name under `joulegate-samples/` of the
* temporary folder, and its path is said.
*/
var KeptBlocks = class {
	#options;
	#folder;
	#blocks = 0;
	constructor(options) {
		this.#options = options;
		this.#folder = options.keepSamples ?? null;
	}
	write(series, edges, header, invalid) {
		const block = this.#blocks++;
		if (this.#options.keepSamples === void 0 && !invalid) return;
		const file = join(this.#open(), `block-${block}`);
		writeSamples(`${file}.samples.jsonl`, series, {
			joulegate: "samples",
			version: 1,
			...header
		});
		writeText(`${file}.edges.jsonl`, markersText(edges));
		if (invalid) this.#options.onProgress?.(`the block is invalid: its raw samples are kept in ${file}.samples.jsonl, its edges in ${file}.edges.jsonl`);
	}
	#open() {
		if (this.#folder === null) this.#folder = keptFolder();
		else mkdirSync(this.#folder, { recursive: true });
		return this.#folder;
	}
};
/** A new folder under `joulegate-samples/` of the temporary folder. */
function keptFolder() {
	const parent = join(tmpdir(), "joulegate-samples");
	mkdirSync(parent, { recursive: true });
	return mkdtempSync(join(parent, "run-"));
}
// src/energy/meters/surroundings.ts
/** Means of the SM clock (MHz) and the temperature (°C) over the time that a phase ran; `null` where no sample fell into it or the sensor has none. */
function surroundings(series, intervals, phase) {
	const clock = new Mean();
	const heat = new Mean();
	const { t } = series;
	let k = 0;
	for (const i of intervals) {
		if (i.phase !== phase) continue;
		while (k > 0 && t[k - 1] >= i.start) k--;
		while (k < t.length && t[k] < i.start) k++;
		for (let j = k; j < t.length && t[j] < i.end; j++) {
			clock.add(series.smClockMhz[j]);
			heat.add(series.temperatureC[j]);
		}
	}
	return {
		smClockMhz: clock.value,
		temperatureC: heat.value
	};
}
var Mean = class {
	#sum = 0;
	#n = 0;
	add(x) {
		if (Number.isNaN(x)) return;
		this.#sum += x;
		this.#n++;
	}
	get value() {
		return this.#n === 0 ? null : this.#sum / this.#n;
	}
};
/** A meter over any sensor that the sampler process reads (nvml, amd, jetson, rapl), with RAPL beside a GPU for the checks. */
var SensorMeter = class SensorMeter {
	info;
	#sampler;
	#session;
	#kept;
	#edges = [];
	#from = 0;
	#startNs = 0;
	#idle = /* @__PURE__ */ new Map();
	#before = /* @__PURE__ */ new Map();
	constructor(session, options) {
		const { sampler } = session;
		this.#session = session;
		this.#sampler = sampler;
		this.#kept = new KeptBlocks(options);
		const [main, host] = sampler.drivers;
		const metersHost = main.kind === "rapl" || host !== void 0;
		this.info = {
			kind: main.kind,
			estimated: false,
			hostKind: metersHost ? "rapl" : null,
			method: METHOD,
			environment: {
				...main.kind === "rapl" ? {
					gpu: null,
					gpuCount: 0
				} : {},
				...main.environment
			},
			sensor: { intervalMs: options.intervalMs ?? 5 }
		};
	}
	/** Opens the sensors, takes the lock of each device, starts the sampler. */
	static async open(kind, host, channels, options) {
		const session = await openSession(host === null ? [kind] : [kind, host], channels, options);
		return new SensorMeter(session, options);
	}
	async measureIdle(seconds) {
		const from = this.#sampler.position();
		const startNs = monotonicNs();
		await setTimeout$1(seconds * 1e3);
		await this.#sampler.waitFor(monotonicNs());
		const series = this.#sampler.read(from, startNs);
		for (const s of series) {
			if (!this.#before.has(s.channel)) this.#before.set(s.channel, tenantsOf(s));
			const power = idlePower(s);
			if (power !== null) this.#idle.set(s.channel, power);
		}
		const main = this.#mainSeries(series)[0];
		if (main !== void 0) Object.assign(this.info.sensor, characterise$1(main), characteriseIdle(main));
		return this.#idleWatts();
	}
	async startBlock() {
		this.#sampler.throwIfDead();
		this.#edges = [];
		this.#from = this.#sampler.position();
		this.#startNs = monotonicNs();
	}
	mark(edge, phase, id, detail) {
		this.#edges.push({
			edge,
			phase,
			id,
			tNs: monotonicNs(),
			...detail
		});
	}
	async finishBlock() {
		const endNs = monotonicNs();
		await this.#sampler.waitFor(endNs + 4e8);
		const series = this.#sampler.read(this.#from, this.#startNs);
		const seconds = (endNs - this.#startNs) / 1e9;
		const { intervals, problems } = pairEdges(this.#edges, this.#startNs);
		const main = this.#mainSeries(series);
		const checks = main.map(checkSeries);
		const tenants = this.info.kind === "nvml" ? main.map((s) => foreignUse(this.#before.get(s.channel) ?? null, s, process.pid)) : [];
		const validity = validityOf([
			...problems.length > 0 ? ["edges-unpaired"] : [],
			...checks.flatMap((c) => c.invalid),
			...tenants.includes("co-tenant") ? ["co-tenant"] : []
		], [
			...checks.flatMap((c) => c.warnings),
			...this.#sampler.drivers[0].warnings,
			...tenants.includes("co-tenants-unknown") ? ["co-tenants-unknown"] : []
		]);
		const onMain = this.info.kind === "rapl" ? PHASES : ["prefill", "decode"];
		const used = intervals.filter((i) => onMain.includes(i.phase));
		const attributions = main.map((s) => this.#attribute(s, used, seconds));
		const requests = requestsOf(used, attributions, validity, onMain);
		if (this.info.kind !== "rapl") this.#addChecks(requests, intervals, series, seconds, validity);
		Object.assign(this.info.sensor, characterise$1(main[0]), attributions[0]?.sensor, missedReads(main));
		this.#kept.write(this.#mainSeries(series), this.#edges, {
			meter: this.info.kind,
			gpus: this.#sampler.drivers[0].channels.map(({ name, label }) => ({
				name,
				label
			})),
			idle: Object.fromEntries(this.#idle),
			from: this.#startNs,
			to: endNs
		}, validity.status === "invalid");
		return {
			requests,
			seconds,
			validity,
			smClockMhz: mean$1(main[0].smClockMhz),
			temperatureC: mean$1(main[0].temperatureC),
			phases: {
				prefill: surroundings(main[0], used, "prefill"),
				decode: surroundings(main[0], used, "decode")
			},
			powerLimitWatts: sumOrNull(main.map((s) => mean$1(s.powerLimitMw))),
			idleWatts: this.#idleWatts()
		};
	}
	async close() {
		await this.#session.close();
	}
	#attribute(series, intervals, seconds) {
		const limit = mean$1(series.powerLimitMw);
		return attribute({
			series,
			intervals,
			from: 0,
			to: seconds,
			idle: this.#idle.get(series.channel) ?? null,
			powerLimitWatts: limit === null ? null : limit / 1e3
		});
	}
	/** Checks burn the host's energy: RAPL's where it can be read; else only their time is known, and no estimate is mixed into metered joules. */
	#addChecks(requests, intervals, series, seconds, validity) {
		const checks = intervals.filter((i) => i.phase === "check");
		const host = series.find((s) => s.channel === "host");
		if (host !== void 0) {
			const attribution = this.#attribute(host, intervals, seconds);
			for (const [id, phases] of requestsOf(intervals, [attribution], validity, ["check"])) entryOf(requests, id).check = phases.check;
			return;
		}
		for (const c of checks) {
			const entry = entryOf(requests, c.id);
			entry.check = {
				grossJoules: null,
				netJoules: null,
				standardError: null,
				seconds: entry.check.seconds + c.end - c.start,
				validity: {
					status: "not-resolvable",
					reasons: ["host-not-metered"]
				}
			};
		}
	}
	#mainSeries(series) {
		const names = this.#sampler.drivers[0].channels.map((c) => c.name);
		return series.filter((s) => names.includes(s.channel));
	}
	#idleWatts() {
		return sumOrNull(this.#sampler.drivers[0].channels.map((c) => this.#idle.get(c.name)?.watts ?? null));
	}
};
/** How often the driver did not answer where it had before, if ever. */
function missedReads(main) {
	const missed = main.reduce((sum, s) => sum + (s.missed.findLast((x) => !Number.isNaN(x)) ?? 0), 0);
	return missed > 0 ? { missedReads: missed } : {};
}
function mean$1(column) {
	let sum = 0;
	let n = 0;
	for (const x of column) {
		if (Number.isNaN(x)) continue;
		sum += x;
		n++;
	}
	return n === 0 ? null : sum / n;
}
function sumOrNull(values) {
	return values.some((v) => v === null) ? null : values.reduce((sum, v) => sum + v, 0);
}
// src/energy/probe.ts
/** Hardware meters, best first (design, "Meters"). */
const SENSORS = [
	"nvml",
	"amd",
	"rapl",
	"jetson"
];
/** Of those, the ones that meter an accelerator, and so want RAPL beside them for the host's checks. */
const ACCELERATORS = ["nvml", "amd"];
/** What a driver offers here; null where it does not work. */
async function probe(kind) {
	try {
		return await probeDriver(kind);
	} catch (error) {
		if (error instanceof SamplerRefused) return null;
		throw error;
	}
}
/** What a driver that was asked for offers. Throws `meter-unavailable` with the driver's reason and fix. */
async function requireDriver(kind) {
	return await orUnavailable(kind, () => probeDriver(kind));
}
/** The best sensor that works here; null where there is none. */
async function bestSensor() {
	for (const kind of SENSORS) {
		const hello = await probe(kind);
		if (hello !== null) return hello;
	}
	return null;
}
/** Turns a driver's refusal into `meter-unavailable`. */
async function orUnavailable(kind, run) {
	try {
		return await run();
	} catch (error) {
		if (!(error instanceof SamplerRefused)) throw error;
		throw new JouleGateError("meter-unavailable", `the meter ${kind} does not work here: ${error.message}`, error.fix, { cause: error });
	}
}
// src/energy/plan.ts
/** Fewer prefills than this leave lag and response open, whatever the noise. */
const LEAST = 8;
const MOST = 2e3;
/**
* How many repeated prefills of one length (with random gaps) it takes for a relative standard error of their joules,
* from the characterisation (`MeterInfo.sensor`: `cadenceMs`, and `noise`, the relative noise of one update).
* Each prefill touches length ÷ cadence + 1 updates, whose noise is a share of the whole step: √m·noise·cadence ÷ length.
* A part-time sensor needs no more: what it sees less often it shows alone. Against the errors of full fits this is at
* worst 3 times too many for the shortest prefills on a 100 ms sensor, and not too few (test: plan).
* `null` where more than 2,000 would be needed: this sensor cannot tell such a prefill.
*/
function prefillRepeatsNeeded(sensor, prefillMs, relativeError) {
	if (!(prefillMs > 0) || !(relativeError > 0)) return null;
	const updates = prefillMs / sensor.cadenceMs + 1;
	const one = Math.sqrt(updates) * sensor.noise * sensor.cadenceMs / prefillMs;
	const needed = Math.max(LEAST, Math.ceil((one / relativeError) ** 2));
	return needed > MOST ? null : needed;
}
// src/energy/measure/command.ts
/** Runs a command, passes its output through, picks the markers out of it. Its exit status is kept (128 + n by signal n). */
async function runCommand(command, source, onStart) {
	const [program, ...args] = command;
	const stdio = [
		"inherit",
		"inherit",
		"inherit"
	];
	if (source.kind === "stdout") stdio[1] = "pipe";
	if (source.kind === "fd") {
		while (stdio.length < source.fd) stdio.push("ignore");
		stdio[source.fd] = "pipe";
	}
	const child = spawn(program, args, {
		stdio,
		env: withoutSecrets(process.env)
	});
	const edges = [];
	const filter = filterOf(child, source, edges);
	const forward = (signal) => void child.kill(signal);
	process.on("SIGINT", forward).on("SIGTERM", forward);
	try {
		const exitStatus = await new Promise((resolve, reject) => {
			child.once("error", (cause) => reject(new JouleGateError("usage", `the command ${program} does not start: ${cause.message}`, "write the command after --, as a shell would find it", { cause })));
			child.once("spawn", () => onStart(child));
			child.once("close", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants$1.signals[signal])));
		});
		filter?.end();
		return {
			edges,
			exitStatus,
			problem: filter?.error ?? null
		};
	} finally {
		process.off("SIGINT", forward).off("SIGTERM", forward);
	}
}
function filterOf(child, source, edges) {
	if (source.kind === "file") return null;
	const fd = source.kind === "stdout" ? 1 : source.fd;
	const filter = new MarkerFilter(fd === 1 ? "stdout" : `fd ${fd}`, (edge) => edges.push(edge), (bytes) => void (fd === 1 && process.stdout.write(bytes)));
	child.stdio[fd]?.on("data", (chunk) => filter.write(chunk));
	return filter;
}
/** What the measured program may see of our environment: all but the tokens of the job. */
function withoutSecrets(env) {
	return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(GITHUB_TOKEN|ACTIONS_.*|INPUT_.*TOKEN)$/i.test(name)));
}
// src/energy/measure/cpu-recorder.ts
const INTERVAL_MS = 5;
/**
* The meter `estimate` for a foreign program: CPU time of its process tree × watts, as a counter beside which edges can
* be laid. CPU time is the scheduler's own (/proc/PID/task/TID/schedstat, nanoseconds), of threads that live;
* what ended threads used stays counted. Linux only: elsewhere it records nothing.
*/
var CpuRecorder = class {
	#watts;
	#rows = [];
	#seen = /* @__PURE__ */ new Map();
	#timer = null;
	constructor(watts) {
		this.#watts = watts;
	}
	start(pid) {
		const read = () => {
			for (const one of tree(pid)) this.#addThreads(one);
			let ns = 0;
			for (const used of this.#seen.values()) ns += used;
			this.#rows.push({
				t: monotonicNs(),
				mj: ns / 1e9 * this.#watts * 1e3
			});
		};
		read();
		this.#timer = setInterval(read, INTERVAL_MS);
	}
	stop() {
		if (this.#timer !== null) clearInterval(this.#timer);
	}
	series() {
		const originNs = this.#rows[0]?.t ?? 0;
		const series = emptySeries("host", this.#rows.length, originNs);
		this.#rows.forEach((row, k) => {
			series.t[k] = (row.t - originNs) / 1e9;
			series.energyMj[k] = row.mj;
		});
		return series;
	}
	#addThreads(pid) {
		for (const tid of list(`/proc/${pid}/task`)) {
			const used = Number(read(`/proc/${pid}/task/${tid}/schedstat`).split(" ")[0]);
			if (used > 0) this.#seen.set(tid, used);
		}
	}
};
function tree(pid) {
	return [pid, ...list(`/proc/${pid}/task`).flatMap((tid) => read(`/proc/${pid}/task/${tid}/children`).split(" ").filter((c) => c.trim() !== "").map(Number)).flatMap(tree)];
}
function list(folder) {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}
function read(file) {
	try {
		return readFileSync(file, "latin1");
	} catch {
		return "";
	}
}
// src/energy/measure/kept.ts
/**
* Raw samples (text) and edges of one `measure`, to be attributed again: where `--samples` says, else beside `--out`
* (OUT.samples.jsonl), else in a folder of the temporary one. Edges go to `.edges.jsonl` after the same name, unless
* they stand in a file of the user's own (`edges` null).
*/
var KeptPair = class {
	#where;
	#samples;
	#edges;
	#file = null;
	constructor(where, samples, edges) {
		this.#where = where;
		this.#samples = samples;
		this.#edges = edges;
	}
	/** Writes them, once; returns the samples' file. Throws `file-unreadable`. */
	write() {
		if (this.#file !== null) return this.#file;
		const { samplesOut, out } = this.#where;
		const file = samplesOut ?? (out === void 0 ? join(keptFolder(), "samples.jsonl") : `${out}.samples.jsonl`);
		writeText(file, this.#samples);
		if (this.#edges !== null) writeText(`${file}.edges.jsonl`, markersText(this.#edges));
		this.#file = file;
		return file;
	}
	/** Writes them and says where they are. */
	say(why) {
		const file = this.write();
		this.#where.onProgress?.(`${why}: the raw samples are kept in ${file}${this.#edges === null ? "" : `, the edges in ${file}.edges.jsonl`}`);
	}
};
// src/energy/measure/result.ts
/** Quiet before the first edge from which idle power is taken, where the samples' header tells none. */
const LEAD_SECONDS = .5;
/** Left out of that quiet: the sensor's lag mixes the first phase into it. */
const GUARD_SECONDS = .02;
/**
* Attributes raw samples (their text, so that a stored pair gives the same digits as the live run) to phases.
* Each channel is fitted apart; joules add, errors in quadrature.
*/
function resultOf(samples, samplesName, edges, edgesName) {
	const { series, header, originNs } = parseSamples(samples, samplesName);
	const intervals = requireIntervals(edges, originNs, edgesName);
	const first = intervals[0]?.start ?? 0;
	const attributions = series.map((s) => {
		const lead = first > LEAD_SECONDS ? idlePower(slice(s, 0, first - GUARD_SECONDS)) : null;
		const idle = header?.idle?.[s.channel] ?? lead;
		const from = header?.from === void 0 ? s.t[0] : (header.from - originNs) / 1e9;
		const to = header?.to === void 0 ? s.t[s.t.length - 1] : (header.to - originNs) / 1e9;
		const limit = s.powerLimitMw.find((x) => !Number.isNaN(x));
		return attribute({
			series: s,
			intervals,
			from,
			to,
			idle,
			powerLimitWatts: limit === void 0 ? header?.powerLimitWatts ?? null : limit / 1e3
		});
	});
	const names = [...new Set(intervals.map((i) => i.phase))];
	const idles = attributions.map((a) => a.idleWatts);
	const phases = Object.fromEntries(names.map((name) => [name, phaseOf(name, attributions, intervals.filter((i) => i.phase === name))]));
	const checks = series.map(checkSeries);
	const seen = validityOf(checks.flatMap((c) => c.invalid), checks.flatMap((c) => c.warnings));
	const unresolved = Object.values(phases).filter((p) => p.validity.status === "not-resolvable");
	const reasons = [.../* @__PURE__ */ new Set([...seen.reasons, ...unresolved.flatMap((p) => p.validity.reasons)])];
	return {
		meter: header?.meter ?? "replay",
		sensor: {
			...series[0] ? characterise$1(series[0]) : {},
			...attributions[0]?.sensor
		},
		idle: { watts: idles.some((w) => w === null) ? null : idles.reduce((s, w) => s + w, 0) },
		phases,
		validity: {
			status: seen.status === "invalid" || unresolved.length === 0 ? seen.status : "not-resolvable",
			reasons
		}
	};
}
function phaseOf(name, attributions, mine) {
	const groups = attributions.flatMap((a) => a.phases.get(name) ?? []);
	const seconds = mine.reduce((s, i) => s + (i.end - i.start), 0);
	if (groups.length === 0 || groups.some((g) => !g.resolvable)) {
		const reasons = [...new Set(groups.flatMap((g) => g.reasons))];
		return {
			grossJoules: null,
			netJoules: null,
			standardError: null,
			interval95: null,
			seconds,
			count: mine.length,
			validity: {
				status: "not-resolvable",
				reasons
			}
		};
	}
	const grossJoules = groups.reduce((s, g) => s + g.grossJoules, 0);
	const netJoules = groups.reduce((s, g) => s + g.netJoules, 0);
	const standardError = Math.hypot(...groups.map((g) => g.grossError));
	const half = 1.959964 * standardError;
	return {
		grossJoules,
		netJoules,
		standardError,
		interval95: [grossJoules - half, grossJoules + half],
		seconds,
		count: mine.length,
		validity: {
			status: "ok",
			reasons: []
		}
	};
}
/** The result with the grams of CO₂ equivalent of its phases. Throws `usage` where the intensity is no number ≥ 0. */
function withCo2e(result, { gPerKwh, source }) {
	const phases = Object.fromEntries(Object.entries(result.phases).map(([name, p]) => [name, {
		grossGrams: co2e(p.grossJoules, gPerKwh),
		netGrams: co2e(p.netJoules, gPerKwh)
	}]));
	return {
		...result,
		co2e: {
			gPerKwh,
			source,
			phases
		}
	};
}
// src/energy/measure/index.ts
/**
* Phase energy of any program that prints markers, or of stored samples and edges.
* `exitStatus` is the command's own, 0 for a replay.
* @throws JouleGateError `usage`, `meter-unavailable`, `meter-busy`, `meter-failed`, `samples-invalid`, `edges-invalid`, `file-unreadable`
*/
async function measure$2(options) {
	const source = markerSource(options.markers);
	const seen = options.command === void 0 || options.command.length === 0 ? {
		result: replay(options.meter, source),
		exitStatus: 0
	} : await live$1(options, options.command, source);
	const done = options.co2e === void 0 ? seen : {
		...seen,
		result: withCo2e(seen.result, options.co2e)
	};
	if (options.out !== void 0) writeText(options.out, `${JSON.stringify(done.result, null, 2)}\n`);
	return done;
}
function markerSource(text) {
	if (text === "stdout") return { kind: "stdout" };
	const [kind, rest] = [text.slice(0, text.indexOf(":")), text.slice(text.indexOf(":") + 1)];
	if (kind === "file" && rest !== "") return {
		kind: "file",
		file: rest
	};
	if (kind === "fd" && /^\d+$/.test(rest) && Number(rest) >= 1 && Number(rest) <= 255) return {
		kind: "fd",
		fd: Number(rest)
	};
	throw new JouleGateError("usage", `--markers ${text} is not known`, "write stdout, fd:N (N from 1 to 255) or file:EDGES");
}
function replay(meter, source) {
	if (meter.kind !== "replay" || meter.samples === void 0) throw new JouleGateError("usage", "there is neither a command nor stored samples to measure", "write the command after --, or --meter replay:SAMPLES --markers file:EDGES");
	if (source.kind !== "file") throw new JouleGateError("usage", "stored samples need stored edges", "add --markers file:EDGES");
	let text;
	try {
		const bytes = readFileSync(meter.samples);
		text = (bytes[0] === 31 && bytes[1] === 139 ? gunzipSync(bytes) : bytes).toString("utf8");
	} catch (cause) {
		throw new JouleGateError("samples-invalid", `${meter.samples} cannot be read`, "give a file of raw samples, as \"joulegate measure --samples FILE\" writes it", { cause });
	}
	return resultOf(text, meter.samples, readMarkers(source.file), source.file);
}
async function live$1(options, command, source) {
	const { kind } = options.meter;
	if (kind === "replay") throw new JouleGateError("usage", "a replay runs no command", "leave the command away, or choose another meter");
	const hello = kind === "estimate" ? null : kind === "auto" ? await bestSensor() : await requireDriver(kind);
	const { samples, outcome } = hello === null ? await recordCpu(options, command, source) : await orUnavailable(hello.kind, () => recordSensor(hello, options, command, source));
	const kept = new KeptPair({
		samplesOut: options.samplesOut,
		out: options.out,
		onProgress: options.meter.onProgress
	}, samples, source.kind === "file" ? null : outcome.edges);
	if (options.samplesOut !== void 0) kept.write();
	try {
		if (outcome.problem !== null) throw outcome.problem;
		const edges = source.kind === "file" ? readMarkers(source.file) : outcome.edges;
		const result = resultOf(samples, options.samplesOut ?? "samples", edges, source.kind === "file" ? source.file : options.markers);
		if (result.validity.status === "invalid") kept.say("the measurement is invalid");
		return {
			result,
			exitStatus: outcome.exitStatus
		};
	} catch (error) {
		kept.say("nothing was attributed");
		throw error;
	}
}
async function recordSensor(hello, options, command, source) {
	const session = await openSession([hello.kind], hello.channels.map((c) => c.name), options.meter);
	const { sampler } = session;
	try {
		const begin = sampler.position();
		const originNs = monotonicNs();
		await setTimeout$1((options.idleSeconds ?? 2) * 1e3);
		const from = monotonicNs();
		await sampler.waitFor(from);
		const idle = {};
		for (const s of sampler.read(begin, originNs)) {
			const power = idlePower(s);
			if (power !== null) idle[s.channel] = power;
		}
		const outcome = await runCommand(command, source, () => {});
		const to = monotonicNs();
		await sampler.waitFor(to + 4e8);
		const limits = hello.channels.map((c) => c.powerLimitWatts);
		const header = {
			joulegate: "samples",
			version: 1,
			meter: hello.kind,
			gpus: hello.channels.map(({ name, label }) => ({
				name,
				label
			})),
			powerLimitWatts: limits.length === 1 ? limits[0] : null,
			idle,
			from,
			to
		};
		return {
			samples: samplesText(sampler.read(begin, originNs), header),
			outcome
		};
	} finally {
		await session.close();
	}
}
async function recordCpu(options, command, source) {
	const recorder = new CpuRecorder(options.meter.watts ?? 10);
	let outcome;
	try {
		outcome = await runCommand(command, source, (child) => recorder.start(child.pid));
	} finally {
		recorder.stop();
	}
	return {
		samples: samplesText([recorder.series()], {
			joulegate: "samples",
			version: 1,
			meter: "estimate",
			idle: { host: {
				watts: 0,
				standardError: 0
			} }
		}),
		outcome
	};
}
// src/energy/index.ts
/**
* Opens a meter. `auto` takes the best that works here and ends at `estimate`, which always does.
* @throws JouleGateError `meter-unavailable`, `meter-busy`, `meter-failed`, `samples-invalid`
*/
async function openMeter(options) {
	if (options.kind === "estimate") return new EstimateMeter(options);
	if (options.kind === "replay") return new ReplayMeter(options);
	if (options.kind !== "auto") return await openSensor(await requireDriver(options.kind), options);
	const best = await bestSensor();
	if (best !== null) return await openSensor(best, options);
	options.onProgress?.("no energy sensor works here: joules are estimated from CPU time");
	return new EstimateMeter(options);
}
/** Long enough for a dozen updates of the slowest counter (100 ms). */
const LOOK_SECONDS = 1.2;
/** Every meter, whether it works here and what its sensor shows (about 2 s), for `doctor`. */
async function listMeters() {
	return [...await Promise.all(SENSORS.map(listSensor)), {
		kind: "estimate",
		available: true,
		detail: `CPU time × 10 W (an estimate, no reading)`,
		fix: ""
	}];
}
async function listSensor(kind) {
	try {
		const hello = await probeDriver(kind);
		const sensor = await look(kind);
		return {
			kind,
			available: true,
			detail: hello.channels.map((c) => `${c.label} (${c.name})`).join(", "),
			fix: "",
			sensor
		};
	} catch (error) {
		if (!(error instanceof SamplerRefused)) throw error;
		return {
			kind,
			available: false,
			detail: error.message,
			fix: error.fix
		};
	}
}
/** What a sensor shows over a second: its readings' cadences and jitter, power meanwhile. Takes no lock: it only looks. */
async function look(kind) {
	const sampler = await SamplerClient.start([kind], {
		intervalMs: 5,
		locks: []
	});
	try {
		const from = monotonicNs();
		await setTimeout$1(LOOK_SECONDS * 1e3);
		await sampler.waitFor(from + LOOK_SECONDS * 1e9);
		const series = sampler.read(0, from)[0];
		return {
			...characterise$1(series),
			...characteriseIdle(series)
		};
	} finally {
		await sampler.stop();
	}
}
async function openSensor(hello, options) {
	const host = ACCELERATORS.includes(hello.kind) && await probe("rapl") !== null ? "rapl" : null;
	return await orUnavailable(hello.kind, () => SensorMeter.open(hello.kind, host, hello.channels.map((c) => c.name), options));
}
// src/model/llama.ts
/** node-llama-cpp from wherever the native packages are. */
async function importLlama() {
	return await import(pathToFileURL(resolveNative("node-llama-cpp")).href);
}
/** Starts llama.cpp on a backend; never compiles it. Throws `engine-failed` naming the backend. */
async function startLlama(gpu) {
	const { getLlama } = await importLlama();
	try {
		return await getLlama({
			build: "never",
			gpu: gpu === "none" ? false : gpu,
			logLevel: "error",
			logger: () => void 0,
			progressLogs: false,
			maxThreads: availableParallelism()
		});
	} catch (cause) {
		throw new JouleGateError("engine-failed", `llama.cpp cannot start on "${gpu}": ${cause.message}`, "set engine.gpu to auto or none, or install the backend's package (README, \"A machine with a GPU\")", { cause });
	}
}
// src/model/prompt.ts
const CHAT_DEFAULT = "Complete this Python function. Answer with the whole function in one code block.\n\n```python\n{prompt}```";
const FENCE = "```python\n";
/** Reads the template's file, fills in the defaults. Throws `prompt-invalid`. */
async function settlePrompt(source, hasChatTemplate) {
	let template = source.template;
	if (source.file !== null) try {
		template = (await readFile(source.file, "utf8")).replace(/\r?\n$/, "");
	} catch (cause) {
		throw new JouleGateError("prompt-invalid", `cannot read the prompt template ${source.file}: ${cause.message}`, "check prompt.file (relative to the configuration file)", { cause });
	}
	if (template !== null && !template.includes("{prompt}")) throw new JouleGateError("prompt-invalid", "the prompt template has no {prompt}", "put {prompt} where the task's text shall stand");
	const style = source.style ?? (hasChatTemplate ? "chat" : "raw");
	return {
		style,
		template: template ?? (style === "chat" ? CHAT_DEFAULT : "{prompt}"),
		answerPrefix: source.answerPrefix ?? (template === null && style === "chat" ? FENCE : "")
	};
}
/** Turns a task's text into the tokens that are evaluated: template, chat template, answer prefix, BOS. */
async function promptTokenizer(model, prompt, chatTemplate) {
	const fill = (task) => prompt.template.split("{prompt}").join(task);
	const withBos = (tokens) => {
		const bos = model.tokens.bos;
		return model.tokens.shouldPrependBosToken && bos !== null && tokens[0] !== bos ? [bos, ...tokens] : tokens;
	};
	if (prompt.style === "raw") return (task) => withBos(model.tokenize(fill(task) + prompt.answerPrefix, false));
	const llama = await importLlama();
	const wrapper = chatTemplate !== null ? new llama.JinjaTemplateChatWrapper({
		template: chatTemplate,
		tokenizer: model.tokenizer
	}) : llama.resolveChatWrapper(model);
	return (task) => {
		const { contextText } = wrapper.generateContextState({ chatHistory: [{
			type: "user",
			text: fill(task)
		}, {
			type: "model",
			response: prompt.answerPrefix === "" ? [] : [prompt.answerPrefix]
		}] });
		return withBos(contextText.tokenize(model.tokenizer));
	};
}
// src/model/text.ts
/** GPT-2's reversible map from a printable character to a byte (Radford et al. 2019, `bytes_to_unicode`). */
function byteOfCharacter() {
	const map = /* @__PURE__ */ new Map();
	let next = 0;
	for (let b = 0; b < 256; b++) {
		const printable = b >= 33 && b <= 126 || b >= 161 && b <= 172 || b >= 174;
		map.set(String.fromCodePoint(printable ? b : 256 + next++), b);
	}
	return map;
}
const CONTROL = 3;
const NORMAL = 1;
/** Byte-level BPE is spelled from the GGUF's own vocabulary; other kinds by llama.cpp over the whole text. */
function speller(model, vocabulary) {
	const lineEnds = /* @__PURE__ */ new Map();
	const remembered = (token, find) => {
		let known = lineEnds.get(token);
		if (known === void 0) lineEnds.set(token, known = find());
		return known;
	};
	if (vocabulary.model !== "gpt2" || !Array.isArray(vocabulary.tokens)) return {
		text: (tokens, before) => model.detokenize(tokens, false, before.slice(-8)),
		hasLineEnd: (token) => remembered(token, () => model.detokenize([token], false).includes("\n"))
	};
	const words = vocabulary.tokens;
	const types = Array.isArray(vocabulary.token_type) ? vocabulary.token_type : [];
	const bytes = byteOfCharacter();
	const cache = /* @__PURE__ */ new Map();
	const piece = (token) => {
		let known = cache.get(token);
		if (!known) {
			const type = types[token] ?? NORMAL;
			const word = words[token] ?? "";
			if (type === CONTROL) known = Buffer.alloc(0);
			else if (type === NORMAL) known = Buffer.from([...word].map((c) => bytes.get(c) ?? 63));
			else known = Buffer.from(word, "utf8");
			cache.set(token, known);
		}
		return known;
	};
	return {
		text: (tokens) => Buffer.concat(tokens.map(piece)).toString("utf8"),
		hasLineEnd: (token) => remembered(token, () => piece(token).includes(10))
	};
}
// src/model/threads.ts
/** 1, 2, 4 … up to the cores this process may use, and that number itself. */
function threadCandidates(cores) {
	const out = [];
	for (let n = 1; n < cores; n *= 2) out.push(n);
	return [...out, cores];
}
const PROBE_TOKENS = 16;
/**
* More threads must be this much faster to be worth their power, and their risk: llama.cpp's threads spin while they
* wait, so that two on a core that something else wants cost hundreds of milliseconds a token.
*/
const WORTH = .8;
const LONGEST_PROBE_SECONDS = 2;
async function secondsPerToken(model, threads) {
	const context = await model.createContext({
		contextSize: 256,
		batchSize: 64,
		threads: {
			ideal: threads,
			min: threads
		}
	});
	try {
		const sequence = context.getSequence();
		const prompt = model.tokenize("def add(a, b):\n");
		const stream = sequence.evaluate(prompt, {
			temperature: 0,
			yieldEogToken: true
		});
		await stream.next();
		await stream.next();
		const begin = monotonicNs();
		let tokens = 0;
		const elapsed = () => (monotonicNs() - begin) / 1e9;
		while (tokens < PROBE_TOKENS && elapsed() < LONGEST_PROBE_SECONDS) {
			const { done } = await stream.next();
			if (done) break;
			tokens++;
		}
		const seconds = tokens === 0 ? 1e400 : elapsed() / tokens;
		await stream.return();
		return seconds;
	} finally {
		await context.dispose();
	}
}
/** The number of threads that decodes fastest here, found by a few tokens each; never the library's default. */
async function probeThreads(model, cores = availableParallelism()) {
	let best = null;
	for (const threads of threadCandidates(cores)) {
		const seconds = await secondsPerToken(model, threads);
		if (best === null || seconds < best.seconds * WORTH) best = {
			threads,
			seconds
		};
	}
	return best?.threads ?? 1;
}
// src/model/engine.ts
const MAX_DEFAULT_CONTEXT = 8192;
const KV = {
	f16: "F16",
	q8_0: "Q8_0",
	q4_0: "Q4_0"
};
/** A loaded model that runs one request at a time, each from an empty KV cache. */
var Engine = class Engine {
	info;
	#model;
	#context;
	#sequence;
	#chatTemplate;
	#speller;
	constructor(parts) {
		this.info = parts.info;
		this.#model = parts.model;
		this.#context = parts.context;
		this.#sequence = parts.context.getSequence();
		this.#chatTemplate = parts.chatTemplate;
		this.#speller = parts.speller;
	}
	/** Loads the model and makes its context; throws `model-unreadable` or `engine-failed`. */
	static async load(options) {
		const native = await importLlama();
		const llama = await startLlama(options.gpu);
		let model;
		let metadata;
		try {
			({metadata} = await native.readGgufFileInfo(options.file.path, {
				ignoreKeys: [],
				logWarnings: false
			}));
			model = await llama.loadModel({
				modelPath: options.file.path,
				...options.gpuLayers === null ? {} : { gpuLayers: options.gpuLayers }
			});
		} catch (cause) {
			throw new JouleGateError("model-unreadable", `llama.cpp cannot load ${options.file.path}: ${cause.message}`, "the file may be damaged or too new: fetch it again, and compare its SHA-256 with the publisher's", { cause });
		}
		try {
			const threads = options.threads ?? await probeThreads(model);
			const contextSize = options.context ?? Math.min(model.trainContextSize, MAX_DEFAULT_CONTEXT);
			const context = await model.createContext({
				contextSize,
				threads: {
					ideal: threads,
					min: threads
				},
				...options.batch === null ? {} : { batchSize: options.batch },
				...options.flashAttention === null ? {} : { flashAttention: options.flashAttention },
				...options.kvType === null ? {} : {
					experimentalKvCacheKeyType: KV[options.kvType],
					experimentalKvCacheValueType: KV[options.kvType]
				}
			});
			const tokenizer = metadata.tokenizer;
			const chatTemplate = typeof tokenizer?.chat_template === "string" ? tokenizer.chat_template : null;
			const description = /^(\S+) +(?:\S+ +)?(\S.*)$/.exec(model.typeDescription);
			return new Engine({
				info: {
					architecture: metadata.general.architecture,
					quantization: description?.[2] ?? model.typeDescription,
					parameters: model.fileInsights.totalParameters ?? 0,
					contextSize: context.contextSize,
					threads,
					gpuLayers: model.gpuLayers,
					backend: llama.gpu === false ? "cpu" : llama.gpu,
					llamaCpp: `${llama.llamaCppRelease.release} (node-llama-cpp ${await native.getModuleVersion()})`,
					cpu: cpus()[0]?.model.trim() ?? "unknown",
					os: `${platform()} ${arch()}`
				},
				model,
				context,
				chatTemplate,
				speller: speller(model, tokenizer?.ggml ?? {})
			});
		} catch (cause) {
			await model.dispose();
			if (cause instanceof JouleGateError) throw cause;
			throw new JouleGateError("engine-failed", `llama.cpp cannot make a context: ${cause.message}`, "a smaller context (key \"context\") or fewer gpu-layers needs less memory", { cause });
		}
	}
	/**
	* Settles a prompt's defaults for this model and returns how a task's text becomes tokens.
	* `tokenize` throws `prompt-too-long` where no token would fit behind the prompt.
	*/
	async preparePrompt(source) {
		const prompt = await settlePrompt(source, this.#chatTemplate !== null);
		const tokenize = await promptTokenizer(this.#model, prompt, this.#chatTemplate);
		const { contextSize } = this.info;
		return {
			prompt,
			tokenize(taskPrompt, name) {
				const tokens = tokenize(taskPrompt);
				if (tokens.length + 1 >= contextSize) throw new JouleGateError("prompt-too-long", `the prompt of ${name} has ${tokens.length} tokens, the context ${contextSize}`, "raise the key \"context\", shorten the template, or leave the task out");
				return tokens;
			}
		};
	}
	/** Exactly the text that an answer's tokens spell. */
	text(tokens, promptTokens) {
		return this.#speller.text(tokens, promptTokens);
	}
	hasLineEnd(token) {
		return this.#speller.hasLineEnd(token);
	}
	/** Empties the KV cache; belongs before a request, outside every phase. */
	async reset() {
		await this.#sequence.clearHistory();
	}
	/**
	* Evaluates the prompt and yields one token after another; the first `next()` is the prefill.
	* An awaited `next()` has synchronised the device, so its edges are exact. Ends by itself after the end token;
	* the caller stops it at `maxTokens` or at the context's end.
	*/
	async *generate(promptTokens, sampling) {
		const model = this.#model;
		const greedy = sampling.temperature === 0;
		const stream = this.#sequence.evaluate(promptTokens, {
			temperature: sampling.temperature,
			...greedy ? {} : {
				topP: sampling.topP,
				topK: sampling.topK,
				seed: sampling.seed
			},
			yieldEogToken: true
		});
		for await (const token of stream) {
			const end = model.isEogToken(token);
			yield {
				token,
				end,
				t_ns: monotonicNs()
			};
			if (end) return;
		}
	}
	async close() {
		await this.#context.dispose();
		await this.#model.dispose();
	}
};
// src/model/locate.ts
const ANSWER_MS$1 = 2e4;
const STALLED_MS = 12e4;
/** The library would try for hours: one question tells whether the host answers at all. */
async function assertReachable(uri, fail) {
	const address = uri.startsWith("hf:") ? process.env["HF_ENDPOINT"] ?? "https://huggingface.co" : uri;
	try {
		const response = await fetch(address, {
			method: "HEAD",
			signal: AbortSignal.timeout(ANSWER_MS$1)
		});
		if (!uri.startsWith("hf:") && response.status >= 400 && response.status !== 405) throw new Error(`HTTP status ${response.status}`);
	} catch (error) {
		throw fail(error.cause ?? error);
	}
}
async function fetchModel(uri, onProgress) {
	const { resolveModelFile } = await importLlama();
	const directory = join(cacheDirectory(), "models", sha256(uri).slice(0, 16));
	const cached = (await readdir(directory).catch(() => [])).filter((f) => f.endsWith(".gguf")).sort()[0];
	if (cached) return join(directory, cached);
	const token = process.env["HF_TOKEN"];
	const fail = (cause) => new JouleGateError("download-failed", `cannot download the model ${uri}: ${cause.message}`, "check the address and the network (HF_TOKEN for a gated model), or give a local file as model.path", { cause });
	const stalled = new AbortController();
	let watchdog = setTimeout(() => stalled.abort(/* @__PURE__ */ new Error("no data for two minutes")), STALLED_MS);
	let seen = 0;
	let told = -1;
	try {
		await assertReachable(uri, fail);
		return await resolveModelFile(uri, {
			directory,
			cli: false,
			signal: stalled.signal,
			...token ? { tokens: { huggingFace: token } } : {},
			onProgress: ({ totalSize, downloadedSize }) => {
				if (downloadedSize > seen) {
					seen = downloadedSize;
					clearTimeout(watchdog);
					watchdog = setTimeout(() => stalled.abort(/* @__PURE__ */ new Error("no data for two minutes")), STALLED_MS);
				}
				const tenth = totalSize > 0 ? Math.floor(10 * downloadedSize / totalSize) : 0;
				if (tenth > told) {
					told = tenth;
					onProgress?.(`downloading ${uri}: ${tenth * 10} % of ${(totalSize / 1e6).toFixed(0)} MB`);
				}
			}
		});
	} catch (cause) {
		if (cause instanceof JouleGateError) throw cause;
		throw fail(stalled.signal.aborted ? stalled.signal.reason : cause);
	} finally {
		clearTimeout(watchdog);
	}
}
async function assertGguf(path) {
	const unreadable = (why, fix, cause) => new JouleGateError("model-unreadable", `the model ${path} ${why}`, fix, { cause });
	let head;
	let bytes;
	try {
		const info = await stat(path);
		if (!info.isFile()) throw new Error("it is no file");
		bytes = info.size;
		const file = await open(path, "r");
		try {
			head = Buffer.alloc(64);
			const { bytesRead } = await file.read(head, 0, 64, 0);
			head = head.subarray(0, bytesRead);
		} finally {
			await file.close();
		}
	} catch (cause) {
		throw unreadable(`cannot be read: ${cause.message}`, "check model.path (relative to the configuration file)", cause);
	}
	if (head.toString("latin1").startsWith("version https://git-lfs")) throw unreadable("is a Git-LFS pointer, not the model itself", "run \"git lfs pull\", or set \"lfs: true\" at actions/checkout");
	if (head.toString("latin1", 0, 4) !== "GGUF") throw unreadable("is no GGUF file", "give a model in llama.cpp's GGUF format");
	return bytes;
}
/** Finds (or downloads) the model, checks that it is a GGUF and that its SHA-256 is the configured one. */
async function locateModel(source, onProgress) {
	const path = source.builtin ? join(packageRoot, "assets", "practice", "practice-model.gguf") : source.path ?? await fetchModel(source.uri, onProgress);
	const bytes = await assertGguf(path);
	if (bytes > 2e9) onProgress?.(`hashing ${basename(path)} (${(bytes / 1e9).toFixed(1)} GB)`);
	const digest = await sha256OfFile(path);
	if (source.sha256 !== null && digest !== source.sha256) throw new JouleGateError("model-hash-mismatch", `the model ${path} has SHA-256 ${digest}, the configuration says ${source.sha256}`, "update model.sha256 if the new file is meant; otherwise fetch the model again");
	return {
		name: source.name ?? (source.builtin ? "practice (embedded fixture)" : basename(path)),
		path,
		sha256: digest,
		bytes
	};
}
// src/sandbox/result-text.ts
const MAX_LENGTH = 1e3;
/** Control characters (and the separators that end lines elsewhere) as escapes, cut at 1,000 characters. */
function safeText(text) {
	return text.slice(0, MAX_LENGTH).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu, (c) => {
		if (c === "\n") return "\\n";
		if (c === "	") return "\\t";
		if (c === "\r") return "\\r";
		return `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
	}).slice(0, MAX_LENGTH);
}
/** The `result` of a program that did not pass. */
function failedText(why) {
	return safeText(`failed: ${why}`);
}
// src/sandbox/rings/flags.ts
/** The last Node whose V8 is known to have the tiering budget; an unknown flag would keep a process from starting. */
const LAST_KNOWN_MAJOR = 24;
/**
* For a process that runs one short program: compiling it well costs more than it saves (0.2 s of CPU on Node 20),
* while a long one is still compiled well after about a second.
*/
function shortLifeFlags(node = process.versions.node) {
	return Number(node.split(".")[0]) <= LAST_KNOWN_MAJOR ? ["--wasm-tiering-budget=60000000"] : [];
}
/**
* Node's flags for a sandbox process that may read only `readable`. The permission model has another name on Node 20;
* what this Node offers is read from itself.
*/
function sandboxFlags(readable, known = process.allowedNodeEnvironmentFlags) {
	const permission = known.has("--permission") ? "--permission" : "--experimental-permission";
	return [
		...known.has(permission) ? [permission, ...readable.map((path) => `--allow-fs-read=${path}`)] : [],
		"--disallow-code-generation-from-strings",
		"--no-warnings",
		"--no-addons",
		"--no-global-search-paths",
		...known.has("--experimental-websocket") ? ["--no-experimental-websocket"] : [],
		"--max-old-space-size=512"
	];
}
function hasPermissionModel(known = process.allowedNodeEnvironmentFlags) {
	return known.has("--permission") || known.has("--experimental-permission");
}
// src/sandbox/rings/launcher.ts
function find(name) {
	for (const dir of (process.env["PATH"] ?? "").split(delimiter).concat("/usr/bin", "/bin", "/usr/sbin")) {
		if (dir === "") continue;
		try {
			accessSync(join(dir, name), constants.X_OK);
			return join(dir, name);
		} catch {
			continue;
		}
	}
	return null;
}
function works(command) {
	const [file, ...args] = command;
	if (file === void 0) return false;
	return spawnSync(file, args, {
		env: {},
		stdio: "ignore",
		timeout: 5e3
	}).status === 0;
}
let found = null;
/** Tries a network namespace, a death signal and limits on this machine; remembered for the process. */
function launcher() {
	if (found) return found;
	const sh = find("sh");
	const unshare = process.platform === "linux" ? find("unshare") : null;
	const setpriv = process.platform === "linux" ? find("setpriv") : null;
	const end = sh ? [
		sh,
		"-c",
		"exit 0"
	] : ["/bin/true"];
	const network = (unshare ? [[
		unshare,
		"-n",
		"--"
	], [
		unshare,
		"-r",
		"-n",
		"--"
	]] : []).find((c) => works([...c, ...end])) ?? [];
	found = {
		network,
		death: (setpriv ? [[
			setpriv,
			"--pdeathsig",
			"KILL",
			"--no-new-privs",
			"--"
		], [
			setpriv,
			"--no-new-privs",
			"--"
		]] : []).find((c) => works([
			...network,
			...c,
			...end
		])) ?? [],
		limits: sh && works([
			sh,
			"-c",
			"ulimit -t 60 && ulimit -d 4000000"
		]) ? "sh" : null,
		sh
	};
	return found;
}
/** The whole command line of one sandbox process. */
function launchCommand(node, limits, by = launcher()) {
	const script = `ulimit -c 0; ulimit -f 0; ulimit -t ${Math.ceil(limits.cpuSeconds)}; ulimit -d ${Math.floor(limits.dataBytes / 1024)}; exec "$@"`;
	const limited = by.limits && by.sh ? [
		by.sh,
		"-c",
		script,
		"sh"
	] : [];
	return [
		...by.network,
		...by.death,
		...limited,
		...node
	];
}
// src/sandbox/rings/require.ts
/** The rings that stand outside the process; known without starting one. */
function outerRings(by = launcher()) {
	return [
		{
			name: "network-namespace",
			holds: by.network.length > 0,
			detail: by.network.length > 0 ? by.network.slice(0, -1).join(" ") : "the kernel or its policy refuses unshare -n and -rn"
		},
		{
			name: "resource-limits",
			holds: by.limits !== null,
			detail: by.limits !== null ? "RLIMIT_DATA, RLIMIT_CPU, RLIMIT_CORE 0, RLIMIT_FSIZE 0" : "no shell that sets ulimit -d and -t"
		},
		{
			name: "node-permission-model",
			holds: hasPermissionModel(),
			detail: hasPermissionModel() ? `Node ${process.versions.node}` : `Node ${process.versions.node} has none`
		},
		{
			name: "dies-with-parent",
			holds: by.death.some((a) => a === "--pdeathsig"),
			detail: by.death.length > 0 ? by.death.slice(0, -1).join(" ") : "no setpriv; ends when its input closes"
		}
	];
}
/** Rings without which `strict` refuses to run; the permission model is never optional. */
const STRICT = [
	"network-namespace",
	"resource-limits",
	"node-permission-model"
];
/** Throws `sandbox-unavailable` where the policy is not met, warns where it is `best` and a ring is missing. */
async function requireRings(policy, warn, rings) {
	await Promise.resolve();
	const missing = (rings ?? outerRings()).filter((r) => STRICT.includes(r.name) && !r.holds);
	const fatal = missing.filter((r) => policy === "strict" || r.name === "node-permission-model");
	if (fatal.length > 0) throw new JouleGateError("sandbox-unavailable", `the sandbox lacks ${fatal.map((r) => `${r.name} (${r.detail})`).join(", ")}`, policy === "strict" ? "allow user namespaces on this runner, or set \"sandbox: best\" in the configuration" : "run on Node 20.19 or later");
	for (const ring of missing) warn(`the sandbox runs without the ring ${ring.name}: ${ring.detail}`);
}
// src/sandbox/image-cache.ts
const UNUSED_MS = 2592e6;
const SLOWNESS_MS = 6048e5;
const digest = (data) => createHash("sha256").update(data).digest("hex");
/** Everything that an image depends on, as 24 hexadecimal digits. */
function key() {
	const pyodide = realpathSync(dirname(resolveNative("pyodide")));
	const { version } = JSON.parse(readFileSync(join(pyodide, "package.json"), "utf8"));
	return digest(JSON.stringify([
		pyodide,
		version,
		process.versions.node,
		process.arch,
		digest(readFileSync(entryFile("sandbox")))
	])).slice(0, 24);
}
function own(path, kind) {
	const stat = lstatSync(path);
	const uid = process.getuid?.() ?? stat.uid;
	return stat[kind]() && stat.uid === uid && (process.platform === "win32" || (stat.mode & 18) === 0);
}
/** The cache's folder, made where it is missing; `null` where it cannot be had or is not ours alone. */
function folder() {
	try {
		const path = join(cacheDirectory(), "sandbox");
		mkdirSync(path, {
			recursive: true,
			mode: 448
		});
		return own(path, "isDirectory") ? path : null;
	} catch {
		return null;
	}
}
function writeAside(path, data) {
	const temporary = `${path}.${randomBytes(4).toString("hex")}.tmp`;
	try {
		writeFileSync(temporary, data, {
			mode: 384,
			flag: "wx"
		});
		chmodSync(temporary, 384);
		renameSync(temporary, path);
	} finally {
		rmSync(temporary, { force: true });
	}
}
/** An image kept by an earlier process; its name holds the SHA-256 that its bytes must have. */
function cachedImage() {
	const dir = folder();
	if (dir === null) return null;
	try {
		const wanted = key();
		for (const name of readdirSync(dir)) {
			const [, version, of, sha256] = /^python-([\d.]+)-([0-9a-f]{24})-([0-9a-f]{64})\.image$/.exec(name) ?? [];
			if (version === void 0 || of !== wanted) continue;
			const path = join(dir, name);
			if (!own(path, "isFile") || digest(readFileSync(path)) !== sha256) {
				rmSync(path, { force: true });
				continue;
			}
			const now = /* @__PURE__ */ new Date();
			utimesSync(path, now, now);
			return {
				path,
				pythonVersion: version
			};
		}
	} catch {}
	return null;
}
/** Keeps an image for later processes and drops those long unused; `null` where there is no place for it. */
function keepImage(image, pythonVersion) {
	const dir = folder();
	if (dir === null) return null;
	try {
		for (const name of readdirSync(dir)) {
			const path = join(dir, name);
			if (Date.now() - lstatSync(path).mtimeMs > UNUSED_MS) rmSync(path, { force: true });
		}
		const path = join(dir, `python-${pythonVersion}-${key()}-${digest(image)}.image`);
		writeAside(path, image);
		return {
			path,
			pythonVersion
		};
	} catch {
		return null;
	}
}
/** The slowness measured here at most a week ago. */
function cachedSlowness() {
	try {
		const path = join(folder() ?? "", `slowness-${key()}.json`);
		if (!own(path, "isFile") || Date.now() - lstatSync(path).mtimeMs > SLOWNESS_MS) return null;
		const value = JSON.parse(readFileSync(path, "utf8"));
		return typeof value === "number" && value >= 1 && value <= 10 ? value : null;
	} catch {
		return null;
	}
}
function keepSlowness(value) {
	const dir = folder();
	if (dir === null) return;
	try {
		writeAside(join(dir, `slowness-${key()}.json`), JSON.stringify(value));
	} catch {}
}
// src/sandbox/cpu-time.ts
/** CPU seconds that a process has used so far, to 10 ms; `null` where the system does not say. */
function cpuSecondsOf(pid) {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
		const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
		const ticks = Number(fields[11]) + Number(fields[12]);
		return Number.isFinite(ticks) ? ticks / 100 : null;
	} catch {
		return null;
	}
}
// src/sandbox/protocol.ts
/**
* A fixed piece of Python work, the same in the sandbox and in a native Python, to measure how slow WebAssembly is here.
* About 0.05 s natively.
*/
const CALIBRATION = `
def work():
    seen = {}
    total = 0
    for i in range(120000):
        total = (total * 31 + i) % 1000003
        seen[total % 997] = str(i)
    return sorted(seen.values())[:3], total
work()
`;
// src/sandbox/response-reader.ts
/** A line may not be longer: what a program makes us hold is bounded. */
const MAX_LINE = 1 << 20;
/** Reads lines and counted bytes, one request at a time, from a sandbox process's answers. */
var ResponseReader = class {
	#chunks = [];
	#size = 0;
	#ended = null;
	#wake = null;
	constructor(stream) {
		stream.on("data", (chunk) => {
			this.#chunks.push(chunk);
			this.#size += chunk.length;
			this.#wake?.();
		});
		stream.on("error", () => {});
	}
	/** No more will come; whoever waits is refused with `how`. */
	end(how) {
		this.#ended ??= how;
		this.#wake?.();
	}
	async line() {
		for (let seen = 0;;) {
			const found = this.#chunks.slice(seen).some((c) => c.includes(10));
			seen = this.#chunks.length;
			if (found) {
				const all = this.#joined();
				const end = all.indexOf(10);
				this.#keep(all.subarray(end + 1));
				return all.subarray(0, end).toString("utf8");
			}
			if (this.#size > MAX_LINE) throw new Error("an answer longer than a megabyte");
			await this.#more();
		}
	}
	async bytes(count) {
		while (this.#size < count) await this.#more();
		const all = this.#joined();
		this.#keep(all.subarray(count));
		return all.subarray(0, count);
	}
	#joined() {
		return this.#chunks.length === 1 && this.#chunks[0] ? this.#chunks[0] : Buffer.concat(this.#chunks);
	}
	#keep(rest) {
		this.#chunks = rest.length > 0 ? [rest] : [];
		this.#size = rest.length;
	}
	async #more() {
		if (this.#ended !== null) throw new Error(this.#ended);
		await new Promise((resolve) => this.#wake = resolve);
		this.#wake = null;
	}
};
// src/sandbox/worker.ts
/** 1.5 GiB: an idle interpreter takes about 250 MiB of it. */
const DATA_BYTES = 1.5 * 2 ** 30;
const START_TIMEOUT_MS = 12e4;
const WATCH_MS = 50;
/** One sandbox process. It is asked one thing at a time; after `timed-out` or `died` it is gone. */
var Worker = class {
	ready;
	#child;
	#reader;
	#stderr = "";
	#ended = false;
	constructor(options) {
		const pyodide = realpathSync(dirname(resolveNative("pyodide")));
		const entry = realpathSync(entryFile("sandbox"));
		const snapshot = options.snapshot === null ? null : realpathSync(options.snapshot);
		const start = {
			pyodide: pyodide + sep,
			snapshot,
			restorable: options.restorable
		};
		const flags = [...sandboxFlags([
			pyodide + sep,
			entry,
			...snapshot === null ? [] : [snapshot]
		]), ...options.restorable ? [] : shortLifeFlags()];
		const [file, ...args] = launchCommand([
			process.execPath,
			...flags,
			entry,
			JSON.stringify(start)
		], options.limits);
		this.#child = spawn(file, args, {
			env: {},
			cwd: "/",
			stdio: [
				"pipe",
				"ignore",
				"pipe",
				"pipe"
			]
		});
		live.add(this.#child);
		this.#reader = new ResponseReader(this.#child.stdio[3]);
		this.#child.stdin?.on("error", () => {});
		this.#child.stderr?.on("data", (d) => this.#stderr = (this.#stderr + d.toString()).slice(-2e3));
		const end = (how) => {
			this.#ended = true;
			live.delete(this.#child);
			this.#reader.end(how);
		};
		this.#child.on("error", (error) => end(error.message));
		this.#child.on("close", (code, signal) => end(`${signal ?? `exit ${code}`}${this.#stderr ? `: ${this.#stderr.trim()}` : ""}`));
		this.ready = this.#start();
		this.ready.catch(() => {});
	}
	get alive() {
		return !this.#ended;
	}
	async #start() {
		const timer = setTimeout(() => this.kill(), START_TIMEOUT_MS);
		try {
			const first = await this.#reader.line();
			if (!first.startsWith("snapshot ")) return {
				pythonVersion: first.slice(6),
				snapshot: null
			};
			const snapshot = await this.#reader.bytes(Number(first.slice(9)));
			return {
				pythonVersion: (await this.#reader.line()).slice(6),
				snapshot
			};
		} finally {
			clearTimeout(timer);
		}
	}
	/** @param limitSeconds CPU seconds; four times as much wall time and 2 s ends it too. */
	async ask(body, limitSeconds) {
		const nonce = randomBytes(16).toString("hex");
		const json = Buffer.from(JSON.stringify({
			...body,
			nonce
		}));
		const head = Buffer.alloc(4);
		head.writeUInt32LE(json.length);
		let timedOut = false;
		const watch = this.#watch(limitSeconds, () => {
			timedOut = true;
			this.kill();
		});
		try {
			this.#child.stdin.write(Buffer.concat([head, json]));
			const line = await this.#reader.line();
			if (!line.startsWith(`${nonce} `)) {
				this.kill();
				return {
					kind: "died",
					how: "an answer without its nonce"
				};
			}
			return {
				kind: "response",
				response: JSON.parse(line.slice(nonce.length + 1))
			};
		} catch (error) {
			this.kill();
			const how = error instanceof Error ? error.message : String(error);
			return timedOut || how.startsWith("SIGXCPU") ? { kind: "timed-out" } : {
				kind: "died",
				how
			};
		} finally {
			clearInterval(watch);
		}
	}
	#watch(limitSeconds, onLimit) {
		const pid = this.#child.pid ?? -1;
		const since = performance.now();
		const before = cpuSecondsOf(pid);
		return setInterval(() => {
			const wall = (performance.now() - since) / 1e3;
			if (wall < limitSeconds) return;
			const now = cpuSecondsOf(pid);
			if ((before === null || now === null ? wall : now - before) > limitSeconds || wall > 4 * limitSeconds + 2) onLimit();
		}, WATCH_MS);
	}
	kill() {
		this.#child.kill("SIGKILL");
	}
	/** Ends the process and waits until it is gone. */
	async close() {
		if (this.#ended) return;
		const gone = new Promise((resolve) => this.#child.once("close", () => resolve()));
		this.kill();
		await gone;
	}
};
const live = /* @__PURE__ */ new Set();
process.once("exit", () => {
	for (const child of live) child.kill("SIGKILL");
});
// src/sandbox/unavailable.ts
/** The error of a sandbox that does not start; one that names its own fix is passed on. */
function unavailable(cause) {
	if (cause instanceof JouleGateError) return cause;
	return new JouleGateError("sandbox-unavailable", `the Python sandbox did not start: ${cause instanceof Error ? cause.message : String(cause)}`, "run \"joulegate doctor\" to see which part is missing; \"npm ci\" restores pyodide, \"npm run build\" the sandbox entry", { cause });
}
// src/sandbox/snapshot.ts
const PREFIX = "joulegate-sandbox-";
const built = /* @__PURE__ */ new Map();
const temporaries = /* @__PURE__ */ new Set();
let users = 0;
/** Counts a pool or grader in. The image's temporary folder, where there is one, goes when the last has called what this returns. */
function useSnapshots() {
	users++;
	let done = false;
	return () => {
		if (done) return;
		done = true;
		if (--users === 0 && temporaries.size > 0) {
			built.clear();
			clearTemporaries();
		}
	};
}
function clearTemporaries() {
	for (const folder of temporaries) rmSync(folder, {
		recursive: true,
		force: true
	});
	temporaries.clear();
}
process.once("exit", clearTemporaries);
/** Folders that a killed process left behind. */
function clearStale() {
	for (const name of readdirSync(tmpdir())) {
		const pid = Number(/^joulegate-sandbox-(\d+)-/.exec(name)?.[1] ?? NaN);
		if (Number.isNaN(pid) || isRunning(pid)) continue;
		try {
			rmSync(join(tmpdir(), name), {
				recursive: true,
				force: true
			});
		} catch {
			continue;
		}
	}
}
function isRunning(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code !== "ESRCH";
	}
}
function keepForThisProcess(image) {
	clearStale();
	const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
	temporaries.add(folder);
	writeFileSync(join(folder, "python.snapshot"), image, { mode: 384 });
	return folder;
}
async function build() {
	const worker = new Worker({
		snapshot: null,
		restorable: true,
		limits: {
			dataBytes: DATA_BYTES,
			cpuSeconds: 3600
		}
	});
	try {
		const { pythonVersion, snapshot } = await worker.ready;
		if (!snapshot) throw new Error("no memory image came");
		const kept = keepImage(snapshot, pythonVersion);
		if (kept) return {
			snapshot: kept,
			worker,
			temporary: null,
			cached: false
		};
		const temporary = keepForThisProcess(snapshot);
		return {
			snapshot: {
				path: join(temporary, "python.snapshot"),
				pythonVersion
			},
			worker,
			temporary,
			cached: false
		};
	} catch (cause) {
		await worker.close();
		throw unavailable(cause);
	}
}
async function cachedOrBuilt() {
	const cached = cachedImage();
	return cached ? {
		snapshot: cached,
		worker: null,
		temporary: null,
		cached: true
	} : build();
}
function once() {
	const key = `${getRuntimePath()}\n${cacheDirectory()}`;
	const known = built.get(key);
	if (known) return known;
	const fresh = Promise.resolve().then(cachedOrBuilt);
	built.set(key, fresh);
	fresh.catch(() => built.delete(key));
	return fresh;
}
/** The memory image of a loaded Python: of an earlier process, or built once (about 2 s), then shared. */
async function pythonSnapshot() {
	const all = await once();
	if (all.worker) {
		const { worker } = all;
		all.worker = null;
		await worker.close();
	}
	return all.snapshot;
}
/** Drops an image that no process starts from: the next is built anew. */
function distrust(path) {
	rmSync(path, { force: true });
	built.clear();
}
/** The image and a warm worker: the builder itself, or one started from the image. */
async function warmWorker() {
	const all = await once();
	const first = all.worker;
	all.worker = null;
	if (first?.alive) return first;
	try {
		return await started(all.snapshot.path);
	} catch (cause) {
		if (!all.cached) throw unavailable(cause);
		distrust(all.snapshot.path);
		return warmWorker();
	}
}
async function started(snapshot) {
	const worker = new Worker({
		snapshot,
		restorable: true,
		limits: {
			dataBytes: DATA_BYTES,
			cpuSeconds: 3600
		}
	});
	try {
		await worker.ready;
		return worker;
	} catch (cause) {
		await worker.close();
		throw cause;
	}
}
// src/sandbox/pool.ts
/** CPU seconds for one check beside decoding, unless told otherwise. */
const CHECK_SECONDS = 3;
const RESTORE_SECONDS = 5;
var Pool = class {
	ready;
	#slots;
	#warn;
	#release = useSnapshots();
	#closed = false;
	constructor(options) {
		this.#warn = options.onWarning ?? (() => {});
		const rings = requireRings(options.policy ?? "best", this.#warn);
		this.#slots = Array.from({ length: Math.max(1, options.workers ?? 1) }, () => ({
			worker: rings.then(() => warmWorker()),
			last: Promise.resolve(),
			waiting: 0
		}));
		for (const slot of this.#slots) slot.worker.catch(() => {});
		this.ready = Promise.any(this.#slots.map((s) => s.worker)).then(() => {}, (error) => Promise.reject(error.errors[0]));
		this.ready.catch(() => {});
	}
	async check(program, options = {}) {
		const limit = options.limitSeconds ?? CHECK_SECONDS;
		const { ending, wallSeconds } = await this.#ask({
			kind: "run",
			source: program.source,
			test: program.test,
			entryPoint: program.entryPoint
		}, limit);
		if (ending.kind === "timed-out") return {
			passed: false,
			result: "timed out",
			cpuSeconds: limit,
			wallSeconds
		};
		if (ending.kind === "died") return {
			passed: false,
			result: failedText(ending.how),
			cpuSeconds: wallSeconds,
			wallSeconds
		};
		if (ending.response.kind !== "run") throw new Error("unreachable: the answer to another request");
		const { passed, text, cpuSeconds } = ending.response;
		return {
			passed,
			result: passed ? "passed" : failedText(text),
			cpuSeconds,
			wallSeconds
		};
	}
	async parse(source) {
		const { ending, wallSeconds } = await this.#ask({
			kind: "parse",
			source
		}, CHECK_SECONDS);
		if (ending.kind !== "response" || ending.response.kind !== "parse") return {
			module: null,
			cpuSeconds: 0,
			wallSeconds
		};
		return {
			module: ending.response.module,
			cpuSeconds: ending.response.cpuSeconds,
			wallSeconds
		};
	}
	async restore() {
		await Promise.all(this.#slots.map((slot) => this.#on(slot, { kind: "restore" }, RESTORE_SECONDS)));
	}
	async close() {
		this.#closed = true;
		await Promise.all(this.#slots.map((slot) => slot.worker.then((w) => w.close()).catch(() => {})));
		this.#release();
	}
	#ask(body, limit) {
		const free = this.#slots.reduce((a, b) => b.waiting < a.waiting ? b : a);
		return this.#on(free, body, limit);
	}
	#on(slot, body, limit) {
		slot.waiting++;
		const run = slot.last.then(async () => {
			try {
				const worker = await slot.worker;
				const since = performance.now();
				const ending = this.#closed ? {
					kind: "died",
					how: "the pool is closed"
				} : await worker.ask(body, limit);
				this.#mend(slot, worker, ending);
				return {
					ending,
					wallSeconds: (performance.now() - since) / 1e3
				};
			} finally {
				slot.waiting--;
			}
		});
		slot.last = run.catch(() => {});
		return run;
	}
	/** A worker that is gone, or whose memory is torn or too large, makes room for a fresh one. */
	#mend(slot, worker, ending) {
		if (this.#closed) return;
		const response = ending.kind === "response" ? ending.response : null;
		if (!(response === null || response.kind === "run" && response.broken || response.kind === "restore" && !response.restored)) return;
		slot.worker = worker.close().then(() => warmWorker()).catch(() => warmWorker());
		slot.worker.catch((error) => this.#warn(`a sandbox worker could not be replaced: ${String(error)}`));
	}
};
/** Warm workers for checks beside decoding. `ready` rejects with `sandbox-unavailable` where none can start. */
function startCheckPool(options = {}) {
	return new Pool(options);
}
// src/sandbox/slowness.ts
/** What WebAssembly costs against native CPython where no Python is at hand to compare with. */
const ASSUMED = 3;
const TIMER = `
import time
def run():
    exec(SOURCE, {})
run()
best = 1e9
for _ in range(3):
    start = time.process_time(); run(); best = min(best, time.process_time() - start)
print(best)
`;
/** Seconds of the fixed work in the machine's own Python; `null` where there is none. */
function nativeSeconds() {
	return new Promise((resolve) => {
		const child = spawn("python3", [
			"-I",
			"-S",
			"-c",
			`SOURCE = ${JSON.stringify(CALIBRATION)}\n${TIMER}`
		], {
			stdio: [
				"ignore",
				"pipe",
				"ignore"
			],
			timeout: 1e4
		});
		let out = "";
		child.stdout.on("data", (d) => out += d.toString());
		child.on("error", () => resolve(null));
		child.on("close", () => resolve(Number(out) > 0 ? Number(out) : null));
	});
}
let measured = null;
/** How many times slower Python runs in the sandbox than natively, within 1 to 10; measured once a week. */
function wasmSlowness() {
	measured ??= Promise.resolve(cachedSlowness()).then((known) => known ?? measure$1());
	measured.catch(() => measured = null);
	return measured;
}
async function measure$1() {
	const native = nativeSeconds();
	const worker = await warmWorker();
	try {
		const ending = await worker.ask({ kind: "calibrate" }, 30);
		const here = ending.kind === "response" && ending.response.kind === "calibrate" ? ending.response.cpuSeconds : null;
		const there = await native;
		if (here === null || there === null) return ASSUMED;
		const slowness = Math.min(10, Math.max(1, here / there));
		keepSlowness(slowness);
		return slowness;
	} finally {
		await worker.close();
	}
}
// src/sandbox/grader.ts
/** The official harness's limit, on native Python. */
const NATIVE_SECONDS = 3;
/** What a process uses to start; RLIMIT_CPU counts it, and whole seconds only. */
const START_CPU_SECONDS = 5;
const MAX_WORKERS = 4;
/** Starts a grader; rejects with `sandbox-unavailable` where the policy is not met or no sandbox starts. */
async function startGrader(options) {
	await requireRings(options.policy, options.onWarning ?? (() => {}));
	const release = useSnapshots();
	try {
		const timeoutSeconds = options.timeoutSeconds ?? NATIVE_SECONDS * await wasmSlowness();
		return new FreshProcessGrader(await pythonSnapshot(), timeoutSeconds, Math.max(1, options.workers ?? Math.min(MAX_WORKERS, availableParallelism())), release);
	} catch (error) {
		release();
		throw error;
	}
}
var FreshProcessGrader = class {
	timeoutSeconds;
	pythonVersion;
	#release;
	#snapshot;
	#renewed = null;
	#workers;
	#known = /* @__PURE__ */ new Map();
	#running = /* @__PURE__ */ new Set();
	#queue = [];
	#busy = 0;
	#closed = false;
	constructor(snapshot, timeoutSeconds, workers, release) {
		this.#snapshot = snapshot.path;
		this.pythonVersion = snapshot.pythonVersion;
		this.#release = release;
		this.timeoutSeconds = timeoutSeconds;
		this.#workers = workers;
	}
	async grade(programs, onProgress) {
		let done = 0;
		return Promise.all(programs.map(async (program) => {
			const result = await this.#once(program);
			onProgress?.(++done, programs.length);
			return result;
		}));
	}
	#once(program) {
		const key = createHash("sha256").update(JSON.stringify([
			program.source,
			program.test,
			program.entryPoint
		])).digest("hex");
		const known = this.#known.get(key);
		if (known) return known;
		const fresh = this.#turn(() => this.#fresh(program));
		this.#known.set(key, fresh);
		return fresh;
	}
	/** Runs `work` once fewer than `workers` others run. */
	async #turn(work) {
		if (this.#busy >= this.#workers) await new Promise((resolve) => this.#queue.push(resolve));
		else this.#busy++;
		try {
			return await work();
		} finally {
			const next = this.#queue.shift();
			if (next) next();
			else this.#busy--;
		}
	}
	async #fresh(program) {
		const worker = await this.#start();
		this.#running.add(worker);
		const since = performance.now();
		const { source, test, entryPoint } = program;
		const ending = await worker.ask({
			kind: "run",
			source,
			test,
			entryPoint
		}, this.timeoutSeconds);
		const wallSeconds = (performance.now() - since) / 1e3;
		await worker.close();
		this.#running.delete(worker);
		if (ending.kind === "timed-out") return {
			passed: false,
			result: "timed out",
			cpuSeconds: this.timeoutSeconds,
			wallSeconds
		};
		if (ending.kind === "died" || ending.response.kind !== "run") return {
			passed: false,
			result: failedText(`the sandbox process ended: ${ending.kind === "died" ? ending.how : "the answer to another request"}`),
			cpuSeconds: wallSeconds,
			wallSeconds
		};
		const { passed, text, cpuSeconds } = ending.response;
		return {
			passed,
			result: passed ? "passed" : failedText(text),
			cpuSeconds,
			wallSeconds
		};
	}
	/** A start that fails is no verdict on the program: it is tried again, at last from a new image, then it is our failure. */
	async #start(attempts = 3) {
		if (this.#closed) throw unavailable("the grader is closed");
		try {
			return await this.#startOnce();
		} catch (cause) {
			if (attempts === 1) throw unavailable(cause);
			if (attempts === 2) await (this.#renewed ??= this.#renew());
			return this.#start(attempts - 1);
		}
	}
	async #startOnce() {
		const cpuSeconds = Math.ceil(this.timeoutSeconds) + START_CPU_SECONDS;
		const worker = new Worker({
			snapshot: this.#snapshot,
			restorable: false,
			limits: {
				dataBytes: DATA_BYTES,
				cpuSeconds
			}
		});
		try {
			await worker.ready;
			return worker;
		} catch (cause) {
			await worker.close();
			throw cause;
		}
	}
	async #renew() {
		distrust(this.#snapshot);
		this.#snapshot = (await pythonSnapshot()).path;
	}
	async close() {
		this.#closed = true;
		await Promise.all([...this.#running].map((w) => w.close()));
		this.#release();
	}
};
// src/sandbox/rings/probe.ts
/** Starts a sandbox process and tries its rings from inside; for `doctor`. Never rejects: a sandbox that fails is a finding. */
async function probeRings() {
	const outer = outerRings();
	const release = useSnapshots();
	try {
		const worker = await warmWorker();
		try {
			const ending = await worker.ask({ kind: "probe" }, 10);
			if (ending.kind !== "response" || ending.response.kind !== "probe") throw new Error("the probe did not answer");
			return {
				rings: [...outer, ...ending.response.rings],
				pythonVersion: ending.response.pythonVersion
			};
		} finally {
			await worker.close();
		}
	} catch (error) {
		const detail = error instanceof Error ? error.message : String(error);
		return {
			rings: [...outer, {
				name: "starts",
				holds: false,
				detail
			}],
			pythonVersion: null
		};
	} finally {
		release();
	}
}
// src/suppression/fences.ts
/** A fence that may open: ``` or ~~~, three or more, with or without an info string. */
function openingOf(line) {
	const match = /^([ \t]*)(`{3,}|~{3,})([^\n]*)$/.exec(line);
	if (!match) return null;
	const [, indent = "", marks = "", info = ""] = match;
	if (marks.startsWith("`") && info.includes("`")) return null;
	return {
		indent: indent.length,
		mark: marks.charAt(0),
		length: marks.length
	};
}
/** Whether a line closes the block that `opening` opened: the same mark, at least as many, nothing after it. */
function closes(line, opening) {
	const match = /^([ \t]*)(`{3,}|~{3,})[ \t\r]*$/.exec(line);
	if (!match) return false;
	const [, indent = "", marks = ""] = match;
	return marks.startsWith(opening.mark) && marks.length >= opening.length && indent.length <= opening.indent + 3;
}
/** The lines of a text with their offsets; the last may have no line end. */
function* linesOf(text) {
	for (let start = 0; start < text.length;) {
		const at = text.indexOf("\n", start);
		const next = at < 0 ? text.length : at + 1;
		yield {
			line: text.slice(start, at < 0 ? next : at),
			start,
			next
		};
		start = next;
	}
}
/** Every fenced block of an answer, in order; the last may be open. */
function fencesOf(text) {
	const found = [];
	let opening = null;
	let start = 0;
	let code = "";
	for (const { line, start: at, next } of linesOf(text)) if (opening === null) {
		opening = openingOf(line);
		start = next;
		code = "";
	} else if (closes(line, opening)) {
		found.push({
			code,
			closed: true,
			start,
			end: at
		});
		opening = null;
	} else code += dedent(text.slice(at, next), opening.indent);
	if (opening !== null) found.push({
		code,
		closed: false,
		start,
		end: text.length
	});
	return found;
}
function dedent(line, by) {
	let cut = 0;
	while (cut < by && (line[cut] === " " || line[cut] === "	")) cut++;
	return line.slice(cut);
}
/** Splits a text that starts inside a ``` block at the first closing fence. */
function insideFence(text, opening = {
	indent: 0,
	mark: "`",
	length: 3
}) {
	for (const { line, start } of linesOf(text)) if (closes(line, opening)) return {
		code: text.slice(0, start),
		closed: true
	};
	return {
		code: text,
		closed: false
	};
}
/** What an answer prefix leaves open: the fence and any code after its line; `null` where it opens none. */
function openFenceOf(prefix) {
	let opening = null;
	let after = 0;
	for (const { line, next } of linesOf(prefix)) if (opening === null) {
		opening = openingOf(line);
		after = next;
	} else if (closes(line, opening)) opening = null;
	return opening === null ? null : {
		opening,
		code: prefix.slice(after)
	};
}
/** Whether a line opens a block and says of which language: inside an open block that is a second opening. */
function isLabelledOpening(line) {
	return openingOf(line) !== null && /[^`~\s]/.test(line);
}
// src/suppression/answer.ts
/**
* The program that an answer's text stands for: the one function for rules, grading and `grade`.
* `raw`: prompt + text. `chat` opened with a fence: prompt + newline + the text up to the first closing fence.
* An answer with fences of its own: the first block that defines the entry point, else the first block, else
* prompt + newline + text.
*/
function programOf({ task, style, answerPrefix, text }) {
	if (style === "raw") return task.prompt + text;
	const open = openFenceOf(answerPrefix);
	if (open !== null) {
		const { code } = insideFence(text, open.opening);
		if (!reopens(code)) return `${task.prompt}\n${open.code}${code}`;
	}
	const blocks = fencesOf(text);
	const block = blocks.find((b) => definesName(b.code, task.entryPoint)) ?? blocks[0];
	return block ? block.code : `${task.prompt}\n${text}`;
}
/** A model that writes its own labelled fence inside the one we opened: no Python has such a line. */
function reopens(code) {
	for (const { line } of linesOf(code)) if (line.trim() !== "") return isLabelledOpening(line);
	return false;
}
/** Whether a source text defines a function, class or variable of this name at its top level. */
function definesName(code, name) {
	const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
	return new RegExp(`^(?:(?:async[ \\t]+)?def[ \\t]+${escaped}[ \\t]*[(\\[]|class[ \\t]+${escaped}\\b|${escaped}[ \\t]*(?::[^=\\n]*)?=(?!=))`, "m").test(code);
}
// src/suppression/loops.ts
/**
* The longest repetition that a text ends in: some piece, at least `repeats` times in a row (the last may be begun
* only). Blank runs and runs of one character are none: rulers and indentation are not babble yet.
*/
function loopAtEnd(text, { repeats = 4, minLength = 80 } = {}) {
	const end = text.slice(-1600);
	const reversed = [...Array(end.length).keys()].map((i) => end.charCodeAt(end.length - 1 - i));
	const border = new Int32Array(reversed.length);
	let best = null;
	for (let i = 1, k = 0; i < reversed.length; i++) {
		while (k > 0 && reversed[i] !== reversed[k]) k = border[k - 1] ?? 0;
		if (reversed[i] === reversed[k]) k++;
		border[i] = k;
		const length = i + 1;
		const period = length - k;
		if (period > 1 && length >= minLength && length >= repeats * period) best = {
			start: text.length - length,
			period
		};
	}
	if (best && text.slice(best.start, best.start + best.period).trim() === "") return null;
	return best;
}
/** The loop cut-off: keeps a repetition's first piece. Looks at line ends and every 64 characters. */
var LoopDetector = class {
	held = 0;
	#options;
	#looked = 0;
	constructor(options = {}) {
		this.#options = options;
	}
	offer(text) {
		if (text.length - this.#looked < 64 && !text.slice(this.#looked).includes("\n")) return null;
		this.#looked = text.length;
		const loop = loopAtEnd(text, this.#options);
		return loop ? loop.start + loop.period : null;
	}
};
// src/suppression/babble.ts
/** What babble can be, in the order in which a line is tried. */
const BABBLE_KINDS = [
	"loop",
	"blank",
	"test",
	"call",
	"definition",
	"prose",
	"code"
];
const TEST = /^(?:assert\b|>>>|def\s+(?:check|test)\w*\s*\(|class\s+\w*Test\w*|@pytest\b|(?:import|from)\s+(?:unittest|pytest|doctest)\b|unittest\.|doctest\.|check\s*\(|METADATA\b|self\.assert|#\s*(?:test|assert))/i;
const CALL = /^(?:print\s*\(|if\s+__name__\s*==|main\s*\(|input\s*\(|#\s*(?:example|usage|output|expected|=>|->))/i;
const DEFINITION = /^(?:async\s+def|def|class|import|from\s+\w[\w.]*\s+import|@\w)/;
const CODE = /^(?:[A-Za-z_][\w.]*\s*(?:[-+*/%|&^]|\*\*|\/\/)?=(?!=)|(?:for|while|if|with|try|return|raise|elif|else|except|finally|pass|break|continue|del|global|lambda)\b.*[:\w)\]]?$|[A-Za-z_][\w.]*\s*[([]|[)\]}#])/;
/**
* Sorts an answer's text after `from` (where it was complete) into kinds, line by line; a block's body belongs to what
* opened it. A pure function of the text: a model's prose that looks like code is called code.
*/
function classifyBabble(context, text, from) {
	const loop = loopAtEnd(text);
	const loopFrom = loop ? Math.max(from, loop.start + loop.period) : text.length;
	let fenced = context.style === "raw" || fenceOpenAt(context, text.slice(0, from));
	let opener = null;
	const found = [];
	for (const { line, start, next } of linesOf(text.slice(from, loopFrom))) {
		const isFence = /^\s*(?:`{3,}|~{3,})/.test(line);
		const kind = isFence ? "prose" : kindOf(line, fenced, opener, context.task.entryPoint);
		if (isFence) {
			fenced = context.style === "raw" ? fenced : !fenced;
			opener = null;
		} else if (kind !== "blank" && !/^\s/.test(line)) opener = kind;
		push(found, {
			kind,
			start: from + start,
			end: from + next
		});
	}
	if (loopFrom < text.length) push(found, {
		kind: "loop",
		start: loopFrom,
		end: text.length
	});
	return found;
}
function fenceOpenAt(context, before) {
	let open = openFenceOf(context.answerPrefix) !== null;
	for (const { line } of linesOf(before)) if (/^\s*(?:`{3,}|~{3,})/.test(line)) open = !open;
	return open;
}
function kindOf(line, fenced, opener, entryPoint) {
	const bare = line.trim();
	if (bare === "") return "blank";
	if (/^\s/.test(line) && opener !== null && opener !== "prose") return opener;
	if (TEST.test(bare)) return "test";
	if (CALL.test(bare) || bare.startsWith(`${entryPoint}(`)) return "call";
	if (DEFINITION.test(bare)) return "definition";
	if (isSentence(bare)) return "prose";
	if (CODE.test(bare)) return "code";
	return fenced ? "code" : "prose";
}
/** Three words in a row without anything between that only code has. */
function isSentence(line) {
	return /^(?:[-*#>]+\s+|\d+[.)]\s+)?[A-Z"'`*]?[\w'’-]+,?(?:\s+[\w'’"`*(-]+[\w'’"`*),.;:!?-]*){2,}[.!?:]?\s*$/.test(line) && !/^(?:for|while|if|with|return|raise|elif|else|except|del|global|from|import|lambda|not|yield|assert)\b.*[:=()[\]]/.test(line) && !/[=[\]{}]/.test(line);
}
function push(found, segment) {
	const last = found.at(-1);
	if (last && last.kind === segment.kind && last.end === segment.start) last.end = segment.end;
	else found.push(segment);
}
/**
* Tokens of each kind. A token belongs to the kind that its last character falls into.
* @param tokenEnds text length after each token of the answer.
*/
function babbleTokens(segments, tokenEnds) {
	const counts = Object.fromEntries(BABBLE_KINDS.map((k) => [k, 0]));
	let at = 0;
	for (const [i, end] of tokenEnds.entries()) {
		if (end === (i > 0 ? tokenEnds[i - 1] : 0)) continue;
		while (at < segments.length && (segments[at]?.end ?? 0) < end) at++;
		const segment = segments[at];
		if (segment && segment.start < end) counts[segment.kind]++;
	}
	return counts;
}
// src/suppression/stop-strings.ts
const EVALPLUS = [
	"<|endoftext|>",
	"<|endofmask|>",
	"</s>",
	"\nif __name__",
	"\ndef main(",
	"\nprint("
];
/** The stop strings that harnesses use, with where they stand. */
const STOP_PRESETS = {
	codex: {
		source: "Chen et al. 2021 (arXiv 2107.03374), section 2.1; lm-evaluation-harness, tasks/humaneval",
		raw: [
			"\nclass",
			"\ndef",
			"\n#",
			"\nif",
			"\nprint"
		]
	},
	bigcode: {
		source: "bigcode-evaluation-harness, bigcode_eval/tasks/humaneval.py",
		raw: [
			"\nclass",
			"\ndef",
			"\n#",
			"\n@",
			"\nprint",
			"\nif",
			"\n```",
			"<file_sep>"
		]
	},
	evalplus: {
		source: "evalplus, evalplus/provider/utility.py (EOS, extra_eos_for_direct_completion; chat: evalplus/provider/*.py)",
		raw: [
			...EVALPLUS,
			"\ndef ",
			"\nclass ",
			"\nimport ",
			"\nfrom ",
			"\nassert "
		],
		chat: [...EVALPLUS, "\n```\n"]
	}
};
/** The strings for an answer's style. Throws `rule-invalid` for an unknown preset or an empty list. */
function stopStringsOf(stops, style) {
	if (typeof stops !== "string") {
		if (stops.length > 0 && stops.every((s) => s !== "")) return stops;
		throw new JouleGateError("rule-invalid", "the list of stop strings is empty or holds an empty string", "give at least one string, or a preset");
	}
	const preset = Object.hasOwn(STOP_PRESETS, stops) ? STOP_PRESETS[stops] : void 0;
	if (!preset) {
		const names = Object.keys(STOP_PRESETS).join(", ");
		throw new JouleGateError("rule-invalid", `no preset of stop strings is named ${JSON.stringify(stops)}`, `use one of ${names}, or a list of strings`);
	}
	return style === "chat" ? preset.chat ?? preset.raw : preset.raw;
}
/** Finds the stop that is complete first (of several at one place, the one that starts first), however the text arrives. */
var StopMatcher = class {
	#stops;
	#armedFrom;
	#longest;
	#seen = 0;
	#found = null;
	held = 0;
	/** @param armedFrom offset from which a stop may begin, `null` for not yet; it never moves once given. */
	constructor(stops, armedFrom = () => 0) {
		this.#stops = stops;
		this.#armedFrom = armedFrom;
		this.#longest = Math.max(...stops.map((s) => s.length));
	}
	offer(text) {
		if (this.#found !== null) return this.#found;
		const armed = this.#armedFrom(text);
		if (armed === null) return null;
		const from = Math.max(armed, this.#seen - this.#longest);
		let best = null;
		for (const stop of this.#stops) {
			const start = text.indexOf(stop, from);
			if (start < 0) continue;
			const end = start + stop.length;
			if (best === null || end < best.end || end === best.end && start < best.start) best = {
				start,
				end
			};
		}
		this.#seen = text.length;
		this.#found = best?.start ?? null;
		this.held = best ? 0 : this.#heldIn(text, armed);
		return this.#found;
	}
	#heldIn(text, armed) {
		const most = Math.min(this.#longest - 1, text.length - armed);
		for (let n = most; n > 0; n--) {
			const end = text.slice(text.length - n);
			if (this.#stops.some((s) => s.startsWith(end))) return n;
		}
		return 0;
	}
};
/**
* From where an answer may be stopped. A raw completion: at once. A chat answer: once the entry point's `def` line is
* there (prose, the opening fence, imports and helpers come before it), or the first block has closed without one.
*/
function armedFrom(context) {
	if (context.style === "raw") return () => 0;
	const name = context.task.entryPoint.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
	const header = new RegExp(`^[ \\t]*(?:async[ \\t]+)?def[ \\t]+${name}[ \\t]*\\(`, "m");
	const inside = openFenceOf(context.answerPrefix) !== null;
	let armed = null;
	return (text) => {
		if (armed !== null) return armed;
		const found = header.exec(text);
		if (found) armed = found.index + found[0].length;
		else {
			const block = fencesOf(inside ? `\`\`\`\n${text}` : text)[0];
			if (block?.closed) armed = Math.max(0, block.end - 1 - (inside ? 4 : 0));
		}
		return armed;
	};
}
/** The rule `stop-strings`. */
function stopStringsRule(stops) {
	stopStringsOf(stops, "raw");
	return {
		name: "stop-strings",
		match: (context) => new StopMatcher(stopStringsOf(stops, context.style), armedFrom(context))
	};
}
// src/suppression/literals.ts
const NUMBER = /^[-+]?(?:0[xX][\da-fA-F]+|0[bB][01]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)j?/;
const NAME = /^(?:True|False|None|true|false)\b/;
const CLOSING = {
	"[": "]",
	"(": ")",
	"{": "}"
};
const MAX_DEPTH = 50;
function skipSpace(text, at) {
	while (/\s/.test(text.charAt(at))) at++;
	return at;
}
/** The literal that `text` has at `at` (after spaces), `null` where there is none: numbers, strings, containers, constants. */
function literalAt(text, at, depth = 0) {
	at = skipSpace(text, at);
	const c = text.charAt(at);
	if (depth > MAX_DEPTH) return null;
	if (c in CLOSING) return containerAt(text, at, CLOSING[c] ?? "", depth);
	const string = stringAt(text, at);
	if (string) return string;
	const rest = text.slice(at, at + 400);
	const name = NAME.exec(rest)?.[0];
	if (name !== void 0) return {
		code: name.charAt(0).toUpperCase() + name.slice(1),
		end: at + name.length
	};
	const number = NUMBER.exec(rest)?.[0];
	if (number === void 0) return null;
	const cut = number.endsWith(".") && !/\d/.test(text.charAt(at + number.length)) ? number.slice(0, -1) : number;
	return cut === "" || /^[-+]?0\d/.test(cut.replace(/^([-+]?)0+(?=\.|$)/, "$1")) ? null : {
		code: cut,
		end: at + cut.length
	};
}
function stringAt(text, at) {
	const match = /^(?:[rbuRBU]{0,2})("""|'''|"|')/.exec(text.slice(at, at + 6));
	const quote = match?.[1];
	if (match === null || quote === void 0) return null;
	for (let i = at + match[0].length; i < text.length; i++) if (text[i] === "\\") i++;
	else if (text[i] === "\n" && quote.length === 1) return null;
	else if (text.startsWith(quote, i)) return {
		code: text.slice(at, i + quote.length),
		end: i + quote.length
	};
	return null;
}
function containerAt(text, at, closing, depth) {
	let code = text.charAt(at);
	at = skipSpace(text, at + 1);
	while (text[at] !== closing) {
		const item = literalAt(text, at, depth + 1);
		if (!item) return null;
		code += item.code;
		at = skipSpace(text, item.end);
		if (closing === "}" && text[at] === ":") {
			const value = literalAt(text, at + 1, depth + 1);
			if (!value) return null;
			code += `: ${value.code}`;
			at = skipSpace(text, value.end);
		}
		if (text[at] === ",") {
			code += ", ";
			at = skipSpace(text, at + 1);
		} else if (text[at] !== closing) return null;
	}
	return {
		code: code + closing,
		end: at + 1
	};
}
// src/suppression/examples.ts
const RELATION = /^[ \t]*(?:#[ \t]*)?(?:==>|=>|->|➞|→|⇒|===?|=|(?:should[ \t]+)?(?:returns?|be|give[s]?|equals?|outputs?|evaluates? to|is)\b:?)[ \t]*/i;
/** Every example in a task's prompt that can be run; empty where it has none (such tasks are reported). */
function examplesOf(task) {
	const text = docOf(task);
	const found = [
		...doctests(text),
		...arrows(withoutDoctests(text), task.entryPoint),
		...fors(text, task.entryPoint),
		...inputOutputs(text, task.entryPoint)
	];
	const seen = /* @__PURE__ */ new Set();
	return found.filter(({ call, want }) => {
		const key = `${call}\n${want}`;
		return !seen.has(key) && seen.add(key) !== void 0;
	});
}
/** What follows the last header of the entry point: its docstring. */
function docOf(task) {
	const at = task.prompt.lastIndexOf(`def ${task.entryPoint}`);
	const header = at < 0 ? 0 : at;
	const quote = /"""|'''/.exec(task.prompt.slice(header));
	return task.prompt.slice(quote ? header + quote.index + 3 : header).replace(/(?:"""|''')\s*$/, "");
}
const PROMPT = /^[ \t]*>>>[ \t]?/;
/** `>>> f(x)` with its continuation lines, and what is printed below. */
function doctests(text) {
	const lines = text.split("\n");
	const found = [];
	for (let i = 0; i < lines.length; i++) {
		if (!PROMPT.test(lines[i] ?? "")) continue;
		let call = (lines[i] ?? "").replace(PROMPT, "").trim();
		while (/^[ \t]*\.\.\.[ \t]?/.test(lines[i + 1] ?? "")) call += `\n${(lines[++i] ?? "").replace(/^[ \t]*\.\.\.[ \t]?/, "")}`;
		const want = [];
		while (i + 1 < lines.length && lines[i + 1]?.trim() !== "" && !PROMPT.test(lines[i + 1] ?? "")) want.push((lines[++i] ?? "").trim());
		const printed = want.join("\n");
		if (printed === "" && /\)[ \t]*(?:==|is)[ \t]/.test(call)) found.push({
			form: "doctest",
			call,
			want: "True",
			literal: true
		});
		if (printed === "" || printed.startsWith("Traceback")) continue;
		const literal = literalAt(printed, 0);
		const whole = literal !== null && printed.slice(literal.end).trim() === "";
		found.push({
			form: "doctest",
			call,
			want: whole ? literal.code : printed,
			literal: whole
		});
	}
	return found;
}
const withoutDoctests = (text) => text.replace(/^[ \t]*>>>.*$/gm, "");
/** `f(x) ➞ y` with any of the arrows, `==`, `=`, "returns", "should return". */
function arrows(text, name) {
	const found = [];
	const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
	for (const match of text.matchAll(new RegExp(`(?<![\\w.])${escaped}[ \\t]*\\(`, "g"))) {
		const args = argumentsAt(text, match.index + match[0].length - 1);
		if (!args) continue;
		const want = wantOf(text.slice(args.end).split("\n", 1)[0] ?? "");
		if (want !== null) found.push({
			form: "arrow",
			call: `${name}(${args.code})`,
			want,
			literal: true
		});
	}
	return found;
}
/** `(1, [2], k=3)` where every argument is a literal. */
function argumentsAt(text, open) {
	const parts = [];
	let at = open + 1;
	for (;;) {
		while (/\s/.test(text.charAt(at))) at++;
		if (text[at] === ")") return {
			code: parts.join(", "),
			end: at + 1
		};
		const keyword = /^[A-Za-z_]\w*[ \t]*=(?!=)/.exec(text.slice(at, at + 80))?.[0] ?? "";
		const value = literalAt(text, at + keyword.length);
		if (!value) return null;
		parts.push(keyword.replace(/\s/g, "") + value.code);
		at = value.end;
		while (/\s/.test(text.charAt(at))) at++;
		if (text[at] === ",") at++;
		else if (text[at] !== ")") return null;
	}
}
/** The value after the relation on the rest of a line: a literal, or of `1 + 9 = 10` what stands last. */
function wantOf(rest) {
	const relation = RELATION.exec(rest);
	if (!relation) return null;
	const value = rest.slice(relation[0].length);
	const literal = literalAt(value, 0);
	if (literal && /^\s*$|^\s*[.,;#]|^\s+[("'A-Za-z]/.test(value.slice(literal.end))) return literal.code;
	const last = /^[-+*/%() \d.]+=[ \t]*([^=]+)$/.exec(value)?.[1];
	const result = last === void 0 ? null : literalAt(last, 0);
	return last !== void 0 && result && last.slice(result.end).trim() === "" ? result.code : null;
}
/** `For lst = [1], k = 2 the output should be 3`. */
function fors(text, name) {
	const found = [];
	for (const line of text.split("\n")) {
		const start = /\bfor[ \t]+(?=[A-Za-z_]\w*[ \t]*=(?!=))/i.exec(line);
		if (!start) continue;
		const args = assignmentsAt(line, start.index + start[0].length);
		const relation = args && /(?:output|result|answer)[ \t]+(?:should[ \t]+be|is|will[ \t]+be)[ \t]*|\b(?:should[ \t]+)?returns?[ \t]*/i.exec(line.slice(args.end));
		const want = relation && args ? literalAt(line, args.end + relation.index + relation[0].length) : null;
		if (args && want) found.push({
			form: "for",
			call: `${name}(${args.code})`,
			want: want.code,
			literal: true
		});
	}
	return found;
}
/** `Input: arr = [1], k = 2` (or one `name : value` a line below it), and `Output: 3` on a later line. */
function inputOutputs(text, name) {
	const found = [];
	let args = null;
	for (const line of text.split("\n")) {
		const input = /^[ \t*-]*Input:[ \t]*/i.exec(line);
		const output = /^[ \t*-]*Output:[ \t]*/i.exec(line);
		const below = /^[ \t]*[A-Za-z_]\w*[ \t]*:[ \t]*/.exec(line);
		if (input) {
			const rest = line.slice(input[0].length);
			const given = assignmentsAt(rest, 0) ?? argumentsAt(`(${rest})`, 0);
			args = given && given.code !== "" ? [given.code] : [];
		} else if (output && args !== null && args.length > 0) {
			const want = literalAt(line, output[0].length);
			if (want) found.push({
				form: "input-output",
				call: `${name}(${args.join(", ")})`,
				want: want.code,
				literal: true
			});
			args = null;
		} else if (below && args !== null) {
			const value = literalAt(line, below[0].length);
			if (value) args.push(value.code);
		}
	}
	return found;
}
function assignmentsAt(text, at) {
	const values = [];
	for (;;) {
		const head = /^[ \t]*(?:and[ \t]+)?[A-Za-z_]\w*[ \t]*=(?!=)/.exec(text.slice(at));
		const value = head ? literalAt(text, at + head[0].length) : null;
		if (!head || !value) return values.length > 0 ? {
			code: values.join(", "),
			end: at
		} : null;
		values.push(value.code);
		at = value.end;
		if (/^[ \t]*,/.test(text.slice(at))) at = text.indexOf(",", at) + 1;
	}
}
/** The ids of tasks whose prompt has no example: rule `doctest` never ends their answers. */
const idsWithoutExample = (tasks) => tasks.filter((t) => examplesOf(t).length === 0).map((t) => t.id);
// src/suppression/rules/doctest.ts
/** A hidden test in HumanEval's form that runs a prompt's examples and nothing else. */
function exampleTest(examples) {
	return `
def check(candidate):
    import ast, math
    def same(got, want):
        if isinstance(got, float) or isinstance(want, float):
            return isinstance(got, (int, float)) and isinstance(want, (int, float)) and math.isclose(got, want, rel_tol=1e-6, abs_tol=1e-9)
        return got == want
    ran = 0
    for call, want, literal in ${JSON.stringify(examples.map(({ call, want, literal }) => [
		call,
		want,
		literal ? 1 : 0
	]))}:
        try:
            code = compile(call, '<example>', 'eval')
        except SyntaxError:
            continue
        got = eval(code, globals())
        assert same(got, ast.literal_eval(want)) if literal else repr(got) == want, call
        ran += 1
    assert ran > 0, 'the prompt has no example that runs'
`;
}
const tests = /* @__PURE__ */ new WeakMap();
/** The test made of a task's examples, `null` where it has none. */
function testOf(task) {
	const known = tests.get(task);
	if (known !== void 0) return known;
	const examples = examplesOf(task);
	const test = examples.length > 0 ? exampleTest(examples) : null;
	tests.set(task, test);
	return test;
}
/** Content when the prompt's own examples hold: what a user could do in production. Never, where there is none. */
const doctestRule = {
	name: "doctest",
	async check(context, text, pool, limitSeconds) {
		const test = testOf(context.task);
		if (test === null) return {
			content: false,
			cpuSeconds: 0,
			wallSeconds: 0
		};
		const source = programOf({
			...context,
			text
		});
		const { passed, cpuSeconds, wallSeconds } = await pool.check({
			source,
			test,
			entryPoint: context.task.entryPoint
		}, { limitSeconds });
		return {
			content: passed,
			cpuSeconds,
			wallSeconds
		};
	}
};
// src/suppression/rule-process/client.ts
/** A rule that has not answered by then never will. */
const ANSWER_MS = 1e4;
const LONGEST_LINE = 1 << 20;
/** Stands for the question whether the module could be loaded. */
const LOADING = -1;
const ruleInvalid = (path, what, cause) => new JouleGateError("rule-invalid", `the rule module ${path} ${what}`, "export default a function that answers true or false, in a file that imports only what lies beside it (docs/suppression.md)", { cause });
/**
* A user's own rule in a process of its own. That process has an empty environment and, where the kernel allows, no
* network; by Node's permission model it reads the rule's folder alone, and starts and writes nothing. Its answers are
* checked field by field: they only say when to stop.
*/
var RuleProcess = class RuleProcess {
	path;
	#child;
	#asked = /* @__PURE__ */ new Map();
	#next = 0;
	#ended = null;
	constructor(path, child) {
		this.path = path;
		this.#child = child;
		const forget = atExit(() => child.kill("SIGKILL"));
		child.on("error", (error) => this.#end(ruleInvalid(path, `cannot be started: ${error.message}`, error)));
		child.on("exit", (code, signal) => {
			forget();
			this.#end(ruleInvalid(path, `ended its process (${signal ?? `status ${code}`})`));
		});
	}
	/** Starts the process and loads the module. @throws JouleGateError `rule-invalid` */
	static async start(path) {
		let real;
		try {
			real = realpathSync(path);
		} catch (cause) {
			throw ruleInvalid(path, "cannot be loaded: there is no such file", cause);
		}
		const entry = realpathSync(entryFile("rule"));
		const { network, death } = launcher();
		const [file = process.execPath, ...args] = [
			...network,
			...death,
			process.execPath,
			...sandboxFlags([entry, join(dirname(real), "*")]),
			entry,
			real
		];
		const child = spawn(file, args, {
			env: {},
			cwd: "/",
			stdio: [
				"pipe",
				"ignore",
				"ignore",
				"pipe"
			]
		});
		const rule = new RuleProcess(path, child);
		await rule.#loaded();
		return rule;
	}
	async #loaded() {
		this.#child.stdin.on("error", () => void 0);
		createInterface({ input: this.#child.stdio[3] }).on("line", (line) => this.#take(this.#parse(line)));
		await this.#answerTo(LOADING, async () => false, "was not loaded");
	}
	/** While nothing is asked, the rule's process must not keep ours alive. */
	#hold(on) {
		const method = on ? "ref" : "unref";
		this.#child[method]();
		for (const stream of [this.#child.stdin, this.#child.stdio[3]]) stream[method]?.();
	}
	#parse(line) {
		try {
			const value = line.length > LONGEST_LINE ? null : JSON.parse(line);
			return typeof value === "object" && value !== null ? value : null;
		} catch {
			return null;
		}
	}
	#take(message) {
		if (message === null) return;
		if ("ready" in message) return this.#asked.get(LOADING)?.resolve({
			content: false,
			cpuSeconds: 0
		});
		if ("broken" in message) return this.#asked.get(LOADING)?.reject(ruleInvalid(this.path, String(message.broken).slice(0, 500)));
		const asked = this.#asked.get("call" in message ? message.ask : message.answer);
		if ("call" in message) asked?.passes(String(message.test)).then((passed) => this.#send({
			tell: message.call,
			passed
		}), (error) => this.#send({
			tell: message.call,
			failed: error.message
		}));
		else if ("error" in message) asked?.reject(ruleInvalid(this.path, `failed: ${String(message.error).slice(0, 500)}`));
		else asked?.resolve({
			content: message.content === true,
			cpuSeconds: Number.isFinite(message.cpuSeconds) && message.cpuSeconds >= 0 ? message.cpuSeconds : 0
		});
	}
	#send(message) {
		this.#child.stdin.write(`${JSON.stringify(message)}\n`);
	}
	#end(error) {
		this.#ended ??= error;
		for (const asked of this.#asked.values()) asked.reject(this.#ended);
	}
	/** Whether the answer so far is complete, and what the rule itself took. @throws JouleGateError `rule-invalid` where it fails, ends or does not answer */
	async complete(input, passes) {
		const ask = this.#next++;
		const answer = this.#answerTo(ask, passes, "did not answer");
		this.#send({
			ask,
			input
		});
		return await answer;
	}
	async #answerTo(ask, passes, late) {
		if (this.#ended) throw this.#ended;
		this.#hold(true);
		let timer;
		try {
			return await new Promise((resolve, reject) => {
				timer = setTimeout(() => reject(ruleInvalid(this.path, `${late} within ${ANSWER_MS / 1e3} s`)), ANSWER_MS);
				this.#asked.set(ask, {
					passes,
					resolve,
					reject
				});
			});
		} finally {
			clearTimeout(timer);
			this.#asked.delete(ask);
			if (this.#asked.size === 0) this.#hold(false);
		}
	}
};
// src/suppression/rules/module.ts
/** Loads a rule of the user's own, a module whose default export is a `UserRule`, into a process without secrets. @throws JouleGateError `rule-invalid` */
async function moduleRule(path) {
	if (!isAbsolute(path)) throw ruleInvalid(path, "is no absolute path");
	const rule = await RuleProcess.start(path);
	return {
		name: `module:${await sha256OfFile(path)}`,
		async check(context, text, pool, limitSeconds) {
			const since = performance.now();
			const program = programOf({
				...context,
				text
			});
			let checked = 0;
			const passes = async (test) => {
				const result = await pool.check({
					source: program,
					test,
					entryPoint: context.task.entryPoint
				}, { limitSeconds });
				checked += result.cpuSeconds;
				return result.passed;
			};
			const { content, cpuSeconds } = await rule.complete({
				task: context.task,
				style: context.style,
				text,
				program
			}, passes);
			return {
				content,
				cpuSeconds: checked + cpuSeconds,
				wallSeconds: (performance.now() - since) / 1e3
			};
		}
	};
}
// src/suppression/rules/syntax.ts
/** Which part of an answer's text is the program's code. */
function codeRegion({ task, style, answerPrefix }, text) {
	if (style === "raw") return {
		start: 0,
		end: text.length,
		closed: false
	};
	if (openFenceOf(answerPrefix)) {
		const { code, closed } = insideFence(text);
		return {
			start: 0,
			end: code.length,
			closed
		};
	}
	const blocks = fencesOf(text);
	const block = blocks.find((b) => b.code.includes(`def ${task.entryPoint}`)) ?? blocks[0];
	return block ? {
		start: block.start,
		end: block.end,
		closed: block.closed
	} : null;
}
/**
* The last place where a top-level statement has ended: the next one has begun (its first characters are enough), or
* the fence is closed. A function's end cannot be told sooner.
*/
function syntaxCut(context, text, ended) {
	const region = codeRegion(context, text);
	if (!region) return null;
	if (ended || region.closed) return ended ? text.length : text.indexOf("\n", region.end) + 1 || text.length;
	let cut = null;
	let sawCode = context.style === "raw";
	for (const { line, start } of linesOf(text.slice(region.start, region.end))) {
		if (/^[^\s#)\]}]/.test(line) && !/^(?:else|elif|except|finally)\b/.test(line) && sawCode && start > 0) cut = region.start + start;
		if (line.trim() !== "") sawCode = true;
	}
	return cut;
}
/** The first complete top-level function of the entry point's name, by Python's own parser; no test is run. */
const syntaxRule = {
	name: "syntax",
	cut: syntaxCut,
	async check(context, text, pool) {
		const { module, cpuSeconds, wallSeconds } = await pool.parse(programOf({
			...context,
			text
		}));
		return {
			content: module?.statements.some((s) => /FunctionDef$/.test(s.kind) && s.name === context.task.entryPoint && !s.onlyDocstring) ?? false,
			cpuSeconds,
			wallSeconds
		};
	}
};
// src/suppression/rules/tests.ts
/** The study's rule: the answer is valid and passes the task's own tests. */
const testsRule = {
	name: "tests",
	async check(context, text, pool, limitSeconds) {
		const source = programOf({
			...context,
			text
		});
		const { test, entryPoint } = context.task;
		const { passed, cpuSeconds, wallSeconds } = await pool.check({
			source,
			test,
			entryPoint
		}, { limitSeconds });
		return {
			content: passed,
			cpuSeconds,
			wallSeconds
		};
	}
};
// src/suppression/create-rule.ts
const RULE_NAMES = [
	"tests",
	"doctest",
	"syntax",
	"stop-strings",
	"none"
];
/** Makes the configured rule. Rejects with `rule-invalid` where it cannot be. */
async function createRule(config) {
	switch (config.rule) {
		case "none": return { name: "none" };
		case "tests": return testsRule;
		case "stop-strings": return stopStringsRule(config.stopStrings ?? "codex");
		case "doctest": return doctestRule;
		case "syntax": return syntaxRule;
		default:
			if (/\.[cm]?js$/.test(config.rule)) return moduleRule(config.rule);
			throw new JouleGateError("rule-invalid", `no suppression rule is named ${JSON.stringify(config.rule)}`, `use one of ${RULE_NAMES.join(", ")}, or the path of a JavaScript module`);
	}
}
// src/suppression/completeness.ts
const QUOTES = ["\"\"\"", "'''"];
/** A rough Python lexer: enough to know that a text cannot end here. It may say complete where Python would not. */
function endState(source) {
	const lines = [];
	let depth = 0;
	let quote = null;
	let current = null;
	let continued = false;
	for (const { line } of linesOf(source)) {
		if (current === null && line.trim() !== "" && quote === null) current = {
			text: "",
			indent: line.length - line.trimStart().length
		};
		let code = "";
		let at = 0;
		while (at < line.length) {
			if (quote !== null) {
				if (line[at] === "\\") at += 2;
				else if (line.startsWith(quote, at)) {
					at += quote.length;
					quote = null;
				} else at++;
				continue;
			}
			const c = line.charAt(at);
			if (c === "#") break;
			const triple = QUOTES.find((q) => line.startsWith(q, at));
			if (triple !== void 0 || c === "\"" || c === "'") {
				quote = triple ?? c;
				at += quote.length;
				code += "s";
				continue;
			}
			if ("([{".includes(c)) depth++;
			if (")]}".includes(c)) depth = Math.max(0, depth - 1);
			code += c;
			at++;
		}
		if (quote !== null && quote.length === 1 && !line.endsWith("\\")) quote = null;
		continued = quote === null && code.trimEnd().endsWith("\\");
		if (current !== null) current.text += code.trim();
		if (quote === null && depth === 0 && !continued && current !== null) {
			if (current.text !== "") lines.push(current);
			current = null;
		}
	}
	return {
		open: quote !== null || depth > 0 || continued,
		lines
	};
}
/**
* Whether a program could be finished at this line end: no open bracket, string or block header, and not amid the body
* of a `while` loop, whose missing rest would often make it run for ever. Cheap, so that only such texts are checked.
*/
function couldBeComplete(program) {
	const { open, lines } = endState(program);
	const last = lines.at(-1);
	if (open || last === void 0) return false;
	if (last.text.endsWith(":") || last.text.startsWith("@")) return false;
	if (/^(def|class|async def) /.test(last.text) && last.text.endsWith(":")) return false;
	return !amidWhile(lines);
}
function amidWhile(lines) {
	const last = lines.at(-1);
	if (last === void 0 || /^(return|break|raise|yield)\b/.test(last.text)) return false;
	let indent = last.indent;
	for (let i = lines.length - 2; i >= 0 && indent > 0; i--) {
		const line = lines[i];
		if (line === void 0 || line.indent >= indent) continue;
		indent = line.indent;
		if (/^while\b/.test(line.text)) return true;
		if (/^(async )?def\b/.test(line.text)) return false;
	}
	return false;
}
/** The program without what changes nothing: comment lines, blank lines and spaces at its end. */
function withoutTail(program) {
	let end = program.length;
	while (end > 0) {
		const start = program.lastIndexOf("\n", end - 1) + 1;
		const line = program.slice(start, end).trim();
		if (line !== "" && !line.startsWith("#")) break;
		end = Math.max(0, start - 1);
	}
	return program.slice(0, end).trimEnd();
}
// src/suppression/cut.ts
/** The last line end, where the program could be complete there; the whole answer at its end. */
function cutAtLineEnd(context, text, ended) {
	if (ended) return text.length;
	const cut = text.lastIndexOf("\n") + 1;
	if (cut === 0) return null;
	const program = programOf({
		...context,
		text: text.slice(0, cut)
	});
	return couldSolve(context, program) && couldBeComplete(program) ? cut : null;
}
/** A chat answer must define the entry point, or go on with the prompt's own function: prose does neither. */
function couldSolve({ task, style }, program) {
	if (style === "raw") return true;
	const own = program.startsWith(task.prompt) ? program.slice(task.prompt.length) : program;
	return definesName(own, task.entryPoint) || /^\s*\n[ \t]+\S/.test(`\n${own}`);
}
/** A rule's own cut, or the one at line ends. */
function cutOf(rule, context, text, ended) {
	return rule.cut ? rule.cut(context, text, ended) : cutAtLineEnd(context, text, ended);
}
// src/suppression/first-content.ts
/** CPU seconds for one check after a block: as long as a grade may take. */
const LIMIT_SECONDS = 9;
/**
* Where a rule would have stopped a whole answer, `null` if nowhere: every rule can be told from one plain stream. What
* cannot be complete is not tried, except the end of the answer. Call it between blocks, never inside a phase.
*/
async function firstStop(options) {
	const { rule, lineEnds, pool, task, style, answerPrefix } = options;
	const context = {
		task,
		style,
		answerPrefix
	};
	if (rule.match) return firstMatch(rule.match(context), lineEnds);
	if (!rule.check) return null;
	let lastProgram = null;
	try {
		for (const [index, { text, tokens }] of lineEnds.entries()) {
			const cuts = [cutOf(rule, context, text, false)];
			if (index === lineEnds.length - 1) cuts.push(cutOf(rule, context, text, true));
			for (const cut of cuts) {
				if (cut === null) continue;
				const whole = text.slice(0, cut);
				const program = withoutTail(programOf({
					...context,
					text: whole
				}));
				if (program === lastProgram) continue;
				lastProgram = program;
				const { content } = await rule.check(context, whole, pool, options.limitSeconds ?? LIMIT_SECONDS);
				if (content) return {
					index,
					tokens,
					text: whole
				};
			}
		}
		return null;
	} finally {
		await pool.restore();
	}
}
/** The index of the first line end (or the end of the answer) at which the rule was content, `null` if it never was. */
async function firstContent(options) {
	return (await firstStop(options))?.index ?? null;
}
function firstMatch(matcher, lineEnds) {
	for (const { text } of lineEnds) {
		const keep = matcher.offer(text);
		if (keep === null) continue;
		const index = lineEnds.findIndex((l) => l.text.length >= keep);
		return {
			index,
			tokens: lineEnds[index]?.tokens ?? 0,
			text: text.slice(0, keep)
		};
	}
	return null;
}
// src/suppression/stop-errors.ts
/** Judges one answer. A stop that was only late is neither: it shows in the saving. */
function stopErrors(answer) {
	return {
		falseStop: answer.stopped && answer.plainPassed && !answer.stoppedPassed,
		missedStop: !answer.stopped && answer.completeEarly
	};
}
// src/suppression/watch.ts
/** CPU seconds for one check beside decoding; references take 0.5 ms, the slowest 0.3 s. */
const LIVE_LIMIT_SECONDS = 1;
var AnswerWatcher = class {
	decided = null;
	reason = null;
	checks = {
		count: 0,
		cpuSeconds: 0,
		wallSeconds: 0
	};
	#options;
	#context;
	#matcher;
	#loops;
	/** Text length after each token, to find the token that a cut falls into. */
	#lengths = [];
	#waiting = null;
	#flight = null;
	#lastProgram = null;
	#settled = false;
	#failure = null;
	constructor(options) {
		this.#options = options;
		const { task, style, answerPrefix } = options;
		this.#context = {
			task,
			style,
			answerPrefix
		};
		this.#matcher = options.rule.match?.(this.#context) ?? null;
		this.#loops = options.loops ? new LoopDetector(options.loops) : null;
	}
	offerToken(text, tokens) {
		if (!this.#matcher && !this.#loops || this.decided) return;
		this.#lengths.push({
			tokens,
			length: text.length
		});
		const stop = this.#matcher?.offer(text) ?? null;
		const keep = stop ?? this.#loops?.offer(text) ?? null;
		if (keep === null) return;
		const spelt = this.#lengths.find((l) => l.length >= keep);
		this.reason = stop === null ? "loop" : "rule";
		this.decided = {
			tokens: spelt?.tokens ?? tokens,
			text: text.slice(0, keep)
		};
	}
	offer(text, tokens) {
		const { rule } = this.#options;
		if (!rule.check || this.decided || this.#settled) return;
		const cut = cutOf(rule, this.#context, text, false);
		if (cut === null) return;
		const whole = text.slice(0, cut);
		const program = withoutTail(programOf({
			...this.#context,
			text: whole
		}));
		if (program === this.#lastProgram) return;
		this.#lastProgram = program;
		this.#waiting = {
			text: whole,
			tokens
		};
		this.#flight ??= this.#run();
	}
	/** One check at a time; of what came meanwhile only the newest is checked. */
	async #run() {
		const { rule, pool, onCheck } = this.#options;
		while (this.#waiting && !this.decided) {
			const { text, tokens } = this.#waiting;
			this.#waiting = null;
			onCheck?.begin();
			try {
				const outcome = await rule.check?.(this.#context, text, pool, LIVE_LIMIT_SECONDS);
				this.checks.count++;
				this.checks.cpuSeconds += outcome?.cpuSeconds ?? 0;
				this.checks.wallSeconds += outcome?.wallSeconds ?? 0;
				if (outcome?.content && !this.decided) {
					this.decided = {
						tokens,
						text
					};
					this.reason = "rule";
				}
			} catch (error) {
				this.#failure ??= error;
				this.#waiting = null;
			} finally {
				onCheck?.end();
			}
		}
		this.#flight = null;
	}
	async settle() {
		this.#settled = true;
		this.#waiting = null;
		await this.#flight;
		if (this.#failure !== null) throw this.#failure;
		if (this.checks.count > 0) await this.#options.pool.restore();
	}
};
/** Watches one answer beside its decoding. */
function watchAnswer(options) {
	return new AnswerWatcher(options);
}
// src/workload/read.ts
const FIELDS = [
	"task_id",
	"prompt",
	"entry_point",
	"canonical_solution",
	"test"
];
/** Parses a HumanEval-format data set (JSON lines, gzip or not). `name` is used in errors. */
function parseTasks(data, name) {
	const unreadable = (why, cause) => new JouleGateError("workload-unreadable", `${name}: ${why}`, "give the data set as JSON lines in HumanEval format, or leave workload.path out to download it", { cause });
	let bytes = data;
	if (data[0] === 31 && data[1] === 139) try {
		bytes = gunzipSync(data, { maxOutputLength: MOST_BYTES$1 });
	} catch (cause) {
		throw unreadable(cause.code === "ERR_BUFFER_TOO_LARGE" ? `it unpacks to more than ${MOST_BYTES$1 / 2 ** 20} MiB` : "the gzip data is damaged", cause);
	}
	const tasks = [];
	const seen = /* @__PURE__ */ new Set();
	const lines = bytes.toString("utf8").replace(/^\ufeff/, "").split("\n");
	for (const [index, raw] of lines.entries()) {
		const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
		if (line.trim() === "") continue;
		let value;
		try {
			value = JSON.parse(line);
		} catch (cause) {
			throw unreadable(`line ${index + 1} is no JSON`, cause);
		}
		const missing = FIELDS.filter((f) => typeof value?.[f] !== "string");
		if (missing.length > 0) throw unreadable(`line ${index + 1} lacks ${missing.join(", ")}`);
		const id = value["task_id"];
		if (seen.has(id)) throw unreadable(`line ${index + 1} has the id ${JSON.stringify(id)} of an earlier task`);
		seen.add(id);
		tasks.push({
			id,
			prompt: value["prompt"],
			entryPoint: value["entry_point"],
			canonicalSolution: value["canonical_solution"],
			test: value["test"],
			sha256: sha256(line)
		});
	}
	if (tasks.length === 0) throw unreadable("no task in it");
	return tasks;
}
/** Reads a data set's file; throws `workload-unreadable`. */
async function readTasks(path) {
	let data;
	try {
		data = await readBounded(path);
	} catch (cause) {
		throw new JouleGateError("workload-unreadable", `cannot read the data set ${path}: ${cause.message}`, "check workload.path", { cause });
	}
	return parseTasks(data, path);
}
// src/workload/load.ts
async function manifest() {
	return JSON.parse(await readFile(join(packageRoot, "assets", "workloads", "humaneval.json"), "utf8"));
}
async function humanEvalFile(m, onProgress) {
	const path = join(cacheDirectory(), m.dataset.file);
	if (existsSync(path) && await sha256OfFile(path) === m.dataset.sha256) return path;
	const url = process.env["JOULEGATE_HUMANEVAL_URL"] ?? m.dataset.url;
	onProgress?.(`downloading ${url}`);
	await download(url, path, {
		sha256: m.dataset.sha256,
		mismatch: "workload-hash-mismatch",
		offlineFix: `with no network, fetch HumanEval.jsonl.gz elsewhere and name it in workload.path (or put it at ${path})`,
		onProgress
	});
	return path;
}
/** The digest that names a list of tasks: order and content both count. */
function workloadDigest(tasks) {
	return sha256(tasks.map((t) => `${t.id} ${t.sha256}\n`).join(""));
}
function pick(all, ids, where) {
	const byId = new Map(all.map((t) => [t.id, t]));
	const unknown = ids.filter((id) => !byId.has(id));
	if (unknown.length > 0) throw new JouleGateError("task-unknown", `${where} has no task ${unknown.join(", ")}`, `task ids run from ${all[0]?.id} to ${all.at(-1)?.id}`);
	const wanted = new Set(ids);
	return all.filter((t) => wanted.has(t.id));
}
/** Every task of the data set behind a name; each HumanEval task is checked against its pinned SHA-256. */
async function loadDataset(options) {
	if (options.name === "practice") return {
		tasks: await readTasks(options.path ?? join(packageRoot, "assets", "practice", "practice.jsonl")),
		subset: null
	};
	const m = await manifest();
	const tasks = await readTasks(options.path ?? await humanEvalFile(m, options.onProgress));
	const pinned = new Map(m.tasks.map((t) => [t.id, t.sha256]));
	const wrong = tasks.filter((t) => pinned.get(t.id) !== t.sha256);
	if (wrong.length > 0) {
		const first = wrong[0];
		throw new JouleGateError("workload-hash-mismatch", `task ${first.id} has SHA-256 ${first.sha256}, pinned is ${pinned.get(first.id) ?? "none"}${wrong.length > 1 ? ` (and ${wrong.length - 1} more tasks differ)` : ""}`, "use the unchanged HumanEval.jsonl.gz; other tasks would make joules and accuracy incomparable");
	}
	return {
		tasks,
		subset: options.name === "humaneval" ? m.subset : null
	};
}
/** The picked tasks of a workload, in the data set's order, with their digest. */
async function loadWorkload(options) {
	const { tasks: all, subset } = await loadDataset(options);
	const ids = options.tasks ?? subset;
	const tasks = ids === null ? all : pick(all, ids, options.name);
	return {
		name: options.name,
		digest: workloadDigest(tasks),
		tasks
	};
}
// src/experiment/types.ts
/** The rules that look at programs; stop strings look at text. */
const CONTENT_RULES = [
	"tests",
	"doctest",
	"syntax"
];
// src/experiment/grade.ts
async function detailOf(subject, { task, answer }, whole) {
	const at = await subject.firstContent("tests", task, answer.lineEnds);
	const detail = {
		babbleTokens: null,
		babbleKinds: null,
		stopStringTokens: null,
		completeTokens: null
	};
	if (whole) {
		detail.stopStringTokens = subject.stopStringTokens(task, answer.text, answer.tokenEnds());
		detail.completeTokens = {};
		for (const rule of CONTENT_RULES) {
			const index = rule === "tests" ? at : await subject.firstContent(rule, task, answer.lineEnds);
			detail.completeTokens[rule] = index === null ? null : answer.lineEnds[index].tokens;
		}
	}
	if (at === null) return detail;
	const complete = answer.lineEnds[at];
	detail.babbleTokens = Math.max(0, answer.outputTokens - answer.overrunTokens - complete.tokens);
	if (detail.babbleTokens === 0) return detail;
	const kinds = subject.babbleKinds(task, answer.text, complete.text.length, answer.tokenEnds());
	return {
		...detail,
		babbleKinds: Object.fromEntries(Object.entries(kinds).filter(([, n]) => n > 0))
	};
}
/** Grades every answer by the hidden tests (equal programs once) and finds where each was complete. */
async function gradePasses(passes, subjects, grader, onProgress) {
	const flat = passes.flatMap((p) => p.answers.map((a) => ({
		subject: subjects[p.pass.subject],
		a,
		whole: p.pass.arm === "plain"
	})));
	let told = 0;
	const results = await grader.grade(flat.map(({ subject, a }) => subject.program(a.task, a.answer.text)), (done, total) => {
		const tenth = Math.floor(10 * done / total);
		if (tenth > told) onProgress(`grading: ${done} of ${total} answers`);
		told = Math.max(told, tenth);
	});
	const babble = /* @__PURE__ */ new Map();
	const graded = [];
	for (const [i, { subject, a, whole }] of flat.entries()) {
		const key = `${subjects.indexOf(subject)}\u0000${whole}\u0000${a.task.id}\u0000${a.answer.text}`;
		let known = babble.get(key);
		if (!known) babble.set(key, known = detailOf(subject, a, whole));
		graded.push({
			...a,
			passed: results[i].passed,
			...await known
		});
	}
	let next = 0;
	return passes.map((p) => ({
		...p,
		answers: p.answers.map(() => graded[next++])
	}));
}
// src/experiment/gap.ts
const LONGEST_GAP_MS = 20;
/** Mulberry32: a seeded generator of numbers in [0, 1), for the gaps alone. */
function seeded(seed) {
	let state = seed | 0;
	return () => {
		state = state + 1831565813 | 0;
		let t = Math.imul(state ^ state >>> 15, 1 | state);
		t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
		return ((t ^ t >>> 14) >>> 0) / 2 ** 32;
	};
}
/** Waits a random time, at most 20 ms, which keeps the edges from locking to a sensor's beat. The same seed waits alike. */
function seededGap(seed) {
	const random = seeded(seed);
	return () => setTimeout$1(random() * LONGEST_GAP_MS);
}
// src/experiment/prefills.ts
/**
* Evaluates prompts of the workload alone, in turn, from an empty KV cache: more of the prefill's power for the sensor
* to see, in the same record as the pass whose joules it sharpens. They belong to no task.
*/
async function runPrefills(subject, meter, workload, count, gap) {
	for (let n = 0; n < count; n++) {
		const task = workload.tasks[n % workload.tasks.length];
		const prompt = subject.prompt.tokenize(task.prompt, task.id);
		await subject.engine.reset();
		const stream = subject.engine.generate(prompt, subject.sampling);
		const id = `${EXTRA}${n}`;
		meter.mark("begin", "prefill", id, { contextTokens: prompt.length });
		try {
			await stream.next();
		} finally {
			meter.mark("end", "prefill", id);
			await stream.return();
		}
		await gap();
	}
}
// src/experiment/record.ts
/** Records what `run` does as one block and attributes it; the meter is left usable for closing, whatever broke. */
async function record(meter, run) {
	await meter.startBlock();
	try {
		await run();
	} catch (error) {
		await meter.finishBlock().catch(() => void 0);
		throw error;
	}
	return await meter.finishBlock();
}
// src/experiment/request.ts
/** Runs one request from an empty KV cache and marks its phase edges. */
async function runRequest(engine, meter, request) {
	const { id, prompt, sampling, watcher } = request;
	await engine.reset();
	const room = engine.info.contextSize - prompt.length;
	const most = Math.min(sampling.maxTokens, room);
	const tokens = [];
	const marks = [];
	let steps = -1;
	let stopReason = null;
	const stream = engine.generate(prompt, sampling);
	let phase = "prefill";
	meter.mark("begin", phase, id, { contextTokens: prompt.length });
	try {
		for (;;) {
			const { value, done } = await stream.next();
			if (phase === "prefill") {
				meter.mark("end", "prefill", id);
				phase = "decode";
				meter.mark("begin", "decode", id, { contextTokens: prompt.length });
			}
			if (done || !value) {
				stopReason = "end";
				break;
			}
			steps++;
			if (value.end) {
				stopReason = "end";
				break;
			}
			tokens.push(value.token);
			const lineEnd = engine.hasLineEnd(value.token);
			if (lineEnd) marks.push(tokens.length);
			if (watcher && (lineEnd || watcher.everyToken)) watcher.offer(engine.text(tokens, prompt), tokens.length, lineEnd);
			if (watcher?.decided) break;
			if (tokens.length >= most) {
				stopReason = most < sampling.maxTokens ? "context" : "max-tokens";
				break;
			}
		}
	} finally {
		meter.mark("end", phase, id, { contextTokens: prompt.length + tokens.length });
		await stream.return();
	}
	const decided = stopReason === null ? watcher?.decided ?? null : null;
	if (decided) stopReason = watcher.reason;
	await watcher?.settle();
	const kept = decided?.tokens ?? tokens.length;
	const lineEnds = marks.filter((n) => n < kept).map((n) => ({
		tokens: n,
		text: engine.text(tokens.slice(0, n), prompt)
	}));
	const text = decided?.text ?? engine.text(tokens, prompt);
	lineEnds.push({
		tokens: kept,
		text
	});
	return {
		promptTokens: prompt.length,
		outputTokens: tokens.length,
		decodeSteps: Math.max(0, steps),
		overrunTokens: tokens.length - kept,
		stopReason: stopReason ?? "end",
		text,
		lineEnds,
		tokenEnds: () => tokens.slice(0, kept).map((_t, i) => engine.text(tokens.slice(0, i + 1), prompt).length)
	};
}
// src/experiment/pass.ts
/** Runs every task once, for one subject in one arm, then `extraPrefills`, and attributes the joules of this pass on their own. */
async function runPass(bench, subject, pass, extraPrefills) {
	const { meter } = bench;
	const gap = seededGap(1e3 * pass.block + 10 * pass.subject + (pass.arm === "plain" ? 0 : 1));
	const answers = [];
	const energy = await record(meter, async () => {
		for (const [index, task] of bench.workload.tasks.entries()) {
			bench.signal?.throwIfAborted();
			const id = `${pass.block}/${pass.subject}/${pass.arm}/${index}`;
			const answer = await runRequest(subject.engine, meter, {
				id,
				prompt: subject.prompt.tokenize(task.prompt, task.id),
				sampling: {
					...subject.sampling,
					seed: subject.sampling.seed + pass.block
				},
				watcher: pass.arm === "suppressed" ? subject.watch?.(task, id) ?? null : null
			});
			answers.push({
				task,
				id,
				answer
			});
			if (!meter.info.estimated) await gap();
		}
		await runPrefills(subject, meter, bench.workload, extraPrefills, gap);
	});
	return {
		pass,
		energy,
		extraPrefills,
		answers: answers.map(({ task, id, answer }) => ({
			task,
			answer,
			phases: energy.requests.get(id)
		}))
	};
}
// src/experiment/plan.ts
/**
* The passes of one block. Cells (subject × arm) run forwards in even blocks and backwards in odd ones (ABBA),
* so that a linear drift cancels between every two cells.
*/
function passesOf(block, subjects, arms) {
	const cells = [];
	for (const arm of arms) for (let subject = 0; subject < subjects; subject++) cells.push({
		block,
		subject,
		arm
	});
	return block % 2 === 0 ? cells : cells.reverse();
}
// src/experiment/arms.ts
const SLOWDOWNS = ["hardware-slowdown", "thermal-slowdown"];
/** The design's bounds between arms. */
const BOUNDS = {
	clock: .02,
	kelvin: 5,
	powerCapShare: .02
};
const mean = (values) => {
	const known = values.filter((v) => v !== null && v !== void 0);
	return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length;
};
const share = (blocks, codes) => blocks.filter((b) => b.validity?.reasons.some((r) => codes.includes(r))).length / blocks.length;
/** What differs between the two arms' surroundings: a slowdown in one arm only is `invalid`, clocks, heat and power caps warn. */
function betweenArms(blocks) {
	const plain = blocks.filter((b) => b.arm === "plain");
	const suppressed = blocks.filter((b) => b.arm === "suppressed");
	if (plain.length === 0 || suppressed.length === 0) return {
		status: "ok",
		reasons: []
	};
	const invalid = share(plain, SLOWDOWNS) > 0 !== share(suppressed, SLOWDOWNS) > 0 ? ["slowdown-in-one-arm"] : [];
	const warnings = [];
	const differ = (pick, over, code) => {
		const [a, b] = [mean(plain.map(pick)), mean(suppressed.map(pick))];
		if (a !== null && b !== null && over(a, b)) warnings.push(code);
	};
	differ((b) => b.smClockMhz, (a, b) => Math.abs(a - b) > BOUNDS.clock * Math.max(a, b), "clock-differs");
	differ((b) => b.temperatureC, (a, b) => Math.abs(a - b) > BOUNDS.kelvin, "temperature-differs");
	if (Math.abs(share(plain, ["power-capped"]) - share(suppressed, ["power-capped"])) > BOUNDS.powerCapShare) warnings.push("power-cap-differs");
	return {
		status: invalid.length > 0 ? "invalid" : warnings.length > 0 ? "warning" : "ok",
		reasons: [...invalid, ...warnings]
	};
}
// src/experiment/result.ts
function repeatOf(block, g, plain, arm) {
	const a = g.answer;
	const stopped = a.stopReason === "rule" || a.stopReason === "stop-string";
	return {
		block,
		promptTokens: a.promptTokens,
		outputTokens: a.outputTokens,
		decodeSteps: a.decodeSteps,
		babbleTokens: g.babbleTokens,
		overrunTokens: a.overrunTokens,
		passed: g.passed,
		stopReason: a.stopReason,
		text: a.text,
		...g.stopStringTokens ? { stopStringTokens: g.stopStringTokens } : {},
		...g.completeTokens ? { completeTokens: g.completeTokens } : {},
		...g.babbleKinds ? { babbleKinds: g.babbleKinds } : {},
		...arm === "suppressed" && plain ? stopErrors({
			plainPassed: plain.passed,
			stopped,
			stoppedPassed: g.passed,
			completeEarly: (g.babbleTokens ?? 0) > 0
		}) : {},
		phases: g.phases
	};
}
const GRAVITY = [
	"ok",
	"warning",
	"not-resolvable",
	"invalid"
];
function worst(validities) {
	return {
		status: GRAVITY[Math.max(0, ...validities.map((v) => GRAVITY.indexOf(v.status)))],
		reasons: [...new Set(validities.flatMap((v) => v.reasons))]
	};
}
/** Assembles one subject's RunResult out of the graded passes. */
function assemble(bench, subject, index, passes, measurement, extra) {
	const mine = passes.filter((p) => p.pass.subject === index);
	const arms = {};
	for (const name of bench.arms) {
		const tasks = new Map(bench.workload.tasks.map((t) => [t.id, {
			id: t.id,
			repeats: []
		}]));
		for (const p of mine.filter((x) => x.pass.arm === name)) {
			const plain = mine.find((x) => x.pass.arm === "plain" && x.pass.block === p.pass.block);
			p.answers.forEach((g, i) => tasks.get(g.task.id).repeats.push(repeatOf(p.pass.block, g, plain?.answers[i], name)));
		}
		for (const t of tasks.values()) t.repeats.sort((a, b) => a.block - b.block);
		arms[name] = { tasks: [...tasks.values()] };
	}
	const { info } = bench.meter;
	const engine = subject.engine.info;
	const sorted = [...mine].sort((a, b) => a.pass.block - b.pass.block);
	const blocks = sorted.map((p) => ({
		block: p.pass.block,
		arm: p.pass.arm,
		seconds: p.energy.seconds,
		smClockMhz: p.energy.smClockMhz,
		temperatureC: p.energy.temperatureC,
		powerLimitWatts: p.energy.powerLimitWatts,
		idleWatts: p.energy.idleWatts,
		extraPrefills: p.extraPrefills,
		...p.energy.phases ? { phases: p.energy.phases } : {},
		validity: p.energy.validity
	}));
	return {
		schemaVersion: 1,
		measurement,
		createdAt: (/* @__PURE__ */ new Date()).toISOString(),
		commit: bench.commit,
		subject: subject.subject,
		environment: {
			method: info.method,
			backend: engine.backend,
			llamaCpp: engine.llamaCpp,
			cpu: engine.cpu,
			os: engine.os,
			...info.environment,
			...bench.environment
		},
		meter: {
			kind: info.kind,
			estimated: info.estimated,
			hostKind: info.hostKind,
			sensor: info.sensor
		},
		workload: {
			name: bench.workload.name,
			digest: bench.workload.digest,
			tasks: bench.workload.tasks.length,
			tasksWithoutExample: idsWithoutExample(bench.workload.tasks)
		},
		arms,
		blocks,
		idle: bench.idle,
		validity: worst([
			extra,
			betweenArms(blocks),
			...sorted.map((p) => p.energy.validity)
		])
	};
}
// src/experiment/warm-up.ts
/** The relative standard error of a pass's prefill joules that is wanted of each subject. */
const PREFILL_ERROR = .02;
/** A sensor is characterised on this much of each subject: seconds, and requests at least. */
const ENOUGH = {
	seconds: 2,
	requests: 8
};
const WARM_UP_TOKENS = 32;
/**
* Requests of each subject outside the measurement: pages, caches and clocks settle. Before a sensor they are recorded,
* which characterises it under this very load (cadence, noise); what prefills lack for the wanted error is the return value.
*/
async function warmUp(bench, subjects) {
	const repeats = [];
	for (const [i, s] of subjects.entries()) repeats.push(bench.meter.info.estimated ? await touch(bench, s) : await characterise(bench, s, i));
	return repeats;
}
async function touch(bench, subject) {
	await one(bench, subject, 0, { mark: () => void 0 });
	return 0;
}
async function characterise(bench, subject, index) {
	const { meter, workload } = bench;
	const gap = seededGap(index);
	const begin = monotonicNs();
	const { requests } = await record(meter, async () => {
		for (let n = 0; n < ENOUGH.requests || (monotonicNs() - begin) / 1e9 < ENOUGH.seconds; n++) {
			bench.signal?.throwIfAborted();
			await one(bench, subject, n, meter);
			await gap();
		}
	});
	const prefill = [...requests.values()].reduce((sum, r) => sum + r.prefill.seconds, 0) / requests.size;
	const repeats = prefillRepeats(meter.info.sensor, prefill, workload.tasks.length);
	const ms = (1e3 * prefill).toFixed(prefill < .01 ? 1 : 0);
	if (repeats === null) bench.onProgress(`${subject.name}: a prefill of ${ms} ms is too short for this sensor (an update every ${meter.info.sensor.cadenceMs} ms); its joules will be not-resolvable`);
	else if (repeats > 0) bench.onProgress(`${subject.name}: each pass gets ${repeats} more prefills, since ${workload.tasks.length} of ${ms} ms are too little for a sensor with an update every ${meter.info.sensor.cadenceMs} ms`);
	return repeats ?? 0;
}
/** How many prefills a pass of `tasks` lacks; `null` where no number would do. Seconds in. */
function prefillRepeats(sensor, prefillSeconds, tasks) {
	const { cadenceMs, noise } = sensor;
	if (typeof cadenceMs !== "number" || typeof noise !== "number") return 0;
	const needed = prefillRepeatsNeeded({
		cadenceMs,
		noise
	}, 1e3 * prefillSeconds, PREFILL_ERROR);
	return needed === null ? null : Math.max(0, needed - tasks);
}
async function one(bench, subject, n, meter) {
	const task = bench.workload.tasks[n % bench.workload.tasks.length];
	await runRequest(subject.engine, meter, {
		id: `warm-up/${n}`,
		prompt: subject.prompt.tokenize(task.prompt, task.id),
		sampling: {
			...subject.sampling,
			maxTokens: Math.min(WARM_UP_TOKENS, subject.sampling.maxTokens)
		},
		watcher: null
	});
}
// src/experiment/run.ts
const joulesOf$1 = (p) => [...p.energy.requests.values()].reduce((sum, r) => sum + (r.prefill.grossJoules ?? 0) + (r.decode.grossJoules ?? 0), 0);
const minutes = (seconds) => seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
/**
* Measures subjects interleaved: warm-up, then blocks in ABBA order until the number asked for or the budget is reached
* (a block once begun is finished), then grades. One RunResult a subject, sharing a measurement id.
*/
async function runExperiment(bench, subjects) {
	const measurement = randomUUID();
	await bench.pool.ready;
	const extraPrefills = await warmUp(bench, subjects);
	const passes = [];
	const begin = monotonicNs();
	const elapsed = () => (monotonicNs() - begin) / 1e9;
	const perBlock = subjects.length * bench.arms.length;
	let joules = 0;
	let spent = false;
	for (let block = 0; block < bench.blocks && !spent; block++) {
		for (const pass of passesOf(block, subjects.length, bench.arms)) {
			const result = await runPass(bench, subjects[pass.subject], pass, extraPrefills[pass.subject]);
			passes.push(result);
			joules += joulesOf$1(result);
			await bench.journal?.append({
				measurement,
				pass,
				answers: result.answers.map((a) => ({
					task: a.task.id,
					...a.answer,
					lineEnds: void 0,
					phases: a.phases
				}))
			});
			const total = bench.blocks * perBlock;
			const left = elapsed() / passes.length * (total - passes.length);
			bench.onProgress(`block ${block + 1} of ${bench.blocks}, ${subjects.length > 1 ? `${subjects[pass.subject].name}, ` : ""}${pass.arm}: ${result.answers.length} tasks in ${result.energy.seconds.toFixed(1)} s${passes.length < total ? `; about ${minutes(left)} left` : ""}`);
		}
		const next = elapsed() * (1 + 1 / (block + 1));
		spent = block + 1 < bench.blocks && (next > bench.budget.seconds || bench.budget.joules !== null && joules * (1 + 1 / (block + 1)) > bench.budget.joules);
		if (spent) bench.onProgress(`the budget is spent after ${block + 1} of ${bench.blocks} blocks`);
	}
	const graded = await gradePasses(passes, subjects, bench.grader, bench.onProgress);
	const extra = spent ? {
		status: "warning",
		reasons: ["budget-spent"]
	} : {
		status: "ok",
		reasons: []
	};
	return subjects.map((s, i) => assemble(bench, s, i, graded, measurement, extra));
}
// src/experiment/subject.ts
/** Watches an answer by a rule; the edges of its checks are marked under the request's id, with the sandbox's CPU time. */
function watcher(rule, loops, context, pool, meter, id) {
	let counted = 0;
	const w = watchAnswer({
		...context,
		rule,
		pool,
		...loops ? { loops: {} } : {},
		onCheck: {
			begin: () => meter.mark("begin", "check", id),
			end: () => {
				meter.mark("end", "check", id, { cpuSeconds: w.checks.cpuSeconds - counted });
				counted = w.checks.cpuSeconds;
			}
		}
	});
	const byText = rule.match !== void 0;
	return {
		everyToken: byText || loops,
		get reason() {
			return w.reason === "loop" ? "loop" : byText ? "stop-string" : "rule";
		},
		offer(text, tokens, lineEnd) {
			if (byText || loops) w.offerToken(text, tokens);
			if (lineEnd && !byText) w.offer(text, tokens);
		},
		get decided() {
			return w.decided;
		},
		settle: () => w.settle()
	};
}
/** Makes one subject ready to run on its engine. */
async function openSubject(spec, file, engine, pool, meter) {
	const { config } = spec;
	const { info } = engine;
	const prompt = await engine.preparePrompt(config.prompt);
	const { style, answerPrefix } = prompt.prompt;
	const stopStrings = config.suppression.stopStrings ?? void 0;
	const rule = await createRule({
		rule: config.suppression.rule,
		...stopStrings === void 0 ? {} : { stopStrings }
	});
	const loops = config.suppression.loopCutOff;
	const content = Object.fromEntries(await Promise.all(CONTENT_RULES.map(async (name) => [name, await createRule({ rule: name })])));
	const presets = await Promise.all(Object.keys(STOP_PRESETS).map(async (name) => ({
		name,
		rule: await createRule({
			rule: "stop-strings",
			stopStrings: name
		})
	})));
	return {
		name: spec.name,
		engine,
		prompt,
		sampling: config.sampling,
		subject: {
			model: {
				name: file.name,
				sha256: file.sha256,
				bytes: file.bytes,
				architecture: info.architecture,
				quantization: info.quantization,
				parameters: info.parameters
			},
			prompt: { ...prompt.prompt },
			sampling: { ...config.sampling },
			context: info.contextSize,
			suppression: {
				rule: rule.name,
				...loops ? { loopCutOff: true } : {},
				...rule.match ? { stopStrings: [...stopStringsOf(stopStrings ?? "codex", style)] } : {}
			},
			engine: {
				threads: info.threads,
				gpuLayers: info.gpuLayers,
				flashAttention: config.engine.flashAttention,
				kvType: config.engine.kvType,
				batch: config.engine.batch
			}
		},
		watch: rule.name === "none" && !loops ? null : (task, id) => watcher(rule, loops, {
			task,
			style,
			answerPrefix
		}, pool, meter, id),
		program: (task, text) => ({
			source: programOf({
				task,
				style,
				answerPrefix,
				text
			}),
			test: task.test,
			entryPoint: task.entryPoint
		}),
		firstContent: (name, task, lineEnds) => firstContent({
			rule: content[name],
			...name === "tests" ? {} : { limitSeconds: 1 },
			task,
			style,
			answerPrefix,
			lineEnds: [...lineEnds],
			pool
		}),
		stopStringTokens(task, text, tokenEnds) {
			const stopped = (rule) => {
				const matcher = rule.match({
					task,
					style,
					answerPrefix
				});
				const at = tokenEnds.findIndex((end) => matcher.offer(text.slice(0, end)) !== null);
				return at < 0 ? tokenEnds.length : at + 1;
			};
			return Object.fromEntries(presets.map(({ name, rule }) => [name, stopped(rule)]));
		},
		babbleKinds: (task, text, from, tokenEnds) => babbleTokens(classifyBabble({
			task,
			style,
			answerPrefix
		}, text, from), tokenEnds)
	};
}
// src/experiment/open.ts
function meterOptions(config, onProgress) {
	const m = config.meter;
	return {
		kind: m.kind,
		intervalMs: m.intervalMs,
		onProgress,
		...m.watts === null ? {} : { watts: m.watts },
		...m.samples === null ? {} : { samples: m.samples },
		...m.lockWaitSeconds === null ? {} : { lockWaitSeconds: m.lockWaitSeconds },
		...m.keepSamples === null ? {} : { keepSamples: m.keepSamples }
	};
}
/** Loads each distinct model once; a value that base had probed (threads) is head's too. */
var Engines = class {
	#open = /* @__PURE__ */ new Map();
	#threads = null;
	async get(config, file, onProgress) {
		const e = config.engine;
		const options = {
			file,
			context: config.context,
			threads: e.threads ?? this.#threads,
			gpuLayers: e.gpuLayers,
			flashAttention: e.flashAttention,
			kvType: e.kvType,
			batch: e.batch,
			gpu: e.gpu
		};
		const key = JSON.stringify({
			...options,
			threads: e.threads
		});
		let engine = this.#open.get(key);
		if (!engine) {
			onProgress(`loading ${file.name} (${(file.bytes / 1e6).toFixed(1)} MB)`);
			this.#open.set(key, engine = Engine.load(options));
		}
		const { info } = await engine;
		this.#threads ??= info.threads;
		if (config.context !== null && info.contextSize !== config.context) onProgress(`context ${config.context} became ${info.contextSize}: llama.cpp rounds it`);
		return await engine;
	}
	async close() {
		for (const engine of this.#open.values()) await engine.then((e) => e.close()).catch(() => void 0);
	}
};
function sayWithoutExample(specs, workload, onProgress) {
	if (!specs.some((s) => s.config.suppression.rule === "doctest")) return;
	const without = idsWithoutExample(workload.tasks);
	if (without.length > 0) onProgress(`rule doctest never stops ${without.join(", ")}: no example in the prompt`);
}
const BEFORE_LOAD_SECONDS = 1;
const QUIET_SECONDS = 2;
/** Runs every step of cleaning up, also where one of them throws. */
async function closeAll(steps) {
	for (const step of steps) await step().catch(() => void 0);
}
/**
* Measures one subject, or several interleaved, from their configurations: opens meter, models and sandbox, runs, closes.
* Workload, arms, blocks, budget and meter are those of the last subject (head). One RunResult a subject, in order.
*/
async function measure(specs, options) {
	const { config } = specs.at(-1);
	const { onProgress } = options;
	for (const warning of new Set(specs.flatMap((s) => s.config.warnings))) onProgress(`warning: ${warning}`);
	const workload = await loadWorkload({
		...config.workload,
		onProgress
	});
	sayWithoutExample(specs, workload, onProgress);
	const files = [];
	for (const s of specs) files.push(await locateModel(s.config.model, onProgress));
	const closers = [];
	try {
		const meter = await openMeter(meterOptions(config, onProgress));
		closers.unshift(() => meter.close());
		const beforeLoadWatts = await meter.measureIdle(BEFORE_LOAD_SECONDS);
		const pool = startCheckPool({
			policy: config.sandbox,
			onWarning: onProgress
		});
		closers.unshift(() => pool.close());
		const engines = new Engines();
		closers.unshift(() => engines.close());
		const subjects = [];
		for (const [i, s] of specs.entries()) subjects.push(await openSubject(s, files[i], await engines.get(s.config, files[i], onProgress), pool, meter));
		for (const s of subjects) for (const t of workload.tasks) s.prompt.tokenize(t.prompt, t.id);
		const grader = await startGrader({ policy: config.sandbox });
		closers.unshift(() => grader.close());
		await pool.ready;
		const afterLoadWatts = await meter.measureIdle(QUIET_SECONDS);
		return await runExperiment({
			meter,
			pool,
			grader,
			workload,
			arms: config.arms,
			blocks: Math.min(config.repeats, config.budget.blocks ?? 1e400),
			budget: config.budget,
			commit: options.commit,
			journal: options.journal,
			idle: {
				beforeLoadWatts,
				afterLoadWatts
			},
			environment: { python: grader.pythonVersion },
			signal: options.signal,
			onProgress
		}, subjects);
	} finally {
		await closeAll(closers);
	}
}
// src/report/facts.ts
/** A nested document as `a.b` → text pairs. */
function flatten(value, prefix = "") {
	return Object.entries(value).flatMap(([k, v]) => {
		const key = prefix === "" ? k : `${prefix}.${k}`;
		if (v !== null && typeof v === "object" && !Array.isArray(v)) return flatten(v, key);
		return [[key, typeof v === "string" ? v : JSON.stringify(v)]];
	});
}
/** The keys in which two documents differ; none where there is no base. */
function differences(base, head) {
	if (!base) return [];
	const before = new Map(flatten(base));
	const after = new Map(flatten(head));
	return [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key)).map((key) => ({
		key,
		base: before.get(key) ?? "–",
		head: after.get(key) ?? "–"
	}));
}
/** How the joules came about, one fact a line. `quote` makes a document's own text fit for the medium. */
function methodLines(c, quote = (text) => text) {
	const meter = c.head.meter;
	const lines = [
		meter.estimated ? "Meter: estimate – CPU time × watts of one core; net = gross; no sensor was read." : `Meter: ${quote(String(meter.kind ?? "unknown"))}; net joules gate: as metered, less idle power × time.`,
		`${c.head.blocks} block(s) of head${c.base ? `, ${c.base.blocks} of base` : ""}; a block runs every task once in each arm, cells in ABBA order.`,
		c.base ? c.base.measurement === c.head.measurement ? "Base and head were measured interleaved and are paired by block." : "Base was measured earlier and is not paired with head; the spread between measurements is in the interval." : "There is no base.",
		"Intervals: t on block log-ratios, two-sided 95 %, unadjusted. Gating: one-sided, Holm over gating metrics × arms.",
		"Answers are graded by the hidden tests in a sandbox, a fresh process for each program."
	];
	if (meter.hostKind == null) lines.push("The host is not metered: the checks' energy is not in energy per task, their time is.");
	const without = c.head.workload["tasksWithoutExample"]?.length ?? 0;
	if (without > 0) lines.push(`${without} task(s) have no example in their prompt: rule doctest never ends their answers (workload.tasksWithoutExample in the result names them).`);
	if (c.co2e) lines.push("CO₂e: net joules per task × the configured g/kWh; nothing for idle power, cooling, power supply or hardware is added.");
	if (c.nullControl) lines.push(`Null control (halves of head's own blocks, 1 % level): ${c.nullControl.possible ? c.nullControl.alarmed ? "alarmed" : "quiet" : quote(c.nullControl.text ?? "not possible")}.`);
	if (c.smallestVisibleChange != null) lines.push(`Smallest rise of energy per task that this run could have called (90 % power): ${(100 * c.smallestVisibleChange).toFixed(1)} %.`);
	return lines;
}
/** What stands beside absolute joules: that they are an estimate, or that a card's sensor has a gain of its own; `null` for RAPL. */
function joulesNote(c) {
	if (c.head.meter["estimated"] === true) return {
		strong: "estimate",
		rest: "(CPU time × watts): no sensor was read."
	};
	if (c.head.meter["kind"] === "rapl") return null;
	return {
		strong: "gain of the card's own",
		rest: "(mostly −6 … +1 % against a power meter), which no software removes and no interval here holds; base and head on one card share it."
	};
}
// src/report/surroundings.ts
/** Rows of what the sensor showed around the joules: side, arm, then one text a column; fit for Markdown and HTML. */
const READING_COLUMNS = [
	"side",
	"arm",
	"SM clock",
	"in prefill",
	"in decode",
	"temperature",
	"power limit",
	"idle power"
];
function readingRows(c) {
	const of = (name, side) => (side?.readings ?? []).map((r) => [
		name,
		r.arm,
		...cells(r)
	]);
	return [...of("base", c.base), ...of("head", c.head)];
}
function cells(r) {
	const clock = (x) => unit(x.smClockMhz, "MHz");
	return [
		unit(r.smClockMhz, "MHz"),
		clock(r.prefill),
		clock(r.decode),
		unit(r.temperatureC, "°C"),
		unit(r.powerLimitWatts, "W"),
		unit(r.idleWatts, "W")
	];
}
const unit = (value, name) => value === null ? "–" : `${name === "MHz" ? value.toFixed(0) : digits(value)} ${name}`;
/** Warnings of the measurements, one in a line of Markdown: an unknown name may be anybody's text and stands in a code span alone. */
function noticeLines(c) {
	return (c.noticed ?? []).map((n) => {
		const meaning = meaningOf(n.code);
		return `${n.side}: ${code(n.code)}${meaning === null ? "" : ` – ${meaning}`}`;
	});
}
// src/report/html.ts
const e = escapeHtml;
const STYLE = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1c2330;--muted:#5b6577;--line:#d9dee7;--prefill:#3b6fd4;--decode:#e08a2e;--check:#6a9a3b;--good:#1a7f37;--bad:#c62828;--warn:#9a6700}
@media(prefers-color-scheme:dark){:root{--bg:#10141b;--fg:#e4e8ef;--muted:#9aa5b8;--line:#2c3442;--good:#4cc26a;--bad:#ff7b72;--warn:#d9a514}}
body{background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.1rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}
.verdict{display:inline-block;padding:.1rem .6rem;border-radius:.4rem;color:#fff;background:var(--muted)}
.regressed,.invalid{background:#c62828}.pass,.improved{background:#1a7f37}.inconclusive{background:#9a6700}
.lead{font-size:1.05rem}.note{color:var(--muted)}
table{border-collapse:collapse;width:100%}th,td{padding:.25rem .5rem;border-bottom:1px solid var(--line);text-align:left}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.wide{overflow-x:auto}
.row{display:grid;grid-template-columns:minmax(7rem,12rem) 3.2rem 1fr 6.5rem;gap:.1rem .6rem;align-items:center;font-size:.85rem}
.row .id{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.gap{height:.5rem;grid-column:1/-1}
.bar{display:flex;height:.8rem;background:color-mix(in srgb,var(--line) 45%,transparent)}
.bar span{display:block;height:100%}.p{background:var(--prefill)}.d{background:var(--decode)}.c{background:var(--check)}
.key span{display:inline-block;width:.8rem;height:.8rem;margin:0 .3rem 0 1rem;vertical-align:-1px}
pre{background:color-mix(in srgb,var(--line) 35%,transparent);padding:.7rem;overflow-x:auto;font-size:.8rem}
summary{cursor:pointer}.t-regressed{color:var(--bad);font-weight:600}.t-pass,.t-improved{color:var(--good)}.t-inconclusive{color:var(--warn)}
`;
function metricsTable(metrics) {
	return `<div class="wide"><table><thead><tr><th>metric</th><th class="n">base</th><th class="n">head</th><th class="n">change</th><th class="n">95 % interval</th><th class="n">limit</th><th>verdict</th></tr></thead><tbody>${metrics.map((m) => `<tr><td>${e(METRIC_NAMES[m.id])}${m.arm ? `, ${m.arm}` : ""}</td><td class="n">${e(sideOf(m, "base"))}</td><td class="n">${e(sideOf(m, "head"))}</td><td class="n">${e(changeOf(m))}</td><td class="n">${e(interval(m.interval, m.scale))}</td><td class="n">${e(limit(m.threshold, m))}</td><td class="t-${m.verdict ?? "none"}">${m.verdict ?? ""}</td></tr>`).join("")}</tbody></table></div>`;
}
const joulesOf = (s) => s.prefillJoules === null || s.decodeJoules === null ? null : s.prefillJoules + s.decodeJoules + (s.checkJoules ?? 0);
function bar(s, label, id, most) {
	const total = joulesOf(s);
	const part = (cls, name, joules) => joules && joules > 0 ? `<span class="${cls}" style="width:${(100 * joules / most).toFixed(2)}%" title="${name}: ${e(quantity(joules, "J"))}"></span>` : "";
	return `<span class="id" title="${e(id)}">${label === "head" ? "" : e(id)}</span><span class="note">${label}</span><span class="bar">${part("p", "prefill", s.prefillJoules)}${part("d", "decode", s.decodeJoules)}${part("c", "check", s.checkJoules)}</span><span>${e(quantity(total, "J"))}</span>`;
}
/** Stacked joules of each task, base beside head, one scale for all. */
function bars(rows) {
	const most = Math.max(1e-12, ...rows.flatMap((r) => [r.base, r.head]).map((s) => s ? joulesOf(s) ?? 0 : 0));
	return `<div class="row">${rows.map((r) => `${r.base ? bar(r.base, "base", r.id, most) : ""}${bar(r.head, r.base ? "head" : "run", r.id, most)}<span class="gap"></span>`).join("")}</div>`;
}
function what(s) {
	const parts = [...s.babbleJoules ? [quantity(s.babbleJoules, "J")] : [], ...Object.entries(s.babbleKinds ?? {}).map(([kind, n]) => `${kind} ${n}`)];
	return parts.length > 0 ? ` (${e(parts.join(", "))})` : "";
}
function ends(s) {
	const at = Object.entries(s.completeTokens ?? {}).map(([rule, tokens]) => `${e(rule)} ${tokens ?? "never"}`);
	return at.length > 0 ? `; a rule would have ended it after so many tokens: ${at.join(", ")}` : "";
}
function answersSection(c) {
	return c.tasks.filter((r) => r.head.text || r.base?.text).map((r) => {
		const one = (name, s) => s?.text ? `<p class="note">${name}: ${digits(s.outputTokens)} tokens${s.babbleTokens ? `, ${digits(s.babbleTokens)} of them babble${what(s)}` : ""}, ${s.passed === 1 ? "passes" : s.passed === 0 ? "fails" : `passes ${Math.round(100 * s.passed)} %`}${ends(s)}</p><pre>${e(s.text)}</pre>` : "";
		return `<details><summary>${e(r.id)}, ${r.arm}</summary>${one("base", r.base)}${one("head", r.head)}</details>`;
	}).join("\n");
}
function babble(c) {
	const plain = (c.babble ?? []).find((b) => b.arm === "plain");
	const rows = (plain ? [.../* @__PURE__ */ new Set([...Object.keys(plain.base?.kinds ?? {}), ...Object.keys(plain.head.kinds)])] : []).map((k) => `<tr><td>${e(k)}</td><td class="n">${plain?.base ? digits(plain.base.kinds[k] ?? 0) : "–"}</td><td class="n">${digits(plain?.head.kinds[k] ?? 0)}</td></tr>`).join("");
	const share = (x) => x === null ? "–" : e(quantity(x, "1"));
	const saved = (c.savings ?? []).map((s) => `<tr><td>${s.against === "plain" ? "plain decoding" : `stop strings ${e(s.against)}`}</td><td class="n">${share(s.base)}</td><td class="n">${share(s.head)}</td></tr>`).join("");
	const rules = (c.rules ?? []).map((r) => `<tr><td>${r.stopStrings ? "stop strings " : ""}${e(r.rule)}</td><td class="n">${digits(r.head.tokensPerTask)}</td><td class="n">${e(quantity(r.head.stoppedShare, "1"))}</td><td class="n">${share(r.base?.saving ?? null)}</td><td class="n">${share(r.head.saving)}</td></tr>`).join("");
	return [
		...rows ? [`<h2>Babble, tokens per task (plain)</h2><table><thead><tr><th>kind</th><th class="n">base</th><th class="n">head</th></tr></thead><tbody>${rows}</tbody></table>`] : [],
		...saved ? [`<h2>What suppression saves of energy per task</h2><table><thead><tr><th>against</th><th class="n">base</th><th class="n">head</th></tr></thead><tbody>${saved}</tbody></table>`] : [],
		...rules ? [`<h2>Where each rule would have ended the plain answers</h2><table><thead><tr><th>rule</th><th class="n">tokens per task, head</th><th class="n">answers ended early</th><th class="n">would save, base</th><th class="n">would save, head</th></tr></thead><tbody>${rules}</tbody></table><p class="note">Of energy per task against plain decoding, by share of decode steps, before checks and overrun.</p>`] : []
	].join("");
}
function readingTable$1(c) {
	const rows = readingRows(c).map((r) => `<tr>${r.map((x, i) => `<td${i < 2 ? "" : " class=\"n\""}>${e(x)}</td>`).join("")}</tr>`).join("");
	const head = READING_COLUMNS.map((x, i) => `<th${i < 2 ? "" : " class=\"n\""}>${x}</th>`).join("");
	return rows ? `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>` : "";
}
/** The whole comparison as one self-contained page: no script, nothing fetched. */
function html(c) {
	const note = joulesNote(c);
	const emissions = co2eParts(c);
	const estimated = c.head.meter["estimated"] === true;
	const arms = ["plain", "suppressed"].filter((arm) => c.tasks.some((t) => t.arm === arm));
	const why = c.why.map((w) => `<p><b>${w.arm}</b>: ${e(quantity(w.base, "J"))} → ${e(quantity(w.head, "J"))} per task (${w.method === "lmdi" ? "LMDI-I" : "Shapley"} split, exact)</p><table><tbody>${w.parts.map((p) => `<tr><td>${partName(p.part)}</td><td class="n">${e(signedJoules(p.joules))}</td></tr>`).join("")}</tbody></table>`).join("");
	const changed = differences(c.base?.subject, c.head.subject);
	const facts = [...flatten(c.head.subject), ...flatten(c.head.environment)];
	return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>JouleGate: ${c.verdict}</title><style>${STYLE}</style></head><body>
<h1>JouleGate <span class="verdict ${c.verdict}">${c.verdict}</span></h1>
<p class="lead">${e(sentence(c))}</p>
${note ? `<p class="note">${estimated ? "All joules here are an" : "Absolute joules carry a"} <b>${e(note.strong)}</b> ${e(note.rest)}</p>` : ""}
${metricsTable(c.metrics)}
${emissions ? `<p>${e(emissions.facts)}, source <q>${e(emissions.source)}</q></p>` : ""}
<h2>Joules per task${estimated ? " (estimated)" : ""}</h2>
<p class="key note"><span class="p"></span>prefill<span class="d"></span>decode<span class="c"></span>check</p>
${arms.map((arm) => `<h3>${arm}</h3>${bars(c.tasks.filter((t) => t.arm === arm))}`).join("\n")}
${c.noticed && c.noticed.length > 0 ? `<h2>Noticed while measuring</h2><ul>${c.noticed.map((n) => `<li>${n.side}: <code>${e(n.code)}</code> ${e(meaningOf(n.code) ?? "")}</li>`).join("")}</ul>` : ""}
${why ? `<h2>Why</h2>${why}` : ""}
${babble(c)}
${c.reasons.length > 0 ? `<h2>Reasons by name</h2><ul>${c.reasons.map((r) => `<li><code>${e(r)}</code> ${e(c.details?.[r] ?? "")}</li>`).join("")}</ul>` : ""}
<h2>How it was measured</h2><ul>${methodLines(c).map((l) => `<li>${e(l)}</li>`).join("")}</ul>
${readingTable$1(c)}
${changed.length > 0 ? `<h2>What changed in the subject</h2><div class="wide"><table><thead><tr><th>key</th><th>base</th><th>head</th></tr></thead><tbody>${changed.map((d) => `<tr><td><code>${e(d.key)}</code></td><td>${e(d.base)}</td><td>${e(d.head)}</td></tr>`).join("")}</tbody></table></div>` : ""}
<h2>Subject and environment</h2><div class="wide"><table><tbody>${facts.map(([k, v]) => `<tr><td><code>${e(k)}</code></td><td>${e(v)}</td></tr>`).join("")}</tbody></table></div>
<h2>Answers</h2>${answersSection(c)}
</body></html>
`;
}
// src/report/markdown.ts
/** The comment's hidden first line, by which it is found again; `id` names one of several configurations. */
const markerLine = (id) => `<!-- joulegate-comment ${id.replace(/[^A-Za-z0-9._/-]/g, "_")} -->`;
/** GitHub refuses comments over 65,536 characters; the rest is room for the host around it. */
const MOST_CHARACTERS = 6e4;
const HEADLINES = [
	"energy-per-task",
	"output-tokens",
	"babble-share",
	"pass-at-1",
	"suppression-saving"
];
function headline(m) {
	return m.verdict !== null || HEADLINES.includes(m.id) && !(m.id === "babble-share" && m.arm === "suppressed");
}
const cell = (text) => text === "" ? " " : text;
function metricTable(metrics) {
	return [
		"| | base | head | change | 95 % interval | limit | |",
		"|---|--:|--:|--:|--:|--:|---|",
		...metrics.map((m) => {
			const name = `${METRIC_NAMES[m.id]}${m.arm ? `, ${m.arm}` : ""}`;
			const verdict = m.verdict ? `${VERDICT_MARKS[m.verdict]} ${m.verdict}` : "";
			const bold = m.verdict === "regressed" || m.verdict === "improved" ? "**" : "";
			return `| ${bold}${name}${bold} | ${[
				sideOf(m, "base"),
				sideOf(m, "head"),
				`${bold}${changeOf(m)}${bold}`,
				interval(m.interval, m.scale),
				limit(m.threshold, m),
				verdict
			].map((x) => cell(unbroken(x))).join(" | ")} |`;
		})
	].join("\n");
}
const folded = (title, body) => `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
function taskTable(rows) {
	const joules = (s) => {
		if (!s) return "–";
		if (s.prefillJoules === null || s.decodeJoules === null) return "not-resolvable";
		const babble = s.babbleJoules ? ` (${quantity(s.babbleJoules, "J")} babble)` : "";
		return `${quantity(s.prefillJoules + s.decodeJoules + (s.checkJoules ?? 0), "J")}${babble}`;
	};
	const tokens = (s) => s ? `${digits(s.outputTokens)}${s.babbleTokens ? ` (${digits(s.babbleTokens)} babble)` : ""}` : "–";
	const passed = (s) => s ? s.passed === 1 ? "✓" : s.passed === 0 ? "✗" : `${Math.round(100 * s.passed)} %` : "–";
	return [
		"| task | arm | J base | J head | tokens base | tokens head | passes base | passes head |",
		"|---|---|--:|--:|--:|--:|:-:|:-:|",
		...rows.map((r) => `| ${code(r.id)} | ${r.arm} | ${joules(r.base)} | ${joules(r.head)} | ${tokens(r.base)} | ${tokens(r.head)} | ${passed(r.base)} | ${passed(r.head)} |`)
	].join("\n");
}
function whyTable(c) {
	return c.why.map((w) => {
		const total = w.head - w.base;
		const rows = w.parts.map((p) => `| ${partName(p.part)} | ${signedJoules(p.joules)} | ${total === 0 ? "–" : `${Math.round(100 * p.joules / total)} %`.replace("-", "−")} |`);
		return `**${w.arm}**: ${quantity(w.base, "J")} → ${quantity(w.head, "J")} per task (${w.method === "lmdi" ? "LMDI-I" : "Shapley"} split, exact)\n\n| part | joules per task | share of the change |\n|---|--:|--:|\n${rows.join("\n")}`;
	}).join("\n\n");
}
const babbleJoules = (s) => s && s.tokensPerTask > 0 ? quantity(s.joulesPerTask, "J") : "–";
/** What the babble was, and what suppression saves against plain and against the stop strings most people have. */
function babbleSection(c) {
	const kinds = [...new Set((c.babble ?? []).flatMap((b) => [...Object.keys(b.base?.kinds ?? {}), ...Object.keys(b.head.kinds)]))];
	const of = (s, kind) => s ? digits(s.kinds[kind] ?? 0) : "–";
	const rows = (c.babble ?? []).filter((b) => b.arm === "plain").flatMap((b) => [
		...kinds.map((k) => `| ${code(k)} | ${of(b.base, k)} | ${of(b.head, k)} |`),
		`| all | ${b.base ? digits(b.base.tokensPerTask) : "–"} | ${digits(b.head.tokensPerTask)} |`,
		`| joules (by share of decode steps) | ${babbleJoules(b.base)} | ${babbleJoules(b.head)} |`
	]);
	const saved = (x) => x === null || x === void 0 ? "–" : quantity(x, "1");
	const savings = (c.savings ?? []).map((s) => `| ${s.against === "plain" ? "plain decoding" : `stop strings ${code(s.against)}`} | ${saved(s.base)} | ${saved(s.head)} |`);
	const rules = (c.rules ?? []).map((r) => `| ${r.stopStrings ? "stop strings " : ""}${code(r.rule)} | ${digits(r.head.tokensPerTask)} | ${quantity(r.head.stoppedShare, "1")} | ${saved(r.base?.saving)} | ${saved(r.head.saving)} |`);
	return [
		...kinds.length > 0 ? [[
			"| babble tokens per task, plain | base | head |",
			"|---|--:|--:|",
			...rows
		].join("\n")] : [],
		...savings.length > 0 ? [[
			"| suppression saves, of energy per task, against | base | head |",
			"|---|--:|--:|",
			...savings
		].join("\n")] : [],
		...rules.length > 0 ? [[
			"| rule, told from the plain answers | tokens per task until it ends them, head | answers ended early | would save, base | would save, head |",
			"|---|--:|--:|--:|--:|",
			...rules
		].join("\n"), "Would save: of energy per task against plain decoding, by share of decode steps, before checks and overrun."] : []
	].join("\n\n");
}
/** The answers of the tasks whose babble or outcome changed most, fenced: they are hostile text. */
function answers(c) {
	return c.tasks.filter((r) => r.arm === "plain" && r.head.text).map((r) => ({
		r,
		grown: r.head.outputTokens - (r.base?.outputTokens ?? r.head.outputTokens)
	})).sort((a, b) => Math.abs(b.grown) - Math.abs(a.grown)).slice(0, 3).map(({ r }) => `${code(r.id)}, head, plain:\n\n${fenced(r.head.text)}`).join("\n\n");
}
function readingTable(c) {
	const rows = readingRows(c).map((r) => `| ${r.join(" | ")} |`);
	return rows.length > 0 ? [[
		`| ${READING_COLUMNS.join(" | ")} |`,
		`|---|---|${"--:|".repeat(READING_COLUMNS.length - 2)}`,
		...rows
	].join("\n")] : [];
}
/** A table of what differs between base and head, then all of head. */
function subjectSection(c) {
	const changed = differences(c.base?.subject, c.head.subject);
	const lines = changed.length > 0 ? [
		"| changed | base | head |",
		"|---|---|---|",
		...changed.map((d) => `| ${code(d.key)} | ${code(d.base)} | ${code(d.head)} |`),
		""
	] : c.base ? ["Nothing in the subject changed.", ""] : [];
	const all = [...flatten(c.head.subject), ...flatten(c.head.environment)];
	return [
		...lines,
		"| head | |",
		"|---|---|",
		...all.map(([k, v]) => `| ${code(k)} | ${code(v)} |`)
	].join("\n");
}
/** The pull request's comment: verdict, one sentence, one table, the rest folded; at most 60,000 characters. */
function markdown(c, id = "default") {
	const note = joulesNote(c);
	const emissions = co2eLine(c);
	const estimated = c.head.meter["estimated"] === true;
	const notices = noticeLines(c);
	const top = [
		markerLine(id),
		`## ${VERDICT_MARKS[c.verdict]} JouleGate: ${c.verdict}`,
		"",
		sentence(c, prose),
		"",
		...note ? [`> ${estimated ? "All joules here are an" : "Absolute joules carry a"} **${note.strong}** ${note.rest}`, ""] : [],
		metricTable(c.metrics.filter(headline)),
		...notices.length > 0 ? ["", ...notices.map((n) => `- ⚠️ ${n}`)] : [],
		...emissions ? ["", emissions] : []
	].join("\n");
	const rest = c.metrics.filter((m) => !headline(m));
	const other = c.reasons.map((r) => `- ${code(r)}: ${c.details?.[r] ? code(c.details[r]) : ""}`).join("\n");
	const sections = [
		c.why.length > 0 ? folded("Why: where the joules went", whyTable(c)) : null,
		other === "" ? null : folded("Reasons by name", other),
		babbleSection(c) === "" ? null : folded("Babble: what it was, and what stopping saves", babbleSection(c)),
		rest.length > 0 ? folded("More metrics", metricTable(rest)) : null,
		c.tasks.length > 0 ? folded(`Per task (${new Set(c.tasks.map((t) => t.id)).size})`, taskTable(c.tasks)) : null,
		folded("Subject and environment", subjectSection(c)),
		folded("How it was measured", [methodLines(c, prose).map((l) => `- ${l}`).join("\n"), ...readingTable(c)].join("\n\n")),
		c.tasks.some((t) => t.head.text) ? folded("Answers that changed most", answers(c)) : null
	];
	let out = top;
	let left = 0;
	for (const section of sections) {
		if (section === null) continue;
		if (out.length + section.length + 200 > MOST_CHARACTERS) left++;
		else out += `\n\n${section}`;
	}
	if (left > 0) out += `\n\n${left} section(s) did not fit into a comment; the report page has them.`;
	return `${out}\n`;
}
// src/cli/gate.ts
const FILES = [
	"result.json",
	"base.json",
	"comparison.json",
	"comment.md",
	"report.html"
];
/** Claims a gate's files before its configuration is known to be good. @throws JouleGateError `file-unreadable` */
async function claimGate(outDir, inputs = []) {
	const claims = {};
	for (const name of FILES) claims[name] = await claimOutput(join(outDir, name), inputs);
	return {
		outDir,
		claims
	};
}
/** A configuration for a gate into `outDir`: where it is refused, no earlier gate's verdict is left standing there either. */
async function gateConfig(outDir, load) {
	let config;
	try {
		config = await load();
	} catch (error) {
		await claimGate(outDir).catch(() => void 0);
		throw error;
	}
	const spec = parseBaseline(config.baseline);
	return {
		config,
		files: await claimGate(outDir, spec.kind === "file" ? [spec.path] : [])
	};
}
/** Refuses a gate that could not fail: fewer than 4 blocks, or too few for the known spread. */
function refuseBlindGate(config, base, spread) {
	const blocks = Math.min(config.repeats, config.budget.blocks ?? 1e400);
	if (blocks < 4) throw new JouleGateError("too-few-blocks", `a gate of ${blocks} block(s) cannot tell noise from change`, `set "repeats" to 4 or more ("joulegate run" takes any number)`);
	if (!base) return;
	const threshold = config.thresholds["energy-per-task"];
	const entry = entryOf$1(base);
	const between = spread ?? 0;
	for (const arm of config.arms) {
		const [increase, sd] = [threshold?.[arm]?.increase, entry.blockSpread[arm]];
		if (increase === void 0 || sd === void 0) continue;
		const needed = blocksNeeded(sd, between, increase);
		if (needed !== null && needed <= blocks) continue;
		throw new JouleGateError("too-few-blocks", `with ${blocks} blocks this gate could not call twice its threshold (${(100 * increase).toFixed(1)} % on energy-per-task, ${arm}): blocks spread by ${(100 * sd).toFixed(1)} %, measurements by ${(100 * between).toFixed(1)} %`, needed === null ? "no number of blocks would do: raise the threshold, quieten the machine, or measure base in the same run" : `set "repeats" to ${needed} or raise the threshold`);
	}
}
function unreadableBaseline(head, error, config) {
	return {
		...compare(null, head, {
			thresholds: {},
			co2e: config.co2e
		}),
		verdict: "invalid",
		reasons: [error.code],
		details: { [error.code]: `${error.message}; ${error.fix}` }
	};
}
/** Measures head, compares it with the stored baseline and writes all five files. What the action runs, exactly. */
async function runGate(config, options) {
	const spec = parseBaseline(config.baseline);
	let base = null;
	let unreadable = null;
	try {
		base = await readBaseline(spec);
	} catch (error) {
		if (!(error instanceof JouleGateError) || error.code !== "baseline-unreadable") throw error;
		unreadable = error;
		options.onProgress(error.message);
	}
	const history = await readHistory(spec);
	refuseBlindGate(config, base, base ? spreadOf(history, base) : null);
	return await withJournal(join(options.files.outDir, "journal.jsonl"), options.onProgress, async (journal) => {
		options.onJournal?.(journal);
		const [head] = await measure([{
			name: "head",
			config
		}], {
			commit: options.commit,
			journal,
			onProgress: options.onProgress,
			...options.signal ? { signal: options.signal } : {}
		});
		const result = head;
		const comparison = unreadable ? unreadableBaseline(result, unreadable, config) : compare(base, result, {
			thresholds: config.thresholds,
			environmentAllow: config.environmentAllow,
			co2e: config.co2e,
			spread: base ? spreadOf(history, base) : null
		});
		return await writeOutcome(options.files, options.id, result, base, comparison);
	});
}
/** Writes result, base, comparison, comment and page. */
async function writeOutcome({ outDir, claims }, id, result, base, comparison) {
	assertComparison(comparison, "the comparison just made");
	const at = (name) => join(outDir, name);
	const comment = markdown(comparison, id);
	await claims["result.json"].write(jsonText(result));
	if (base) await claims["base.json"].write(jsonText(base));
	else await claims["base.json"].leaveOut();
	await claims["comparison.json"].write(jsonText(comparison));
	await claims["comment.md"].write(comment);
	await claims["report.html"].write(html(comparison));
	return {
		result,
		base,
		comparison,
		comment,
		paths: {
			result: at("result.json"),
			base: base ? at("base.json") : null,
			comparison: at("comparison.json"),
			comment: at("comment.md"),
			report: at("report.html")
		}
	};
}
// src/common/git.ts
const MOST_OUTPUT = 64 * 2 ** 20;
/** The standard output of a git command that only reads. Hooks, pagers, prompts and the file system's monitor stay out of it. @throws what git says */
async function git(directory, args) {
	const env = {
		...withoutSecrets$1(process.env),
		GIT_TERMINAL_PROMPT: "0",
		GIT_OPTIONAL_LOCKS: "0"
	};
	const { stdout } = await promisify(execFile)("git", [
		"-c",
		"core.fsmonitor=false",
		"-c",
		"core.hooksPath=/dev/null",
		...args
	], {
		cwd: directory,
		env,
		encoding: "buffer",
		maxBuffer: MOST_OUTPUT,
		timeout: 6e4
	});
	return stdout;
}
/** The same as text without its last line end; `null` where git refuses. */
async function gitText(directory, args) {
	try {
		return (await git(directory, args)).toString("utf8").trimEnd();
	} catch {
		return null;
	}
}
// src/config/base-rule.ts
const refused = (what, fix) => new JouleGateError("rule-invalid", `in a pull request code comes from the base branch alone: ${what}`, fix);
/** The commit that a pull request is to be merged into: the first parent of GitHub's merge commit, else the event's base. */
async function baseCommit(root, eventBase) {
	const parents = (await gitText(root, [
		"rev-list",
		"--parents",
		"-n",
		"1",
		"HEAD"
	]))?.split(" ") ?? [];
	for (const candidate of [parents.length === 3 ? parents[1] : void 0, eventBase ?? void 0]) if (candidate !== void 0 && /^[0-9a-f]{40,64}$/.test(candidate) && await gitText(root, [
		"cat-file",
		"-e",
		`${candidate}^{commit}`
	]) !== null) return candidate;
	throw refused("its commit is not in this checkout", "set \"fetch-depth: 2\" at actions/checkout, or use a rule of JouleGate's own");
}
/** `suppression.rule` of the configuration as the base branch has it, as a path inside the repository. */
async function ruleAtBase(root, commit, configFile) {
	const text = await gitText(root, ["show", `${commit}:${configFile}`]);
	if (text === null) return null;
	const rule = parseConfig(text, `${configFile} of the base branch`)?.suppression?.rule;
	return typeof rule === "string" ? posix.normalize(posix.join(posix.dirname(configFile), rule)) : null;
}
/**
* The rule module that a pull request's gate may run: the one that the base branch itself configures, as it is there,
* copied (with the JavaScript and JSON beside it) into a folder that goes away with this process.
* @param root the repository's folder. @param rule and configFile: paths inside it, with `/`.
* @returns the copy's path. @throws JouleGateError `rule-invalid`
*/
async function ruleFromBase(root, rule, configFile, eventBase) {
	const commit = await baseCommit(root, eventBase);
	if (await ruleAtBase(root, commit, configFile) !== rule) throw refused(`${configFile} there names no rule module ${rule}`, "merge the rule by a pull request of its own first, or use a rule of JouleGate's own");
	const folder = posix.dirname(rule);
	const files = (await gitText(root, [
		"ls-tree",
		"-r",
		"-z",
		"--name-only",
		"--full-tree",
		commit,
		...folder === "." ? [] : [`${folder}/`]
	]) ?? "").split("\0").filter((name) => /\.(?:[cm]?js|json)$/.test(name));
	if (!files.includes(rule)) throw refused(`it has no file ${rule}`, "merge the rule by a pull request of its own first");
	const copy = mkdtempSync(join(tmpdir(), "joulegate-rule-"));
	atExit(() => rmSync(copy, {
		recursive: true,
		force: true
	}));
	for (const name of files) {
		const path = join(copy, ...name.split("/"));
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, await git(root, [
			"cat-file",
			"blob",
			`${commit}:${name}`
		]));
	}
	return join(copy, ...rule.split("/"));
}
// src/config/pull-request.ts
const within = (root, path) => {
	const inside = relative(root, path);
	return inside === "" || inside.startsWith("..") || isAbsolute(inside) ? null : inside.split(sep).join("/");
};
/** A path with every link followed, as far as it exists. */
function real(path) {
	try {
		return realpathSync(path);
	} catch {
		return path;
	}
}
function assertInside(root, key, path) {
	if (path === null || within(root, real(path)) !== null) return;
	throw new JouleGateError("config-invalid", `${key} is ${path}, outside the repository`, "in a pull request prompts and data sets are files of the repository, and no links out of it");
}
async function eventBase(env) {
	try {
		const sha = JSON.parse(await readFile(env["GITHUB_EVENT_PATH"] ?? "", "utf8")).pull_request?.base?.sha;
		return typeof sha === "string" ? sha : null;
	} catch {
		return null;
	}
}
/** Whether this process runs for a pull request, whose author may have written the configuration. */
const isPullRequest = (env) => /^pull_request/.test(env["GITHUB_EVENT_NAME"] ?? "");
/**
* A configuration as a pull request may have it: the files that it names lie inside the repository (links followed), and a
* rule module, which is code, is the base branch's own. Outside a pull request it comes back as it is.
* @throws JouleGateError `config-invalid`, `rule-invalid`
*/
async function forPullRequest(config, configFile, env) {
	if (!isPullRequest(env)) return config;
	const root = real(await gitText(config.directory, ["rev-parse", "--show-toplevel"]) ?? env["GITHUB_WORKSPACE"] ?? config.directory);
	assertInside(root, "prompt.file", config.prompt.file);
	assertInside(root, "workload.path", config.workload.path);
	const { rule } = config.suppression;
	if (!isAbsolute(rule)) return config;
	const [module, file] = [within(root, rule) ?? within(root, real(rule)), within(root, real(configFile))];
	if (module === null || file === null) throw new JouleGateError("rule-invalid", `in a pull request code comes from the base branch alone: ${rule} is outside the repository`, "keep the rule module in the repository");
	return {
		...config,
		suppression: {
			...config.suppression,
			rule: await ruleFromBase(root, module, file, await eventBase(env))
		}
	};
}
export { runEntry as $, checkConfig as A, jsonText as B, VERDICT_MARKS as C, sideOf as D, quantity as E, readHistory as F, sha256 as G, readJson as H, updateBaseline as I, plainText as J, compare as K, assertComparison as L, mergeThresholds as M, parseBaseline as N, cacheDirectory as O, readBaseline as P, Interrupted as Q, assertRunResult as R, METRIC_NAMES as S, grams as T, entryOf$1 as U, writeJson as V, spreadOf as W, forgetSecrets as X, dropEmptyVariables as Y, withoutSecrets$1 as Z, measure$2 as _, writeOutcome as a, co2eLine as b, html as c, readTasks as d, probeRings as f, listMeters as g, Engine as h, runGate as i, loadConfig as j, exitOf as k, measure as l, locateModel as m, claimGate as n, markdown as o, startGrader as p, intensityOf as q, gateConfig as r, markerLine as s, forPullRequest as t, loadDataset as u, withJournal as v, changeOf as w, code as x, sentence as y, claimOutput as z };
