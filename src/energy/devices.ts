import type { EngineDevice } from '../common/devices.ts';
import { JouleGateError } from '../common/errors.ts';
import type { MeterInfo } from './types.ts';

interface Channel {
  name: string;
  label: string;
  pci?: string | null;
}

/** Which of a meter's channels the engine's work shows in; `refusal` says why they are not, null where they are. */
export interface Match {
  names: string[];
  refusal: string | null;
}

/**
 * Lays the engine's devices (none: the CPU) beside what a meter reads: by UUID, by PCI address, and where neither is
 * known by name, if the meter reads just as many of that name. Without `engine` (a foreign program) every channel is
 * taken. The host's meters see the CPU, RAPL also a GPU in its package; a Jetson's sees the module.
 */
export function matchDevices(
  kind: MeterInfo['kind'],
  channels: readonly Channel[],
  engine: readonly EngineDevice[] | undefined,
): Match {
  const all = channels.map((c) => c.name);
  if (engine === undefined || kind === 'jetson' || kind === 'replay') return { names: all, refusal: null };
  const gpus = engine.filter((d) => d.kind !== 'cpu');
  const refused = (why: string): Match => ({ names: [], refusal: why });
  if (kind === 'rapl' || kind === 'estimate') {
    const beyond = gpus.filter((d) => kind === 'estimate' || d.kind !== 'integrated');
    return beyond.length === 0
      ? { names: all, refusal: null }
      : refused(
          `the engine runs on ${list(beyond)}, of which the meter ${kind} sees nothing: it ${kind === 'rapl' ? 'reads the host' : 'counts CPU time'}`,
        );
  }
  const reads = channels.map((c) => `${c.label} ${c.name}`).join(', ');
  if (gpus.length === 0) return refused(`the engine runs on the CPU, the meter ${kind} reads ${reads}`);
  const names: string[] = [];
  for (const device of gpus) {
    const hits = find(device, channels, gpus);
    if (hits.length === 0) return refused(`the engine runs on ${list([device])}, the meter ${kind} reads ${reads}`);
    names.push(...hits.map((c) => c.name).filter((n) => !names.includes(n)));
  }
  return { names, refusal: null };
}

/** The channels to read, or `meter-unavailable` with both sides by name. */
export function requireMatch(
  kind: MeterInfo['kind'],
  channels: readonly Channel[],
  engine: readonly EngineDevice[] | undefined,
): string[] {
  const { names, refusal } = matchDevices(kind, channels, engine);
  if (refusal === null) return names;
  const fix = engine!.every((d) => d.kind === 'cpu')
    ? 'choose the meter auto, rapl or estimate; or let the engine run on the GPU (engine.gpu, engine.gpu-layers; joulegate doctor shows what it runs on)'
    : 'choose a meter of that device (joulegate doctor lists them), give engine and meter the same devices (CUDA_VISIBLE_DEVICES by GPU- UUID), or set engine.gpu: none';
  throw new JouleGateError('meter-unavailable', refusal, fix);
}

function find(device: EngineDevice, channels: readonly Channel[], gpus: readonly EngineDevice[]): Channel[] {
  const { uuid, pci } = device;
  if (uuid !== null && channels.some((c) => isUuid(c.name)))
    return channels.filter((c) => c.name.toLowerCase() === uuid.toLowerCase());
  if (pci !== null && channels.some((c) => c.pci)) return channels.filter((c) => c.pci && samePci(c.pci, pci));
  // Names alone tell a card only where every card of that name is the engine's.
  const named = channels.filter((c) => sameName(c.label, device.name));
  return named.length === gpus.filter((d) => sameName(d.name, device.name)).length ? named : [];
}

const isUuid = (name: string): boolean => /^GPU-[\da-f]{8}-/i.test(name);

/** Without the function, and whether the domain is written with 4 digits or 8. */
function samePci(a: string, b: string): boolean {
  const plain = (x: string) =>
    x
      .toLowerCase()
      .replace(/\.\d+$/, '')
      .replace(/^0{4}(?=[\da-f]{4}:)/, '');
  return plain(a) === plain(b);
}

function sameName(a: string, b: string): boolean {
  const plain = (x: string) =>
    x
      .toLowerCase()
      .replace(/^(nvidia|amd)\s+/, '')
      .replace(/\s*\(.*\)$/, '')
      .trim();
  return plain(a) === plain(b);
}

const list = (devices: readonly EngineDevice[]): string =>
  devices.map((d) => `${d.name}${d.uuid ? ` ${d.uuid}` : d.pci ? ` at ${d.pci}` : ''}`).join(', ');
