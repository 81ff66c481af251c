# A peer: for each line that comes it does its work once with numpy and answers "seconds result".  python3 peers.py TASK FILE PEOPLE
#   nodes      64 columns of floats, then 64 x 21 weights: all 21 scores as one matrix product; the sum of the scores
#   moments    64 columns of bytes: mean and variance of each; the sum of the variances
#   counts     64 columns of bytes: how many of each of 5 levels, by comparison; the sum of the means
#   cov        64 columns of bytes: Cronbach's alpha from numpy.cov, in doubles
#   cov32      the same in single precision
#   variances  64 columns of bytes: Cronbach's alpha from the variances of the items and of the totals
#   deciles    a column of doubles: its 9 deciles; their sum
#   ranks      a column of doubles: everybody's percentile rank; the sum of each times its score
#   order      a column of floats ("order of doubles": of these): the order of all, the best first; a sum over every thousandth place
#   rubrics    bytes of grades, doubles of points, where each answer begins: the scores of all answers; their sum
# Of the ways that numpy offers, each task takes the fastest that was found and that reads as one would write it.
import os
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy is loaded
import numpy

task, file, people = sys.argv[1], sys.argv[2], int(sys.argv[3])


def columns(dtype):
    return numpy.fromfile(file, dtype, 64 * people).reshape(64, people)


def alpha(parts, total):
    return 64 / 63 * (1 - parts / total)


if task == "nodes":
    x = columns(numpy.float32)
    weights = numpy.fromfile(file, numpy.float32, offset=4 * x.size).reshape(21, 64)
    scores = numpy.empty((21, people), numpy.float32)
    work = lambda: numpy.matmul(weights, x, out=scores)
    found = lambda all: all.sum(dtype=numpy.float64)
elif task == "moments":
    x = columns(numpy.uint8)
    work = lambda: [(item.mean(), item.var(ddof=1)) for item in x]
    found = lambda all: sum(variance for _, variance in all)
elif task == "counts":
    x = columns(numpy.uint8)
    work = lambda: [[numpy.count_nonzero(item == level) for level in range(5)] for item in x]
    found = lambda all: sum(level * n for item in all for level, n in enumerate(item)) / people
elif task in ("cov", "cov32"):
    x = columns(numpy.uint8)
    work = lambda: numpy.cov(x, dtype=numpy.float32 if task == "cov32" else None)
    found = lambda c: alpha(numpy.trace(c), c.sum())
elif task == "variances":
    x = columns(numpy.uint8)
    work = lambda: alpha(sum(item.var(ddof=1) for item in x), x.sum(axis=0, dtype=numpy.uint16).var(ddof=1))
    found = lambda a: a
elif task == "deciles":
    x = numpy.fromfile(file)
    work = lambda: numpy.percentile(x, range(10, 100, 10))
    found = lambda all: all.sum()
elif task == "ranks":
    x = numpy.fromfile(file)

    def work():  # the middle ranks: equal scores share theirs
        _, which, n = numpy.unique(x, return_inverse=True, return_counts=True)
        return (100 * (numpy.cumsum(n) - n / 2) / people)[which]

    found = lambda all: all @ x
elif task in ("order", "order of doubles"):
    x = numpy.fromfile(file, numpy.float32 if task == "order" else numpy.float64)
    work = lambda: numpy.argsort(-x)
    found = lambda order: x[order[::1000]].astype(numpy.float64) @ numpy.arange(1, len(order[::1000]) + 1)
else:
    with open(file, "rb") as data:
        begins = numpy.fromfile(data, numpy.uint32, people + 1)[:-1].astype(numpy.intp)
        size = int(numpy.fromfile(data, numpy.uint64, 1)[0])
        points, grades = numpy.fromfile(data, numpy.float64, size), numpy.fromfile(data, numpy.uint8, size)
    positive = numpy.add.reduceat(numpy.maximum(points, 0), begins)
    work = lambda: numpy.add.reduceat(points * grades, begins) / positive
    found = lambda all: all.sum()

for line in sys.stdin:
    begin = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - begin
    print(seconds, repr(float(found(result))), flush=True)
