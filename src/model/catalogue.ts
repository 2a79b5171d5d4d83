import { KV_BYTES } from '../common/attention-shape.ts';
import { nearest } from '../common/nearest.ts';
import { JouleGateError } from '../common/errors.ts';
import { PRESETS, type Preset } from './presets.ts';

/** Compute buffers and a driver's own context, bytes: a guess, on the large side. */
const OVERHEAD = 0.8e9;

/** A preset by its name or its address; `null` where there is none. */
export const presetOf = (name: string): Preset | null => PRESETS.find((p) => p.name === name || p.uri === name) ?? null;

/** A preset by its name. @throws JouleGateError `config-invalid`, with the nearest one */
export function requirePreset(name: string): Preset {
  const preset = PRESETS.find((p) => p.name === name);
  if (preset) return preset;
  const names = PRESETS.map((p) => p.name);
  const near = nearest(name, names);
  throw new JouleGateError(
    'config-invalid',
    `there is no model preset ${JSON.stringify(name)}`,
    `${near ? `did you mean ${near}? The` : 'the'} presets are ${names.join(', ')} ("joulegate models")`,
  );
}

/**
 * Bytes of memory that a preset needs with so many tokens of context: the file, layers × KV heads × 2 × head length × 2
 * bytes (f16) a token, and an overhead that is a guess. Computed, not measured.
 */
export function memoryNeeded({ bytes, attention: { layers, kvHeads, headLength } }: Preset, context: number): number {
  return bytes + layers * kvHeads * 2 * headLength * KV_BYTES.f16 * context + OVERHEAD;
}
