/*
 * A libamd_smi.so for the tests, by the layouts of amdsmi.h 26.1.0: one socket with a CPU and GPUs from 0000:03:00.0 on.
 * What it is like is set at compile time, so that two of them can be loaded into one process:
 *   -DGPUS=N  -DPARTITIONS=N (functions of each card)
 *   -DSTEP=N (ticks that each read of the energy adds, 1000; 0 stands still)  -DWATTS=W (by the clock instead)
 *   -DINIT_STATUS=N  -DENERGY_STATUS=N (what these calls answer)  -DNO_TEMPERATURE  -DNO_BDF (symbols that are missing)
 *   -DNO_EDGE (only the hotspot has a sensor)  -DUNKNOWN (clock and cap are filled with ones)
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#ifndef GPUS
#define GPUS 1
#endif
#ifndef PARTITIONS
#define PARTITIONS 1
#endif
#ifndef STEP
#define STEP 1000
#endif
#ifndef INIT_STATUS
#define INIT_STATUS 0
#endif
#ifndef ENERGY_STATUS
#define ENERGY_STATUS 0
#endif
#define COUNT (1 + GPUS * PARTITIONS)
#define RESOLUTION 15.259f

enum { OK = 0, INVAL = 1, NOT_SUPPORTED = 2, NOT_INIT = 32 };

typedef struct { char market_name[256]; uint32_t vendor_id; char vendor_name[256]; uint32_t subvendor_id; uint64_t device_id; uint32_t rev_id; char asic_serial[256]; uint32_t oam_id, units; uint64_t version; uint32_t subsystem_id, reserved[21]; } Asic;
typedef struct { uint32_t clk, min_clk, max_clk; uint8_t locked, deep_sleep; uint32_t reserved[4]; } Clock;
typedef struct { uint64_t cap, default_cap, dpm_cap, min_cap, max_cap, reserved[3]; } Cap;

static int started, socket_0;
/* The first is the CPU. */
static struct { uint64_t ticks; } processors[COUNT];

static int gpu(void *p) { long i = (char *)p - (char *)processors; return i > 0 && i % (long)sizeof *processors == 0 && i / (long)sizeof *processors < COUNT ? (int)(i / (long)sizeof *processors) : 0; }

int amdsmi_init(uint64_t flags) { if (flags != 2) return INVAL; started = INIT_STATUS == 0; return INIT_STATUS; }
int amdsmi_shut_down(void) { started = 0; return OK; }

int amdsmi_get_socket_handles(uint32_t *count, void **sockets) {
  if (!started) return NOT_INIT;
  if (sockets) sockets[0] = &socket_0;
  *count = 1;
  return OK;
}
int amdsmi_get_processor_handles(void *socket, uint32_t *count, void **out) {
  if (!started || socket != &socket_0) return INVAL;
  for (uint32_t i = 0; out && i < *count && i < COUNT; i++) out[i] = &processors[i];
  *count = COUNT;
  return OK;
}
int amdsmi_get_processor_type(void *p, int *type) { *type = gpu(p) ? 1 : 2; return OK; }
#ifndef NO_BDF
int amdsmi_get_gpu_device_bdf(void *p, uint64_t *bdf) {
  int i = gpu(p) - 1;
  if (i < 0) return INVAL;
  *bdf = (uint64_t)(3 + i / PARTITIONS) << 8 | i % PARTITIONS;
  return OK;
}
#endif
int amdsmi_get_gpu_asic_info(void *p, Asic *info) { if (!gpu(p)) return INVAL; memset(info, 0, sizeof *info); strcpy(info->market_name, "Fake MI210"); return OK; }
int amdsmi_get_energy_count(void *p, uint64_t *accumulator, float *resolution, uint64_t *timestamp) {
  int i = gpu(p);
  if (!i) return INVAL;
  if (ENERGY_STATUS) return ENERGY_STATUS;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
#ifdef WATTS
  processors[i].ticks = (now.tv_sec + now.tv_nsec * 1e-9) * WATTS * 1e6 / RESOLUTION;
#else
  processors[i].ticks += STEP;
#endif
  *accumulator = 5000000 + processors[i].ticks;
  *resolution = RESOLUTION;
  *timestamp = now.tv_sec * 1000000000ull + now.tv_nsec;
  return OK;
}
#ifndef NO_TEMPERATURE
int amdsmi_get_temp_metric(void *p, int sensor, int metric, int64_t *value) {
#ifdef NO_EDGE
  if (sensor == 0) return NOT_SUPPORTED;
#endif
  if (!gpu(p) || metric != 0) return INVAL;
  *value = 47 + sensor;
  return OK;
}
#endif
int amdsmi_get_clock_info(void *p, int type, Clock *info) {
  if (!gpu(p) || type != 0) return INVAL;
  memset(info, 0, sizeof *info);
  info->clk = 1700;
#ifdef UNKNOWN
  info->clk = UINT32_MAX;
#endif
  info->max_clk = 2100;
  return OK;
}
int amdsmi_get_power_cap_info(void *p, uint32_t sensor, Cap *info) {
  if (!gpu(p) || sensor != 0) return INVAL;
  memset(info, 0, sizeof *info);
  info->cap = 300000000;
#ifdef UNKNOWN
  info->cap = UINT64_MAX;
#endif
  return OK;
}
