/*
 * A libnvidia-ml.so.1 for the tests: real ABI structs, one virtual GPU that every process sees alike.
 *
 * FAKE_NVML names a file of "key value" lines (all optional but epoch):
 *   epoch NS           CLOCK_MONOTONIC at which the GPU's time 0 lies; all processes share it
 *   events FILE        lines "T_NS DELTA_W": power that activity adds from then on, appended while we run
 *   gpus N  idle W  gain G  cadence MS  jitter SHARE  window SHARE (0: integrates every moment)  lag MS
 *   sleep MS (after work the board rests awake for so long, at `awake` W more and clocks up; then it sleeps)  awake W
 *   tau MS             first-order response      jump SHARE  ramp MS   clock ramp after idle
 *   noise SHARE  seed N  latency US  limit W  energy 0|1  instant 0|1  fields 0|1  mig 0|1
 *   reset MS (counter starts again at 0)  resets FILE (the same, at the T_NS that is written there)  lost MS (GPU_IS_LOST from then on)
 *   average 0|1 (field 185 and PowerUsage: the mean of the last second)  field83 0|1  field191 0|1
 *   minpoll MS (asked again sooner: NOT_SUPPORTED, or 0 with minpollzero 1)
 *   ring MS (spacing of nvmlDeviceGetSamples, 0: none)  ringsize N  ringclock 0 BOOTTIME|1 MONOTONIC|2 REALTIME|3 none of them
 *   profiles FILE (its number is the mask of enforced workload power profiles; no such file: NOT_SUPPORTED; -DNO_PROFILES: no such symbol)
 *   smoothing FILE (its number is NVML_FI_PWR_SMOOTHING_ENABLED)  processes FILE (PIDs on the GPU)  v3 0|1 (else the first ABI)
 */
#define _GNU_SOURCE
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define OK 0
#define INVALID 2
#define NOT_SUPPORTED 3
#define LOST 15

typedef struct { unsigned fieldId, scopeId; long long timestamp, latencyUsec; int valueType, nvmlReturn; union { double d; unsigned u; unsigned long long ull; } value; } Field;
typedef struct { double t, watts; } Event;

static double epoch, idle = 60, gain = 1, cadence = .1, jitter = .02, window = 0, lag = 0, tau = 0, jump = 1, ramp = .2, noise = .03, limit = 500, latency = 30, reset_at = 0, lost_at = 0;
static double min_poll = 0, ring = 0, sleep_after = 0, awake = 0;
static int has_average = 0, has_83 = 1, has_191 = 1, min_zero = 0, ring_size = 120, ring_clock = 0, has_v3 = 1;
static char smoothing_file[512], processes_file[512], resets_file[512], profiles_file[512];
static int gpus = 1, has_energy = 1, has_instant = 1, has_fields = 1, mig = 0;
static unsigned seed = 1;
static char events_file[512];
static FILE *events_stream;
static Event *events;
static int n_events, cap_events;
static int handles[16];

static double now_s(void) { struct timespec ts; clock_gettime(CLOCK_MONOTONIC, &ts); return ts.tv_sec - epoch + ts.tv_nsec * 1e-9; }

static double unit(uint32_t k, uint32_t stream) {
  uint32_t x = k * 2654435761u ^ (seed * 40503u + stream * 0x9e3779b9u);
  x ^= x >> 16; x *= 0x7feb352du; x ^= x >> 15; x *= 0x846ca68bu; x ^= x >> 16;
  return (x + .5) / 4294967296.0;
}
static double normal(uint32_t k, uint32_t stream) { return sqrt(-2 * log(unit(k, stream))) * cos(6.283185307179586 * unit(k, stream + 100)); }

static void read_events(void) {
  double t, w;
  if (!events_stream && !(events_stream = fopen(events_file, "r"))) return;
  for (;;) {
    char line[128];
    long at = ftell(events_stream);
    if (!fgets(line, sizeof line, events_stream)) { clearerr(events_stream); return; }
    /* Half a line is still being written. */
    if (!strchr(line, '\n')) { fseek(events_stream, at, SEEK_SET); return; }
    if (sscanf(line, "%lf %lf", &t, &w) != 2) continue;
    if (n_events == cap_events) events = realloc(events, sizeof *events * (cap_events = cap_events ? 2 * cap_events : 1024));
    Event e = { t * 1e-9 - epoch, w };
    int i = n_events++;
    while (i > 0 && events[i - 1].t > e.t) { events[i] = events[i - 1]; i--; }
    events[i] = e;
  }
}

