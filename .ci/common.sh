# shellcheck shell=bash
# What ./run and ./test share: tools, the lock, .venv, the library. They set root before they source this file.

: "${root:?}"
stamp_file=$root/lib/target/notebook.stamp
# java, javac and Maven are to be of one JDK.
if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
  PATH=$JAVA_HOME/bin:$PATH
fi

# pip and Maven end like after an error; the sentence says what it was.
trap 'printf "\ninterrupted; run it again, it goes on with what was not finished\n" >&2; exit 130' INT

# Java decodes the names of files as the locale says: outside of UTF-8 a folder with an umlaut is an error.
# Unknown locales count as C. Without the tool locale nothing is changed.
for name in "${LC_ALL-}" C.UTF-8 en_US.UTF-8; do
  if [ "$({ LC_ALL=$name locale charmap; } 2>/dev/null)" = UTF-8 ]; then
    [ -z "$name" ] || export LC_ALL=$name
    break
  fi
done

# fail STATUS SENTENCE: ends with one sentence on stderr.
fail() {
  local status=$1
  shift
  printf '%s\n' "$*" >&2
  exit "$status"
}

say() {
  printf '%s\n' "$*" >&2
}

# major_minor TEXT: the first "N.N" (or "N") of a version's output.
major_minor() {
  printf '%s\n' "$1" | sed -n 's/^[^0-9]*\([0-9][0-9]*\(\.[0-9][0-9]*\)*\).*/\1/p' | head -n 1
}

# at_least VERSION MAJOR MINOR
at_least() {
  local major=${1%%.*} minor=0
  case $1 in *.*) minor=${1#*.} minor=${minor%%.*} ;; esac
  [ -n "$major" ] && { [ "$major" -gt "$2" ] || { [ "$major" -eq "$2" ] && [ "$minor" -ge "$3" ]; }; }
}

missing=''
miss() {
  missing=${missing:+$missing; }$1
}

need_java() {
  local tool version quiet
  for tool in java javac; do
    if ! command -v "$tool" >/dev/null 2>&1; then
      miss "$tool is not found, install a JDK 17 or newer (apt install openjdk-17-jdk, brew install openjdk) and put it on the PATH or into JAVA_HOME"
      return
    fi
    # Without the JVM's statistics file in /tmp.
    quiet=-XX:-UsePerfData
    [ "$tool" = java ] || quiet=-J$quiet
    version=$("$tool" "$quiet" -version 2>&1 | grep -v '^Picked up' | head -n 1)
    version=$(major_minor "$version")
    if ! at_least "$version" 17 0; then
      miss "$tool is version ${version:-unknown}, install a JDK 17 or newer (apt install openjdk-17-jdk, brew install openjdk) and put it first on the PATH or into JAVA_HOME"
      return
    fi
  done
}

need_maven() {
  local version
  if ! command -v mvn >/dev/null 2>&1; then
    miss "mvn is not found, install Maven 3.8 or newer (apt install maven, brew install maven)"
    return
  fi
  version=$(major_minor "$(mvn -v 2>/dev/null | grep -o 'Maven [0-9][0-9.]*' | head -n 1)")
  at_least "$version" 3 8 || miss "mvn is version ${version:-unknown}, install Maven 3.8 or newer"
}

python=''
# Sets python to the first Python that is new enough and can make a virtual environment.
need_python() {
  local name status seen=''
  for name in python3 python3.13 python3.12 python3.11 python3.10 python; do
    command -v "$name" >/dev/null 2>&1 || continue
    status=0
    "$name" -c 'import sys
if sys.version_info < (3, 10): sys.exit(3)
import ensurepip, venv' >/dev/null 2>&1 || status=$?
    case $status in
      0)
        python=$name
        return
        ;;
      3) seen=${seen:-"$name is version $(major_minor "$("$name" -V 2>&1)"), install Python 3.10 or newer"} ;;
      *) seen="$name has no venv or ensurepip, install them (apt install python3-venv)" ;;
    esac
  done
  miss "${seen:-python3 is not found, install Python 3.10 or newer with venv (apt install python3 python3-venv, brew install python)}"
}

