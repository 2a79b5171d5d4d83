/*
 * A libnvidia-ml.so.1 for the tests: real ABI structs, one virtual GPU that every process sees alike.
 *
 * FAKE_NVML names a file of "key value" lines (all optional but epoch):
 *   epoch NS           CLOCK_MONOTONIC at which the GPU's time 0 lies; all processes share it
 *   events FILE        lines "T_NS DELTA_W": power that activity adds from then on, appended while we run
 *   gpus N  idle W  gain G  cadence MS  jitter SHARE  window SHARE (0: integrates every moment)  lag MS
 *   tau MS             first-order response      jump SHARE  ramp MS   clock ramp after idle
 *   noise SHARE  seed N  latency US  limit W  energy 0|1  instant 0|1  fields 0|1  mig 0|1
 *   reset MS (counter starts again at 0)  lost MS (GPU_IS_LOST from then on)
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
typedef struct { int next; double t, asked, drawn, busy_since, joules; } State;

static void advance(State *s, double to) {
  while (s->t < to) {
    double stop = to;
    if (s->next < n_events && events[s->next].t <= s->t) {
      double before = s->asked;
      s->asked += events[s->next++].watts;
      if (s->asked < 1e-6) s->asked = 0;
      if (before == 0 && s->asked > 0 && s->t - s->busy_since >= 0) s->busy_since = s->t;
      continue;
    }
    if (s->next < n_events && events[s->next].t < stop) stop = events[s->next].t;
    double dt = stop - s->t;
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
static State at_update, at_window;
static double last_u = 0, next_u = 0, counter = 1e3, power = 0;
static uint32_t k_update = 0;

static void sense(double now) {
  read_events();
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
    last_u = next_u;
    next_u += cadence * (1 + jitter * normal(++k_update, 2));
    if (window <= 0) { at_window = at_update; }
  }
}

static int call(void) {
  double until = now_s() + latency * 1e-6;
  while (now_s() < until) ;
  if (lost_at > 0 && now_s() > lost_at) return LOST;
  sense(now_s());
  return OK;
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
    KEY("energy", has_energy = x) KEY("instant", has_instant = x) KEY("fields", has_fields = x) KEY("mig", mig = x) KEY("reset", reset_at = x / 1e3) KEY("lost", lost_at = x / 1e3)
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
int nvmlDeviceGetTotalEnergyConsumption(void *d, unsigned long long *mj) { (void)d; if (!has_energy) return NOT_SUPPORTED; int r = call(); *mj = counter * 1e3; return r; }
int nvmlDeviceGetPowerUsage(void *d, unsigned *mw) { (void)d; int r = call(); *mw = power * 1e3; return r; }
int nvmlDeviceGetTemperature(void *d, int s, unsigned *c) { (void)d; (void)s; *c = 50; return OK; }
int nvmlDeviceGetClockInfo(void *d, int t, unsigned *mhz) { (void)d; (void)t; *mhz = 1500; return OK; }
int nvmlDeviceGetEnforcedPowerLimit(void *d, unsigned *mw) { (void)d; *mw = limit * 1e3; return OK; }
int nvmlDeviceGetMigMode(void *d, unsigned *now, unsigned *next) { (void)d; *now = *next = mig; return OK; }
int nvmlDeviceGetFieldValues(void *d, int n, Field *v) {
  (void)d;
  if (!has_fields) return NOT_SUPPORTED;
  int r = call();
  if (r != OK) return r;
  for (int i = 0; i < n; i++) {
    v[i].nvmlReturn = NOT_SUPPORTED;
    if (v[i].fieldId == 83 && has_energy) { v[i].nvmlReturn = OK; v[i].valueType = 3; v[i].value.ull = counter * 1e3; }
    if (v[i].fieldId == 186 && has_instant) { v[i].nvmlReturn = OK; v[i].valueType = 1; v[i].value.u = power * 1e3; }
  }
  return OK;
}
