import { FIELD } from '../columns.ts';
import { EnergyChoice } from './amd-energy.ts';
import { closeCard, hwmonCards, type HwmonCard } from './amd-hwmon.ts';
import type { AmdSmi, SmiCard } from './amd-smi.ts';
import { DriverUnavailable, type ChannelInfo, type SensorDriver } from './types.ts';
import { slot, visibleAmd } from './visible-amd.ts';
import { lookAtCounters } from './watch.ts';

interface Card {
  channel: ChannelInfo;
  hwmon: HwmonCard | null;
  smi: SmiCard | null;
  energy: EnergyChoice;
  /** What AMD SMI tells in hwmon's place, as last read. */
  slow: { temperature: number; clock: number; limit: number };
  reads: number;
}

/**
 * AMD GPUs through amdgpu's hwmon, and what it lacks through AMD SMI (`smi`, or why that is not there): `energy1_input`
 * where the kernel has it and it moves, else `amdsmi_get_energy_count`; `power1_input` (instant) and `power1_average`;
 * clock, temperature and limit. Of the cards that `env` leaves visible (`visibleAmd`). Throws `DriverUnavailable` where
 * none tells energy or power.
 */
export function openAmd(sysfs: string, smi: AmdSmi | string, env: NodeJS.ProcessEnv = {}): SensorDriver {
  const known = typeof smi === 'string' ? [] : smi.cards;
  const withHwmon = hwmonCards(sysfs).map((hwmon) => ({
    hwmon,
    smi: known.find((s) => hwmon.bdf !== null && slot(s.bdf) === slot(hwmon.bdf)) ?? null,
  }));
  const close = () => {
    withHwmon.forEach((c) => closeCard(c.hwmon));
    if (typeof smi !== 'string') smi.close();
  };
  const all: Parts[] = [
    ...withHwmon,
    ...alone(
      known,
      withHwmon.flatMap((c) => c.hwmon.bdf ?? []),
    ),
  ];
  const metered = (c: Parts) => (c.hwmon !== null && meters(c.hwmon)) || counts(c.smi);
  if (!all.some(metered)) {
    close();
    throw new DriverUnavailable(
      `no amdgpu hwmon with energy or power under /sys/class/drm, and no energy from AMD SMI${typeof smi === 'string' ? ` (${smi})` : ''}`,
      'load the amdgpu kernel driver; in a container mount /sys read-only',
    );
  }
  const visible = visibleAmd(
    env,
    sysfs,
    all.map((c) => ({ bdf: bdfOf(c), id: c.hwmon?.id ?? null })),
  );
  const cards = visible
    .map((i) => all[i]!)
    .filter(metered)
    .map(cardOf);
  if (cards.length === 0) {
    close();
    throw new DriverUnavailable(
      'ROCR_VISIBLE_DEVICES and HIP_VISIBLE_DEVICES leave no card with energy or power',
      'unset them, or name a card that exists',
      { present: true },
    );
  }
  const leftOut: string[] = [];
  return {
    kind: 'amd',
    get channels() {
      return cards.map((c) => c.channel);
    },
    get environment() {
      return environmentOf(cards);
    },
    environmentOf: (indices) => environmentOf(indices.map((i) => cards[i]!)),
    addressOf: (index) => bdfOf(cards[index]!),
    warnings: [],
    leftOut,
    settle: () => dropCopies(cards, leftOut),
    read: (index, row) => readCard(cards[index]!, row),
    close,
  };
}

interface Parts {
  hwmon: HwmonCard | null;
  smi: SmiCard | null;
}

const bdfOf = ({ hwmon, smi }: Parts): string | null => hwmon?.bdf ?? smi?.bdf ?? null;
const meters = (c: HwmonCard): boolean => c.energyUj !== null || c.instantUw !== null || c.averageUw !== null;
const counts = (c: SmiCard | null): c is SmiCard => c !== null && !Number.isNaN(c.energyUj());

function environmentOf(cards: Card[]): SensorDriver['environment'] {
  return {
    gpu: [...new Set(cards.map((c) => c.channel.label))].join(' + '),
    gpuCount: cards.length,
    powerLimitWatts: cards.some((c) => c.channel.powerLimitWatts === null)
      ? null
      : cards.reduce((s, c) => s + c.channel.powerLimitWatts!, 0),
  };
}

/** Partitions may each have a hwmon that shows the whole card's counter: it counts once. */
function dropCopies(cards: Card[], leftOut: string[]): void {
  if (cards.length < 2) return;
  const looked = lookAtCounters(cards.map((c) => () => c.hwmon?.energyUj?.read() ?? NaN));
  const kept = cards.filter((card, i) => {
    const { copyOf } = looked[i]!;
    if (copyOf !== null) leftOut.push(`${card.channel.name} (the same counter as ${cards[copyOf]!.channel.name})`);
    return copyOf === null;
  });
  cards.splice(0, cards.length, ...kept);
}

/** Cards that only AMD SMI shows, and that count energy; of partitions the first. */
function alone(known: SmiCard[], hwmon: string[]): { hwmon: null; smi: SmiCard }[] {
  const seen = new Set(hwmon.map(slot));
  return known
    .filter((s) => !seen.has(slot(s.bdf)) && counts(s) && seen.add(slot(s.bdf)))
    .map((s) => ({ hwmon: null, smi: s }));
}

function cardOf({ hwmon, smi }: Parts): Card {
  const limitUw = hwmon?.limitUw?.read() ?? (smi === null ? NaN : smi.limitMw() * 1000);
  const channel = {
    name: `AMD-${hwmon?.id ?? smi!.bdf}`,
    label: `AMD ${hwmon?.name ?? smi!.name ?? 'GPU'}`,
    powerLimitWatts: Number.isNaN(limitUw) ? null : limitUw / 1e6,
  };
  const file = hwmon?.energyUj ?? null;
  const energy = new EnergyChoice(file === null ? null : () => file.read(), smi === null ? null : () => smi.energyUj());
  return { channel, hwmon, smi, energy, slow: { temperature: NaN, clock: NaN, limit: NaN }, reads: 0 };
}

function readCard(card: Card, row: Float64Array): void {
  const { hwmon } = card;
  row[FIELD.energy_mj] = card.energy.read() / 1000;
  row[FIELD.instant_mw] = (hwmon?.instantUw?.read() ?? NaN) / 1000;
  row[FIELD.average_mw] = (hwmon?.averageUw?.read() ?? NaN) / 1000;
  readSlow(card);
  row[FIELD.temperature_c] = hwmon?.temperatureMc ? hwmon.temperatureMc.read() / 1000 : card.slow.temperature;
  row[FIELD.sm_clock_mhz] = hwmon?.clockHz ? hwmon.clockHz.read() / 1e6 : card.slow.clock;
  row[FIELD.power_limit_mw] = hwmon?.limitUw ? hwmon.limitUw.read() / 1000 : card.slow.limit;
}

/** AMD SMI's calls are dear (each may read all of a card's metrics): one a read, in turn, and only what hwmon lacks. */
function readSlow(card: Card): void {
  const { hwmon, smi, slow } = card;
  if (smi === null) return;
  const turn = card.reads++ % 16;
  if (turn === 0 && !hwmon?.clockHz) slow.clock = smi.clockMhz();
  else if (turn === 1 && !hwmon?.temperatureMc) slow.temperature = smi.temperatureC();
  else if (turn === 2 && !hwmon?.limitUw) slow.limit = smi.limitMw();
}
