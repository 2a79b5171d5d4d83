import { runEntry } from '../common/edge.ts';
import { dropEmptyVariables } from '../common/environment.ts';
import { githubHost } from './host.ts';
import { Action } from './main.ts';

dropEmptyVariables();
const host = githubHost();
const action = new Action(host);
runEntry(
  (signal) => action.run(signal),
  (text) => host.fail(text),
  (by) => action.onStop(by),
);
