// Measures the practice model through node-llama-cpp: greedy, one thread, at most 512 tokens.
//
//   node evaluate.mjs [--robust] [--show INDEX] [--model FILE] [--tokens FILE]
//
// --robust adds reworded, trimmed, chat-wrapped and BOS-less prompts; --tokens takes train.py's file of token ids.
// node-llama-cpp comes from the repository's node_modules or from the folder in NODE_LLAMA_CPP_DIR.
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {robust, shipped} from './forms.mjs';

const MAX_TOKENS = 512;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const {values: options} = parseArgs({
  options: {
    robust: {type: 'boolean'}, show: {type: 'string'}, tokens: {type: 'string'},
    model: {type: 'string', default: here('../practice-model.gguf')},
  },
});

async function loadLibrary() {
  const from = process.env.NODE_LLAMA_CPP_DIR;
  if (!from) return import('node-llama-cpp');
  const require = createRequire(join(from, 'package.json'));
  return import(pathToFileURL(require.resolve('node-llama-cpp')).href);
}

async function answer(model, sequence, prompt, bos) {
  await sequence.clearHistory();
  const begin = bos ? [model.tokens.bos] : [];
  const tokens = [];
  for await (const token of sequence.evaluate([...begin, ...model.tokenize(prompt)], {temperature: 0, yieldEogToken: true})) {
    if (model.isEogToken(token)) return {tokens, ended: true};
    tokens.push(token);
    if (tokens.length === MAX_TOKENS) break;
  }
  return {tokens, ended: false};
}

function grade(requests) {
  const input = requests.map((request) => JSON.stringify(request) + '\n').join('');
  const run = spawnSync('python3', [here('grade.py')], {input, encoding: 'utf8', maxBuffer: 1e8});
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout.trim().split('\n').map((line) => JSON.parse(line));
}

/** Tokens after the first line end at which the answer was complete. */
function babbleTokens(model, tokens, completeAt) {
  const needed = tokens.findIndex((_, i) => model.detokenize(tokens.slice(0, i + 1)).length >= completeAt);
  return tokens.length - 1 - needed;
}

async function measure(model, sequence, form, tasks) {
  const answers = [];
  for (const task of tasks) answers.push(await answer(model, sequence, form.ask(task.prompt), form.bos));
  const texts = answers.map(({tokens}) => model.detokenize(tokens));
  // What is asked with its indentation gets it back; all other answers are appended to the task as they are.
  const indent = form.ask('').endsWith('    ') ? '    ' : '';
  const grades = grade(tasks.map((task, i) => ({task, text: indent + texts[i]})));
  const babble = grades.map(({completeAt}, i) =>
    completeAt === null ? null : babbleTokens(model, answers[i].tokens, completeAt - indent.length));
  if (options.show !== undefined) console.log(`--- ${form.name}\n${texts[Number(options.show)]}---`);
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
  const counts = answers.map(({tokens}) => tokens.length);
  const judged = counts.filter((_, i) => babble[i] !== null);
  return {
    prompt: form.name,
    passed: grades.filter(({passed}) => passed).length,
    'passed if cut': grades.filter(({completeAt}) => completeAt !== null).length,
    ended: answers.filter(({ended}) => ended).length,
    'mean tokens': Number((sum(counts) / counts.length).toFixed(1)),
    'max tokens': Math.max(...counts),
    'babble %': Number((100 * sum(babble.map((n) => n ?? 0)) / (sum(judged) || 1)).toFixed(1)),
  };
}

/** Tokenising as in training, and back without a changed byte. */
function checkTokens(model, tasks) {
  const texts = [...tasks.flatMap((task) => [task.prompt, task.canonical_solution]), 'naïve → ➞ “q”  two   three\n\n\n    x , y . z !'];
  const changed = texts.filter((text) => model.detokenize(model.tokenize(text)) !== text);
  console.log(`detokenised exactly: ${texts.length - changed.length} of ${texts.length}`);
  if (!options.tokens) return;
  const trained = JSON.parse(readFileSync(options.tokens, 'utf8'));
  const equal = trained.filter(({text, ids}) =>
    JSON.stringify(model.tokenize(text)) === JSON.stringify(ids) && model.detokenize(ids) === text);
  console.log(`tokenised as in training and back: ${equal.length} of ${trained.length}`);
}

const tasks = readFileSync(here('../practice.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const {getLlama} = await loadLibrary();
const llama = await getLlama({build: 'never', gpu: false, maxThreads: 1});
const model = await llama.loadModel({modelPath: options.model});
const context = await model.createContext({contextSize: 1024, threads: 1});
const sequence = context.getSequence();
checkTokens(model, tasks);
const rows = [];
for (const form of options.robust ? [...shipped, ...robust()] : shipped) rows.push(await measure(model, sequence, form, tasks));
console.table(rows);
await llama.dispose();
