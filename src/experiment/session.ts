import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { RunResult, Validity } from '../common/generated/run-result.ts';
import { monotonicNs } from '../common/clock.ts';
import type { ArmName } from '../common/phases.ts';
import type { Task } from '../workload/types.ts';
import { collectGarbage } from './collect-garbage.ts';
import { Grading } from './grade.ts';
import type { Journal } from './journal.ts';
import type { Digests, JournalLine } from './journal-line.ts';
import { runTogether } from './joint.ts';
import { runPass, type MeasuredPass } from './pass.ts';
import { canAlternate, cellsOf, inPasses, type Pass } from './plan.ts';
import { applicableArms, digestsOf } from './session-plan.ts';
import { SubjectRecord } from './result.ts';
import type { Bench, SubjectRun } from './types.ts';
import { settle, warmUp, type Cost } from './warm-up.ts';

/**
 * A longer pause has let clocks and caches fall: one short request brings them back before the next record. A board
 * falls asleep 1.7 s after its last work at the earliest; a prefill that woke an H100 took three times as long.
 */
const LONG_PAUSE_SECONDS = 1;

const OK: Validity = { status: 'ok', reasons: [] };

/** A pass that has just ended, for progress. */
export interface PassDone {
  block: number;
  subject: string;
  arm: ArmName;
  tasks: number;
  seconds: number;
}

/**
 * Measures subjects interleaved, one block at a time, for as long as its driver wants: begin → warm up → blocks →
 * results so far. A block is graded when it is done, outside of every metered pass, and its answers' bulk is let go.
 */
export class Session<T extends Task> {
  readonly arms: readonly ArmName[];
  readonly subjects: readonly SubjectRun<T>[];
  /** Shared by all subjects' results; a continued run keeps its own. */
  measurement: string = randomUUID();
  /** Blocks that are measured and graded. */
  blocks = 0;
  /** Of those blocks' passes: what a budget counts. Grading is in neither. */
  spent = { seconds: 0, joules: 0 };
  /** Whether the warm-up is done. */
  warm = false;
  /** What a block of all arms takes at most (every answer with all its tokens); joules `null` where not told. */
  forecast: Cost | null = null;
  /** The arms that later blocks run: all, until one is stopped. */
  running: readonly ArmName[];
  readonly #bench: Bench<T>;
  readonly #journal: Journal | null;
  readonly #grading: Grading<T>;
  readonly #records: Map<SubjectRun<T>, SubjectRecord<T>>;
  readonly #extraPrefills = new Map<SubjectRun<T>, number>();
  readonly #digests: Digests;
  /** When the last work ended, monotonic nanoseconds; `null` before any. */
  #workedNs: number | null = null;

