import { openAmd } from './amd.ts';
import { openAmdSmi } from './amd-smi.ts';
import { openJetson } from './jetson.ts';
import { openNvml } from './nvml.ts';
import { openRapl } from './rapl.ts';
import type { SensorDriver } from './types.ts';

export type DriverKind = SensorDriver['kind'];

/** Opens a driver; throws `DriverUnavailable` where this machine lacks its sensor. */
export async function openDriver(kind: DriverKind, env: NodeJS.ProcessEnv): Promise<SensorDriver> {
  const sysfs = env.JOULEGATE_SYSFS ?? '/sys';
  switch (kind) {
    case 'nvml': return await openNvml(env);
    case 'rapl': return openRapl(sysfs);
    case 'amd': return openAmd(sysfs, await openAmdSmi());
    case 'jetson': return openJetson(sysfs);
  }
}
