import { JouleGateError } from '../../common/errors.ts';
import { gitText } from '../../common/git.ts';
import { ownedFolder } from '../../common/owned-folder.ts';
import { runGit } from './commands.ts';

/** The remote's name in the scratch repository. */
export const REMOTE = 'store';

/** How this checkout reaches its remotes: credentials and addresses that stand in its own configuration. */
const REACHING = '^(http|credential|url)\\.|^core\\.sshcommand$';

const unreachable = (message: string, fix: string): JouleGateError =>
  new JouleGateError('store-unreachable', message, fix);

/** The addresses of `origin`, or of the first remote. @throws JouleGateError `store-unreachable` where there is none */
async function addresses(checkout: string): Promise<{ fetch: string; push: string }> {
  const remotes = ((await gitText(checkout, ['remote'])) ?? '').split('\n').filter((r) => r !== '');
  const name = remotes.includes('origin') ? 'origin' : remotes[0];
  if (name === undefined)
    throw unreachable(
      `${checkout} has no git remote that could keep results`,
      'add one ("git remote add origin ADDRESS"), or set "baseline: file:PATH"',
    );
  const of = async (...args: string[]): Promise<string> => (await gitText(checkout, ['remote', 'get-url', ...args]))!;
  return { fetch: await of(name), push: await of('--push', name) };
}

/**
 * A bare repository in a temporary folder that reaches the checkout's remote as the checkout does; objects come when
 * they are asked for. The checkout itself, its index and its refs are never touched.
 */
export async function makeScratch(checkout: string): Promise<{ folder: string; remove(): void }> {
  const { fetch, push } = await addresses(checkout);
  const { folder, remove } = ownedFolder('store');
  const set = async (name: string, value: string): Promise<void> => {
    const { status, stderr } = await runGit(folder, ['config', '--add', name, value]);
    if (status !== 0) throw unreachable(`git: ${stderr.trim()}`, 'check the git of this machine');
  };
  try {
    await runGit(folder, ['init', '-q', '--bare', '.']);
    await set(`remote.${REMOTE}.url`, fetch);
    if (push !== fetch) await set(`remote.${REMOTE}.pushurl`, push);
    const reaching = (await gitText(checkout, ['config', '--local', '-z', '--get-regexp', REACHING])) ?? '';
    for (const entry of reaching.split('\0').filter((e) => e.includes('\n'))) {
      const end = entry.indexOf('\n');
      await set(entry.slice(0, end), entry.slice(end + 1));
    }
    return { folder, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
