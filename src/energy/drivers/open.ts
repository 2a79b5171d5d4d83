import { openAmd } from './amd.ts';
import { openAmdSmi } from './amd-smi.ts';
import { openJetson } from './jetson.ts';
import { openNvml } from './nvml.ts';
import { openRapl } from './rapl.ts';
import { DriverUnavailable, type SensorDriver } from './types.ts';
import { livingChannels } from './watch.ts';

export type DriverKind = SensorDriver['kind'];

/**
 * Opens a driver and leaves its channels that tell nothing out (named in `leftOut`); of the others those in `only`, if given.
 * Throws `DriverUnavailable` where this machine lacks its sensor, or nothing of it lives.
 */
export async function openDriver(kind: DriverKind, env: NodeJS.ProcessEnv, only: readonly string[] | null = null): Promise<SensorDriver> {
  const driver = await open(kind, env);
  try {
    driver.settle?.();
    const living = livingChannels(driver);
    const { channels } = driver;
    if (!living.includes(true)) throw new DriverUnavailable(`${channels.map((c) => c.label).join(', ')}: the sensor is there, but tells neither power nor an energy that moves`, 'as in many virtual machines and on display cards: choose another meter, or estimate', { present: true });
    const kept = channels.flatMap((c, i) => (living[i] && (only === null || only.includes(c.name)) ? [i] : []));
    if (kept.length === 0) throw new DriverUnavailable(`none of the devices asked for (${only!.join(', ')}) tells power or energy`, 'see what joulegate doctor finds of this meter');
    const silent = channels.filter((_, i) => !living[i]).map((c) => `${c.label} ${c.name} (it tells neither power nor an energy that moves)`);
    return { ...restrict(driver, kept, [...(driver.leftOut ?? []), ...silent]), ambiguous: driver.ambiguous ?? vulkanIndex(kind, env, kept.length) };
  } catch (error) {
    driver.close();
    throw error;
  }
}

async function open(kind: DriverKind, env: NodeJS.ProcessEnv): Promise<SensorDriver> {
  // An empty variable is an unset one.
  const sysfs = env.JOULEGATE_SYSFS || '/sys';
  switch (kind) {
    case 'nvml': return await openNvml(env);
    case 'rapl': return openRapl(sysfs);
    case 'amd': return openAmd(sysfs, await openAmdSmi(), env);
    case 'jetson': return openJetson(sysfs);
  }
}

/** A program that takes its cards by an index of Vulkan: which these are, no other interface tells. Null where none is left out. */
function vulkanIndex(kind: DriverKind, env: NodeJS.ProcessEnv, cards: number): string | null {
  const visible = env.GGML_VK_VISIBLE_DEVICES;
  if (visible === undefined || (kind !== 'nvml' && kind !== 'amd') || cards < 2 || visible.split(',').length >= cards) return null;
  return `GGML_VK_VISIBLE_DEVICES=${visible} counts as Vulkan does, the meter reads ${cards} cards`;
}

/** The driver with some of its channels alone. */
function restrict(driver: SensorDriver, kept: number[], leftOut: string[]): SensorDriver {
  return {
    kind: driver.kind,
    channels: kept.map((i) => driver.channels[i]!),
    environment: driver.environmentOf?.(kept) ?? driver.environment,
    addressOf: (index) => driver.addressOf?.(kept[index]!) ?? null,
    warnings: driver.warnings,
    leftOut,
    read: (index, row) => driver.read(kept[index]!, row),
    ...(driver.readRing === undefined ? {} : { readRing: (index: number, add: (tNs: number, mw: number) => void) => driver.readRing!(kept[index]!, add) }),
    close: () => driver.close(),
  };
}
