import { expect, test } from '@jest/globals';
import type { SensorFindings } from '../../src/energy/sensor-findings.ts';
import { SubjectRecord } from '../../src/experiment/result.ts';
import { scriptedBench, scriptedSubject } from './support/scripted-session.ts';

test("each subject's result holds what its own last pass found of the sensor", async () => {
  const bench = scriptedBench();
  const [base, head] = [await scriptedSubject(bench, 'base', 0), await scriptedSubject(bench, 'head', 1)];
  const records = [base, head].map((subject) => new SubjectRecord(bench, subject, ['plain']));
  const add = (record: number, block: number, sensor: SensorFindings): void =>
    records[record]!.add({
      pass: { block, subject: [base, head][record]!, arm: 'plain', plain: null },
      reading: { block, arm: 'plain', seconds: 1 },
      sensor,
      repeats: new Map(),
    });
  add(0, 0, { noise: 0.01, missedReads: 1 });
  add(1, 0, { noise: 0.02 });
  add(1, 1, { noise: 0.03 });
  add(0, 1, { noise: 0.04 });
  const sensors = records.map(
    (r) => r.result({ id: 'id', alternation: null }, { status: 'ok', reasons: [] }).meter.sensor,
  );
  expect(sensors).toEqual([{ noise: 0.04 }, { noise: 0.03 }]);
});
