import {
  costsOf,
  levelOf,
  predictedOf,
  ratioOf,
  slopeOf,
  tokenCosts,
  type Level,
  type OnWorkload,
} from '../../analysis/amplification/index.ts';
import { KV_BYTES, type AttentionShape, type KvType } from '../../common/attention-shape.ts';
import type { AmplificationPoint, StudyAmplification, StudyTokenCost } from '../../common/generated/study.ts';

/** A model's plain results, and what its header says. */
export interface ModelRuns {
  model: string;
  shape: AttentionShape | null;
  runs: OnWorkload[];
}

/** Inputs that differ by less count as equally long: the one with more decode steps tells more. */
const SAME_LENGTH = 0.02;

/** The workload that `ratio` is over: plain zero-shot generation where there is one, else the shortest inputs. */
const isZeroShot = ({ workload }: Level): boolean => /^(humaneval|humaneval-full|practice)$/.test(workload);

function pairOf(levels: readonly Level[]): { short: Level; long: Level } | null {
  const byLength = [...levels].sort((a, b) => a.inputTokens - b.inputTokens);
  const short = byLength.find(isZeroShot) ?? byLength[0];
  const most = byLength.at(-1);
  if (short === undefined || most === undefined) return null;
  const long = byLength
    .filter((l) => l.inputTokens >= (1 - SAME_LENGTH) * most.inputTokens)
    .reduce((a, b) => (b.steps > a.steps ? b : a));
  return long.inputTokens > (1 + SAME_LENGTH) * short.inputTokens ? { short, long } : null;
}

/** Each task's mean context and J/step. */
function pointsOf(costs: ReturnType<typeof costsOf>): AmplificationPoint[] {
  const byTask = new Map<string, typeof costs>();
  for (const o of costs) {
    const key = JSON.stringify([o.workload, o.task]);
    byTask.set(key, [...(byTask.get(key) ?? []), o]);
  }
  return [...byTask.values()].map((group) => {
    const total = (of: (o: (typeof group)[number]) => number): number => group.reduce((sum, o) => sum + of(o), 0);
    const steps = total((o) => o.steps);
    const [{ workload, task }] = group as [(typeof group)[number]];
    return { workload, task, context: total((o) => o.context) / steps, joules: total((o) => o.joules) / steps };
  });
}

const kvTypeOf = ({ result }: OnWorkload): KvType => {
  const told = result.subject.engine?.['kvType'];
  return typeof told === 'string' && told in KV_BYTES ? (told as KvType) : 'f16';
};

function shapeFacts(shape: AttentionShape | null): Partial<StudyAmplification> {
  if (shape === null) return {};
  const windowed = shape.layers.filter((l) => l.window !== null);
  return {
    weightBytes: shape.weightBytes,
    layers: shape.layers.reduce((sum, l) => sum + l.count, 0),
    windowedLayers: windowed.reduce((sum, l) => sum + l.count, 0),
    window: windowed[0]?.window ?? null,
  };
}

/**
 * How decode J/token of one model grows with context, and what its tokens cost on each workload; `null` without runs.
 */
export function amplificationOf({ model, shape, runs }: ModelRuns): {
  amplification: StudyAmplification;
  tokenCost: StudyTokenCost[];
} | null {
  const [first] = runs;
  if (first === undefined) return null;
  const levels = runs.flatMap((run) => levelOf(run) ?? []);
  const pair = pairOf(levels);
  const costs = costsOf(runs);
  const slope = slopeOf(costs);
  const names = pair === null ? null : { short: pair.short.workload, long: pair.long.workload };
  const measured = pair === null ? { ratio: null, interval: null } : ratioOf(pair.short, pair.long);
  const predicted = shape === null ? null : predictedOf(shape, kvTypeOf(first), runs, names);
  const why =
    slope !== null ? null : costs.length === 0 ? 'not-resolvable' : 'one context: add a workload with longer inputs';
  return {
    amplification: {
      model,
      ...(names ?? {}),
      ratio: measured.ratio,
      ratioInterval: measured.interval,
      predictedRatio: predicted?.ratio ?? null,
      slope: slope?.slope ?? null,
      interval: slope?.interval ?? null,
      predicted: predicted?.slope ?? null,
      base: slope?.line.a ?? null,
      kvBytes: predicted?.kvBytes ?? null,
      ...shapeFacts(shape),
      why,
      estimated: runs.some((r) => r.result.meter.estimated),
      points: pointsOf(costs),
    },
    tokenCost:
      slope === null
        ? []
        : levels.flatMap(({ workload, inputTokens, steps }) => {
            const [from, to] = [inputTokens + 1, inputTokens + Math.max(1, steps)];
            const { first: begin, last, rise, interval } = tokenCosts(slope, from, to);
            return [{ model, workload, firstContext: from, lastContext: to, first: begin, last, rise, interval }];
          }),
  };
}
