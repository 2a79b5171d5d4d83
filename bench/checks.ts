import { mkdtemp, rm } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EstimateMeter, DEFAULT_CORE_WATTS } from '../src/energy/meters/estimate.ts';
import { runRequest } from '../src/experiment/request.ts';
import type { Watcher } from '../src/judge/types.ts';
import type { Engine } from '../src/model/engine.ts';
import { startCheckPool } from '../src/sandbox/index.ts';
import type { CheckPool } from '../src/sandbox/types.ts';
import { createRule } from '../src/suppression/index.ts';
import type { CodeTask } from '../src/workload/types.ts';
import { blockingWatcher, type BlockingWatcher } from './support/blocking.ts';
import { childrenCpuSeconds } from './support/children.ts';
import { openBenchSubject, type BenchSubject } from './support/subject.ts';
import { cpuSeconds, figureEntry, median, ratioEntry, type Bench, type Entry } from './support/entry.ts';
import { configOf, humanEval, missingReal, openEngine, REAL_MODEL, spread } from './support/inputs.ts';

const MAX_TOKENS = 32;
const TASKS = 20;

interface Run {
  /** Tokens decoded, overrun included. */
  tokens: number;
  decodeJoulesPerToken: number;
  tokensPerSecond: number;
  checkJoulesPerToken: number;
  checks: number;
  stopped: boolean;
  /** CPU of this process and the sandbox from the request's begin until the watcher has settled. */
  totalCpuSeconds: number;
  /** Of it, the sandbox's. */
  sandboxCpuSeconds: number;
}

/** The task with a test that no answer passes, after all of the real one has run. */
function neverPassing(task: CodeTask): CodeTask {
  return {
    ...task,
    test: `${task.test}\n_real = check\ndef check(candidate):\n    _real(candidate)\n    assert False\n`,
  };
}

/** The engine, which before each token waits for the watcher's check. */
function waiting(engine: Engine, watcher: BlockingWatcher): Engine {
  const { info, devices, edges } = engine;
  return {
    info,
    devices,
    edges,
    preparePrompt: (source) => engine.preparePrompt(source),
    reset: () => engine.reset(),
    close: () => engine.close(),
    async *generate(...request) {
      for await (const step of engine.generate(...request)) {
        yield step;
        if (watcher.pending) await watcher.pending;
        if (watcher.decided) return;
      }
    },
  };
}

class CountingMeter extends EstimateMeter {
  checks = 0;

  override mark(...edge: Parameters<EstimateMeter['mark']>): void {
    if (edge[0] === 'begin' && edge[1] === 'check') this.checks++;
    super.mark(...edge);
  }
}

class Runner {
  readonly #meter: CountingMeter;
  readonly #subject: BenchSubject;
  readonly #pool: CheckPool;
  #next = 0;

  constructor(meter: CountingMeter, subject: BenchSubject, pool: CheckPool) {
    this.#meter = meter;
    this.#subject = subject;
    this.#pool = pool;
  }