# tools NAME...: ends with one sentence when any of java, maven, python is missing or too old.
tools() {
  local tool
  missing=''
  for tool in "$@"; do "need_$tool"; done
  [ -z "$missing" ] || fail 2 "$(basename "$0"): $missing."
}

# Only one ./run or ./test works in a clone at a time. The lock belongs to an open file: it ends with the
# process and what that process started, however they end, so no stale lock is possible.
lock() {
  local locker=${python:-python3} holder take='import fcntl, sys, time
end = time.monotonic() + float(sys.argv[1])
while True:
    try:
        fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)
        break
    except BlockingIOError:
        if time.monotonic() > end: sys.exit(1)
        time.sleep(.1)'
  if ! { mkdir -p "$root/build/tmp" && exec 9>>"$root/build/lock"; } 2>/dev/null; then
    fail 1 "$(basename "$0"): cannot write into $root/build; give yourself the right to, or free the disk."
  fi
  # Where Python or its fcntl is missing (Windows), there is no lock.
  "$locker" -c 'import fcntl' 2>/dev/null || return 0
  "$locker" -c "$take" 5 2>/dev/null && return 0
  holder=$(lock_holder)
  say "$(basename "$0"): waiting for ${holder:+process }${holder:-another ./run or ./test} to end, which is at work in this clone${holder:+ or was left over (then end it with kill ${holder%% *})}."
  "$locker" -c "$take" inf 2>/dev/null
}

