// The ways in which a task may be put to the model: the shipped templates, and for --robust many more.
import {readFileSync} from 'node:fs';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** One final newline belongs to the template's file, not to the template. */
export const template = (style) => read(`../prompts/${style}.txt`).replace(/\n$/, '');

const fill = (style) => (prompt) => template(style).replace('{prompt}', () => prompt);

const withoutExamples = (prompt) =>
  prompt.replace(/ *>>> .*\n.*\n/g, '').replace(/ *\w+\(.*\) (=>|➞|==) .*\n/g, '').replace(/ *Examples:\n/, '');

// A chat format that is not among the trained ones.
const chat = (text) => `<start_of_turn>user\n${text}<end_of_turn>\n<start_of_turn>model\n\`\`\`python\n`;

export const shipped = ['terse', 'chatty'].map((style) => ({name: style, style, bos: true, ask: fill(style)}));

export function robust() {
  const forms = [{name: 'bare prompt', style: 'terse', bos: true, ask: (prompt) => prompt}];
  for (const style of ['terse', 'chatty']) {
    const ask = fill(style);
    forms.push(
      {name: `${style}, no BOS`, style, bos: false, ask},
      {name: `${style}, final newline trimmed`, style, bos: true, ask: (prompt) => ask(prompt.trimEnd())},
      {name: `${style}, trimmed, no BOS`, style, bos: false, ask: (prompt) => ask(prompt.trimEnd())},
      {name: `${style}, up to the indentation`, style, bos: true, ask: (prompt) => ask(prompt + '    ')},
      {name: `${style}, as a chat, fence opened`, style, bos: true, ask: (prompt) => chat(ask(prompt))},
      {name: `${style}, as a chat, fenced task`, style, bos: false, ask: (prompt) => chat(ask('```python\n' + prompt + '```'))},
      {name: `${style}, without examples`, style, bos: true, ask: (prompt) => ask(withoutExamples(prompt))},
    );
    JSON.parse(read('heldout.json'))[style].forEach((words, i) =>
      forms.push({name: `${style}, held-out wording ${i + 1}`, style, bos: i % 2 === 0, ask: (prompt) => words + prompt}));
  }
  return forms;
}
