// Writes dist/runtime/<flavour>/package.json and its lock: what the action installs on a runner, one for each kind of
// machine, so that none fetches binaries it cannot use. Versions are those of the root package.json.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const { dependencies } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const version = dependencies['node-llama-cpp'];
// npm skips a package for another system: an alias to one keeps the real, large package away.
const skipped = `npm:@node-llama-cpp/win-arm64@${version}`;
const names = (kinds) => ['linux-x64', 'win-x64'].flatMap((os) => kinds.map((k) => `@node-llama-cpp/${os}-${k}`));
const without = {
  cpu: names(['cuda', 'cuda-ext', 'vulkan']),
  cuda: names(['vulkan']),
  vulkan: names(['cuda', 'cuda-ext']),
};

for (const [flavour, left] of Object.entries(without)) {
  const dir = new URL(`dist/runtime/${flavour}/`, root);
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const overrides = Object.fromEntries(left.map((name) => [name, skipped]));
  writeFileSync(
    new URL('package.json', dir),
    `${JSON.stringify({ name: `joulegate-runtime-${flavour}`, private: true, dependencies, overrides }, null, 2)}\n`,
  );
  execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: fileURLToPath(dir),
    stdio: 'inherit',
  });
}
