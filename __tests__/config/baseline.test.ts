import { describe, expect, it } from '@jest/globals';
import { absoluteBaseline, parseBaseline } from '../../src/config/baseline.ts';
import { checkConfig } from '../../src/config/load.ts';

const baseline = (text: string) => checkConfig({ model: { builtin: 'practice' }, baseline: text }, 'x', '/d').baseline;

describe('the key baseline', () => {
  it.each(['joulegate', 'a/b-c.d', '_x', 'A1', 'a@b', 'lock.x'])('takes the branch %s', (branch) => {
    expect(baseline(`branch:${branch}`)).toEqual({ kind: 'branch', branch });
    expect(absoluteBaseline(`branch:${branch}`, '/elsewhere')).toBe(`branch:${branch}`);
  });

  // What git refuses as the name of a branch, and what it would take for an option.
  it.each([
    '',
    '-x',
    '.a',
    'a..b',
    'a/',
    '/a',
    'a//b',
    'a.lock',
    'a.lock/b',
    'a b',
    'a@{1}',
    'a.',
    'a~1',
    'a:b',
    'a*',
    'ä',
  ])('takes no branch %j', (branch) => {
    expect(() => baseline(`branch:${branch}`)).toThrow(expect.objectContaining({ code: 'config-invalid' }));
  });

  it('knows the other places too', () => {
    expect(baseline('none')).toEqual({ kind: 'none' });
    expect(baseline('base')).toEqual({ kind: 'base', asked: true });
    expect(parseBaseline(undefined, '/d')).toEqual({ kind: 'base', asked: false });
    expect(baseline('file:a.json')).toEqual({ kind: 'file', path: '/d/a.json' });
  });
});
