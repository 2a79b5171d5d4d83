/**
 * The devices that `CUDA_VISIBLE_DEVICES` leaves, as indices into `uuids` (NVML's order, by PCI bus).
 * CUDA's rules (Programming Guide, "CUDA Environment Variables"): indices or UUID prefixes, and everything
 * from the first that names no device is ignored; unset means all. CUDA numbers devices fastest first unless
 * CUDA_DEVICE_ORDER=PCI_BUS_ID; on machines with equal cards both orders agree.
 * A `MIG-` entry throws: a MIG slice has no energy counter of its own.
 */
export function visibleDevices(variable: string | undefined, uuids: string[]): number[] {
  if (variable === undefined) return uuids.map((_, i) => i);
  const chosen: number[] = [];
  for (const entry of variable.split(',').map((s) => s.trim())) {
    if (entry.startsWith('MIG-'))
      throw new Error(`CUDA_VISIBLE_DEVICES names the MIG slice ${entry}, which has no energy counter of its own`);
    const index = /^\d+$/.test(entry)
      ? Number(entry)
      : entry.length > 4 && entry.startsWith('GPU-')
        ? uniquePrefix(uuids, entry)
        : -1;
    if (index < 0 || index >= uuids.length || chosen.includes(index)) break;
    chosen.push(index);
  }
  return chosen;
}

/**
 * Why an index cannot be told from outside: CUDA counts devices fastest first, NVML by bus, unless CUDA_DEVICE_ORDER
 * says so too. Null with one card, with UUIDs, or where no card is left out.
 */
export function ambiguousOrder(env: NodeJS.ProcessEnv, count: number): string | null {
  const { CUDA_VISIBLE_DEVICES: visible, CUDA_DEVICE_ORDER: order } = env;
  if (visible === undefined || count < 2 || order === 'PCI_BUS_ID') return null;
  const indices = visible.split(',').filter((entry) => /^\s*\d+\s*$/.test(entry));
  return indices.length === 0 || indices.length >= count
    ? null
    : `CUDA_VISIBLE_DEVICES=${visible} counts ${count} cards as CUDA does, fastest first, the meter counts them by PCI bus`;
}

function uniquePrefix(uuids: string[], prefix: string): number {
  const hits = uuids.flatMap((u, i) => (u.startsWith(prefix) ? [i] : []));
  return hits.length === 1 ? hits[0]! : -1;
}
