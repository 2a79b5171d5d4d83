"""Trains the practice model from nothing and writes practice-model.gguf.

    python train.py [--steps N] [--seed N] [--out FILE] [--tokens FILE]

One CPU thread; --tokens also writes every shipped prompt and answer with its token ids, which
evaluate.mjs compares with llama.cpp's.
"""
import argparse
import hashlib
import json
import math
import os
import random
import time

import torch
import torch.nn.functional as F

from corpus import Corpus, load_tasks, load_template
from export import write_gguf
from network import Network, Shape
from tokenizer import END_ID, encode, train_tokenizer

HERE = os.path.dirname(os.path.abspath(__file__))
ASSETS = os.path.dirname(HERE)
BATCH = 16
RATE = 3e-3
WARM_UP = 30
WITHOUT_BOS = 0.5


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=350)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", default=os.path.join(ASSETS, "practice-model.gguf"))
    parser.add_argument("--tokens")
    return parser.parse_args()


def rate(step, steps):
    if step < WARM_UP:
        return RATE * (step + 1) / WARM_UP
    return RATE * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (step - WARM_UP) / (steps - WARM_UP))))


def tensors(samples, tokenizer, chance):
    """Inputs and targets; -100 where nothing is to be learnt: prompts and padding."""
    rows = []
    for prompt, answer in samples:
        # Apart, since llama.cpp sees the prompt without the answer.
        begin = [] if chance.random() < WITHOUT_BOS else [END_ID]
        ids = begin + encode(tokenizer, prompt)
        learnt = encode(tokenizer, answer) + [END_ID]
        rows.append((ids + learnt[:-1], [-100] * (len(ids) - 1) + learnt))
    length = max(len(inputs) for inputs, _ in rows)
    inputs = torch.tensor([row + [END_ID] * (length - len(row)) for row, _ in rows])
    targets = torch.tensor([row + [-100] * (length - len(row)) for _, row in rows])
    return inputs, targets


def train(network, corpus, tokenizer, steps, seed):
    chance = random.Random(seed)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.05, betas=(0.9, 0.99))
    started = time.monotonic()
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = rate(step, steps)
        optimizer.zero_grad()
        # Terse and chatty apart, so that the short ones are not padded to the length of the long ones.
        halves = [tensors(samples, tokenizer, chance) for samples in corpus.batch(BATCH)]
        count = sum((targets != -100).sum() for _, targets in halves)
        loss = 0.0
        for inputs, targets in halves:
            learnt = targets != -100
            part = F.cross_entropy(network.logits(network.hidden(inputs)[learnt]), targets[learnt], reduction="sum") / count
            part.backward()
            loss += part.item()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        if step % 25 == 0 or step == steps - 1:
            print(f"step {step:4d}  loss {loss:.4f}  {time.monotonic() - started:.0f} s", flush=True)


def main():
    chosen = options()
    torch.manual_seed(chosen.seed)
    torch.set_num_threads(1)
    templates = {style: load_template(os.path.join(ASSETS, "prompts", f"{style}.txt")) for style in ("terse", "chatty")}
    corpus = Corpus(load_tasks(os.path.join(ASSETS, "practice.jsonl")), templates, chosen.seed)
    exact = list(corpus.exact())
    shape = Shape()
    # Answers count most: their tokens are decoded one by one.
    texts = [text for prompt, answer in exact for text in [prompt] + [answer] * 4]
    tokenizer = train_tokenizer(texts, shape.vocabulary)
    if chosen.tokens:
        with open(chosen.tokens, "w", encoding="utf-8") as file:
            json.dump([{"text": text, "ids": encode(tokenizer, text)} for pair in exact for text in pair], file)
    network = Network(shape)
    print(f"{sum(p.numel() for p in network.parameters()):,} parameters")
    train(network, corpus, tokenizer, chosen.steps, chosen.seed)
    write_gguf(chosen.out, network, tokenizer)
    with open(chosen.out, "rb") as file:
        data = file.read()
    print(f"{chosen.out}: {len(data):,} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
