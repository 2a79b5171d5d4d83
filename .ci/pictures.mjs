// Draws docs/comment-*.png: the comments on the real gates in __tests__/report/real (.ci/real-gates.mjs measures these),
// as GitHub nearly shows them, photographed by headless Chromium; their text is written beside each, for a test to hold.
// node .ci/pictures.mjs [NAME…]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { marked } from 'marked';

const root = fileURLToPath(new URL('../', import.meta.url));
/** As wide as a comment is on a laptop's screen. */
const WIDTH = 920;
const STYLE = `body{font:14px/1.5 -apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans","DejaVu Sans",sans-serif;color:#1f2328;background:#fff;margin:0;padding:12px}
.box{border:1px solid #d1d9e0;border-radius:6px}.who{background:#f6f8fa;border-bottom:1px solid #d1d9e0;border-radius:6px 6px 0 0;padding:8px 16px;color:#59636e}.who b{color:#1f2328}
.who span{border:1px solid #d1d9e0;border-radius:2em;padding:0 7px;font-size:12px;margin-left:4px}.text{padding:16px}
p,ul,table,blockquote,details{margin:0 0 16px}.text>:last-child{margin-bottom:0}h2{font-size:1.5em;line-height:1.25;font-weight:600;margin:0 0 16px;padding-bottom:.3em;border-bottom:1px solid #d1d9e0b3}
ul{padding-left:2em}table{border-collapse:collapse;display:block;width:max-content;max-width:100%;overflow:auto;font-variant:tabular-nums}td,th{border:1px solid #d1d9e0;padding:6px 13px}th{font-weight:600}tr:nth-child(2n) td{background:#f6f8fa}
blockquote{border-left:.25em solid #d1d9e0;color:#59636e;padding:0 1em}code{background:#818b981f;border-radius:6px;padding:.2em .4em;font:85%/1 ui-monospace,"Liberation Mono","DejaVu Sans Mono",monospace}
pre{background:#f6f8fa;border-radius:6px;padding:16px;overflow:auto}pre code{background:none;padding:0}a{color:#0969da}sub{font-size:75%;line-height:0;position:relative;bottom:-.25em;vertical-align:baseline}summary{cursor:pointer}`;

const chromium = (folder, page, ...more) =>
  execFileSync(
    'chromium',
    [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update', '--hide-scrollbars'],
      `--user-data-dir=${join(folder, 'profile')}`,
      ...more,
      `file://${page}`,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );

/** The comment on a comparison, as it stands on a pull request; `probe` reports how high it came out. */
function pageOf(comment, probe) {
  const who = '<div class="who"><b>github-actions</b> <span>bot</span> commented</div>';
  const body = marked.parse(comment, { gfm: true, breaks: true });
  const script = probe ? '<script>document.body.dataset.height=document.documentElement.scrollHeight</script>' : '';
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style><div class="box">${who}<div class="text">${body}</div></div>${script}`;
}

/** As it is posted: what a terminal is shown of it is not the same bytes. */
function commentOn(name, folder) {
  const out = join(folder, 'comment.md');
  const document = join(root, '__tests__/report/real', `${name}.json`);
  execFileSync('node', [join(root, 'dist/cli.js'), 'report', document, '--format', 'markdown', '--out', out]);
  const text = readFileSync(out, 'utf8');
  writeFileSync(document.replace(/json$/, 'md'), text);
  return text;
}

function draw(name) {
  const folder = mkdtempSync(join(tmpdir(), 'joulegate-picture-'));
  const page = join(folder, 'comment.html');
  try {
    const comment = commentOn(name, folder);
    writeFileSync(page, pageOf(comment, true));
    const dom = chromium(folder, page, '--dump-dom', `--window-size=${WIDTH},200`);
    const height = Number(/data-height="(\d+)"/.exec(dom)?.[1]);
    writeFileSync(page, pageOf(comment, false));
    const out = join(root, 'docs', `comment-${name}.png`);
    chromium(folder, page, `--window-size=${WIDTH},${height}`, `--screenshot=${out}`);
    console.log(`drew ${out}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : ['regressed', 'pass', 'inconclusive']) draw(name);
