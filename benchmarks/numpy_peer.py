# A peer: reads a line, does its work once with numpy, answers "seconds result".  python3 numpy_peer.py TASK FILE PEOPLE
#   nodes        64 columns of bytes, ready as float32 rows; all 21 scores as one matrix product; the sum of the overall scores
#   moments      64 columns of bytes; mean and variance of each; the sum of the variances
#   alpha        64 columns of bytes; Cronbach's alpha from numpy.cov
#   deciles      one column of float64; its nine deciles; their sum
#   order        one column of float32; the order of all, the best first; the place of the first
import sys
import time

import numpy

task, file, people = sys.argv[1], sys.argv[2], int(sys.argv[3])
if task in ("nodes", "moments", "alpha"):
    columns = numpy.fromfile(file, numpy.uint8).reshape(64, people)
if task == "nodes":
    ready = numpy.ascontiguousarray(columns.T.astype(numpy.float32))
    part = numpy.array([0.4, 0.3, 0.2, 0.1])
    weights = numpy.zeros((64, 21))
    for leaf in range(64):
        a, b, c = leaf // 16, leaf // 4 % 4, leaf % 4
        weights[leaf, 0] = part[a] * part[b] * part[c]
        weights[leaf, 1 + a] = part[b] * part[c]
        weights[leaf, 5 + 4 * a + b] = part[c]
    weights = weights.astype(numpy.float32)
if task == "deciles":
    scores = numpy.fromfile(file, numpy.float64)
if task == "order":
    scores = numpy.fromfile(file, numpy.float32)


def work():
    if task == "nodes":
        return ready @ weights
    if task == "moments":
        return columns.mean(axis=1), columns.var(axis=1, ddof=1)
    if task == "alpha":
        return numpy.cov(columns.astype(numpy.float32))
    if task == "deciles":
        return numpy.percentile(scores, range(10, 100, 10))
    return numpy.argsort(-scores)


def found(of):
    if task == "nodes":
        return (of[:, 0] + 1).sum(dtype=numpy.float64)
    if task == "moments":
        return of[1].sum()
    if task == "alpha":
        return 64 / 63 * (1 - numpy.trace(of) / of.sum())
    return of.sum() if task == "deciles" else of[0]


for line in sys.stdin:
    begin = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - begin
    print(seconds, float(found(result)), flush=True)
