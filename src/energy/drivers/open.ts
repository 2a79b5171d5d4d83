import { openNvml } from './nvml.ts';
import { openRapl } from './rapl.ts';
import { DriverUnavailable, type SensorDriver } from './types.ts';

export type DriverKind = SensorDriver['kind'];

/** Opens a driver; throws `DriverUnavailable` where this machine lacks its sensor. */
export async function openDriver(kind: DriverKind, env: NodeJS.ProcessEnv): Promise<SensorDriver> {
  const sysfs = env.JOULEGATE_SYSFS ?? '/sys';
  switch (kind) {
    case 'nvml': return await openNvml(env);
    case 'rapl': return openRapl(sysfs);
    default: throw new DriverUnavailable(`the meter ${kind} is not built yet`, 'use auto or estimate');
  }
}
