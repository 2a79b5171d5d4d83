import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compare } from '../../src/analysis/compare.ts';
import { mergeThresholds } from '../../src/config/defaults.ts';
import { change, digits, interval, quantity } from '../../src/report/format.ts';
import { codeSpan, fenced } from '../../src/report/hostile.ts';
import { RENDERERS } from '../../src/report/renderers.ts';
import { escapeHtml } from '../../src/report/hostile.ts';
import { fakeResult } from '../support/results.ts';

const { html, markdown } = RENDERERS;

const thresholds = mergeThresholds();
const regressed = compare(
  fakeResult({ decode: [10, 10.1, 9.9, 10] }),
  fakeResult({ decode: [30, 30.2, 29.8, 30.1], tokens: 310 }),
  { thresholds },
);

describe('numbers', () => {
  it('shows joules with three digits in the unit that fits, and never 0 J for what is unknown', () => {
    expect(quantity(0.000_012_34, 'J')).toBe('12.3 µJ');
    expect(quantity(0.1234, 'J')).toBe('123 mJ');
    expect(quantity(12.345, 'J')).toBe('12.3 J');
    expect(quantity(null, 'J')).toBe('not-resolvable');
    expect(quantity(0.5, '1')).toBe('50.0 %');
    expect(digits(1234.5)).toBe('1235');
  });

  it('signs changes', () => {
    expect(change(0.182, 'relative')).toBe('+18.2 %');
    expect(change(-0.05, 'absolute')).toBe('−5.0 points');
    expect(change(0, 'relative')).toBe('±0.0 %');
    expect(interval([0.01, 0.02], 'relative')).toBe('+1.0 … +2.0');
  });
});

