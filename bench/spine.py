"""The peers of the spine: pandas and NumPy on WIOD 2013, 2011 (1435 industries).

Prints one line a task: name, seconds, a checksum to set beside ours.
Run by bench/spine.sh, which runs dougong on the same file in the same minute.
"""
import sys
import time

import numpy as np
import pandas as pd


def timed(name, work, checksum):
    start = time.perf_counter()
    answer = work()
    print(f"{name:40s} {time.perf_counter() - start:9.3f} s   {checksum(answer)}", flush=True)
    return answer


path = sys.argv[1]
table = timed("pandas read_csv", lambda: pd.read_csv(path, index_col=0), lambda t: f"cells {t.size}")
n = sum(not c.endswith(("c37", "c38", "c39", "c41", "c42", "OUT")) for c in table.columns)
z = table.iloc[:n, :n].to_numpy(float)
x = table.iloc[:n, -1].to_numpy(float)
a = np.divide(z, x, out=np.zeros_like(z), where=x != 0)
eye = np.eye(n)
inverse = timed("NumPy inverse of I - A", lambda: np.linalg.inv(eye - a), lambda l: f"sum of L {l.sum():.6f}")
f = x - a @ x


def extract(j):
    """Complete extraction the way packages do it: zero row, column and demand, invert again."""
    b, g = a.copy(), f.copy()
    b[j, :] = b[:, j] = g[j] = 0
    return (x - np.linalg.inv(eye - b) @ g).sum()


sample = range(0, n, n // 10)
start = time.perf_counter()
losses = [extract(j) for j in sample]
each = (time.perf_counter() - start) / len(losses)
print(f"{'NumPy, one inverse an extraction':40s} {each * n:9.3f} s   for {n}, from {len(losses)} of them", flush=True)
closed = timed("NumPy, closed form after the inverse",
               lambda: np.divide(inverse.sum(0) * x, inverse.diagonal()), lambda l: f"sum of losses {l.sum():.3f}")
assert np.allclose(losses, closed[list(sample)], rtol=1e-9)
