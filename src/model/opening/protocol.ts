export interface OpeningConfig {
  path: string;
  bytes: number;
  runtimePath: string | null;
}

export interface OpeningAnswer {
  opened: boolean;
  /** Why not. */
  words: string;
}
