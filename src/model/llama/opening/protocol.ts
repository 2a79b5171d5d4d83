export interface OpeningConfig {
  path: string;
  bytes: number;
  runtimePath: string | null;
  /** The backend on which the model is opened whole and runs a token; none: only the model is tried, on the CPU. */
  gpu?: 'auto' | 'cuda' | 'vulkan' | 'metal';
}

export interface OpeningAnswer {
  /** `null` where there is no llama.cpp to open it with: that is no fault of the model. */
  opened: boolean | null;
  /** Why not. */
  words: string;
}