/* The device's state walks forward through the events: power asked for, power drawn, joules since time 0. */
typedef struct { int next; double t, asked, drawn, busy_since, joules, rested_since; } State;

static void advance(State *s, double to) {
  while (s->t < to) {
    double stop = to;
    if (s->next < n_events && events[s->next].t <= s->t) {
      double before = s->asked;
      s->asked += events[s->next++].watts;
      if (s->asked < 1e-6) s->asked = 0;
      if (before == 0 && s->asked > 0 && s->t - s->busy_since >= 0) s->busy_since = s->t;
      if (before > 0 && s->asked == 0) s->rested_since = s->t;
      continue;
    }
    if (s->next < n_events && events[s->next].t < stop) stop = events[s->next].t;
    double falls = s->rested_since > 0 ? s->rested_since + sleep_after : 0;
    int is_awake = sleep_after > 0 && (s->asked > 0 || s->t < falls);
    if (is_awake && s->asked == 0 && falls < stop) stop = falls;
    double dt = stop - s->t;
    if (is_awake) s->joules += awake * dt;
    if (tau > 0) {
      double decay = exp(-dt / tau);
      s->joules += s->asked * dt + (s->drawn - s->asked) * tau * (1 - decay);
      s->drawn = s->asked + (s->drawn - s->asked) * decay;
    } else {
      double a = s->t - s->busy_since, b = stop - s->busy_since;
      double A = a < ramp ? jump * a + (1 - jump) * a * a / (2 * ramp) : a - (1 - jump) * ramp / 2;
      double B = b < ramp ? jump * b + (1 - jump) * b * b / (2 * ramp) : b - (1 - jump) * ramp / 2;
      s->joules += s->asked * (B - A);
    }
    s->joules += idle * dt;
    s->t = stop;
  }
}

/* The sensor: update k happens at u, is shown at u + lag. The last one shown is kept. */
static State at_update, at_window, at_second;
static double average = 0;
static double last_u = 0, next_u = 0, counter = 1e3, power = 0;
static uint32_t k_update = 0;

static void sense(double now) {
  read_events();
  if (reset_at == 0 && resets_file[0]) {
    FILE *f = fopen(resets_file, "r");
    double t;
    if (f) { if (fscanf(f, "%lf", &t) == 1) reset_at = t * 1e-9 - epoch; fclose(f); }
  }
  if (next_u == 0) next_u = cadence * unit(0, 7);
  while (next_u + lag <= now) {
    double from = window > 0 ? next_u - window * cadence : last_u;
    if (from < 0) from = 0;
    advance(&at_window, from);
    advance(&at_update, next_u);
    double mean = (at_update.joules - at_window.joules) / (next_u - from);
    power = gain * mean * (1 + noise * normal(k_update, 1));
    if (reset_at > 0 && last_u < reset_at && next_u >= reset_at) counter = 0;
    counter += power * (next_u - last_u);
    advance(&at_second, next_u > 1 ? next_u - 1 : 0);
    average = gain * (at_update.joules - at_second.joules) / (next_u > 1 ? 1 : next_u);
    last_u = next_u;
    next_u += cadence * (1 + jitter * normal(++k_update, 2));
    if (window <= 0) { at_window = at_update; }
  }
}

/* Whether the clocks are up: there is work, or was some a moment ago. */
static int clocks_up(double now) {
  double asked = 0, last = -1e9;
  read_events();
  for (int i = 0; i < n_events && events[i].t <= now; i++) { asked += events[i].watts; last = events[i].t; }
  return sleep_after <= 0 || asked > 1e-6 || now - last < sleep_after;
}

static int call(void) {
  double until = now_s() + latency * 1e-6;
  while (now_s() < until) ;
  if (lost_at > 0 && now_s() > lost_at) return LOST;
  sense(now_s());
  return OK;
}

/* A driver that answers badly where it is asked again too soon: 1 where that is now. */
static int too_soon(void) {
  static double last = -1e9;
  double t = now_s();
  int soon = min_poll > 0 && t - last < min_poll;
  last = t;
  return soon;
}

/* The driver's own ring of power: the mean over each spacing, stamped at its end. */
typedef struct { unsigned long long stamp; union { unsigned u; unsigned long long ull; } value; } Sample;
static State at_ring;
static Sample *ring_samples;
static long ring_count = 0;

