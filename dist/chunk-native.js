import { n as resolveNative } from "./chunk-runtime.js";
import { pathToFileURL } from "node:url";
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
export { RECORD_BYTES as a, slice as c, F as i, toSeries as l, nativeAddress as n, RECORD_LENGTH as o, nativeLoader as r, emptySeries as s, bind as t };
