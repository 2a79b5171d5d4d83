import type { Nodes, Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

/** What a comment may hold of each kind: everything else in it is somebody's text. */
export interface Own {
  /** Its one heading. */
  heading: RegExp;
  /** Where links may lead; nowhere, where it is left out. */
  links?: string;
}

const parse = (markdown: string): Root => unified().use(remarkParse).use(remarkGfm).parse(markdown);

/** Our own HTML: the marker, folds with titles of ours, small type, and what a dollar sign stands in. */
const HTML =
  /^(<!-- joulegate-comment [\w./-]* -->|<details><summary>[A-Za-z₂, ]+<\/summary>|<\/details>|<\/?sub>|<\/?span>)$/;

/** What GitHub makes of text behind Markdown: mentions, issues, commits, addresses, emoji. */
const FILTERS = [
  /(?:^|[^\w`])@[a-z0-9]/i,
  /(?:^|\W)#\d/,
  /\bGH-\d/i,
  /\b[0-9a-f]{7,40}\b/,
  /\b(?:https?|ftp):\/\//i,
  /\b(?:mailto|xmpp):\w/i,
  /\bwww\.\S/i,
  /\S@[\w-]+\.\w/,
  /:[a-z_]+:/,
  /\$\S/,
];

const text = (node: Nodes): string =>
  'value' in node ? node.value : 'children' in node ? node.children.map((n) => text(n)).join('') : '';

function* walk(node: Nodes): Generator<Nodes> {
  yield node;
  if ('children' in node) for (const child of node.children) yield* walk(child);
}

/** Why a node is none of ours; `null` where it may be. */
function foreign(node: Nodes, own: Own): string | null {
  switch (node.type) {
    case 'heading':
      return node.depth === 2 && own.heading.test(text(node)) ? null : text(node);
    case 'html':
      return HTML.test(node.value.trim()) ? null : node.value;
    case 'link':
      return own.links !== undefined && node.url.startsWith(`${own.links}/`) && !/\/\.\.?(?:\/|$)/.test(node.url)
        ? null
        : node.url;
    case 'code':
      return node.lang === 'text' && !node.meta ? null : `${node.lang} ${node.value}`;
    case 'listItem':
      return typeof node.checked === 'boolean' ? 'a task list' : null;
    case 'list':
      return node.ordered === true ? 'an ordered list' : null;
    case 'table': {
      const [columns] = node.children;
      return node.children.every((row) => row.children.length === columns?.children.length) ? null : 'a broken row';
    }
    case 'text':
      return FILTERS.find((f) => f.test(node.value)) ? node.value : null;
    case 'image':
    case 'imageReference':
    case 'linkReference':
    case 'definition':
    case 'footnoteReference':
    case 'footnoteDefinition':
    case 'delete':
    case 'emphasis':
    case 'thematicBreak':
    case 'break':
    case 'yaml':
      return node.type;
    default:
      return null;
  }
}

/** What of a comment GitHub would obey though it is not ours, as `kind: what`; empty where nothing is. */
export const obeyed = (markdown: string, own: Own): string[] => read(markdown, own).obeyed;

const COUNTED = ['heading', 'table', 'blockquote', 'list', 'listItem', 'strong', 'link'] as const;

/** The same, with how many of each kind of node a comment has: text of others may not add to these. */
export function read(markdown: string, own: Own): { obeyed: string[]; counts: number[] } {
  const nodes = [...walk(parse(markdown))];
  return {
    obeyed: nodes.flatMap((node) => {
      const found = foreign(node, own);
      return found === null ? [] : [`${node.type}: ${found}`];
    }),
    counts: COUNTED.map((kind) => nodes.filter((node) => node.type === kind).length),
  };
}
