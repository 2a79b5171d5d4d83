import { JouleGateError } from '../../common/errors.ts';

/**
 * A measurement that failed though its command ran: the command's status is kept, said, and is the exit status unless
 * it is 0.
 */
export class MeasureFailure extends JouleGateError {
  readonly commandStatus: number;

  constructor(error: JouleGateError, commandStatus: number) {
    super(error.code, `${error.message} (the command itself ended with status ${commandStatus})`, error.fix, {
      cause: error,
    });
    this.commandStatus = commandStatus;
  }

  override get exitStatus(): number {
    return this.commandStatus === 0 ? super.exitStatus : this.commandStatus;
  }
}
