import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { readMarkers } from '../../src/energy/markers.ts';
import { resultOf } from '../../src/energy/measure/result.ts';
import { restsSince } from '../../src/energy/rest.ts';
import { slice } from '../../src/energy/series.ts';
import { parseSamples } from '../../src/energy/samples-file.ts';

// A real NVIDIA H200 and a real H100 (driver 580.159.04) under llama.cpp on Vulkan, as docs/gpu.md tells: prefills of
// 1,024 tokens and decodes of 64 of a model of 5.7 B parameters, without a gap and with gaps of about 20 ms.
// Alone, back to back: J of one phase. A prefill lasts 79 to 80 ms there, and 85 to 88 ms behind a decode.
const BOARDS = {
  h200: { prefill: 34.6, decode: 142.2 },
  h100: { prefill: 36.7, decode: 139.6 },
} as const;
type Board = keyof typeof BOARDS;
const LOADS = (Object.keys(BOARDS) as Board[]).flatMap((board) =>
  (['mixed', 'gaps'] as const).map((load): [Board, string] => [board, load]),
);

const at = (board: Board, name: string) => fileURLToPath(new URL(`${board}/${name}`, import.meta.url));
const read = (board: Board, name: string) => gunzipSync(readFileSync(at(board, `${name}.samples.jsonl.gz`))).toString();
const measured = (samples: string, board: Board, name: string) =>
  resultOf(samples, name, readMarkers(at(board, `${name}.edges.jsonl.gz`)), `${name}.edges`);
const joules = (result: ReturnType<typeof measured>, phase: 'prefill' | 'decode') => {
  const { grossJoules, standardError, count } = result.phases[phase]!;
  return { mean: grossJoules! / count, error: standardError! / count };
};

test.each(LOADS)('both phases of an %s’s %s load are told, near what they use alone', (board, name) => {
  const found = measured(read(board, name), board, name);
  expect(found.validity.status).toBe('ok');
  expect(found.sensor).toMatchObject({ reads: 'ring', window: 'window' });
  for (const phase of ['prefill', 'decode'] as const) {
    const { mean, error } = joules(found, phase);
    // The board is cooler than alone, and its decodes run at a shorter or longer context: up to 6 %.
    expect(Math.abs(mean / BOARDS[board][phase] - 1)).toBeLessThan(0.06);
    expect(error / mean).toBeLessThan(0.02);
  }
});

test.each(LOADS)('and the counter of an %s tells the same as the driver’s ring buffer (%s)', (board, name) => {
  const ring = measured(read(board, name), board, name);
  const lines = read(board, name).split('\n');
  const polled = lines.filter((line) => !line.includes('sensor_t_ns'));
  expect(polled.length).toBeLessThan(lines.length);
  const counter = measured(polled.join('\n'), board, name);
  expect(counter.sensor.reads).toBe('counter');
  for (const phase of ['prefill', 'decode'] as const) {
    const [a, b] = [joules(ring, phase), joules(counter, phase)];
    expect(Math.abs(a.mean - b.mean)).toBeLessThan(2.5 * Math.hypot(a.error, b.error));
  }
});

describe('a board at rest', () => {
  test.each(LOADS)('an %s falls asleep after its last work, which is seen (%s)', (board, name) => {
    const { series } = parseSamples(read(board, name), name);
    const s = series[0]!;
    const work = s.t[s.instantMw.findIndex((mw) => mw > 250_000)]!;
    const upTo = (t: number) => restsSince(slice(s, 0, t), 1980);
    const ends = Array.from({ length: Math.floor(10 * work) }, (_, i) => (i + 1) / 10);
    const slept = ends.map(upTo).filter((since) => since !== null);
    expect(slept.length).toBeGreaterThan(0);
    // Where it rests by that, it draws under 90 W; a moment before it was 130.
    for (const since of new Set(slept)) {
      const rest = s.instantMw.filter((mw, i) => mw > 0 && s.t[i]! >= since && s.t[i]! < since + 0.3);
      if (rest.length > 0) expect(Math.max(...rest)).toBeLessThan(90_000);
    }
  });
});
