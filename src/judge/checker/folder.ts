import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { ANSWER_FILE, TASK_FILE, type CheckerFile } from '../../common/checker.ts';

/** A folder for one answer. */
export interface AnswerFolder {
  /** Where the command runs, with answer, task and the checker's files. */
  work: string;
  answer: string;
  task: string;
  /** Its home and temporary folder. */
  home: string;
  remove(): Promise<void>;
}

/** Lays out everything that a command gets for one answer. No name in it comes from an answer or a task. */
export async function layOut(
  parent: string,
  { answer, task, files }: { answer: string; task: string; files: readonly CheckerFile[] },
): Promise<AnswerFolder> {
  const folder = await mkdtemp(join(parent, 'answer-'));
  const [work, home] = [join(folder, 'work'), join(folder, 'home')];
  await mkdir(work);
  await mkdir(home);
  for (const { name, bytes } of files) {
    const path = join(work, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
    // Git's executable bit is not asked for: whoever names a file as the program means it to run.
    await chmod(path, 0o700);
  }
  const found = { work, home, answer: join(work, ANSWER_FILE), task: join(work, TASK_FILE) };
  await writeFile(found.answer, answer);
  await writeFile(found.task, `${task}\n`);
  // A command may leave folders that cannot be removed; the whole is tried again at the end.
  const remove = async (): Promise<void> => await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  return { ...found, remove };
}

/** All that a command finds in its environment: nothing of ours, where tokens are. */
export const environmentFor = (home: string, folders: readonly string[]): NodeJS.ProcessEnv => ({
  PATH: folders.join(delimiter),
  HOME: home,
  TMPDIR: home,
  LANG: 'C.UTF-8',
});
