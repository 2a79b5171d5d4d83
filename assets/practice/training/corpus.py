"""Turns the practice tasks into training samples (prompt, answer)."""
import json
import random
import re

import wordings
from babble import babble


def load_tasks(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def load_template(path):
    """As the product does: one final newline belongs to the file, not to the template."""
    with open(path, encoding="utf-8") as file:
        return file.read().removesuffix("\n")


def without_examples(prompt):
    lines = prompt.split("\n")
    kept, skip = [], False
    for line in lines:
        text = line.strip()
        if text.startswith(">>>"):
            skip = True
        elif re.match(r"\w+\(.*\) (=>|➞|==) ", text) or text in ("Examples:", "Example:"):
            skip = False
        else:
            if not skip or text == '"""':
                kept.append(line)
            skip = False
    return "\n".join(kept)


def without_docstring(prompt):
    return re.sub(r'    """.*?"""\n', "", prompt, flags=re.S)


def one_example(prompt):
    """Drops the last doctest example."""
    return re.sub(r"( *>>> [^\n]*\n[^\n]*\n) *>>> [^\n]*\n[^\n]*\n", r"\1", prompt)


def drop_docstring_words(prompt, chance):
    head, quotes, rest = prompt.partition('"""')
    if not quotes:
        return prompt
    words = re.split(r"(\s+)", rest.removesuffix('"""\n'))
    for i in range(2, len(words), 2):
        if chance.random() < 0.12:
            words[i] = ""
    return head + quotes + "".join(words) + '"""\n'


def vary_task(prompt, chance):
    draw = chance.random()
    if draw < 0.55:
        return prompt
    if draw < 0.70:
        return without_examples(prompt)
    if draw < 0.76:
        return one_example(prompt)
    if draw < 0.82:
        return re.sub(r"^from typing.*\n+", "", prompt)
    if draw < 0.86:
        return without_docstring(prompt)
    return drop_docstring_words(prompt, chance)


def vary_end(prompt, answer, chance):
    """Prompts are sent whole, trimmed, or up to the indentation; prompt + answer is the same program."""
    draw = chance.random()
    if draw < 0.70:
        return prompt, answer
    if draw < 0.86:
        return prompt.removesuffix("\n"), "\n" + answer
    if draw < 0.94:
        return prompt + "    ", answer.removeprefix("    ")
    return prompt + "\n", answer


def as_chat(prompt, chance):
    end = chance.choice([prompt, prompt.removesuffix("\n")])
    return chance.choice(wordings.BEFORE_TURN) + end + chance.choice(wordings.TURNS)


class Corpus:
    def __init__(self, tasks, templates, seed):
        self.tasks = tasks
        self.templates = templates
        self.chance = random.Random(seed)
        self.answers = {"terse": [], "chatty": []}
        for index, task in enumerate(tasks):
            self.answers["terse"].append(task["canonical_solution"])
            self.answers["chatty"].append(task["canonical_solution"] + babble(task, index, seed))

    def exact(self):
        """What the shipped templates ask and what the model is to answer."""
        for style, template in self.templates.items():
            for task, answer in zip(self.tasks, self.answers[style]):
                yield template.replace("{prompt}", task["prompt"]), answer

    def sample(self, index, style):
        chance = self.chance
        prompt = vary_task(self.tasks[index]["prompt"], chance)
        if chance.random() < 0.35:
            prompt = self.templates[style].replace("{prompt}", prompt)
        else:
            prompt = getattr(wordings, style)(chance) + prompt
        answer = self.answers[style][index]
        if chance.random() < 0.15:
            return as_chat(prompt, chance), answer
        return vary_end(prompt, answer, chance)

    def batch(self, size):
        """Two lists of equal size, terse and chatty; every task comes equally often."""
        half = size // 2
        order = []
        while len(order) < half:
            order += self.chance.sample(range(len(self.tasks)), len(self.tasks))
        return [[self.sample(i, style) for i in order[:half]] for style in ("terse", "chatty")]
