/** What is put on a branch in one commit. */
export interface Change {
  message: string;
  /** Whole texts by path. */
  files: Record<string, string>;
  /** Folders of a folder at the root that go, by name. */
  drop?: { folder: string; names: readonly string[] };
}

/**
 * A branch of a remote repository as a place for files, whatever it is reached by. Every method may throw a
 * `PassingFailure`, and a `JouleGateError` for what will not pass by itself.
 */
export interface RemoteBranch {
  /** For messages. */
  readonly name: string;
  /** The newest commit; `null` where there is no such branch yet. */
  head(): Promise<string | null>;
  /** A file of a commit; `null` where it has none of this path. */
  read(commit: string, path: string): Promise<string | null>;
  /** Names in a folder of a commit; none where there is no such folder. */
  list(commit: string, folder: string): Promise<string[]>;
  /**
   * Puts a change on top of `head` and moves the branch there; with `null` it begins the branch, which has then nothing
   * in common with any other. @returns `false` where the branch stands elsewhere by now, and nothing was done
   */
  commit(head: string | null, change: Change): Promise<boolean>;
  /**
   * First-parent ancestors of a commit of the code, nearest first, itself left out: at least up to the first that is
   * `wanted`, as far as the remote tells at a bounded cost.
   */
  ancestors(commit: string, wanted: (ancestor: string) => boolean): Promise<string[]>;
  /** Lets go of what it holds on this machine. */
  close(): Promise<void>;
}

/** Another try may do: a fault of the other side, a network that was gone. */
export class PassingFailure extends Error {
  override readonly name = 'PassingFailure';
}
