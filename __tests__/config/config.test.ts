import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JouleGateError } from '../../src/common/errors.ts';
import { nearest } from '../../src/common/nearest.ts';
import { mergeThresholds } from '../../src/config/defaults.ts';
import { checkConfig, loadConfig, merge, parseConfig } from '../../src/config/load.ts';

const check = (text: string): ReturnType<typeof checkConfig> =>
  checkConfig(parseConfig(text, 'joulegate.yml'), 'joulegate.yml', '/repo');

function failure(text: string): JouleGateError {
  try {
    check(text);
  } catch (error) {
    return error as JouleGateError;
  }
  throw new Error('no error');
}

describe('the configuration', () => {
  it("fills in the design's defaults, paths relative to the file", () => {
    const c = check('model: { path: models/a.gguf }\nbaseline: file:.joulegate/baseline.json\n');
    expect(c.model.path).toBe('/repo/models/a.gguf');
    expect(c.baseline).toEqual({ kind: 'file', path: '/repo/.joulegate/baseline.json' });
    expect(c).toMatchObject({
      repeats: 4,
      arms: ['plain', 'suppressed'],
      sampling: { temperature: 0, seed: 1, maxTokens: 512 },
      suppression: { rule: 'tests' },
      meter: { kind: 'auto' },
      sandbox: 'best',
      comment: 'on-change',
      onInvalid: 'fail',
      budget: { seconds: 1800 },
      workload: { name: 'humaneval' },
    });
    expect(c.thresholds['energy-per-task']).toEqual({ plain: { increase: 0.03 }, suppressed: { increase: 0.03 } });
  });

  it('reads JSON as well, and the embedded model with its own tasks', () => {
    expect(check('{"model": {"builtin": "practice"}}').workload.name).toBe('practice');
  });

  it('names every mistake at once, with path, finding, what is allowed and the nearest key', () => {
    const e = failure(
      'model: { path: a.gguf, builtin: practice }\nprompt: { templat: x }\nmeter: { kind: nvmll }\nthresholds: { energy-per-taks: { increase: 1 }, pass-at-1: { decraese: 1 } }\narms: [plain, supressed]\nrepeats: zero\nbaseline: foo\n',
    );
    expect(e.code).toBe('config-invalid');
    expect(e.exitStatus).toBe(2);
    expect(
      e.message
        .split('\n')
        .slice(1)
        .map((l) => l.trim()),
    ).toMatchSnapshot();
  });

  it('says what is missing', () => {
    expect(failure('repeats: 3').message).toContain('the key "model" is missing');
    expect(failure('model: {}').message).toContain('exactly one of path, uri, preset, builtin');
  });

  it('names line and column of bad YAML, and a missing file', async () => {
    expect(() => parseConfig('a: [1,\nb: 2', 'joulegate.yml')).toThrow(
      expect.objectContaining({ code: 'config-unreadable' }),
    );
    await expect(loadConfig('/nowhere/joulegate.yml')).rejects.toMatchObject({
      code: 'config-unreadable',
      fix: expect.stringContaining('--config'),
    });
  });

  it('takes CO₂e only from an intensity with its source, and assumes none', () => {
    const model = 'model: { builtin: practice }\n';
    expect(check(model).co2e).toBeNull();
    expect(check(`${model}co2e: { g-per-kwh: 363.5, source: "our supplier, 2024" }`).co2e).toEqual({
      gPerKwh: 363.5,
      source: 'our supplier, 2024',
    });
    expect(check(`${model}co2e: { g-per-kwh: 0, source: own roof }`).co2e).toEqual({ gPerKwh: 0, source: 'own roof' });
    expect(failure(`${model}co2e: { g-per-kwh: 400 }`).message).toContain(
      'co2e: the key "source" is missing (text that says where g-per-kwh comes from: a page, a contract, a year)',
    );
    expect(failure(`${model}co2e: { source: guess }`).message).toContain(
      'co2e: the key "g-per-kwh" is missing (grams of CO₂e per kWh of your electricity)',
    );
  });

  it.each([
    ['{ g-per-kwh: -1, source: x }', 'co2e.g-per-kwh: found -1, must be >= 0'],
    ['{ g-per-kwh: .nan, source: x }', 'co2e.g-per-kwh: found NaN, must be number'],
    ['{ g-per-kwh: .inf, source: x }', 'co2e.g-per-kwh: found Infinity, must be number'],
    ['{ g-per-kwh: "400", source: x }', 'co2e.g-per-kwh: found "400", must be number'],
    ['{ g-per-kwh: 400, source: "" }', 'co2e.source: found "", allowed: text that says where'],
    ['{ g-per-kwh: 400, source: "  " }', 'co2e.source: found "  ", allowed: text that says where'],
    ['{ g-per-kwh: 400, source: 2024 }', 'co2e.source: found 2024, must be string'],
    ['{ gPerKwh: 400, source: x }', 'co2e: unknown key "gPerKwh", did you mean "g-per-kwh"?'],
    ['400', 'co2e: found 400, must be object'],
    ['', 'co2e: found null, must be object'],
  ])('refuses co2e: %s', (value, says) => {
    const e = failure(`model: { builtin: practice }\nco2e: ${value}\n`);
    expect(e.code).toBe('config-invalid');
    expect(e.message).toContain(says);
  });

  it('takes how much is asked for from usage, a price or none', () => {
    const model = 'model: { builtin: practice }\n';
    expect(check(model).usage).toBeNull();
    expect(check(`${model}usage: { requests-per-day: 0.5 }`).usage).toEqual({ requestsPerDay: 0.5, pricePerKwh: null });
    expect(check(`${model}usage: { requests-per-day: 1, price-per-kwh: 0 }`).usage).toMatchObject({ pricePerKwh: 0 });
    expect(failure(`${model}usage: { price-per-kwh: 1 }`).message).toContain(
      'usage: the key "requests-per-day" is missing',
    );
    expect(failure(`${model}usage: { requests-per-day: 0 }`).message).toContain(
      'usage.requests-per-day: found 0, must be > 0',
    );
    expect(failure(`${model}usage: { requests-per-day: 1, price-per-kwh: -1 }`).message).toContain(
      'found -1, must be >= 0',
    );
  });

  it('lays overrides over the file; a model given replaces the whole key', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'jg-')), 'joulegate.yml');
    await writeFile(
      file,
      '# yaml-language-server: $schema=x\nmodel: { path: a.gguf, sha256: "' +
        'a'.repeat(64) +
        '" }\nsampling: { seed: 3, max-tokens: 9 }\n',
    );
    const c = await loadConfig(file, { sampling: { seed: 4 } }, { builtin: 'practice' });
    expect(c.sampling).toMatchObject({ seed: 4, maxTokens: 9 });
    expect(c.model).toMatchObject({ builtin: 'practice', path: null, sha256: null });
  });

  it('merges thresholds with the defaults: false removes, an arm may have its own', () => {
    expect(mergeThresholds({ 'energy-per-task': false })).toEqual({
      'pass-at-1': { plain: { decrease: 0.05 }, suppressed: { decrease: 0.05 } },
      score: { plain: { decrease: 0.05 }, suppressed: { decrease: 0.05 } },
    });
    expect(
      mergeThresholds({ 'energy-per-task': { increase: 0.1, plain: { increase: 0.2 }, suppressed: false } })[
        'energy-per-task'
      ],
    ).toEqual({ plain: { increase: 0.2 } });
    expect(mergeThresholds({ 'energy-per-task': { plain: { max: 3 } } })['energy-per-task']).toEqual({
      plain: { increase: 0.03, max: 3 },
      suppressed: { increase: 0.03 },
    });
  });

  it('never throws anything but its own error, whatever the value', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        try {
          checkConfig(value, 'x', '/repo');
        } catch (error) {
          expect(error).toBeInstanceOf(JouleGateError);
        }
      }),
    );
  });

  it('merges objects key by key', () => {
    expect(merge({ a: { b: 1, c: 2 }, d: [1] }, { a: { b: 3 }, d: [2], e: undefined })).toEqual({
      a: { b: 3, c: 2 },
      d: [2],
    });
  });

  it('hints only at near words', () => {
    expect(nearest('energy-per-taks', ['energy-per-task', 'pass-at-1'])).toBe('energy-per-task');
    expect(nearest('zzzzzz', ['energy-per-task'])).toBeNull();
  });
});
