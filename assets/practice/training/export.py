"""Writes the network and its tokenizer as a GGUF file."""
import gguf

from tokenizer import END_ID, vocabulary


def write_gguf(path, network, tokenizer):
    shape = network.shape
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("JouleGate practice model")
    writer.add_description("A test fixture that has memorised JouleGate's practice tasks. Not a code model.")
    writer.add_license("MIT")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.hidden)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_layer_norm_rms_eps(shape.epsilon)
    writer.add_rope_dimension_count(shape.width // shape.heads)
    writer.add_rope_freq_base(shape.rope_base)
    writer.add_vocab_size(shape.vocabulary)

    tokens, merges = vocabulary(tokenizer)
    kinds = [gguf.TokenType.CONTROL if i == END_ID else gguf.TokenType.NORMAL for i in range(len(tokens))]
    writer.add_tokenizer_model("gpt2")
    # GPT-2's splitting; by the name "gpt-2" llama.cpp would also "clean up" spaces when it detokenises.
    writer.add_tokenizer_pre("trillion")
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges(merges)
    writer.add_bos_token_id(END_ID)
    writer.add_eos_token_id(END_ID)
    writer.add_add_bos_token(True)

    for name, parameter in network.state_dict().items():
        data = parameter.float().numpy()
        if data.ndim == 2:
            q8 = gguf.GGMLQuantizationType.Q8_0
            writer.add_tensor(name, gguf.quants.quantize(data, q8), raw_dtype=q8)
        else:
            writer.add_tensor(name, data)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
