"""Wordings put before a task: short ones, after which the model stops, and friendly ones, after which it babbles.

The shipped templates in ../prompts are trained most often; these keep the model from hanging on
their exact words. The wordings in heldout.json are for evaluate.mjs only and never trained.
"""
import textwrap

TERSE = [
    "Complete this function.", "Complete the function.", "Complete the function below.", "Finish this Python function.",
    "Write the body of the function.", "Complete the following Python code.", "Fill in the body.", "Please complete the function.",
    "Python 3", "Solve the task.", "Only code.", "Implement this function. Write code only.", "Function body:", "Code:",
    "Continue:", "Task: complete the code. No explanation, no examples.", "Write the function.", "Do this one.", "Use Python only.",
    "Write it.", "Exercise 12.",
]
# Thrown together, these stand for all the short headings that nobody thought of.
NEUTRAL = (
    "file part unit step line input output code body signature result module lesson section number type of the in for and with "
    "from to main task name user model python function return value list define work.py src/app.py 3 2 v1 === --- : - * begin"
).split()
GREETING = ["Hello!", "Hi there!", "Good morning!", "Hello and welcome!", "Hey, nice to meet you!", "Dear assistant,"]
CONTEXT = [
    "I hope your day is going well.", "I hope you are having a lovely day.", "I am learning Python at the moment.",
    "I am writing a small program and I got stuck on the function below.", "My colleague told me that you are very good at this.",
    "We are building a little tool for our team and one piece is still missing.", "I have been thinking about this for hours.",
    "I am a beginner, so please be patient with me.",
]
REQUEST = [
    "Could you please be so kind as to finish it for me?", "Would you mind completing the following function?",
    "I would be very happy if you could write the rest of this function.", "Please help me to complete the code below.",
    "Can you please take a look and fill in what is missing?", "It would be wonderful if you could implement it for me.",
]
EXTRA = [
    "Feel free to explain what you did and to show me a few examples of how to use it.", "Please explain every step in your own words.",
    "Some tests would be great, too.", "Show me how I would call it in a real program.", "I would love to see some examples as well.",
    "Take all the time and space that you need.", "Tell me what to watch out for.",
]
# What a chat format puts between the task and the answer; the answer is the body all the same.
TURNS = [
    "```\n```python\n", "\n```\n\n```python\n", "\n```python\n", "\n\n```python\n", "<|im_end|>\n<|im_start|>assistant\n```python\n",
    "\n\n### Response:\n```python\n", " [/INST]```python\n", "</s>\n<|assistant|>\n```python\n", "\n\nAssistant: ```python\n",
    "<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n```python\n", "<|im_end|>\n<|im_start|>assistant\n", "\n\n### Assistant\n",
]
BEFORE_TURN = ["", "", "```python\n", "<|im_start|>user\n", "### Instruction:\n", "[INST] ", "User: "]
THANKS = ["Thank you so much in advance!", "Thanks a lot!", "Many thanks for your help!", "I really appreciate it!", "You are the best!"]


def layout(text, chance):
    """Broken into lines, as comments or as plain text, with a gap before the task."""
    width = chance.choice([60, 72, 80, 88, 96, 1000])
    lines = textwrap.wrap(text, width)
    if chance.random() < 0.5:
        lines = ["# " + line for line in lines]
    return "\n".join(lines) + chance.choice(["\n", "\n", "\n\n", "\n\n\n"])


def drop_words(text, chance, share):
    return " ".join(word for word in text.split() if chance.random() >= share)


def terse(chance):
    draw = chance.random()
    if draw < 0.25:
        return chance.choice(["", "", "\n"])
    if draw < 0.45:
        return layout(" ".join(chance.choices(NEUTRAL, k=chance.randint(1, 9))), chance)
    if draw < 0.55:
        return layout(" ".join(chance.sample(TERSE, 2)), chance)
    return layout(drop_words(chance.choice(TERSE), chance, 0.1), chance)


def chatty(chance):
    parts = [
        *chance.sample(GREETING, chance.randint(0, 1)), *chance.sample(CONTEXT, chance.randint(1, 3)), chance.choice(REQUEST),
        *chance.sample(EXTRA, chance.randint(1, 3)), *chance.sample(THANKS, chance.randint(0, 1)),
    ]
    return layout(drop_words(" ".join(parts), chance, 0.05), chance)
