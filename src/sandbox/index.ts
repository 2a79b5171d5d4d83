export { Equipments } from './equipment.ts';
export { startCheckPool, type CheckPoolOptions } from './pool.ts';
export { startGrader, type GraderOptions } from './grader.ts';
export { gradeFile, type GradeFileOptions, type GradeProblem, type GradeSummary } from './grade-file.ts';
export { requireNumpyFor } from './numpy.ts';
export { boundText } from './result-text.ts';
export { probeRings } from './rings/probe.ts';
export type { CheckPool, CheckResult, Grader, ParsedModule, Program, Ring, RingPolicy, RingReport } from './types.ts';