  #watcher(task: CodeTask, id: string): Watcher {
    return this.#subject.rules.watch!(task, {
      begin: () => this.#meter.mark('begin', 'check', id),
      end: (cpuSeconds) => this.#meter.mark('end', 'check', id, { cpuSeconds }),
    });
  }

  async run(task: CodeTask, how: 'none' | 'beside' | 'blocking', maxTokens: number): Promise<Run> {
    const { engine, prompt, sampling } = this.#subject;
    const { style, answerPrefix } = prompt.prompt;
    const id = String(this.#next++);
    const tokens = prompt.tokenize(task.prompt, task.id);
    const blocking =
      how === 'blocking'
        ? blockingWatcher(await createRule({ rule: 'tests' }), { task, style, answerPrefix }, this.#pool)
        : null;
    const watcher: Watcher | null = how === 'beside' ? this.#watcher(task, id) : blocking;
    const sandbox = childrenCpuSeconds();
    const cpu = cpuSeconds();
    const checks = this.#meter.checks;
    await this.#meter.startBlock();
    const answer = await runRequest(blocking ? waiting(engine, blocking) : engine, this.#meter, {
      id,
      prompt: tokens,
      sampling: { ...sampling, maxTokens },
      watcher,
    });
    const used = cpuSeconds() - cpu;
    const beside = (childrenCpuSeconds() ?? NaN) - (sandbox ?? NaN);
    const energy = (await this.#meter.finishBlock()).requests.get(id)!;
    const steps = Math.max(1, answer.decodeSteps);
    const sandboxCpuSeconds = Number.isFinite(beside) ? beside : (energy.check.grossJoules ?? 0) / DEFAULT_CORE_WATTS;
    return {
      tokens: answer.outputTokens,
      decodeJoulesPerToken: energy.decode.grossJoules! / steps,
      tokensPerSecond: steps / energy.decode.seconds,
      checkJoulesPerToken: (energy.check.grossJoules ?? 0) / steps,
      checks: this.#meter.checks - checks,
      stopped: answer.stopReason === 'rule',
      totalCpuSeconds: used + sandboxCpuSeconds,
      sandboxCpuSeconds,
    };
  }
}

type Arm = 'none' | 'beside' | 'blocking';
type Pick = (r: Run) => number;

/** Interleaved runs of arms over tasks; forwards in even rounds, backwards in odd ones. */
async function series(
  arms: readonly Arm[],
  tasks: readonly CodeTask[],
  caps: readonly number[],
  rounds: number,
  runner: Runner,
  log: (line: string) => void,
): Promise<Record<Arm, Run>[]> {
  const all: Record<Arm, Run>[] = [];
  for (let i = 0; i < rounds; i++) {
    const at = i % tasks.length;
    const round: Partial<Record<Arm, Run>> = {};
    // A task comes up in even and odd rounds alike.
    const forwards = (i + Math.floor(i / tasks.length)) % 2 === 0;
    for (const arm of forwards ? arms : [...arms].reverse())
      round[arm] = await runner.run(tasks[at]!, arm, arm === 'none' ? caps[at]! : MAX_TOKENS);
    all.push(round as Record<Arm, Run>);
    if ((i + 1) % 25 === 0) log(`${i + 1} of ${rounds} rounds`);
  }
  return all;
}

const versus = (rounds: readonly Record<Arm, Run>[], over: Arm, pick: Pick): [number, number][] =>
  rounds.map((r) => [pick(r[over]), pick(r.none)]);

async function decoding(
  pool: CheckPool,
  tasks: readonly CodeTask[],
  rounds: number,
  log: (line: string) => void,
): Promise<Entry[]> {
  const meter = new CountingMeter({ kind: 'estimate' });
  // Raw completion: the model writes the body at once, so that 64 tokens hold many line ends to check.
  const config = configOf({
    model: REAL_MODEL,
    meter: 'estimate',
    suppression: { rule: 'tests' },
    prompt: { style: 'raw' },
    sampling: { 'max-tokens': MAX_TOKENS },
  });
  const { subject, file } = await openBenchSubject(config, pool);
  const { engine } = subject;
  const runner = new Runner(meter, subject, pool);
  await pool.ready;
  // Once through: warms up, and tells how many tokens the stopped answer has, to compare equal lengths.
  const caps: number[] = [];
  for (const t of tasks) caps.push((await runner.run(t, 'beside', MAX_TOKENS)).tokens);
  const real = await series(['none', 'beside', 'blocking'], tasks, caps, rounds, runner, (line) =>
    log(`checks: ${line}`),
  );
  const never = await series(
    ['none', 'beside', 'blocking'],
    tasks.map(neverPassing),
    tasks.map(() => MAX_TOKENS),
    rounds,
    runner,
    (line) => log(`no check passes: ${line}`),
  );
  const about = (all: typeof real): Record<string, unknown> => ({
    model: file.name,
    threads: engine.info.threads,
    style: 'raw',
    maxTokens: MAX_TOKENS,
    tasks: tasks.length,
    checksPerAnswer: all.reduce((n, r) => n + r.beside.checks, 0) / all.length,
    stoppedShare: all.filter((r) => r.beside.stopped).length / all.length,
    plainTokensPerSecond: median(all.map((r) => r.none.tokensPerSecond)),
    sandboxShareOfRequestCpu:
      all.reduce((t, r) => t + r.beside.sandboxCpuSeconds, 0) / all.reduce((t, r) => t + r.none.totalCpuSeconds, 0),
    checkShareOfDecodeEnergy:
      all.reduce((s, r) => s + r.beside.checkJoulesPerToken, 0) /
      all.reduce((s, r) => s + r.none.decodeJoulesPerToken, 0),
  });
  await engine.close();
  const joules: Pick = (r) => r.decodeJoulesPerToken;
  const speed: Pick = (r) => r.tokensPerSecond;
  const cost: Pick = (r) => r.totalCpuSeconds;
  return [
    ratioEntry(
      'checks/energy',
      "decode J/token (this process's CPU time) with rule tests checking beside decoding, over no checks to the same length",
      versus(real, 'beside', joules),
      { most: 1.02 },
      about(real),
    ),
    ratioEntry(
      'checks/energy-with-sandbox',
      "the same, the checks' own CPU time added",
      versus(real, 'beside', (r) => r.decodeJoulesPerToken + r.checkJoulesPerToken),
      null,
    ),
    ratioEntry(
      'checks/speed',
      'decode tokens/s with checks beside decoding, over no checks',
      versus(real, 'beside', speed),
      { least: 0.98 },
    ),
    ratioEntry(
      'checks/blocking-energy',
      "decode J/token (this process's CPU time) where each check is awaited, over no checks",
      versus(real, 'blocking', joules),
      null,
    ),
    ratioEntry(
      'checks/blocking-speed',
      'decode tokens/s where each check is awaited before the next token, over no checks',
      versus(real, 'blocking', speed),
      null,
    ),
    ratioEntry(
      'checks/never-cost',
      'no check ever passes: CPU time of the whole request and of the sandbox, restoring included, over no checks',
      versus(never, 'beside', cost),
      { most: 1.01 },
      about(never),
    ),
    ratioEntry(
      'checks/never-speed',
      'no check ever passes: decode tokens/s, over no checks',
      versus(never, 'beside', speed),
      null,
    ),
    ratioEntry(
      'checks/never-blocking-cost',
      'no check ever passes, each awaited: CPU time of request and sandbox, over no checks',
      versus(never, 'blocking', cost),
      null,
    ),
    ratioEntry(
      'checks/never-blocking-speed',
      'no check ever passes, each awaited: decode tokens/s, over no checks',
      versus(never, 'blocking', speed),
      null,
    ),
  ];
}

const LATENCY_WARM_UP = 20;

async function latency(pool: CheckPool, tasks: readonly CodeTask[], count: number, advice: boolean): Promise<Entry> {
  await pool.ready;
  const times: number[] = [];
  for (let i = 0; i < LATENCY_WARM_UP + count; i++) {
    const t = tasks[i % tasks.length]!;
    const { wallSeconds, passed } = await pool.check(
      { source: t.prompt + t.canonicalSolution, test: t.test, entryPoint: t.entryPoint, prompt: t.prompt },
      { advice },
    );
    if (!passed) throw new Error(`the reference of ${t.id} failed`);
    if (i >= LATENCY_WARM_UP) times.push(1000 * wallSeconds);
    await pool.restore();
  }
  const p99 = [...times].sort((a, b) => a - b)[Math.floor(0.99 * times.length)];
  const what = `median of ${times.length} checks of reference solutions on a warm worker, restored after each`;
  return advice
    ? figureEntry(
        'checks/latency',
        `${what}, as beside decoding`,
        median(times),
        'ms',
        { most: 3, unit: 'ms' },
        { p99 },
      )
    : figureEntry('checks/latency-confirmed', `${what}, each pass confirmed`, median(times), 'ms', null, { p99 });
}

interface Start {
  blockedMs: number;
  seconds: number;
}

/** Starts a pool in a process of its own, which knows nothing yet. */
function coldStart(cache: string): Start {
  const script = `const { load } = await import(${JSON.stringify(join(process.cwd(), 'bench/support/bundle.mjs'))}); const { start } = await load('support/pool-start'); console.log(JSON.stringify(await start())); process.exit(0);`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: { ...process.env, JOULEGATE_CACHE: cache },
  });
  if (run.status !== 0) throw new Error(`the pool did not start: ${run.stderr}`);
  return JSON.parse(run.stdout) as Start;
}

