/** What became of one answer under a rule, beside the whole answer. */
export interface StoppedAnswer {
  /** The whole (plain) answer passes the hidden tests. */
  plainPassed: boolean;
  /** The rule stopped before the answer's end. */
  stopped: boolean;
  /** What the rule left passes the hidden tests. */
  stoppedPassed: boolean;
  /** Rule `tests` was content before the answer's end: there was something to stop at. */
  completeEarly: boolean;
}

export interface StopErrors {
  /** Stopped, but the whole answer would have passed and what is left does not. */
  falseStop: boolean;
  /** Complete before its end, but never stopped. */
  missedStop: boolean;
}

/** Judges one answer. A stop that was only late is neither: it shows in the saving. */
export function stopErrors(answer: StoppedAnswer): StopErrors {
  return {
    falseStop: answer.stopped && answer.plainPassed && !answer.stoppedPassed,
    missedStop: !answer.stopped && answer.completeEarly,
  };
}
