/** Every code a `JouleGateError` can carry, with its exit status and what to do (docs/errors.md shows this table). */
export const ERROR_CODES = {
  usage: {
    exit: 2,
    means: 'the command line does not fit the verb',
    todo: '`joulegate VERB --help` shows each option by an example',
  },
  'config-unreadable': {
    exit: 2,
    means: 'the configuration file is missing, or is no valid YAML or JSON',
    todo: 'check the path; mend the line that is named; write values out instead of naming them by aliases',
  },
  'config-invalid': {
    exit: 2,
    means: 'the configuration does not fit its schema',
    todo: 'mend each line that is named; a limit that could never fail is refused with the value meant; in a pull request name files of the repository',
  },
  'file-unreadable': {
    exit: 2,
    means: 'a file named on the command line cannot be read or written',
    todo: 'name a file in a folder that exists, has room and may be written; a document or data set has at most 256 MiB',
  },
  'document-invalid': {
    exit: 2,
    means: 'a JSON document does not fit its schema, or has another schema version',
    todo: 'give a file that this version of JouleGate wrote, or measure again',
  },
  'workload-unknown': {
    exit: 2,
    means: 'no workload of this name',
    todo: 'take the nearest valid name, which the message gives',
  },
  'workload-unreadable': {
    exit: 2,
    means: 'the data set file is missing, or its lines are none of the workload',
    todo: "give JSON lines in the workload's form (docs/workloads.md), each id once",
  },
  'workload-hash-mismatch': {
    exit: 2,
    means: 'the data set or a task differs from its pinned SHA-256, or from the one recorded on first use',
    todo: 'use the unchanged data; of LongBench remove `longbench.lock.json` to take what its address has now',
  },
  'task-unknown': {
    exit: 2,
    means: 'a task id is not in the workload',
    todo: 'take ids out of the data set; the message says which there are',
  },
  'model-unreadable': {
    exit: 2,
    means: 'the model file is missing, corrupt, no GGUF, or a Git-LFS pointer',
    todo: 'fetch the file again (`git lfs pull` for a pointer) and compare its SHA-256; every part of a sharded model must be there; a newer architecture needs a newer JouleGate',
  },
  'model-hash-mismatch': {
    exit: 2,
    means: 'the model differs from the configured SHA-256',
    todo: "set model.sha256 to the new file's, if that is meant",
  },
  'prompt-invalid': {
    exit: 2,
    means: 'the prompt template is unusable',
    todo: "put {prompt} where the task's text shall stand",
  },
  'prompt-too-long': {
    exit: 2,
    means: 'a prompt does not fit the context',
    todo: 'raise `context`, shorten the template, or leave the task out',
  },
  'meter-unavailable': {
    exit: 2,
    means: 'no meter, or not the one asked for, works here',
    todo: '`joulegate doctor` says what this machine can read and what is missing; name the cards so that engine and meter mean the same ones; or take `meter: estimate`',
  },
  'meter-busy': {
    exit: 5,
    means: 'another job holds the measuring lock of this device',
    todo: 'wait for the job that is named, end it, or remove its lock file',
  },
  'meter-failed': {
    exit: 5,
    means: 'a meter stopped working during the measurement',
    todo: 'look at the driver (`nvidia-smi`), then run again',
  },
  'environment-unexpected': {
    exit: 4,
    means: 'before measuring the machine is not what `environment.expect` says, or cannot tell',
    todo: 'let the card cool, set its limit, free it of others; or correct `environment.expect`',
  },
  'samples-invalid': {
    exit: 2,
    means: 'a file of raw samples cannot be read',
    todo: 'give a file as `measure --samples` writes it',
  },
  'edges-invalid': {
    exit: 2,
    means: 'phase edges do not pair up',
    todo: 'each phase begins once and ends once; docs/measure.md has the lines',
  },
  'too-few-blocks': {
    exit: 2,
    means: 'the gate could not decide with so few blocks',
    todo: 'set `budget.blocks` to the number in the message, raise the threshold, or take `baseline: base`',
  },
  'rule-invalid': {
    exit: 2,
    means: 'the suppression rule is unusable',
    todo: 'take a rule of ours, or a module with a function as its default export; in a pull request merge the module first',
  },
  'checker-invalid': {
    exit: 2,
    means:
      'the checker command of a workload cannot be used: its program or a file of it is missing, or a pull request names one that the base branch does not have',
    todo: 'name the program and, in `workload.checker.files`, what it reads; in a pull request merge the checker first',
  },
  'checker-failed': {
    exit: 5,
    means:
      'the checker command itself is broken: it ended neither with 0 (passed) nor with 1 (failed), or its last line is no verdict',
    todo: 'let it end with 1 whatever an answer does; the message has its own words (docs/workloads.md)',
  },
  'sandbox-unavailable': {
    exit: 5,
    means: 'the sandbox cannot start, or does not hold the rings asked for',
    todo: 'the message names the ring or the limit; `sandbox: best` takes what the kernel offers',
  },
  'not-graded': {
    exit: 5,
    means: 'answers could not be graded: their sandbox process was ended from outside, twice',
    todo: 'give the machine more memory, or run fewer jobs beside it, and run again',
  },
  'numpy-missing': {
    exit: 2,
    means: 'tests import numpy, which is not in the sandbox here',
    todo: "put numpy's wheel where docs/sandbox.md says, or leave those tasks out",
  },
  'wheel-hash-mismatch': {
    exit: 5,
    means: "a package for the sandbox differs from pyodide's own lock file",
    todo: "fetch the wheel again from pyodide's own address",
  },
  'samples-format': {
    exit: 2,
    means: 'a line of the samples to grade has another form',
    todo: 'each line is a JSON object with the texts `task_id` and `completion`',
  },
  'base-unavailable': {
    exit: 2,
    means: 'the commit to compare with, or a file of it, cannot be read from git',
    todo: '`fetch-depth: 0` at actions/checkout; `git lfs fetch`; name another commit with `--base`; or `baseline: none`',
  },
  'baseline-unreadable': {
    exit: 2,
    means: 'the stored baseline cannot be read',
    todo: 'measure and run `joulegate baseline update`, or restore the file from git; on a branch from an earlier commit of it',
  },
  'baseline-refused': {
    exit: 2,
    means: 'this result may not become the baseline',
    todo: 'measure again, or add `--accept-regression` if the dearer result is meant',
  },
  'store-foreign': {
    exit: 2,
    means: 'the branch that `baseline` names holds something else than results of JouleGate',
    todo: 'name a branch of its own, as `branch:joulegate`; the first record makes it',
  },
  'store-unreachable': {
    exit: 5,
    means: 'the branch that keeps results cannot be read or written',
    todo: 'the message has the words of git or GitHub: a remote, a permission (`contents: write`), a protected branch',
  },
  'store-busy': {
    exit: 5,
    means: 'a record could not be added: others wrote to the branch each time, or the other side failed each time',
    todo: '`joulegate baseline update RESULT.json` adds it later; nothing is half-written',
  },
  'study-incomplete': {
    exit: 5,
    means: 'some units of a study (a model on a workload) failed; the others are measured and in its tables',
    todo: 'mend what `study.md` says of each, and start the same command again: what is done stays done',
  },
  'download-failed': {
    exit: 5,
    means: 'a download did not succeed',
    todo: 'check network and address, or give the file by its path',
  },
  'engine-failed': {
    exit: 5,
    means: 'llama.cpp could not run the model',
    todo: "a smaller `context` or fewer `gpu-layers` needs less memory; the message ends with llama.cpp's own words",
  },
  'engine-remote': {
    exit: 2,
    means: 'the server runs on another host, whose energy no meter here sees',
    todo: 'run the gate where the server runs; or name the meter that sees it as `meter.kind` (not `auto`, not `estimate`)',
  },
  'server-failed': {
    exit: 5,
    means: 'the server did not answer, refused a request, redirected it, or broke off an answer',
    todo: 'the message has its own words; `joulegate doctor` tries the server and says what it can tell (docs/engines.md)',
  },
  'server-address': {
    exit: 2,
    means: "the server's address cannot be used: link-local, not found, or without the key that it names",
    todo: 'give an http or https address that is no link-local one in `engine.url`, and set the variable that `engine.key-env` names',
  },
  'runtime-missing': {
    exit: 5,
    means: 'the native packages are not installed',
    todo: "`npm ci` in JouleGate's folder, or the input `runtime-path`",
  },
  'github-failed': {
    exit: 5,
    means: 'GitHub refused a request',
    todo: 'the message names the permission or the status; the verdict stands in summary and exit status all the same',
  },
  'artifact-invalid': {
    exit: 5,
    means: "what a fork's run left for `mode: comment` is no comparison of ours",
    todo: 'let the first workflow upload `comparison.json`, and nothing else, as `joulegate-comparison`',
  },
  'event-refused': {
    exit: 2,
    means:
      'the workflow would run code of a fork with the rights of the repository, or runs for an event that does not fit the mode',
    todo: 'take `pull_request`, with a second workflow that comments (docs/github.md)',
  },
} as const satisfies Record<string, { exit: number; means: string; todo: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;
