/** Power in steps: `watts[k]` from `start[k]` to `end[k]`, seconds; in order of time. */
export interface PowerSteps {
  start: Float64Array;
  end: Float64Array;
  watts: Float64Array;
}

/** One channel of a picture. */
export interface PlottedChannel {
  /** What it is, and which of its readings is drawn; not our own words. */
  name: string;
  reads: string;
  /** What the sensor said. */
  samples: PowerSteps;
  /** What the fit says of the rows that it used; null where nothing was fitted. */
  fitted: PowerSteps | null;
  /** Samples less fitted, of the same rows. */
  residual: PowerSteps | null;
}

/** What a picture of a measurement is drawn from. */
export interface PlotData {
  /** Joules are CPU time × watts, and no sensor was read. */
  estimated: boolean;
  channels: PlottedChannel[];
  /** When each phase ran, seconds. */
  intervals: readonly { phase: string; start: number; end: number }[];
  phases: readonly {
    name: string;
    grossJoules: number | null;
    interval95: [number, number] | null;
    status: string;
  }[];
}
