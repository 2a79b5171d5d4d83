import { Command, CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeError, exitStatusOf, JouleGateError } from '../common/errors.ts';
import { packageRoot } from '../common/paths.ts';
import { setRuntimePath } from '../common/runtime.ts';
import type { Io } from './io.ts';
import { baselineVerb } from './verbs/baseline.ts';
import { compareVerb } from './verbs/compare.ts';
import { demoVerb } from './verbs/demo.ts';
import { doctorVerb } from './verbs/doctor.ts';
import { gateVerb } from './verbs/gate.ts';
import { gradeVerb } from './verbs/grade.ts';
import { measureVerb } from './verbs/measure.ts';
import { modelsVerb } from './verbs/models.ts';
import { qualifyVerb } from './verbs/qualify.ts';
import { reportVerb } from './verbs/report.ts';
import { runVerb } from './verbs/run.ts';
import { studyVerb } from './verbs/study.ts';
import { trendVerb } from './verbs/trend.ts';

const HELP = `
Start here:
  joulegate demo                     see a regression caught, on the embedded model
  joulegate doctor                   what this machine can measure and run
  joulegate gate --config joulegate.yml --out-dir .joulegate/out

Exit status: 0 pass or improved, 1 regressed, 2 usage or configuration, 3 inconclusive, 4 invalid, 5 anything else that fails.`;

/** An option given an empty text (a workflow's unset variable) is not given: its default holds. */
function dropEmptyOptions(verb: Command): void {
  for (const option of verb.options) {
    const name = option.attributeName();
    if (typeof verb.getOptionValue(name) !== 'string' || (verb.getOptionValue(name) as string).trim() !== '') continue;
    if (option.mandatory) throw new JouleGateError('usage', `${option.long} is empty`, 'give it a value');
    verb.setOptionValueWithSource(name, option.defaultValue as unknown, 'default');
  }
}

/** Runs the command line; returns the exit status. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let status = 0;
  const setExit = (s: number): void => {
    status = s;
  };
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  const program = new Command('joulegate')
    .description('An energy regression gate for LLM code generation.')
    .version(version)
    .addHelpText('after', HELP)
    .showHelpAfterError('(add --help for the options of a verb)')
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.remark });
  gateVerb(program, io, setExit);
  runVerb(program, io);
  compareVerb(program, io, setExit);
  reportVerb(program, io);
  gradeVerb(program, io);
  measureVerb(program, io, setExit);
  baselineVerb(program, io, setExit);
  trendVerb(program, io);
  doctorVerb(program, io);
  demoVerb(program, io);
  qualifyVerb(program, io);
  studyVerb(program, io);
  modelsVerb(program, io);
  for (const c of program.commands)
    for (const d of [c, ...c.commands]) d.exitOverride().configureOutput({ writeOut: io.out, writeErr: io.remark });
  program.hook('preAction', (_program, verb) => dropEmptyOptions(verb));
  setRuntimePath(io.env['JOULEGATE_RUNTIME_PATH'] ?? null);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return status;
  } catch (error) {
    io.done();
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (io.signal.aborted) throw error;
    if (error instanceof JouleGateError || io.env['JOULEGATE_DEBUG']) io.remark(describeError(error));
    else io.remark(`${describeError(error)}\n  this is a fault of JouleGate's own: please report it`);
    return exitStatusOf(error);
  }
}
