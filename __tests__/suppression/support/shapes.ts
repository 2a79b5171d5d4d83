/** A shape that models answer in: `good` and `wrong` are the function, `body` what stands in it. */
export interface Shape {
  name: string;
  style?: 'raw';
  prefix?: string;
  opened?: boolean;
  /** Nothing tells that these are thoughts before they end: a rule that runs no test may stop in them. */
  untold?: boolean;
  text: string;
  /** False where the answer is a wrong one, or none at all. */
  passes?: false;
}

const F = '```';
const PY = '```python\n';
/** Uses what stands in front of the function in the prompt: an answer need not repeat it. */
const good = 'def mean_of(values: List[float]) -> float:\n    return total(values) / len(values)\n';
const body = '    return total(values) / len(values)\n';
const wrong = 'def mean_of(values):\n    return 0.0\n';
const indented = (text: string, by = '    '): string => text.replace(/^(?=.)/gm, by);

export const shapes: Shape[] = [
  // Fences of the answer's own.
  { name: 'one block', text: `${PY}${good}${F}\n` },
  { name: 'prose around it', text: `Sure! Here it is:\n\n${PY}${good}${F}\n\nIt takes the mean.\n` },
  { name: 'no info string', text: `${F}\n${good}${F}\n` },
  { name: 'info string with attributes', text: `${F}{.python .numberLines}\n${good}${F}\n` },
  { name: 'info string with a title', text: `${F}py title="mean.py"\n${good}${F}\n` },
  { name: 'upper-case language', text: `${F}Python3\n${good}${F}\n` },
  { name: 'tildes', text: `~~~python\n${good}~~~\n\nDone ~~~ here.\n` },
  { name: 'four backticks', text: `\`\`\`\`python\n${good}\`\`\`\`\n` },
  { name: 'closed by more backticks', text: `${PY}${good}\`\`\`\`\`\nDone.\n` },
  { name: 'a block inside a Markdown block', text: `\`\`\`\`markdown\n# Answer\n\n${PY}${good}${F}\n\`\`\`\`\n` },
  { name: 'a bare block inside a longer one', text: `\`\`\`\`\n${F}\n${good}${F}\n\`\`\`\`\n` },
  { name: 'backticks inside tildes', text: `~~~\n${PY}${good}${F}\n~~~\n` },
  { name: 'windows line ends', text: `Sure:\r\n\r\n${PY}${good}${F}\r\nDone.\r\n`.replace(/\r?\n/g, '\r\n') },
  { name: 'never closed', text: `${PY}${good}` },
  { name: 'never closed, last line cut', text: `${PY}${good.trimEnd()}` },
  { name: 'in a list', text: `1. Like this:\n   ${PY}${indented(good, '   ')}   ${F}\n2. Done.\n` },
  { name: 'behind a list marker', text: `- ${PY}${indented(good, '  ')}  ${F}\n` },
  { name: "closed at a code line's end", text: `${PY}${good.trimEnd()}${F}\nDone.\n` },
  { name: "closed at a code line's end, prose on that line", text: `${PY}${good.trimEnd()}${F} That is all.\n` },
  { name: 'closed behind a comment', text: `${PY}${good.trimEnd()}  # done${F}\nThat is all.\n` },
  { name: "closed at the code's indentation", text: `${PY}${good}    ${F}\nThat is all.\n` },
  { name: 'closed with words behind', text: `${PY}${good}${F} and that is all.\n` },
  { name: "tildes at a code line's end", text: `~~~python\n${good.trimEnd()}~~~\nDone.\n` },
  { name: 'opened inside a sentence', text: `The function is ${PY}${good}${F}\nDone.\n` },
  { name: 'opened behind a colon without a language', text: `Answer: ${F}\n${good}${F}\n` },
  { name: "opened with code on the fence's line", text: `${F}${good}${F}\n` },
  { name: 'opened with language and code on one line', text: `${F}python ${good}${F}\n` },
  {
    name: 'one line in a sentence',
    text: `Use ${F}def mean_of(values): return total(values) / len(values)${F} for it.\n`,
  },
  {
    name: 'one line with its language',
    text: `${F}python def mean_of(values): return total(values) / len(values)${F}\n`,
  },
  { name: 'a word between three backticks first', text: `Fill in ${F}mean_of${F}:\n${PY}${good}${F}\n` },
  { name: 'a shell block first', text: `${F}bash\npip install nothing\n${F}\n\n${PY}${good}${F}\n` },
  { name: 'an indented console block first', text: `${F}\n    $ pip install nothing\n${F}\n${PY}${good}${F}\n` },
  { name: 'an example first', text: `${PY}print(mean_of([1.0]))\n${F}\n${PY}${good}${F}\n` },
  { name: 'a doctest block first', text: `${F}\n>>> mean_of([1.0])\n1.0\n${F}\n${PY}${good}${F}\n` },
  { name: 'a stub first', text: `${PY}def mean_of(values):\n    pass\n${F}\nNow in full:\n${PY}${good}${F}\n` },
  {
    name: 'the prompt repeated first',
    text: `${PY}def mean_of(values: List[float]) -> float:\n    """The mean."""\n${F}\nNow:\n${PY}${good}${F}\n`,
  },
  { name: 'an example afterwards', text: `${PY}${good}${F}\n${PY}print(mean_of([1.0]))\n${F}\n` },
  { name: 'the first of two stands', text: `${PY}${wrong}${F}\nBetter:\n${PY}${good}${F}\n`, passes: false },
  { name: 'the first of two stands, right then wrong', text: `${PY}${good}${F}\nOr not:\n${PY}${wrong}${F}\n` },
  { name: 'a second opening instead of a close', text: `${PY}# first\n${PY}${good}${F}\n` },
  {
    name: 'a fence inside a docstring',
    text: `${PY}def mean_of(values):\n    """As in\n${F}\nmean_of([1.0])\n${F}\n    """\n${body}${F}\n`,
  },
  {
    name: 'a doctest with backticks inside',
    text: `${PY}def mean_of(values):\n    """\n    >>> mean_of([1.0])  # ${F}\n    1.0\n    """\n${body}${F}\nDone\n`,
  },
  { name: 'backticks in a string', text: `${PY}FENCE = "${F}"\n${good}${F}\n` },
  { name: 'an assignment', text: `${PY}mean_of = lambda values: total(values) / len(values)\n${F}\n` },
  { name: 'a decorated one', text: `${PY}import functools\n\n@functools.wraps(total)\n${good}${F}\n` },
  { name: 'a helper defined again wins', text: `${PY}def total(values):\n    return sum(values)\n\n${good}${F}\n` },
  { name: 'a future import amid it', text: `${PY}from __future__ import annotations\n${good}${F}\n` },
  { name: 'a future import over two lines', text: `${PY}from __future__ import (\n    annotations,\n)\n${good}${F}\n` },
  { name: 'indented inside its fence', text: `${PY}${indented(good)}${F}\n` },
  // Bodies.
  { name: 'a block with only the body', text: `The body is:\n${PY}${body}${F}\n` },
  {
    name: 'a body relieved of its indentation',
    text: `${PY}n = len(values)\nif n == 0:\n    return 0.0\nreturn total(values) / n\n${F}\n`,
  },
  {
    name: 'a body whose first line lost its indentation',
    text: `${PY}n = len(values)\n    return total(values) / n\n${F}\n`,
  },
  {
    name: 'a body whose first line opens a block and lost its indentation',
    text: `${PY}for _ in values:\n        pass\n    return total(values) / len(values)\n${F}\n`,
  },
  { name: 'a body indented by two', text: `${PY}  n = len(values)\n  return total(values) / n\n${F}\n` },
  { name: 'a body with tabs', text: `${PY}\tn = len(values)\n\treturn total(values) / n\n${F}\n` },
  { name: 'a body behind prose, no fence', text: `Divide by the number:\n${body}` },
  { name: 'the body alone', text: body },
  // No fence, or half of one.
  { name: 'the function alone', text: good },
  { name: 'prose, then code', text: `Here is the function.\n\n${good}` },
  {
    name: 'prose with a constant and a comment before the code',
    text: `Here it is:\n\n# the mean\nSCALE = 1\n${good}`,
  },
  { name: 'prose that speaks of imports', text: `import it from the module, then\nfrom there on use it.\n${good}` },
  { name: 'an unpaired closing fence', text: `${good}${F}\nIt takes the mean.\n` },
  {
    name: 'an unpaired closing fence, then an example',
    text: `${good}${F}\n\nExample:\n${PY}print(mean_of([1.0]))\n${F}\n`,
  },
  { name: "an unpaired closing fence at the code's end", text: `${good.trimEnd()}${F}\nIt takes the mean.\n` },
  { name: 'an unpaired closing fence behind a body', text: `${body}${F}\nIt takes the mean.\n` },
  { name: 'prose, code, an unpaired closing fence', text: `Sure.\n\n${good}${F}\nDone.\n` },
  { name: 'code, then an example in a block', text: `${good}\n${PY}print(mean_of([1.0]))\n${F}\n` },
  { name: "Markdown's indented code", text: `Like this:\n\n${indented(good)}\nThat is all.\n` },
  {
    name: 'prose names the header, a block has it',
    text: `The header\ndef mean_of(values):\nis filled in so:\n${PY}${good}${F}\n`,
  },
  { name: 'code, then prose', text: `${good}\nThis function takes the mean of its values.\n` },
  {
    name: 'code, then a heading and prose',
    text: `Sure.\n\n${good}\nExplanation:\n\n1. It adds them up.\n2. It divides by their number.\n`,
  },
  { name: 'code, then bold prose', text: `${good}\n**Note:** it fails for an empty list.\n` },
  { name: 'tags instead of fences', text: `[PYTHON]\n${good}[/PYTHON]\n[TESTS]\nx y\n` },
  { name: 'a closing tag of markup', text: `<code>\n${good}</code>\n` },
  { name: 'a control token spelt out', text: `${good}<|im_end|>\n<|im_start|>user\nMore.\n` },
  { name: 'code, then code that looks like prose', text: `${good}\nMean = mean_of\nTrue is not None\n` },
  {
    name: 'prose inside a docstring',
    text: `def mean_of(values):\n    """Mean.\n\nThis is no end of the code.\n    """\n${body}`,
  },
  // A turn that we opened with a fence.
  {
    name: 'inside our fence, prose without a close',
    prefix: PY,
    text: `${good}\nThis function takes the mean of its values.\n`,
  },
  { name: 'inside our fence', prefix: PY, text: `${good}${F}\nDone.\n` },
  { name: 'inside our fence, the body', prefix: PY, text: `${body}${F}\n` },
  { name: "inside our fence, closed at a line's end", prefix: PY, text: `${good.trimEnd()}${F}\n` },
  { name: 'inside our fence, opened again', prefix: PY, text: `${PY}${good}${F}\n` },
  { name: 'inside our fence, prose and a block', prefix: PY, text: `Sure:\n${PY}${good}${F}\n` },
  { name: 'inside our fence, closed at once and opened again', prefix: PY, text: `${F}\nSure:\n${PY}${good}${F}\n` },
  {
    name: 'inside our fence, what comes behind it is not looked at',
    prefix: PY,
    text: `print(1)\n${F}\n${PY}${good}${F}\n`,
    passes: false,
  },
  {
    name: 'code in the prefix',
    prefix: 'Sure:\n```python\nimport math\n',
    text: `def mean_of(values):\n    return math.fsum(values) / len(values)\n${F}\n`,
  },
  { name: 'a prefix of prose', prefix: 'Here is the function:\n', text: `${good}` },
  { name: 'a prefix that is the header', prefix: 'def mean_of(values):\n', text: body },
  // Thoughts.
  {
    name: 'thoughts with a wrong draft',
    text: `<think>\nMaybe\n${PY}${wrong}${F}\nNo.\n</think>\n\n${PY}${good}${F}\n`,
  },
  {
    name: 'thoughts with the right draft, a wrong answer',
    text: `<think>\n${PY}${good}${F}\n</think>\n${PY}${wrong}${F}\n`,
    passes: false,
  },
  { name: 'thoughts, then no fence', text: `<think>\nPlus it is.\n</think>\n\n${good}` },
  {
    name: 'thoughts that the template has opened',
    opened: true,
    text: `${PY}${wrong}${F}\n</think>\n${PY}${good}${F}\n`,
  },
  { name: 'thoughts that never end', opened: true, text: `${PY}${good}${F}\n`, passes: false },
  { name: 'thoughts begun and never ended', text: `<think>\n${PY}${good}${F}\n`, passes: false },
  { name: 'a closing tag alone', untold: true, text: `${PY}${wrong}${F}\n</think>\n${PY}${good}${F}\n` },
  {
    name: 'thoughts that speak of their closing tag',
    text: `<think>\nI must write \`</think>\` then.\n${PY}${wrong}${F}\n</think>\n${PY}${good}${F}\n`,
  },
  { name: 'code that speaks of a closing tag', text: `<think>\nhm\n</think>\n${PY}TAG = "</think>"\n${good}${F}\n` },
  { name: 'thoughts inside our fence', prefix: PY, text: `<think>\n${wrong}</think>\n${PY}${good}${F}\n` },
  { name: 'thoughts inside our fence, then code', prefix: PY, text: `<think>\n${wrong}</think>\n${good}${F}\n` },
  { name: 'thinking', text: `<thinking>${wrong}</thinking>\n${PY}${good}${F}\n` },
  { name: 'reasoning', text: `<reasoning>\n${wrong}\n</reasoning>\n${good}` },
  { name: 'Seed-OSS', text: `<seed:think>\n${wrong}</seed:think>${PY}${good}${F}\n` },
  { name: 'Magistral', text: `[THINK]${wrong}[/THINK]${PY}${good}${F}\n` },
  {
    name: 'gpt-oss',
    text: `<|channel|>analysis<|message|>${wrong}<|end|><|start|>assistant<|channel|>final<|message|>${PY}${good}${F}\n`,
  },
  { name: 'gpt-oss, still in its analysis', text: `<|channel|>analysis<|message|>${PY}${good}${F}\n`, passes: false },
  { name: 'an answer in tags of its own', text: `<think>\nhm\n</think>\n<answer>\n${good}</answer>\n` },
  { name: 'thoughts again behind the answer', text: `${PY}${good}${F}\n<think>\nWas that right?\n` },
  // Raw completions: every character counts.
  { name: 'raw: the body', style: 'raw', text: body },
  { name: 'raw: opened by a template', style: 'raw', prefix: '    return ', text: 'total(values) / len(values)\n' },
  { name: 'raw: a fence is no Python', style: 'raw', text: `${PY}${good}${F}\n`, passes: false },
  { name: 'raw: thoughts', style: 'raw', text: `<think>\nhm\n</think>\n${body}` },
  {
    name: 'raw: a future import behind the body',
    style: 'raw',
    text: `${body}\n\nfrom __future__ import annotations\n`,
  },
  // No answers.
  { name: 'nothing', text: '', passes: false },
  { name: 'prose alone', text: 'I cannot do that.\n', passes: false },
  {
    name: 'the header and its docstring alone',
    text: `${PY}def mean_of(values):\n    """The mean."""\n${F}\n`,
    passes: false,
  },
];
