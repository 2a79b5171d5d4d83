import { n as resolveNative } from "./chunk-runtime.js";
import { pathToFileURL } from "node:url";
// src/energy/columns.ts
/**
* The samples of one channel: every column there is, in the order of the sampler's records and of the keys of a line.
* All are 64-bit floats, NaN is "not given". Types, records, reader and writer of samples lean on this table alone: a
* new column is one line here, and the driver that fills it.
*/
const COLUMNS = [
	{
		name: "energy_mj",
		series: "energyMj",
		unit: "mJ",
		file: "always",
		from: "driver: a counter that rises"
	},
	{
		name: "instant_mw",
		series: "instantMw",
		unit: "mW",
		file: "always",
		from: "driver: power of the moment"
	},
	{
		name: "average_mw",
		series: "averageMw",
		unit: "mW",
		file: "always",
		from: "driver: power over a window of its own"
	},
	{
		name: "sm_clock_mhz",
		series: "smClockMhz",
		unit: "MHz",
		file: "always",
		from: "driver"
	},
	{
		name: "temperature_c",
		series: "temperatureC",
		unit: "°C",
		file: "always",
		from: "driver"
	},
	{
		name: "power_limit_mw",
		series: "powerLimitMw",
		unit: "mW",
		file: "where-given",
		from: "driver"
	},
	{
		name: "throttle",
		series: "throttle",
		unit: "bits",
		file: "where-given",
		from: "NVML's clock throttle reasons"
	},
	{
		name: "cost_ns",
		series: "costNs",
		unit: "ns",
		file: "never",
		from: "sampler: how long the read took"
	},
	{
		name: "power_mode",
		series: "powerMode",
		unit: "code",
		file: "where-given",
		from: "driver: power smoothing and profile as one number (`nvml-mode.ts`)"
	},
	{
		name: "processes",
		series: "processes",
		unit: "count",
		file: "where-given",
		from: "driver: compute processes"
	},
	{
		name: "pid_sum",
		series: "pidSum",
		unit: "sum",
		file: "where-given",
		from: "driver: those processes' PIDs"
	},
	{
		name: "missed",
		series: "missed",
		unit: "count",
		file: "where-given",
		from: "driver: reads so far that gave nothing where the sensor had given something before"
	},
	{
		name: "late_ns",
		series: "lateNs",
		unit: "ns",
		file: "never",
		from: "sampler: how much later than due it woke"
	}
];
/** Those that a samples file holds. */
const FILE_COLUMNS = COLUMNS.filter((c) => c.file !== "never");
/**
* One record of the sampler's file: which channel, when (monotonic), then either the columns or one sample of the
* driver's own ring buffer of power (`ring_mw`), whose time is the driver's.
*/
const RECORD = [
	"channel",
	"t_ns",
	...COLUMNS.map((c) => c.name),
	"ring_mw"
];
/** The place of each field in a record of doubles. */
const FIELD = Object.fromEntries(RECORD.map((name, i) => [name, i]));
const RECORD_LENGTH = RECORD.length;
const RECORD_BYTES = RECORD_LENGTH * 8;
// src/common/native.ts
/**
* koffi's loader of C libraries, which throws where the linker finds none. Throws JouleGateError `runtime-missing`
* without koffi.
*/
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
export { FIELD as a, RECORD_LENGTH as c, COLUMNS as i, nativeAddress as n, FILE_COLUMNS as o, nativeLoader as r, RECORD_BYTES as s, bind as t };
