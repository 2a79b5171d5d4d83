import { openSync, rmSync, utimesSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SensorDriver } from '../drivers/types.ts';
import { FIELD, RECORD_LENGTH } from '../columns.ts';
import type { SamplerConfig } from './protocol.ts';

/** Records are written in batches of this many milliseconds, so that a file write is rare beside the reads. */
const FLUSH_MS = 50;
/**
 * Polls are scattered over this share of the interval: at an even pace a sensor whose period is a multiple of ours
 * would show every update late by the same unknown part of it for minutes, and no averaging would find out.
 */
export const SCATTER = 0.6;
const HOUSEKEEPING_MS = 2000;
/** A driver's own ring buffer is fetched this often: it holds seconds, so nothing is lost. */
const RING_BUFFER_MS = 150;

/**
 * Reads every channel of every driver each `intervalMs` until the parent is gone; never returns otherwise.
 * `Atomics.wait` sleeps with a precision of microseconds, which a timer of the event loop (1 ms) has not.
 * The schedule is absolute: a late read does not move the later ones.
 */
export function runLoop(drivers: SensorDriver[], config: SamplerConfig, file: string): void {
  const out = openSync(file, 'a');
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  const intervalNs = BigInt(Math.round(config.intervalMs * 1e6));
  const channels = drivers.flatMap((driver) => driver.channels.map((_, index) => ({ driver, index })));
  const rowsPerFlush = Math.max(1, Math.round(FLUSH_MS / config.intervalMs)) * channels.length;
  const batch = new Float64Array(rowsPerFlush * RECORD_LENGTH);
  const row = new Float64Array(RECORD_LENGTH);
  let filled = 0;
  let slot = process.hrtime.bigint();
  let housekeeping = slot;
  let ringBufferDue = slot;
  let due = slot;
  for (;;) {
    const late = Number(process.hrtime.bigint() - due);
    for (let c = 0; c < channels.length; c++) {
      row.fill(NaN);
      const before = process.hrtime.bigint();
      channels[c]!.driver.read(channels[c]!.index, row);
      const after = process.hrtime.bigint();
      row[FIELD.channel] = c;
      // A value is as old as the middle of its call.
      row[FIELD.t_ns] = Number((before + after) / 2n);
      row[FIELD.cost_ns] = Number(after - before);
      row[FIELD.late_ns] = late;
      batch.set(row, filled);
      filled += RECORD_LENGTH;
    }
    if (process.hrtime.bigint() >= ringBufferDue) {
      for (let c = 0; c < channels.length; c++) writeRingBuffer(channels[c]!.driver, channels[c]!.index, c, out);
      ringBufferDue = process.hrtime.bigint() + BigInt(RING_BUFFER_MS * 1e6);
    }
    if (filled >= batch.length) {
      writeSync(out, new Uint8Array(batch.buffer, 0, filled * 8));
      filled = 0;
    }
    const now = process.hrtime.bigint();
    if (now >= housekeeping) {
      if (process.ppid !== config.parent) {
        // Killed hard: nobody else removes what it can no longer read.
        rmSync(dirname(file), { recursive: true, force: true });
        return;
      }
      for (const lock of config.locks) touch(lock);
      housekeeping = now + BigInt(HOUSEKEEPING_MS * 1e6);
    }
    slot += intervalNs;
    if (slot <= now) slot += ((now - slot) / intervalNs + 1n) * intervalNs;
    due = slot + BigInt(Math.round(Math.random() * SCATTER * config.intervalMs * 1e6));
    Atomics.wait(sleeper, 0, 0, Number(due - process.hrtime.bigint()) / 1e6);
  }
}

/** Appends what a driver's ring buffer holds as rows of their own, before the batch that is being filled. */
function writeRingBuffer(driver: SensorDriver, index: number, channel: number, out: number): void {
  const rows: number[] = [];
  driver.readRingBuffer?.(index, (tNs, mw) => {
    const row = new Array<number>(RECORD_LENGTH).fill(NaN);
    row[FIELD.channel] = channel;
    row[FIELD.t_ns] = tNs;
    row[FIELD.ring_mw] = mw;
    rows.push(...row);
  });
  if (rows.length > 0) writeSync(out, new Uint8Array(Float64Array.from(rows).buffer));
}

function touch(lock: string): void {
  try {
    utimesSync(lock, new Date(), new Date());
  } catch {
    // The lock's owner has given it back; the parent ends us next.
  }
}