# The process that holds the lock, "PID (COMMAND)", or nothing where that cannot be found out. It may be one
# that a killed ./run or ./test started.
lock_holder() {
  local fd pid='' command
  # On Linux, which tells those that hold it from those that wait for it.
  for fd in /proc/[0-9]*/fd/9; do
    if [ "$fd" -ef "$root/build/lock" ] && grep -qs FLOCK "${fd%fd/9}fdinfo/9"; then
      pid=${fd#/proc/}
      pid=${pid%%/*}
      break
    fi
  done
  [ -n "$pid" ] || pid=$(lsof -t "$root/build/lock" 2>/dev/null | grep -vx $$ | head -n 1)
  [ -n "$pid" ] || return
  command=$(ps -o args= -p "$pid" 2>/dev/null | cut -c 1-100)
  echo "$pid${command:+ ($command)}"
}

unlock() {
  exec 9>&-
}

# reason LOG: why a command failed, from what it wrote.
reason() {
  local free lines
  free=$(df -Pk "$root" 2>/dev/null | awk 'NR == 2 { print $4 }')
  if grep -qiE 'no space left|disk quota exceeded|not enough space' "$1" 2>/dev/null || [ "${free:-999999}" -lt 2048 ]; then
    echo "the disk is full, free some space (about 1 GB is needed) and run it again"
  elif grep -qiE 'unknown host|could not transfer|connection refused|network is unreachable|name resolution|newconnectionerror|name or service not known|no matching distribution' "$1"; then
    echo "the first run needs a network and something could not be fetched: $(grep -iE '^(\[ERROR\]|ERROR)' "$1" | head -n 1 | cut -c1-300)"
  else
    lines=$(grep -E '^(\[ERROR\]|ERROR|[A-Za-z]*Error)' "$1" | head -n 3 | cut -c1-300)
    printf '%s' "${lines:-$(tail -n 3 "$1")}"
  fi
}

# quietly LABEL LOG COMMAND...: runs COMMAND, its output in LOG; shows LABEL with the seconds on stderr.
quietly() {
  local label=$1 log=$2 ticker='' start=$SECONDS status=0
  shift 2
  if [ -t 2 ]; then
    (
      while kill -0 $$ 2>/dev/null; do
        printf '\r%s ... %d s' "$label" $((SECONDS - start)) >&2
        sleep 1
      done
    ) 9>&- &
    ticker=$!
  else
    say "$label ..."
  fi
  "$@" </dev/null >"$log" 2>&1 || status=$?
  if [ -n "$ticker" ]; then
    kill "$ticker" 2>/dev/null
    wait "$ticker" 2>/dev/null
    printf '\r' >&2
  fi
  if [ "$status" -eq 0 ]; then
    say "$label: done in $((SECONDS - start)) s"
  else
    [ -z "$ticker" ] || say ''
  fi
  return "$status"
}

# Makes .venv unless it is there, complete, and of the present pins.
make_venv() {
  local venv=$root/.venv log=$root/build/pip.log pins
  pins=$(cksum <"$root/.ci/requirements.txt")
  if [ "$(cat "$venv/complete" 2>/dev/null)" = "$pins" ] && "$venv/bin/python" -c '' 2>/dev/null; then
    return
  fi
  rm -rf "$venv"
  { quietly "making .venv" "$log" "$python" -m venv "$venv" &&
    TMPDIR=$root/build/tmp quietly "installing JupyterLab and the kernel (first time: downloads)" "$log" \
      "$venv/bin/python" -m pip install --disable-pip-version-check --no-input --require-hashes -r "$root/.ci/requirements.txt" &&
    printf '%s\n' "$pins" >"$venv/complete"; } || {
    pins=$(reason "$log")
    rm -rf "$venv"
    fail 1 "$(basename "$0"): .venv could not be made: $pins (log: $log)"
  }
}

# One line that changes when a source, a pom or the built jar does.
library_stamp() {
  (
    cd "$root" || exit
    # cksum is on every machine, the SHA tools differ.
    find pom.xml .mvn lib/*/pom.xml lib/*/src/main lib/*/src/generator -type f 2>/dev/null | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum | cksum
    LC_ALL=C ls lib/target/notebook lib/target/tools lib/target/learn 2>/dev/null
    cksum lib/target/*/medimg-*.jar 2>/dev/null
  ) | cksum
}

# A release has a file "built": there is nothing to build it from.
is_release() {
  [ -f "$root/lib/target/built" ]
}

library_is_built() {
  ! is_release || return 0
  [ -s "$stamp_file" ] && [ "$(cat "$stamp_file")" = "$(library_stamp)" ] || return
  [ -z "$dcm4che" ] || compgen -G "$root/lib/target/notebook/medimg-dcm4che-*.jar" >/dev/null
}

# Set by --dcm4che: then the second reader is built, and used.
dcm4che=''

# Whether dcm4che-core is in Maven's local repository or can be fetched; nothing else looks for it.
find_dcm4che() {
  mkdir -p "$root/build" && quietly "looking for dcm4che-core" "$root/build/dcm4che.log" \
    mvn -B -ntp -U -N -f "$root/pom.xml" -Pdcm4che dependency:get
}

need_dcm4che() {
  [ -n "$dcm4che" ] || return 0
  find_dcm4che ||
    fail 2 "$(basename "$0"): dcm4che-core is missing: it is not in Maven's local repository and could not be fetched from dcm4che's own, https://www.dcm4che.org/maven2, the only one that has it; without --dcm4che the built-in reader reads (log: $root/build/dcm4che.log)."
}

# What a broken build left is never trusted: Maven takes a half-written class or jar for a new one.
forget_library() {
  rm -rf "$root"/lib/*/target/classes "$root"/lib/*/target/test-classes "$root"/lib/*/target/maven-status "$root/lib/target"
}

library_built() {
  library_stamp >"$stamp_file.new" && mv "$stamp_file.new" "$stamp_file"
}

build_library() {
  local log=$root/build/maven.log
  need_dcm4che
  forget_library
  { MAVEN_OPTS="${MAVEN_OPTS:-} -XX:-UsePerfData" quietly "building the library with Maven (first time: downloads)" "$log" \
      mvn -B -ntp -f "$root/pom.xml" ${dcm4che:+-Pdcm4che} -DskipTests -Dspotless.check.skip=true package && library_built; } ||
    fail 1 "$(basename "$0"): the library could not be built: $(reason "$log") (log: $log)"
}
