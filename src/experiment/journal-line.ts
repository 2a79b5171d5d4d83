import type { BlockReading, Repeat } from '../common/generated/run-result.ts';
import { ARMS, type ArmName } from '../common/phases.ts';
import type { SensorFindings } from '../energy/sensor-findings.ts';
import type { Answer } from './request.ts';

/**
 * What a session measures, as SHA-256 by part (workload, arms, each subject, environment …): equal parts, equal
 * measurements.
 */
export type Digests = Record<string, string>;

/** One finished pass as it stands in the journal. Every line names its run, so that a journal needs no head. */
export interface JournalLine {
  measurement: string;
  digests: Digests;
  /** `cells`: how many passes its block has; one of an earlier version has all. */
  pass: { block: number; subject: string; arm: ArmName; cells?: number };
  reading: BlockReading;
  sensor: SensorFindings;
  grossJoules: number;
  answers: (Answer & { task: string; phases: Repeat['phases'] })[];
}

const isObject = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null && !Array.isArray(x);
const isCount = (x: unknown): x is number => Number.isInteger(x) && (x as number) >= 0;

function isAnswer(x: unknown): boolean {
  return (
    isObject(x) &&
    typeof x['task'] === 'string' &&
    typeof x['text'] === 'string' &&
    typeof x['stopReason'] === 'string' &&
    ['promptTokens', 'outputTokens', 'decodeSteps', 'overrunTokens'].every((key) => isCount(x[key])) &&
    Array.isArray(x['tokenEnds']) &&
    x['tokenEnds'].every(isCount) &&
    Array.isArray(x['lineEnds']) &&
    x['lineEnds'].length > 0 &&
    x['lineEnds'].every((l) => isObject(l) && isCount(l['tokens']) && isCount(l['end'])) &&
    isObject(x['phases'])
  );
}

function isLine(x: unknown): x is JournalLine {
  return (
    isObject(x) &&
    typeof x['measurement'] === 'string' &&
    isObject(x['digests']) &&
    Object.values(x['digests']).every((d) => typeof d === 'string') &&
    isObject(x['pass']) &&
    isCount(x['pass']['block']) &&
    typeof x['pass']['subject'] === 'string' &&
    ARMS.some((arm) => arm === (x['pass'] as { arm?: unknown }).arm) &&
    (x['pass']['cells'] === undefined || isCount(x['pass']['cells'])) &&
    isObject(x['reading']) &&
    isObject(x['sensor']) &&
    typeof x['grossJoules'] === 'number' &&
    Array.isArray(x['answers']) &&
    x['answers'].every(isAnswer)
  );
}

/** The passes of a journal's text, read up to the first line that is cut off or none of ours. */
export function parseJournal(text: string): JournalLine[] {
  const lines: JournalLine[] = [];
  // What follows the last line end was being written when its run was killed.
  for (const line of text.split('\n').slice(0, -1)) {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      break;
    }
    if (!isLine(value)) break;
    lines.push(value);
  }
  return lines;
}

/** Names of the parts in which a journal's run and this one differ; empty where it is the same. */
export function differingParts(earlier: Digests, now: Digests): string[] {
  return [...new Set([...Object.keys(earlier), ...Object.keys(now)])].filter((part) => earlier[part] !== now[part]);
}

/**
 * The lines of the blocks that are whole, from the first on: a block counts once each of its passes stands there
 * exactly once: all `cells` (subject and arm), or after an arm was stopped as many as they say. What was broken off is
 * measured again.
 */
export function wholeBlocks(
  lines: readonly JournalLine[],
  cells: readonly { subject: string; arm: ArmName }[],
): JournalLine[][] {
  const blocks: JournalLine[][] = [];
  for (;;) {
    const block = lines.filter((l) => l.pass.block === blocks.length);
    const wanted = block[0]?.pass.cells ?? cells.length;
    const found = cells.filter((c) => block.some(({ pass }) => pass.subject === c.subject && pass.arm === c.arm));
    const whole = block.length > 0 && block.length === wanted && found.length === wanted;
    if (!whole) return blocks;
    blocks.push(block);
  }
}
