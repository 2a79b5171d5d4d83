"""Checks practice.jsonl: solutions pass, stubs and unfinished solutions fail, and every example in a prompt is true."""
import os
import re

from babble import example_calls
from corpus import load_tasks
from grade import passes

STUBS = ["    return None\n", "    pass\n", "    return 0\n", "    return []\n", '    return ""\n']


def shown_results(task):
    """What the prompt says that each of its calls gives, as text."""
    doctests = re.findall(r"^ *>>> .*\n *(.*)$", task["prompt"], re.M)
    return doctests or re.findall(r" (?:=>|➞|==) (.*)$", task["prompt"], re.M)


def check(task):
    solution = task["canonical_solution"]
    assert passes(task, solution), "its solution fails"
    lines = solution.splitlines(True)
    for body in STUBS + ["".join(lines[:n]) for n in range(1, len(lines))]:
        assert not passes(task, body), f"this passes: {body}"
    calls, shown = example_calls(task), shown_results(task)
    assert len(calls) == len(shown) >= 2, "too few examples"
    for (call, value), text in zip(calls, shown):
        assert value != "None" and value == repr(eval(text)), f"{call} gives {value}, not {text}"
        assert call not in task["test"].replace("candidate", task["entry_point"]), f"{call} is among the hidden asserts"


tasks = load_tasks(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "practice.jsonl"))
for task in tasks:
    try:
        check(task)
    except AssertionError as problem:
        raise SystemExit(f"{task['task_id']} {task['entry_point']}: {problem}")
print(f"{len(tasks)} tasks are sound")
