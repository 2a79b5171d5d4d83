import { join } from 'node:path';
import { JouleGateError } from '../common/errors.ts';
import type { Comparison, Publication, Waiver } from '../common/generated/comparison.ts';
import { writeWhole } from '../common/output.ts';
import type { RemoteBranch } from '../common/remote-branch.ts';
import type { Store } from '../baseline/store.ts';
import type { BaseCommit } from '../config/base-commit.ts';
import type { RemoteObjects } from '../config/remote-objects.ts';
import type { Config } from '../config/types.ts';
import type { Journal } from '../experiment/journal.ts';
import { refused } from '../report/refused.ts';
import { askGit } from './against.ts';
import { againstCommit, againstStored } from './decide.ts';
import { recordGate, type Recorded } from './record.ts';
import { storeOf } from './stored.ts';
import { claimGate, writeOutcome, type GateFiles, type GateOutcome } from './files.ts';

/** A comparison that is decided. */
export interface Publishable {
  comparison: Comparison;
  config: Config;
  /** What head was measured beside. */
  base: BaseCommit | null;
  /** What git has before head, whatever it was compared with. */
  before: BaseCommit | null;
}

export interface GateRequest {
  /** Where the five files go. */
  outDir: string;
  /** Whether the files leave this machine, as an action's do: then `keep-text` rules. */
  published?: boolean;
  /** Names the comment, where several configurations gate one pull request. */
  id: string;
  commit: string | null;
  /** Where GitHub says what this runs for. */
  env: NodeJS.ProcessEnv;
  /** Names the commit to compare with (`--base`), in the place of what the configuration says. */
  ref?: string;
  /** Measures base and head although they are the same. */
  force?: boolean;
  /** Reaches the branch of a `branch:` baseline otherwise than by git. */
  branch?: (name: string) => RemoteBranch;
  /** Waivers of the pull request that a commit of the default branch came from. */
  waiversOf?: (commit: string) => Promise<readonly Waiver[]>;
  /** Whether an unfinished gate of the same, whose journal is in `outDir`, is continued. */
  resume?: boolean;
  /** Who is asked for objects of git that a shallow checkout lacks. */
  remote?: RemoteObjects | null;
  /** Reads the configuration; what it throws refuses the gate. */
  load: () => Promise<Config>;
  /** What the host knows of a comparison, once it is decided and before it is written. */
  publication?: (about: Publishable) => Promise<Publication>;
  /** What else must be there before anything is opened. */
  prepare?: () => Promise<void>;
  signal?: AbortSignal;
  onProgress: (line: string) => void;
  /** Is given the run's journal once it is open: what a stopped run has kept. */
  onJournal?: (journal: Journal) => void;
}

/** How a gate ended: with a verdict, or refused with a comment that says why. */
export type GateEnd =
  | { refused: false; config: Config; outcome: GateOutcome; recorded: Recorded | null }
  | { refused: true; error: unknown; comment: string };

/** The comment of a gate that `error` ended, written in the place of an earlier gate's files where they can be had. */
async function refuse(
  error: unknown,
  claimed: GateFiles | null,
  { outDir, id }: GateRequest,
  kept: string | null,
): Promise<string> {
  const known = error instanceof JouleGateError ? error : null;
  const comment = refused(
    id,
    known ?? { code: 'internal-error', message: String(error), fix: 'please report it: this is a fault of JouleGate' },
    kept,
  );
  try {
    if (claimed === null) await claimGate(outDir);
    // Not by its claim: what an earlier gate said stays as `comment.md.previous` until there is a verdict again.
    await writeWhole(join(outDir, 'comment.md'), comment);
  } catch {
    // The error itself says more than a second one about the folder.
  }
  return comment;
}

/**
 * The gate, as the command line and the action run it: reads the configuration, asks git what head is compared with,
 * measures, compares and writes the files. A gate that is refused or fails leaves none of an earlier one, and a
 * comment that says why. @throws what stopped it, where `signal` is aborted
 */
export async function runGate(request: GateRequest): Promise<GateEnd> {
  let files: GateFiles | null = null;
  let journal: Journal | null = null;
  let store: Store | null = null;
  try {
    const { env, outDir, id, commit, onProgress, signal } = request;
    const read = await request.load();
    const { config, base, before, changes, applied } = await askGit(read, {
      env,
      ref: request.ref ?? null,
      remote: request.remote ?? null,
      onProgress,
    });
    const { baseline } = config;
    files = await claimGate(outDir, baseline.kind === 'file' ? [baseline.path] : []);
    await request.prepare?.();
    const measuring = {
      outDir,
      commit,
      resume: request.resume ?? false,
      force: request.force ?? false,
      ...(signal ? { signal } : {}),
      onProgress,
      onJournal: (opened: Journal) => {
        journal = opened;
        request.onJournal?.(opened);
      },
    };
    store = await storeOf(config, env, request.branch);
    const decided = base ? await againstCommit(config, base, measuring) : await againstStored(config, store, measuring);
    const gateChanges = changes && changes.length > 0 ? { gateChanges: { applied, keys: changes } } : {};
    const judged: Comparison = { ...decided.comparison, ...gateChanges };
    const told = await request.publication?.({ comparison: judged, config, base, before });
    const publication = told ? { publication: { ...judged.publication, ...told } } : {};
    const outcome = await writeOutcome(
      files,
      id,
      { ...decided, comparison: { ...judged, ...publication } },
      { keepText: !request.published || config.keepText },
    );
    const { waiversOf } = request;
    const about = { commit, env, onProgress, ...(waiversOf ? { waiversOf } : {}) };
    const recorded = await recordGate(config, store, outcome, about);
    return { refused: false, config, outcome, recorded };
  } catch (error) {
    if (request.signal?.aborted) throw error;
    const kept = (journal as Journal | null)?.kept ?? null;
    return { refused: true, error, comment: await refuse(error, files, request, kept) };
  } finally {
    await store?.close();
  }
}
