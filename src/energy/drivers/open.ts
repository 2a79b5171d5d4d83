import { openAmd } from './amd.ts';
import { openAmdSmi } from './amd-smi.ts';
import { openJetson } from './jetson.ts';
import { openNvml } from './nvml.ts';
import { openRapl } from './rapl.ts';
import { DriverUnavailable, type ChannelInfo, type SensorDriver } from './types.ts';
import { livingChannels } from './watch.ts';

export type DriverKind = SensorDriver['kind'];

/** Which channels: all, those that are seen to live, or those of these names. */
export type Choice = 'all' | 'living' | readonly string[];

/**
 * Opens a driver with the channels that are chosen; of `living` those that tell nothing are named in `leftOut`.
 * Throws `DriverUnavailable` where this machine lacks its sensor, or nothing of it lives.
 */
export async function openDriver(
  kind: DriverKind,
  env: NodeJS.ProcessEnv,
  choice: Choice = 'living',
): Promise<SensorDriver> {
  const driver = await open(kind, env);
  try {
    driver.settle?.();
    const { channels } = driver;
    const chosen =
      choice === 'living' ? livingChannels(driver) : channels.map((c) => choice === 'all' || choice.includes(c.name));
    if (!chosen.includes(true)) throw nothingLeft(channels, choice);
    const kept = channels.flatMap((_, i) => (chosen[i] ? [i] : []));
    const silent =
      choice !== 'living'
        ? []
        : channels
            .filter((_, i) => !chosen[i])
            .map((c) => `${c.label} ${c.name} (it tells neither power nor an energy that moves)`);
    return {
      ...restrict(driver, kept, [...(driver.leftOut ?? []), ...silent]),
      ambiguous: driver.ambiguous ?? vulkanIndex(kind, env, kept.length),
    };
  } catch (error) {
    driver.close();
    throw error;
  }
}

function nothingLeft(channels: readonly ChannelInfo[], choice: Choice): DriverUnavailable {
  if (typeof choice !== 'string')
    return new DriverUnavailable(
      `none of the devices asked for (${choice.join(', ')}) is there`,
      'see what joulegate doctor finds of this meter',
    );
  return new DriverUnavailable(
    `${channels.map((c) => c.label).join(', ')}: the sensor is there, but tells neither power nor an energy that moves`,
    'as in many virtual machines and on display cards: choose another meter, or estimate',
    { present: true },
  );
}

async function open(kind: DriverKind, env: NodeJS.ProcessEnv): Promise<SensorDriver> {
  // An empty variable is an unset one.
  const sysfs = env.JOULEGATE_SYSFS || '/sys';
  switch (kind) {
    case 'nvml':
      return await openNvml(env);
    case 'rapl':
      return openRapl(sysfs);
    case 'amd':
      return openAmd(sysfs, await openAmdSmi(), env);
    case 'jetson':
      return openJetson(sysfs);
  }
}

/**
 * A program that takes its cards by an index of Vulkan: which these are, no other interface tells. Null where none is
 * left out.
 */
function vulkanIndex(kind: DriverKind, env: NodeJS.ProcessEnv, cards: number): string | null {
  const visible = env.GGML_VK_VISIBLE_DEVICES;
  if (visible === undefined || (kind !== 'nvml' && kind !== 'amd') || cards < 2 || visible.split(',').length >= cards)
    return null;
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
    ...(driver.readRingBuffer === undefined
      ? {}
      : {
          readRingBuffer: (index: number, add: (tNs: number, mw: number) => void) =>
            driver.readRingBuffer!(kept[index]!, add),
        }),
    close: () => driver.close(),
  };
}
