# A peer: reads a line, computes Cronbach's alpha of 64 columns of bytes from R's cov(), answers "seconds result".  Rscript r_peer.R FILE PEOPLE
arguments <- commandArgs(trailingOnly = TRUE)
people <- as.integer(arguments[2])
x <- matrix(as.double(readBin(arguments[1], "integer", n = 64 * people, size = 1, signed = FALSE)), ncol = 64)
input <- file("stdin", "r")
while (length(readLines(input, n = 1)) > 0) {
  begin <- proc.time()[["elapsed"]]
  c <- cov(x)
  alpha <- 64 / 63 * (1 - sum(diag(c)) / sum(c))
  cat(proc.time()[["elapsed"]] - begin, format(alpha, digits = 15), "\n")
  flush(stdout())
}
