/** The way of the data (docs/architecture.md): a room may import only from the rooms listed for it. */
const rooms = {
  common: [],
  config: ['common'],
  workload: ['common'],
  model: ['common'],
  sandbox: ['common'],
  suppression: ['common', 'workload', 'sandbox'],
  judge: ['common', 'workload', 'sandbox', 'suppression'],
  energy: ['common'],
  experiment: ['common', 'config', 'workload', 'model', 'sandbox', 'suppression', 'judge', 'energy'],
  analysis: ['common'],
  baseline: ['common', 'config'],
  report: ['common'],
  study: ['common', 'config', 'workload', 'model', 'experiment', 'analysis'],
  github: ['common'],
  gate: ['common', 'config', 'experiment', 'analysis', 'baseline', 'report'],
};
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `room-${room}`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
    })),
    {
      name: 'pure-rooms',
      comment: 'analysis and report are pure functions of the two JSON documents',
      severity: 'error',
      from: { path: '^src/(analysis|report)/' },
      to: { path: '^(node:)?(fs|child_process|net|http|https|os|worker_threads)(/|$)', dependencyTypes: ['core'] },
    },
    { name: 'cli-not-action', severity: 'error', from: { path: '^src/cli/' }, to: { path: '^src/action/' } },
    { name: 'action-not-cli', severity: 'error', from: { path: '^src/action/' }, to: { path: '^src/cli/' } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  },
};
