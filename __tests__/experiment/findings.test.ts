import { expect, test } from '@jest/globals';
import type { SensorFindings } from '../../src/energy/sensor-findings.ts';
import type { GradedPass } from '../../src/experiment/grade.ts';
import { assemble } from '../../src/experiment/result.ts';
import type { Bench, SubjectRun } from '../../src/experiment/types.ts';

const bench = {
  meter: { info: { kind: 'nvml', estimated: false, hostKind: null, method: 'test', environment: {} } },
  workload: { name: 'none', digest: 'none', tasks: [] },
  arms: ['plain'],
  commit: null,
  idle: { beforeLoadWatts: null, afterLoadWatts: null },
  environment: {},
} as unknown as Bench;
const subject = { engine: { info: {} }, subject: {}, prompt: {} } as unknown as SubjectRun;

function passOf(block: number, subjectIndex: number, sensor: SensorFindings): GradedPass {
  return {
    pass: { block, subject: subjectIndex, arm: 'plain' },
    answers: [],
    extraPrefills: 0,
    energy: {
      requests: new Map(),
      seconds: 1,
      smClockMhz: null,
      temperatureC: null,
      powerLimitWatts: null,
      idleWatts: null,
      sensor,
      validity: { status: 'ok', reasons: [] },
    },
  };
}

test("each subject's result holds what its own last pass found of the sensor", () => {
  const order = [
    passOf(0, 0, { noise: 0.01, missedReads: 1 }),
    passOf(0, 1, { noise: 0.02 }),
    passOf(1, 1, { noise: 0.03 }),
    passOf(1, 0, { noise: 0.04 }),
  ];
  const sensors = [0, 1].map(
    (i) => assemble(bench, subject, i, order, 'id', { status: 'ok', reasons: [] }).meter.sensor,
  );
  expect(sensors).toEqual([{ noise: 0.04 }, { noise: 0.03 }]);
});
