# A peer: for each line that comes it does its work once with R and answers "seconds result".  Rscript peers.R TASK FILE PEOPLE
#   cov        64 columns of bytes: Cronbach's alpha from cov()
#   variances  64 columns of bytes: Cronbach's alpha from the variances of the items and of the totals
arguments <- commandArgs(trailingOnly = TRUE)
people <- as.integer(arguments[3])
x <- matrix(as.double(readBin(arguments[2], "integer", n = 64 * people, size = 1, signed = FALSE)), ncol = 64)
work <- switch(arguments[1],
  cov = function() {
    c <- cov(x)
    64 / 63 * (1 - sum(diag(c)) / sum(c))
  },
  variances = function() 64 / 63 * (1 - sum(apply(x, 2, var)) / var(rowSums(x)))
)
input <- file("stdin", "r")
while (length(readLines(input, n = 1)) > 0) {
  begin <- proc.time()[["elapsed"]]
  found <- work()
  cat(proc.time()[["elapsed"]] - begin, format(found, digits = 15), "\n")
  flush(stdout())
}