  private constructor(bench: Bench<T>, subjects: readonly SubjectRun<T>[], journal: Journal | null) {
    this.#bench = bench;
    this.#journal = journal;
    this.subjects = subjects;
    this.arms = applicableArms(bench, subjects);
    this.running = this.arms;
    this.#grading = new Grading(bench.judge, bench.onProgress, bench.signal);
    this.#records = new Map(subjects.map((s) => [s, new SubjectRecord(bench, s, this.#armsOf(s))]));
    this.#digests = digestsOf(bench, this.#records, this.arms);
    for (const said of new Set(
      [...this.#records.values()].flatMap((r) => r.remarks.map((f) => `${f.code}: ${f.text}`)),
    ))
      bench.onProgress(said);
  }

  /**
   * Begins to measure; where the journal holds an unfinished run of just this, its whole blocks are the first ones.
   * @throws JouleGateError `rule-invalid` where no arm is left, `file-unreadable`
   */
  static async begin<T extends Task>(
    bench: Bench<T>,
    subjects: readonly SubjectRun<T>[],
    journal: Journal | null,
  ): Promise<Session<T>> {
    const session = new Session(bench, subjects, journal);
    const cells = session.#cells(0).map(({ subject, arm }) => ({ subject: subject.name, arm }));
    const earlier = await journal?.continueRun(session.#digests, cells);
    if (earlier) {
      session.measurement = earlier.measurement;
      for (const block of earlier.blocks) {
        session.running = session.arms.filter((arm) => block.some(({ pass }) => pass.arm === arm));
        await session.#keep(session.#measuredBefore(block));
      }
    }
    return session;
  }

  /**
   * Requests outside the measurement, once before the first block: pages, caches and clocks settle, a sensor is
   * characterised.
   */
  async warmUp(): Promise<void> {
    const costs: Cost[] = [];
    for (const s of this.subjects) {
      await this.#takeTurn(s);
      const { extraPrefills, pass, workedNs } = await warmUp(this.#bench, s);
      this.#workedNs = workedNs;
      this.#extraPrefills.set(s, extraPrefills);
      for (const _arm of this.#armsOf(s)) costs.push(pass);
    }
    const joules = costs.map((c) => c.joules).filter((j) => j !== null);
    this.forecast = {
      seconds: costs.reduce((sum, c) => sum + c.seconds, 0),
      joules: joules.length < costs.length ? null : joules.reduce((sum, j) => sum + j, 0),
    };
    this.warm = true;
  }

  /** Leaves an arm out of later blocks: what is to be known of it is known. One stays. */
  stop(arm: ArmName): void {
    const rest = this.running.filter((a) => a !== arm);
    if (rest.length > 0) this.running = rest;
  }

  /** Measures and grades the next block: every task once, in every arm that runs, for every subject. */
  async runBlock(onPass: (done: PassDone) => void = () => undefined): Promise<void> {
    const begin = monotonicNs();
    const passes: MeasuredPass<T>[] = [];
    const done = async (measured: MeasuredPass<T>): Promise<void> => {
      passes.push(measured);
      this.#workedNs = measured.workedNs;
      await this.#journal?.append(this.#line(measured));
      const { block, subject, arm } = measured.pass;
      onPass({ block, subject: subject.name, arm, tasks: measured.answers.length, seconds: measured.reading.seconds });
    };
    const extra = (subject: SubjectRun<T>): number => this.#extraPrefills.get(subject) ?? 0;
    const cells = this.#cells(this.blocks);
    if (this.#alternates()) {
      await this.#wake(this.subjects);
      for (const measured of await runTogether(this.#bench, cells, extra)) await done(measured);
    } else
      for (const pass of inPasses(cells)) {
        await this.#takeTurn(pass.subject);
        await this.#wake([pass.subject]);
        await done(await runPass(this.#bench, pass, extra(pass.subject)));
      }
    this.spent.seconds += (monotonicNs() - begin) / 1e9;
    await this.#keep(passes);
  }

  /** How many passes a block of the running arms has. */
  get passes(): number {
    return this.#cells(this.blocks).length;
  }

  #armsOf(subject: SubjectRun<T>): readonly ArmName[] {
    return this.arms.filter((arm) => subject.arms?.includes(arm) ?? true);
  }

  #cells(block: number): Pass<SubjectRun<T>>[] {
    return cellsOf(block, this.subjects, this.running, (s) => this.#armsOf(s));
  }

  /** Whether all subjects are the same by all that is measured: documents (but for a model's name) and prompts. */
  get unchanged(): boolean {
    const [first, ...others] = this.subjects.map((s) => {
      const { model, ...rest } = s.subject;
      return { ...rest, model: { ...model, name: null }, prompts: this.#records.get(s)!.prompts.digest };
    });
    return others.length > 0 && others.every((other) => isDeepStrictEqual(other, first));
  }

  /** One result a subject, in order, of all blocks so far. @param extra what the driver has to say of their validity */
  results(extra: Validity = OK): RunResult[] {
    const alternation = this.subjects.length < 2 ? null : this.#alternates() ? 'task' : 'pass';
    return this.subjects.map((s) => this.#records.get(s)!.result({ id: this.measurement, alternation }, extra));
  }

  /** Whether a task's cells follow each other: base and head are both there, and no trace is replayed for each pass. */
  #alternates(): boolean {
    const resident = this.subjects.every((s) => !s.engine.takesTurns);
    const several = this.subjects.length > 1;
    return several && resident && this.#bench.meter.info.kind !== 'replay' && canAlternate(this.passes);
  }

  /** A model that shares its memory is loaded outside of every record, and runs something before it counts. */
  async #takeTurn(subject: SubjectRun<T>): Promise<void> {
    if (subject.engine.takesTurns) await settle(this.#bench, subject);
  }

  /** Brings back what a pause has let fall, before a record begins. */
  async #wake(subjects: readonly SubjectRun<T>[]): Promise<void> {
    if (this.#workedNs === null || monotonicNs() - this.#workedNs < LONG_PAUSE_SECONDS * 1e9) return;
    for (const s of subjects.filter(({ engine }) => !engine.takesTurns)) await settle(this.#bench, s);
  }

  async #keep(passes: readonly MeasuredPass<T>[]): Promise<void> {
    for (const graded of await this.#grading.block(passes)) this.#records.get(graded.pass.subject)!.add(graded);
    for (const { grossJoules } of passes) this.spent.joules += grossJoules;
    this.blocks++;
    collectGarbage();
  }

  #line({ pass, reading, sensor, grossJoules, answers }: MeasuredPass<T>): JournalLine {
    const { block, subject, arm } = pass;
    return {
      measurement: this.measurement,
      digests: this.#digests,
      pass: { block, subject: subject.name, arm, cells: this.passes },
      reading,
      sensor,
      grossJoules,
      answers: answers.map(({ task, answer, phases }) => ({ task: task.id, ...answer, phases })),
    };
  }

  /** The passes of a block that an earlier process has measured. */
  #measuredBefore(lines: readonly JournalLine[]): MeasuredPass<T>[] {
    const tasks = new Map(this.#bench.workload.tasks.map((t) => [t.id, t]));
    return this.#cells(this.blocks).map((pass) => {
      const { reading, sensor, grossJoules, answers } = lines.find(
        (l) => l.pass.subject === pass.subject.name && l.pass.arm === pass.arm,
      )!;
      this.spent.seconds += reading.seconds;
      return {
        pass,
        reading,
        sensor,
        grossJoules,
        workedNs: 0,
        answers: answers.map(({ task, phases, ...answer }) => ({ task: tasks.get(task)!, phases, answer })),
      };
    });
  }
}
