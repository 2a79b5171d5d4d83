import type { Arm, BlockReading, Repeat, RunResult, TaskResult, Validity } from '../common/generated/run-result.ts';
import type { ArmName } from '../common/phases.ts';
import { worstValidity } from '../common/validity.ts';
import type { SensorFindings } from '../energy/sensor-findings.ts';
import type { Task } from '../workload/types.ts';
import { betweenArms } from './arms.ts';
import type { GradedPass } from './grade.ts';
import { promptsOf } from './prompts.ts';
import { remarksOf } from './remarks.ts';
import type { Bench, SubjectRun } from './types.ts';

/** What must stay equal for joules to compare, of one subject. */
export function environmentOf<T extends Task>(bench: Bench<T>, subject: SubjectRun<T>): RunResult['environment'] {
  const { info } = bench.meter;
  const { backend, llamaCpp, server, cpu, os } = subject.engine.info;
  const engine = { backend, llamaCpp, ...(server === undefined ? {} : { server }), edges: subject.engine.edges };
  return { method: info.method, ...engine, cpu, os, ...info.environment, ...bench.judge.environment };
}

/** What is known of one subject so far; holds nothing of its answers that is not in the result. */
export class SubjectRecord<T extends Task> {
  readonly #readings: (BlockReading & { validity: Validity })[] = [];
  /** What its own last pass found of the sensor. */
  #sensor: SensorFindings = {};
  readonly #repeats: Map<ArmName, Map<string, Repeat[]>>;
  /** All prompts of the subject, named token by token, and what was cut out of them. */
  readonly prompts: ReturnType<typeof promptsOf>;
  /** What has to be said of the measurement beside its validity. */
  readonly remarks: ReturnType<typeof remarksOf>;

  constructor(
    private readonly bench: Bench<T>,
    private readonly subject: SubjectRun<T>,
    arms: readonly ArmName[],
  ) {
    this.#repeats = new Map(arms.map((arm) => [arm, new Map(bench.workload.tasks.map((t) => [t.id, []]))]));
    this.prompts = promptsOf(subject, bench.workload.tasks);
    const asked = bench.arms.filter((arm) => subject.arms?.includes(arm) ?? true);
    this.remarks = remarksOf({ workload: bench.workload, arms: asked }, arms, this.prompts);
  }

  /** Blocks come in order. */
  add({ pass, reading, sensor, repeats }: GradedPass<T>): void {
    this.#sensor = sensor;
    this.#readings.push({ validity: { status: 'ok', reasons: [] }, ...reading });
    const tasks = this.#repeats.get(pass.arm)!;
    for (const [task, repeat] of repeats) tasks.get(task)!.push(repeat);
  }

  /** @param extra what its driver has to say of the measurement's validity */
  result(
    { id, alternation }: { id: string; alternation: RunResult['alternation'] | null },
    extra: Validity,
  ): RunResult {
    const { bench, subject } = this;
    const { info } = bench.meter;
    const arms: RunResult['arms'] = {};
    for (const [name, tasks] of this.#repeats)
      arms[name] = {
        tasks: [...tasks].map(([id, repeats]): TaskResult => ({ id, repeats: [...repeats] })),
      } satisfies Arm;
    const blocks = [...this.#readings];
    return {
      schemaVersion: 1,
      measurement: id,
      ...(alternation ? { alternation } : {}),
      createdAt: new Date().toISOString(),
      commit: subject.commit ?? bench.commit,
      subject: subject.subject,
      environment: environmentOf(bench, subject),
      meter: { kind: info.kind, estimated: info.estimated, hostKind: info.hostKind, sensor: this.#sensor },
      workload: {
        name: bench.workload.name,
        digest: bench.workload.digest,
        tasks: bench.workload.tasks.length,
        ...bench.judge.facts(bench.workload.tasks),
      },
      prompts: this.prompts,
      ...(this.remarks.length > 0 ? { findings: this.remarks } : {}),
      arms,
      blocks,
      idle: bench.idle,
      validity: worstValidity([extra, betweenArms(blocks), ...blocks.map((b) => b.validity)]),
    };
  }
}
