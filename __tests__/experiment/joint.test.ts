import { expect, test } from '@jest/globals';
import { EstimateMeter } from '../../src/energy/meters/estimate.ts';
import type { BlockEnergy, EdgeDetail } from '../../src/energy/types.ts';
import { Session } from '../../src/experiment/session.ts';
import { ScriptedEngine } from './support/scripted-engine.ts';
import { scriptedBench, scriptedSubject } from './support/scripted-session.ts';

/** Writes down what is begun in each record, and gives each cell its own temperature. */
class RecordingMeter extends EstimateMeter {
  records: string[][] = [];
  cells = new Set<string>();

  override async startBlock(): Promise<void> {
    this.records.push([]);
    this.cells.clear();
    await super.startBlock();
  }

  override mark(...[edge, phase, id, detail]: Parameters<EstimateMeter['mark']>): void {
    const { cell } = (detail ?? {}) as EdgeDetail;
    if (cell !== undefined) this.cells.add(cell);
    if (edge === 'begin' && phase === 'prefill') this.records.at(-1)!.push(`${id} ${cell ?? ''}`.trim());
    super.mark(edge, phase, id, detail);
  }

  override async finishBlock(): Promise<BlockEnergy> {
    const clocks = [...this.cells].map((cell, i) => {
      const around = { smClockMhz: 1000 + i, temperatureC: null };
      return [cell, { phases: { prefill: around, decode: around } }] as const;
    });
    // Names the two cells that were asked for, in a number: head over base is 1, the other way round 2.
    const ratioErrors = (over: string, under: string) => ({
      both: ['head/plain base/plain', 'base/plain head/plain'].indexOf(`${over} ${under}`) + 1,
    });
    return { ...(await super.finishBlock()), ...(clocks.length > 0 ? { cells: new Map(clocks), ratioErrors } : {}) };
  }
}

async function session(names: string[], meter: EstimateMeter) {
  const bench = scriptedBench({ meter });
  const engine = new ScriptedEngine((p) => `${p} Paris`);
  const subjects = await Promise.all(names.map((name, place) => scriptedSubject(bench, name, place, engine)));
  return await Session.begin(bench, subjects, null);
}

test("base and head alternate by task, in one record a block, and each cell's phases are named", async () => {
  const meter = new RecordingMeter({ kind: 'estimate' });
  const both = await session(['base', 'head'], meter);
  await both.runBlock();
  await both.runBlock();
  expect(meter.records).toEqual([
    [
      '0/base/plain/0 base/plain',
      '0/head/plain/0 head/plain',
      '0/head/plain/1 head/plain',
      '0/base/plain/1 base/plain',
    ],
    [
      '1/head/plain/0 head/plain',
      '1/base/plain/0 base/plain',
      '1/base/plain/1 base/plain',
      '1/head/plain/1 head/plain',
    ],
  ]);
  const [base, head] = both.results();
  expect([base!.alternation, head!.alternation]).toEqual(['task', 'task']);
  for (const result of [base!, head!]) {
    expect(result.blocks!.map((b) => [b.block, b.arm])).toEqual([
      [0, 'plain'],
      [1, 'plain'],
    ]);
    expect(result.arms.plain!.tasks.map((t) => t.repeats.map((r) => r.block))).toEqual([
      [0, 1],
      [0, 1],
    ]);
  }
  // What the sensor showed of its own cell, and seconds of its own answers.
  expect(base!.blocks![0]!.phases!.decode!.smClockMhz).toBe(1000);
  expect(head!.blocks![0]!.phases!.decode!.smClockMhz).toBe(1001);
  // The error of their ratio stands with the later subject.
  expect(head!.blocks!.map((b) => b.overBase)).toEqual([{ both: 1 }, { both: 1 }]);
  expect(base!.blocks!.map((b) => b.overBase)).toEqual([undefined, undefined]);
  for (const [i, reading] of base!.blocks!.entries()) {
    const answers = base!.arms.plain!.tasks.map((t) => t.repeats[i]!.phases);
    const seconds = answers.reduce((sum, { prefill, decode }) => sum + prefill.seconds + decode.seconds, 0);
    expect(reading.seconds).toBeCloseTo(seconds, 12);
  }
  const joules = [base!, head!].flatMap((r) => r.arms.plain!.tasks.flatMap((t) => t.repeats.map((x) => x.phases)));
  const sum = joules.reduce((s, p) => s + p.prefill.grossJoules! + p.decode.grossJoules!, 0);
  expect(both.spent.joules).toBeCloseTo(sum, 9);
});

test.each([
  ['one subject', ['head'], 1],
  ['three subjects, for which no balanced order is kept', ['a', 'b', 'c'], 3],
])('%s: a record for each pass', async (_, names, records) => {
  const meter = new RecordingMeter({ kind: 'estimate' });
  const measuring = await session(names, meter);
  await measuring.runBlock();
  expect(meter.records).toHaveLength(records);
  expect(meter.records.flat().every((id) => !id.includes(' '))).toBe(true);
  expect(measuring.results().map((r) => r.alternation)).toEqual(names.map(() => (records > 1 ? 'pass' : undefined)));
});

test('a trace that is replayed plays once a pass', async () => {
  const meter = new RecordingMeter({ kind: 'estimate' });
  Object.assign(meter, { info: { ...meter.info, kind: 'replay' } });
  await (await session(['base', 'head'], meter)).runBlock();
  expect(meter.records).toHaveLength(2);
});
