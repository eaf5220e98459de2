# Read by the scripts that start PModel, after they have set `root` to the folder of the checkout: finds a JDK, builds what is missing.

jar=$root/compiler/cli/target/pplc.jar
archive=$root/compiler/cli/target/pplc.jsa
options="-Xss16m -XX:+UseSerialGC -XX:-DontCompileHugeMethods"

say() { printf '%s\n' "$*" >&2; }

# Succeeds for the home of a JDK 21 or later; `release` spares starting a JVM to ask it.
is_recent_jdk() {
  [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 1
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ "${version:-0}" -ge 21 ]
}

home_of() { # the home of a java on the search path
  java=$(command -v "$1" 2>/dev/null) || return 1
  java=$(readlink -f "$java" 2>/dev/null || printf '%s' "$java")
  dirname "$(dirname "$java")"
}

# What the environment names comes first, then the usual places, or those in PPLC_JDKS.
find_jdk() {
  places=${PPLC_JDKS:-"/usr/lib/jvm/* /opt/java/* /opt/jdk* ${HOME:-}/.sdkman/candidates/java/* ${HOME:-}/.jdks/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*"}
  for home in "${JAVA_HOME:-}" "$(home_of java)" $places; do
    if [ -n "$home" ] && is_recent_jdk "$home"; then
      printf '%s' "$home"
      return 0
    fi
  done
  return 1
}

# Whether the module's jar is there and no source is newer: the build writes jars anew each time.
is_built() {
  [ -f "$made" ] && [ -z "$(find "$root/pom.xml" "$root/grammar/src/main" "$root"/compiler/*/src/main "$root"/compiler/*/pom.xml \
      "$root"/runtime/*/src/main "$root"/runtime/*/pom.xml "$root/native/src/main" "$root/native/include" "$root/stdlib/src/main" "$root/$module/src/main" \
      -newer "$made" -type f 2>/dev/null | head -n 1)" ]
}

# One process builds, others wait for it; a lock whose process is gone is taken over.
lock() {
  if ! mkdir -p "$build" 2>/dev/null || ! [ -w "$build" ]; then
    say "pplc: PModel is not built, and cannot be: no permission to write to $build"
    exit 3
  fi
  until mkdir "$build/lock" 2>/dev/null; do
    owner=$(cat "$build/lock/pid" 2>/dev/null)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      rm -rf "$build/lock"
    else
      sleep 0.2
    fi
  done
  echo $$ >"$build/lock/pid"
  trap 'rm -rf "$build/lock"' EXIT
  trap 'exit 130' INT TERM
}

unlock() {
  rm -rf "$build/lock"
  trap - EXIT INT TERM
}

build_module() {
  if ! command -v mvn >/dev/null 2>&1; then
    say "pplc: Maven is needed to build PModel, and there is no mvn on the search path (Debian: apt install maven)"
    exit 3
  fi
  if [ -f "$made" ]; then say "building PModel (sources have changed) …"; else say "building PModel (first use) …"; fi
  if ! (cd "$root" && JAVA_HOME=$jdk mvn -q -B -Dmaven.test.skip=true -pl "$module" -am package) >"$build/build.log" 2>&1; then
    say "pplc: the build failed; the end of $build/build.log:"
    grep -v '^WARNING' "$build/build.log" | tail -n 15 >&2
    exit 3
  fi
}

# Classes parsed and linked ahead of time: half the start-up. Made from a run over an example; where that fails an empty file keeps it from
# being tried again, and the JVM passes over it.
make_archive() {
  "$jdk/bin/java" -XX:ArchiveClassesAtExit="$archive.new" -Xlog:disable $options -jar "$jar" \
      check "$root/stdlib/examples/eight_schools.pmodel" >/dev/null 2>&1
  [ -f "$archive.new" ] || : >"$archive.new"
  mv "$archive.new" "$archive"
}

is_archived() { [ -f "$archive" ] && ! [ "$jar" -nt "$archive" ]; }

require_jdk() { # sets jdk
  if ! jdk=$(find_jdk); then
    say "pplc: PModel needs a JDK 21 or later, and none was found in JAVA_HOME, on the search path or in the usual places"
    say "      (Debian: apt install openjdk-21-jdk-headless; elsewhere: https://adoptium.net). Name its folder in JAVA_HOME."
    exit 3
  fi
}

require_build() { # the folder of a module and the name of its jar
  module=$1
  build=$root/$module/target
  made=$build/$2
  if ! is_built; then
    lock
    is_built || build_module
    unlock
  fi
  if ! is_archived && [ -w "${jar%/*}" ]; then
    lock
    is_archived || make_archive
    unlock
  fi
}