static void fill_ring(double now) {
  read_events();
  if (!ring_samples) ring_samples = calloc(ring_size, sizeof *ring_samples);
  clockid_t clocks[] = { CLOCK_BOOTTIME, CLOCK_MONOTONIC, CLOCK_REALTIME };
  struct timespec m, c;
  clock_gettime(CLOCK_MONOTONIC, &m);
  clock_gettime(clocks[ring_clock % 3], &c);
  double shift = ring_clock == 3 ? 1e7 : (c.tv_sec - m.tv_sec) + (c.tv_nsec - m.tv_nsec) * 1e-9;
  while ((ring_count + 1) * ring <= now) {
    double before = at_ring.joules;
    advance(&at_ring, (ring_count + 1) * ring);
    Sample *s = &ring_samples[ring_count % ring_size];
    s->stamp = (unsigned long long)((at_ring.t + epoch + shift) * 1e6);
    s->value.u = gain * (at_ring.joules - before) / ring * (1 + noise * normal(ring_count, 3)) * 1e3;
    ring_count++;
  }
}

static int pids(unsigned *out, int max) {
  FILE *f = fopen(processes_file, "r");
  int n = 0;
  if (!f) return 0;
  while (n < max && fscanf(f, "%u", &out[n]) == 1) n++;
  fclose(f);
  return n;
}

