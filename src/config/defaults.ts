import type { ConfigFile, ExpectConfig, Limits, ThresholdConfig } from '../common/generated/config.ts';
import type { MetricId } from '../common/generated/comparison.ts';
import { resolvePath } from '../common/paths.ts';
import { ARMS, type ArmName } from '../common/phases.ts';
import { parseBaseline } from './baseline.ts';
import { limitedBy } from './idle-limits.ts';
import type { Config, Thresholds } from './types.ts';
import { promptOf, samplingOf, workloadOf } from './workload.ts';

const DEFAULT_THRESHOLDS: Partial<Record<MetricId, Limits>> = {
  'energy-per-task': { increase: 0.03 },
  // Of these two a workload has one: by its tests, or by its references.
  'pass-at-1': { decrease: 0.05 },
  score: { decrease: 0.05 },
};

/** What a checker says beyond passed and failed gates where it is asked to. */
const { score: _, ...OF_A_CHECKER } = DEFAULT_THRESHOLDS;

/** Thresholds by arm: the configured ones over the defaults; `false` removes one. */
export function mergeThresholds(
  configured: ConfigFile['thresholds'] = {},
  defaults: typeof DEFAULT_THRESHOLDS = DEFAULT_THRESHOLDS,
): Thresholds {
  const out: Thresholds = {};
  for (const [id, limits] of Object.entries(defaults) as [MetricId, Limits][]) {
    out[id] = Object.fromEntries(ARMS.map((arm) => [arm, limits]));
  }
  for (const [id, value] of Object.entries(configured) as [MetricId, ThresholdConfig][]) {
    if (value === false) {
      delete out[id];
      continue;
    }
    const { plain, suppressed, ...both } = value;
    const own = { plain, suppressed };
    const arms: Partial<Record<ArmName, Limits>> = {};
    for (const arm of ARMS) {
      const ownLimits = own[arm];
      if (ownLimits === false) continue;
      const merged = { ...(Object.keys(both).length > 0 ? both : out[id]?.[arm]), ...ownLimits };
      if (Object.keys(merged).length > 0) arms[arm] = merged;
    }
    out[id] = arms;
  }
  return out;
}

/** Whether a rule is a module's path, and none of our own rules. */
export const isModule = (rule: string): boolean => /[/\\]|\.m?js$/.test(rule);

function expected(expect: ExpectConfig | undefined): Config['expect'] {
  if (expect === undefined) return null;
  return {
    gpu: expect.gpu ?? null,
    driver: expect.driver ?? null,
    powerLimitWatts: expect['power-limit-watts'] ?? null,
    idleBelow: expect['idle-below'] ?? null,
    temperatureBelow: expect['temperature-below'] ?? null,
  };
}

/**
 * Fills in the defaults of the design and makes paths absolute (relative to `directory`). @param given the workload, in
 * place of the file's own
 */
export function withDefaults(
  c: ConfigFile,
  directory: string,
  warnings: string[],
  given: Config['workload'] | null = null,
): Config {
  const at = (p: string | undefined): string | null => (p === undefined ? null : resolvePath(directory, p));
  const meter = typeof c.meter === 'string' ? { kind: c.meter } : (c.meter ?? { kind: 'auto' as const });
  const rule = c.suppression?.rule ?? 'tests';
  const model = c.model ?? {};
  const workload = given ?? workloadOf(c, at);
  return {
    directory,
    source: null,
    model: {
      name: model.name ?? null,
      path: at(model.path),
      uri: model.uri ?? null,
      preset: model.preset ?? null,
      builtin: model.builtin ?? null,
      sha256: model.sha256?.toLowerCase() ?? null,
    },
    prompt: promptOf(c, workload, at),
    sampling: samplingOf(c, workload),
    context: c.context ?? null,
    workload,
    engine: {
      kind: c.engine?.kind ?? 'llama',
      url: c.engine?.url ?? null,
      model: c.engine?.model ?? null,
      keyEnv: c.engine?.['key-env'] ?? null,
      threads: c.engine?.threads ?? null,
      gpuLayers: c.engine?.['gpu-layers'] ?? null,
      flashAttention: c.engine?.['flash-attention'] ?? null,
      kvType: c.engine?.['kv-type'] ?? null,
      batch: c.engine?.batch ?? null,
      gpu: c.engine?.gpu ?? 'auto',
    },
    suppression: {
      rule: isModule(rule) ? resolvePath(directory, rule) : rule,
      stopStrings: c.suppression?.['stop-strings'] ?? null,
      loopCutOff: c.suppression?.['loop-cut-off'] ?? false,
    },
    arms: ARMS.filter((arm) => (c.arms ?? ARMS).includes(arm)),
    repeats: c.repeats ?? 4,
    meter: {
      kind: meter.kind,
      watts: ('watts' in meter ? meter.watts : undefined) ?? null,
      samples: at('samples' in meter ? meter.samples : undefined),
      intervalMs: ('interval-ms' in meter ? meter['interval-ms'] : undefined) ?? 5,
      lockWaitSeconds: ('lock-wait-seconds' in meter ? meter['lock-wait-seconds'] : undefined) ?? null,
      keepSamples: at('keep-samples' in meter ? meter['keep-samples'] : undefined),
    },
    thresholds: mergeThresholds(c.thresholds, workload.checker === null ? DEFAULT_THRESHOLDS : OF_A_CHECKER),
    limited: limitedBy(c.thresholds),
    budget: { seconds: c.budget?.seconds ?? 1800, joules: c.budget?.joules ?? null, blocks: c.budget?.blocks ?? null },
    co2e: c.co2e ? { gPerKwh: c.co2e['g-per-kwh'], source: c.co2e.source } : null,
    usage: c.usage
      ? { requestsPerDay: c.usage['requests-per-day'], pricePerKwh: c.usage['price-per-kwh'] ?? null }
      : null,
    environmentAllow: c['environment-allow'] ?? [],
    expect: expected(c.environment?.expect),
    sandbox: c.sandbox ?? 'best',
    keepText: c['keep-text'] ?? false,
    comment: c.comment ?? 'on-change',
    baseline: parseBaseline(c.baseline, directory),
    onInconclusive: c['on-inconclusive'] ?? 'fail',
    onInvalid: c['on-invalid'] ?? 'fail',
    warnings,
    withheld: [],
  };
}
