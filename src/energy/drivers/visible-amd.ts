import { join } from 'node:path';
import { listFolder, readText } from './sysfs.ts';

/** What names an AMD card from outside: its PCI address and its unique id (hexadecimal), null where not told. */
export interface AmdName {
  bdf: string | null;
  id: string | null;
}

/**
 * The cards that ROCm's variables leave, as indices into `cards`, in ROCm's order: `ROCR_VISIBLE_DEVICES` first, of
 * those `HIP_VISIBLE_DEVICES` (or, where that is not set, `CUDA_VISIBLE_DEVICES`, which HIP takes for the same). Each
 * lists indices or `GPU-` and the unique id; everything from the first that names no card is ignored. Indices count as
 * the kernel's KFD topology does, else by PCI address.
 */
export function visibleAmd(env: NodeJS.ProcessEnv, sysfs: string, cards: readonly AmdName[]): number[] {
  const byRocr = pick(env.ROCR_VISIBLE_DEVICES, inOrder(sysfs, cards), cards);
  const cuda = /^[\d\s,]+$/.test(env.CUDA_VISIBLE_DEVICES ?? '') ? env.CUDA_VISIBLE_DEVICES : undefined;
  return pick(env.HIP_VISIBLE_DEVICES ?? cuda, byRocr, cards);
}

function pick(variable: string | undefined, from: number[], cards: readonly AmdName[]): number[] {
  if (variable === undefined) return from;
  const chosen: number[] = [];
  for (const entry of variable.split(',').map((s) => s.trim())) {
    const index = /^\d+$/.test(entry)
      ? from[Number(entry)]
      : from.find(
          (i) =>
            cards[i]!.id !== null && entry.toLowerCase() === `gpu-${cards[i]!.id!.toLowerCase().replace(/^0x/, '')}`,
        );
    if (index === undefined || chosen.includes(index)) break;
    chosen.push(index);
  }
  return chosen;
}

/** All cards as ROCm counts them. */
function inOrder(sysfs: string, cards: readonly AmdName[]): number[] {
  const nodes = join(sysfs, 'class', 'kfd', 'kfd', 'topology', 'nodes');
  const numbers = listFolder(nodes)
    .map(Number)
    .filter((n) => Number.isInteger(n))
    .sort((a, b) => a - b);
  const places = numbers.flatMap((n) => placeOf(readText(join(nodes, String(n), 'properties')) ?? '') ?? []);
  const rank = (i: number) => {
    const at = places.indexOf(slot(cards[i]!.bdf ?? ''));
    return at < 0 ? places.length : at;
  };
  const name = (i: number) => cards[i]!.bdf ?? '';
  return cards
    .map((_, i) => i)
    .sort((a, b) => rank(a) - rank(b) || (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : a - b));
}

/**
 * A node's PCI address without its function; null where it is no GPU. `location_id` is bus, device (5 bits) and
 * function (3).
 */
function placeOf(properties: string): string | null {
  const value = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(properties)?.[1] ?? 0);
  if (value('simd_count') === 0) return null;
  const hex = (x: number, digits: number) => x.toString(16).padStart(digits, '0');
  const at = value('location_id');
  return `${hex(value('domain'), 4)}:${hex((at >> 8) & 0xff, 2)}:${hex((at >> 3) & 0x1f, 2)}`;
}

/** A PCI address without its function: partitions of one card (MI300) have one each, and one counter between them. */
export const slot = (bdf: string): string => bdf.replace(/\.\d+$/, '');
