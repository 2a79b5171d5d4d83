import { describe, expect, test } from '@jest/globals';
import { answerStart, reasoningOf } from '../../src/suppression/answer.ts';
import { mayOpen, partReasoning } from '../../src/suppression/reasoning.ts';
import { KNOWN_TAGS, type Reasoning } from '../../src/common/reasoning-tags.ts';
import { addTask } from '../sandbox/support/tasks.ts';

/** The answer within a turn, and whether the turn ends inside thoughts. */
const parted = (turn: string, reasoning?: Reasoning): [string, boolean] => {
  const { start, end, thinking } = partReasoning(turn, reasoning);
  return [turn.slice(start, end), thinking];
};

test.each(KNOWN_TAGS.map((t) => [t.open, t.close]))('%s … %s are thoughts', (open, close) => {
  expect(parted(`${open}hm${close}answer`)).toEqual(['answer', false]);
  expect(parted(`${open}hm`)).toEqual(['', true]);
});

describe('all up to the last closing tag is thought', () => {
  test.each([
    ['answer', 'answer'],
    ['', ''],
    ['hm</think>answer', 'answer'],
    ['a</think>b</think>answer', 'answer'],
    ['</think>answer', 'answer'],
    ['a</think>b[/THINK]answer', 'answer'],
    ['a[/THINK]b</think>answer', 'answer'],
    ['a</think>x = "</think>"', 'x = "</think>"'],
    ["a</think>x = '</think>'", "x = '</think>'"],
    ['a</think>`</think>` it is', '`</think>` it is'],
    ['x = "</think>"', 'x = "</think>"'],
    ['say "</think> then', ' then'],
    ['say </think>" then', '" then'],
    ['say "</think>', ''],
    ['</think>"a"', '"a"'],
  ])('%j leaves %j', (turn, answer) => {
    expect(parted(turn)).toEqual([answer, false]);
  });
});

describe('all from an opening tag at the start of a line that is not closed is thought', () => {
  test.each([
    ['answer\n<think>hm', 'answer\n'],
    ['answer\n  <think>hm', 'answer\n  '],
    ['a</think>answer\n<think>hm', 'answer\n'],
    ['answer\n[THINK]a\n<think>b', 'answer\n'],
    ['answer\n<think>b\n[THINK]a', 'answer\n'],
    ['in <think> a\n<think>hm', 'in <think> a\n'],
  ])('%j leaves %j', (turn, answer) => {
    expect(parted(turn)).toEqual([answer, true]);
  });

  test('one amid a line is only spoken of', () => {
    expect(parted('x = "<think>"')).toEqual(['x = "<think>"', false]);
  });
});

test('a turn that the template has opened inside the thoughts is thought until they close', () => {
  expect(parted('hm', { opened: true })).toEqual(['', true]);
  expect(parted('', { opened: true })).toEqual(['', true]);
  expect(parted('hm</think>answer', { opened: true })).toEqual(['answer', false]);
  expect(parted('hm', { opened: false })).toEqual(['hm', false]);
});

test("the model's own tags count beside the known ones", () => {
  const own = { opened: false, tags: [{ open: '<muse>', close: '</muse>' }] };
  expect(parted('<muse>hm</muse>answer', own)).toEqual(['answer', false]);
  expect(parted('<think>hm</think>answer', own)).toEqual(['answer', false]);
  expect(parted('<muse>hm', own)).toEqual(['', true]);
  expect(parted('<muse>hm</muse>answer')).toEqual(['<muse>hm</muse>answer', false]);
});

describe('what stands around an answer behind thoughts is no part of it', () => {
  test.each([
    ['a</think>\n<answer>\nx\n</answer>\nbye', 'x\n'],
    ['a</think><response> x</response>', 'x'],
    ['a</think>\n\n<output>x', 'x'],
    ['a</think><other>x</other>', '<other>x</other>'],
    ['<answer>x</answer>', '<answer>x</answer>'],
    ['a</think>So: <answer>x</answer>', 'So: <answer>x</answer>'],
    ['a</think><answer>x</output>', 'x</output>'],
  ])('%j leaves %j', (turn, answer) => {
    expect(parted(turn)).toEqual([answer, false]);
  });
});

describe('the channels of gpt-oss: only the final one is the answer', () => {
  const thought = '<|channel|>analysis<|message|>hm<|end|>';
  test.each([
    [`${thought}<|start|>assistant<|channel|>final<|message|>x`, 'x', false],
    [`${thought}<|start|>assistant<|channel|>final<|message|>x<|return|>`, 'x', false],
    [`${thought}<|channel|>final <|constrain|>json<|message|>x<|end|>y`, 'x', false],
    [thought, '', true],
    ['<|start|>assistant<|channel|>commentary<|message|>hm', '', true],
    ['x\n<|channel|>analysis', 'x\n', true],
    ['<think>a</think>x<|end|>y', 'x<|end|>y', false],
  ])('%j leaves %j, thinking: %j', (turn, answer, thinking) => {
    expect(parted(turn)).toEqual([answer, thinking]);
  });
});

test('a text that may yet become an opening tag is no answer yet', () => {
  const opened = [
    '',
    ' \n',
    '<',
    '<thi',
    '<think>',
    '\n<th',
    '[TH',
    '<|',
    '<|start|>',
    '<|chan',
    '<ans',
    '<output>',
    '◁',
  ];
  expect(opened.map((text) => mayOpen(text))).toEqual(opened.map(() => true));
  const not = ['x', '<x', '<think>h', '[1', 'a <think>', '<thinks'];
  expect(not.map((text) => mayOpen(text))).toEqual(not.map(() => false));
  const own = { opened: false, tags: [{ open: '%%muse', close: '%%' }] };
  expect([mayOpen('%%mu', own), mayOpen('%%mu')]).toEqual([true, false]);
});

describe('where an answer begins in its text, behind what it was opened with', () => {
  const context = { task: addTask, style: 'chat' as const, answerPrefix: '' };
  const thinking = { ...context, reasoning: { opened: true } };
  const prefixed = { ...context, answerPrefix: '```python\n' };

  test('nowhere while thoughts go on or may yet begin', () => {
    expect(['', '<thi', '<think>\nhm', 'def'].map((t) => answerStart(context, t))).toEqual([null, null, null, 0]);
    expect(['hm', 'hm</think>', 'hm</think>\nx'].map((t) => answerStart(thinking, t))).toEqual([null, null, 10]);
    expect(['', '<thi', 'x', '<think>a</think>x'].map((t) => answerStart(prefixed, t))).toEqual([null, null, 0, 16]);
  });

  test('its thoughts are all before, and all behind once it thinks again', () => {
    expect(reasoningOf(context, 'x')).toBeNull();
    expect(reasoningOf(context, '<think>a</think>x')).toEqual({ start: 16, end: 17 });
    expect(reasoningOf(context, 'x\n<think>a')).toEqual({ start: 0, end: 2 });
    expect(reasoningOf(prefixed, '<think>a</think>x\n<think>')).toEqual({ start: 16, end: 18 });
    expect(reasoningOf(prefixed, 'x')).toBeNull();
    expect(reasoningOf(thinking, 'hm')).toEqual({ start: 2, end: 2 });
  });
});
