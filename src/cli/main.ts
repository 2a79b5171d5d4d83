import { Command, CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeError, exitStatusOf, JouleGateError } from '../common/errors.ts';
import { packageRoot } from '../common/paths.ts';
import { setRuntimePath } from '../common/runtime.ts';
import { processIo, type Io } from './io.ts';
import { baselineVerb } from './verbs/baseline.ts';
import { compareVerb } from './verbs/compare.ts';
import { demoVerb } from './verbs/demo.ts';
import { doctorVerb } from './verbs/doctor.ts';
import { gateVerb } from './verbs/gate.ts';
import { gradeVerb } from './verbs/grade.ts';
import { measureVerb } from './verbs/measure.ts';
import { reportVerb } from './verbs/report.ts';
import { runVerb } from './verbs/run.ts';

const HELP = `
Start here:
  joulegate demo                     see a regression caught, on the embedded model
  joulegate doctor                   what this machine can measure and run
  joulegate gate --config joulegate.yml --out-dir .joulegate/out

Exit status: 0 pass or improved, 1 regressed, 2 usage or configuration, 3 inconclusive, 4 invalid, 5 anything else that fails.`;

/** Runs the command line; returns the exit status. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let status = 0;
  const setExit = (s: number): void => {
    status = s;
  };
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  const program = new Command('joulegate').description('An energy regression gate for LLM code generation.').version(version).addHelpText('after', HELP).showHelpAfterError('(add --help for the options of a verb)').exitOverride().configureOutput({ writeOut: io.out });
  gateVerb(program, io, setExit);
  runVerb(program, io);
  compareVerb(program, io, setExit);
  reportVerb(program, io);
  gradeVerb(program, io);
  measureVerb(program, io, setExit);
  baselineVerb(program, io, setExit);
  doctorVerb(program, io);
  demoVerb(program, io);
  for (const c of program.commands) for (const d of [c, ...c.commands]) d.exitOverride().configureOutput({ writeOut: io.out });
  setRuntimePath(io.env['JOULEGATE_RUNTIME_PATH'] ?? null);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return status;
  } catch (error) {
    io.done();
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (io.signal.aborted) throw error;
    if (error instanceof JouleGateError || io.env['JOULEGATE_DEBUG']) io.progress(describeError(error));
    else io.progress(`${describeError(error)}\n  this is a fault of JouleGate's own: please report it`);
    return exitStatusOf(error);
  }
}

const SIGNAL_STATUS = { SIGINT: 130, SIGTERM: 143 } as const;

const controller = new AbortController();
let signalled: number | null = null;
for (const [name, code] of Object.entries(SIGNAL_STATUS)) {
  process.on(name, () => {
    // The first signal lets what runs be closed; a second one does not wait.
    if (signalled !== null) process.exit(code);
    signalled = code;
    controller.abort();
  });
}
main(process.argv.slice(2), processIo(controller.signal)).then(
  (status) => {
    process.exitCode = signalled ?? status;
  },
  (error: unknown) => {
    if (signalled === null) process.stderr.write(`${describeError(error)}\n`);
    process.exitCode = signalled ?? 5;
  },
);
