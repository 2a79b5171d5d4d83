import type { PromptForm } from '../types.ts';

/** Two worked examples of ours, in HumanEval's form: signature, docstring with examples, body. */
export const EXAMPLES = [
  {
    prompt: `from typing import List


def running_total(prices: List[int]) -> List[int]:
    """ Given the prices of a shopping list in cents, return what has been spent after each item.
    >>> running_total([250, 100, 75])
    [250, 350, 425]
    >>> running_total([])
    []
    """
`,
    body: `    total = 0
    totals = []
    for price in prices:
        total += price
        totals.append(total)
    return totals
`,
  },
  {
    prompt: `

def initials(name: str) -> str:
    """ Return the first letters of the words of a name as capitals, each followed by a full stop.
    >>> initials("grace hopper")
    'G.H.'
    >>> initials("ada")
    'A.'
    """
`,
    body: `    return "".join(word[0].upper() + "." for word in name.split())
`,
  },
] as const;

const solved = EXAMPLES.map(({ prompt, body }) => prompt + body).join('');
const example = ({ prompt, body }: (typeof EXAMPLES)[number], n: number): string =>
  `Example ${n}:\n\n\`\`\`python\n${prompt.trimStart()}\`\`\`\n\nAnswer:\n\n\`\`\`python\n${prompt.trimStart()}${body}\`\`\`\n\n`;

/** The task behind two worked examples; a chat model is asked in words, a base model goes on with a file. */
export const TWO_SHOT: PromptForm = {
  chat: {
    template: `Complete a Python function. Answer with the whole function in one code block, as in these two examples.\n\n${EXAMPLES.map((e, i) => example(e, i + 1)).join('')}Now complete this function:\n\n\`\`\`python\n{prompt}\`\`\``,
    answerPrefix: '```python\n',
  },
  raw: { template: `${solved}\n\n{prompt}`, answerPrefix: '' },
};
