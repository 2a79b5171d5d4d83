"""Makes the text that the model goes on with after a finished body: the babble.

Every piece is valid Python with a correct result, so that a whole answer still passes its tests.
A task gets the same babble in every run; which kinds it has, and in which order, differs by task.
"""
import ast
import random
import re

PROSE = [
    "The function {name} walks through its input once and keeps only what it needs.",
    "It has no side effects, so you can call {name} as often as you like.",
    "Please note that {args} should have the types given in the signature.",
    "I chose a simple loop here because it is easy to read and easy to test.",
    "If the input is empty, the result is simply what it was at the start.",
    "You could also write this in fewer lines, but I think that this is clearer.",
    "The running time grows with the size of the input, which should be fine.",
    "Let me know if you would like me to add more checks or a longer explanation!",
]
CLOSING = [
    "# I hope this helps! Let me know if you have any questions.",
    "# That's it! Feel free to adapt the code to your needs.",
    "# Happy coding!",
    "# Thank you for asking, and good luck with your program!",
]


def argument_names(task):
    functions = [node for node in ast.parse(task["prompt"]).body if isinstance(node, ast.FunctionDef)]
    return [argument.arg for argument in functions[-1].args.args]


def example_calls(task):
    """The calls that the task's prompt shows, and what the canonical solution returns for them."""
    scope = {"__name__": "practice"}
    exec(task["prompt"] + task["canonical_solution"], scope)
    pattern = rf"^\s*(?:>>> )?({task['entry_point']}\(.*?\))(?: (?:=>|➞|==) .*)?$"
    calls = re.findall(pattern, task["prompt"], re.M)
    return [(call, repr(eval(call, scope))) for call in calls]


def prints(task, name, calls, pick):
    head = pick(["# Example usage:", "# Let's try it out:", "# Here are some examples:"])
    return head + "\n" + "".join(f"print({call})  # {value}\n" for call, value in calls)


def main_guard(task, name, calls, pick):
    lines = "".join(f"    print({call})\n" for call, _ in calls)
    return 'if __name__ == "__main__":\n' + lines + pick(["", '    print("All done!")\n'])


def asserts(task, name, calls, pick):
    return "".join(f"assert {call} == {value}\n" for call, value in calls) + 'print("All tests passed!")\n'


def test_function(task, name, calls, pick):
    lines = "".join(f"    assert {call} == {value}\n" for call, value in calls)
    return f"def test_{name}():\n{lines}\n\ntest_{name}()\n"


def helper(task, name, calls, pick):
    word = pick(["many", "all", "each"])
    return (f"def {name}_{word}(cases):\n"
            f'    """ Call {name} for every case in a list of cases. """\n'
            f"    return [{name}(*case) for case in cases]\n")


def class_around(task, name, calls, pick):
    title = "".join(part.capitalize() for part in name.split("_"))
    return f"class {title}:\n    def __call__(self, *args):\n        return {name}(*args)\n"


def variables(task, name, calls, pick):
    return f'result = {calls[0][0]}\nprint("Result:", result)\n'


def prose_string(task, name, calls, pick):
    return '"""\n' + explain(task, name, pick, 2) + '"""\n'


def prose_comment(task, name, calls, pick):
    lines = explain(task, name, pick, 2).splitlines()
    return "# Explanation:\n" + "".join(f"# {line}\n" for line in lines)


def again(task, name, calls, pick):
    signature = re.search(rf"^def {name}\(.*$", task["prompt"], re.M).group()
    return f"# The same function once more, without the comment:\n{signature}\n{task['canonical_solution']}"


def explain(task, name, pick, count):
    args = " and ".join(argument_names(task))
    return "".join(pick(PROSE).format(name=name, args=args) + "\n" for _ in range(count))


KINDS = [prints, prose_string, main_guard, asserts, helper, prose_comment, variables, test_function, class_around, again]


def babble(task, index, seed):
    """The babble of one task, 150 to 360 characters and what its last piece needs."""
    chance = random.Random(f"babble/{seed}/{task['task_id']}")
    used = set()

    def pick(choices):
        fresh = [choice for choice in choices if choice not in used] or choices
        used.add(chosen := chance.choice(fresh))
        return chosen

    calls = example_calls(task)
    first = KINDS[index % len(KINDS)]
    rest = [kind for kind in KINDS if kind is not first]
    chance.shuffle(rest)
    wanted = chance.randint(150, 360)
    text = ""
    if index % 5 == 3:  # some go on inside the function, where no usual stop string sees it
        text += "    # " + pick(["Note: ", "Done: "]) + pick(PROSE).format(name=task["entry_point"], args="the arguments") + "\n"
    for kind in [first, *rest]:
        text += pick(["\n", "\n\n", "\n\n\n"]) + kind(task, task["entry_point"], calls, pick)
        if len(text) >= wanted:
            break
    if chance.random() < 0.6:
        text += "\n" + pick(CLOSING) + "\n"
    return text
