import { JouleGateError } from '../common/errors.ts';
import { advice, explain, type Client, type Repository } from './api.ts';
import { broken, readBytes } from './whole-fetch.ts';
import { onlyEntry } from './zip.ts';

export interface Wanted {
  runId: number;
  /** Name of the artifact. */
  name: string;
  /** The only file in it. */
  entry: string;
  /** Bytes that artifact and file may have. */
  most: { zip: number; entry: number };
}

const TIMEOUT_MS = 120_000;

/** The zip's bytes, from where GitHub sends us; our token stays behind. */
async function zipOf(api: Client, { owner, repo }: Repository, id: number, most: number): Promise<Buffer> {
  const answer = await api.request('GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}', {
    owner,
    repo,
    artifact_id: id,
    archive_format: 'zip',
    request: { redirect: 'manual' },
  });
  const elsewhere = answer.headers.location;
  if (elsewhere === undefined) throw broken('it was not sent to where the artifact is');
  const file = await fetch(elsewhere, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (file.status !== 200) throw broken(`HTTP ${file.status} from where the artifact is`);
  return await readBytes(file.body ?? [], most);
}

/**
 * The file that a workflow run left as an artifact, which anybody may have written: bounded while it is read and
 * unpacked, and nothing but this one file. `null` where the run left none (any more).
 * @throws JouleGateError `github-failed`, `artifact-invalid`
 */
export async function artifactFile(
  api: Client,
  repository: Repository,
  { runId, name, entry, most }: Wanted,
): Promise<Buffer | null> {
  const { owner, repo } = repository;
  const invalid = (why: string, cause?: unknown): JouleGateError =>
    new JouleGateError(
      'artifact-invalid',
      `the artifact "${name}" of run ${runId} is not used: ${why}`,
      `let the first workflow upload ${entry} of its own run, and nothing else, as "${name}" (docs/github.md)`,
      { cause },
    );
  let zip: Buffer;
  try {
    const found = await api.paginate(api.rest.actions.listWorkflowRunArtifacts, {
      owner,
      repo,
      run_id: runId,
      name,
      per_page: 100,
    });
    // Each attempt of a run leaves its own.
    const [newest] = found.filter((a) => a.name === name && !a.expired).sort((a, b) => b.id - a.id);
    if (newest === undefined) return null;
    if (newest.size_in_bytes > most.zip) throw invalid(`it has ${newest.size_in_bytes} bytes`);
    zip = await zipOf(api, repository, newest.id, most.zip);
  } catch (error) {
    throw explain(error, `cannot fetch the artifact "${name}" of run ${runId}`, advice(repository, 'actions: read'));
  }
  try {
    return await onlyEntry(zip, entry, most.entry);
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error), error);
  }
}