int nvmlInit_v2(void) {
  const char *file = getenv("FAKE_NVML");
  FILE *f = file ? fopen(file, "r") : NULL;
  char key[64], value[512];
  if (!f) return 9;
  while (fscanf(f, "%63s %511s", key, value) == 2) {
    double x = atof(value);
#define KEY(name, code) if (!strcmp(key, name)) { code; }
    KEY("epoch", epoch = x * 1e-9) KEY("events", strcpy(events_file, value)) KEY("gpus", gpus = x) KEY("idle", idle = x) KEY("gain", gain = x)
    KEY("cadence", cadence = x / 1e3) KEY("jitter", jitter = x) KEY("window", window = x) KEY("lag", lag = x / 1e3) KEY("tau", tau = x / 1e3)
    KEY("jump", jump = x) KEY("ramp", ramp = x / 1e3) KEY("noise", noise = x) KEY("seed", seed = x) KEY("latency", latency = x) KEY("limit", limit = x)
    KEY("energy", has_energy = x) KEY("instant", has_instant = x) KEY("fields", has_fields = x) KEY("mig", mig = x) KEY("average", has_average = x) KEY("field83", has_83 = x) KEY("field191", has_191 = x)
    KEY("minpoll", min_poll = x / 1e3) KEY("minpollzero", min_zero = x) KEY("ring", ring = x / 1e3) KEY("ringsize", ring_size = x) KEY("ringclock", ring_clock = x)
    KEY("smoothing", strcpy(smoothing_file, value)) KEY("processes", strcpy(processes_file, value)) KEY("v3", has_v3 = x)
    KEY("sleep", sleep_after = x / 1e3) KEY("awake", awake = x)
    KEY("profiles", strcpy(profiles_file, value)) KEY("resets", strcpy(resets_file, value)) KEY("reset", reset_at = x / 1e3) KEY("lost", lost_at = x / 1e3)
  }
  fclose(f);
  return OK;
}
int nvmlShutdown(void) { return OK; }
int nvmlDeviceGetCount_v2(unsigned *n) { *n = gpus; return OK; }
int nvmlDeviceGetHandleByIndex_v2(unsigned i, void **d) { if ((int)i >= gpus) return INVALID; handles[i] = i; *d = &handles[i]; return OK; }
int nvmlDeviceGetName(void *d, char *s, unsigned n) { snprintf(s, n, "Fake GPU"); return d ? OK : INVALID; }
int nvmlDeviceGetUUID(void *d, char *s, unsigned n) { snprintf(s, n, "GPU-fa4e0000-0000-0000-0000-00000000000%d", *(int *)d); return OK; }
int nvmlSystemGetDriverVersion(char *s, unsigned n) { snprintf(s, n, "999.1"); return OK; }
int nvmlDeviceGetTotalEnergyConsumption(void *d, unsigned long long *mj) { (void)d; if (!has_energy || (!has_83 && has_191)) return NOT_SUPPORTED; int r = call(); if (r == OK && too_soon()) { *mj = 0; return min_zero ? OK : NOT_SUPPORTED; } *mj = counter * 1e3; return r; }
int nvmlDeviceGetPowerUsage(void *d, unsigned *mw) { (void)d; int r = call(); *mw = (has_average ? average : power) * 1e3; return r; }
int nvmlDeviceGetSamples(void *d, int type, unsigned long long since, int *value_type, unsigned *n, Sample *out) {
  (void)d;
  if (ring <= 0 || type != 0) return NOT_SUPPORTED;
  fill_ring(now_s());
  *value_type = 1;
  if (!out) { *n = ring_size; return OK; }
  unsigned filled = 0;
  for (long k = ring_count > ring_size ? ring_count - ring_size : 0; k < ring_count && filled < *n; k++)
    if (ring_samples[k % ring_size].stamp > since) out[filled++] = ring_samples[k % ring_size];
  *n = filled;
  return filled > 0 ? OK : 6;
}
static int processes(unsigned *n, char *out, size_t bytes) {
  unsigned list[64];
  unsigned found = pids(list, 64);
  if (found > *n) { *n = found; return 7; }
  memset(out, 0, bytes * found);
  for (unsigned i = 0; i < found; i++) memcpy(out + i * bytes, &list[i], 4);
  *n = found;
  return OK;
}
int nvmlDeviceGetComputeRunningProcesses_v3(void *d, unsigned *n, void *out) { (void)d; return has_v3 ? processes(n, out, 24) : NOT_SUPPORTED; }
int nvmlDeviceGetComputeRunningProcesses(void *d, unsigned *n, void *out) { (void)d; return processes(n, out, 16); }
int nvmlDeviceGetTemperature(void *d, int s, unsigned *c) { (void)d; (void)s; *c = 50; return OK; }
int nvmlDeviceGetClockInfo(void *d, int t, unsigned *mhz) { (void)d; (void)t; *mhz = clocks_up(now_s()) ? 1500 : 345; return OK; }
int nvmlDeviceGetMaxClockInfo(void *d, int t, unsigned *mhz) { (void)d; *mhz = 1980; return t == 1 && sleep_after > 0 ? OK : NOT_SUPPORTED; }
int nvmlDeviceGetEnforcedPowerLimit(void *d, unsigned *mw) { (void)d; *mw = limit * 1e3; return OK; }
int nvmlDeviceGetMigMode(void *d, unsigned *now, unsigned *next) { (void)d; *now = *next = mig; return OK; }
#ifndef NO_PROFILES
/* nvmlWorkloadPowerProfileCurrentProfiles_v1_t: masks of 255 bits. */
typedef struct { unsigned version, available[8], requested[8], enforced[8]; } Profiles;
int nvmlDeviceWorkloadPowerProfileGetCurrentProfiles(void *d, Profiles *p) {
  FILE *f = fopen(profiles_file, "r");
  unsigned mask;
  (void)d;
  if (!f) return NOT_SUPPORTED;
  int read = fscanf(f, "%u", &mask);
  fclose(f);
  if (p->version != (sizeof *p | 1u << 24)) return 25;
  if (read != 1) return NOT_SUPPORTED;
  memset(p->available, 0xff, sizeof p->available);
  memset(p->requested, 0, sizeof p->requested + sizeof p->enforced);
  p->requested[0] = 1u << 6;
  p->enforced[0] = mask;
  return OK;
}
#endif
int nvmlDeviceGetFieldValues(void *d, int n, Field *v) {
  (void)d;
  if (!has_fields) return NOT_SUPPORTED;
  int r = call();
  if (r != OK) return r;
  int soon = n > 0 && v[0].fieldId < 256 && v[n - 1].fieldId != 191 && too_soon();
  for (int i = 0; i < n; i++) {
    unsigned id = v[i].fieldId;
    v[i].nvmlReturn = NOT_SUPPORTED;
    if (soon && id < 256) { if (min_zero) { v[i].nvmlReturn = OK; v[i].valueType = 3; v[i].value.ull = 0; } continue; }
    if (((id == 83 && has_83) || (id == 191 && has_191)) && has_energy) { v[i].nvmlReturn = OK; v[i].valueType = 3; v[i].value.ull = counter * 1e3; }
    if (id == 186 && has_instant) { v[i].nvmlReturn = OK; v[i].valueType = 1; v[i].value.u = power * 1e3; }
    if (id == 185 && has_average) { v[i].nvmlReturn = OK; v[i].valueType = 1; v[i].value.u = average * 1e3; }
    if (id == 256 && smoothing_file[0]) {
      FILE *f = fopen(smoothing_file, "r");
      unsigned on = 0;
      if (f) { if (fscanf(f, "%u", &on) == 1) { v[i].nvmlReturn = OK; v[i].valueType = 1; v[i].value.u = on; } fclose(f); }
    }
  }
  return OK;
}
