import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cleanEnvironment } from './run.ts';
import { temporaryFolder } from './tmp.ts';

/** A git repository in a temporary folder, on branch `main`. */
export class Repository {
  private constructor(readonly folder: string) {}

  static async make(): Promise<Repository> {
    const made = new Repository(realpathSync(await temporaryFolder()));
    made.git('init', '-qb', 'main');
    return made;
  }

  /** A clone with actions/checkout's depth of 1, of the commit that is checked out here. */
  async shallow(): Promise<Repository> {
    const clone = new Repository(realpathSync(await temporaryFolder()));
    clone.git('clone', '-q', '--depth', '1', `file://${this.folder}`, '.');
    return clone;
  }

  at = (...names: string[]): string => join(this.folder, ...names);

  git(...args: string[]): string {
    const quiet = ['-c', 'advice.detachedHead=false'];
    const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.test'];
    return execFileSync('git', [...quiet, ...who, ...args], {
      cwd: this.folder,
      encoding: 'utf8',
      env: cleanEnvironment(),
    }).trim();
  }

  write(files: Record<string, string | Buffer>): void {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(this.at(name)), { recursive: true });
      writeFileSync(this.at(name), content);
    }
  }

  /** Commits these files and all else that changed; returns the commit. */
  commit(files: Record<string, string | Buffer> = {}): string {
    this.write(files);
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '-m', 'x');
    return this.git('rev-parse', 'HEAD');
  }

  /**
   * What GitHub checks out for a pull request: a detached merge commit of a branch with these files into `main`.
   * Returns the pull request's own commit.
   */
  pullRequest(files: Record<string, string | Buffer>, ontoMain: Record<string, string | Buffer> = {}): string {
    this.git('checkout', '-qb', 'pull');
    const head = this.commit(files);
    this.git('checkout', '-q', 'main');
    if (Object.keys(ontoMain).length > 0) this.commit(ontoMain);
    this.git('checkout', '-q', '--detach');
    this.git('merge', '-q', '--no-ff', '-m', 'merge', 'pull');
    return head;
  }

  /** The environment of a process that GitHub starts for an event. */
  event(name: string, payload: object): NodeJS.ProcessEnv {
    const path = this.at('.git', 'event.json');
    writeFileSync(path, JSON.stringify(payload));
    return { GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: path };
  }
}
