import type { HistoryRow } from '../common/history-rows.ts';
import type { RemoteBranch } from '../common/remote-branch.ts';
import type { BaselineSpec } from '../config/baseline.ts';
import { Ancestry, isEdited } from './ancestry.ts';
import { append, type Entry, type Page } from './branch/append.ts';
import { find, NO_BASELINE, type Baseline } from './branch/find.ts';
import { readHistoryRows } from './branch/history.ts';
import type { Measured } from './branch/series.ts';
import { PATIENCE, steadily, type Patience } from './branch/steadily.ts';
import { readBaseline, readHistory } from './file.ts';
import { GitBranch } from './git/branch.ts';

/** Where accepted results are kept, and head's baseline comes from. */
export interface Store {
  /** Whether only a measurement's environment tells which result is its baseline. */
  readonly byEnvironment: boolean;
  /** Whether every result is kept, and not only the accepted one. */
  readonly keepsAll: boolean;
  /**
   * Head's baseline. @param head what it was measured on; `null` before that is known, for a store that does not ask
   * @throws JouleGateError `baseline-unreadable`; of a branch `store-unreachable`, `store-busy`
   */
  find(head: Measured | null): Promise<Baseline>;
  /**
   * Keeps a result, accepted or not. @returns where it stands, and whether it is new there
   * @throws JouleGateError `store-busy`, `store-foreign`, `store-unreachable`, `baseline-unreadable`
   */
  append(entry: Entry, page: Page): Promise<{ path: string; added: boolean }>;
  /** Every row that is kept, since a time (ISO 8601). */
  rows(since: string | null): Promise<HistoryRow[]>;
  close(): Promise<void>;
}

export interface StoreContext {
  /** A folder of the checkout. */
  directory: string;
  /** Names the configuration: its path in the repository. */
  configuration: string;
  /** Environment fields that may differ between a result and its baseline. */
  allow: readonly string[];
  env: NodeJS.ProcessEnv;
  /** Reaches a branch of the repository's host; git's own remote takes its place. */
  branch?: (name: string) => RemoteBranch;
  patience?: Patience;
}

function none(): Store {
  return {
    byEnvironment: false,
    keepsAll: false,
    find: () => Promise.resolve(NO_BASELINE),
    append: () => Promise.reject(new Error('nothing is kept')),
    rows: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  };
}

const file = (spec: BaselineSpec): Store => ({
  ...none(),
  async find() {
    return { result: await readBaseline(spec), history: await readHistory(spec), stored: null };
  },
});

function branch(name: string, context: StoreContext): Store {
  const { directory, configuration, allow, env, patience = PATIENCE } = context;
  const remote = context.branch?.(name) ?? new GitBranch(directory, name);
  const once = async <T>(what: string, read: () => Promise<T>): Promise<T> =>
    await steadily(`${what} ${remote.name}`, async () => await read(), patience);
  return {
    byEnvironment: true,
    keepsAll: true,
    async find(measured) {
      if (measured === null) return NO_BASELINE;
      // On GitHub head is a commit, whatever earlier steps left in the checkout.
      const edited = env['GITHUB_EVENT_NAME'] === undefined && (await isEdited(directory));
      const ancestry = new Ancestry(directory, remote, edited);
      const wanted = { measured, ancestry, configuration, allow };
      return await once('reading', async () => await find(remote, wanted));
    },
    append: async (entry, page) => await append(remote, entry, page, patience),
    rows: async (since) => await once('reading', async () => await readHistoryRows(remote, since)),
    close: async () => await remote.close(),
  };
}

/** The store that a configuration names; `base`, which keeps nothing, is none. */
export function openStore(spec: BaselineSpec, context: StoreContext): Store {
  if (spec.kind === 'file') return file(spec);
  return spec.kind === 'branch' ? branch(spec.branch, context) : none();
}