describe('the comment', () => {
  const text = markdown(regressed, 'a/b.yml');

  it('opens with marker, verdict, one sentence of why and one table', () => {
    const lines = text.split('\n');
    expect(lines[0]).toBe('<!-- joulegate-comment a/b.yml -->');
    expect(lines[1]).toBe('## ❌ JouleGate: regressed – energy per task (plain) +182 %, limit +3.0 %');
    expect(lines[3]).toBe('Plain, +20.0 J a task: +20.7 J **longer answers**, 79.0 → 289 tokens.');
    expect(lines[5]).toBe('| | plain |');
  });

  it('labels an estimate, and states the gain of a sensor', () => {
    const estimated = compare(null, fakeResult({ decode: [1, 1], estimated: true }), { thresholds });
    expect(markdown(estimated)).toContain('**estimate**');
    expect(html(estimated)).toContain('an <b>estimate</b>');
    expect(text).toContain("absolute joules carry the card's own gain");
    expect(html(regressed)).toContain('<b>gain of the card&#39;s own</b>');
  });

  it('says where each rule would have ended the plain answers, and what that would save', () => {
    const c = compare(
      null,
      fakeResult({
        decode: [10, 10],
        prefill: 2,
        tokens: 101,
        completeTokens: { tests: 41, doctest: null },
        stopStringTokens: { codex: 81 },
      }),
      { thresholds },
    );
    // 40 of 100 steps are kept: 1 − (2 + 4) ÷ 12.
    expect(c.rules).toEqual([
      { rule: 'tests', stopStrings: false, base: null, head: { tokensPerTask: 41, stoppedShare: 1, saving: 0.5 } },
      { rule: 'doctest', stopStrings: false, base: null, head: { tokensPerTask: 101, stoppedShare: 0, saving: 0 } },
      {
        rule: 'codex',
        stopStrings: true,
        base: null,
        head: { tokensPerTask: 81, stoppedShare: 1, saving: expect.closeTo(1 / 6, 9) },
      },
    ]);
    expect(markdown(c)).toContain('| `tests` | 41.0 | 100.0 % | 50.0 % |');
    expect(markdown(c)).toContain('| `codex` | 81.0 | 100.0 % | 16.7 % |');
    expect(html(c)).toContain('<td>stop strings codex</td><td class="n">81.0</td><td class="n">100.0 %</td>');
    expect(html(c)).toContain('tests 41, doctest never, codex 81');
  });

  it('shows the babble of each task in tokens and joules', () => {
    // 20 of 100 steps of 10 J.
    const c = compare(null, fakeResult({ decode: [10, 10], prefill: 2, tokens: 101, babble: 20 }), { thresholds });
    expect(c.tasks[0]!.head.babbleJoules).toBeCloseTo(2, 9);
    expect(html(c)).toContain('20.0 of them babble (2.00 J)');
  });

  it('names what was noticed while measuring, and what the sensor showed around the joules', () => {
    const head = fakeResult({ decode: [10, 10] });
    const phases = { prefill: { smClockMhz: 1410, temperatureC: 50 }, decode: { smClockMhz: 1200, temperatureC: 52 } };
    const block = {
      block: 0,
      arm: 'plain' as const,
      seconds: 1,
      smClockMhz: 1300,
      temperatureC: 51,
      powerLimitWatts: 300,
      idleWatts: 55,
      phases,
    };
    const c = compare(
      null,
      {
        ...head,
        validity: { status: 'warning', reasons: ['power-capped'] },
        blocks: [block, { ...block, block: 1, smClockMhz: 1320 }],
      },
      { thresholds },
    );
    expect(c.findings).toEqual([
      { code: 'no-baseline', text: expect.any(String) },
      { code: 'power-capped', side: 'head', text: 'the GPU ran into its power limit for part of the time' },
    ]);
    expect(c.reasons).toEqual(['no-baseline']);
    const text = markdown(c);
    expect(text).toContain('- ⚠️ head: `power-capped` – the GPU ran into its power limit');
    expect(html(c)).toContain('<code>power-capped</code> the GPU ran into its power limit');
    for (const told of ['1310 MHz', '1410 MHz', '1200 MHz', '51.0 °C', '300 W', '55.0 W'])
      expect(html(c)).toContain(`<td class="n">${told}</td>`);
  });

  it('says how many tasks rule doctest can never end', () => {
    const head = fakeResult({ decode: [10, 10] });
    expect(html(compare(null, head, { thresholds }))).not.toContain('no example');
    const two = { ...head, workload: { ...head.workload, tasksWithoutExample: ['practice/0', 'practice/3'] } };
    expect(html(compare(null, two, { thresholds }))).toContain('2 task(s) have no example in their prompt');
  });

  it('stays under 60,000 characters whatever is in it, and closes what it opens', () => {
    const big = {
      ...regressed,
      tasks: Array.from({ length: 2000 }, (_, i) => ({ ...regressed.tasks[0]!, id: `task/${i}` })),
    };
    const long = markdown(big);
    expect(long.length).toBeLessThanOrEqual(60_000);
    expect(long).toContain('1992 more on the report page');
    expect(html(big)).toContain('task/1999');
    expect(long.match(/<details>/g)!.length).toBe(long.match(/<\/details>/g)!.length);
  });

  it('fences hostile model output so that nothing of it is Markdown', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('`', '\n', '@', 'a', '<', '|', '~', ' ', '\u202e', '\u0007'),
          maxLength: 80,
        }),
        (answer) => {
          const [open, ...rest] = fenced(answer).split('\n');
          const fence = open!.replace('text', '');
          expect(rest.at(-1)).toBe(fence);
          for (const line of rest.slice(0, -1)) expect(line.trimStart().startsWith(fence)).toBe(false);
        },
      ),
    );
  });

  it('keeps hostile names inside one code span', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const span = codeSpan(name);
        expect(span === '–' || /^`[^`|\n\r]*`$/.test(span)).toBe(true);
      }),
    );
  });
});

describe('the page', () => {
  it('escapes hostile text, runs no script and fetches nothing', () => {
    const evil = '</pre><script>alert(1)</script><img src=https://x.test/y onerror=1>';
    const c = {
      ...regressed,
      tasks: regressed.tasks.map((t) => ({ ...t, id: evil, head: { ...t.head, text: evil } })),
    };
    const page = html(c);
    expect(page).not.toContain('<script');
    expect(page).not.toContain('<img');
    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toMatch(/<(img|script|link|iframe|object|a) /);
    expect(escapeHtml('\u202e"\'')).toBe('�&quot;&#39;');
  });

  it('stacks joules of each task, base beside head', () => {
    const page = html(regressed);
    expect(page.match(/class="p" style="width:/g)).toHaveLength(8);
    expect(page.match(/class="d" style="width:/g)).toHaveLength(8);
  });
});
