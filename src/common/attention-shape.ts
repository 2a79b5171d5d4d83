/** What a decode step of a model reads of its memory, told by its file's header. */
export interface AttentionShape {
  /** Layers alike, in any order. */
  layers: {
    count: number;
    /** Values of KV cache for each token of context: KV heads × (key length + value length). */
    kvValues: number;
    /** Most tokens of context that such a layer reads; `null` where it reads all. */
    window: number | null;
  }[];
  /** Bytes of weights that one decoded token reads; of a mixture of experts the active ones. `null` where unknown. */
  weightBytes: number | null;
}

/** Bytes of one value in the KV cache by its type (ggml's blocks: 34 bytes for 32 values, 18 for 32). */
export const KV_BYTES = { f16: 2, q8_0: 34 / 32, q4_0: 18 / 32 } as const;
export type KvType = keyof typeof KV_BYTES;
