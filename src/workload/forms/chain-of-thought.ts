import type { PromptForm } from '../types.ts';

/**
 * Zero-shot chain of thought: the model is asked to think before it writes. A chat model thinks in prose, and its
 * program is the code block behind it; a base model thinks in comments, which are opened for it and stay part of the
 * program.
 */
export const CHAIN_OF_THOUGHT: PromptForm = {
  chat: {
    template:
      'Complete the Python function below. Think it through step by step first: what is asked, which cases there are, and how to solve each. Then give the whole function in one code block.\n\n```python\n{prompt}```',
    answerPrefix: '',
  },
  raw: { template: '{prompt}', answerPrefix: '    # Step by step, before the code:\n    # 1.' },
};
