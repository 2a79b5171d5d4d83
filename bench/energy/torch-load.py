# A CUDA load of PyTorch for bench:gpu --command: prefill = matrix products of N rows, decode = the same of one row, STEPS times.
import sys, time, json, random, torch
rows, steps, stage, seconds = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], float(sys.argv[4])
torch.manual_seed(1); d = 'cuda'
torch.backends.cuda.matmul.allow_tf32 = False
V = [torch.randn(4096, 16384, device=d) / 64 for _ in range(8)]
W = [torch.randn(4096, 16384, device=d, dtype=torch.bfloat16) / 64 for _ in range(32)]
x1 = torch.randn(1, 4096, device=d, dtype=torch.bfloat16); xn = torch.randn(rows, 4096, device=d)
def run(x):
    for w in (V if x.dtype == torch.float32 else W): x = (x @ w)[:, :4096]
    return x
def graph(x, n):
    s = torch.cuda.Stream(); s.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(s): run(x)
    torch.cuda.current_stream().wait_stream(s)
    g = torch.cuda.CUDAGraph()
    with torch.cuda.graph(g):
        for _ in range(n): run(x)
    return g
P, D = graph(xn, 1), graph(x1, 1)
count = 0; out = []
def mark(e, p): out.append('{"joulegate":"%s","phase":"%s","id":"%s-%d","t_ns":%d}' % (e, p, p, count, time.monotonic_ns()))
def prefill(): P.replay(); torch.cuda.synchronize()
def decode():
    for _ in range(steps): D.replay(); torch.cuda.synchronize()
def phase(p, f):
    global count
    mark('begin', p); f(); mark('end', p); count += 1
    if len(out) > 200: print('\n'.join(out), flush=True); out.clear()
prefill(); decode()
until = time.monotonic() + seconds
while time.monotonic() < until:
    if stage == 'prefill': phase('prefill', prefill)
    elif stage == 'decode': phase('decode', decode)
    else:
        phase('prefill', prefill); phase('decode', decode)
        if stage == 'gaps': time.sleep(random.uniform(.01, .03))
print('\n'.join(out), flush=True)
