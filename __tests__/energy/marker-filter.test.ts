import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Edge } from '../../src/energy/intervals.ts';
import { MarkerFilter } from '../../src/energy/measure/marker-filter.ts';

const marker = (id: string) => JSON.stringify({ joulegate: 'begin', phase: 'p', id, t_ns: 1 });

function filter(chunks: Buffer[]): { edges: Edge[]; passed: string; filter: MarkerFilter; most: number } {
  const edges: Edge[] = [];
  const passed: Buffer[] = [];
  const f = new MarkerFilter(
    'stdout',
    (e) => edges.push(e),
    (bytes) => passed.push(Buffer.from(bytes)),
  );
  let most = 0;
  let given = 0;
  for (const chunk of chunks) {
    f.write(chunk);
    given += chunk.length;
    most = Math.max(most, given - passed.reduce((s, b) => s + b.length, 0));
  }
  f.end();
  return { edges, passed: Buffer.concat(passed).toString('latin1'), filter: f, most };
}

/** A text cut at these places. */
function cut(text: string, at: number[]): Buffer[] {
  const bytes = Buffer.from(text, 'latin1');
  const places = [...new Set(at.map((x) => x % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, i) => bytes.subarray(from, places[i] ?? bytes.length));
}

describe('markers are picked out of a stream', () => {
  const line = fc.oneof(
    fc.nat({ max: 99 }).map((n) => ({ marker: true, text: marker(`r${n}`) })),
    fc.string({ maxLength: 30 }).map((s) => ({ marker: false, text: s.replaceAll('\n', ' ') })),
    fc
      .constantFrom(
        '',
        '{',
        '{}',
        '{"a":"joulegate"}',
        ' {"joulegate":"begin"}',
        'x{"joulegate":"begin","phase":"p","id":"1","t_ns":1}',
      )
      .map((text) => ({ marker: false, text })),
  );

  test('wherever it is cut, the same markers come out and the rest byte for byte', () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 12 }),
        fc.array(fc.nat({ max: 5000 }), { maxLength: 12 }),
        fc.boolean(),
        (lines, at, ends) => {
          const text = lines.map((l) => l.text).join('\n') + (ends && lines.length > 0 ? '\n' : '');
          const { edges, passed, filter: f } = filter(cut(Buffer.from(text, 'utf8').toString('latin1'), at));
          expect(f.error).toBeNull();
          expect(edges.map((e) => e.id)).toEqual(
            lines.filter((l) => l.marker).map((l) => (JSON.parse(l.text) as { id: string }).id),
          );
          const rest = lines
            .flatMap((l, i) =>
              l.marker
                ? []
                : [Buffer.from(l.text, 'utf8').toString('latin1') + (i < lines.length - 1 || ends ? '\n' : '')],
            )
            .join('');
          expect(passed).toBe(rest);
        },
      ),
    );
  });

  test('a marker amid a line is none, also where a chunk begins with it', () => {
    const {
      edges,
      passed,
      filter: f,
    } = filter([Buffer.from('progress: '), Buffer.from(`${marker('a')}\n${marker('b')}\n`)]);
    expect(edges.map((e) => [e.id, e.line])).toEqual([['b', 2]]);
    expect(passed).toBe(`progress: ${marker('a')}\n`);
    expect(f.strays).toEqual({ count: 1, firstLine: 1 });
  });

  test('no line is kept for longer than 64 KiB, however long it is', () => {
    const chunk = Buffer.alloc(40_000, 'x');
    const { edges, passed, most } = filter([
      Buffer.from('{"joulegate": "'),
      ...Array<Buffer>(50).fill(chunk),
      Buffer.from(`\n${marker('a')}\n`),
    ]);
    expect(passed.length).toBe(15 + 50 * 40_000 + 1);
    expect(most).toBeLessThan(2 * 65_536);
    expect(edges).toHaveLength(1);
  });

  test('both sides of the length: 65,536 bytes with the line end are read, one more passes', () => {
    const padded = (length: number) => {
      const bare = JSON.stringify({ joulegate: 'begin', phase: 'p', id: 'a', t_ns: 1, pad: '' });
      return Buffer.from(`${bare.slice(0, -2)}${'x'.repeat(length - bare.length - 1)}"}\n`);
    };
    expect(filter([padded(65_536)]).edges).toHaveLength(1);
    expect(filter([padded(65_537)]).edges).toHaveLength(0);
  });

  test.each([[`${marker('a')}${marker('b')}\n`], [`${marker('a').slice(0, 20)}`], [`${marker('a')} trailing\n`]])(
    'two on one line, or one that is cut off, is an error with its line: %s',
    (text) => {
      const { filter: f, passed } = filter([Buffer.from(`hello\n${text}`)]);
      expect(f.error).toMatchObject({ code: 'edges-invalid', message: expect.stringContaining('stdout line 2') });
      expect(passed).toBe('hello\n');
    },
  );
});
