import type { Arm, BlockReading, Repeat, RunResult, TaskResult, Validity } from '../common/generated/run-result.ts';
import type { ArmName } from '../common/phases.ts';
import { sha256 } from '../common/hash.ts';
import { idsWithoutExample, stopErrors } from '../suppression/index.ts';
import type { Task } from '../workload/types.ts';
import { betweenArms } from './arms.ts';
import type { GradedAnswer, GradedPass } from './grade.ts';
import type { Bench, SubjectRun } from './types.ts';

function repeatOf(block: number, g: GradedAnswer, plain: GradedAnswer | undefined, arm: ArmName): Repeat {
  const a = g.answer;
  const stopped = a.stopReason === 'rule' || a.stopReason === 'stop-string';
  return {
    block,
    promptTokens: a.promptTokens,
    outputTokens: a.outputTokens,
    decodeSteps: a.decodeSteps,
    babbleTokens: g.babbleTokens,
    overrunTokens: a.overrunTokens,
    passed: g.passed,
    stopReason: a.stopReason,
    text: a.text,
    ...(g.stopStringTokens ? { stopStringTokens: g.stopStringTokens } : {}),
    ...(g.completeTokens ? { completeTokens: g.completeTokens } : {}),
    ...(g.babbleKinds ? { babbleKinds: g.babbleKinds } : {}),
    ...(g.reasoningTokens > 0 ? { reasoningTokens: g.reasoningTokens, reasoningJoules: reasoningJoules(g) } : {}),
    ...(arm === 'suppressed' && plain && plain.passed !== null && g.passed !== null
      ? stopErrors({
          plainPassed: plain.passed,
          stopped,
          stoppedPassed: g.passed,
          completeEarly: (g.babbleTokens ?? 0) > 0,
        })
      : {}),
    phases: g.phases,
  };
}

/** Net joules of the thoughts: their share of the decode steps. The first token is the prefill's. */
function reasoningJoules({ reasoningTokens, answer, phases }: GradedAnswer): number | null {
  const joules = phases.decode.netJoules;
  if (joules === null) return null;
  return answer.decodeSteps === 0 ? 0 : joules * Math.min(1, (reasoningTokens - 1) / answer.decodeSteps);
}

/** SHA-256 over the token ids of every task's whole prompt, in order. */
function promptsDigest(subject: SubjectRun, tasks: readonly Task[]): string {
  return sha256(tasks.map((t) => `${t.id}\t${subject.prompt.tokenize(t.prompt, t.id).join(' ')}\n`).join(''));
}

const GRAVITY = ['ok', 'warning', 'not-resolvable', 'invalid'] as const;

function worst(validities: readonly Validity[]): Validity {
  const status = GRAVITY[Math.max(0, ...validities.map((v) => GRAVITY.indexOf(v.status)))]!;
  return { status, reasons: [...new Set(validities.flatMap((v) => v.reasons))] };
}

/** Assembles one subject's RunResult out of the graded passes. */
export function assemble(
  bench: Bench,
  subject: SubjectRun,
  index: number,
  passes: readonly GradedPass[],
  measurement: string,
  extra: Validity,
): RunResult {
  const mine = passes.filter((p) => p.pass.subject === index);
  const arms: RunResult['arms'] = {};
  for (const name of bench.arms) {
    const tasks = new Map<string, TaskResult>(bench.workload.tasks.map((t) => [t.id, { id: t.id, repeats: [] }]));
    for (const p of mine.filter((x) => x.pass.arm === name)) {
      const plain = mine.find((x) => x.pass.arm === 'plain' && x.pass.block === p.pass.block);
      p.answers.forEach((g, i) =>
        tasks.get(g.task.id)!.repeats.push(repeatOf(p.pass.block, g, plain?.answers[i], name)),
      );
    }
    for (const t of tasks.values()) t.repeats.sort((a, b) => a.block - b.block);
    arms[name] = { tasks: [...tasks.values()] } satisfies Arm;
  }
  const { info } = bench.meter;
  const engine = subject.engine.info;
  const sorted = [...mine].sort((a, b) => a.pass.block - b.pass.block);
  const blocks = sorted.map((p): BlockReading => ({
    block: p.pass.block,
    arm: p.pass.arm,
    seconds: p.energy.seconds,
    smClockMhz: p.energy.smClockMhz,
    temperatureC: p.energy.temperatureC,
    powerLimitWatts: p.energy.powerLimitWatts,
    idleWatts: p.energy.idleWatts,
    extraPrefills: p.extraPrefills,
    ...(p.energy.phases ? { phases: p.energy.phases } : {}),
    validity: p.energy.validity,
  }));
  return {
    schemaVersion: 1,
    measurement,
    createdAt: new Date().toISOString(),
    commit: bench.commit,
    subject: subject.subject,
    environment: {
      method: info.method,
      backend: engine.backend,
      llamaCpp: engine.llamaCpp,
      cpu: engine.cpu,
      os: engine.os,
      ...info.environment,
      ...bench.environment,
    },
    meter: {
      kind: info.kind,
      estimated: info.estimated,
      hostKind: info.hostKind,
      sensor: mine.at(-1)?.energy.sensor ?? {},
    },
    workload: {
      name: bench.workload.name,
      digest: bench.workload.digest,
      tasks: bench.workload.tasks.length,
      tasksWithoutExample: idsWithoutExample(bench.workload.tasks),
    },
    prompts: { digest: promptsDigest(subject, bench.workload.tasks) },
    arms,
    blocks,
    idle: bench.idle,
    validity: worst([extra, betweenArms(blocks), ...sorted.map((p) => p.energy.validity)]),
  };
}
