"""Writes a llama-architecture GGUF of random Q8_0 weights: it costs what a trained model of its size costs, and answers nonsense.

    python3 random-model.py TOKENIZER.gguf OUT.gguf LAYERS WIDTH FEED_FORWARD HEADS KV_HEADS CONTEXT

The tokenizer and its settings are those of TOKENIZER.gguf. Needs the package gguf (and numpy).
"""
import sys

import numpy as np
from gguf import GGMLQuantizationType, GGUFReader, GGUFWriter

BLOCK, BYTES = 32, 34  # Q8_0: 32 weights in 34 bytes, the first two a half-precision scale


def main() -> None:
    source, out = sys.argv[1:3]
    layers, width, feed, heads, kv, context = map(int, sys.argv[3:9])
    rng = np.random.default_rng(1)
    reader = GGUFReader(source)
    writer = GGUFWriter(out, "llama")
    for field in reader.fields.values():
        if not field.name.startswith("tokenizer."):
            continue
        kind = field.types[0]
        inner = field.types[-1] if len(field.types) > 1 else None
        writer.add_key_value(field.name, field.contents(), kind, inner)
    vocabulary = len(reader.get_field("tokenizer.ggml.tokens").contents())
    writer.add_block_count(layers)
    writer.add_context_length(context)
    writer.add_embedding_length(width)
    writer.add_feed_forward_length(feed)
    writer.add_head_count(heads)
    writer.add_head_count_kv(kv)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(width // heads)
    writer.add_vocab_size(vocabulary)

    def weights(name: str, rows: int, columns: int) -> None:
        blocks = rng.integers(0, 256, (rows, columns // BLOCK, BYTES), dtype=np.uint8)
        blocks[:, :, :2] = np.frombuffer(np.float16(1e-3 / 16).tobytes(), np.uint8)
        data = blocks.reshape(rows, -1)
        writer.add_tensor(name, data, raw_dtype=GGMLQuantizationType.Q8_0)

    def ones(name: str) -> None:
        writer.add_tensor(name, np.ones(width, np.float32))

    side = width // heads * kv
    weights("token_embd.weight", vocabulary, width)
    weights("output.weight", vocabulary, width)
    ones("output_norm.weight")
    for i in range(layers):
        ones(f"blk.{i}.attn_norm.weight")
        ones(f"blk.{i}.ffn_norm.weight")
        weights(f"blk.{i}.attn_q.weight", width, width)
        weights(f"blk.{i}.attn_k.weight", side, width)
        weights(f"blk.{i}.attn_v.weight", side, width)
        weights(f"blk.{i}.attn_output.weight", width, width)
        weights(f"blk.{i}.ffn_gate.weight", feed, width)
        weights(f"blk.{i}.ffn_up.weight", feed, width)
        weights(f"blk.{i}.ffn_down.weight", width, feed)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


main()