async function poolStart(count: number): Promise<Entry[]> {
  const cache = await mkdtemp(join(tmpdir(), 'joulegate-bench-'));
  const first: Start[] = [];
  const later: Start[] = [];
  for (let i = 0; i < count; i++) {
    await rm(cache, { recursive: true, force: true });
    first.push(coldStart(cache));
    later.push(coldStart(cache));
  }
  await rm(cache, { recursive: true, force: true });
  const details = (all: Start[]): Record<string, unknown> => ({
    starts: all.length,
    mostSeconds: Math.max(...all.map((s) => s.seconds)),
    eventLoopBlockedMs: median(all.map((s) => s.blockedMs)),
  });
  return [
    figureEntry(
      'checks/pool-start',
      'median time from startCheckPool to ready in a new process with an empty cache',
      median(first.map((s) => s.seconds)),
      's',
      { most: 2.5, unit: 's' },
      details(first),
    ),
    figureEntry(
      'checks/pool-start-again',
      'the same in the next process',
      median(later.map((s) => s.seconds)),
      's',
      { most: 2.5, unit: 's' },
      details(later),
    ),
  ];
}

/** What a run waits for the pool that it started before loading its model. */
async function startBeside(): Promise<{ entry: Entry; pool: CheckPool }> {
  const config = configOf({ model: REAL_MODEL });
  const begin = performance.now();
  const pool = startCheckPool();
  const { engine } = await openEngine(config);
  const loaded = performance.now();
  await pool.ready;
  const wait = (performance.now() - loaded) / 1000;
  await engine.close();
  return {
    pool,
    entry: figureEntry(
      'checks/pool-wait',
      'what is left to wait for a pool started before the small real model was loaded: off the critical path where it is about 0',
      wait,
      's',
      null,
      { modelLoadSeconds: (loaded - begin) / 1000 },
    ),
  };
}

export const bench: Bench = async ({ quick, count, log }) => {
  const missing = missingReal();
  if (missing) return [{ name: 'checks', skipped: missing }];
  const all = await humanEval();
  const starts = await poolStart(quick ? 1 : 5);
  const { entry: wait, pool } = await startBeside();
  const latencies = [
    await latency(pool, all, quick ? 30 : 492, true),
    await latency(pool, all, quick ? 30 : 164, false),
  ];
  const entries = await decoding(pool, spread(all, TASKS), count ?? (quick ? 4 : 200), log);
  await pool.close();
  return [...entries, ...latencies, ...starts, wait];
};
