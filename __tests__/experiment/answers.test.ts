import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repeat, RunResult } from '../../src/common/generated/run-result.ts';
import { loadConfig } from '../../src/config/load.ts';
import { openMeter } from '../../src/energy/index.ts';
import { openEngines } from '../../src/experiment/engines.ts';
import { extentOf } from '../../src/experiment/plan.ts';
import { runBlocks } from '../../src/experiment/run.ts';
import { Session } from '../../src/experiment/session.ts';
import { openSubject } from '../../src/experiment/subject.ts';
import { CodeJudge } from '../../src/judge/code/judge.ts';
import { locateModel } from '../../src/model/locate.ts';
import { loadWorkload } from '../../src/workload/load.ts';
import type { CodeTask } from '../../src/workload/types.ts';
import { practiceTexts, TEXTS } from '../support/practice-texts.ts';
import { cli } from '../support/run.ts';
import { CHATML, scriptedModel, type Script } from '../support/scripted-model.ts';
import { temporaryFolder } from '../support/tmp.ts';

// One sandbox for all: its start is most of what a run of one task takes.
let judge: CodeJudge;
beforeAll(async () => {
  judge = new CodeJudge({ policy: 'best', onProgress: () => undefined });
  await judge.ready();
});
afterAll(async () => await judge.close());

/** What `joulegate run` measures of a configuration. */
async function measured(path: string): Promise<RunResult> {
  const config = await loadConfig(path);
  // Trusted: how a model is opened for the first time is tested elsewhere.
  const file = { ...(await locateModel(config.model)), trusted: true };
  const { engines, close } = await openEngines([{ config, file }], () => undefined);
  const meter = await openMeter({ kind: 'estimate' });
  try {
    const subject = await openSubject({ name: 'head', config }, 0, file, engines[0]!, judge);
    const bench = {
      meter,
      judge,
      workload: await loadWorkload({ ...config.workload, name: 'practice' }),
      arms: config.arms,
      commit: null,
      idle: { beforeLoadWatts: null, afterLoadWatts: null },
      onProgress: () => undefined,
    };
    const session = await Session.begin(bench, [subject], null);
    return (await runBlocks(session, extentOf(config), () => undefined))[0]!;
  } finally {
    await meter.close();
    await close();
  }
}

