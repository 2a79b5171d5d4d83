import { describe, expect, test } from '@jest/globals';
import type { PlotData, PlottedChannel, PowerSteps } from '../../../src/common/plot-data.ts';
import { plot } from '../../../src/report/plot/index.ts';

const steps = (n: number, seconds: number, watts: (k: number) => number): PowerSteps => ({
  start: Float64Array.from({ length: n }, (_, k) => k * seconds),
  end: Float64Array.from({ length: n }, (_, k) => (k + 1) * seconds),
  watts: Float64Array.from({ length: n }, (_, k) => watts(k)),
});
function channel(n: number, name = 'A100, GPU-1', seconds = 0.1): PlottedChannel {
  return {
    name,
    reads: 'counter',
    samples: steps(n, seconds, (k) => 100 + (k % 7)),
    fitted: steps(n, seconds, () => 103),
    residual: steps(n, seconds, (k) => (k % 7) - 3),
  };
}
const phase = (name: string) => ({
  name,
  grossJoules: 320.4,
  interval95: [310, 331] as [number, number],
  status: 'ok',
});
const data = (more: Partial<PlotData> = {}): PlotData => ({
  estimated: false,
  channels: [channel(100)],
  intervals: [
    { phase: 'prefill', start: 1, end: 1.5 },
    { phase: 'decode', start: 1.5, end: 4 },
  ],
  phases: [phase('prefill'), phase('decode')],
  ...more,
});

