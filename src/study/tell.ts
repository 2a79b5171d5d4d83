import { minutes } from '../common/duration.ts';
import type { Machine } from './forecast.ts';
import type { PlannedUnit } from './plan.ts';

const kilojoules = (joules: number): string =>
  joules >= 1e6 ? `${(joules / 3.6e6).toFixed(2)} kWh` : `${Number(joules.toPrecision(2))} J`;

const hours = (seconds: number): string => (seconds < 7200 ? minutes(seconds) : `${(seconds / 3600).toFixed(1)} h`);

const about = ({ seconds, joules }: { seconds: number; joules: number }): string =>
  `at most about ${hours(seconds)}, ${kilojoules(joules)}`;

function lineOf(planned: PlannedUnit): string {
  const { unit, state } = planned;
  const name = `${unit.model} on ${unit.workload}`;
  if (state === 'failed') {
    const { failure, forecast } = planned;
    const then = forecast === null ? '' : `; with its data ${about(forecast)}`;
    return `  ${name}: cannot run, ${failure.code}: ${failure.message}${then}`;
  }
  const { tasks, subjects, notApplicable } = planned.unit;
  const what = `${tasks.length} tasks × ${subjects.map((s) => s.name).join(', ')} × ${subjects[0]!.config.repeats} blocks`;
  const left = notApplicable.length > 0 ? ` (rule-not-applicable: ${notApplicable.join(', ')})` : '';
  if (state === 'done') return `  ${name}: done`;
  return `  ${name}: ${what}${left}; ${planned.forecast === null ? 'the size of its model is unknown before it is fetched' : about(planned.forecast)}`;
}

/** What a study will run and what that takes, an estimate from the models' sizes. */
export function tellPlan(planned: readonly PlannedUnit[], machine: Machine): string {
  const toRun = planned.filter((p) => p.state === 'to-run');
  const known = toRun.flatMap((p) => p.forecast ?? []);
  const later = planned.flatMap((p) => (p.state === 'failed' ? (p.forecast ?? []) : []));
  const total = {
    seconds: [...known, ...later].reduce((sum, f) => sum + f.seconds, 0),
    joules: [...known, ...later].reduce((sum, f) => sum + f.joules, 0),
  };
  const unknown = toRun.length - known.length;
  const assumed = `${(machine.bytesPerSecond / 1e9).toPrecision(3)} GB/s, ${(machine.flops / 1e12).toPrecision(2)} Tflop/s, ${machine.watts} W: ${machine.source}`;
  return [
    `${toRun.length} of ${planned.length} units to run (a unit is a model on a workload, plain and under every rule):`,
    ...planned.map(lineOf),
    toRun.length + later.length === 0
      ? 'nothing is left to run'
      : `in all ${about(total)}${unknown > 0 ? `, and ${unknown} of unknown size` : ''}${later.length > 0 ? ` (${later.length} units whose data is not here are counted by the sizes that their names stand for)` : ''}: an estimate, not measured, as if every answer took all its tokens (${assumed})`,
  ].join('\n');
}
