import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { marked } from 'marked';
import { compare } from '../../src/analysis/compare.ts';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import { emissions } from '../../src/report/co2e.ts';
import { terminalText } from '../../src/report/terminal.ts';
import { grams } from '../../src/report/format.ts';
import { RENDERERS } from '../../src/report/renderers.ts';
import { fakeResult, type Fake } from '../support/results.ts';

const co2eLine = (c: Comparison): string | null => {
  const text = emissions(c);
  return text && terminalText(text);
};

const { html, markdown } = RENDERERS;

const HOSTILE = '@everyone](http://x) <img src=x> `whoami` | ![y](http://z)\n\n# owned\u001b[31m\u202e';

const arms: Fake['arms'] = ['plain', 'suppressed'];
const of = (
  source: string,
  base: Fake | null = { decode: [9, 9], arms },
  head: Fake = { decode: [19, 19], arms },
): Comparison =>
  compare(base && fakeResult(base), fakeResult(head), { thresholds: {}, co2e: { gPerKwh: 362.5, source } });

describe('grams', () => {
  it.each([
    [null, 'not-resolvable'],
    [0, '0 g'],
    [0.000_000_25, '0.250 µg'],
    [0.000_012_34, '12.3 µg'],
    [0.001_234, '1.23 mg'],
    [0.999_9, '1.00 g'],
    [0.000_999_9, '1.00 mg'],
    [12.345, '12.3 g'],
    [999.9, '1.00 kg'],
    [-0.002, '−2.00 mg'],
  ])('shows %d as %s', (x, text) => {
    expect(grams(x)).toBe(text);
  });
});

describe('the line on CO₂e', () => {
  it('shows base → head of each arm with the intensity and its source, as given', () => {
    expect(co2eLine(of('grid operator, 2025'))).toBe(
      'CO₂e per task: plain 1.01 mg → 2.01 mg, suppressed 554 µg → 1.06 mg; at 362.5 g/kWh, source `grid operator, 2025`',
    );
  });

  it('shows head alone without a base, and what is not resolvable by that name', () => {
    expect(co2eLine(of('x', null, { decode: [9, 9] }))).toBe(
      'CO₂e per task: plain 1.01 mg; at 362.5 g/kWh, source `x`',
    );
    const c = of('x', { decode: [9, 9] }, { decode: [9, 9] });
    c.co2e!.arms.plain!.baseGramsPerTask = null;
    expect(co2eLine(c)).toContain('plain not-resolvable → 1.01 mg');
  });

  it('marks an estimate on its own line, not only elsewhere in the report', () => {
    const c = of('x', { decode: [9, 9], estimated: true }, { decode: [9, 9], estimated: true });
    expect(co2eLine(c)).toMatch(/^CO₂e per task \(estimated\): plain/);
    expect(html(c)).toContain('<p>CO₂e per task (estimated): plain');
  });

  it('is nowhere without a configured intensity', () => {
    const c = compare(fakeResult({ decode: [9, 9] }), fakeResult({ decode: [9, 9] }), { thresholds: {} });
    expect(co2eLine(c)).toBeNull();
    expect(markdown(c)).not.toContain('CO₂');
    expect(html(c)).not.toContain('CO₂');
  });

  it('is nowhere where no arm has energy per task', () => {
    const c = of('x');
    c.co2e!.arms = {};
    expect(co2eLine(c)).toBeNull();
  });
});

describe('a hostile source', () => {
  /** The paragraph on CO₂e as GitHub's Markdown makes it, less its code spans: what is left could act. */
  const active = (source: string): string => {
    const page = marked.parse(markdown(of(source)), { async: false, gfm: true });
    const [paragraph] = page.match(/<p>CO₂e per task.*?<\/p>/s)!;
    return paragraph.replace(/<code>[^<]*<\/code>/g, '');
  };

  it('stays one code span in the comment: no mention, link, image, heading or break', () => {
    const line = markdown(of(HOSTILE))
      .split('\n')
      .find((l) => l.startsWith('CO₂e'))!;
    expect(line).toMatch(
      /, source `@everyone\]\(http:\/\/x\) <img src=x> 'whoami' ¦ !\[y\]\(http:\/\/z\) # owned \[31m`$/,
    );
    expect(active(HOSTILE)).toBe(
      '<p>CO₂e per task: plain 1.01 mg → 2.01 mg, suppressed 554 µg → 1.06 mg; at 362.5 g/kWh, source </p>',
    );
    expect(markdown(of(HOSTILE)).split('\n').length).toBe(markdown(of('x')).split('\n').length);
  });

  it('leaves nothing that acts, whatever it is', () => {
    const plain = active('x');
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            '`',
            '\n',
            '\r',
            '@',
            'a',
            '<',
            '>',
            '|',
            '\\',
            '~',
            '[',
            ']',
            '(',
            ')',
            '!',
            '*',
            ' ',
            '\u2028',
            '\u202e',
          ),
          minLength: 1,
          maxLength: 60,
        }),
        (source) => {
          expect(active(source).replace('source –', 'source ')).toBe(plain);
        },
      ),
    );
  });

  it('is text on the page', () => {
    const page = html(of(HOSTILE));
    expect(page).toContain(
      'source <q>@everyone](http://x) &lt;img src=x&gt; `whoami` | ![y](http://z)\n\n# owned�[31m�</q></p>',
    );
    expect(page).not.toMatch(/<(img|script|a) /);
  });
});
