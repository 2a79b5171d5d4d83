import { readFileSync } from 'node:fs';
import { compare } from '../../../src/analysis/compare.ts';
import type { Comparison, Publication } from '../../../src/common/generated/comparison.ts';
import { ARMS } from '../../../src/common/phases.ts';
import { mergeThresholds } from '../../../src/config/defaults.ts';
import { fakeResult, type Fake } from '../../support/results.ts';

const PUBLICATION: Publication = {
  repository: 'https://github.com/o/r',
  baseCommit: 'a'.repeat(40),
  headCommit: 'b'.repeat(40),
  links: {
    run: 'https://github.com/o/r/actions/runs/1',
    report: 'https://github.com/o/r/actions/runs/1/artifacts/2',
    trend: 'https://github.com/o/r/tree/joulegate',
  },
  changedFiles: ['prompts/a.txt', 'joulegate.yml'],
  baseline: { commit: 'c'.repeat(40), distance: 3, recordedAt: '2026-01-01T00:00:00Z' },
  waivers: [{ label: 'joulegate-accept', by: 'octocat', at: '2026-01-02T00:00:00Z', covers: 'energy' }],
};

/** A comparison in which every text that the schema knows stands somewhere. */
function filled(c: Comparison): Comparison {
  return {
    ...c,
    findings: [
      ...c.findings,
      { code: 'co-tenant', side: 'head', task: 'practice/0', text: 'python used the GPU' },
      { code: 'power-capped', text: 'capped' },
    ],
    metrics: c.metrics.map((m) => ({ ...m, basisReasons: [{ not: 'exact', text: 'joules vary' }] })),
    gateChanges: { applied: true, keys: [{ key: 'repeats', base: '4', head: '5' }] },
    qualification: {
      createdAt: '2025-12-30T00:00:00.000Z',
      sameEnvironment: true,
      falseAlarms: { share: 0.01, interval: [0, 0.02] },
      smallestVisibleChange: 0.04,
    },
    nullControl: { possible: false, alarmed: false, text: 'not possible with 4 blocks' },
    publication: PUBLICATION,
  };
}

const base = (more: Partial<Fake> = {}): ReturnType<typeof fakeResult> => ({
  ...fakeResult({
    decode: [10, 10.1, 9.9, 10],
    arms: [...ARMS],
    tokens: 101,
    completeTokens: { tests: 41, doctest: null },
    stopStringTokens: { codex: 81, bigcode: 81 },
    ...more,
  }),
  commit: 'a'.repeat(40),
});

/** A head with kinds of babble, readings of the sensor and one setting that differs. */
function head(more: Partial<Fake>): ReturnType<typeof fakeResult> {
  const result = base(more);
  for (const t of result.arms.plain!.tasks) for (const r of t.repeats) r.babbleKinds = { prose: 20, code: 11 };
  return { ...result, subject: { ...result.subject, prompt: { template: 'x' } } };
}

/** The same with another model, so that joules as measured decide. */
const remodelled = (more: Partial<Fake>): ReturnType<typeof fakeResult> => ({
  ...head(more),
  subject: { model: { name: 'm2', sha256: 'b'.repeat(64) } },
});

/** What a gate says of a change that leaves the subject as it was. */
const unchanged = (c: Comparison): Comparison => ({
  ...c,
  reasons: ['subject-unchanged'],
  findings: [{ code: 'subject-unchanged', text: 'those of base, so nothing was measured' }],
  metrics: [],
  why: [],
  tasks: [],
  babble: [],
  savings: [],
  rules: [],
});

const options = {
  thresholds: mergeThresholds({ 'wall-time': { increase: 0.05 } }),
  co2e: { gPerKwh: 400, source: 'a page' },
  usage: { requestsPerDay: 100, pricePerKwh: 0.3 },
};

/** A comparison of every verdict, each with every text filled. */
export const COMPARISONS: Comparison[] = [
  compare(base(), head({ decode: [30, 30.2, 29.8, 30.1], tokens: 310, babble: 31 }), options),
  compare(base(), head({ decode: [30, 30.2, 29.8, 30.1], passed: 2 }), options),
  compare(base(), head({ decode: [10, 10.1, 9.9, 10] }), options),
  compare(base(), head({ decode: [7, 7.1, 6.9, 7] }), options),
  compare(base(), remodelled({ decode: [10, 12, 9, 11] }), options),
  compare(base(), { ...head({ decode: [10, 10.1, 9.9, 10] }), measurement: 'another' }, options),
  compare(base(), head({ decode: [10, 10.1, 9.9, 10], tasks: 3 }), options),
  compare(null, head({ decode: [10, 10.1, 9.9, 10] }), options),
  compare(base({ estimated: true }), head({ decode: [30, 30.2, 29.8, 30.1], estimated: true }), options),
  unchanged(compare(base(), base(), options)),
].map(filled);

type Path = (string | number)[];
type Schema = Record<string, unknown>;

/** Every place in a document where a string stands. */
export function strings(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string') return [path];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([k, v]) => strings(v, [...path, Array.isArray(value) ? Number(k) : k]));
}

/** Every object of a document, by its path. */
export function objects(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [];
  const inner = Object.entries(value).flatMap(([k, v]) => objects(v, [...path, Array.isArray(value) ? Number(k) : k]));
  return Array.isArray(value) ? inner : [path, ...inner];
}

export function at(document: unknown, path: Path): Record<string | number, unknown> {
  let node = document as Record<string | number, unknown>;
  for (const step of path) node = node[step] as Record<string | number, unknown>;
  return node;
}

/** A copy with texts in the place of those that stand at these paths. */
export function withTexts<T>(document: T, texts: readonly (readonly [Path, string])[]): T {
  const copy = structuredClone(document);
  for (const [path, text] of texts) at(copy, path.slice(0, -1))[path.at(-1)!] = text;
  return copy;
}

/** A path as the schema has it: `metrics[].basisReasons[].text`. */
export const patternOf = (path: Path): string =>
  path
    .map((step) => (typeof step === 'number' ? '[]' : `.${step}`))
    .join('')
    .replace(/^\./, '');

const root = JSON.parse(
  readFileSync(new URL('../../../schema/comparison.schema.json', import.meta.url), 'utf8'),
) as Schema;

const resolve = (s: Schema): Schema => {
  const ref = s['$ref'] as string | undefined;
  return ref === undefined ? s : resolve(at(root, ref.slice(2).split('/')) as Schema);
};

/** The fields of a comparison that hold any text, as the schema has them: no enumeration, no pattern. */
export function textFields(node: Schema = root, path = ''): string[] {
  const s = resolve(node);
  const options = [...((s['anyOf'] ?? s['oneOf'] ?? []) as Schema[])];
  const type = [s['type'] ?? []].flat();
  const free = type.includes('string') && !s['enum'] && !('const' in s) && !s['pattern'];
  const properties = Object.entries((s['properties'] ?? {}) as Record<string, Schema>);
  return [
    ...new Set([
      ...(free ? [path] : []),
      ...options.flatMap((o) => textFields(o, path)),
      ...(s['items'] ? textFields(s['items'] as Schema, `${path}[]`) : []),
      ...properties.flatMap(([key, p]) => textFields(p, path === '' ? key : `${path}.${key}`)),
    ]),
  ];
}
