import type { FindingCode } from './generated/comparison.ts';

/**
 * Every code that a finding can carry: what it means and what to do about it. docs/findings.md is generated from this
 * table (`npm run readme`); the schemas hold the same codes, and `Record` keeps the two from drifting apart.
 */
export const FINDINGS: Record<FindingCode, { means: string; fix: string }> = {
  'base-not-positive': {
    means: 'base is 0 or less (net joules of a load that the sensor hardly sees), and a ratio from there says nothing',
    fix: 'use a longer workload, or gate by `max`',
  },
  'baseline-unreadable': {
    means: 'the stored baseline is damaged or of another schema version',
    fix: 'measure and run `joulegate baseline update`, or restore the file from git',
  },
  'block-dropped': {
    means: 'the net joules of a block are 0 J or less, or not resolvable: it is left out with its partner',
    fix: 'nothing, where few blocks are; else use a longer workload',
  },
  'budget-spent': {
    means: 'the budget ended the run before all blocks were measured',
    fix: 'raise `budget`, or pick fewer tasks',
  },
  'clock-differs': {
    means: 'the mean SM clock of the two arms differs by over 2 %',
    fix: 'lock the clocks, or let the card reach its working temperature first',
  },
  'co-tenant': {
    means: 'another process used the GPU',
    fix: 'give the runner a GPU of its own, and measure again',
  },
  'co-tenants-unknown': {
    means: "the driver's process list cannot be mapped to this container: whether the GPU was ours alone is unknown",
    fix: "start the container in the host's process namespace (`--pid=host`)",
  },
  'beats-with-sensor': {
    means:
      "requests come in step with the sensor's updates: each sees the same part of a request, so that no number of them tells the phases apart",
    fix: 'vary the gaps between requests at random, by a period of the sensor or more',
  },
  'counter-jump': {
    means: 'the energy counter rose by more than the device can draw: that step was left out',
    fix: 'keep the driver loaded between processes (persistence mode), and measure again',
  },
  'counter-power-disagree': {
    means: 'energy counter and power reading contradict each other',
    fix: 'measure again; if it stays, update the driver, or take another meter',
  },
  'counter-reset': {
    means: 'the energy counter went back: that step was left out',
    fix: 'keep the driver loaded between processes (persistence mode), and measure again',
  },
  'counter-stuck': {
    means: 'the energy counter stood still for 20 of its periods',
    fix: 'measure again; if it stays, update the driver, or take another meter',
  },
  'edges-outside': {
    means: 'phases lie outside the sampled time, or their times are of another clock',
    fix: 'give samples and edges of one run, both on one monotonic clock',
  },
  'edges-unpaired': {
    means: 'a phase was begun twice or never ended',
    fix: 'write one `begin` and one `end` for each phase and id',
  },
  'environment-differs': {
    means: 'what must be equal for joules to compare is not: card, driver, build, power limit, meter',
    fix: 'measure base again here, or let a field differ with `environment-allow`',
  },
  'environment-unexpected': {
    means: 'during the measurement the machine was not what `environment.expect` says',
    fix: 'let the card cool, set its limit, free it of others, and measure again; or correct `environment.expect`',
  },
  'hardware-slowdown': {
    means: 'the GPU slowed itself (hardware, power brake)',
    fix: 'see to its power supply, and measure again',
  },
  'host-meter-differs': {
    means: "the energy of checks is in one side's joules alone",
    fix: 'measure base again on a runner that meters its host as this one does',
  },
  'host-not-metered': {
    means: 'no sensor reads the host, where the checks ran',
    fix: 'let the runner read RAPL (docs/meters.md); without it the energy of checks is left out',
  },
  'ill-conditioned': {
    means: "the phases' edges and the sensor's updates cannot be told apart",
    fix: 'measure more blocks or longer answers, or take a meter that updates more often',
  },
  'interval-too-wide': {
    means: 'the 95 % interval is too wide for the estimate (a half-width over 25 %)',
    fix: 'measure more blocks or longer answers',
  },
  'metric-missing': {
    means: 'a gating metric is missing on one side, e.g. after `--arms plain`',
    fix: 'measure both sides with the same arms, or remove its threshold',
  },
  'module-scope': {
    means: 'the sensor counts the whole module, CPU and memory included',
    fix: 'nothing: compare only with results of the same kind of sensor',
  },
  'model-loaded': {
    means:
      'the server loaded its model within a request (over 0.1 s of loading): that is queue, no prefill, and no steady state',
    fix: 'keep the model loaded (Ollama: `OLLAMA_KEEP_ALIVE=-1`), and measure again',
  },
  'model-misfit': {
    means:
      'the sensor saw more than the marked phases explain: another process, unmarked work, or a load that no model here describes',
    fix: 'make sure that nothing else runs on the device, and mark all that does',
  },
  'net-too-wide': {
    means: 'idle power hides what the phase added to it',
    fix: 'use a longer workload, or a larger batch',
  },
  'no-baseline': {
    means: 'nothing to compare with yet: the verdict is `pass`, absolute limits (`max`, `min`) still hold',
    fix: '`joulegate baseline update` stores a result as baseline',
  },
  'no-common-block': {
    means: 'both sides are of one measurement, and no block is on both',
    fix: 'compare results whose files are whole, or measure again',
  },
  'no-divisor': {
    means: 'a gating quotient has nothing to divide by (joules per solved task where none is solved)',
    fix: 'gate `energy-per-task` instead',
  },
  'no-markers': {
    means: 'no marker was read',
    fix: 'let the command write marker lines (docs/measure.md)',
  },
  'no-updates': {
    means: 'the sensor gave no new value during the phases',
    fix: 'measure longer phases, or take a meter that updates more often',
  },
  'not-deterministic': {
    means: 'answers differ between blocks under greedy decoding: tokens and passes count as sampled',
    fix: 'nothing, where intervals are narrow enough; else set `engine.threads: 1`, or measure more blocks',
  },
  'not-graded': {
    means: 'answers could not be graded, so accuracy decides nothing',
    fix: 'give the runner more memory, and measure again',
  },
  'not-known': {
    means: 'a gating value was never found out, e.g. an older result lacks it',
    fix: 'measure again',
  },
  'not-resolvable': {
    means: "the sensor cannot resolve a gating metric's joules",
    fix: 'measure more blocks or longer answers, or take a meter that updates more often',
  },
  'null-control': {
    means: "the halves of an arm's blocks differ (base and head apart, where they pair): something drifted",
    fix: 'quieten the machine, let it warm up, and measure again',
  },
  'power-cap-differs': {
    means: 'the arms ran into the power limit for different shares of their time',
    fix: 'raise the power limit, or lock lower clocks',
  },
  'power-capped': {
    means: 'the GPU ran into its power limit for part of the time',
    fix: 'nothing, where both sides do; else raise the limit or lock lower clocks',
  },
  'power-limit-changed': {
    means: 'the power limit changed during a block',
    fix: 'keep whatever sets it away from the runner, and measure again',
  },
  'power-on-bound': {
    means: 'the fitted power lies at the edge of what the device can draw',
    fix: 'measure more blocks or longer answers, or take a meter that updates more often',
  },
  'power-profile-changed': {
    means: 'power smoothing or the power profile changed during a block',
    fix: 'keep whatever sets it away from the runner, and measure again',
  },
  'prompt-cached': {
    means: 'the server took a prompt, or part of it, out of its cache: there was no prefill of it to measure',
    fix: 'switch the cache off (docs/engines.md has the option of each server), and measure again',
  },
  'prompts-cut': {
    means: 'prompts are longer than the context leaves room for: their middle was cut out, as LongBench does',
    fix: 'raise `context`, where the model allows more',
  },
  'replay-too-short': {
    means: 'the recorded trace ended before the block did',
    fix: 'give a trace as long as the run',
  },
  'rule-not-applicable': {
    means:
      'no rule can tell when an answer to these tasks is complete, for they have no tests: arm `suppressed` is left out',
    fix: 'nothing; `arms: [plain]` says so beforehand',
  },
  'sampling-gap': {
    means: 'the sampler was away for longer than the sensor forgives',
    fix: 'leave a core to the sampler, and measure again',
  },
  'slow-samples': {
    means: 'the samples are over 0.2 s apart, so that intervals are wide',
    fix: 'nothing, where they are narrow enough; else sample more often',
  },
  'slowdown-in-one-arm': {
    means: 'the GPU was slowed by hardware or heat in one arm only',
    fix: 'cool the card or lower its clocks, and measure again',
  },
  'rates-differ': {
    means:
      'base and head were measured in the same blocks and do not cost the same per token: joules as measured decide, not tokens',
    fix: 'look for what else the change did (another engine option, a slower card); nothing, where the rise is meant',
  },
  'spread-unknown': {
    means:
      'fewer than three accepted results tell how far two measurements of one subject differ here: joules decide nothing',
    fix: 'store three results with `joulegate baseline update`, or set `baseline: base`',
  },
  'stored-estimate': {
    means:
      'joules are an estimate, which follows the machine of the day: against a stored baseline they decide nothing',
    fix: 'set `baseline: base`: both sides are measured in one run',
  },
  'stray-markers': {
    means: 'some lines name a marker and are none',
    fix: 'write markers in the form that docs/measure.md shows',
  },
  'subject-unchanged': {
    means: 'subject, workload and environment are those of base, so nothing was measured: the verdict is `pass`',
    fix: 'nothing; `gate --force` measures both sides all the same, absolute limits (`max`, `min`) too',
  },
  'tasks-differ': {
    means: 'tasks are missing on one side, or in some blocks',
    fix: 'measure the whole workload again',
  },
  'temperature-differs': {
    means: 'the mean temperature of the two arms differs by over 5 K',
    fix: 'let the card reach its working temperature first',
  },
  'thermal-slowdown': {
    means: 'the GPU slowed itself for its temperature',
    fix: 'cool the card or lower its clocks, and measure again',
  },
  'too-few-blocks': {
    means: 'a gating metric that needs a test has fewer than 4 blocks a side',
    fix: 'set `repeats` to 4 or more',
  },
  'waited-in-queue': {
    means: 'requests waited in the queue of their server for over 0.1 s: somebody else was served meanwhile',
    fix: 'give the gate a server of its own, and measure again',
  },
  'workload-differs': {
    means: 'the two sides ran other tasks, or other prompts for an equal subject',
    fix: 'measure base again with the workload of head',
  },
};

/** The meaning of a code in one sentence; `null` where it is none of this version's. */
export const meaningOf = (code: string): string | null =>
  Object.hasOwn(FINDINGS, code) ? FINDINGS[code as FindingCode].means : null;
