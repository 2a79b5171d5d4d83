import type { PromptForm } from '../types.ts';

/** The task's text and nothing else: it says itself what is wanted, which may be no Python. */
export const PLAIN: PromptForm = {
  chat: { template: '{prompt}', answerPrefix: '' },
  raw: { template: '{prompt}', answerPrefix: '' },
};
