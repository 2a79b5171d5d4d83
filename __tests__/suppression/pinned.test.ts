import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { meanTask } from './support/mean-task.ts';
import { answers, LINES } from './support/corpus.ts';
import {
  answerStart,
  definesName,
  parseAnswer,
  reasoningOf,
  type AnswerContext,
} from '../../src/suppression/answer.ts';
import { babbleTokens, classifyBabble, loopFrom } from '../../src/suppression/babble.ts';
import { blocksOf } from '../../src/suppression/blocks.ts';
import { couldBeComplete, withoutTail } from '../../src/suppression/completeness.ts';
import { cutAtLineEnd } from '../../src/suppression/cut.ts';
import { asBody, dedented, entryOf } from '../../src/suppression/entry.ts';
import { examplesOf } from '../../src/suppression/examples.ts';
import { closes, closesBehind, codeSpan, openFenceOf, openingInside, openingOf } from '../../src/suppression/fences.ts';
import { futuresFirst } from '../../src/suppression/futures.ts';
import { PythonLexer } from '../../src/suppression/lexer.ts';
import { literalAt } from '../../src/suppression/literals.ts';
import { LoopDetector } from '../../src/suppression/loops.ts';
import { beginsDefinition, isPreamble, isProse, isSentence, isStatement } from '../../src/suppression/python-lines.ts';
import { mayOpen, partReasoning } from '../../src/suppression/reasoning.ts';
import { STOP_PRESETS, StopMatcher, armedFrom, stopStringsOf } from '../../src/suppression/stop-strings.ts';
import { syntaxRule } from '../../src/suppression/rules/syntax.ts';

/**
 * What the parser of answers makes of each line, and of a thousand answers, as it was when it agreed with the official
 * harness and with the corpus of shapes: a change of it is a change of what is measured, so it is to be meant.
 * JOULEGATE_PIN=1 writes the file again; what then differs in git is what the change does.
 */
const FILE = new URL('support/pinned.json', import.meta.url);
const pinning = process.env['JOULEGATE_PIN'] === '1';
const pinned: { lines: Record<string, unknown>; answers: Record<string, string[]> } = pinning
  ? { lines: {}, answers: {} }
  : (JSON.parse(readFileSync(FILE, 'utf8')) as typeof pinned);

/** A line of the file for each line of an answer, so that git shows which changed. */
function write(): void {
  const entries = (of: object): string =>
    Object.entries(of)
      .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
      .join(',\n');
  writeFileSync(
    FILE,
    `{\n "lines": {\n${entries(pinned.lines)}\n },\n "answers": {\n${entries(pinned.answers)}\n }\n}\n`,
  );
}

const FENCES = ['```', '````python', '~~~', '  ```'].map((f) => openingOf(f)!);
const flags = { beginsDefinition, isPreamble, isProse, isSentence, isStatement, mayOpen, couldBeComplete };

function ofLine(line: string): unknown {
  const lexer = new PythonLexer();
  const lexed = lexer.feed(line);
  const bare = line.trim();
  const is = Object.entries(flags).flatMap(([name, f]) => (f(bare) ? [name] : []));
  const found = {
    opens: openingOf(line),
    opensInside: openingInside(line),
    closes: FENCES.flatMap((f, i) => (closes(line, f) ? [i] : [])),
    closesBehind: FENCES.map((f) => closesBehind(line, f, lexed.ticks)),
    span: codeSpan(line),
    lexed: { ...lexed, open: lexer.open, stillInString: lexer.inString },
    literal: literalAt(line, 0),
    entry: entryOf(line, 'mean_of'),
    is: is.join(' '),
  };
  return JSON.parse(JSON.stringify(found));
}

const CONTEXTS: Record<string, AnswerContext> = {
  chat: { task: meanTask, style: 'chat', answerPrefix: '' },
  fenced: { task: meanTask, style: 'chat', answerPrefix: '```python\n' },
  raw: { task: meanTask, style: 'raw', answerPrefix: '    ' },
  thinking: {
    task: meanTask,
    style: 'chat',
    answerPrefix: '',
    reasoning: { opened: true, tags: [{ open: '<think>', close: '</think>' }] },
  },
};
const ends = (text: string): number[] =>
  Array.from({ length: Math.ceil(text.length / 7) }, (_, i) => Math.min(text.length, 7 * (i + 1)));
/** Feeds a growing text to a matcher, as tokens would; every answer it gives. */
const grown = (text: string, offer: (text: string) => unknown): unknown[] =>
  ends(text).map((end) => offer(text.slice(0, end)));

const FUNCTIONS: Record<string, (text: string) => unknown> = {
  ...Object.fromEntries(
    Object.entries(CONTEXTS).flatMap(([name, context]) => [
      [`parseAnswer ${name}`, (text: string) => parseAnswer({ ...context, text })],
      [`answerStart ${name}`, (text: string) => grown(text, (t) => answerStart(context, t))],
      [`reasoningOf ${name}`, (text: string) => reasoningOf(context, text)],
      [`armedFrom ${name}`, (text: string) => grown(text, armedFrom(context))],
      [`cut ${name}`, (text: string) => [false, true].map((ended) => cutAtLineEnd(context, text, ended))],
      [`syntax cut ${name}`, (text: string) => grown(text, (t) => syntaxRule.cut!(context, t, t === text))],
      [
        `babble ${name}`,
        (text: string) => {
          const segments = classifyBabble(context, text, Math.floor(text.length / 3));
          return [segments, babbleTokens(segments, ends(text)), loopFrom(context, text)];
        },
      ],
    ]),
  ),
  ...Object.fromEntries(
    Object.keys(STOP_PRESETS).map((preset) => [
      `stop strings ${preset}`,
      (text: string) =>
        (['chat', 'raw'] as const).map((style) => {
          const matcher = new StopMatcher(stopStringsOf(preset, style));
          return grown(text, (t) => [matcher.offer(t), matcher.held]);
        }),
    ]),
  ),
  blocksOf: (text) => blocksOf(text, 0, text.length, 'mean_of'),
  entryOf: (text) => [entryOf(text, 'mean_of'), definesName(text, 'mean_of')],
  asBody: (text) => [asBody(text, meanTask.prompt), dedented(text, 4), futuresFirst(text)],
  completeness: (text) => [couldBeComplete(text), withoutTail(text)],
  openFenceOf: (text) => openFenceOf(text),
  examplesOf: (text) =>
    examplesOf({ ...meanTask, prompt: `def mean_of(v):\n    """${text.replaceAll('"""', '"')}\n    """\n` }),
  partReasoning: (text) => [partReasoning(text), partReasoning(text, { opened: true })],
  loops: (text) => {
    const detector = new LoopDetector({ minLength: 40 });
    return grown(text, (t) => detector.offer(t));
  },
};

const ANSWERS = answers(1000, 20260205);
const GROUP = 25;
const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 8);

describe('what a line is taken for', () => {
  test.each(LINES.map((line) => [line]))('%j', (line) => {
    if (pinning) pinned.lines[line] = ofLine(line);
    expect(ofLine(line)).toEqual(pinned.lines[line]);
  });
});

describe('what is made of a thousand answers', () => {
  test.each(Object.keys(FUNCTIONS))('%s', (name) => {
    const groups = Array.from({ length: ANSWERS.length / GROUP }, (_, i) => ANSWERS.slice(GROUP * i, GROUP * (i + 1)));
    const found = groups.map((group) => digest(group.map((text) => FUNCTIONS[name]!(text))));
    if (pinning) pinned.answers[name] = found;
    expect(found).toEqual(pinned.answers[name]);
    if (pinning) write();
  });
});
