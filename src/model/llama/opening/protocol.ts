export interface OpeningConfig {
  path: string;
  bytes: number;
  runtimePath: string | null;
}

export interface OpeningAnswer {
  /** `null` where there is no llama.cpp to open it with: that is no fault of the model. */
  opened: boolean | null;
  /** Why not. */
  words: string;
}
