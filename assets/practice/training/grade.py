"""Grades answers to our own practice tasks: JSON lines {task, text} in, {passed, completeAt} out.

completeAt counts the characters up to the first line end (or the end) at which the answer passes, null if
none does. Nothing is isolated here: only for answers of the practice model, never for a stranger's.
"""
import contextlib
import io
import json
import signal
import sys


def passes(task, text):
    scope = {"__name__": "__main__"}
    signal.signal(signal.SIGALRM, too_slow)
    signal.alarm(2)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(task["prompt"] + text + "\n" + task["test"], scope)
            scope["check"](scope[task["entry_point"]])
        return True
    except BaseException:
        return False
    finally:
        signal.alarm(0)


def too_slow(*_):
    raise TimeoutError


def main():
    for line in sys.stdin:
        request = json.loads(line)
        task, text = request["task"], request["text"]
        ends = [i + 1 for i, char in enumerate(text) if char == "\n"] + [len(text)]
        complete = next((end for end in ends if passes(task, text[:end])), None)
        print(json.dumps({"passed": passes(task, text), "completeAt": complete}))


if __name__ == "__main__":
    main()
