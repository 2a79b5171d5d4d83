// Makes docs/comment.png, README's picture of the comment: node .ci/picture.mjs demo-report/comment.md
// The comment is rendered as GitHub's own style nearly has it, and photographed by headless Chromium.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { marked } from 'marked';

const [file = 'demo-report/comment.md', height = '760'] = process.argv.slice(2);
const style = `body{font:14px/1.5 -apple-system,"Segoe UI","DejaVu Sans",sans-serif;color:#1f2328;margin:16px;max-width:1000px}
.box{border:1px solid #d1d9e0;border-radius:6px;padding:4px 16px 16px}h2{border-bottom:1px solid #d1d9e0b3;padding-bottom:.3em;font-size:1.4em;margin:.6em 0}
table{border-collapse:collapse;margin:12px 0}td,th{border:1px solid #d1d9e0;padding:5px 11px}tr:nth-child(2n){background:#f6f8fa}
blockquote{border-left:.25em solid #d1d9e0;color:#59636e;margin:0;padding:0 1em}code{background:#818b981f;border-radius:6px;padding:.2em .4em;font-size:85%}details{margin:6px 0}`;
const folder = mkdtempSync(join(tmpdir(), 'joulegate-picture-'));
const page = join(folder, 'comment.html');
writeFileSync(
  page,
  `<!doctype html><meta charset="utf-8"><style>${style}</style><div class="box">${marked.parse(readFileSync(file, 'utf8'))}</div>`,
);
execFileSync(
  'chromium',
  [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--user-data-dir=${join(folder, 'profile')}`,
    '--hide-scrollbars',
    `--window-size=1040,${height}`,
    `--screenshot=${fileURLToPath(new URL('../docs/comment.png', import.meta.url))}`,
    `file://${page}`,
  ],
  { stdio: 'ignore' },
);
rmSync(folder, { recursive: true, force: true });
