import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readCalls } from '../../src/sandbox/data.ts';
import { readResponse } from '../../src/sandbox/response.ts';

const run = { kind: 'run', passed: true, text: '', cpuSeconds: 0.1, broken: false, calls: null };

test('a whole answer comes through, and only its own fields', () => {
  expect(readResponse('run', JSON.stringify({ ...run, extra: 1, __proto__: 2 }))).toEqual(run);
  expect(readResponse('restore', '{"kind":"restore","restored":true,"passed":true}')).toEqual({
    kind: 'restore',
    restored: true,
  });
  const module = { statements: [{ kind: 'FunctionDef', name: 'f', start: 1, end: 2, onlyDocstring: false }] };
  expect(readResponse('parse', JSON.stringify({ kind: 'parse', module, cpuSeconds: 0 }))).toEqual({
    kind: 'parse',
    module,
    cpuSeconds: 0,
  });
  expect(readResponse('parse', '{"kind":"parse","module":null,"cpuSeconds":0}')).toEqual({
    kind: 'parse',
    module: null,
    cpuSeconds: 0,
  });
});

test.each([
  ['null'],
  ['[]'],
  ['true'],
  ['"run"'],
  ['{}'],
  ['not json'],
  ['{"kind":"restore","restored":true}'],
  ...[
    ['passed', 1],
    ['passed', 'true'],
    ['passed', null],
    ['passed', [true]],
    ['text', 5],
    ['text', 'x'.repeat(4001)],
    ['cpuSeconds', '1'],
    ['cpuSeconds', -1],
    ['cpuSeconds', null],
    ['broken', 0],
    ['calls', {}],
    ['calls', [null]],
    ['calls', [{ outcome: {}, changed: [] }]],
  ].map(([key, value]) => [JSON.stringify({ ...run, [key as string]: value })]),
  ...Object.keys(run).map((key) => [JSON.stringify({ ...run, [key]: undefined })]),
])('%s is no answer to "run"', (json) => {
  expect(readResponse('run', json)).toBeNull();
});

test('whatever a child says, an answer has exactly the fields of its kind, or there is none', () => {
  const value = fc.oneof(fc.jsonValue(), fc.boolean(), fc.constant(0), fc.constant(null));
  const forged = fc.record(
    {
      kind: fc.constantFrom('run', 'judge', 'recheck', 'restore', 'parse', 'probe', 'calibrate'),
      passed: value,
      text: value,
      cpuSeconds: value,
      broken: value,
      calls: value,
      restored: value,
      fails: value,
      toJSON: value,
    },
    { requiredKeys: [] },
  );
  const fields = {
    run: ['broken', 'calls', 'cpuSeconds', 'kind', 'passed', 'text'],
    judge: ['cpuSeconds', 'fails', 'kind', 'passed'],
    recheck: ['cpuSeconds', 'fails', 'kind'],
    restore: ['kind', 'restored'],
  } as const;
  fc.assert(
    fc.property(forged, fc.constantFrom(...(Object.keys(fields) as (keyof typeof fields)[])), (answer, kind) => {
      const read = readResponse(kind, JSON.stringify(answer));
      if (read === null) return;
      expect(Object.keys(read).sort()).toEqual(fields[kind]);
      for (const flag of ['broken', 'restored'] as const)
        if (flag in read) expect(typeof (read as unknown as Record<string, unknown>)[flag]).toBe('boolean');
    }),
    { numRuns: 2000 },
  );
});

test('calls are made anew: every form of data once, and nothing that only looks like one', () => {
  const good = [
    {
      outcome: {
        value: [
          null,
          true,
          'x',
          { int: '-ff' },
          { float: 'NaN' },
          { float: '-0' },
          { bytes: '00ff' },
          { complex: ['1.5', '-Infinity'] },
          { tuple: [] },
          { set: [{ int: '1' }] },
          { frozenset: [] },
          { dict: [['k', null]] },
        ],
      },
      changed: [[0, []]],
    },
    { outcome: { raised: 'ValueError', text: 'a\nb' }, changed: [] },
  ];
  expect(readCalls(JSON.parse(JSON.stringify(good)))).toEqual(good);
  const bad = [
    5,
    { int: 'g' },
    { int: 1 },
    { int: '' },
    { float: '0x1' },
    { bytes: '0' },
    { complex: ['1'] },
    { tuple: {} },
    { dict: [['k']] },
    { dict: { k: 1 } },
    { code: '00' },
    { int: '1', float: '1' },
    {},
  ];
  for (const value of bad) expect(readCalls([{ outcome: { value }, changed: [] }])).toBeUndefined();
  for (const outcome of [{}, { raised: '__import__("os")', text: '' }, { raised: 'ValueError' }, null])
    expect(readCalls([{ outcome, changed: [] }])).toBeUndefined();
  for (const changed of [null, [[-1, []]], [[0]], [['0', []]], [[0, 5]]])
    expect(readCalls([{ outcome: { value: null }, changed }])).toBeUndefined();
  let deep: unknown = [];
  for (let i = 0; i < 200; i++) deep = [deep];
  expect(readCalls([{ outcome: { value: deep }, changed: [] }])).toBeUndefined();
});
