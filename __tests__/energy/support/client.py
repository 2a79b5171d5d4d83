# A foreign program: works in two phases, prints markers, and draws the fake GPU's power at the same edges.
import json, os, random, sys, time

watts = {"prefill": 240.0, "decode": 120.0}
events = open(os.environ["FAKE_EVENTS"], "a")


def edge(kind, phase, name):
    t = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    events.write(f"{t} {watts[phase] if kind == 'begin' else -watts[phase]}\n")
    events.flush()
    print(json.dumps({"joulegate": kind, "phase": phase, "id": name, "t_ns": t}), flush=True)
    return t


random.seed(1)
truth = {"prefill": 0.0, "decode": 0.0}
for r in range(int(sys.argv[1])):
    for phase, seconds in (("prefill", 0.06), ("decode", 0.2)):
        a = edge("begin", phase, f"r{r}")
        time.sleep(seconds * random.uniform(0.8, 1.2))
        truth[phase] += (edge("end", phase, f"r{r}") - a) / 1e9 * (watts[phase] + 60)
    time.sleep(random.uniform(0.02, 0.08))
print("TRUTH " + json.dumps(truth), flush=True)
sys.exit(7)