/** A model that answers word for word; both arms of one task, by arm. */
describe('answers word for word, through llama.cpp, rules and grading', () => {
  let folder: string;
  let task: CodeTask;
  let good: string;
  const wrong = 'def fill_gaps(readings):\n    return []\n';
  const chat = 'prompt: { template: "Finish it.\\n\\n{prompt}" }\n';
  beforeAll(async () => {
    folder = await temporaryFolder();
    [task] = (await loadWorkload({ name: 'practice', path: null, tasks: ['practice/0'] })).tasks as [CodeTask];
    // Without the prompt's import: List and Optional stand in it.
    good = `def fill_gaps(readings: List[Optional[int]]) -> List[int]:\n${task.canonicalSolution}`;
  });

  async function written(
    name: string,
    script: Script,
    yaml = chat,
    engine = '{ threads: 1, gpu-layers: 0 }',
  ): Promise<void> {
    await scriptedModel(join(folder, `${name}.gguf`), { template: CHATML, ...script });
    await writeFile(
      join(folder, `${name}.yml`),
      `model: { path: ${name}.gguf }\nworkload: { name: practice, tasks: [practice/0] }\nrepeats: 1\nmeter: estimate\nengine: ${engine}\nsampling: { max-tokens: 300 }\n${yaml}`,
    );
  }

  async function run(
    name: string,
    script: Script,
    yaml?: string,
  ): Promise<{ result: RunResult; plain: Repeat; suppressed: Repeat }> {
    await written(name, script, yaml);
    const result = await measured(join(folder, `${name}.yml`));
    const of = (arm: 'plain' | 'suppressed'): Repeat => result.arms[arm]!.tasks[0]!.repeats[0]!;
    return { result, plain: of('plain'), suppressed: of('suppressed') };
  }

  it.each(['tests', 'syntax', 'stop-strings'])(
    'thoughts with a wrong draft are parted: rule %s does not stop in them, and they are counted apart',
    async (rule) => {
      const thoughts = `<think>\nPerhaps:\n\`\`\`python\n${wrong}\`\`\`\n# no\n</think>\n`;
      const { plain, suppressed } = await run(
        `think-${rule}`,
        {
          answer: `${thoughts}\n\`\`\`python\n${good}\`\`\`\nIt fills the gaps that a meter has left, from the left to the right.\n`,
        },
        `${chat}suppression: { rule: ${rule} }\n`,
      );
      expect([plain.passed, suppressed.passed]).toEqual([true, true]);
      expect(plain.text.startsWith(suppressed.text)).toBe(true);
      expect(suppressed.text).toContain('</think>');
      expect(plain.reasoningTokens).toBeGreaterThan(8);
      expect(plain.reasoningTokens!).toBeLessThan(plain.outputTokens - plain.babbleTokens!);
      expect(plain.babbleTokens).toBeGreaterThan(3);
      // The first token is the prefill's: of n thought tokens n - 1 are steps of decode.
      expect(plain.reasoningJoules).toBeCloseTo(
        (plain.phases.decode.netJoules! * (plain.reasoningTokens! - 1)) / plain.decodeSteps,
        9,
      );
    },
  );

  it('thoughts that never end are all there is: nothing passes, nothing is stopped, all of it is reasoning', async () => {
    const { plain, suppressed } = await run(
      'open',
      { answer: `<think>\n\`\`\`python\n${good}\`\`\`\n` },
      `${chat}suppression: { rule: syntax, loop-cut-off: true }\n`,
    );
    expect(plain).toMatchObject({ passed: false, babbleTokens: null, reasoningTokens: plain.outputTokens });
    expect(suppressed).toMatchObject({ stopReason: 'end', text: plain.text });
  });

  it("a block needs not repeat the prompt's imports; an unpaired closing fence fails in neither arm", async () => {
    const block = await run('block', { answer: `\`\`\`python\n${good}\`\`\`\n` });
    expect([block.plain.passed, block.suppressed.passed]).toEqual([true, true]);
    expect(block.plain).not.toHaveProperty('reasoningTokens');
    const unpaired = await run('unpaired', { answer: `${good}\`\`\`\nThis walks over the readings once.\n` });
    expect([unpaired.plain.passed, unpaired.suppressed.passed]).toEqual([true, true]);
  });

  it('what opens a raw answer is in the program', async () => {
    const [first, ...rest] = task.canonicalSolution.split('\n');
    const { plain } = await run(
      'raw',
      { answer: `${rest.join('\n')}` },
      `prompt: { style: raw, template: ${JSON.stringify(`{prompt}${first}\n`)} }\n`,
    );
    expect(plain.passed).toBe(true);
  });

  it('a loop of an answer that is never complete is counted by its kind, and not as babble', async () => {
    const { plain } = await run('loop', { answer: 'I think that I shall think about it again.\n', loop: true });
    expect(plain).toMatchObject({ passed: false, babbleTokens: null, stopReason: 'max-tokens', outputTokens: 300 });
    expect(plain.babbleKinds!['loop']).toBeGreaterThan(250);
    expect(Object.keys(plain.babbleKinds!)).toEqual(['loop']);
  });

  it("the prompts' digest follows the prompt's tokens and nothing else", async () => {
    const one = await run('digest-1', { answer: `\`\`\`python\n${good}\`\`\`\n` });
    const other = await run('digest-2', { answer: good });
    const longer = await run('digest-3', { answer: good }, 'prompt: { template: "Finish it now.\\n\\n{prompt}" }\n');
    expect(one.result.prompts!.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(other.result.prompts).toEqual(one.result.prompts);
    expect(longer.result.prompts).not.toEqual(one.result.prompts);
  });

  it('what llama.cpp refuses is said in its own words, with advice that fits', async () => {
    const refused = async (name: string, ...of: [Script, string?, string?]): Promise<string> => {
      await written(name, ...of);
      // No answer comes of it: no sandbox is needed.
      const yaml = await readFile(join(folder, `${name}.yml`), 'utf8');
      await writeFile(join(folder, `${name}.yml`), yaml.replace(/workload:.*/, TEXTS));
      await writeFile(join(folder, 'texts.jsonl'), practiceTexts(0));
      return (await cli(['run', '--config', `${name}.yml`, '--out', `${name}.json`], folder)).stderr;
    };
    expect(
      await refused('kv', { answer: good }, chat, '{ threads: 1, kv-type: q8_0, flash-attention: false }'),
    ).toMatch(
      /engine-failed: llama.cpp cannot make a context: quantized V cache requires flash_attn[^]*fix: set engine.flash-attention to true, or engine.kv-type to f16/,
    );
    expect(await refused('template', { answer: good, template: "{{ raise_exception('x') }}" })).toMatch(
      /prompt-invalid: the model's chat template cannot be used[^]*prompt.style to raw/,
    );
  });
});
