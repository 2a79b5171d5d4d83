import type { Comparison } from '../common/generated/comparison.ts';
import { html } from './html.ts';
import { comment } from './comment/index.ts';
import { terminal } from './terminal.ts';
import { view } from './view.ts';

/** A comparison as text; `id` names one of several configurations where the format has a place for it. */
type Renderer = (c: Comparison, id?: string) => string;

export type Format = 'markdown' | 'html' | 'terminal' | 'json';

/** Every format that a comparison can be shown in, by its name. */
export const RENDERERS: Record<Format, Renderer> = {
  markdown: comment,
  html: (c) => html(view(c)),
  terminal: (c) => terminal(view(c)),
  json: (c) => `${JSON.stringify(c, null, 2)}\n`,
};
