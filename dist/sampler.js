import { r as setRuntimePath } from "./chunk-runtime.js";
import { a as FIELD, c as RECORD_LENGTH, r as nativeLoader, t as bind } from "./chunk-native.js";
import { dirname, join } from "node:path";
import { closeSync, openSync, readFileSync, readSync, readdirSync, rmSync, utimesSync, writeSync } from "node:fs";
// src/energy/drivers/types.ts
/** Why a driver cannot be used here, and what mends it. */
var DriverUnavailable = class extends Error {
	fix;
	/** The sensor is there, but cannot be used: worth a word where another is taken. */
	present;
	constructor(message, fix, options) {
		super(message, options);
		this.fix = fix;
		this.present = options?.present ?? false;
	}
};
// src/energy/drivers/amd-energy.ts
/** hwmon's counter may move this many reads (half a second at 5 ms) before AMD SMI's is taken in its place. */
const HEAD_START = 100;
/** A counter that is shown only once it has moved: on some boards one exists and stands still. */
var MovingCounter = class {
	#read;
	#first;
	moved = false;
	constructor(read) {
		this.#read = read;
		this.#first = read();
	}
	/** Its value; NaN before it moved, and where it is not given. */
	read() {
		const value = this.#read();
		if (Number.isNaN(this.#first)) this.#first = value;
		this.moved ||= value > this.#first;
		return this.moved ? value : NaN;
	}
};
/**
* A card's energy counter, µJ: hwmon's where there is one that moves, else AMD SMI's. Chosen once and for good: two
* counters have two zeros, and a change between them would look like energy.
*/
var EnergyChoice = class {
	#hwmon;
	#smi;
	#chosen = null;
	#reads = 0;
	constructor(hwmon, smi) {
		this.#hwmon = hwmon === null ? null : new MovingCounter(hwmon);
		this.#smi = smi === null ? null : new MovingCounter(smi);
	}
	/** NaN as long as neither has moved. */
	read() {
		if (this.#chosen !== null) return this.#chosen.read();
		this.#reads++;
		for (const [counter, waited] of [[this.#hwmon, true], [this.#smi, this.#hwmon === null || this.#reads > HEAD_START]]) {
			const value = counter?.read() ?? NaN;
			if (Number.isNaN(value) || !waited) continue;
			this.#chosen = counter;
			return value;
		}
		return NaN;
	}
};
// src/energy/drivers/sysfs.ts
/** The names in a folder, sorted; none where it does not exist. */
function listFolder(folder) {
	try {
		return readdirSync(folder).sort();
	} catch {
		return [];
	}
}
/** A file's text without its line end; null where it cannot be read. */
function readText(file) {
	try {
		return readFileSync(file, "latin1").trim();
	} catch {
		return null;
	}
}
/** A number that sysfs makes anew at every read, through one open file. NaN where it does not answer. */
var SysfsNumber = class SysfsNumber {
	#fd;
	#buffer = Buffer.alloc(32);
	constructor(file) {
		this.#fd = openSync(file, "r");
	}
	/** Null where the file cannot be opened. */
	static open(file) {
		try {
			return new SysfsNumber(file);
		} catch {
			return null;
		}
	}
	read() {
		try {
			return Number.parseInt(this.#buffer.toString("latin1", 0, readSync(this.#fd, this.#buffer, 0, 32, 0)), 10);
		} catch {
			return NaN;
		}
	}
	close() {
		closeSync(this.#fd);
	}
};
// src/energy/drivers/amd-hwmon.ts
/** Every card with an amdgpu hwmon (Documentation/gpu/amdgpu/thermal.rst), whatever it offers. */
function hwmonCards(sysfs) {
	const drm = join(sysfs, "class", "drm");
	return listFolder(drm).filter((n) => /^card\d+$/.test(n)).flatMap((n) => openCard(join(drm, n, "device")) ?? []);
}
function openCard(device) {
	for (const name of listFolder(join(device, "hwmon"))) {
		const hwmon = join(device, "hwmon", name);
		if (readText(join(hwmon, "name")) !== "amdgpu") continue;
		const open = (file) => SysfsNumber.open(join(hwmon, file));
		return {
			id: readText(join(device, "unique_id")) ?? name,
			name: readText(join(device, "product_name")) ?? readText(join(device, "device")) ?? "GPU",
			bdf: /^PCI_SLOT_NAME=(\S+)$/m.exec(readText(join(device, "uevent")) ?? "")?.[1]?.toLowerCase() ?? null,
			energyUj: open("energy1_input"),
			instantUw: open("power1_input"),
			averageUw: open("power1_average"),
			temperatureMc: open("temp1_input"),
			clockHz: open("freq1_input"),
			limitUw: open("power1_cap")
		};
	}
	return null;
}
function closeCard(c) {
	for (const file of [
		c.energyUj,
		c.instantUw,
		c.averageUw,
		c.temperatureMc,
		c.clockHz,
		c.limitUw
	]) file?.close();
}
// src/energy/drivers/visible-amd.ts
/**
* The cards that ROCm's variables leave, as indices into `cards`, in ROCm's order: `ROCR_VISIBLE_DEVICES` first, of
* those `HIP_VISIBLE_DEVICES` (or, where that is not set, `CUDA_VISIBLE_DEVICES`, which HIP takes for the same). Each
* lists indices or `GPU-` and the unique id; everything from the first that names no card is ignored. Indices count as
* the kernel's KFD topology does, else by PCI address.
*/
function visibleAmd(env, sysfs, cards) {
	const byRocr = pick(env.ROCR_VISIBLE_DEVICES, inOrder(sysfs, cards), cards);
	const cuda = /^[\d\s,]+$/.test(env.CUDA_VISIBLE_DEVICES ?? "") ? env.CUDA_VISIBLE_DEVICES : void 0;
	return pick(env.HIP_VISIBLE_DEVICES ?? cuda, byRocr, cards);
}
function pick(variable, from, cards) {
	if (variable === void 0) return from;
	const chosen = [];
	for (const entry of variable.split(",").map((s) => s.trim())) {
		const index = /^\d+$/.test(entry) ? from[Number(entry)] : from.find((i) => cards[i].id !== null && entry.toLowerCase() === `gpu-${cards[i].id.toLowerCase().replace(/^0x/, "")}`);
		if (index === void 0 || chosen.includes(index)) break;
		chosen.push(index);
	}
	return chosen;
}
/** All cards as ROCm counts them. */
function inOrder(sysfs, cards) {
	const nodes = join(sysfs, "class", "kfd", "kfd", "topology", "nodes");
	const places = listFolder(nodes).map(Number).filter((n) => Number.isInteger(n)).sort((a, b) => a - b).flatMap((n) => placeOf(readText(join(nodes, String(n), "properties")) ?? "") ?? []);
	const rank = (i) => {
		const at = places.indexOf(slot(cards[i].bdf ?? ""));
		return at < 0 ? places.length : at;
	};
	const name = (i) => cards[i].bdf ?? "";
	return cards.map((_, i) => i).sort((a, b) => rank(a) - rank(b) || (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : a - b));
}
/**
* A node's PCI address without its function; null where it is no GPU. `location_id` is bus, device (5 bits) and
* function (3).
*/
function placeOf(properties) {
	const value = (name) => Number(new RegExp(`^${name} (\\d+)$`, "m").exec(properties)?.[1] ?? 0);
	if (value("simd_count") === 0) return null;
	const hex = (x, digits) => x.toString(16).padStart(digits, "0");
	const at = value("location_id");
	return `${hex(value("domain"), 4)}:${hex(at >> 8 & 255, 2)}:${hex(at >> 3 & 31, 2)}`;
}
/** A PCI address without its function: partitions of one card (MI300) have one each, and one counter between them. */
const slot = (bdf) => bdf.replace(/\.\d+$/, "");
// src/energy/drivers/watch.ts
/**
* Long enough for three updates of the slowest counter (100 ms); and for a counter that is chosen after 100 reads of
* another (AMD) to move.
*/
const LOOK_MS = {
	counters: 350,
	life: 700
};
const STEP_MS = 5;
/** Two counters are one where this share of the reads agrees to the digit, over at least so many movements. */
const SAME = {
	share: .75,
	moves: 8
};
const sleeper = new Int32Array(new SharedArrayBuffer(4));
/**
* Which channels were seen to tell something: a power above 0 (which may well be still in idle), or a counter that
* moved. A sensor that only exists is no meter. Blocks for up to 0.7 s, less where all soon do.
*/
function livingChannels(driver) {
	const first = driver.channels.map(() => NaN);
	const alive = driver.channels.map(() => false);
	const row = new Float64Array(RECORD_LENGTH);
	for (let waited = 0; waited <= LOOK_MS.life && alive.includes(false); waited += STEP_MS) {
		if (waited > 0) Atomics.wait(sleeper, 0, 0, STEP_MS);
		alive.forEach((lives, i) => {
			if (lives) return;
			row.fill(NaN);
			driver.read(i, row);
			const energy = row[FIELD.energy_mj];
			if (Number.isNaN(first[i])) first[i] = energy;
			alive[i] = row[FIELD.instant_mw] > 0 || row[FIELD.average_mw] > 0 || energy > first[i];
			driver.readRingBuffer?.(i, () => alive[i] = true);
		});
	}
	return alive;
}
/** Reads several counters side by side (each gives its raw value, NaN where it has none), blocking for up to 0.35 s. */
function lookAtCounters(counters) {
	const reads = counters.map(() => []);
	for (let waited = 0; waited <= LOOK_MS.counters; waited += STEP_MS) {
		if (waited > 0) Atomics.wait(sleeper, 0, 0, STEP_MS);
		counters.forEach((read, i) => reads[i].push(read()));
	}
	return reads.map((read, i) => {
		const original = reads.findIndex((other, j) => j < i && agree(other, read));
		return {
			moved: moves(read) > 0,
			copyOf: original < 0 ? null : original
		};
	});
}
/** Whether two series of reads are one counter's, to the digit; a read in between an update may differ. */
function agree(a, b) {
	if (Math.min(moves(a), moves(b)) < SAME.moves) return false;
	return a.filter((value, k) => value === b[k]).length >= SAME.share * a.length;
}
function moves(values) {
	let n = 0;
	for (let k = 1; k < values.length; k++) if (values[k] !== values[k - 1] && !Number.isNaN(values[k]) && !Number.isNaN(values[k - 1])) n++;
	return n;
}
// src/energy/drivers/amd.ts
/**
* AMD GPUs through amdgpu's hwmon, and what it lacks through AMD SMI (`smi`, or why that is not there): `energy1_input`
* where the kernel has it and it moves, else `amdsmi_get_energy_count`; `power1_input` (instant) and `power1_average`;
* clock, temperature and limit. Of the cards that `env` leaves visible (`visibleAmd`). Throws `DriverUnavailable` where
* none tells energy or power.
*/
function openAmd(sysfs, smi, env = {}) {
	const known = typeof smi === "string" ? [] : smi.cards;
	const withHwmon = hwmonCards(sysfs).map((hwmon) => ({
		hwmon,
		smi: known.find((s) => hwmon.bdf !== null && slot(s.bdf) === slot(hwmon.bdf)) ?? null
	}));
	const close = () => {
		withHwmon.forEach((c) => closeCard(c.hwmon));
		if (typeof smi !== "string") smi.close();
	};
	const all = [...withHwmon, ...alone(known, withHwmon.flatMap((c) => c.hwmon.bdf ?? []))];
	const metered = (c) => c.hwmon !== null && meters(c.hwmon) || counts(c.smi);
	if (!all.some(metered)) {
		close();
		throw new DriverUnavailable(`no amdgpu hwmon with energy or power under /sys/class/drm, and no energy from AMD SMI${typeof smi === "string" ? ` (${smi})` : ""}`, "load the amdgpu kernel driver; in a container mount /sys read-only");
	}
	const cards = visibleAmd(env, sysfs, all.map((c) => ({
		bdf: bdfOf(c),
		id: c.hwmon?.id ?? null
	}))).map((i) => all[i]).filter(metered).map(cardOf$1);
	if (cards.length === 0) {
		close();
		throw new DriverUnavailable("ROCR_VISIBLE_DEVICES and HIP_VISIBLE_DEVICES leave no card with energy or power", "unset them, or name a card that exists", { present: true });
	}
	const leftOut = [];
	return {
		kind: "amd",
		get channels() {
			return cards.map((c) => c.channel);
		},
		get environment() {
			return environmentOf$1(cards);
		},
		environmentOf: (indices) => environmentOf$1(indices.map((i) => cards[i])),
		addressOf: (index) => bdfOf(cards[index]),
		warnings: [],
		leftOut,
		settle: () => dropCopies(cards, leftOut),
		read: (index, row) => readCard(cards[index], row),
		close
	};
}
const bdfOf = ({ hwmon, smi }) => hwmon?.bdf ?? smi?.bdf ?? null;
const meters = (c) => c.energyUj !== null || c.instantUw !== null || c.averageUw !== null;
const counts = (c) => c !== null && !Number.isNaN(c.energyUj());
function environmentOf$1(cards) {
	return {
		gpu: [...new Set(cards.map((c) => c.channel.label))].join(" + "),
		gpuCount: cards.length,
		powerLimitWatts: cards.some((c) => c.channel.powerLimitWatts === null) ? null : cards.reduce((s, c) => s + c.channel.powerLimitWatts, 0)
	};
}
/** Partitions may each have a hwmon that shows the whole card's counter: it counts once. */
function dropCopies(cards, leftOut) {
	if (cards.length < 2) return;
	const looked = lookAtCounters(cards.map((c) => () => c.hwmon?.energyUj?.read() ?? NaN));
	const kept = cards.filter((card, i) => {
		const { copyOf } = looked[i];
		if (copyOf !== null) leftOut.push(`${card.channel.name} (the same counter as ${cards[copyOf].channel.name})`);
		return copyOf === null;
	});
	cards.splice(0, cards.length, ...kept);
}
/** Cards that only AMD SMI shows, and that count energy; of partitions the first. */
function alone(known, hwmon) {
	const seen = new Set(hwmon.map(slot));
	return known.filter((s) => !seen.has(slot(s.bdf)) && counts(s) && seen.add(slot(s.bdf))).map((s) => ({
		hwmon: null,
		smi: s
	}));
}
function cardOf$1({ hwmon, smi }) {
	const limitUw = hwmon?.limitUw?.read() ?? (smi === null ? NaN : smi.limitMw() * 1e3);
	const channel = {
		name: `AMD-${hwmon?.id ?? smi.bdf}`,
		label: `AMD ${hwmon?.name ?? smi.name ?? "GPU"}`,
		powerLimitWatts: Number.isNaN(limitUw) ? null : limitUw / 1e6
	};
	const file = hwmon?.energyUj ?? null;
	return {
		channel,
		hwmon,
		smi,
		energy: new EnergyChoice(file === null ? null : () => file.read(), smi === null ? null : () => smi.energyUj()),
		slow: {
			temperature: NaN,
			clock: NaN,
			limit: NaN
		},
		reads: 0
	};
}
function readCard(card, row) {
	const { hwmon } = card;
	row[FIELD.energy_mj] = card.energy.read() / 1e3;
	row[FIELD.instant_mw] = (hwmon?.instantUw?.read() ?? NaN) / 1e3;
	row[FIELD.average_mw] = (hwmon?.averageUw?.read() ?? NaN) / 1e3;
	readSlow$1(card);
	row[FIELD.temperature_c] = hwmon?.temperatureMc ? hwmon.temperatureMc.read() / 1e3 : card.slow.temperature;
	row[FIELD.sm_clock_mhz] = hwmon?.clockHz ? hwmon.clockHz.read() / 1e6 : card.slow.clock;
	row[FIELD.power_limit_mw] = hwmon?.limitUw ? hwmon.limitUw.read() / 1e3 : card.slow.limit;
}
/** AMD SMI's calls are dear (each may read all of a card's metrics): one a read, in turn, and only what hwmon lacks. */
function readSlow$1(card) {
	const { hwmon, smi, slow } = card;
	if (smi === null) return;
	const turn = card.reads++ % 16;
	if (turn === 0 && !hwmon?.clockHz) slow.clock = smi.clockMhz();
	else if (turn === 1 && !hwmon?.temperatureMc) slow.temperature = smi.temperatureC();
	else if (turn === 2 && !hwmon?.limitUw) slow.limit = smi.limitMw();
}
// src/energy/drivers/amd-smi-abi.ts
/**
* The part of AMD SMI's C interface that we use, as koffi reads it: amdsmi.h 26.1.0, compared with 24.6.1 and 23.1.1.
* Only calls whose arguments and layout are the same in all three: `amdsmi_get_power_info` (its struct got a new first
* field), `amdsmi_get_gpu_metrics_info` and the process list are not among them, so power is hwmon's.
*/
/** Signatures by name; every one past `REQUIRED` may be missing in a library. */
const SIGNATURES$1 = {
	amdsmi_init: "int amdsmi_init(uint64_t flags)",
	amdsmi_shut_down: "int amdsmi_shut_down()",
	amdsmi_get_socket_handles: "int amdsmi_get_socket_handles(_Inout_ uint32_t *count, void *sockets)",
	amdsmi_get_processor_handles: "int amdsmi_get_processor_handles(void *socket, _Inout_ uint32_t *count, void *processors)",
	amdsmi_get_processor_type: "int amdsmi_get_processor_type(void *processor, _Out_ int *type)",
	amdsmi_get_gpu_device_bdf: "int amdsmi_get_gpu_device_bdf(void *processor, _Out_ uint64_t *bdf)",
	amdsmi_get_gpu_asic_info: "int amdsmi_get_gpu_asic_info(void *processor, void *info)",
	amdsmi_get_energy_count: "int amdsmi_get_energy_count(void *processor, _Out_ uint64_t *accumulator, _Out_ float *resolution, _Out_ uint64_t *timestamp)",
	amdsmi_get_temp_metric: "int amdsmi_get_temp_metric(void *processor, int sensor, int metric, _Out_ int64_t *temperature)",
	amdsmi_get_clock_info: "int amdsmi_get_clock_info(void *processor, int type, void *info)",
	amdsmi_get_power_cap_info: "int amdsmi_get_power_cap_info(void *processor, uint32_t sensor, void *info)"
};
const REQUIRED$1 = [
	"amdsmi_init",
	"amdsmi_get_socket_handles",
	"amdsmi_get_processor_handles",
	"amdsmi_get_gpu_device_bdf"
];
/** Binds what the library has, and tells the first required symbol that it lacks. */
const bindSmi = (library) => bind(library, SIGNATURES$1, REQUIRED$1);
const SMI = {
	success: 0,
	/** amdsmi_init_flags_t. */
	initGpus: 2,
	/** processor_type_t. */
	typeGpu: 1,
	/** amdsmi_temperature_type_t and amdsmi_temperature_metric_t; edge is what hwmon's temp1 is. */
	temperatureEdge: 0,
	temperatureHotspot: 1,
	temperatureCurrent: 0,
	/** amdsmi_clk_type_t. */
	clockGfx: 0
};
/**
* Room for any version of a struct, of which only the first field is read: a clock in MHz, a power cap in µW, a name.
*/
const STRUCT_BYTES = 4096;
/** amdsmi_bdf_t as sysfs writes it: function in 3 bits, device in 5, bus in 8, the rest domain. */
function bdfText(bdf) {
	const hex = (value, digits) => value.toString(16).padStart(digits, "0");
	return `${hex(bdf >> 16n, 4)}:${hex(bdf >> 8n & 255n, 2)}:${hex(bdf >> 3n & 31n, 2)}.${bdf & 7n}`;
}
// src/energy/drivers/amd-smi.ts
const LIBRARIES = [
	"libamd_smi.so",
	"libamd_smi.so.26",
	"libamd_smi.so.25",
	"libamd_smi.so.24",
	"/opt/rocm/lib/libamd_smi.so"
];
/** A temperature beyond this is in thousandths: the header once said so. */
const MILLIDEGREES = 1e3;
/**
* Opens AMD SMI; where that does not work, the reason as text. Its library is searched as the linker does, and under
* /opt/rocm.
*/
async function openAmdSmi(libraries = LIBRARIES) {
	const library = await firstLibrary(libraries);
	if (library === null) return "libamd_smi.so cannot be loaded";
	const { calls: smi, missing } = bindSmi(library);
	if (missing !== null) return `libamd_smi.so has no ${missing}`;
	const started = smi.amdsmi_init(SMI.initGpus);
	if (started !== SMI.success) return `AMD SMI does not start: status ${started}`;
	return {
		cards: gpus(smi).flatMap((handle) => cardOf(smi, handle) ?? []),
		close: () => void smi.amdsmi_shut_down?.()
	};
}
async function firstLibrary(libraries) {
	let open;
	try {
		open = await nativeLoader();
	} catch {
		return null;
	}
	for (const name of libraries) try {
		return open(name);
	} catch {}
	return null;
}
/** Handles of all GPUs of all sockets. */
function gpus(smi) {
	return handles((count, into) => smi.amdsmi_get_socket_handles(count, into)).flatMap((socket) => handles((count, into) => smi.amdsmi_get_processor_handles(socket, count, into))).filter((p) => {
		const type = [SMI.typeGpu];
		return smi.amdsmi_get_processor_type?.(p, type) !== SMI.success || type[0] === SMI.typeGpu;
	});
}
/** A list of handles by the library's two calls: how many, then which. */
function handles(call) {
	const count = [0];
	if (call(count, null) !== SMI.success || count[0] <= 0) return [];
	const buffer = Buffer.alloc(8 * count[0]);
	if (call(count, buffer) !== SMI.success) return [];
	return Array.from({ length: count[0] }, (_, i) => buffer.readBigUInt64LE(8 * i));
}
function cardOf(smi, handle) {
	const bdf = [0];
	if (smi.amdsmi_get_gpu_device_bdf(handle, bdf) !== SMI.success) return null;
	const info = Buffer.alloc(STRUCT_BYTES);
	const filled = (code) => code === SMI.success;
	return {
		bdf: bdfText(BigInt(bdf[0])),
		name: filled(smi.amdsmi_get_gpu_asic_info?.(handle, info.fill(0))) ? info.toString("utf8", 0, info.indexOf(0)) || null : null,
		energyUj() {
			const [accumulator, resolution] = [[0], [0]];
			return filled(smi.amdsmi_get_energy_count?.(handle, accumulator, resolution, [0])) ? Number(accumulator[0]) * resolution[0] : NaN;
		},
		temperatureC() {
			for (const sensor of [SMI.temperatureEdge, SMI.temperatureHotspot]) {
				const value = [0];
				if (!filled(smi.amdsmi_get_temp_metric?.(handle, sensor, SMI.temperatureCurrent, value))) continue;
				const degrees = Number(value[0]);
				return degrees > MILLIDEGREES ? degrees / 1e3 : degrees;
			}
			return NaN;
		},
		clockMhz: () => filled(smi.amdsmi_get_clock_info?.(handle, SMI.clockGfx, info.fill(0))) ? unlessUnknown(info.readUInt32LE(0), 4294967295) : NaN,
		limitMw: () => filled(smi.amdsmi_get_power_cap_info?.(handle, 0, info.fill(0))) ? unlessUnknown(Number(info.readBigUInt64LE(0)), 2 ** 64) / 1e3 : NaN
	};
}
/** The library fills what it does not know with ones; a 0 is no clock and no limit. */
const unlessUnknown = (value, ones) => value === ones || value === 0 ? NaN : value;
// src/energy/drivers/jetson.ts
/** Rails that hold others: where one is there, the others must not be added to it. */
const WHOLE_BOARD = /^(VDD_IN|POM_5V_IN|VIN_SYS_5V0)$/;
/**
* Jetson boards through the INA3221 on their supply rails (Documentation/hwmon/ina3221.rst): `in*_input` in mV times
* `curr*_input` in mA. The board's input rail is taken where it is metered, else the sum of the rails. It is
* the whole module's power, host and GPU together, and is flagged `module-scope`.
*/
function openJetson(sysfs) {
	const root = join(sysfs, "bus", "i2c", "drivers", "ina3221");
	const rails = listFolder(root).flatMap((chip) => listFolder(join(root, chip, "hwmon")).flatMap((h) => railsOf(join(root, chip, "hwmon", h))));
	if (rails.length === 0) throw new DriverUnavailable(`no INA3221 power rail under ${root}`, "use a Jetson board with its L4T kernel; in a container mount /sys read-only");
	const board = rails.filter((r) => WHOLE_BOARD.test(r.name));
	const used = board.length > 0 ? board.slice(0, 1) : rails;
	const label = used.map((r) => r.name).join(" + ");
	return {
		kind: "jetson",
		channels: [{
			name: "jetson",
			label,
			powerLimitWatts: null
		}],
		environment: {
			gpu: readText(join(sysfs, "firmware", "devicetree", "base", "model"))?.replaceAll("\0", "") ?? "Jetson",
			gpuCount: 1,
			rails: label
		},
		warnings: ["module-scope"],
		read(_index, row) {
			row[FIELD.instant_mw] = used.reduce((sum, r) => sum + r.millivolts.read() * r.milliamperes.read() / 1e3, 0);
		},
		close: () => rails.forEach((r) => [r.millivolts, r.milliamperes].forEach((f) => f.close()))
	};
}
function railsOf(hwmon) {
	return [
		1,
		2,
		3
	].flatMap((i) => {
		const name = readText(join(hwmon, `in${i}_label`));
		const millivolts = SysfsNumber.open(join(hwmon, `in${i}_input`));
		const milliamperes = SysfsNumber.open(join(hwmon, `curr${i}_input`));
		return name === null || millivolts === null || milliamperes === null ? [] : [{
			name,
			millivolts,
			milliamperes
		}];
	});
}
// src/energy/drivers/nvml-abi.ts
/** The part of NVML's C interface that we use (nvml.h, CUDA 12.x), as koffi reads it. */
/** Signatures by name; every one past `REQUIRED` may be missing in a driver. */
const SIGNATURES = {
	nvmlInit_v2: "int nvmlInit_v2()",
	nvmlShutdown: "int nvmlShutdown()",
	nvmlDeviceGetCount_v2: "int nvmlDeviceGetCount_v2(_Out_ uint32_t *count)",
	nvmlDeviceGetHandleByIndex_v2: "int nvmlDeviceGetHandleByIndex_v2(uint32_t index, _Out_ void **device)",
	nvmlDeviceGetName: "int nvmlDeviceGetName(void *device, void *name, uint32_t length)",
	nvmlDeviceGetUUID: "int nvmlDeviceGetUUID(void *device, void *uuid, uint32_t length)",
	nvmlSystemGetDriverVersion: "int nvmlSystemGetDriverVersion(void *version, uint32_t length)",
	nvmlDeviceGetTotalEnergyConsumption: "int nvmlDeviceGetTotalEnergyConsumption(void *device, _Out_ uint64_t *mj)",
	nvmlDeviceGetPowerUsage: "int nvmlDeviceGetPowerUsage(void *device, _Out_ uint32_t *mw)",
	nvmlDeviceGetFieldValues: "int nvmlDeviceGetFieldValues(void *device, int count, void *values)",
	nvmlDeviceGetTemperature: "int nvmlDeviceGetTemperature(void *device, int sensor, _Out_ uint32_t *temperature)",
	nvmlDeviceGetClockInfo: "int nvmlDeviceGetClockInfo(void *device, int type, _Out_ uint32_t *mhz)",
	nvmlDeviceGetMaxClockInfo: "int nvmlDeviceGetMaxClockInfo(void *device, int type, _Out_ uint32_t *mhz)",
	nvmlDeviceGetEnforcedPowerLimit: "int nvmlDeviceGetEnforcedPowerLimit(void *device, _Out_ uint32_t *mw)",
	nvmlDeviceGetCurrentClocksThrottleReasons: "int nvmlDeviceGetCurrentClocksThrottleReasons(void *device, _Out_ uint64_t *reasons)",
	nvmlDeviceGetMigMode: "int nvmlDeviceGetMigMode(void *device, _Out_ uint32_t *current, _Out_ uint32_t *pending)",
	nvmlDeviceGetComputeRunningProcesses_v3: "int nvmlDeviceGetComputeRunningProcesses_v3(void *device, _Inout_ uint32_t *count, void *infos)",
	nvmlDeviceGetComputeRunningProcesses: "int nvmlDeviceGetComputeRunningProcesses(void *device, _Inout_ uint32_t *count, void *infos)",
	nvmlDeviceGetSamples: "int nvmlDeviceGetSamples(void *device, int type, uint64_t since, _Out_ int *valueType, _Inout_ uint32_t *count, void *samples)",
	nvmlDeviceWorkloadPowerProfileGetCurrentProfiles: "int nvmlDeviceWorkloadPowerProfileGetCurrentProfiles(void *device, void *profiles)"
};
const REQUIRED = [
	"nvmlInit_v2",
	"nvmlDeviceGetCount_v2",
	"nvmlDeviceGetHandleByIndex_v2",
	"nvmlDeviceGetName"
];
/** Binds what the library has; a missing symbol is `undefined`, a missing required one throws. */
function bindNvml(library) {
	const { calls, missing } = bind(library, SIGNATURES, REQUIRED);
	if (missing !== null) throw new Error(`libnvidia-ml.so.1 has no ${missing}`);
	return calls;
}
/** nvmlReturn_t: only those that change what we do; the rest are shown by number. */
const NVML = {
	success: 0,
	notSupported: 3,
	noPermission: 4,
	insufficientSize: 7,
	driverNotLoaded: 9,
	gpuIsLost: 15
};
const NAMES = {
	1: "UNINITIALIZED",
	2: "INVALID_ARGUMENT",
	3: "NOT_SUPPORTED",
	4: "NO_PERMISSION",
	6: "NOT_FOUND",
	7: "INSUFFICIENT_SIZE",
	9: "DRIVER_NOT_LOADED",
	10: "TIMEOUT",
	12: "LIBRARY_NOT_FOUND",
	13: "FUNCTION_NOT_FOUND",
	15: "GPU_IS_LOST",
	16: "RESET_REQUIRED",
	18: "LIB_RM_VERSION_MISMATCH",
	999: "UNKNOWN"
};
const nvmlErrorName = (code) => `NVML_ERROR_${NAMES[code] ?? code}`;
/**
* Energy in mJ since driver load (191 is its later name); instantaneous and average power in mW; power smoothing
* (Blackwell). Clocks have no field before CUDA 13.
*/
const FIELD_ID = {
	energy: 83,
	averagePower: 185,
	instantPower: 186,
	energyLater: 191,
	smoothing: 256,
	smoothingPreset: 269
};
/** The value of field `index`, or NaN where its own return code is not success. */
function fieldValue(view, index) {
	const at = index * 40;
	if (view.getUint32(at + 28, true) !== NVML.success) return NaN;
	switch (view.getUint32(at + 24, true)) {
		case 0: return view.getFloat64(at + 32, true);
		case 1: return view.getUint32(at + 32, true);
		case 5: return view.getInt32(at + 32, true);
		default: return Number(view.getBigUint64(at + 32, true));
	}
}
// src/energy/drivers/nvml-clock.ts
const CLOCK_BOOTTIME = 7;
/**
* Reads the clocks that a driver may stamp its samples with; `libc` is the C library, null where it cannot be loaded.
*/
function clocksOf(libc) {
	let gettime = null;
	try {
		gettime = libc?.func("int clock_gettime(int clock, void *time)") ?? null;
	} catch {}
	const buffer = Buffer.alloc(16);
	return () => {
		return {
			boottime: gettime !== null && gettime(CLOCK_BOOTTIME, buffer) === 0 ? Number(buffer.readBigInt64LE(0)) * 1e9 + Number(buffer.readBigInt64LE(8)) : null,
			monotonic: Number(process.hrtime.bigint()),
			realtime: Date.now() * 1e6
		};
	};
}
// src/energy/drivers/nvml-mode.ts
/**
* nvmlWorkloadPowerProfileCurrentProfiles_v1_t: version, then three masks of 255 bits in 8 words; the third is what is
* enforced.
*/
const PROFILES = {
	bytes: 100,
	version: 16777316,
	enforced: 68
};
/**
* Power smoothing and workload power profile (Blackwell) of a device, as one number that changes when they do: bit 0 is
* smoothing, the next eight its preset, the rest the enforced profiles.
*/
var PowerMode = class {
	#nvml;
	#handle;
	#smoothing = NaN;
	#preset = NaN;
	#profiles = NaN;
	constructor(nvml, handle) {
		this.#nvml = nvml;
		this.#handle = handle;
	}
	/**
	* The number now; NaN where the driver tells neither. What it once told and now does not is taken as it was: no
	* answer is no change.
	*/
	read() {
		const [smoothing, preset] = fieldsOf(this.#nvml, this.#handle, [FIELD_ID.smoothing, FIELD_ID.smoothingPreset]);
		this.#smoothing = orElse(smoothing, this.#smoothing);
		this.#preset = orElse(preset, this.#preset);
		this.#profiles = orElse(enforcedProfiles(this.#nvml, this.#handle), this.#profiles);
		if (Number.isNaN(this.#smoothing) && Number.isNaN(this.#profiles)) return NaN;
		return (this.#smoothing === 1 ? 1 : 0) + 2 * Math.min(255, orElse(this.#preset, 0)) + 512 * orElse(this.#profiles, 0);
	}
};
const orElse = (value, otherwise) => Number.isNaN(value) ? otherwise : value;
/** The first 32 of the 255 bits; NVML names 16 profiles so far. NaN where the driver has none. */
function enforcedProfiles(nvml, handle) {
	const profiles = Buffer.alloc(PROFILES.bytes);
	profiles.writeUInt32LE(PROFILES.version, 0);
	return nvml.nvmlDeviceWorkloadPowerProfileGetCurrentProfiles?.(handle, profiles) === NVML.success ? profiles.readUInt32LE(PROFILES.enforced) : NaN;
}
/** Values of some fields by one call; NaN each where it is not given. */
function fieldsOf(nvml, handle, ids) {
	const fields = Buffer.alloc(40 * ids.length);
	ids.forEach((id, i) => fields.writeUInt32LE(id, i * 40));
	if (nvml.nvmlDeviceGetFieldValues?.(handle, ids.length, fields) !== NVML.success) return ids.map(() => NaN);
	const view = new DataView(fields.buffer, fields.byteOffset, fields.byteLength);
	return ids.map((_, i) => fieldValue(view, i));
}
// src/energy/drivers/nvml-processes.ts
/** Bytes of nvmlProcessInfo_t: PID and memory, and with `_v3` the MIG instances. */
const BYTES = {
	v3: 24,
	v1: 16
};
const MOST$1 = 128;
/**
* How many compute processes use the GPU and the sum of their PIDs (a swap shows there); NaN where the driver does not
* tell.
*/
function computeProcesses(nvml, handle) {
	return list(nvml.nvmlDeviceGetComputeRunningProcesses_v3, handle, BYTES.v3) ?? list(nvml.nvmlDeviceGetComputeRunningProcesses, handle, BYTES.v1) ?? {
		count: NaN,
		pidSum: NaN
	};
}
function list(call, handle, bytes) {
	if (call === void 0) return null;
	const buffer = Buffer.alloc(MOST$1 * bytes);
	const count = [MOST$1];
	const code = call(handle, count, buffer);
	if (code === NVML.insufficientSize) return {
		count: count[0],
		pidSum: NaN
	};
	if (code !== NVML.success) return null;
	let pidSum = 0;
	for (let i = 0; i < count[0]; i++) pidSum += buffer.readUInt32LE(i * bytes);
	return {
		count: count[0],
		pidSum
	};
}
// src/energy/drivers/nvml-ring-buffer.ts
/** nvmlSample_t: timestamp µs, value; 16 bytes. */
const SAMPLE_BYTES = 16;
const TOTAL_POWER_SAMPLES = 0;
/** A ring longer than this is read in part: its newest. */
const MOST = 4096;
/** A clock that the newest sample lies within this of is taken for the ring's own. */
const NEAR_NS = 1e9;
/**
* The driver's own ring of timestamped power. Its clock is formally unspecified: the first of BOOTTIME, MONOTONIC and
* REALTIME that the newest sample lies within a second of is taken; where none is, the ring is left unused.
*/
var PowerRingBuffer = class PowerRingBuffer {
	#nvml;
	#handle;
	#clocks;
	#buffer;
	#last = 0n;
	constructor(nvml, handle, clocks, size) {
		this.#nvml = nvml;
		this.#handle = handle;
		this.#clocks = clocks;
		this.#buffer = Buffer.alloc(size * SAMPLE_BYTES);
	}
	/** Null where the driver has no ring. */
	static open(nvml, handle, clocks) {
		const size = [0];
		if (nvml.nvmlDeviceGetSamples?.(handle, TOTAL_POWER_SAMPLES, 0n, [0], size, null) !== NVML.success || size[0] <= 0) return null;
		return new PowerRingBuffer(nvml, handle, clocks, Math.min(MOST, size[0]));
	}
	/** Samples since the last call: time on CLOCK_MONOTONIC in ns, power in mW. */
	read(add) {
		const type = [0];
		const count = [this.#buffer.length / SAMPLE_BYTES];
		if (this.#nvml.nvmlDeviceGetSamples(this.#handle, TOTAL_POWER_SAMPLES, this.#last, type, count, this.#buffer) !== NVML.success) return;
		const n = count[0];
		if (n === 0) return;
		const view = new DataView(this.#buffer.buffer, this.#buffer.byteOffset, n * SAMPLE_BYTES);
		const stamp = (k) => view.getBigUint64(k * SAMPLE_BYTES, true);
		this.#last = stamp(n - 1);
		const shift = this.#shift(Number(this.#last) * 1e3);
		if (shift === null) return;
		for (let k = 0; k < n; k++) {
			const at = k * SAMPLE_BYTES + 8;
			const mw = type[0] === 0 ? view.getFloat64(at, true) : view.getUint32(at, true);
			if (mw > 0) add(Number(stamp(k)) * 1e3 - shift, mw);
		}
	}
	/** What to take from the ring buffer's time to get monotonic time. */
	#shift(newestNs) {
		const now = this.#clocks();
		const clock = [
			now.boottime,
			now.monotonic,
			now.realtime
		].find((candidate) => candidate !== null && Math.abs(newestNs - candidate) <= NEAR_NS);
		return clock === void 0 || clock === null ? null : clock - now.monotonic;
	}
};
// src/energy/drivers/pace.ts
/** A sensor is asked again no later than this, however often it failed. */
const SLOWEST_NS = 1e8;
const FIRST_NS = 1e7;
/**
* Some drivers answer NotSupported or 0 when they are polled too often. A value that was given once and then is not
* (or none at all) is counted as missing, and the driver is asked half as often; a value that merely stays is given.
*/
var Pace = class {
	missed = 0;
	#seen = [];
	#wait = 0;
	#next = 0;
	/** Whether to ask now. */
	due(nowNs) {
		return nowNs >= this.#next;
	}
	/** What came of it, value by value. */
	answered(given, nowNs) {
		if (!given.includes(true) || given.some((g, i) => !g && this.#seen[i] === true)) {
			this.missed++;
			this.#wait = Math.min(SLOWEST_NS, Math.max(FIRST_NS, 2 * this.#wait));
		}
		given.forEach((g, i) => this.#seen[i] ||= g);
		this.#next = nowNs + this.#wait;
	}
};
// src/energy/drivers/visible.ts
/**
* The devices that `CUDA_VISIBLE_DEVICES` leaves, as indices into `uuids` (NVML's order, by PCI bus).
* CUDA's rules (Programming Guide, "CUDA Environment Variables"): indices or UUID prefixes, and everything
* from the first that names no device is ignored; unset means all. CUDA numbers devices fastest first unless
* CUDA_DEVICE_ORDER=PCI_BUS_ID; on machines with equal cards both orders agree.
* A `MIG-` entry throws: a MIG slice has no energy counter of its own.
*/
function visibleDevices(variable, uuids) {
	if (variable === void 0) return uuids.map((_, i) => i);
	const chosen = [];
	for (const entry of variable.split(",").map((s) => s.trim())) {
		if (entry.startsWith("MIG-")) throw new Error(`CUDA_VISIBLE_DEVICES names the MIG slice ${entry}, which has no energy counter of its own`);
		const index = /^\d+$/.test(entry) ? Number(entry) : entry.length > 4 && entry.startsWith("GPU-") ? uniquePrefix(uuids, entry) : -1;
		if (index < 0 || index >= uuids.length || chosen.includes(index)) break;
		chosen.push(index);
	}
	return chosen;
}
/**
* Why an index cannot be told from outside: CUDA counts devices fastest first, NVML by bus, unless CUDA_DEVICE_ORDER
* says so too. Null with one card, with UUIDs, or where no card is left out.
*/
function ambiguousOrder(env, count) {
	const { CUDA_VISIBLE_DEVICES: visible, CUDA_DEVICE_ORDER: order } = env;
	if (visible === void 0 || count < 2 || order === "PCI_BUS_ID") return null;
	const indices = visible.split(",").filter((entry) => /^\s*\d+\s*$/.test(entry));
	return indices.length === 0 || indices.length >= count ? null : `CUDA_VISIBLE_DEVICES=${visible} counts ${count} cards as CUDA does, fastest first, the meter counts them by PCI bus`;
}
function uniquePrefix(uuids, prefix) {
	const hits = uuids.flatMap((u, i) => u.startsWith(prefix) ? [i] : []);
	return hits.length === 1 ? hits[0] : -1;
}
// src/energy/drivers/nvml.ts
const LIBRARY = "libnvidia-ml.so.1";
/** nvmlClockType_t. */
const SM_CLOCK = 1;
/**
* NVML through koffi: energy, power, clock, temperature, limit, throttle reasons and co-tenants of every visible GPU.
*/
async function openNvml(env) {
	const { nvml, clocks } = await load();
	const started = nvml.nvmlInit_v2();
	if (started !== NVML.success) throw new DriverUnavailable(`NVML does not start: ${nvmlErrorName(started)}`, started === NVML.driverNotLoaded ? "load the NVIDIA kernel driver (nvidia-smi should answer)" : "check that nvidia-smi answers on this machine");
	const { devices, ambiguous } = openDevices(nvml, env, clocks);
	const driverVersion = text(64, (buffer) => nvml.nvmlSystemGetDriverVersion?.(buffer, 64));
	const fields = Buffer.alloc(120);
	const view = new DataView(fields.buffer, fields.byteOffset, fields.byteLength);
	return {
		kind: "nvml",
		channels: devices.map((d) => ({
			name: d.uuid,
			label: d.name,
			powerLimitWatts: Number.isNaN(d.limitMw) ? null : d.limitMw / 1e3,
			...d.maxClock > 0 ? { maxSmClockMhz: d.maxClock } : {}
		})),
		environment: environmentOf(devices, driverVersion),
		environmentOf: (indices) => environmentOf(indices.map((i) => devices[i]), driverVersion),
		ambiguous,
		warnings: /GH200|GB200/.test(devices.map((d) => d.name).join()) ? ["module-scope"] : [],
		read: (index, row) => readDevice(nvml, devices[index], row, fields, view),
		readRingBuffer: (index, add) => devices[index].ringBuffer?.read(add),
		close: () => void nvml.nvmlShutdown?.()
	};
}
function environmentOf(devices, driver) {
	return {
		gpu: [...new Set(devices.map((d) => d.name))].join(" + "),
		gpuCount: devices.length,
		driver,
		...devices.every((d) => Number.isNaN(d.slow.mode)) ? {} : { powerMode: devices.map((d) => d.slow.mode).join() },
		powerLimitWatts: devices.some((d) => Number.isNaN(d.limitMw)) ? null : devices.reduce((sum, d) => sum + d.limitMw, 0) / 1e3
	};
}
async function load() {
	const open = await nativeLoader();
	let library;
	try {
		library = open(LIBRARY);
	} catch (cause) {
		throw new DriverUnavailable(`${LIBRARY} cannot be loaded`, "install the NVIDIA driver; in a container start it with --gpus all", { cause });
	}
	let libc = null;
	try {
		libc = open("libc.so.6");
	} catch {}
	return {
		nvml: bindNvml(library),
		clocks: clocksOf(libc)
	};
}
function openDevices(nvml, env, clocks) {
	const count = out(nvml.nvmlDeviceGetCount_v2);
	const all = Array.from({ length: Number.isNaN(count) ? 0 : count }, (_, i) => openDevice(nvml, i, clocks));
	const usable = all.map((d) => d?.uuid ?? "");
	let chosen;
	try {
		chosen = visibleDevices(env.CUDA_VISIBLE_DEVICES, usable);
	} catch (cause) {
		throw new DriverUnavailable(cause.message, "measure on a whole GPU: name it by its GPU- UUID", {
			cause,
			present: true
		});
	}
	const devices = chosen.flatMap((i) => all[i] ?? []);
	if (devices.length === 0) throw new DriverUnavailable(`NVML shows ${all.length} GPU${all.length === 1 ? "" : "s"}, of which CUDA_VISIBLE_DEVICES leaves none`, "unset CUDA_VISIBLE_DEVICES, or name a GPU that exists", { present: true });
	for (const d of devices) refuseMig(nvml, d);
	return {
		devices,
		ambiguous: ambiguousOrder(env, all.length)
	};
}
function openDevice(nvml, index, clocks) {
	const box = [null];
	if (nvml.nvmlDeviceGetHandleByIndex_v2(index, box) !== NVML.success) return null;
	const handle = box[0];
	const uuid = text(96, (b) => nvml.nvmlDeviceGetUUID?.(handle, b, 96)) ?? `GPU-index-${index}`;
	const name = text(96, (b) => nvml.nvmlDeviceGetName(handle, b, 96)) ?? `GPU ${index}`;
	const limitMw = out(nvml.nvmlDeviceGetEnforcedPowerLimit, handle);
	const [energy, instant, average, later] = fieldsOf(nvml, handle, [
		FIELD_ID.energy,
		FIELD_ID.instantPower,
		FIELD_ID.averagePower,
		FIELD_ID.energyLater
	]);
	const mode = new PowerMode(nvml, handle);
	return {
		handle,
		uuid,
		name,
		limitMw,
		maxClock: out(nvml.nvmlDeviceGetMaxClockInfo, handle, SM_CLOCK),
		mode,
		slow: {
			temperature: NaN,
			clock: NaN,
			limit: limitMw,
			throttle: NaN,
			mode: mode.read(),
			...processesOf(nvml, handle)
		},
		energyField: energy > 0 ? FIELD_ID.energy : later > 0 ? FIELD_ID.energyLater : null,
		powerByField: instant > 0 || average > 0,
		fieldsBroken: nvml.nvmlDeviceGetFieldValues === void 0,
		reads: 0,
		pace: new Pace(),
		ringBuffer: PowerRingBuffer.open(nvml, handle, clocks)
	};
}
function processesOf(nvml, handle) {
	const { count, pidSum } = computeProcesses(nvml, handle);
	return {
		processes: count,
		pidSum
	};
}
function refuseMig(nvml, device) {
	const current = [0];
	if (nvml.nvmlDeviceGetMigMode === void 0) return;
	if (nvml.nvmlDeviceGetMigMode(device.handle, current, [0]) === NVML.success && current[0] === 1) throw new DriverUnavailable(`${device.name} runs in MIG mode: its counter is the whole card's, whoever uses it`, "measure on a GPU without MIG", { present: true });
}
function readDevice(nvml, device, row, fields, view) {
	const now = Number(process.hrtime.bigint());
	if (device.pace.due(now)) {
		readEnergyAndPower(nvml, device, row, fields, view);
		device.pace.answered([
			FIELD.energy_mj,
			FIELD.instant_mw,
			FIELD.average_mw
		].map((f) => !Number.isNaN(row[f])), now);
	}
	readSlow(nvml, device);
	const { slow } = device;
	row[FIELD.sm_clock_mhz] = slow.clock;
	row[FIELD.temperature_c] = slow.temperature;
	row[FIELD.throttle] = slow.throttle;
	row[FIELD.power_limit_mw] = slow.limit;
	row[FIELD.power_mode] = slow.mode;
	row[FIELD.processes] = slow.processes;
	row[FIELD.pid_sum] = slow.pidSum;
	row[FIELD.missed] = device.pace.missed;
}
/** What changes slowly is read in turn, so that one poll never makes more than three calls. */
function readSlow(nvml, device) {
	const read = device.reads++;
	const { slow } = device;
	const turn = read % 16;
	if (turn % 4 === 0) slow.clock = out(nvml.nvmlDeviceGetClockInfo, device.handle, SM_CLOCK);
	else if (turn === 1) slow.temperature = out(nvml.nvmlDeviceGetTemperature, device.handle, 0);
	else if (turn === 2) slow.throttle = out(nvml.nvmlDeviceGetCurrentClocksThrottleReasons, device.handle);
	else if (read % 128 === 3) slow.limit = out(nvml.nvmlDeviceGetEnforcedPowerLimit, device.handle);
	else if (read % 128 === 7) Object.assign(slow, processesOf(nvml, device.handle));
	else if (read % 128 === 11) slow.mode = device.mode.read();
}
function readEnergyAndPower(nvml, device, row, fields, view) {
	if (!device.fieldsBroken) {
		fields.fill(0);
		view.setUint32(0, device.energyField ?? FIELD_ID.energy, true);
		view.setUint32(40, FIELD_ID.instantPower, true);
		view.setUint32(80, FIELD_ID.averagePower, true);
		const code = nvml.nvmlDeviceGetFieldValues(device.handle, 3, fields);
		if (code === NVML.gpuIsLost) throw new Error(`${device.name}: NVML_ERROR_GPU_IS_LOST`);
		if (code === NVML.success) {
			row[FIELD.energy_mj] = positive(fieldValue(view, 0));
			row[FIELD.instant_mw] = positive(fieldValue(view, 1));
			row[FIELD.average_mw] = positive(fieldValue(view, 2));
		} else device.fieldsBroken = true;
	}
	if (device.energyField === null) row[FIELD.energy_mj] = positive(out(nvml.nvmlDeviceGetTotalEnergyConsumption, device.handle));
	if (!device.powerByField) row[FIELD.average_mw] = positive(out(nvml.nvmlDeviceGetPowerUsage, device.handle));
}
/** A zero where a GPU draws power is a driver that did not answer, not a reading. */
const positive = (value) => value > 0 ? value : NaN;
/**
* Calls a function whose last argument is an out parameter; NaN where it is missing or fails, an error where the GPU is
* lost.
*/
function out(call, ...args) {
	if (call === void 0) return NaN;
	const box = [0];
	const code = call(...args, box);
	if (code === NVML.gpuIsLost) throw new Error("NVML_ERROR_GPU_IS_LOST");
	return code === NVML.success ? Number(box[0]) : NaN;
}
function text(length, call) {
	const buffer = Buffer.alloc(length);
	if (call(buffer) !== NVML.success) return null;
	const end = buffer.indexOf(0);
	return buffer.toString("utf8", 0, end < 0 ? length : end);
}
/**
* Adds what a counter advanced in `seconds` since the last reading (a poll, where not told), over a wrap where it fell;
* returns the running total.
* A fall is a wrap only where the advance over the range's end is one that the device could have drawn in that time;
* else the counter was set back, and so is the total: `counter-reset` for who looks at it.
*/
function unwrap(counter, now, seconds = .005) {
	const step = now - counter.last;
	const over = step + counter.rangeUj;
	counter.total += step < 0 && over >= 0 && over <= 2e9 * seconds ? over : step;
	counter.last = now;
	return counter.total;
}
// src/energy/drivers/rapl.ts
const buffer = Buffer.alloc(32);
/**
* Intel and AMD RAPL through Linux's powercap: package and DRAM zones, summed into the channel `host`.
* `energy_uj` counts microjoules and wraps at `max_energy_range_uj` (Documentation/power/powercap/powercap.rst);
* it must be read more often than it wraps, which at 5 ms it is. A zone inside a package (core, uncore) is part
* of it and not added; `psys` counts the packages again and is left out. `settle` leaves out zones that stand still
* beside others that move, and those that show another's counter (one package under the names of two dies).
*/
function openRapl(sysfs) {
	const root = join(sysfs, "class", "powercap");
	const all = [];
	for (const folder of zoneFolders(root)) {
		const name = readText(join(folder, "name"));
		if (name === null || !/^(package|dram)/.test(name)) continue;
		all.push(openZone(folder, name));
	}
	if (all.length === 0) throw new DriverUnavailable(`no RAPL package zone under ${root}`, "load the kernel module intel_rapl_common (bare metal only: most virtual machines have no RAPL), or use the meter estimate");
	let zones = all;
	const names = () => zones.map((z) => z.name);
	const leftOut = [];
	return {
		kind: "rapl",
		get channels() {
			return [{
				name: "host",
				label: names().join(" + "),
				powerLimitWatts: null
			}];
		},
		get environment() {
			return { raplZones: names().join(" ") };
		},
		warnings: [],
		leftOut,
		settle() {
			const looked = lookAtCounters(all.map((zone) => () => readZone(zone)));
			if (!looked.some((l) => l.moved)) return;
			zones = all.filter((zone, i) => {
				const { moved, copyOf } = looked[i];
				if (moved && copyOf === null) return true;
				leftOut.push(`${zone.name} (${copyOf === null ? "its counter stands still" : `the same counter as ${all[copyOf].name}`})`);
				return false;
			});
		},
		read(_index, row) {
			let total = 0;
			for (const zone of zones) {
				const now = readZone(zone);
				const nowNs = Number(process.hrtime.bigint());
				total += Number.isNaN(now) ? NaN : unwrap(zone, now, (nowNs - zone.seenNs) / 1e9);
				if (!Number.isNaN(now)) zone.seenNs = nowNs;
			}
			row[FIELD.energy_mj] = total / 1e3;
		},
		close: () => all.forEach((z) => closeSync(z.fd))
	};
}
/** Microjoules; NaN where the zone does not answer now (a processor that was taken offline). */
function readZone({ fd }) {
	try {
		return Number.parseInt(buffer.toString("latin1", 0, readSync(fd, buffer, 0, 32, 0)), 10);
	} catch {
		return NaN;
	}
}
function zoneFolders(root) {
	return listFolder(root).filter((n) => /^(intel|amd)-rapl:\d+(:\d+)?$/.test(n)).sort().map((n) => join(root, n));
}
function openZone(folder, name) {
	const file = join(folder, "energy_uj");
	try {
		const fd = openSync(file, "r");
		const rangeUj = Number(readText(join(folder, "max_energy_range_uj")) ?? 2 ** 32);
		const last = Number.parseInt(readFileSync(file, "latin1"), 10);
		return {
			name,
			fd,
			rangeUj,
			last,
			total: last,
			seenNs: Number(process.hrtime.bigint())
		};
	} catch (cause) {
		throw new DriverUnavailable(`${file} cannot be read (${cause.code ?? String(cause)})`, "sudo chmod -R a+r /sys/class/powercap/*/energy_uj (or a udev rule, so that it outlasts a reboot)", {
			cause,
			present: true
		});
	}
}
// src/energy/drivers/open.ts
/**
* Opens a driver with the channels that are chosen; of `living` those that tell nothing are named in `leftOut`.
* Throws `DriverUnavailable` where this machine lacks its sensor, or nothing of it lives.
*/
async function openDriver(kind, env, choice = "living") {
	const driver = await open(kind, env);
	try {
		driver.settle?.();
		const { channels } = driver;
		const chosen = choice === "living" ? livingChannels(driver) : channels.map((c) => choice === "all" || choice.includes(c.name));
		if (!chosen.includes(true)) throw nothingLeft(channels, choice);
		const kept = channels.flatMap((_, i) => chosen[i] ? [i] : []);
		const silent = choice !== "living" ? [] : channels.filter((_, i) => !chosen[i]).map((c) => `${c.label} ${c.name} (it tells neither power nor an energy that moves)`);
		return {
			...restrict(driver, kept, [...driver.leftOut ?? [], ...silent]),
			ambiguous: driver.ambiguous ?? vulkanIndex(kind, env, kept.length)
		};
	} catch (error) {
		driver.close();
		throw error;
	}
}
function nothingLeft(channels, choice) {
	if (typeof choice !== "string") return new DriverUnavailable(`none of the devices asked for (${choice.join(", ")}) is there`, "see what joulegate doctor finds of this meter");
	return new DriverUnavailable(`${channels.map((c) => c.label).join(", ")}: the sensor is there, but tells neither power nor an energy that moves`, "as in many virtual machines and on display cards: choose another meter, or estimate", { present: true });
}
async function open(kind, env) {
	const sysfs = env.JOULEGATE_SYSFS || "/sys";
	switch (kind) {
		case "nvml": return await openNvml(env);
		case "rapl": return openRapl(sysfs);
		case "amd": return openAmd(sysfs, await openAmdSmi(), env);
		case "jetson": return openJetson(sysfs);
	}
}
/**
* A program that takes its cards by an index of Vulkan: which these are, no other interface tells. Null where none is
* left out.
*/
function vulkanIndex(kind, env, cards) {
	const visible = env.GGML_VK_VISIBLE_DEVICES;
	if (visible === void 0 || kind !== "nvml" && kind !== "amd" || cards < 2 || visible.split(",").length >= cards) return null;
	return `GGML_VK_VISIBLE_DEVICES=${visible} counts as Vulkan does, the meter reads ${cards} cards`;
}
/** The driver with some of its channels alone. */
function restrict(driver, kept, leftOut) {
	return {
		kind: driver.kind,
		channels: kept.map((i) => driver.channels[i]),
		environment: driver.environmentOf?.(kept) ?? driver.environment,
		addressOf: (index) => driver.addressOf?.(kept[index]) ?? null,
		warnings: driver.warnings,
		leftOut,
		read: (index, row) => driver.read(kept[index], row),
		...driver.readRingBuffer === void 0 ? {} : { readRingBuffer: (index, add) => driver.readRingBuffer(kept[index], add) },
		close: () => driver.close()
	};
}
// src/energy/sampler/loop.ts
/** Records are written in batches of this many milliseconds, so that a file write is rare beside the reads. */
const FLUSH_MS = 50;
/**
* Polls are scattered over this share of the interval: at an even pace a sensor whose period is a multiple of ours
* would show every update late by the same unknown part of it for minutes, and no averaging would find out.
*/
const SCATTER = .6;
const HOUSEKEEPING_MS = 2e3;
/** A driver's own ring buffer is fetched this often: it holds seconds, so nothing is lost. */
const RING_BUFFER_MS = 150;
/**
* Reads every channel of every driver each `intervalMs` until the parent is gone; never returns otherwise.
* `Atomics.wait` sleeps with a precision of microseconds, which a timer of the event loop (1 ms) has not.
* The schedule is absolute: a late read does not move the later ones.
*/
function runLoop(drivers, config, file) {
	const out = openSync(file, "a");
	const sleeper = new Int32Array(new SharedArrayBuffer(4));
	const intervalNs = BigInt(Math.round(config.intervalMs * 1e6));
	const channels = drivers.flatMap((driver) => driver.channels.map((_, index) => ({
		driver,
		index
	})));
	const rowsPerFlush = Math.max(1, Math.round(FLUSH_MS / config.intervalMs)) * channels.length;
	const batch = new Float64Array(rowsPerFlush * RECORD_LENGTH);
	const row = new Float64Array(RECORD_LENGTH);
	let filled = 0;
	let slot = process.hrtime.bigint();
	let housekeeping = slot;
	let ringBufferDue = slot;
	let due = slot;
	for (;;) {
		const late = Number(process.hrtime.bigint() - due);
		for (let c = 0; c < channels.length; c++) {
			row.fill(NaN);
			const before = process.hrtime.bigint();
			channels[c].driver.read(channels[c].index, row);
			const after = process.hrtime.bigint();
			row[FIELD.channel] = c;
			row[FIELD.t_ns] = Number((before + after) / 2n);
			row[FIELD.cost_ns] = Number(after - before);
			row[FIELD.late_ns] = late;
			batch.set(row, filled);
			filled += RECORD_LENGTH;
		}
		if (process.hrtime.bigint() >= ringBufferDue) {
			for (let c = 0; c < channels.length; c++) writeRingBuffer(channels[c].driver, channels[c].index, c, out);
			ringBufferDue = process.hrtime.bigint() + BigInt(RING_BUFFER_MS * 1e6);
		}
		if (filled >= batch.length) {
			writeSync(out, new Uint8Array(batch.buffer, 0, filled * 8));
			filled = 0;
		}
		const now = process.hrtime.bigint();
		if (now >= housekeeping) {
			if (process.ppid !== config.parent) {
				rmSync(dirname(file), {
					recursive: true,
					force: true
				});
				return;
			}
			for (const lock of config.locks) touch(lock);
			housekeeping = now + BigInt(HOUSEKEEPING_MS * 1e6);
		}
		slot += intervalNs;
		if (slot <= now) slot += ((now - slot) / intervalNs + 1n) * intervalNs;
		due = slot + BigInt(Math.round(Math.random() * SCATTER * config.intervalMs * 1e6));
		Atomics.wait(sleeper, 0, 0, Number(due - process.hrtime.bigint()) / 1e6);
	}
}
/** Appends what a driver's ring buffer holds as rows of their own, before the batch that is being filled. */
function writeRingBuffer(driver, index, channel, out) {
	const rows = [];
	driver.readRingBuffer?.(index, (tNs, mw) => {
		const row = new Array(RECORD_LENGTH).fill(NaN);
		row[FIELD.channel] = channel;
		row[FIELD.t_ns] = tNs;
		row[FIELD.ring_mw] = mw;
		rows.push(...row);
	});
	if (rows.length > 0) writeSync(out, new Uint8Array(Float64Array.from(rows).buffer));
}
function touch(lock) {
	try {
		utimesSync(lock, /* @__PURE__ */ new Date(), /* @__PURE__ */ new Date());
	} catch {}
}
// src/energy/sampler/main.ts
/**
* The sampler process: reads the sensors every few milliseconds and appends what they say to a file.
* It shares no event loop with inference, and a file (in memory where the temporary folder is) never blocks it,
* however long the other side does not look. One JSON line on stdout tells that it is ready, or why not.
*/
async function main() {
	const config = JSON.parse(process.argv[2] ?? "{}");
	setRuntimePath(config.runtimePath);
	process.on("SIGINT", () => void 0);
	const drivers = [];
	for (const kind of config.drivers) drivers.push(await openDriver(kind, process.env, config.only ?? (config.file === null ? "living" : "all")));
	send({
		ready: true,
		drivers: drivers.map((driver) => ({
			kind: driver.kind,
			channels: driver.channels.map((c, i) => ({
				...c,
				pci: driver.addressOf?.(i) ?? null
			})),
			environment: driver.environment,
			warnings: driver.warnings,
			leftOut: driver.leftOut ?? [],
			ambiguous: driver.ambiguous ?? null
		}))
	});
	if (config.file !== null) runLoop(drivers, config, config.file);
}
function send(hello) {
	process.stdout.write(`${JSON.stringify(hello)}\n`);
}
try {
	await main();
} catch (error) {
	send({
		ready: false,
		message: error instanceof Error ? error.message : String(error),
		present: error instanceof DriverUnavailable && error.present,
		fix: error instanceof DriverUnavailable ? error.fix : "see the message; the raw samples up to here are kept"
	});
	process.exitCode = 1;
}
export {};
