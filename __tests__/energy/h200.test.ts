import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { readMarkers } from '../../src/energy/markers.ts';
import { resultOf } from '../../src/energy/measure/result.ts';

// A real NVIDIA H200 (driver 580.159.04) under llama.cpp on Vulkan, as docs/gpu.md tells: prefills of 1,024 tokens and
// decodes of 64, without a gap and with gaps of about 20 ms. Alone, back to back, prefill drew 439 W and decode 481 W.
const at = (name: string) => fileURLToPath(new URL(`h200/${name}`, import.meta.url));
const ALONE = { prefill: 438.9, decode: 481.4 };
const read = (name: string) => gunzipSync(readFileSync(at(`${name}.samples.jsonl.gz`))).toString();

const measured = (samples: string, name: string) =>
  resultOf(samples, name, readMarkers(at(`${name}.edges.jsonl.gz`)), `${name}.edges`);
const watts = (result: ReturnType<typeof measured>, phase: 'prefill' | 'decode') => {
  const { grossJoules, standardError, seconds } = result.phases[phase]!;
  return { mean: grossJoules! / seconds, error: standardError! / seconds };
};

test.each(['mixed', 'gaps'])('an H200’s %s load: both phases are told, near what they drew alone', (name) => {
  const found = measured(read(name), name);
  expect(found.validity.status).toBe('ok');
  expect(found.sensor).toMatchObject({ reads: 'ring', window: 'window' });
  // Cooler than alone and at a shorter context: up to 6 % less.
  for (const phase of ['prefill', 'decode'] as const) {
    const { mean, error } = watts(found, phase);
    expect(mean / ALONE[phase]).toBeGreaterThan(0.93);
    expect(mean / ALONE[phase]).toBeLessThan(1.02);
    expect(error / mean).toBeLessThan(0.02);
  }
});

test.each(['mixed', 'gaps'])('and its counter tells the same as the driver’s ring buffer (%s)', (name) => {
  const ring = measured(read(name), name);
  const lines = read(name).split('\n');
  const polled = lines.filter((line) => !line.includes('sensor_t_ns'));
  expect(polled.length).toBeLessThan(lines.length);
  const counter = measured(polled.join('\n'), name);
  expect(counter.sensor.reads).toBe('counter');
  for (const phase of ['prefill', 'decode'] as const) {
    const [a, b] = [watts(ring, phase), watts(counter, phase)];
    expect(Math.abs(a.mean - b.mean)).toBeLessThan(2 * Math.hypot(a.error, b.error));
  }
});
