# Sourced by ./latchkey and .ci/run: sets $jdk to the home of a JDK 25 or newer.

jdk_version() {
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

usable_jdk() {
  [ -x "$1/bin/javac" ] && [ "$(jdk_version "$1")" -ge 25 ] 2>/dev/null
}

find_jdk() {
  on_path=$(command -v javac 2>/dev/null || true)
  if [ -n "$on_path" ]; then
    on_path=$(dirname "$(dirname "$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")")")
  fi
  for jdk in "${JAVA_HOME:-}" "${JDK_HOME:-}" "${JAVA_HOME_25_X64:-}" "$on_path" \
    /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$jdk" ] && usable_jdk "$jdk"; then
      return 0
    fi
  done
  echo "latchkey: no JDK 25 found. Looked at JAVA_HOME, JDK_HOME, javac on the PATH, /usr/lib/jvm,
/opt, ~/.sdkman, ~/.jdks and /Library/Java. Install one (for example Eclipse Temurin 25, or
'sdk install java 25-tem'), or set JAVA_HOME to where it is, and run this again." >&2
  return 1
}
