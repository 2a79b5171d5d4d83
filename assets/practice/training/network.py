"""The llama architecture in plain torch: RMSNorm, rotary positions in interleaved pairs, SwiGLU, tied embeddings."""
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn


@dataclass(frozen=True)
class Shape:
    vocabulary: int = 768
    width: int = 128
    layers: int = 4
    heads: int = 4
    hidden: int = 352
    context: int = 2048
    rope_base: float = 10_000.0
    epsilon: float = 1e-5


def rotation(shape, length):
    size = shape.width // shape.heads
    frequency = shape.rope_base ** (-torch.arange(0, size, 2).float() / size)
    angle = torch.arange(length).float()[:, None] * frequency
    return angle.cos(), angle.sin()


def rotate(x, cos, sin):
    """llama.cpp's layout for this architecture: elements 2i and 2i + 1 turn together."""
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack((even * cos - odd * sin, even * sin + odd * cos), -1).flatten(-2)


class Layer(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.heads = shape.heads
        self.attn_norm = nn.RMSNorm(shape.width, shape.epsilon)
        self.attn_q = nn.Linear(shape.width, shape.width, bias=False)
        self.attn_k = nn.Linear(shape.width, shape.width, bias=False)
        self.attn_v = nn.Linear(shape.width, shape.width, bias=False)
        self.attn_output = nn.Linear(shape.width, shape.width, bias=False)
        self.ffn_norm = nn.RMSNorm(shape.width, shape.epsilon)
        self.ffn_gate = nn.Linear(shape.width, shape.hidden, bias=False)
        self.ffn_up = nn.Linear(shape.width, shape.hidden, bias=False)
        self.ffn_down = nn.Linear(shape.hidden, shape.width, bias=False)

    def forward(self, x, cos, sin):
        batch, length, width = x.shape

        def split(y):
            return y.view(batch, length, self.heads, -1).transpose(1, 2)

        normed = self.attn_norm(x)
        query, key = rotate(split(self.attn_q(normed)), cos, sin), rotate(split(self.attn_k(normed)), cos, sin)
        mixed = F.scaled_dot_product_attention(query, key, split(self.attn_v(normed)), is_causal=True)
        x = x + self.attn_output(mixed.transpose(1, 2).reshape(batch, length, width))
        normed = self.ffn_norm(x)
        return x + self.ffn_down(F.silu(self.ffn_gate(normed)) * self.ffn_up(normed))


class Network(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        self.token_embd = nn.Embedding(shape.vocabulary, shape.width)
        self.blk = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.output_norm = nn.RMSNorm(shape.width, shape.epsilon)
        for parameter in self.parameters():
            if parameter.dim() == 2:
                nn.init.normal_(parameter, std=0.05)

    def hidden(self, tokens):
        cos, sin = rotation(self.shape, tokens.shape[1])
        x = self.token_embd(tokens)
        for layer in self.blk:
            x = layer(x, cos, sin)
        return self.output_norm(x)

    def logits(self, hidden):
        return hidden @ self.token_embd.weight.T
