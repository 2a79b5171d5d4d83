import type { Change, RemoteBranch } from '../../common/remote-branch.ts';
import { runGit, type Ended } from './commands.ts';
import { failureOf, hasMoved } from './refusals.ts';
import { makeScratch, REMOTE } from './scratch.ts';

/** Where the branch's newest commit lies in the scratch repository. */
const FETCHED = 'refs/joulegate/store';
const MADE = 'refs/joulegate/made';

const text = (value: string): string => `data ${Buffer.byteLength(value)}\n${value}\n`;

/** A change as `git fast-import` reads it: no checkout, no index. Paths are ours, and need no quotes. */
function asImport(head: string | null, { message, files, drop }: Change, seconds: number): string {
  return [
    `commit ${MADE}\n`,
    `committer JouleGate <joulegate@localhost> ${seconds} +0000\n`,
    text(message),
    head === null ? '' : `from ${head}\n`,
    ...(drop?.names ?? []).map((name) => `D ${drop!.folder}/${name}\n`),
    ...Object.entries(files).map(([path, content]) => `M 100644 inline ${path}\n${text(content)}`),
  ].join('');
}

/** A branch of a checkout's remote, reached by git alone: what is needed of it is fetched, one commit deep. */
export class GitBranch implements RemoteBranch {
  readonly name: string;
  #scratch: ReturnType<typeof makeScratch> | null = null;

  constructor(
    private readonly checkout: string,
    private readonly branch: string,
  ) {
    this.name = `branch ${branch}`;
  }

  async head(): Promise<string | null> {
    const refspec = `+refs/heads/${this.branch}:${FETCHED}`;
    const fetched = await this.#git(['fetch', '-q', '--no-tags', '--depth=1', '--filter=blob:none', REMOTE, refspec]);
    if (/couldn't find remote ref/i.test(fetched.stderr)) return null;
    return (await this.#must(`reading ${this.name}`, fetched, ['rev-parse', FETCHED])).trim();
  }

  async read(commit: string, path: string): Promise<string | null> {
    const listed = await this.#said(`reading ${path}`, ['ls-tree', '-z', commit, '--', path]);
    const oid = /^\d+ blob ([0-9a-f]+)\t/.exec(listed)?.[1];
    return oid === undefined ? null : await this.#said(`reading ${path}`, ['cat-file', 'blob', oid]);
  }

  async list(commit: string, folder: string): Promise<string[]> {
    const listed = await this.#said(`reading ${folder}`, ['ls-tree', '-z', '--name-only', commit, '--', `${folder}/`]);
    return listed
      .split('\0')
      .filter((p) => p !== '')
      .map((p) => p.slice(folder.length + 1));
  }

  async commit(head: string | null, change: Change): Promise<boolean> {
    await this.#git(['update-ref', '-d', MADE]);
    const imported = await this.#git(['fast-import', '--quiet'], asImport(head, change, Math.floor(Date.now() / 1000)));
    const made = (await this.#must(`making a commit for ${this.name}`, imported, ['rev-parse', MADE])).trim();
    // Without a plus: what is no fast-forward is refused.
    const pushed = await this.#git(['push', '-q', '--porcelain', REMOTE, `${made}:refs/heads/${this.branch}`]);
    if (pushed.status === 0) return true;
    if (hasMoved(pushed)) return false;
    throw failureOf(`pushing to ${this.name}`, pushed);
  }

  async ancestors(commit: string): Promise<string[]> {
    // Commits alone: some hundred bytes each.
    const depth = ['--depth=1000', '--filter=tree:0'];
    const fetched = await this.#git(['fetch', '-q', '--no-tags', ...depth, REMOTE, commit]);
    if (fetched.status !== 0) return [];
    const listed = await this.#git(['rev-list', '--first-parent', '--skip=1', commit]);
    return listed.stdout.split('\n').filter((l) => l !== '');
  }

  async close(): Promise<void> {
    const scratch = this.#scratch;
    this.#scratch = null;
    (await scratch?.catch(() => null))?.remove();
  }

  async #git(args: readonly string[], input = ''): Promise<Ended> {
    this.#scratch ??= makeScratch(this.checkout);
    return await runGit((await this.#scratch).folder, args, input);
  }

  /** The output of a second command, once the first has succeeded. */
  async #must(what: string, before: Ended, args: readonly string[]): Promise<string> {
    if (before.status !== 0) throw failureOf(what, before);
    return await this.#said(what, args);
  }

  async #said(what: string, args: readonly string[]): Promise<string> {
    const ended = await this.#git(args);
    if (ended.status !== 0) throw failureOf(what, ended);
    return ended.stdout;
  }
}