/** Every tag closed in its order, and nothing but text between: fit for an XML parser. */
function wellFormed(svg: string): boolean {
  const open: string[] = [];
  const rest = svg
    .replace(/^<\?xml[^>]*\?>\n/, '')
    .replace(/<(\/?)(\w+)((?:\s[\w-]+="[^"<&]*")*)\s*(\/?)>/g, (_all, end, tag, _a, alone) => {
      if (end === '/') return open.pop() === tag ? '' : '<';
      if (alone !== '/') open.push(String(tag));
      return '';
    });
  return open.length === 0 && !/[<>]|&(?!(amp|lt|gt|quot|#39);)/.test(rest);
}

const numbersIn = (svg: string, cls: string): number[] =>
  [...svg.matchAll(new RegExp(`<path class="${cls}" d="([^"]*)"`, 'g'))].flatMap((m) =>
    m[1]!.match(/-?[\d.]+/g)!.map(Number),
  );

describe('the picture', () => {
  const svg = plot(data());

  test('is one self-contained SVG of 1200 px, without anything that runs or is fetched', () => {
    expect(svg).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="1200"/,
    );
    expect(wellFormed(svg)).toBe(true);
    expect(svg).not.toMatch(/<script|<image|<use|<foreignObject|href|url\(|@import|\son\w+=/i);
    expect(svg.match(/http[^"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
  });

  test('draws samples, fitted power and residuals, and a band for each phase', () => {
    // 100 steps, neighbours joined: one line, beside that of the legend.
    expect(svg.match(/<path class="samples" d="M[^"M]*"/g)).toHaveLength(2);
    expect(svg.match(/class="fitted" d="M64 [^"M]*"/g)).toHaveLength(1);
    expect(svg.match(/class="residual" d="M64 [^"M]*"/g)).toHaveLength(1);
    for (const colour of ['#3b6fd4', '#e08a2e'])
      expect(svg.match(new RegExp(`class="band" fill="${colour}"`, 'g'))).toHaveLength(2);
    expect(svg).toContain('prefill: 320 J gross (95 %: 310 J … 331 J)');
    expect(svg).toContain('counter: 100 updates; seconds');
  });

  test('nothing lies outside of it', () => {
    const height = Number(/height="(\d+)"/.exec(svg)![1]);
    for (const cls of ['samples', 'fitted', 'residual']) {
      const all = numbersIn(svg, cls);
      expect(all.length).toBeGreaterThan(3);
      expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...all)).toBeLessThanOrEqual(Math.max(1200, height));
    }
  });

  test('a phase shorter than a pixel is still seen', () => {
    const short = plot(data({ intervals: [{ phase: 'prefill', start: 5, end: 5.0001 }] }));
    expect(short).toMatch(/class="band" fill="#3b6fd4" d="M[\d.]+ [\d.]+h0.8v/);
  });
});

describe('long traces', () => {
  test('are cut into rows, and say so', () => {
    const svg = plot(data({ channels: [channel(600)] }));
    expect(svg).toContain('600 updates; cut into 3 rows; seconds');
    expect(svg.match(/<path class="samples" d/g)).toHaveLength(1 + 3);
    expect(svg).not.toContain('too many to draw');
  });

  test('and drawn as columns where they are denser than the picture, which stays small', () => {
    const intervals = Array.from({ length: 10_000 }, (_, i) => ({ phase: 'decode', start: i, end: i + 0.5 }));
    const svg = plot(data({ channels: [channel(100_000)], intervals }));
    expect(svg).toContain('cut into 8 rows; too many to draw one by one: each column spans the least to the most');
    expect(svg.length).toBeLessThan(1_000_000);
    expect(wellFormed(svg)).toBe(true);
    // 100 to 106 W within one column: each spans the same height.
    const spans = [...svg.matchAll(/<path class="samples" d="(M[^"]*V[^"]*)"/g)].flatMap((m) =>
      [...m[1]!.matchAll(/M[\d.]+ ([\d.]+)V([\d.]+)/g)].map((s) => Number(s[1]) - Number(s[2])),
    );
    expect(spans.length).toBeGreaterThan(8 * 500);
    expect(Math.min(...spans)).toBeGreaterThan(7);
  });

  test('what lies beyond the scale is counted', () => {
    const jump = { ...channel(400), samples: steps(400, 0.1, (k) => (k === 7 ? 1e6 : 100)) };
    expect(plot(data({ channels: [jump] }))).toContain('400 updates; cut into 2 rows; 1 beyond the scale; seconds');
  });

  test('several boards share the rows', () => {
    const svg = plot(data({ channels: [channel(5000, 'GPU-1'), channel(5000, 'GPU-2')] }));
    expect(svg.match(/cut into 4 rows/g)).toHaveLength(2);
    expect(svg.indexOf('GPU-1')).toBeLessThan(svg.indexOf('GPU-2'));
  });
});

describe('what is not ours', () => {
  const hostile = '</text><script>alert(1)</script>" onload="x" &amp; \u0000\ufffe\ud800';

  test('names are escaped, cut, and never leave XML', () => {
    const svg = plot(
      data({
        channels: [channel(10, hostile)],
        phases: [{ ...phase(hostile), status: 'ok' }],
        intervals: [{ phase: hostile, start: 0, end: 1 }],
      }),
    );
    expect(wellFormed(svg)).toBe(true);
    expect(svg).not.toMatch(/<script|<\/text><script/);
    expect(svg).toContain('&lt;/text&gt;&lt;script&gt;alert(1)');
    expect(svg).not.toMatch(/[\u0000\ufffe]|[\ud800-\udbff](?![\udc00-\udfff])/);
    expect(plot(data({ phases: [phase('x'.repeat(500))] }))).not.toContain('x'.repeat(41));
  });

  test('more phases than a legend holds are told by number', () => {
    const phases = Array.from({ length: 14 }, (_, i) => phase(`p${i}`));
    expect(plot(data({ phases }))).toContain('and 2 more phases');
    expect(plot(data({ phases: phases.slice(0, 12) }))).not.toContain('more phases');
  });
});

describe('what is missing', () => {
  test('a fit, joules, samples: is said, and drawn as far as there is something', () => {
    const bare = { ...channel(100), fitted: null, residual: null };
    const svg = plot(
      data({
        channels: [bare],
        phases: [{ ...phase('prefill'), grossJoules: null, interval95: null, status: 'not-resolvable' }],
      }),
    );
    expect(svg).toContain('prefill: not-resolvable');
    expect(svg).toContain('nothing was fitted');
    expect(svg).not.toMatch(/class="(fitted|residual)"|samples less fitted/);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    const empty = plot({
      estimated: false,
      channels: [{ ...bare, samples: steps(0, 1, () => 0) }],
      intervals: [],
      phases: [],
    });
    expect(wellFormed(empty)).toBe(true);
    expect(empty).toContain('0 updates');
    expect(empty).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('a sensor: an estimate is called one', () => {
    expect(plot(data({ estimated: true }))).toContain('>Power and phases (estimated: CPU time × watts)<');
    expect(plot(data())).not.toContain('estimated');
  });

  test('a gap between two updates is a gap of the line', () => {
    const samples: PowerSteps = {
      start: Float64Array.of(0, 5),
      end: Float64Array.of(1, 6),
      watts: Float64Array.of(100, 100),
    };
    const svg = plot(data({ channels: [{ ...channel(2), samples }] }));
    expect(svg).toMatch(/class="samples" d="M[^M"]*M[^M"]*"/);
  });
});
