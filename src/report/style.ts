/** The page's own style: no font and no picture is fetched. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1c2330;--muted:#5b6577;--line:#d9dee7;--prefill:#3b6fd4;--decode:#e08a2e;--check:#6a9a3b;--good:#1a7f37;--bad:#c62828;--warn:#9a6700}
@media(prefers-color-scheme:dark){:root{--bg:#10141b;--fg:#e4e8ef;--muted:#9aa5b8;--line:#2c3442;--good:#4cc26a;--bad:#ff7b72;--warn:#d9a514}}
body{background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.1rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}
.verdict{display:inline-block;padding:.1rem .6rem;border-radius:.4rem;color:#fff;background:var(--muted)}
.regressed,.invalid{background:#c62828}.pass,.improved{background:#1a7f37}.inconclusive{background:#9a6700}
.lead{font-size:1.05rem}.note{color:var(--muted)}
table{border-collapse:collapse;width:100%}th,td{padding:.25rem .5rem;border-bottom:1px solid var(--line);text-align:left}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.wide{overflow-x:auto}
.row{display:grid;grid-template-columns:minmax(7rem,12rem) 3.2rem 1fr 6.5rem;gap:.1rem .6rem;align-items:center;font-size:.85rem}
.row .id{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.gap{height:.5rem;grid-column:1/-1}
.bar{display:flex;height:.8rem;background:color-mix(in srgb,var(--line) 45%,transparent)}
.bar span{display:block;height:100%}.p{background:var(--prefill)}.d{background:var(--decode)}.c{background:var(--check)}
.key span{display:inline-block;width:.8rem;height:.8rem;margin:0 .3rem 0 1rem;vertical-align:-1px}
pre{background:color-mix(in srgb,var(--line) 35%,transparent);padding:.7rem;overflow-x:auto;font-size:.8rem}
summary{cursor:pointer}.t-regressed{color:var(--bad);font-weight:600}.t-pass,.t-improved{color:var(--good)}.t-inconclusive{color:var(--warn)}
`;
