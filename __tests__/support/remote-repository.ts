import { Repository } from './repository.ts';

/** A repository that others push to, and one whose `origin` it is, with one commit of these files. */
export async function withRemote(
  files: Record<string, string> = { a: 'a' },
): Promise<{ bare: Repository; work: Repository }> {
  const bare = await Repository.make();
  bare.git('config', 'core.bare', 'true');
  const work = await Repository.make();
  work.git('remote', 'add', 'origin', `file://${bare.folder}/.git`);
  work.commit(files);
  return { bare, work };
}
