import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { membersOf, stringMember } from '../../src/common/json-line.ts';

/** JSON texts of values, Python's three extra ones and numbers that no double holds among them. */
const text: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      'NaN',
      'Infinity',
      '-Infinity',
      '1.0',
      '-0',
      '12345678901234567890',
      '1e400',
      '0.1000',
      'null',
      'true',
      '"\\ud800"',
      '"\\u002f\\/"',
    ),
    fc.string({ unit: 'binary' }).map((s) => JSON.stringify(s)),
    fc.array(tie('value'), { maxLength: 3 }).map((v) => `[ ${v.join(' ,')}]`),
    fc
      .array(
        fc.tuple(
          fc.string().map((s) => JSON.stringify(s)),
          tie('value'),
        ),
        { maxLength: 3 },
      )
      .map((m) => `{${m.map(([k, v]) => `${k} :\t${v}`).join(',')} }`),
  ),
})).value;

test('finds every member where it stands, duplicates too, and turns none into a value', () => {
  const members = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'result', '', 'é', '__proto__'), text), { maxLength: 6 });
  fc.assert(
    fc.property(members, fc.constantFrom('', ' ', '\t'), (wanted, space) => {
      const line = `${space}{${wanted.map(([k, v]) => `${space}${JSON.stringify(k)}${space}:${space}${v}${space}`).join(',')}}${space}`;
      expect(membersOf(line).map((m) => [m.key, line.slice(m.start, m.end)])).toEqual(wanted);
    }),
  );
});

test('agrees with JSON.parse on what is an object', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.json().map((j) => j.slice(0, -1)),
        fc.string(),
        fc.tuple(fc.json(), fc.string()).map((p) => p.join('')),
      ),
      (line) => {
        let value: unknown;
        try {
          value = JSON.parse(line);
        } catch {
          value = null;
        }
        const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
        if (isObject)
          expect(
            membersOf(line)
              .map((m) => m.key)
              .filter((k, i, all) => all.indexOf(k) === i)
              .sort(),
          ).toEqual(Object.keys(value as object).sort());
        else expect(() => membersOf(line)).toThrow(SyntaxError);
      },
    ),
    { numRuns: 500 },
  );
});

test.each([
  '',
  '[]',
  '{',
  '{"a"}',
  '{"a":}',
  '{"a":1,}',
  '{,}',
  '{"a":01}',
  '{"a":1}x',
  '{"a":nan}',
  '{"a":"\n"}',
  '{a:1}',
  '{"a":+1}',
  `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`,
])('%j is no object', (line) => {
  expect(() => membersOf(line)).toThrow(SyntaxError);
});

test('a string member is the last of its name, as in Python, and only a string', () => {
  const line = '{"x": "first", "x": "a\\u0062", "y": 3, "z": "q", "z": null}';
  const members = membersOf(line);
  expect([
    stringMember(line, members, 'x'),
    stringMember(line, members, 'y'),
    stringMember(line, members, 'z'),
    stringMember(line, members, 'none'),
  ]).toEqual(['ab', null, null, null]);
});
