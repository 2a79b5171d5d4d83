import { JouleGateError } from '../../common/errors.ts';
import type { Ring, RingPolicy } from '../types.ts';
import { hasPermissionModel } from './flags.ts';
import { launcher, type Launcher } from './launcher.ts';

/** The rings that stand outside the process; known without starting one. */
export function outerRings(by: Launcher = launcher()): Ring[] {
  return [
    {
      name: 'network-namespace',
      holds: by.network.length > 0,
      detail:
        by.network.length > 0
          ? by.network.slice(0, -1).join(' ')
          : 'the kernel or its policy refuses unshare -n and -rn',
    },
    {
      name: 'resource-limits',
      holds: by.limits !== null,
      detail:
        by.limits !== null
          ? 'RLIMIT_DATA, RLIMIT_CPU, RLIMIT_CORE 0, RLIMIT_FSIZE 0'
          : 'no shell that sets ulimit -d and -t',
    },
    {
      name: 'node-permission-model',
      holds: hasPermissionModel(),
      detail: hasPermissionModel() ? `Node ${process.versions.node}` : `Node ${process.versions.node} has none`,
    },
    {
      name: 'dies-with-parent',
      holds: by.death.some((a) => a === '--pdeathsig'),
      detail: by.death.length > 0 ? by.death.slice(0, -1).join(' ') : 'no setpriv; ends when its input closes',
    },
  ];
}

/** Rings without which `strict` refuses to run; the permission model is never optional. */
const STRICT = ['network-namespace', 'resource-limits', 'node-permission-model'];

/** Throws `sandbox-unavailable` where the policy is not met, warns where it is `best` and a ring is missing. */
export async function requireRings(policy: RingPolicy, warn: (text: string) => void, rings?: Ring[]): Promise<void> {
  await Promise.resolve();
  const missing = (rings ?? outerRings()).filter((r) => STRICT.includes(r.name) && !r.holds);
  const fatal = missing.filter((r) => policy === 'strict' || r.name === 'node-permission-model');
  if (fatal.length > 0) {
    throw new JouleGateError(
      'sandbox-unavailable',
      `the sandbox lacks ${fatal.map((r) => `${r.name} (${r.detail})`).join(', ')}`,
      policy === 'strict'
        ? 'allow user namespaces on this runner, or set "sandbox: best" in the configuration'
        : 'run on Node 20.19 or later',
    );
  }
  for (const ring of missing) warn(`the sandbox runs without the ring ${ring.name}: ${ring.detail}`);
}
