import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A worker is replaced after so many mutants for which modules were loaded anew: those that were stay in memory. */
const LOADS = 120;
/** Most CPU time of a mutant (s): this, and ten times what its tests take without one. However busy the machine is. */
const MOST_SECONDS = 5;

/** CPU time of a process so far, seconds. */
function cpuSeconds(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

/** A process that tries mutants, one at a time. */
class Worker {
  loads = 0;

  static async start(plan) {
    const worker = new Worker();
    worker.child = fork(fileURLToPath(new URL('worker.mjs', import.meta.url)), {
      env: { ...process.env, MUTANTS_PLAN: JSON.stringify(plan), NODE_ENV: 'test' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      cwd: plan.root,
    });
    worker.said = '';
    worker.child.stderr.on('data', (text) => (worker.said = (worker.said + text).slice(-2000)));
    worker.ended = new Promise((resolve) => worker.child.once('exit', () => resolve({ ended: true })));
    const answer = await worker.answer();
    if (answer.ended) throw new Error(`the tests cannot be loaded:\n${worker.said}`);
    return worker;
  }

  async answer() {
    const told = new Promise((resolve) => this.child.once('message', resolve));
    return await Promise.race([told, this.ended]);
  }

  /** What the worker answers; `{ ended: true }` where it ended, or had used `most` seconds of CPU time. */
  async ask(message, most = Infinity) {
    const since = cpuSeconds(this.child.pid);
    const watch = setInterval(() => {
      if (cpuSeconds(this.child.pid) - since > most) {
        this.slow = true;
        this.child.kill('SIGKILL');
      }
    }, 500);
    this.child.send(message);
    const answer = await this.answer();
    clearInterval(watch);
    return answer;
  }

  stop() {
    this.child.kill('SIGKILL');
  }
}

/** How each mutant is tried, from what the tests reach without one. */
function planner({ cost, coverage }, files, mutants, { inOrder, stateful }) {
  const fileOf = (name) => name.replace(/^load /, '').split('#')[0];
  const costOf = (file) => Object.entries(cost).reduce((all, [name, ms]) => all + (fileOf(name) === file ? ms : 0), 0);
  const costs = new Map(files.map((file) => [file, costOf(file)]));
  const quickest = (of) => [...of].sort((a, b) => costs.get(a) - costs.get(b));
  const reached = new Map(mutants.map((m) => [m.id, []]));
  const hits = new Map();
  for (const [name, ids] of Object.entries(coverage))
    for (const [id, n] of Object.entries(ids)) {
      reached.get(id)?.push(name);
      hits.set(id, (hits.get(id) ?? 0) + n);
    }
  // A module that only declares is reached by the files that reach anything in it.
  const near = new Map();
  for (const m of mutants)
    for (const name of reached.get(m.id))
      if (name !== 'source') near.set(m.file, (near.get(m.file) ?? new Set()).add(fileOf(name)));
  const testsIn = (file) => Object.keys(cost).filter((name) => fileOf(name) === file);
  return (m) => {
    const names = reached.get(m.id);
    const all = names.includes('source') || stateful.includes(m.file);
    const own = names.filter((name) => name !== 'source');
    const again = all
      ? quickest(names.includes('source') ? (near.get(m.file) ?? []) : new Set(own.map(fileOf)))
      : quickest(new Set(own.filter((name) => name.startsWith('load ')).map(fileOf)));
    const single = all ? [] : own.filter((name) => !name.startsWith('load ') && !again.includes(fileOf(name)));
    const whole = quickest(new Set(single.map(fileOf).filter((file) => inOrder.includes(file))));
    const some = [
      ...single
        .filter((name) => !inOrder.includes(fileOf(name)))
        .sort((a, b) => cost[a] - cost[b])
        .map((name) => [name]),
      ...whole.map(testsIn),
    ];
    const ms = some.flat().reduce((sum, name) => sum + cost[name], 0) + again.reduce((sum, f) => sum + costs.get(f), 0);
    const how = { mutant: m.id, hitLimit: Math.max(10_000, 100 * (hits.get(m.id) ?? 0)), again, all, some };
    return { how, most: MOST_SECONDS + ms / 100, covered: again.length + some.length > 0 };
  };
}

/**
 * Tries mutants in turn by some test files, several at a time, and tells each one's end (`Killed`, `Survived`,
 * `Timeout`, `NoCoverage`) as it comes. @throws Error where a test fails without a mutant
 */
export async function tryMutants(mutants, plan, concurrency, onEnd) {
  const first = await Worker.start(plan);
  const { result, error, ended } = await first.ask('baseline');
  if (error || ended) throw new Error(error ?? first.said);
  const planned = planner(result, plan.files, mutants, plan);
  // In another order, and loaded anew, the tests must hold as well (of slow ones it is believed).
  const apart = plan.slow ? [] : plan.files.filter((file) => !plan.inOrder.includes(file));
  const single = Object.keys(result.cost).filter((name) => apart.includes(name.split('#')[0]));
  const some = single.sort((a, b) => result.cost[a] - result.cost[b]).map((name) => [name]);
  for (const all of [false, true]) {
    const nothing = { mutant: 'none', hitLimit: 1, hangs: 3_600_000, again: apart, all, some: all ? [] : some };
    const seen = await first.ask(nothing);
    if (seen.result !== 'Survived') throw new Error(`without a mutant tests fail in another order: ${seen.why ?? ''}`);
  }
  const queue = [...mutants];
  const serve = async (started) => {
    let worker = started;
    for (let m = queue.shift(); m !== undefined; m = queue.shift()) {
      const { how, most, covered } = planned(m);
      if (!covered) {
        onEnd(m, 'NoCoverage');
        continue;
      }
      if (worker !== null && worker.loads > LOADS) {
        worker.stop();
        worker = null;
      }
      worker ??= await Worker.start(plan);
      worker.loads += Math.min(1, how.again.length);
      const answer = await worker.ask(how, most);
      onEnd(m, answer.ended ? (worker.slow ? 'Timeout' : 'RuntimeError') : answer.result);
      if (answer.ended || answer.result === 'Timeout') {
        worker.stop();
        worker = null;
      }
    }
    worker?.stop();
  };
  // The first has run every test with its hits counted; its memory is not that of the others.
  first.stop();
  await Promise.all(Array.from({ length: concurrency }, () => serve(null)));
}
