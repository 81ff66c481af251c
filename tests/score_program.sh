#!/bin/sh
# score_program.sh SCORE [FOLDER]: what the program score promises about long work, tried from outside: files larger than the memory it
# may have, results that are whole or not there, interruption, progress on a terminal alone. Prints what it cannot try here as SKIP.
set -u
score=$1
place=$(mktemp -d "${2:-${TMPDIR:-/tmp}}/score_program.XXXXXX") || exit 1
trap 'rm -rf "$place"' EXIT
cd "$place" || exit 1
failed=0
fail() { echo "FAILED: $*"; failed=1; }
same() { [ "$1" = "$2" ] || fail "$3: '$1' in place of '$2'"; }

# so many people with ids of so many bytes, one a row
people() {
  awk -v n="$1" -v bytes="$2" 'BEGIN {
    print "person,TEC-BLD,TEC-INT,COM-EXP,FUN-SAF,NEG-AGR"
    long = sprintf("%" (bytes - 7) "s", ""); gsub(/ /, "x", long)
    for (i = 1; i <= n; ++i) printf "%s%07d,%d,%d,%d,,%d\n", long, i, i % 5 + 1, i % 3 + 1, i % 4 + 2, i % 5 + 1
  }'
}

# ---- a pipe of 110 MB in 96 MB of addresses: not as a whole, which shows that the limit holds, but person by person
if (ulimit -v 98304 && "$score" --help) >/dev/null 2>&1; then
  people 100000 1100 | (ulimit -v 98304; "$score" --ratings=- --whole --format=csv --person=nobody) >whole.txt 2>&1 && fail 'the limit of memory holds nothing back'
  grep -q 'memory is not enough' whole.txt || fail "too little memory: $(head -c 300 whole.txt)"
  people 100000 1100 | (ulimit -v 98304; "$score" --ratings=- --format=csv --output=large.csv --person="$(people 100000 1100 | tail -1 | cut -d, -f1)") 2>large.txt
  same $? 0 "a file larger than memory: $(head -c 300 large.txt)"
  same "$(sed -n '2s/^x*\([0-9]*\),.*/\1/p' large.csv)" 0100000 'the last person of a file larger than memory'
  people 1 1100 | "$score" --ratings=- --format=csv >one.csv
  same "$(grep -c . large.csv)" "$(grep -c . one.csv)" 'rows of one person'
else
  echo 'SKIP: no limit of memory can be set here'
fi

# ---- the same results in pieces as from the whole
people 3000 6000 >some.csv                        # 18 MB: above what is read at once
"$score" --ratings=some.csv --format=json >pieces.txt && "$score" --ratings=some.csv --format=json --whole >whole.txt || fail 'people were not scored'
cmp -s pieces.txt whole.txt || fail 'in pieces and as a whole the scores differ'
same "$(grep -c . pieces.txt)" 3000 'how many people were scored'

# ---- a mistake at the end: the file of results stays as it was; with --output no person of the file is written
echo before >kept.txt
{ cat some.csv; echo 'zoe,7,1,1,1,1'; } >wrong.csv
"$score" --ratings=wrong.csv --format=json --output=kept.txt 2>wrong.txt
same $? 1 'the exit code after a mistake'
grep -q 'wrong.csv: line 3002' wrong.txt || fail "the mistake is not named: $(head -c 300 wrong.txt)"
same "$(cat kept.txt)" before 'the file of results after a mistake'

# ---- interrupted while it waits for more
mkfifo slow
for signal in INT TERM HUP; do
  case $signal in INT) code=130 ;; TERM) code=143 ;; *) code=129 ;; esac
  { cat some.csv; sleep 20; } >slow & feeder=$!
  # (a shell lets what it starts in the background ignore SIGINT; env of coreutils can undo that)
  if [ $signal = INT ] && ! env --default-signal=INT true 2>/dev/null; then echo 'SKIP: SIGINT cannot be sent from here'; kill $feeder; wait $feeder 2>/dev/null; continue; fi
  case $signal in INT) set -- env --default-signal=INT "$score" ;; *) set -- "$score" ;; esac
  "$@" --ratings=slow --ratings-format=csv --format=json --output=kept.txt 2>stopped.txt & running=$!
  tries=0
  until [ -s kept.txt.part ] || [ $tries -ge 100 ]; do sleep 0.1; tries=$((tries + 1)); done
  kill -$signal $running
  wait $running; same $? $code "the exit code after SIG$signal"
  kill $feeder 2>/dev/null; wait $feeder 2>/dev/null
  grep -q "interrupted after [0-9]* people, .*'kept.txt' was not changed" stopped.txt || fail "SIG$signal: $(head -c 300 stopped.txt)"
  same "$(cat kept.txt)" before "the file of results after SIG$signal"
  [ ! -e kept.txt.part ] || fail "SIG$signal: kept.txt.part was left"
done

# ---- a full disk
if [ -w /dev/full ]; then
  "$score" --ratings=some.csv --format=json >/dev/full 2>full.txt
  same $? 1 'the exit code where there is no room'
  grep -q 'standard output: this cannot be written: No space left' full.txt || fail "no room: $(head -c 300 full.txt)"
else
  echo 'SKIP: there is no /dev/full'
fi
"$score" --ratings=some.csv --format=json 2>pipe.txt | head -c 100 >/dev/null
[ "$(grep -c . pipe.txt)" -le 1 ] || fail "a reader that goes away: $(head -c 300 pipe.txt)"

# ---- progress: none in a pipe, a line on a terminal, taken away at the end
{ cat some.csv; sleep 1.5; echo 'zoe,1,1,1,1,1'; } | "$score" --ratings=- --format=json --output=kept.txt 2>silent.txt
same $?"$(cat silent.txt)" 0 'standard error that is no terminal'
if script -qec true /dev/null >/dev/null 2>&1; then
  { cat some.csv; sleep 1.5; cat some.csv | sed 1d | sed 's/^x/y/'; } >slow & feeder=$!
  SCORE=$score script -qec '"$SCORE" --ratings=slow --ratings-format=csv --format=json --output=kept.txt' /dev/null </dev/null >terminal.txt 2>&1
  kill $feeder 2>/dev/null; wait $feeder 2>/dev/null
  grep -q 'score: [0-9]* MB of slow read, [0-9]* people' terminal.txt || fail "no progress on a terminal: $(head -c 300 terminal.txt)"
  same "$(tr '\r' '\n' <terminal.txt | tail -1 | tr -d ' \n')" '' 'what is left of the line of progress'
else
  echo 'SKIP: script, which has a terminal, is not here'
fi
[ $failed -eq 0 ] && echo 'all as promised'
exit $failed
