import { addTask } from '../../sandbox/support/tasks.ts';

/** A task whose prompt has an import and a helper before the function. */
export const meanTask = {
  ...addTask,
  id: 'own/mean',
  entryPoint: 'mean_of',
  prompt:
    'from typing import List\n\n\ndef total(values: List[float]) -> float:\n    s = 0.0\n    for v in values:\n        s += v\n    return s\n\n\ndef mean_of(values: List[float]) -> float:\n    """The mean.\n    >>> mean_of([1.0, 3.0])\n    2.0\n    """\n',
  canonicalSolution: '    return total(values) / len(values)\n',
  test: 'def check(candidate):\n    assert candidate([1.0, 3.0]) == 2.0\n    assert candidate([5.0]) == 5.0\n',
};
