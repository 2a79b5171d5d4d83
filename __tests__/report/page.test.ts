import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compare } from '../../src/analysis/compare.ts';
import { mergeThresholds } from '../../src/config/defaults.ts';
import { RENDERERS } from '../../src/report/renderers.ts';
import { fakeResult } from '../support/results.ts';
import { temporaryFolder } from '../support/tmp.ts';

const { html } = RENDERERS;

const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((p) =>
  existsSync(p),
);
if (!chromium) console.warn('skipped "the report page in a browser": no Chromium (apt-get install chromium)');

/** Headless, and closed to the network: what it asks for would show in its log. */
async function browse(folder: string, page: string, ...extra: string[]): Promise<string> {
  const flags = [
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
  ];
  const { stdout } = await promisify(execFile)(chromium!, [...flags, ...extra, `file://${page}`], {
    timeout: 90_000,
    maxBuffer: 1 << 26,
  });
  return stdout;
}

(chromium ? describe : describe.skip)('the report page in a browser', () => {
  it('draws bars whose widths stand in the ratio of the joules, and runs nothing of a hostile answer', async () => {
    const folder = await temporaryFolder();
    const page = join(folder, 'index.html');
    const head = fakeResult({ decode: [30, 30, 30, 30], tokens: 300 });
    for (const t of head.arms.plain!.tasks)
      for (const r of t.repeats)
        r.text = '</pre><script>document.title="owned"</script><img src=x onerror="document.title=\'owned\'">';
    const c = compare(fakeResult({ decode: [10, 10, 10, 10] }), head, { thresholds: mergeThresholds() });
    // The probe is ours, put behind the page with its policy taken off: it reports what the browser laid out.
    const probe =
      '<script>const w=[...document.querySelectorAll(".bar")].slice(0,2).map(b=>[...b.children].reduce((s,x)=>s+x.getBoundingClientRect().width,0));document.body.dataset.ratio=(w[1]/w[0]).toFixed(3);document.body.dataset.wide=document.documentElement.scrollWidth>innerWidth</script>';
    await writeFile(
      page,
      html(c)
        .replace(/<meta http-equiv[^>]*>/, '')
        .replace('</body>', `${probe}</body>`),
    );
    const dom = await browse(folder, page, '--dump-dom', '--window-size=1000,1400');
    expect(dom).toContain('data-ratio="2.818"');
    expect(dom).toContain('data-wide="false"');
    expect(dom).toContain('<title>JouleGate: regressed</title>');

    const shot = join(folder, 'page.png');
    await writeFile(page, html(c));
    await browse(folder, page, `--screenshot=${shot}`, '--window-size=400,800');
    expect((await readFile(shot)).length).toBeGreaterThan(10_000);
  });
});
